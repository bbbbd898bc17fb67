/// One block as a ``ParagraphAnalyzer`` sees it: its own bytes and nothing else
/// of the draft, so that what is found in it may be kept for as long as its
/// bytes stay the same, wherever they move.
public struct BlockView: Sendable {
  /// The block's role.
  public let kind: Block.Kind
  /// The format of the draft.
  public let format: Draft.Format
  /// For a heading its level, for a list item its nesting.
  public let level: Int
  /// The block's text, in the bytes of the draft; indices are offsets in the draft.
  public let content: TextRange
  /// What in the block is not prose, in order.
  public let spans: ArraySlice<InlineSpan>
  /// The words, numbers and marks of the block's prose, in order. Spans show as
  /// one token each.
  public let tokens: [Token]
  private let bytes: ArraySlice<UInt8>

  init(draft: Draft, index: Int) {
    let block = draft.blocks[index]
    kind = block.kind
    format = draft.format
    level = block.level
    content = block.content
    bytes = draft.source.bytes(in: block.content)
    spans = draft.spans(in: block.content)
    tokens = Tokenizer.tokens(of: bytes, spans: spans)
  }

  /// The byte at an offset of the draft; 0 outside the block's content.
  public func byte(at offset: Int) -> UInt8 { bytes.byte(at: offset) }

  /// The bytes of a range of the draft, cut to the block's content.
  public func bytes(in range: TextRange) -> ArraySlice<UInt8> {
    let start = min(max(range.start.utf8, bytes.startIndex), bytes.endIndex)
    return bytes[start..<min(max(range.end.utf8, start), bytes.endIndex)]
  }

  /// The text of a range of the draft, cut to the block's content.
  public func string(in range: TextRange) -> String {
    String(decoding: bytes(in: range), as: UTF8.self)
  }

  /// The text of a token.
  public func string(of token: Token) -> String { string(in: token.range) }

  /// The token at an index; `nil` outside.
  public func token(at index: Int) -> Token? {
    tokens.indices.contains(index) ? tokens[index] : nil
  }
}
