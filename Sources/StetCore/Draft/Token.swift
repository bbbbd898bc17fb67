/// A word, a number, a mark or white space of a block's prose.
public struct Token: Hashable, Sendable {
  /// What a token is.
  public enum Kind: UInt8, Sendable {
    /// Letters and marks, with apostrophes between letters: `don't`, `naïve`.
    case word
    /// Digits, with points, commas and signs between digits: `1,000`, `3.5`.
    case number
    /// Letters and digits or underscores mixed: `H2O`, `snake_case`, `2nd`.
    case alphanumeric
    /// Spaces and tabs in one line.
    case space
    /// One line break, with the white space around it.
    case lineBreak
    /// One punctuation mark or symbol.
    case punctuation
    /// A span of the block that is not prose.
    case span
  }

  /// How a word is written.
  public enum Casing: UInt8, Sendable {
    case lower
    /// The first letter upper case, the rest lower case.
    case capitalized
    case upper
    case mixed
  }

  /// What the token is.
  public var kind: Kind
  /// For words, how they are written; `.lower` for all else.
  public var casing: Casing
  /// Whether every byte is ASCII.
  public var isASCII: Bool
  /// The token's bytes, as offsets in the draft.
  public var range: TextRange
  /// For a span, what it is.
  public var span: InlineSpan.Kind?

  /// Whether the token is white space.
  public var isWhitespace: Bool { kind == .space || kind == .lineBreak }
}

/// Cuts prose into tokens.
enum Tokenizer {
  /// The tokens of `bytes`, valid UTF-8, whose indices are offsets in a draft;
  /// `spans` lie in them, in order. The tokens lie side by side and cover the
  /// bytes. O(n).
  static func tokens(of bytes: ArraySlice<UInt8>, spans: ArraySlice<InlineSpan>) -> [Token] {
    var tokens: [Token] = []
    tokens.reserveCapacity(bytes.count / 3 + 4)
    let offset = bytes.startIndex
    bytes.withUnsafeBufferPointer { whole in
      var index = 0
      for span in spans {
        let start = max(span.range.start.utf8 - offset, index)
        let end = min(span.range.end.utf8 - offset, whole.count)
        guard start < end else { continue }
        append(Run(whole, index..<start, offset), to: &tokens)
        tokens.append(
          Token(
            kind: .span, casing: .lower, isASCII: false,
            range: TextRange(offset + start, offset + end), span: span.kind))
        index = end
      }
      append(Run(whole, index..<whole.count, offset), to: &tokens)
    }
    return tokens
  }

  /// A run of bytes in place, between two spans; its indices count from 0.
  private struct Run: ByteReadable {
    private let bytes: UnsafeBufferPointer<UInt8>
    /// Where it stands in the draft.
    let offset: Int

    init(_ whole: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ offset: Int) {
      bytes = UnsafeBufferPointer(rebasing: whole[range])
      self.offset = offset + range.lowerBound
    }

    @inline(__always)
    var count: Int { bytes.count }

    @inline(__always)
    func byte(at index: Int) -> UInt8 { index >= 0 && index < bytes.count ? bytes[index] : 0 }

    @inline(__always)
    func range(_ start: Int, _ end: Int) -> TextRange { TextRange(offset + start, offset + end) }
  }

