package import StetCore

/// Labels that a site sets before answers.
package enum AnswerLabel {
  /// The rule.
  package static let rule = Rule(
    id: "answer-label",
    summary: "A label that a site sets before an answer.",
    rationale: """
      Sites write “Answer”, “Best Answer” or “Verified Answer” before what people answer; copied, \
      the word becomes the beginning of a sentence that it is no part of. Alone on a line it is \
      a label wherever it stands, before a text only where a gap of two spaces or a tab sets it \
      off: “Answer the phone” is prose.
      """,
    scope: .draft,
    precedence: .chrome,
    flagged: [
      Rule.Example(
        """
        Is tap water safe to drink?

        ↓Answer↑     In most cities it is tested every day.

        """,
        fixed: """
          Is tap water safe to drink?

          In most cities it is tested every day.

          """),
      Rule.Example(
        """
        Is tap water safe to drink?

        ↓Best Answer↑

        In most cities it is tested every day.

        """,
        fixed: """
          Is tap water safe to drink?

          In most cities it is tested every day.

          """),
    ],
    accepted: [
      Rule.Example(
        "What do you do when it rings?\n\nAnswer the phone, and say who you are.\n")
    ])
}
