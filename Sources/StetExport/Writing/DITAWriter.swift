import StetCore
import StetFormats

/// Writes articles as DITA 1.3 topics: one topic for the article, with a topic
/// inside it for each section and each question.
struct DITAWriter: ArticleWriter {
  let article: CleanedArticle
  var xml: XMLWriter
  var omissions: [Omission] = []
  private let questions: [String: CleanedArticle.Phrase]
  private let id: String
  private var isInQuotation = false
  /// Titles hold no links.
  private var isInTitle = false

  init(_ article: CleanedArticle) {
    self.article = article
    xml = XMLWriter(capacity: article.source.count * 2 + 2048)
    questions = article.relatedQuestions
    // The ids of sections and questions begin otherwise.
    var ids = Identifiers()
    id = ids.id("t", article.plainTitle)
  }

  // MARK: The article

  mutating func writeArticle() {
    xml.raw("<!DOCTYPE topic PUBLIC \"-//OASIS//DTD DITA 1.3 Topic//EN\" \"topic.dtd\">\n")
    xml.start("topic", [("id", id), ("xml:lang", article.languageTag)])
    if let title = article.title {
      writeTitle(title)
    } else {
      line("title", text: article.plainTitle)
    }
    xml.start("prolog")
    for author in article.authors { line("author", text: author) }
    xml.start("metadata")
    for fact in article.otherFacts {
      xml.empty("othermeta", [("name", fact.name), ("content", fact.value)])
    }
    xml.end("metadata")
    xml.end("prolog")
    writeBody(article.lead)
    write(article.divisions)
    xml.end("topic")
  }

  private mutating func writeTitle(_ phrase: CleanedArticle.Phrase) {
    isInTitle = true
    line("title", phrase)
    isInTitle = false
  }

  private mutating func writeBody(_ flows: [CleanedArticle.Flow]) {
    guard !flows.isEmpty else { return }
    xml.start("body")
    write(flows)
    xml.end("body")
  }

  private mutating func write(_ divisions: [CleanedArticle.Division]) {
    for division in divisions {
      switch division {
      case .section(let section):
        xml.start("topic", [("id", section.id), ("outputclass", "section")])
        writeTitle(section.heading)
        writeBody(section.body)
        write(section.divisions)
        xml.end("topic")
      case .questions(let entries): for entry in entries { write(entry) }
      }
    }
  }

  private mutating func write(_ entry: CleanedArticle.Entry) {
    xml.start("topic", [("id", entry.id), ("outputclass", "question")])
    writeTitle(entry.question)
    xml.start("body")
    for alternate in entry.alternates { line("p", [("outputclass", "alternate")], alternate) }
    for id in entry.related {
      guard let question = questions[id] else { continue }
      xml.startLine("p", [("outputclass", "related")])
      xml.startInline("xref", [("href", Addresses.reference("#\(id)")), ("type", "topic")])
      xml.text(ArticleText.plain(question, source))
      xml.endInline("xref")
      xml.endLine("p")
    }
    for answer in entry.answers {
      xml.start("bodydiv", [("outputclass", answer.stateWords)])
      write(answer.body)
      xml.end("bodydiv")
    }
    xml.end("body")
    xml.end("topic")
  }

  // MARK: Flows

  mutating func write(_ flow: CleanedArticle.Flow) {
    switch flow {
    case .paragraph(let phrase): line("p", [("outputclass", phrase.stateWord)], phrase)
    case .heading(let phrase, let level):
      xml.startLine("p", [("outputclass", "heading-\(level)")])
      xml.startInline("b")
      writeNamingLanguage(phrase)
      xml.endInline("b")
      xml.endLine("p")
    case .list(let list): list.isOfTerms ? writeTerms(list) : write(list)
    case .quotation(let flows) where isInQuotation:
      omissions.append(Omission(.nestedQuotation, flows.range))
      write(flows)
    case .quotation(let flows):
      isInQuotation = true
      xml.start("lq")
      write(flows)
      xml.end("lq")
      isInQuotation = false
    case .code(let code):
      line(
        "codeblock",
        [("outputclass", code.language.map { "language-\($0)" }), ("xml:space", "preserve")],
        code.text)
    case .table(let table):
      writeCALS(table, in: "table", namesColumns: true) { $0.writeTitle($1) }
    case .figure(let figure):
      xml.start("fig")
      writeTitle(figure.caption)
      for flow in figure.body {
        if case .paragraph(let phrase) = flow, let images = phrase.images {
          for image in images {
            xml.startLine(
              "image",
              [("href", Addresses.reference(image.target.address)), ("placement", "break")])
            xml.startInline("alt")
            xml.text(image.alternative)
            xml.endInline("alt")
            xml.endLine("image")
          }
        } else {
          write(flow)
        }
      }
      xml.end("fig")
    }
  }

  private mutating func write(_ list: CleanedArticle.List) {
    let name: StaticString = list.start == nil ? "ul" : "ol"
    xml.start(
      name, [("outputclass", list.start.flatMap { $0 == 1 ? nil : "start-\($0)" })])
    for item in list.items {
      xml.start("li", [("outputclass", item.boxState)])
      if let term = item.term {
        xml.startLine("p", [("outputclass", "term")])
        xml.startInline("b")
        writeNamingLanguage(term)
        xml.endInline("b")
        xml.endLine("p")
      }
      write(item.body)
      xml.end("li")
    }
    xml.end(name)
  }

  private mutating func writeTerms(_ list: CleanedArticle.List) {
    xml.start("dl")
    for (terms, item) in list.definitions {
      xml.start("dlentry")
      for term in terms { line("dt", term) }
      xml.start("dd")
      write(item.body)
      xml.end("dd")
      xml.end("dlentry")
    }
    xml.end("dl")
  }

  // MARK: Text

  mutating func open(
    _ mark: InlineMark, in outer: [InlineMark], isPlain: Bool
  ) -> StaticString? {
    let name: StaticString
    var attributes: [XMLWriter.Attribute] = []
    switch mark {
    case .element(.emphasis): name = "i"
    case .element(.strong): name = "b"
    case .element(.deletion): name = "line-through"
    case .element(.code): name = "codeph"
    case .element(.superscript): name = "sup"
    case .element(.subscript): name = "sub"
    case .element(.link(let target)):
      if isInTitle { return nil }
      name = "xref"
      attributes = [
        ("href", Addresses.reference(target.address)), ("format", "html"), ("scope", "external"),
      ]
    case .element(.quotation): name = "q"
    case .element(.abbreviation(let text)):
      omissions.append(Omission(.abbreviation, article.source.range, text))
      name = "ph"
      attributes = [("outputclass", "abbreviation")]
    case .element(.language(let language)):
      name = "ph"
      attributes = [("xml:lang", language)]
    case .element(.formula):
      name = "ph"
      attributes = [("outputclass", "formula")]
    case .term: name = "term"
    case .definition:
      name = "ph"
      attributes = [("outputclass", "definition")]
    }
    xml.startInline(name, attributes)
    return name
  }

  mutating func image(
    _ target: LinkTarget, alternative: String, in outer: [InlineMark]
  ) -> Bool {
    guard outer.isEmpty else { return false }
    xml.startInline("image", [("href", Addresses.reference(target.address))])
    xml.startInline("alt")
    xml.text(alternative)
    xml.endInline("alt")
    xml.endInline("image")
    return true
  }

  mutating func lineBreak(in outer: [InlineMark]) {
    // DITA has no element for it. The line feed parts the words for those who pass
    // over the instruction.
    xml.raw("<?linebreak?>\n")
  }
}
