import StetCore

/// Tables (GFM 0.29, section 4.10).
enum TableSyntax {
  /// Whether the line at the cursor is the rule under a table's head, and the
  /// line before it, the last of an open paragraph, a head of as many cells.
  static func isHeadAndRule(
    _ bytes: Span<UInt8>, at line: Int, _ cursor: LineCursor, in parser: BlockParser
  ) -> Bool {
    guard line > 0, parser.open?.leaf.kind == .paragraph,
      let columns = columnsOfRule(bytes, from: cursor.next, to: cursor.end)
    else { return false }
    let head = parser.textStarts[line - 1]
    return cells(bytes, from: head, to: parser.textEnd(ofLine: line - 1, bytes)) == columns
  }

  /// Whether the line at the cursor, not blank, is a row: a pipe alone is none.
  static func isRow(_ bytes: Span<UInt8>, _ cursor: LineCursor) -> Bool {
    guard bytes[cursor.next] == UInt8(ascii: "|") else { return true }
    var index = cursor.next + 1
    while index < cursor.end, bytes[index].isSpaceOrTab { index += 1 }
    return index < cursor.end
  }

  /// The columns of a rule such as `|:--|--:|`; `nil` if the bytes are none.
  private static func columnsOfRule(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> Int? {
    var index = start
    func skipBlanks() { while index < end, bytes[index].isSpaceOrTab { index += 1 } }
    if index < end, bytes[index] == UInt8(ascii: "|") { index += 1 }
    var columns = 0
    while true {
      skipBlanks()
      if index == end { break }
      if bytes[index] == UInt8(ascii: ":") { index += 1 }
      let hyphens = index
      while index < end, bytes[index] == UInt8(ascii: "-") { index += 1 }
      guard index > hyphens else { return nil }
      if index < end, bytes[index] == UInt8(ascii: ":") { index += 1 }
      columns += 1
      skipBlanks()
      if index == end { break }
      guard bytes[index] == UInt8(ascii: "|") else { return nil }
      index += 1
    }
    return columns > 0 ? columns : nil
  }

  /// The cells of a row: the pipes at its ends separate nothing.
  private static func cells(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> Int {
    var count = 1
    forEachPipe(bytes, from: start, to: end) { _ in count += 1 }
    var first = start
    var last = end
    while first < last, bytes[first].isSpaceOrTab { first += 1 }
    while last > first, bytes[last - 1].isSpaceOrTab { last -= 1 }
    guard first < last else { return 0 }
    if bytes[first] == UInt8(ascii: "|") { count -= 1 }
    if last - first > 1, bytes[last - 1] == UInt8(ascii: "|"), bytes[last - 2] != UInt8(ascii: "\\")
    {
      count -= 1
    }
    return count
  }

  /// Calls `body` with the place of each pipe between cells; one after a
  /// backslash is part of a cell.
  static func forEachPipe(
    _ bytes: Span<UInt8>, from start: Int, to end: Int, _ body: (Int) -> Void
  ) {
    var index = start
    while index < end {
      if bytes[index] == UInt8(ascii: "|"), index == start || bytes[index - 1] != 0x5C {
        body(index)
      }
      index += 1
    }
  }
}
