import StetCore
import StetFormats

/// How an article is written.
package struct WritingOptions: Sendable {
  /// Whether the trail is part of what is written.
  package var includesTrail: Bool

  /// Makes options.
  package init(includesTrail: Bool = true) { self.includesTrail = includesTrail }
}

/// Writes articles in Stet's own vocabulary, `urn:stet:article:1`; the schema
/// `schemas/stet-article.rnc` says what is in it.
package enum StetXML {
  /// The name space of articles.
  package static let namespace = "urn:stet:article:1"
  /// The name space of trails.
  package static let trailNamespace = "urn:stet:trail:1"

  /// The document of one article.
  package static func document(
    _ article: CleanedArticle, _ options: WritingOptions = WritingOptions()
  ) -> [UInt8] {
    var writer = StetXMLWriter(article, XMLWriter(capacity: article.source.count / 2 * 3 + 1024))
    writer.writeArticle(options, isRoot: true)
    return writer.xml.take()
  }

  /// What stands before the articles of a collection.
  package static let collectionHeader = Array(
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<collection xmlns=\"\(namespace)\" version=\"1\">\n"
      .utf8)
  /// What stands after them.
  package static let collectionFooter = Array("</collection>\n".utf8)

  /// The element of an article inside a `<collection>`. Its ids begin with `prefix`,
  /// which must differ from one article to the next.
  package static func member(
    _ article: CleanedArticle, prefix: String, _ options: WritingOptions = WritingOptions()
  ) -> [UInt8] {
    var writer = StetXMLWriter(article, XMLWriter(partAt: 1), prefix: prefix)
    writer.writeArticle(options, isRoot: false)
    return writer.xml.take()
  }
}

private struct StetXMLWriter {
  let article: CleanedArticle
  var xml: XMLWriter
  /// What all ids begin with.
  let prefix: String

  init(_ article: CleanedArticle, _ xml: XMLWriter, prefix: String = "") {
    self.article = article
    self.xml = xml
    self.prefix = prefix
  }

  private static func range(_ range: TextRange) -> String {
    "\(range.start.utf8)-\(range.end.utf8)"
  }

  // MARK: The article

  mutating func writeArticle(_ options: WritingOptions, isRoot: Bool) {
    let article = article
    nested(
      "article",
      [
        ("xmlns", isRoot ? StetXML.namespace : nil), ("version", "1"),
        ("xml:lang", PhraseBuilder.legal(article.language)), ("kind", article.kind),
      ]
    ) { writer in
      writer.writeMeta()
      if let title = article.title { writer.write("title", title) }
      if !article.lead.isEmpty {
        writer.nested("lead", []) { $0.write(article.lead) }
      }
      writer.write(article.divisions)
      if !article.missingSections.isEmpty {
        writer.nested("missing", []) { writer in
          for name in article.missingSections {
            writer.xml.empty("section", [("name", PhraseBuilder.legal(name))])
          }
        }
      }
      if options.includesTrail { writer.writeTrail() }
    }
  }

  /// Writes an element whose body needs the whole writer.
  private mutating func nested(
    _ name: StaticString, _ attributes: [XMLWriter.Attribute],
    _ body: (inout StetXMLWriter) -> Void
  ) {
    let article = article
    let prefix = prefix
    xml.element(name, attributes) { inner in
      var writer = StetXMLWriter(article, XMLWriter(partAt: 0), prefix: prefix)
      swap(&writer.xml, &inner)
      body(&writer)
      swap(&writer.xml, &inner)
    }
  }

  private mutating func writeMeta() {
    let article = article
    nested("meta", []) { writer in
      let origin = article.provenance
      writer.xml.empty(
        "source",
        [
          ("name", origin.name.isEmpty ? nil : origin.name), ("bytes", String(origin.byteCount)),
          ("sha256", origin.digest), ("encoding", origin.encoding.name),
        ])
      for fact in article.facts {
        writer.xml.empty(
          "fact",
          [
            ("type", fact.kind.rawValue), ("value", PhraseBuilder.legal(fact.value)),
            ("src", Self.range(fact.range)),
          ])
      }
    }
  }

