import StetCore

/// Reads the block structure of a Markdown text: CommonMark 0.31.2, with GFM's
/// tables, footnote definitions, and blocks of math between `$$` lines.
///
/// The parser goes through the text line by line, once, as the appendix of the
/// CommonMark specification describes: it follows the containers that are open
/// (quotes, list items, footnotes), opens new ones, then adds what is left of the
/// line to a leaf. It keeps no tree: a draft's blocks are its leaves.
///
/// Time is linear in the text: at most ``maximumDepth`` containers are open, the
/// markers of deeper ones are read as text; nothing recurses.
///
/// A line at which no container and no leaf is open is a *resynchronisation
/// point*: what the parser makes of the lines from there on depends on them
/// alone. A re-reader of an edited text may start at the last such line before
/// the edit (``containers`` is empty and ``open`` is `nil` before it is read), and
/// stop at the first such line after it that was one before the edit too. The labels of link definitions are the one thing
/// that reaches across; they change what is markup inside a paragraph, never
/// the blocks.
struct BlockParser {
  /// How deep quotes and list items are followed.
  static let maximumDepth = 100

  enum ContainerKind { case quote, item, footnote }

  struct Container {
    var kind: ContainerKind
    /// For an item, the columns that its later lines are indented by.
    var width = 0
    /// For an item, its number; -1 for a bullet.
    var number = -1
    /// Whether no leaf stands in it yet.
    var isFresh = true
    /// Whether anything stands in it yet.
    var hasChild = false
    /// Whether its first paragraph has been seen.
    var hasParagraph = false
  }

  /// A leaf that the next line may continue.
  struct OpenLeaf {
    var leaf: Leaf
    /// For indented code, the line after the last one that is not blank.
    var filledLines = 0
    /// For fenced code, the byte that the fence is made of, and how many.
    var fence: UInt8 = 0
    var fenceLength = 0
    /// For code, the columns that its lines may be indented by and that are not of it.
    var indent = 0
  }

  let lineStarts: [Int]
  private let count: Int

  /// The leaves closed so far.
  private(set) var leaves: [Leaf] = []
  /// For each line of a paragraph or table, and of code in a quotation, where its text
  /// starts.
  private(set) var textStarts: [Int]
  /// The labels of link definitions.
  private(set) var definitions = LinkLabels()

  private(set) var containers: [Container] = []
  private(set) var open: OpenLeaf?
  private var nesting = 0
  private var quotations: [Int] = []
  /// The line of a bullet that stands alone and has got no text yet.
  private var bareItemLine: Int?
  /// No thematic break starts before this byte.
  var noBreakBefore = 0
  /// No math block starts before this line.
  var noMathBefore = 0

  /// Makes a parser for a text of `count` bytes.
  init(lineStarts: [Int], count: Int) {
    self.lineStarts = lineStarts
    self.count = count
    textStarts = [Int](repeating: 0, count: lineStarts.count)
    leaves.reserveCapacity(lineStarts.count / 2 + 1)
  }

  /// Lines that hold at least one byte.
  var lineCount: Int { lineStarts.last == count ? lineStarts.count - 1 : lineStarts.count }

  /// Where the text of a line ends, its line break left out.
  func textEnd(ofLine line: Int, _ bytes: Span<UInt8>) -> Int {
    let start = lineStarts[line]
    var end = line + 1 < lineStarts.count ? lineStarts[line + 1] : count
    if end > start, bytes[end - 1] == .lineFeed { end -= 1 }
    if end > start, bytes[end - 1] == .carriageReturn { end -= 1 }
    return end
  }

  /// Where the text of a line ends, white space and line break left out.
  func trimmedEnd(ofLine line: Int, _ bytes: Span<UInt8>) -> Int {
    let start = lineStarts[line]
    var end = textEnd(ofLine: line, bytes)
    while end > start, bytes[end - 1].isSpaceOrTab { end -= 1 }
    return end
  }

  // MARK: Lines

