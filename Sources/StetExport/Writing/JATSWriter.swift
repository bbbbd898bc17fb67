import StetCore
import StetFormats

/// Writes articles as JATS 1.3 (ANSI/NISO Z39.96-2021), in what its Article
/// Authoring tag set has.
struct JATSWriter: ArticleWriter {
  let article: CleanedArticle
  var xml: XMLWriter
  var omissions: [Omission] = []
  private let questions: [String: CleanedArticle.Phrase]

  init(_ article: CleanedArticle) {
    self.article = article
    xml = XMLWriter(capacity: article.source.count * 2 + 2048)
    questions = article.relatedQuestions
  }

  // MARK: The article

  mutating func writeArticle() {
    xml.raw(
      """
      <!DOCTYPE article PUBLIC "-//NLM//DTD JATS (Z39.96) Article Authoring DTD v1.3 20210610//EN" \
      "JATS-articleauthoring1-3.dtd">

      """)
    xml.start(
      "article",
      [
        ("xmlns:xlink", "http://www.w3.org/1999/xlink"), ("article-type", "other"),
        ("dtd-version", "1.3"), ("xml:lang", article.languageTag),
      ])
    xml.start("front")
    xml.start("article-meta")
    writeMeta()
    xml.end("article-meta")
    xml.end("front")
    xml.start("body")
    write(article.lead)
    write(article.divisions)
    xml.end("body")
    xml.end("article")
  }

  private mutating func writeMeta() {
    xml.start("title-group")
    if let title = article.title {
      line("article-title", title)
    } else {
      line("article-title", text: article.plainTitle)
    }
    xml.end("title-group")
    if !article.authors.isEmpty {
      xml.start("contrib-group")
      for author in article.authors {
        xml.start("contrib", [("contrib-type", "author")])
        // What stands there is not known to be a name with its parts.
        xml.start("name-alternatives")
        line("string-name", text: author)
        xml.end("name-alternatives")
        xml.end("contrib")
      }
      xml.end("contrib-group")
    }
    xml.start("custom-meta-group")
    for fact in article.otherFacts {
      xml.start("custom-meta")
      line("meta-name", text: fact.name)
      line("meta-value", text: fact.value)
      xml.end("custom-meta")
    }
    xml.end("custom-meta-group")
  }

  private mutating func write(_ divisions: [CleanedArticle.Division]) {
    for division in divisions {
      switch division {
      case .section(let section):
        xml.start("sec", [("id", section.id)])
        line("title", section.heading)
        write(section.body)
        write(section.divisions)
        xml.end("sec")
      case .questions(let entries): for entry in entries { write(entry) }
      }
    }
  }

  private mutating func write(_ entry: CleanedArticle.Entry) {
    let only = entry.answers.count == 1 ? entry.answers.first : nil
    xml.start(
      "sec",
      [
        ("sec-type", "question"), ("id", entry.id), ("specific-use", only?.stateWords),
      ])
    line("title", entry.question)
    for alternate in entry.alternates {
      line("p", [("content-type", "alternate-question")], alternate)
    }
    writeRelated(entry)
    if let only {
      write(only.body)
    } else {
      for answer in entry.answers {
        xml.start("sec", [("sec-type", "answer"), ("specific-use", answer.stateWords)])
        // A section must have a title, and an answer has none.
        xml.empty("title")
        write(answer.body)
        xml.end("sec")
      }
    }
    xml.end("sec")
  }

  private mutating func writeRelated(_ entry: CleanedArticle.Entry) {
    for id in entry.related {
      guard let question = questions[id] else { continue }
      xml.startLine("p", [("content-type", "related-question")])
      xml.startInline("xref", [("ref-type", "sec"), ("rid", id)])
      xml.text(ArticleText.plain(question, source))
      xml.endInline("xref")
      xml.endLine("p")
    }
  }

  // MARK: Flows

  mutating func write(_ flow: CleanedArticle.Flow) {
    switch flow {
    case .paragraph(let phrase): line("p", [("content-type", phrase.stateWord)], phrase)
    case .heading(let phrase, let level):
      xml.startLine("p", [("content-type", "heading-\(level)")])
      xml.startInline("bold")
      write(phrase)
      xml.endInline("bold")
      xml.endLine("p")
    case .list(let list): list.isOfTerms ? writeTerms(list) : write(list)
    case .quotation(let flows):
      xml.start("disp-quote")
      write(flows)
      xml.end("disp-quote")
    case .code(let code):
      line("code", [("language", code.language), ("xml:space", "preserve")], code.text)
    case .table(let table): write(table)
    }
  }

