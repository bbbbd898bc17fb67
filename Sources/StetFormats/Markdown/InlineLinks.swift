import StetCore

/// Links, images, footnotes and other things in square brackets.
extension InlineParser {
  /// An opening bracket, or a footnote reference, a wiki link, a note's label.
  mutating func openBracket(_ bytes: Span<UInt8>, at index: Int) -> Int {
    let next = index + 1 < end ? bytes[index + 1] : 0
    switch next {
    case UInt8(ascii: "^"):
      if let close = shortLabelEnd(bytes, from: index + 2), close > index + 3 {
        add(.markup, index, close)
        return close
      }
    case UInt8(ascii: "!"):
      // The label of an alert at the start of a quote: `[!NOTE]`.
      if index == start, let close = shortLabelEnd(bytes, from: index + 2), close > index + 3 {
        add(.tag, index, close)
        return close
      }
    case UInt8(ascii: "["):
      if let close = readWikiLink(bytes, at: index) { return close }
    default: break
    }
    brackets.append(Bracket(offset: index, isImage: false))
    return index + 1
  }

  /// The end of a label without spaces, its closing bracket included.
  private func shortLabelEnd(_ bytes: Span<UInt8>, from index: Int) -> Int? {
    var place = index
    while place < min(end, index + LinkDefinitions.maximumLabel) {
      let byte = bytes[place]
      if byte == UInt8(ascii: "]") { return place + 1 }
      if byte <= 0x20 || byte == UInt8(ascii: "[") { return nil }
      place += 1
    }
    return nil
  }

  /// `[[Page]]` or `[[Page|text]]`: the text is prose, or the page's name.
  private mutating func readWikiLink(_ bytes: Span<UInt8>, at index: Int) -> Int? {
    var place = index + 2
    var bar: Int?
    while place < min(end, index + 256) {
      switch bytes[place] {
      case UInt8(ascii: "]"):
        guard place > index + 2, place + 1 < end, bytes[place + 1] == UInt8(ascii: "]") else {
          return nil
        }
        add(.markup, index, index + 2)
        if let bar { add(.url, index + 2, bar) }
        if let bar { add(.markup, bar, bar + 1) }
        add(.markup, place, place + 2)
        return place + 2
      case UInt8(ascii: "["), .lineFeed, .carriageReturn: return nil
      case UInt8(ascii: "|"): if bar == nil { bar = place }
      default: break
      }
      place += 1
    }
    return nil
  }

  /// A closing bracket: the end of a link's text, if a target follows or its
  /// label is defined.
  mutating func closeBracket(_ bytes: Span<UInt8>, at index: Int) -> Int {
    guard let opener = brackets.popLast() else { return index + 1 }
    if let outer = brackets.indices.last { brackets[outer].hasInner = true }
    let isInactive = !opener.isImage && brackets.count < inactiveBrackets
    inactiveBrackets = min(inactiveBrackets, brackets.count)
    if isInactive { return index + 1 }
    let textStart = opener.offset + (opener.isImage ? 2 : 1)
    guard let stop = targetAfter(bytes, index, opener, textStart: textStart) else {
      return index + 1
    }
    add(.markup, opener.offset, textStart, role: opener.isImage ? .imageStart : .linkStart)
    linkTexts.append(textStart..<index)
    // No link holds another: the brackets open around a link make none.
    if !opener.isImage { inactiveBrackets = brackets.count }
    return attributesEnd(bytes, at: stop)
  }

  /// Adds the spans of what makes the text before a closing bracket a link, and
  /// gives its end; `nil` when it is no link.
  private mutating func targetAfter(
    _ bytes: Span<UInt8>, _ index: Int, _ opener: Bracket, textStart: Int
  ) -> Int? {
    let isLabel = !opener.hasInner && !definitions.isEmpty
    let role: InlineSpan.Role = opener.isImage ? .imageEnd : .linkEnd
    let next = index + 1 < end ? bytes[index + 1] : 0
    if next == UInt8(ascii: "("), let stop = inlineTarget(bytes, at: index, role) { return stop }
    if next == UInt8(ascii: "["), !definitions.isEmpty {
      if index + 2 < end, bytes[index + 2] == UInt8(ascii: "]") {
        guard isLabel, definitions.contains(bytes, from: textStart, to: index) else { return nil }
        add(.markup, index, index + 3, role: role)
        return index + 3
      }
      if let stop = LinkSyntax.labelEnd(bytes, at: index + 1, before: end) {
        guard definitions.contains(bytes, from: index + 2, to: stop - 1) else { return nil }
        add(.markup, index, stop, role: role)
        return stop
      }
    }
    guard isLabel, definitions.contains(bytes, from: textStart, to: index) else { return nil }
    add(.markup, index, index + 1, role: role)
    return index + 1
  }

