import StetCore

extension ArticleWriter {
  /// Writes a table in the model of CALS, which DocBook and DITA share. A table of a head
  /// alone has it as its one row, as the model wants a body.
  ///
  /// - Parameters:
  ///   - element: what encloses the table.
  ///   - namesColumns: whether columns have names.
  mutating func writeCALS(
    _ table: CleanedArticle.Table, in element: StaticString, namesColumns: Bool = false
  ) {
    xml.start(element)
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
      writeCALS(row: table.head)
      xml.end("thead")
    }
    xml.start("tbody")
    if !hasRows { writeCALS(row: table.head) }
    for row in table.rows { writeCALS(row: row) }
    xml.end("tbody")
    xml.end("tgroup")
    xml.end(element)
  }

  private mutating func writeCALS(row: [CleanedArticle.Phrase]) {
    xml.start("row")
    if row.isEmpty { xml.empty("entry") }
    for cell in row { line("entry", cell) }
    xml.end("row")
  }
}
