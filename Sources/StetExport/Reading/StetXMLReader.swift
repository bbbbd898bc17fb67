import StetCore
package import StetFormats

extension StetXML {
  /// The articles of a document in Stet's own vocabulary, one or a collection.
  ///
  /// Reads what ``document(_:_:)`` writes, and what keeps to the schema; writing an
  /// article that was read gives the same bytes. An article whose trail is there
  /// has the text of its draft again as ``CleanedArticle/source``; another has an
  /// empty one. Linear.
  ///
  /// - Throws: where the document is not well-formed, or not in the vocabulary.
  package static func articles(in document: [UInt8]) throws(XMLError) -> [CleanedArticle] {
    var bytes = document
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
    var reader = StetXMLReader(bytes)
    return try reader.readDocument()
  }
}

/// Reads the elements of the vocabulary one inside the other.
private struct StetXMLReader {
  private var parser: XMLPullParser
  private var ahead: XMLPullParser.Event?
  /// The most bytes that a place in a draft may have.
  private static let limit = 1 << 40

  init(_ bytes: [UInt8]) { parser = XMLPullParser(bytes) }

  // MARK: Events

  private mutating func next() throws(XMLError) -> XMLPullParser.Event? {
    if let event = ahead {
      ahead = nil
      return event
    }
    return try parser.next()
  }

  /// The next start tag inside an element that holds elements; `nil` at its end.
  private mutating func child() throws(XMLError) -> Element? {
    while let event = try next() {
      switch event {
      case .start(let name, let attributes): return Element(name, attributes)
      case .end: return nil
      case .text(let text):
        guard text.allSatisfy(\.isWhitespace) else { throw parser.error("Text may not stand here") }
      }
    }
    return nil
  }

  private struct Element {
    let name: String
    private var attributes: [String: String] = [:]

    init(_ name: String, _ list: [XMLPullParser.Attribute]) {
      self.name = name
      for attribute in list { attributes[attribute.name] = attribute.value }
    }

    subscript(_ name: String) -> String? { attributes[name] }
  }

  private func unexpected(_ element: Element, in parent: String) -> XMLError {
    parser.error("“\(element.name)” may not stand here in “\(parent)”")
  }

  private func required(_ name: String, of element: Element) throws(XMLError) -> String {
    guard let value = element[name] else {
      throw parser.error("“\(element.name)” needs the attribute “\(name)”")
    }
    return value
  }

  private func number(_ text: String, _ name: String) throws(XMLError) -> Int {
    guard let number = Int(text), number >= 0, number < Self.limit else {
      throw parser.error("“\(name)” must be a number, found “\(text.prefix(40))”")
    }
    return number
  }

  private func range(of element: Element) throws(XMLError) -> TextRange {
    let text = try required("src", of: element)
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2 else {
      throw parser.error("“src” must be “start-end”, found “\(text.prefix(40))”")
    }
    let start = try number(String(parts[0]), "src")
    let end = try number(String(parts[1]), "src")
    guard start <= end else { throw parser.error("The end in “src” stands before its start") }
    return TextRange(start, end)
  }

  // MARK: The document

  mutating func readDocument() throws(XMLError) -> [CleanedArticle] {
    guard case .start(let name, let attributes)? = try next() else {
      throw parser.error("Expected an element")
    }
    let root = Element(name, attributes)
    guard root["xmlns"] == StetXML.namespace else {
      throw parser.error("The root element must be in the name space \(StetXML.namespace)")
    }
    guard try required("version", of: root) == "1" else {
      throw parser.error("Only version 1 of the vocabulary is known")
    }
    var articles: [CleanedArticle] = []
    switch root.name {
    case "article": articles.append(try article(root))
    case "collection":
      while let element = try child() {
        guard element.name == "article" else { throw unexpected(element, in: "collection") }
        articles.append(try article(element))
      }
    default: throw parser.error("Expected “article” or “collection”, found “\(root.name)”")
    }
    // What follows the root is an error of its own.
    _ = try next()
    return articles
  }

