public import StetCore

/// Reads XML: Stet's own vocabulary, JATS, DocBook, DITA and TEI by what their
/// elements mean (``XMLVocabulary``), and any other by where its text is.
///
/// Nothing that a document type declares is loaded or expanded: no external entity,
/// no internal subset. Where the text is not well-formed the reader says so and
/// reads on. Linear in the text, without recursion.
public enum XMLReader: DraftReader {
  /// The draft that a document makes. Linear in the length of the text.
  public static func read(_ source: SourceText) -> Draft {
    var assembly = XMLAssembly(source)
    assembly.run()
    return Draft(
      source: source, format: .xml, blocks: assembly.blocks, spans: assembly.spans,
      metadata: assembly.metadata, directives: assembly.directives
    ).saying(assembly.said).noting(assembly.faults)
  }

  /// Whether a file that begins with these bytes is of a vocabulary that Stet
  /// knows. O(bytes given).
  package static func isKnown(_ start: [UInt8]) -> Bool {
    let bytes = start.span
    var scanner = MarkupScanner(.xml, from: 0, to: start.count)
    while let token = scanner.next(bytes) {
      guard token.kind == .startTag else { continue }
      return XMLAssembly.vocabulary(bytes, token) != nil
    }
    return false
  }
}

/// The reading of one document.
private struct XMLAssembly {
  private typealias Role = XMLVocabulary.Role

  /// An element that is open.
  private struct Open {
    var name: Range<Int>
    var hash: UInt64
    var start: Int
    var role: Role
    /// The kind of the text in it.
    var kind: Block.Kind
    var isInline: Bool
    /// Sections around it, itself among them; lists likewise.
    var depth: Int
    var nesting: Int
    var isNumbered: Bool
    /// How many lists stand around each quotation that it is in, outermost first.
    var quotations: [Int]
    /// Whether nothing in it is to be read.
    var isSkipped: Bool
    /// Whether a text of the item that it is, or is in, has begun.
    var hasItemText = true
    /// Whether one had begun before it.
    var hadItemText = true
    /// The language that its tag names.
    var language: String?
    var item = -1
  }

  /// A text that is a block.
  private struct Leaf {
    var kind: Block.Kind
    var start: Int
    var end: Int
    var level: Int
    var quotations: [Int]
    var isNumbered: Bool
    var fact: Metadata.Kind?
    /// Whether it begins an item.
    var opensItem = false
    /// The element around it, when it is the only text there.
    var element: Range<Int>?
  }

  private let source: SourceText
  private var markup: MarkupAssembly
  private var leaves: [Leaf] = []
  private var hidden: [(range: TextRange, kind: InlineSpan.Kind)] = []
  private var comments: [TextRange] = []
  private var open: [Open] = []
  private var vocabulary = XMLVocabulary.unknown
  /// For an unknown vocabulary, whether each element, in order, has text of its own.
  private var hasText: [Bool] = []
  private var elements = 0
  private var codeNames: Set<UInt64> = []
  private var entities: [String: Bool] = [:]
  private var hasExternalSubset = false
  private var reported: Set<String> = []
  private var hasTitle = false
  private var languages: [Draft.Markup.LanguageRun] = []
  private var language: String?
  private(set) var metadata: [Metadata] = []
  private(set) var faults: [Draft.Fault] = []

  // The leaf that is open.
  private var leafStart = -1
  private var leafEnd = 0
  private var leafOwner = 0
  /// The place in `leaves` of the text that each element began with.
  private var answering: Int?

  /// What the document says of its languages.
  var said: Draft.Markup {
    var markup = Draft.Markup()
    markup.language = language
    markup.add(
      languages: languages.sorted {
        ($0.range.start, $1.range.end) < ($1.range.start, $0.range.end)
      })
    return markup
  }
  var blocks: [Block] { markup.blocks }
  var spans: [InlineSpan] { markup.spans }
  var directives: [Directive] { markup.directives }

