import StetCore

/// Cuts a JSON text into tokens, with exact places and without recursion.
///
/// Follows RFC 8259; where the text does not, ``fault`` says what was expected, and
/// no more tokens come.
struct JSONTokens {
  /// A token that matters to what the text says.
  enum Token: Hashable {
    case startObject
    case endObject
    case startArray
    case endArray
    /// The name of a member, without its quotation marks.
    case name(Range<Int>)
    /// A string, without its quotation marks.
    case string(Range<Int>)
    /// A number, `true`, `false` or `null`.
    case scalar(Range<Int>)
  }

  private enum Expectation {
    case value
    case valueOrEnd
    case nameOrEnd
    case name
    case commaOrEnd
    case nothing
  }

  private var index: Int
  private let end: Int
  /// For each object or array that is open, whether it is an object.
  private var open: [Bool] = []
  private var expects = Expectation.value
  /// What was expected, and where, when the text is no JSON.
  private(set) var fault: (offset: Int, expected: String)?

  /// Makes a reader of the bytes from `start` to `end`.
  init(from start: Int, to end: Int) {
    index = start
    self.end = end
  }

  /// The next token; `nil` at the end, or at a fault.
  mutating func next(_ bytes: Span<UInt8>) -> Token? {
    guard fault == nil else { return nil }
    skipBlanks(bytes)
    if expects == .commaOrEnd {
      guard let isObject = open.last else { return nil }
      guard index < end else {
        return fail("a comma or the end of \(isObject ? "an object" : "an array")")
      }
      switch bytes[index] {
      case UInt8(ascii: ","):
        index += 1
        expects = isObject ? .name : .value
        skipBlanks(bytes)
      case UInt8(ascii: "}") where isObject: return close(.endObject)
      case UInt8(ascii: "]") where !isObject: return close(.endArray)
      default: return fail("a comma or the end of \(isObject ? "an object" : "an array")")
      }
    }
    if expects == .nothing {
      if index < end { return fail("the end of the line") }
      return nil
    }
    guard index < end else {
      return fail(expects == .name || expects == .nameOrEnd ? "a name" : "a value")
    }
    let byte = bytes[index]
    switch expects {
    case .nameOrEnd where byte == UInt8(ascii: "}"): return close(.endObject)
    case .valueOrEnd where byte == UInt8(ascii: "]"): return close(.endArray)
    case .name, .nameOrEnd:
      guard byte == UInt8(ascii: "\""), let text = string(bytes) else {
        return fail("a name in quotation marks")
      }
      skipBlanks(bytes)
      guard index < end, bytes[index] == UInt8(ascii: ":") else { return fail("a colon") }
      index += 1
      expects = .value
      return .name(text)
    default: return value(bytes, byte)
    }
  }

  private mutating func fail(_ expected: String) -> Token? {
    if fault == nil { fault = (index, expected) }
    return nil
  }

  private mutating func close(_ token: Token) -> Token {
    index += 1
    open.removeLast()
    expects = open.isEmpty ? .nothing : .commaOrEnd
    return token
  }

  private mutating func value(_ bytes: Span<UInt8>, _ byte: UInt8) -> Token? {
    switch byte {
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      let isObject = byte == UInt8(ascii: "{")
      index += 1
      open.append(isObject)
      expects = isObject ? .nameOrEnd : .valueOrEnd
      return isObject ? .startObject : .startArray
    case UInt8(ascii: "\""):
      guard let text = string(bytes) else { return fail("the end of a string") }
      expects = open.isEmpty ? .nothing : .commaOrEnd
      return .string(text)
    default:
      let start = index
      while index < end, bytes[index].isAlphanumeric || "+-.".utf8.contains(bytes[index]) {
        index += 1
      }
      let word = start..<index
      guard !word.isEmpty, isScalar(bytes, word) else {
        index = start
        return fail("a value")
      }
      expects = open.isEmpty ? .nothing : .commaOrEnd
      return .scalar(word)
    }
  }

  private func isScalar(_ bytes: Span<UInt8>, _ word: Range<Int>) -> Bool {
    if bytes[word.lowerBound].isLetter {
      return (["true", "false", "null"] as [StaticString]).contains { text in
        text.utf8CodeUnitCount == word.count
          && text.withUTF8Buffer { wanted in
            wanted.indices.allSatisfy { bytes[word.lowerBound + $0] == wanted[$0] }
          }
      }
    }
    var place = word.lowerBound
    func digits() -> Bool {
      let first = place
      while place < word.upperBound, bytes[place].isDigit { place += 1 }
      return place > first
    }
    if bytes[place] == UInt8(ascii: "-") { place += 1 }
    let first = place
    guard digits(), place == first + 1 || bytes[first] != UInt8(ascii: "0") else { return false }
    if place < word.upperBound, bytes[place] == UInt8(ascii: ".") {
      place += 1
      guard digits() else { return false }
    }
    if place < word.upperBound, bytes[place] | 0x20 == UInt8(ascii: "e") {
      place += 1
      if place < word.upperBound, "+-".utf8.contains(bytes[place]) { place += 1 }
      guard digits() else { return false }
    }
    return place == word.upperBound
  }

  /// Reads a string; `nil`, with `index` where it goes wrong, when it is none.
  private mutating func string(_ bytes: Span<UInt8>) -> Range<Int>? {
    let start = index + 1
    var place = start
    while place < end {
      switch bytes[place] {
      case UInt8(ascii: "\""):
        index = place + 1
        return start..<place
      case UInt8(ascii: "\\"):
        guard let stop = JSONText.escapeEnd(bytes, at: place, before: end) else {
          index = place
          return nil
        }
        place = stop
      case 0..<0x20:
        index = place
        return nil
      default: place += 1
      }
    }
    index = place
    return nil
  }

