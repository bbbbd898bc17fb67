import StetCore
import StetFormats

/// Reads the rows and cells of a table's block.
struct TableBuilder {
  private let draft: Draft
  /// The language of the article.
  private let language: String
  /// The most rows that a cell is taken to span, as in HTML.
  private static let longest = 65_534
  /// The most empty cells that short rows are filled up with.
  private static let mostFilling = 10_000

  init(_ draft: Draft, _ language: String) {
    self.draft = draft
    self.language = language
  }

  /// The table of a block; what is no text of its cells is noted in the trail of
  /// `phrases`. `nil` when no cell has text. Linear in the block.
  func table(_ block: Block, _ phrases: inout PhraseBuilder) -> CleanedArticle.Table? {
    let found = draft.format == .markdown ? markdown(block) : markup(block)
    var place = block.content.start
    func phrase(_ range: TextRange) -> CleanedArticle.Phrase? {
      phrases.trail.addLayout(TextRange(start: place, end: max(place, range.start)))
      place = max(place, range.end)
      let own = draft.markup.language(at: range.start) ?? language
      phrases.language = own
      var phrase = phrases.phrase(in: range)
      if own != language { phrase?.language = own }
      phrase?.liftLanguage()
      return phrase
    }
    var caption: CleanedArticle.Phrase?
    var rows: [[CleanedArticle.Cell]] = []
    for (index, row) in found.rows.enumerated() {
      // A caption may stand behind the rows, too.
      if let range = found.caption, index == 0,
        range.start <= (row.cells.first?.range.start ?? range.start)
      {
        caption = phrase(range)
      }
      rows.append(
        row.cells.map { cell in
          CleanedArticle.Cell(
            text: phrase(cell.range) ?? CleanedArticle.Phrase(range: cell.range, pieces: []),
            columns: cell.columns, rows: cell.rows)
        })
    }
    if caption == nil, let range = found.caption, range.start >= place { caption = phrase(range) }
    phrases.trail.addLayout(TextRange(start: place, end: max(place, block.content.end)))
    let hasText = rows.contains { $0.contains { !$0.text.pieces.isEmpty } }
    guard hasText || caption != nil else { return nil }
    let headCount = found.rows.prefix { $0.isHead }.count
    var head = Array(rows.prefix(headCount))
    rows.removeFirst(headCount)
    let columns = Self.settle(&head, &rows, end: block.content.end)
    var alignments = Array(found.alignments.prefix(columns))
    while alignments.count < columns { alignments.append(nil) }
    return CleanedArticle.Table(
      alignments: alignments, caption: caption, head: head, rows: rows, range: block.content)
  }

  /// Cuts cells to what they may span, and fills short rows up; gives back the number
  /// of columns: no more than there are places at which a cell starts.
  private static func settle(
    _ head: inout [[CleanedArticle.Cell]], _ rows: inout [[CleanedArticle.Cell]], end: TextOffset
  ) -> Int {
    var columns = 0
    for part in [head, rows] {
      for places in TableGrid.columns(of: part) {
        columns = max(columns, places.last.map { $0 + 1 } ?? 0)
      }
    }
    settle(&head, columns, end)
    settle(&rows, columns, end)
    return columns
  }

  private static func settle(
    _ rows: inout [[CleanedArticle.Cell]], _ columns: Int, _ end: TextOffset
  ) {
    var grid = TableGrid()
    let isFilled =
      rows.count * columns <= rows.reduce(0) { $0 + $1.count } * 4 + mostFilling
    for row in rows.indices {
      for cell in rows[row].indices {
        rows[row][cell].rows = min(rows[row][cell].rows, rows.count - row)
      }
      var trial = grid
      let placed = trial.place(TableGrid.spans(of: rows[row]))
      for (cell, place) in zip(rows[row].indices, placed) {
        rows[row][cell].columns = max(1, min(place.width, columns - place.column))
      }
      if isFilled {
        let last = rows[row].last?.text.range.end ?? end
        let empty = CleanedArticle.Cell(
          text: CleanedArticle.Phrase(range: TextRange(start: last, end: last), pieces: []))
        var column = placed.last.map { $0.column + $0.width } ?? 0
        while column < columns {
          if !grid.isTaken(column) { rows[row].append(empty) }
          column += 1
        }
      }
      _ = grid.place(TableGrid.spans(of: rows[row]))
    }
  }

