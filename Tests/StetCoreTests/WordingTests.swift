import StetCore
import StetFormats
import Testing

@Suite struct WordingTests {
  private func wordings(_ text: String, _ format: Draft.Format = .markdown) -> [String] {
    let draft = Draft.reading(SourceText(text), as: format)
    return draft.blocks.indices
      .filter { [.title, .heading, .question].contains(draft.blocks[$0].kind) }
      .map { draft.source.string(in: draft.wordingRange(ofBlock: $0)) }
  }

  @Test func `labels and marks around a question are no part of its words`() {
    #expect(wordings("Q: Is it ripe?\n\nA: Press it.\n", .plainText) == ["Is it ripe?"])
    #expect(wordings("## **Is it ripe?**\n\nPress it.\n") == ["Is it ripe?"])
    #expect(wordings("## [Is it ripe?](https://example.com/a)\n\nYes.\n") == ["Is it ripe?"])
    #expect(wordings("## Is *it* ripe?\n\nYes.\n") == ["Is *it* ripe?"])
  }

  @Test func `a label of the web site is no part of an answer's words`() {
    let draft = Draft.reading(
      SourceText("Is it ripe?\n\nAnswer  Press it gently.\n"), as: .plainText)
    let answers = draft.outline.questions.flatMap(\.answer)
    #expect(
      answers.map { draft.source.string(in: draft.wordingRange(ofBlock: $0)) }
        == ["Press it gently."])
  }

  @Test func `a heading that is nothing but marks is its own words`() {
    #expect(wordings("# Plums\n\n## ![](a.png)\n") == ["Plums", "![](a.png)"])
  }

  @Test func `there are no words where there is no block`() {
    let draft = Draft.reading(SourceText("Plums"), as: .plainText)
    #expect(draft.wordingRange(ofBlock: -1).isEmpty)
    #expect(draft.wordingRange(ofBlock: 9).isEmpty)
  }

  @Test func `questions in other marks have one key`() {
    let draft = Draft.reading(
      SourceText("## Is it ripe?\n\nYes.\n\n## [IS IT RIPE](b.md)?\n\nNo.\n"), as: .markdown)
    let keys = draft.outline.questions.flatMap(\.askings).map(draft.questionKey(ofBlock:))
    #expect(keys.count == 2)
    #expect(Set(keys).count == 1)
  }
}
