import StetCore
import StetFormats

/// Writes articles as XHTML5, in the syntax that readers of HTML take as well.
struct XHTMLWriter: ArticleWriter {
  static var refusesScripts: Bool { true }

  let article: CleanedArticle
  var xml: XMLWriter
  var omissions: [Omission] = []
  private let questions: [String: CleanedArticle.Phrase]

  private init(
    _ article: CleanedArticle, capacity: Int, questions: [String: CleanedArticle.Phrase]
  ) {
    self.article = article
    xml = .polyglot(capacity: capacity)
    self.questions = questions
  }

  init(_ article: CleanedArticle) {
    self.init(
      article, capacity: article.source.count * 2 + 2048, questions: article.relatedQuestions)
  }

  /// Flows as a fragment, and what it does not hold.
  static func fragment(
    _ flows: [CleanedArticle.Flow], of article: CleanedArticle
  ) -> (text: String, omissions: [Omission]) {
    var writer = XHTMLWriter(article, capacity: 0, questions: [:])
    writer.write(flows)
    return (
      String(decoding: writer.xml.bytes.dropLast(), as: UTF8.self), writer.omissions
    )
  }

  // MARK: The article

  mutating func writeArticle() {
    let language = article.languageTag
    xml.raw("<!DOCTYPE html>\n")
    xml.start(
      "html",
      [("xmlns", "http://www.w3.org/1999/xhtml"), ("lang", language), ("xml:lang", language)])
    xml.start("head")
    xml.empty("meta", [("charset", "UTF-8")])
    line("title", text: article.plainTitle)
    for author in article.authors {
      xml.empty("meta", [("name", "author"), ("content", author)])
    }
    for fact in article.otherFacts {
      xml.empty("meta", [("name", "stet:\(fact.name)"), ("content", fact.value)])
    }
    xml.end("head")
    xml.start("body")
    xml.start("article")
    if let title = article.title { line("h1", title) }
    write(article.lead)
    write(article.divisions, level: 2)
    xml.end("article")
    xml.end("body")
    xml.end("html")
  }

  private static func heading(_ level: Int) -> StaticString {
    switch level {
    case ...1: "h1"
    case 2: "h2"
    case 3: "h3"
    case 4: "h4"
    case 5: "h5"
    default: "h6"
    }
  }

  private mutating func write(_ divisions: [CleanedArticle.Division], level: Int) {
    for division in divisions {
      switch division {
      case .section(let section):
        xml.start("section", [("id", section.id)])
        line(Self.heading(level), section.heading)
        write(section.body)
        write(section.divisions, level: level + 1)
        xml.end("section")
      case .questions(let entries): for entry in entries { write(entry, level: level) }
      }
    }
  }

  private mutating func write(_ entry: CleanedArticle.Entry, level: Int) {
    xml.start("section", [("class", "question"), ("id", entry.id)])
    line(Self.heading(level), entry.question)
    for alternate in entry.alternates { line("p", [("class", "alternate")], alternate) }
    for id in entry.related {
      guard let question = questions[id] else { continue }
      xml.startLine("p", [("class", "related")])
      xml.startInline("a", [("href", Addresses.reference("#\(id)"))])
      xml.text(ArticleText.plain(question, source))
      xml.endInline("a")
      xml.endLine("p")
    }
    for answer in entry.answers {
      let isCut = answer.status == .truncated
      xml.start(
        "div",
        [
          ("class", isCut ? "answer truncated" : "answer"),
          ("data-seen", isCut ? String(answer.seen) : nil),
        ])
      write(answer.body)
      xml.end("div")
    }
    xml.end("section")
  }

  // MARK: Flows

