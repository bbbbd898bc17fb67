public import StetCore

/// Reads plain text in the manner of drafts pasted from the web.
public enum PlainTextReader: DraftReader {
  /// The draft that a text makes.
  public static func read(_ source: SourceText) -> Draft {
    var blocks: [Block] = []
    var directives: [Directive] = []
    for line in source.lineStarts.indices {
      let start = source.lineStarts[line]
      let end = line + 1 < source.lineStarts.count ? source.lineStarts[line + 1] : source.count
      guard start < end else { continue }
      let content = source.contentRange(ofLine: line)
      let bytes = source.bytes(in: content)
      let range = TextRange(start, end)
      if bytes.allSatisfy(\.isASCIIWhitespace) {
        blocks.append(Block(kind: .blank, range: range))
      } else if bytes.starts(with: "[stet".utf8) && bytes.last == UInt8(ascii: "]") {
        directives.append(
          Directive(
            range: content, content: TextRange(content.start.utf8 + 1, content.end.utf8 - 1),
            block: blocks.count, isOwnBlock: true))
        blocks.append(Block(kind: .comment, range: range, content: content))
      } else {
        blocks.append(Block(kind: .paragraph, range: range, content: content))
      }
    }
    return Draft(source: source, format: .plainText, blocks: blocks, directives: directives)
  }
}
