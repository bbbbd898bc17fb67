import StetCore
import StetFormats

/// Writes articles as Markdown (CommonMark, with the tables, tasks and deletions of
/// GitHub), so that Stet reads the same article from it.
struct MarkdownWriter {
  private let article: CleanedArticle
  private var omissions: [Omission] = []
  /// The document so far, line by line.
  private var lines: [[UInt8]] = []

  private init(_ article: CleanedArticle) { self.article = article }

  /// The document of an article.
  static func document(_ article: CleanedArticle) -> WrittenArticle {
    var writer = MarkdownWriter(article)
    writer.writeFacts()
    if let title = article.title { writer.add([writer.heading(title, level: 1)]) }
    writer.add(writer.blocks(article.lead, isTop: true))
    writer.write(article.divisions, level: 2)
    var bytes: [UInt8] = []
    for line in writer.lines {
      bytes += line
      bytes.append(.lineFeed)
    }
    return WrittenArticle(bytes: bytes, omissions: writer.omissions)
  }

  /// Adds a block after a blank line.
  private mutating func add(_ block: [[UInt8]]) {
    guard !block.isEmpty else { return }
    if !lines.isEmpty { lines.append([]) }
    lines += block
  }

  // MARK: Front matter

  private mutating func writeFacts() {
    guard !article.facts.isEmpty || article.isLanguageDeclared else { return }
    var front = ["---", "lang: \(article.languageTag)"]
    for kind in Metadata.Kind.allCases {
      let values = article.facts.filter { $0.kind == kind }.map { Self.quoted($0.value) }
      switch values.count {
      case 0: continue
      case 1: front.append("\(kind.rawValue): \(values[0])")
      default:
        front.append("\(kind.rawValue):")
        front += values.map { "  - \($0)" }
      }
    }
    front.append("---")
    lines += front.map { Array($0.utf8) }
  }

  /// A text as a scalar of YAML.
  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\":
        result += "\\"
        result.unicodeScalars.append(scalar)
      case _ where scalar.value < 0x20: result += " "
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  // MARK: Sections and questions

  private mutating func write(_ divisions: [CleanedArticle.Division], level: Int) {
    for division in divisions {
      switch division {
      case .section(let section):
        noteDepth(level, section.heading)
        let asks = Self.asks(ArticleText.plain(section.heading, article.source))
        add([heading(section.heading, level: level, hidesQuestion: asks)])
        add(blocks(section.body, isTop: true))
        write(section.divisions, level: level + 1)
      case .questions(let entries): for entry in entries { write(entry, level: level) }
      }
    }
  }

  private mutating func noteDepth(_ level: Int, _ phrase: CleanedArticle.Phrase) {
    if level > 6 { omissions.append(Omission(.structure, phrase.range, "level \(level)")) }
  }

  private mutating func write(_ entry: CleanedArticle.Entry, level: Int) {
    noteDepth(level, entry.question)
    add(question(entry.question, level: level))
    for alternate in entry.alternates { add(question(alternate, level: level)) }
    for id in entry.related { omissions.append(Omission(.related, entry.question.range, id)) }
    for (index, answer) in entry.answers.enumerated() {
      if answer.status == .truncated {
        omissions.append(Omission(.status, answer.body.range, "truncated, seen \(answer.seen)"))
      }
      var label = ""
      if index > 0 {
        if case .paragraph? = answer.body.first {
          label = "A: "
        } else {
          // Asked again, the question is answered again.
          add(question(entry.question, level: level))
        }
      }
      add(blocks(answer.body, isTop: true, label: label, headingsBelow: level))
    }
  }

  /// A question: a heading where its text shows that it asks, otherwise labelled.
  private mutating func question(_ phrase: CleanedArticle.Phrase, level: Int) -> [[UInt8]] {
    if Self.asks(ArticleText.plain(phrase, article.source)) {
      return [heading(phrase, level: level)]
    }
    return [Array("Q: ".utf8) + text(phrase, MarkdownText.Place(isOneLine: true))]
  }

  /// Whether a heading with this text is read as a question.
  private static func asks(_ text: String) -> Bool {
    var scalars = text.unicodeScalars[...]
    while let last = scalars.last,
      last.properties.isWhitespace || ["!", "\"", "'", ")", "*", "_", "”", "’", "»"].contains(last)
    {
      scalars.removeLast()
    }
    return scalars.last.map { ["?", "？", "؟", "⁇", "⁈", "‽"].contains($0) } ?? false
  }

