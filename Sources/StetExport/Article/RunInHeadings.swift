import StetCore
import StetFormats

/// Makes lists of paragraphs that open with a heading of their own: “Myotonia.
/// This causes stiffness …”, after a paragraph that ends with a colon.
enum RunInHeadings {
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
    guard let shape = RunInHeadingShape(openingAt: range, in: source.utf8) else { return nil }
    return Split(
      term: shape.heading, stop: shape.stop,
      rest: TextRange(start: shape.stop.end, end: range.end))
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
