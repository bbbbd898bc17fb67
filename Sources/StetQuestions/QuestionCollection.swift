import StetCore
import StetEncoder

/// Many questions, made ready to be compared with each other and with others.
///
/// A question takes 64 bytes for its static vector, and with the full engine 384 for its own.
package struct QuestionCollection: Sendable {
  /// What is kept of one question.
  package struct Entry: Sendable {
    let profile: QuestionProfile
    let small: StaticVector
    /// Empty with the static engine.
    let large: [Int8]
  }

  /// The judge.
  package let judge: QuestionJudge
  private var profiles: [QuestionProfile] = []
  private var small: [StaticVector] = []
  private var large: [Int8] = []
  private static let width = 384

  /// Makes a collection without questions.
  package init(_ engine: QuestionEngine) { judge = QuestionJudge(engine) }

  /// How many questions there are.
  package var count: Int { profiles.count }

  /// Makes questions ready; can be done on any number of threads. The sentence encoder takes some
  /// milliseconds for each, the static vectors some microseconds.
  package static func entries(
    of texts: [ArraySlice<UInt8>], _ engine: QuestionEngine
  ) -> [Entry] {
    let vectors = engine == .full ? SentenceEncoder.english.encode(texts).map(\.quantized) : []
    return texts.indices.map { index in
      Entry(
        profile: QuestionProfile(texts[index]),
        small: StaticVectors.english.vector(of: texts[index]),
        large: vectors.indices.contains(index) ? vectors[index] : [])
    }
  }

  /// Adds a question at the end.
  package mutating func append(_ entry: Entry) {
    profiles.append(entry.profile)
    small.append(entry.small)
    guard judge.engine == .full else { return }
    var row = entry.large.prefix(Self.width)
    row += Array(repeating: 0, count: Self.width - row.count)
    large.append(contentsOf: row)
  }

  /// A question that was found: its place in the collection, and how likely it is the same.
  package struct Match: Sendable {
    /// The place.
    package var index: Int
    /// How alike the vectors are, from -1 to 1.
    package var likeness: Double
    /// What the questions are to each other.
    package var judgement: QuestionJudgement
  }

  /// The questions whose vectors are nearest to that of `entry`, at most `limit`, the nearest first.
  /// Looks at every question: O(count).
  package func matches(for entry: Entry, limit: Int) -> [Match] {
    let dots: [Int32]
    let one: Double
    switch judge.engine {
    case .full:
      dots = SentenceVector.dots(entry.large, large)
      one = Double(SentenceVector.one * SentenceVector.one)
    case .static:
      dots = entry.small.dots(small)
      one = Double(StaticVector.one * StaticVector.one)
    }
    let nearest = Self.largest(of: dots, limit: limit, least: 1)
    let matches = nearest.map { index in
      let likeness = min(1, Double(dots[index]) / one)
      return Match(
        index: index, likeness: likeness,
        judgement: judge.judge(entry.profile, profiles[index], likeness: likeness))
    }
    return matches.sorted { ($0.likeness, $1.index) > ($1.likeness, $0.index) }
  }

  /// Judges two questions of the collection; `nil` where there are none.
  package func judgement(_ left: Int, _ right: Int) -> QuestionJudgement? {
    guard profiles.indices.contains(left), profiles.indices.contains(right) else { return nil }
    return judge.judge(profiles[left], profiles[right], likeness: likeness(left, right))
  }

  /// How alike two questions are, from -1 to 1.
  private func likeness(_ left: Int, _ right: Int) -> Double {
    guard judge.engine == .full else {
      return min(1, Double(small[left].similarity(to: small[right])))
    }
    var sum: Int32 = 0
    large.withUnsafeBufferPointer { large in
      let first = left * Self.width
      let second = right * Self.width
      // There is a row of this width for each question.
      for lane in 0..<Self.width {
        sum &+= Int32(large[first + lane]) &* Int32(large[second + lane])
      }
    }
    return min(1, Double(sum) / Double(SentenceVector.one * SentenceVector.one))
  }

  /// Questions of the collection after `index` that may be the same as it, or related, by their
  /// static vectors, in order: at most ``neighbours`` of those nearest to it. O(count).
  package func candidates(for index: Int, related: Bool = false) -> [Int] {
    guard small.indices.contains(index) else { return [] }
    let dots = small[index].dots(small)
    let one = StaticVector.one * StaticVector.one
    let least = Int32(Self.leastStatic(judge, related) * one)
    return Self.largest(of: dots, limit: Self.neighbours, least: least, from: index + 1)
  }

  /// Of the questions `others`, which may name one several times, those that may be the same as
  /// `index`, in order: at most `limit`, the nearest to it.
  func candidates(
    for index: Int, among others: [Int32], related: Bool, limit: Int
  ) -> [Int] {
    guard small.indices.contains(index) else { return [] }
    let least = Self.leastStatic(judge, related) * StaticVector.one * StaticVector.one
    var near: [(dot: Int32, place: Int)] = []
    for other in others where small.indices.contains(Int(other)) {
      let dot = small[index].dot(small[Int(other)])
      if Float(dot) >= least { near.append((dot, Int(other))) }
    }
    near.sort { $0.place < $1.place }
    var found: [(dot: Int32, place: Int)] = []
    for one in near where one.place != found.last?.place { found.append(one) }
    if found.count > limit {
      found.sort { ($0.dot, $1.place) > ($1.dot, $0.place) }
      found.removeLast(found.count - limit)
      found.sort { $0.place < $1.place }
    }
    return found.map(\.place)
  }

  /// The stems of a question, for blocking.
  func stems(of index: Int) -> Set<String> { profiles[index].stems }

  /// So many candidates a question has at most.
  package static let neighbours = 60

  /// Static vectors less alike than this are not worth a closer look.
  static func leastStatic(_ judge: QuestionJudge, _ related: Bool) -> Float {
    judge.engine == .full ? 0.4 : Float(judge.leastLikeness(ofRelated: related))
  }

  /// The places, from `start` on, of at most `limit` of the largest numbers that are not below
  /// `least`, in order of places; of equal ones the first.
  static func largest(
    of numbers: [Int32], limit: Int, least: Int32, from start: Int = 0
  ) -> [Int] {
    var found: [(number: Int32, place: Int)] = []
    var least = least
    numbers.withUnsafeBufferPointer { numbers in
      for place in min(start, numbers.count)..<numbers.count where numbers[place] >= least {
        found.append((numbers[place], place))
        if found.count >= 4 * limit {
          found.sort { ($0.number, $1.place) > ($1.number, $0.place) }
          found.removeLast(found.count - limit)
          least = max(least, found.last?.number ?? least)
        }
      }
    }
    if found.count > limit {
      found.sort { ($0.number, $1.place) > ($1.number, $0.place) }
      found.removeLast(found.count - limit)
    }
    return found.map(\.place).sorted()
  }
}
