import StetCore

/// One line of a plain-text draft and what it is, as far as the line itself tells.
struct PlainTextLine {
  enum Kind: Hashable {
    case blank
    case directive
    case site(SiteText.Role)
    /// `-----`, `* * *`: divides, or underlines the line before.
    case rule(UInt8)
    case fence
    case code
    /// Starts with a bullet or a number.
    case item
    case question
    /// Short, bare of end marks: may be a heading.
    case bare
    case text
  }

  var kind: Kind
  /// The whole line with its break.
  var range: TextRange
  /// The line without white space around it.
  var content: TextRange
  /// Where the text after a bullet or number starts; else the start of `content`.
  var textStart: Int
  /// Columns of white space before the content, a tab counting four.
  var indent: Int
  /// Whether the marker is a number rather than a bullet.
  var isNumbered = false
  /// The site's `[edit]` after a heading; no part of `content`.
  var editLink: TextRange?
  /// The value of a fact, when the line is metadata.
  var value: TextRange?

  /// Whether the line says nothing that its neighbours could hang on: it is blank,
  /// or a mark of Stet's.
  var isSilent: Bool { kind == .blank || kind == .directive }

  /// UTF-8 bytes of the content.
  var width: Int { content.length }

  init(_ source: SourceText, line: Int, site: SiteText) {
    let starts = source.lineStarts
    let start = starts[line]
    let end = line + 1 < starts.count ? starts[line + 1] : source.count
    range = TextRange(start, end)
    var from = start
    var to = source.contentRange(ofLine: line).end.utf8
    let utf8 = source.utf8
    indent = 0
    while from < to, utf8[from].isASCIIWhitespace {
      indent += utf8[from] == .tab ? 4 : 1
      from += 1
    }
    while to > from, utf8[to - 1].isASCIIWhitespace { to -= 1 }
    // A no-break space around a line is as blank as a space.
    while to - from >= 2, utf8[from] == 0xC2, utf8[from + 1] == 0xA0 { from += 2 }
    while to - from >= 2, utf8[to - 2] == 0xC2, utf8[to - 1] == 0xA0 { to -= 2 }
    if let length = Self.editLinkLength(utf8[from..<to]) {
      editLink = TextRange(to - length, to)
      to -= length
      while to > from, utf8[to - 1].isASCIIWhitespace { to -= 1 }
    }
    content = TextRange(from, to)
    textStart = from
    kind = .text
    let bytes = utf8[from..<to]
    guard let first = bytes.first else {
      kind = .blank
      return
    }
    if first == UInt8(ascii: "["), bytes.starts(with: "[stet".utf8),
      bytes.last == UInt8(ascii: "]"), !bytes.dropLast().contains(UInt8(ascii: "]")),
      bytes.dropFirst(5).first.map({ $0 == .space || $0 == UInt8(ascii: "]") || $0 == 0x2D })
        ?? false
    {
      kind = .directive
      return
    }
    if let rule = Self.rule(bytes) {
      kind = .rule(rule)
      return
    }
    if bytes.starts(with: "```".utf8) || bytes.starts(with: "~~~".utf8) {
      kind = .fence
      return
    }
    if let match = site.match(content, in: source) {
      kind = .site(match.role)
      value = match.value
      return
    }
    if indent >= 4, Self.looksLikeCode(bytes) {
      kind = .code
      return
    }
    if let marker = Self.marker(bytes) {
      kind = .item
      textStart = marker.textStart
      isNumbered = marker.isNumbered
      return
    }
    if QuestionLine.asks(bytes) || QuestionLine.label(of: bytes)?.isQuestion == true {
      kind = .question
    } else if Self.isBare(bytes) {
      kind = .bare
    }
  }

  /// The bytes of `[edit]` at the end of a line that holds more than that; `nil`
  /// where it has none.
  private static func editLinkLength(_ bytes: ArraySlice<UInt8>) -> Int? {
    guard bytes.last == UInt8(ascii: "]"), bytes.count <= 120 else { return nil }
    for link in ["[edit]", "[ edit ]", "[edit source]", "[edit | edit source]"]
    where bytes.count > link.utf8.count && bytes.suffix(link.utf8.count).elementsEqual(link.utf8) {
      return link.utf8.count
    }
    return nil
  }

