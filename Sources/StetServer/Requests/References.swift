import JSON
import JSONRPC
import StetCore

/// `textDocument/references` of a question: every asking in the workspace. The
/// one that `textDocument/definition` leads to counts as the declaration.
enum References: RequestHandler {
  static let method = "textDocument/references"

  static func announce(in capabilities: inout ServerCapabilities, to client: ClientCapabilities) {
    capabilities.set("referencesProvider", to: .bool(true))
  }

  static func answer(
    _ params: Params, in session: Session, call: Call
  ) throws(ResponseError) -> Answer {
    let uri = try params.documentURI()
    let position = try params.member("position").position()
    let includesFirst = try params.optional("context")?.optional("includeDeclaration")?.bool()
    return session.answerBeside(about: uri) { document, files in
      let offset = document.offset(of: position)
      guard document.askings(at: offset) != nil,
        let askings = Askings(at: offset, of: document, among: files())
      else { return .null }
      return .json { writer in
        writer.array { writer in
          for (index, asking) in askings.all.enumerated()
          where includesFirst ?? true || index != askings.first {
            writer.location(asking.uri, asking.entry.words)
          }
        }
      }
    }
  }
}
