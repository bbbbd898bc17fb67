import StetCore

/// Puts the blocks of a page together so that they cover it.
struct MarkupAssembly {
  private(set) var blocks: [Block] = []
  var spans: [InlineSpan] = []
  private(set) var directives: [Directive] = []
  private let count: Int
  private let comments: [TextRange]
  private var nextComment = 0
  private let rules: [TextRange]
  private var nextRule = 0
  private var end: Int

  /// Makes an assembly for a text of `count` bytes. Comments that may hold marks,
  /// and rules that divide, come in order.
  /// A text that is part of another begins at `start`.
  init(from start: Int = 0, count: Int, comments: [TextRange], rules: [TextRange] = []) {
    end = start
    self.count = count
    self.comments = comments
    self.rules = rules
  }

  /// Where the blocks so far end.
  var place: Int { end }

  /// Adds a block that starts at or after the end of the last one; what lies
  /// between them is markup.
  mutating func add(_ block: Block, _ bytes: Span<UInt8>) {
    fill(to: block.range.start.utf8, bytes)
    while nextComment < comments.count, comments[nextComment].start < block.range.end {
      directives.append(
        MarkupText.directive(bytes, comments[nextComment], block: blocks.count, isOwnBlock: false))
      nextComment += 1
    }
    while nextRule < rules.count, rules[nextRule].start < block.range.end { nextRule += 1 }
    blocks.append(block)
    end = max(end, block.range.end.utf8)
  }

  /// Ends the text.
  mutating func finish(_ bytes: Span<UInt8>) { fill(to: count, bytes) }

  /// Adds what lies before `stop`: markup, blank lines, comments, rules.
  private mutating func fill(to stop: Int, _ bytes: Span<UInt8>) {
    while end < stop {
      let comment =
        nextComment < comments.count && comments[nextComment].start.utf8 < stop
        ? comments[nextComment] : nil
      let rule =
        nextRule < rules.count && rules[nextRule].start.utf8 < stop ? rules[nextRule] : nil
      let isComment =
        comment.map { comment in rule.map { comment.start < $0.start } ?? true } ?? false
      guard let next = isComment ? comment : rule else {
        markup(to: stop, bytes)
        return
      }
      if isComment { nextComment += 1 } else { nextRule += 1 }
      guard next.start.utf8 >= end else { continue }
      markup(to: next.start.utf8, bytes)
      let blockEnd = min(lineEnd(after: next.end.utf8, bytes), stop)
      if isComment {
        directives.append(
          MarkupText.directive(bytes, next, block: blocks.count, isOwnBlock: true))
      }
      blocks.append(
        Block(
          kind: isComment ? .comment : .thematicBreak, range: TextRange(next.start.utf8, blockEnd),
          content: next))
      end = max(blockEnd, min(next.end.utf8, stop))
    }
  }

  private mutating func markup(to stop: Int, _ bytes: Span<UInt8>) {
    guard end < stop else { return }
    var isBlank = true
    for index in end..<stop where !bytes[index].isASCIIWhitespace {
      isBlank = false
      break
    }
    blocks.append(Block(kind: isBlank ? .blank : .html, range: TextRange(end, stop)))
    end = stop
  }

  /// The end of the line, when nothing but blanks stands between there and
  /// `place`; else `place`.
  func lineEnd(after place: Int, _ bytes: Span<UInt8>) -> Int {
    var index = place
    while index < count, bytes[index].isBlank { index += 1 }
    guard index < count, bytes[index].isLineBreak else { return index >= count ? count : place }
    if bytes[index] == .carriageReturn, bytes.byte(at: index + 1) == .lineFeed { index += 1 }
    return index + 1
  }
}
