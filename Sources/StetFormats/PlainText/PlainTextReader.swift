public import StetCore

/// Reads plain text in the manner of drafts pasted from the web: headings are
/// short bare lines, questions are lines of their own, and what the site said
/// stands between the paragraphs.
///
/// Lines are told apart one by one (``PlainTextLine``), then by their
/// neighbours, then joined into blocks.
public enum PlainTextReader: DraftReader {
  /// The draft that a text makes. Linear in the length of the text.
  public static func read(_ source: SourceText) -> Draft { read(source, site: .english) }

  /// The draft that a text makes where sites say what `site` knows.
  package static func read(_ source: SourceText, site: SiteText) -> Draft {
    var assembly = PlainTextAssembly(source, site: site)
    assembly.run()
    return Draft(
      source: source, format: .plainText, blocks: assembly.blocks, spans: assembly.spans,
      metadata: assembly.metadata, directives: assembly.directives)
  }
}

/// The reading of one plain-text draft.
struct PlainTextAssembly {
  private(set) var blocks: [Block] = []
  private(set) var spans: [InlineSpan] = []
  private(set) var metadata: [Metadata] = []
  private(set) var directives: [Directive] = []

  let source: SourceText
  private let site: SiteText
  private(set) var lines: [PlainTextLine]
  /// Lines that are headings, by index.
  private var headings: Set<Int> = []
  private var titleLine: Int?

  init(_ source: SourceText, site: SiteText) {
    self.source = source
    self.site = site
    lines = []
    lines.reserveCapacity(source.lineStarts.count)
    for line in source.lineStarts.indices {
      let read = PlainTextLine(source, line: line, site: site)
      // The line after a final line break holds no byte.
      if !read.range.isEmpty { lines.append(read) }
    }
  }

  mutating func run() {
    settleFences()
    settleSite()
    settleContents()
    settleSmallQuestions()
    titleLine = findTitle()
    findHeadings()
    buildBlocks()
  }

  // MARK: What neighbours tell

  /// The nearest line before or after, `step` being -1 or 1, that says something.
  /// Marks of Stet's are passed over like blank lines: a mark must not change how
  /// the text beside it is read.
  private func neighbour(of index: Int, step: Int) -> Int? {
    var next = index + step
    while lines.indices.contains(next) {
      if !lines[next].isSilent { return next }
      next += step
    }
    return nil
  }

  /// Whether a blank line stands between two lines.
  private func isGap(between first: Int, and second: Int) -> Bool {
    lines[first..<second].contains { $0.kind == .blank }
  }

  /// The line before, marks of Stet's passed over.
  private func lineBefore(_ index: Int) -> Int? {
    var before = index - 1
    while before >= 0, lines[before].kind == .directive { before -= 1 }
    return before >= 0 ? before : nil
  }

  /// Makes code of the lines between fences. An opening fence without a closing
  /// one is a line of its own: it must not hide the rest of the draft.
  private mutating func settleFences() {
    var open: Int?
    for index in lines.indices where lines[index].kind == .fence {
      if let mark = underline(at: index) {
        lines[index].kind = .rule(mark)
        continue
      }
      if let first = open {
        for inside in first...index { lines[inside].kind = .code }
        open = nil
      } else {
        open = index
      }
    }
    if let open { lines[open].kind = .rule(UInt8(ascii: "`")) }
  }

  /// The mark of a line of marks that is as long as the text right over it, and so
  /// underlines a heading, as in reStructuredText; `nil` for any other.
  private func underline(at index: Int) -> UInt8? {
    guard index > 0, lines[index].width >= 4,
      let mark = source.bytes(in: lines[index].content).first,
      source.bytes(in: lines[index].content).allSatisfy({ $0 == mark })
    else { return nil }
    let over = lines[index - 1]
    guard over.kind == .text || over.kind == .bare || over.kind == .question,
      abs(over.width - lines[index].width) <= 2
    else { return nil }
    return mark
  }