  private mutating func article(_ element: Element) throws(XMLError) -> CleanedArticle {
    let language = try required("xml:lang", of: element)
    var provenance: CleanedArticle.Provenance?
    var facts: [Metadata] = []
    var title: CleanedArticle.Phrase?
    var lead: [CleanedArticle.Flow] = []
    var divisions: [CleanedArticle.Division] = []
    var missing: [String] = []
    var trail = ReadTrail()
    while let child = try child() {
      switch child.name {
      case "meta": (provenance, facts) = try meta()
      case "title": title = try phrase(child)
      case "lead": lead = try flows(in: "lead")
      case "section": divisions.append(.section(try section(child)))
      case "questions": divisions.append(.questions(try entries()))
      case "missing":
        while let section = try self.child() {
          missing.append(try required("name", of: section))
          try close(section)
        }
      case "trail": trail = try readTrail()
      default: throw unexpected(child, in: "article")
      }
    }
    guard let provenance else { throw parser.error("“article” needs “meta”") }
    var article = CleanedArticle(
      source: SourceText(""), provenance: provenance, language: language, kind: element["kind"],
      facts: facts, title: title, lead: lead, divisions: divisions, missingSections: missing,
      trail: EditTrail())
    trail.apply(to: &article)
    return article
  }

  /// Reads to the end of an element that holds nothing.
  private mutating func close(_ element: Element) throws(XMLError) {
    if let child = try child() { throw unexpected(child, in: element.name) }
  }

  private mutating func meta() throws(XMLError) -> (CleanedArticle.Provenance, [Metadata]) {
    var provenance: CleanedArticle.Provenance?
    var facts: [Metadata] = []
    while let child = try child() {
      switch child.name {
      case "source":
        let name = try required("encoding", of: child)
        guard let encoding = SourceText.Encoding(named: name) else {
          throw parser.error("There is no encoding “\(name.prefix(40))”")
        }
        provenance = CleanedArticle.Provenance(
          name: child["name"] ?? "",
          byteCount: try number(try required("bytes", of: child), "bytes"),
          digest: try required("sha256", of: child), encoding: encoding)
      case "fact":
        let type = try required("type", of: child)
        guard let kind = Metadata.Kind(rawValue: type) else {
          throw parser.error("There are no facts of the type “\(type.prefix(40))”")
        }
        facts.append(
          Metadata(
            kind, value: try required("value", of: child), range: try range(of: child)))
      default: throw unexpected(child, in: "meta")
      }
      try close(child)
    }
    guard let provenance else { throw parser.error("“meta” needs “source”") }
    return (provenance, facts)
  }

  private mutating func section(_ element: Element) throws(XMLError) -> CleanedArticle.Section {
    let id = try required("xml:id", of: element)
    var heading: CleanedArticle.Phrase?
    var body: [CleanedArticle.Flow] = []
    var divisions: [CleanedArticle.Division] = []
    while let child = try child() {
      switch child.name {
      case "heading": heading = try phrase(child)
      case "section": divisions.append(.section(try section(child)))
      case "questions": divisions.append(.questions(try entries()))
      default: body.append(try flow(child, in: "section"))
      }
    }
    guard let heading else { throw parser.error("“section” needs “heading”") }
    return CleanedArticle.Section(
      id: id, level: 2, heading: heading, body: body, divisions: divisions)
  }

  private mutating func entries() throws(XMLError) -> [CleanedArticle.Entry] {
    var entries: [CleanedArticle.Entry] = []
    while let element = try child() {
      guard element.name == "qa" else { throw unexpected(element, in: "questions") }
      let id = try required("xml:id", of: element)
      var question: CleanedArticle.Phrase?
      var alternates: [CleanedArticle.Phrase] = []
      var answers: [CleanedArticle.Answer] = []
      while let child = try child() {
        switch child.name {
        case "question": question = try phrase(child)
        case "alternate": alternates.append(try phrase(child))
        case "answer":
          let status = try required("status", of: child)
          guard let known = CleanedArticle.Answer.Status(rawValue: status) else {
            throw parser.error("An answer is “complete” or “truncated”, not “\(status.prefix(40))”")
          }
          let seen = try child["seen"].map { text throws(XMLError) in try number(text, "seen") }
          answers.append(
            CleanedArticle.Answer(
              status: known, body: try flows(in: "answer"), seen: seen ?? 0))
        default: throw unexpected(child, in: "qa")
        }
      }
      guard let question else { throw parser.error("“qa” needs “question”") }
      var entry = CleanedArticle.Entry(
        id: id, question: question, alternates: alternates, answers: answers)
      entry.related = element["related"]?.split(separator: " ").map(String.init) ?? []
      entries.append(entry)
    }
    return entries
  }

