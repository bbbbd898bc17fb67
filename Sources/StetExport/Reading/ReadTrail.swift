import StetCore

extension CleanedArticle {
  /// Whether ``source`` is the text of the draft: of an article that was read, when
  /// its text and trail together gave it back.
  package var isRestored: Bool { !source.utf8.isEmpty || provenance.byteCount == 0 }
}

/// A trail that was read, with the bytes that it keeps of the draft.
struct ReadTrail {
  /// A run of the draft, and what stands in the article for it.
  struct Run {
    var range: TextRange
    var before: [UInt8]
    var after: String
  }

  /// Whether the document has a trail.
  var isThere = false
  var edits: [(edit: EditTrail.Edit, before: [UInt8])] = []
  var layout: [Run] = []
  var repairs: [CleanedArticle.Repair] = []

  /// Gives the trail to an article, and the text of its draft where the text and
  /// the trail together are one.
  func apply(to article: inout CleanedArticle) {
    guard isThere else { return }
    for (edit, _) in edits { article.trail.add(edit) }
    for run in layout { article.trail.addSingleLayout(run.range, replacement: run.after) }
    article.trail.sort()
    article.repairs = repairs
    if let draft = draft(of: article) { article.source = SourceText(text: draft) }
  }

  /// The bytes of the draft; `nil` when text and trail do not fit together.
  /// O(n log n) in the pieces.
  private func draft(of article: CleanedArticle) -> [UInt8]? {
    var runs = layout
    runs += edits.map { Run(range: $0.edit.range, before: $0.before, after: $0.edit.replacement) }
    runs.sort { ($0.range.start, $0.range.end) < ($1.range.start, $1.range.end) }
    var phrases: [CleanedArticle.Phrase] = []
    ArticleText.forEachPhrase(in: article) { phrases.append($0) }
    phrases.sort { ($0.range.start, $0.range.end) < ($1.range.start, $1.range.end) }
    var draft: [UInt8] = []
    var run = runs[...]
    /// Writes runs that start before `end` and outside of phrases.
    func writeRuns(before end: Int) -> Bool {
      while let next = run.first, next.range.start.utf8 < end {
        guard next.range.start.utf8 == draft.count else { return false }
        draft += next.before
        run = run.dropFirst()
      }
      return draft.count == end
    }
    for phrase in phrases where !phrase.range.isEmpty {
      guard writeRuns(before: phrase.range.start.utf8) else { return nil }
      var text: [UInt8] = []
      for case .replaced(_, let part) in phrase.pieces { text += part.utf8 }
      var index = 0
      let end = phrase.range.end.utf8
      while draft.count < end || run.first.map({ $0.range.end.utf8 <= end }) == true {
        if let next = run.first, next.range.start.utf8 == draft.count, next.range.end.utf8 <= end {
          let after = Array(next.after.utf8)
          guard text[index...].starts(with: after) else { return nil }
          index += after.count
          draft += next.before
          run = run.dropFirst()
          continue
        }
        let stop = min(end, run.first?.range.start.utf8 ?? end)
        let count = stop - draft.count
        guard count > 0, index + count <= text.count else { return nil }
        draft += text[index..<index + count]
        index += count
      }
      guard index == text.count else { return nil }
    }
    while let next = run.first {
      guard next.range.start.utf8 == draft.count else { return nil }
      draft += next.before
      run = run.dropFirst()
    }
    return draft
  }
}
