import StetCore
import StetFormats
import Testing

@Suite struct SentencesTests {
  private func sentences(_ text: String, _ format: Draft.Format = .plainText) -> [String] {
    let draft = Draft.reading(SourceText(text), as: format)
    return draft.view(ofBlock: 0).map { view in view.sentences.map(view.string(in:)) } ?? []
  }

  @Test func `a sentence ends at its mark, with the quotes that close it`() {
    #expect(
      sentences("It rained. “Really?” she said. (It did.) Then\nit stopped!  Good")
        == ["It rained.", "“Really?” she said.", "(It did.)", "Then\nit stopped!", "Good"])
  }

  @Test func `abbreviations, numbers and names with points end none`() {
    #expect(
      sentences("Dr. Bell took 3.5 mg, e.g. before a meal, at example.com. It helped.").count == 2)
  }

  @Test func `marks of the format belong to the sentence that they close`() {
    #expect(sentences("*It rained.* It stopped.", .markdown) == ["*It rained.*", "It stopped."])
  }

  @Test func `sentences of a text without words are none`() {
    #expect(sentences(" \n\n").isEmpty)
  }
}
