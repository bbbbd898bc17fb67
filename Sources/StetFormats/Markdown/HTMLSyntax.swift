import StetCore

/// HTML as CommonMark 0.31.2 knows it: what starts and ends a block of it
/// (section 4.6), and where tags end (section 6.6).
enum HTMLSyntax {
  /// Names whose tags start a block that blank lines end (kind 6).
  private static let blockTags: Set<String> = [
    "address", "article", "aside", "base", "basefont", "blockquote", "body", "caption", "center",
    "col", "colgroup", "dd", "details", "dialog", "dir", "div", "dl", "dt", "fieldset",
    "figcaption", "figure", "footer", "form", "frame", "frameset", "h1", "h2", "h3", "h4", "h5",
    "h6", "head", "header", "hr", "html", "iframe", "legend", "li", "link", "main", "menu",
    "menuitem", "nav", "noframes", "ol", "optgroup", "option", "p", "param", "search", "section",
    "summary", "table", "tbody", "td", "tfoot", "th", "thead", "title", "tr", "track", "ul",
  ]

  /// Names whose tags start a block of verbatim text (kind 1).
  private static let verbatimTags: Set<String> = ["pre", "script", "style", "textarea"]

  /// The kind of HTML block, 1 to 7, that starts at a `<`; `nil` if none does.
  static func blockKind(
    _ bytes: Span<UInt8>, at start: Int, before end: Int, inParagraph: Bool
  ) -> Int? {
    guard start + 1 < end else { return nil }
    switch bytes[start + 1] {
    case UInt8(ascii: "?"): return 3
    case UInt8(ascii: "!"):
      if bytes.matches("<!--", at: start, before: end) { return 2 }
      if start + 2 < end, bytes[start + 2].isLetter { return 4 }
      return isCDATA(bytes, at: start, before: end) ? 5 : nil
    default: break
    }
    let isClosing = bytes[start + 1] == UInt8(ascii: "/")
    let name = tagName(bytes, from: start + (isClosing ? 2 : 1), before: end)
    if name.text.isEmpty && name.end == start + (isClosing ? 2 : 1) { return nil }
    let next = name.end < end ? bytes[name.end] : .space
    let isApart = next.isSpaceOrTab || next == UInt8(ascii: ">")
    if !isClosing && isApart && verbatimTags.contains(name.text) { return 1 }
    let isEmptyTag = next == UInt8(ascii: "/") && bytes.byte(at: name.end + 1) == UInt8(ascii: ">")
    if blockTags.contains(name.text) && (isApart || isEmptyTag) { return 6 }
    guard !inParagraph, isClosing || !verbatimTags.contains(name.text),
      var index = tagEnd(bytes, at: start, before: end)
    else { return nil }
    while index < end, bytes[index].isSpaceOrTab { index += 1 }
    return index == end ? 7 : nil
  }

  private static func isCDATA(_ bytes: Span<UInt8>, at start: Int, before end: Int) -> Bool {
    // Only in capitals.
    bytes.matches("<![cdata[", at: start, before: end) && bytes[start + 3] == UInt8(ascii: "C")
      && bytes[start + 7] == UInt8(ascii: "A")
  }

  /// A tag's name in small letters, empty when it is too long to be one that
  /// matters, and where it ends.
  private static func tagName(
    _ bytes: Span<UInt8>, from start: Int, before end: Int
  ) -> (text: String, end: Int) {
    guard start < end, bytes[start].isLetter else { return ("", start) }
    var index = start
    while index < end, bytes[index].isAlphanumeric || bytes[index] == UInt8(ascii: "-") {
      index += 1
    }
    guard index - start <= 12 else { return ("", index) }
    let text = String(unsafeUninitializedCapacity: index - start) { buffer in
      for place in start..<index {
        buffer[place - start] = bytes[place].isUpper ? bytes[place] | 0x20 : bytes[place]
      }
      return index - start
    }
    return (text, index)
  }

