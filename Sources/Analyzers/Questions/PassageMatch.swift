import StetCore

/// A passage that stands in two places.
struct PassageMatch: Equatable, Sendable {
  /// The words in the one text.
  var own: Range<Int>
  /// The words in the other text, or in another place of the same.
  var other: Range<Int>
  /// How many words are the same.
  var words: Int
  /// How many words differ between them.
  var changes: Int

  /// Words of either text that may differ at one place.
  private static let mostChanged = 3
  /// Words that must be the same after words that differ, and before others do.
  private static let steady = 6
  /// Of so many words one may differ: texts that differ more say something else on purpose.
  private static let wordsOfOneChange = 16

  /// Makes the longest passage around words that are the same in both texts, from `own` and `other`
  /// on. Between stretches that are the same a few words may differ. O(words of the passage).
  ///
  /// - Parameters:
  ///   - ownBounds: where the passage may stand in the one text.
  ///   - isWithinOne: whether both are one text, in which the other place is the earlier one: the
  ///     two may not overlap.
  init?(
    _ text: PassageWords, _ own: Int, in ownBounds: Range<Int>, _ otherText: PassageWords,
    _ other: Int, isWithinOne: Bool = false
  ) {
    let seed = PassageWords.shingle
    guard own >= ownBounds.lowerBound, own + seed <= min(ownBounds.upperBound, text.count),
      other >= 0, other + seed <= otherText.count, !isWithinOne || other + seed <= own
    else { return nil }
    for step in 0..<seed {
      let hash = text.hashes[own + step]
      guard hash != PassageWords.gap, hash == otherText.hashes[other + step] else { return nil }
    }
    // Where a passage that begins with many changes would say something else, a part of it may not.
    for free in [2, 0] {
      let match = Self.extended(text, own, in: ownBounds, otherText, other, isWithinOne, free: free)
      guard match.changes * Self.wordsOfOneChange <= match.words else { continue }
      self = match
      return
    }
    return nil
  }

  private init(own: Range<Int>, other: Range<Int>, words: Int, changes: Int) {
    self.own = own
    self.other = other
    self.words = words
    self.changes = changes
  }

  private static func extended(
    _ text: PassageWords, _ own: Int, in ownBounds: Range<Int>, _ otherText: PassageWords,
    _ other: Int, _ isWithinOne: Bool, free: Int
  ) -> PassageMatch {
    let seed = PassageWords.shingle
    let earliest = isWithinOne ? max(ownBounds.lowerBound, other + seed) : ownBounds.lowerBound
    let back = Self.extent(
      text.hashes, own - 1, earliest..<own, otherText.hashes, other - 1, 0..<other, by: -1,
      free: free)
    let start = own - back.own
    let otherEnd = isWithinOne ? min(start, otherText.count) : otherText.count
    let end = min(ownBounds.upperBound, text.count)
    let ahead = Self.extent(
      text.hashes, own + seed, own + seed..<max(end, own + seed), otherText.hashes, other + seed,
      other + seed..<max(otherEnd, other + seed), by: 1, free: free)
    return PassageMatch(
      own: start..<own + seed + ahead.own,
      other: other - back.other..<other + seed + ahead.other,
      words: back.words + seed + ahead.words, changes: back.changes + ahead.changes)
  }

  /// How far two texts go on alike from two places in one direction.
  private static func extent(
    _ text: [UInt32], _ first: Int, _ bounds: Range<Int>, _ otherText: [UInt32], _ otherFirst: Int,
    _ otherBounds: Range<Int>, by step: Int, free: Int
  ) -> (own: Int, other: Int, words: Int, changes: Int) {
    func isSame(_ own: Int, _ other: Int) -> Bool {
      bounds.contains(own) && otherBounds.contains(other) && text[own] == otherText[other]
        && text[own] != PassageWords.gap
    }
    var (own, other) = (first, otherFirst)
    var result = (own: 0, other: 0, words: 0, changes: 0)
    var changes = 0
    while true {
      if isSame(own, other) {
        own += step
        other += step
        result = (abs(own - first), abs(other - otherFirst), result.words + 1, changes)
        continue
      }
      guard let (skipped, otherSkipped) = resumption(own, other) else { return result }
      own += step * skipped
      other += step * otherSkipped
      changes += max(skipped, otherSkipped)
      guard changes <= free + result.words / wordsOfOneChange else { return result }
    }

    func resumption(_ own: Int, _ other: Int) -> (Int, Int)? {
      for total in 1...2 * mostChanged {
        for skipped in max(0, total - mostChanged)...min(total, mostChanged) {
          let otherSkipped = total - skipped
          let isAlike = (0..<steady).allSatisfy {
            isSame(own + step * (skipped + $0), other + step * (otherSkipped + $0))
          }
          guard isAlike,
            (0..<skipped).allSatisfy({ text[own + step * $0] != PassageWords.gap }),
            (0..<otherSkipped).allSatisfy({
              otherText[other + step * $0] != PassageWords.gap
            })
          else { continue }
          return (skipped, otherSkipped)
        }
      }
      return nil
    }
  }