  /// Reads the whole text. `bytes` are those that `lineStarts` belongs to.
  mutating func parse(_ bytes: Span<UInt8>) {
    var line = 0
    if let end = FrontMatter.endLine(bytes, in: self) {
      let content = FrontMatter.content(bytes, in: self, endLine: end)
      leaves.append(
        Leaf(kind: .frontMatter, firstLine: 0, endLine: end, textLine: 0, content: content))
      line = end
    }
    let lineCount = lineCount
    while line < lineCount {
      read(line: line, bytes)
      line += 1
    }
    closeLeaf(before: lineCount, bytes)
    removeContainers(downTo: 0, bytes)
  }

  private mutating func read(line: Int, _ bytes: Span<UInt8>) {
    let start = lineStarts[line]
    let first = bytes[start]
    // Most lines are plain text outside every container.
    if containers.isEmpty && (first.isLetter || first >= 0x80) {
      if open == nil {
        openParagraph(at: line, text: start, bytes)
        return
      }
      if open?.leaf.kind == .paragraph {
        textStarts[line] = start
        return
      }
    }

    var cursor = LineCursor(bytes, from: start, to: textEnd(ofLine: line, bytes))
    var matched = 0
    while matched < containers.count, follow(containers[matched], &cursor, bytes) { matched += 1 }
    let allMatched = matched == containers.count
    if allMatched, let kind = open?.leaf.kind, kind != .paragraph, kind != .table {
      if continueLeaf(at: line, &cursor, bytes) { return }
    }
    startBlocks(at: line, matched: matched, &cursor, bytes)
  }

  /// Moves over what a line of an open container starts with; `false` if the line
  /// is not one.
  private func follow(
    _ container: Container, _ cursor: inout LineCursor, _ bytes: Span<UInt8>
  ) -> Bool {
    switch container.kind {
    case .quote:
      guard cursor.indent < 4, !cursor.isBlank, bytes[cursor.next] == UInt8(ascii: ">") else {
        return false
      }
      cursor.take(marker: 1, bytes)
      cursor.skip(columns: 1, bytes)
      return true
    case .item, .footnote:
      let width = container.kind == .item ? container.width : 4
      if cursor.isBlank {
        cursor.skip(columns: width, bytes)
        return container.hasChild
      }
      guard cursor.indent >= width else { return false }
      cursor.skip(columns: width, bytes)
      return true
    }
  }

  /// Adds the line to a leaf of verbatim text; `false` when the leaf has ended.
  private mutating func continueLeaf(
    at line: Int, _ cursor: inout LineCursor, _ bytes: Span<UInt8>
  ) -> Bool {
    guard let current = open else { return false }
    if current.leaf.isQuoted {
      var text = cursor
      text.skip(columns: current.indent, bytes)
      textStarts[line] = text.offset
    }
    switch current.leaf.kind {
    case .fencedCode:
      if cursor.indent < 4, !cursor.isBlank, bytes[cursor.next] == current.fence,
        isClosingFence(current, cursor, bytes)
      {
        // The text ends with the line before, or where the opening line does.
        let end = max(
          current.leaf.content.lowerBound,
          line > current.leaf.textLine ? textEnd(ofLine: line - 1, bytes) : 0)
        open?.leaf.content = current.leaf.content.lowerBound..<end
        open?.filledLines = -1
        closeLeaf(before: line + 1, bytes)
      }
      return true
    case .indentedCode:
      if cursor.indent >= 4 && !cursor.isBlank {
        open?.filledLines = line + 1
        return true
      }
      return cursor.isBlank
    case .html:
      if cursor.isBlank && current.leaf.level >= 6 { return false }
      if HTMLSyntax.endsBlock(bytes, of: current.leaf.level, from: cursor.offset, to: cursor.end) {
        closeLeaf(before: line + 1, bytes)
      }
      return true
    case .math:
      if cursor.isBlank { return false }
      if MathSyntax.closes(bytes, from: cursor.next, to: cursor.end) {
        closeLeaf(before: line + 1, bytes)
      }
      return true
    default:
      return false
    }
  }

