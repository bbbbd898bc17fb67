import StetCore

/// Which questions of a large collection are worth comparing.
///
/// To compare all with all takes time that grows with their square. In a large collection two
/// questions are compared only when they share a block: one of the words that are rarest in both;
/// where these are common, two such words, or three; or all their words.
package struct QuestionBlocks: Sendable {
  /// The members of all blocks, one block after the other, each in order.
  private var members: [Int32] = []
  /// For each member, where its block ends.
  private var ends: [Int32] = []
  /// The places in `members` of each question: those of question `n` are in `places`, from
  /// `starts[n]` up to `starts[n + 1]`.
  private var places: [Int32] = []
  private var starts: [Int32] = []
  private let isExact: Bool

  /// Up to so many questions all are compared with all.
  package static let exactLimit = 60_000
  /// So many of a question's rarest words count.
  private static let rareWords = 4
  /// Words that more questions have count only together.
  private static let largest = 400
  /// Words that more questions have together are put together with a third, or say nothing.
  private static let largestJoined = 100
  /// So many of the rarest words are put together.
  private static let joinedWords = 5
  /// So many candidates a question has at most, when not all are compared with all.
  private static let neighbours = 30
  /// A question with so many rare words needs no others.
  private static let enough = 2

  /// A question in a block that is known by the hash of its words.
  private struct Member {
    var block: UInt64
    var question: Int32
  }

  /// Makes blocks of a collection. O(words), and some hundred bytes for each question.
  package init(_ collection: QuestionCollection) {
    isExact = collection.count <= Self.exactLimit
    guard !isExact else { return }
    build(Stems(collection))
  }

  /// The stems of all questions, as numbers.
  private struct Stems {
    /// How many questions have a stem.
    var counts: [Int32] = []
    private var numbers: [Int32] = []
    private var starts = [0]

    init(_ collection: QuestionCollection) {
      var known: [String: Int32] = [:]
      for index in 0..<collection.count {
        for stem in collection.stems(of: index) {
          let number = known[stem] ?? Int32(truncatingIfNeeded: counts.count)
          if Int(number) == counts.count {
            known[stem] = number
            counts.append(0)
          }
          counts[Int(number)] += 1
          numbers.append(number)
        }
        starts.append(numbers.count)
      }
    }

    /// How many questions there are.
    var count: Int { starts.count - 1 }

    /// The stems of a question that others have too, the rarest first.
    func shared(of question: Int) -> [Int32] {
      numbers[starts[question]..<starts[question + 1]].filter { counts[Int($0)] > 1 }
        .sorted { (counts[Int($0)], $0) < (counts[Int($1)], $1) }
    }

    /// Whether few enough questions have a stem for a block of its own.
    func isRare(_ stem: Int32) -> Bool { counts[Int(stem)] <= QuestionBlocks.largest }
  }

  private mutating func build(_ stems: Stems) {
    var found: [Member] = []
    var pairs: [Member] = []
    for question in 0..<stems.count {
      let number = Int32(truncatingIfNeeded: question)
      let shared = stems.shared(of: question)
      let rare = shared.prefix(Self.rareWords).filter(stems.isRare)
      for stem in rare { found.append(Member(block: Self.hash([stem]), question: number)) }
      if rare.count < Self.enough {
        for pair in Self.subsets(of: shared.filter { !stems.isRare($0) }, size: 2) {
          pairs.append(Member(block: Self.hash(pair), question: number))
        }
      }
    }
    // What is too large in twos is put together in threes.
    var crowded: Set<Int32> = []
    Self.forBlocks(in: &pairs) { block in
      if block.count <= Self.largestJoined {
        found += block
      } else {
        crowded.formUnion(block.map(\.question))
      }
    }
    pairs = []
    var triples: [Member] = []
    for number in crowded {
      let common = stems.shared(of: Int(number)).filter { !stems.isRare($0) }
      for triple in Self.subsets(of: common, size: 3) {
        triples.append(Member(block: Self.hash(triple), question: number))
      }
    }
    Self.forBlocks(in: &triples) { if $0.count <= Self.largestJoined { found += $0 } }
    triples = []
    // Those with the very same words: each with some of those that follow.
    var whole = (0..<stems.count).compactMap { question -> Member? in
      let shared = stems.shared(of: question)
      guard !shared.isEmpty, !shared.contains(where: stems.isRare) else { return nil }
      return Member(
        block: Self.hash(shared + [-1]), question: Int32(truncatingIfNeeded: question))
    }
    Self.forBlocks(in: &whole) { found += $0 }
    whole = []
    arrange(&found, of: stems.count)
  }

  /// Puts the blocks one after the other.
  private mutating func arrange(_ found: inout [Member], of count: Int) {
    members.reserveCapacity(found.count)
    ends.reserveCapacity(found.count)
    var counts = [Int32](repeating: 0, count: count + 1)
    Self.forBlocks(in: &found) { block in
      let end = Int32(truncatingIfNeeded: members.count + block.count)
      for member in block {
        members.append(member.question)
        ends.append(end)
        counts[Int(member.question)] += 1
      }
    }
    found = []
    starts = [0]
    starts.reserveCapacity(count + 1)
    for question in 0..<count { starts.append(starts[question] + counts[question]) }
    places = [Int32](repeating: 0, count: members.count)
    var next = starts
    for (place, question) in members.enumerated() {
      places[Int(next[Int(question)])] = Int32(truncatingIfNeeded: place)
      next[Int(question)] += 1
    }
  }

  /// Sorts members into blocks, and tells of each block of two or more.
  private static func forBlocks(in members: inout [Member], _ body: (ArraySlice<Member>) -> Void) {
    members.sort { ($0.block, $0.question) < ($1.block, $1.question) }
    var start = 0
    while start < members.count {
      var end = start + 1
      while end < members.count, members[end].block == members[start].block { end += 1 }
      if end - start > 1 { body(members[start..<end]) }
      start = end
    }
  }

  /// The sets of `size` of the first stems.
  private static func subsets(of stems: [Int32], size: Int) -> [[Int32]] {
    var subsets: [[Int32]] = [[]]
    for stem in stems.prefix(joinedWords) {
      subsets += subsets.filter { $0.count < size }.map { $0 + [stem] }
    }
    return subsets.filter { $0.count == size }
  }

  /// A hash of stems in any order. That two blocks get one hash only makes a larger one of them.
  private static func hash(_ stems: [Int32]) -> UInt64 {
    var hasher = ContentHasher()
    for stem in stems.sorted() { hasher.combine(UInt64(UInt32(bitPattern: stem))) }
    return hasher.finish().low
  }

  /// The questions after `index` that may be the same as it, or related, in order.
  package func candidates(
    for index: Int, in collection: QuestionCollection, related: Bool = false
  ) -> [Int] {
    guard !isExact else { return collection.candidates(for: index, related: related) }
    guard index >= 0, index < starts.count - 1 else { return [] }
    var others: [Int32] = []
    for place in places[Int(starts[index])..<Int(starts[index + 1])] {
      // Only a block of the very same words is larger; of it, those that follow are enough.
      let end = min(Int(ends[Int(place)]), Int(place) + 1 + Self.largest)
      others += members[(Int(place) + 1)..<end]
    }
    return collection.candidates(
      for: index, among: others, related: related, limit: Self.neighbours)
  }
}
