import StetCore

/// What stands in the text of HTML and XML that is not a word.
enum MarkupText {
  /// The longest character reference that is looked for, in bytes:
  /// `&CounterClockwiseContourIntegral;`.
  private static let longestReference = 34

  /// The byte after the character reference that starts at a `&`; `nil` when
  /// none does.
  static func referenceEnd(_ bytes: Span<UInt8>, at start: Int, before end: Int) -> Int? {
    let limit = min(end, start + longestReference)
    var index = start + 1
    guard index < limit else { return nil }
    if bytes[index] == UInt8(ascii: "#") {
      index += 1
      let isHex = index < limit && bytes[index] | 0x20 == UInt8(ascii: "x")
      if isHex { index += 1 }
      let digits = index
      while index < limit, isHex ? bytes[index].isHexDigit : bytes[index].isDigit { index += 1 }
      guard index > digits else { return nil }
    } else {
      let name = index
      while index < limit,
        bytes[index].isAlphanumeric || bytes[index] >= 0x80 || bytes[index] == UInt8(ascii: "_")
          || bytes[index] == UInt8(ascii: "-") || bytes[index] == UInt8(ascii: ".")
      {
        index += 1
      }
      guard index > name, !bytes[name].isDigit, index < limit, bytes[index] == UInt8(ascii: ";")
      else { return nil }
    }
    if index < limit, bytes[index] == UInt8(ascii: ";") { return index + 1 }
    return nil
  }

  /// Whether a reference stands for a space.
  static func isSpace(_ bytes: Span<UInt8>, _ reference: Range<Int>) -> Bool {
    ["&nbsp;", "&#160;", "&#xa0;", "&ensp;", "&emsp;", "&thinsp;", "&#32;"].contains {
      (text: StaticString) in
      text.utf8CodeUnitCount == reference.count
        && bytes.matches(text, at: reference.lowerBound, before: reference.upperBound)
    }
  }

  /// Whether a comment may hold a mark of Stet's, `<!-- stet`, or one for spelling
  /// checkers, `<!-- cspell:`.
  static func mayHoldMark(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    var index = start + 4
    while index < end, bytes[index].isASCIIWhitespace { index += 1 }
    var isMark = bytes.matches("stet", at: index, before: end)
    // `cspell`, `cSpell`, `CSpell`, `spell-checker`.
    if index < end, bytes[index].asciiLowercased == UInt8(ascii: "c") { index += 1 }
    isMark =
      isMark || bytes.matches("spell", at: index, before: end)
      || bytes.matches("Spell", at: index, before: end)
    return isMark && bytes.matches("-->", at: end - 3, before: end)
  }

  /// The directive of a comment that may hold a mark.
  static func directive(
    _ bytes: Span<UInt8>, _ comment: TextRange, block: Int, isOwnBlock: Bool
  ) -> Directive {
    var start = comment.start.utf8 + 4
    var end = max(start, comment.end.utf8 - 3)
    while start < end, bytes[start].isASCIIWhitespace { start += 1 }
    while end > start, bytes[end - 1].isASCIIWhitespace { end -= 1 }
    return Directive(
      range: comment, content: TextRange(start, end), block: block, isOwnBlock: isOwnBlock)
  }

  /// Appends the spans of a run: tags, comments, character references, code, and
  /// what ``InlineScanner`` finds. `hidden` are runs that show no text; `next` is
  /// the first of them that may lie in the run, and is moved on. Linear in the run.
  static func addSpans(
    _ bytes: Span<UInt8>, _ syntax: MarkupScanner.Syntax, from start: Int, to end: Int,
    isCode: (Range<Int>) -> Bool, hidden: [(range: TextRange, kind: InlineSpan.Kind)],
    next: inout Int, into spans: inout [InlineSpan]
  ) {
    var place = start
    var codeDepth = 0
    while place < end {
      while next < hidden.count, hidden[next].range.end.utf8 <= place { next += 1 }
      let stop = next < hidden.count ? min(max(hidden[next].range.start.utf8, place), end) : end
      var scanner = MarkupScanner(syntax, from: place, to: stop)
      while let token = scanner.next(bytes) {
        let range = TextRange(token.start, token.end)
        switch token.kind {
        case .text:
          if codeDepth > 0 {
            addText(bytes, from: token.start, to: token.end, isCode: true, into: &spans)
          } else {
            addText(bytes, from: token.start, to: token.end, isCode: false, into: &spans)
          }
        case .startTag:
          if !token.isSelfClosing, isCode(token.name) { codeDepth += 1 }
          spans.append(InlineSpan(.tag, range))
        case .endTag:
          if isCode(token.name), codeDepth > 0 { codeDepth -= 1 }
          spans.append(InlineSpan(.tag, range))
        case .comment: spans.append(InlineSpan(.comment, range))
        case .cdata:
          let innerEnd = token.isUnclosed ? token.end : token.end - 3
          let inner = token.start + 9..<max(token.start + 9, innerEnd)
          spans.append(InlineSpan(.tag, TextRange(token.start, inner.lowerBound)))
          InlineScanner.scan(bytes, from: inner.lowerBound, to: inner.upperBound, into: &spans)
          spans.append(InlineSpan(.tag, TextRange(inner.upperBound, token.end)))
        case .processingInstruction, .doctype, .rawText:
          spans.append(InlineSpan(.tag, range))
        }
      }
      place = stop
      if place < end, next < hidden.count {
        let run = hidden[next]
        let runEnd = min(run.range.end.utf8, end)
        if runEnd > place { spans.append(InlineSpan(run.kind, TextRange(place, runEnd))) }
        place = max(runEnd, place)
        next += 1
      }
    }
  }

  /// Appends the spans of text between tags.
  private static func addText(
    _ bytes: Span<UInt8>, from start: Int, to end: Int, isCode: Bool,
    into spans: inout [InlineSpan]
  ) {
    var place = start
    var index = start
    func plain(_ stop: Int, _ spans: inout [InlineSpan]) {
      guard place < stop else { return }
      if isCode {
        spans.append(InlineSpan(.code, TextRange(place, stop)))
      } else {
        InlineScanner.scan(bytes, from: place, to: stop, into: &spans)
      }
    }
    while index < end {
      guard bytes[index] == UInt8(ascii: "&"),
        let stop = referenceEnd(bytes, at: index, before: end)
      else {
        index += 1
        continue
      }
      plain(index, &spans)
      spans.append(InlineSpan(.entity, TextRange(index, stop)))
      index = stop
      place = stop
    }
    plain(end, &spans)
  }
}
