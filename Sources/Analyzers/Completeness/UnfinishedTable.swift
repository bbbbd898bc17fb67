public import StetCore

/// Finds tables that were begun and not finished.
public struct UnfinishedTable: DraftAnalyzer {
  /// The rule.
  public static let rule = Rule(
    id: "unfinished-table",
    summary: "A table without rows, or whose last row breaks off.",
    rationale: """
      A head without rows was to be filled, or its rows were lost when the table was copied. A \
      last row with fewer cells than the head, where the rows above it have all, was cut; one \
      whose cells are all empty was to be written. Looks at tables in Markdown; a single column, \
      and a table of which many rows are short, is as its writer wants it.
      """,
    scope: .draft,
    precedence: .low,
    flagged: [
      Rule.Example("| Bee | Works |\n|---|---|\n| Queen | no |\n↓| Worker↑\n", format: .markdown),
      Rule.Example("↓| Bee | Works |↑\n|---|---|\n\nText.\n", format: .markdown),
      Rule.Example(
        "| Bee | Works |\n|---|---|\n| Queen | no |\n↓|  |  |↑\n", format: .markdown),
    ],
    accepted: [
      Rule.Example("| Bee | Works |\n|---|---|\n| Queen | no |\n", format: .markdown),
      Rule.Example(
        "| Bee | Works |\n|---|---|\n| Queen |\n| Worker | yes |\n| Drone |\n", format: .markdown),
      Rule.Example("| A | B |\n|---|---|\n| `a|b` | \\| |\n", format: .markdown),
    ])

  /// The analyzer's rules.
  public static let rules = [rule]

  /// Makes the analyzer.
  public init(_ settings: AnalyzerSettings) {}

  /// Reports each unfinished table. Linear in the bytes of tables.
  public func analyze(_ draft: Draft, _ findings: inout [Finding]) {
    guard draft.format == .markdown else { return }
    for block in draft.blocks where block.kind == .table {
      let rows = rows(of: block, in: draft)
      guard rows.count > 1 else { continue }
      let head = cells(of: rows[0], in: draft)
      guard head.count > 1 else { continue }
      if rows.count == 2 {
        findings.append(
          Finding(Self.rule, at: rows[0], "The table has a head and no rows", confidence: 0.8))
        continue
      }
      guard let last = rows.last else { continue }
      let own = cells(of: last, in: draft)
      let body = rows.dropFirst(2).dropLast()
      if own.allSatisfy(\.isEmpty) {
        findings.append(
          Finding(Self.rule, at: last, "The last row of the table is empty", confidence: 0.8))
      } else if own.count < head.count, body.count > 0,
        body.allSatisfy({ cells(of: $0, in: draft).count >= head.count })
      {
        findings.append(
          Finding(
            Self.rule, at: last,
            "The last row of the table has \(own.count) of \(head.count) cells", confidence: 0.9))
      }
    }
  }

  /// The lines of a table.
  private func rows(of block: Block, in draft: Draft) -> [TextRange] {
    let first = draft.source.line(containing: block.content.start)
    let last = draft.source.line(containing: TextOffset(block.content.end.utf8 - 1))
    guard first <= last else { return [] }
    return (first...last).map { line in
      let range = draft.source.contentRange(ofLine: line)
      return TextRange(
        max(range.start.utf8, block.content.start.utf8),
        max(block.content.start.utf8, min(range.end.utf8, block.content.end.utf8)))
    }
  }

  /// The cells of a row, without white space: what stands between its bars.
  private func cells(of row: TextRange, in draft: Draft) -> [ArraySlice<UInt8>] {
    var cells: [ArraySlice<UInt8>] = []
    var start = row.start.utf8
    func add(_ end: Int) {
      var bytes = draft.source.bytes(in: TextRange(start, max(start, end)))
      while bytes.first?.isASCIIWhitespace == true { bytes.removeFirst() }
      while bytes.last?.isASCIIWhitespace == true { bytes.removeLast() }
      cells.append(bytes)
    }
    for span in draft.spans(in: row) where span.kind == .markup {
      guard span.range.length == 1,
        draft.source.utf8.byte(at: span.range.start.utf8) == UInt8(ascii: "|")
      else { continue }
      add(span.range.start.utf8)
      start = span.range.end.utf8
    }
    add(row.end.utf8)
    // Bars at the ends of a row enclose no cell.
    if cells.count > 1, cells.first?.isEmpty == true { cells.removeFirst() }
    if cells.count > 1, cells.last?.isEmpty == true { cells.removeLast() }
    return cells
  }
}
