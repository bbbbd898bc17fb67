package import StetCore
import StetFormats

extension CleanedArticle {
  /// The article that a draft makes.
  ///
  /// What the diagnostics of the draft show decides what is fixed, and which
  /// answers are marked as cut. Nothing is invented, and nothing lost: the text
  /// and the trail together are the draft, byte for byte. O(n log n).
  package init(
    cleaning draft: Draft, diagnostics: [Diagnostic], options: CleaningOptions = CleaningOptions()
  ) {
    var cleaner = Cleaner(draft, diagnostics, options)
    self = cleaner.clean()
  }
}

/// Walks over the blocks of a draft and puts an article together.
private struct Cleaner {
  private var draft: Draft
  /// The HTML in a Markdown draft, as a draft of the same text; `nil` when there is none.
  private let fragments: Draft?
  private var nextFragment = 0
  /// The figure of the draft's markup that comes next, or is being added.
  private var figure = 0
  private let language: String
  private let options: CleaningOptions
  private var phrases: PhraseBuilder
  private var ids = Identifiers()
  /// Where answers and paragraphs are cut, in order.
  private let cuts: [TextRange]

  private var title: CleanedArticle.Phrase?
  private var lead = FlowBuilder()
  /// Sections that are open, outermost first.
  private var open: [OpenSection] = []
  /// Sections and questions outside all sections.
  private var divisions: [Draftling] = []
  private var entries: [OpenEntry] = []
  /// Entries by what they ask.
  private var asked: [QuestionKey: Int] = [:]
  /// The entry that is being answered.
  private var answering: Int?
  /// The level of the question that is being answered; 0 for one that is no heading.
  private var answeringLevel = 0

  /// A division whose entries are named by their index.
  private enum Draftling {
    case section(OpenSection)
    case entry(Int)
  }

  private struct OpenSection {
    var id: String
    var level: Int
    var heading: CleanedArticle.Phrase
    var body = FlowBuilder()
    var divisions: [Draftling] = []
  }

  private struct OpenEntry {
    var id: String
    var question: CleanedArticle.Phrase
    var alternates: [CleanedArticle.Phrase] = []
    var answers: [OpenAnswer] = []
  }

  private struct OpenAnswer {
    var body = FlowBuilder()
    var isTruncated = false
  }

  init(_ draft: Draft, _ diagnostics: [Diagnostic], _ options: CleaningOptions) {
    self.draft = draft
    self.options = options
    fragments = draft.format == .markdown ? HTMLFragments.draft(of: draft) : nil
    let said = draft.markup.language
    language = said ?? options.language
    phrases = PhraseBuilder(draft, AppliedFixes(diagnostics, options), options)
    cuts =
      (diagnostics.filter { $0.rule == "truncated-answer" }.map(\.range)
      + SuppressionMarks.truncatedTexts(in: draft)).sorted { $0.start < $1.start }
  }

  mutating func clean() -> CleanedArticle {
    for index in draft.blocks.indices { add(draft.blocks[index]) }
    closeSections(toLevel: 0)
    let source = draft.source
    let lead = structured(self.lead.finish())
    var finished: [CleanedArticle.Entry] = []
    for index in entries.indices { finished.append(finish(entryAt: index)) }
    let divisions = finish(self.divisions, finished)
    phrases.trail.sort()
    let file = options.file ?? source.utf8
    let repairs = source.repairs.map { repair in
      let start = min(repair.originalOffset, file.count)
      let end = min(start + repair.originalLength, file.count)
      return CleanedArticle.Repair(
        offset: repair.offset.utf8, originalOffset: repair.originalOffset,
        bytes: Array(file[start..<end]))
    }
    var article = CleanedArticle(
      source: source,
      provenance: CleanedArticle.Provenance(
        name: PhraseBuilder.legal(options.name), byteCount: file.count,
        digest: SHA256.hexadecimal(file), encoding: source.encoding),
      language: language, kind: options.kind, facts: draft.metadata, title: title,
      lead: lead, divisions: divisions, missingSections: options.missingSections,
      trail: phrases.trail, repairs: options.file == nil ? [] : repairs)
    article.isLanguageDeclared = draft.markup.language != nil
    return article
  }

  // MARK: Blocks

