import CompletenessAnalyzers
import StetCore
import StetFormats
import Testing

/// Drafts that were put together from the answers of one page.
@Suite struct PartsTests {
  private let engine = Engine(registry: AnalyzerRegistry([TruncatedAnswer.self]))

  /// What is found in texts put together, by the index of the text.
  private func found(_ texts: [String]) -> [Int] {
    var parts: [TextRange] = []
    var whole = ""
    for text in texts {
      let start = whole.utf8.count
      whole += text
      parts.append(TextRange(start, whole.utf8.count))
      whole += "\n\n"
    }
    let draft = Draft.reading(SourceText(whole), as: .plainText).divided(into: parts)
    return engine.diagnostics(for: draft).compactMap { diagnostic in
      parts.firstIndex { $0.contains(diagnostic.range.start) }
    }
  }

  /// A text of `count` characters that ends in a whole word without a mark.
  private func text(_ count: Int) -> String {
    let words = "Rest the leg and keep it warm through the long and cold night. Then walk about "
    return String(String(repeating: words, count: 4).prefix(count - 4)) + " leg"
  }

  @Test func `texts that stop at one length were cut there`() {
    #expect(found([text(161), text(160), "It will pass.", text(161)]) == [0, 1, 3])
  }

  @Test func `texts that stop anywhere were not`() {
    #expect(found([text(100), text(131), "It will pass.", text(161)]) == [])
  }

  @Test func `a text that takes its leave at that length was not cut`() {
    let leave = String(text(161).prefix(151)) + " good luck"
    #expect(found([text(161), text(161), leave, text(161)]) == [0, 1, 3])
  }

  @Test func `a text that stops inside a word was cut, wherever it stands`() {
    #expect(
      found([
        "Keep it warm, rest it for as long as you can bear to, and by no means stretc",
        "It will pass.", "Rest it.",
      ]) == [0])
  }

  @Test func `parts that overlap are left out`() {
    let draft = Draft.reading(SourceText("One.\n\nTwo.\n"), as: .plainText)
    let parts = [TextRange(6, 10), TextRange(0, 4), TextRange(2, 8)]
    #expect(draft.divided(into: parts).parts == [TextRange(0, 4), TextRange(6, 10)])
  }
}
