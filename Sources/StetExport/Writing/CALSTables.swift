import StetCore

extension ArticleWriter {
  /// Writes a table in the model of CALS, which DocBook and DITA share. A table of a head
  /// alone has it as its one row, as the model wants a body.
  ///
  /// - Parameters:
  ///   - element: what encloses the table.
  ///   - namesColumns: whether columns have names where no cell needs them.
  ///   - caption: writes a caption.
  mutating func writeCALS(
    _ table: CleanedArticle.Table, in element: StaticString, namesColumns: Bool = false,
    caption: (inout Self, CleanedArticle.Phrase) -> Void
  ) {
    let namesColumns = namesColumns || table.hasSpans
    xml.start(element)
    if let phrase = table.caption { caption(&self, phrase) }
    xml.start("tgroup", [("cols", String(table.columnCount))])
    for column in 0..<table.columnCount {
      xml.empty(
        "colspec",
        [
          ("colname", namesColumns ? "c\(column + 1)" : nil),
          ("align", table.alignment(column)),
        ])
    }
    let hasRows = !table.rows.isEmpty
    if hasRows, !table.head.isEmpty {
      xml.start("thead")
      writeCALS(rows: table.head)
      xml.end("thead")
    }
    xml.start("tbody")
    if !hasRows { writeCALS(rows: table.head) }
    writeCALS(rows: table.rows)
    if !hasRows, table.head.isEmpty {
      xml.start("row")
      xml.empty("entry")
      xml.end("row")
    }
    xml.end("tbody")
    xml.end("tgroup")
    xml.end(element)
  }

  private mutating func writeCALS(rows: [[CleanedArticle.Cell]]) {
    for (row, columns) in zip(rows, TableGrid.columns(of: rows)) {
      // A row all of whose columns are taken in by cells above is none.
      xml.start("row")
      if row.isEmpty { xml.empty("entry") }
      for (cell, column) in zip(row, columns) {
        let isWide = cell.columns > 1
        line(
          "entry",
          [
            ("namest", isWide ? "c\(column + 1)" : nil),
            ("nameend", isWide ? "c\(column + cell.columns)" : nil),
            ("morerows", cell.rows > 1 ? String(cell.rows - 1) : nil),
          ], cell.text)
      }
      xml.end("row")
    }
  }
}
