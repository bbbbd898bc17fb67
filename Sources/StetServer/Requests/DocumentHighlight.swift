import JSON
import JSONRPC
import StetCore

/// `textDocument/documentHighlight`: the places where the draft asks the same
/// question.
enum DocumentHighlight: RequestHandler {
  static let method = "textDocument/documentHighlight"

  static func announce(in capabilities: inout ServerCapabilities, to client: ClientCapabilities) {
    capabilities.set("documentHighlightProvider", to: .bool(true))
  }

  static func answer(
    _ params: Params, in session: Session, call: Call
  ) throws(ResponseError) -> Answer {
    let uri = try params.documentURI()
    let position = try params.member("position").position()
    return session.answer(about: uri) { document in
      guard let askings = document.askings(at: document.offset(of: position)) else { return .null }
      var places = PositionConverter(document.source, document.encoding)
      return .json { writer in
        writer.array { writer in
          for block in askings.all {
            writer.object { writer in
              writer.key("range")
              writer.range(document.draft.wordingRange(ofBlock: block), &places)
              writer.member("kind", 1)  // text
            }
          }
        }
      }
    }
  }
}
