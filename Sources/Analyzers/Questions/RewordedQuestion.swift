public import StetCore
import StetQuestions

/// Finds questions that a draft asks twice in different words, and questions of which one is
/// broader than the other.
public struct RewordedQuestion: DraftAnalyzer {
  /// The rule for questions that are one.
  public static let duplicate = Rule(
    id: "duplicate-question",
    summary: "A question that the draft has already asked in other words.",
    rationale: """
      Pages that were put together from several sources ask one question in several ways. A reader \
      who has found one answer does not look for the other, and the two drift apart. Two questions \
      are one when the same answer serves both and either could be the title: other wording, order, \
      filler or spelling do not count, but a part of the body, who it is about, time, numbers, \
      denial, and what is asked do. A person decides: merge them, or say that they are two; both \
      are remembered in the project’s `.stet/questions.yml`, and questions that are registered as \
      one are found whatever their words. See docs/questions.md.
      """,
    scope: .draft,
    flagged: [
      Rule.Example(
        """
        # Backs

        ## How do you treat back spasm?

        With rest.

        ## ↓What are treatments for back muscle spasms?↑

        Heat helps.

        """, format: .markdown),
      Rule.Example(
        """
        How can I get rid of hiccups?

        Hold your breath.

        ↓What is the way to get rid of hiccups?↑

        Drink some water.

        """),
    ],
    accepted: [
      Rule.Example(
        """
        What causes mid back pain?

        Sitting.

        What causes lower back pain?

        Lifting.

        """),
      Rule.Example(
        """
        What causes back spasms?

        Lifting.

        How do you treat back spasms?

        With rest.

        """),
    ])

  /// The rule for questions of which one is broader.
  public static let related = Rule(
    id: "related-question",
    summary: "A question that is broader or narrower than another of the draft.",
    rationale: """
      Where one question is broader than another, part of its answer often stands under the other. \
      They are not one, but whoever edits either wants to know of the other: to let one refer to \
      the other, or to move what belongs there. Only the nearest question is named.
      """,
    severity: .hint,
    scope: .draft,
    flagged: [
      Rule.Example(
        """
        What causes muscle spasms?

        Fatigue.

        ↓What causes spasms?↑

        Too little salt.

        """)
    ],
    accepted: [
      Rule.Example(
        """
        What causes mid back pain?

        Sitting.

        What causes lower back pain?

        Lifting.

        """)
    ])

  /// The analyzer's rules.
  public static let rules = [duplicate, related]

  private let comparison: QuestionComparison
  private let register: QuestionRegister

  /// Makes the analyzer.
  public init(_ settings: AnalyzerSettings) {
    comparison = QuestionComparison(
      engine: settings.questionEngine, defers: settings.defersQuestions)
    register = settings.register
  }

  /// Questions of one draft beyond this are compared only with so many before them.
  private static let window = 2_000

  /// Reports each question that is the same as an earlier one, or else the nearest that is broader
  /// or narrower. O(questions²), some nanoseconds for each pair.
  public func analyze(_ draft: Draft, _ findings: inout [Finding]) {
    var askings: [(block: Int, question: QuestionComparison.Question)] = []
    var seen: Set<QuestionKey> = []
    for block in draft.firstAskings {
      let question = QuestionComparison.Question(draft.questionText(ofBlock: block))
      // The same words again are another rule's.
      if !question.key.isEmpty, seen.insert(question.key).inserted {
        askings.append((block, question))
      }
    }
    if askings.count < 2 { return }

    /// Pairs to be judged, as places in `askings`, the earlier first.
    var pairs: [(Int, Int)] = []
    var ruled: [Int: Int] = [:]
    for later in askings.indices.dropFirst() {
      for earlier in max(0, later - Self.window)..<later {
        let (one, other) = (askings[earlier].question, askings[later].question)
        if register.areOne(one.key, other.key) {
          ruled[later] = ruled[later] ?? earlier
        } else if comparison.mayBeRelated(one, other),
          register.distinction(one.key, other.key) == nil
        {
          pairs.append((earlier, later))
        }
      }
    }
    var nearest: [Int: (earlier: Int, judgement: QuestionJudgement)] = [:]
    let judgements = comparison.judgements(
      of: pairs.map { (askings[$0.0].question, askings[$0.1].question) })
    for ((earlier, later), judgement) in zip(pairs, judgements) {
      guard let judgement else { continue }
      if let known = nearest[later]?.judgement, !judgement.isNearer(than: known) { continue }
      nearest[later] = (earlier, judgement)
    }
    for later in askings.indices.dropFirst() {
      if let earlier = ruled[later] {
        findings.append(
          finding(
            Self.duplicate, askings[later].block, askings[earlier],
            "is registered as one question with", nil, draft))
      } else if let (earlier, judgement) = nearest[later] {
        findings.append(
          finding(judgement, askings[later].block, askings[earlier], draft))
      }
    }
  }

  private func finding(
    _ judgement: QuestionJudgement, _ block: Int,
    _ other: (block: Int, question: QuestionComparison.Question), _ draft: Draft
  ) -> Finding {
    guard !judgement.verdict.isSame else {
      return finding(
        Self.duplicate, block, other, "asks the same as", judgement.probability, draft,
        because: judgement.reason)
    }
    let words = judgement.narrowing?.words ?? ""
    let isBroader = judgement.narrowing?.isFirst ?? false
    return finding(
      Self.related, block, other, isBroader ? "is broader than" : "is narrower than",
      judgement.probability, draft,
      because: isBroader ? "that one says “\(words)”" : "it says “\(words)”")
  }

  private func finding(
    _ rule: Rule, _ block: Int, _ other: (block: Int, question: QuestionComparison.Question),
    _ relation: String, _ confidence: Double?, _ draft: Draft, because reason: String? = nil
  ) -> Finding {
    let place = other.block == draft.title ? "the title asks it" : "asked here first"
    return Finding(
      rule, at: draft.wordingRange(ofBlock: block),
      "This \(relation) “\(other.question.string)”" + (reason.map { ": \($0)" } ?? ""),
      confidence: confidence,
      related: [RelatedPlace(draft.wordingRange(ofBlock: other.block), place)])
  }
}

extension QuestionJudgement {
  /// Whether questions that this is said of have more to do with each other.
  fileprivate func isNearer(than other: QuestionJudgement) -> Bool {
    verdict.isSame == other.verdict.isSame
      ? probability > other.probability : verdict.isSame
  }
}

extension Draft {
  /// The first block of each question, after the title where that asks one, in order.
  var firstAskings: [Int] {
    let blocks = outline.questions.compactMap(\.askings.first)
    guard let title, !blocks.contains(title),
      source.bytes(in: wordingRange(ofBlock: title)).last == UInt8(ascii: "?")
    else { return blocks }
    return [title] + blocks
  }
}
