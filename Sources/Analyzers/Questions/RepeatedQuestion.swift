public import StetCore

/// Finds a question that a draft asks twice in the same words.
public struct RepeatedQuestion: DraftAnalyzer {
  /// The rule.
  public static let rule = Rule(
    id: "repeated-question",
    summary: "A question that the draft has already asked in the same words.",
    rationale: """
      Pages copied from question-and-answer sites often hold a question's line twice, once as a \
      link and once as a heading, and lists of related questions repeat what the page has asked \
      before. A reader who meets a question again looks for another answer. Case, spacing and \
      punctuation do not count as a difference. When the same line stands twice in a row, the \
      second one can be removed safely; when each has an answer of its own, an editor must choose.
      """,
    scope: .draft,
    flagged: [
      Rule.Example(
        "What causes cramps?\n\n↓What causes cramps?↑\n\nToo little salt.\n",
        fixed: "What causes cramps?\n\nToo little salt.\n"),
      Rule.Example(
        """
        How do I prune a rose?

        Cut above a bud that faces outwards.

        When do roses flower?

        From June on.

        ↓How do I prune a rose↑

        In late winter, before the buds open.

        """),
      Rule.Example(
        "# Roses\n\n## When do roses flower?\n\nIn June.\n\n## ↓When do roses flower?↑\n\nIn July.\n",
        format: .markdown),
    ],
    accepted: [
      Rule.Example(
        "What causes back pain?\n\nLifting.\n\nWhat causes lower back pain?\n\nSitting.\n"),
      Rule.Example("Is it ripe? Press it. Is it ripe? Then it gives way.\n"),
    ])

  /// The analyzer's rules.
  public static let rules = [rule]

  /// Makes the analyzer.
  public init(_ settings: AnalyzerSettings) {}

  /// Reports every asking after the first.
  public func analyze(_ draft: Draft, _ findings: inout [Finding]) {
    var first: [QuestionKey: Int] = [:]
    /// The question that each first asking belongs to.
    var owners: [Int: Outline.Question] = [:]
    if let title = draft.title { first[draft.questionKey(ofBlock: title)] = title }
    for question in draft.outline.questions {
      for (position, asking) in question.askings.enumerated() {
        let key = draft.questionKey(ofBlock: asking)
        if key.isEmpty { continue }
        guard let earlier = first[key] else {
          first[key] = asking
          owners[asking] = question
          continue
        }
        let isTwin = position > 0
        let place = earlier == draft.title ? "the title asks it" : "asked here first"
        findings.append(
          Finding(
            Self.rule, at: draft.blocks[asking].content,
            isTwin
              ? "This question’s line stands twice in a row"
              : earlier == draft.title
                ? "This is the question of the title" : "This question was asked before",
            related: [RelatedPlace(draft.blocks[earlier].content, place)],
            fixes: isTwin
              ? removal(of: asking, after: question.askings[position - 1], draft)
              : owners[earlier].flatMap { merging(question, into: $0, draft) } ?? []))
      }
    }
  }

  /// Takes out the second of two lines with nothing but blank lines between.
  private func removal(of second: Int, after first: Int, _ draft: Draft) -> [Fix] {
    let between = draft.blocks[(first + 1)..<second]
    guard between.allSatisfy({ $0.kind == .blank }) else { return [] }
    let isExact = draft.text(ofBlock: first) == draft.text(ofBlock: second)
    let range = TextRange(start: draft.blocks[first].range.end, end: draft.blocks[second].range.end)
    return [
      Fix(
        "Remove the second line", [TextEdit(range, "")], safety: isExact ? .safe : .unsafe,
        isPreferred: true)
    ]
  }

  private func merging(
    _ question: Outline.Question, into first: Outline.Question, _ draft: Draft
  ) -> [Fix]? {
    // A question that nothing stands under is not merged but removed, by whoever knows why.
    guard let last = question.askings.last, question.answer.contains(where: { $0 > last }) else {
      return nil
    }
    return QuestionMerging.edits(merging: question, into: first, in: draft).map {
      [Fix("Merge into the first asking", $0, safety: .suggestion)]
    }
  }
}
