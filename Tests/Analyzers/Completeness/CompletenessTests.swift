import CompletenessAnalyzers
import StetCore
import StetFormats
import StetTestSupport
import Testing

@Suite struct CompletenessTests {
  static let registry = AnalyzerRegistry([TruncatedAnswer.self])

  /// What is flagged in a draft, as text.
  private func flagged(_ text: String, as format: Draft.Format = .plainText) -> [String] {
    let draft = Draft.reading(SourceText(text), as: format)
    return Engine(registry: Self.registry).diagnostics(for: draft)
      .filter { $0.rule == TruncatedAnswer.rule.id }
      .map { draft.source.string(in: $0.range) }
  }

  @Test(arguments: TruncatedAnswer.rules)
  func `every example of the rule holds`(rule: Rule) {
    #expect(RuleExamples(rule, in: Self.registry).faults() == [])
  }

  @Test(arguments: [Draft.Format.plainText, .markdown])
  func `a fence that nothing closes at the end of a draft is a cut`(format: Draft.Format) {
    #expect(flagged("Run this first.\n\n```sh\nmake install\n", as: format) == ["```"])
    #expect(flagged("Run this first.\n\n```sh\nmake install\n```\n", as: format) == [])
    #expect(flagged("Run this.\n\n```\nmake\n```\n\nThen wait.\n", as: format) == [])
  }

  @Test func `only a fence as long as the one that opens closes it`() {
    #expect(flagged("Run this.\n\n~~~~\n~~~\n~~~~\n", as: .markdown) == [])
    #expect(flagged("Run this.\n\n~~~~\n~~~\n", as: .markdown) == ["~~~~"])
  }

  @Test func `a careful text may not end in a word that leads on, a careless one may`() {
    #expect(flagged("The nest is made of twigs. It stands so high that you must\n") == ["must"])
    #expect(flagged("the nest is of twigs. you see it when you must\n") == [])
  }

  @Test func `an advertisement in mid-sentence cuts nothing`() {
    let text = "The heron stands still and waits for the\n\nAdvertisement\n\n"
    #expect(flagged(text + "fish that swim by at its feet.\n") == [])
    #expect(flagged(text + "Fish swim by at its feet.\n") == ["the"])
  }

  @Test func `a preposition ends a sentence whose object stands before it`() {
    #expect(flagged("Nobody knew what the second valve was made for\n") == [])
    #expect(flagged("Nobody knew the valve, which had been made for\n") == ["for"])
    #expect(flagged("It depends. It matters where you live, how you live, and on\n") == ["on"])
  }

  @Test func `units, abbreviations and what stands in brackets are no pieces of words`() {
    for ending in ["30 cm", "12 h", "O(log n)", "6 p.m", "Chuang-tzu"] {
      #expect(flagged("It is not large at all. Some say that it is about \(ending)\n") == [])
    }
  }

  @Test func `an ellipsis that a speaker or the whole text is fond of is no cut`() {
    #expect(flagged("He waited for a while. Then he said: “If you will...”\n") == [])
    #expect(flagged("Well... it is a long story. Let us say that it rained...\n") == [])
    #expect(flagged("It rains a lot there. The coast is drier, though the wind...\n") == ["."])
  }

  @Test func `a line of marks under a heading is no fence`() {
    #expect(flagged("Scope\n~~~~~\n\nThis says what the rest is about.\n") == [])
    #expect(flagged("This is how it is called:\n\n~~~\ncall()\n").count == 1)
  }

  /// The draft after the fix that cuts a text back; `nil` when there is none.
  private func cutBack(_ text: String, as format: Draft.Format = .plainText) -> String? {
    let draft = Draft.reading(SourceText(text), as: format)
    let fixes = Engine(registry: Self.registry).diagnostics(for: draft).flatMap(\.finding.fixes)
      .filter { $0.title == "Cut back to the last full sentence" }
    guard let edit = fixes.first?.edits.first else { return nil }
    #expect(fixes.count == 1 && fixes[0].safety == .unsafe)
    var bytes = draft.source.utf8
    bytes.replaceSubrange(
      edit.range.start.utf8..<edit.range.end.utf8, with: Array(edit.replacement.utf8))
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test func `a cut text is cut back to its last full sentence`() {
    #expect(
      cutBack("Is it safe?\n\nIt is safe. You can take it with the\n")
        == "Is it safe?\n\nIt is safe.\n")
    #expect(
      cutBack("Is it safe?\n\nIt is (says Dr. Kerr) safe! Take it, but not if the\n\nWho asks?\n")
        == "Is it safe?\n\nIt is (says Dr. Kerr) safe!\n\nWho asks?\n")
    // Nothing would be left, or half of a mark.
    #expect(cutBack("Is it safe?\n\nYou can take it with the\n") == nil)
    #expect(
      cutBack("## Is it safe?\n\nIt is *safe. You can take* it with the\n", as: .markdown) == nil)
  }
}
