import StetCore

/// Blocks of math between `$$` marks.
enum MathSyntax {
  /// Whether a `$$` at the cursor opens a block: the closing one must end this
  /// line or a later one, with no blank line before it.
  static func opensBlock(
    _ bytes: Span<UInt8>, at line: Int, _ cursor: LineCursor, in parser: inout BlockParser
  ) -> Bool {
    let start = cursor.next
    guard start + 1 < cursor.end, bytes[start + 1] == UInt8(ascii: "$") else { return false }
    if let mark = bytes.first("$$", from: start + 2, before: cursor.end) {
      return isTrailing(bytes, mark: mark, before: cursor.end) && mark > start + 2
    }
    // A search that has failed fails from each line it has passed.
    guard line >= parser.noMathBefore else { return false }
    var last = line + 1
    while last < parser.lineCount {
      let lineStart = parser.lineStarts[last]
      let lineEnd = parser.textEnd(ofLine: last, bytes)
      if let mark = bytes.first("$$", from: lineStart, before: lineEnd) {
        if isTrailing(bytes, mark: mark, before: lineEnd) { return true }
        break
      }
      if isBlank(bytes, from: lineStart, to: lineEnd) { break }
      last += 1
    }
    parser.noMathBefore = last
    return false
  }

  /// Whether a line inside a block ends it.
  static func closes(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> Bool {
    guard let mark = bytes.first("$$", from: start, before: end) else { return false }
    return isTrailing(bytes, mark: mark, before: end)
  }

  private static func isTrailing(_ bytes: Span<UInt8>, mark: Int, before end: Int) -> Bool {
    isBlank(bytes, from: mark + 2, to: end)
  }

  /// Whether nothing stands between two places but white space and quote marks.
  private static func isBlank(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> Bool {
    var index = start
    while index < end {
      guard bytes[index].isSpaceOrTab || bytes[index] == UInt8(ascii: ">") else { return false }
      index += 1
    }
    return true
  }
}
