import StetCore

/// Where in a draft the sections of its template belong, and how their headings
/// are written there.
struct SectionPlaces {
  private let draft: Draft
  private let template: ArticleTemplate
  /// The blocks that are headings, in order.
  private let headings: [Int]
  /// The first and the last heading of each section that is there, as indices
  /// into ``headings``, by the section's index in the template.
  private var known: [Int: (first: Int, last: Int)] = [:]

  /// Looks where the sections of a template are. Linear in the headings.
  init(in draft: Draft, headings: [Int], _ template: ArticleTemplate) {
    self.draft = draft
    self.template = template
    self.headings = headings.sorted()
    for (place, heading) in self.headings.enumerated() {
      for section in template.present(in: [KindOfArticle.words(of: heading, in: draft)]) {
        known[section] = (known[section]?.first ?? place, place)
      }
    }
  }

  /// The edit that inserts a heading where the template's order wants it: after
  /// the nearest section that comes before it in the template, else before the
  /// nearest that comes after it, else at the end.
  func insertion(of section: Int) -> TextEdit {
    let name = template.sections[section].name
    if let before = (0..<section).reversed().lazy.compactMap({ known[$0] }).first {
      return insertion(of: name, after: headings[before.last])
    }
    if let after = template.sections.indices.dropFirst(section + 1).lazy
      .compactMap({ known[$0] }).first
    {
      return insertion(of: name, before: headings[after.first])
    }
    let end = lastOfArticle(in: draft.blocks.indices) ?? draft.blocks.endIndex - 1
    return insertion(of: name, behind: end, like: headings.last)
  }

  // MARK: The place

  private func insertion(of name: String, after heading: Int) -> TextEdit {
    let level = level(of: heading)
    let end =
      draft.blocks[(heading + 1)...].firstIndex { block in
        switch block.kind {
        case .title: true
        case .heading: (block.level == 0 ? 2 : block.level) <= level
        // A bare question is one of those that stand after an article.
        case .question: block.level <= level
        default: false
        }
      } ?? draft.blocks.endIndex
    let last = lastOfArticle(in: heading + 1..<end) ?? heading
    return insertion(of: name, behind: last, like: heading)
  }

  private func insertion(of name: String, before heading: Int) -> TextEdit {
    var first = heading
    // A mark or a comment in the line before speaks of the heading.
    while first > 0, draft.blocks[first - 1].kind == .comment { first -= 1 }
    let newline = draft.source.lineBreak
    let start = draft.blocks[first].range.start
    return TextEdit(
      TextRange(start: start, end: start), stub(name, like: heading) + newline + newline)
  }

  private func insertion(of name: String, behind block: Int, like model: Int?) -> TextEdit {
    let newline = draft.source.lineBreak
    let place = draft.blocks.indices.contains(block) ? draft.blocks[block].range.end : .zero
    let isClosed = place > .zero && draft.source.utf8.byte(at: place.utf8 - 1).isLineBreak
    let next = block + 1
    let isFollowed = draft.blocks.indices.contains(next) && draft.blocks[next].kind != .blank
    return TextEdit(
      TextRange(start: place, end: place),
      (isClosed ? "" : newline) + newline + stub(name, like: model) + newline
        + (isFollowed ? newline : ""))
  }

  /// The last block of a run that belongs to the article: not what a site set
  /// under it, nor what speaks of the text that follows.
  private func lastOfArticle(in run: Range<Int>) -> Int? {
    run.last { index in
      switch draft.blocks[index].kind {
      case .html: !draft.format.isAllMarkup
      case .title, .heading, .paragraph, .listItem, .question, .answer, .code, .table,
        .frontMatter:
        true
      case .chrome, .metadata, .comment, .thematicBreak, .linkDefinition, .blank: false
      }
    }
  }

  // MARK: The line

  /// What stands for the text of a section that is to be written: a word that
  /// `placeholder-text` reports, so that it cannot be forgotten, as a sentence, so that
  /// the line over it is a heading.
  private static let toBeWritten = "TODO."

  /// A heading and a stub under it, without the last line break.
  private func stub(_ name: String, like model: Int?) -> String {
    let newline = draft.source.lineBreak
    let head = line(name, like: model)
    switch draft.format {
    case .html: return head + newline + "<p>\(Self.toBeWritten)</p>"
    case .markdown: return head + newline + newline + Self.toBeWritten
    case .plainText, .xml, .jsonLines:
      // As far from its heading as text is from the other one.
      let isSetOff = model.map { model in
        draft.blocks.indices.contains(model + 1) && draft.blocks[model + 1].kind == .blank
      }
      return head + newline + (isSetOff == true ? newline : "") + Self.toBeWritten
    }
  }

  private func level(of heading: Int) -> Int {
    let level = draft.blocks[heading].level
    return level == 0 ? 2 : level
  }

  /// A heading's line, or two, as the draft writes them, without the last line
  /// break.
  private func line(_ name: String, like model: Int?) -> String {
    if draft.format == .html {
      let level = model.map(level(of:)) ?? 2
      return "<h\(level)>\(name)</h\(level)>"
    }
    guard let model else { return draft.format == .markdown ? "## \(name)" : name }
    let block = draft.blocks[model]
    let text = draft.source.bytes(in: block.content)
    let letters = text.filter { $0.isASCIILetter }
    var name = name
    if letters.count > 1 && letters.allSatisfy(\.isASCIIUppercase) { name = name.uppercased() }
    // A colon may count as part of the heading, or stand behind it.
    let next = draft.source.utf8.byte(at: block.content.end.utf8)
    if text.last == UInt8(ascii: ":") || next == UInt8(ascii: ":") { name += ":" }
    let before = draft.source.bytes(
      in: TextRange(start: block.range.start, end: block.content.start))
    if draft.format == .markdown, before.contains(UInt8(ascii: "#")) {
      return String(repeating: "#", count: level(of: model)) + " " + name
    }
    // What follows the text in the heading's block, or right after it, may
    // underline it.
    if let mark = underline(of: model) {
      return name + draft.source.lineBreak + String(repeating: mark, count: max(3, name.utf8.count))
    }
    return name
  }

  /// The mark that underlines a heading; `nil` when none does.
  private func underline(of heading: Int) -> String? {
    let block = draft.blocks[heading]
    let line = draft.source.line(containing: block.content.end) + 1
    guard line < draft.source.lineStarts.count else { return nil }
    let bytes = draft.source.bytes(in: draft.source.contentRange(ofLine: line))
    let marks = bytes.filter { !$0.isBlank }
    guard marks.count >= 3, let mark = marks.first, marks.allSatisfy({ $0 == mark }),
      mark == UInt8(ascii: "=") || mark == UInt8(ascii: "-")
    else { return nil }
    return mark == UInt8(ascii: "=") ? "=" : "-"
  }
}