  private mutating func add(_ block: Block) {
    switch block.kind {
    case .blank: phrases.trail.addLayout(block.range)
    case .thematicBreak, .linkDefinition: phrases.trail.addLayout(block.range)
    case .html where draft.format.isAllMarkup: phrases.trail.addLayout(block.range)
    case .html: addHTML(block)
    case .comment: leaveOut(block, "comment", .removed)
    case .chrome:
      leaveOut(
        block, draft.source.isAnswerLabel(block.content) ? "answer-label" : "site-chrome", .removed)
    case .metadata: leaveOut(block, "metadata", .captured)
    case .frontMatter: leaveOut(block, "front-matter", .captured)
    case .title: addTitle(block)
    case .heading: addHeading(block)
    case .question: addQuestion(block)
    case .paragraph, .answer: addText(block)
    case .listItem: addItem(block)
    case .code: addCode(block)
    case .table: addTable(block)
    }
  }

  /// Adds the text of HTML in Markdown.
  private mutating func addHTML(_ block: Block) {
    guard let fragments else { return leaveOut(block, "raw-html", .removed) }
    while nextFragment < fragments.blocks.count,
      fragments.blocks[nextFragment].range.end <= block.content.start
    {
      nextFragment += 1
    }
    var inner: [Block] = []
    while nextFragment < fragments.blocks.count,
      fragments.blocks[nextFragment].range.end <= block.content.end
    {
      if fragments.blocks[nextFragment].range.start >= block.content.start {
        inner.append(fragments.blocks[nextFragment])
      }
      nextFragment += 1
    }
    guard inner.first?.range.start == block.content.start,
      inner.last?.range.end == block.content.end,
      inner.contains(where: { $0.kind.isProse || $0.kind == .code })
    else { return leaveOut(block, "raw-html", .removed) }
    addFrame(of: block)
    let (outer, outerFigure) = (draft, figure)
    draft = fragments
    phrases.read(fragments)
    figure = fragmentFigure
    for part in inner {
      if part.kind == .heading, part.level == 1, title == nil, outer.title == nil {
        addTitle(part)
      } else if part.kind == .html, Self.hasText(part.range, draft.source) {
        phrases.trail.add(EditTrail.Edit(part.range, rule: "raw-html", .removed))
      } else {
        add(part)
      }
    }
    fragmentFigure = figure
    figure = outerFigure
    draft = outer
    phrases.read(outer)
  }

  private var fragmentFigure = 0

  /// Whether markup holds more than tags and blanks.
  private static func hasText(_ range: TextRange, _ source: SourceText) -> Bool {
    var isInTag = false
    for byte in source.bytes(in: range) {
      switch byte {
      case UInt8(ascii: "<"): isInTag = true
      case UInt8(ascii: ">") where isInTag: isInTag = false
      default: if !isInTag, !byte.isASCIIWhitespace { return true }
      }
    }
    return false
  }

  private mutating func leaveOut(_ block: Block, _ rule: String, _ action: EditTrail.Action) {
    addFrame(of: block)
    phrases.trail.add(EditTrail.Edit(block.content, rule: rule, action))
  }

  /// Notes what stands around a block's content.
  private mutating func addFrame(of block: Block) {
    phrases.trail.addLayout(TextRange(start: block.range.start, end: block.content.start))
    phrases.trail.addLayout(TextRange(start: block.content.end, end: block.range.end))
  }

  private mutating func phrase(_ block: Block) -> CleanedArticle.Phrase? {
    let marker = TextRange(start: block.range.start, end: block.content.start)
    guard draft.format == .markdown, let label = draft.source.footnoteLabel(marker) else {
      addFrame(of: block)
      return content(of: block)
    }
    // A note keeps the name that its reference has.
    let name = PhraseBuilder.legal("[\(label)] ")
    phrases.trail.addLayout(marker, replacement: name)
    phrases.trail.addLayout(TextRange(start: block.content.end, end: block.range.end))
    guard var phrase = content(of: block) else { return nil }
    phrase.pieces.insert(.replaced(marker, name), at: 0)
    phrase.range = TextRange(start: marker.start, end: phrase.range.end)
    return phrase
  }

  private mutating func content(of block: Block) -> CleanedArticle.Phrase? {
    let language = draft.markup.language(at: block.content.start) ?? language
    phrases.language = language
    guard var phrase = phrases.phrase(in: block.content) else { return nil }
    phrase.isTruncated = isCut(block)
    if language != self.language { phrase.language = language }
    phrase.liftLanguage()
    return phrase
  }

