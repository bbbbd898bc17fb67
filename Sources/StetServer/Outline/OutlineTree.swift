import StetCore

/// The parts of a draft as a tree: the title, the sections with those in them,
/// and the questions with their answers.
///
/// Every part lies inside the one that holds it, and after its sisters.
struct OutlineTree: Sendable {
  /// What a part is.
  enum Kind: Hashable, Sendable {
    case title
    case section
    case question
    case answer
  }

  /// One part.
  struct Node: Sendable {
    /// What it is.
    var kind: Kind
    /// Its first and last block.
    var blocks: ClosedRange<Int>
    /// The text of the part, from the first byte of its first line to the last
    /// byte of its last one, the line break after it left out.
    var range: TextRange
    /// What names the part; inside `range`.
    var selection: TextRange
    /// The parts in it, in order.
    var children: [Node] = []
  }

  /// The outermost parts, in order.
  let roots: [Node]

  /// Makes the tree. Linear in the blocks, and in their sections times their depth.
  init(_ draft: Draft) {
    var items: [Node] = []
    func add(_ kind: Kind, _ first: Int, through last: Int, named block: Int) {
      guard draft.blocks.indices.contains(first), draft.blocks.indices.contains(block) else {
        return
      }
      let last = Self.lastBlock(of: draft, from: first, through: last)
      let name = draft.wordingRange(ofBlock: block)
      items.append(
        Node(
          kind: kind, blocks: first...last,
          range: TextRange(
            start: draft.blocks[first].range.start, end: Self.end(of: last, in: draft)),
          selection: name))
    }
    let outline = draft.outline
    if let title = outline.title {
      // What leads into the article belongs to its title.
      let next = outline.sections.first?.heading ?? outline.questions.first?.askings.first
      let lead = outline.lead.last.map { next == nil || $0 < next ?? 0 ? $0 : title } ?? title
      add(.title, title, through: max(title, lead), named: title)
    }
    for section in outline.sections {
      add(
        .section, section.heading, through: section.body.upperBound - 1, named: section.heading)
    }
    for question in outline.questions {
      guard let first = question.askings.first, let asking = question.askings.last else { continue }
      add(.question, first, through: max(asking, question.answer.last ?? asking), named: first)
    }
    items.sort {
      ($0.blocks.lowerBound, $1.blocks.upperBound)
        < ($1.blocks.lowerBound, $0.blocks.upperBound)
    }
    roots = Self.nest(items, answers: Self.answers(of: draft), draft)
  }

  /// The first and last block of each answer, by the first block of its question.
  /// An answer ends before the first heading in it.
  private static func answers(of draft: Draft) -> [Int: ClosedRange<Int>] {
    var result: [Int: ClosedRange<Int>] = [:]
    for question in draft.outline.questions {
      guard let asking = question.askings.first, let first = question.answer.first else { continue }
      var last = first
      for block in question.answer {
        if draft.blocks[last..<block].contains(where: { $0.kind == .heading }) { break }
        last = block
      }
      let isAfterHeading = draft.blocks[asking..<first].contains { $0.kind == .heading }
      if !isAfterHeading { result[asking] = first...last }
    }
    return result
  }

  /// The end of a block without the white space behind its text; the marks that
  /// close it, such as a fence, belong to it.
  private static func end(of block: Int, in draft: Draft) -> TextOffset {
    let block = draft.blocks[block]
    let after = draft.source.bytes(in: TextRange(start: block.content.end, end: block.range.end))
    let last = after.lastIndex { !$0.isASCIIWhitespace }
    return last.map { TextOffset($0 + 1) } ?? block.content.end
  }

  /// The last block before or at `last` that is not blank.
  private static func lastBlock(of draft: Draft, from first: Int, through last: Int) -> Int {
    var last = min(max(first, last), draft.blocks.count - 1)
    while last > first, draft.blocks[last].kind == .blank { last -= 1 }
    return last
  }

  /// Puts each part into the one that it begins in; parts that reach beyond the
  /// one that holds them stretch it.
  private static func nest(
    _ items: [Node], answers: [Int: ClosedRange<Int>], _ draft: Draft
  ) -> [Node] {
    var roots: [Node] = []
    var open: [Node] = []
    func close() {
      guard let node = open.popLast() else { return }
      if open.isEmpty {
        roots.append(node)
      } else {
        open[open.count - 1].children.append(node)
      }
    }
    for var item in items {
      while let last = open.last, last.blocks.upperBound < item.blocks.lowerBound { close() }
      for index in open.indices where open[index].blocks.upperBound < item.blocks.upperBound {
        open[index].blocks = open[index].blocks.lowerBound...item.blocks.upperBound
        open[index].range = TextRange(start: open[index].range.start, end: item.range.end)
      }
      if item.kind == .question, let answer = answers[item.blocks.lowerBound] {
        let range = TextRange(
          start: draft.blocks[answer.lowerBound].content.start,
          end: end(of: answer.upperBound, in: draft))
        item.children.append(
          Node(
            kind: .answer, blocks: answer, range: range,
            selection: draft.wordingRange(ofBlock: answer.lowerBound)))
      }
      open.append(item)
    }
    while !open.isEmpty { close() }
    return roots
  }

  /// Calls `body` with every part, those that hold others before them, and how
  /// many parts hold it.
  func forEach(_ body: (Node, Int) -> Void) {
    // A stack of its own: sections may be nested as deep as a draft likes.
    var pending = roots.reversed().map { ($0, 0) }
    while let (node, depth) = pending.popLast() {
      body(node, depth)
      pending += node.children.reversed().map { ($0, depth + 1) }
    }
  }
}

/// Names of parts of a draft, as editors list them.
enum PartName {
  /// The most bytes in a name.
  static let limit = 160

  /// The text of a range on one line; a long one is cut between words. Never empty.
  static func of(_ range: TextRange, in source: SourceText) -> String {
    let bytes = source.bytes(in: range)
    var name: [UInt8] = []
    for byte in bytes {
      let isSpace = byte.isASCIIWhitespace || byte < 0x20 || byte == 0x7F
      if name.count >= limit && (isSpace || byte & 0xC0 != 0x80) {
        while name.last == .space { name.removeLast() }
        return String(decoding: name, as: UTF8.self) + "…"
      }
      if !isSpace {
        name.append(byte)
      } else if !name.isEmpty && name.last != .space {
        name.append(.space)
      }
    }
    while name.last == .space { name.removeLast() }
    return name.isEmpty ? "(no words)" : String(decoding: name, as: UTF8.self)
  }
}
