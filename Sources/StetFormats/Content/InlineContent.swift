package import StetCore

/// What marks of a format make of the text between them.
package enum InlineElement: Hashable, Sendable {
  case emphasis
  case strong
  case deletion
  case code
  case superscript
  case `subscript`
  case link(LinkTarget)
  /// What somebody else said, between marks that the format leaves out.
  case quotation
  /// A short form, and what it stands for.
  case abbreviation(String)
  /// Text in the language of this BCP 47 tag.
  case language(String)
  /// A formula.
  case formula
}

/// A run of a block, and what it is to a reader of the article.
package enum InlinePiece: Hashable, Sendable {
  /// Text, as it stands.
  case text(TextRange)
  /// Bytes that stand for other text, such as a character reference.
  case replaced(TextRange, String)
  /// The mark that opens an element.
  case start(InlineElement, TextRange)
  /// The mark that closes the element opened last.
  case end(TextRange)
  /// An image, and the text for those who don't see it.
  case image(TextRange, LinkTarget, alternative: String)
  /// A line break that belongs to the text.
  case lineBreak(TextRange)
  /// The end of a line of the draft, with the blanks around it: a space in the text.
  case lineEnd(TextRange)
  /// A mark that is no text and opens or closes nothing.
  case mark(TextRange)
  /// What is not text of the article, and why: a comment, a label, chrome.
  case aside(TextRange, InlineSpan.Kind)

  /// The bytes of the piece.
  package var range: TextRange {
    switch self {
    case .text(let range), .replaced(let range, _), .start(_, let range), .end(let range),
      .image(let range, _, _), .lineBreak(let range), .lineEnd(let range), .mark(let range),
      .aside(let range, _):
      range
    }
  }
}

