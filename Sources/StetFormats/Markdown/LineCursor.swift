import StetCore

/// A place in one line, in bytes and in columns.
///
/// Columns count from the line's start; a tab reaches to the next multiple of
/// four (CommonMark 0.31.2, section 2.2). The cursor may stand inside a tab, of
/// which a container has taken only some columns.
struct LineCursor {
  /// The byte after the line's text; its line break stands from here.
  let end: Int
  /// The byte that the cursor stands at.
  private(set) var offset: Int
  /// The column that the cursor stands at.
  private(set) var column = 0
  /// The first byte from the cursor on that is no space or tab; `end` if there is none.
  private(set) var next: Int
  private var nextColumn = 0

  /// A cursor at the start of the line from `start` to `end`.
  init(_ bytes: Span<UInt8>, from start: Int, to end: Int) {
    self.end = end
    offset = start
    next = start
    findNext(bytes)
  }

  /// Columns of white space at the cursor.
  var indent: Int { nextColumn - column }
  /// Whether nothing but spaces and tabs is left.
  var isBlank: Bool { next >= end }

  private mutating func findNext(_ bytes: Span<UInt8>) {
    var index = offset
    var place = column
    while index < end {
      let byte = bytes[index]
      if byte == .space {
        place += 1
      } else if byte == .tab {
        place += 4 - place % 4
      } else {
        break
      }
      index += 1
    }
    next = index
    nextColumn = place
  }

  /// Moves over white space by at most `columns`.
  mutating func skip(columns: Int, _ bytes: Span<UInt8>) {
    var left = min(columns, indent)
    while left > 0, offset < next {
      let width = bytes[offset] == .tab ? 4 - column % 4 : 1
      column += min(width, left)
      if width <= left { offset += 1 }
      left -= width
    }
  }

  /// Moves to the first byte that is no white space.
  mutating func skipIndent() {
    offset = next
    column = nextColumn
  }

  /// Moves over the white space and over `length` bytes of a marker after it.
  mutating func take(marker length: Int, _ bytes: Span<UInt8>) {
    skipIndent()
    offset = min(offset + length, end)
    column += length
    findNext(bytes)
  }
}