  // MARK: Opening

  /// Closes what the line does not continue, before something new is opened.
  mutating func prepare(line: Int, matched: Int, _ bytes: Span<UInt8>) {
    closeLeaf(before: line, bytes)
    removeContainers(downTo: matched, bytes)
  }

  mutating func openContainer(_ container: Container, at line: Int, _ bytes: Span<UInt8>) {
    closeBareItem(bytes)
    if let last = containers.indices.last { containers[last].hasChild = true }
    containers.append(container)
    switch container.kind {
    case .item: nesting += 1
    case .quote: quotations.append(nesting)
    case .footnote: break
    }
  }

  mutating func openParagraph(at line: Int, text: Int, _ bytes: Span<UInt8>) {
    var leaf = Leaf(
      kind: .paragraph, firstLine: line, endLine: line, textLine: line, content: text..<text)
    if let last = containers.indices.last {
      if containers[last].kind == .item {
        if let bare = bareItemLine, !containers[last].hasChild {
          leaf.firstLine = bare
          bareItemLine = nil
        }
        leaf.startsItem = !containers[last].hasParagraph
        containers[last].hasParagraph = true
      }
    }
    textStarts[line] = text
    openLeaf(OpenLeaf(leaf: leaf), bytes)
  }

  mutating func openLeaf(_ fresh: OpenLeaf, _ bytes: Span<UInt8>) {
    closeBareItem(bytes)
    if let last = containers.indices.last { containers[last].hasChild = true }
    var fresh = fresh
    fresh.leaf.nesting = nesting
    takeItems(for: &fresh.leaf)
    fresh.leaf.quotations = quotations
    open = fresh
  }

  /// Notes the items that begin with a leaf.
  private mutating func takeItems(for leaf: inout Leaf) {
    var index = containers.count - 1
    while index >= 0, containers[index].kind != .item || containers[index].isFresh {
      if containers[index].kind == .item {
        containers[index].isFresh = false
        if leaf.openedItems == 0 {
          leaf.itemNumber = containers[index].number
        } else {
          leaf.outerNumbers.insert(containers[index].number, at: 0)
        }
        leaf.openedItems += 1
      }
      index -= 1
    }
  }

  /// Adds a line to the open paragraph or table.
  mutating func continueText(at line: Int, text: Int) { textStarts[line] = text }

  /// Turns the open paragraph into a table whose head is the line before `line`.
  mutating func turnIntoTable(at line: Int, text: Int, _ bytes: Span<UInt8>) {
    guard var current = open else { return }
    let head = line - 1
    if head > current.leaf.textLine {
      closeLeaf(before: head, bytes)
      current.leaf.firstLine = head
      current.leaf.startsItem = false
      current.leaf.openedItems = 0
    }
    textStarts[line] = text
    current.leaf.kind = .table
    current.leaf.textLine = head
    current.leaf.content = textStarts[head]..<textStarts[head]
    open = current
  }

  /// Turns the open paragraph into a heading that `line` underlines; `false`
  /// when it holds nothing but link definitions.
  mutating func turnIntoHeading(at line: Int, level: Int, _ bytes: Span<UInt8>) -> Bool {
    takeDefinitions(before: line, bytes)
    guard var current = open else { return false }
    let start = textStarts[current.leaf.textLine]
    current.leaf.kind = .underlinedHeading
    current.leaf.level = level
    current.leaf.content = start..<max(start, trimmedEnd(ofLine: line - 1, bytes))
    open = current
    closeLeaf(before: line + 1, bytes)
    return true
  }

