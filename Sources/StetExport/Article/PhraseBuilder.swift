import StetCore
import StetFormats

/// Makes phrases of a draft's runs, and notes in the trail what they leave out.
struct PhraseBuilder {
  private let source: SourceText
  private var content: InlineContent
  private let fixes: AppliedFixes
  private var format: Draft.Format
  private let isPlain: Bool
  /// Whether runs of white space are one space to the format itself.
  private var collapsesSpace: Bool
  /// The language of the text around, which elements need not name again.
  var language = ""
  /// Whether the text so far ends with a space, or there is none yet.
  private var endsWithSpace = true
  private var pieces: [CleanedArticle.Piece] = []
  /// The deepest that elements nest in a line of text.
  private static let deepest = 32

  /// What was left out.
  var trail = EditTrail()

  init(_ draft: Draft, _ fixes: AppliedFixes, _ options: CleaningOptions) {
    source = draft.source
    content = InlineContent(draft)
    self.fixes = fixes
    format = draft.format
    isPlain = options.fixes == .none
    collapsesSpace = draft.format == .html || draft.format == .xml
  }

  /// Reads phrases of another draft of the same text from here on.
  mutating func read(_ draft: Draft) {
    content = InlineContent(draft)
    format = draft.format
    collapsesSpace = draft.format == .html || draft.format == .xml
  }

  // MARK: Running text

  /// The phrase that a run makes; `nil` when no text is left of it. Linear.
  mutating func phrase(in range: TextRange) -> CleanedArticle.Phrase? {
    pieces = []
    endsWithSpace = true
    trail.divide()
    defer { trail.divide() }
    if content.isPlainText(range) {
      // As most headings and cells of tables are.
      text(range)
      trimEnd()
      trimEnd()
      return finished(range)
    }
    var depth = 0
    var open: [OpenElement] = []
    let breaksLines = format == .plainText && LineWrapping.isDeliberate(source.utf8, range.utf8)
    for piece in content.pieces(in: range) {
      switch piece {
      case .text(let range): text(range)
      case .replaced(let range, let text): replaceLayout(range, text)
      case .start(.language(language), let mark) where !open.contains(.language):
        // It says what is known.
        open.append(.nothing)
        trail.addLayout(mark)
      case .start(let element, let mark):
        depth += 1
        if case .language = element { open.append(.language) } else { open.append(.element) }
        if depth <= Self.deepest { pieces.append(.start(element)) }
        trail.addLayout(mark)
      case .end(let mark):
        if open.popLast() != .nothing {
          if depth <= Self.deepest { pieces.append(.end) }
          depth -= 1
        }
        trail.addLayout(mark)
      case .image(let range, let target, let alternative):
        pieces.append(
          .image(
            range,
            LinkTarget(
              address: Self.legal(target.address), title: target.title.map(Self.legal)),
            alternative: Self.legal(alternative)))
        trail.addLayout(range)
        endsWithSpace = false
      case .lineBreak(let range):
        pieces.append(.lineBreak)
        trail.addLayout(range)
        endsWithSpace = true
      case .lineEnd(let range):
        if breaksLines {
          pieces.append(.lineBreak)
          trail.addLayout(range)
          endsWithSpace = true
        } else if endsWithSpace {
          trail.addLayout(range)
        } else {
          replaceLayout(range, " ")
        }
      case .mark(let range): trail.addLayout(range)
      case .aside(let range, let kind): leaveOut(range, kind)
      }
    }
    trimEnd()
    dropEmptyElements()
    // What stood before an empty element may be a blank.
    trimEnd()
    return finished(range)
  }

  /// The phrase of the pieces that were found; `nil` when none of them shows.
  private mutating func finished(_ range: TextRange) -> CleanedArticle.Phrase? {
    guard pieces.contains(where: Self.isVisible) else {
      // Nothing shows; what little there was is layout.
      for piece in pieces {
        if case .text(let range) = piece { trail.addLayout(range) }
      }
      return nil
    }
    return CleanedArticle.Phrase(range: range, pieces: pieces)
  }

  /// What an open element is in the article.
  private enum OpenElement { case nothing, element, language }

  private static func isVisible(_ piece: CleanedArticle.Piece) -> Bool {
    switch piece {
    case .text, .image: true
    case .replaced(_, let text): !text.isEmpty
    case .start, .end, .startDefinition, .lineBreak: false
    }
  }

  /// A start right before its end says nothing.
  private mutating func dropEmptyElements() {
    guard pieces.contains(where: \.isEnd) else { return }
    var kept: [CleanedArticle.Piece] = []
    kept.reserveCapacity(pieces.count)
    for piece in pieces {
      if piece.isEnd, case .start(let element)? = kept.last {
        if case .link = element {
        } else {
          kept.removeLast()
          continue
        }
      }
      kept.append(piece)
    }
    pieces = kept
  }

