import StetCore

/// Makes the blocks, spans and directives of a draft from the leaves of a text.
struct DraftBuilder {
  private let parser: BlockParser
  /// Bytes in the text.
  private let count: Int
  private var inline: InlineParser
  /// The text of a leaf whose lines start with quote marks, the marks blanked.
  private var unquoted: [UInt8] = []

  private(set) var blocks: [Block] = []
  private(set) var spans: [InlineSpan] = []
  private(set) var metadata: [Metadata] = []
  private(set) var markup = Draft.Markup()
  private(set) var directives: [Directive] = []
  /// Headings seen so far: the first may be the title.
  private var headings = 0
  /// The level of the question being answered; `nil` when none is.
  private var answering: Int?

  init(parser: BlockParser, count: Int) {
    self.parser = parser
    self.count = count
    inline = InlineParser(definitions: parser.definitions)
    blocks.reserveCapacity(parser.leaves.count)
  }

  /// Adds all leaves, in order.
  mutating func build(_ bytes: Span<UInt8>) {
    for leaf in parser.leaves { add(leaf, bytes) }
  }

  private mutating func add(_ leaf: Leaf, _ bytes: Span<UInt8>) {
    switch leaf.kind {
    case .paragraph: addParagraph(leaf, bytes)
    case .numberSignHeading, .underlinedHeading: addHeading(leaf, bytes)
    case .table: addTable(leaf, bytes)
    case .html: addHTML(leaf, bytes)
    case .fencedCode, .indentedCode, .math:
      if leaf.isQuoted { addQuoteMarks(leaf) }
      append(.code, leaf, level: leaf.nesting)
    case .thematicBreak: append(.thematicBreak, leaf)
    case .linkDefinition: append(.linkDefinition, leaf)
    case .emptyItem: append(.listItem, leaf, level: leaf.nesting)
    case .blank: append(.blank, leaf)
    case .frontMatter:
      append(.frontMatter, leaf)
      let lines = 1..<max(1, leaf.endLine - 1)
      metadata += FrontMatter.metadata(bytes, lines: lines, in: parser)
      markup.language = FrontMatter.language(bytes, lines: lines, in: parser)
    }
  }

  private func range(_ leaf: Leaf) -> TextRange {
    let starts = parser.lineStarts
    return TextRange(
      starts[leaf.firstLine], leaf.endLine < starts.count ? starts[leaf.endLine] : count)
  }

  private mutating func append(_ kind: Block.Kind, _ leaf: Leaf, level: Int = 0) {
    var block = Block(
      kind: kind, range: range(leaf), content: TextRange(leaf.content), level: level)
    block.isQuoted = leaf.isQuoted
    block.quotations = leaf.quotations
    switch (kind == .listItem, leaf.openedItems) {
    case (true, 1), (false, 0): break
    case (true, 0): block.opening = .none
    case (true, _), (false, _): block.opening = .items(leaf.outerNumbers + [leaf.itemNumber])
    }
    blocks.append(block)
  }

  /// Adds spans for what stands before the lines of code in a quotation.
  private mutating func addQuoteMarks(_ leaf: Leaf) {
    for line in leaf.firstLine + 1..<max(leaf.firstLine + 1, leaf.endLine) {
      let (start, end) = (parser.lineStarts[line], parser.textStarts[line])
      guard start >= leaf.content.lowerBound, start < end, end <= leaf.content.upperBound else {
        continue
      }
      spans.append(InlineSpan(.markup, TextRange(start, end)))
    }
  }

  // MARK: Text

  /// Adds the spans of a leaf's text; `from` leaves out what comes before.
  ///
  /// - Returns: the index of the first of them in `spans`.
  private mutating func addSpans(
    _ leaf: Leaf, from: Int? = nil, _ bytes: Span<UInt8>
  ) -> Int {
    let first = spans.count
    let start = from ?? leaf.content.lowerBound
    let end = max(start, leaf.content.upperBound)
    let lines = leaf.textLine + 1..<max(leaf.textLine + 1, leaf.endLine)
    guard leaf.isQuoted, !lines.isEmpty else {
      inline.parse(bytes, from: start, to: end)
      spans.append(contentsOf: inline.spans)
      return first
    }
    // Quote marks at the starts of lines would stop a link or a tag that goes over
    // several lines, so the text is read with spaces in their stead.
    var text = unquoted
    unquoted = []
    text.removeAll(keepingCapacity: true)
    for index in start..<end { text.append(bytes[index]) }
    var marks: [TextRange] = []
    for line in lines {
      let lineStart = parser.lineStarts[line]
      let textStart = min(parser.textStarts[line], end)
      guard lineStart >= start, lineStart < textStart else { continue }
      var isMarked = false
      for index in lineStart..<textStart where bytes[index] == UInt8(ascii: ">") {
        text[index - start] = .space
        isMarked = true
      }
      if isMarked { marks.append(TextRange(lineStart, textStart)) }
    }
    inline.parse(text.span, from: 0, to: text.count)
    unquoted = text
    for index in inline.comments.indices {
      inline.comments[index] = inline.comments[index].shifted(by: start)
    }
    var mark = 0
    for span in inline.spans {
      let range = span.range.shifted(by: start)
      while mark < marks.count, marks[mark].start < range.end {
        // A mark inside a span is part of it.
        if marks[mark].end <= range.start { spans.append(InlineSpan(.markup, marks[mark])) }
        mark += 1
      }
      spans.append(InlineSpan(span.kind, range, role: span.role))
    }
    for mark in marks[mark...] { spans.append(InlineSpan(.markup, mark)) }
    return first
  }

