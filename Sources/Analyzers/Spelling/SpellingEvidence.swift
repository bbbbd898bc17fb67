package import StetLexicon

/// What speaks for and against a word being misspelled.
package struct SpellingEvidence: Hashable, Sendable {
  /// Whether the word is capitalized where no sentence begins.
  package var isCapitalizedInside = false
  /// Whether the word is capitalized where a sentence may begin.
  package var isCapitalizedAtStart = false
  /// Whether the word is in capitals, or has some inside.
  package var hasInnerCapitals = false
  /// Whether the word has letters outside ASCII.
  package var isForeign = false
  /// Whether the word stands in quotation marks, brackets or emphasis of its own,
  /// or beside a hyphen.
  package var isQuoted = false
  /// Whether the lexicon has the word, but as one of its rarest.
  package var isRareWord = false
  /// Whether the lexicon has the word, but only with capitals.
  package var isName = false
  /// How the word may be made from other words.
  package var formation: WordFormation?
  /// How often the block has the word besides.
  package var repetitions = 0
  /// How many of the two words beside it are not known either.
  package var unknownNeighbours = 0
  /// Whether the block also has the word that was probably meant.
  package var hasTwin = false
  /// Bytes of the word.
  package var length = 0
  /// What the slips cost that turn the best candidate into the word.
  package var cost = 0
  /// What it adds that the best candidate is rare.
  package var rarity = 0
  /// How many more candidates are about as good.
  package var rivals = 0
  /// Whether the best candidate begins with another letter.
  package var changesFirstLetter = false
  /// Whether the best candidate differs only in its ending.
  package var changesOnlyEnding = false

  /// The names of ``values``, in their order.
  package static let names = [
    "bias", "cost", "rarity", "length", "short", "capitalized-inside", "capitalized-at-start",
    "inner-capitals", "foreign", "quoted", "rare-word", "name", "derived", "compound", "technical",
    "technical-ending", "repetitions", "unknown-neighbours", "twin", "rivals", "first-letter",
    "only-ending", "second-slip",
  ]

  /// The evidence as numbers, about 0 to 1 each.
  package var values: [Double] {
    func flag(_ condition: Bool) -> Double { condition ? 1 : 0 }
    let isDerived =
      switch formation {
      case .inflected, .prefixed, .suffixed: true
      case .compound, .technical, .technicalEnding, nil: false
      }
    return [
      1, Double(cost) / 10, Double(rarity) / 10, Double(min(length, 12)) / 10,
      flag(length <= 4), flag(isCapitalizedInside), flag(isCapitalizedAtStart),
      flag(hasInnerCapitals), flag(isForeign), flag(isQuoted), flag(isRareWord), flag(isName),
      flag(isDerived), flag(formation == .compound), flag(formation == .technical),
      flag(formation == .technicalEnding), Double(min(repetitions, 3)) / 3,
      Double(unknownNeighbours) / 2, flag(hasTwin), Double(min(rivals, 3)) / 3,
      flag(changesFirstLetter), flag(changesOnlyEnding), flag(cost > 13),
    ]
  }
}
