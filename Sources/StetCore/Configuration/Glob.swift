/// A path cut into its parts, for globs to match.
package struct PathParts: Hashable, Sendable {
  /// The bytes of all parts, one after the other.
  fileprivate private(set) var bytes: [UInt8] = []
  /// The index after each part's last byte.
  private var ends: [Int] = []

  /// A path without parts.
  package init() {}

  /// Cuts a path at its slashes. Empty parts and `.` are left out.
  package init(_ path: some Collection<UInt8>) {
    for part in path.split(separator: UInt8(ascii: "/")) where !part.elementsEqual([0x2E]) {
      append(part)
    }
  }

  /// How many parts there are.
  package var count: Int { ends.count }

  /// Adds a part.
  package mutating func append(_ part: some Sequence<UInt8>) {
    bytes.append(contentsOf: part)
    ends.append(bytes.count)
  }

  /// Takes the last part away, if there is one.
  package mutating func removeLast() {
    guard ends.popLast() != nil else { return }
    bytes.removeLast(bytes.count - (ends.last ?? 0))
  }

  /// Whether the first parts are those of `other`.
  package func starts(with other: PathParts) -> Bool {
    other.ends.count <= ends.count && ends.starts(with: other.ends)
      && bytes.starts(with: other.bytes)
  }

  /// Where a part, which there must be, stands in `bytes`.
  fileprivate func range(of part: Int) -> Range<Int> {
    (part == 0 ? 0 : ends[part - 1])..<ends[part]
  }
}

