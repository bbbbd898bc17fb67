public import StetCore

/// Finds headings that skip a level.
public struct HeadingLevel: DraftAnalyzer {
  /// The rule.
  public static let rule = Rule(
    id: "heading-level",
    summary: "A heading more than one level below the one before it.",
    rationale: """
      Readers, tables of contents and screen readers take the level of a heading for its place \
      in the whole; one that is skipped leaves a hole there. The first heading may have any \
      level, and going back up may skip levels.
      """,
    severity: .information,
    scope: .draft,
    precedence: .document,
    flagged: [
      Rule.Example(
        """
        # Tidy

        #### ↓Usage↑

        Run it.

        """, format: .markdown)
    ],
    accepted: [
      Rule.Example(
        """
        ## Tidy

        ### Usage

        #### In a shell

        Run it.

        ## License

        Free for all.

        """, format: .markdown)
    ])

  /// The analyzer's rules.
  public static let rules = [rule]

  /// Makes the analyzer.
  public init(_ settings: AnalyzerSettings) {}

  /// Reports each skip. Linear in the blocks.
  public func analyze(_ draft: Draft, _ findings: inout [Finding]) {
    var last: Int?
    for block in draft.blocks {
      switch block.kind {
      case .title, .heading, .question: break
      default: continue
      }
      guard block.level > 0 else { continue }
      if let last, block.level > last + 1 {
        findings.append(
          Finding(
            Self.rule, at: block.content,
            "This heading of level \(block.level) follows one of level \(last)"))
      }
      last = block.level
    }
  }
}
