/// Where the cells of a table's rows stand, row by row.
struct TableGrid {
  /// Rows that each column is still taken in by a cell above.
  private var taken: [Int: Int] = [:]
  /// No cell spans columns after this many.
  static let widest = 1000

  /// Whether a cell from above takes in a column of the next row.
  func isTaken(_ column: Int) -> Bool { taken[column, default: 0] > 0 }

  /// The columns and rows that cells ask for.
  static func spans(of row: [CleanedArticle.Cell]) -> [(columns: Int, rows: Int)] {
    row.map { ($0.columns, $0.rows) }
  }

  /// The columns of a row's cells, and how many columns each takes in: fewer than it
  /// asks for where a cell from above is in the way. Linear in the columns.
  mutating func place(
    _ row: [(columns: Int, rows: Int)]
  ) -> [(column: Int, width: Int)] {
    var result: [(column: Int, width: Int)] = []
    var column = 0
    var opened: [Int: Int] = [:]
    for cell in row {
      while taken[column, default: 0] > 0 { column += 1 }
      var width = 1
      while width < cell.columns, column + width < Self.widest,
        taken[column + width, default: 0] == 0
      { width += 1 }
      if cell.rows > 1 {
        for place in column..<column + width { opened[place] = cell.rows }
      }
      result.append((column, width))
      column += width
    }
    taken.merge(opened) { $1 }
    for (place, rows) in taken {
      if rows > 1 { taken[place] = rows - 1 } else { taken[place] = nil }
    }
    return result
  }

  /// The columns at which the cells of rows start.
  static func columns(of rows: [[CleanedArticle.Cell]]) -> [[Int]] {
    var grid = TableGrid()
    return rows.map { row in grid.place(spans(of: row)).map(\.column) }
  }
}
