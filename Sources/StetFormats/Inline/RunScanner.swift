import StetCore

/// Looks closely at one run of non-blank bytes that may hold something technical.
///
/// The run is read from left to right. Names are tried at three widths: the
/// *chain* with its slashes, hyphens and points (`src/foo-bar.swift`), the
/// *dotted* name (`os.path.join`), the *word* (`snake_case`). Each width is judged
/// once, where it starts, so that the whole stays linear.
struct RunScanner {
  /// The first byte of the run.
  let start: Int
  /// The byte after the run; moves when a Windows path reaches past a space.
  private(set) var end: Int
  /// The byte after all that may be read.
  let limit: Int

  /// Where the chain and the dotted name around the current word end.
  private var chainEnd: Int
  private var dottedEnd: Int
  /// The next e-mail address; empty when there is none, `nil` when not sought yet.
  private var email: Range<Int>?

  init(start: Int, end: Int, limit: Int) {
    self.start = start
    self.end = end
    self.limit = limit
    chainEnd = start
    dottedEnd = start
  }

  /// Appends the run's spans.
  mutating func scan(_ bytes: Span<UInt8>, into spans: inout [InlineSpan]) {
    var index = start
    var followsWord = false
    while index < end {
      if !followsWord && bytes[index] == UInt8(ascii: "_") {
        index += 1
        continue
      }
      if let (kind, stop) = match(bytes, at: index, followsWord: followsWord), stop > index {
        spans.append(InlineSpan(kind, TextRange(index, stop)))
        index = stop
        // What sticks to a span does not start another.
        followsWord = true
        continue
      }
      let stop = wordEnd(bytes, from: index)
      if stop > index {
        index = stop
        followsWord = true
      } else {
        let byte = bytes[index]
        index += byte < 0x80 ? 1 : max(1, min(bytes.scalar(at: index).length, end - index))
        followsWord = false
      }
    }
  }

  // MARK: What starts here

  private mutating func match(
    _ bytes: Span<UInt8>, at index: Int, followsWord: Bool
  ) -> (InlineSpan.Kind, Int)? {
    let byte = bytes[index]
    if byte.isAlphanumeric || byte >= 0x80 {
      guard !followsWord else { return nil }
      return name(bytes, at: index)
    }
    guard !followsWord else { return nil }
    let next = index + 1 < end ? bytes[index + 1] : 0
    switch byte {
    case UInt8(ascii: "/"):
      return rootedPath(bytes, at: index)
    case UInt8(ascii: "~"):
      return next == UInt8(ascii: "/") ? path(bytes, from: index) : nil
    case UInt8(ascii: "."):
      return pointedName(bytes, at: index)
    case UInt8(ascii: "\\"):
      return serverPath(bytes, at: index)
    case UInt8(ascii: "@"):
      guard next.isLetter || next == UInt8(ascii: "_") else { return nil }
      return (.identifier, handleEnd(bytes, from: index + 1))
    case UInt8(ascii: "#"):
      return hashtag(bytes, at: index)
    case UInt8(ascii: "-"):
      return longOption(bytes, at: index)
    case UInt8(ascii: "$"), UInt8(ascii: "%"):
      return variable(bytes, at: index)
    default:
      return nil
    }
  }

  /// Where the word of letters, digits and underscores at `index` ends. An
  /// underscore that Markdown has escaped counts as one.
  func wordEnd(_ bytes: Span<UInt8>, from index: Int) -> Int {
    var index = index
    while index < end {
      let byte = bytes[index]
      if byte.isAlphanumeric || byte == UInt8(ascii: "_") {
        index += 1
      } else if byte == UInt8(ascii: "\\"), index > start, bytes[index - 1].isAlphanumeric,
        index + 2 < end, bytes[index + 1] == UInt8(ascii: "_"), bytes[index + 2].isAlphanumeric
      {
        index += 2
      } else if byte >= 0x80 {
        let (scalar, length) = bytes.scalar(at: index)
        guard scalar.isWordScalar || scalar.properties.numericType != nil else { break }
        index += length
      } else {
        break
      }
    }
    return min(index, end)
  }

  // MARK: Names

