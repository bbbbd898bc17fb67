import StetCore

/// A word or a mark of a text, as the model of endings reads it: the bytes
/// alone tell, so that the same words weigh the same in every format.
struct EndingToken: Equatable {
  enum Kind: UInt8 {
    case word, number, code, url, mark
  }

  var kind: Kind
  /// Its bytes in the text.
  var range: Range<Int>
  /// How a word is written.
  var casing: Token.Casing = .lower

  /// Whether a text may end with it where no mark follows.
  var canEnd: Bool { kind != .mark }

  /// The tokens of `bytes`, white space left out. O(n).
  static func tokens(of bytes: ArraySlice<UInt8>) -> [EndingToken] {
    var result: [EndingToken] = []
    var index = bytes.startIndex
    let end = bytes.endIndex
    // Where no backtick follows, none is looked for again.
    var lastBacktick = bytes.lastIndex(of: UInt8(ascii: "`")) ?? bytes.startIndex
    while index < end {
      let byte = bytes[index]
      let start = index
      if byte.isASCIIWhitespace {
        index += 1
      } else if isLetter(byte) {
        while index < end, isLetter(bytes[index]) || isInnerApostrophe(bytes, index) {
          index += bytes[index] >= 0x80 ? max(1, bytes.scalar(at: index).length) : 1
        }
        index = min(index, end)
        if let target = urlEnd(bytes, start, index) {
          index = target
          result.append(EndingToken(kind: .url, range: start..<index))
        } else if index > start {
          result.append(
            EndingToken(kind: .word, range: start..<index, casing: casing(bytes[start..<index])))
        }
      } else if byte.isASCIIDigit {
        while index < end,
          bytes[index].isASCIIDigit
            || (index > start
              && (bytes[index] == UInt8(ascii: ".") || bytes[index] == UInt8(ascii: ","))
              && bytes.byte(at: index + 1).isASCIIDigit)
        {
          index += 1
        }
        result.append(EndingToken(kind: .number, range: start..<index))
      } else if byte == UInt8(ascii: "`"), index < lastBacktick,
        let close = codeEnd(bytes, after: index, &lastBacktick)
      {
        index = close
        result.append(EndingToken(kind: .code, range: start..<index))
      } else {
        index += byte < 0x80 ? 1 : max(1, bytes.scalar(at: index).length)
        index = min(index, end)
        result.append(EndingToken(kind: .mark, range: start..<index))
      }
    }
    return result
  }

  /// Letters; outside ASCII all but the marks of ordinary prose count as letters.
  private static func isLetter(_ byte: UInt8) -> Bool {
    // U+00C0 to U+024F and the alphabets after them begin with 0xC3 to 0xDF; the
    // marks U+2000 to U+2BFF begin with 0xE2, and symbols of all kinds with 0xF0.
    byte.isASCIILetter || (byte >= 0xC3 && byte <= 0xDF) || byte == 0xE0 || byte == 0xE1
      || (byte >= 0xE3 && byte <= 0xEE)
  }

  private static func isInnerApostrophe(_ bytes: ArraySlice<UInt8>, _ index: Int) -> Bool {
    if bytes[index] == UInt8(ascii: "'") { return bytes.byte(at: index + 1).isASCIILetter }
    return bytes[index] == 0xE2 && bytes.scalar(at: index).scalar == "\u{2019}"
      && bytes.byte(at: index + 3).isASCIILetter
  }

  private static func urlEnd(_ bytes: ArraySlice<UInt8>, _ start: Int, _ index: Int) -> Int? {
    let scheme = bytes[start..<index]
    guard scheme.elementsEqual("http".utf8) || scheme.elementsEqual("https".utf8),
      bytes[index..<min(index + 3, bytes.endIndex)].elementsEqual("://".utf8)
    else { return nil }
    var end = index
    while end < bytes.endIndex, !bytes[end].isASCIIWhitespace { end += 1 }
    return end
  }

  private static func codeEnd(
    _ bytes: ArraySlice<UInt8>, after start: Int, _ lastBacktick: inout Int
  ) -> Int? {
    var index = start + 1
    while index < bytes.endIndex, !bytes[index].isLineBreak {
      if bytes[index] == UInt8(ascii: "`") { return index > start + 1 ? index + 1 : nil }
      index += 1
    }
    return nil
  }

  private static func casing(_ word: ArraySlice<UInt8>) -> Token.Casing {
    var upper = 0
    var letters = 0
    for byte in word where byte.isASCIILetter || byte >= 0xC0 {
      letters += 1
      if byte.isASCIIUppercase { upper += 1 }
    }
    if upper == 0 { return .lower }
    if upper == letters && letters > 1 { return .upper }
    return word.first?.isASCIIUppercase ?? false ? .capitalized : .mixed
  }
}
