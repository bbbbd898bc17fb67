import StetCore
import StetEncoder
import Synchronization

/// What has been worked out about questions, so that it is worked out once: an editor asks about
/// the same ones with every key.
///
/// Safe to use from many threads. What it gives depends on the texts alone; but of many vectors
/// that are not there yet it may give none when told so, and keep in mind that they are wanted.
package final class QuestionMemory: Sendable {
  /// The memory of this process.
  package static let shared = QuestionMemory()

  /// Two questions as they were compared, by their numbers.
  struct Pair: Hashable, Sendable {
    var left: UInt64
    var right: UInt64
    var engine: QuestionEngine
    var related: Bool

    func hash(into hasher: inout Hasher) { hasher.combine(left &* 0x9E37_79B9_7F4A_7C15 ^ right) }
  }

  private struct State {
    /// A number for each text; never given twice.
    var numbers: [[UInt8]: UInt64] = [:]
    var lastNumber: UInt64 = 0
    var judgements: [Pair: QuestionJudgement?] = [:]
    var profiles: [[UInt8]: QuestionProfile] = [:]
    var vectors: [[UInt8]: [Int8]] = [:]
    /// Texts whose vectors were asked for and not made.
    var wanted: Set<[UInt8]> = []
    /// How often vectors were left out.
    var omissions = 0
  }

  /// So many profiles are kept, of some kilobytes each.
  private static let mostProfiles = 20_000
  /// So many vectors are kept, of half a kilobyte each with their texts.
  private static let mostVectors = 200_000
  /// So many texts have numbers, and so many pairs are kept.
  private static let mostNumbers = 200_000
  private static let mostPairs = 400_000
  /// So many missing vectors are made at once where no one may be kept waiting: in some 20 ms.
  private static let mostAtOnce = 16
  /// So few missing vectors are made without looking whether they are kept.
  private static let fewest = 4
  /// Texts that are encoded together.
  private static let batch = 64

  private let state = Mutex(State())
  /// Where vectors are kept between runs, and what opens that when it is first needed.
  private struct Store {
    var open: (@Sendable () -> any QuestionVectorStore)?
    var value: (any QuestionVectorStore)?

    mutating func take() -> (any QuestionVectorStore)? {
      if value == nil { value = open?() }
      return value
    }
  }
  private let store = Mutex(Store())

  /// An empty memory.
  package init() {}

  /// Has vectors kept between runs. A few that are wanted are made rather than looked up: that takes
  /// less time than to open a file.
  package func keep(in store: @escaping @Sendable () -> any QuestionVectorStore) {
    self.store.withLock { $0 = Store(open: store) }
  }

  /// A number that stands for a text in ``Pair``.
  func number(of text: [UInt8]) -> UInt64 {
    state.withLock { state in
      if let known = state.numbers[text] { return known }
      if state.numbers.count >= Self.mostNumbers { state.numbers = [:] }
      state.lastNumber += 1
      state.numbers[text] = state.lastNumber
      return state.lastNumber
    }
  }

  /// What came of comparing pairs; `nil` for those that were not compared yet.
  func judgements(of pairs: [Pair]) -> [QuestionJudgement??] {
    state.withLock { state in pairs.map { state.judgements[$0] } }
  }

  /// Keeps what came of comparing pairs.
  func keep(_ judgements: [(Pair, QuestionJudgement?)]) {
    if judgements.isEmpty { return }
    state.withLock { state in
      if state.judgements.count + judgements.count > Self.mostPairs { state.judgements = [:] }
      for (pair, judgement) in judgements { state.judgements[pair] = .some(judgement) }
    }
  }

  /// What can be read off a question's words.
  package func profile(of text: [UInt8]) -> QuestionProfile {
    if let known = state.withLock({ $0.profiles[text] }) { return known }
    let profile = QuestionProfile(text[...])
    state.withLock { state in
      if state.profiles.count >= Self.mostProfiles { state.profiles = [:] }
      state.profiles[text] = profile
    }
    return profile
  }

  /// The sentence encoder's vectors of texts, in 8 bits. About a millisecond for each that is new.
  ///
  /// - Parameter defers: whether many that are new are left out, and kept in mind instead.
  package func vectors(of texts: Set<[UInt8]>, defers: Bool = false) -> [[UInt8]: [Int8]] {
    var found: [[UInt8]: [Int8]] = [:]
    var missing: [[UInt8]] = []
    state.withLock { state in
      for text in texts {
        if let vector = state.vectors[text] { found[text] = vector } else { missing.append(text) }
      }
      if defers, missing.count > Self.mostAtOnce {
        state.wanted.formUnion(missing)
        state.omissions += 1
        missing = []
      }
    }
    // In order, so that batches are filled alike.
    missing.sort { $0.lexicographicallyPrecedes($1) }
    for (text, vector) in encode(missing) { found[text] = vector }
    return found
  }

  /// How often vectors were left out so far. Whoever finds that it has grown knows that
  /// ``encodeWanted()`` has something to do, and that what was compared may then say more.
  package var omissions: Int { state.withLock { $0.omissions } }

  /// Makes the vectors that are wanted, a batch of them. Returns whether there were any.
  package func encodeWanted() -> Bool {
    let texts = state.withLock { state -> [[UInt8]] in
      let texts = Array(state.wanted.prefix(Self.batch))
      state.wanted.subtract(texts)
      return texts
    }
    _ = encode(texts)
    return !texts.isEmpty
  }

  private func encode(_ texts: [[UInt8]]) -> [([UInt8], [Int8])] {
    var made: [([UInt8], [Int8])] = []
    let store = texts.count > Self.fewest ? self.store.withLock { $0.take() } : nil
    for start in stride(from: 0, to: texts.count, by: Self.batch) {
      let part = texts[start..<min(texts.count, start + Self.batch)]
      let slices = part.map { $0[...] }
      let vectors =
        store?.encode(slices) ?? SentenceEncoder.english.encode(slices).map(\.quantized)
      made += zip(part, vectors).map { ($0, $1) }
    }
    if made.isEmpty { return made }
    state.withLock { state in
      if state.vectors.count + made.count > Self.mostVectors { state.vectors = [:] }
      for (text, vector) in made { state.vectors[text] = vector }
    }
    return made
  }
}