  // MARK: Flows

  private mutating func flows(in parent: String) throws(XMLError) -> [CleanedArticle.Flow] {
    var flows: [CleanedArticle.Flow] = []
    while let child = try child() { flows.append(try flow(child, in: parent)) }
    return flows
  }

  private mutating func flow(
    _ element: Element, in parent: String
  ) throws(XMLError) -> CleanedArticle.Flow {
    switch element.name {
    case "p":
      var phrase = try phrase(element)
      phrase.isTruncated = element["status"] == "truncated"
      return .paragraph(phrase)
    case "subheading":
      let level = try number(try required("level", of: element), "level")
      return .heading(try phrase(element), level: level)
    case "list": return .list(try list(element))
    case "quote": return .quotation(try flows(in: "quote"))
    case "code":
      let language = element["language"]
      return .code(CleanedArticle.Code(language: language, text: try phrase(element)))
    case "table": return .table(try table(element))
    case "figure":
      var body: [CleanedArticle.Flow] = []
      var caption: CleanedArticle.Phrase?
      while let child = try child() {
        if child.name == "caption", caption == nil {
          caption = try phrase(child)
        } else {
          body.append(try flow(child, in: "figure"))
        }
      }
      guard let caption else { throw parser.error("“figure” needs “caption”") }
      return .figure(CleanedArticle.Figure(body: body, caption: caption))
    default: throw unexpected(element, in: parent)
    }
  }

  private mutating func list(_ element: Element) throws(XMLError) -> CleanedArticle.List {
    var start: Int?
    if element["type"] == "ordered" { start = try number(element["start"] ?? "1", "start") }
    var items: [CleanedArticle.Item] = []
    while let child = try child() {
      guard child.name == "item" else { throw unexpected(child, in: "list") }
      var item = CleanedArticle.Item(
        term: nil, isDone: child["done"].map { $0 == "true" }, body: [])
      while let part = try self.child() {
        if part.name == "term" {
          item.term = try phrase(part)
        } else {
          item.body.append(try flow(part, in: "item"))
        }
      }
      items.append(item)
    }
    return CleanedArticle.List(start: start, items: items)
  }

  private mutating func table(_ element: Element) throws(XMLError) -> CleanedArticle.Table {
    var table = CleanedArticle.Table(
      alignments: [], head: [], rows: [], range: try range(of: element))
    var heads: [CleanedArticle.Table.Alignment?] = []
    var grids = (head: TableGrid(), rows: TableGrid())
    while let row = try child() {
      if row.name == "caption", table.caption == nil, table.head.isEmpty, table.rows.isEmpty {
        table.caption = try phrase(row)
        continue
      }
      var cells: [CleanedArticle.Cell] = []
      var named: [CleanedArticle.Table.Alignment?] = []
      while let element = try child() {
        guard element.name == "cell" else { throw unexpected(element, in: row.name) }
        named.append(element["align"].flatMap(CleanedArticle.Table.Alignment.init(rawValue:)))
        cells.append(
          CleanedArticle.Cell(
            text: try phrase(element),
            columns: min(
              max(1, try number(element["columns"] ?? "1", "columns")), TableGrid.widest),
            rows: max(1, try number(element["rows"] ?? "1", "rows"))))
      }
      let places: [(column: Int, width: Int)]
      switch row.name {
      case "head":
        table.head.append(cells)
        places = grids.head.place(TableGrid.spans(of: cells))
      case "row":
        table.rows.append(cells)
        places = grids.rows.place(TableGrid.spans(of: cells))
      default: throw unexpected(row, in: "table")
      }
      for (place, alignment) in zip(places, named) {
        while heads.count < place.column + place.width { heads.append(nil) }
        heads[place.column] = heads[place.column] ?? alignment
      }
    }
    table.alignments = heads
    return table
  }

  // MARK: Text