  init(_ source: SourceText) {
    self.source = source
    markup = MarkupAssembly(count: source.count, comments: [])
  }

  /// The vocabulary of the document whose root element has this tag.
  static func vocabulary(
    _ bytes: Span<UInt8>, _ root: MarkupScanner.Token
  ) -> XMLVocabulary? {
    let start = max(0, root.end - 8192)
    var head: [UInt8] = []
    for index in start..<root.end { head.append(bytes[index]) }
    var name: [UInt8] = []
    for index in localName(bytes, root.name) { name.append(bytes[index]) }
    return XMLVocabulary.of(
      root: String(decoding: name, as: UTF8.self), head: String(decoding: head, as: UTF8.self))
  }

  private static func localName(_ bytes: Span<UInt8>, _ name: Range<Int>) -> Range<Int> {
    var start = name.upperBound
    while start > name.lowerBound, bytes[start - 1] != UInt8(ascii: ":") { start -= 1 }
    return start..<name.upperBound
  }

  mutating func run() {
    let whole = source.utf8
    let bytes = whole.span
    findVocabulary(bytes)
    var scanner = MarkupScanner(.xml, from: 0, to: source.count)
    var roots = 0
    while let token = scanner.next(bytes) {
      switch token.kind {
      case .text: text(bytes, token)
      case .cdata: cdata(bytes, token)
      case .startTag:
        if open.isEmpty {
          roots += 1
          if roots == 2 {
            fault(token.start, token.end, "A document has one root element; expected its end")
          }
        }
        checkAttributes(bytes, scanner.attributes)
        let isRoot = open.isEmpty
        start(bytes, token)
        noteLanguage(bytes, token, scanner.attributes, isRoot: isRoot)
      case .endTag: end(bytes, token)
      case .comment:
        if MarkupText.mayHoldMark(bytes, token.start, token.end) {
          comments.append(TextRange(token.start, token.end))
        }
      case .doctype: doctype(bytes, token)
      case .processingInstruction, .rawText: break
      }
    }
    flush()
    for element in open.reversed().prefix(3) {
      fault(
        element.start, element.name.upperBound,
        "“\(name(element.name))” is not closed; expected “</\(name(element.name))>”")
    }
    if roots == 0, source.count > 0 { fault(0, 1, "Expected a root element") }
    faults += scanner.faults.map { Draft.Fault(.xml, at: TextRange($0.range), $0.message) }
    if let fault = MarkupEncoding.fault(in: source, .xml) { faults.append(fault) }
    build(bytes)
  }

  private func name(_ range: Range<Int>) -> String {
    String(source.string(in: TextRange(range)).prefix(60))
  }

  private mutating func fault(_ start: Int, _ end: Int, _ message: String) {
    guard faults.count < 100 else { return }
    faults.append(Draft.Fault(.xml, at: TextRange(start, max(start + 1, end)), message))
  }

  // MARK: Vocabulary

  private mutating func findVocabulary(_ bytes: Span<UInt8>) {
    var scanner = MarkupScanner(.xml, from: 0, to: source.count)
    while let token = scanner.next(bytes) {
      guard token.kind == .startTag else { continue }
      if let known = Self.vocabulary(bytes, token) {
        vocabulary = known
        return
      }
      break
    }
    // Which elements have text of their own is known only at their ends.
    scanner = MarkupScanner(.xml, from: 0, to: source.count)
    var open: [Int] = []
    while let token = scanner.next(bytes) {
      switch token.kind {
      case .startTag:
        if !token.isSelfClosing { open.append(hasText.count) }
        hasText.append(false)
      case .endTag: _ = open.popLast()
      case .text, .cdata:
        guard let last = open.last, !hasText[last] else { continue }
        for index in token.start..<token.end where !bytes[index].isASCIIWhitespace {
          hasText[last] = true
          break
        }
      default: break
      }
    }
  }

  // MARK: Tags

