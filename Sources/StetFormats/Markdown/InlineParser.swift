import StetCore

/// Finds what is not prose in the text of one leaf.
///
/// Three passes over the text, each linear. The first finds what binds tightest
/// and is verbatim or bracketed: code, math, HTML, templates, links. The second
/// looks for technical names in what is left (``InlineScanner``), so that the
/// underscores of `snake_case` and of URLs are no emphasis. The third finds
/// emphasis, escapes and character references in what is left then.
///
/// A search for a closing mark that has reached the end of the text in vain is
/// not made again (``Closers``); that keeps each pass linear.
struct InlineParser {
  /// The labels that make text in brackets a link.
  let definitions: LinkLabels

  /// What has been found, in order once ``parse(_:from:to:)`` is done; ranges are
  /// offsets in the bytes given to it.
  var spans: [InlineSpan] = []
  /// Where the comments among ``spans`` stand, in order.
  var comments: [TextRange] = []

  /// The text being read.
  var start = 0
  var end = 0
  /// What is known not to come any more.
  var closers = Closers()
  var brackets: [Bracket] = []
  /// Openers of links below this index stand inside or before a link.
  var inactiveBrackets = 0
  /// The texts of links and images; inner ones before those around them.
  var linkTexts: [Range<Int>] = []
  var delimiters: [Delimiter] = []
  /// The link texts that the third pass is in: where each ends, and the index of
  /// the first delimiter inside.
  var openLinks: [(end: Int, floor: Int)] = []
  /// Whether the third pass has anything to look at.
  var hasMarks = false
  /// Spans of the second pass.
  private var names: [InlineSpan] = []

  /// An opening square bracket.
  struct Bracket {
    var offset: Int
    var isImage: Bool
    /// Whether brackets stand inside, so that the text cannot be a label.
    var hasInner = false
  }

  /// Marks for which no closing one is left in the text.
  struct Closers {
    var lacksComment = false
    var lacksInstruction = false
    var lacksDeclaration = false
    var lacksCDATA = false
    /// The next `\)` and `\]`; -1 when not sought yet, `Int.max` when none is left.
    var mathParenthesis = -1
    var mathBracket = -1
    var lacksDoubleDollar = false
    var lacksTemplate = false
    var lacksTag = false
    var lacksShortcode = false
    /// The last dollar that can close math; -1 when not sought yet.
    var lastDollar = -1
    /// For runs of backticks by length, where the last one starts.
    var backticks: [Int] = []
  }

  init(definitions: LinkLabels) { self.definitions = definitions }

  /// Reads the text from `start` to `end`, both in `bytes`; afterwards `spans`
  /// holds what is not prose, in order and apart.
  mutating func parse(_ bytes: Span<UInt8>, from start: Int, to end: Int) {
    self.start = start
    self.end = end
    spans.removeAll(keepingCapacity: true)
    comments.removeAll(keepingCapacity: true)
    brackets.removeAll(keepingCapacity: true)
    linkTexts.removeAll(keepingCapacity: true)
    inactiveBrackets = 0
    hasMarks = false
    closers = Closers()
    readStructure(bytes)
    Self.sort(&spans)
    findNames(bytes)
    guard hasMarks else { return }
    readMarks(bytes)
    Self.sort(&spans)
  }

  /// Technical names between the spans found so far.
  private mutating func findNames(_ bytes: Span<UInt8>) {
    if spans.isEmpty {
      InlineScanner.scan(bytes, from: start, to: end, into: &spans)
      return
    }
    names.removeAll(keepingCapacity: true)
    var gap = start
    for span in spans {
      if gap < span.range.start.utf8 {
        InlineScanner.scan(bytes, from: gap, to: span.range.start.utf8, into: &names)
      }
      gap = max(gap, span.range.end.utf8)
    }
    if gap < end { InlineScanner.scan(bytes, from: gap, to: end, into: &names) }
    if !names.isEmpty {
      spans.append(contentsOf: names)
      Self.sort(&spans)
    }
  }

  /// Puts spans in order; free when they are.
  private static func sort(_ spans: inout [InlineSpan]) {
    var last = 0
    for span in spans {
      if span.range.start.utf8 < last {
        spans.sort { $0.range.start < $1.range.start }
        return
      }
      last = span.range.start.utf8
    }
  }

  mutating func add(
    _ kind: InlineSpan.Kind, _ start: Int, _ end: Int, role: InlineSpan.Role? = nil
  ) {
    if start < end { spans.append(InlineSpan(kind, TextRange(start, end), role: role)) }
  }

  // MARK: The first pass

  private mutating func readStructure(_ bytes: Span<UInt8>) {
    var index = start
    while index < end {
      let byte = bytes[index]
      guard byte.opensInline else {
        index += 1
        continue
      }
      switch byte {
      case UInt8(ascii: "\\"):
        index = readBackslash(bytes, at: index)
      case UInt8(ascii: "`"):
        index = readCode(bytes, at: index)
      case UInt8(ascii: "<"):
        index = readAngle(bytes, at: index)
      case UInt8(ascii: "!"):
        if index + 1 < end, bytes[index + 1] == UInt8(ascii: "[") {
          brackets.append(Bracket(offset: index, isImage: true))
          index += 2
        } else {
          index += 1
        }
      case UInt8(ascii: "["):
        index = openBracket(bytes, at: index)
      case UInt8(ascii: "]"):
        index = closeBracket(bytes, at: index)
      case UInt8(ascii: "$"):
        index = readMath(bytes, at: index)
      case UInt8(ascii: "{"):
        index = readTemplate(bytes, at: index)
      case UInt8(ascii: ":"):
        index = readColon(bytes, at: index)
      default:
        hasMarks = true
        index += 1
      }
    }
  }

