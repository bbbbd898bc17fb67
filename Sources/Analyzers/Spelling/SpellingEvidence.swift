package import StetLexicon

/// What speaks for and against a word being misspelled.
package struct SpellingEvidence: Hashable, Sendable {
  /// Whether the word is capitalized where no sentence begins.
  package var isCapitalizedInside = false
  /// Whether the word is capitalized where a sentence may begin.
  package var isCapitalizedAtStart = false
  /// Whether the word is in capitals.
  package var isUpper = false
  /// Whether the word has capitals inside.
  package var isMixed = false
  /// Whether the word has letters outside ASCII.
  package var isForeign = false
  /// Whether the word stands in quotation marks, brackets or emphasis of its own,
  /// or beside a hyphen.
  package var isQuoted = false
  /// Whether the word is not in lower case, and stands beside another such word.
  package var isBesideName = false
  /// Whether the lexicon has the word, but as one of its rarest.
  package var isRareWord = false
  /// Whether the lexicon has the word, but only with capitals.
  package var isName = false
  /// How the word may be made from other words.
  package var formation: WordFormation?
  /// How often the block has the word besides, up to ``mostRepetitions``.
  package var repetitions = 0
  /// From so many repetitions on, more say no more.
  static let mostRepetitions = 3
  /// How many of the two words beside it are not known either.
  package var unknownNeighbours = 0
  /// Whether the block also has the word that was probably meant.
  package var hasTwin = false
  /// Bytes of the word.
  package var length = 0
  /// Whether some word is near.
  package var hasCandidate = false
  /// The score of the best candidate, and how likely it is the right one if one is.
  package var score = 0.0
  package var certainty = 0.0
  /// What the slips cost that turn the best candidate into the word.
  package var cost = 0
  /// How often the best candidate is written; see ``Lexicon/frequency(of:)``.
  package var frequency = 0
  /// Whether the best candidate begins with another letter.
  package var changesFirstLetter = false
  /// Whether the best candidate differs only in its ending.
  package var changesOnlyEnding = false

  /// The names of ``values``, in their order.
  package static let names = [
    "bias", "score", "certainty", "no-candidate", "cost", "frequency", "length", "short",
    "capitalized-inside", "capitalized-at-start", "upper", "mixed", "foreign", "quoted",
    "beside-name", "rare-word", "name", "derived", "compound", "technical", "technical-ending",
    "inflected", "repetitions", "unknown-neighbours", "twin", "first-letter", "only-ending",
    "second-slip", "capitalized-score", "short-score", "start-score", "start-length",
  ]

  /// The evidence as numbers, about 0 to 1 each.
  package var values: [Double] {
    func flag(_ condition: Bool) -> Double { condition ? 1 : 0 }
    let isDerived = formation == .prefixed || formation == .suffixed
    let score = score / 5
    return [
      1, score, certainty, flag(!hasCandidate), Double(cost) / 10, Double(frequency) / 100,
      Double(min(length, 12)) / 10, flag(length <= 4), flag(isCapitalizedInside),
      flag(isCapitalizedAtStart), flag(isUpper), flag(isMixed), flag(isForeign), flag(isQuoted),
      flag(isBesideName), flag(isRareWord), flag(isName), flag(isDerived),
      flag(formation == .compound), flag(formation == .technical),
      flag(formation == .technicalEnding), flag(formation == .inflected),
      Double(repetitions) / Double(Self.mostRepetitions), Double(unknownNeighbours) / 2,
      flag(hasTwin),
      flag(changesFirstLetter), flag(changesOnlyEnding), flag(cost > 13),
      isCapitalizedInside ? score : 0, length <= 5 ? score : 0,
      isCapitalizedAtStart ? score : 0,
      isCapitalizedAtStart ? Double(min(length, 12)) / 10 : 0,
    ]
  }
}