  /// Decides which lines that only may be chrome are chrome, by what stands
  /// next to them.
  private mutating func settleSite() {
    let present = lines.indices.filter { !lines[$0].isSilent }
    let roles = present.map { index -> SiteText.Role? in
      if case .site(let role) = lines[index].kind { role } else { nil }
    }
    var settled = SiteText.settle(roles) { position in
      source.utf8.byte(at: lines[present[position]].content.end.utf8 - 1)
    }
    settleRuns(present, roles, &settled)
    keepAnswers(present, &settled)
    for (index, (role, isSettled)) in zip(present, zip(roles, settled))
    where role != nil || isSettled != nil {
      // Not beside chrome: ordinary words after all.
      lines[index].kind = isSettled.map(PlainTextLine.Kind.site) ?? proseKind(of: lines[index])
    }
  }

  /// What stands alone under a question, and before the next one or the end, is its
  /// answer, though it reads as a fact: `March 4, 1921`.
  private func keepAnswers(_ present: [Int], _ settled: inout [SiteText.Role?]) {
    for (place, index) in present.enumerated() where place > 0 {
      guard case .metadata = settled[place], lines[present[place - 1]].kind == .question,
        isGap(between: present[place - 1], and: index)
      else { continue }
      let isLast = place + 1 == present.count
      if isLast || (lines[present[place + 1]].kind == .question && settled[place + 1] == nil) {
        settled[place] = nil
      }
    }
  }

  /// Makes chrome of the lines that a site's table of contents lists.
  private mutating func settleContents() {
    for index in lines.indices {
      guard isSite(index), isContentsLabel(source.bytes(in: lines[index].content)) else { continue }
      var first = index + 1
      if lines.indices.contains(first), lines[first].kind == .blank { first += 1 }
      let end = extent(from: first) { line in
        (line.kind == .bare || line.kind == .item || line.kind == .question)
          && !".!?".utf8.contains(source.utf8.byte(at: line.content.end.utf8 - 1))
      }
      // An entry that a text follows without a blank line is a heading.
      guard end - first >= 2, end == lines.count || lines[end].kind == .blank || isSite(end) else {
        continue
      }
      for entry in first..<end { lines[entry].kind = .site(.chrome) }
    }
  }

  /// Makes questions of lines that ask in small letters, as in chats. They must
  /// stand apart, for any line of wrapped text may begin with a small letter.
  private mutating func settleSmallQuestions() {
    for index in lines.indices where lines[index].kind == .text {
      guard index == 0 || lines[index - 1].kind == .blank, index + 1 < lines.count,
        lines[index + 1].kind == .blank,
        QuestionLine.asksInSmallLetters(source.bytes(in: lines[index].content))
      else { continue }
      lines[index].kind = .question
    }
  }

  private func isContentsLabel(_ bytes: ArraySlice<UInt8>) -> Bool {
    let words = bytes.split { !$0.isASCIILetter }.map {
      String(decoding: $0.map(\.asciiLowercased), as: UTF8.self)
    }
    return [
      ["contents", "hide"], ["in", "this", "article"], ["on", "this", "page"],
      ["table", "of", "contents"],
    ].contains(words)
  }

  private func proseKind(of line: PlainTextLine) -> PlainTextLine.Kind {
    let bytes = source.bytes(in: line.content)
    if QuestionLine.asks(bytes) { return .question }
    return PlainTextLine.isBare(bytes) ? .bare : .text
  }

  // MARK: Title

