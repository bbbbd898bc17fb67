import StetCore
import StetFormats

/// Writes lines of text as Markdown.
struct MarkdownText {
  /// Where text stands.
  struct Place {
    /// In no list.
    var isTop = false
    /// No line may end inside it.
    var isOneLine = false
    var isHeading = false
    /// In a cell of a table.
    var isCell = false
    /// Not at the start of a line.
    var isInside = false
    /// Its last question mark must not show that it asks.
    var hidesQuestion = false
  }

  /// A part of a line.
  private enum Token {
    case text([UInt8])
    /// What stands as it is.
    case atom([UInt8])
    case open(InlineElement)
    case close
    case lineBreak
  }

  private let source: SourceText
  private let place: Place
  private var tokens: [Token] = []
  private var escapes: MarkdownEscapes
  private var result: [UInt8] = []

  /// The text of a phrase. Linear, but for elements in elements, which nest 32 deep.
  static func text(
    of phrase: CleanedArticle.Phrase, in source: SourceText, _ place: Place,
    _ omissions: inout [Omission]
  ) -> [UInt8] {
    var writer = MarkdownText(source, place)
    if let language = phrase.language { writer.tokens.append(.open(.language(language))) }
    writer.read(phrase, &omissions)
    if phrase.language != nil { writer.tokens.append(.close) }
    writer.escapes.look(
      at: writer.tokens.compactMap { if case .text(let text) = $0 { text } else { nil } },
      hasElements: writer.tokens.count > 1,
      hasBreaks: writer.tokens.contains { if case .lineBreak = $0 { true } else { false } })
    writer.write()
    return writer.result
  }

  private init(_ source: SourceText, _ place: Place) {
    self.source = source
    self.place = place
    escapes = MarkdownEscapes(isCell: place.isCell)
  }

  /// The text of code without elements.
  static func verbatim(_ phrase: CleanedArticle.Phrase, _ source: SourceText) -> [UInt8] {
    var bytes: [UInt8] = []
    for piece in phrase.pieces {
      switch piece {
      case .text(let range): bytes += source.bytes(in: range)
      case .replaced(_, let text): bytes += text.utf8
      case .image(_, _, let alternative): bytes += alternative.utf8
      case .lineBreak: bytes.append(.lineFeed)
      case .start, .startDefinition, .end: break
      }
    }
    return bytes.filter { $0 != .carriageReturn }
  }

  /// The length of the longest run of a byte.
  static func longestRun(of byte: UInt8, in bytes: [UInt8]) -> Int {
    var longest = 0
    var length = 0
    for other in bytes {
      length = other == byte ? length + 1 : 0
      longest = max(longest, length)
    }
    return longest
  }

  // MARK: Reading

  private mutating func read(_ phrase: CleanedArticle.Phrase, _ omissions: inout [Omission]) {
    var open: [(isWritten: Bool, isLink: Bool)] = []
    var index = 0
    while index < phrase.pieces.count {
      switch phrase.pieces[index] {
      case .text(let range): append(source.bytes(in: range))
      case .replaced(_, let text): append(Array(text.utf8)[...])
      case .image(_, let target, let alternative):
        tokens.append(.atom(image(target, alternative)))
      case .lineBreak: tokens.append(.lineBreak)
      case .startDefinition: open.append((false, false))
      case .start(.code):
        let end = Self.end(ofElementAt: index, in: phrase)
        let inner = phrase.pieces[(index + 1)..<max(index + 1, end)]
        if !inner.allSatisfy(Self.isText) {
          omissions.append(Omission(.markupInCode, phrase.range))
        }
        var text = phrase
        text.pieces = Array(inner)
        let bytes = Self.verbatim(text, source)
        if !bytes.isEmpty { tokens.append(.atom(code(bytes))) }
        index = end
      case .start(.link(let target)) where open.contains(where: \.isLink):
        omissions.append(Omission(.nestedLink, phrase.range, target.address))
        open.append((false, false))
      case .start(let element):
        if element == .formula { omissions.append(Omission(.formula, phrase.range)) }
        tokens.append(.open(element))
        open.append((true, InlineMark.element(element).isLink))
      case .end: if open.popLast()?.isWritten ?? false { tokens.append(.close) }
      }
      index += 1
    }
    while let element = open.popLast() { if element.isWritten { tokens.append(.close) } }
  }

  /// The end of the element that starts at a piece.
  private static func end(ofElementAt start: Int, in phrase: CleanedArticle.Phrase) -> Int {
    var depth = 0
    for index in start..<phrase.pieces.count {
      switch phrase.pieces[index] {
      case .start, .startDefinition: depth += 1
      case .end:
        depth -= 1
        if depth == 0 { return index }
      case .text, .replaced, .image, .lineBreak: continue
      }
    }
    return phrase.pieces.count
  }

