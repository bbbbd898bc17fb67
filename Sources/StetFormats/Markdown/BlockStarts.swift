import StetCore

/// How blocks start.
extension BlockParser {
  /// Opens the blocks that start in the rest of a line, of whose containers the
  /// first `matched` go on, and adds what is left to a leaf.
  mutating func startBlocks(
    at line: Int, matched: Int, _ cursor: inout LineCursor, _ bytes: Span<UInt8>
  ) {
    var matched = matched
    let allMatched = matched == containers.count
    /// Whether the line goes on with a paragraph unless something interrupts it.
    var inParagraph = allMatched && open?.leaf.kind == .paragraph
    /// Whether the line may be a lazy continuation of a paragraph.
    var mayBeLazy = open?.leaf.kind == .paragraph
    var inTable = allMatched && open?.leaf.kind == .table
    var opensItem = false

    while !cursor.isBlank {
      let next = cursor.next
      if cursor.indent >= 4 {
        if mayBeLazy { break }
        prepare(line: line, matched: matched, bytes)
        openIndentedCode(at: line, cursor, bytes)
        return
      }
      let byte = bytes[next]
      if byte.isLetter || byte >= 0x80 { break }

      if byte == UInt8(ascii: ">") {
        guard matched < Self.maximumDepth else { break }
        prepare(line: line, matched: matched, bytes)
        cursor.take(marker: 1, bytes)
        cursor.skip(columns: 1, bytes)
        openContainer(Container(kind: .quote), at: line, bytes)
      } else if let item = itemStart(cursor, inParagraph: inParagraph, bytes) {
        // Underlines and thematic breaks come before bullets of the same bytes.
        if inParagraph, let level = underlineLevel(cursor, bytes),
          turnIntoHeading(at: line, level: level, bytes)
        {
          return
        }
        if isThematicBreak(cursor, bytes) {
          addThematicBreak(at: line, matched: matched, cursor, bytes)
          return
        }
        guard matched < Self.maximumDepth else { break }
        prepare(line: line, matched: matched, bytes)
        openItem(item, at: line, &cursor, bytes)
        opensItem = true
      } else if let length = footnoteStart(cursor, bytes) {
        guard matched < Self.maximumDepth else { break }
        prepare(line: line, matched: matched, bytes)
        cursor.take(marker: length, bytes)
        openContainer(Container(kind: .footnote), at: line, bytes)
      } else {
        if startLeaf(at: line, matched: matched, inParagraph: inParagraph, &cursor, bytes) {
          return
        }
        break
      }
      matched = containers.count
      inParagraph = false
      mayBeLazy = false
      inTable = false
    }

    if !cursor.isBlank {
      if inParagraph, cursor.indent < 4,
        TableSyntax.isHeadAndRule(bytes, at: line, cursor, in: self)
      {
        turnIntoTable(at: line, text: cursor.next, bytes)
        return
      }
      if open?.leaf.kind == .paragraph || inTable && TableSyntax.isRow(bytes, cursor) {
        continueText(at: line, text: cursor.next)
        return
      }
    }
    prepare(line: line, matched: matched, bytes)
    if cursor.isBlank {
      addBlank(line: line, opensItem: opensItem, bytes)
    } else {
      openParagraph(at: line, text: cursor.next, bytes)
    }
  }

