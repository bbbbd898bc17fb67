import StetCore

/// The elements of a page and the runs of text between them.
///
/// Built as browsers build theirs where it matters to text: missing end tags are
/// implied, end tags that end nothing are left out (HTML Standard, section 13.2.6).
/// Nodes stand in the order of their start tags, each before what it holds, so that
/// whatever is to be known of all of them takes one loop in one direction and no
/// recursion. Linear in the page.
struct HTMLTree {
  /// An element that text can stand in.
  struct Node {
    /// The node around it; -1 for the page.
    var parent: Int
    var element: HTMLElement
    /// What its own tag says.
    var hints: HTMLHints
    /// What its tag and those around it say.
    var inherited: HTMLHints = []
    /// From the start tag to the byte after the end tag.
    var start: Int
    var end: Int
    /// The node after the last one inside it.
    var nodeEnd = 0
    /// The leaves inside it.
    var firstLeaf: Int
    var leafEnd = 0
    /// Words inside it, and those of links.
    var words = 0
    var linkWords = 0
    /// Lists around it, itself among them.
    var nesting: Int
    /// Whether the nearest list numbers its items.
    var isNumbered: Bool
    /// Whether it stands in a quotation.
    var isQuoted: Bool { !quotations.isEmpty }
    /// How many lists stand around each quotation that it is in, outermost first; those
    /// that nest deeper than ``deepestQuotation`` are not counted.
    var quotations: [Int]
    /// The list item, or term or description of a list, that holds it; -1 for none.
    var item: Int
  }

  /// A run of text that no element interrupts but those inside a line.
  struct Leaf {
    /// The node that holds it.
    var node: Int
    /// From its first to its last text or tag that belongs to the text.
    var start: Int
    var end: Int
    var words: Int
    var linkWords: Int
    /// Whether it has text, not only a picture.
    var hasText: Bool
    /// What the tags inside it say.
    var hints: HTMLHints
  }

  /// The most quotations inside one another that are told apart.
  static let deepestQuotation = 32

  var nodes: [Node] = []
  var leaves: [Leaf] = []
  /// Runs inside leaves that show no text, in order, and formulas.
  var hidden: [(range: TextRange, kind: InlineSpan.Kind)] = []
  /// Comments that may hold a mark of Stet's, in order.
  var comments: [TextRange] = []
  /// The places of `hr`.
  var rules: [TextRange] = []
  /// The values of `lang` of nodes, in the order of the nodes.
  var languages: [(node: Int, tag: Range<Int>)] = []
  /// The value of `lang` of the page.
  var language: Range<Int>?
  /// The text of `title`.
  var title: TextRange?
  /// `meta` elements: the name or property, and the content.
  var meta: [(name: Range<Int>, content: Range<Int>)] = []
  /// Scripts of type `application/ld+json`.
  var linkedData: [TextRange] = []

  /// Reads a page.
  init(_ bytes: Span<UInt8>) { self.init(bytes, in: 0..<bytes.count) }

  /// Reads a part of a text as if it were a page.
  init(_ bytes: Span<UInt8>, in range: Range<Int>) {
    var builder = HTMLTreeBuilder(start: range.lowerBound, end: range.upperBound)
    builder.build(bytes)
    self = builder.tree
  }

  fileprivate init() {}
}

/// The building of one tree.
private struct HTMLTreeBuilder {
  /// An element that is open. The places are those of open elements, -1 for none.
  private struct Open {
    var node: Int
    var hash: UInt64
    var element: HTMLElement
    var paragraph = -1
    var scope = -1
    var item = -1
    var list = -1
    var term = -1
    var terms = -1
    var cell = -1
    var row = -1
    var group = -1
    var table = -1
    /// The nearest element that does not stand in a line.
    var block = -1
  }

  var tree = HTMLTree()
  private let start: Int
  private let end: Int
  private var stack: [Open] = []
  /// The places in `stack` of the open elements of one name.
  private var places: [UInt64: [Int]] = [:]
  private var hiddenDepth = 0
  private var links = 0
  private var metaContent: Range<Int> = 0..<0

