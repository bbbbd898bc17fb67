/// One input document, read: its text, the blocks that text falls into, and
/// views over them.
public struct Draft: Sendable {
  /// What a draft is written in.
  public enum Format: String, CaseIterable, Sendable {
    case plainText = "plain-text"
    case markdown
    case html
    case xml
    /// Records of questions and answers, one JSON object on a line.
    case jsonLines = "json-lines"

    /// Whether ``Block/Kind/html`` blocks are but the tags and braces between the
    /// blocks of text, and no part of what a reader sees.
    package var isAllMarkup: Bool {
      switch self {
      case .plainText, .markdown: false
      case .html, .xml, .jsonLines: true
      }
    }
  }

  /// A place where the text does not keep the rules of its format.
  public struct Fault: Hashable, Sendable {
    /// Which rules.
    public enum Kind: String, CaseIterable, Sendable {
      /// The text's encoding is one that Stet does not read.
      case encoding
      /// XML that is not well-formed.
      case xml
      /// A line of JSON Lines that holds no JSON object.
      case json
    }

    /// Which rules.
    public var kind: Kind
    /// Where; inside the text.
    public var range: TextRange
    /// What is wrong, and what was expected.
    public var message: String

    /// Makes a fault.
    public init(_ kind: Kind, at range: TextRange, _ message: String) {
      self.kind = kind
      self.range = range
      self.message = message
    }
  }

  /// The text.
  public let source: SourceText
  /// What the draft is written in.
  public let format: Format
  /// The blocks, in order. Side by side they cover the text: the first starts
  /// at 0, each next one where the last ended, and the last ends at the end.
  /// Empty only for an empty text.
  public let blocks: [Block]
  /// What inside the blocks is not prose, in order; spans never overlap.
  public let spans: [InlineSpan]
  /// What the draft states about itself.
  public let metadata: [Metadata]
  /// The comments that may hold suppression marks, in order.
  public let directives: [Directive]
  /// Sections, questions and lead, as the blocks show them.
  public let outline: Outline
  /// The texts that the draft was put together from, in order, such as the
  /// answers of one page; empty for a draft that is one text.
  public private(set) var parts: [TextRange] = []
  /// What the draft's markup says of its language and its figures.
  package internal(set) var markup = Markup()
  /// Where the text does not keep the rules of its format, in order.
  public private(set) var faults: [Fault] = []

  /// Makes a draft of what a reader found.
  ///
  /// Readers may be wrong without harm: blocks that overlap are cut, gaps are
  /// filled with paragraphs, spans are sorted and cut where they overlap. O(n
  /// log n) in the number of spans, linear in the blocks.
  public init(
    source: SourceText,
    format: Format,
    blocks: [Block],
    spans: [InlineSpan] = [],
    metadata: [Metadata] = [],
    directives: [Directive] = []
  ) {
    self.source = source
    self.format = format
    self.blocks = Self.tile(blocks, over: source.range)
    self.spans = Self.disjoint(spans)
    self.metadata = metadata
    self.directives = directives.sorted { $0.range.start < $1.range.start }
    self.outline = Outline(
      blocks: self.blocks, source: source, isAllMarkup: format.isAllMarkup)
  }

  /// The draft, known to be put together from texts that stand apart. `parts` are
  /// their ranges; ranges that overlap an earlier one are left out.
  public func divided(into parts: [TextRange]) -> Draft {
    var copy = self
    copy.parts = parts.sorted { $0.start < $1.start }.reduce(into: []) { kept, part in
      if kept.last.map({ $0.end <= part.start }) ?? true { kept.append(part) }
    }
    return copy
  }

  /// The draft, with faults of its format, which are cut to the text.
  package func noting(_ faults: [Fault]) -> Draft {
    var copy = self
    copy.faults += faults.map { fault in
      let end = min(fault.range.end, source.range.end)
      return Fault(
        fault.kind, at: TextRange(start: min(fault.range.start, end), end: end), fault.message)
    }
    copy.faults.sort { $0.range.start < $1.range.start }
    return copy
  }

