extension JSONValue {
  /// How deep arrays and objects may stand in one another.
  package static let depthLimit = 512

  /// Reads one JSON text, with nothing but white space around it.
  ///
  /// Follows RFC 8259 to the letter, with three decisions where it leaves a
  /// choice: an escape of a lone surrogate becomes U+FFFD, a name may stand
  /// twice in an object, and a byte order mark is an error, as are bytes that
  /// are not UTF-8. O(n); offsets in errors count from the first byte given.
  package init(parsing bytes: [UInt8]) throws(JSONError) {
    self = try Self.parse(bytes[...])
  }

  /// Reads one JSON text that is part of a longer run of bytes.
  package init(parsing bytes: ArraySlice<UInt8>) throws(JSONError) {
    self = try Self.parse(bytes)
  }

  private static func parse(_ bytes: ArraySlice<UInt8>) throws(JSONError) -> JSONValue {
    let result = bytes.withUnsafeBufferPointer { buffer -> Result<JSONValue, JSONError> in
      var reader = JSONReader(buffer)
      do throws(JSONError) {
        return .success(try reader.readText())
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }
}

/// A recursive descent over bytes.
///
/// Every read of a byte goes through ``byte(at:)``, which answers 0 past the
/// end; as 0 can stand nowhere in JSON, the end needs no check of its own.
private struct JSONReader {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var index = 0
  private var depth = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  private func byte(at index: Int) -> UInt8 {
    index < bytes.count ? bytes[index] : 0
  }

  private var current: UInt8 { byte(at: index) }

  private func error(at offset: Int, _ expected: String) -> JSONError {
    JSONError(offset: offset, expected: expected)
  }

  private mutating func skipWhitespace() {
    while true {
      switch current {
      case 0x20, 0x09, 0x0A, 0x0D: index += 1
      default: return
      }
    }
  }

  mutating func readText() throws(JSONError) -> JSONValue {
    skipWhitespace()
    let value = try readValue()
    skipWhitespace()
    guard index == bytes.count else { throw error(at: index, "the end") }
    return value
  }

  private mutating func readValue() throws(JSONError) -> JSONValue {
    switch current {
    case UInt8(ascii: "\""): return .string(try readString())
    case UInt8(ascii: "{"): return try readObject()
    case UInt8(ascii: "["): return try readArray()
    case UInt8(ascii: "t"): return try readWord("true", .bool(true))
    case UInt8(ascii: "f"): return try readWord("false", .bool(false))
    case UInt8(ascii: "n"): return try readWord("null", .null)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      return .number(try readNumber())
    default: throw error(at: index, "a value")
    }
  }

  private mutating func readWord(
    _ word: StaticString, _ value: JSONValue
  ) throws(JSONError) -> JSONValue {
    for step in 0..<word.utf8CodeUnitCount where byte(at: index + step) != word.utf8Start[step] {
      throw error(at: index + step, "“\(word)”")
    }
    index += word.utf8CodeUnitCount
    return value
  }

  // MARK: Arrays and objects

  private mutating func enter() throws(JSONError) {
    guard depth < JSONValue.depthLimit else {
      throw error(at: index, "at most \(JSONValue.depthLimit) levels")
    }
    depth += 1
    index += 1
    skipWhitespace()
  }

  private mutating func readArray() throws(JSONError) -> JSONValue {
    try enter()
    var elements: [JSONValue] = []
    if current == UInt8(ascii: "]") {
      index += 1
      depth -= 1
      return .array(elements)
    }
    while true {
      elements.append(try readValue())
      skipWhitespace()
      switch current {
      case UInt8(ascii: ","):
        index += 1
        skipWhitespace()
      case UInt8(ascii: "]"):
        index += 1
        depth -= 1
        return .array(elements)
      default: throw error(at: index, "“,” or “]”")
      }
    }
  }

  private mutating func readObject() throws(JSONError) -> JSONValue {
    try enter()
    var members: [JSONObject.Member] = []
    if current == UInt8(ascii: "}") {
      index += 1
      depth -= 1
      return .object(JSONObject(members))
    }
    while true {
      guard current == UInt8(ascii: "\"") else { throw error(at: index, "a name in quotes") }
      let name = try readString()
      skipWhitespace()
      guard current == UInt8(ascii: ":") else { throw error(at: index, "“:”") }
      index += 1
      skipWhitespace()
      members.append(JSONObject.Member(name: name, value: try readValue()))
      skipWhitespace()
      switch current {
      case UInt8(ascii: ","):
        index += 1
        skipWhitespace()
      case UInt8(ascii: "}"):
        index += 1
        depth -= 1
        return .object(JSONObject(members))
      default: throw error(at: index, "“,” or “}”")
      }
    }
  }

  // MARK: Numbers

  private mutating func readNumber() throws(JSONError) -> JSONNumber {
    let start = index
    if current == UInt8(ascii: "-") { index += 1 }
    if current == UInt8(ascii: "0") {
      index += 1
    } else {
      try readDigits()
    }
    if current == UInt8(ascii: ".") {
      index += 1
      try readDigits()
    }
    if current | 0x20 == UInt8(ascii: "e") {
      index += 1
      if current == UInt8(ascii: "+") || current == UInt8(ascii: "-") { index += 1 }
      try readDigits()
    }
    let text = UnsafeBufferPointer(rebasing: bytes[start..<index])
    return JSONNumber(validated: String(decoding: text, as: UTF8.self))
  }

  private mutating func readDigits() throws(JSONError) {
    let start = index
    while current >= UInt8(ascii: "0") && current <= UInt8(ascii: "9") { index += 1 }
    if index == start { throw error(at: index, "a digit") }
  }

  // MARK: Strings

  private mutating func readString() throws(JSONError) -> String {
    index += 1
    let start = index
    skipPlain()
    if current == UInt8(ascii: "\"") {
      let text = try validated(start, index)
      index += 1
      return text
    }
    // Something is escaped: the text is put together run by run.
    var decoded: [UInt8] = []
    var runStart = start
    while true {
      decoded.append(contentsOf: bytes[runStart..<index])
      switch current {
      case UInt8(ascii: "\""):
        guard let text = String(validating: decoded, as: UTF8.self) else {
          // Escapes only ever add valid text, so the fault is in the bytes read.
          throw error(at: firstInvalid(from: start), "valid UTF-8")
        }
        index += 1
        return text
      case UInt8(ascii: "\\"): try readEscape(into: &decoded)
      default:
        throw error(at: index, index < bytes.count ? "an escape for a control byte" : "“\"”")
      }
      runStart = index
      skipPlain()
    }
  }

  /// Goes on to the next quote, backslash, control byte, or the end.
  private mutating func skipPlain() {
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte < 0x20 { return }
      index += 1
    }
  }

  private func validated(_ start: Int, _ end: Int) throws(JSONError) -> String {
    let run = UnsafeBufferPointer(rebasing: bytes[start..<end])
    guard let text = String(validating: run, as: UTF8.self) else {
      throw error(at: firstInvalid(from: start), "valid UTF-8")
    }
    return text
  }

  /// The first byte at or after `start` that begins no valid sequence. Looked
  /// for only when there is one.
  private func firstInvalid(from start: Int) -> Int {
    var offset = start
    var decoder = UTF8.ForwardParser()
    var rest = bytes[start...].makeIterator()
    while true {
      switch decoder.parseScalar(from: &rest) {
      case .valid(let scalar): offset += scalar.count
      case .error: return offset
      case .emptyInput: return offset
      }
    }
  }

  private mutating func readEscape(into decoded: inout [UInt8]) throws(JSONError) {
    let escape = byte(at: index + 1)
    switch escape {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): decoded.append(escape)
    case UInt8(ascii: "b"): decoded.append(0x08)
    case UInt8(ascii: "f"): decoded.append(0x0C)
    case UInt8(ascii: "n"): decoded.append(0x0A)
    case UInt8(ascii: "r"): decoded.append(0x0D)
    case UInt8(ascii: "t"): decoded.append(0x09)
    case UInt8(ascii: "u"):
      let first = try readHex(at: index + 2)
      index += 6
      var value = UInt32(first)
      if first & 0xFC00 == 0xD800, current == UInt8(ascii: "\\"),
        byte(at: index + 1) == UInt8(ascii: "u")
      {
        let second = try readHex(at: index + 2)
        if second & 0xFC00 == 0xDC00 {
          value = 0x10000 + (UInt32(first & 0x3FF) << 10) + UInt32(second & 0x3FF)
          index += 6
        }
      }
      let scalar = Unicode.Scalar(value) ?? "\u{FFFD}"
      decoded.append(contentsOf: String(scalar).utf8)
      return
    default:
      throw error(at: index + 1, "one of “\"\\/bfnrtu”")
    }
    index += 2
  }

  private func readHex(at start: Int) throws(JSONError) -> UInt16 {
    var value: UInt16 = 0
    for offset in start..<start + 4 {
      let byte = byte(at: offset)
      let digit: UInt8
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
      case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
      case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = byte - UInt8(ascii: "A") + 10
      default: throw error(at: offset, "a hexadecimal digit")
      }
      value = value << 4 | UInt16(digit)
    }
    return value
  }
}