/// Reads what the spans of a draft's blocks mean.
///
/// The pieces of a run cover each of its bytes once, in order, and the elements
/// that they open and close nest.
package struct InlineContent: Sendable {
  private let draft: Draft
  private let targets: LinkTargets

  /// Makes a reader of one draft. Linear in the draft's link definitions.
  package init(_ draft: Draft) {
    self.draft = draft
    targets = LinkTargets(draft)
  }

  /// Whether all of a run that lies in one block is text of one line, so that it is a
  /// single piece. O(log spans), and linear in the run.
  package func isPlainText(_ range: TextRange) -> Bool {
    guard draft.spans(in: range).isEmpty else { return false }
    return draft.source.utf8.withUnsafeBufferPointer { bytes in
      var index = range.start.utf8
      let end = range.end.utf8
      guard index >= 0, index < end, end <= bytes.count else { return false }
      while index < end {
        if bytes[index].isLineBreak { return false }
        index += 1
      }
      return true
    }
  }

  /// The pieces of a run that lies in one block. Linear in the run and its spans.
  package func pieces(in range: TextRange) -> [InlinePiece] {
    let spans = draft.spans(in: range)
    var walk = Walk(
      source: draft.source, format: draft.format,
      roles: spans.isEmpty ? [] : Roles.matched(Array(spans), draft.source, targets))
    walk.read(range, spans)
    return walk.pieces
  }

  // MARK: Elements

  /// What one span does.
  private enum Action: Hashable {
    case none
    case start(InlineElement)
    /// Of an element, and of a run in another language inside it.
    case startBoth(InlineElement, language: String)
    case end(lastSpan: Int)
    case endBoth
    case image(LinkTarget, lastSpan: Int)
    case lineBreak
  }

  private enum Roles {
    /// An element that waits for its end.
    private struct Open {
      var span: Int
      var key: String
    }

    /// What each span does, so that starts and ends come in pairs that nest.
    /// A start without end, or the other way round, does nothing. O(n).
    static func matched(
      _ spans: [InlineSpan], _ source: SourceText, _ targets: LinkTargets
    ) -> [Action] {
      var actions = [Action](repeating: .none, count: spans.count)
      var open: [Open] = []
      // How often each key is open, so that an end without a start is soon seen.
      var waiting: [String: Int] = [:]
      func push(_ span: Int, _ key: String) {
        open.append(Open(span: span, key: key))
        waiting[key, default: 0] += 1
      }
      func pop(_ key: String) -> Int? {
        guard waiting[key, default: 0] > 0 else { return nil }
        while let last = open.popLast() {
          waiting[last.key, default: 0] -= 1
          if last.key == key { return last.span }
        }
        return nil
      }
      func pair(_ key: String, _ element: InlineElement, _ end: Int) {
        guard let start = pop(key) else { return }
        actions[start] = .start(element)
        actions[end] = .end(lastSpan: end)
      }
      for (index, span) in spans.enumerated() {
        switch span.role {
        case .emphasisStart: push(index, "*")
        case .emphasisEnd: pair("*", .emphasis, index)
        case .strongStart: push(index, "**")
        case .strongEnd: pair("**", .strong, index)
        case .deletionStart: push(index, "~")
        case .deletionEnd: pair("~", .deletion, index)
        case .linkStart: push(index, "[")
        case .imageStart: push(index, "![")
        case .linkEnd:
          guard let start = pop("[") else { continue }
          let text = TextRange(start: spans[start].range.end, end: span.range.start)
          let (target, last) = target(spans, index, text, source, targets)
          guard let target else { continue }
          actions[start] = .start(.link(target))
          actions[index] = .end(lastSpan: last)
        case .imageEnd:
          guard let start = pop("![") else { continue }
          let text = TextRange(start: spans[start].range.end, end: span.range.start)
          let (target, last) = target(spans, index, text, source, targets)
          guard let target else { continue }
          actions[start] = .image(target, lastSpan: last)
        case .lineBreak: actions[index] = .lineBreak
        case .escape: break
        case nil where span.kind == .url && spans.isBracketed(index, source):
          let address = source.string(in: span.range)
          actions[index - 1] = .start(.link(LinkTarget(address: address)))
          actions[index + 1] = .end(lastSpan: index + 1)
        case nil:
          guard span.kind == .tag else { continue }
          let tag = InlineTag(source.bytes(in: span.range))
          if tag.name == "br" {
            actions[index] = .lineBreak
          } else if tag.name == "img", let address = tag.attribute("src") {
            actions[index] = .image(
              LinkTarget(address: address, title: tag.attribute("title")), lastSpan: index)
          } else if tag.isEnd {
            guard let start = pop("<" + tag.name) else { continue }
            let opening = InlineTag(source.bytes(in: spans[start].range))
            switch (opening.element, opening.language) {
            case (let element?, let language?):
              actions[start] = .startBoth(element, language: language)
              actions[index] = .endBoth
            case (let element?, nil):
              actions[start] = .start(element)
              actions[index] = .end(lastSpan: index)
            case (nil, let language?):
              actions[start] = .start(.language(language))
              actions[index] = .end(lastSpan: index)
            case (nil, nil): continue
            }
          } else if !tag.isEmptyElement, tag.element != nil || tag.language != nil {
            push(index, "<" + tag.name)
          }
        }
      }
      return actions
    }

    /// The target of the link or image whose text the span at `index` ends, and
    /// the last span that belongs to it.
    private static func target(
      _ spans: [InlineSpan], _ index: Int, _ text: TextRange, _ source: SourceText,
      _ targets: LinkTargets
    ) -> (LinkTarget?, last: Int) {
      let bytes = source.bytes(in: spans[index].range)
      // `](` and blanks, the address, then blanks, a title and `)`.
      if bytes.byte(at: bytes.startIndex + 1) == UInt8(ascii: "(") {
        var address = ""
        var last = index
        if last + 1 < spans.count, spans[last + 1].kind == .url,
          spans[last + 1].range.start == spans[last].range.end
        {
          last += 1
          address = LinkTargets.address(source.bytes(in: spans[last].range))
        }
        var title: String?
        if last + 1 < spans.count, spans[last + 1].kind == .markup,
          spans[last + 1].range.start == spans[last].range.end
        {
          last += 1
          var rest = source.bytes(in: spans[last].range)
          while rest.first?.isASCIIWhitespace == true { rest.removeFirst() }
          if let mark = rest.first, mark != UInt8(ascii: ")"),
            let close = rest.dropLast().lastIndex(where: { !$0.isASCIIWhitespace })
          {
            title = LinkTargets.title(rest[...close])
          }
        }
        return (LinkTarget(address: address, title: title), last)
      }
      // `][label]`, `][]` or `]`: the last two have the text itself for a label.
      var label = bytes.dropFirst()
      if label.first == UInt8(ascii: "["), label.count > 2 {
        label = label.dropFirst().dropLast()
      } else {
        label = source.bytes(in: text)
      }
      let plain = Array(label)
      return (targets.target(plain.span, label: 0..<plain.count), index)
    }
  }

  // MARK: Pieces

  private struct Walk {
    let source: SourceText
    let format: Draft.Format
    let roles: [Action]
    var pieces: [InlinePiece] = []
    /// Whether a mark has made the next line end a break of the text.
    var breaksLine = false
    /// The end of what is read: a break there breaks nothing.
    var limit = 0

    mutating func read(_ range: TextRange, _ spans: ArraySlice<InlineSpan>) {
      var place = range.start.utf8
      let end = min(range.end.utf8, source.count)
      limit = end
      var index = 0
      let first = spans.startIndex
      while index < spans.count {
        let span = spans[first + index]
        let action = index < roles.count ? roles[index] : .none
        if span.range.start.utf8 > place { text(place, min(span.range.start.utf8, end)) }
        place = max(place, span.range.start.utf8)
        let stop = min(span.range.end.utf8, end)
        guard place < stop else {
          index += 1
          continue
        }
        let whole = TextRange(place, stop)
        switch action {
        case .start(let element): pieces.append(.start(element, whole))
        case .startBoth(let element, let language):
          pieces.append(.start(element, whole))
          pieces.append(.start(.language(language), TextRange(stop, stop)))
        case .endBoth:
          pieces.append(.end(TextRange(place, place)))
          pieces.append(.end(whole))
        case .end(let last):
          // The target of a link is part of what ends it.
          let close = first + max(index, last)
          let markEnd = min(max(stop, spans[close].range.end.utf8), end)
          pieces.append(.end(TextRange(place, markEnd)))
          place = markEnd
          index = max(index, last) + 1
          continue
        case .image(let target, let last):
          let close = first + max(index, last)
          let imageEnd = min(max(stop, spans[close].range.end.utf8), end)
          let alternative = alternative(
            span, spans[(first + index)...close], TextRange(place, imageEnd))
          pieces.append(.image(TextRange(place, imageEnd), target, alternative: alternative))
          place = imageEnd
          index = max(index, last) + 1
          continue
        case .lineBreak where span.kind == .tag: pieces.append(.lineBreak(whole))
        case .lineBreak:
          pieces.append(.mark(whole))
          breaksLine = true
        case .none: add(span, whole)
        }
        place = stop
        index += 1
      }
      if place < end { text(place, end) }
    }

    private mutating func add(_ span: InlineSpan, _ range: TextRange) {
      switch span.kind {
      case .markup:
        if format == .markdown, let label = source.footnoteLabel(range) {
          pieces.append(.replaced(range, "[\(label)]"))
        } else {
          pieces.append(.mark(range))
        }
      case .code where format.isAllMarkup:
        // The tags around it say that it is code.
        text(range.start.utf8, range.end.utf8)
      case .code: code(range)
      case .math where format.isAllMarkup && source.utf8.byte(at: range.start.utf8) == 0x3C:
        let text = MathText.text(source.utf8.span, in: range.utf8)
        pieces.append(.start(.formula, TextRange(range.start.utf8, range.start.utf8)))
        pieces.append(.replaced(range, text))
        pieces.append(.end(TextRange(range.end.utf8, range.end.utf8)))
      case .url, .email, .identifier, .math:
        if format == .markdown, span.kind != .math, !isBracketed(range) {
          escapedText(range)
          return
        }
        // The target of a link that is none after all reads as text.
        text(range.start.utf8, range.end.utf8)
      case .entity:
        let bytes = source.bytes(in: range)
        let meaning =
          format == .jsonLines
          ? JSONEscapes.text(of: bytes) : CharacterReferences.text(of: bytes)
        if let meaning {
          pieces.append(.replaced(range, meaning))
        } else {
          text(range.start.utf8, range.end.utf8)
        }
      case .tag, .comment, .label, .chrome, .metadata: pieces.append(.aside(range, span.kind))
      }
    }

    /// Whether a run stands between `<` and `>`, where nothing is escaped.
    private func isBracketed(_ range: TextRange) -> Bool {
      source.utf8.byte(at: range.start.utf8 - 1) == UInt8(ascii: "<")
        && source.utf8.byte(at: range.end.utf8) == UInt8(ascii: ">")
    }

    /// A name or an address in Markdown, in which punctuation may be escaped.
    private mutating func escapedText(_ range: TextRange) {
      let bytes = source.utf8
      var place = range.start.utf8
      var index = place
      while index + 1 < range.end.utf8 {
        guard bytes.byte(at: index) == UInt8(ascii: "\\"),
          bytes.byte(at: index + 1).isASCIIPunctuation
        else {
          index += 1
          continue
        }
        if place < index { text(place, index) }
        pieces.append(.mark(TextRange(index, index + 1)))
        place = index + 1
        index += 2
      }
      if place < range.end.utf8 { text(place, range.end.utf8) }
    }

    /// The text of an image's inner part, or of its `alt`.
    private func alternative(
      _ span: InlineSpan, _ inner: ArraySlice<InlineSpan>, _ range: TextRange
    ) -> String {
      if span.kind == .tag {
        return InlineTag(source.bytes(in: span.range)).attribute("alt") ?? ""
      }
      var result: [UInt8] = []
      var place = span.range.end.utf8
      for mark in inner.dropFirst() {
        if mark.range.start.utf8 > place {
          result += source.bytes(in: TextRange(place, mark.range.start.utf8))
        }
        if mark.role == .imageEnd { break }
        if mark.kind != .markup { result += source.bytes(in: mark.range) }
        place = max(place, mark.range.end.utf8)
      }
      let text = LinkTargets.plain(result[...])
      return text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// A code span: its backticks are marks, and so is one space on each side
    /// (CommonMark 0.31.2, section 6.1).
    private mutating func code(_ range: TextRange) {
      let bytes = source.bytes(in: range)
      let ticks = bytes.prefix { $0 == UInt8(ascii: "`") }.count
      guard ticks > 0, bytes.count >= 2 * ticks else {
        pieces.append(.start(.code, TextRange(range.start.utf8, range.start.utf8)))
        text(range.start.utf8, range.end.utf8)
        pieces.append(.end(TextRange(range.end.utf8, range.end.utf8)))
        return
      }
      var start = range.start.utf8 + ticks
      var end = range.end.utf8 - ticks
      let inner = bytes[start..<end]
      if inner.count > 2, let first = inner.first, let last = inner.last,
        first.isASCIIWhitespace, last.isASCIIWhitespace,
        inner.contains(where: { !$0.isASCIIWhitespace })
      {
        start += 1
        end -= 1
      }
      pieces.append(.start(.code, TextRange(range.start.utf8, start)))
      text(start, end)
      pieces.append(.end(TextRange(end, range.end.utf8)))
    }

    /// Text without spans; its line ends stand apart.
    private mutating func text(_ start: Int, _ end: Int) {
      let bytes = source.utf8
      var place = start
      var index = start
      while index < end {
        guard bytes[index].isLineBreak else {
          index += 1
          continue
        }
        var blank = index
        while blank > place, bytes[blank - 1].isBlank { blank -= 1 }
        if blank > place { pieces.append(.text(TextRange(place, blank))) }
        let isBreak =
          breaksLine
          || (format == .markdown && index - blank >= 2
            && bytes[blank..<index].allSatisfy { $0 == .space })
        while index < end, bytes[index].isASCIIWhitespace { index += 1 }
        let range = TextRange(blank, index)
        pieces.append(isBreak && index < limit ? .lineBreak(range) : .lineEnd(range))
        breaksLine = false
        place = index
      }
      if place < end { pieces.append(.text(TextRange(place, end))) }
    }
  }
}

/// Escapes in the strings of JSON (RFC 8259, section 7).
enum JSONEscapes {
  /// The text that an escape, or a pair of them for one character, stands for;
  /// `nil` when the bytes are none.
  static func text(of bytes: ArraySlice<UInt8>) -> String? {
    guard bytes.first == UInt8(ascii: "\\"), let mark = bytes.dropFirst().first else { return nil }
    switch mark {
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "u"):
      var units: [UInt16] = []
      for part in bytes.split(separator: UInt8(ascii: "\\")) {
        guard part.first == UInt8(ascii: "u"), part.count == 5,
          let unit = UInt16(String(decoding: part.dropFirst(), as: UTF8.self), radix: 16)
        else { return nil }
        units.append(unit)
      }
      return String(decoding: units, as: UTF16.self)
    default: return bytes.count == 2 ? String(decoding: [mark], as: UTF8.self) : nil
    }
  }
}

