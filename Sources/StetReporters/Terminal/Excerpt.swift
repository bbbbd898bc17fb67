package import StetCore

/// One line of a draft as a terminal can show it, with the columns of a place in
/// it.
///
/// Costs no more than a few times the columns shown, however long the line is.
package struct Excerpt: Hashable, Sendable {
  /// The line, or the part of it around the place, with `…` where it was cut.
  package let text: String
  /// Columns before the place.
  package let column: Int
  /// Columns of the place, as far as it is shown; at least 1.
  package let width: Int

  /// A tab is shown as this many spaces, wherever it stands.
  private static let tabWidth = 4

  /// A scalar, or what stands for it.
  private struct Cell {
    var text: Unicode.Scalar
    var count: Int
    var columns: Int
    var start: Int
  }

  /// Makes an excerpt of the line on which `place` begins, in at most `columns`
  /// columns. Of a place of several lines the first is marked, to its end.
  package init(of place: TextRange, in source: SourceText, columns: Int) {
    let columns = max(8, columns)
    let line = source.contentRange(ofLine: source.line(containing: place.start)).utf8
    let start = min(max(place.start.utf8, line.lowerBound), line.upperBound)
    let end = min(max(place.end.utf8, start), line.upperBound)

    // A column takes at most four bytes but for marks that take no column; a
    // line that carries very many of those is cut sooner than it need be.
    let reach = columns * 6
    let from = source.scalarBoundary(atOrBefore: max(line.lowerBound, start - reach))
    let to = source.scalarBoundary(atOrBefore: min(line.upperBound, start + reach))
    let cells = Self.cells(source.utf8[from..<to])

    var markStart = 0
    var markEnd = 0
    var total = 0
    for cell in cells {
      let offset = from + cell.start
      if offset < start { markStart += cell.columns }
      if offset < end { markEnd += cell.columns }
      total += cell.columns
    }
    markEnd = max(markEnd, markStart)

    // The columns shown are those from `first` up to `last`.
    var first = 0
    if total > columns || from > line.lowerBound || to < line.upperBound {
      let marked = min(markEnd - markStart, columns / 2)
      let before = (columns - marked) / 2
      if from > line.lowerBound || markStart + marked + 8 > columns {
        first = min(max(0, markStart - before), max(0, total - columns + 1))
        if first > markStart { first = markStart }
      }
    }
    let isCutBefore = first > 0 || from > line.lowerBound
    var last = first + columns - (isCutBefore ? 1 : 0)
    let isCutAfter = total > last || to < line.upperBound
    if isCutAfter { last -= 1 }

    var text = isCutBefore ? "…" : ""
    var position = 0
    var shown = isCutBefore ? 1 : 0
    var column: Int?
    var width = 0
    for cell in cells {
      defer { position += cell.columns }
      guard position >= first, position + cell.columns <= last else { continue }
      // A mark whose base was cut away would land on the ellipsis.
      if cell.columns == 0 && position == first && isCutBefore { continue }
      let offset = from + cell.start
      if offset >= start && column == nil { column = shown }
      if offset >= start && offset < end { width += cell.columns }
      for _ in 0..<cell.count { text.unicodeScalars.append(cell.text) }
      shown += cell.columns
    }
    if isCutAfter { text += "…" }
    self.text = text
    self.column = column ?? shown
    self.width = max(1, width)
  }

  private static func cells(_ bytes: ArraySlice<UInt8>) -> [Cell] {
    var cells: [Cell] = []
    cells.reserveCapacity(bytes.count)
    var width = DisplayWidth()
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let (scalar, length) = bytes.scalar(at: index)
      let start = index - bytes.startIndex
      if scalar == "\t" {
        cells.append(Cell(text: " ", count: tabWidth, columns: tabWidth, start: start))
      } else if let standIn = VisibleText.standIn(for: scalar) {
        cells.append(Cell(text: standIn, count: 1, columns: 1, start: start))
      } else {
        cells.append(
          Cell(text: scalar, count: 1, columns: width.columns(of: scalar), start: start))
      }
      index += length
    }
    return cells
  }
}
