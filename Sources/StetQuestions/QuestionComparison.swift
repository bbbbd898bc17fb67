package import StetCore
package import StetEncoder

/// Compares questions as analyzers need it: few at a time, those of a draft with each other and
/// with those of others.
package struct QuestionComparison: Sendable {
  /// A question that can be compared.
  package struct Question: Equatable, Sendable {
    /// Its wording in UTF-8.
    package let text: [UInt8]
    /// What tells it from others.
    package let key: QuestionKey
    /// Where its meaning lies, roughly.
    package let vector: StaticVector

    /// Makes a question ready, in some microseconds.
    package init(_ text: [UInt8]) {
      self.text = text
      key = QuestionKey(text[...])
      vector = StaticVectors.english.vector(of: text[...])
    }

    /// The wording.
    package var string: String { QuestionRegister.line(String(decoding: text, as: UTF8.self)) }
  }

  private let judge: QuestionJudge
  private let defers: Bool
  private let memory: QuestionMemory

  /// Makes a comparison.
  ///
  /// - Parameters:
  ///   - engine: a word of ``Configuration/questionEngines``. Without the sentence encoder it is
  ///     the other one.
  ///   - defers: whether pairs of which the vectors take long to make are left out; the memory
  ///     knows then what is wanted.
  package init(engine: String, defers: Bool = false, memory: QuestionMemory = .shared) {
    let wanted = QuestionEngine(rawValue: engine) ?? .full
    let isThere = wanted == .static || SentenceEncoder.english.isAvailable
    judge = QuestionJudge(isThere ? wanted : .static)
    self.defers = defers
    self.memory = memory
  }

  /// Whether two questions may be the same, or related, as far as their rough meanings say.
  package func mayBeRelated(_ left: Question, _ right: Question) -> Bool {
    left.vector.similarity(to: right.vector) >= QuestionCollection.leastStatic(judge, true)
  }

  /// The places, in order, of those of `vectors` that may belong to the same question as `one`, at
  /// most ``QuestionCollection/neighbours``. O(vectors), some nanoseconds each.
  package func candidates(for one: Question, among vectors: [StaticVector]) -> [Int] {
    let least = QuestionCollection.leastStatic(judge, false) * StaticVector.one * StaticVector.one
    return QuestionCollection.largest(
      of: one.vector.dots(vectors), limit: QuestionCollection.neighbours, least: Int32(least))
  }

  /// What the questions of pairs are to each other; `nil` where that is nothing, or must be left
  /// out for now.
  package func judgements(of pairs: [(Question, Question)]) -> [QuestionJudgement?] {
    var vectors: [[UInt8]: [Int8]] = [:]
    if judge.engine == .full {
      vectors = memory.vectors(
        of: Set(pairs.flatMap { [$0.0.text, $0.1.text] }), defers: defers)
    }
    let least = judge.leastLikeness(ofRelated: true)
    return pairs.map { left, right in
      let likeness: Double
      switch judge.engine {
      case .static: likeness = min(1, Double(left.vector.similarity(to: right.vector)))
      case .full:
        guard let one = vectors[left.text], let other = vectors[right.text],
          let dot = SentenceVector.dots(one, other).first
        else { return nil }
        likeness = min(1, Double(dot) / Double(SentenceVector.one * SentenceVector.one))
      }
      guard likeness >= least else { return nil }
      let judgement = judge.judge(
        memory.profile(of: left.text), memory.profile(of: right.text), likeness: likeness)
      return judgement.verdict == .distinct ? nil : judgement
    }
  }
}