/// A tag of HTML inside a line of text.
package struct InlineTag {
  /// The name in lower case; empty when the bytes are no tag.
  package let name: String
  /// Whether it is an end tag.
  package let isEnd: Bool
  /// Whether it ends itself: `<br/>`.
  let isEmptyElement: Bool
  private let attributes: ArraySlice<UInt8>
  /// Whether it may have attributes.
  package var hasAttributes: Bool { attributes.count > 3 }

  /// Reads a tag. Linear.
  package init(_ bytes: ArraySlice<UInt8>) {
    var index = bytes.startIndex + 1
    isEnd = bytes.byte(at: index) == UInt8(ascii: "/")
    if isEnd { index += 1 }
    let start = index
    while index < bytes.endIndex,
      bytes[index].isASCIIAlphanumeric || bytes[index] == UInt8(ascii: "-")
    {
      index += 1
    }
    let isTag = bytes.first == UInt8(ascii: "<") && start < index && index - start < 16
    name =
      isTag ? String(decoding: bytes[start..<index].map(\.asciiLowercased), as: UTF8.self) : ""
    var rest = bytes[min(index, bytes.endIndex)...]
    if rest.last == UInt8(ascii: ">") { rest.removeLast() }
    isEmptyElement = rest.last == UInt8(ascii: "/")
    attributes = rest
  }

  /// What the tag's element does to text.
  var element: InlineElement? {
    switch name {
    // HTML's names, and those of JATS, DocBook, DITA, TEI and Stet's own XML.
    case "em", "i", "cite", "dfn", "var", "italic", "term", "hi", "foreignphrase", "citetitle":
      .emphasis
    case "emphasis":
      ["strong", "bold"].contains(attribute("role") ?? "") ? .strong : .emphasis
    case "strong", "b", "bold": .strong
    case "del", "s", "strike": .deletion
    case "code", "kbd", "samp", "tt", "literal", "monospace", "codeph", "filename", "command":
      .code
    case "sup", "superscript": .superscript
    case "sub", "subscript": .subscript
    case "q": .quotation
    case "quote": .quotation
    case "abbr", "acronym", "abbrev":
      (attribute("title") ?? attribute("xlink:title")).flatMap {
        $0.isEmpty ? nil : .abbreviation($0)
      }
    case "formula": .formula
    case "span" where (attribute("class") ?? "") == "formula": .formula
    case "a", "link", "ulink", "ext-link", "xref", "ref":
      (attribute("href") ?? attribute("xlink:href") ?? attribute("url") ?? attribute("target"))
        .map { .link(LinkTarget(address: $0, title: attribute("title"))) }
    default: nil
    }
  }

  /// The language of the tag's element, when it names one.
  var language: String? {
    guard attributes.count > 5, !isEnd,
      let tag = attribute("xml:lang") ?? attribute("lang"), LanguageTag.isTag(tag)
    else { return nil }
    return tag
  }

  /// The value of an attribute, with character references resolved; `nil` when
  /// the tag has none of that name. Linear in the tag.
  package func attribute(_ name: String) -> String? {
    var rest = attributes
    func skipBlanks() {
      while rest.first?.isASCIIWhitespace == true || rest.first == UInt8(ascii: "/") {
        rest.removeFirst()
      }
    }
    while true {
      skipBlanks()
      guard !rest.isEmpty else { return nil }
      let key = rest.prefix { !$0.isASCIIWhitespace && $0 != UInt8(ascii: "=") }
      rest = rest.dropFirst(max(1, key.count))
      while rest.first?.isASCIIWhitespace == true { rest.removeFirst() }
      var value: ArraySlice<UInt8> = []
      if rest.first == UInt8(ascii: "="), !key.isEmpty {
        rest.removeFirst()
        while rest.first?.isASCIIWhitespace == true { rest.removeFirst() }
        if let quote = rest.first, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
          rest.removeFirst()
          value = rest.prefix { $0 != quote }
          rest = rest.dropFirst(value.count + 1)
        } else {
          value = rest.prefix { !$0.isASCIIWhitespace }
          rest = rest.dropFirst(value.count)
        }
      }
      if key.map(\.asciiLowercased).elementsEqual(name.utf8) {
        return LinkTargets.resolvingReferences(value)
      }
    }
  }
}

