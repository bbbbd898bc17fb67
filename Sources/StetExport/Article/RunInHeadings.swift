import StetCore
import StetFormats

/// Makes lists of paragraphs that open with a heading of their own: “Myotonia.
/// This causes stiffness …”, after a paragraph that ends with a colon.
enum RunInHeadings {
  /// The most words of such a heading.
  private static let longest = 10

  /// The flows, such paragraphs made into lists where two or more follow one
  /// another; what the full stops were is noted in `trail`. Linear.
  static func structure(
    _ flows: [CleanedArticle.Flow], _ source: SourceText, _ trail: inout EditTrail
  ) -> [CleanedArticle.Flow] {
    guard flows.count > 2 else { return flows }
    var result: [CleanedArticle.Flow] = []
    var index = 0
    while index < flows.count {
      result.append(flows[index])
      guard case .paragraph(let opening) = flows[index], endsWithColon(opening, source) else {
        index += 1
        continue
      }
      index += 1
      var items: [(CleanedArticle.Phrase, Split)] = []
      while index + items.count < flows.count,
        case .paragraph(let phrase) = flows[index + items.count],
        let split = split(phrase, source)
      {
        items.append((phrase, split))
      }
      guard items.count >= 2 else { continue }
      index += items.count
      result.append(
        .list(
          CleanedArticle.List(
            start: nil,
            items: items.map { phrase, split in
              trail.add(EditTrail.Edit(split.stop, rule: "run-in-heading", .removed))
              return item(phrase, split)
            })))
    }
    return result
  }

  /// Where a heading ends: after `term` comes `stop`, a full stop and the space
  /// after it.
  private struct Split {
    var term: TextRange
    var stop: TextRange
    /// The rest of the first piece of text.
    var rest: TextRange
  }

  private static func endsWithColon(_ phrase: CleanedArticle.Phrase, _ source: SourceText) -> Bool {
    guard case .text(let range)? = phrase.pieces.last else { return false }
    return source.utf8.byte(at: range.end.utf8 - 1) == UInt8(ascii: ":")
  }

  private static func split(
    _ phrase: CleanedArticle.Phrase, _ source: SourceText
  ) -> Split? {
    guard case .text(let range)? = phrase.pieces.first else { return nil }
    let bytes = source.utf8
    var words = 1
    var index = range.start.utf8
    while index + 1 < range.end.utf8 {
      let byte = bytes.byte(at: index)
      if byte == .space { words += 1 }
      if words > longest { return nil }
      if byte == UInt8(ascii: "!") || byte == UInt8(ascii: "?") || byte == UInt8(ascii: ":") {
        return nil
      }
      if byte == UInt8(ascii: "."), bytes.byte(at: index + 1) == .space {
        let term = TextRange(range.start.utf8, index)
        let after = bytes.byte(at: index + 2)
        guard index + 2 < range.end.utf8, after.isASCIIUppercase || after >= 0x80,
          bytes.byte(at: range.start.utf8).isASCIIUppercase, !isSentence(term, source)
        else { return nil }
        return Split(
          term: term, stop: TextRange(index, index + 2),
          rest: TextRange(index + 2, range.end.utf8))
      }
      index += 1
    }
    return nil
  }

  /// Words that make a sentence of what could be a heading.
  private static let verbs: Set<String> = [
    "am", "are", "be", "can", "could", "did", "do", "does", "had", "has", "have", "is", "may",
    "might", "must", "shall", "should", "was", "were", "will", "would", "i", "he", "she", "they",
    "we", "you", "please", "don't", "it's",
  ]

  private static func isSentence(_ range: TextRange, _ source: SourceText) -> Bool {
    source.bytes(in: range).split(separator: .space).contains { word in
      verbs.contains(String(decoding: word.map(\.asciiLowercased), as: UTF8.self))
    }
  }

  private static func item(
    _ phrase: CleanedArticle.Phrase, _ split: Split
  ) -> CleanedArticle.Item {
    let term = CleanedArticle.Phrase(range: split.term, pieces: [.text(split.term)])
    var body = phrase
    body.range = TextRange(start: split.rest.start, end: phrase.range.end)
    body.pieces[0] = .text(split.rest)
    return CleanedArticle.Item(term: term, isDone: nil, body: [.paragraph(body)])
  }
}
