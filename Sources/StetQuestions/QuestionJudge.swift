internal import Glibc
import StetCore
import StetEncoder

/// What two questions are to each other.
package enum QuestionVerdict: String, CaseIterable, Sendable {
  /// The same line but for case, spacing and punctuation.
  case repeated = "repeated-question"
  /// The same question in other words: one answer serves both, and either could be the title.
  case duplicate = "duplicate-question"
  /// One is broader than the other, or they differ in one thing that an answer depends on.
  case related = "related-question"
  /// Two questions.
  case distinct

  /// Whether the questions are one.
  package var isSame: Bool { self == .repeated || self == .duplicate }
}

/// What is thought of two questions.
package struct QuestionJudgement: Sendable {
  /// What they are to each other.
  package var verdict: QuestionVerdict
  /// How likely they are the same question, from 0 to 1.
  package var probability: Double
  /// Why, in a few words.
  package var reason: String
  /// Whether they differ in what an answer depends on, or one is narrower.
  package var isApart = false
  /// What only one of the questions says, and whether that is the first, where they ask for the same
  /// and nothing else sets them apart: it is the narrower one.
  package var narrowing: (words: String, isFirst: Bool)?
}

/// How a question's meaning is compared.
package enum QuestionEngine: String, CaseIterable, Sendable {
  /// By the sentence encoder.
  case full
  /// By the static vectors, some hundred times faster.
  case `static`
}

/// Judges whether two questions are the same.
///
/// The likeness of their vectors says how much they have to do with each other. It cannot tell
/// `mid back` from `lower back`; what the words themselves say can, and is never overruled.
package struct QuestionJudge: Sendable {
  /// How meanings are compared.
  package let engine: QuestionEngine
  private let weights: QuestionWeights
  /// How much of the probabilities below that of the same question holds those that would be
  /// above it but for a contrast.
  private static let room = 0.01

  /// Makes a judge.
  package init(_ engine: QuestionEngine = .full) {
    self.engine = engine
    weights = engine == .full ? .full : .small
  }

  /// From this probability on two questions are the same.
  package var threshold: Double { weights.duplicate }

  /// Vectors less alike than this belong to questions that are not the same, or not even related,
  /// whatever their words.
  package func leastLikeness(ofRelated related: Bool) -> Double {
    let probability = related ? weights.related : weights.duplicate
    let least = log(probability / (1 - probability))
    let most = weights.evidence.reduce(weights.constant) { $0 + max(0, $1) }
    return weights.likeness > 0 ? (least - most) / weights.likeness : 1
  }

  /// Judges two questions by their texts.
  package func judge(_ left: String, _ right: String) -> QuestionJudgement {
    let likeness =
      switch engine {
      case .full:
        SentenceEncoder.english.encode(left).similarity(to: SentenceEncoder.english.encode(right))
      case .static:
        StaticVectors.english.vector(of: left).similarity(
          to: StaticVectors.english.vector(of: right))
      }
    return judge(QuestionProfile(left), QuestionProfile(right), likeness: Double(likeness))
  }

  /// Judges two questions by what was read off them and by the likeness of their vectors, from -1
  /// to 1.
  package func judge(
    _ left: QuestionProfile, _ right: QuestionProfile, likeness: Double
  ) -> QuestionJudgement {
    if !left.words.isEmpty, left.key == right.key || left.words == right.words {
      return QuestionJudgement(
        verdict: .repeated, probability: 1, reason: "the same but for case and punctuation")
    }
    let evidence = QuestionEvidence(left, right)
    let odds = zip(weights.evidence, evidence.values).reduce(
      weights.constant + weights.likeness * likeness
    ) { $0 + $1.0 * $1.1 }
    var probability = 1 / (1 + exp(-odds))
    if evidence.contrast != nil || evidence.narrower != nil {
      // No likeness overrules a contrast: what would be the same is put close below.
      let ceiling = weights.duplicate - 0.001
      let floor = ceiling - Self.room
      if probability > floor {
        probability = floor + (probability - floor) * Self.room / (1 - floor)
      }
    }
    // So that a text of the same number is the same number.
    probability = (probability * 10_000).rounded() / 10_000
    let verdict: QuestionVerdict =
      probability >= weights.duplicate
      ? .duplicate : probability >= weights.related ? .related : .distinct
    var judgement = QuestionJudgement(
      verdict: verdict, probability: probability, reason: Self.reason(evidence, verdict),
      isApart: evidence.contrast != nil || evidence.narrower != nil)
    if evidence.contrast == nil, let words = evidence.narrower,
      evidence.saysMore.left != evidence.saysMore.right, left.aspects != 0,
      left.aspects == right.aspects
    {
      judgement.narrowing = (words, evidence.saysMore.left)
    }
    return judgement
  }

  /// Whether two questions can be the same, or one of them a narrower form of the other, whatever
  /// their vectors say: nothing of which each names another sets them apart. Takes microseconds,
  /// where vectors take a millisecond each.
  static func canMeet(
    _ left: QuestionProfile, _ right: QuestionProfile, related: Bool
  ) -> Bool {
    let evidence = QuestionEvidence(left, right)
    return evidence.contrast == nil && (related || evidence.narrower == nil)
  }

  /// The numbers that weights are fitted to.
  package static func evidence(_ left: QuestionProfile, _ right: QuestionProfile) -> [Double] {
    let evidence = QuestionEvidence(left, right)
    return evidence.values + [evidence.contrast != nil || evidence.narrower != nil ? 1 : 0]
  }

  /// The names of ``evidence(_:_:)``.
  package static var evidenceNames: [String] { QuestionEvidence.names + ["veto"] }

  private static func reason(
    _ evidence: QuestionEvidence, _ verdict: QuestionVerdict
  ) -> String {
    if let (left, right) = evidence.contrast { return "differs: \(left) / \(right)" }
    if let narrower = evidence.narrower { return "only one says “\(narrower)”" }
    if verdict == .distinct { return "means something else" }
    if evidence.hasSameWords { return "same words in another order" }
    if let (left, right) = evidence.likeWords { return "“\(left)” ~ “\(right)”" }
    return evidence.hasSameTopic ? "the same words but for small ones" : "means much the same"
  }
}