  /// Adds a blank line, or a bullet with nothing after it.
  mutating func addBlank(line: Int, opensItem: Bool, _ bytes: Span<UInt8>) {
    if opensItem {
      bareItemLine = line
      return
    }
    closeBareItem(bytes)
    let start = lineStarts[line]
    if let last = leaves.indices.last, leaves[last].kind == .blank, leaves[last].endLine == line {
      leaves[last].endLine = line + 1
    } else {
      leaves.append(
        Leaf(
          kind: .blank, firstLine: line, endLine: line + 1, textLine: line, content: start..<start))
    }
  }

  // MARK: Closing

  /// Closes the open leaf, whose last line is the one before `line`.
  mutating func closeLeaf(before line: Int, _ bytes: Span<UInt8>) {
    guard let opened = open else { return }
    if opened.leaf.kind == .paragraph { takeDefinitions(before: line, bytes) }
    guard let current = open else { return }
    open = nil
    var leaf = current.leaf
    leaf.endLine = line
    switch leaf.kind {
    case .paragraph, .table:
      let start = textStarts[leaf.textLine]
      leaf.content = start..<max(start, trimmedEnd(ofLine: line - 1, bytes))
    case .fencedCode:
      // A fence that was never closed takes in every line.
      if current.filledLines >= 0 {
        leaf.content =
          leaf.content
          .lowerBound..<max(
            leaf.content.lowerBound, textEnd(ofLine: line - 1, bytes))
      }
    case .indentedCode:
      // Blank lines at the end are not part of the code.
      leaf.endLine = current.filledLines
      leaf.content =
        leaf.content
        .lowerBound..<max(
          leaf.content.lowerBound, textEnd(ofLine: leaf.endLine - 1, bytes))
    case .html, .math:
      leaf.content =
        leaf.content
        .lowerBound..<max(
          leaf.content.lowerBound, trimmedEnd(ofLine: line - 1, bytes))
    default: break
    }
    let end = leaf.endLine
    leaves.append(leaf)
    if end < line {
      let start = lineStarts[end]
      leaves.append(
        Leaf(kind: .blank, firstLine: end, endLine: line, textLine: end, content: start..<start))
    }
  }

  private mutating func removeContainers(downTo depth: Int, _ bytes: Span<UInt8>) {
    guard containers.count > depth else {
      if depth == 0 { closeBareItem(bytes) }
      return
    }
    closeBareItem(bytes)
    while containers.count > depth {
      switch containers.removeLast().kind {
      case .item: nesting -= 1
      case .quote: _ = quotations.popLast()
      case .footnote: break
      }
    }
  }

  private mutating func closeBareItem(_ bytes: Span<UInt8>) {
    guard let line = bareItemLine else { return }
    bareItemLine = nil
    let end = trimmedEnd(ofLine: line, bytes)
    leaves.append(
      Leaf(
        kind: .emptyItem, firstLine: line, endLine: line + 1, textLine: line, content: end..<end,
        nesting: nesting))
  }

  /// Takes the link definitions off the start of the open paragraph; nothing is
  /// open afterwards if it holds nothing else.
  private mutating func takeDefinitions(before line: Int, _ bytes: Span<UInt8>) {
    guard let current = open, current.leaf.kind == .paragraph else { return }
    let first = current.leaf.textLine
    let start = textStarts[first]
    guard start < count, bytes[start] == UInt8(ascii: "[") else { return }
    let taken = LinkDefinitions.take(bytes, from: first, to: line, in: self, into: &definitions)
    guard taken > 0 else { return }
    leaves.append(
      Leaf(
        kind: .linkDefinition, firstLine: current.leaf.firstLine, endLine: first + taken,
        textLine: first, content: start..<trimmedEnd(ofLine: first + taken - 1, bytes),
        nesting: current.leaf.nesting, quotations: current.leaf.quotations))
    if first + taken == line {
      open = nil
    } else {
      open?.leaf.firstLine = first + taken
      open?.leaf.textLine = first + taken
    }
  }
}

extension UInt8 {
  /// Whether the byte is a space or a tab.
  @inline(__always) var isSpaceOrTab: Bool { self == 0x20 || self == 0x09 }
}
