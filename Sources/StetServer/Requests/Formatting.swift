import JSON
import JSONRPC
import StetCore

/// `textDocument/formatting`: the typographic clean-up that changes no word.
enum Formatting: RequestHandler {
  static let method = "textDocument/formatting"

  /// The rules whose safe fixes are a matter of form alone.
  private static let rules: Set<String> = ["extra-spaces", "double-hyphen"]

  static func announce(in capabilities: inout ServerCapabilities, to client: ClientCapabilities) {
    capabilities.set("documentFormattingProvider", to: .bool(true))
  }

  static func answer(
    _ params: Params, in session: Session, call: Call
  ) throws(ResponseError) -> Answer {
    let uri = try params.member("textDocument").member("uri").string()
    return edits(of: uri, in: session) { _ in true }
  }

  /// The edits of a document that `isWanted`, as the answer to a request.
  ///
  /// What the client wants of tabs and white space at the ends of lines is not
  /// looked at: white space there can be markup.
  static func edits(
    of uri: String, in session: Session, isWanted: @escaping @Sendable (TextEdit) -> Bool
  ) -> Answer {
    guard let snapshot = session.snapshot(of: uri) else { return .null }
    let encoder = EditEncoder(snapshot.source, session.client.positionEncoding)
    return .later { call in
      let edits = FixRounds.edits(
        of: snapshot, isIncluded: { rules.contains($0.rule) },
        isCancelled: { call.isCancelled })
      var writer = JSONWriter()
      writer.value(encoder.textEdits(edits.filter(isWanted)))
      return .success(writer.take())
    }
  }
}

/// `textDocument/rangeFormatting`: the same in a range.
enum RangeFormatting: RequestHandler {
  static let method = "textDocument/rangeFormatting"

  static func announce(in capabilities: inout ServerCapabilities, to client: ClientCapabilities) {
    capabilities.set("documentRangeFormattingProvider", to: .bool(true))
  }

  static func answer(
    _ params: Params, in session: Session, call: Call
  ) throws(ResponseError) -> Answer {
    let uri = try params.member("textDocument").member("uri").string()
    let asked = try params.member("range").range()
    guard let source = session.documents[uri]?.source ?? session.snapshot(of: uri)?.source else {
      return .null
    }
    let range = source.range(
      from: asked.start, to: asked.end, in: session.client.positionEncoding)
    return Formatting.edits(of: uri, in: session) { range.contains($0.range) }
  }
}