  private static func isText(_ piece: CleanedArticle.Piece) -> Bool {
    switch piece {
    case .text, .replaced: true
    case .start, .startDefinition, .end, .image, .lineBreak: false
    }
  }

  /// Adds text to that before it.
  private mutating func append(_ bytes: ArraySlice<UInt8>) {
    if case .text(var text)? = tokens.last {
      tokens.removeLast()
      text += bytes
      tokens.append(.text(text))
    } else {
      tokens.append(.text(Array(bytes)))
    }
  }

  // MARK: Writing

  private mutating func write() {
    let lastText = tokens.lastIndex { if case .text = $0 { true } else { false } }
    // What closes each open element, and how deep emphasis nests.
    var closers: [(mark: [UInt8], isEmphasis: Bool)] = []
    var isLineStart = !place.isInside
    for (index, token) in tokens.enumerated() {
      switch token {
      case .text(let text):
        let escaped = escapes.escaped(
          text, isLineStart: isLineStart && !place.isHeading,
          isHeadingStart: isLineStart && place.isHeading,
          isLabelPlace: place.isTop && Self.isOnlyMarks(result),
          hidesQuestion: place.hidesQuestion && index == lastText,
          isBeforeLink: isOpenLink(index + 1), isLast: index + 1 == tokens.count,
          isInLink: closers.contains { $0.mark.first == UInt8(ascii: "]") })
        result += escaped
        if !text.isEmpty { isLineStart = false }
      case .atom(let bytes):
        result += bytes
        isLineStart = false
      case .lineBreak:
        if place.isOneLine {
          result += "<br/>".utf8
        } else {
          result += "\\\n".utf8
          isLineStart = true
        }
      case .open(let element):
        let depth = closers.count { $0.isEmphasis }
        let marks = marks(for: element, at: index, depth: depth)
        result += marks.open
        closers.append((marks.close, marks.isEmphasis))
        isLineStart = false
      case .close: if let closer = closers.popLast() { result += closer.mark }
      }
    }
    if place.isHeading { escapeClosingMarks() }
  }