  /// Whether a cut lies in a block. O(log cuts).
  private func isCut(_ block: Block) -> Bool {
    var low = 0
    var high = cuts.count
    while low < high {
      let middle = (low + high) / 2
      if cuts[middle].end <= block.range.start { low = middle + 1 } else { high = middle }
    }
    return low < cuts.count && cuts[low].start < block.range.end
  }

  private mutating func addTitle(_ block: Block) {
    guard title == nil else { return addHeading(block) }
    answering = nil
    title = phrase(block)
  }

  private mutating func addHeading(_ block: Block) {
    let level = block.level == 0 ? 2 : min(block.level, FlowBuilder.deepest)
    if answering != nil, answeringLevel > 0, level > answeringLevel {
      // A heading below a question that is itself a heading is part of its answer.
      guard let heading = phrase(block) else { return }
      add(.heading(heading, level: min(level, 6)), block)
      return
    }
    answering = nil
    closeSections(toLevel: level)
    guard let heading = phrase(block) else { return }
    let id = ids.id("s", plainText(heading))
    open.append(OpenSection(id: id, level: level, heading: heading))
  }

  /// Closes open sections down to those above `level`.
  private mutating func closeSections(toLevel level: Int) {
    while let last = open.last, last.level >= level {
      open.removeLast()
      append(.section(last))
    }
  }

  private mutating func append(_ division: Draftling) {
    if open.isEmpty {
      divisions.append(division)
    } else {
      open[open.count - 1].divisions.append(division)
    }
  }

  // MARK: Questions and answers

  private mutating func addQuestion(_ block: Block) {
    let bytes = draft.source.bytes(in: block.content)
    let own = QuestionKey(bytes)
    // Questions that are registered as one are one.
    let key = options.register.entry(of: own).map { QuestionKey($0.question) } ?? own
    if !key.isEmpty, let known = asked[key] {
      addAgain(block, known, isPrimary: own == key)
    } else {
      // Questions that are no headings stand after the article, not in its last section.
      closeSections(toLevel: block.level > 0 ? block.level : 1)
      guard let question = phrase(block) else { return }
      let id = ids.id("q", plainText(question))
      entries.append(OpenEntry(id: id, question: question))
      asked[key] = entries.count - 1
      append(.entry(entries.count - 1))
    }
    answering = asked[key]
    answeringLevel = block.level
  }

  /// Folds a question asked again into its first asking; what it is spelled like,
  /// if that differs, stays as an alternate.
  ///
  /// - Parameter isPrimary: whether it is the wording that the others are alternates of.
  private mutating func addAgain(_ block: Block, _ known: Int, isPrimary: Bool) {
    closeSections(toLevel: block.level > 0 ? block.level : 1)
    let words = draft.source.bytes(in: block.content)
    let wordings = [entries[known].question] + entries[known].alternates
    if wordings.contains(where: { draft.source.bytes(in: $0.range).elementsEqual(words) }) {
      addFrame(of: block)
      phrases.trail.add(
        EditTrail.Edit(
          block.content, rule: "repeated-question", .merged, target: entries[known].id))
    } else if let other = phrase(block) {
      let question = entries[known].question
      let key = QuestionKey(draft.source.bytes(in: question.range))
      if isPrimary, key != QuestionKey(words) {
        entries[known].question = other
        entries[known].alternates.insert(question, at: 0)
      } else {
        entries[known].alternates.append(other)
      }
    }
    // What follows is another answer.
    if let last = entries[known].answers.last, !last.body.isEmpty {
      entries[known].answers.append(OpenAnswer())
    }
  }

  private mutating func add(_ flow: CleanedArticle.Flow, _ block: Block) {
    if let entry = answering { startAnswer(entry, block) }
    startItems(with: block)
    let nesting = block.kind == .heading || block.kind == .question ? 0 : block.level
    let figure = figure(of: block)
    if let figure, case .paragraph(let phrase) = flow,
      draft.markup.figures[figure].caption.overlaps(block.content)
    {
      var isTaken = false
      withFlows {
        isTaken = $0.addCaption(
          phrase, nesting: nesting, quotations: block.quotations, figure: figure)
      }
      if isTaken { return }
    }
    withFlows {
      $0.add(flow, nesting: nesting, quotations: block.quotations, figure: figure)
    }
    if let entry = answering, isCut(block) {
      entries[entry].answers[entries[entry].answers.count - 1].isTruncated = true
    }
  }