  private mutating func replaceLayout(_ range: TextRange, _ text: String) {
    let legal = Self.legal(text)
    trail.addLayout(range, replacement: legal)
    if !legal.isEmpty { pieces.append(.replaced(range, legal)) }
    endsWithSpace = legal.last.map { $0 == " " } ?? endsWithSpace
  }

  /// The text without the characters that XML 1.0 cannot hold.
  static func legal(_ text: String) -> String {
    let isLegal = text.unicodeScalars.allSatisfy(isLegal)
    if isLegal { return text }
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars where Self.isLegal(scalar) { scalars.append(scalar) }
    return String(scalars)
  }

  private static func isLegal(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value >= 0x20 && scalar.value != 0xFFFE && scalar.value != 0xFFFF
      || scalar == "\t" || scalar == "\n" || scalar == "\r"
  }

  private mutating func leaveOut(_ range: TextRange, _ kind: InlineSpan.Kind) {
    switch kind {
    case .metadata: trail.add(EditTrail.Edit(range, rule: "metadata", .captured))
    case .chrome:
      trail.add(
        EditTrail.Edit(
          range, rule: source.isAnswerLabel(range) ? "answer-label" : "site-chrome", .removed))
    case .label: trail.add(EditTrail.Edit(range, rule: "label", .removed))
    case .comment: trail.add(EditTrail.Edit(range, rule: "comment", .removed))
    default: trail.addLayout(range)
    }
  }

  /// Text without marks: fixes are applied first, the typographic profile to
  /// what they leave.
  private mutating func text(_ range: TextRange) {
    var place = range.start.utf8
    for edit in fixes.edits(in: range) where edit.range.start.utf8 >= place {
      plain(place..<edit.range.start.utf8)
      let replacement = Self.legal(edit.replacement)
      trail.add(
        EditTrail.Edit(
          edit.range, rule: edit.rule, replacement.isEmpty ? .removed : .changed,
          replacement: replacement, isSafe: edit.isSafe))
      if !replacement.isEmpty { pieces.append(.replaced(edit.range, replacement)) }
      endsWithSpace = replacement.utf8.last.map(\.isBlank) ?? endsWithSpace
      place = edit.range.end.utf8
    }
    plain(place..<range.end.utf8)
  }

  private mutating func plain(_ range: Range<Int>) {
    var place = range.lowerBound
    if endsWithSpace {
      // A space after one, or at the start, shows nowhere.
      while place < range.upperBound, source.utf8.byte(at: place).isBlank { place += 1 }
      trail.addLayout(TextRange(range.lowerBound, place))
    }
    guard place < range.upperBound else { return }
    var kept = place
    Typography.forEachChange(
      source.utf8, in: place..<range.upperBound, isPlain: isPlain && !collapsesSpace
    ) { change in
      keep(kept, change.range.lowerBound)
      let range = TextRange(change.range)
      kept = change.range.upperBound
      if collapsesSpace, change.replacement == " " {
        trail.addLayout(range, replacement: " ")
        pieces.append(.replaced(range, " "))
        return
      }
      let action: EditTrail.Action = change.replacement.isEmpty ? .removed : .changed
      trail.add(
        EditTrail.Edit(range, rule: change.rule, action, replacement: change.replacement))
      if !change.replacement.isEmpty { pieces.append(.replaced(range, change.replacement)) }
    }
    keep(kept, range.upperBound)
    endsWithSpace = source.utf8.byte(at: range.upperBound - 1).isBlank
  }

  private mutating func keep(_ start: Int, _ end: Int) {
    if start < end { pieces.append(.text(TextRange(start, end))) }
  }

  /// Blanks at the end of a phrase show nowhere.
  private mutating func trimEnd() {
    var index = pieces.count - 1
    while index >= 0, pieces[index].isEnd || pieces[index].isLineBreak {
      // A break after all text breaks nothing; its bytes are layout already.
      if pieces[index].isLineBreak { pieces.remove(at: index) }
      index -= 1
    }
    guard pieces.indices.contains(index) else { return }
    switch pieces[index] {
    case .text(let range):
      var end = range.end.utf8
      while end > range.start.utf8, source.utf8.byte(at: end - 1).isBlank { end -= 1 }
      guard end < range.end.utf8 else { return }
      trail.addLayout(TextRange(end, range.end.utf8))
      if end > range.start.utf8 {
        pieces[index] = .text(TextRange(range.start.utf8, end))
      } else {
        pieces.remove(at: index)
      }
    case .replaced(let range, " "):
      pieces.remove(at: index)
      trail.drop(replacementAt: range)
    default: break
    }
  }