  /// The line that is the title: the first line of the article, if it is a
  /// question that no answer of a list of questions follows, or short and bare.
  private func findTitle() -> Int? {
    guard
      let first = lines.indices.first(where: { index in
        switch lines[index].kind {
        case .blank, .directive, .site, .rule: false
        default: true
        }
      })
    else { return nil }
    guard let next = neighbour(of: first, step: 1) else { return nil }
    switch lines[first].kind {
    case .bare:
      let bytes = source.bytes(in: lines[first].content)
      if KnownHeadings.contains(bytes) || endsInFunctionWord(bytes) { return nil }
      if case .rule = lines[next].kind { return first }
      // A short line alone above an article; a list of short lines has none.
      let isApart = isGap(between: first, and: next)
      let isProse = [.text, .question].contains(lines[next].kind) || isSite(next)
      let leadsOn = lines[next].kind == .bare && lines[next].width != 0 && isApart
      return isProse || leadsOn ? first : nil
    case .question:
      if QuestionLine.label(of: source.bytes(in: lines[first].content)) != nil { return nil }
      // What the site puts under a page's title, it does not put under a
      // question in a list of them.
      if isSite(next) { return first }
      let nextQuestion = lines.indices.first { $0 > first && lines[$0].kind == .question }
      let end = nextQuestion ?? lines.count
      let hasHeading = (first + 1..<end).contains { index in
        lines[index].kind == .bare
          && KnownHeadings.contains(source.bytes(in: lines[index].content))
      }
      if hasHeading { return first }
      if nextQuestion != nil { return nil }
      let paragraphs = (first + 1..<end).filter { lines[$0].kind == .text }.count
      return paragraphs >= 2 ? first : nil
    default:
      return nil
    }
  }

  private func isSite(_ index: Int) -> Bool {
    if case .site = lines[index].kind { true } else { false }
  }

  // MARK: Headings

  /// Finds the bare lines that are headings of the text under them.
  private mutating func findHeadings() {
    let runs = bareRuns()
    for index in lines.indices.reversed() where index != titleLine {
      let kind = lines[index].kind
      guard kind == .bare || (kind == .item && lines[index].isNumbered) else { continue }
      if isHeading(index, bareRun: runs[index]) { headings.insert(index) }
    }
  }

  /// For each bare line, how many of them follow on one another there, blank
  /// lines aside.
  private func bareRuns() -> [Int] {
    var runs = [Int](repeating: 0, count: lines.count)
    var members: [Int] = []
    /// Notes the length of the run that ends here.
    func close() {
      for member in members { runs[member] = members.count }
      members.removeAll()
    }
    for index in lines.indices where !lines[index].isSilent {
      if lines[index].kind == .bare && index != titleLine {
        members.append(index)
      } else {
        close()
      }
    }
    close()
    return runs
  }

  private func isHeading(_ index: Int, bareRun: Int) -> Bool {
    let line = lines[index]
    let start = line.kind == .item ? line.textStart : line.content.start.utf8
    let bytes = source.bytes(in: TextRange(start, line.content.end.utf8))
    let isKnown = KnownHeadings.contains(bytes)
    guard PlainTextLine.isBare(bytes) || isKnown else { return false }
    // What a colon announces is a list, also where headings run in its items.
    if !isKnown, bytes.last == UInt8(ascii: ":"), let next = neighbour(of: index, step: 1),
      RunInHeadingShape(openingAt: lines[next].content, in: source.utf8) != nil
    {
      return false
    }
    let previous = lineBefore(index)
    guard let next = neighbour(of: index, step: 1) else {
      // A well-known heading with nothing under it yet.
      return isKnown && line.kind == .bare && previous.map { lines[$0].kind == .blank } ?? false
    }
    let isApart = isGap(between: index, and: next)
    if case .rule(let mark) = lines[next].kind {
      // Underlined.
      return next == index + 1 && (mark == UInt8(ascii: "=") || mark == UInt8(ascii: "-"))
        && lines[next].width >= 3 && line.kind != .item
    }
    let before = neighbour(of: index, step: -1)
    let standsApart =
      previous.map { lines[$0].kind == .blank || isSite($0) || headings.contains($0) } ?? true
    guard standsApart else { return false }
    if bytes.last == UInt8(ascii: ":") && !isKnown && wordCount(bytes) > 5 { return false }
    let opensText: Bool
    switch lines[next].kind {
    case .text:
      // A text goes on under its heading: a sentence, not more of the same.
      let text = source.bytes(in: lines[next].content)
      let startsFresh =
        text.first.map { !$0.isASCIILowercase && !",;:.".utf8.contains($0) } ?? false
      opensText =
        startsFresh && (lines[next].width >= 2 * line.width || endsSentence(text))
    case .item:
      opensText = line.kind != .item && !lines[next].isNumbered || isKnown
    case .bare:
      // Entries without end marks, as references have them; but a list of
      // headings is a table of contents.
      let isListHeading =
        isKnown && next == index + 1
        && !KnownHeadings.contains(source.bytes(in: lines[next].content))
      opensText = headings.contains(next) || isListHeading
    case .question:
      // Where questions bear labels, answers do too, and a bare line is neither.
      let isLabelled = QuestionLine.label(of: source.bytes(in: lines[next].content)) != nil
      let isAsked = before.map { lines[$0].kind == .question } ?? false
      return isKnown || (isLabelled && !isAsked && bareRun == 1)
    default:
      opensText = isKnown
    }
    guard opensText else { return false }
    if isKnown { return true }
    // A heading may stand right under another; more in a row are a list.
    // One with its text right under it is no part of the list before it.
    let isRightAbove = next == index + 1 && lines[next].kind == .text
    if bareRun > 2 && !isRightAbove { return false }
    if line.kind == .item {
      // A numbered heading is numbered among others, with text between them.
      return lines[next].kind == .text && isApart && wordCount(bytes) <= 8
        && startsUppercase(bytes)
    }
    // Under a question stands its answer, however short.
    if let before, lines[before].kind == .question { return false }
    if isApart && lines[next].kind == .text {
      // With a blank line between, only a title-like line that a paragraph follows.
      return wordCount(bytes) <= 8 && lines[next].width > line.width
        && !endsInFunctionWord(bytes)
    }
    return !endsInFunctionWord(bytes)
  }

