import StetCore
import StetTestSupport
import Testing

@Suite struct SourceTextTests {
  // MARK: Decoding

  @Test func `valid text is taken as it is`() {
    let source = SourceText(decoding: Array("naïve 😀\u{0}\u{7}".utf8))
    #expect(source.utf8 == Array("naïve 😀\u{0}\u{7}".utf8))
    #expect(source.repairs.isEmpty)
    #expect(!source.isASCII)
    #expect(SourceText("plain").isASCII)
  }

  @Test func `invalid bytes become U+FFFD, and the file's offsets are kept`() {
    // A lone continuation, a cut three-byte sequence, an overlong form, a surrogate.
    let source = SourceText(decoding: [0x61, 0x80, 0x62, 0xE2, 0x82, 0x63, 0xC0, 0xAF, 0xED, 0xA0])
    #expect(
      source.string(in: source.range) == "a\u{FFFD}b\u{FFFD}c\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}")
    #expect(source.repairs.map(\.originalOffset) == [1, 3, 6, 7, 8, 9])
    #expect(source.repairs.map(\.originalLength) == [1, 2, 1, 1, 1, 1])
    // `c` stands at byte 8 of the text and at byte 5 of the file.
    #expect(source.originalOffset(of: TextOffset(8)) == 5)
    #expect(source.originalOffset(of: TextOffset(5)) == 3)
    #expect(source.originalOffset(of: source.range.end) == 10)
  }

  @Test func `repairs are those of the standard library`() {
    var random = SeededGenerator(seed: 1)
    for _ in 0..<5_000 {
      let bytes = random.bytes(upTo: 24)
      if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { continue }
      if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { continue }
      #expect(
        SourceText(decoding: bytes).utf8 == Array(String(decoding: bytes, as: UTF8.self).utf8))
    }
  }

  @Test func `every byte of a file is accounted for by text and repairs`() {
    var random = SeededGenerator(seed: 2)
    for _ in 0..<2_000 {
      let bytes = random.bytes(upTo: 40)
      let source = SourceText(decoding: bytes)
      #expect(source.originalOffset(of: source.range.end) == bytes.count)
      for repair in source.repairs {
        #expect(source.originalOffset(of: repair.offset) == repair.originalOffset)
      }
    }
  }

  @Test func `a byte order mark is set aside`() {
    let source = SourceText(decoding: [0xEF, 0xBB, 0xBF, 0x61, 0xFF, 0x62])
    #expect(source.encoding == .utf8WithByteOrderMark)
    #expect(source.utf8.first == 0x61)
    #expect(source.originalOffset(of: .zero) == 3)
    #expect(source.repairs.first?.originalOffset == 4)
    #expect(source.originalOffset(of: TextOffset(4)) == 5)
  }

  @Test(arguments: [true, false])
  func `UTF-16 with a byte order mark is decoded`(isLittleEndian: Bool) {
    let units = [0xFEFF] + Array("aé😀\nz".utf16) + [0xD800]
    let bytes = units.flatMap { unit in
      let (high, low) = (UInt8(unit >> 8), UInt8(unit & 0xFF))
      return isLittleEndian ? [low, high] : [high, low]
    }
    let source = SourceText(decoding: bytes)
    #expect(source.string(in: source.range) == "aé😀\nz\u{FFFD}")
    #expect(source.lineStarts == [0, 8])
    #expect(source.originalOffset(of: .zero) == 2)
    #expect(source.originalOffset(of: TextOffset(8)) == 12)
    #expect(source.repairs.map(\.originalOffset) == [14])
    let odd = SourceText(decoding: bytes + [0x41])
    #expect(odd.repairs.map(\.originalLength) == [2, 1])
    #expect(odd.originalOffset(of: odd.range.end) == bytes.count + 1)
  }

  // MARK: Lines and positions

  @Test func `lines end with LF, CRLF or a lone CR`() {
    let source = SourceText("a\nb\r\nc\rd\n\re")
    #expect(source.lineStarts == [0, 2, 5, 7, 9, 10])
    #expect(source.contentRange(ofLine: 1).utf8 == 2..<3)
    #expect(source.contentRange(ofLine: 4).utf8 == 9..<9)
    #expect(source.contentRange(ofLine: 99).isEmpty)
    #expect(SourceText("").lineStarts == [0])
  }

  @Test func `a column past the end of a line stands before its line break`() {
    let source = SourceText("ab\r\ncd\re😀f\n")
    for encoding in PositionEncoding.allCases {
      #expect(source.offset(of: Position(line: 0, column: 9), in: encoding).utf8 == 2)
      #expect(source.offset(of: Position(line: 1, column: 9), in: encoding).utf8 == 6)
      #expect(source.offset(of: Position(line: 2, column: 99), in: encoding).utf8 == 13)
      #expect(source.offset(of: Position(line: 3, column: 99), in: encoding).utf8 == 14)
      #expect(source.offset(of: Position(line: 99, column: 0), in: encoding).utf8 == 14)
      #expect(source.offset(of: Position(line: -1, column: -5), in: encoding).utf8 == 0)
      #expect(source.offset(of: Position(line: 1, column: -5), in: encoding).utf8 == 4)
    }
  }

  @Test func `a column inside a character stands at its start`() {
    let source = SourceText("e😀f")
    #expect(source.offset(of: Position(line: 0, column: 2), in: .utf16).utf8 == 1)
    #expect(source.offset(of: Position(line: 0, column: 3), in: .utf16).utf8 == 5)
    #expect(source.offset(of: Position(line: 0, column: 3), in: .utf8).utf8 == 1)
    #expect(source.offset(of: Position(line: 0, column: 2), in: .utf32).utf8 == 5)
    #expect(source.position(of: TextOffset(3), in: .utf16).column == 1)
  }

  @Test func `columns after wide and combining characters are right in every encoding`() {
    // A family emoji of seven scalars, a Han character, an e with a combining
    // acute accent; then x.
    let source = SourceText("👨‍👩‍👧‍👦 漢 e\u{301}\r\nx👍y")
    let end = source.contentRange(ofLine: 0).end
    #expect(source.position(of: end, in: .utf8).column == 33)
    #expect(source.position(of: end, in: .utf16).column == 16)
    #expect(source.position(of: end, in: .utf32).column == 12)
    let y = TextOffset(source.count - 1)
    #expect(source.position(of: y, in: .utf8) == Position(line: 1, column: 5))
    #expect(source.position(of: y, in: .utf16) == Position(line: 1, column: 3))
    #expect(source.position(of: y, in: .utf32) == Position(line: 1, column: 2))
  }

  @Test(arguments: PositionEncoding.allCases)
  func `the position of every character leads back to it`(encoding: PositionEncoding) {
    let pieces = ["a", "é", "漢", "😀", "\u{301}", "\n", "\r\n", "\r", " ", "\u{0}", "\u{2028}"]
    var random = SeededGenerator(seed: 3)
    for _ in 0..<300 {
      let text = String(decoding: random.text(of: pieces, upTo: 30), as: UTF8.self)
      let source = SourceText(text)
      var converter = PositionConverter(source, encoding)
      var offset = 0
      var line = 0
      var column = 0
      let scalars = Array(text.unicodeScalars)
      for (index, scalar) in scalars.enumerated() {
        let position = source.position(of: TextOffset(offset), in: encoding)
        #expect(converter.position(of: TextOffset(offset)) == position)
        let isInsideBreak = scalar == "\n" && index > 0 && scalars[index - 1] == "\r"
        if !isInsideBreak {
          #expect(position == Position(line: line, column: column))
          #expect(source.offset(of: position, in: encoding).utf8 == offset)
        }
        offset += String(scalar).utf8.count
        switch encoding {
        case .utf8: column += String(scalar).utf8.count
        case .utf16: column += String(scalar).utf16.count
        case .utf32: column += 1
        }
        let endsLine =
          scalar == "\n"
          || (scalar == "\r" && (index + 1 == scalars.count || scalars[index + 1] != "\n"))
        if endsLine { (line, column) = (line + 1, 0) }
      }
    }
  }

  @Test func `reversed positions make the same range`() {
    let source = SourceText("one\ntwo\n")
    let start = Position(line: 0, column: 1)
    let end = Position(line: 1, column: 2)
    #expect(source.range(from: end, to: start, in: .utf16).utf8 == 1..<6)
    #expect(source.range(from: start, to: end, in: .utf16).utf8 == 1..<6)
  }

  // MARK: Editing

  @Test func `an edit between CR and LF makes two lines of one and back`() {
    var source = SourceText("a\r\nb")
    source.replace(TextRange(2, 2), with: "x".utf8)
    #expect(source.lineStarts == [0, 2, 4])
    source.replace(TextRange(2, 3), with: "".utf8)
    #expect(source.lineStarts == [0, 3])
  }

  @Test func `edits keep to character boundaries and to the text`() {
    var source = SourceText("a😀b")
    let (replaced, _) = source.replace(TextRange(2, 3), with: "é".utf8)
    #expect(replaced.utf8 == 1..<5)
    #expect(source.string(in: source.range) == "aéb")
    source.replace(TextRange(90, 99), with: [0xFF])
    #expect(source.string(in: source.range) == "aéb\u{FFFD}")
  }

  @Test func `after any edits the text is as if read anew`() {
    let pieces = ["a", "\n", "\r", "\r\n", "é", "😀", "bc"]
    var random = SeededGenerator(seed: 4)
    for _ in 0..<2_000 {
      var source = SourceText(decoding: random.text(of: pieces, upTo: 8))
      for _ in 0..<6 {
        let start = Int.random(in: 0...source.count, using: &random)
        let end = Int.random(in: start...source.count, using: &random)
        source.replace(TextRange(start, end), with: random.text(of: pieces, upTo: 4))
        let fresh = SourceText(decoding: source.utf8)
        #expect(source.utf8 == fresh.utf8)
        #expect(source.lineStarts == fresh.lineStarts)
        #expect(source.isASCII == fresh.isASCII)
      }
    }
  }
}
