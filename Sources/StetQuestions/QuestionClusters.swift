/// Groups of questions that are the same.
package enum QuestionClusters {
  /// Two questions that were compared, and what came of it.
  package struct Pair: Sendable {
    /// The place of the first.
    package var left: Int
    /// The place of the second.
    package var right: Int
    /// What they are to each other.
    package var judgement: QuestionJudgement

    /// Makes a pair.
    package init(_ left: Int, _ right: Int, _ judgement: QuestionJudgement) {
      self.left = left
      self.right = right
      self.judgement = judgement
    }
  }

  /// So far below the threshold of the same question may the mean over two groups be that are
  /// joined.
  private static let slack = 0.05
  /// Of larger groups, so many pairs are looked at.
  private static let mostPairs = 256

  /// The groups of two questions or more, by their first question; each in order.
  ///
  /// The likeliest pairs are joined first. Two groups are joined only when their questions are on
  /// the mean as likely the same as two must be, and none of them differs from another in what an
  /// answer depends on: of three questions, of which each is a little broader than the next, the
  /// first and the last are not put together.
  package static func groups(
    of pairs: [Pair], in collection: QuestionCollection
  ) -> [[Int]] {
    var group = Array(0..<collection.count)
    var members: [Int: [Int]] = [:]
    let sorted = pairs.filter {
      $0.judgement.verdict.isSame && group.indices.contains($0.left)
        && group.indices.contains($0.right)
    }.sorted {
      ($0.judgement.probability, $1.left, $1.right) > ($1.judgement.probability, $0.left, $0.right)
    }
    for pair in sorted {
      let first = min(group[pair.left], group[pair.right])
      let second = max(group[pair.left], group[pair.right])
      if first == second { continue }
      let left = members[first] ?? [first]
      let right = members[second] ?? [second]
      guard belong(left, right, collection) else { continue }
      for member in right { group[member] = first }
      members[first] = left + right
      members[second] = nil
    }
    return members.sorted { $0.key < $1.key }.map { $0.value.sorted() }
  }

  private static func belong(
    _ left: [Int], _ right: [Int], _ collection: QuestionCollection
  ) -> Bool {
    let count = left.count * right.count
    if count == 1 { return true }
    let step = max(1, count / mostPairs)
    var sum = 0.0
    var seen = 0
    for number in stride(from: 0, to: count, by: step) {
      guard
        let judgement = collection.judgement(
          left[number / right.count], right[number % right.count])
      else { continue }
      if judgement.isApart { return false }
      sum += judgement.probability
      seen += 1
    }
    return sum >= Double(seen) * (collection.judge.threshold - slack)
  }
}