  // The leaf that is open.
  private var leafStart = -1
  private var leafEnd = 0
  private var leafNode = 0
  private var words = 0
  private var linkWords = 0
  private var hasText = false
  private var hasImage = false
  private var leafHints: HTMLHints = []
  /// Whether a line break stood last, with no text after it.
  private var isAfterBreak = false
  private var isInWord = false
  /// Whether the page is written in XML, where each tag may end itself.
  private var isXML = false

  init(start: Int, end: Int) {
    self.start = start
    self.end = end
  }

  mutating func build(_ bytes: Span<UInt8>) {
    tree.nodes.append(
      HTMLTree.Node(
        parent: -1, element: .html, hints: [], start: start, end: end, firstLeaf: 0, nesting: 0,
        isNumbered: false, quotations: [], item: -1))
    stack.append(Open(node: 0, hash: 0, element: .html, scope: 0, block: 0))
    var scanner = MarkupScanner(.html, from: start, to: end)
    while let token = scanner.next(bytes) {
      switch token.kind {
      case .processingInstruction where bytes.matches("<?xml", at: token.start, before: token.end):
        isXML = true
        scanner.closesEmptyTags = true
      case .text: text(bytes, token)
      case .startTag: start(bytes, token, scanner.attributes)
      case .endTag: end(bytes, token)
      case .comment: comment(bytes, token)
      case .rawText: rawText(bytes, token)
      case .cdata, .processingInstruction, .doctype: break
      }
    }
    flush()
    close(to: 0, at: end)
  }

  // MARK: Text

  private mutating func text(_ bytes: Span<UInt8>, _ token: MarkupScanner.Token) {
    guard hiddenDepth == 0 else { return }
    var index = token.start
    var first = -1
    var last = -1
    var count = 0
    while index < token.end {
      let byte = bytes[index]
      if byte.isAlphanumeric || byte >= 0x80 {
        if byte == 0xC2, bytes.byte(at: index + 1) == 0xA0 {
          // A space that does not break is still a space.
          isInWord = false
          index += 2
          continue
        }
        if !isInWord { count += 1 }
        isInWord = true
        if first < 0 { first = index }
        last = index + 1
      } else if byte.isASCIIWhitespace {
        isInWord = false
      } else if byte == UInt8(ascii: "&"),
        let reference = MarkupText.referenceEnd(bytes, at: index, before: token.end)
      {
        if MarkupText.isSpace(bytes, index..<reference) {
          isInWord = false
        } else {
          if first < 0 { first = index }
          last = reference
        }
        index = reference
        continue
      } else {
        if byte != UInt8(ascii: "'") && byte != UInt8(ascii: "-") { isInWord = false }
        if first < 0 { first = index }
        last = index + 1
      }
      index += 1
    }
    guard first >= 0 else { return }
    closeHead(at: token.start)
    openLeaf(at: first)
    leafEnd = last
    hasText = true
    isAfterBreak = false
    words += count
    if links > 0 { linkWords += count }
  }

  private mutating func openLeaf(at place: Int) {
    guard leafStart < 0 else { return }
    leafStart = place
    leafNode = stack.last?.node ?? 0
  }

  /// Ends the leaf that is open.
  private mutating func flush() {
    if leafStart >= 0, hasText || hasImage {
      // A node that opened after the leaf did is not around it.
      tree.leaves.append(
        HTMLTree.Leaf(
          node: leafNode, start: leafStart, end: leafEnd, words: words, linkWords: linkWords,
          hasText: hasText, hints: leafHints))
      tree.nodes[leafNode].words += words
      tree.nodes[leafNode].linkWords += linkWords
    }
    leafStart = -1
    leafHints = []
    words = 0
    linkWords = 0
    hasText = false
    hasImage = false
    isAfterBreak = false
    isInWord = false
  }

  private mutating func comment(_ bytes: Span<UInt8>, _ token: MarkupScanner.Token) {
    if MarkupText.mayHoldMark(bytes, token.start, token.end) {
      tree.comments.append(TextRange(token.start, token.end))
    }
  }