  // MARK: Verbatim text

  /// The text of code: its lines with line feeds between them, without the
  /// indent and marks that the places around it bring. Linear.
  ///
  /// - Parameters:
  ///   - indent: the most bytes of white space before a line that are not text.
  ///   - hasFirstIndent: whether they stand before the first line, too.
  ///   - marks: in a quotation, what stands before its lines, in order; no indent is
  ///     left out then.
  mutating func code(
    in range: TextRange, indent: Int, hasFirstIndent: Bool, marks: ArraySlice<InlineSpan>?
  ) -> CleanedArticle.Phrase {
    pieces = []
    trail.divide()
    defer { trail.divide() }
    let bytes = source.utf8
    var end = min(range.end.utf8, bytes.count)
    // Blank lines at the end are none of the code.
    var blank = end
    while blank > range.start.utf8, bytes[blank - 1].isASCIIWhitespace {
      blank -= 1
      if bytes[blank].isLineBreak { end = blank }
    }
    var place = range.start.utf8
    var index = place
    var marks = marks
    func skipMarks() {
      guard marks != nil else {
        while index < end, index - place < indent, bytes[index].isBlank { index += 1 }
        return
      }
      while let mark = marks?.first, mark.range.start.utf8 <= index {
        index = max(index, min(mark.range.end.utf8, end))
        marks?.removeFirst()
      }
    }
    if hasFirstIndent {
      skipMarks()
      trail.addLayout(TextRange(place, index))
      place = index
    }
    while index < end {
      guard bytes[index].isLineBreak else {
        index += 1
        continue
      }
      verbatim(place, index)
      let lineEnd = index
      index += 1
      if bytes[lineEnd] == .carriageReturn, index < end, bytes[index] == .lineFeed { index += 1 }
      if bytes[lineEnd] == .lineFeed {
        pieces.append(.text(TextRange(lineEnd, index)))
      } else {
        replaceLayout(TextRange(lineEnd, index), "\n")
      }
      place = index
      skipMarks()
      trail.addLayout(TextRange(place, index))
      place = index
    }
    verbatim(place, end)
    trail.addLayout(TextRange(end, max(end, range.end.utf8)))
    return CleanedArticle.Phrase(range: range, pieces: pieces)
  }

  /// The text of code in HTML or XML, whose tags are no part of it; `nil` when
  /// there is none. Linear.
  mutating func verbatimMarkup(in range: TextRange) -> CleanedArticle.Phrase? {
    pieces = []
    trail.divide()
    defer { trail.divide() }
    for piece in content.pieces(in: range) {
      switch piece {
      case .text(let range): verbatim(range.start.utf8, range.end.utf8)
      case .replaced(let range, let text): replaceLayout(range, text)
      case .lineEnd(let range): verbatimLines(range)
      case .start(_, let range), .end(let range), .image(let range, _, _), .mark(let range):
        trail.addLayout(range)
      case .lineBreak(let range): replaceLayout(range, "\n")
      case .aside(let range, let kind): leaveOut(range, kind)
      }
    }
    return pieces.isEmpty ? nil : CleanedArticle.Phrase(range: range, pieces: pieces)
  }

  /// White space in code that has line ends.
  private mutating func verbatimLines(_ range: TextRange) {
    let bytes = source.utf8
    var index = range.start.utf8
    while index < range.end.utf8 {
      let place = index
      if bytes.byte(at: index) == .carriageReturn {
        index += 1
        if index < range.end.utf8, bytes.byte(at: index) == .lineFeed { index += 1 }
        replaceLayout(TextRange(place, index), "\n")
      } else {
        while index < range.end.utf8, bytes.byte(at: index) != .carriageReturn { index += 1 }
        verbatim(place, index)
      }
    }
  }

  private mutating func verbatim(_ start: Int, _ end: Int) {
    guard start < end else { return }
    var kept = start
    Typography.forEachChange(source.utf8, in: start..<end, isPlain: true) { change in
      keep(kept, change.range.lowerBound)
      trail.add(
        EditTrail.Edit(TextRange(change.range), rule: change.rule, .removed))
      kept = change.range.upperBound
    }
    keep(kept, end)
  }
}

// To be equal is asked of all that a piece holds; these look at its kind alone.
extension CleanedArticle.Piece {
  fileprivate var isEnd: Bool { if case .end = self { true } else { false } }

  fileprivate var isLineBreak: Bool { if case .lineBreak = self { true } else { false } }
}
