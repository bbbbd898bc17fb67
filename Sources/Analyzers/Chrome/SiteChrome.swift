public import StetCore

/// Reports what a web site left behind in a copied page.
///
/// The readers tell chrome from prose, as the shape of the whole draft depends
/// on it; this rule only says so.
public struct SiteChrome: DraftAnalyzer {
  /// The rule.
  public static let rule = Rule(
    id: "site-chrome",
    summary: "Text that belongs to the web site and not to the article.",
    rationale: """
      Buttons, votes, dialogs, menus and thanks for feedback come along when a page is copied. \
      They are no part of the article, and nothing inside them is checked. A line counts as chrome \
      when its words are those of a button or notice, or could be and chrome stands right next to \
      it: `already exists.` is chrome in a dialog and prose in prose. Facts such as \
      `12 people found this helpful` are metadata, which is kept, not chrome. In HTML, what the \
      markup itself sets apart, such as navigation, is passed over in silence.
      """,
    scope: .draft,
    precedence: .chrome,
    flagged: [
      Rule.Example(
        """
        ↓What would you like to do?↑

        What causes hiccups?

        ↓already exists.↑

        ↓Would you like to merge this question into it?↑

        Eating too fast makes the diaphragm contract.

        """,
        fixed: """
          What causes hiccups?

          Eating too fast makes the diaphragm contract.

          """),
      Rule.Example(
        """
        Cut the stems at an angle and change the water every other day.
        ↓Was this helpful?↑
        ↓Yes↑
        ↓No↑
        """,
        fixed: "Cut the stems at an angle and change the water every other day.\n"),
      Rule.Example(
        "Rub the pan with oil and heat it.\n\n↓Reply↑\n↓Share↑\n↓Report↑\n↓Save↑\n",
        fixed: "Rub the pan with oil and heat it.\n\n"),
      Rule.Example(
        "Breeding↓[edit]↑\nThe birds nest in colonies near lakes, in tall trees.\n",
        fixed: "Breeding\nThe birds nest in colonies near lakes, in tall trees.\n"),
    ],
    accepted: [
      Rule.Example(
        "<nav><a href=\"/\">Home</a> <a href=\"/in\">Log in</a></nav>\n"
          + "<p>Rub the pan with oil and heat it until it smokes.</p>\n", format: .html),
      Rule.Example("Log in to the router.\n\nGo back.\n\nCreate an account.\n"),
      Rule.Example("We use cookies to thicken the pudding.\n"),
      Rule.Example("Tell us where you stay:\n\nFacebook\nTwitter\nEmail\nReddit\n"),
      Rule.Example("The file you asked for already exists.\n\nChoose another name for it.\n"),
      Rule.Example("We use cookies in this recipe because their butter binds the crust.\n"),
      Rule.Example(
        "Are bananas berries?\n\nYes\n\nAre strawberries berries?\n\nThey are not, oddly.\n"),
    ])

  /// The analyzer's rules.
  public static let rules = [rule, AnswerLabel.rule]

  /// Makes the analyzer.
  public init(_ settings: AnalyzerSettings) {}

  /// Reports each block of chrome, and each label inside a block.
  public func analyze(_ draft: Draft, _ findings: inout [Finding]) {
    for (index, block) in draft.blocks.enumerated()
    where block.kind == .chrome && !block.isMarkedUp {
      let isLabel = draft.source.isAnswerLabel(block.content)
      findings.append(
        Finding(
          isLabel ? AnswerLabel.rule : Self.rule, at: block.content,
          (isLabel ? "The label " : "") + quoted(block.content, in: draft)
            + " belongs to the web site, not to the article",
          fixes: [
            Fix(
              "Remove it", [TextEdit(draft.removalRange(ofBlock: index), "")], safety: .safe,
              isPreferred: true)
          ],
          tags: [.unnecessary], claim: block.range))
    }
    for span in draft.spans where span.kind == .chrome {
      findings.append(
        Finding(
          draft.source.isAnswerLabel(span.range) ? AnswerLabel.rule : Self.rule, at: span.range,
          "The label \(quoted(span.range, in: draft)) belongs to the web site, not to the article",
          fixes: [
            Fix(
              "Remove the label", [TextEdit(withGaps(span.range, in: draft.source), "")],
              safety: .safe, isPreferred: true)
          ],
          tags: [.unnecessary]))
    }
  }

  private func quoted(_ range: TextRange, in draft: Draft) -> String {
    let text = draft.source.string(in: range)
    return text.count <= 40 ? "“\(text)”" : "“\(text.prefix(37))…”"
  }

  /// The range with the white space around it on its line.
  private func withGaps(_ range: TextRange, in source: SourceText) -> TextRange {
    var start = range.start.utf8
    var end = range.end.utf8
    while source.utf8.byte(at: start - 1).isBlank { start -= 1 }
    while source.utf8.byte(at: end).isBlank { end += 1 }
    return TextRange(start, end)
  }
}
