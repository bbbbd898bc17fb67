/// Which questions of a large collection are worth comparing.
///
/// To compare all with all takes time that grows with their square. In a large collection two
/// questions are compared only when they share one of the words that are rarest in either.
package struct QuestionBlocks: Sendable {
  private var members: [String: [Int32]] = [:]
  private let isExact: Bool

  /// Up to so many questions all are compared with all.
  package static let exactLimit = 60_000
  /// So many of a question's rarest words count.
  private static let rareWords = 4
  /// A word that more questions have says nothing.
  private static let largest = 400

  /// Makes blocks of a collection. O(words).
  package init(_ collection: QuestionCollection) {
    isExact = collection.count <= Self.exactLimit
    guard !isExact else { return }
    var counts: [String: Int] = [:]
    for index in 0..<collection.count {
      for stem in collection.stems(of: index) { counts[stem, default: 0] += 1 }
    }
    for index in 0..<collection.count {
      let rare = collection.stems(of: index).map { (counts[$0] ?? 0, $0) }
        .filter { $0.0 > 1 && $0.0 <= Self.largest }.sorted(by: <).prefix(Self.rareWords)
      for (_, stem) in rare {
        members[stem, default: []].append(Int32(truncatingIfNeeded: index))
      }
    }
  }

  /// The questions after `index` that may be the same as it, or related, in order.
  package func candidates(
    for index: Int, in collection: QuestionCollection, related: Bool = false
  ) -> [Int] {
    guard !isExact else { return collection.candidates(for: index, related: related) }
    var others: Set<Int> = []
    for stem in collection.stems(of: index) {
      for other in members[stem] ?? [] where other > index { others.insert(Int(other)) }
    }
    return collection.candidates(for: index, among: others, related: related)
  }
}
