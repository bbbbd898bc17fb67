public import StetCore

/// Reads HTML: whole pages, saved from a browser or written by hand, and parts of
/// them.
///
/// The blocks of the draft are the paragraphs, headings, list items, tables and
/// code of the article; ``ArticleFinder`` tells it from the site around it, whose
/// parts are chrome, each one block as large as can be. Markup between blocks is
/// `.html`. A block that fills an element takes in its tags, so that a page stays
/// whole when the block is taken out.
public enum HTMLReader: DraftReader {
  /// The draft that a page makes. Linear in the length of the text.
  public static func read(_ source: SourceText) -> Draft { read(source, site: .english) }

  /// The draft that a page makes where sites say what `site` knows.
  package static func read(_ source: SourceText, site: SiteText) -> Draft {
    let tree = HTMLTree(source.utf8.span)
    var assembly = HTMLAssembly(tree, source, site)
    assembly.run()
    return Draft(
      source: source, format: .html, blocks: assembly.blocks, spans: assembly.spans,
      metadata: assembly.metadata, directives: assembly.directives
    ).saying(tree.markup(in: source))
      .noting(MarkupEncoding.fault(in: source, .html).map { [$0] } ?? [])
  }
}

extension HTMLTree {
  /// What the page says of its language and its figures. Linear.
  fileprivate func markup(in source: SourceText) -> Draft.Markup {
    var markup = Draft.Markup()
    func tag(_ range: Range<Int>) -> String? {
      let text = source.string(in: TextRange(range))
      return LanguageTag.isTag(text) ? text : nil
    }
    markup.language = language.flatMap(tag)
    markup.add(
      languages: languages.compactMap { node, range in
        tag(range).map {
          Draft.Markup.LanguageRun(TextRange(nodes[node].start, nodes[node].end), $0)
        }
      })
    var figure: Int?
    for (index, node) in nodes.enumerated() {
      switch node.element {
      case .figure: if figure.map({ nodes[$0].nodeEnd <= index }) ?? true { figure = index }
      case .figcaption:
        guard let open = figure, index < nodes[open].nodeEnd, node.leafEnd > node.firstLeaf else {
          continue
        }
        markup.add(
          figure: Draft.Markup.Figure(
            TextRange(nodes[open].start, nodes[open].end), caption: TextRange(node.start, node.end)
          ))
      default: continue
      }
    }
    return markup
  }
}

/// Reads the blocks of HTML in a Markdown draft as pages are read, but for what tells an
/// article from its site: all their text is the article's.
package enum HTMLFragments {
  /// A draft of the same text whose blocks are those of the HTML in `draft`; what lies
  /// between them is blank. `nil` when `draft` has no such blocks. HTML in a quotation
  /// is left out, as marks stand between its lines. Linear.
  package static func draft(of draft: Draft) -> Draft? {
    let source = draft.source
    var blocks: [Block] = []
    var spans: [InlineSpan] = []
    var markup = Draft.Markup()
    var languages: [Draft.Markup.LanguageRun] = []
    var end = TextOffset.zero
    for block in draft.blocks where block.kind == .html && !block.isQuoted {
      let tree = HTMLTree(source.utf8.span, in: block.content.utf8)
      guard !tree.leaves.isEmpty else { continue }
      var assembly = HTMLAssembly(fragment: tree, source, in: block.content.utf8)
      assembly.runFragment()
      if end < block.content.start {
        blocks.append(Block(kind: .blank, range: TextRange(start: end, end: block.content.start)))
      }
      let from = blocks.count
      blocks += assembly.blocks.map { inner in
        var inner = inner
        if inner.kind != .heading, inner.kind != .question, block.level > 0 {
          inner.level += block.level
          inner.quotations = inner.quotations.map { $0 + block.level }
        }
        return inner
      }
      if block.opening != .byKind,
        let first = blocks[from...].firstIndex(where: { $0.kind != .html && $0.kind != .blank }),
        blocks[first].kind != .listItem, blocks[first].opening == .byKind
      {
        blocks[first].opening = block.opening
      }
      spans += assembly.spans
      let said = tree.markup(in: source)
      languages += said.languages
      for figure in said.figures { markup.add(figure: figure) }
      end = block.content.end
    }
    guard !blocks.isEmpty else { return nil }
    if end < source.range.end {
      blocks.append(Block(kind: .blank, range: TextRange(start: end, end: source.range.end)))
    }
    markup.add(languages: languages)
    return Draft(source: source, format: .html, blocks: blocks, spans: spans).saying(markup)
  }
}