  private mutating func phrase(_ element: Element) throws(XMLError) -> CleanedArticle.Phrase {
    let range = try range(of: element)
    var pieces: [CleanedArticle.Piece] = []
    var depth = 0
    while let event = try next() {
      switch event {
      case .text(let text): pieces.append(.replaced(range, text))
      case .start(let name, let attributes):
        let inner = Element(name, attributes)
        if name == "br" {
          pieces.append(.lineBreak)
          try close(inner)
          continue
        }
        if name == "image" {
          pieces.append(
            .image(
              range,
              LinkTarget(address: try required("href", of: inner), title: inner["title"]),
              alternative: try required("alt", of: inner)))
          try close(inner)
          continue
        }
        pieces.append(try start(inner, in: element.name))
        depth += 1
      case .end:
        if depth == 0 {
          var phrase = CleanedArticle.Phrase(range: range, pieces: pieces)
          phrase.language = element["xml:lang"]
          return phrase
        }
        depth -= 1
        pieces.append(.end)
      }
    }
    return CleanedArticle.Phrase(range: range, pieces: pieces)
  }

  private func start(
    _ element: Element, in parent: String
  ) throws(XMLError) -> CleanedArticle.Piece {
    switch element.name {
    case "em": return .start(.emphasis)
    case "strong": return .start(.strong)
    case "del": return .start(.deletion)
    case "c": return .start(.code)
    case "sup": return .start(.superscript)
    case "sub": return .start(.subscript)
    case "link":
      return .start(
        .link(LinkTarget(address: try required("href", of: element), title: element["title"])))
    case "q": return .start(.quotation)
    case "abbr": return .start(.abbreviation(try required("title", of: element)))
    case "span": return .start(.language(try required("xml:lang", of: element)))
    case "formula": return .start(.formula)
    case "gloss": return .startDefinition(term: try required("term", of: element))
    default: throw unexpected(element, in: parent)
    }
  }

  // MARK: The trail

  private mutating func readTrail() throws(XMLError) -> ReadTrail {
    var trail = ReadTrail()
    trail.isThere = true
    while let child = try child() {
      switch child.name {
      case "edit": trail.edits.append(try edit(child))
      case "layout":
        let from = try bytes(try required("from", of: child), encoding: child["encoding"])
        for place in try required("at", of: child).split(separator: " ") {
          let start = try number(String(place), "at")
          trail.layout.append(
            ReadTrail.Run(
              range: TextRange(start, start + from.count), before: from,
              after: child["to"] ?? ""))
        }
        try close(child)
      case "repair":
        let bytes = try bytes(try required("bytes", of: child), encoding: "hex")
        trail.repairs.append(
          CleanedArticle.Repair(
            offset: try number(try required("at", of: child), "at"),
            originalOffset: try number(try required("offset", of: child), "offset"),
            bytes: bytes))
        try close(child)
      default: throw unexpected(child, in: "trail")
      }
    }
    return trail
  }

  private mutating func edit(
    _ element: Element
  ) throws(XMLError) -> (edit: EditTrail.Edit, before: [UInt8]) {
    let range = try range(of: element)
    let name = try required("action", of: element)
    guard let action = EditTrail.Action(rawValue: name) else {
      throw parser.error("There is no action “\(name.prefix(40))”")
    }
    var before: [UInt8] = []
    var after = ""
    while let child = try child() {
      let text = try text(of: child)
      switch child.name {
      case "from": before = try bytes(text, encoding: child["encoding"])
      case "to": after = text
      default: throw unexpected(child, in: "edit")
      }
    }
    guard before.count == range.length else {
      throw parser.error("“from” has \(before.count) bytes, and “src” \(range.length)")
    }
    let edit = EditTrail.Edit(
      range, rule: try required("rule", of: element), action, replacement: after,
      isSafe: element["safe"] != "false", target: element["target"])
    return (edit, before)
  }

  private mutating func text(of element: Element) throws(XMLError) -> String {
    var result = ""
    while let event = try next() {
      switch event {
      case .text(let text): result += text
      case .end: return result
      case .start(let name, let attributes):
        throw unexpected(Element(name, attributes), in: element.name)
      }
    }
    return result
  }

  private func bytes(_ text: String, encoding: String?) throws(XMLError) -> [UInt8] {
    guard encoding == "hex" else { return Array(text.utf8) }
    let digits = Array(text.utf8)
    var result: [UInt8] = []
    for index in stride(from: 0, to: digits.count - digits.count % 2, by: 2) {
      guard let byte = UInt8(String(decoding: digits[index...index + 1], as: UTF8.self), radix: 16)
      else { throw parser.error("Expected hexadecimal digits, found “\(text.prefix(40))”") }
      result.append(byte)
    }
    guard digits.count % 2 == 0 else { throw parser.error("A hexadecimal digit is missing") }
    return result
  }
}
