import StetCore

/// What stands before a draft between `---` or `+++` lines: YAML or TOML.
enum FrontMatter {
  /// The line after the front matter; `nil` when the draft has none.
  ///
  /// The first line must be the opening mark, the next one with text must look
  /// like data, and there must be a closing mark: a draft may as well start with
  /// a thematic break.
  static func endLine(_ bytes: Span<UInt8>, in parser: BlockParser) -> Int? {
    guard parser.lineCount > 1, let mark = mark(bytes, ofLine: 0, in: parser),
      mark != UInt8(ascii: ".")
    else { return nil }
    var seen = false
    for line in 1..<parser.lineCount {
      if let closing = self.mark(bytes, ofLine: line, in: parser),
        closing == mark || closing == UInt8(ascii: ".") && mark == UInt8(ascii: "-")
      {
        return seen ? line + 1 : nil
      }
      if seen { continue }
      let start = parser.lineStarts[line]
      let end = parser.trimmedEnd(ofLine: line, bytes)
      guard start < end else { continue }
      // A comment of YAML or TOML looks like a heading of Markdown.
      if bytes[start] == UInt8(ascii: "#") { continue }
      let isTable = mark == UInt8(ascii: "+") && bytes[start] == UInt8(ascii: "[")
      guard isTable || key(bytes, from: start, to: end) != nil else { return nil }
      seen = true
    }
    return nil
  }

  /// The bytes between the marks, the last line break left out.
  static func content(_ bytes: Span<UInt8>, in parser: BlockParser, endLine: Int) -> Range<Int> {
    let start = parser.lineStarts[1]
    return start..<max(start, endLine > 2 ? parser.textEnd(ofLine: endLine - 2, bytes) : start)
  }

  /// The byte of which a line holds three and nothing else: `-`, `+` or `.`.
  private static func mark(
    _ bytes: Span<UInt8>, ofLine line: Int, in parser: BlockParser
  ) -> UInt8? {
    let start = parser.lineStarts[line]
    guard parser.trimmedEnd(ofLine: line, bytes) == start + 3 else { return nil }
    let mark = bytes[start]
    guard mark == UInt8(ascii: "-") || mark == UInt8(ascii: "+") || mark == UInt8(ascii: "."),
      bytes[start + 1] == mark, bytes[start + 2] == mark
    else { return nil }
    return mark
  }

  /// The end of the key that a line starts with, and where its value starts.
  private static func key(
    _ bytes: Span<UInt8>, from start: Int, to end: Int
  ) -> (end: Int, value: Int)? {
    var index = start
    guard start < end,
      bytes[start].isAlphanumeric || bytes[start] >= 0x80 || bytes[start] == UInt8(ascii: "_")
        || bytes[start] == UInt8(ascii: "\"")
    else { return nil }
    while index < end,
      bytes[index].isAlphanumeric || bytes[index] >= 0x80 || bytes[index] == UInt8(ascii: "_")
        || bytes[index] == UInt8(ascii: "-") || bytes[index] == UInt8(ascii: ".")
        || bytes[index] == UInt8(ascii: "\"")
    {
      index += 1
    }
    let keyEnd = index
    while index < end, bytes[index].isSpaceOrTab { index += 1 }
    guard keyEnd > start, index < end,
      bytes[index] == UInt8(ascii: ":") || bytes[index] == UInt8(ascii: "=")
    else { return nil }
    let separator = bytes[index]
    index += 1
    // `12:30` and `http://x` are no keys of YAML.
    guard separator == UInt8(ascii: "=") || index == end || bytes[index].isSpaceOrTab else {
      return nil
    }
    while index < end, bytes[index].isSpaceOrTab { index += 1 }
    return (keyEnd, index)
  }

  // MARK: Facts

  /// The facts that the front matter in `lines` states plainly: title, author,
  /// date, topics and counts, each as a scalar or a list of scalars.
  static func metadata(
    _ bytes: Span<UInt8>, lines: Range<Int>, in parser: BlockParser
  ) -> [Metadata] {
    var result: [Metadata] = []
    var listKind: Metadata.Kind?
    for line in lines {
      let start = parser.lineStarts[line]
      let end = parser.trimmedEnd(ofLine: line, bytes)
      guard start < end else { continue }
      var item = start
      while item < end, bytes[item].isSpaceOrTab { item += 1 }
      if let kind = listKind, bytes[item] == UInt8(ascii: "-"), item + 1 < end,
        bytes[item + 1].isSpaceOrTab
      {
        add(kind, bytes, from: item + 1, to: end, &result)
        continue
      }
      listKind = nil
      // A table of TOML, or nested data: its keys are about something else.
      if bytes[start] == UInt8(ascii: "[") { break }
      guard item == start, let (keyEnd, value) = key(bytes, from: start, to: end),
        let kind = kind(bytes, from: start, to: keyEnd)
      else { continue }
      if value == end {
        listKind = kind
        continue
      }
      let isList = bytes[value] == UInt8(ascii: "[") && bytes[end - 1] == UInt8(ascii: "]")
      // Topics come as `a, b` too.
      guard isList || kind == .topic else {
        add(kind, bytes, from: value, to: end, &result)
        continue
      }
      let last = isList ? end - 1 : end
      var piece = isList ? value + 1 : value
      for index in piece..<max(piece, last) where bytes[index] == UInt8(ascii: ",") {
        add(kind, bytes, from: piece, to: index, &result)
        piece = index + 1
      }
      add(kind, bytes, from: piece, to: last, &result)
    }
    return result
  }

