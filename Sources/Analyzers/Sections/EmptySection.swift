public import StetCore

/// Finds headings with nothing under them.
public struct EmptySection: DraftAnalyzer {
  /// The rule.
  public static let rule = Rule(
    id: "empty-section",
    summary: "A heading with nothing under it.",
    rationale: """
      A heading promises text. One that the next heading of its level, or the end, follows at \
      once was left for later, or its text was lost. Looks at headings that show a level; one \
      with subsections is not empty, nor is one over a comment or HTML, where a tool may put \
      something.
      """,
    severity: .information,
    scope: .draft,
    precedence: .low,
    flagged: [
      Rule.Example(
        """
        # Tidy

        ## ↓Usage↑

        ## License

        Free for all.

        """, format: .markdown),
      Rule.Example(
        """
        ## Usage

        Run it.

        ## ↓License↑

        """, format: .markdown),
    ],
    accepted: [
      Rule.Example(
        """
        ## Contents

        <!-- toc -->

        ## Usage

        ### In a shell

        Run it.

        """, format: .markdown),
      Rule.Example("# Only a title\n", format: .markdown),
    ])

  /// The analyzer's rules.
  public static let rules = [rule]

  /// Makes the analyzer.
  public init(_ settings: AnalyzerSettings) {}

  /// Reports each heading that nothing follows. Linear in the blocks.
  public func analyze(_ draft: Draft, _ findings: inout [Finding]) {
    // Marks of Stet's own put nothing under a heading.
    let marks = Set(
      draft.directives.lazy.filter {
        draft.source.bytes(in: $0.content).starts(with: "stet".utf8)
      }.map(\.block))
    for (index, section) in draft.outline.sections.enumerated() {
      let heading = draft.blocks[section.heading]
      // A lone first heading of level 1 is a title.
      guard heading.level > 0, !(index == 0 && heading.level == 1),
        // The first block that counts decides, so this stays linear.
        section.body.first(where: { draft.blocks[$0].kind != .blank && !marks.contains($0) }) == nil
      else { continue }
      findings.append(
        Finding(Self.rule, at: heading.content, "There is nothing under this heading"))
    }
  }
}