  private mutating func addDirectives(isOwnBlock: Bool, _ bytes: Span<UInt8>) {
    for comment in inline.comments { addDirective(comment, isOwnBlock: isOwnBlock, bytes) }
  }

  /// Adds the directive of a comment in `<!-- … -->` or `{/* … */}`. The block that
  /// holds it must have been added last.
  private mutating func addDirective(
    _ comment: TextRange, isOwnBlock: Bool, _ bytes: Span<UInt8>
  ) {
    let isHTML = bytes.byte(at: comment.start.utf8) == UInt8(ascii: "<")
    var start = comment.start.utf8 + (isHTML ? 4 : 3)
    var end = max(start, comment.end.utf8 - 3)
    while start < end, bytes.byte(at: start).isASCIIWhitespace { start += 1 }
    while end > start, bytes.byte(at: end - 1).isASCIIWhitespace { end -= 1 }
    directives.append(
      Directive(
        range: comment, content: TextRange(start, end), block: max(0, blocks.count - 1),
        isOwnBlock: isOwnBlock))
  }

  // MARK: Headings and paragraphs

  private mutating func addHeading(_ leaf: Leaf, _ bytes: Span<UInt8>) {
    var text = leaf
    // The last line is the one that underlines.
    if leaf.kind == .underlinedHeading { text.endLine -= 1 }
    let first = addSpans(text, bytes)
    headings += 1
    let kind: Block.Kind
    if headings == 1 && leaf.level == 1 {
      kind = .title
      answering = nil
    } else if QuestionShape.asks(bytes, leaf.content, spans: spans[first...]) {
      kind = .question
      answering = leaf.level
    } else {
      kind = .heading
      if let question = answering, question == 0 || leaf.level <= question { answering = nil }
    }
    append(kind, leaf, level: leaf.level)
    addDirectives(isOwnBlock: false, bytes)
  }

  /// Adds a paragraph, or the questions and answers that its lines are.
  private mutating func addParagraph(_ leaf: Leaf, _ bytes: Span<UInt8>) {
    guard leaf.nesting == 0, QuestionShape.mayStart(bytes, at: leaf.content.lowerBound) else {
      addPiece(leaf, entry: nil, bytes)
      return
    }
    var piece = leaf
    var entry = self.entry(ofLine: leaf.textLine, bytes)
    let isEntry = entry != nil
    if isEntry {
      for line in leaf.textLine..<leaf.endLine {
        let next = line + 1
        guard next < leaf.endLine else { break }
        let following = self.entry(ofLine: next, bytes)
        let isLabel = if case .labelled = following { true } else { false }
        // What follows a question in its own paragraph answers it.
        let endsQuestion =
          entry?.isQuestion == true
          && QuestionShape.asks(bytes, lineText(line, bytes), spans: [])
        guard isLabel || endsQuestion else { continue }
        piece.endLine = next
        piece.content = piece.content.lowerBound..<parser.trimmedEnd(ofLine: line, bytes)
        addPiece(piece, entry: entry, bytes)
        entry = following
        piece.firstLine = next
        piece.textLine = next
        piece.endLine = leaf.endLine
        piece.content = parser.textStarts[next]..<leaf.content.upperBound
      }
    }
    addPiece(piece, entry: entry, bytes)
  }

  private func lineText(_ line: Int, _ bytes: Span<UInt8>) -> Range<Int> {
    let start = parser.textStarts[line]
    return start..<max(start, parser.trimmedEnd(ofLine: line, bytes))
  }

  private func entry(ofLine line: Int, _ bytes: Span<UInt8>) -> QuestionShape.Entry? {
    QuestionShape.entry(bytes, lineText(line, bytes))
  }