  private static func tile(_ blocks: [Block], over whole: TextRange) -> [Block] {
    var result: [Block] = []
    result.reserveCapacity(blocks.count)
    var end = whole.start
    for block in blocks {
      let start = max(block.range.start, end)
      let stop = min(block.range.end, whole.end)
      guard start < stop else { continue }
      if start > end {
        result.append(Block(kind: .paragraph, range: TextRange(start: end, end: start)))
      }
      var block = block
      if block.range.start != start || block.range.end != stop {
        let whole = block
        block = Block(
          kind: block.kind, range: TextRange(start: start, end: stop), content: block.content,
          level: block.level)
        block.isQuoted = whole.isQuoted
        block.quotations = whole.quotations
        block.opening = whole.opening
        block.isTerm = whole.isTerm
        block.isNumbered = whole.isNumbered
        block.isMarkedUp = whole.isMarkedUp
      }
      result.append(block)
      end = stop
    }
    if end < whole.end {
      result.append(Block(kind: .paragraph, range: TextRange(start: end, end: whole.end)))
    }
    return result
  }

  private static func disjoint(_ spans: [InlineSpan]) -> [InlineSpan] {
    var result: [InlineSpan] = []
    result.reserveCapacity(spans.count)
    let inOrder = zip(spans, spans.dropFirst()).allSatisfy { $0.range.end <= $1.range.start }
    if inOrder { return spans.filter { !$0.range.isEmpty } }
    let sorted = spans.sorted {
      ($0.range.start, $1.range.end) < ($1.range.start, $0.range.end)
    }
    var end = TextOffset.zero
    for span in sorted {
      let start = max(span.range.start, end)
      guard start < span.range.end else { continue }
      result.append(
        InlineSpan(span.kind, TextRange(start: start, end: span.range.end), role: span.role))
      end = span.range.end
    }
    return result
  }

  /// The title's block, when the draft has one.
  public var title: Int? { outline.title }

  /// The index of the block that holds the byte at `offset`; the last block for
  /// the end of the text; `nil` for an empty draft. O(log blocks).
  public func blockIndex(containing offset: TextOffset) -> Int? {
    guard !blocks.isEmpty else { return nil }
    var low = 0
    var high = blocks.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if blocks[middle].range.start <= offset { low = middle } else { high = middle }
    }
    return low
  }

  /// The spans that lie in `range`. O(log spans).
  public func spans(in range: TextRange) -> ArraySlice<InlineSpan> {
    spans[indices(ofSpansIn: range)]
  }

  private func indices(ofSpansIn range: TextRange) -> Range<Int> {
    spans.withUnsafeBufferPointer { all in
      /// The first span from `low` on that starts at an offset or after it.
      func firstIndex(startingAtOrAfter offset: TextOffset, from low: Int) -> Int {
        var low = low
        var step = 8
        // What is asked for ends soon after it starts: a few steps find a bound.
        while low + step < all.count, all[low + step - 1].range.start < offset {
          low += step
          step *= 2
        }
        var high = min(all.count, low + step)
        while low < high {
          let middle = (low + high) / 2
          if all[middle].range.start < offset { low = middle + 1 } else { high = middle }
        }
        return low
      }
      var low = 0
      var high = all.count
      while low < high {
        let middle = (low + high) / 2
        if all[middle].range.start < range.start { low = middle + 1 } else { high = middle }
      }
      return low..<firstIndex(startingAtOrAfter: range.end, from: low)
    }
  }

  /// Whether a span overlaps `range`: whether some of it is not prose. O(log spans).
  package func hasSpan(in range: TextRange) -> Bool {
    if !spans(in: range).isEmpty { return true }
    // One that starts before may reach in.
    let before = spans(in: TextRange(start: .zero, end: range.start)).last
    return before.map { $0.range.overlaps(range) } ?? false
  }

  /// A view of one block for analyzers; `nil` when there is no such block.
  public func view(ofBlock index: Int) -> BlockView? {
    guard blocks.indices.contains(index) else { return nil }
    return BlockView(draft: self, index: index)
  }

  /// What to take out to remove a block without leaving a gap: the block with its
  /// line break, and the blank lines after it when blank lines, or nothing, stand
  /// before it too.
  package func removalRange(ofBlock index: Int) -> TextRange {
    guard blocks.indices.contains(index) else { return TextRange(0, 0) }
    let range = blocks[index].range
    let next = index + 1
    guard blocks.indices.contains(next), blocks[next].kind == .blank,
      index == 0 || blocks[index - 1].kind == .blank
    else { return range }
    return TextRange(start: range.start, end: blocks[next].range.end)
  }

  /// The text of a block's content as a string, spans included.
  public func text(ofBlock index: Int) -> String {
    guard blocks.indices.contains(index) else { return "" }
    return source.string(in: blocks[index].content)
  }
}