  /// The figure that a block stands in, of the draft's markup.
  private mutating func figure(of block: Block) -> Int? {
    let figures = draft.markup.figures
    while figure < figures.count, figures[figure].range.end <= block.content.start { figure += 1 }
    guard figure < figures.count, figures[figure].range.start <= block.content.start else {
      return nil
    }
    return figure
  }

  /// Calls `body` with the flows that something new goes to: those of the answer, the
  /// section or the lead.
  private mutating func withFlows(_ body: (inout FlowBuilder) -> Void) {
    if let entry = answering, !entries[entry].answers.isEmpty {
      body(&entries[entry].answers[entries[entry].answers.count - 1].body)
    } else if open.isEmpty {
      // Once there are sections or questions, one of them is open.
      body(&lead)
    } else {
      body(&open[open.count - 1].body)
    }
  }

  /// Starts the items that begin with a block that is none of its own kind.
  private mutating func startItems(with block: Block) {
    switch block.kind {
    case .listItem, .heading, .question, .title: return
    default: if case .items(let numbers) = block.opening { startItems(numbers, block) }
    }
  }

  private mutating func startItems(_ numbers: [Int], _ block: Block, isDone: Bool? = nil) {
    let figure = figure(of: block)
    for (index, number) in numbers.enumerated() {
      let isLast = index == numbers.count - 1
      withFlows {
        $0.startItem(
          nesting: block.level - (numbers.count - 1 - index), start: number < 0 ? nil : number,
          isDone: isLast ? isDone : nil, quotations: block.quotations, figure: figure)
      }
    }
  }

  /// Makes sure that there is an answer to add to: a label before a block starts
  /// another one.
  private mutating func startAnswer(_ entry: Int, _ block: Block) {
    let label = draft.spans(in: block.content).first
    let isLabelled =
      (label?.kind == .chrome || label?.kind == .label)
      && label?.range.start == block.content.start
    let isStarted = entries[entry].answers.last.map { !$0.body.isEmpty } ?? false
    if entries[entry].answers.isEmpty || (isLabelled && isStarted) {
      entries[entry].answers.append(OpenAnswer())
    }
  }

  // MARK: Text

  private mutating func addText(_ block: Block) {
    guard let phrase = phrase(block) else { return }
    add(.paragraph(phrase), block)
  }

  private mutating func addItem(_ block: Block) {
    let isDone = takeBox(block)
    let start = number(of: block)
    var content = block
    if isDone != nil, let box = draft.spans(in: block.content).first {
      content.content = TextRange(start: box.range.end, end: block.content.end)
    }
    let phrase = phrase(content)
    if let entry = answering { startAnswer(entry, block) }
    switch block.opening {
    case .byKind: startItems([start ?? -1], block, isDone: isDone)
    case .items(let numbers): startItems(numbers, block, isDone: isDone)
    case .none: break
    }
    if let phrase, block.isTerm {
      withFlows { $0.setTerm(phrase) }
    } else if let phrase {
      var inner = block
      inner.level = max(1, block.level)
      add(.paragraph(phrase), inner)
    }
  }

  /// Whether the box before an item's text is ticked; `nil` when there is none.
  /// Its bytes become layout.
  private func takeBox(_ block: Block) -> Bool? {
    guard let span = draft.spans(in: block.content).first, span.kind == .markup,
      span.range.start == block.content.start, span.range.length == 3
    else { return nil }
    switch draft.source.utf8.byte(at: span.range.start.utf8 + 1) {
    case .space: return false
    case UInt8(ascii: "x"), UInt8(ascii: "X"): return true
    default: return nil
    }
  }

  /// The number before an item's text; `nil` when it has none.
  private func number(of block: Block) -> Int? {
    if block.isNumbered { return 1 }
    if draft.format.isAllMarkup { return nil }
    // The digits before the last mark before the text.
    var end = block.content.start.utf8
    let start = block.range.start.utf8
    let bytes = draft.source.utf8
    while end > start, bytes.byte(at: end - 1).isBlank { end -= 1 }
    let mark = bytes.byte(at: end - 1)
    guard end > start, mark == UInt8(ascii: ".") || mark == UInt8(ascii: ")") else { return nil }
    var value = 0
    var scale = 1
    var index = end - 2
    while index >= start, bytes.byte(at: index).isASCIIDigit, scale <= 100_000_000 {
      value += Int(bytes.byte(at: index) - UInt8(ascii: "0")) * scale
      scale *= 10
      index -= 1
    }
    return scale > 1 ? value : 1
  }

