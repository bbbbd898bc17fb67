package import StetCore

/// Shows that an article and its trail are the draft, byte for byte.
package enum Conservation {
  /// What is wrong with an article's account of its draft.
  package struct Fault: Error, Hashable, Sendable, CustomStringConvertible {
    /// The bytes that are accounted for twice, or not at all.
    package let range: TextRange
    /// Whether they are accounted for twice.
    package let isTwice: Bool

    /// The fault in words.
    package var description: String {
      "Bytes \(range.start.utf8) to \(range.end.utf8) of the draft are "
        + (isTwice ? "in the article twice" : "neither in the article nor in its trail")
    }
  }

  /// The first fault; `nil` when each byte is either text of the article or in
  /// its trail, and in one of them only. O(n log n) in the pieces.
  package static func fault(in article: CleanedArticle) -> Fault? {
    var place = 0
    for range in ranges(of: article) {
      if range.start.utf8 > place {
        return Fault(range: TextRange(place, range.start.utf8), isTwice: false)
      }
      if range.start.utf8 < place {
        return Fault(
          range: TextRange(range.start.utf8, min(place, range.end.utf8)), isTwice: true)
      }
      place = range.end.utf8
    }
    if place < article.source.count {
      return Fault(range: TextRange(place, article.source.count), isTwice: false)
    }
    return nil
  }

  private static func ranges(of article: CleanedArticle) -> [TextRange] {
    var ranges: [TextRange] = []
    ArticleText.forEachPhrase(in: article) { phrase in
      for case .text(let range) in phrase.pieces where !range.isEmpty { ranges.append(range) }
    }
    ranges += article.trail.edits.lazy.map(\.range).filter { !$0.isEmpty }
    ranges += article.trail.layout.lazy.map(\.range)
    ranges.sort { ($0.start, $0.end) < ($1.start, $1.end) }
    return ranges
  }
}