extension SourceText {
  /// The label of a footnote's reference, `[^label]`, or of the note itself, `[^label]:`;
  /// `nil` for any other text.
  package func footnoteLabel(_ range: TextRange) -> String? {
    var bytes = self.bytes(in: range)
    while bytes.last?.isASCIIWhitespace == true { bytes.removeLast() }
    while bytes.first?.isASCIIWhitespace == true { bytes.removeFirst() }
    if bytes.last == UInt8(ascii: ":") { bytes.removeLast() }
    guard bytes.count > 3, bytes.starts(with: "[^".utf8), bytes.last == UInt8(ascii: "]") else {
      return nil
    }
    return String(decoding: bytes.dropFirst(2).dropLast(), as: UTF8.self)
  }
}

extension Collection where Element == InlineSpan, Index == Int {
  /// Whether a span stands right between `<` and `>`, as an address does in Markdown.
  fileprivate func isBracketed(_ index: Int, _ source: SourceText) -> Bool {
    guard indices.contains(index - 1), indices.contains(index + 1) else { return false }
    let (before, own, after) = (self[index - 1], self[index], self[index + 1])
    return before.kind == .markup && after.kind == .markup
      && before.range.end == own.range.start && own.range.end == after.range.start
      && source.bytes(in: before.range).elementsEqual("<".utf8)
      && source.bytes(in: after.range).elementsEqual(">".utf8)
  }
}