  /// The passage as it is seen from the other place.
  var swapped: PassageMatch {
    var copy = self
    swap(&copy.own, &copy.other)
    return copy
  }

  /// Whether the passage comes to an end in the one text because that was, it seems, cut off, while
  /// the other goes on.
  func isCut(_ text: PassageWords, _ otherText: PassageWords) -> Bool {
    guard let ending = text.ending(after: own.upperBound - 1), !ending.isClosed,
      Int(ending.word) <= own.upperBound + 1,
      let otherEnding = otherText.ending(after: other.upperBound - 1)
    else { return false }
    return Int(otherEnding.word) > other.upperBound + 1
      || (Int(otherEnding.word) > other.upperBound && otherEnding.isClosed)
  }

  /// The bytes of the passage in the one text; where that was cut off, with its last word, which may
  /// be half of one.
  func range(in text: PassageWords, isCut: Bool) -> TextRange {
    guard isCut, let ending = text.ending(after: own.upperBound - 1) else {
      return text.range(of: own)
    }
    return text.range(of: own.lowerBound..<max(own.upperBound, Int(ending.word)))
  }

  /// What the words are called in a message.
  var phrase: String {
    changes == 0
      ? "These \(words) words"
      : changes == 1
        ? "These \(words) words, but for one," : "These \(words) words, but for \(changes),"
  }
}

/// The words of a draft that belong to a template: those of chosen runs that stand in very many
/// places.
struct TemplateWords {
  private var ranges: [Range<Int>] = []

  /// Takes in the chosen run that begins at a word, in order.
  mutating func add(_ word: Int) {
    // What lies between two such runs stands in as many places.
    if let last = ranges.last, word - last.upperBound <= PassageWords.window {
      ranges[ranges.count - 1] = last.lowerBound..<max(last.upperBound, word + PassageWords.shingle)
    } else {
      ranges.append(word..<word + PassageWords.shingle)
    }
  }

  /// How many of some words are a template's. O(log runs + runs among the words).
  func count(in words: Range<Int>) -> Int {
    var count = 0
    for range in ranges[ranges.partitionPoint { $0.upperBound > words.lowerBound }...] {
      if range.lowerBound >= words.upperBound { break }
      count += range.clamped(to: words).count
    }
    return count
  }
}

extension PassageWords {
  /// Whether some words are those of a licence, which stands wherever something has it: by the
  /// phrases that licences cannot do without. O(words).
  func isLicence(_ range: Range<Int>) -> Bool {
    let words = hashes[range.clamped(to: hashes.indices)]
    return words.indices.contains { start in
      Self.licences[words[start]]?.contains { words[start...].starts(with: $0) } ?? false
    }
  }

  /// Phrases of licences, as hashes of their words, by the first of them.
  private static let licences: [UInt32: [[UInt32]]] = {
    let phrases = [
      "permission is hereby granted", "redistribution and use in source", "all rights reserved",
      "warranty of any kind", "warranties of merchantability", "warranties or conditions of any",
      "creative commons", "licensed under", "public license", "public licence", "apache license",
      "free documentation license", "this copyright notice", "license agreement",
      "licence agreement", "bsd license", "mit license",
    ]
    return Dictionary(grouping: phrases.map { PassageWords($0).hashes.filter { $0 != gap } }) {
      $0.first ?? gap
    }
  }()
}