  private mutating func name(_ bytes: Span<UInt8>, at index: Int) -> (InlineSpan.Kind, Int)? {
    if let email = emailAddress(bytes, at: index) { return (.email, email) }
    if index >= chainEnd {
      if let stop = URLSyntax.end(bytes, at: index, before: end) { return (.url, stop) }
      if let stop = drivePath(bytes, at: index) { return (.identifier, stop) }
      let chain = NameChain(bytes, from: index, before: end)
      chainEnd = chain.end
      dottedEnd = index
      if let found = chain.judge(bytes, before: end) { return found }
    }
    if index >= dottedEnd {
      let dotted = DottedName(bytes, from: index, before: chainEnd)
      dottedEnd = dotted.end
      if let stop = dotted.judge(bytes, before: end) { return (.identifier, stop) }
    }
    let stop = wordEnd(bytes, from: index)
    return WordShape.technicalRange(bytes, from: index, to: stop, before: end).map {
      (.identifier, $0)
    }
  }

  /// The end of the e-mail address that starts at `index`.
  private mutating func emailAddress(_ bytes: Span<UInt8>, at index: Int) -> Int? {
    while true {
      if let email, email.isEmpty { return nil }
      if let email, index <= email.lowerBound {
        return index == email.lowerBound ? email.upperBound : nil
      }
      let from = max(index, email?.upperBound ?? index)
      email = URLSyntax.nextEmail(bytes, from: from, notBefore: index, before: end) ?? end..<end
    }
  }

  // MARK: Paths

  private func rootedPath(_ bytes: Span<UInt8>, at index: Int) -> (InlineSpan.Kind, Int)? {
    let next = bytes.byte(at: index + 1)
    guard next.isAlphanumeric || next == UInt8(ascii: "_") || next == UInt8(ascii: ".") else {
      return nil
    }
    guard let (kind, stop) = path(bytes, from: index) else { return nil }
    var slashes = 0
    var letters = false
    for place in index..<stop {
      if bytes[place] == UInt8(ascii: "/") { slashes += 1 }
      if bytes[place].isLetter { letters = true }
    }
    // One slash more than none is how people write alternatives: `and /or`.
    guard letters, slashes >= 2 || TechnicalNames.isRootDirectory(bytes, index + 1, stop) else {
      return nil
    }
    return (kind, stop)
  }

  /// The path of slashes from `index`, whatever it starts with.
  private func path(_ bytes: Span<UInt8>, from index: Int) -> (InlineSpan.Kind, Int)? {
    let stop = URLSyntax.pathEnd(bytes, from: index, before: end)
    return stop > index + 1 ? (.identifier, stop) : nil
  }

  /// `./x`, `../x`, `.gitignore`, `.pdf`.
  private func pointedName(_ bytes: Span<UInt8>, at index: Int) -> (InlineSpan.Kind, Int)? {
    let next = bytes.byte(at: index + 1)
    if next == UInt8(ascii: "/") { return path(bytes, from: index) }
    if next == UInt8(ascii: "."), index + 2 < end, bytes[index + 2] == UInt8(ascii: "/") {
      return path(bytes, from: index)
    }
    guard next.isLetter else { return nil }
    let stop = wordEnd(bytes, from: index + 1)
    guard
      TechnicalNames.isFileExtension(bytes, index + 1, stop)
        || TechnicalNames.isDotFile(bytes, index + 1, stop)
    else { return nil }
    return (.identifier, stop)
  }

  /// `\\server\share`.
  private func serverPath(_ bytes: Span<UInt8>, at index: Int) -> (InlineSpan.Kind, Int)? {
    guard index + 3 < end, bytes[index + 1] == UInt8(ascii: "\\"), bytes[index + 2].isAlphanumeric
    else { return nil }
    var stop = index + 2
    var separators = 0
    while stop < end {
      let byte = bytes[stop]
      if byte == UInt8(ascii: "\\") {
        separators += 1
      } else if !URLSyntax.isPathByte(byte) {
        break
      }
      stop += 1
    }
    while stop > index, bytes[stop - 1].isTrailingPunctuation { stop -= 1 }
    return separators > 0 ? (.identifier, stop) : nil
  }

  /// The end of `C:\x` or `C:/x`. A path of Windows may go on past a space when a
  /// backslash follows on the same line: `C:\Program Files\x`.
  private mutating func drivePath(_ bytes: Span<UInt8>, at index: Int) -> Int? {
    guard bytes[index].isLetter, index + 2 < end, bytes[index + 1] == UInt8(ascii: ":") else {
      return nil
    }
    let separator = bytes[index + 2]
    guard
      separator == UInt8(ascii: "\\")
        || separator == UInt8(ascii: "/") && bytes.byte(at: index + 3) != separator
    else { return nil }
    var stop = index + 3
    while stop < limit {
      let byte = bytes[stop]
      if URLSyntax.isPathByte(byte) || byte == UInt8(ascii: "\\") || byte == UInt8(ascii: "(")
        || byte == UInt8(ascii: ")")
      {
        stop += 1
      } else if byte == .space, separator == UInt8(ascii: "\\"),
        let next = Self.nextSeparator(bytes, after: stop, before: limit)
      {
        stop = next
      } else {
        break
      }
    }
    while stop > index + 3, bytes[stop - 1].isTrailingPunctuation || bytes[stop - 1] == 0x29 {
      stop -= 1
    }
    end = max(end, stop)
    return stop
  }

