/// A JSON value (RFC 8259).
package enum JSONValue: Hashable, Sendable {
  case null
  case bool(Bool)
  case number(JSONNumber)
  case string(String)
  case array([JSONValue])
  case object(JSONObject)

  /// A whole number.
  package static func integer(_ value: Int) -> JSONValue { .number(JSONNumber(value)) }

  /// The boolean, when the value is one.
  package var bool: Bool? { if case .bool(let value) = self { value } else { nil } }

  /// The number, when the value is one.
  package var number: JSONNumber? { if case .number(let value) = self { value } else { nil } }

  /// The whole number, when the value is one that fits an `Int`.
  package var integer: Int? { number?.integer }

  /// The text, when the value is a string.
  package var string: String? { if case .string(let value) = self { value } else { nil } }

  /// The elements, when the value is an array.
  package var array: [JSONValue]? { if case .array(let value) = self { value } else { nil } }

  /// The object, when the value is one.
  package var object: JSONObject? { if case .object(let value) = self { value } else { nil } }

  /// Whether the value is `null`.
  package var isNull: Bool { self == .null }

  /// The member of that name, when the value is an object that has it.
  package subscript(_ name: String) -> JSONValue? { object?[name] }

  /// What the value is, in words, for messages: `a string`.
  package var kindDescription: String {
    switch self {
    case .null: "null"
    case .bool: "a boolean"
    case .number: "a number"
    case .string: "a string"
    case .array: "an array"
    case .object: "an object"
    }
  }
}

/// A number as it was written, so that nothing is lost: `12345678901234567890`
/// and `0.10` come out as they went in.
///
/// Two numbers are equal when they are written alike.
package struct JSONNumber: Hashable, Sendable {
  /// The number in JSON's own notation.
  package let text: String

  /// Makes a whole number.
  package init(_ value: Int) { text = String(value) }

  /// Makes a number; `nil` for infinities and NaN, which JSON does not have.
  package init?(_ value: Double) {
    guard value.isFinite else { return nil }
    text = value.description
  }

  /// Makes a number of text that is known to follow JSON's grammar.
  init(validated text: String) { self.text = text }

  /// The number, when it is whole and fits an `Int`, however it is written:
  /// `1`, `1.0` and `1e0` are all 1.
  package var integer: Int? { Int(text) ?? Int(exactly: double) }

  /// The nearest `Double`; infinite when the number is beyond its range.
  package var double: Double { Double(text) ?? .nan }
}

/// The members of a JSON object, in the order in which they were written.
package struct JSONObject: Hashable, Sendable, ExpressibleByDictionaryLiteral {
  /// A name and its value.
  package struct Member: Hashable, Sendable {
    package var name: String
    package var value: JSONValue

    /// Makes a member.
    package init(name: String, value: JSONValue) {
      self.name = name
      self.value = value
    }
  }

  /// The members, in order. A name may stand more than once.
  package var members: [Member]

  /// Makes an object.
  package init(_ members: [Member] = []) { self.members = members }

  /// Makes an object with the members in the order of the literal.
  package init(dictionaryLiteral elements: (String, JSONValue)...) {
    members = elements.map { Member(name: $0.0, value: $0.1) }
  }

  /// The value of the last member of that name. O(members).
  package subscript(_ name: String) -> JSONValue? {
    members.last { $0.name == name }?.value
  }
}

/// Why bytes are not JSON.
package struct JSONError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Bytes before the one at which reading failed.
  package let offset: Int
  /// What should have stood there, in words.
  package let expected: String

  /// Makes an error.
  package init(offset: Int, expected: String) {
    self.offset = offset
    self.expected = expected
  }

  /// The place and what was expected there.
  package var description: String { "byte \(offset): expected \(expected)" }
}
