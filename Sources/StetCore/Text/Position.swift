/// The unit in which a column is counted.
public enum PositionEncoding: String, CaseIterable, Sendable {
  /// UTF-8 bytes.
  case utf8 = "utf-8"
  /// UTF-16 code units, the default of the Language Server Protocol.
  case utf16 = "utf-16"
  /// Unicode scalar values.
  case utf32 = "utf-32"
}

/// A line and a column, both counted from 0, the column in some ``PositionEncoding``.
public struct Position: Hashable, Comparable, Sendable {
  /// Lines before this one.
  public var line: Int
  /// Units before this place in its line.
  public var column: Int

  /// Makes a position.
  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  /// Whether `lhs` stands before `rhs`.
  public static func < (lhs: Position, rhs: Position) -> Bool {
    (lhs.line, lhs.column) < (rhs.line, rhs.column)
  }
}

extension SourceText {
  /// The index of the line that holds the byte at `offset`.
  ///
  /// An offset past the end belongs to the last line. O(log lines).
  public func line(containing offset: TextOffset) -> Int {
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset.utf8 { low = middle } else { high = middle }
    }
    return low
  }

  /// The bytes of a line without its line break; empty at the end for a line
  /// that does not exist.
  public func contentRange(ofLine line: Int) -> TextRange {
    guard line >= 0 else { return TextRange(0, 0) }
    guard line < lineStarts.count else { return TextRange(utf8.count, utf8.count) }
    let start = lineStarts[line]
    guard line + 1 < lineStarts.count else { return TextRange(start, utf8.count) }
    var end = lineStarts[line + 1]
    if end > start, utf8[end - 1] == .lineFeed {
      end -= 1
      if end > start, utf8[end - 1] == .carriageReturn { end -= 1 }
    } else if end > start, utf8[end - 1] == .carriageReturn {
      end -= 1
    }
    return TextRange(start, end)
  }

  /// The position of `offset`.
  ///
  /// An offset inside a line break stands at the end of its line, one inside a
  /// multi-byte character at that character's start, one past the end of the
  /// text at the end. O(log lines + bytes of the line before `offset`); O(log
  /// lines) in a text that is all ASCII.
  public func position(of offset: TextOffset, in encoding: PositionEncoding) -> Position {
    let line = line(containing: offset)
    let content = contentRange(ofLine: line)
    let end = scalarBoundary(atOrBefore: min(offset.utf8, content.end.utf8))
    let start = content.start.utf8
    return Position(line: line, column: units(from: start, to: max(start, end), in: encoding))
  }

  /// The offset of `position`.
  ///
  /// As the Language Server Protocol asks: a column past the end of its line
  /// stands before the line break; one inside a character stands at the
  /// character's start. A line past the last one stands at the end of the text,
  /// a negative line at its start. O(bytes of the line); O(1) in a text that is
  /// all ASCII.
  public func offset(of position: Position, in encoding: PositionEncoding) -> TextOffset {
    guard position.line >= 0 else { return .zero }
    guard position.line < lineStarts.count else { return TextOffset(utf8.count) }
    let content = contentRange(ofLine: position.line).utf8
    let column = max(0, position.column)
    if isASCII || encoding == .utf8 {
      guard column < content.count else { return TextOffset(content.upperBound) }
      return TextOffset(scalarBoundary(atOrBefore: content.lowerBound + column))
    }
    var offset = content.lowerBound
    var left = column
    while offset < content.upperBound && left > 0 {
      let byte = utf8[offset]
      let units = encoding == .utf16 && byte >= 0xF0 ? 2 : 1
      if units > left { break }
      left -= units
      offset = min(content.upperBound, offset + UInt8.sequenceLength(leading: byte))
    }
    return TextOffset(offset)
  }

  /// The range between two positions; when they are reversed, the range between
  /// them all the same.
  public func range(
    from start: Position, to end: Position, in encoding: PositionEncoding
  ) -> TextRange {
    let first = offset(of: start, in: encoding)
    let second = offset(of: end, in: encoding)
    return TextRange(start: min(first, second), end: max(first, second))
  }

  /// The start of the character that holds the byte at `offset`; `offset` itself
  /// when it is the start of one, or the end of the text.
  package func scalarBoundary(atOrBefore offset: Int) -> Int {
    guard offset < utf8.count else { return utf8.count }
    var result = max(0, offset)
    while result > 0 && utf8[result] & 0xC0 == 0x80 { result -= 1 }
    return result
  }

  /// Units of `encoding` in the bytes from `start` to `end`, both character
  /// boundaries inside the text.
  func units(from start: Int, to end: Int, in encoding: PositionEncoding) -> Int {
    if isASCII || encoding == .utf8 { return end - start }
    return utf8.withUnsafeBufferPointer { bytes in
      var count = 0
      var index = start
      while index < end {
        let byte = bytes[index]
        // Every byte that starts a character counts; in UTF-16 a character of
        // four bytes counts twice.
        if byte & 0xC0 != 0x80 { count += 1 }
        if encoding == .utf16 && byte >= 0xF0 { count += 1 }
        index += 1
      }
      return count
    }
  }
}

/// Converts many offsets of one text to positions.
///
/// Offsets that come in rising order cost, all together, one pass over the
/// lines they stand in; so a report of thousands of findings on one very long
/// line stays linear.
public struct PositionConverter: Sendable {
  private let source: SourceText
  private let encoding: PositionEncoding
  private var last = Position(line: 0, column: 0)
  private var lastOffset = 0

  /// Makes a converter for `source`.
  public init(_ source: SourceText, _ encoding: PositionEncoding) {
    self.source = source
    self.encoding = encoding
  }

  /// The same answer as ``SourceText/position(of:in:)``.
  public mutating func position(of offset: TextOffset) -> Position {
    let line = source.line(containing: offset)
    let content = source.contentRange(ofLine: line)
    let end = source.scalarBoundary(atOrBefore: min(offset.utf8, content.end.utf8))
    var from = content.start.utf8
    var column = 0
    if line == last.line && lastOffset <= end && lastOffset >= from {
      from = lastOffset
      column = last.column
    }
    column += source.units(from: from, to: max(from, end), in: encoding)
    last = Position(line: line, column: column)
    lastOffset = max(from, end)
    return last
  }
}
