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
      writeNamingLanguage(phrase)
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
    case .figure(let figure):
      xml.start("fig")
      writeCaption(figure.caption)
      for flow in figure.body {
        if case .paragraph(let phrase) = flow, let images = phrase.images {
          for image in images {
            xml.startLine(
              "graphic",
              [
                ("xlink:href", Addresses.reference(image.target.address)),
                ("xlink:title", image.target.title),
              ])
            xml.startInline("alt-text")
            xml.text(image.alternative)
            xml.endInline("alt-text")
            xml.endLine("graphic")
          }
        } else {
          write(flow)
        }
      }
      xml.end("fig")
    }
  }

  private mutating func writeCaption(_ phrase: CleanedArticle.Phrase) {
    xml.start("caption")
    line("p", phrase)
    xml.end("caption")
  }

  static func canNameLanguage(_ name: StaticString) -> Bool {
    !["title", "th", "td"].contains("\(name)")
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
      // What several terms have in common stands behind the last.
      if !item.body.isEmpty {
        xml.start("def")
        writeParagraphs(item.body, isList: false)
        xml.end("def")
      }
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
      case .list, .quotation, .code, .table, .figure:
        xml.start("p")
        write(flow)
        xml.end("p")
      }
    }
  }

  private mutating func write(_ table: CleanedArticle.Table) {
    xml.start("table-wrap")
    if let caption = table.caption { writeCaption(caption) }
    xml.start("table")
    let hasRows = !table.rows.isEmpty
    if hasRows, !table.head.isEmpty {
      xml.start("thead")
      write(rows: table.head, "th", table)
      xml.end("thead")
    }
    xml.start("tbody")
    if !hasRows { write(rows: table.head, "th", table) }
    write(rows: table.rows, "td", table)
    if !hasRows, table.head.isEmpty {
      xml.start("tr")
      xml.empty("td")
      xml.end("tr")
    }
    xml.end("tbody")
    xml.end("table")
    xml.end("table-wrap")
  }

  private mutating func write(
    rows: [[CleanedArticle.Cell]], _ name: StaticString, _ table: CleanedArticle.Table
  ) {
    for (row, columns) in zip(rows, TableGrid.columns(of: rows)) {
      xml.start("tr")
      if row.isEmpty { xml.empty(name) }
      for (cell, column) in zip(row, columns) {
        line(
          name,
          [
            ("align", table.alignment(column)),
            ("colspan", cell.columns > 1 ? String(cell.columns) : nil),
            ("rowspan", cell.rows > 1 ? String(cell.rows) : nil),
          ], cell.text)
      }
      xml.end("tr")
    }
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
    case .element(.quotation):
      // JATS has no element for it, so it has its marks.
      xml.startInline("named-content", [("content-type", "quotation")])
      xml.text("“")
      return "named-content"
    case .element(.abbreviation) where isPlain && Self.takesAbbreviations(outer): name = "abbrev"
    case .element(.abbreviation(let text)):
      omissions.append(Omission(.abbreviation, article.source.range, text))
      name = "named-content"
      attributes = [("content-type", "abbreviation")]
    case .element(.language(let language)):
      name = "named-content"
      attributes = [("content-type", "foreign"), ("xml:lang", language)]
    case .element(.formula) where isPlain && !outer.contains(where: \.isLink):
      name = "inline-formula"
    case .element(.formula):
      name = "named-content"
      attributes = [("content-type", "formula")]
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

  mutating func close(_ mark: InlineMark, _ name: StaticString) {
    switch mark {
    case .element(.quotation): xml.text("”")
    case .element(.abbreviation(let text)) where "\(name)" == "abbrev":
      xml.startInline("def")
      xml.startInline("p")
      xml.text(PhraseBuilder.legal(text))
      xml.endInline("p")
      xml.endInline("def")
    default: break
    }
    xml.endInline(name)
  }

  private static func takesAbbreviations(_ outer: [InlineMark]) -> Bool {
    !outer.contains { mark in
      if case .element(.abbreviation) = mark { true } else { mark.isLink }
    }
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
