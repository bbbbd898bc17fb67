import StetCore
import StetFormats

/// Writes articles as DocBook 5.0.
struct DocBookWriter: ArticleWriter {
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
    xml.start(
      "article",
      [
        ("xmlns", "http://docbook.org/ns/docbook"),
        ("xmlns:xlink", "http://www.w3.org/1999/xlink"), ("version", "5.0"),
        ("xml:lang", article.languageTag),
      ])
    xml.start("info")
    if let title = article.title {
      line("title", title)
    } else {
      line("title", text: article.plainTitle)
    }
    for author in article.authors {
      xml.start("author")
      line("personname", text: author)
      xml.end("author")
    }
    for fact in article.otherFacts {
      line("bibliomisc", [("role", fact.name)], text: fact.value)
    }
    xml.end("info")
    writeBody(article.lead, article.divisions)
    xml.end("article")
  }

  /// Writes what stands under a title: blocks, then sections.
  private mutating func writeBody(
    _ flows: [CleanedArticle.Flow], _ divisions: [CleanedArticle.Division]
  ) {
    // Something must stand under each title.
    if flows.isEmpty, divisions.isEmpty { xml.empty("para") }
    write(flows)
    var hasSection = false
    for division in divisions {
      switch division {
      case .section(let section):
        hasSection = true
        xml.start("section", [("xml:id", section.id)])
        line("title", section.heading)
        writeBody(section.body, section.divisions)
        xml.end("section")
      case .questions(let entries) where hasSection:
        // After a section only sections may follow, and each must have a title.
        xml.start("section", [("role", "questions")])
        xml.empty("title")
        write(entries)
        xml.end("section")
      case .questions(let entries): write(entries)
      }
    }
  }

  private mutating func write(_ entries: [CleanedArticle.Entry]) {
    xml.start("qandaset")
    for entry in entries {
      xml.start("qandaentry", [("xml:id", entry.id)])
      xml.start("question")
      line("para", entry.question)
      for alternate in entry.alternates { line("para", [("role", "alternate")], alternate) }
      for id in entry.related {
        guard let question = questions[id] else { continue }
        xml.startLine("para", [("role", "related")])
        xml.startInline("link", [("linkend", id)])
        xml.text(ArticleText.plain(question, source))
        xml.endInline("link")
        xml.endLine("para")
      }
      xml.end("question")
      for answer in entry.answers {
        xml.start("answer", [("role", answer.status == .truncated ? answer.stateWords : nil)])
        write(answer.body)
        xml.end("answer")
      }
      xml.end("qandaentry")
    }
    xml.end("qandaset")
  }

  // MARK: Flows

  mutating func write(_ flow: CleanedArticle.Flow) {
    switch flow {
    case .paragraph(let phrase): line("para", [("role", phrase.stateWord)], phrase)
    case .heading(let phrase, let level):
      line("bridgehead", [("renderas", "sect\(max(1, min(5, level - 1)))")], phrase)
    case .list(let list): list.isOfTerms ? writeTerms(list) : write(list)
    case .quotation(let flows):
      xml.start("blockquote")
      writeAtLeastOne(flows)
      xml.end("blockquote")
    case .code(let code): line("programlisting", [("language", code.language)], code.text)
    case .table(let table):
      writeCALS(table, in: table.caption == nil ? "informaltable" : "table") {
        $0.line("title", $1)
      }
    case .figure(let figure):
      xml.start("figure")
      line("title", figure.caption)
      for flow in figure.body {
        if case .paragraph(let phrase) = flow, let images = phrase.images {
          for image in images {
            xml.startLine("mediaobject")
            writeMedia(image.target, image.alternative)
            xml.endLine("mediaobject")
          }
        } else {
          write(flow)
        }
      }
      xml.end("figure")
    }
  }

  private mutating func writeAtLeastOne(_ flows: [CleanedArticle.Flow]) {
    if flows.isEmpty { xml.empty("para") }
    write(flows)
  }

  private mutating func write(_ list: CleanedArticle.List) {
    let name: StaticString = list.start == nil ? "itemizedlist" : "orderedlist"
    xml.start(
      name, [("startingnumber", list.start.flatMap { $0 == 1 ? nil : String($0) })])
    for item in list.items {
      xml.start("listitem", [("role", item.boxState)])
      if let term = item.term { line("bridgehead", [("role", "term")], term) }
      if item.term == nil || !item.body.isEmpty { writeAtLeastOne(item.body) }
      xml.end("listitem")
    }
    xml.end(name)
  }

  private mutating func writeTerms(_ list: CleanedArticle.List) {
    xml.start("variablelist")
    for (terms, item) in list.definitions {
      xml.start("varlistentry")
      for term in terms { line("term", term) }
      xml.start("listitem")
      writeAtLeastOne(item.body)
      xml.end("listitem")
      xml.end("varlistentry")
    }
    xml.end("variablelist")
  }

  // MARK: Text

  mutating func open(
    _ mark: InlineMark, in outer: [InlineMark], isPlain: Bool
  ) -> StaticString? {
    let name: StaticString
    var attributes: [XMLWriter.Attribute] = []
    if !mark.isLink, outer.contains(where: Self.holdsLittle) {
      xml.startInline("phrase", [("role", Self.role(of: mark)), ("xml:lang", mark.language)])
      return "phrase"
    }
    switch mark {
    case .element(.emphasis): name = "emphasis"
    case .element(.strong):
      name = "emphasis"
      attributes = [("role", "strong")]
    case .element(.deletion):
      name = "phrase"
      attributes = [("revisionflag", "deleted")]
    case .element(.code) where isPlain: name = "literal"
    case .element(.code):
      // “literal” holds little but text.
      name = "phrase"
      attributes = [("role", "code")]
    case .element(.superscript): name = "superscript"
    case .element(.subscript): name = "subscript"
    case .element(.link(let target)):
      name = "link"
      attributes = [
        ("xlink:href", Addresses.reference(target.address)), ("xlink:title", target.title),
      ]
    case .element(.quotation): name = "quote"
    case .element(.abbreviation) where isPlain: name = "abbrev"
    case .element(.abbreviation):
      // “abbrev” holds little but text.
      name = "phrase"
      attributes = [("role", "abbreviation")]
    case .element(.language(let language)):
      name = "phrase"
      attributes = [("xml:lang", language)]
    case .element(.formula):
      xml.startInline("inlineequation")
      name = "mathphrase"
    case .term: name = "glossterm"
    case .definition:
      name = "phrase"
      attributes = [("role", "definition")]
    }
    xml.startInline(name, attributes)
    return name
  }

  mutating func close(_ mark: InlineMark, _ name: StaticString) {
    if case .element(.abbreviation(let text)) = mark {
      xml.startInline("alt")
      xml.text(PhraseBuilder.legal(text))
      xml.endInline("alt")
    }
    xml.endInline(name)
    if "\(name)" == "mathphrase" { xml.endInline("inlineequation") }
  }

  /// Whether an element takes phrases only.
  private static func holdsLittle(_ mark: InlineMark) -> Bool {
    mark == .element(.superscript) || mark == .element(.subscript)
      || mark == .element(.formula)
  }

  /// What an element is where it cannot be named otherwise.
  private static func role(of mark: InlineMark) -> String? {
    switch mark {
    case .element(.emphasis): "emphasis"
    case .element(.strong): "strong"
    case .element(.deletion): "deleted"
    case .element(.code): "code"
    case .element(.superscript): "superscript"
    case .element(.subscript): "subscript"
    case .element(.quotation): "quote"
    case .element(.abbreviation): "abbreviation"
    case .element(.formula): "formula"
    case .term: "term"
    case .definition: "definition"
    case .element(.language), .element(.link): nil
    }
  }

  mutating func image(
    _ target: LinkTarget, alternative: String, in outer: [InlineMark]
  ) -> Bool {
    xml.startInline("inlinemediaobject")
    writeMedia(target, alternative)
    xml.endInline("inlinemediaobject")
    return true
  }

  private mutating func writeMedia(_ target: LinkTarget, _ alternative: String) {
    xml.startInline("imageobject")
    xml.emptyInline("imagedata", [("fileref", Addresses.reference(target.address))])
    xml.endInline("imageobject")
    for (text, role) in [(alternative, nil), (target.title, "title")] {
      guard let text, !text.isEmpty else { continue }
      xml.startInline("textobject", [("role", role)])
      xml.startInline("phrase")
      xml.text(PhraseBuilder.legal(text))
      xml.endInline("phrase")
      xml.endInline("textobject")
    }
  }

  mutating func lineBreak(in outer: [InlineMark]) {
    // DocBook has no element for it; its style sheets know this instruction. The
    // line feed parts the words for those who do not.
    xml.raw("<?linebreak?>\n")
  }
}
