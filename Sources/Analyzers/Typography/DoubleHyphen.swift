public import StetCore

/// Finds two hyphens that stand for a dash.
public struct DoubleHyphen: ParagraphAnalyzer {
  /// The rule.
  public static let rule = Rule(
    id: "double-hyphen",
    summary: "Two hyphens where a dash is meant.",
    rationale: """
      Two hyphens between words are a typewriter's dash. Options of commands (`--help`), arrows, \
      and rows of hyphens are left alone.
      """,
    severity: .information,
    scope: .paragraph,
    precedence: .low,
    flagged: [
      Rule.Example(
        "Salts↓--↑especially sodium↓--↑are lost.", fixed: "Salts—especially sodium—are lost."),
      Rule.Example(
        "It was late ↓--↑ far too late.", fixed: "It was late — far too late."),
    ],
    accepted: [
      Rule.Example("Run it with the option --help to see more."),
      Rule.Example("A row of hyphens --- or more ---- is something else."),
      Rule.Example("Write `a--b` to count down.", format: .markdown),
    ])

  /// The analyzer's rules.
  public static let rules = [rule]

  /// Makes the analyzer.
  public init(_ settings: AnalyzerSettings) {}

  /// Reports the double hyphens in one block.
  public func analyze(_ block: BlockView, _ findings: inout [Finding]) {
    let hyphen = UInt8(ascii: "-")
    var index = 0
    while index + 1 < block.tokens.count {
      defer { index += 1 }
      let first = block.tokens[index]
      let second = block.tokens[index + 1]
      let start = first.range.start.utf8
      guard first.kind == .punctuation, second.kind == .punctuation,
        block.byte(at: start) == hyphen, block.byte(at: start + 1) == hyphen
      else { continue }
      let (before, after) = (block.byte(at: start - 1), block.byte(at: start + 2))
      let joins = isWordEnd(before) && isWordEnd(after)
      let stands = before == .space && after == .space
      guard joins || stands else { continue }
      let range = TextRange(start, start + 2)
      findings.append(
        Finding(
          Self.rule, at: range, "Two hyphens instead of a dash", suggestions: ["—"],
          fixes: [
            Fix("Put a dash", [TextEdit(range, "—")], safety: .safe, isPreferred: true)
          ]))
    }
  }

  private func isWordEnd(_ byte: UInt8) -> Bool {
    byte.isASCIILetter || byte >= 0x80 || ",.\"')(".utf8.contains(byte)
  }
}