  /// The end of `](target "title")`.
  private mutating func inlineTarget(
    _ bytes: Span<UInt8>, at index: Int, _ role: InlineSpan.Role
  ) -> Int? {
    let target = LinkSyntax.skipSpace(bytes, from: index + 2, before: end)
    guard let targetEnd = LinkSyntax.targetEnd(bytes, at: target, before: end) else { return nil }
    var close = LinkSyntax.skipSpace(bytes, from: targetEnd, before: end)
    if close > targetEnd, let titleEnd = LinkSyntax.titleEnd(bytes, at: close, before: end) {
      close = LinkSyntax.skipSpace(bytes, from: titleEnd, before: end)
    }
    guard close < end, bytes[close] == UInt8(ascii: ")") else { return nil }
    add(.markup, index, target, role: role)
    add(.url, target, targetEnd)
    add(.markup, targetEnd, close + 1)
    return close + 1
  }

  /// Attributes of Pandoc and Kramdown right after a link or a code span:
  /// `{.class #id key=value}`. Returns where reading goes on.
  mutating func attributesEnd(_ bytes: Span<UInt8>, at index: Int) -> Int {
    guard index + 2 < end, bytes[index] == UInt8(ascii: "{"),
      let close = LinkSyntax.attributesEnd(bytes, at: index, before: end)
    else { return index }
    add(.markup, index, close)
    return close
  }
}

extension LinkSyntax {
  /// What stands between the angle brackets at `start`, a URL or an e-mail
  /// address, and the end of both (CommonMark 0.31.2, section 6.5).
  static func autolinkEnd(
    _ bytes: Span<UInt8>, at start: Int, before end: Int
  ) -> (InlineSpan.Kind, Int)? {
    var index = start + 1
    guard index < end else { return nil }
    if bytes[index].isLetter {
      while index < min(end, start + 34),
        bytes[index].isAlphanumeric || bytes[index] == UInt8(ascii: "+")
          || bytes[index] == UInt8(ascii: ".") || bytes[index] == UInt8(ascii: "-")
      {
        index += 1
      }
      let length = index - start - 1
      if index < end, bytes[index] == UInt8(ascii: ":"), length >= 2, length <= 32 {
        index += 1
        while index < end, bytes[index] > 0x20, bytes[index] != 0x7F,
          bytes[index] != UInt8(ascii: "<"), bytes[index] != UInt8(ascii: ">")
        {
          index += 1
        }
        return index < end && bytes[index] == UInt8(ascii: ">") ? (.url, index + 1) : nil
      }
    }
    // An address is short; only its shape is looked at.
    index = start + 1
    var at: Int?
    while index < min(end, start + 320) {
      let byte = bytes[index]
      if byte == UInt8(ascii: ">") {
        guard let at, at > start + 1, index > at + 1 else { return nil }
        return (.email, index + 1)
      }
      if byte == UInt8(ascii: "@") {
        guard at == nil else { return nil }
        at = index
      } else if byte <= 0x20 || byte >= 0x7F || byte == UInt8(ascii: "<")
        || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
      {
        return nil
      }
      index += 1
    }
    return nil
  }

  /// The end of the attributes in curly brackets at `start`: `{#id .class k=v}` or
  /// `{: …}`; `nil` if they are none. At most 256 bytes.
  static func attributesEnd(_ bytes: Span<UInt8>, at start: Int, before end: Int) -> Int? {
    var index = start + 1
    guard index < end else { return nil }
    let first = bytes[index]
    var isAttribute =
      first == UInt8(ascii: "#") || first == UInt8(ascii: ".") || first == UInt8(ascii: ":")
      || first == UInt8(ascii: "-")
    while index < min(end, start + 256) {
      switch bytes[index] {
      case UInt8(ascii: "}"): return isAttribute && index > start + 2 ? index + 1 : nil
      case UInt8(ascii: "="): isAttribute = true
      case UInt8(ascii: "{"), .lineFeed, .carriageReturn: return nil
      default: break
      }
      index += 1
    }
    return nil
  }
}
