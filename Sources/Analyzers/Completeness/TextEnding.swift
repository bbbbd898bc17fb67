import StetCore

/// How an answer, or another stretch of text, ends.
struct TextEnding {
  /// What stands last.
  enum State {
    /// A mark that ends a sentence.
    case marked
    /// A mark after which something must follow: a comma, a hyphen, an opening bracket.
    case open
    /// A colon.
    case colon
    /// Three points.
    case ellipsis
    case word
    case other
  }

  /// Whether it is the whole answer to a question.
  var isAnswer: Bool
  /// Whether nothing but what belongs to the site follows in the draft.
  var isLast: Bool
  /// The whole stretch.
  var extent: TextRange
  /// The stretch without what stands after its text: comments, and what belongs
  /// to the site.
  var text: TextRange
  /// The last word or mark.
  var last: TextRange
  var state: State
  /// The last word's bytes, when the text ends in one, an ellipsis aside.
  var word: ArraySlice<UInt8> = []
  var casing: Token.Casing = .lower
  /// The word before the last one, in lower case.
  var wordBefore = ""
  /// Whether a number stands before the last word, which then is its unit.
  var isUnit = false
  /// Whether the last word is part of a run that is no word but a name: of a file,
  /// an address, a place in a program.
  var isName = false
  /// Whether the last line says where a link of Markdown leads.
  var isLinkDefinition = false
  /// Whether the last word is all that follows on the end of a sentence.
  var isAloneInSentence = false
  /// Whether the last sentence asks for, or hangs on, an object that stands
  /// earlier: `what it is for`.
  var strandsPrepositions = false
  /// Whether the last word stands in brackets or a quotation that is closed, so
  /// that someone meant to end there.
  var isClosed = false
  /// An opening bracket of the last sentence that nothing closes.
  var openBracket: TextRange?
  /// `[…]`, `… Read more`: what a site, or who copied, puts where it cut.
  var marker: TextRange?
  /// Whether the site offers the rest in a line of its own right after it.
  var isFolded = false
  /// Whether a list, a table or code follows that the reader of a page took for the
  /// site's, as the end of an article is hard to see.
  var goesOnInMarkup = false
  var isListItem: Bool
  /// Whether the last block is running text.
  var isParagraph: Bool
  /// Whether the last block has an ellipsis before its end.
  var hasEllipsisInside = false
  /// Words in the last block.
  var words: Int
  /// Whether the last block has a capital letter.
  var hasCapitals = false
  /// Whether the last block ends its other sentences with marks.
  var marksSentences = false

  /// How the blocks from `first` to `last` end; `nil` where their last block
  /// holds no running text.
  init?(ofBlock last: Int, from first: Int, isAnswer: Bool, isLast: Bool, in draft: Draft) {
    let block = draft.blocks[last]
    switch block.kind {
    case .answer, .paragraph, .listItem: break
    // A line that stands alone, or ends the draft, is read as a title, a heading or
    // a question, and may be the start of a sentence.
    case .title, .heading, .question, .table: guard isLast else { return nil }
    default: return nil
    }
    guard let view = draft.view(ofBlock: last) else { return nil }
    self.isAnswer = isAnswer
    self.isLast = isLast
    extent = TextRange(start: draft.blocks[first].content.start, end: block.content.end)
    let lastOfText = view.tokens.last { token in
      switch token.span {
      case .comment, .tag, .chrome, .metadata: false
      default: !token.isWhitespace
      }
    }
    text = TextRange(
      start: extent.start, end: max(extent.start, lastOfText?.range.end ?? block.content.end))
    isListItem = block.kind == .listItem
    goesOnInMarkup = draft.format == .html && Self.isMarkupFollowing(last, in: draft)
    isParagraph = block.kind == .paragraph || block.kind == .answer
    self.words = view.tokens.count { $0.kind == .word }
    let bytes = view.bytes(in: text)
    let run = bytes.suffix(100).split(whereSeparator: \.isASCIIWhitespace).last ?? []
    isName = run.dropLast().contains { "/\\#_@=}".utf8.contains($0) }
    let lastLine = bytes.split(whereSeparator: \.isLineBreak).last ?? []
    isLinkDefinition = Self.definesLink(lastLine.drop(while: \.isASCIIWhitespace))
    let marker = Self.marker(in: view)
    self.marker = marker
    self.last = TextRange(start: block.content.end, end: block.content.end)
    state = .other
    let words = view.tokens.filter { token in
      if let marker, token.range.end > marker.start { return false }
      return token.span != .markup && token.span != .tag && token.span != .comment
    }
    var tokens = words[...]
    while tokens.last?.isWhitespace ?? false { tokens = tokens.dropLast() }
    Self.dropNotes(&tokens, in: view)
    while let token = tokens.last, token.isWhitespace || Self.closes(token, in: view) {
      if !token.isWhitespace && !["*", "_"].contains(view.string(of: token)) { isClosed = true }
      tokens = tokens.dropLast()
    }
    guard let token = tokens.last else { return nil }
    self.last = token.range
    switch token.kind {
    case .word:
      state = .word
      readWord(tokens, in: view)
    case .punctuation:
      let mark = view.string(of: token)
      let before = tokens.dropLast().last
      switch mark {
      case "…":
        state = .ellipsis
      case "." where before.map { view.string(of: $0) == "." } ?? false:
        state = .ellipsis
      case ".", "!", "?", "。", "！", "？", "؟", "।":
        state = .marked
      case ":":
        // `:)` is a face.
        let next = view.byte(at: token.range.end.utf8)
        state = next == 0 || next.isASCIIWhitespace || next == UInt8(ascii: "*") ? .colon : .other
      case ",", "(", "[", "-":
        // `:-` and `;-` are the eyes and nose of a face.
        let isFace = before.map { [":", ";", "=", "8"].contains(view.string(of: $0)) } ?? false
        state = isFace ? .other : .open
      default: break
      }
      if state == .ellipsis {
        while let mark = tokens.last, mark.isWhitespace || ".…".contains(view.string(of: mark)) {
          tokens = tokens.dropLast()
        }
        if tokens.last?.kind == .word { readWord(tokens, in: view) }
      }
    case .number, .alphanumeric, .span, .space, .lineBreak:
      break
    }
    readSentences(words, in: view)
    isFolded = Self.siteOffersMore(after: last, in: draft)
  }

