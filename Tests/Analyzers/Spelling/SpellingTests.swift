import SpellingAnalyzers
import StetCore
import StetTestSupport
import Testing

@Suite struct SpellingTests {
  static let registry = AnalyzerRegistry([
    Misspelling.self, RepeatedWord.self, RunTogetherWords.self,
  ])

  @Test(arguments: Misspelling.rules + RepeatedWord.rules + RunTogetherWords.rules)
  func `every example of the rule holds`(rule: Rule) {
    #expect(RuleExamples(rule, in: Self.registry).faults() == [])
  }
}
