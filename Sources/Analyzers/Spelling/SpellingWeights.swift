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
    0.506,  // pair-after
    2.600,  // pair-after-gain
    1.826,  // in-block
    0.000,  // short
  ]

  /// The weights of the evidence, in the order of ``SpellingEvidence/names``.
  package static let evidence: [Double] = [
    -0.623,  // bias
    1.680,  // score
    1.367,  // certainty
    -2.111,  // no-candidate
    -0.378,  // cost
    0.987,  // frequency
    1.420,  // length
    -1.272,  // short
    -3.947,  // capitalized-inside
    -2.881,  // capitalized-at-start
    -3.463,  // upper
    -1.966,  // mixed
    -0.270,  // foreign
    -0.838,  // quoted
    -1.004,  // beside-name
    -3.073,  // rare-word
    -1.153,  // name
    -0.967,  // derived
    -0.565,  // compound
    -1.341,  // technical
    0.089,  // technical-ending
    -0.240,  // inflected
    -3.724,  // repetitions
    -0.033,  // unknown-neighbours
    0.459,  // twin
    -0.850,  // first-letter
    -0.881,  // only-ending
    -0.540,  // second-slip
    -0.546,  // capitalized-score
    0.348,  // short-score
  ]

  /// How sure it must be that a word is misspelled for it to be reported as such.
  ///
  /// What was reached, in %, with each genre judged by weights fitted on the others:
  /// - general: recall 95.9, precision 94.8, F0.5 95.0; with information recall 99.6; false alarms per 10k 2.6, with information 24.0; first suggestion right 93.9, of five 98.5
  /// - medical: recall 90.4, precision 98.3, F0.5 96.6; with information recall 99.4; false alarms per 10k 0.8, with information 17.3; first suggestion right 93.2, of five 98.0
  /// - technical: recall 89.2, precision 99.3, F0.5 97.1; with information recall 96.8; false alarms per 10k 0.3, with information 6.1; first suggestion right 90.8, of five 96.2
  package static let threshold = 0.7

  /// How sure it must be for a word to be reported as unknown.
  package static let unknownThreshold = 0.15

  /// The same for a word in lower case that is longer than the words that names and
  /// cut-off pieces look like.
  package static let plainUnknownThreshold = 0.1

  /// How sure it is, by the evidence, that a word is misspelled: 0 to 1.
  package static func confidence(_ evidence: SpellingEvidence) -> Double {
    let sum = zip(Self.evidence, evidence.values).reduce(0) { $0 + $1.0 * $1.1 }
    return 1 / (1 + exp(-sum))
  }
}
