package import JSON
package import JSONRPC
package import StetCore

/// The parameters of a message, or a part of them, read member by member.
///
/// A member of the wrong type is an error that says where it stands:
/// `textDocument.uri: expected a string, got a number`. Members that nobody asks
/// for may be anything.
package struct Params: Sendable {
  /// The value.
  package let value: JSONValue
  private let path: String

  /// Makes parameters of a message's; none counts as an empty object.
  package init(_ value: JSONValue?) {
    self.value = value ?? .object(JSONObject())
    path = ""
  }

  private init(_ value: JSONValue, path: String) {
    self.value = value
    self.path = path
  }

  /// The error of a value that is not what was expected.
  package func mismatch(expected: String) -> ResponseError {
    ResponseError(
      .invalidParams,
      "\(path.isEmpty ? "params" : path): expected \(expected), got \(value.kindDescription)")
  }

  private func path(to name: String) -> String { path.isEmpty ? name : "\(path).\(name)" }

  /// A member that must be there.
  package func member(_ name: String) throws(ResponseError) -> Params {
    guard let found = try optional(name) else {
      throw ResponseError(.invalidParams, "\(path(to: name)) is missing")
    }
    return found
  }

  /// A member that may be left out, or `null`.
  package func optional(_ name: String) throws(ResponseError) -> Params? {
    guard let object = value.object else { throw mismatch(expected: "an object") }
    guard let found = object[name], !found.isNull else { return nil }
    return Params(found, path: path(to: name))
  }

  /// The value as a string.
  package func string() throws(ResponseError) -> String {
    guard let string = value.string else { throw mismatch(expected: "a string") }
    return string
  }

  /// The value as a whole number. One beyond `Int` is taken as the nearest.
  package func integer() throws(ResponseError) -> Int {
    guard let number = value.number else { throw mismatch(expected: "a whole number") }
    if let integer = number.integer { return integer }
    let double = number.double
    guard double.rounded() == double else {
      throw ResponseError(.invalidParams, "\(path): expected a whole number, got \(number.text)")
    }
    return double < 0 ? Int.min : Int.max
  }

  /// The value as a boolean.
  package func bool() throws(ResponseError) -> Bool {
    guard let bool = value.bool else { throw mismatch(expected: "a boolean") }
    return bool
  }

  /// The value as an array.
  package func array() throws(ResponseError) -> [Params] {
    guard let array = value.array else { throw mismatch(expected: "an array") }
    return array.enumerated().map { Params($1, path: "\(path)[\($0)]") }
  }

  /// The value as a `Position` of the protocol.
  package func position() throws(ResponseError) -> Position {
    let line = try member("line").integer()
    return Position(line: line, column: try member("character").integer())
  }

  /// The value as a `Range` of the protocol, as it came, reversed perhaps.
  package func range() throws(ResponseError) -> (start: Position, end: Position) {
    let start = try member("start").position()
    return (start, try member("end").position())
  }
}