  private mutating func readWord(_ tokens: ArraySlice<Token>, in view: BlockView) {
    guard let token = tokens.last else { return }
    word = view.bytes(in: token.range)
    casing = token.casing
    guard let before = tokens.dropLast().last else { return }
    if before.kind == .number { isUnit = true }
    if before.kind == .punctuation {
      // `p.m` is an abbreviation whose last point was lost.
      // `tzu` of `Chuang-tzu` is part of a name.
      let isJoined =
        tokens.dropLast(2).last.map { $0.kind == .word && $0.casing != .lower } ?? false
      let mark = view.string(of: before)
      if mark == "." || (mark == "-" && isJoined) { casing = .mixed }
      return
    }
    guard let before = tokens.dropLast().last(where: { !$0.isWhitespace }) else { return }
    isUnit = before.kind == .number || before.kind == .alphanumeric
    if before.kind == .word { wordBefore = view.string(of: before).lowercased() }
    isAloneInSentence = [".", "!", "?"].contains(view.string(of: before))
  }

  /// Reads how the block's sentences end, and what its last one leaves open.
  private mutating func readSentences(_ tokens: [Token], in view: BlockView) {
    var marked = 0
    var careless = 0
    var brackets: [(mark: UInt8, range: TextRange)] = []
    strandsPrepositions = false
    for (index, token) in tokens.enumerated() {
      if token.kind == .word {
        if token.isASCII, Self.isRelative(view.bytes(in: token.range)) {
          strandsPrepositions = true
        }
        continue
      }
      guard token.kind == .punctuation else { continue }
      let mark = view.byte(at: token.range.start.utf8)
      switch mark {
      // The object belongs to its own clause.
      case UInt8(ascii: ","): strandsPrepositions = false
      case 0xE2 where token.range.end < last.start:
        if view.bytes(in: token.range).elementsEqual("…".utf8) { hasEllipsisInside = true }
      case UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"):
        if tokens.indices.contains(index + 1), tokens[index + 1].range.length == 1,
          view.byte(at: tokens[index + 1].range.start.utf8) == UInt8(ascii: "."),
          tokens[index + 1].range.end < last.start, token.range.end.utf8 + 8 < last.start.utf8
        {
          hasEllipsisInside = true
        }
        guard tokens.indices.contains(index + 2), tokens[index + 1].isWhitespace,
          tokens[index + 2].kind == .word
        else { continue }
        if tokens[index + 2].casing == .lower { careless += 1 } else { marked += 1 }
        strandsPrepositions = false
        brackets.removeAll()
      case UInt8(ascii: "("), UInt8(ascii: "["):
        let before = index > 0 ? view.string(of: tokens[index - 1]) : ""
        if ![":", ";", "-", "="].contains(before) { brackets.append((mark, token.range)) }
      case UInt8(ascii: ")"), UInt8(ascii: "]"):
        let opening = mark == UInt8(ascii: ")") ? UInt8(ascii: "(") : UInt8(ascii: "[")
        if brackets.last?.mark == opening { brackets.removeLast() }
      default: break
      }
    }
    let startsUpper = tokens.first { $0.kind == .word }.map { $0.casing != .lower } ?? false
    hasCapitals = tokens.contains { $0.kind == .word && $0.casing != .lower }
    marksSentences = startsUpper && marked > 0 && careless == 0
    openBracket = brackets.last?.range
  }

