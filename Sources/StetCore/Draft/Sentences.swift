extension BlockView {
  /// The sentences of the block, in order, without the white space between them.
  ///
  /// A sentence ends at a full stop, question or exclamation mark, with the
  /// quotes, brackets and marks of the format that close after it, when white
  /// space follows, and after that no word in lower case; not at the full stop
  /// of an abbreviation. Linear in the block's bytes.
  package var sentences: [TextRange] {
    var result: [TextRange] = []
    var start: Int?
    var index = 0
    while index < tokens.count {
      if start == nil {
        if tokens[index].isWhitespace {
          index += 1
          continue
        }
        start = index
      }
      index += 1
      guard endsSentence(tokens[index - 1]) else { continue }
      while index < tokens.count, closesSentence(tokens[index]) { index += 1 }
      guard index >= tokens.count || tokens[index].isWhitespace else { continue }
      if let next = tokens[index...].first(where: { !$0.isWhitespace }),
        next.kind == .word, next.casing == .lower
      {
        continue
      }
      append(from: start, to: index, &result)
      start = nil
    }
    append(from: start, to: tokens.count, &result)
    return result
  }

  /// Adds the tokens of a sentence, as one range.
  private func append(from first: Int?, to end: Int, _ result: inout [TextRange]) {
    guard let first, first < end,
      let last = tokens[first..<end].lastIndex(where: { !$0.isWhitespace })
    else { return }
    result.append(TextRange(start: tokens[first].range.start, end: tokens[last].range.end))
  }

  private func endsSentence(_ token: Token) -> Bool {
    guard token.kind == .punctuation else { return false }
    switch byte(at: token.range.start.utf8) {
    case UInt8(ascii: "!"), UInt8(ascii: "?"): return true
    case UInt8(ascii: "."):
      let before = bytes(in: TextRange(start: content.start, end: token.range.start))
      let word = Abbreviations.word(before: token.range.start.utf8, in: before)
      return !Abbreviations.contains(word)
    case 0x80...: return ["…", "。", "！", "？"].contains(string(of: token))
    default: return false
    }
  }

  private func closesSentence(_ token: Token) -> Bool {
    if token.span == .markup || token.span == .tag { return true }
    guard token.kind == .punctuation else { return false }
    return [".", "!", "?", "…", "\"", "'", "”", "’", "»", ")", "]"].contains(string(of: token))
  }
}