  /// Notes the `xml:lang` of an element that stands in no line of text.
  private mutating func noteLanguage(
    _ bytes: Span<UInt8>, _ token: MarkupScanner.Token, _ attributes: [MarkupScanner.Attribute],
    isRoot: Bool
  ) {
    guard !token.isSelfClosing, let last = open.indices.last, open[last].start == token.start,
      !open[last].isInline
    else { return }
    for attribute in attributes
    where attribute.name.count == 8
      && bytes.matches(
        "xml:lang", at: attribute.name.lowerBound, before: attribute.name.upperBound)
    {
      let tag = source.string(in: TextRange(attribute.value))
      guard LanguageTag.isTag(tag) else { return }
      if isRoot { language = tag } else { open[last].language = tag }
    }
  }

  private mutating func start(_ bytes: Span<UInt8>, _ token: MarkupScanner.Token) {
    let local = Self.localName(bytes, token.name)
    let hash = HTMLElement.hash(bytes, local)
    let number = elements
    elements += 1
    let above = open.last
    var role = vocabulary.role(hash)
    // Where one name serves both, code in a line of text is no block.
    if role == .code, leafStart >= 0, HTMLElement(bytes, local) == .code { role = .inlineCode }
    let isInText = above.map { isText($0) } ?? false
    let parentHasText =
      hasText.isEmpty ? isInText : (above != nil && (isInText || leafStart >= 0))
    var isInline = false
    switch role {
    case nil: isInline = parentHasText
    case .inlineCode, .math: isInline = parentHasText || leafStart >= 0
    default: break
    }
    if role == .inlineCode { codeNames.insert(hash) }
    if !isInline { flush() }
    var element = Open(
      name: token.name, hash: hash, start: token.start, role: role ?? .container,
      kind: above?.kind ?? .paragraph, isInline: isInline, depth: above?.depth ?? 0,
      nesting: above?.nesting ?? 0, isNumbered: above?.isNumbered ?? false,
      quotations: above?.quotations ?? [], isSkipped: above?.isSkipped ?? false)
    element.item = above?.item ?? -1
    if open.indices.contains(element.item) { element.hadItemText = open[element.item].hasItemText }
    switch element.role {
    case .section: element.depth += 1
    case .title:
      element.kind = .heading
      // Facts hold nothing to read but the title.
      if above?.isSkipped == true, !isInSkipped { element.isSkipped = false }
    case .list(let isNumbered):
      element.nesting += 1
      element.isNumbered = isNumbered || isOrdered(bytes, token)
    case .listItem:
      element.kind =
        element.kind == .answer || element.kind == .question ? element.kind : .paragraph
      element.item = open.count
      element.hasItemText = false
    case .quote:
      if element.quotations.count < HTMLTree.deepestQuotation {
        element.quotations.append(element.nesting)
      }
    case .code: element.kind = .code
    case .table: element.kind = .table
    case .question: element.kind = .question
    case .answer: element.kind = .answer
    case .facts, .skipped: element.isSkipped = true
    case .math: if !isInline { element.isSkipped = true }
    case .fact: element.kind = .metadata
    case .container, .paragraph, .inlineCode: break
    }
    if role == nil, !hasText.isEmpty, !isInline, hasText.indices.contains(number), hasText[number] {
      element.role = .paragraph
    }
    if isInline, !element.isSkipped, leafStart < 0 { openLeaf(at: token.start) }
    if token.isSelfClosing {
      if isInline, leafStart >= 0, leafEnd > leafStart { leafEnd = token.end }
      return
    }
    open.append(element)
  }

  /// Whether an element of `.skipped` is around, and not only facts.
  private var isInSkipped: Bool { skippedDepth > 0 }
  private var skippedDepth: Int {
    // Facts hold titles at no great depth.
    open.suffix(6).reduce(0) { $1.role == .skipped ? $0 + 1 : $0 }
  }

