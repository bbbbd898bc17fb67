import JSON
import StetCore

/// Writes articles as JSON-LD in the terms of schema.org: an `Article` whose parts
/// are its sections, and a `FAQPage` or `QAPage` with its questions. Bodies of
/// sections and answers are HTML, which holds what plain text cannot.
struct JSONLDWriter {
  private let article: CleanedArticle
  private let questions: [String: CleanedArticle.Phrase]

  private init(_ article: CleanedArticle) {
    self.article = article
    questions = article.relatedQuestions
  }

  private func plain(_ phrase: CleanedArticle.Phrase) -> String {
    ArticleText.plain(phrase, article.source)
  }

  /// The document of an article: one line.
  static func document(_ article: CleanedArticle) -> WrittenArticle {
    var written = WrittenArticle(bytes: [], omissions: [])
    var json = JSONWriter()
    JSONLDWriter(article).writeDocument(&json, &written.omissions)
    json.endLine()
    written.bytes = json.bytes
    return written
  }

  /// A question, and the section that it stands in.
  private typealias Asked = (entry: CleanedArticle.Entry, section: String?)

  // MARK: The article

  private func writeDocument(_ json: inout JSONWriter, _ omissions: inout [Omission]) {
    let asked = self.asked(article.divisions, in: nil)
    json.object { json in
      json.key("@context")
      json.array { json in
        json.string("https://schema.org")
        json.object { $0.member("stet", "urn:stet:article:1#") }
      }
      json.key("@graph")
      json.array { json in
        json.object { writeArticle(&$0, &omissions, hasQuestions: !asked.isEmpty) }
        if !asked.isEmpty { json.object { write(asked, &$0, &omissions) } }
      }
    }
  }

  private func writeArticle(
    _ json: inout JSONWriter, _ omissions: inout [Omission], hasQuestions: Bool
  ) {
    json.member("@type", "Article")
    json.member("@id", "#article")
    json.member("inLanguage", article.languageTag)
    let title = PhraseBuilder.legal(article.plainTitle)
    if !title.isEmpty { json.member("headline", title) }
    if !article.authors.isEmpty {
      json.key("author")
      json.array { json in
        for author in article.authors {
          json.object {
            $0.member("@type", "Person")
            $0.member("name", PhraseBuilder.legal(author))
          }
        }
      }
    }
    for fact in article.facts where fact.kind == .date {
      json.member("dateCreated", PhraseBuilder.legal(fact.value))
      break
    }
    writeKeywords(&json)
    json.key("stet:facts")
    json.array { json in
      for fact in article.otherFacts {
        json.object {
          $0.member("@type", "PropertyValue")
          $0.member("name", fact.name)
          $0.member("value", PhraseBuilder.legal(fact.value))
        }
      }
    }
    writeTerms(&json)
    if !article.lead.isEmpty { writeBody("articleBody", article.lead, &json, &omissions) }
    let sections = sections(article.divisions)
    if !sections.isEmpty || hasQuestions {
      json.key("hasPart")
      json.array { json in
        for section in sections { json.object { write(section, &$0, &omissions) } }
        if hasQuestions { json.object { $0.member("@id", "#questions") } }
      }
    }
  }

  private func writeKeywords(_ json: inout JSONWriter) {
    let topics = article.facts.filter { $0.kind == .topic }
    guard !topics.isEmpty else { return }
    json.key("keywords")
    json.array { json in
      for topic in topics { json.string(PhraseBuilder.legal(topic.value)) }
    }
  }

  /// Writes the terms that the text defines in brackets.
  private func writeTerms(_ json: inout JSONWriter) {
    var terms: [(name: String, description: String)] = []
    ArticleText.forEachPhrase(in: article) { phrase in
      for (index, piece) in phrase.pieces.enumerated() {
        guard case .startDefinition(let term) = piece else { continue }
        var inner = phrase
        inner.pieces = Array(phrase.pieces[(index + 1)...].prefix { $0 != .end })
        terms.append((term, plain(inner)))
      }
    }
    guard !terms.isEmpty else { return }
    json.key("mentions")
    json.array { json in
      for term in terms {
        json.object {
          $0.member("@type", "DefinedTerm")
          $0.member("name", term.name)
          $0.member("description", term.description)
        }
      }
    }
  }