  /// The next backslash within a few words of a path's space.
  private static func nextSeparator(
    _ bytes: Span<UInt8>, after index: Int, before limit: Int
  ) -> Int? {
    var place = index + 1
    while place < min(limit, index + 32) {
      let byte = bytes[place]
      if byte == UInt8(ascii: "\\") { return place > index + 1 ? place : nil }
      let isName =
        byte.isAlphanumeric || byte == .space || byte == UInt8(ascii: "(")
        || byte == UInt8(ascii: ")") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
      guard isName else { return nil }
      place += 1
    }
    return nil
  }

  // MARK: Marked names

  private func handleEnd(_ bytes: Span<UInt8>, from index: Int) -> Int {
    var stop = wordEnd(bytes, from: index)
    // `@scope/package`, `@name@host.example`, `@first.last`.
    while stop + 1 < end, bytes[stop + 1].isAlphanumeric,
      bytes[stop] == UInt8(ascii: "/") || bytes[stop] == UInt8(ascii: "@")
        || bytes[stop] == UInt8(ascii: "-")
        || bytes[stop] == UInt8(ascii: ".") && bytes[stop + 1].isLower
    {
      stop = wordEnd(bytes, from: stop + 1)
    }
    return stop
  }

  private func hashtag(_ bytes: Span<UInt8>, at index: Int) -> (InlineSpan.Kind, Int)? {
    // `&#169;` is a character reference.
    if index > start, bytes[index - 1] == UInt8(ascii: "&") { return nil }
    let stop = wordEnd(bytes, from: index + 1)
    return stop > index + 1 ? (.identifier, stop) : nil
  }

  private func longOption(_ bytes: Span<UInt8>, at index: Int) -> (InlineSpan.Kind, Int)? {
    guard index + 3 < end, bytes[index + 1] == UInt8(ascii: "-"), bytes[index + 2].isLetter
    else { return nil }
    var stop = index + 2
    while stop < end,
      bytes[stop].isAlphanumeric || bytes[stop] == UInt8(ascii: "_")
        || (bytes[stop] == UInt8(ascii: "-") || bytes[stop] == UInt8(ascii: "="))
          && bytes.byte(at: stop + 1).isAlphanumeric
    {
      stop += 1
    }
    // A dash written as two hyphens stands before prose: `--and then--`.
    if stop + 1 < end, bytes[stop] == UInt8(ascii: "-"), bytes[stop + 1] == UInt8(ascii: "-") {
      return nil
    }
    return stop > index + 3 ? (.identifier, stop) : nil
  }

  /// `$HOME`, `${HOME}`, `%PATH%`.
  private func variable(_ bytes: Span<UInt8>, at index: Int) -> (InlineSpan.Kind, Int)? {
    var from = index + 1
    let isBraced = bytes[index] == UInt8(ascii: "$") && bytes.byte(at: from) == UInt8(ascii: "{")
    if isBraced { from += 1 }
    guard from < end, bytes[from].isLetter || bytes[from] == UInt8(ascii: "_") else { return nil }
    let stop = wordEnd(bytes, from: from)
    if isBraced {
      return stop < end && bytes[stop] == UInt8(ascii: "}") ? (.identifier, stop + 1) : nil
    }
    if bytes[index] == UInt8(ascii: "%") {
      guard stop > from + 1, stop < end, bytes[stop] == UInt8(ascii: "%") else { return nil }
      return (.identifier, stop + 1)
    }
    guard stop > from + 1 else { return nil }
    let isPath = stop < end && bytes[stop] == UInt8(ascii: "/")
    return (.identifier, isPath ? URLSyntax.pathEnd(bytes, from: stop, before: end) : stop)
  }
}

extension UInt8 {
  /// Whether the byte, at the end of an address, belongs to the sentence around it.
  var isTrailingPunctuation: Bool {
    switch self {
    case UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: ";"),
      UInt8(ascii: "!"), UInt8(ascii: "?"), UInt8(ascii: "*"), UInt8(ascii: "_"),
      UInt8(ascii: "~"), UInt8(ascii: "'"), UInt8(ascii: "\\"):
      true
    default: false
    }
  }
}
