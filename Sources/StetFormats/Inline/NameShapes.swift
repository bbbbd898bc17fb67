import StetCore

/// A name with whatever joins names inside it: `src/foo-bar.swift`,
/// `my-site.org`, `HKEY_LOCAL_MACHINE\Software`.
struct NameChain {
  let start: Int
  let end: Int
  private let firstSlash: Int?
  private let slashes: Int
  private let backslashes: Int
  /// The start of the part after the last separator.
  private let lastPart: Int

  /// The chain from `index`, which is the start of a word.
  init(_ bytes: Span<UInt8>, from index: Int, before limit: Int) {
    start = index
    var place = index
    var firstSlash: Int?
    var slashes = 0
    var backslashes = 0
    var lastPart = index
    while place < limit {
      let byte = bytes[place]
      if byte.isAlphanumeric || byte == UInt8(ascii: "_") {
        place += 1
        continue
      }
      if byte >= 0x80 {
        let (scalar, length) = bytes.scalar(at: place)
        guard scalar.isWordScalar else { break }
        place = min(place + length, limit)
        continue
      }
      guard byte.isNameJoiner, place + 1 < limit else { break }
      let next = bytes[place + 1]
      guard next.isAlphanumeric || next == UInt8(ascii: "_") || next >= 0x80 else { break }
      if byte == UInt8(ascii: "/") {
        slashes += 1
        if firstSlash == nil { firstSlash = place }
        lastPart = place + 1
      } else if byte == UInt8(ascii: "\\") {
        // An underscore that Markdown has escaped separates nothing.
        if next != UInt8(ascii: "_") { backslashes += 1 }
        lastPart = place + 1
      }
      place += 1
    }
    self.firstSlash = firstSlash
    self.slashes = slashes
    self.backslashes = backslashes
    self.lastPart = lastPart
    end = max(place, index + 1)
  }

  /// What the chain is as a whole, and where that ends.
  func judge(_ bytes: Span<UInt8>, before limit: Int) -> (InlineSpan.Kind, Int)? {
    let hostLimit = firstSlash ?? end
    if let found = host(bytes, to: hostLimit, before: limit) { return found }
    if HexShape.isUUID(bytes, start, end) { return (.identifier, end) }
    if backslashes > 0 {
      let isPath =
        backslashes > 1 || bytes.matches("hk", at: start, before: end)
        || DottedName.fileEnd(bytes, from: lastPart, to: end) != nil
      return isPath ? (.identifier, end) : nil
    }
    if let firstSlash {
      // Communities and people of Reddit.
      if firstSlash == start + 1, slashes == 1, end - firstSlash > 3,
        bytes[start] == UInt8(ascii: "r") || bytes[start] == UInt8(ascii: "u")
      {
        return (.identifier, end)
      }
      if bytes.matches("10.", at: start, before: firstSlash), isDOI(bytes, to: firstSlash) {
        return (.identifier, URLSyntax.tailEnd(bytes, from: start, to: end, before: limit))
      }
      if let stop = DottedName.fileEnd(bytes, from: lastPart, to: end) {
        return (.identifier, stop)
      }
      return nil
    }
    if let stop = DottedName.fileEnd(bytes, from: start, to: end) { return (.identifier, stop) }
    return DottedName.versionEnd(bytes, from: start, to: end).map { (.identifier, $0) }
  }

  /// A DOI's prefix: `10.` and four digits or more.
  private func isDOI(_ bytes: Span<UInt8>, to slash: Int) -> Bool {
    guard slash - start >= 7 else { return false }
    for place in start + 3..<slash {
      guard bytes[place].isDigit || bytes[place] == UInt8(ascii: ".") else { return false }
    }
    return true
  }

  /// A host name without a scheme, with the path that follows it.
  private func host(
    _ bytes: Span<UInt8>, to hostEnd: Int, before limit: Int
  ) -> (InlineSpan.Kind, Int)? {
    guard let lastPoint = bytes.lastPoint(from: start, to: hostEnd), lastPoint > start else {
      return nil
    }
    let strength = TechnicalNames.topLevelDomain(bytes, lastPoint + 1, hostEnd)
    guard strength != .none else { return nil }
    var labels = 1
    var letters = false
    for place in start..<lastPoint {
      let byte = bytes[place]
      if byte == UInt8(ascii: ".") { labels += 1 }
      if byte.isLetter || byte >= 0x80 { letters = true }
      guard
        byte.isAlphanumeric || byte >= 0x80 || byte == UInt8(ascii: "-")
          || byte == UInt8(ascii: ".")
      else { return nil }
    }
    let next = bytes.byte(at: hostEnd)
    let hasPath =
      hostEnd < limit
      && (next == UInt8(ascii: "/")
        || next == UInt8(ascii: ":") && bytes.byte(at: hostEnd + 1).isDigit)
    // Endings that are words too are taken for a missing space unless more shows
    // that an address is meant.
    guard letters, strength == .certain || hasPath || labels > 2 else { return nil }
    guard hasPath else { return (.url, hostEnd) }
    return (.url, URLSyntax.tailEnd(bytes, from: start, to: hostEnd, before: limit))
  }
}

