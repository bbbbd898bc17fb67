import Glibc

/// How much each piece of evidence weighs.
package enum SpellingWeights {
  /// The weights, in the order of ``SpellingEvidence/names``.
  ///
  /// A logistic regression on 2,100 unknown words of seeded medical, philosophical
  /// and technical prose, 1,450 of them misspelled; misspelled words that are
  /// capitalized, quoted or repeated, which that data lacks, were added with the
  /// weight that such words have in ordinary text. Fitted on the rows that
  /// `stet-dev evaluate spelling --evidence` prints.
  package static let weights: [Double] = [
    4.33, -1.60, -2.78, 2.75, 0.40, -4.79, -2.29, -3.09, 0.00, -1.86, -3.87, -0.63, -1.05, -1.35,
    -1.35, 0, -3.72, -1.40, 1.93, -0.23, -0.45, -0.81, -2.05,
  ]

  /// How sure it must be that a word is misspelled for it to be reported. At this
  /// value 97 to 99 of 100 reports on that data were right, 0.5 to 1.6 in 10,000
  /// words of the same prose without seeded errors were reported, and 90 to 94 of
  /// 100 misspelled words were found.
  package static let threshold = 0.66

  /// What slips may cost at most, from the word that was meant, for a word with
  /// such evidence to be reported: 0 to 20. Saves looking for words in vain.
  package static func maximumCost(_ evidence: SpellingEvidence) -> Int {
    var evidence = evidence
    evidence.rarity = 0
    evidence.hasTwin = true
    for cost in [20, 13, 9] {
      evidence.cost = cost
      if confidence(evidence) >= threshold { return cost }
    }
    return 5
  }

  /// How sure it is, by the evidence, that a word is misspelled: 0 to 1.
  package static func confidence(_ evidence: SpellingEvidence) -> Double {
    let sum = zip(weights, evidence.values).reduce(0) { $0 + $1.0 * $1.1 }
    return 1 / (1 + exp(-sum))
  }
}