  /// Whether a line holds what ends an HTML block of a kind from 1 to 5.
  static func endsBlock(
    _ bytes: Span<UInt8>, of kind: Int, from start: Int, to end: Int
  ) -> Bool {
    switch kind {
    case 1:
      var index = start
      while index < end {
        if bytes[index] == UInt8(ascii: "<") {
          for tag: StaticString in ["</script>", "</pre>", "</style>", "</textarea>"]
          where bytes.matches(tag, at: index, before: end) {
            return true
          }
        }
        index += 1
      }
      return false
    case 2: return bytes.first("-->", from: start, before: end) != nil
    case 3: return bytes.first("?>", from: start, before: end) != nil
    case 4: return bytes.first(">", from: start, before: end) != nil
    case 5: return bytes.first("]]>", from: start, before: end) != nil
    default: return false
    }
  }

  // MARK: Tags

  /// Where the opening or closing tag at a `<` ends; `nil` when it is none.
  static func tagEnd(_ bytes: Span<UInt8>, at start: Int, before end: Int) -> Int? {
    var index = start + 1
    guard index < end else { return nil }
    let isClosing = bytes[index] == UInt8(ascii: "/")
    if isClosing { index += 1 }
    guard index < end, bytes[index].isLetter else { return nil }
    while index < end, bytes[index].isAlphanumeric || bytes[index] == UInt8(ascii: "-") {
      index += 1
    }
    while true {
      let gap = skipSpace(bytes, from: index, before: end)
      guard gap < end else { return nil }
      let byte = bytes[gap]
      if byte == UInt8(ascii: ">") { return gap + 1 }
      if isClosing { return nil }
      if byte == UInt8(ascii: "/") {
        return gap + 1 < end && bytes[gap + 1] == UInt8(ascii: ">") ? gap + 2 : nil
      }
      guard gap > index, let attribute = attributeEnd(bytes, from: gap, before: end) else {
        return nil
      }
      index = attribute
    }
  }

  private static func attributeEnd(
    _ bytes: Span<UInt8>, from start: Int, before end: Int
  ) -> Int? {
    var index = start
    guard
      bytes[index].isLetter || bytes[index] == UInt8(ascii: "_")
        || bytes[index] == UInt8(ascii: ":")
    else { return nil }
    while index < end, isNameByte(bytes[index]) { index += 1 }
    let equals = skipSpace(bytes, from: index, before: end)
    guard equals < end, bytes[equals] == UInt8(ascii: "=") else { return index }
    index = skipSpace(bytes, from: equals + 1, before: end)
    guard index < end else { return nil }
    let quote = bytes[index]
    if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
      index += 1
      while index < end, bytes[index] != quote { index += 1 }
      return index < end ? index + 1 : nil
    }
    let valueStart = index
    while index < end, isValueByte(bytes[index]) { index += 1 }
    return index > valueStart ? index : nil
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    byte.isAlphanumeric || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ":")
      || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
  }

  private static func isValueByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x09...0x0D, 0x20, UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "="),
      UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "`"):
      false
    default: true
    }
  }

  private static func skipSpace(_ bytes: Span<UInt8>, from start: Int, before end: Int) -> Int {
    var index = start
    while index < end, bytes[index] == 0x20 || bytes[index] &- 0x09 < 5 { index += 1 }
    return index
  }
}

extension Span<UInt8> {
  /// Where an ASCII text first stands, from `start` on and all before `end`;
  /// `nil` where it does not.
  func first(_ text: StaticString, from start: Int, before end: Int) -> Int? {
    let length = text.utf8CodeUnitCount
    let end = Swift.min(end, count)
    guard length > 0, start >= 0 else { return nil }
    return text.withUTF8Buffer { wanted in
      let head = wanted[0]
      var index = start
      while index + length <= end {
        if self[index] == head {
          var offset = 1
          while offset < length, self[index + offset] == wanted[offset] { offset += 1 }
          if offset == length { return index }
        }
        index += 1
      }
      return nil
    }
  }
}
