import StetCore

/// Finds in Markdown what comes with text pasted from a page: the site's chrome
/// and facts, and questions that are lines of their own.
///
/// Only paragraphs outside quotes and lists, and single list items for facts
/// such as `+ 69 others found this useful`, are looked at; headings, tables and
/// code are as the writer made them.
struct PastedText {
  private let source: SourceText
  private let site: SiteText

  init(_ source: SourceText, site: SiteText) {
    self.source = source
    self.site = site
  }

  /// Gives the blocks of pasted text their roles, and adds the facts among them.
  /// Linear in the blocks and the bytes of short paragraphs.
  func settle(_ blocks: inout [Block], _ metadata: inout [Metadata]) {
    settleSite(&blocks, &metadata)
    settleQuestions(&blocks)
  }

  private func settleSite(_ blocks: inout [Block], _ metadata: inout [Metadata]) {
    let present = blocks.indices.filter { blocks[$0].kind != .blank }
    var values: [Int: TextRange] = [:]
    let roles = present.map { index -> SiteText.Role? in
      guard let match = match(blocks[index]) else { return nil }
      values[index] = match.value
      return match.role
    }
    if roles.allSatisfy({ $0 == nil }) { return }
    let settled = SiteText.settle(roles) { position in
      source.utf8.byte(at: blocks[present[position]].content.end.utf8 - 1) == UInt8(ascii: "?")
    }
    for (index, role) in zip(present, settled) {
      switch role {
      case .chrome where blocks[index].kind != .listItem: blocks[index].kind = .chrome
      case .metadata(let kind):
        blocks[index].kind = .metadata
        let range = values[index] ?? blocks[index].content
        metadata.append(Metadata(kind, value: source.string(in: range), range: range))
      default: break
      }
    }
  }

  /// What a block is, when each of its lines is something the site said.
  private func match(_ block: Block) -> SiteText.Match? {
    guard block.kind == .paragraph || block.kind == .answer || block.kind == .listItem,
      block.level <= 1, block.content.length <= 4 * SiteText.longestLine
    else { return nil }
    let first = source.line(containing: block.content.start)
    let last = source.line(containing: TextOffset(block.content.end.utf8 - 1))
    guard last - first < 12 else { return nil }
    var result: SiteText.Match?
    for line in first...max(first, last) {
      let whole = source.contentRange(ofLine: line)
      let part = TextRange(
        start: max(whole.start, block.content.start), end: min(whole.end, block.content.end))
      guard let match = site.match(part, in: source) else { return nil }
      // One sure line among them makes the rest sure, as if they stood apart.
      if result == nil || match.role == .chrome { result = match }
    }
    if block.kind == .listItem, case .metadata = result?.role { return result }
    return block.kind == .listItem || block.level > 0 ? nil : result
  }

  /// Makes questions of paragraphs of one line that ask one, where the draft
  /// asks in that way: more than once, or without having any heading.
  private func settleQuestions(_ blocks: inout [Block]) {
    let asking = blocks.indices.filter { index in
      let block = blocks[index]
      guard block.kind == .paragraph || block.kind == .answer, block.level == 0 else {
        return false
      }
      let bytes = source.bytes(in: block.content)
      return bytes.last == UInt8(ascii: "?") && !bytes.contains(where: \.isLineBreak)
        && QuestionLine.asks(bytes)
    }
    let hasHeadings = blocks.contains { block in
      block.kind == .heading || (block.kind == .question && block.level > 0)
    }
    guard asking.count >= 2 || (asking.count == 1 && !hasHeadings) else { return }
    for index in asking { blocks[index].kind = .question }
    var isAnswering = false
    for index in blocks.indices {
      switch blocks[index].kind {
      case .question: isAnswering = true
      case .heading, .title: isAnswering = false
      case .paragraph where isAnswering: blocks[index].kind = .answer
      default: break
      }
    }
  }
}
