package import StetCore

/// Headings with nothing, or too little, under them.
package enum EmptySection {
  /// The rule.
  package static let rule = Rule(
    id: "empty-section",
    summary: "A heading with nothing, or too little, under it.",
    rationale: """
      A heading promises text. One that the next heading of its level, or the end, follows at \
      once was left for later, or its text was lost. Looks at headings that show a level, and at \
      those that the template of the article's kind has; one with subsections is not empty, nor \
      is one over a comment or HTML, where a tool may put something. What a site left behind \
      counts as nothing. Where the template of an article's kind says how many words a section has at \
      least (`min-words`), one with fewer is reported too.
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
      Rule.Example(
        """
        Gout

        Gout is a disease of the joints, and older patients have it more often.

        Causes
        Uric acid forms crystals in a joint.

        Symptoms
        The joint is red, hot and very painful.

        ↓Diagnosis↑

        Treatment
        Anti-inflammatory drugs ease the pain.

        """),
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
      Rule.Example("Gout\n\nPart one\n\nCauses\nUric acid forms crystals in a joint.\n"),
    ])

  /// Reports each heading that nothing follows. Linear in the blocks.
  static func analyze(
    _ draft: Draft, _ kind: KindOfArticle?, _ findings: inout [Finding]
  ) {
    let least = kind.map { leastWords(in: draft, $0) } ?? [:]
    // Marks of Stet's own put nothing under a heading.
    let marks = Set(
      draft.directives.lazy.filter {
        draft.source.bytes(in: $0.content).starts(with: "stet".utf8)
      }.map(\.block))
    for (index, section) in draft.outline.sections.enumerated() {
      let heading = draft.blocks[section.heading]
      if let wanted = least[index] {
        report(section, wanted, in: draft, kind, &findings)
        continue
      }
      // A lone first heading of level 1 is a title. A heading that shows no level is one
      // for sure where the template has it.
      guard heading.level > 0 || isOfTemplate(section, in: draft, kind),
        !(index == 0 && heading.level == 1),
        // The first block that counts decides, so this stays linear.
        section.body.first(where: { counts($0, in: draft) && !marks.contains($0) }) == nil
      else { continue }
      findings.append(
        Finding(Self.rule, at: heading.content, "There is nothing under this heading"))
    }
  }

  /// The least words of the sections that the template asks some of, by their places in
  /// the outline.
  private static func leastWords(in draft: Draft, _ kind: KindOfArticle) -> [Int: Int] {
    guard kind.template.sections.contains(where: { $0.minimumWords > 0 }) else { return [:] }
    var least: [Int: Int] = [:]
    for (index, section) in draft.outline.sections.enumerated() {
      let text = ArticleTemplate.text(of: KindOfArticle.words(of: section.heading, in: draft))
      let wanted = kind.template.sections.lazy.filter { $0.matches(text) }.map(\.minimumWords)
      if let most = wanted.max(), most > 0 { least[index] = most }
    }
    return least
  }

  /// Reports a section that has fewer words than its template wants.
  private static func report(
    _ section: Outline.Section, _ wanted: Int, in draft: Draft, _ kind: KindOfArticle?,
    _ findings: inout [Finding]
  ) {
    var count = 0
    for block in section.body where draft.blocks[block].kind.isProse && count < wanted {
      if draft.blocks[block].kind == .heading { continue }
      count += draft.view(ofBlock: block)?.tokens.count { $0.kind == .word } ?? 0
    }
    guard count < wanted else { return }
    let subject = kind?.template.subject ?? "an article of this kind"
    let has =
      count == 0
      ? "There is nothing" : count == 1 ? "There is one word" : "There are \(count) words"
    findings.append(
      Finding(
        rule, at: draft.blocks[section.heading].content,
        "\(has) under this heading, where \(subject) has \(wanted) words at least"
          + (kind?.note ?? ""),
        confidence: kind?.confidence))
  }

  /// Whether a block is something under a heading: what a site left there is nothing. In
  /// a page the reader may take the end of an article for the site's.
  private static func counts(_ block: Int, in draft: Draft) -> Bool {
    switch draft.blocks[block].kind {
    case .blank: false
    case .chrome, .metadata: draft.format.isAllMarkup
    default: true
    }
  }

  /// Whether a heading names a section of the template.
  private static func isOfTemplate(
    _ section: Outline.Section, in draft: Draft, _ kind: KindOfArticle?
  ) -> Bool {
    guard let kind else { return false }
    let text = ArticleTemplate.text(of: KindOfArticle.words(of: section.heading, in: draft))
    return kind.template.sections.contains { $0.matches(text) }
  }
}