/// A name of words with points between them: `os.path.join`, `1.2.3`.
struct DottedName {
  let start: Int
  let end: Int
  /// Words in the name.
  private let parts: Int

  init(_ bytes: Span<UInt8>, from index: Int, before limit: Int) {
    start = index
    var place = index
    var parts = 1
    while place < limit {
      let byte = bytes[place]
      if byte == UInt8(ascii: ".") {
        guard place + 1 < limit,
          bytes[place + 1].isAlphanumeric || bytes[place + 1] == UInt8(ascii: "_")
        else { break }
        parts += 1
      } else if !byte.isAlphanumeric && byte != UInt8(ascii: "_") {
        break
      }
      place += 1
    }
    end = max(place, index + 1)
    self.parts = parts
  }

  /// Where the name ends when it is no prose; `nil` when it may be.
  func judge(_ bytes: Span<UInt8>, before limit: Int) -> Int? {
    guard parts > 1 else { return nil }
    let isCalled = end < limit && bytes[end] == UInt8(ascii: "(")
    // A capital after a point is where the next sentence starts, its space lost.
    var stop = end
    var count = 0
    var long = 0
    var capitals = 0
    var technical = false
    var place = start
    while place < end {
      var wordEnd = place
      while wordEnd < end, bytes[wordEnd] != UInt8(ascii: ".") { wordEnd += 1 }
      let isCapitalized = WordShape.isCapitalized(bytes, from: place, to: wordEnd)
      if isCapitalized {
        capitals += 1
        if count > 0 && !isCalled && capitals <= count {
          stop = place - 1
          break
        }
      }
      guard bytes[place].isLetter || bytes[place] == UInt8(ascii: "_") else { return nil }
      count += 1
      if wordEnd - place > 1 { long += 1 }
      if WordShape.isTechnical(bytes, from: place, to: wordEnd) { technical = true }
      place = wordEnd + 1
    }
    guard count > 1 else { return nil }
    if isCalled && stop == end && long > 0 {
      return end + 1 < limit && bytes[end + 1] == UInt8(ascii: ")") ? end + 2 : end
    }
    if capitals == count && count < 3 && !technical { return nil }
    return technical || (count > 2 && long == count) ? stop : nil
  }

