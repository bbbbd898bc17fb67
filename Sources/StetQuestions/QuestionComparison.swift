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
    /// What stands for the text in the memory.
    fileprivate let number: UInt64

    /// Makes a question ready, in some microseconds.
    package init(_ text: [UInt8], memory: QuestionMemory = .shared) {
      self.text = text
      key = QuestionKey(text[...])
      vector = StaticVectors.english.vector(of: text[...])
      number = memory.number(of: text)
    }

    /// Whether two questions have the same wording.
    package static func == (left: Question, right: Question) -> Bool { left.text == right.text }

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

  /// Whether two questions may be the same, as far as their rough meanings say.
  package func mayBeSame(_ left: Question, _ right: Question) -> Bool {
    left.vector.similarity(to: right.vector) >= QuestionCollection.leastStatic(judge, false)
  }

  /// The places, in order, of those of `vectors` that may belong to the same question as `one`, at
  /// most ``QuestionCollection/neighbours``. O(vectors), some nanoseconds each.
  package func candidates(for one: Question, among vectors: [StaticVector]) -> [Int] {
    let least = QuestionCollection.leastStatic(judge, false) * StaticVector.one * StaticVector.one
    return QuestionCollection.largest(
      of: one.vector.dots(vectors), limit: QuestionCollection.neighbours, least: Int32(least))
  }

  /// What the questions of pairs are to each other; `nil` where they are neither the same nor one
  /// narrower than the other, or must be left out for now.
  ///
  /// - Parameter related: whether questions count of which one is narrower.
  package func judgements(
    of pairs: [(Question, Question)], related: Bool = true
  ) -> [QuestionJudgement?] {
    let names = pairs.map {
      QuestionMemory.Pair(
        left: $0.0.number, right: $0.1.number, engine: judge.engine, related: related)
    }
    let known = memory.judgements(of: names)
    var result = known.map { $0 ?? nil }
    var made: [(QuestionMemory.Pair, QuestionJudgement?)] = []
    var missing: [Int] = []
    for index in pairs.indices where known[index] == nil {
      let (left, right) = pairs[index]
      if QuestionJudge.canMeet(
        memory.profile(of: left.text), memory.profile(of: right.text), related: related)
      {
        missing.append(index)
      } else {
        made.append((names[index], nil))
      }
    }
    var vectors: [[UInt8]: [Int8]] = [:]
    if judge.engine == .full, !missing.isEmpty {
      vectors = memory.vectors(
        of: Set(missing.flatMap { [pairs[$0].0.text, pairs[$0].1.text] }), defers: defers)
    }
    let least = judge.leastLikeness(ofRelated: true)
    for index in missing {
      let (left, right) = pairs[index]
      let likeness: Double
      switch judge.engine {
      case .static: likeness = min(1, Double(left.vector.similarity(to: right.vector)))
      case .full:
        guard let one = vectors[left.text], let other = vectors[right.text],
          let dot = SentenceVector.dots(one, other).first
        else { continue }
        likeness = min(1, Double(dot) / Double(SentenceVector.one * SentenceVector.one))
      }
      var judgement: QuestionJudgement?
      if likeness >= least {
        let found = judge.judge(
          memory.profile(of: left.text), memory.profile(of: right.text), likeness: likeness)
        judgement = found.verdict.isSame || related && found.narrowing != nil ? found : nil
      }
      result[index] = judgement
      made.append((names[index], judgement))
    }
    memory.keep(made)
    return result
  }
}
