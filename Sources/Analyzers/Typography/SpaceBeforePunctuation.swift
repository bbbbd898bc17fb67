public import StetCore

/// Finds spaces before marks that follow a word at once.
public struct SpaceBeforePunctuation: ParagraphAnalyzer {
  /// The rule.
  public static let rule = Rule(
    id: "space-before-punctuation",
    summary: "A space before a comma, full stop or the like.",
    rationale: """
      In most languages these marks follow the word at once; French is left alone. The mark must \
      stand between a word and a space, or the end, so that file names (`.net`), emoticons and \
      ellipses stay as they are.
      """,
    severity: .information,
    scope: .paragraph,
    precedence: .low,
    flagged: [
      Rule.Example("Rest it↓ ↑, then walk.", fixed: "Rest it, then walk."),
      Rule.Example("Does it hurt↓ ↑?", fixed: "Does it hurt?"),
    ],
    accepted: [
      Rule.Example("It runs on .net and reads .txt files, well :) and ... so on."),
      Rule.Example("Wait . . . then press it."),
      Rule.Example("Write `a , b` for a pair.", format: .markdown),
    ])

  /// The analyzer's rules.
  public static let rules = [rule]

  private let isFrench: Bool

  /// Makes the analyzer.
  public init(_ settings: AnalyzerSettings) {
    isFrench = settings.language.lowercased().utf8.prefix(2).elementsEqual("fr".utf8)
  }

  /// Reports the spaces of one block.
  public func analyze(_ block: BlockView, _ findings: inout [Finding]) {
    guard !isFrench, block.kind != .table else { return }
    for index in block.tokens.indices {
      let mark = block.tokens[index]
      guard mark.kind == .punctuation, mark.range.length == 1,
        ",.;?!".utf8.contains(block.byte(at: mark.range.start.utf8)),
        let gap = block.token(at: index - 1), gap.kind == .space, gap.range.length == 1,
        let before = block.token(at: index - 2), before.kind == .word,
        isEnd(index + 1, in: block)
      else { continue }
      findings.append(
        Finding(
          Self.rule, at: gap.range, "There is a space before this mark", suggestions: [""],
          fixes: [
            Fix("Remove the space", [TextEdit(gap.range, "")], safety: .safe, isPreferred: true)
          ]))
    }
  }

  /// Whether nothing, or white space and then no further mark, is at `index`.
  private func isEnd(_ index: Int, in block: BlockView) -> Bool {
    guard let next = block.token(at: index) else { return true }
    guard next.isWhitespace else { return false }
    guard let after = block.token(at: index + 1) else { return true }
    return after.kind != .punctuation
  }
}