/// The reading of one page.
private struct HTMLAssembly {
  private let tree: HTMLTree
  private let source: SourceText
  private let site: SiteText
  private var roles: [ArticleFinder.Role]
  private var markup: MarkupAssembly
  private var nextHidden = 0
  private(set) var metadata: [Metadata] = []
  /// The phrases of the site among the leaves: what each fact says.
  private var facts: [Int: Metadata] = [:]
  /// Leaves that are the site's by their words, not by their markup.
  private var isByWords: Set<Int> = []

  var blocks: [Block] { markup.blocks }
  var spans: [InlineSpan] { markup.spans }
  var directives: [Directive] { markup.directives }

  init(_ tree: HTMLTree, _ source: SourceText, _ site: SiteText) {
    self.tree = tree
    self.source = source
    self.site = site
    roles = ArticleFinder(tree, source).roles
    markup = MarkupAssembly(count: source.count, comments: tree.comments, rules: tree.rules)
  }

  /// An assembly of a part of a text, all of whose leaves are the article's.
  init(fragment tree: HTMLTree, _ source: SourceText, in range: Range<Int>) {
    self.tree = tree
    self.source = source
    site = .english
    roles = tree.leaves.map { leaf in
      let node = tree.nodes[leaf.node]
      guard node.element.headingLevel > 0 || node.hints.contains(.heading) else { return .text }
      let end = min(leaf.end, leaf.start + ArticleFinder.longestLine)
      let text = PlainText.text(of: leaf.start..<end, in: source, hidden: [])
      return text.last == UInt8(ascii: "?") && QuestionLine.asks(text[...]) ? .question : .heading
    }
    markup = MarkupAssembly(
      from: range.lowerBound, count: range.upperBound, comments: [], rules: tree.rules)
  }

  mutating func runFragment() {
    findTables()
    let whole = source.utf8
    let bytes = whole.span
    for index in tree.leaves.indices {
      if let (node, kind) = asOne[index] {
        if tree.nodes[node].firstLeaf == index { add(node: node, kind, bytes) }
      } else {
        add(leaf: index, bytes)
      }
    }
    markup.finish(bytes)
  }

  mutating func run() {
    settleSite()
    let linked = LinkedData(tree.linkedData, source)
    if !settleLinked(linked) { addLinked(linked) }
    findTables()
    findChrome()
    readMeta()
    build()
  }

  // MARK: The site's words

  /// Finds what the site said among the lines of the article.
  private mutating func settleSite() {
    let present = tree.leaves.indices.filter { index in
      switch roles[index] {
      case .hidden: false
      case .chrome: true
      default: tree.leaves[index].hasText
      }
    }
    var values: [Int: (String, TextRange)] = [:]
    var found: [SiteText.Role?] = []
    found.reserveCapacity(present.count)
    for index in present {
      let leaf = tree.leaves[index]
      switch roles[index] {
      case .text, .answer, .question: break
      case .chrome:
        // A count of votes tells of the article wherever it stands.
        if leaf.words <= 8, !tree.nodes[leaf.node].inherited.contains(.chrome),
          let (match, text) = match(leaf, site), case .metadata(.helpfulCount) = match.role,
          let value = match.value
        {
          let range = TextRange(leaf.start, leaf.end)
          roles[index] = .metadata(.helpfulCount)
          facts[index] = Metadata(.helpfulCount, value: text.string(in: value), range: range)
        }
        found.append(nil)
        continue
      default:
        found.append(nil)
        continue
      }
      guard leaf.end - leaf.start <= 3 * SiteText.longestLine,
        let (match, text) = match(leaf, site)
      else {
        found.append(nil)
        continue
      }
      if let value = match.value {
        values[index] = (text.string(in: value), TextRange(leaf.start, leaf.end))
      }
      found.append(match.role)
    }
    if found.allSatisfy({ $0 == nil }) { return }
    let settled = SiteText.settle(found) { position in
      lastByte(of: tree.leaves[present[position]])
    }
    for (index, role) in zip(present, settled) {
      switch role {
      case .chrome:
        roles[index] = .chrome
        isByWords.insert(index)
      case .metadata(let kind):
        roles[index] = .metadata(kind)
        let range = TextRange(tree.leaves[index].start, tree.leaves[index].end)
        let (value, place) = values[index] ?? (source.string(in: range), range)
        facts[index] = Metadata(kind, value: value, range: place)
      default: break
      }
    }
  }