  private static func isOnlyMarks(_ bytes: [UInt8]) -> Bool {
    bytes.allSatisfy { $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "_") }
  }

  private func isOpenLink(_ index: Int) -> Bool {
    guard tokens.indices.contains(index), case .open(.link) = tokens[index] else { return false }
    return true
  }

  /// Number signs at the end of a heading would close it.
  private mutating func escapeClosingMarks() {
    let mark = UInt8(ascii: "#")
    guard result.last == mark else { return }
    let start = result.lastIndex { $0 != mark }.map { $0 + 1 } ?? 0
    if start == 0 || result.byte(at: start - 1).isBlank {
      result.insert(UInt8(ascii: "\\"), at: start)
    }
  }

  // MARK: Marks

  /// What opens and closes an element: marks where they are sure to be read as such,
  /// tags otherwise.
  private func marks(
    for element: InlineElement, at index: Int, depth: Int
  ) -> (open: [UInt8], close: [UInt8], isEmphasis: Bool) {
    func both(_ mark: String, isEmphasis: Bool) -> ([UInt8], [UInt8], Bool) {
      (Array(mark.utf8), Array(mark.utf8), isEmphasis)
    }
    func tags(_ name: String) -> ([UInt8], [UInt8], Bool) {
      (Array("<\(name)>".utf8), Array("</\(name)>".utf8), false)
    }
    switch element {
    case .emphasis:
      if canMark(index, depth) { return both(depth == 0 ? "*" : "_", isEmphasis: true) }
      return tags("em")
    case .strong:
      if canMark(index, depth) { return both(depth == 0 ? "**" : "__", isEmphasis: true) }
      return tags("strong")
    case .deletion: return canMark(index, 0) ? both("~~", isEmphasis: false) : tags("del")
    case .superscript: return tags("sup")
    case .subscript: return tags("sub")
    case .quotation: return tags("q")
    case .abbreviation(let text):
      return (Array("<abbr title=\"\(Self.quoted(text))\">".utf8), Array("</abbr>".utf8), false)
    case .language(let tag):
      return (Array("<span lang=\"\(tag)\">".utf8), Array("</span>".utf8), false)
    case .formula: return (Array("<span class=\"formula\">".utf8), Array("</span>".utf8), false)
    // Code is an atom already.
    case .code: return tags("code")
    case .link(let target):
      return (Array("[".utf8), Array("](".utf8) + destination(target) + Array(")".utf8), false)
    }
  }

  /// A text as the value of an attribute in a tag, in which nothing is a mark.
  private static func quoted(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      let isPlain =
        scalar.properties.isAlphabetic || "0123456789 .,:;()-/".unicodeScalars.contains(scalar)
      if isPlain || !scalar.isASCII {
        result.unicodeScalars.append(scalar)
      } else {
        result += "&#\(scalar.value);"
      }
    }
    return result
  }

  /// What stands next to a mark.
  private enum Neighbour {
    case none, space, word, punctuation
    /// Characters of which readers think differently.
    case other

    init(_ scalar: Unicode.Scalar?) {
      guard let scalar else {
        self = .none
        return
      }
      if scalar.isASCII {
        let byte = UInt8(truncatingIfNeeded: scalar.value)
        self =
          byte.isASCIIWhitespace ? .space : byte.isASCIIAlphanumeric ? .word : .punctuation
      } else if scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
        self = .word
      } else {
        self = .other
      }
    }

    var isOutside: Bool { self == .none || self == .space || self == .punctuation }
  }

  /// Whether marks around the element at a token are sure to be read as such.
  private func canMark(_ index: Int, _ depth: Int) -> Bool {
    guard depth <= 1, let end = closing(index), end > index + 1 else { return false }
    // Marks that touch others of their own kind would become one.
    if index > 0, case .close = tokens[index - 1] { return false }
    if case .open? = end + 1 < tokens.count ? tokens[end + 1] : nil { return false }
    let before = Neighbour(Self.lastScalar(result))
    let first = first(ofTokenAt: index + 1)
    let last = last(ofTokenAt: end - 1)
    let after = end + 1 < tokens.count ? self.first(ofTokenAt: end + 1) : .none
    let opens = first == .word || (first == .punctuation && before.isOutside)
    let closes = last == .word || (last == .punctuation && after.isOutside)
    guard opens, closes else { return false }
    // Underlines do nothing inside words.
    return depth == 0 || (before.isOutside && after.isOutside)
  }

  /// The token that closes the element at a token.
  private func closing(_ index: Int) -> Int? {
    var depth = 0
    for other in index..<tokens.count {
      switch tokens[other] {
      case .open: depth += 1
      case .close:
        depth -= 1
        if depth == 0 { return other }
      case .text, .atom, .lineBreak: continue
      }
    }
    return nil
  }

  private func first(ofTokenAt index: Int) -> Neighbour {
    switch tokens[index] {
    case .text(let text):
      Neighbour(String(decoding: text.prefix(4), as: UTF8.self).unicodeScalars.first)
    case .atom, .open, .close: .punctuation
    case .lineBreak: .space
    }
  }

  private func last(ofTokenAt index: Int) -> Neighbour {
    switch tokens[index] {
    case .text(let text): Neighbour(Self.lastScalar(text))
    case .atom, .open, .close: .punctuation
    case .lineBreak: .space
    }
  }

  private static func lastScalar(_ bytes: [UInt8]) -> Unicode.Scalar? {
    var start = bytes.count
    while start > 0, bytes.count - start < 4 {
      start -= 1
      if bytes[start] & 0xC0 != 0x80 { break }
    }
    return String(decoding: bytes[start...], as: UTF8.self).unicodeScalars.last
  }

  // MARK: Atoms

  /// Code between backticks, of which there are more than in any run inside it.
  private func code(_ bytes: [UInt8]) -> [UInt8] {
    var text = bytes.map { $0.isLineBreak ? UInt8.space : $0 }
    if place.isCell {
      text = text.flatMap { $0 == UInt8(ascii: "|") ? Array("\\|".utf8) : [$0] }
    }
    let tick = UInt8(ascii: "`")
    var runs: Set<Int> = []
    var length = 0
    for byte in text + [0] {
      if byte == tick {
        length += 1
      } else {
        runs.insert(length)
        length = 0
      }
    }
    var count = 1
    while runs.contains(count) { count += 1 }
    let fence = [UInt8](repeating: tick, count: count)
    let isPadded =
      text.first == tick || text.last == tick
      || (text.first == .space && text.last == .space && text.contains { $0 != .space })
    return fence + (isPadded ? [.space] : []) + text + (isPadded ? [.space] : []) + fence
  }

  private func image(_ target: LinkTarget, _ alternative: String) -> [UInt8] {
    Array("![".utf8) + escapes.escaped(all: alternative) + Array("](".utf8)
      + destination(target) + Array(")".utf8)
  }

  /// The address and the title of a link.
  private func destination(_ target: LinkTarget) -> [UInt8] {
    let address = Array(target.address.utf8)
    let isBare =
      !address.isEmpty && address.first != UInt8(ascii: "<")
      && address.allSatisfy { $0 > 0x20 && $0 != 0x7F }
    var result = escapes.escaped(address: address)
    if !isBare { result = [UInt8(ascii: "<")] + result + [UInt8(ascii: ">")] }
    if let title = target.title {
      result += " \"".utf8
      result += escapes.escaped(all: title)
      result.append(UInt8(ascii: "\""))
    }
    return result
  }
}
