import StetLexicon
import Testing

@Suite struct WordScannerTests {
  private func unknownWords(_ text: String) -> [String] {
    var found: [String] = []
    let bytes = Array(text.utf8)
    bytes.withUnsafeBufferPointer { buffer in
      WordScanner().visitUnknownWords(in: buffer) { range in
        found.append(String(decoding: bytes[range], as: UTF8.self))
        return true
      }
    }
    #expect(WordScanner().hasUnknownWord(in: bytes[...]) == !found.isEmpty)
    return found
  }

  @Test func `words that the lexicon does not have are told where they stand`() {
    #expect(unknownWords("The doctr said that teh patient’s leg hurts.") == ["doctr", "teh"])
    #expect(unknownWords("Interuption") == ["Interuption"])
    #expect(unknownWords("a phosphofructokinasx-like enzyme") == ["phosphofructokinasx"])
    #expect(unknownWords("IMPORTENT: read this") == ["IMPORTENT"])
    #expect(unknownWords("the wrOng one") == ["wrOng"])
  }

  @Test(arguments: [
    "", "'", "’", "—", "é", "The café’s naïve owner wouldn't, couldn’t and didn't.",
    "“Water”—the river—was cold…", "I’m 5mg of B12 in v2_final at 10am, x_y and 2nd'.",
    "THE END", "Don't", "London's and McDonald's",
  ])
  func `known words, and what has digits, are passed over`(text: String) {
    #expect(unknownWords(text) == [])
  }

  @Test func `what is not ASCII may hold two words`() {
    #expect(unknownWords("teh—2nd") == ["teh"])
    #expect(unknownWords("one×teh") == ["one×teh"])
  }

  @Test func `a visit ends when it is told to`() {
    let bytes = Array("teh teh teh".utf8)
    var count = 0
    bytes.withUnsafeBufferPointer { buffer in
      WordScanner().visitUncommonWords(in: buffer) { _ in
        count += 1
        return count < 2
      }
    }
    #expect(count == 2)
  }

  /// The scan reads eight bytes at a time; the answer is that of one look-up for each word.
  @Test func `words at every place and of every length are found as one by one`() {
    let words = [
      "the", "teh", "Water", "wAter", "interruption", "interuption", "occasionally",
      "occassionaly", "uncharacteristically", "uncharacteristicaly", "a", "I", "don't", "dont'",
      "straightforward", "straightforwrd", "internationalise", "internationalisx",
    ]
    for (index, first) in words.enumerated() {
      for second in words {
        let text = String(repeating: " ", count: index % 17) + first + ", " + second
        let expected = [first, second].map { $0.hasSuffix("'") ? String($0.dropLast()) : $0 }
          .filter { !Lexicon.english.isKnown(Array($0.utf8)[...]) }
        #expect(unknownWords(text) == expected, "\(text)")
      }
    }
  }
}