  /// The byte a line of one repeated mark is made of, at least three times.
  private static func rule(_ bytes: ArraySlice<UInt8>) -> UInt8? {
    guard let mark = bytes.first, "-=_*~#+".utf8.contains(mark) else { return nil }
    var count = 0
    for byte in bytes {
      if byte == mark { count += 1 } else if !byte.isBlank { return nil }
    }
    return count >= 3 ? mark : nil
  }

  /// The bullet or number that begins a list item, and where its text starts.
  static func marker(_ bytes: ArraySlice<UInt8>) -> (textStart: Int, isNumbered: Bool)? {
    var index = bytes.startIndex
    let first = bytes.byte(at: index)
    var isNumbered = false
    if "-*+".utf8.contains(first) {
      index += 1
    } else if first >= 0x80 {
      let (scalar, length) = bytes.scalar(at: index)
      guard bullets.contains(scalar) else { return nil }
      index += length
    } else {
      isNumbered = true
      let opens = first == UInt8(ascii: "(")
      if opens { index += 1 }
      let digits = index
      while bytes.byte(at: index).isASCIIDigit { index += 1 }
      if index == digits {
        // `a)` and `(a)`, but not `a.`, which ends sentences and abbreviates names.
        guard bytes.byte(at: index).isASCIILowercase else { return nil }
        index += 1
        guard bytes.byte(at: index) == UInt8(ascii: ")") else { return nil }
      } else {
        guard index - digits <= 3 else { return nil }
        let mark = bytes.byte(at: index)
        guard mark == UInt8(ascii: ")") || (!opens && mark == UInt8(ascii: ".")) else { return nil }
      }
      index += 1
    }
    let gap = index
    while bytes.byte(at: index).isBlank { index += 1 }
    guard index > gap, index < bytes.endIndex else { return nil }
    return (index, isNumbered)
  }

  private static let bullets: Set<Unicode.Scalar> = [
    "•", "◦", "‣", "▪", "▫", "●", "○", "·", "∙", "–", "—", "■", "□", "➤", "►", "✓", "✔",
  ]

  /// Whether the line is short and has no mark of a sentence's end: a heading,
  /// a name, a short answer.
  static func isBare(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard bytes.count <= 80, let first = bytes.first, let last = bytes.last else { return false }
    if first.isASCIILowercase || !(first.isASCIIAlphanumeric || first >= 0x80) { return false }
    if ".!?,;\"".utf8.contains(last) { return false }
    if bytes.suffix(3).elementsEqual("…".utf8) { return false }
    // A number alone is a count, not a heading.
    if !bytes.contains(where: { $0.isASCIILetter || $0 >= 0x80 }) { return false }
    var words = 1
    for index in bytes.indices.dropLast() {
      let (byte, next) = (bytes[index], bytes[index + 1])
      if byte == .space {
        if next == .space { return false }
        words += 1
      }
      // A sentence ends inside: running text.
      if byte == UInt8(ascii: ".") && next == .space && words > 2 { return false }
    }
    return words <= 10
  }

  /// Whether an indented line holds code rather than prose.
  private static func looksLikeCode(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard let last = bytes.last else { return false }
    if "{}".utf8.contains(last) { return true }
    if last == UInt8(ascii: ";") {
      // A statement is a word or has marks; a clause of prose is words alone.
      let words = bytes.split(whereSeparator: \.isBlank).count
      return words <= 2 || bytes.contains { "=(){}[]<>_\\".utf8.contains($0) }
    }
    for start in ["$ ", ">>> ", "#include", "import ", "def ", "//", "<?", "</", "@", "}"]
    where bytes.starts(with: start.utf8) {
      return true
    }
    var marks = 0
    for byte in bytes where "=(){}[]<>;_\\|&".utf8.contains(byte) { marks += 1 }
    return marks * 12 >= bytes.count && marks >= 2
  }
}
