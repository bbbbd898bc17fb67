/// Writes JSON straight into bytes.
///
/// Commas, colons and, when asked for, line breaks come of themselves; arrays
/// and objects are closed by leaving their closure:
///
///     var writer = JSONWriter()
///     writer.object {
///       $0.member("line", 3)
///       $0.key("tags")
///       $0.array { $0.string("unnecessary") }
///     }
///     writer.bytes  // {"line":3,"tags":["unnecessary"]}
///
/// Inside an object every value needs its ``key(_:)`` first. Only quotes,
/// backslashes and control bytes (with DEL, so that no text can move a terminal)
/// are escaped; all else stands as it is, U+2028 and U+2029 too.
package struct JSONWriter: Sendable {
  /// What has been written.
  package private(set) var bytes: [UInt8] = []

  private let isPretty: Bool
  private var depth = 0
  private var isFirst = true
  private var followsKey = false

  /// Makes a writer; a pretty one breaks lines and indents by two spaces.
  package init(pretty: Bool = false) { isPretty = pretty }

  /// Hands over what has been written and goes on with nothing.
  package mutating func take() -> [UInt8] {
    defer { bytes = [] }
    return bytes
  }

  /// Ends a line, after which a new text begins: for JSON Lines.
  package mutating func endLine() {
    bytes.append(0x0A)
    isFirst = true
  }

  // MARK: Arrays and objects

  /// Writes an object; `body` writes its members.
  package mutating func object(_ body: (inout JSONWriter) -> Void) {
    container(UInt8(ascii: "{"), UInt8(ascii: "}"), body)
  }

  /// Writes an array; `body` writes its elements.
  package mutating func array(_ body: (inout JSONWriter) -> Void) {
    container(UInt8(ascii: "["), UInt8(ascii: "]"), body)
  }

  private mutating func container(
    _ open: UInt8, _ close: UInt8, _ body: (inout JSONWriter) -> Void
  ) {
    separate()
    bytes.append(open)
    depth += 1
    isFirst = true
    body(&self)
    depth -= 1
    if isPretty && !isFirst { breakLine() }
    bytes.append(close)
    isFirst = false
    followsKey = false
  }

  /// Writes the name of the member whose value comes next.
  package mutating func key(_ name: String) {
    separate()
    quote(name)
    bytes.append(UInt8(ascii: ":"))
    if isPretty { bytes.append(0x20) }
    followsKey = true
  }

  /// Puts what must stand between the last value and the next.
  private mutating func separate() {
    if followsKey {
      followsKey = false
      return
    }
    if !isFirst { bytes.append(UInt8(ascii: ",")) }
    if isPretty && depth > 0 { breakLine() }
    isFirst = false
  }

  private mutating func breakLine() {
    bytes.append(0x0A)
    bytes.append(contentsOf: repeatElement(0x20, count: depth * 2))
  }

  // MARK: Values

  /// Writes a string.
  package mutating func string(_ value: String) {
    separate()
    quote(value)
  }

  /// Writes a whole number.
  package mutating func integer(_ value: Int) {
    separate()
    append(digitsOf: value)
  }

  /// Writes a number in the shortest form that reads back the same; `null` for
  /// infinities and NaN, which JSON does not have.
  package mutating func number(_ value: Double) {
    separate()
    bytes.append(contentsOf: (JSONNumber(value)?.text ?? "null").utf8)
  }

  /// Writes a boolean.
  package mutating func bool(_ value: Bool) {
    separate()
    bytes.append(contentsOf: (value ? "true" : "false").utf8)
  }

  /// Writes `null`.
  package mutating func null() {
    separate()
    bytes.append(contentsOf: "null".utf8)
  }

  /// Writes a value that is JSON already. On an empty run nothing is written,
  /// not even what separates it from its neighbours.
  package mutating func raw(_ json: some Collection<UInt8>) {
    guard !json.isEmpty else { return }
    separate()
    bytes.append(contentsOf: json)
  }

  /// Writes any value.
  package mutating func value(_ value: JSONValue) {
    switch value {
    case .null: null()
    case .bool(let value): bool(value)
    case .number(let number):
      separate()
      bytes.append(contentsOf: number.text.utf8)
    case .string(let value): string(value)
    case .array(let elements):
      array { writer in
        for element in elements { writer.value(element) }
      }
    case .object(let object):
      self.object { writer in
        for member in object.members {
          writer.key(member.name)
          writer.value(member.value)
        }
      }
    }
  }

  /// Writes a member whose value is a string.
  package mutating func member(_ name: String, _ value: String) {
    key(name)
    string(value)
  }

  /// Writes a member whose value is a whole number.
  package mutating func member(_ name: String, _ value: Int) {
    key(name)
    integer(value)
  }

  /// Writes a member whose value is a boolean.
  package mutating func member(_ name: String, _ value: Bool) {
    key(name)
    bool(value)
  }

  // MARK: Bytes

  private mutating func append(digitsOf value: Int) {
    if value < 0 { bytes.append(UInt8(ascii: "-")) }
    var rest = value.magnitude
    let start = bytes.count
    repeat {
      bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
      rest /= 10
    } while rest > 0
    bytes[start...].reverse()
  }

  private mutating func quote(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    var text = text
    text.withUTF8 { utf8 in
      var copied = 0
      for index in utf8.indices {
        let byte = utf8[index]
        guard
          byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte == 0x7F
        else { continue }
        bytes.append(contentsOf: utf8[copied..<index])
        escape(byte)
        copied = index + 1
      }
      bytes.append(contentsOf: utf8[copied...])
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func escape(_ byte: UInt8) {
    bytes.append(UInt8(ascii: "\\"))
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(byte)
    case 0x08: bytes.append(UInt8(ascii: "b"))
    case 0x09: bytes.append(UInt8(ascii: "t"))
    case 0x0A: bytes.append(UInt8(ascii: "n"))
    case 0x0C: bytes.append(UInt8(ascii: "f"))
    case 0x0D: bytes.append(UInt8(ascii: "r"))
    default:
      bytes.append(contentsOf: "u00".utf8)
      for digit in [byte >> 4, byte & 0xF] {
        bytes.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
      }
    }
  }
}
