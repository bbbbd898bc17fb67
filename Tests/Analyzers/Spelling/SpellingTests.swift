import SpellingAnalyzers
import StetCore
import StetTestSupport
import Testing

@Suite struct SpellingTests {
  static let registry = AnalyzerRegistry([RepeatedWord.self])

  @Test(arguments: RepeatedWord.rules)
  func `every example of the rule holds`(rule: Rule) {
    #expect(RuleExamples(rule, in: Self.registry).faults() == [])
  }
}