  private mutating func write(_ divisions: [CleanedArticle.Division]) {
    for division in divisions {
      switch division {
      case .section(let section):
        nested("section", [("xml:id", prefix + section.id)]) { writer in
          writer.write("heading", section.heading)
          writer.write(section.body)
          writer.write(section.divisions)
        }
      case .questions(let entries):
        nested("questions", []) { writer in
          for entry in entries { writer.write(entry) }
        }
      }
    }
  }

  private mutating func write(_ entry: CleanedArticle.Entry) {
    nested(
      "qa",
      [
        ("xml:id", prefix + entry.id),
        (
          "related",
          entry.related.isEmpty ? nil : entry.related.map { prefix + $0 }.joined(separator: " ")
        ),
      ]
    ) { writer in
      writer.write("question", entry.question)
      for alternate in entry.alternates { writer.write("alternate", alternate) }
      for answer in entry.answers {
        let isCut = answer.status == .truncated
        writer.nested(
          "answer",
          [
            ("status", answer.status.rawValue), ("seen", isCut ? String(answer.seen) : nil),
          ]
        ) { $0.write(answer.body) }
      }
    }
  }

  // MARK: Flows

  private mutating func write(_ flows: [CleanedArticle.Flow]) {
    for flow in flows {
      switch flow {
      case .paragraph(let phrase): write("p", phrase)
      case .heading(let phrase, let level):
        write("subheading", phrase, [("level", String(level))])
      case .list(let list): write(list)
      case .quotation(let flows): nested("quote", []) { $0.write(flows) }
      case .code(let code):
        write(
          "code", code.text,
          [("language", code.language.map(PhraseBuilder.legal)), ("xml:space", "preserve")])
      case .table(let table): write(table)
      case .figure(let figure):
        nested("figure", []) { writer in
          writer.write(figure.body)
          writer.write("caption", figure.caption)
        }
      }
    }
  }

  private mutating func write(_ list: CleanedArticle.List) {
    nested(
      "list",
      [
        ("type", list.start == nil ? nil : "ordered"),
        ("start", list.start.flatMap { $0 == 1 ? nil : String($0) }),
      ]
    ) { writer in
      for item in list.items {
        writer.nested("item", [("done", item.isDone.map { $0 ? "true" : "false" })]) { writer in
          if let term = item.term { writer.write("term", term) }
          writer.write(item.body)
        }
      }
    }
  }

  private mutating func write(_ table: CleanedArticle.Table) {
    nested("table", [("src", Self.range(table.range))]) { writer in
      if let caption = table.caption { writer.write("caption", caption) }
      for (row, columns) in zip(table.head, TableGrid.columns(of: table.head)) {
        writer.nested("head", []) { $0.write(row, columns, table) }
      }
      for (row, columns) in zip(table.rows, TableGrid.columns(of: table.rows)) {
        writer.nested("row", []) { $0.write(row, columns, table) }
      }
    }
  }

  private mutating func write(
    _ cells: [CleanedArticle.Cell], _ columns: [Int], _ table: CleanedArticle.Table
  ) {
    for (cell, column) in zip(cells, columns) {
      write(
        "cell", cell.text,
        [
          ("align", table.alignment(column)),
          ("columns", cell.columns > 1 ? String(cell.columns) : nil),
          ("rows", cell.rows > 1 ? String(cell.rows) : nil),
        ])
    }
  }

  // MARK: Text

  private mutating func write(
    _ name: StaticString, _ phrase: CleanedArticle.Phrase,
    _ attributes: [XMLWriter.Attribute] = []
  ) {
    let isCut = phrase.isTruncated && "\(name)" == "p"
    let source = article.source
    var own = attributes
    if isCut { own.append(("status", "truncated")) }
    if let language = phrase.language { own.append(("xml:lang", language)) }
    xml.startLine(name, own, src: phrase.range.utf8)
    var open: [StaticString] = []
    for piece in phrase.pieces {
      switch piece {
      case .text(let range): xml.text(source.bytes(in: range))
      case .replaced(_, let text): xml.text(text)
      case .start(let element):
        let name = Self.name(of: element)
        var attributes: [XMLWriter.Attribute] = []
        switch element {
        case .link(let target):
          attributes = [
            ("href", PhraseBuilder.legal(target.address)),
            ("title", target.title.map(PhraseBuilder.legal)),
          ]
        case .abbreviation(let text): attributes = [("title", PhraseBuilder.legal(text))]
        case .language(let tag): attributes = [("xml:lang", tag)]
        case .emphasis, .strong, .deletion, .code, .superscript, .subscript, .quotation,
          .formula:
          break
        }
        xml.startInline(name, attributes)
        open.append(name)
      case .startDefinition(let term):
        xml.startInline("gloss", [("term", term)])
        open.append("gloss")
      case .end: if let name = open.popLast() { xml.endInline(name) }
      case .image(_, let target, let alternative):
        xml.emptyInline(
          "image",
          [("href", target.address), ("alt", alternative), ("title", target.title)])
      case .lineBreak: xml.emptyInline("br")
      }
    }
    while let name = open.popLast() { xml.endInline(name) }
    xml.endLine(name)
  }

