public import StetCore

/// Words that may be misspelled.
public enum UnknownWord {
  /// The rule.
  public static let rule = Rule(
    id: "unknown-word",
    summary: "A word that no dictionary has and that may be misspelled.",
    rationale: """
      Some words are in no dictionary and yet not surely misspelled: what was meant is not plain, \
      or the word may be a term or a name. They are worth a look, not a failed check: the \
      severity is `information`, which fails a check only with `--fail-on information`. Names, \
      abbreviations, identifiers, technical terms that are made of known elements, and words that \
      a draft uses again and again are left alone. Words of a project's dictionary are right.
      """,
    severity: .information,
    scope: .paragraph,
    precedence: .low,
    flagged: [
      Rule.Example("The ↓mebrain↑ of the cell lets water through.")
    ],
    accepted: [
      Rule.Example("The Wilkinsen brothers met Ms Hampshier in Frankfort."),
      Rule.Example("Set the umask in your dotfiles, then reload nginx and the crontab."),
      Rule.Example("Deficiencies of myophosphorylase and phosphoglycerate kinase are inherited."),
      Rule.Example("The colour of the center, organised and organized alike."),
    ],
    judgesSpelling: true)

  /// The finding for a word that may be misspelled; `nil` when it hardly is, or
  /// when it surely is.
  static func finding(_ suspect: Speller.Suspect, in block: BlockView) -> Finding? {
    let threshold =
      suspect.token.casing != .lower
      ? SpellingWeights.capitalizedUnknownThreshold
      : suspect.range.length > 4
        ? SpellingWeights.plainUnknownThreshold : SpellingWeights.unknownThreshold
    guard suspect.confidence >= threshold, suspect.confidence < SpellingWeights.threshold else {
      return nil
    }
    // What a block ends in without a mark may be a word that was cut.
    if suspect.range.length <= 4, suspect.range.end == block.tokens.last?.range.end { return nil }
    let word = block.string(in: suspect.range)
    let fixes = suspect.suggestions.map { suggestion in
      Fix(
        "Change to “\(suggestion)”", [TextEdit(suspect.range, suggestion)], safety: .suggestion,
        isPreferred: false)
    }
    let message =
      suspect.suggestions.first.map { "“\(word)” is not a known word, perhaps “\($0)”?" }
      ?? "“\(word)” is not a known word"
    return Finding(
      rule, at: suspect.range, message, confidence: suspect.confidence,
      suggestions: suspect.suggestions, fixes: fixes)
  }
}