  private mutating func skipBlanks(_ bytes: Span<UInt8>) {
    while index < end {
      switch bytes[index] {
      case 0x20, 0x09, 0x0A, 0x0D: index += 1
      default: return
      }
    }
  }
}

/// The text inside a string of JSON.
enum JSONText {
  /// The byte after the escape that starts at a backslash; `nil` when it is none.
  static func escapeEnd(_ bytes: Span<UInt8>, at start: Int, before end: Int) -> Int? {
    guard start + 1 < end else { return nil }
    switch bytes[start + 1] {
    case UInt8(ascii: "u"):
      guard start + 6 <= end, (start + 2..<start + 6).allSatisfy({ bytes[$0].isHexDigit }) else {
        return nil
      }
      return start + 6
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"),
      UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      return start + 2
    default: return nil
    }
  }

  /// The text that the bytes of a string stand for; halves of surrogate pairs that
  /// stand alone become U+FFFD. O(n).
  static func unescaped(_ bytes: Span<UInt8>, _ range: Range<Int>) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(range.count)
    var index = range.lowerBound
    while index < range.upperBound {
      guard bytes[index] == UInt8(ascii: "\\"),
        let stop = escapeEnd(bytes, at: index, before: range.upperBound)
      else {
        text.append(bytes[index])
        index += 1
        continue
      }
      switch bytes[index + 1] {
      case UInt8(ascii: "n"): text.append(.lineFeed)
      case UInt8(ascii: "r"): text.append(.carriageReturn)
      case UInt8(ascii: "t"): text.append(.tab)
      case UInt8(ascii: "b"): text.append(0x08)
      case UInt8(ascii: "f"): text.append(0x0C)
      case UInt8(ascii: "u"):
        var value = unit(bytes, index + 2)
        var end = stop
        if value & 0xFC00 == 0xD800, end + 6 <= range.upperBound,
          bytes[end] == UInt8(ascii: "\\"), bytes[end + 1] == UInt8(ascii: "u"),
          escapeEnd(bytes, at: end, before: range.upperBound) != nil
        {
          let low = unit(bytes, end + 2)
          if low & 0xFC00 == 0xDC00 {
            value = 0x10000 + (value - 0xD800) << 10 + (low - 0xDC00)
            end += 6
          }
        }
        text += UTF8.encode(Unicode.Scalar(value) ?? "\u{FFFD}") ?? UTF8.encodedReplacementCharacter
        index = end
        continue
      default: text.append(bytes[index + 1])
      }
      index = stop
    }
    return text
  }

  private static func unit(_ bytes: Span<UInt8>, _ start: Int) -> UInt32 {
    var value: UInt32 = 0
    for index in start..<start + 4 {
      let byte = bytes.byte(at: index)
      value = value << 4 | UInt32(byte.isDigit ? byte - 0x30 : (byte | 0x20) &- 0x57) & 0xF
    }
    return value
  }

  /// Appends the spans of a run of a string: escapes, tags of HTML, and what
  /// ``InlineScanner`` finds. Linear in the run.
  static func addSpans(
    _ bytes: Span<UInt8>, from start: Int, to end: Int, into spans: inout [InlineSpan]
  ) {
    var place = start
    var index = start
    func plain(_ stop: Int, _ spans: inout [InlineSpan]) {
      if place < stop { InlineScanner.scan(bytes, from: place, to: stop, into: &spans) }
    }
    while index < end {
      var found: (InlineSpan.Kind, Int)?
      switch bytes[index] {
      case UInt8(ascii: "\\"):
        found = escapeEnd(bytes, at: index, before: end).map { (.entity, $0) }
      case UInt8(ascii: "&"):
        found = MarkupText.referenceEnd(bytes, at: index, before: end).map { (.entity, $0) }
      case UInt8(ascii: "<"):
        let next = bytes.byte(at: index + 1)
        if next.isLetter || next == UInt8(ascii: "/") {
          // A tag, if it ends soon.
          let limit = min(end, index + 400)
          var stop = index + 1
          while stop < limit, bytes[stop] != UInt8(ascii: ">"), bytes[stop] != UInt8(ascii: "<") {
            stop += 1
          }
          if stop < limit, bytes[stop] == UInt8(ascii: ">") { found = (.tag, stop + 1) }
        }
      default: break
      }
      if let (kind, stop) = found {
        plain(index, &spans)
        spans.append(InlineSpan(kind, TextRange(index, stop)))
        index = stop
        place = stop
      } else {
        index += 1
      }
    }
    plain(end, &spans)
  }

  /// The lines of a string, cut at its escaped line breaks, without the blanks
  /// around them; empty ones left out.
  static func lines(_ bytes: Span<UInt8>, _ range: Range<Int>) -> [Range<Int>] {
    var lines: [Range<Int>] = []
    var start = range.lowerBound
    var index = range.lowerBound
    func add(_ stop: Int) {
      var (first, last) = (start, stop)
      while first < last, bytes[first].isASCIIWhitespace { first += 1 }
      while last > first, bytes[last - 1].isASCIIWhitespace { last -= 1 }
      if first < last { lines.append(first..<last) }
    }
    while index < range.upperBound {
      guard bytes[index] == UInt8(ascii: "\\") else {
        index += 1
        continue
      }
      let next = bytes.byte(at: index + 1)
      if next == UInt8(ascii: "n") || next == UInt8(ascii: "r") {
        add(index)
        start = min(index + 2, range.upperBound)
      }
      index += 2
    }
    add(range.upperBound)
    return lines
  }
}
