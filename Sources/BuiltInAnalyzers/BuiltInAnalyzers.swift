import SpellingAnalyzers
public import StetCore

extension AnalyzerRegistry {
  /// The analyzers that Stet brings. A new one needs one line here.
  public static let builtIn = AnalyzerRegistry([
    RepeatedWord.self,
    SpellingAnalyzer.self,
  ])
}
