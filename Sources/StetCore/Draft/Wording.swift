extension Draft {
  /// The words of a title, heading, question or answer: the content of its block
  /// without a label such as `Q:`, and without marks of the format, and what
  /// belongs to the web site, around it.
  /// Empty at 0 when there is no such block. O(log spans + spans of the block).
  package func wordingRange(ofBlock index: Int) -> TextRange {
    guard blocks.indices.contains(index) else { return TextRange(0, 0) }
    let content = blocks[index].content
    var start = content.start.utf8
    var end = content.end.utf8
    var spans = spans(in: content)
    while start < end {
      if source.utf8.byte(at: start).isASCIIWhitespace {
        start += 1
      } else if let span = spans.first, span.range.start.utf8 == start, span.kind.isAround {
        start = span.range.end.utf8
        spans.removeFirst()
      } else {
        break
      }
    }
    // The target of a link stands between two marks at its end.
    var isInsideMarks = false
    while start < end {
      if source.utf8.byte(at: end - 1).isASCIIWhitespace {
        end -= 1
      } else if let span = spans.last, span.range.end.utf8 == end,
        span.kind.isAround || (span.kind == .url && isInsideMarks)
      {
        isInsideMarks = span.kind == .markup
        end = span.range.start.utf8
        spans.removeLast()
      } else {
        break
      }
    }
    return start < end ? TextRange(start, end) : content
  }

  /// What tells the question of a block from others: its wording, as far as it
  /// matters. O(bytes of the block).
  package func questionKey(ofBlock index: Int) -> QuestionKey {
    QuestionKey(questionText(ofBlock: index)[...])
  }

  /// The wording of a question in UTF-8, without marks of the format, the targets of links, and
  /// what belongs to the web site. O(bytes of the block).
  package func questionText(ofBlock index: Int) -> [UInt8] {
    let range = wordingRange(ofBlock: index)
    var words: [UInt8] = []
    words.reserveCapacity(range.length)
    var place = range.start
    var lastMark: TextOffset?
    for span in spans(in: range) {
      let isTarget = span.kind == .url && lastMark == span.range.start
      if span.kind == .markup { lastMark = span.range.end }
      guard isTarget || span.kind.isAround else { continue }
      words += source.bytes(in: TextRange(start: place, end: span.range.start))
      place = span.range.end
    }
    words += source.bytes(in: TextRange(start: place, end: range.end))
    return words
  }
}

extension InlineSpan.Kind {
  /// Whether such spans are no words, but stand around or between them.
  fileprivate var isAround: Bool {
    switch self {
    case .markup, .label, .tag, .comment, .chrome, .metadata: true
    default: false
    }
  }
}
