import StetCore
package import StetLexicon

/// A word that may have been meant, with what speaks for it.
package struct Candidate: Sendable {
  /// The word in lower case, UTF-8.
  package var word: [UInt8]
  /// What the lexicon says of it.
  package var entry: Lexicon.Entry
  /// What the slips cost by which it was found.
  package var cost: Int
  /// How often the word is written; see ``Lexicon/frequency(of:)``.
  package var frequency: Int
  /// Whether it stands in the same block.
  package var isInBlock: Bool
  /// The features that ``names`` name, about 0 to 1 each; empty once they have
  /// been weighed and nobody asks for them.
  package var values: [Double]
  /// How likely it is what was meant, on a scale of natural logarithms: only the
  /// difference between two candidates says anything.
  package var score: Double

  /// The names of ``values``, in their order: the kinds of slips, then the rest.
  package static let names = SlipShape.Kind.allCases.map { String(describing: $0) } + otherNames

  private static let otherNames = [
    "cost", "second-slip", "third-slip", "slips-per-letter", "first", "last", "final-s",
    "same-sound", "same-consonants", "same-letters", "frequency", "not-counted", "class", "name",
    "variant", "pair-before", "pair-before-gain", "pair-after", "pair-after-gain", "in-block",
    "short",
  ]

  /// The word before or after a written one.
  struct Neighbour {
    /// The word in lower case, with only white space between; empty when there is none.
    let word: ArraySlice<UInt8>
    let frequency: Int

    init(_ word: ArraySlice<UInt8>, _ lexicon: Lexicon) {
      self.word = word
      frequency = word.isEmpty ? 0 : lexicon.frequency(of: word)
    }
  }

  /// What must be known of the written word once for all candidates.
  struct Written {
    let word: [UInt8]
    let soundKey: [UInt8]
    let consonants: [UInt8]
    let letters: [UInt8]

    init(_ word: [UInt8]) {
      self.word = word
      soundKey = SoundKey.key(of: word)
      consonants = Candidate.consonants(of: word)
      letters = word.sorted()
    }
  }

  /// Weighs a word that was found near a written one, by itself: as if it stood
  /// alone.
  init(_ near: Lexicon.NearWord, for written: Written) {
    word = near.word
    entry = near.entry
    cost = near.cost
    frequency = near.frequency
    isInBlock = false
    let shape = SlipShape(from: near.word, to: written.word)
    var values = shape.counts.map(Double.init)
    func flag(_ condition: Bool) -> Double { condition ? 1 : 0 }
    values += [
      Double(near.cost) / 10,
      flag(shape.count >= 2), flag(shape.count >= 3),
      4 * Double(shape.count) / Double(max(1, written.word.count)),
      flag(shape.isInFirst), flag(shape.isInLast), flag(shape.isFinalS),
      flag(SoundKey.key(of: near.word) == written.soundKey),
      flag(Self.consonants(of: near.word) == written.consonants),
      flag(near.word.count == written.word.count && near.word.sorted() == written.letters),
      Double(frequency) / 100, flag(frequency == 0),
      Double(near.entry.commonness) / 100,
      flag(near.entry.lowerCommonness == nil), flag(near.entry.isVariant),
      0, 0, 0, 0, 0, flag(written.word.count <= 4),
    ]
    self.values = values
    score = zip(SpellingWeights.candidate, values).reduce(0) { $0 + $1.0 * $1.1 }
  }

  /// Weighs in what stands around the written word. `isInBlock` says whether the
  /// candidate stands in the same block.
  mutating func place(
    between before: Neighbour, and after: Neighbour, isInBlock: Bool, _ lexicon: Lexicon
  ) {
    self.isInBlock = isInBlock
    let pairBefore = Self.pair(before.word, word[...], lexicon)
    let pairAfter = Self.pair(word[...], after.word, lexicon)
    let found = [
      Double(pairBefore) / 100, Self.gain(pairBefore, before.frequency, frequency),
      Double(pairAfter) / 100, Self.gain(pairAfter, after.frequency, frequency),
      isInBlock ? 1 : 0,
    ]
    for (index, value) in zip(Self.placeIndices, found) where value != 0 {
      if index < values.count { values[index] = value }
      score += SpellingWeights.candidate[index] * value
    }
  }

  /// Where ``values`` keeps what ``place(between:and:isInBlock:_:)`` weighs in.
  private static let placeIndices: Range<Int> = {
    // Counted, as the names of the kinds take the runtime a while to find.
    let count = SlipShape.Kind.allCases.count + otherNames.count
    return count - 6..<count - 1
  }()

  /// The most that ``place(between:and:isInBlock:_:)`` is likely to add to a score.
  static let placeGain = 9.0

  private static func pair(
    _ first: ArraySlice<UInt8>, _ second: ArraySlice<UInt8>, _ lexicon: Lexicon
  ) -> Int {
    first.isEmpty || second.isEmpty ? 0 : lexicon.frequency(of: first, before: second)
  }

  /// How much more often a pair stands together than chance would have it, 1 for
  /// a factor of 1000.
  private static func gain(_ pair: Int, _ first: Int, _ second: Int) -> Double {
    guard pair > 0 else { return 0 }
    // Level 0 stands for the same count throughout; the words of all text are at
    // level 206.
    return max(0, Double(pair + 206 - first - second)) / 80
  }

  /// A word's letters without vowels, and without the second of two alike.
  private static func consonants(of word: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    for byte in word where !"aeiouy'".utf8.contains(byte) && result.last != byte {
      result.append(byte)
    }
    return result
  }
}
