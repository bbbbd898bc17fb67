public import StetCore

/// Finds a question with nothing under it among questions with answers.
public struct UnansweredQuestion: DraftAnalyzer {
  /// The rule.
  public static let rule = Rule(
    id: "unanswered-question",
    summary: "A question with nothing under it, among questions that are answered.",
    rationale: """
      Where a page answers its questions one after the other, a question that the next one follows \
      at once has lost its answer, or never had one. Questions that stand in a row are a list of \
      links, and a draft in which few are answered is not of that kind; both are left alone.
      """,
    scope: .draft,
    flagged: [
      Rule.Example(
        """
        What causes cramps?

        Too little salt, or too much work.

        ↓How are cramps treated?↑

        When do cramps go away?

        After some minutes, as a rule.

        Who gets cramps?

        Those who swim in cold water.

        """),
      Rule.Example(
        """
        # Roses

        ## When do roses flower?

        From June on.

        ## How deep do they root?

        As deep as a spade is long.

        ## ↓How do I prune a rose?↑

        """, format: .markdown),
    ],
    accepted: [
      Rule.Example(
        """
        What causes cramps?

        Too little salt, or too much work.

        When do cramps go away?

        After some minutes, as a rule.

        How are cramps treated?

        Who gets cramps?

        What helps at night?

        """),
      Rule.Example("Do you know the feeling?\n\nWho does not?\n\nIt is as old as the hills.\n"),
    ])

  /// The analyzer's rules.
  public static let rules = [rule]

  /// Makes the analyzer.
  public init(_ settings: AnalyzerSettings) {}

  /// How many questions must have answers.
  private static let fewest = 2

  /// Reports each lone question without an answer. Linear in the questions.
  public func analyze(_ draft: Draft, _ findings: inout [Finding]) {
    let questions = draft.outline.questions
    let isAnswered = questions.map { !$0.answer.isEmpty }
    let answered = isAnswered.count(where: \.self)
    guard answered >= Self.fewest, answered > 2 * (questions.count - answered) - 1 else { return }
    // One that is asked again may be answered there.
    var keys: [QuestionKey: Int] = [:]
    for question in questions {
      guard let asking = question.askings.first else { continue }
      keys[draft.questionKey(ofBlock: asking), default: 0] += 1
    }
    for (index, question) in questions.enumerated() where !isAnswered[index] {
      guard let asking = question.askings.last,
        keys[draft.questionKey(ofBlock: asking)] == 1,
        index == 0 || isAnswered[index - 1],
        index + 1 == questions.count || isAnswered[index + 1],
        !isInterrupted(after: asking, in: draft), !isLink(asking, in: draft)
      else { continue }
      findings.append(
        Finding(
          Self.rule, at: draft.wordingRange(ofBlock: asking), "This question has no answer"))
    }
  }

  /// Whether what the site says stands right before and after the question, as where it
  /// lists other pages.
  private func isLink(_ asking: Int, in draft: Draft) -> Bool {
    [
      draft.blocks[..<asking].last { $0.kind != .blank },
      draft.blocks[(asking + 1)...].first { $0.kind != .blank },
    ]
    .allSatisfy { $0?.kind == .chrome || $0?.kind == .metadata }
  }

  /// Whether something stands under the question that a tool or a reader may take
  /// for its answer: code, a table, raw markup, or a heading of a lower level.
  private func isInterrupted(after asking: Int, in draft: Draft) -> Bool {
    for block in draft.blocks[(asking + 1)...] {
      switch block.kind {
      case .blank, .comment, .chrome, .metadata, .thematicBreak: continue
      case .question: return block.level > draft.blocks[asking].level
      case .heading: return block.level > draft.blocks[asking].level || block.level == 0
      default: return true
      }
    }
    return false
  }
}