  /// What a leaf's line is; its text without markup.
  private func match(
    _ leaf: HTMLTree.Leaf, _ site: SiteText
  ) -> (SiteText.Match, SourceText)? {
    let text = SourceText(
      decoding: PlainText.text(of: leaf.start..<leaf.end, in: source, hidden: tree.hidden))
    return site.match(text.range, in: text).map { ($0, text) }
  }

  private func lastByte(of leaf: HTMLTree.Leaf) -> UInt8 {
    let bytes = source.utf8
    var index = leaf.end - 1
    // Past the tags at the end.
    while index > leaf.start, bytes[index] == UInt8(ascii: ">") {
      while index > leaf.start, bytes[index] != UInt8(ascii: "<") { index -= 1 }
      index -= 1
      while index > leaf.start, bytes[index].isASCIIWhitespace { index -= 1 }
    }
    return bytes.byte(at: index)
  }

  // MARK: Linked data

  /// The strings of JSON-LD that are blocks, as no text of the page says them.
  private var strings: [(range: Range<Int>, kind: Block.Kind)] = []
  private var nextString = 0

  /// Makes blocks of questions and answers that only the page's JSON-LD holds.
  private mutating func addLinked(_ linked: LinkedData) {
    let whole = source.utf8
    let bytes = whole.span
    for question in linked.questions {
      for (string, kind) in [(question.name, Block.Kind.question)]
        + question.answers.map({ ($0, .answer) })
      {
        strings += JSONText.lines(bytes, string).map { ($0, kind) }
      }
    }
    strings.sort { $0.range.lowerBound < $1.range.lowerBound }
  }

  /// Gives the questions that a page's JSON-LD asks their roles in the text; says
  /// whether the text has any of them.
  private mutating func settleLinked(_ linked: LinkedData) -> Bool {
    guard !linked.questions.isEmpty else { return true }
    var isFound = false
    var isAnswering = false
    for index in tree.leaves.indices where roles[index] != .hidden {
      let leaf = tree.leaves[index]
      guard leaf.hasText, leaf.end - leaf.start <= ArticleFinder.longestLine else { continue }
      let text = PlainText.text(of: leaf.start..<leaf.end, in: source, hidden: tree.hidden)
      if leaf.words <= 60, linked.asks(text) {
        isFound = true
        if roles[index] != .title { roles[index] = .question }
        isAnswering = true
        continue
      }
      switch roles[index] {
      case .heading, .title, .question: isAnswering = false
      case .text where isAnswering: roles[index] = .answer
      case .chrome
      where isAnswering && leaf.words >= 3 && leaf.linkWords * 2 < leaf.words
        && linked.answers(text):
        roles[index] = .answer
      default: break
      }
    }
    return isFound
  }

  // MARK: Tables and chrome

  /// For each leaf, the node that is one block with it, and the kind.
  private var asOne: [Int: (node: Int, kind: Block.Kind)] = [:]

  /// Finds the tables that hold data; others only place things on the page.
  private mutating func findTables() {
    var holdsTable = [Bool](repeating: false, count: tree.nodes.count)
    for index in tree.nodes.indices.reversed() {
      let node = tree.nodes[index]
      if node.parent >= 0, holdsTable[index] || node.element == .table {
        holdsTable[node.parent] = true
      }
    }
    for (index, node) in tree.nodes.enumerated()
    where node.element == .table && !holdsTable[index] && node.leafEnd > node.firstLeaf
      && !node.hints.contains(.layout)
    {
      let leaves = node.firstLeaf..<node.leafEnd
      guard !leaves.contains(where: { roles[$0] == .chrome && isByWords.contains($0) }),
        leaves.contains(where: { roles[$0] == .text || roles[$0] == .answer }),
        leaves.allSatisfy({ roles[$0] != .question && roles[$0] != .title && roles[$0] != .heading }
        )
      else { continue }
      var cells = 0
      var rows = 0
      var largest = 0
      for cell in index + 1..<max(index + 1, node.nodeEnd) {
        switch tree.nodes[cell].element {
        case .td, .th:
          cells += 1
          largest = max(largest, tree.nodes[cell].leafEnd - tree.nodes[cell].firstLeaf)
        case .tr: rows += 1
        default: break
        }
      }
      // One cell, or a cell with a whole text in it, is layout.
      guard cells >= 2, largest <= 6, rows >= 1, cells > rows || rows > 1, node.words <= cells * 80
      else { continue }
      for leaf in leaves { asOne[leaf] = (index, .table) }
    }
  }

