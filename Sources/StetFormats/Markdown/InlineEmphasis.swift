import StetCore

/// Marks of emphasis, escapes and character references.
extension InlineParser {
  /// A run of `*`, `_` or `~`.
  struct Delimiter {
    var mark: UInt8
    /// The bytes of the run that are left.
    var start: Int
    var end: Int
    /// Bytes of the whole run.
    var length: Int
    var canOpen: Bool
    var canClose: Bool
  }

  /// The third pass: looks at what no span covers. `spans` must be in order.
  mutating func readMarks(_ bytes: Span<UInt8>) {
    delimiters.removeAll(keepingCapacity: true)
    // Below which index of `delimiters` no opener matches, for each kind of closer.
    var floors = [Int](repeating: 0, count: 24)
    linkTexts.sort { $0.lowerBound < $1.lowerBound }
    openLinks.removeAll(keepingCapacity: true)
    var link = 0
    let found = spans.count
    var span = 0
    var index = start
    while index < end {
      if span < found, index >= spans[span].range.start.utf8 {
        // The brackets around the text of a link are spans.
        while let open = openLinks.last, open.end <= spans[span].range.start.utf8 {
          openLinks.removeLast()
          cutDelimiters(to: open.floor, &floors)
        }
        index = max(index, spans[span].range.end.utf8)
        span += 1
        while link < linkTexts.count, linkTexts[link].lowerBound <= index {
          openLinks.append((linkTexts[link].upperBound, delimiters.count))
          link += 1
        }
        continue
      }
      let byte = bytes[index]
      guard byte.opensInline else {
        index += 1
        continue
      }
      // No mark reaches into a span.
      let limit = span < found ? spans[span].range.start.utf8 : end
      switch byte {
      case UInt8(ascii: "\\"):
        let next = index + 1 < end ? bytes[index + 1] : 0
        if next.isASCIIPunctuation {
          add(.markup, index, index + 1, role: .escape)
          // A name may start with what is escaped: `\$HOME`.
          index += index + 1 < limit ? 2 : 1
        } else {
          if next.isLineBreak { add(.markup, index, index + 1, role: .lineBreak) }
          index += 1
        }
      case UInt8(ascii: "&"):
        if let stop = Self.referenceEnd(bytes, at: index, before: limit) {
          add(.entity, index, stop)
          index = stop
        } else {
          index += 1
        }
      case UInt8(ascii: "*"), UInt8(ascii: "_"), UInt8(ascii: "~"):
        let run = index
        while index < limit, bytes[index] == byte { index += 1 }
        let delimiter = delimiter(bytes, from: run, to: index)
        close(delimiter, &floors)
      default:
        index += 1
      }
    }
  }

  /// The end of the character reference at an `&`.
  private static func referenceEnd(
    _ bytes: Span<UInt8>, at start: Int, before end: Int
  ) -> Int? {
    var index = start + 1
    let isNumeric = index < end && bytes[index] == UInt8(ascii: "#")
    if isNumeric { index += 1 }
    let isHex = isNumeric && index < end && bytes[index] | 0x20 == UInt8(ascii: "x")
    if isHex { index += 1 }
    let first = index
    guard first < end, isNumeric || bytes[first].isLetter else { return nil }
    while index < min(end, first + 32) {
      let byte = bytes[index]
      if byte == UInt8(ascii: ";") {
        return index > first + (isNumeric ? 0 : 1) ? index + 1 : nil
      }
      guard isHex ? byte.isHexDigit : isNumeric ? byte.isDigit : byte.isAlphanumeric else {
        return nil
      }
      index += 1
    }
    return nil
  }

  // MARK: Emphasis

  /// A run of marks and whether it can open and close emphasis (CommonMark
  /// 0.31.2, section 6.2: left-flanking and right-flanking runs).
  private func delimiter(_ bytes: Span<UInt8>, from run: Int, to stop: Int) -> Delimiter {
    // As GitHub has it, tildes do not count as neighbours: `a**~~b~~**` is bold.
    var previous = run
    var next = stop
    while previous > start, bytes[previous - 1] == UInt8(ascii: "~") { previous -= 1 }
    while next < end, bytes[next] == UInt8(ascii: "~") { next += 1 }
    let before = previous > start ? Self.character(before: previous, bytes) : .space
    let after = next < end ? Self.character(at: next, bytes) : .space
    let leftFlanking =
      after != .space && (after != .punctuation || before != .other)
    let rightFlanking =
      before != .space && (before != .punctuation || after != .other)
    let mark = bytes[run]
    let length = stop - run
    var canOpen = leftFlanking
    var canClose = rightFlanking
    if mark == UInt8(ascii: "_") {
      canOpen = leftFlanking && (!rightFlanking || before == .punctuation)
      canClose = rightFlanking && (!leftFlanking || after == .punctuation)
    } else if mark == UInt8(ascii: "~"), length > 2 {
      canOpen = false
      canClose = false
    }
    return Delimiter(
      mark: mark, start: run, end: stop, length: length, canOpen: canOpen, canClose: canClose)
  }