  private mutating func heading(
    _ phrase: CleanedArticle.Phrase, level: Int, hidesQuestion: Bool = false
  ) -> [UInt8] {
    [UInt8](repeating: UInt8(ascii: "#"), count: max(1, min(6, level))) + [.space]
      + text(
        phrase, MarkdownText.Place(isOneLine: true, isHeading: true, hidesQuestion: hidesQuestion))
  }

  // MARK: Flows

  private mutating func text(
    _ phrase: CleanedArticle.Phrase, _ place: MarkdownText.Place
  ) -> [UInt8] {
    MarkdownText.text(of: phrase, in: article.source, place, &omissions)
  }

  /// The lines of flows, with blank lines between them.
  ///
  /// - Parameters:
  ///   - isTop: whether they stand in no list.
  ///   - label: what stands before the first paragraph.
  ///   - headingsBelow: the level that headings must be below.
  private mutating func blocks(
    _ flows: [CleanedArticle.Flow], isTop: Bool = false, label: String = "",
    headingsBelow level: Int = 1, isTight: Bool = false
  ) -> [[UInt8]] {
    var result: [[UInt8]] = []
    for (index, flow) in flows.enumerated() {
      let before = index > 0 ? flows[index - 1] : nil
      var block = self.block(flow, after: before, isTop: isTop, headingsBelow: level)
      if index == 0, !label.isEmpty, !block.isEmpty { block[0] = Array(label.utf8) + block[0] }
      if !result.isEmpty, !isTight, !block.isEmpty { result.append([]) }
      result += block
    }
    return result
  }

  private mutating func block(
    _ flow: CleanedArticle.Flow, after before: CleanedArticle.Flow?, isTop: Bool,
    headingsBelow level: Int
  ) -> [[UInt8]] {
    switch flow {
    case .paragraph(let phrase): return paragraph(phrase, isTop: isTop)
    case .heading(let phrase, let own):
      let asks = Self.asks(ArticleText.plain(phrase, article.source))
      return [heading(phrase, level: max(own, level + 1), hidesQuestion: asks)]
    case .list(let list):
      return self.list(list)
    case .quotation(let flows):
      return blocks(flows, isTop: isTop).map { line in
        line.isEmpty ? [UInt8(ascii: ">")] : Array("> ".utf8) + line
      }
    case .code(let code): return self.code(code)
    case .table(let table): return self.table(table, isTop: isTop)
    case .figure(let figure):
      omissions.append(Omission(.caption, figure.caption.range))
      let body = blocks(figure.body, isTop: isTop)
      return body + (body.isEmpty ? [] : [[]]) + paragraph(figure.caption, isTop: isTop)
    }
  }

  private mutating func paragraph(
    _ phrase: CleanedArticle.Phrase, isTop: Bool
  ) -> [[UInt8]] {
    var place = MarkdownText.Place(isTop: isTop)
    // A line that asks would be read as a question.
    let plain = ArticleText.plain(phrase, article.source)
    if isTop, Self.asks(plain) {
      let isBold = phrase.pieces.first == .start(.strong)
      place.hidesQuestion = isBold || QuestionLine.asks(Array(plain.utf8)[...])
    }
    let known = omissions.count
    var written = text(phrase, place)
    if isTop, !place.hidesQuestion, QuestionLine.asks(written[...]) {
      place.hidesQuestion = true
      omissions.removeSubrange(known...)
      written = text(phrase, place)
    }
    return written.split(
      separator: .lineFeed, omittingEmptySubsequences: false
    ).map(Array.init)
  }

  // MARK: Lists