  /// Finds the largest elements that hold nothing but what is the site's.
  private mutating func findChrome() {
    // Leaves before each that are none of the site's.
    var others = [0]
    others.reserveCapacity(roles.count + 1)
    for (index, role) in roles.enumerated() {
      let isSite = role == .hidden || (role == .chrome && !isByWords.contains(index))
      others.append((others.last ?? 0) + (isSite ? 0 : 1))
    }
    var done = 0
    for (index, node) in tree.nodes.enumerated()
    where node.leafEnd > max(done, node.firstLeaf) && !node.element.isInline
      && node.firstLeaf >= done
    {
      switch node.element {
      case .html, .body, .td, .th, .tr, .tbody, .thead, .tfoot: continue
      default: break
      }
      guard others[node.leafEnd] == others[node.firstLeaf],
        roles[node.firstLeaf..<node.leafEnd].contains(.chrome)
      else { continue }
      for leaf in node.firstLeaf..<node.leafEnd { asOne[leaf] = (index, .chrome) }
      done = node.leafEnd
    }
  }

  // MARK: Facts

  private mutating func readMeta() {
    let kinds: [String: Metadata.Kind] = [
      "og:title": .title, "twitter:title": .title, "author": .author, "article:author": .author,
      "article:published_time": .date, "date": .date, "og:site_name": .source,
      "og:url": .source, "article:section": .topic, "keywords": .topic, "citation_title": .title,
      "dc.title": .title, "dc.creator": .author, "dc.date": .date, "datepublished": .date,
    ]
    var seen: Set<Metadata.Kind> = []
    if let title = tree.title {
      let text = String(
        decoding: PlainText.text(of: title.utf8, in: source, hidden: []), as: UTF8.self)
      if !text.isEmpty { metadata.append(Metadata(.title, value: text, range: title)) }
    }
    for (name, content) in tree.meta {
      let name = source.string(in: TextRange(name)).lowercased()
      guard let kind = kinds[name], !content.isEmpty, kind == .title || !seen.contains(kind)
      else { continue }
      seen.insert(kind)
      let text = PlainText.text(of: content, in: source, hidden: [])
      metadata.append(
        Metadata(kind, value: String(decoding: text, as: UTF8.self), range: TextRange(content)))
    }
  }

  // MARK: Blocks

  /// Whether the term before, if any, asks a question.
  private var isAsking = true

  private mutating func build() {
    let whole = source.utf8
    let bytes = whole.span
    var index = 0
    while index < tree.leaves.count {
      addStrings(before: tree.leaves[index].start, bytes)
      if let (node, kind) = asOne[index] {
        add(node: node, kind, bytes)
        index = max(index + 1, tree.nodes[node].leafEnd)
        continue
      }
      if roles[index] != .hidden { add(leaf: index, bytes) }
      index += 1
    }
    addStrings(before: source.count, bytes)
    markup.finish(bytes)
  }

  private mutating func addStrings(before place: Int, _ bytes: Span<UInt8>) {
    while nextString < strings.count, strings[nextString].range.lowerBound < place {
      let (range, kind) = strings[nextString]
      nextString += 1
      guard range.lowerBound >= markup.place else { continue }
      JSONText.addSpans(bytes, from: range.lowerBound, to: range.upperBound, into: &markup.spans)
      markup.add(Block(kind: kind, range: TextRange(range)), bytes)
    }
  }

