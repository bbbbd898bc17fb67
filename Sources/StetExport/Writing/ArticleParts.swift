import StetCore

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
  var languageTag: String {
    let parts = language.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    let isTag = parts.enumerated().allSatisfy { index, part in
      (1...8).contains(part.count)
        && part.allSatisfy { index == 0 ? $0.isASCIILetter : $0.isASCIIAlphanumeric }
    }
    return isTag ? language : "und"
  }

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
  /// A word that says whether it was cut off.
  var stateWord: String? { isTruncated ? "truncated" : nil }
}

extension CleanedArticle.Table {
  /// The number of its columns.
  var columnCount: Int { max(1, head.count, rows.lazy.map(\.count).max() ?? 0) }

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