  /// `list-type="order"`, `numeration`, `type="ordered"`.
  private func isOrdered(_ bytes: Span<UInt8>, _ token: MarkupScanner.Token) -> Bool {
    let tag = source.string(in: TextRange(token.start, min(token.end, token.start + 200)))
    return tag.contains("\"order") || tag.contains("'order") || tag.contains("\"numbered")
  }

  /// Whether text may stand right in an element.
  private func isText(_ element: Open) -> Bool {
    switch element.role {
    case .title, .paragraph, .code, .fact, .inlineCode: true
    case .question, .answer, .listItem, .quote: leafStart >= 0
    case .container: element.isInline || leafStart >= 0
    default: false
    }
  }

  private mutating func end(_ bytes: Span<UInt8>, _ token: MarkupScanner.Token) {
    guard let last = open.last else {
      fault(token.start, token.end, "“</\(name(token.name))>” closes nothing")
      return
    }
    if same(bytes, last.name, token.name) {
      close(at: token)
      return
    }
    let expected = "expected “</\(name(last.name))>”"
    fault(token.start, token.end, "“</\(name(token.name))>” does not fit here; \(expected)")
    // An end tag of an element a few levels up closes those inside it too.
    let hash = HTMLElement.hash(bytes, Self.localName(bytes, token.name))
    guard let match = open.suffix(16).lastIndex(where: { $0.hash == hash }) else { return }
    while open.count > match { close(at: token) }
  }

  private func same(_ bytes: Span<UInt8>, _ first: Range<Int>, _ second: Range<Int>) -> Bool {
    guard first.count == second.count else { return false }
    for offset in 0..<first.count
    where bytes[first.lowerBound + offset] != bytes[second.lowerBound + offset] { return false }
    return true
  }

  private mutating func close(at token: MarkupScanner.Token) {
    guard let element = open.last else { return }
    if let language = element.language {
      languages.append(
        Draft.Markup.LanguageRun(TextRange(element.start, token.end), language))
    }
    if element.isInline {
      if leafStart >= 0, leafEnd > leafStart { leafEnd = token.end }
      if element.role == .math, leafStart >= 0 {
        leafEnd = token.end
        hidden.append((TextRange(element.start, token.end), .math))
      }
    } else {
      let count = leaves.count
      flush()
      if element.role == .table, !element.isSkipped { closeTable(element, token) }
      // A text that fills its element takes in the tags.
      if leaves.count == count + 1, let leaf = leaves.last, leaf.start >= element.start,
        isText(element) || element.role == .paragraph, element.role != .code || true,
        leafOwner == open.count - 1
      {
        leaves[count].element = element.start..<token.end
      }
    }
    open.removeLast()
  }

  /// Makes one block of a table, in place of the texts in its cells.
  private mutating func closeTable(_ element: Open, _ token: MarkupScanner.Token) {
    while let last = leaves.last, last.start >= element.start { leaves.removeLast() }
    var leaf = Leaf(
      kind: .table, start: element.start, end: token.end, level: 0,
      quotations: element.quotations, isNumbered: element.isNumbered, fact: nil, element: nil)
    if element.item >= 0, open.indices.contains(element.item) {
      leaf.level = max(1, element.nesting)
      leaf.opensItem = !element.hadItemText
      open[element.item].hasItemText = true
    }
    leaves.append(leaf)
  }

  // MARK: Text

  private mutating func text(_ bytes: Span<UInt8>, _ token: MarkupScanner.Token) {
    checkReferences(bytes, token.start, token.end, isText: true)
    var start = token.start
    var end = token.end
    while start < end, bytes[start].isASCIIWhitespace { start += 1 }
    while end > start, bytes[end - 1].isASCIIWhitespace { end -= 1 }
    guard start < end else { return }
    guard let last = open.last else {
      if !(start == 0 && bytes[start] == 0xEF) {
        fault(start, min(end, start + 40), "Text outside the root element; expected a tag")
      }
      return
    }
    guard !last.isSkipped else { return }
    openLeaf(at: start)
    leafEnd = end
  }