  mutating func write(_ flow: CleanedArticle.Flow) {
    switch flow {
    case .paragraph(let phrase): line("p", [("class", phrase.stateWord)], phrase)
    case .heading(let phrase, let level): line(Self.heading(level), phrase)
    case .list(let list): list.isOfTerms ? writeTerms(list) : write(list)
    case .quotation(let flows):
      xml.start("blockquote")
      write(flows)
      xml.end("blockquote")
    case .code(let code):
      xml.startLine("pre")
      xml.startInline("code", [("class", code.language.map { "language-\($0)" })])
      write(code.text)
      xml.endInline("code")
      xml.endLine("pre")
    case .table(let table): write(table)
    case .figure(let figure):
      xml.start("figure")
      for flow in figure.body {
        if case .paragraph(let phrase) = flow, let images = phrase.images,
          images.allSatisfy({ !Addresses.reference($0.target.address).isEmpty })
        {
          for image in images {
            xml.empty(
              "img",
              [
                ("src", Addresses.reference(image.target.address)), ("alt", image.alternative),
                ("title", image.target.title),
              ])
          }
        } else {
          write(flow)
        }
      }
      line("figcaption", figure.caption)
      xml.end("figure")
    }
  }

  static func attributes(language: String?) -> [XMLWriter.Attribute] {
    [("lang", language), ("xml:lang", language)]
  }

  private mutating func write(_ list: CleanedArticle.List) {
    let name: StaticString = list.start == nil ? "ul" : "ol"
    xml.start(name, [("start", list.start.flatMap { $0 == 1 ? nil : String($0) })])
    for item in list.items {
      xml.start("li", [("class", item.isDone == nil ? nil : "task")])
      if let isDone = item.isDone {
        xml.empty(
          "input",
          [
            ("type", "checkbox"), ("disabled", "disabled"), ("checked", isDone ? "checked" : nil),
          ])
      }
      if let term = item.term {
        xml.startLine("p", [("class", "term")])
        xml.startInline("strong")
        writeNamingLanguage(term)
        xml.endInline("strong")
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
      for term in terms { line("dt", term) }
      xml.start("dd")
      write(item.body)
      xml.end("dd")
    }
    xml.end("dl")
  }

  private mutating func write(_ table: CleanedArticle.Table) {
    xml.start("table")
    if let caption = table.caption { line("caption", caption) }
    if !table.head.isEmpty {
      xml.start("thead")
      write(rows: table.head, "th", table)
      xml.end("thead")
    }
    if !table.rows.isEmpty {
      xml.start("tbody")
      write(rows: table.rows, "td", table)
      xml.end("tbody")
    }
    xml.end("table")
  }

  private mutating func write(
    rows: [[CleanedArticle.Cell]], _ name: StaticString, _ table: CleanedArticle.Table
  ) {
    for (row, columns) in zip(rows, TableGrid.columns(of: rows)) {
      xml.start("tr")
      for (cell, column) in zip(row, columns) {
        line(
          name,
          [
            ("style", table.alignment(column).map { "text-align: \($0)" }),
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
    case .element(.emphasis): name = "em"
    case .element(.strong): name = "strong"
    case .element(.deletion): name = "del"
    case .element(.code): name = "code"
    case .element(.superscript): name = "sup"
    case .element(.subscript): name = "sub"
    case .element(.link(let target)):
      name = "a"
      attributes = [("href", Addresses.reference(target.address)), ("title", target.title)]
    case .element(.quotation): name = "q"
    case .element(.abbreviation(let text)):
      name = "abbr"
      attributes = [("title", text)]
    case .element(.language(let language)):
      name = "span"
      attributes = [("lang", language), ("xml:lang", language)]
    case .element(.formula):
      name = "span"
      attributes = [("class", "formula")]
    case .term: name = "dfn"
    case .definition:
      name = "span"
      attributes = [("class", "definition")]
    }
    xml.startInline(name, attributes)
    return name
  }

  mutating func image(
    _ target: LinkTarget, alternative: String, in outer: [InlineMark]
  ) -> Bool {
    let address = Addresses.reference(target.address)
    // An image must have an address.
    if address.isEmpty { return false }
    xml.emptyInline(
      "img", [("src", address), ("alt", alternative), ("title", target.title)])
    return true
  }

  mutating func lineBreak(in outer: [InlineMark]) { xml.emptyInline("br") }
}