  private mutating func rawText(_ bytes: Span<UInt8>, _ token: MarkupScanner.Token) {
    guard let open = stack.last else { return }
    if open.element == .title, tree.title == nil, hiddenDepth <= 2 {
      tree.title = TextRange(token.start, token.end)
    }
    if open.element == .script, tree.nodes[open.node].hints.contains(.name) {
      tree.linkedData.append(TextRange(token.start, token.end))
    }
  }

  // MARK: Start tags

  private mutating func start(
    _ bytes: Span<UInt8>, _ token: MarkupScanner.Token, _ attributes: [MarkupScanner.Attribute]
  ) {
    let element = HTMLElement(bytes, token.name)
    if element.isVoid || (token.isSelfClosing && (isXML || isForeign)) {
      void(element, bytes, token, attributes)
      return
    }
    if element.isFormatting {
      inlineTag(token, isStart: true)
      if !attributes.isEmpty, hiddenDepth == 0 {
        leafHints.formUnion(HTMLHints(element, attributes, bytes))
      }
      return
    }
    switch element {
    case .html:
      tree.language = tree.language ?? Self.language(bytes, attributes)
      return
    case .body:
      tree.language = tree.language ?? Self.language(bytes, attributes)
      closeHead(at: token.start)
      if places[HTMLElement.hash(bytes, token.name)]?.isEmpty == false { return }
    case .head, .script, .style, .title, .template, .noscript, .noframes: break
    default: closeHead(at: token.start)
    }
    guard let top = stack.last else { return }
    let isBlock = !element.isInline
    if isBlock, hiddenDepth == 0 { flush() }
    if element.closesParagraph, top.paragraph > top.scope {
      close(to: top.paragraph, at: token.start)
    }
    implyEnds(before: element, at: token.start)
    push(element, bytes, token, attributes)
  }

  /// Whether the innermost hidden element is of another language, where a tag
  /// may end itself.
  private var isForeign: Bool {
    guard hiddenDepth > 0, let element = stack.last?.element else { return false }
    return element == .svg || element == .math || element == .unknown
  }

  /// Ends the head of the page, which has no end tag of its own here.
  private mutating func closeHead(at place: Int) {
    if let top = stack.last, top.element == .head { close(to: stack.count - 1, at: place) }
  }

  /// Ends the elements that a start tag of `element` ends.
  private mutating func implyEnds(before element: HTMLElement, at place: Int) {
    guard let top = stack.last else { return }
    switch element {
    case .li:
      if top.item > top.list, top.item > top.scope { close(to: top.item, at: place) }
    case .dt, .dd:
      if top.term > top.terms, top.term > top.scope { close(to: top.term, at: place) }
    case .td, .th:
      if top.cell > max(top.row, top.table) { close(to: top.cell, at: place) }
    case .tr:
      if top.row > top.table {
        close(to: top.row, at: place)
      } else if top.cell > top.table {
        close(to: top.cell, at: place)
      }
    case .thead, .tbody, .tfoot, .caption, .colgroup:
      let first = [top.group, top.row, top.cell].filter { $0 > top.table }.min()
      if let first { close(to: first, at: place) }
    case .h1, .h2, .h3, .h4, .h5, .h6:
      if top.element.headingLevel > 0 { close(to: stack.count - 1, at: place) }
    case .option, .optgroup, .a:
      if top.element == element { close(to: stack.count - 1, at: place) }
    default: break
    }
  }

