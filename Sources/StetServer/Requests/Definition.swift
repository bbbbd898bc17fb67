import JSON
import JSONRPC
import StetCore

/// `textDocument/definition` of a question: its first asking in the draft; on
/// that one, the first in the workspace.
enum Definition: RequestHandler {
  static let method = "textDocument/definition"

  static func announce(in capabilities: inout ServerCapabilities, to client: ClientCapabilities) {
    capabilities.set("definitionProvider", to: .bool(true))
  }

  static func answer(
    _ params: Params, in session: Session, call: Call
  ) throws(ResponseError) -> Answer {
    let uri = try params.documentURI()
    let position = try params.member("position").position()
    let takesLinks = session.client.flag("textDocument", "definition", "linkSupport")
    return session.answerBeside(about: uri) { document, files in
      let offset = document.offset(of: position)
      guard document.askings(at: offset) != nil,
        let askings = Askings(at: offset, of: document, among: files())
      else { return .null }
      let target = askings.all[askings.first]
      return .json { writer in
        guard takesLinks else {
          writer.location(target.uri, target.entry.words)
          return
        }
        writer.array { writer in
          writer.object { writer in
            writer.key("originSelectionRange")
            writer.range(askings.here)
            writer.member("targetUri", target.uri)
            writer.key("targetRange")
            writer.range(target.entry.part)
            writer.key("targetSelectionRange")
            writer.range(target.entry.words)
          }
        }
      }
    }
  }
}
