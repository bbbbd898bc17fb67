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
  /// Whether it stands in the same block.
  package var isInBlock: Bool
  /// The features that ``names`` name, about 0 to 1 each.
  package var values: [Double]
  /// How likely it is what was meant, on a scale of natural logarithms: only the
  /// difference between two candidates says anything.
  package var score: Double

  /// The names of ``values``, in their order: the kinds of slips, then the rest.
  package static let names =
    SlipShape.Kind.allCases.map { String(describing: $0) } + [
      "cost", "second-slip", "third-slip", "slips-per-letter", "first", "last", "final-s",
      "same-sound", "same-consonants", "same-letters", "frequency", "not-counted", "class", "name",
      "variant", "pair-before", "pair-before-gain", "pair-after", "pair-after-gain", "in-block",
      "short",
    ]

  /// What stands around a written word.
  package struct Context: Sendable {
    /// The words before and after in lower case, with only white space between;
    /// empty when there is none.
    var before: ArraySlice<UInt8> = []
    var after: ArraySlice<UInt8> = []
  }

  /// What must be known of the written word once for all candidates.
  struct Written {
    let word: [UInt8]
    let soundKey: [UInt8]
    let consonants: [UInt8]
    let letters: [UInt8]
    let context: Context
    let beforeFrequency: Int
    let afterFrequency: Int

    init(_ word: [UInt8], in context: Context, _ lexicon: Lexicon) {
      self.word = word
      soundKey = SoundKey.key(of: word)
      consonants = Candidate.consonants(of: word)
      letters = word.sorted()
      self.context = context
      beforeFrequency = context.before.isEmpty ? 0 : lexicon.frequency(of: context.before)
      afterFrequency = context.after.isEmpty ? 0 : lexicon.frequency(of: context.after)
    }
  }

  /// Weighs a word that was found near a written one. `isInBlock` says whether it
  /// stands in the same block.
  init(_ near: Lexicon.NearWord, for written: Written, isInBlock: Bool, _ lexicon: Lexicon) {
    word = near.word
    entry = near.entry
    cost = near.cost
    self.isInBlock = isInBlock
    let shape = SlipShape(from: near.word, to: written.word)
    var values = shape.counts.map(Double.init)
    func flag(_ condition: Bool) -> Double { condition ? 1 : 0 }
    let frequency = near.frequency
    let before = Self.pair(written.context.before, near.word[...], lexicon)
    let after = Self.pair(near.word[...], written.context.after, lexicon)
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
      Double(before) / 100, Self.gain(before, written.beforeFrequency, frequency),
      Double(after) / 100, Self.gain(after, written.afterFrequency, frequency),
      flag(isInBlock), flag(written.word.count <= 4),
    ]
    self.values = values
    score = zip(SpellingWeights.candidate, values).reduce(0) { $0 + $1.0 * $1.1 }
  }

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
