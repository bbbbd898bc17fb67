public import StetCore

/// Finds two sections of one name side by side.
public struct DuplicateSection: DraftAnalyzer {
  /// The rule.
  public static let rule = Rule(
    id: "duplicate-section",
    summary: "Two sections with the same heading under one parent.",
    rationale: """
      Two sections of one name, under the same heading, are a section pasted twice or a heading \
      that was meant to be changed; links to them are ambiguous. The same heading under another \
      parent is fine, as in a list of changes. Looks at headings that show a level.
      """,
    severity: .information,
    scope: .draft,
    precedence: .document,
    flagged: [
      Rule.Example(
        """
        ## Usage

        Run it.

        ## License

        Free for all.

        ## ↓Usage↑

        Run it again.

        """, format: .markdown)
    ],
    accepted: [
      Rule.Example(
        """
        ## Version 2

        ### Added

        Speed.

        ## Version 1

        ### Added

        Everything.

        """, format: .markdown)
    ])

  /// The analyzer's rules.
  public static let rules = [rule]

  /// Makes the analyzer.
  public init(_ settings: AnalyzerSettings) {}

  private struct Place: Hashable {
    var parent: Int?
    var level: Int
    var key: QuestionKey
  }

  /// Reports each later section of a name. Linear in the headings' bytes.
  public func analyze(_ draft: Draft, _ findings: inout [Finding]) {
    var first: [Place: Int] = [:]
    for section in draft.outline.sections {
      let heading = draft.blocks[section.heading]
      guard heading.level > 0 else { continue }
      let key = QuestionKey(draft.source.bytes(in: heading.content))
      guard !key.isEmpty else { continue }
      let place = Place(parent: section.parent, level: section.level, key: key)
      guard let known = first[place] else {
        first[place] = section.heading
        continue
      }
      let related = draft.blocks[known].content
      findings.append(
        Finding(
          Self.rule, at: heading.content,
          "There is a section “\(draft.text(ofBlock: known))” already",
          related: [RelatedPlace(related, "The first one")]))
    }
  }
}