  private static func name(of element: InlineElement) -> StaticString {
    switch element {
    case .emphasis: "em"
    case .strong: "strong"
    case .deletion: "del"
    case .code: "c"
    case .superscript: "sup"
    case .subscript: "sub"
    case .link: "link"
    case .quotation: "q"
    case .abbreviation: "abbr"
    case .language: "span"
    case .formula: "formula"
    }
  }

  // MARK: The trail

  private mutating func writeTrail() {
    let article = article
    nested("trail", [("xmlns", StetXML.trailNamespace)]) { writer in
      for edit in article.trail.edits {
        let before = article.source.bytes(in: edit.range)
        let isText = Self.isXMLText(before)
        writer.nested(
          "edit",
          [
            ("rule", edit.rule), ("action", edit.action.rawValue),
            ("src", Self.range(edit.range)), ("safe", edit.isSafe ? nil : "false"),
            ("target", edit.target.map { writer.prefix + $0 }),
          ]
        ) { writer in
          writer.xml.line(
            "from", [("xml:space", "preserve"), ("encoding", isText ? nil : "hex")]
          ) { xml in
            if isText { xml.text(before) } else { xml.text(Self.hexadecimal(before)) }
          }
          if !edit.replacement.isEmpty {
            writer.xml.line("to", [("xml:space", "preserve")]) { $0.text(edit.replacement) }
          }
        }
      }
      writer.writeLayout()
      for repair in article.repairs where !repair.bytes.isEmpty {
        writer.xml.empty(
          "repair",
          [
            ("at", String(repair.offset)), ("length", String(repair.bytes.count)),
            ("offset", String(repair.originalOffset)),
            ("bytes", Self.hexadecimal(repair.bytes[...])),
          ])
      }
    }
  }

  /// Writes layout with equal bytes together: `at` says where they stand.
  private mutating func writeLayout() {
    struct Kind: Hashable {
      var before: ArraySlice<UInt8>
      var after: String
    }
    var order: [Kind] = []
    var places: [Kind: [Int]] = [:]
    for layout in article.trail.layout {
      let kind = Kind(before: article.source.bytes(in: layout.range), after: layout.replacement)
      if places[kind] == nil { order.append(kind) }
      places[kind, default: []].append(layout.range.start.utf8)
    }
    for kind in order {
      let isText = Self.isXMLText(kind.before)
      let before =
        isText ? String(decoding: kind.before, as: UTF8.self) : Self.hexadecimal(kind.before)
      xml.empty(
        "layout",
        [
          ("from", before), ("encoding", isText ? nil : "hex"),
          ("to", kind.after.isEmpty ? nil : kind.after),
          ("at", (places[kind] ?? []).map(String.init).joined(separator: " ")),
        ])
    }
  }

  /// Whether bytes are text that XML 1.0 can hold.
  private static func isXMLText(_ bytes: ArraySlice<UInt8>) -> Bool {
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let byte = bytes[index]
      if byte < 0x20, byte != .tab, byte != .lineFeed, byte != .carriageReturn { return false }
      if byte == 0xEF, bytes.byte(at: index + 1) == 0xBF, bytes.byte(at: index + 2) >= 0xBE {
        return false
      }
      index += 1
    }
    return true
  }

  private static func hexadecimal(_ bytes: ArraySlice<UInt8>) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    for byte in bytes {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }
}
