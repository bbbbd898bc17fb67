import StetReporters
import Testing

@Suite("Columns of a terminal")
struct DisplayWidthTests {
  @Test(arguments: [
    ("", 0), ("plain text", 10), ("café", 4), ("cafe\u{301}", 4), ("Übergröße", 9),
    ("漢字", 4), ("ひらがな", 8), ("한글", 4), ("\u{1112}\u{1161}\u{11AB}", 2), ("ＡＢ", 4),
    ("ｱｲ", 2), ("Привет", 6), ("שלום", 4), ("नमस्ते", 4), ("a\u{200B}b", 2),
    ("—“…”", 4), ("\u{3000}", 2), ("𠀀", 2),
  ])
  func `text of many scripts`(text: String, columns: Int) {
    #expect(DisplayWidth.columns(of: text) == columns)
  }

  @Test(arguments: [
    "😀", "👍🏽", "👩‍👩‍👧", "🇫🇷", "❤️", "1️⃣", "🏳️‍🌈", "👩🏿‍🚀",
  ])
  func `an emoji is two columns, however many scalars it is made of`(emoji: String) {
    #expect(DisplayWidth.columns(of: emoji) == 2)
  }

  @Test func `two emoji side by side are four columns`() {
    #expect(DisplayWidth.columns(of: "😀😀") == 4)
    #expect(DisplayWidth.columns(of: "👩‍👩‍👧👍🏽") == 4)
  }
}

@Suite("Visible text")
struct VisibleTextTests {
  @Test func `control characters become symbols`() {
    #expect(VisibleText.visible("a\u{1B}[31mb\u{0}\r\n\u{7F}") == "a␛[31mb␀␍␊␡")
    #expect(VisibleText.visible("a\u{9B}31m") == "a\u{FFFD}31m")
  }

  @Test func `what reorders text is not printed`() {
    #expect(VisibleText.visible("a\u{202E}b\u{2066}c\u{2028}d") == "a\u{FFFD}b\u{FFFD}c\u{FFFD}d")
  }

  @Test func `all other text stays`() {
    let text = "Ünïcode 漢字 👩‍👩‍👧 e\u{301}"
    #expect(Array(VisibleText.visible(text).utf8) == Array(text.utf8))
    #expect(VisibleText.visible(lines: "a\n\tb\n") == "a\n␉b\n")
  }
}
