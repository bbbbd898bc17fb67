import StetCore

/// The labels of a draft's link definitions.
struct LinkLabels: Sendable {
  private var labels: Set<[UInt8]> = []

  /// Whether there are none, so that no text in brackets can be a link.
  var isEmpty: Bool { labels.isEmpty }

  /// Adds the label between two places.
  mutating func insert(_ bytes: Span<UInt8>, from start: Int, to end: Int) {
    labels.insert(Self.key(bytes, from: start, to: end))
  }

  /// Whether the label between two places is defined; it may be written in other
  /// case and spacing.
  func contains(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> Bool {
    if labels.isEmpty || end - start > LinkDefinitions.maximumLabel { return false }
    let key = Self.key(bytes, from: start, to: end)
    return !key.isEmpty && labels.contains(key)
  }

  /// The label in one case and with single spaces (CommonMark 0.31.2, section 4.7).
  static func key(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> [UInt8] {
    var key: [UInt8] = []
    var isASCII = true
    var pendingSpace = false
    for index in start..<max(start, end) {
      let byte = bytes[index]
      if byte == 0x20 || byte &- 0x09 < 5 {
        pendingSpace = true
        continue
      }
      if pendingSpace && !key.isEmpty { key.append(.space) }
      pendingSpace = false
      if byte >= 0x80 { isASCII = false }
      key.append(byte.isUpper ? byte | 0x20 : byte)
    }
    if isASCII { return key }
    // Case folding by way of capitals, so that ß and SS are one.
    return Array(String(decoding: key, as: UTF8.self).uppercased().lowercased().utf8)
  }
}

/// Link definitions at the start of a paragraph: `[label]: target "title"`.
enum LinkDefinitions {
  /// Bytes in the longest label.
  static let maximumLabel = 999

  /// The number of lines from `first` on, before `end`, that are definitions;
  /// their labels are added to `labels`. Linear in the lines read.
  static func take(
    _ bytes: Span<UInt8>, from first: Int, to end: Int, in parser: BlockParser,
    into labels: inout LinkLabels
  ) -> Int {
    // The paragraph without what its lines start with. As definitions come at the
    // start of few paragraphs, and most of those hold nothing else, a copy is cheap.
    var text: [UInt8] = []
    var lineEnds: [Int] = []
    for line in first..<end {
      let start = parser.textStarts[line]
      let stop = parser.textEnd(ofLine: line, bytes)
      for index in start..<max(start, stop) { text.append(bytes[index]) }
      text.append(.lineFeed)
      lineEnds.append(text.count)
    }
    var offset = 0
    var lines = 0
    while offset < text.count, text[offset] == UInt8(ascii: "["),
      let definition = definition(text.span, at: offset)
    {
      labels.insert(text.span, from: definition.label.lowerBound, to: definition.label.upperBound)
      offset = definition.end
      while lines < lineEnds.count, lineEnds[lines] <= offset { lines += 1 }
    }
    return lines
  }

  /// The definition at `start`, which ends with a line.
  static func definition(
    _ text: Span<UInt8>, at start: Int
  ) -> (label: Range<Int>, target: Range<Int>, title: Range<Int>?, end: Int)? {
    guard let labelEnd = LinkSyntax.labelEnd(text, at: start, before: text.count),
      text.byte(at: labelEnd) == UInt8(ascii: ":")
    else { return nil }
    let label = start + 1..<labelEnd - 1
    let target = LinkSyntax.skipSpace(text, from: labelEnd + 1, before: text.count)
    guard target < text.count,
      let targetEnd = LinkSyntax.targetEnd(text, at: target, before: text.count),
      targetEnd > target
    else { return nil }
    // A title stands apart from the target; one in a line of its own that turns
    // out to be none belongs to the paragraph.
    let title = LinkSyntax.skipSpace(text, from: targetEnd, before: text.count)
    if title > targetEnd, title < text.count,
      let titleEnd = LinkSyntax.titleEnd(text, at: title, before: text.count),
      let end = lineEnd(text, after: titleEnd)
    {
      return (label, target..<targetEnd, title..<titleEnd, end)
    }
    return lineEnd(text, after: targetEnd).map { (label, target..<targetEnd, nil, $0) }
  }

  /// The start of the next line, if only white space comes before it.
  private static func lineEnd(_ text: Span<UInt8>, after place: Int) -> Int? {
    var index = place
    while index < text.count, text[index].isSpaceOrTab { index += 1 }
    return index < text.count && text[index] == .lineFeed ? index + 1 : nil
  }
}

/// The parts of links (CommonMark 0.31.2, section 6.3).
enum LinkSyntax {
  /// The end of the label in square brackets at `start`, which is one byte at
  /// least that is no white space.
  static func labelEnd(_ bytes: Span<UInt8>, at start: Int, before end: Int) -> Int? {
    var index = start + 1
    var isEmpty = true
    while index < end, index - start <= LinkDefinitions.maximumLabel + 1 {
      let byte = bytes[index]
      if byte == UInt8(ascii: "]") { return isEmpty ? nil : index + 1 }
      if byte == UInt8(ascii: "[") { return nil }
      if byte == UInt8(ascii: "\\"), index + 1 < end, bytes[index + 1].isASCIIPunctuation {
        index += 1
      }
      if byte != 0x20 && byte &- 0x09 >= 5 { isEmpty = false }
      index += 1
    }
    return nil
  }

  /// The end of the link target at `start`; `start` itself for an empty one.
  static func targetEnd(_ bytes: Span<UInt8>, at start: Int, before end: Int) -> Int? {
    var index = start
    guard index < end else { return nil }
    if bytes[index] == UInt8(ascii: "<") {
      index += 1
      while index < end {
        switch bytes[index] {
        case UInt8(ascii: ">"): return index + 1
        case UInt8(ascii: "<"), .lineFeed, .carriageReturn: return nil
        case UInt8(ascii: "\\") where bytes.byte(at: index + 1).isASCIIPunctuation: index += 2
        default: index += 1
        }
      }
      return nil
    }
    // Brackets may nest as deep as in the reference implementation.
    var depth = 0
    while index < end {
      let byte = bytes[index]
      if byte == UInt8(ascii: "("), depth < 33 {
        depth += 1
        if depth > 32 { return nil }
      } else if byte == UInt8(ascii: ")") {
        if depth == 0 { break }
        depth -= 1
      } else if byte <= 0x20 || byte == 0x7F {
        break
      } else if byte == UInt8(ascii: "\\"), bytes.byte(at: index + 1).isASCIIPunctuation,
        index + 1 < end
      {
        index += 1
      }
      index += 1
    }
    return depth == 0 ? index : nil
  }

  /// The end of the title at `start`, in quotation marks or round brackets.
  static func titleEnd(_ bytes: Span<UInt8>, at start: Int, before end: Int) -> Int? {
    guard start < end else { return nil }
    let close: UInt8
    switch bytes[start] {
    case UInt8(ascii: "\""): close = UInt8(ascii: "\"")
    case UInt8(ascii: "'"): close = UInt8(ascii: "'")
    case UInt8(ascii: "("): close = UInt8(ascii: ")")
    default: return nil
    }
    var index = start + 1
    while index < end {
      let byte = bytes[index]
      if byte == close { return index + 1 }
      if byte == UInt8(ascii: "("), close == UInt8(ascii: ")") { return nil }
      index += byte == UInt8(ascii: "\\") && bytes.byte(at: index + 1).isASCIIPunctuation ? 2 : 1
    }
    return nil
  }

  /// The first byte from `start` on that is no white space.
  static func skipSpace(_ bytes: Span<UInt8>, from start: Int, before end: Int) -> Int {
    var index = start
    while index < end, bytes[index] == 0x20 || bytes[index] &- 0x09 < 5 { index += 1 }
    return index
  }
}
