import StetCore
import StetFormats

extension CleanedArticle {
  /// A fact about the article that is no part of its text.
  struct Fact {
    /// What it is about.
    var name: String
    /// What it says.
    var value: String
  }

  /// Everything about the article that is no part of its text, but for authors.
  var otherFacts: [Fact] {
    var result: [Fact] = []
    if let kind { result.append(Fact(name: "kind", value: kind)) }
    for fact in facts where fact.kind != .author {
      result.append(Fact(name: fact.kind.rawValue, value: fact.value))
    }
    for name in missingSections { result.append(Fact(name: "missing-section", value: name)) }
    if !provenance.name.isEmpty { result.append(Fact(name: "draft", value: provenance.name)) }
    result.append(Fact(name: "draft-bytes", value: String(provenance.byteCount)))
    result.append(Fact(name: "draft-sha256", value: provenance.digest))
    result.append(Fact(name: "draft-encoding", value: provenance.encoding.name))
    return result
  }

  /// Who wrote the article, as the draft says.
  var authors: [String] { facts.lazy.filter { $0.kind == .author }.map(\.value) }

  /// The title without elements; the draft's name where the draft has no title.
  var plainTitle: String {
    title.map { ArticleText.plain($0, source) } ?? provenance.name
  }

  /// The language as a tag that schemas accept; “und” for what is none.
  var languageTag: String { LanguageTag.isTag(language) ? language : "und" }

  /// The questions that entries name as related, by id; empty when none does.
  var relatedQuestions: [String: Phrase] {
    var questions: [String: Phrase] = [:]
    var wanted: Set<String> = []
    func visit(_ divisions: [Division]) {
      for division in divisions {
        switch division {
        case .section(let section): visit(section.divisions)
        case .questions(let entries):
          for entry in entries {
            questions[entry.id] = entry.question
            wanted.formUnion(entry.related)
          }
        }
      }
    }
    visit(divisions)
    return wanted.isEmpty ? [:] : questions
  }
}

extension CleanedArticle.List {
  /// What is said, with the terms before it of which it is said.
  var definitions: [(terms: [CleanedArticle.Phrase], item: CleanedArticle.Item)] {
    var result: [(terms: [CleanedArticle.Phrase], item: CleanedArticle.Item)] = []
    var terms: [CleanedArticle.Phrase] = []
    for (index, item) in items.enumerated() {
      if let term = item.term { terms.append(term) }
      if item.body.isEmpty, index + 1 < items.count { continue }
      result.append((terms, item))
      terms = []
    }
    return result
  }

  /// Whether it is a list of terms and what is said of them: each item has one.
  var isOfTerms: Bool {
    start == nil && !items.isEmpty && items.allSatisfy { $0.term != nil && $0.isDone == nil }
  }
}

extension CleanedArticle.Item {
  /// A word for the state of its box; `nil` when it has none.
  var boxState: String? { isDone.map { $0 ? "done" : "open" } }
}

extension CleanedArticle.Answer {
  /// Words that say whether all of it is there: “answer truncated seen-120”.
  var stateWords: String {
    status == .truncated ? "answer truncated seen-\(seen)" : "answer"
  }
}

extension CleanedArticle.Phrase {
  /// Makes a language that an element names for all of the text that of the phrase.
  mutating func liftLanguage() {
    guard case .start(.language(let tag))? = pieces.first, pieces.last == .end else { return }
    var depth = 0
    for piece in pieces.dropLast() {
      switch piece {
      case .start, .startDefinition: depth += 1
      case .end: depth -= 1
      case .text, .replaced, .image, .lineBreak: continue
      }
      if depth == 0 { return }
    }
    language = tag
    pieces.removeFirst()
    pieces.removeLast()
  }

  /// The images of which the phrase is nothing but a row; `nil` when there is other text.
  var images: [(target: LinkTarget, alternative: String)]? {
    var images: [(target: LinkTarget, alternative: String)] = []
    for piece in pieces {
      switch piece {
      case .image(_, let target, let alternative): images.append((target, alternative))
      case .replaced(_, " "), .lineBreak: continue
      case .text, .replaced, .start, .startDefinition, .end: return nil
      }
    }
    return images.isEmpty ? nil : images
  }

  /// A word that says whether it was cut off.
  var stateWord: String? { isTruncated ? "truncated" : nil }
}

extension CleanedArticle.Table {
  /// The number of its columns.
  var columnCount: Int {
    (head + rows).reduce(max(1, alignments.count)) { max($0, $1.count) }
  }

  /// Whether a cell takes in more than one column or row.
  var hasSpans: Bool {
    (head + rows).contains { row in row.contains { $0.columns > 1 || $0.rows > 1 } }
  }

  /// How a column stands; `nil` for the usual.
  func alignment(_ column: Int) -> String? {
    alignments.indices.contains(column) ? alignments[column]?.rawValue : nil
  }
}

extension [CleanedArticle.Flow] {
  /// The bytes of the draft from their first to their last phrase.
  var range: TextRange {
    var range: TextRange?
    ArticleText.forEachPhrase(in: self) { phrase in
      range = TextRange(
        start: Swift.min(range?.start ?? phrase.range.start, phrase.range.start),
        end: Swift.max(range?.end ?? phrase.range.end, phrase.range.end))
    }
    return range ?? TextRange(0, 0)
  }
}