  private static func append(_ bytes: Run, to tokens: inout [Token]) {
    let end = bytes.count
    var index = 0
    var marksEnd = index
    while index < end {
      let start = index
      let byte = bytes.byte(at: index)
      if byte.isASCIIWhitespace {
        var breaks = false
        while bytes.byte(at: index).isASCIIWhitespace {
          if bytes.byte(at: index).isLineBreak { breaks = true }
          index += 1
        }
        tokens.append(
          Token(
            kind: breaks ? .lineBreak : .space, casing: .lower, isASCII: true,
            range: bytes.range(start, index)))
        continue
      }
      if byte.isASCIILetter {
        // Most words are letters in lower case after a first one, and nothing else.
        var end = index + 1
        while bytes.byte(at: end).isASCIILowercase { end += 1 }
        let after = bytes.byte(at: end)
        if after < 0x80, !after.isASCIIAlphanumeric, after != UInt8(ascii: "_"),
          after != UInt8(ascii: "'")
        {
          tokens.append(
            Token(
              kind: .word, casing: byte.isASCIILowercase ? .lower : .capitalized, isASCII: true,
              range: bytes.range(start, end)))
          index = end
          continue
        }
      }
      if index >= marksEnd,
        byte.isASCIIAlphanumeric || byte >= 0x80 || byte == UInt8(ascii: "_")
      {
        let (word, scanned) = word(in: bytes, from: start)
        if let word {
          tokens.append(word)
          index = scanned
          continue
        }
        // No part of a run of mere marks is a word either, however long it is.
        marksEnd = scanned
      }
      let length = byte < 0x80 ? 1 : min(bytes.scalar(at: index).length, end - index)
      index += max(1, length)
      // White space outside ASCII separates words as a space does.
      let isSpace = byte >= 0x80 && bytes.scalar(at: start).scalar.properties.isWhitespace
      tokens.append(
        Token(
          kind: isSpace ? .space : .punctuation, casing: .lower, isASCII: byte < 0x80,
          range: bytes.range(start, index)))
    }
  }

  /// The word, number or mixture that starts at `start`, or `nil` if none does;
  /// and where the bytes end that were looked at.
  private static func word(
    in bytes: Run, from start: Int
  ) -> (token: Token?, end: Int) {
    var index = start
    var letters = 0
    var digits = 0
    var others = 0
    var upper = 0
    var firstIsUpper = false
    var isASCII = true
    let end = bytes.count
    scan: while index < end {
      let byte = bytes.byte(at: index)
      if byte.isASCIILetter {
        if byte.isASCIIUppercase {
          upper += 1
          if letters == 0 { firstIsUpper = true }
        }
        letters += 1
        index += 1
      } else if byte.isASCIIDigit {
        digits += 1
        index += 1
      } else if byte == UInt8(ascii: "_") {
        others += 1
        index += 1
      } else if byte >= 0x80 {
        let (scalar, length) = bytes.scalar(at: index)
        if scalar.isWordScalar {
          isASCII = false
          if scalar.properties.isUppercase {
            upper += 1
            if letters == 0 { firstIsUpper = true }
          }
          // A mark belongs to the letter before it.
          if scalar.properties.isAlphabetic { letters += 1 }
          index += length
        } else if scalar == "\u{2019}" && index > start && isLetter(in: bytes, at: index + length)
          && digits == 0
        {
          isASCII = false
          index += length
        } else {
          break scan
        }
      } else if byte == UInt8(ascii: "'") && index > start && letters > 0 && digits == 0
        && isLetter(in: bytes, at: index + 1)
      {
        index += 1
      } else if (byte == UInt8(ascii: ".") || byte == UInt8(ascii: ",")) && letters == 0
        && digits > 0 && bytes.byte(at: index + 1).isASCIIDigit
      {
        index += 1
      } else {
        break
      }
    }
    guard index > start else { return (nil, index) }
    let kind: Token.Kind =
      others > 0 || (digits > 0 && letters > 0) ? .alphanumeric : digits > 0 ? .number : .word
    // Marks without a letter are no word.
    if kind == .word && letters == 0 { return (nil, index) }
    if kind == .alphanumeric && letters == 0 && digits == 0 { return (nil, index) }
    let casing: Token.Casing =
      upper == 0
      ? .lower
      : upper == letters && letters > 1
        ? .upper
        : upper == 1 && firstIsUpper
          ? .capitalized : .mixed
    let token = Token(
      kind: kind, casing: casing, isASCII: isASCII, range: bytes.range(start, index))
    return (token, index)
  }

  private static func isLetter(in bytes: Run, at index: Int) -> Bool {
    let byte = bytes.byte(at: index)
    return byte < 0x80 ? byte.isASCIILetter : bytes.scalar(at: index).scalar.isWordScalar
  }
}
