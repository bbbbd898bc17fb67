import JSON
import JSONRPC
import StetCore

/// `textDocument/willSaveWaitUntil`: safe faults are fixed before a document is
/// saved, where the settings ask for that.
enum WillSaveWaitUntil: RequestHandler {
  static let method = "textDocument/willSaveWaitUntil"

  static func announce(in capabilities: inout ServerCapabilities, to client: ClientCapabilities) {
    guard client.flag("textDocument", "synchronization", "willSaveWaitUntil") else { return }
    capabilities.set("textDocumentSync", "willSaveWaitUntil", to: .bool(true))
  }

  static func answer(
    _ params: Params, in session: Session, call: Call
  ) throws(ResponseError) -> Answer {
    let uri = try params.member("textDocument").member("uri").string()
    // 2: the editor saves by itself, after a delay; the writer may be in the
    // middle of a word.
    let isDelayed = try params.optional("reason")?.integer() == 2
    guard let document = session.documents[uri], !isDelayed,
      session.projects.fixesOnSave(document.path), let snapshot = session.snapshot(of: uri)
    else { return .null }
    let encoder = EditEncoder(snapshot.source, session.client.positionEncoding)
    return .later { call in
      let edits = FixRounds.edits(of: snapshot, isCancelled: { call.isCancelled })
      var writer = JSONWriter()
      writer.value(encoder.textEdits(edits))
      return .success(writer.take())
    }
  }
}
