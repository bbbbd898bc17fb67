import JSON
import JSONRPC
import StetCore

/// `textDocument/inlayHint`: after each cut answer, at which length it was cut.
/// Only when the setting `stet.inlayHints` asks for it.
enum InlayHint: RequestHandler {
  static let method = "textDocument/inlayHint"

  static func announce(in capabilities: inout ServerCapabilities, to client: ClientCapabilities) {
    guard client.value("textDocument", "inlayHint")?.object != nil else { return }
    capabilities.set("inlayHintProvider", to: .bool(true))
  }

  static func answer(
    _ params: Params, in session: Session, call: Call
  ) throws(ResponseError) -> Answer {
    let uri = try params.documentURI()
    let (first, last) = try params.member("range").range()
    guard session.projects.showsInlayHints(for: DocumentURI.path(of: uri)) else {
      return .now(Array("[]".utf8))
    }
    let find = session.finder(ofDiagnosticsIn: uri)
    return session.answer(about: uri, empty: "[]") { document in
      let shown = document.source.range(from: first, to: last, in: document.encoding)
      var places = PositionConverter(document.source, document.encoding)
      let cuts = cuts(in: document.draft, find(document)).filter { shown.touches($0.end) }
      return .json { writer in
        writer.array { writer in
          for cut in cuts {
            writer.object { writer in
              writer.key("position")
              writer.position(places.position(of: cut.end))
              writer.member("label", "cut at \(cut.length)")
              writer.member("paddingLeft", true)
            }
          }
        }
      }
    }
  }

  /// The ends of the cut answers, in order, and how many characters each answer
  /// has.
  private static func cuts(
    in draft: Draft, _ diagnostics: [Diagnostic]
  ) -> [(end: TextOffset, length: Int)] {
    let flagged = diagnostics.filter { $0.rule == "truncated-answer" }.map(\.range)
    guard !flagged.isEmpty else { return [] }
    var result: [(end: TextOffset, length: Int)] = []
    var next = flagged[...]
    for question in draft.outline.questions {
      guard let first = question.answer.first, let last = question.answer.last else { continue }
      let answer = TextRange(
        start: draft.blocks[first].content.start, end: draft.blocks[last].content.end)
      next = next.drop { $0.start < answer.start }
      guard let cut = next.first, answer.contains(cut) else { continue }
      let length = draft.source.bytes(in: answer).count { $0 & 0xC0 != 0x80 }
      result.append((answer.end, length))
    }
    return result
  }
}