  private mutating func list(_ list: CleanedArticle.List) -> [[UInt8]] {
    let isTight = list.items.allSatisfy(Self.isTight)
    var result: [[UInt8]] = []
    for (index, item) in list.items.enumerated() {
      if !result.isEmpty, !isTight { result.append([]) }
      let (number, isOver) = (list.start ?? 0).addingReportingOverflow(index)
      let marker =
        list.start == nil ? "- " : "\(isOver ? 999_999_999 : min(number, 999_999_999)). "
      var body = blocks(item.body, isTight: isTight)
      var opening = ""
      if let isDone = item.isDone {
        if case .paragraph? = item.body.first {
          opening = isDone ? "[x] " : "[ ] "
        } else {
          omissions.append(Omission(.structure, item.body.range, isDone ? "done" : "open"))
        }
      }
      if let term = item.term {
        omissions.append(Omission(.term, term.range))
        let last = ArticleText.plain(term, article.source).utf8.last ?? 0
        let stop =
          [UInt8(ascii: "."), UInt8(ascii: "?"), UInt8(ascii: "!"), UInt8(ascii: ":")]
            .contains(last) ? "** " : ".** "
        let termText =
          Array("**".utf8) + text(term, MarkdownText.Place(isOneLine: true, isInside: true))
          + Array(stop.utf8)
        if case .paragraph? = item.body.first, !body.isEmpty {
          body[0] = termText + body[0]
        } else {
          body = [termText.dropLast()] + (body.isEmpty ? [] : [[]]) + body
        }
      }
      if body.isEmpty { body = [[]] }
      let indent = [UInt8](repeating: .space, count: marker.utf8.count)
      for (line, bytes) in body.enumerated() {
        if line == 0 {
          let first = Array(marker.utf8) + Array(opening.utf8) + bytes
          result.append(Array(first[..<(first.lastIndex { $0 != .space }.map { $0 + 1 } ?? 0)]))
        } else {
          result.append(bytes.isEmpty ? [] : indent + bytes)
        }
      }
    }
    return result
  }

  /// Whether an item needs no blank lines inside it.
  private static func isTight(_ item: CleanedArticle.Item) -> Bool {
    switch item.body.count {
    case 0, 1: return true
    case 2:
      // Lists that start with another number do not interrupt a paragraph.
      guard case .paragraph = item.body[0], case .list(let inner) = item.body[1] else {
        return false
      }
      return (inner.start ?? 1) == 1 && !(inner.items.first?.body.isEmpty ?? true)
        && inner.items.allSatisfy(isTight)
    default: return false
    }
  }

  // MARK: Code and tables

  private mutating func code(_ code: CleanedArticle.Code) -> [[UInt8]] {
    let text = MarkdownText.verbatim(code.text, article.source)
    let content = text.split(separator: .lineFeed, omittingEmptySubsequences: false).map(Array.init)
    let fence = [UInt8](
      repeating: UInt8(ascii: "`"),
      count: max(3, MarkdownText.longestRun(of: UInt8(ascii: "`"), in: text) + 1))
    let language = (code.language ?? "").utf8.filter { $0 != UInt8(ascii: "`") }
    return [fence + language] + content + [fence]
  }

  private mutating func table(_ table: CleanedArticle.Table, isTop: Bool) -> [[UInt8]] {
    let columns = table.columnCount
    let rule = (0..<columns).map { column in
      switch table.alignment(column) {
      case "left": ":--"
      case "center": ":-:"
      case "right": "--:"
      default: "---"
      }
    }
    var result: [[UInt8]] = []
    if let caption = table.caption {
      omissions.append(Omission(.caption, caption.range))
      result = paragraph(caption, isTop: isTop) + [[]]
    }
    if table.hasSpans || table.head.count > 1 {
      omissions.append(Omission(.span, table.range))
    }
    var rows: [[UInt8]] = []
    for part in [table.head, table.rows] {
      for (cells, places) in zip(part, TableGrid.columns(of: part)) {
        rows.append(row(cells, at: places, columns))
      }
    }
    if table.head.isEmpty { rows.insert(row([], at: [], columns), at: 0) }
    rows.insert(Array("| \(rule.joined(separator: " | ")) |".utf8), at: min(1, rows.count))
    return result + rows
  }

  /// A row; columns that a cell takes in besides its first are empty.
  private mutating func row(
    _ cells: [CleanedArticle.Cell], at places: [Int], _ columns: Int
  ) -> [UInt8] {
    var texts: [Int: CleanedArticle.Phrase] = [:]
    for (cell, place) in zip(cells, places) { texts[place] = cell.text }
    var result = Array("|".utf8)
    for column in 0..<columns {
      result.append(.space)
      if let phrase = texts[column] {
        let text = text(phrase, MarkdownText.Place(isOneLine: true, isCell: true))
        if !text.isEmpty { result += text + [.space] }
      }
      result.append(UInt8(ascii: "|"))
    }
    return result
  }
}