  /// Opens, or adds, a leaf that is no paragraph; `false` if none starts here.
  private mutating func startLeaf(
    at line: Int, matched: Int, inParagraph: Bool, _ cursor: inout LineCursor,
    _ bytes: Span<UInt8>
  ) -> Bool {
    let next = cursor.next
    switch bytes[next] {
    case UInt8(ascii: "#"):
      return addHeading(at: line, matched: matched, cursor, bytes)
    case UInt8(ascii: "`"), UInt8(ascii: "~"):
      return openFence(at: line, matched: matched, cursor, bytes)
    case UInt8(ascii: "<"):
      guard
        let kind = HTMLSyntax.blockKind(
          bytes, at: next, before: cursor.end, inParagraph: inParagraph)
      else { return false }
      prepare(line: line, matched: matched, bytes)
      var leaf = Leaf(
        kind: .html, firstLine: line, endLine: line, textLine: line, content: next..<next)
      leaf.level = kind
      openLeaf(OpenLeaf(leaf: leaf), bytes)
      if HTMLSyntax.endsBlock(bytes, of: kind, from: next, to: cursor.end) {
        closeLeaf(before: line + 1, bytes)
      }
      return true
    case UInt8(ascii: "$"):
      guard MathSyntax.opensBlock(bytes, at: line, cursor, in: &self) else { return false }
      prepare(line: line, matched: matched, bytes)
      openLeaf(
        OpenLeaf(
          leaf: Leaf(
            kind: .math, firstLine: line, endLine: line, textLine: line, content: next..<next)),
        bytes)
      if MathSyntax.closes(bytes, from: next + 2, to: cursor.end) {
        closeLeaf(before: line + 1, bytes)
      }
      return true
    case UInt8(ascii: "="), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "*"):
      if inParagraph, let level = underlineLevel(cursor, bytes),
        turnIntoHeading(at: line, level: level, bytes)
      {
        return true
      }
      guard isThematicBreak(cursor, bytes) else { return false }
      addThematicBreak(at: line, matched: matched, cursor, bytes)
      return true
    default:
      return false
    }
  }

  // MARK: Headings and breaks

  private mutating func addHeading(
    at line: Int, matched: Int, _ cursor: LineCursor, _ bytes: Span<UInt8>
  ) -> Bool {
    var index = cursor.next
    while index < cursor.end, bytes[index] == UInt8(ascii: "#") { index += 1 }
    let level = index - cursor.next
    guard level <= 6, index == cursor.end || bytes[index].isSpaceOrTab else { return false }
    while index < cursor.end, bytes[index].isSpaceOrTab { index += 1 }
    var end = cursor.end
    while end > index, bytes[end - 1].isSpaceOrTab { end -= 1 }
    // The closing run of number signs stands apart from the text.
    var mark = end
    while mark > index, bytes[mark - 1] == UInt8(ascii: "#") { mark -= 1 }
    if mark < end, mark == index || bytes[mark - 1].isSpaceOrTab {
      end = mark
      while end > index, bytes[end - 1].isSpaceOrTab { end -= 1 }
    }
    prepare(line: line, matched: matched, bytes)
    var leaf = Leaf(
      kind: .numberSignHeading, firstLine: line, endLine: line, textLine: line,
      content: index..<end)
    leaf.level = level
    openLeaf(OpenLeaf(leaf: leaf), bytes)
    closeLeaf(before: line + 1, bytes)
    return true
  }

  /// The level of the heading that the line underlines; `nil` if it is no underline.
  private func underlineLevel(_ cursor: LineCursor, _ bytes: Span<UInt8>) -> Int? {
    let mark = bytes[cursor.next]
    guard mark == UInt8(ascii: "=") || mark == UInt8(ascii: "-") else { return nil }
    var index = cursor.next
    while index < cursor.end, bytes[index] == mark { index += 1 }
    while index < cursor.end, bytes[index].isSpaceOrTab { index += 1 }
    guard index == cursor.end else { return nil }
    return mark == UInt8(ascii: "=") ? 1 : 2
  }

  private mutating func isThematicBreak(_ cursor: LineCursor, _ bytes: Span<UInt8>) -> Bool {
    let mark = bytes[cursor.next]
    guard
      mark == UInt8(ascii: "*") || mark == UInt8(ascii: "-") || mark == UInt8(ascii: "_")
    else { return false }
    // A byte that ended an earlier try ends each try that starts before it.
    guard cursor.next >= noBreakBefore else { return false }
    var index = cursor.next
    var marks = 0
    while index < cursor.end {
      if bytes[index] == mark {
        marks += 1
      } else if !bytes[index].isSpaceOrTab {
        noBreakBefore = index
        return false
      }
      index += 1
    }
    return marks >= 3
  }

  private mutating func addThematicBreak(
    at line: Int, matched: Int, _ cursor: LineCursor, _ bytes: Span<UInt8>
  ) {
    prepare(line: line, matched: matched, bytes)
    openLeaf(
      OpenLeaf(
        leaf: Leaf(
          kind: .thematicBreak, firstLine: line, endLine: line, textLine: line,
          content: cursor.next..<cursor.end)), bytes)
    closeLeaf(before: line + 1, bytes)
  }

  // MARK: Code

  private mutating func openIndentedCode(
    at line: Int, _ cursor: LineCursor, _ bytes: Span<UInt8>
  ) {
    var start = cursor
    start.skip(columns: 4, bytes)
    openLeaf(
      OpenLeaf(
        leaf: Leaf(
          kind: .indentedCode, firstLine: line, endLine: line, textLine: line,
          content: start.offset..<start.offset),
        filledLines: line + 1, indent: 4), bytes)
  }

  private mutating func openFence(
    at line: Int, matched: Int, _ cursor: LineCursor, _ bytes: Span<UInt8>
  ) -> Bool {
    let mark = bytes[cursor.next]
    var index = cursor.next
    while index < cursor.end, bytes[index] == mark { index += 1 }
    let length = index - cursor.next
    guard length >= 3 else { return false }
    if mark == UInt8(ascii: "`") {
      while index < cursor.end {
        if bytes[index] == mark { return false }
        index += 1
      }
    }
    prepare(line: line, matched: matched, bytes)
    // The text starts in the next line; until one is read it is empty.
    let start = line + 1 < lineStarts.count ? lineStarts[line + 1] : cursor.end
    let leaf = Leaf(
      kind: .fencedCode, firstLine: line, endLine: line, textLine: line + 1,
      content: start..<start)
    openLeaf(
      OpenLeaf(leaf: leaf, fence: mark, fenceLength: length, indent: cursor.indent), bytes)
    return true
  }

  func isClosingFence(
    _ opened: OpenLeaf, _ cursor: LineCursor, _ bytes: Span<UInt8>
  ) -> Bool {
    var index = cursor.next
    while index < cursor.end, bytes[index] == opened.fence { index += 1 }
    guard index - cursor.next >= opened.fenceLength else { return false }
    while index < cursor.end, bytes[index].isSpaceOrTab { index += 1 }
    return index == cursor.end
  }

  // MARK: Containers

  /// The length of the bullet or number that starts a list item at the cursor.
  private func itemStart(
    _ cursor: LineCursor, inParagraph: Bool, _ bytes: Span<UInt8>
  ) -> Int? {
    var index = cursor.next
    let first = bytes[index]
    if first == UInt8(ascii: "-") || first == UInt8(ascii: "*") || first == UInt8(ascii: "+") {
      index += 1
    } else if first.isDigit {
      while index < cursor.end, bytes[index].isDigit, index - cursor.next < 9 { index += 1 }
      // Only a list that starts with 1 can interrupt a paragraph.
      if inParagraph {
        for place in cursor.next..<index - 1 where bytes[place] != UInt8(ascii: "0") {
          return nil
        }
        guard bytes[index - 1] == UInt8(ascii: "1") else { return nil }
      }
      guard index < cursor.end,
        bytes[index] == UInt8(ascii: ".") || bytes[index] == UInt8(ascii: ")")
      else { return nil }
      index += 1
    } else {
      return nil
    }
    guard index == cursor.end || bytes[index].isSpaceOrTab else { return nil }
    if inParagraph {
      var text = index
      while text < cursor.end, bytes[text].isSpaceOrTab { text += 1 }
      // An item without text cannot interrupt a paragraph either; but a single
      // hyphen may be an underline, so that is for the caller to see first.
      if text == cursor.end && first != UInt8(ascii: "-") { return nil }
      if text == cursor.end && underlineLevel(cursor, bytes) == nil { return nil }
    }
    return index - cursor.next
  }

  private mutating func openItem(
    _ length: Int, at line: Int, _ cursor: inout LineCursor, _ bytes: Span<UInt8>
  ) {
    let indent = cursor.indent
    var number = length > 1 ? 0 : -1
    for index in cursor.next..<cursor.next + length - 1 {
      // At most nine digits.
      number = number * 10 + Int(bytes[index] - UInt8(ascii: "0"))
    }
    cursor.take(marker: length, bytes)
    let gap = cursor.indent
    var width = indent + length
    if gap >= 5 || gap < 1 || cursor.isBlank {
      width += 1
      cursor.skip(columns: 1, bytes)
    } else {
      width += gap
      cursor.skip(columns: gap, bytes)
    }
    openContainer(Container(kind: .item, width: width, number: number), at: line, bytes)
  }

  /// The length of the `[^label]:` at the cursor.
  private func footnoteStart(_ cursor: LineCursor, _ bytes: Span<UInt8>) -> Int? {
    let start = cursor.next
    guard bytes[start] == UInt8(ascii: "["), start + 1 < cursor.end,
      bytes[start + 1] == UInt8(ascii: "^")
    else { return nil }
    var index = start + 2
    while index < cursor.end, bytes[index] != UInt8(ascii: "]") {
      if bytes[index].isSpaceOrTab || bytes[index] == UInt8(ascii: "[") { return nil }
      index += 1
    }
    guard index > start + 2, index + 1 < cursor.end, bytes[index + 1] == UInt8(ascii: ":") else {
      return nil
    }
    return index + 2 - start
  }
}