  private mutating func push(
    _ element: HTMLElement, _ bytes: Span<UInt8>, _ token: MarkupScanner.Token,
    _ attributes: [MarkupScanner.Attribute]
  ) {
    guard let top = stack.last else { return }
    var hints = hiddenDepth > 0 ? [] : HTMLHints(element, attributes, bytes)
    if element == .button, Self.asks(bytes, from: token.end) { hints.remove(.hidden) }
    if element == .script, Self.isLinkedData(bytes, attributes) { hints = [.hidden, .name] }
    if hiddenDepth > 0, element.isHidden { hints.insert(.hidden) }
    if element.isInline, hiddenDepth == 0, !hints.contains(.hidden) {
      openLeaf(at: token.start)
      leafHints.formUnion(hints)
    }
    let parent = tree.nodes[top.node]
    var node = HTMLTree.Node(
      parent: top.node, element: element, hints: hints, start: token.start, end: token.end,
      firstLeaf: tree.leaves.count, nesting: parent.nesting, isNumbered: parent.isNumbered,
      quotations: parent.quotations, item: parent.item)
    let place = stack.count
    let index = tree.nodes.count
    var open = top
    open.node = index
    open.element = element
    open.hash = HTMLElement.hash(bytes, token.name)
    if element.isScope { open.scope = place }
    if !element.isInline { open.block = place }
    switch element {
    case .p: open.paragraph = place
    case .li:
      open.item = place
      node.item = index
    case .ul, .ol, .menu, .dir:
      open.list = place
      node.nesting += 1
      node.isNumbered = element == .ol
    case .dt, .dd:
      open.term = place
      node.item = index
    case .dl:
      open.terms = place
      node.nesting += 1
      node.isNumbered = false
    case .td, .th:
      open.cell = place
      node.item = -1
      node.nesting = 0
    case .tr: open.row = place
    case .thead, .tbody, .tfoot, .caption, .colgroup: open.group = place
    case .table: open.table = place
    case .blockquote:
      if node.quotations.count < HTMLTree.deepestQuotation { node.quotations.append(node.nesting) }
    default: break
    }
    if hints.contains(.hidden) { hiddenDepth += 1 }
    if element == .a, hints.contains(.link) { links += 1 }
    if !element.isInline, element != .body, !attributes.isEmpty,
      let tag = Self.language(bytes, attributes)
    {
      tree.languages.append((index, tag))
    }
    tree.nodes.append(node)
    places[open.hash, default: []].append(place)
    stack.append(open)
  }

  /// The value of `lang`, or of `xml:lang`; `nil` when it is no tag of a language.
  private static func language(
    _ bytes: Span<UInt8>, _ attributes: [MarkupScanner.Attribute]
  ) -> Range<Int>? {
    for attribute in attributes where (1...35).contains(attribute.value.count) {
      let name = attribute.name
      if name.count == 4 && bytes.matches("lang", at: name.lowerBound, before: name.upperBound)
        || name.count == 8
          && bytes.matches("xml:lang", at: name.lowerBound, before: name.upperBound)
      {
        return attribute.value
      }
    }
    return nil
  }

  /// Whether the text of a button ends with a question mark, as those do that
  /// unfold an answer.
  private static func asks(_ bytes: Span<UInt8>, from start: Int) -> Bool {
    var index = start
    var last: UInt8 = 0
    var isInTag = false
    while index < min(bytes.count, start + 600) {
      let byte = bytes[index]
      if byte == UInt8(ascii: "<") {
        if bytes.matches("</button", at: index, before: bytes.count) {
          return last == UInt8(ascii: "?")
        }
        isInTag = true
      } else if byte == UInt8(ascii: ">") {
        isInTag = false
      } else if !isInTag, !byte.isASCIIWhitespace {
        last = byte
      }
      index += 1
    }
    return false
  }

  private static func isLinkedData(
    _ bytes: Span<UInt8>, _ attributes: [MarkupScanner.Attribute]
  ) -> Bool {
    attributes.contains {
      bytes.matches("type", at: $0.name.lowerBound, before: $0.name.upperBound)
        && bytes.matches(
          "application/ld+json", at: $0.value.lowerBound, before: $0.value.upperBound)
    }
  }

  private mutating func void(
    _ element: HTMLElement, _ bytes: Span<UInt8>, _ token: MarkupScanner.Token,
    _ attributes: [MarkupScanner.Attribute]
  ) {
    if element == .meta { meta(bytes, attributes) }
    guard hiddenDepth == 0 else { return }
    switch element {
    case .br: lineBreak()
    case .hr:
      flush()
      if let top = stack.last, top.paragraph > top.scope {
        close(to: top.paragraph, at: token.start)
      }
      tree.rules.append(TextRange(token.start, token.end))
    case .img:
      let alternative = attributes.first {
        bytes.matches("alt", at: $0.name.lowerBound, before: $0.name.upperBound)
      }
      guard alternative.map({ !$0.value.isEmpty }) ?? false else { return }
      openLeaf(at: token.start)
      leafEnd = token.end
      hasImage = true
      isAfterBreak = false
    default: break
    }
  }

