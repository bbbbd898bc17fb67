public import StetCore

/// Finds the same explanation in parentheses twice in a paragraph.
public struct RepeatedDefinition: ParagraphAnalyzer {
  /// The rule.
  public static let rule = Rule(
    id: "repeated-definition",
    summary: "The same explanation in parentheses twice in one paragraph.",
    rationale: """
      A reader needs an explanation once. Two parentheses of five words or more that say the \
      same, whatever their capitals and marks, are mostly a term explained by two hands, or by a \
      tool that explains each use.
      """,
    severity: .information,
    scope: .paragraph,
    precedence: .low,
    flagged: [
      Rule.Example(
        "The tibia (the larger of the two bones of the shin) bends. A blow to the tibia "
          + "↓(The larger of the two bones of the shin)↑ hurts.")
    ],
    accepted: [
      Rule.Example("Salt (see the note) and sugar (see the note) are left out."),
      Rule.Example("The tibia (the larger bone of the shin) and the fibula (the smaller one)."),
    ])

  /// The analyzer's rules.
  public static let rules = [rule]

  /// The fewest words of an explanation.
  private static let words = 5

  /// Makes the analyzer.
  public init(_ settings: AnalyzerSettings) {}

  /// Reports each later parenthesis. Linear in the block.
  public func analyze(_ block: BlockView, _ findings: inout [Finding]) {
    guard block.kind != .table else { return }
    var open: (start: Int, words: Int)?
    var first: [QuestionKey: TextRange] = [:]
    for token in block.tokens {
      if token.kind == .word { open?.words += 1 }
      guard token.kind == .punctuation, token.range.length == 1 else { continue }
      let start = token.range.start.utf8
      switch block.byte(at: start) {
      case UInt8(ascii: "("): open = (start, 0)
      case UInt8(ascii: ")"):
        guard let (begin, words) = open else { continue }
        open = nil
        guard words >= Self.words else { continue }
        let range = TextRange(begin, start + 1)
        let key = QuestionKey(block.bytes(in: range))
        guard let known = first[key] else {
          first[key] = range
          continue
        }
        let hasSpace = block.byte(at: begin - 1) == .space
        findings.append(
          Finding(
            Self.rule, at: range, "This explanation stands in the paragraph already",
            related: [RelatedPlace(known, "The first one")],
            fixes: [
              Fix(
                "Remove the second explanation",
                [TextEdit(TextRange(hasSpace ? begin - 1 : begin, start + 1), "")],
                safety: .unsafe, isPreferred: true)
            ]))
      default: break
      }
    }
  }
}