  /// An escape, or math in `\(…\)` or `\[…\]`.
  private mutating func readBackslash(_ bytes: Span<UInt8>, at index: Int) -> Int {
    hasMarks = true
    let next = index + 1 < end ? bytes[index + 1] : 0
    if next == UInt8(ascii: "(") || next == UInt8(ascii: "[") {
      let isRound = next == UInt8(ascii: "(")
      let close = mathClose(
        isRound ? "\\)" : "\\]", bytes, after: index + 2,
        isRound ? \.mathParenthesis : \.mathBracket)
      // Formulas are short; that words in escaped brackets are none is soon seen.
      if close < end, close - index < 4096,
        MathSyntax.isFormula(bytes, from: index + 2, to: close)
      {
        add(.math, index, close + 2)
        return close + 2
      }
    }
    return next.isASCIIPunctuation ? index + 2 : index + 1
  }

  private mutating func mathClose(
    _ mark: StaticString, _ bytes: Span<UInt8>, after index: Int,
    _ known: WritableKeyPath<Closers, Int>
  ) -> Int {
    if closers[keyPath: known] < index {
      closers[keyPath: known] = bytes.first(mark, from: index, before: end) ?? .max
    }
    return closers[keyPath: known]
  }

  /// A code span: a run of backticks, and the next run of the same length.
  private mutating func readCode(_ bytes: Span<UInt8>, at index: Int) -> Int {
    var stop = index
    while stop < end, bytes[stop] == UInt8(ascii: "`") { stop += 1 }
    let length = stop - index
    if closers.backticks.isEmpty { findBackticks(bytes, from: index) }
    guard length < closers.backticks.count, closers.backticks[length] > index else { return stop }
    var close = stop
    while close < end {
      guard bytes[close] == UInt8(ascii: "`") else {
        close += 1
        continue
      }
      let run = close
      while close < end, bytes[close] == UInt8(ascii: "`") { close += 1 }
      if close - run == length {
        add(.code, index, close)
        return attributesEnd(bytes, at: close)
      }
    }
    return stop
  }

  /// Notes where the last run of backticks of each length starts. Runs of more
  /// than 80 count as text.
  private mutating func findBackticks(_ bytes: Span<UInt8>, from index: Int) {
    closers.backticks = [Int](repeating: -1, count: 81)
    var place = index
    while place < end {
      guard bytes[place] == UInt8(ascii: "`") else {
        place += 1
        continue
      }
      let run = place
      while place < end, bytes[place] == UInt8(ascii: "`") { place += 1 }
      if place - run <= 80 { closers.backticks[place - run] = run }
    }
  }

  /// An autolink, a comment, a tag, or another thing of HTML.
  private mutating func readAngle(_ bytes: Span<UInt8>, at index: Int) -> Int {
    guard index + 1 < end else { return index + 1 }
    let next = bytes[index + 1]
    if next == UInt8(ascii: "!") {
      return readDeclaration(bytes, at: index)
    }
    if next == UInt8(ascii: "?") {
      return readUntil("?>", bytes, at: index, \.lacksInstruction)
    }
    guard next.isLetter || next == UInt8(ascii: "/") || next.isDigit else { return index + 1 }
    if let (kind, stop) = LinkSyntax.autolinkEnd(bytes, at: index, before: end) {
      add(.markup, index, index + 1)
      add(kind, index + 1, stop - 1)
      add(.markup, stop - 1, stop)
      return stop
    }
    if let stop = HTMLSyntax.tagEnd(bytes, at: index, before: end) {
      add(.tag, index, stop)
      return stop
    }
    return index + 1
  }

  private mutating func readDeclaration(_ bytes: Span<UInt8>, at index: Int) -> Int {
    if bytes.matches("<!--", at: index, before: end) {
      if closers.lacksComment { return index + 4 }
      // `<!-->` and `<!--->` are comments too (CommonMark 0.31.2, section 6.6).
      guard let close = bytes.first("-->", from: index + 2, before: end) else {
        closers.lacksComment = true
        return index + 4
      }
      add(.comment, index, close + 3)
      comments.append(TextRange(index, close + 3))
      return close + 3
    }
    if bytes.matches("<![cdata[", at: index, before: end) {
      return readUntil("]]>", bytes, at: index, \.lacksCDATA)
    }
    guard index + 2 < end, bytes[index + 2].isLetter else { return index + 1 }
    return readUntil(">", bytes, at: index, \.lacksDeclaration)
  }

  private mutating func readUntil(
    _ close: StaticString, _ bytes: Span<UInt8>, at index: Int,
    _ isLacking: WritableKeyPath<Closers, Bool>
  ) -> Int {
    if closers[keyPath: isLacking] { return index + 1 }
    guard let place = bytes.first(close, from: index + 2, before: end) else {
      closers[keyPath: isLacking] = true
      return index + 1
    }
    add(.tag, index, place + close.utf8CodeUnitCount)
    return place + close.utf8CodeUnitCount
  }
}

extension UInt8 {
  /// Whether the byte may start something that is not prose, or be a mark of
  /// emphasis or the like.
  @inline(__always) var opensInline: Bool {
    // A bit for each of ``!$&*:<[\]_`{~``.
    if self >= 0x80 { return false }
    let low: UInt64 = 1 << 0x21 | 1 << 0x24 | 1 << 0x26 | 1 << 0x2A | 1 << 0x3A | 1 << 0x3C
    let high: UInt64 =
      1 << 0x1B | 1 << 0x1C | 1 << 0x1D | 1 << 0x1F | 1 << 0x20 | 1 << 0x3B | 1 << 0x3E
    return ((self < 0x40 ? low : high) >> UInt64(self & 0x3F)) & 1 != 0
  }
}