  private mutating func cdata(_ bytes: Span<UInt8>, _ token: MarkupScanner.Token) {
    guard let last = open.last, !last.isSkipped else { return }
    openLeaf(at: token.start)
    leafEnd = token.end
  }

  private mutating func openLeaf(at place: Int) {
    guard leafStart < 0 else { return }
    leafStart = place
    leafEnd = place
    var owner = open.count - 1
    while owner > 0, open[owner].isInline { owner -= 1 }
    leafOwner = max(0, owner)
  }

  private mutating func flush() {
    defer { leafStart = -1 }
    guard leafStart >= 0, leafEnd > leafStart, open.indices.contains(leafOwner) else { return }
    let owner = open[leafOwner]
    var leaf = Leaf(
      kind: owner.kind, start: leafStart, end: leafEnd, level: 0, quotations: owner.quotations,
      isNumbered: false, fact: nil, element: nil)
    if case .fact(let kind) = owner.role { leaf.fact = kind }
    if leaf.kind == .heading {
      leaf.level = min(6, owner.depth + 1)
      if !hasTitle, leafOwner <= 6, owner.depth <= 1, leaves.allSatisfy({ $0.kind == .metadata }) {
        leaf.kind = .title
        leaf.level = 1
      }
      if leaf.kind == .title { hasTitle = true }
    } else if owner.item >= 0, open.indices.contains(owner.item),
      leaf.kind == .paragraph || leaf.kind == .code
    {
      leaf.level = max(1, owner.nesting)
      if !open[owner.item].hasItemText {
        leaf.isNumbered = owner.isNumbered
        leaf.opensItem = true
        if leaf.kind == .paragraph { leaf.kind = .listItem }
      }
      open[owner.item].hasItemText = true
    }
    leaves.append(leaf)
  }

  // MARK: References and the document type

  private mutating func checkReferences(
    _ bytes: Span<UInt8>, _ start: Int, _ end: Int, isText: Bool
  ) {
    var index = start
    while index < end {
      let byte = bytes[index]
      if byte == UInt8(ascii: "&") {
        guard let stop = MarkupText.referenceEnd(bytes, at: index, before: end) else {
          fault(index, index + 1, "A bare “&” is written “&amp;”")
          index += 1
          continue
        }
        if bytes[index + 1] != UInt8(ascii: "#") { checkEntity(index..<stop) }
        index = stop
        continue
      }
      if byte < 0x20, byte != 0x09, byte != 0x0A, byte != 0x0D {
        fault(index, index + 1, "The control character U+\(hex(byte)) may not stand in XML")
      } else if isText, byte == UInt8(ascii: "]"), bytes.matches("]]>", at: index, before: end) {
        fault(index, index + 3, "“]]>” may not stand in text; write “]]&gt;”")
      }
      index += 1
    }
  }

