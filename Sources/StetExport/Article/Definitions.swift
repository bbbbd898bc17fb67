import StetCore

/// Finds definitions that stand in brackets after the term they define: “motor
/// neurons (Nerve cells within the central nervous system …)”.
enum Definitions {
  /// The fewest words of a definition: fewer are a name, an abbreviation, an aside.
  private static let fewestWords = 5

  /// The phrase, its definitions marked. Linear.
  static func mark(
    _ phrase: CleanedArticle.Phrase, _ source: SourceText
  ) -> CleanedArticle.Phrase {
    guard phrase.pieces.contains(where: { mayChange($0, source) }) else { return phrase }
    var pieces: [CleanedArticle.Piece] = []
    for piece in phrase.pieces {
      guard case .text(let range) = piece else {
        pieces.append(piece)
        continue
      }
      var place = range.start.utf8
      let bytes = source.utf8
      var index = place
      while index < range.end.utf8 {
        guard bytes.byte(at: index) == UInt8(ascii: "(") else {
          index += 1
          continue
        }
        guard let definition = definition(bytes, at: index, in: range) else {
          index += 1
          continue
        }
        pieces.append(.text(TextRange(place, index + 1)))
        pieces.append(.startDefinition(term: definition.term))
        pieces.append(.text(TextRange(index + 1, definition.end)))
        pieces.append(.end)
        place = definition.end
        index = definition.end
      }
      if place < range.end.utf8 { pieces.append(.text(TextRange(place, range.end.utf8))) }
    }
    var marked = phrase
    marked.pieces = pieces
    return marked
  }

  /// Whether a piece holds a bracket, or nothing, which is dropped.
  private static func mayChange(_ piece: CleanedArticle.Piece, _ source: SourceText) -> Bool {
    guard case .text(let range) = piece else { return false }
    return range.isEmpty || source.bytes(in: range).contains(UInt8(ascii: "("))
  }

  /// The definition in the bracket at `open`, and its term.
  private static func definition(
    _ bytes: [UInt8], at open: Int, in range: TextRange
  ) -> (term: String, end: Int)? {
    // It starts with a capital where none has to be, as a sentence of its own.
    guard bytes.byte(at: open + 1).isASCIIUppercase, bytes.byte(at: open + 2).isASCIILowercase,
      open > range.start.utf8, bytes.byte(at: open - 1) == .space
    else { return nil }
    var index = open + 1
    var words = 1
    while index < range.end.utf8, index - open < 400 {
      switch bytes.byte(at: index) {
      case UInt8(ascii: ")"):
        guard words >= fewestWords, let term = term(bytes, before: open - 1, in: range) else {
          return nil
        }
        return (term, index)
      case UInt8(ascii: "("), UInt8(ascii: ";"), UInt8(ascii: "?"), UInt8(ascii: "!"): return nil
      case .space:
        words += 1
        // A second sentence makes it a remark.
        if bytes.byte(at: index - 1) == UInt8(ascii: ".") { return nil }
        // Capitals throughout are a title: (Journal of Clinical …).
        if words == 3, bytes.byte(at: index + 1).isASCIIUppercase { return nil }
      default: break
      }
      index += 1
    }
    return nil
  }

  /// The one or two words in lower case before a bracket.
  private static func term(_ bytes: [UInt8], before end: Int, in range: TextRange) -> String? {
    var words: [String] = []
    var stop = end
    while words.count < 2 {
      var start = stop
      while start > range.start.utf8,
        bytes.byte(at: start - 1).isASCIILowercase || bytes.byte(at: start - 1) == 0x2D
      {
        start -= 1
      }
      guard start < stop, start == range.start.utf8 || bytes.byte(at: start - 1) == .space else {
        break
      }
      if FunctionWords.open.contains(String(decoding: bytes[start..<stop], as: UTF8.self)) { break }
      words.insert(String(decoding: bytes[start..<stop], as: UTF8.self), at: 0)
      stop = start - 1
      if stop <= range.start.utf8 { break }
    }
    // A verb that introduces the term is none of it.
    if words.count == 2, ["called", "named", "termed", "as"].contains(words[0]) {
      words.removeFirst()
    }
    return words.isEmpty ? nil : words.joined(separator: " ")
  }
}
