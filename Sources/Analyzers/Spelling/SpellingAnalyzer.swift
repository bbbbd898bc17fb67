public import StetCore

/// Finds words that are misspelled, that have run together, and that have come apart:
/// three explanations of a word that the lexicon does not have.
public struct SpellingAnalyzer: ParagraphAnalyzer {
  /// The analyzer's rules.
  public static let rules = [
    Misspelling.rule, RunTogetherWords.rule, UnknownWord.rule,
    SplitWord.rule,
  ]

  private let speller: Speller

  /// Makes the analyzer.
  public init(_ settings: AnalyzerSettings) {
    speller = Speller(vocabulary: settings.vocabulary)
  }

  /// Reports the words of one block. One look-up for each word; what is near an
  /// unknown word is looked for only when it can be found wanting.
  public func analyze(_ block: BlockView, _ findings: inout [Finding]) {
    for unknown in speller.unknownWords(in: block) {
      if let finding = SplitWord.finding(unknown, in: block) {
        // Both halves may be unknown.
        if findings.last != finding { findings.append(finding) }
        continue
      }
      let suspect = speller.suspect(unknown, in: block)
      if let finding = RunTogetherWords.finding(unknown, suspect, by: speller, in: block)
        ?? suspect.flatMap({
          Misspelling.finding($0, in: block) ?? UnknownWord.finding($0, in: block)
        })
      {
        findings.append(finding)
      }
    }
    for index in block.tokens.indices {
      if block.tokens[index].kind == .word {
        if let finding = SplitWord.ending(at: index, in: block) { findings.append(finding) }
        continue
      }
      guard block.tokens[index].kind == .punctuation else { continue }
      if let finding = RunTogetherWords.joinedSentences(at: index, in: block) {
        findings.append(finding)
      }
    }
  }
}