  /// Whether a line is `[name]: target`.
  private static func definesLink(_ line: ArraySlice<UInt8>) -> Bool {
    guard line.first == UInt8(ascii: "["), let close = line.firstIndex(of: UInt8(ascii: "]")) else {
      return false
    }
    return line.byte(at: close + 1) == UInt8(ascii: ":") && line.byte(at: close + 2).isBlank
  }

  /// Drops what refers to notes, which stands after the mark: `in autumn.[2][3]`.
  private static func dropNotes(_ tokens: inout ArraySlice<Token>, in view: BlockView) {
    while let close = tokens.last, view.string(of: close) == "]",
      let number = tokens.dropLast().last, number.kind == .number,
      let open = tokens.dropLast(2).last, view.string(of: open) == "["
    {
      tokens = tokens.dropLast(3)
      while tokens.last?.isWhitespace ?? false { tokens = tokens.dropLast() }
    }
  }

  /// Whether a token closes a quotation or brackets, so that the end mark
  /// stands before it.
  private static func closes(_ token: Token, in view: BlockView) -> Bool {
    guard token.kind == .punctuation else { return false }
    return ["\"", "'", "”", "’", "»", ")", "]", "*", "_"].contains(view.string(of: token))
  }

  /// Whether a word takes up the object of a preposition at the sentence's end.
  private static func isRelative(_ word: ArraySlice<UInt8>) -> Bool {
    guard (3...10).contains(word.count) else { return false }
    return relatives.contains { relative in
      relative.count == word.count && zip(relative, word).allSatisfy { $0 == $1.asciiLowercased }
    }
  }

  private static let relatives: [[UInt8]] = [
    "what", "who", "whom", "whatever", "whoever", "where", "nothing", "something", "anything",
    "nobody", "somebody", "someone", "anyone", "everything", "easy", "hard", "worth",
  ].map { Array($0.utf8) }

  // MARK: Markers

  /// `[...]`, `(more)`, and `Read more` after an ellipsis, at a block's end.
  private static func marker(in view: BlockView) -> TextRange? {
    let bytes = view.bytes(in: view.content)
    let tail = bytes.suffix(40).map(\.asciiLowercased)
    let base = bytes.endIndex - tail.count
    /// Where an ellipsis starts that stands before an index of the tail.
    func ellipsis(before index: Int) -> Int? {
      var end = index
      while end > 0, tail[end - 1].isASCIIWhitespace { end -= 1 }
      let points = [Array("...".utf8), Array("…".utf8)].first {
        tail[..<end].suffix($0.count).elementsEqual($0)
      }
      return points.map { base + end - $0.count }
    }
    for marker in brackets where tail.suffix(marker.count).elementsEqual(marker) {
      let start = ellipsis(before: tail.count - marker.count)
      return TextRange(start ?? bytes.endIndex - marker.count, bytes.endIndex)
    }
    for link in links where tail.suffix(link.count).elementsEqual(link) {
      if let start = ellipsis(before: tail.count - link.count) {
        return TextRange(start, bytes.endIndex)
      }
      // `produced by Continue reading`: the link's words end no sentence.
      let start = bytes.endIndex - link.count
      if link.count >= 9, bytes.byte(at: start).isASCIIUppercase,
        bytes.byte(at: start - 1) == .space, bytes.byte(at: start - 2).isASCIILowercase
      {
        return TextRange(start, bytes.endIndex)
      }
    }
    return nil
  }

  private static let brackets = ["[...]", "[…]", "(more)", "[more]", "(continued)"].map {
    Array($0.utf8)
  }
  private static let links = [
    "read more", "see more", "show more", "view more", "continue reading", "more",
  ].map { Array($0.utf8) }

  /// Whether the next line is the site's link to the rest of a folded text.
  private static func siteOffersMore(after index: Int, in draft: Draft) -> Bool {
    let rest = draft.blocks[(index + 1)...]
    guard let next = rest.first(where: { $0.kind != .blank }), next.kind == .chrome else {
      return false
    }
    let line = draft.source.string(in: next.content).lowercased()
      .filter { $0.isLetter || $0 == " " }
    return ["more", "read more", "see more", "show more", "continue reading"].contains(line)
  }

  /// Whether the next thing after a block of a page is a part of the site that holds a
  /// list, a table, code or a paragraph, and is no menu by its tag.
  private static func isMarkupFollowing(_ block: Int, in draft: Draft) -> Bool {
    let next = draft.blocks[(block + 1)...].first { $0.kind != .html && $0.kind != .blank }
    guard let next, next.kind == .chrome, next.isMarkedUp else { return false }
    let head = String(
      decoding: draft.source.bytes(in: next.content).prefix(400), as: UTF8.self)
    if ["<nav", "<footer", "<aside", "<form"].contains(where: head.contains) { return false }
    return ["<pre", "<ul", "<ol", "<dl", "<table", "<p>", "<p "].contains(where: head.contains)
  }
}