  /// The language that the front matter in `lines` names: `lang`, `language` or `locale`.
  static func language(
    _ bytes: Span<UInt8>, lines: Range<Int>, in parser: BlockParser
  ) -> String? {
    for line in lines {
      let start = parser.lineStarts[line]
      let end = parser.trimmedEnd(ofLine: line, bytes)
      guard start < end, let (keyEnd, value) = key(bytes, from: start, to: end) else { continue }
      let names: [StaticString] = ["lang", "language", "locale"]
      let isLanguage = names.contains {
        $0.utf8CodeUnitCount == keyEnd - start && bytes.matches($0, at: start, before: keyEnd)
      }
      guard isLanguage else { continue }
      var found: [Metadata] = []
      add(.topic, bytes, from: value, to: end, &found)
      let tag = (found.first?.value ?? "").replacing("_", with: "-")
      return LanguageTag.isTag(tag) ? tag : nil
    }
    return nil
  }

  private static func kind(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> Metadata.Kind? {
    let kinds: [(StaticString, Metadata.Kind)] = [
      ("title", .title), ("author", .author), ("authors", .author), ("date", .date),
      ("tags", .topic), ("keywords", .topic), ("categories", .topic), ("category", .topic),
      ("topic", .topic), ("topics", .topic), ("source", .source),
      ("helpful-count", .helpfulCount), ("vote-count", .voteCount), ("view-count", .viewCount),
      ("answer-count", .answerCount), ("comment-count", .commentCount),
    ]
    for (name, kind) in kinds
    where name.utf8CodeUnitCount == end - start && bytes.matches(name, at: start, before: end) {
      return kind
    }
    return nil
  }

  /// Adds a plain or quoted scalar; anything else, such as block text, a
  /// reference or a mapping, is passed over.
  private static func add(
    _ kind: Metadata.Kind, _ bytes: Span<UInt8>, from start: Int, to end: Int,
    _ result: inout [Metadata]
  ) {
    var start = start
    var end = end
    while start < end, bytes[start].isSpaceOrTab { start += 1 }
    while start < end, bytes[end - 1].isSpaceOrTab { end -= 1 }
    guard start < end else { return }
    let quote = bytes[start]
    let isQuoted = quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'")
    if isQuoted {
      var close = start + 1
      while close < end, bytes[close] != quote {
        close += quote == UInt8(ascii: "\"") && bytes[close] == UInt8(ascii: "\\") ? 2 : 1
      }
      guard close < end else { return }
      (start, end) = (start + 1, close)
    } else {
      switch quote {
      case UInt8(ascii: "|"), UInt8(ascii: ">"), UInt8(ascii: "&"), UInt8(ascii: "*"),
        UInt8(ascii: "!"), UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "%"),
        UInt8(ascii: "@"), UInt8(ascii: "`"), UInt8(ascii: "#"):
        return
      default: break
      }
      // A comment after the value.
      for index in start..<end - 1
      where bytes[index].isSpaceOrTab && bytes[index + 1] == UInt8(ascii: "#") {
        end = index
        break
      }
      while start < end, bytes[end - 1].isSpaceOrTab { end -= 1 }
    }
    guard start < end else { return }
    result.append(
      Metadata(
        kind, value: unquoted(bytes, from: start, to: end, quote: isQuoted ? quote : 0),
        range: TextRange(start, end)))
  }

  /// The text of a scalar, with the escapes for quotation marks and backslashes undone.
  private static func unquoted(
    _ bytes: Span<UInt8>, from start: Int, to end: Int, quote: UInt8
  ) -> String {
    var text: [UInt8] = []
    var index = start
    while index < end {
      let next = bytes.byte(at: index + 1)
      if quote == UInt8(ascii: "\""), bytes[index] == UInt8(ascii: "\\"), index + 1 < end,
        next == quote || next == UInt8(ascii: "\\") || next == UInt8(ascii: "/")
      {
        index += 1
      }
      text.append(bytes[index])
      index += 1
    }
    return String(decoding: text, as: UTF8.self)
  }
}
