import JSON
import StetCore
import StetServer
import Testing

extension TestClient {
  /// The result of a request about a document.
  func ask(_ method: String, _ uri: String, _ members: JSONObject = [:]) -> JSONValue {
    var params: JSONObject = ["textDocument": .object(["uri": .string(uri)])]
    params.members += members.members
    return request(method, .object(params))["result"] ?? .null
  }

  /// The result of a request about a place in a document.
  func ask(
    _ method: String, _ uri: String, at place: (Int, Int), _ members: JSONObject = [:]
  ) -> JSONValue {
    var all: JSONObject = ["position": Self.position(place)]
    all.members += members.members
    return ask(method, uri, all)
  }

  /// Client capabilities of one request of a document.
  static func textDocument(_ name: String, _ value: JSONObject) -> JSONValue {
    .object(["textDocument": .object([name: .object(value)])])
  }
}

extension JSONValue {
  /// A `Range` of the protocol, as `line:character-line:character`.
  var shownRange: String {
    func place(_ value: JSONValue?) -> String {
      "\(value?["line"]?.integer ?? -1):\(value?["character"]?.integer ?? -1)"
    }
    return "\(place(self["start"]))-\(place(self["end"]))"
  }

  /// The text that a `Range` of the protocol, in UTF-16, covers.
  func text(in text: String) -> String {
    let source = SourceText(text)
    func offset(_ value: JSONValue?) -> TextOffset {
      source.offset(
        of: Position(
          line: value?["line"]?.integer ?? -1, column: value?["character"]?.integer ?? -1),
        in: .utf16)
    }
    return source.string(in: TextRange(start: offset(self["start"]), end: offset(self["end"])))
  }
}