/// A pattern for paths, in the manner of `.gitignore`.
///
/// `*` stands for any text without a slash, `?` for one character, `[a-z]` and
/// `[!a-z]` for one of a set, `**` as a whole part of the path for any number of
/// folders, and a backslash takes the next character as it is. A pattern without
/// a slash, other than at its end, is matched with the last part of a path, at
/// any depth; any other with the whole path from the base on. A slash at the end
/// restricts the pattern to folders.
///
/// Matching takes O(pattern · path) for a pattern without `**`, and that for
/// each part of the path otherwise; never more.
package struct Glob: Hashable, Sendable {
  /// Which of two kinds of pattern is meant.
  package enum Dialect: Hashable, Sendable {
    /// As git reads it: `?` and sets mean bytes, and braces nothing.
    case ignoreFile
    /// `?` and sets mean Unicode scalars; `{a,b}` stands for either.
    case configuration
  }

  /// Why a text is not a glob.
  package struct Malformed: Error, Hashable, Sendable {
    /// What is wrong, as part of a sentence: `the “[” is never closed`.
    package let reason: String
  }

  /// The text that a pattern of braces may stand for, at most.
  static let maximumAlternatives = 256
  /// The longest pattern, in bytes, before and after braces are resolved.
  static let maximumLength = 4096

  private enum Token: Hashable, Sendable {
    case byte(UInt8)
    /// One byte or scalar, as the dialect has it.
    case one
    /// One byte or scalar that is, or is not, in the ranges.
    case set([ClosedRange<UInt32>], isNegated: Bool)
    case star
  }

  /// A pattern for one part of a path.
  private enum Part: Hashable, Sendable {
    /// Any number of parts.
    case anyFolders
    case anything
    case exactly([UInt8])
    case ending([UInt8])
    case tokens([Token])
  }

  private struct Alternative: Hashable, Sendable {
    var parts: [Part]
    var isAnchored: Bool
    var isForFolders: Bool
  }

  private let alternatives: [Alternative]
  private let matchesScalars: Bool

  /// Whether the pattern's last part says nothing of names (`docs/**`), so that
  /// it means whatever is in a folder.
  package let endsOpen: Bool

  /// Reads a pattern.
  ///
  /// - Throws: what is wrong with it. A pattern of an ignore file that this
  ///   refuses is one that git never matches with anything.
  package init(_ pattern: [UInt8], _ dialect: Dialect) throws(Malformed) {
    matchesScalars = dialect == .configuration
    guard pattern.count <= Self.maximumLength else {
      throw Malformed(reason: "it is longer than \(Self.maximumLength) bytes")
    }
    let texts = dialect == .configuration ? try Self.resolveBraces(pattern) : [pattern]
    var alternatives: [Alternative] = []
    for text in texts { alternatives.append(try Self.compile(text, dialect)) }
    self.alternatives = alternatives
    endsOpen = alternatives.allSatisfy { $0.parts.last == .anything }
  }

  // MARK: Matching

  /// Whether the pattern matches a path, whose parts before `base` are the
  /// folder that the pattern is relative to; `nil` for a path outside that
  /// folder, which only patterns that hold at any depth match.
  ///
  /// - Parameter count: how many parts of `path` to look at; all by default.
  package func matches(
    _ path: PathParts, from base: Int?, count: Int? = nil, isFolder: Bool
  ) -> Bool {
    let count = min(count ?? path.count, path.count)
    let start = base ?? 0
    guard start >= 0, count > start else { return false }
    for alternative in alternatives where isFolder || !alternative.isForFolders {
      if alternative.isAnchored {
        if base == nil && alternative.parts.first != .anyFolders { continue }
        if matches(alternative.parts, path, start..<count) { return true }
      } else if let part = alternative.parts.last,
        matches(part, path.bytes, path.range(of: count - 1))
      {
        return true
      }
    }
    return false
  }

  /// Matches parts. Only the last `**` met is ever tried again: whatever an
  /// earlier one could give way to, the last can take in itself.
  private func matches(_ parts: [Part], _ path: PathParts, _ range: Range<Int>) -> Bool {
    var part = 0
    var place = range.lowerBound
    var retry: (part: Int, place: Int)?
    while place < range.upperBound || part < parts.count {
      if part < parts.count {
        if case .anyFolders = parts[part] {
          retry = (part, place)
          part += 1
          continue
        }
        if place < range.upperBound && matches(parts[part], path.bytes, path.range(of: place)) {
          part += 1
          place += 1
          continue
        }
      }
      guard let last = retry, last.place < range.upperBound else { return false }
      retry = (last.part, last.place + 1)
      part = last.part + 1
      place = last.place + 1
    }
    return true
  }

  private func matches(_ part: Part, _ bytes: [UInt8], _ range: Range<Int>) -> Bool {
    switch part {
    case .anyFolders, .anything: true
    case .exactly(let name): range.count == name.count && bytes[range].elementsEqual(name)
    case .ending(let name):
      range.count >= name.count && bytes[range].suffix(name.count).elementsEqual(name)
    case .tokens(let tokens): matches(tokens, bytes, range)
    }
  }

  /// Matches one part; only the last star met is ever tried again.
  private func matches(_ tokens: [Token], _ bytes: [UInt8], _ range: Range<Int>) -> Bool {
    var token = 0
    var place = range.lowerBound
    var retry: (token: Int, place: Int)?
    while place < range.upperBound {
      if token < tokens.count {
        if case .star = tokens[token] {
          token += 1
          retry = (token, place)
          continue
        }
        if let length = length(of: tokens[token], in: bytes, at: place, before: range.upperBound) {
          token += 1
          place += length
          continue
        }
      }
      guard let last = retry else { return false }
      let (_, length) = unit(in: bytes, at: last.place, before: range.upperBound)
      retry = (last.token, last.place + length)
      token = last.token
      place = last.place + length
    }
    return tokens[token...].allSatisfy { $0 == .star }
  }

  /// The bytes that a token takes at a place; `nil` when it does not match.
  private func length(
    of token: Token, in bytes: [UInt8], at place: Int, before end: Int
  ) -> Int? {
    switch token {
    case .byte(let byte): return bytes[place] == byte ? 1 : nil
    case .one: return unit(in: bytes, at: place, before: end).length
    case .set(let ranges, let isNegated):
      let (value, length) = unit(in: bytes, at: place, before: end)
      return ranges.contains { $0.contains(value) } != isNegated ? length : nil
    case .star: return nil
    }
  }

  private func unit(
    in bytes: [UInt8], at place: Int, before end: Int
  ) -> (value: UInt32, length: Int) {
    guard matchesScalars, bytes[place] >= 0x80 else { return (UInt32(bytes[place]), 1) }
    let (scalar, length) = bytes.scalar(at: place)
    return place + length <= end ? (scalar.value, length) : (0xFFFD, 1)
  }

  // MARK: Reading

  private static func compile(
    _ pattern: [UInt8], _ dialect: Dialect
  ) throws(Malformed) -> Alternative {
    let slash = UInt8(ascii: "/")
    var text = pattern[...]
    let isForFolders = text.last == slash
    if isForFolders { text.removeLast() }
    let isAnchored = text.contains(slash)
    if text.first == slash { text.removeFirst() }
    guard !text.isEmpty else { throw Malformed(reason: "it is empty") }

    var parts: [Part] = []
    var tokens: [Token] = []
    func endPart() throws(Malformed) {
      defer { tokens = [] }
      if dialect == .configuration {
        if tokens.isEmpty || tokens == [.byte(0x2E)] { return }
        if tokens == [.byte(0x2E), .byte(0x2E)] {
          throw Malformed(reason: "“..” leads out of the project")
        }
      }
      if tokens.count > 1 && tokens.allSatisfy({ $0 == .star }) {
        if parts.last != .anyFolders { parts.append(.anyFolders) }
      } else {
        parts.append(part(tokens))
      }
    }
    var reader = Reader(text: text, readsScalars: dialect == .configuration)
    while let byte = reader.next() {
      switch byte {
      case slash: try endPart()
      case UInt8(ascii: "*"): tokens.append(.star)
      case UInt8(ascii: "?"): tokens.append(.one)
      case UInt8(ascii: "["): tokens.append(try reader.set())
      case UInt8(ascii: "\\"):
        guard let next = reader.next() else {
          throw Malformed(reason: "nothing follows the “\\” at its end")
        }
        tokens.append(.byte(next))
      default: tokens.append(.byte(byte))
      }
    }
    try endPart()
    guard let last = parts.last else { throw Malformed(reason: "it names nothing") }
    // `docs/**` is what is in the folder, and not the folder: one part at least.
    if last == .anyFolders { parts.append(.anything) }
    if !isAnchored { parts = parts.suffix(1) }
    return Alternative(parts: parts, isAnchored: isAnchored, isForFolders: isForFolders)
  }

  /// The quickest form of a part's pattern.
  private static func part(_ tokens: [Token]) -> Part {
    var stars = 0
    var name: [UInt8] = []
    for token in tokens {
      switch token {
      case .star: stars += 1
      case .byte(let byte): name.append(byte)
      case .one, .set: return .tokens(tokens)
      }
    }
    if stars == 0 { return .exactly(name) }
    if stars == tokens.count { return .anything }
    return stars == 1 && tokens.first == .star ? .ending(name) : .tokens(tokens)
  }

  /// Reads a pattern from left to right.
  private struct Reader {
    var text: ArraySlice<UInt8>
    let readsScalars: Bool

    mutating func next() -> UInt8? { text.popFirst() }

    /// The next byte or scalar.
    private mutating func unit() -> UInt32? {
      guard let byte = text.first else { return nil }
      guard readsScalars && byte >= 0x80 else {
        text.removeFirst()
        return UInt32(byte)
      }
      let (scalar, length) = text.scalar(at: text.startIndex)
      text.removeFirst(min(length, text.count))
      return scalar.value
    }

    /// Reads a set after its `[`. What is odd here is so in git: a `]` at the
    /// start is a member, and a range that goes backwards holds its start.
    mutating func set() throws(Malformed) -> Token {
      let unclosed = Malformed(reason: "a “[” is never closed")
      let isNegated = text.first == UInt8(ascii: "!") || text.first == UInt8(ascii: "^")
      if isNegated { text.removeFirst() }
      var ranges: [ClosedRange<UInt32>] = []
      var previous: UInt32?
      var isFirst = true
      while true {
        guard let unit = unit() else { throw unclosed }
        if unit == UInt32(UInt8(ascii: "]")) && !isFirst {
          return .set(ranges, isNegated: isNegated)
        }
        isFirst = false
        if unit == UInt32(UInt8(ascii: "-")), let low = previous, let next = text.first,
          next != UInt8(ascii: "]")
        {
          if next == UInt8(ascii: "\\") { text.removeFirst() }
          guard let high = self.unit() else { throw unclosed }
          if low <= high { ranges.append(low...high) }
          previous = nil
        } else if unit == UInt32(UInt8(ascii: "[")), text.first == UInt8(ascii: ":"),
          let end = text.firstIndex(of: UInt8(ascii: "]"))
        {
          let inside = text[text.index(after: text.startIndex)..<end]
          // Without `:]` the bracket is a member like any other.
          guard inside.last == UInt8(ascii: ":") else {
            ranges.append(unit...unit)
            previous = unit
            continue
          }
          guard let members = Self.members(ofClass: inside.dropLast()) else {
            throw Malformed(reason: "there is no such class of characters")
          }
          ranges += members
          text = text[text.index(after: end)...]
          previous = nil
        } else {
          var member = unit
          if unit == UInt32(UInt8(ascii: "\\")) {
            guard let next = self.unit() else { throw unclosed }
            member = next
          }
          ranges.append(member...member)
          previous = member
        }
      }
    }

    /// The members of a POSIX class of characters, in ASCII.
    private static func members(ofClass name: ArraySlice<UInt8>) -> [ClosedRange<UInt32>]? {
      let digits: ClosedRange<UInt32> = 0x30...0x39
      let upper: ClosedRange<UInt32> = 0x41...0x5A
      let lower: ClosedRange<UInt32> = 0x61...0x7A
      switch String(decoding: name, as: UTF8.self) {
      case "alnum": return [digits, upper, lower]
      case "alpha": return [upper, lower]
      case "blank": return [0x09...0x09, 0x20...0x20]
      case "cntrl": return [0x00...0x1F, 0x7F...0x7F]
      case "digit": return [digits]
      case "graph": return [0x21...0x7E]
      case "lower": return [lower]
      case "print": return [0x20...0x7E]
      case "punct": return [0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E]
      case "space": return [0x09...0x0D, 0x20...0x20]
      case "upper": return [upper]
      case "xdigit": return [digits, 0x41...0x46, 0x61...0x66]
      default: return nil
      }
    }
  }

  // MARK: Braces

  /// The patterns that a pattern with braces stands for. Braces may be nested;
  /// those behind a backslash or in a set mean themselves.
  private static func resolveBraces(_ pattern: [UInt8]) throws(Malformed) -> [[UInt8]] {
    /// A group that is still open: what it had before, and what it has so far.
    struct Group {
      var before: [[UInt8]]
      var finished: [[UInt8]] = []
    }
    var groups: [Group] = []
    var current: [[UInt8]] = [[]]
    func check(_ texts: [[UInt8]]) throws(Malformed) {
      guard texts.count <= maximumAlternatives,
        texts.reduce(0, { $0 + $1.count }) <= maximumLength * 4
      else { throw Malformed(reason: "its braces stand for too many patterns") }
    }
    func append(_ bytes: ArraySlice<UInt8>) {
      for index in current.indices { current[index].append(contentsOf: bytes) }
    }
    var index = 0
    while index < pattern.count {
      let byte = pattern[index]
      switch byte {
      case UInt8(ascii: "\\"):
        append(pattern[index..<min(index + 2, pattern.count)])
        index += 1
      case UInt8(ascii: "["):
        let end = endOfSet(pattern, from: index)
        append(pattern[index..<end])
        index = end - 1
      case UInt8(ascii: "{"):
        groups.append(Group(before: current))
        current = [[]]
      case UInt8(ascii: ",") where !groups.isEmpty:
        groups[groups.count - 1].finished += current
        try check(groups[groups.count - 1].finished)
        current = [[]]
      case UInt8(ascii: "}"):
        guard let group = groups.popLast() else {
          throw Malformed(reason: "a “}” closes nothing")
        }
        let choices = group.finished + current
        guard choices.count * group.before.count <= maximumAlternatives else {
          throw Malformed(reason: "its braces stand for too many patterns")
        }
        current = group.before.flatMap { before in choices.map { before + $0 } }
        try check(current)
      default:
        append([byte])
      }
      index += 1
    }
    guard groups.isEmpty else { throw Malformed(reason: "a “{” is never closed") }
    try check(current)
    return current
  }

  /// The index after the `]` that closes the set at `start`; the next index
  /// when nothing closes it.
  private static func endOfSet(_ pattern: [UInt8], from start: Int) -> Int {
    var index = start + 1
    if pattern.byte(at: index) == UInt8(ascii: "!") || pattern.byte(at: index) == UInt8(ascii: "^")
    {
      index += 1
    }
    if pattern.byte(at: index) == UInt8(ascii: "]") { index += 1 }
    while index < pattern.count {
      if pattern[index] == UInt8(ascii: "]") { return index + 1 }
      index += pattern[index] == UInt8(ascii: "\\") ? 2 : 1
    }
    return start + 1
  }
}
