/// The marks that can be written into a draft to let a finding stand.
package enum SuppressionMarks {
  /// How a draft writes comments.
  package enum Syntax: Hashable, Sendable {
    /// `[stet …]` on a line of its own.
    case brackets
    /// `<!-- stet … -->`.
    case html
    /// `{/* stet … */}`.
    case mdx

    /// The comment around `content`.
    package func comment(_ content: String) -> String {
      switch self {
      case .brackets: "[\(content)]"
      case .html: "<!-- \(content) -->"
      case .mdx: "{/* \(content) */}"
      }
    }
  }

  /// What stands after the colon of a mark for `truncated-answer` where an editor says
  /// that the text was cut off indeed: `stet truncated-answer: truncated`.
  package static let truncated = "truncated"

  /// The contents of the blocks that a draft says were cut off, in order of its marks.
  /// Linear in its blocks and marks.
  package static func truncatedTexts(in draft: Draft) -> [TextRange] {
    draft.directives.compactMap { directive in
      // Most comments are none of Stet's.
      let content = draft.source.bytes(in: directive.content).drop { $0 == UInt8(ascii: ":") }
      guard content.starts(with: "stet ".utf8) else { return nil }
      let parts = draft.source.string(in: directive.content).split(separator: ":", maxSplits: 1)
      guard parts.count == 2, parts[0].hasPrefix("stet "), parts[0].contains("truncated-answer"),
        parts[1].drop(while: \.isWhitespace).hasPrefix(truncated)
      else { return nil }
      var block = directive.block
      if directive.isOwnBlock {
        repeat {
          block += 1
        } while draft.blocks.indices.contains(block)
          && (draft.blocks[block].kind == .blank || draft.blocks[block].kind == .comment)
      }
      return draft.blocks.indices.contains(block) ? draft.blocks[block].content : nil
    }
  }

  /// Ways to suppress a rule at a place of a draft, each a set of edits, the
  /// narrowest and least conspicuous first and the one for the whole draft last.
  ///
  /// None is sure to work: a line more can change how the lines beside it are
  /// read. Try them in order, and take the first after which the finding is gone
  /// and all else is as it was. O(blocks + directives).
  package static func candidates(
    for rule: String, at range: TextRange, in draft: Draft, _ syntax: Syntax
  ) -> [[TextEdit]] {
    guard let index = draft.blockIndex(containing: range.start) else { return [] }
    let block = draft.blocks[index]
    var candidates: [[TextEdit]] = []
    if let edit = extending(rule, block: index, in: draft) { candidates.append([edit]) }

    let newline = draft.source.lineBreak
    let lineStart = draft.source.start(ofLineContaining: block.range.start)
    let prefix = String(
      decoding: draft.source.bytes(in: TextRange(start: lineStart, end: block.content.start)),
      as: UTF8.self)
    func line(_ content: String, _ prefix: String = "") -> String {
      prefix + syntax.comment(content) + newline + (syntax == .mdx ? newline : "")
    }
    let own = [TextEdit(TextRange(start: lineStart, end: lineStart), line("stet \(rule)"))]
    let inline = [
      TextEdit(
        TextRange(start: block.content.end, end: block.content.end),
        " " + syntax.comment("stet \(rule)"))
    ]
    let isContained =
      block.kind == .listItem || block.level > 0 && !isHeading(block)
      || prefix.utf8.contains(UInt8(ascii: ">"))
    if syntax == .brackets {
      candidates.append(own)
    } else if !isContained {
      candidates += [own, inline]
    } else {
      candidates.append(inline)
      if block.kind != .listItem {
        candidates.append([
          TextEdit(
            TextRange(start: lineStart, end: lineStart), line("stet \(rule)", prefix))
        ])
      }
      candidates.append(own)
    }
    candidates.append(
      around(TextRange(start: lineStart, end: block.range.end), rule, draft, newline, line))
    // What is read by its neighbours of the same kind must stay beside them.
    let run = run(ofBlock: index, in: draft)
    if run.count > 1 {
      let start = draft.source.start(
        ofLineContaining: draft.blocks[run.lowerBound].range.start)
      let end = draft.blocks[run.upperBound - 1].range.end
      candidates.append(around(TextRange(start: start, end: end), rule, draft, newline, line))
    }
    candidates.append(wholeDraft(rule, draft, newline, syntax))
    return candidates
  }

  private static func isHeading(_ block: Block) -> Bool {
    switch block.kind {
    case .title, .heading, .question: true
    default: false
    }
  }

  /// One rule more for a mark that means the block already.
  private static func extending(_ rule: String, block: Int, in draft: Draft) -> TextEdit? {
    // A mark that is a block of its own means the next block that is neither
    // blank nor a comment.
    var first = block
    while first > 0,
      draft.blocks[first - 1].kind == .blank || draft.blocks[first - 1].kind == .comment
    {
      first -= 1
    }
    for directive in draft.directives
    where directive.isOwnBlock
      ? first..<block ~= directive.block : directive.block == block
    {
      let content = draft.source.bytes(in: directive.content)
      var end = content.firstIndex(of: UInt8(ascii: ":")) ?? content.endIndex
      while end > content.startIndex, content[end - 1].isASCIIWhitespace { end -= 1 }
      let words = content[..<end].split { $0.isASCIIWhitespace || $0 == UInt8(ascii: ",") }
      guard words.count > 1, words[0].elementsEqual("stet".utf8),
        !words[1].elementsEqual("off".utf8), !words[1].elementsEqual("on".utf8)
      else { continue }
      return TextEdit(TextRange(end, end), " \(rule)")
    }
    return nil
  }

  /// The blocks around one that are of its kind, with what lies between them: blank
  /// lines, and for text of the site facts that it states too.
  private static func run(ofBlock index: Int, in draft: Draft) -> Range<Int> {
    let kind = draft.blocks[index].kind
    func isAlike(_ other: Block.Kind) -> Bool {
      other == kind || kind == .chrome && other == .metadata
        || kind == .metadata && other == .chrome
    }
    var (first, last) = (index, index)
    var place = index - 1
    while place >= 0, isAlike(draft.blocks[place].kind) || draft.blocks[place].kind == .blank {
      if isAlike(draft.blocks[place].kind) { first = place }
      place -= 1
    }
    place = index + 1
    while place < draft.blocks.count,
      isAlike(draft.blocks[place].kind) || draft.blocks[place].kind == .blank
    {
      if isAlike(draft.blocks[place].kind) { last = place }
      place += 1
    }
    return first..<last + 1
  }

  /// A mark that begins before a range and one that ends after it.
  private static func around(
    _ range: TextRange, _ rule: String, _ draft: Draft, _ newline: String,
    _ line: (String, String) -> String
  ) -> [TextEdit] {
    let end = range.end
    let isClosed = end > .zero && draft.source.utf8.byte(at: end.utf8 - 1).isLineBreak
    return [
      TextEdit(TextRange(start: range.start, end: range.start), line("stet off \(rule)", "")),
      TextEdit(
        TextRange(start: end, end: end),
        (isClosed ? "" : newline) + line("stet on \(rule)", "")),
    ]
  }

  /// A mark for the whole draft, at its end, where it cannot change how the text
  /// before it is read.
  private static func wholeDraft(
    _ rule: String, _ draft: Draft, _ newline: String, _ syntax: Syntax
  ) -> [TextEdit] {
    let end = draft.source.range.end
    let isClosed = end > .zero && draft.source.utf8.byte(at: end.utf8 - 1).isLineBreak
    let isApart = draft.blocks.last?.kind == .blank
    return [
      TextEdit(
        TextRange(start: end, end: end),
        (isClosed ? "" : newline) + (isApart ? "" : newline)
          + syntax.comment("stet-file \(rule)") + newline)
    ]
  }
}

extension SourceText {
  /// The line break that the text uses first: LF, CRLF or CR; LF in a text of
  /// one line.
  package var lineBreak: String {
    guard lineStarts.count > 1 else { return "\n" }
    let start = lineStarts[1]
    guard utf8.byte(at: start - 1) == .lineFeed else { return "\r" }
    return utf8.byte(at: start - 2) == .carriageReturn ? "\r\n" : "\n"
  }

  /// The start of the line that holds `offset`. O(log lines).
  package func start(ofLineContaining offset: TextOffset) -> TextOffset {
    contentRange(ofLine: line(containing: offset)).start
  }
}