  /// `end` when the bytes are a file name that ends in a known extension.
  static func fileEnd(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> Int? {
    guard let point = bytes.lastPoint(from: start, to: end), point > start,
      TechnicalNames.isFileExtension(bytes, point + 1, end)
    else { return nil }
    return end
  }

  /// Where a version number at `start` ends: `1.2.3`, `v2.0`, `5.x`, `1.2.3-beta.1`.
  static func versionEnd(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> Int? {
    var place = start
    let isMarked = bytes[place] == UInt8(ascii: "v") || bytes[place] == UInt8(ascii: "V")
    if isMarked { place += 1 }
    var numbers = 0
    while place < end, bytes[place].isDigit {
      while place < end, bytes[place].isDigit { place += 1 }
      numbers += 1
      guard place + 1 < end, bytes[place] == UInt8(ascii: ".") else { break }
      if bytes[place + 1] == UInt8(ascii: "x"), place + 2 == end { return end }
      guard bytes[place + 1].isDigit else { break }
      place += 1
    }
    guard numbers > 2 || isMarked && numbers > 1 else { return nil }
    if place == end { return end }
    // A pre-release or build: what follows is letters, digits, points, hyphens.
    if bytes[place] == UInt8(ascii: "-") || bytes[place] == UInt8(ascii: "+")
      || bytes[place].isLetter
    {
      while place < end, bytes[place] != UInt8(ascii: "/") { place += 1 }
      return place
    }
    return place
  }
}

/// Hexadecimal names.
enum HexShape {
  /// Whether the bytes are a UUID: 8, 4, 4, 4 and 12 hexadecimal digits.
  static func isUUID(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    guard end - start == 36 else { return false }
    for offset in 0..<36 {
      let byte = bytes[start + offset]
      let isHyphen = offset == 8 || offset == 13 || offset == 18 || offset == 23
      guard isHyphen ? byte == UInt8(ascii: "-") : byte.isHexDigit else { return false }
    }
    return true
  }

  /// Whether the bytes are `0x1F` or the hash of a commit or a file: seven digits
  /// or more, letters and figures mixed, letters in one case.
  static func isNumberOrHash(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    var place = start
    if bytes[start] == UInt8(ascii: "0"), end - start > 2, bytes[start + 1] == UInt8(ascii: "x") {
      place += 2
    } else if end - start < 7 {
      return false
    }
    let isPrefixed = place > start
    var figures = false
    var lower = false
    var upper = false
    while place < end {
      let byte = bytes[place]
      guard byte.isHexDigit else { return false }
      if byte.isDigit { figures = true } else if byte.isLower { lower = true } else { upper = true }
      place += 1
    }
    return isPrefixed || figures && lower != upper
  }
}

/// What the letters of one word tell.
enum WordShape {
  /// Where the technical name that is the word from `start` to `end` ends, its
  /// call brackets included; `nil` when the word may be prose.
  static func technicalRange(
    _ bytes: Span<UInt8>, from start: Int, to end: Int, before limit: Int
  ) -> Int? {
    var stop = end
    // An underscore at the end is emphasis or the blank of a form.
    while stop > start, bytes[stop - 1] == UInt8(ascii: "_") { stop -= 1 }
    guard stop > start, bytes[start] != UInt8(ascii: "_") else { return nil }
    let isCalled =
      stop == end && end + 1 < limit && bytes[end] == UInt8(ascii: "(")
      && bytes[end + 1] == UInt8(ascii: ")")
    let isTechnical = isCalled || isTechnical(bytes, from: start, to: stop)
    guard isTechnical else { return nil }
    if stop < end { return stop }
    if isCalled { stop += 2 }
    // Names in name spaces: `std::string`.
    while stop + 2 < limit, bytes[stop] == UInt8(ascii: ":"), bytes[stop + 1] == UInt8(ascii: ":"),
      bytes[stop + 2].isLetter
    {
      stop += 2
      while stop < limit, bytes[stop].isAlphanumeric || bytes[stop] == UInt8(ascii: "_") {
        stop += 1
      }
    }
    return stop
  }

  /// Whether a word is written as no word of prose is: `snake_case`, `camelCase`,
  /// `v2`, a hash.
  static func isTechnical(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> Bool {
    guard end > start else { return false }
    var humps = 0
    var firstHump = start
    var digits = false
    var isASCII = true
    for place in start + 1..<max(end, start + 1) {
      let byte = bytes[place]
      let previous = bytes[place - 1]
      if byte == UInt8(ascii: "_"), previous.isAlphanumeric || previous == UInt8(ascii: "\\"),
        place + 1 < end,
        bytes[place + 1].isAlphanumeric
      {
        return true
      }
      if byte.isUpper && previous.isLower {
        humps += 1
        if humps == 1 { firstHump = place }
      }
      if byte.isDigit { digits = true }
      if byte >= 0x80 { isASCII = false }
    }
    if isASCII && (digits || bytes[start].isDigit) {
      if bytes[start] == UInt8(ascii: "v"), isNumber(bytes, from: start + 1, to: end) {
        return true
      }
      if HexShape.isNumberOrHash(bytes, start, end) { return true }
    }
    // Short ones are left to the dictionary: `PhD`, `mRNA`, `pH`.
    guard humps > 0, end - start > 4, isASCII else { return false }
    if humps == 1, TechnicalNames.isNamePrefix(bytes, start, firstHump) { return false }
    return true
  }

  /// Whether a word is a capital and small letters, or a capital alone.
  static func isCapitalized(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> Bool {
    guard start < end, bytes[start].isUpper else { return false }
    for place in start + 1..<max(end, start + 1) where !bytes[place].isLower { return false }
    return true
  }

  private static func isNumber(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> Bool {
    guard start < end else { return false }
    for place in start..<end where !bytes[place].isDigit { return false }
    return true
  }
}

extension UInt8 {
  /// Whether the byte may join two words of a name.
  var isNameJoiner: Bool {
    switch self {
    case UInt8(ascii: "/"), UInt8(ascii: "\\"), UInt8(ascii: "."), UInt8(ascii: "-"),
      UInt8(ascii: "+"):
      true
    default: false
    }
  }
}

extension Span<UInt8> {
  /// The last point between two places.
  func lastPoint(from start: Int, to end: Int) -> Int? {
    var place = end - 1
    while place >= start {
      if self[place] == UInt8(ascii: ".") { return place }
      // Extensions and top-level domains are short.
      if end - place > 16 { return nil }
      place -= 1
    }
    return nil
  }
}