  private func hex(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16, uppercase: true)
    return String(repeating: "0", count: 4 - digits.count) + digits
  }

  private mutating func checkEntity(_ reference: Range<Int>) {
    let name = source.string(in: TextRange(reference.lowerBound + 1, reference.upperBound - 1))
    if ["amp", "lt", "gt", "quot", "apos"].contains(name) { return }
    if entities[name] == nil, hasExternalSubset { return }
    guard reported.count < 20, reported.insert(name).inserted else { return }
    fault(
      reference.lowerBound, reference.upperBound,
      entities[name] != nil
        ? "“&\(name.prefix(40));” is declared in the document type; Stet leaves it as it is"
        : "The entity “\(name.prefix(40))” is not declared; expected a character or “&#…;”")
  }

  private mutating func checkAttributes(
    _ bytes: Span<UInt8>, _ attributes: [MarkupScanner.Attribute]
  ) {
    var names: Set<String> = []
    for attribute in attributes {
      checkReferences(bytes, attribute.value.lowerBound, attribute.value.upperBound, isText: false)
      guard attributes.count > 1 else { continue }
      let name = source.string(in: TextRange(attribute.name))
      if !names.insert(name).inserted {
        fault(
          attribute.name.lowerBound, attribute.name.upperBound,
          "The attribute “\(name.prefix(60))” stands twice in one tag")
      }
    }
  }

  /// Notes which entities a document type declares, without their values.
  private mutating func doctype(_ bytes: Span<UInt8>, _ token: MarkupScanner.Token) {
    var index = token.start
    while index < token.end {
      if bytes.matches("<!entity", at: index, before: token.end) {
        index += 8
        while index < token.end, bytes[index].isASCIIWhitespace { index += 1 }
        let isParameter = index < token.end && bytes[index] == UInt8(ascii: "%")
        let start = index
        while index < token.end, !bytes[index].isASCIIWhitespace { index += 1 }
        if isParameter {
          // It may declare anything.
          hasExternalSubset = true
        } else if entities.count < 1000 {
          entities[source.string(in: TextRange(start, index))] = true
        }
      } else if bytes[index] == UInt8(ascii: "["), index > token.start {
        break
      } else {
        if bytes.matches("system", at: index, before: token.end)
          || bytes.matches("public", at: index, before: token.end)
        {
          hasExternalSubset = true
        }
        index += 1
        continue
      }
    }
    // The declarations inside the internal subset.
    while index < token.end {
      if bytes[index] == UInt8(ascii: "<"), bytes.matches("<!entity", at: index, before: token.end)
      {
        index += 8
        while index < token.end, bytes[index].isASCIIWhitespace { index += 1 }
        let start = index
        while index < token.end, !bytes[index].isASCIIWhitespace { index += 1 }
        if start < token.end, bytes[start] == UInt8(ascii: "%") {
          hasExternalSubset = true
        } else if entities.count < 1000 {
          entities[source.string(in: TextRange(start, index))] = true
        }
      } else {
        index += 1
      }
    }
  }

  // MARK: Blocks

  private mutating func build(_ bytes: Span<UInt8>) {
    markup = MarkupAssembly(count: source.count, comments: comments)
    let names = codeNames
    var next = 0
    var answering: Int?
    for leaf in leaves {
      var kind = leaf.kind
      var level = leaf.level
      let range = leaf.element ?? leaf.start..<leaf.end
      guard range.lowerBound >= markup.place else { continue }
      switch kind {
      case .heading:
        let text = PlainText.text(
          of: leaf.start..<min(leaf.end, leaf.start + 400), in: source, hidden: [])
        if QuestionLine.asks(text[...]), text.last == UInt8(ascii: "?") {
          kind = .question
          answering = level
        } else if let question = answering, question == 0 || level <= question {
          answering = nil
        }
      case .title: answering = nil
      case .question: answering = nil
      case .paragraph where answering != nil && level == 0: kind = .answer
      case .metadata:
        if let fact = leaf.fact {
          let text = PlainText.text(of: leaf.start..<leaf.end, in: source, hidden: [])
          metadata.append(
            Metadata(
              fact, value: String(decoding: text, as: UTF8.self),
              range: TextRange(leaf.start, leaf.end)))
        }
      default: break
      }
      if kind == .question, leaf.kind == .question { level = 0 }
      var block = Block(
        kind: kind,
        range: TextRange(range.lowerBound, markup.lineEnd(after: range.upperBound, bytes)),
        content: TextRange(leaf.start, leaf.end), level: level)
      block.isQuoted = !leaf.quotations.isEmpty
      block.quotations = leaf.quotations
      block.isNumbered = kind == .listItem && leaf.isNumbered
      if leaf.opensItem, kind != .listItem {
        block.opening = .items([leaf.isNumbered ? 1 : -1])
      }
      MarkupText.addSpans(
        bytes, .xml, from: leaf.start, to: leaf.end,
        isCode: { names.contains(HTMLElement.hash(bytes, Self.localName(bytes, $0))) },
        hidden: hidden, next: &next, into: &markup.spans)
      markup.add(block, bytes)
    }
    markup.finish(bytes)
  }
}
