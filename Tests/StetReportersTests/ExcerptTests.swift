import StetCore
import StetReporters
import StetTestSupport
import Testing

@Suite("Excerpts")
struct ExcerptTests {
  /// The excerpt of the place between `[` and `]`, as two lines.
  private func shown(_ marked: String, columns: Int = 40) -> String {
    var bytes: [UInt8] = []
    var bounds: [Int] = []
    for byte in marked.utf8 {
      if byte == UInt8(ascii: "[") || byte == UInt8(ascii: "]") {
        bounds.append(bytes.count)
      } else {
        bytes.append(byte)
      }
    }
    let place = TextRange(bounds.first ?? 0, bounds.last ?? 0)
    let excerpt = Excerpt(of: place, in: SourceText(decoding: bytes), columns: columns)
    return excerpt.text + "\n" + String(repeating: " ", count: excerpt.column)
      + String(repeating: "^", count: excerpt.width)
  }

  @Test func `a short line is shown whole`() {
    #expect(
      shown("one [two] three") == """
        one two three
            ^^^
        """)
  }

  @Test func `carets line up after wide characters and combining marks`() {
    #expect(
      shown("漢字 cafe\u{301} 😀 [wrong] word") == """
        漢字 cafe\u{301} 😀 wrong word
                     ^^^^^
        """)
    #expect(
      shown("a [漢字] b") == """
        a 漢字 b
          ^^^^
        """)
  }

  @Test func `a tab is four columns`() {
    #expect(
      shown("\ta\t[b]") == """
            a    b
                 ^
        """)
  }

  @Test func `an empty place gets one caret`() {
    #expect(shown("one[]two") == "onetwo\n   ^")
    #expect(shown("end[]\nnext") == "end\n   ^")
    #expect(shown("[]") == "\n^")
  }

  @Test func `of several lines the first is marked to its end`() {
    #expect(shown("one [two\nthree] four") == "one two\n    ^^^")
    #expect(shown("a\r\n[b c\r\nd]") == "b c\n^^^")
  }

  @Test func `a long line is cut around the place`() {
    let words = (1...40).map { "word\($0)" }.joined(separator: " ")
    let text = shown(words + " [here] " + words, columns: 30)
    #expect(
      text == """
        …ord39 word40 here word1 word…
                      ^^^^
        """)
    #expect(
      shown("[here] " + words, columns: 30) == """
        here word1 word2 word3 word4 …
        ^^^^
        """)
    #expect(
      shown(words + " [here]", columns: 30) == """
        …d37 word38 word39 word40 here
                                  ^^^^
        """)
  }

  @Test func `an excerpt never is wider than asked, and always shows the place`() {
    var random = SeededGenerator(seed: 7)
    let pieces = ["a", " ", "漢", "😀", "e\u{301}", "\t", "\u{1B}", "👩‍👩‍👧", "ß", "\u{202E}"]
    for _ in 0..<3_000 {
      let line = (0..<random.below(120)).map { _ in pieces[random.below(pieces.count)] }.joined()
      let source = SourceText(line)
      let start = source.scalarBoundary(atOrBefore: random.below(source.count + 1))
      let end = source.scalarBoundary(
        atOrBefore: min(source.count, start + random.below(30)))
      let columns = 8 + random.below(60)
      let excerpt = Excerpt(of: TextRange(start, end), in: source, columns: columns)
      #expect(DisplayWidth.columns(of: excerpt.text) <= columns)
      #expect(excerpt.column < columns || (excerpt.width == 1 && excerpt.column == columns))
      #expect(excerpt.column + excerpt.width <= columns + 1)
      #expect(!excerpt.text.unicodeScalars.contains { $0.value < 0x20 })
    }
  }

  @Test func `a place at any depth of an endless line is found quickly`() {
    let source = SourceText(String(repeating: "lorem ipsum ", count: 500_000))
    for offset in stride(from: 0, to: source.count, by: source.count / 2_000) {
      let excerpt = Excerpt(of: TextRange(offset, offset + 5), in: source, columns: 80)
      #expect(excerpt.width == 5)
    }
  }
}

extension SeededGenerator {
  mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &self) }
}
