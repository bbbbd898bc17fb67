/// A place in a text, counted in UTF-8 bytes from its start.
///
/// Inside Stet every place is a `TextOffset`. Lines, columns and UTF-16 exist
/// only at the edges, through the conversions of ``SourceText``.
public struct TextOffset: Hashable, Comparable, Sendable {
  /// UTF-8 bytes from the start of the text; never negative.
  public let utf8: Int

  /// Makes an offset; a negative count becomes 0.
  public init(_ utf8: Int) { self.utf8 = max(0, utf8) }

  /// Whether `lhs` stands before `rhs`.
  public static func < (lhs: TextOffset, rhs: TextOffset) -> Bool { lhs.utf8 < rhs.utf8 }

  /// The start of every text.
  public static let zero = TextOffset(0)
}

/// A half-open run of a text, in UTF-8 bytes.
public struct TextRange: Hashable, Sendable {
  /// The first byte of the range.
  public let start: TextOffset
  /// The byte after the last one; never before `start`.
  public let end: TextOffset

  /// Makes a range; an `end` before `start` is raised to `start`.
  public init(start: TextOffset, end: TextOffset) {
    self.start = start
    self.end = max(start, end)
  }

  /// Makes a range of byte offsets.
  public init(_ utf8: Range<Int>) {
    self.init(start: TextOffset(utf8.lowerBound), end: TextOffset(utf8.upperBound))
  }

  /// Makes a range of byte offsets; an `upper` below `lower` is raised to it.
  public init(_ lower: Int, _ upper: Int) {
    self.init(start: TextOffset(lower), end: TextOffset(upper))
  }

  /// The range as plain byte offsets.
  public var utf8: Range<Int> { start.utf8..<end.utf8 }
  /// UTF-8 bytes in the range.
  public var length: Int { end.utf8 - start.utf8 }
  /// Whether the range holds no byte.
  public var isEmpty: Bool { start == end }

  /// Whether the byte at `offset` is inside.
  public func contains(_ offset: TextOffset) -> Bool { start <= offset && offset < end }

  /// Whether every byte of `other` is inside; an empty `other` counts as inside
  /// when it touches the range.
  public func contains(_ other: TextRange) -> Bool { start <= other.start && other.end <= end }

  /// Whether the two share a byte. An empty range overlaps a range that it lies
  /// strictly inside of.
  public func overlaps(_ other: TextRange) -> Bool { start < other.end && other.start < end }

  /// The range with `count` more bytes on each side, as far as the text's start allows.
  public func extended(by count: Int) -> TextRange {
    TextRange(start.utf8 - count, end.utf8 + count)
  }

  /// The range moved by `delta` bytes.
  public func shifted(by delta: Int) -> TextRange {
    TextRange(start.utf8 + delta, end.utf8 + delta)
  }
}