  /// A line break; two in a row with nothing between them end a paragraph.
  private mutating func lineBreak() {
    isInWord = false
    guard leafStart >= 0, hasText else { return }
    if isAfterBreak {
      flush()
    } else {
      isAfterBreak = true
    }
  }

  private mutating func meta(_ bytes: Span<UInt8>, _ attributes: [MarkupScanner.Attribute]) {
    var name: Range<Int>?
    var content: Range<Int>?
    for attribute in attributes {
      func isNamed(_ text: StaticString) -> Bool {
        text.utf8CodeUnitCount == attribute.name.count
          && bytes.matches(text, at: attribute.name.lowerBound, before: attribute.name.upperBound)
      }
      if isNamed("name") || isNamed("property") || isNamed("itemprop") { name = attribute.value }
      if isNamed("content") { content = attribute.value }
    }
    if let name, let content, tree.meta.count < 1000 { tree.meta.append((name, content)) }
  }

  /// A tag of a formatting element.
  private mutating func inlineTag(_ token: MarkupScanner.Token, isStart: Bool) {
    guard hiddenDepth == 0 else { return }
    if isStart {
      closeHead(at: token.start)
      openLeaf(at: token.start)
    } else if leafStart >= 0, hasText || hasImage, !isAfterBreak {
      leafEnd = token.end
    }
  }

  // MARK: End tags

  private mutating func end(_ bytes: Span<UInt8>, _ token: MarkupScanner.Token) {
    let element = HTMLElement(bytes, token.name)
    switch element {
    case .html, .body: return
    case .br:
      if hiddenDepth == 0 { lineBreak() }
      return
    default: break
    }
    if element.isFormatting {
      inlineTag(token, isStart: false)
      return
    }
    let isBlock = !element.isInline
    guard let top = stack.last else { return }
    var place = places[HTMLElement.hash(bytes, token.name)]?.last
    if element.headingLevel > 0, top.element.headingLevel > 0 { place = stack.count - 1 }
    guard let place, place > 0 else {
      if isBlock, hiddenDepth == 0 { flush() }
      return
    }
    // No end tag reaches out of a table's cell, but those of the table; and none
    // inside a script or the like reaches out of that.
    if place < top.scope, !element.isTablePart { return }
    if element.isInline, place < top.block, !element.isHidden { return }
    if isBlock, hiddenDepth == 0 { flush() }
    if element.isInline, hiddenDepth == 0, leafStart >= 0, hasText || hasImage, !isAfterBreak {
      leafEnd = token.end
    }
    close(to: place + 1, at: token.start)
    close(to: place, at: token.end)
  }

  /// Closes the open elements from a place on.
  private mutating func close(to place: Int, at offset: Int) {
    while stack.count > max(place, 0), let open = stack.popLast() {
      places[open.hash]?.removeLast()
      let isBlock = !open.element.isInline
      var node = tree.nodes[open.node]
      if node.hints.contains(.hidden) {
        hiddenDepth -= 1
        if hiddenDepth == 0 {
          let kind: InlineSpan.Kind = open.element == .math ? .math : .tag
          tree.hidden.append((TextRange(node.start, offset), kind))
          if open.element == .math, leafStart >= 0 || !isBlock {
            openLeaf(at: node.start)
            leafEnd = offset
            hasText = true
          }
        }
      }
      if open.element == .a, node.hints.contains(.link) { links -= 1 }
      if isBlock, hiddenDepth == 0 { flush() }
      node = tree.nodes[open.node]
      node.end = max(offset, node.start)
      node.nodeEnd = tree.nodes.count
      node.leafEnd = tree.leaves.count
      tree.nodes[open.node] = node
    }
  }
}
