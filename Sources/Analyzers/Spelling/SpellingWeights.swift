// Written by Tools/spelling/fit.py; see there.

import Glibc

/// How much each piece of evidence weighs.
package enum SpellingWeights {
  /// The weights of a candidate's features, in the order of ``Candidate/names``.
  package static let candidate: [Double] = [
    0.239,  // swapped
    -0.519,  // moved
    0.295,  // singled
    -1.135,  // doubled
    -1.142,  // vowel
    -0.211,  // sound
    -0.858,  // neighbour
    -1.012,  // other
    0.748,  // omittedVowel
    1.702,  // omittedSilent
    0.850,  // omittedConsonant
    -1.025,  // addedVowel
    -1.122,  // addedNeighbour
    -1.310,  // addedConsonant
    -0.062,  // apostrophe
    0.270,  // group
    0.666,  // ending
    -2.670,  // cost
    -1.703,  // second-slip
    -1.914,  // third-slip
    1.123,  // slips-per-letter
    0.034,  // first
    0.058,  // last
    -0.574,  // final-s
    1.400,  // same-sound
    0.485,  // same-consonants
    0.829,  // same-letters
    3.316,  // frequency
    -0.726,  // not-counted
    -2.839,  // class
    -0.997,  // name
    -0.064,  // variant
    0.824,  // pair-before
    2.913,  // pair-before-gain
    0.505,  // pair-after
    2.600,  // pair-after-gain
    1.826,  // in-block
    -0.000,  // short
  ]

  /// The weights of the evidence, in the order of ``SpellingEvidence/names``.
  package static let evidence: [Double] = [
    -0.904,  // bias
    2.011,  // score
    1.413,  // certainty
    -2.073,  // no-candidate
    -0.113,  // cost
    0.900,  // frequency
    1.600,  // length
    -1.344,  // short
    -3.744,  // capitalized-inside
    -1.521,  // capitalized-at-start
    -3.372,  // upper
    -1.919,  // mixed
    -0.283,  // foreign
    -0.870,  // quoted
    -1.197,  // beside-name
    -2.721,  // rare-word
    -1.144,  // name
    -0.856,  // derived
    -0.525,  // compound
    -1.347,  // technical
    0.109,  // technical-ending
    -0.303,  // inflected
    -3.830,  // repetitions
    -0.170,  // unknown-neighbours
    0.427,  // twin
    -0.749,  // first-letter
    -0.782,  // only-ending
    -0.597,  // second-slip
    -0.256,  // capitalized-score
    -0.012,  // short-score
    0.745,  // start-score
    -0.518,  // start-length
  ]

  /// How sure it must be that a word is misspelled for it to be reported as such.
  ///
  /// What was reached, in %, with each genre judged by weights fitted on the others:
  /// - general: recall 96.1, precision 93.8, F0.5 94.3; with information recall 99.6; false alarms per 10k 3.2, with information 25.6; first suggestion right 93.9, of five 98.5; capitalized, start: recall 88.9; capitalized, inside: recall 72.2
  /// - medical: recall 91.6, precision 98.1, F0.5 96.7; with information recall 99.4; false alarms per 10k 0.9, with information 17.6; first suggestion right 93.2, of five 98.0; capitalized, start: recall 62.6; capitalized, inside: recall 35.0
  /// - technical: recall 89.4, precision 98.9, F0.5 96.8; with information recall 96.8; false alarms per 10k 0.5, with information 5.2; first suggestion right 91.0, of five 96.4; capitalized, start: recall 64.7; capitalized, inside: recall 34.0
  package static let threshold = 0.7

  /// How sure it must be for a word to be reported as unknown.
  package static let unknownThreshold = 0.15

  /// The same for a word in lower case that is longer than the words that cut-off
  /// pieces look like.
  package static let plainUnknownThreshold = 0.1

  /// The same for a word with capitals, which is mostly a name.
  package static let capitalizedUnknownThreshold = 0.45

  /// How sure it is, by the evidence, that a word is misspelled: 0 to 1.
  package static func confidence(_ evidence: SpellingEvidence) -> Double {
    let sum = zip(Self.evidence, evidence.values).reduce(0) { $0 + $1.0 * $1.1 }
    return 1 / (1 + exp(-sum))
  }
}