  private enum Character { case space, punctuation, other }

  private static func character(before index: Int, _ bytes: Span<UInt8>) -> Character {
    let byte = bytes[index - 1]
    if byte < 0x80 { return character(byte) }
    return bytes.scalar(before: index).map(character) ?? .other
  }

  private static func character(at index: Int, _ bytes: Span<UInt8>) -> Character {
    let byte = bytes[index]
    return byte < 0x80 ? character(byte) : character(bytes.scalar(at: index).scalar)
  }

  private static func character(_ byte: UInt8) -> Character {
    byte == 0x20 || byte &- 0x09 < 5 ? .space : byte.isASCIIPunctuation ? .punctuation : .other
  }

  private static func character(_ scalar: Unicode.Scalar) -> Character {
    switch scalar.properties.generalCategory {
    case .spaceSeparator: .space
    case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation,
      .initialPunctuation, .finalPunctuation, .otherPunctuation, .mathSymbol, .currencySymbol,
      .modifierSymbol, .otherSymbol:
      .punctuation
    default: .other
    }
  }

  /// Matches a run with the open ones before it, then opens what is left of it.
  ///
  /// A search that has failed for a kind of closer is not made again below the
  /// same place, which keeps the whole linear (CommonMark 0.31.2, appendix:
  /// *openers_bottom*).
  private mutating func close(_ run: Delimiter, _ floors: inout [Int]) {
    var run = run
    while run.canClose, run.start < run.end {
      let key = Self.floorKey(run)
      var opener = delimiters.count - 1
      // Emphasis inside the text of a link stays there.
      let floor = max(floors[key], openLinks.last?.floor ?? 0)
      while opener >= floor, !Self.matches(delimiters[opener], run) { opener -= 1 }
      guard opener >= floor else {
        floors[key] = delimiters.count
        break
      }
      let open = delimiters[opener]
      let isTilde = run.mark == UInt8(ascii: "~")
      let count = isTilde ? run.length : min(2, open.end - open.start, run.end - run.start)
      let isStrong = count == 2
      add(
        .markup, open.end - count, open.end,
        role: isTilde ? .deletionStart : isStrong ? .strongStart : .emphasisStart)
      add(
        .markup, run.start, run.start + count,
        role: isTilde ? .deletionEnd : isStrong ? .strongEnd : .emphasisEnd)
      run.start += count
      // Runs between the two can match nothing any more.
      delimiters[opener].end -= count
      let isSpent = delimiters[opener].start == delimiters[opener].end
      cutDelimiters(to: isSpent ? opener : opener + 1, &floors)
    }
    if run.canOpen, run.start < run.end { delimiters.append(run) }
  }

  private mutating func cutDelimiters(to count: Int, _ floors: inout [Int]) {
    guard count <= delimiters.count else { return }
    delimiters.removeSubrange(count...)
    for floor in floors.indices where floors[floor] > count { floors[floor] = count }
  }

  /// Closers with equal keys fail alike.
  private static func floorKey(_ run: Delimiter) -> Int {
    if run.mark == UInt8(ascii: "~") { return 20 + min(run.length, 3) }
    let mark = run.mark == UInt8(ascii: "*") ? 0 : 6
    return mark + (run.canOpen ? 3 : 0) + run.length % 3
  }

  private static func matches(_ opener: Delimiter, _ closer: Delimiter) -> Bool {
    guard opener.mark == closer.mark else { return false }
    if opener.mark == UInt8(ascii: "~") { return opener.length == closer.length }
    // The rule of three: `*a**b*` is one emphasis.
    if opener.canClose || closer.canOpen, (opener.length + closer.length) % 3 == 0,
      opener.length % 3 != 0 || closer.length % 3 != 0
    {
      return false
    }
    return true
  }
}