  private func wordCount(_ bytes: ArraySlice<UInt8>) -> Int {
    bytes.split(whereSeparator: \.isASCIIWhitespace).count
  }

  private func startsUppercase(_ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.first.map { $0.isASCIIUppercase || $0 >= 0x80 } ?? false
  }

  private func endsSentence(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard let last = bytes.last else { return false }
    return ".!?:)\"".utf8.contains(last)
  }

  private func endsInFunctionWord(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard let last = bytes.split(whereSeparator: \.isASCIIWhitespace).last else { return false }
    return FunctionWords.strict.contains(
      String(decoding: last.map(\.asciiLowercased), as: UTF8.self))
  }

  // MARK: Blocks

  private mutating func buildBlocks() {
    var index = 0
    var isAnswering = false
    while index < lines.count {
      let line = lines[index]
      switch line.kind {
      case .blank:
        let end = extent(from: index) { $0.kind == .blank }
        append(.blank, index..<end)
        index = end
      case .directive:
        directives.append(
          Directive(
            range: line.content,
            content: TextRange(line.content.start.utf8 + 1, line.content.end.utf8 - 1),
            block: blocks.count, isOwnBlock: true))
        append(.comment, index..<index + 1)
        index += 1
      case .site(let role):
        if case .metadata(let kind) = role {
          let range = line.value ?? line.content
          metadata.append(Metadata(kind, value: source.string(in: range), range: range))
          append(.metadata, index..<index + 1)
        } else {
          append(.chrome, index..<index + 1)
        }
        index += 1
      case .rule:
        append(.thematicBreak, index..<index + 1)
        index += 1
      case .fence, .code:
        let end = extent(from: index) { $0.kind == .code }
        append(.code, index..<max(end, index + 1))
        index = max(end, index + 1)
      case .question:
        appendQuestion(index)
        if index != titleLine { isAnswering = true }
        index += 1
      case .bare where index == titleLine || headings.contains(index),
        .item where headings.contains(index):
        index = appendHeading(index)
        isAnswering = false
      case .item:
        let end = itemEnd(index)
        append(.listItem, index..<end, textStart: line.textStart, level: 1 + line.indent / 4)
        index = end
      case .bare, .text:
        let end = paragraphEnd(index)
        appendText(index..<end, isAnswering: &isAnswering)
        index = end
      }
    }
  }

  private func extent(from index: Int, while holds: (PlainTextLine) -> Bool) -> Int {
    var end = index
    while end < lines.count, holds(lines[end]) { end += 1 }
    return end
  }