  private func write(
    _ section: CleanedArticle.Section, _ json: inout JSONWriter, _ omissions: inout [Omission]
  ) {
    json.member("@type", "CreativeWork")
    json.member("@id", "#\(section.id)")
    json.member("name", plain(section.heading))
    if !section.body.isEmpty { writeBody("text", section.body, &json, &omissions) }
    let inner = sections(section.divisions)
    guard !inner.isEmpty else { return }
    json.key("hasPart")
    json.array { json in
      for section in inner { json.object { write(section, &$0, &omissions) } }
    }
  }

  private func sections(_ divisions: [CleanedArticle.Division]) -> [CleanedArticle.Section] {
    divisions.compactMap { division in
      if case .section(let section) = division { section } else { nil }
    }
  }

  // MARK: Questions

  private func asked(_ divisions: [CleanedArticle.Division], in section: String?) -> [Asked] {
    var result: [Asked] = []
    for division in divisions {
      switch division {
      case .section(let section): result += asked(section.divisions, in: section.id)
      case .questions(let entries): result += entries.map { ($0, section) }
      }
    }
    return result
  }

  private func write(
    _ asked: [Asked], _ json: inout JSONWriter, _ omissions: inout [Omission]
  ) {
    // A page of one question, which is all that it has, is a page for that question.
    let isOne = asked.count == 1 && article.lead.isEmpty && sections(article.divisions).isEmpty
    json.member("@type", isOne ? "QAPage" : "FAQPage")
    json.member("@id", "#questions")
    json.key("isPartOf")
    json.object { $0.member("@id", "#article") }
    json.key("mainEntity")
    if let first = asked.first, isOne {
      json.object { write(first, &$0, &omissions) }
      return
    }
    json.array { json in
      for question in asked { json.object { write(question, &$0, &omissions) } }
    }
  }

  private func write(
    _ asked: Asked, _ json: inout JSONWriter, _ omissions: inout [Omission]
  ) {
    let entry = asked.entry
    json.member("@type", "Question")
    json.member("@id", "#\(entry.id)")
    json.member("name", plain(entry.question))
    if !entry.alternates.isEmpty {
      json.key("alternateName")
      json.array { json in for phrase in entry.alternates { json.string(plain(phrase)) } }
    }
    if let section = asked.section {
      json.key("isPartOf")
      json.object { $0.member("@id", "#\(section)") }
    }
    let related = entry.related.filter { questions[$0] != nil }
    if !related.isEmpty {
      json.key("stet:related")
      json.array { json in for id in related { json.object { $0.member("@id", "#\(id)") } } }
    }
    json.member("answerCount", entry.answers.count)
    guard let first = entry.answers.first else { return }
    json.key("acceptedAnswer")
    json.object { write(first, &$0, &omissions) }
    guard entry.answers.count > 1 else { return }
    json.key("suggestedAnswer")
    json.array { json in
      for answer in entry.answers.dropFirst() { json.object { write(answer, &$0, &omissions) } }
    }
  }

  private func write(
    _ answer: CleanedArticle.Answer, _ json: inout JSONWriter, _ omissions: inout [Omission]
  ) {
    json.member("@type", "Answer")
    writeBody("text", answer.body, &json, &omissions)
    if answer.status == .truncated {
      json.member("creativeWorkStatus", "Truncated")
      json.member("stet:seen", answer.seen)
    }
  }

  private func writeBody(
    _ name: String, _ flows: [CleanedArticle.Flow], _ json: inout JSONWriter,
    _ omissions: inout [Omission]
  ) {
    let fragment = XHTMLWriter.fragment(flows, of: article)
    json.member(name, fragment.text)
    json.member("encodingFormat", "text/html")
    omissions += fragment.omissions
  }
}
