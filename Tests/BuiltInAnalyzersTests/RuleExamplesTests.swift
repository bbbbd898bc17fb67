import BuiltInAnalyzers
import StetCore
import StetTestSupport
import Testing

@Suite struct RuleExamplesTests {
  @Test(arguments: AnalyzerRegistry.builtIn.rules)
  func `the examples of a rule hold in every surrounding`(rule: Rule) {
    #expect(RuleExamples(rule, in: .builtIn).faults() == [])
  }

  @Test(arguments: AnalyzerRegistry.builtIn.rules)
  func `a rule explains itself`(rule: Rule) {
    #expect(rule.id.allSatisfy { $0.isLowercase || $0 == "-" })
    #expect(rule.summary.hasSuffix("."))
    #expect(rule.rationale.count > rule.summary.count)
    // Bytes that are not text cannot stand in an example.
    #expect(!rule.flagged.isEmpty || rule.id == "invalid-encoding")
  }
}
