public import StetCore

/// Finds runs of spaces inside a line of prose.
public struct ExtraSpaces: ParagraphAnalyzer {
  /// The rule.
  public static let rule = Rule(
    id: "extra-spaces",
    summary: "Two or more spaces between words.",
    rationale: """
      Runs of spaces are the scars of copying: a lost line break, a label, a column. They upset \
      comparison and export. Lines that look like rows of a table, with several such gaps one \
      under the other, are left alone.
      """,
    severity: .information,
    scope: .paragraph,
    precedence: .low,
    options: [
      RuleOption(
        "two-after-sentence", .boolean, default: .boolean(false),
        summary: "Allow two spaces after the end of a sentence.")
    ],
    flagged: [
      Rule.Example(
        "Use ice,↓  ↑stretching and strength↓   ↑training.",
        fixed: "Use ice, stretching and strength training."),
      Rule.Example("Rest it.↓  ↑Then walk.", fixed: "Rest it. Then walk."),
    ],
    accepted: [
      Rule.Example("Rest it.  Then walk.", options: ["two-after-sentence": .boolean(true)]),
      Rule.Example("Monday    rest     ice\nTuesday   walk     heat\n"),
      Rule.Example("A line that ends in two spaces  \nbreaks there.\n", format: .markdown),
      Rule.Example("<p>Any white  space is one space in HTML.</p>\n", format: .html),
    ])

  /// The analyzer's rules.
  public static let rules = [rule]

  private let allowsTwoAfterSentence: Bool

  /// Makes the analyzer.
  public init(_ settings: AnalyzerSettings) {
    allowsTwoAfterSentence = settings.boolean("two-after-sentence", of: Self.rule)
  }

  /// Reports the runs of spaces in one block.
  public func analyze(_ block: BlockView, _ findings: inout [Finding]) {
    guard block.kind != .table, block.format != .html, block.format != .xml else { return }
    var runs: [Int] = []
    var rows = 0
    var gapsInLine = 0
    for index in block.tokens.indices {
      let token = block.tokens[index]
      if token.kind == .lineBreak { gapsInLine = 0 }
      guard token.kind == .space, token.range.length >= 2,
        let before = block.token(at: index - 1), let after = block.token(at: index + 1),
        before.kind != .lineBreak, after.kind != .lineBreak, isAllSpaces(token, in: block)
      else { continue }
      runs.append(index)
      gapsInLine += 1
      if gapsInLine == 2 { rows += 1 }
    }
    if rows >= 2 { return }
    for index in runs {
      let token = block.tokens[index]
      if allowsTwoAfterSentence, token.range.length == 2, let before = block.token(at: index - 1),
        ".!?:".utf8.contains(block.byte(at: before.range.end.utf8 - 1))
      {
        continue
      }
      findings.append(
        Finding(
          Self.rule, at: token.range, "\(token.range.length) spaces instead of one",
          suggestions: [" "],
          fixes: [
            Fix("Leave one space", [TextEdit(token.range, " ")], safety: .safe, isPreferred: true)
          ]))
    }
  }

  private func isAllSpaces(_ token: Token, in block: BlockView) -> Bool {
    block.bytes(in: token.range).allSatisfy { $0 == .space }
  }
}
