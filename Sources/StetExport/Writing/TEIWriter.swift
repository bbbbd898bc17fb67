import StetCore
import StetFormats

/// Writes articles as TEI P5.
struct TEIWriter: ArticleWriter {
  let article: CleanedArticle
  var xml: XMLWriter
  var omissions: [Omission] = []

  init(_ article: CleanedArticle) {
    self.article = article
    xml = XMLWriter(capacity: article.source.count * 2 + 2048)
  }

  // MARK: The article

  mutating func writeArticle() {
    xml.start(
      "TEI", [("xmlns", "http://www.tei-c.org/ns/1.0"), ("xml:lang", article.languageTag)])
    writeHeader()
    xml.start("text")
    xml.start("body")
    if let title = article.title { line("head", title) }
    write(article.lead)
    write(article.divisions)
    if article.lead.isEmpty, article.divisions.isEmpty { xml.empty("p") }
    xml.end("body")
    xml.end("text")
    xml.end("TEI")
  }

  private mutating func writeHeader() {
    xml.start("teiHeader")
    xml.start("fileDesc")
    xml.start("titleStmt")
    line("title", text: article.plainTitle)
    for author in article.authors { line("author", text: author) }
    xml.end("titleStmt")
    // It must be there, and nothing is known of a publication.
    xml.start("publicationStmt")
    xml.empty("p")
    xml.end("publicationStmt")
    xml.start("notesStmt")
    for fact in article.otherFacts { line("note", [("type", fact.name)], text: fact.value) }
    xml.end("notesStmt")
    xml.start("sourceDesc")
    line("p", text: article.provenance.name)
    xml.end("sourceDesc")
    xml.end("fileDesc")
    xml.start("profileDesc")
    xml.start("langUsage")
    xml.empty("language", [("ident", article.languageTag)])
    xml.end("langUsage")
    xml.end("profileDesc")
    xml.end("teiHeader")
  }

  private mutating func write(_ divisions: [CleanedArticle.Division]) {
    for division in divisions {
      switch division {
      case .section(let section):
        xml.start("div", [("type", "section"), ("xml:id", section.id)])
        line("head", section.heading)
        write(section.body)
        write(section.divisions)
        xml.end("div")
      case .questions(let entries):
        xml.start("div", [("type", "questions")])
        for entry in entries { write(entry) }
        xml.end("div")
      }
    }
  }

  private mutating func write(_ entry: CleanedArticle.Entry) {
    xml.start(
      "div",
      [
        ("type", "question"), ("xml:id", entry.id),
        (
          "corresp",
          entry.related.isEmpty
            ? nil : entry.related.map { Addresses.reference("#\($0)") }.joined(separator: " ")
        ),
      ])
    line("head", entry.question)
    for alternate in entry.alternates { line("head", [("type", "alternate")], alternate) }
    for answer in entry.answers {
      let isCut = answer.status == .truncated
      xml.start(
        "div",
        [
          ("type", "answer"), ("subtype", isCut ? "truncated" : nil),
          ("n", isCut ? String(answer.seen) : nil),
        ])
      write(answer.body)
      xml.end("div")
    }
    xml.end("div")
  }

  // MARK: Flows

  mutating func write(_ flow: CleanedArticle.Flow) {
    switch flow {
    case .paragraph(let phrase): line("p", [("rend", phrase.stateWord)], phrase)
    case .heading(let phrase, let level):
      line("label", [("type", "heading"), ("n", String(level))], phrase)
    case .list(let list): write(list)
    case .quotation(let flows):
      xml.start("quote", [("rend", "block")])
      write(flows)
      xml.end("quote")
    case .code(let code):
      xml.startLine("ab", [("type", "code"), ("xml:space", "preserve")])
      xml.startInline("code", [("lang", code.language.flatMap(Self.word))])
      write(code.text)
      xml.endInline("code")
      xml.endLine("ab")
    case .table(let table): write(table)
    case .figure(let figure):
      xml.start("figure")
      line("head", figure.caption)
      for flow in figure.body {
        if case .paragraph(let phrase) = flow, let images = phrase.images,
          images.allSatisfy({ !Addresses.reference($0.target.address).isEmpty })
        {
          for image in images {
            xml.startLine("graphic", [("url", Addresses.reference(image.target.address))])
            writeDescriptions(image.target, image.alternative)
            xml.endLine("graphic")
          }
        } else {
          write(flow)
        }
      }
      xml.end("figure")
    }
  }

