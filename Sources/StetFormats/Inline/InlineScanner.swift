package import StetCore

/// Finds what is not prose in running text, whatever the format: addresses,
/// paths, file names, code names.
///
/// The scanner goes through a text once, from one run of non-blank bytes to the
/// next. Most runs are plain words, which a mask of the bytes they hold tells at
/// once; only the others are looked at closely. It errs on the side of prose:
/// `and/or`, `he/she`, `e.g.`, `U.S.`, `1/2` and `inflammation.The` are prose.
package enum InlineScanner {
  /// The spans of `range` that are not prose, in order and apart from each other.
  ///
  /// Kinds are `.url`, `.email` and `.identifier`. `range`, in UTF-8 bytes, is
  /// clamped to the text; what stands around it has no part in the result.
  /// Linear in the range's length.
  package static func technicalSpans(in source: SourceText, range: TextRange) -> [InlineSpan] {
    let end = min(range.end.utf8, source.count)
    var spans: [InlineSpan] = []
    scan(source.utf8.span, from: min(range.start.utf8, end), to: end, into: &spans)
    return spans
  }

  /// Appends the spans of the bytes from `start` to `end` to `spans`. Both must
  /// lie in `bytes`.
  static func scan(
    _ bytes: Span<UInt8>, from start: Int, to end: Int, into spans: inout [InlineSpan]
  ) {
    var index = start
    while index < end {
      if bytes[index].endsRun {
        index += 1
        continue
      }
      let runStart = index
      var mask: UInt8 = 0
      var previous: UInt8 = 0
      while index < end {
        let byte = bytes[index]
        let traits = byte.traits
        if traits == ByteTraits.ends { break }
        // A capital after a small letter is the mark of a camel-case name.
        if traits & ByteTraits.upper != 0 && previous & ByteTraits.lower != 0 {
          mask |= ByteTraits.special
        }
        mask |= traits
        previous = traits
        index += 1
      }
      let isPlain = mask & (ByteTraits.special | ByteTraits.point | ByteTraits.digit) == 0
      if isPlain { continue }
      // Points and digits alone are common at the end of sentences and in
      // numbers: `word.`, `1990`.
      if mask & ByteTraits.special == 0 {
        let digits = mask & ByteTraits.digit != 0
        let letters = mask & (ByteTraits.lower | ByteTraits.upper) != 0
        if !digits && !hasInnerPoint(bytes, from: runStart, to: index) { continue }
        if digits && !letters && mask & ByteTraits.point == 0 { continue }
      }
      var run = RunScanner(start: runStart, end: index, limit: end)
      run.scan(bytes, into: &spans)
      // A Windows path may reach past a space.
      index = max(index, run.end)
    }
  }

  /// Whether a point stands at the start of the run or before a letter or digit.
  private static func hasInnerPoint(
    _ bytes: Span<UInt8>, from start: Int, to end: Int
  ) -> Bool {
    var index = start
    while index + 1 < end {
      if bytes[index] == UInt8(ascii: ".") && bytes[index + 1].isAlphanumeric { return true }
      index += 1
    }
    return false
  }
}

/// Bits that say what a byte can be part of.
enum ByteTraits {
  static let lower: UInt8 = 1
  static let upper: UInt8 = 2
  static let digit: UInt8 = 4
  static let point: UInt8 = 8
  /// A byte that may make its run more than a word.
  static let special: UInt8 = 16
  /// A byte that ends a run: white space, control characters, quotation marks
  /// and brackets that no address holds.
  static let ends: UInt8 = 32
}

extension UInt8 {
  // The tests of StetCore again, as these are in the innermost loops and must be
  // inlined here.

  /// Whether the byte is an ASCII letter.
  @inline(__always) var isLetter: Bool { (self | 0x20) &- 0x61 < 26 }
  /// Whether the byte is a capital ASCII letter.
  @inline(__always) var isUpper: Bool { self &- 0x41 < 26 }
  /// Whether the byte is a small ASCII letter.
  @inline(__always) var isLower: Bool { self &- 0x61 < 26 }
  /// Whether the byte is an ASCII digit.
  @inline(__always) var isDigit: Bool { self &- 0x30 < 10 }
  /// Whether the byte is an ASCII letter or digit.
  @inline(__always) var isAlphanumeric: Bool { isLetter || isDigit }
  /// Whether the byte is an ASCII hexadecimal digit.
  @inline(__always) var isHexDigit: Bool { isDigit || (self | 0x20) &- 0x61 < 6 }
  /// Whether the byte ends a run of the inline scanner.
  @inline(__always) var endsRun: Bool { traits == ByteTraits.ends }

  /// What the byte can be part of, as bits of ``ByteTraits``.
  @inline(__always) var traits: UInt8 {
    if isLower { return ByteTraits.lower }
    if self <= 0x20 { return ByteTraits.ends }
    if isUpper { return ByteTraits.upper }
    if isDigit { return ByteTraits.digit }
    switch self {
    case UInt8(ascii: "."): return ByteTraits.point
    case UInt8(ascii: "\""), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "`"),
      UInt8(ascii: "|"), 0x7F:
      return ByteTraits.ends
    case UInt8(ascii: "/"), UInt8(ascii: "\\"), UInt8(ascii: "@"), UInt8(ascii: "#"),
      UInt8(ascii: "_"), UInt8(ascii: "$"), UInt8(ascii: "%"), UInt8(ascii: "~"),
      UInt8(ascii: ":"), UInt8(ascii: "("), UInt8(ascii: "-"):
      return ByteTraits.special
    default: return 0
    }
  }
}

extension Span<UInt8> {
  /// The byte at an index, or 0 where there is none.
  @inline(__always) func byte(at index: Int) -> UInt8 {
    index >= 0 && index < count ? self[index] : 0
  }

  /// Whether the bytes from `start` are those of `text`, an ASCII text in lower
  /// case, in any case, and all before `end`.
  func matches(_ text: StaticString, at start: Int, before end: Int) -> Bool {
    guard start >= 0, start + text.utf8CodeUnitCount <= Swift.min(end, count) else { return false }
    return text.withUTF8Buffer { wanted in
      for offset in wanted.indices {
        let byte = self[start + offset]
        if (byte.isUpper ? byte | 0x20 : byte) != wanted[offset] { return false }
      }
      return true
    }
  }

  /// The scalar that starts at `index`, and its length in bytes; U+FFFD and 1
  /// where none starts.
  func scalar(at index: Int) -> (scalar: Unicode.Scalar, length: Int) {
    let first = byte(at: index)
    if first < 0x80 { return (Unicode.Scalar(first), 1) }
    let length = UInt8.sequenceLength(leading: first)
    guard first >= 0xC2, first <= 0xF4, index + length <= count else { return ("\u{FFFD}", 1) }
    var value = UInt32(first) & (length == 2 ? 0x1F : length == 3 ? 0x0F : 0x07)
    for step in 1..<length { value = value << 6 | UInt32(self[index + step] & 0x3F) }
    guard let scalar = Unicode.Scalar(value) else { return ("\u{FFFD}", 1) }
    return (scalar, length)
  }

  /// The scalar that ends before `index`; `nil` at the start.
  func scalar(before index: Int) -> Unicode.Scalar? {
    guard index > 0, index <= count else { return nil }
    var start = index - 1
    while start > 0 && index - start < 4 && self[start] & 0xC0 == 0x80 { start -= 1 }
    return scalar(at: start).scalar
  }
}