  private mutating func addCode(_ block: Block) {
    addFrame(of: block)
    let text: CleanedArticle.Phrase
    if draft.format.isAllMarkup {
      guard let phrase = phrases.verbatimMarkup(in: block.content) else { return }
      text = phrase
    } else {
      let fence = fence(of: block)
      let mark = fence ?? block.content.start.utf8
      text = phrases.code(
        in: block.content, indent: max(0, mark - lineStart(before: mark)),
        hasFirstIndent: fence != nil, marks: block.isQuoted ? draft.spans(in: block.content) : nil)
    }
    add(.code(CleanedArticle.Code(language: codeLanguage(block), text: text)), block)
  }

  private func lineStart(before place: Int) -> Int {
    var index = min(place, draft.source.count)
    while index > 0, !draft.source.utf8.byte(at: index - 1).isLineBreak { index -= 1 }
    return index
  }

  /// What stands before a block's content.
  private func frame(of block: Block) -> ArraySlice<UInt8> {
    draft.source.bytes(in: TextRange(start: block.range.start, end: block.content.start))
  }

  /// Where the fence before code stands; `nil` when there is none.
  private func fence(of block: Block) -> Int? {
    guard draft.format == .markdown else { return nil }
    return frame(of: block).firstIndex { $0 == UInt8(ascii: "`") || $0 == UInt8(ascii: "~") }
  }

  /// The language that the fence before code, or a tag around it, names.
  private func codeLanguage(_ block: Block) -> String? {
    if draft.format.isAllMarkup { return CodeLanguage.named(by: block, in: draft) }
    guard let fence = fence(of: block) else { return nil }
    let frame = frame(of: block)
    let mark = frame.byte(at: fence)
    let name = frame[fence...].drop { $0 == mark }.drop(while: \.isBlank)
      .prefix { !$0.isASCIIWhitespace && $0 != UInt8(ascii: "{") && $0 >= 0x20 }
    return name.isEmpty ? nil : PhraseBuilder.legal(String(decoding: name, as: UTF8.self))
  }

  private mutating func addTable(_ block: Block) {
    addFrame(of: block)
    guard let table = TableBuilder(draft, language).table(block, &phrases) else { return }
    add(.table(table), block)
  }

  // MARK: Finishing

  private mutating func structured(_ flows: [CleanedArticle.Flow]) -> [CleanedArticle.Flow] {
    let listed = RunInHeadings.structure(flows, draft.source, &phrases.trail)
    return listed.map { flow in
      guard case .paragraph(let phrase) = flow else { return flow }
      return .paragraph(Definitions.mark(phrase, draft.source))
    }
  }

  private mutating func finish(entryAt entry: Int) -> CleanedArticle.Entry {
    var entry = entries[entry]
    var answers: [CleanedArticle.Answer] = []
    for index in entry.answers.indices {
      let body = structured(entry.answers[index].body.finish())
      guard !body.isEmpty else { continue }
      var seen = 0
      ArticleText.forEachPhrase(in: body) { seen += ArticleText.count($0, draft.source) }
      answers.append(
        CleanedArticle.Answer(
          status: entry.answers[index].isTruncated ? .truncated : .complete, body: body,
          seen: seen))
    }
    return CleanedArticle.Entry(
      id: entry.id, question: entry.question, alternates: entry.alternates, answers: answers)
  }

  private mutating func finish(
    _ divisions: [Draftling], _ entries: [CleanedArticle.Entry]
  ) -> [CleanedArticle.Division] {
    var result: [CleanedArticle.Division] = []
    var group: [CleanedArticle.Entry] = []
    for division in divisions {
      switch division {
      case .entry(let index): if entries.indices.contains(index) { group.append(entries[index]) }
      case .section(var section):
        if !group.isEmpty { result.append(.questions(group)) }
        group = []
        result.append(
          .section(
            CleanedArticle.Section(
              id: section.id, level: section.level, heading: section.heading,
              body: structured(section.body.finish()), divisions: finish(section.divisions, entries)
            )))
      }
    }
    if !group.isEmpty { result.append(.questions(group)) }
    return result
  }

  private func plainText(_ phrase: CleanedArticle.Phrase) -> String {
    ArticleText.plain(phrase, draft.source)
  }
}