  private mutating func addPiece(
    _ leaf: Leaf, entry: QuestionShape.Entry?, _ bytes: Span<UInt8>
  ) {
    var from: Int?
    let start = leaf.content.lowerBound
    let first = spans.count
    if leaf.startsItem, let box = QuestionShape.taskBoxEnd(bytes, leaf.content) {
      spans.append(InlineSpan(.markup, TextRange(start, box)))
      from = box
    }
    let found = addSpans(leaf, from: from, bytes)
    if case .labelled(_, let label) = entry {
      // A label may stand between marks of emphasis, so its place is sought.
      let place = spans[found...].firstIndex { $0.range.start.utf8 >= label.lowerBound }
      spans.insert(InlineSpan(.label, TextRange(label)), at: place ?? spans.endIndex)
    }
    if leaf.startsItem {
      append(.listItem, leaf, level: leaf.nesting)
      addDirectives(isOwnBlock: false, bytes)
      return
    }
    if let markup = wholeMarkup(leaf, spans[first...], bytes) {
      append(markup, leaf)
      addDirectives(isOwnBlock: markup == .comment, bytes)
      return
    }
    if entry?.isQuestion == true {
      answering = 0
      append(.question, leaf)
    } else {
      append(answering == nil ? .paragraph : .answer, leaf, level: leaf.nesting)
    }
    addDirectives(isOwnBlock: false, bytes)
  }

  /// `.comment` or `.html` when comments or tags are all that a paragraph holds.
  private func wholeMarkup(
    _ leaf: Leaf, _ spans: ArraySlice<InlineSpan>, _ bytes: Span<UInt8>
  ) -> Block.Kind? {
    var index = leaf.content.lowerBound
    var kind: Block.Kind?
    for span in spans {
      guard isBlank(bytes, index, span.range.start.utf8) else { return nil }
      switch span.kind {
      case .comment: kind = kind ?? .comment
      case .tag: kind = .html
      // Only the marks of a quote stand alone between white space.
      case .markup: break
      default: return nil
      }
      index = span.range.end.utf8
    }
    return isBlank(bytes, index, leaf.content.upperBound) ? kind : nil
  }

  private func isBlank(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    var index = start
    while index < end {
      guard bytes[index].isASCIIWhitespace else { return false }
      index += 1
    }
    return true
  }

  // MARK: Tables

  private mutating func addTable(_ leaf: Leaf, _ bytes: Span<UInt8>) {
    var comments: [TextRange] = []
    for line in leaf.textLine..<leaf.endLine {
      let start = parser.textStarts[line]
      let end = parser.trimmedEnd(ofLine: line, bytes)
      guard start < end else { continue }
      let lineStart = parser.lineStarts[line]
      if line > leaf.textLine, bytes.first(">", from: lineStart, before: start) != nil {
        spans.append(InlineSpan(.markup, TextRange(lineStart, start)))
      }
      if line == leaf.textLine + 1 {
        spans.append(InlineSpan(.markup, TextRange(start, end)))
        continue
      }
      var pipes: [Int] = []
      TableSyntax.forEachPipe(bytes, from: start, to: end) { pipes.append($0) }
      var cell = start
      for pipe in pipes + [end] {
        var cellEnd = pipe
        while cell < cellEnd, bytes[cell].isSpaceOrTab { cell += 1 }
        while cellEnd > cell, bytes[cellEnd - 1].isSpaceOrTab { cellEnd -= 1 }
        if cell < cellEnd {
          inline.parse(bytes, from: cell, to: cellEnd)
          spans.append(contentsOf: inline.spans)
          comments += inline.comments
        }
        if pipe < end { spans.append(InlineSpan(.markup, TextRange(pipe, pipe + 1))) }
        cell = pipe + 1
      }
    }
    append(.table, leaf, level: leaf.nesting)
    for comment in comments { addDirective(comment, isOwnBlock: false, bytes) }
  }

  // MARK: HTML

  private mutating func addHTML(_ leaf: Leaf, _ bytes: Span<UInt8>) {
    let end = leaf.content.upperBound
    var comments: [TextRange] = []
    // Whether comments are all that the block holds, and where they end.
    var isComment = leaf.level == 2
    var index = leaf.content.lowerBound
    while let open = bytes.first("<!--", from: index, before: end) {
      if !isBlank(bytes, index, open) { isComment = false }
      guard let close = bytes.first("-->", from: open + 2, before: end) else {
        // A comment that nothing closes goes on to the end.
        index = end
        break
      }
      comments.append(TextRange(open, close + 3))
      index = close + 3
    }
    if !isBlank(bytes, index, end) {
      if leaf.level == 2 {
        // Text in the line that a comment ends in shows on the page as prose does.
        var piece = leaf
        piece.kind = .paragraph
        addPiece(piece, entry: nil, bytes)
        return
      }
      isComment = false
    }
    append(isComment ? .comment : .html, leaf, level: leaf.nesting)
    for comment in comments { addDirective(comment, isOwnBlock: isComment, bytes) }
  }
}
