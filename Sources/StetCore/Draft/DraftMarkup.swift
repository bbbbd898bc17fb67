extension Draft {
  /// What markup says of runs of a draft that are larger than a block.
  package struct Markup: Sendable {
    /// A run in one language.
    package struct LanguageRun: Hashable, Sendable {
      /// Its bytes.
      package var range: TextRange
      /// A BCP 47 tag.
      package var language: String

      /// Makes a run.
      package init(_ range: TextRange, _ language: String) {
        self.range = range
        self.language = language
      }
    }

    /// A figure and what is said of it.
    package struct Figure: Hashable, Sendable {
      /// All of it.
      package var range: TextRange
      /// The part that is its caption.
      package var caption: TextRange

      /// Makes a figure.
      package init(_ range: TextRange, caption: TextRange) {
        self.range = range
        self.caption = caption
      }
    }

    /// The language that the draft says it is in, as a BCP 47 tag.
    package var language: String?
    /// Runs whose language is named, in order; none overlaps another.
    package private(set) var languages: [LanguageRun] = []
    /// Figures, in order; none overlaps another.
    package private(set) var figures: [Figure] = []

    /// Makes markup that says nothing.
    package init() {}

    /// Takes in runs that nest, in the order of their starts: of several around a place
    /// the innermost counts. Linear.
    package mutating func add(languages nested: [LanguageRun]) {
      var open: [LanguageRun] = []
      var place = TextOffset.zero
      func close(before end: TextOffset) {
        while let last = open.last, last.range.end <= end {
          note(last, from: place, to: last.range.end)
          place = max(place, last.range.end)
          open.removeLast()
        }
      }
      for run in nested {
        close(before: run.range.start)
        if let last = open.last { note(last, from: place, to: run.range.start) }
        place = max(place, run.range.start)
        open.append(run)
      }
      while let last = open.popLast() {
        note(last, from: place, to: last.range.end)
        place = max(place, last.range.end)
      }
    }

    private mutating func note(_ run: LanguageRun, from start: TextOffset, to end: TextOffset) {
      if start < end {
        languages.append(LanguageRun(TextRange(start: start, end: end), run.language))
      }
    }

    /// Takes in a figure, unless it lies in the one before.
    package mutating func add(figure: Figure) {
      if figures.last.map({ $0.range.end <= figure.range.start }) ?? true {
        figures.append(figure)
      }
    }

    /// The language that is named for the byte at `offset`; `nil` for the draft's.
    /// O(log runs).
    package func language(at offset: TextOffset) -> String? {
      var low = 0
      var high = languages.count
      while low < high {
        let middle = (low + high) / 2
        if languages[middle].range.end <= offset { low = middle + 1 } else { high = middle }
      }
      guard low < languages.count, languages[low].range.start <= offset else { return nil }
      return languages[low].language
    }
  }

  /// The draft, with what its markup says.
  package func saying(_ markup: Markup) -> Draft {
    var copy = self
    copy.markup = markup
    return copy
  }
}

/// Tags of languages.
package enum LanguageTag {
  /// Whether a text has the shape of a BCP 47 tag, as schemas check it.
  package static func isTag(_ text: String) -> Bool {
    text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false).enumerated()
      .allSatisfy { index, part in
        (1...8).contains(part.count)
          && part.allSatisfy { index == 0 ? $0.isASCIILetter : $0.isASCIIAlphanumeric }
      }
  }
}