  private struct Row {
    var cells: [Cell] = []
    var isHead = false
  }

  private struct Cell {
    var range: TextRange
    var columns = 1
    var rows = 1
  }

  private typealias Found = (
    rows: [Row], alignments: [CleanedArticle.Table.Alignment?], caption: TextRange?
  )

  // MARK: Pipes

  private func markdown(_ block: Block) -> Found {
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
    return (rows, alignments, nil)
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
      if !isOuter { row.cells.append(Cell(range: TextRange(first, last))) }
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

  private func markup(_ block: Block) -> Found {
    var rows: [Row] = []
    var cell: (start: TextOffset, cell: Cell, isHead: Bool)?
    var captionStart: TextOffset?
    var caption: TextRange?
    // Rows in an element that says that they are the head.
    var isInHead = false
    var heads: [Int] = []
    func close(_ place: TextOffset) {
      if let start = captionStart {
        caption = caption ?? TextRange(start: start, end: max(start, place))
        captionStart = nil
      }
      guard var open = cell else { return }
      cell = nil
      if rows.isEmpty { rows.append(Row()) }
      while heads.count < rows.count { heads.append(0) }
      open.cell.range = TextRange(start: open.start, end: max(open.start, place))
      rows[rows.count - 1].cells.append(open.cell)
      if open.isHead || isInHead { heads[rows.count - 1] += 1 }
    }
    for span in draft.spans(in: block.content) where span.kind == .tag {
      let bytes = draft.source.bytes(in: span.range)
      let name = bytes.dropFirst().prefix {
        $0.isASCIIAlphanumeric || $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "-")
      }
      switch String(decoding: name.map(\.asciiLowercased), as: UTF8.self) {
      case "thead", "head":
        close(span.range.start)
        isInHead = true
        if name.first != UInt8(ascii: "t") { rows.append(Row()) }
      case "/thead", "/head", "tbody":
        close(span.range.start)
        isInHead = false
      case "tr", "row", "strow":
        close(span.range.start)
        rows.append(Row())
      case "td", "entry", "cell", "stentry":
        close(span.range.start)
        cell = (span.range.end, Self.cell(InlineTag(bytes)), false)
      case "th":
        close(span.range.start)
        cell = (span.range.end, Self.cell(InlineTag(bytes)), true)
      case "caption" where caption == nil, "title" where caption == nil && rows.isEmpty:
        close(span.range.start)
        captionStart = span.range.end
      case "/td", "/th", "/entry", "/cell", "/stentry", "/tr", "/row", "/strow", "/table",
        "/tbody", "/tgroup", "/caption", "tgroup", "colgroup", "col":
        close(span.range.start)
      case "/title": if captionStart != nil { close(span.range.start) }
      default: break
      }
    }
    close(block.content.end)
    while heads.count < rows.count { heads.append(0) }
    for index in rows.indices {
      rows[index].isHead = !rows[index].cells.isEmpty && heads[index] == rows[index].cells.count
    }
    rows.removeAll { $0.cells.isEmpty }
    // A table of heads alone heads nothing but its first row.
    if rows.count > 1, rows.allSatisfy(\.isHead) {
      for index in rows.indices.dropFirst() { rows[index].isHead = false }
    }
    if rows.isEmpty, caption == nil { rows = [Row(cells: [Cell(range: block.content)])] }
    return (rows, [], caption)
  }

  /// A cell that spans what its tag says.
  private static func cell(_ tag: InlineTag) -> Cell {
    func number(_ names: String...) -> Int {
      for name in names {
        if let number = tag.attribute(name).flatMap({ Int($0) }) {
          return min(max(1, number), longest)
        }
      }
      return 1
    }
    var cell = Cell(range: TextRange(0, 0))
    guard tag.hasAttributes else { return cell }
    cell.columns = number("colspan", "cols", "columns")
    cell.rows = number("rowspan", "rows")
    if let more = tag.attribute("morerows").flatMap({ Int($0) }) {
      cell.rows = min(max(0, more), longest) + 1
    }
    return cell
  }
}