  private mutating func write(_ list: CleanedArticle.List) {
    xml.start(
      "list",
      [
        ("list-type", list.start == nil ? "bullet" : "order"),
        ("specific-use", list.start.flatMap { $0 == 1 ? nil : "start-\($0)" }),
      ])
    for item in list.items {
      xml.start("list-item", [("specific-use", item.boxState)])
      if let term = item.term { line("title", term) }
      writeParagraphs(item.body, isList: true)
      xml.end("list-item")
    }
    xml.end("list")
  }

  private mutating func writeTerms(_ list: CleanedArticle.List) {
    xml.start("def-list")
    for item in list.items {
      xml.start("def-item")
      if let term = item.term { line("term", term) }
      xml.start("def")
      writeParagraphs(item.body, isList: false)
      xml.end("def")
      xml.end("def-item")
    }
    xml.end("def-list")
  }

  /// Writes flows where only paragraphs, and perhaps lists, may stand: others go
  /// into a paragraph of their own.
  private mutating func writeParagraphs(_ flows: [CleanedArticle.Flow], isList: Bool) {
    if flows.isEmpty { xml.empty("p") }
    for flow in flows {
      switch flow {
      case .paragraph, .heading: write(flow)
      case .list(let list) where isList && !list.isOfTerms: write(flow)
      case .list, .quotation, .code, .table:
        xml.start("p")
        write(flow)
        xml.end("p")
      }
    }
  }

  private mutating func write(_ table: CleanedArticle.Table) {
    xml.start("table-wrap")
    xml.start("table")
    let hasRows = !table.rows.isEmpty
    if hasRows, !table.head.isEmpty {
      xml.start("thead")
      write(row: table.head, "th", table)
      xml.end("thead")
    }
    xml.start("tbody")
    if !hasRows { write(row: table.head, "th", table) }
    for row in table.rows { write(row: row, "td", table) }
    xml.end("tbody")
    xml.end("table")
    xml.end("table-wrap")
  }

  private mutating func write(
    row: [CleanedArticle.Phrase], _ name: StaticString, _ table: CleanedArticle.Table
  ) {
    xml.start("tr")
    if row.isEmpty { xml.empty(name) }
    for (index, cell) in row.enumerated() { line(name, [("align", table.alignment(index))], cell) }
    xml.end("tr")
  }

  // MARK: Text

  mutating func open(
    _ mark: InlineMark, in outer: [InlineMark], isPlain: Bool
  ) -> StaticString? {
    let name: StaticString
    var attributes: [XMLWriter.Attribute] = []
    switch mark {
    case .element(.emphasis): name = "italic"
    case .element(.strong): name = "bold"
    case .element(.deletion): name = "strike"
    case .element(.code): name = "monospace"
    case .element(.superscript): name = "sup"
    case .element(.subscript): name = "sub"
    case .element(.link(let target)):
      name = "ext-link"
      attributes = [
        ("ext-link-type", "uri"), ("xlink:href", Addresses.reference(target.address)),
        ("xlink:title", target.title),
      ]
    case .term:
      name = "named-content"
      attributes = [("content-type", "term")]
    case .definition:
      name = "named-content"
      attributes = [("content-type", "definition")]
    }
    xml.startInline(name, attributes)
    return name
  }

  mutating func image(
    _ target: LinkTarget, alternative: String, in outer: [InlineMark]
  ) -> Bool {
    xml.startInline(
      "inline-graphic",
      [("xlink:href", Addresses.reference(target.address)), ("xlink:title", target.title)])
    xml.startInline("alt-text")
    xml.text(alternative)
    xml.endInline("alt-text")
    xml.endInline("inline-graphic")
    return true
  }

  mutating func lineBreak(in outer: [InlineMark]) {
    // “break” may not stand in paragraphs. The line feed parts the words for those
    // who pass over the instruction.
    xml.raw("<?linebreak?>\n")
  }
}
