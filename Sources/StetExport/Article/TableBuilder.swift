import StetCore
import StetFormats

/// Reads the rows and cells of a table's block.
struct TableBuilder {
  private let draft: Draft

  init(_ draft: Draft) { self.draft = draft }

  /// The table of a block; what is no text of its cells is noted in the trail of
  /// `phrases`. `nil` when no cell has text. Linear in the block.
  func table(_ block: Block, _ phrases: inout PhraseBuilder) -> CleanedArticle.Table? {
    let found = draft.format == .markdown ? markdown(block) : markup(block)
    var place = block.content.start
    var rows: [[CleanedArticle.Phrase]] = []
    var heads: [Bool] = []
    for row in found.rows {
      var cells: [CleanedArticle.Phrase] = []
      for cell in row.cells {
        phrases.trail.addLayout(TextRange(start: place, end: max(place, cell.start)))
        place = max(place, cell.end)
        cells.append(
          phrases.phrase(in: cell) ?? CleanedArticle.Phrase(range: cell, pieces: []))
      }
      rows.append(cells)
      heads.append(row.isHead)
    }
    phrases.trail.addLayout(TextRange(start: place, end: max(place, block.content.end)))
    guard rows.contains(where: { $0.contains { !$0.pieces.isEmpty } }) else { return nil }
    let columns = rows.map(\.count).max() ?? 0
    for index in rows.indices {
      while rows[index].count < columns {
        let end = rows[index].last?.range.end ?? block.content.end
        rows[index].append(
          CleanedArticle.Phrase(range: TextRange(start: end, end: end), pieces: []))
      }
    }
    var head: [CleanedArticle.Phrase] = []
    if heads.first == true { head = rows.removeFirst() }
    var alignments = Array(found.alignments.prefix(columns))
    while alignments.count < columns { alignments.append(nil) }
    return CleanedArticle.Table(
      alignments: alignments, head: head, rows: rows, range: block.content)
  }

  private struct Row {
    var cells: [TextRange] = []
    var isHead = false
  }

  // MARK: Pipes

  private func markdown(
    _ block: Block
  ) -> (rows: [Row], alignments: [CleanedArticle.Table.Alignment?]) {
    let bytes = draft.source.utf8
    let end = block.content.end.utf8
    var rows: [Row] = []
    var alignments: [CleanedArticle.Table.Alignment?] = []
    var lineStart = block.content.start.utf8
    var line = 0
    var spans = draft.spans(in: block.content)
    while lineStart < end {
      var lineEnd = lineStart
      while lineEnd < end, !bytes.byte(at: lineEnd).isLineBreak { lineEnd += 1 }
      var pipes: [Int] = []
      var textStart = lineStart
      while let span = spans.first, span.range.start.utf8 < lineEnd {
        spans = spans.dropFirst()
        if span.kind == .markup, span.role == nil, span.range.start.utf8 == textStart,
          span.range.length > 1, line != 1
        {
          // The marks of a quotation before the row.
          textStart = span.range.end.utf8
        } else if span.kind == .markup, span.role == nil, span.range.length == 1,
          bytes.byte(at: span.range.start.utf8) == UInt8(ascii: "|")
        {
          pipes.append(span.range.start.utf8)
        }
      }
      if line == 1 {
        alignments = Self.alignments(bytes[lineStart..<lineEnd])
      } else {
        rows.append(row(textStart, lineEnd, pipes, isHead: line == 0))
      }
      while lineEnd < end, bytes.byte(at: lineEnd).isLineBreak { lineEnd += 1 }
      lineStart = lineEnd
      line += 1
    }
    return (rows, alignments)
  }

  private func row(_ start: Int, _ end: Int, _ pipes: [Int], isHead: Bool) -> Row {
    let bytes = draft.source.utf8
    var row = Row(isHead: isHead)
    var place = start
    for (index, pipe) in (pipes + [end]).enumerated() {
      var first = place
      var last = pipe
      while first < last, bytes.byte(at: first).isBlank { first += 1 }
      while last > first, bytes.byte(at: last - 1).isBlank { last -= 1 }
      // Pipes at the ends of a row separate nothing.
      let isOuter = first == last && (index == 0 || index == pipes.count)
      if !isOuter { row.cells.append(TextRange(first, last)) }
      place = pipe + 1
    }
    return row
  }

  private static func alignments(
    _ rule: ArraySlice<UInt8>
  ) -> [CleanedArticle.Table.Alignment?] {
    rule.split(separator: UInt8(ascii: "|")).compactMap { cell -> [UInt8]? in
      let marks = cell.filter { $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "-") }
      return marks.isEmpty ? nil : marks
    }.map { marks in
      switch (marks.first == UInt8(ascii: ":"), marks.last == UInt8(ascii: ":")) {
      case (true, true): .center
      case (true, false): .left
      case (false, true): .right
      case (false, false): nil
      }
    }
  }

  // MARK: Tags

  private func markup(
    _ block: Block
  ) -> (rows: [Row], alignments: [CleanedArticle.Table.Alignment?]) {
    var rows: [Row] = []
    var cell: (start: TextOffset, isHead: Bool)?
    var headCells = 0
    func close(_ place: TextOffset) {
      guard let open = cell else { return }
      cell = nil
      if rows.isEmpty { rows.append(Row()) }
      rows[rows.count - 1].cells.append(TextRange(start: open.start, end: place))
      if open.isHead, rows.count == 1 { headCells += 1 }
    }
    for span in draft.spans(in: block.content) where span.kind == .tag {
      let name = draft.source.bytes(in: span.range).dropFirst().prefix {
        $0.isASCIIAlphanumeric || $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "-")
      }
      switch String(decoding: name.map(\.asciiLowercased), as: UTF8.self) {
      case "tr", "row", "strow":
        close(span.range.start)
        rows.append(Row())
      case "td", "entry", "cell", "stentry":
        close(span.range.start)
        cell = (span.range.end, false)
      case "th":
        close(span.range.start)
        cell = (span.range.end, true)
      case "/td", "/th", "/entry", "/cell", "/stentry", "/tr", "/row", "/strow", "/table",
        "/thead", "/tbody", "/tgroup":
        close(span.range.start)
      default: break
      }
    }
    close(block.content.end)
    rows.removeAll { $0.cells.isEmpty }
    if let first = rows.first, headCells == first.cells.count { rows[0].isHead = true }
    if rows.isEmpty { rows = [Row(cells: [block.content])] }
    return (rows, [])
  }
}
