import StetEncoder
import StetTestSupport
import Testing

@Suite struct WordPiecesTests {
  private func pieces(_ text: String) -> String {
    SentenceEncoder.english.pieces(of: Array(text.utf8)[...]).joined(separator: " ")
  }

  @Test(arguments: [
    ("unaffable", "una ##ffa ##ble"),
    ("What's 3.5% of $20?", "what ' s 3 . 5 % of $ 20 ?"),
    ("e-mail@example.com", "e - mail @ example . com"),
    (
      "pneumonoultramicroscopicsilicovolcanoconiosis",
      "p ##ne ##um ##ono ##ult ##ram ##ic ##ros ##copic ##sil ##ico ##vo ##lc ##ano ##con ##ios ##is"
    ),
    ("don’t", "don ’ t"),
    ("tab\tnew\nline\u{A0}no\u{3000}wide", "tab new line no wide"),
    ("", ""), ("   ", ""),
  ])
  func `Words are cut into the longest known pieces`(text: String, expected: String) {
    #expect(pieces(text) == expected)
  }

  @Test(arguments: [
    ("Crème brûlée?", "cr ##eme br ##ule ##e ?"),
    ("Straße ÅNGSTRÖM", "st ##raße ang ##strom"),
    ("hello\u{301}", "hello"), ("¿Qué?", "¿ que ?"), ("İstanbul ﬁ", "istanbul ﬁ"),
    ("ΑΣ", "α ##σ"), ("≠", "="), ("한국어", "ᄒ ##ᅡ ##ᆫ ##ᄀ ##ᅮ ##ᆨ ##ᄋ ##ᅥ"),
    ("東京 tower", "東 京 tower"),
  ])
  func `Marks and capitals are folded`(text: String, expected: String) {
    #expect(pieces(text) == expected)
  }

  @Test func `What cannot be shown is dropped`() {
    #expect(pieces("a\u{0}b\u{FFFD}c\u{200B}d") == "abc ##d")
    let invalid: [UInt8] = [0x61, 0xC3, 0x62, 0xFF, 0xE2, 0x82, 0x63]
    #expect(SentenceEncoder.english.pieces(of: invalid[...]) == ["abc"])
  }

  @Test func `A word of unknown characters, or one that is too long, is unknown`() {
    #expect(pieces("😀 smile") == "[UNK] smile")
    #expect(pieces(String(repeating: "x", count: 101)) == "[UNK]")
    #expect(pieces(String(repeating: "x", count: 100)).hasPrefix("xx ##xx ##xx"))
    #expect(pieces("\(String(repeating: "é", count: 101)) end") == "[UNK] end")
  }

  @Test func `Names of the model's own pieces are text`() {
    #expect(pieces("[MASK]") == "[ mask ]")
    #expect(pieces("[SEP]") == "[ sep ]")
  }

  @Test func `A long text is read up to 126 pieces`() {
    let long = Array(String(repeating: "word ", count: 20_000).utf8)
    #expect(SentenceEncoder.english.pieces(of: long[...]).count == 126)
  }
}