  private mutating func append(
    _ kind: Block.Kind, _ range: Range<Int>, textStart: Int? = nil, level: Int = 0
  ) {
    guard let first = lines[range].first, let last = lines[range].last else { return }
    let content = TextRange(textStart ?? first.content.start.utf8, last.content.end.utf8)
    if range.count == 1, kind.isProse { appendEditLink(of: first) }
    blocks.append(
      Block(
        kind: kind, range: TextRange(start: first.range.start, end: last.range.end),
        content: content, level: level))
    if kind.isProse { spans += InlineScanner.technicalSpans(in: source, range: content) }
  }

  private mutating func appendEditLink(of line: PlainTextLine) {
    if let link = line.editLink { spans.append(InlineSpan(.chrome, link)) }
  }

  private mutating func appendQuestion(_ index: Int) {
    let content = lines[index].content
    if let label = QuestionLine.label(of: source.bytes(in: content)), label.isQuestion {
      spans.append(InlineSpan(.label, TextRange(label.range)))
    }
    append(index == titleLine ? .title : .question, index..<index + 1)
  }

  /// Appends a heading or the title with its underline; returns the line after.
  private mutating func appendHeading(_ index: Int) -> Int {
    let line = lines[index]
    var content = TextRange(
      line.kind == .item ? line.textStart : line.content.start.utf8, line.content.end.utf8)
    if source.utf8.byte(at: content.end.utf8 - 1) == UInt8(ascii: ":") {
      content = TextRange(content.start.utf8, content.end.utf8 - 1)
    }
    var end = index + 1
    if end < lines.count, case .rule = lines[end].kind { end += 1 }
    let kind: Block.Kind = index == titleLine ? .title : .heading
    appendEditLink(of: line)
    let range = TextRange(start: line.range.start, end: lines[end - 1].range.end)
    blocks.append(Block(kind: kind, range: range, content: content))
    spans += InlineScanner.technicalSpans(in: source, range: content)
    return end
  }

  private mutating func appendText(_ range: Range<Int>, isAnswering: inout Bool) {
    guard let first = lines[range].first else { return }
    let lineRange = TextRange(start: first.range.start, end: first.content.end)
    if let label = site.label(at: lineRange, in: source) {
      // `  Answer     You need …`: the label is the site's.
      spans.append(InlineSpan(.chrome, label))
    } else if let label = QuestionLine.label(of: source.bytes(in: first.content)),
      !label.isQuestion, label.range.upperBound < first.content.end.utf8
    {
      spans.append(InlineSpan(.label, TextRange(label.range)))
      isAnswering = true
    }
    append(isAnswering ? .answer : .paragraph, range)
  }

  /// The line after a list item: its continuation lines are indented or go on
  /// in lower case.
  private func itemEnd(_ index: Int) -> Int {
    var end = index + 1
    while end < lines.count {
      let line = lines[end]
      guard line.kind == .text || line.kind == .bare, !headings.contains(end) else { break }
      let startsLower = source.utf8.byte(at: line.content.start.utf8).isASCIILowercase
      guard line.indent > lines[index].indent || startsLower || isWrapped(end - 1) else { break }
      end += 1
    }
    return end
  }

  /// The line after a paragraph. Lines follow on when the text is wrapped by
  /// hand; otherwise each line is a paragraph, as it is in pasted text.
  private func paragraphEnd(_ index: Int) -> Int {
    var end = index + 1
    while end < lines.count {
      let line = lines[end]
      let startsLower = source.utf8.byte(at: line.content.start.utf8).isASCIILowercase
      switch line.kind {
      case .text, .bare:
        guard !headings.contains(end), end != titleLine else { return end }
        guard startsLower || isWrapped(end - 1) else { return end }
      default:
        return end
      }
      end += 1
    }
    return end
  }

  /// Whether a line looks broken by hand, so that its text goes on in the next:
  /// as wide as such lines are, and not much shorter than its neighbours.
  private func isWrapped(_ index: Int) -> Bool {
    let width = lines[index].width
    guard width <= 120 else { return false }
    if width >= 40 { return true }
    // The last line of a paragraph may be short, and then nothing follows on it;
    // verse and addresses have short lines throughout.
    let last = source.utf8.byte(at: lines[index].content.end.utf8 - 1)
    return !".!?:".utf8.contains(last)
  }
}
