package import StetCore
import StetFormats

/// Reads the text of an article's phrases.
package enum ArticleText {
  /// The text without elements; a line break is a space. Linear.
  package static func plain(_ phrase: CleanedArticle.Phrase, _ source: SourceText) -> String {
    var bytes: [UInt8] = []
    // Of the elements that are open, whether they are quotations.
    var quotes: [Bool] = []
    for piece in phrase.pieces {
      switch piece {
      case .text(let range): bytes += source.bytes(in: range)
      case .replaced(_, let text): bytes += text.utf8
      case .image(_, _, let alternative): bytes += alternative.utf8
      case .lineBreak: bytes.append(.space)
      case .start(let element):
        quotes.append(element == .quotation)
        if element == .quotation { bytes += "“".utf8 }
      case .startDefinition: quotes.append(false)
      case .end: if quotes.popLast() ?? false { bytes += "”".utf8 }
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Characters (Unicode scalars) of the text.
  static func count(_ phrase: CleanedArticle.Phrase, _ source: SourceText) -> Int {
    phrase.pieces.reduce(0) { count, piece in
      switch piece {
      case .text(let range):
        count + source.bytes(in: range).reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) }
      case .replaced(_, let text): count + text.unicodeScalars.count
      case .lineBreak: count + 1
      case .start, .startDefinition, .end, .image: count
      }
    }
  }

  /// Calls `body` with each phrase in flows, in order.
  package static func forEachPhrase(
    in flows: [CleanedArticle.Flow], _ body: (CleanedArticle.Phrase) -> Void
  ) {
    for flow in flows {
      switch flow {
      case .paragraph(let phrase): body(phrase)
      case .heading(let phrase, _): body(phrase)
      case .list(let list):
        for item in list.items {
          if let term = item.term { body(term) }
          forEachPhrase(in: item.body, body)
        }
      case .quotation(let flows): forEachPhrase(in: flows, body)
      case .code(let code): body(code.text)
      case .table(let table):
        if let caption = table.caption { body(caption) }
        for row in table.head { for cell in row { body(cell.text) } }
        for row in table.rows { for cell in row { body(cell.text) } }
      case .figure(let figure):
        forEachPhrase(in: figure.body, body)
        body(figure.caption)
      }
    }
  }

  /// Calls `body` with each phrase of an article, in order.
  package static func forEachPhrase(
    in article: CleanedArticle, _ body: (CleanedArticle.Phrase) -> Void
  ) {
    if let title = article.title { body(title) }
    forEachPhrase(in: article.lead, body)
    forEachPhrase(in: article.divisions, body)
  }

  private static func forEachPhrase(
    in divisions: [CleanedArticle.Division], _ body: (CleanedArticle.Phrase) -> Void
  ) {
    for division in divisions {
      switch division {
      case .section(let section):
        body(section.heading)
        forEachPhrase(in: section.body, body)
        forEachPhrase(in: section.divisions, body)
      case .questions(let entries):
        for entry in entries {
          body(entry.question)
          entry.alternates.forEach(body)
          for answer in entry.answers { forEachPhrase(in: answer.body, body) }
        }
      }
    }
  }
}