  /// The text as a word of TEI: without white space and control characters.
  private static func word(_ text: String) -> String? {
    var word = ""
    for scalar in text.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .spaceSeparator, .lineSeparator, .paragraphSeparator, .control, .format, .surrogate,
        .privateUse, .unassigned, .nonspacingMark, .spacingMark, .enclosingMark:
        continue
      default: word.unicodeScalars.append(scalar)
      }
    }
    return word.isEmpty ? nil : word
  }

  private mutating func write(_ list: CleanedArticle.List) {
    let isOfTerms = list.isOfTerms
    xml.start(
      "list",
      [
        ("type", isOfTerms ? "gloss" : nil),
        ("rend", isOfTerms ? nil : list.start == nil ? "bulleted" : "numbered"),
        ("n", list.start.flatMap { $0 == 1 ? nil : String($0) }),
      ])
    for item in list.items {
      if isOfTerms, let term = item.term { line("label", term) }
      xml.start("item", [("rend", item.boxState)])
      if !isOfTerms, let term = item.term { line("label", term) }
      write(item.body)
      xml.end("item")
    }
    xml.end("list")
  }

  private mutating func write(_ table: CleanedArticle.Table) {
    xml.start("table")
    if let caption = table.caption { line("head", caption) }
    write(rows: table.head, "label", table)
    write(rows: table.rows, nil, table)
    if table.head.isEmpty, table.rows.isEmpty {
      xml.start("row")
      xml.empty("cell")
      xml.end("row")
    }
    xml.end("table")
  }

  private mutating func write(
    rows: [[CleanedArticle.Cell]], _ role: String?, _ table: CleanedArticle.Table
  ) {
    for (row, columns) in zip(rows, TableGrid.columns(of: rows)) {
      xml.start("row", [("role", role)])
      if row.isEmpty { xml.empty("cell") }
      for (cell, column) in zip(row, columns) {
        line(
          "cell",
          [
            ("rend", table.alignment(column)),
            ("cols", cell.columns > 1 ? String(cell.columns) : nil),
            ("rows", cell.rows > 1 ? String(cell.rows) : nil),
          ], cell.text)
      }
      xml.end("row")
    }
  }

  // MARK: Text

  mutating func open(
    _ mark: InlineMark, in outer: [InlineMark], isPlain: Bool
  ) -> StaticString? {
    let name: StaticString
    var attributes: [XMLWriter.Attribute] = []
    switch mark {
    case .element(.emphasis): name = "emph"
    case .element(.strong):
      name = "hi"
      attributes = [("rend", "bold")]
    case .element(.deletion): name = "del"
    case .element(.code) where isPlain: name = "code"
    case .element(.code):
      // “code” holds text only.
      name = "hi"
      attributes = [("rend", "code")]
    case .element(.superscript):
      name = "hi"
      attributes = [("rend", "superscript")]
    case .element(.subscript):
      name = "hi"
      attributes = [("rend", "subscript")]
    case .element(.link(let target)):
      let address = Addresses.reference(target.address)
      name = "ref"
      attributes = [("target", address.isEmpty ? nil : address), ("n", target.title)]
    case .element(.quotation): name = "q"
    case .element(.abbreviation):
      xml.startInline("choice")
      name = "abbr"
    case .element(.language(let language)):
      name = "foreign"
      attributes = [("xml:lang", language)]
    case .element(.formula) where isPlain: name = "formula"
    case .element(.formula):
      // “formula” holds little but text.
      name = "seg"
      attributes = [("type", "formula")]
    case .term: name = "term"
    case .definition: name = "gloss"
    }
    xml.startInline(name, attributes)
    return name
  }

  mutating func image(
    _ target: LinkTarget, alternative: String, in outer: [InlineMark]
  ) -> Bool {
    let address = Addresses.reference(target.address)
    // A graphic must have an address.
    if address.isEmpty { return false }
    xml.startInline("graphic", [("url", address)])
    writeDescriptions(target, alternative)
    xml.endInline("graphic")
    return true
  }

  private mutating func writeDescriptions(_ target: LinkTarget, _ alternative: String) {
    for (text, type) in [(alternative, nil), (target.title, "title")] {
      guard let text, !text.isEmpty else { continue }
      xml.startInline("desc", [("type", type)])
      xml.text(PhraseBuilder.legal(text))
      xml.endInline("desc")
    }
  }

  mutating func close(_ mark: InlineMark, _ name: StaticString) {
    xml.endInline(name)
    guard case .element(.abbreviation(let text)) = mark else { return }
    xml.startInline("expan")
    xml.text(PhraseBuilder.legal(text))
    xml.endInline("expan")
    xml.endInline("choice")
  }

  mutating func lineBreak(in outer: [InlineMark]) { xml.emptyInline("lb") }
}
