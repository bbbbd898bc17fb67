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
    try checkOptions(params)
    return edits(of: uri, in: session) { _ in true }
  }

  /// Looks whether the options are an object. What they say is not looked at:
  /// white space at the ends of lines can be markup.
  static func checkOptions(_ params: Params) throws(ResponseError) {
    guard let options = try params.optional("options"), options.value.object == nil else { return }
    throw options.mismatch(expected: "an object")
  }

  /// The edits of a document that `isWanted`, as the answer to a request.
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
    try Formatting.checkOptions(params)
    guard let source = session.documents[uri]?.source ?? session.snapshot(of: uri)?.source else {
      return .null
    }
    let range = source.range(
      from: asked.start, to: asked.end, in: session.client.positionEncoding)
    return Formatting.edits(of: uri, in: session) { range.contains($0.range) }
  }
}