  /// Adds an element as one block.
  private mutating func add(node index: Int, _ kind: Block.Kind, _ bytes: Span<UInt8>) {
    let node = tree.nodes[index]
    let start = max(node.start, markup.place)
    guard start < node.end else { return }
    var block = Block(
      kind: kind, range: TextRange(start, markup.lineEnd(after: node.end, bytes)),
      content: TextRange(start, node.end))
    block.isMarkedUp = kind == .chrome
    block.isQuoted = node.isQuoted
    block.quotations = node.quotations
    if kind == .table, node.item >= 0, node.nesting > 0 {
      block.level = node.nesting
      if tree.nodes[node.item].firstLeaf == node.firstLeaf {
        block.opening = .items([node.isNumbered ? 1 : -1])
      }
    }
    if kind == .table { addSpans(start, node.end, bytes) }
    markup.add(block, bytes)
  }

  private mutating func addSpans(_ start: Int, _ end: Int, _ bytes: Span<UInt8>) {
    while nextHidden < tree.hidden.count, tree.hidden[nextHidden].range.end.utf8 <= start {
      nextHidden += 1
    }
    MarkupText.addSpans(
      bytes, .html, from: start, to: end, isCode: { HTMLElement(bytes, $0).isCode },
      hidden: tree.hidden, next: &nextHidden, into: &markup.spans)
  }

  private mutating func add(leaf index: Int, _ bytes: Span<UInt8>) {
    let leaf = tree.leaves[index]
    let node = tree.nodes[leaf.node]
    var start = leaf.start
    var end = leaf.end
    // A leaf that fills its element takes in the element's tags.
    if node.element.wrapsText, node.leafEnd - node.firstLeaf == 1, node.start >= markup.place,
      node.end >= leaf.end
    {
      start = node.start
      end = node.end
    }
    guard start >= markup.place, start < end else { return }
    let isCode = node.element == .pre || node.element == .xmp || node.element == .plaintext
    let level =
      node.element.headingLevel > 0
      ? node.element.headingLevel : node.hints.contains(.heading) ? 2 : 0
    var kind: Block.Kind
    var blockLevel = 0
    var opening = Block.Opening.byKind
    var isTerm = false
    switch roles[index] {
    case .hidden: return
    case .chrome: kind = .chrome
    case .title: (kind, blockLevel) = (.title, level)
    case .heading: (kind, blockLevel) = (.heading, level)
    case .question:
      (kind, blockLevel) = (.question, level)
      isAsking = true
    case .metadata: kind = .metadata
    case .text, .answer:
      let isAnswer = roles[index] == .answer
      kind = isAnswer ? .answer : .paragraph
      if node.item >= 0, node.nesting > 0 {
        let item = tree.nodes[node.item]
        let opensItem = item.firstLeaf == index
        blockLevel = node.nesting
        if opensItem, item.element == .li || item.element == .dt { kind = .listItem }
        if item.element == .dt { isAsking = false }
        // The answer to a term that asks stands in no list.
        if isAnswer, item.element == .dd, isAsking { blockLevel = 0 }
        isTerm = kind == .listItem && item.element == .dt
      }
      if isCode {
        if kind == .listItem { opening = .items([node.isNumbered ? 1 : -1]) }
        kind = .code
      }
      if level > 0 { (kind, blockLevel) = (.heading, level) }
    }
    var block = Block(
      kind: kind, range: TextRange(start, markup.lineEnd(after: end, bytes)),
      content: TextRange(leaf.start, leaf.end), level: blockLevel)
    block.isQuoted = node.isQuoted
    block.quotations = node.quotations
    block.isNumbered = kind == .listItem && node.isNumbered
    block.opening = opening
    block.isTerm = isTerm
    block.isMarkedUp = kind == .chrome && !isByWords.contains(index)
    if kind.isProse || kind == .code || kind == .metadata { addSpans(leaf.start, leaf.end, bytes) }
    if case .metadata(let fact) = roles[index] {
      let text = PlainText.text(of: leaf.start..<leaf.end, in: source, hidden: tree.hidden)
      metadata.append(
        facts[index]
          ?? Metadata(
            fact, value: String(decoding: text, as: UTF8.self),
            range: TextRange(leaf.start, leaf.end)))
    }
    markup.add(block, bytes)
  }
}
