public import StetCore

/// Finds paragraphs that open with headings of their own where a list was announced.
public struct RunInHeading: DraftAnalyzer {
  /// The rule.
  public static let rule = Rule(
    id: "run-in-heading",
    summary: "Paragraphs open with headings of their own where a list was announced.",
    rationale: """
      “The causes are:” and then paragraphs that begin “Myotonia. This causes stiffness …” are a \
      list whose marks were lost when the page was copied. Set as a list, each item is found at \
      a glance, and the export can tell terms from text. Looks only at two such paragraphs or \
      more, right under one that ends with a colon; a short sentence is no heading.
      """,
    severity: .hint,
    scope: .draft,
    precedence: .low,
    flagged: [
      Rule.Example(
        """
        Cramps

        A cramp is a muscle that does not let go. Muscles may do that for these reasons:

        ↓Prolonged exercise↑. A muscle needs energy to relax, and runs out of it.

        ↓Myotonia↑. This makes a muscle slow to relax after it was used.

        """),
      Rule.Example(
        "Bread fails for two reasons:\n\n↓Old yeast↑. It no longer raises the dough.\n\n"
          + "↓A cold room↑. The dough needs longer there.\n", format: .markdown),
    ],
    accepted: [
      Rule.Example(
        "Bread fails for many reasons:\n\nOld yeast. It no longer raises the dough.\n\n"
          + "We had a cold room. The dough needed longer there.\n"),
      Rule.Example("She said two things:\n\nIt is late. Go to bed.\n\nYou are tired. Sleep.\n"),
    ])

  /// The analyzer's rules.
  public static let rules = [rule]

  /// Makes the analyzer.
  public init(_ settings: AnalyzerSettings) {}

  /// Reports the heading of each such paragraph. Linear in the blocks.
  public func analyze(_ draft: Draft, _ findings: inout [Finding]) {
    let blocks = draft.blocks
    var index = 0
    while index < blocks.count {
      defer { index += 1 }
      guard isText(blocks[index]), last(of: blocks[index], in: draft) == UInt8(ascii: ":") else {
        continue
      }
      var shapes: [(block: Int, shape: RunInHeadingShape)] = []
      var next = index + 1
      while next < blocks.count {
        if blocks[next].kind == .blank || blocks[next].kind == .comment {
          next += 1
          continue
        }
        guard isText(blocks[next]),
          let shape = RunInHeadingShape(openingAt: blocks[next].content, in: draft.source.utf8),
          !draft.hasSpan(in: shape.heading)
        else { break }
        shapes.append((next, shape))
        next += 1
      }
      guard shapes.count >= 2 else { continue }
      for (block, shape) in shapes {
        findings.append(finding(shape, in: blocks[block], of: draft))
      }
      index = next - 1
    }
  }

  private func finding(
    _ shape: RunInHeadingShape, in block: Block, of draft: Draft
  ) -> Finding {
    let start = TextRange(start: block.content.start, end: block.content.start)
    let edits: [TextEdit]
    switch draft.format {
    case .markdown:
      edits = [
        TextEdit(start, "- **"),
        TextEdit(TextRange(shape.stop.start.utf8, shape.stop.end.utf8), ".** "),
      ]
    case .plainText: edits = [TextEdit(start, "- ")]
    case .html, .xml, .jsonLines: edits = []
    }
    return Finding(
      Self.rule, at: shape.heading,
      "“\(draft.source.string(in: shape.heading))” heads an item of the list that was announced",
      fixes: edits.isEmpty ? [] : [Fix("Make an item of it", edits, safety: .unsafe)])
  }

  private func isText(_ block: Block) -> Bool {
    (block.kind == .paragraph || block.kind == .answer) && block.level == 0
  }

  private func last(of block: Block, in draft: Draft) -> UInt8 {
    draft.source.utf8.byte(at: block.content.end.utf8 - 1)
  }
}
