private import CData
package import StetCore
import Synchronization

/// Knows the lines that web sites leave behind in copied pages.
///
/// The knowledge is the pattern file `Dictionaries/en.chrome`, made of the YAML in
/// `Dictionaries/chrome`, and what a project adds to it; `docs/chrome.md` tells the
/// notation. Nearly every line of prose costs only a look-up of its first word.
package struct SiteText: Sendable {
  /// What a line is, as far as its words tell.
  package enum Role: Hashable, Sendable {
    /// Chrome wherever it stands.
    case chrome
    /// Chrome when chrome stands next to it.
    case dialog
    /// A word of menus: chrome in a run of short lines with what surely is.
    case menu
    /// Chrome after a question that is chrome.
    case reply
    /// Chrome alone on a line, and at the start of one before a wide gap.
    case label
    /// A fact about the article.
    case metadata(Metadata.Kind)
    /// Text of the article, whatever other patterns say; no match ever has this role.
    case prose
  }

  /// What a line matched.
  package struct Match: Hashable, Sendable {
    /// What the line is.
    package var role: Role
    /// For a fact, its value, as a range of the text.
    package var value: TextRange?
  }

  /// The built-in knowledge of English sites.
  package static let english = SiteText(patterns: EmbeddedText.chrome)

  /// Longer lines, in UTF-8 bytes, are never looked at.
  package static let longestLine = 320

  /// A line of the pattern file. Its elements are read only when a line of a
  /// draft begins like it, so that a start costs little.
  private struct Pattern: Sendable {
    var role: Role
    var line: Range<Int>
    /// What must follow the first word; `nil` when only the elements tell.
    var second: SecondWord?
  }

  /// What stands after the first word of a line.
  private enum SecondWord: Hashable, Sendable {
    /// Nothing, or a mark that a line may end in.
    case end
    /// A word or a mark, by its hash.
    case word(UInt64)

    /// Whether a pattern that begins like the line can go on like it.
    static func canMatch(_ pattern: SecondWord?, _ line: SecondWord?) -> Bool {
      pattern == nil || line == nil || pattern == line
    }
  }

  private enum Element: Hashable, Sendable {
    case words([[UInt8]], isOptional: Bool)
    case number
    case ago
    case date
    case name
    case user
    case any
    case rest
  }

  /// Patterns by the hash of a word, in the order of the file. Made at most starts, so
  /// it is two arrays and not a dictionary of arrays.
  private struct PatternIndex: Sendable {
    private struct Entry: Sendable {
      var hash: UInt64
      var pattern: Pattern
      /// The next entry with a hash of the same slot; -1 after the last.
      var next: Int32 = -1
    }

    private var entries: [Entry] = []
    /// The first and the last entry of each slot; -1 where there is none. Their number
    /// is a power of two.
    private var slots: [(first: Int32, last: Int32)]

    /// Makes an index that is quick for about as many patterns as `capacity`, a power
    /// of two.
    init(capacity: Int) {
      slots = Array(repeating: (-1, -1), count: capacity)
      entries.reserveCapacity(capacity)
    }

    private func slot(of hash: UInt64) -> Int {
      Int(truncatingIfNeeded: (hash ^ hash >> 32) & UInt64(slots.count - 1))
    }

    mutating func add(_ pattern: Pattern, for hash: UInt64) {
      guard let index = Int32(exactly: entries.count) else { return }
      entries.append(Entry(hash: hash, pattern: pattern))
      let slot = slot(of: hash)
      if slots[slot].first < 0 {
        slots[slot].first = index
      } else {
        entries[Int(slots[slot].last)].next = index
      }
      slots[slot].last = index
    }

    /// The first pattern for a hash that `body` makes something of, and what it makes.
    func first<Result>(for hash: UInt64, _ body: (Pattern) -> Result?) -> Result? {
      var index = slots[slot(of: hash)].first
      while index >= 0 {
        let entry = entries[Int(index)]
        if entry.hash == hash, let result = body(entry.pattern) { return result }
        index = entry.next
      }
      return nil
    }

    /// Whether there is a pattern for a hash of which `condition` holds.
    func contains(_ hash: UInt64, where condition: (Pattern) -> Bool) -> Bool {
      first(for: hash) { condition($0) ? true : nil } ?? false
    }
  }

  /// Patterns that no word leads to. They are read into elements when the first line
  /// of a draft asks for them, all at once: the next such line asks again.
  private final class OpenPatterns: Sendable {
    typealias Read = [(role: Role, elements: [Element])]

    private let numbered: [(role: Role, line: [UInt8])]
    private let others: [(role: Role, line: [UInt8])]
    private let read = Mutex<(all: Read, others: Read)?>(nil)

    init(numbered: [(role: Role, line: [UInt8])], others: [(role: Role, line: [UInt8])]) {
      self.numbered = numbered
      self.others = others
    }

    /// Those for a line that begins with a number, or does not.
    func patterns(forNumber isNumber: Bool) -> Read {
      read.withLock { read in
        if let read { return isNumber ? read.all : read.others }
        func elements(_ patterns: [(role: Role, line: [UInt8])]) -> Read {
          patterns.map { ($0.role, SiteText.elements(of: $0.line[...])) }
        }
        let others = elements(others)
        let all = elements(numbered) + others
        read = (all, others)
        return isNumber ? all : others
      }
    }
  }

  /// The elements of the patterns that lines have asked for: the next line that begins
  /// alike asks again. Safe to use from many threads.
  private final class ReadPatterns: Sendable {
    private let read = Mutex<[Int: [Element]]>([:])

    /// The elements of the pattern that is a line of `text`.
    func elements(of line: Range<Int>, in text: [UInt8]) -> [Element] {
      read.withLock { read in
        if let known = read[line.lowerBound] { return known }
        let elements = SiteText.elements(of: text[line])
        read[line.lowerBound] = elements
        return elements
      }
    }
  }

  private let text: [UInt8]
  private let read = ReadPatterns()
  /// The patterns by the hash of each word that they may begin with.
  private var byFirstWord = PatternIndex(capacity: 2048)
  /// Patterns that begin with a number, and those that begin with a date, a stretch
  /// of time, a name or anything.
  private let open: OpenPatterns
  /// Patterns that begin with any one word, by the hash of the second.
  private var bySecondWord = PatternIndex(capacity: 64)
  /// Whether some pattern begins with a letter that is not one of ASCII.
  private var hasForeignWords = false

  /// The built-in knowledge with a project's own patterns, which come first.
  package init(own patterns: [UInt8]) {
    self.init(patterns: patterns + EmbeddedText.chrome)
  }

  /// Why a text is no pattern.
  package struct Malformed: Error {
    /// The reason, as a clause.
    package let reason: String
  }

  /// The words that stand for something in a pattern.
  private static let placeholders = [
    "{n}", "{ago}", "{date}", "{name}", "{user}", "{any}", "{rest}",
  ]

  /// A pattern as the pattern file has it: in lower case, single spaces between words.
  package static func pattern(_ text: [UInt8]) throws(Malformed) -> [UInt8] {
    let words = text.split(whereSeparator: \.isASCIIWhitespace)
    let line = Array(words.joined(separator: [UInt8.space])).map(\.asciiLowercased)
    guard !line.isEmpty else { throw Malformed(reason: "it is empty") }
    guard line.count <= longestLine else {
      throw Malformed(reason: "it is longer than \(longestLine) bytes")
    }
    guard !line.contains(0), line.first != UInt8(ascii: "#"),
      !(line.first == UInt8(ascii: "[") && line.last == UInt8(ascii: "]") && !line.contains(.space))
    else { throw Malformed(reason: "no line of a draft is looked for by it") }
    if line.contains(UInt8(ascii: "{")), let rest = line.firstRange(of: "{rest}".utf8),
      rest.upperBound != line.endIndex
    {
      throw Malformed(reason: "“{rest}” stands for all that follows, so it must be last")
    }
    var saysSomething = false
    for word in line.split(separator: .space) {
      let shown = String(decoding: word, as: UTF8.self)
      if word.first == UInt8(ascii: "{") {
        guard placeholders.contains(shown) else {
          let known = placeholders.joined(separator: ", ")
          throw Malformed(reason: "“\(shown)” stands for nothing; what does is \(known)")
        }
        if !["{any}", "{rest}", "{name}", "{user}"].contains(shown) { saysSomething = true }
      } else if SiteLine(Array(word), from: 0).atoms.contains(where: { $0.text.count > 1 }) {
        saysSomething = true
      }
    }
    if ["{any}", "{rest}", "{name}"].contains(where: { line.starts(with: $0.utf8) }) {
      throw Malformed(reason: "it must begin with a word, a number or a date")
    }
    guard saysSomething else {
      throw Malformed(reason: "it needs a word of two letters or more")
    }
    return line
  }

  /// Reads a pattern file; lines that it does not understand are left out.
  package init(patterns: [UInt8]) {
    text = patterns
    var numbered: [(role: Role, line: [UInt8])] = []
    var others: [(role: Role, line: [UInt8])] = []
    var role: Role?
    var start = 0
    while start < text.count {
      let end = text[start...].firstIndex(of: .lineFeed) ?? text.count
      let line = text[start..<end]
      start = end + 1
      guard let first = line.first, first != UInt8(ascii: "#") else { continue }
      if first == UInt8(ascii: "["), line.last == UInt8(ascii: "]"),
        let found = Self.role(named: String(decoding: line.dropFirst().dropLast(), as: UTF8.self))
      {
        role = found
        continue
      }
      guard let role else { continue }
      let pattern = Pattern(role: role, line: line.indices, second: Self.second(of: line))
      switch Self.file(pattern, line, &byFirstWord, &bySecondWord, &hasForeignWords) {
      case .byWord: break
      case .numbered: numbered.append((role, Array(line)))
      case .open: others.append((role, Array(line)))
      }
    }
    open = OpenPatterns(numbered: numbered, others: others)
  }

  /// The plain word or mark after a plain first word of a pattern.
  private static func second(of line: ArraySlice<UInt8>) -> SecondWord? {
    let rest = line.drop { $0 != .space }.drop { $0 == .space }
    guard
      line.prefix(while: { $0 != .space }).allSatisfy({
        $0.isASCIILetter || $0 == UInt8(ascii: "|")
      })
    else { return nil }
    let word = rest.prefix { $0 != .space }
    if word.isEmpty { return .end }
    let isPlain = word.allSatisfy(\.isASCIIAlphanumeric)
    // A mark that a line may end in can be what a shorter line lacks.
    let isMark =
      word.count == 1 && word.first.map { $0.isASCIIPunctuation } == true
      && word != [UInt8(ascii: ":")][...]
    return isPlain || isMark ? .word(hash(word)) : nil
  }

  /// What stands after the first word of a line of a draft; `nil` where that
  /// takes a closer look.
  private static func second(
    after first: Int, in bytes: ArraySlice<UInt8>
  ) -> SecondWord? {
    var index = first
    while bytes.byte(at: index).isASCIIWhitespace { index += 1 }
    guard index < bytes.endIndex else { return .end }
    let byte = bytes[index]
    if byte >= 0x80 || byte < 0x20 || byte == UInt8(ascii: "|") || ".!:".utf8.contains(byte) {
      return nil
    }
    var end = index
    while end < bytes.endIndex, SiteLine.isWordByte(bytes, end) { end += 1 }
    // `don’t` goes on after its typographic apostrophe.
    if bytes.byte(at: end) >= 0x80 { return nil }
    return .word(hash(bytes[index..<max(end, index + 1)]))
  }

  private static func second(of atoms: [Atom]) -> SecondWord? {
    guard atoms.count > 1 else { return .end }
    let text = atoms[1].text
    return text.count == 1 && ".!:".utf8.contains(text[0]) ? nil : .word(hash(text[...]))
  }

  /// Where a pattern is filed.
  private enum Filing { case byWord, numbered, open }

  /// Files a pattern under the words that it may begin with.
  private static func file(
    _ pattern: Pattern, _ line: ArraySlice<UInt8>, _ byFirstWord: inout PatternIndex,
    _ bySecondWord: inout PatternIndex, _ hasForeignWords: inout Bool
  ) -> Filing {
    let first = line.prefix { $0 != .space }
    if first.allSatisfy({ $0.isASCIILetter || $0 == UInt8(ascii: "|") }) {
      var start = first.startIndex
      while start < first.endIndex {
        let end = first[start...].firstIndex(of: UInt8(ascii: "|")) ?? first.endIndex
        if start < end { byFirstWord.add(pattern, for: hash(first[start..<end])) }
        start = end + 1
      }
      return .byWord
    }
    if let byte = first.first, byte >= 0x80 { hasForeignWords = true }
    // The rest of such a line is read when a line of a draft asks for it.
    switch elements(Array(first)).first {
    case .number: return .numbered
    case .ago, .date, .name, .any, .rest: return .open
    case .words, .user, nil: break
    }
    let elements = elements(of: line)
    if elements.first == .user {
      if elements.count > 1, case .words(let words, _) = elements[1] {
        for word in words { bySecondWord.add(pattern, for: hash(word[...])) }
      }
      return .byWord
    }
    // A pattern whose first word may be missing is filed under the next one too.
    for element in elements {
      guard case .words(let words, let isOptional) = element else {
        return element == .number ? .numbered : .open
      }
      for word in words { byFirstWord.add(pattern, for: hash(word[...])) }
      if !isOptional { return .byWord }
    }
    return .byWord
  }

  private static func elements(of line: ArraySlice<UInt8>) -> [Element] {
    line.split(separator: .space).flatMap { elements(Array($0)) }
  }

  private static func role(named name: String) -> Role? {
    switch name {
    case "chrome": return .chrome
    case "dialog": return .dialog
    case "menu": return .menu
    case "reply": return .reply
    case "label": return .label
    case "prose": return .prose
    default:
      guard name.hasPrefix("metadata ") else { return nil }
      return Metadata.Kind(rawValue: String(name.dropFirst("metadata ".count))).map(Role.metadata)
    }
  }

  /// The elements that one word of a pattern stands for.
  private static func elements(_ word: [UInt8]) -> [Element] {
    if word.first == UInt8(ascii: "{") {
      switch String(decoding: word, as: UTF8.self) {
      case "{n}": return [.number]
      case "{ago}": return [.ago]
      case "{date}": return [.date]
      case "{name}": return [.name]
      case "{user}": return [.user]
      case "{any}": return [.any]
      case "{rest}": return [.rest]
      default: break
      }
    }
    if word.allSatisfy(\.isASCIILetter) { return [.words([word], isOptional: false)] }
    let (open, close) = (UInt8(ascii: "("), UInt8(ascii: ")"))
    if word.count > 2, word.last == close, let bracket = word.firstIndex(of: open) {
      let stem = Array(word[..<bracket])
      let ending = Array(word[(bracket + 1)...].dropLast())
      return stem.isEmpty
        ? [.words([ending], isOptional: true)]
        : [.words([stem, stem + ending], isOptional: false)]
    }
    let pieces = word.count == 1 ? [word[...]] : word.split(separator: UInt8(ascii: "|"))
    if pieces.count > 1 {
      // The mark after the last alternative belongs to them all.
      let atoms = pieces.map { SiteLine(Array($0), from: 0).atoms }
      guard let last = atoms.last else { return [] }
      let words = atoms.compactMap { $0.first?.text }
      return [.words(words, isOptional: false)]
        + last.dropFirst().map { .words([$0.text], isOptional: false) }
    }
    return SiteLine(word, from: 0).atoms.map { .words([$0.text], isOptional: false) }
  }

  // MARK: Matching

  /// What the whole of a line is, as far as its words tell; `nil` for prose.
  /// `line` is a range of the text without its line break.
  package func match(_ line: TextRange, in source: SourceText) -> Match? {
    guard line.length <= Self.longestLine else { return nil }
    let bytes = source.bytes(in: line)
    guard mayMatch(bytes) else { return nil }
    let atoms = SiteLine(Array(bytes), from: line.start.utf8).atoms
    guard let first = atoms.first else { return nil }
    let second = Self.second(of: atoms)
    let found = byFirstWord.first(for: Self.hash(first.text[...])) { pattern in
      SecondWord.canMatch(pattern.second, second)
        ? match(pattern.role, read.elements(of: pattern.line, in: text), atoms) : nil
    }
    if let found { return found.role == .prose ? nil : found }
    if atoms.count > 1 {
      let found = bySecondWord.first(for: Self.hash(atoms[1].text[...])) { pattern in
        match(pattern.role, read.elements(of: pattern.line, in: text), atoms)
      }
      if let found { return found }
    }
    let beginsOpen =
      first.text.first?.isASCIIDigit == true
      || DateWords.hashes.contains(Self.hash(first.text[...]))
    guard beginsOpen else { return nil }
    for (role, elements) in open.patterns(forNumber: first.isNumber) {
      if let match = match(role, elements, atoms) { return match.role == .prose ? nil : match }
    }
    return nil
  }

  /// The label at the start of a line, set off by a gap of two or more spaces or
  /// a tab; `nil` when there is none or nothing follows it.
  package func label(at line: TextRange, in source: SourceText) -> TextRange? {
    let bytes = source.bytes(in: line)
    var index = bytes.startIndex
    while bytes.byte(at: index).isBlank { index += 1 }
    let start = index
    // The longest label has a few words; a gap further on belongs to the text.
    while index < min(bytes.endIndex, start + 40) {
      let next = bytes.byte(at: index + 1)
      if bytes[index] == .tab || (bytes[index] == .space && next.isBlank) {
        let atoms = SiteLine(Array(bytes[start..<index]), from: start).atoms
        var end = index
        while bytes.byte(at: end).isBlank { end += 1 }
        guard end < bytes.endIndex, let first = atoms.first else { return nil }
        let isLabel = byFirstWord.contains(Self.hash(first.text[...])) { pattern in
          pattern.role == .label
            && match(.label, read.elements(of: pattern.line, in: text), atoms) != nil
        }
        return isLabel ? TextRange(start, index) : nil
      }
      index += 1
    }
    return nil
  }

  /// Decides, for a draft's lines in order, blank ones left out, which are chrome
  /// or facts: a role that only may be chrome is chrome next to a line that
  /// surely is, and in a row of buttons. The answer holds `.chrome`, facts, and
  /// `nil` for prose.
  ///
  /// `lastByte` gives the last byte of the line at an index.
  package static func settle(_ roles: [Role?], lastByte: (Int) -> UInt8) -> [Role?] {
    var result = roles
    func isSure(_ index: Int) -> Bool {
      guard result.indices.contains(index), let role = result[index] else { return false }
      switch role {
      case .chrome, .metadata: return true
      case .dialog, .menu, .reply, .label, .prose: return false
      }
    }
    settleRows(&result, lastByte: lastByte)
    // From the top down and from the bottom up, so that a run of such lines is
    // settled from whichever end chrome stands at.
    for order in [Array(roles.indices), roles.indices.reversed()] {
      for index in order {
        switch result[index] {
        case .dialog where isSure(index - 1) || isSure(index + 1):
          result[index] = .chrome
        // A number under `Answer` may be the answer.
        case .dialog
        where index > 0 && roles[index - 1] == .label && lastByte(index).isASCIILetter:
          result[index] = .chrome
        case .reply
        where isSure(index - 1)
          && (lastByte(index - 1) == UInt8(ascii: "?") || roles[index - 1] == .reply):
          result[index] = .chrome
        default: break
        }
      }
    }
    return result.map { role in
      switch role {
      case .label: .chrome
      case .dialog, .menu, .reply, .prose, nil: nil
      case .chrome, .metadata: role
      }
    }
  }

  /// Makes chrome of four or more lines in a row that may each be a button
  /// (`Reply`, `Share`, `Report`, `Save`), counts among them left out of the
  /// number. What a colon announces is a list.
  private static func settleRows(_ roles: inout [Role?], lastByte: (Int) -> UInt8) {
    var start = 0
    while start < roles.count {
      guard roles[start] == .dialog else {
        start += 1
        continue
      }
      var end = start
      var buttons = 0
      while end < roles.count, roles[end] == .dialog {
        if lastByte(end).isASCIILetter { buttons += 1 }
        end += 1
      }
      if buttons >= 4 && !(start > 0 && lastByte(start - 1) == UInt8(ascii: ":")) {
        for index in start..<end { roles[index] = .chrome }
      }
      start = end
    }
  }

  /// Whether the first word of a line begins some pattern. Allocates nothing.
  private func mayMatch(_ bytes: ArraySlice<UInt8>) -> Bool {
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let byte = bytes[index]
      if byte.isASCIIAlphanumeric { break }
      if byte >= 0x80 && hasForeignWords { return true }
      // Only symbols can stand before a button's words.
      if byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "(")
        || byte == UInt8(ascii: "[") || byte == 0xC2
      {
        return true
      }
      index += 1
    }
    guard index < bytes.endIndex else { return false }
    if bytes[index].isASCIIDigit { return true }
    var end = index
    while end < bytes.endIndex, SiteLine.isWordByte(bytes, end) { end += 1 }
    if bytes.byte(at: end) >= 0x80 { return true }
    let hash = Self.hash(bytes[index..<end])
    if DateWords.hashes.contains(hash) { return true }
    let second = Self.second(after: end, in: bytes)
    if case .word(let hash) = second, bySecondWord.contains(hash, where: { _ in true }) {
      return true
    }
    return byFirstWord.contains(hash) { SecondWord.canMatch($0.second, second) }
  }

  /// FNV-1a over the bytes in lower case.
  static func hash(_ word: ArraySlice<UInt8>) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in word { hash = (hash ^ UInt64(byte.asciiLowercased)) &* 0x100_0000_01B3 }
    return hash
  }

  private func match(_ role: Role, _ elements: [Element], _ atoms: [Atom]) -> Match? {
    var value: TextRange?
    // A final mark may be missing in the pattern.
    var count = atoms.count
    guard run(elements[...], atoms[..<count], &value) == false else {
      return Match(role: role, value: value)
    }
    while count > 1, let mark = atoms[count - 1].text.first, atoms[count - 1].text.count == 1,
      [UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: ":")].contains(mark)
    {
      count -= 1
    }
    value = nil
    guard count < atoms.count, run(elements[...], atoms[..<count], &value) else {
      return nil
    }
    return Match(role: role, value: value)
  }

  private func run(
    _ elements: ArraySlice<Element>, _ atoms: ArraySlice<Atom>, _ value: inout TextRange?
  ) -> Bool {
    guard let element = elements.first else { return atoms.isEmpty }
    let rest = elements.dropFirst()
    func capture(_ length: Int) -> Bool {
      let previous = value
      let taken = atoms.prefix(length)
      if value == nil, let first = taken.first, let last = taken.last {
        value = TextRange(start: first.range.start, end: last.range.end)
      }
      if run(rest, atoms.dropFirst(length), &value) { return true }
      value = previous
      return false
    }
    switch element {
    case .words(let words, let isOptional):
      if let atom = atoms.first, words.contains(atom.text), run(rest, atoms.dropFirst(), &value) {
        return true
      }
      return isOptional && run(rest, atoms, &value)
    case .number:
      guard let atom = atoms.first, atom.isNumber else { return false }
      return capture(1)
    case .ago:
      let length = DateWords.ago(atoms)
      return length > 0 && capture(length)
    case .date:
      let length = DateWords.date(atoms)
      return length > 0 && capture(length)
    case .name:
      var length = 0
      for atom in atoms.prefix(6) {
        guard
          atom.isCapitalized || atom.text == [UInt8(ascii: ".")]
            || (length > 0 && atom.text == [UInt8(ascii: ",")])
        else { break }
        length += 1
        if capture(length) { return true }
      }
      return false
    case .user:
      return !atoms.isEmpty && capture(1)
    case .rest:
      return !atoms.isEmpty && capture(atoms.count)
    case .any:
      guard !atoms.isEmpty else { return false }
      for length in 1...min(12, atoms.count) where capture(length) { return true }
      return false
    }
  }
}

/// A word, number or mark of a line, in lower case.
struct Atom: Hashable, Sendable {
  var text: [UInt8]
  var range: TextRange
  var isCapitalized: Bool

  /// Digits, with points and commas, and perhaps k, m or b for thousands and more.
  var isNumber: Bool {
    guard let first = text.first, first.isASCIIDigit else { return false }
    return text.enumerated().allSatisfy { index, byte in
      byte.isASCIIDigit || byte == UInt8(ascii: ".") || byte == UInt8(ascii: ",")
        || (index == text.count - 1
          && [UInt8(ascii: "k"), UInt8(ascii: "m"), UInt8(ascii: "b")].contains(byte))
    }
  }
}

/// The atoms of a line. Symbols that sites draw around their words (bars, dots,
/// arrows, pictographs) are left out.
struct SiteLine {
  var atoms: [Atom] = []

  init(_ bytes: [UInt8], from offset: Int) {
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      let start = index
      if Self.isWordByte(bytes[...], index) {
        while index < bytes.count, Self.isWordByte(bytes[...], index) { index += 1 }
      } else if byte >= 0x80 {
        let (scalar, length) = bytes.scalar(at: index)
        index += length
        if scalar == "\u{2019}" {
          // A typographic apostrophe inside a word is a plain one.
          if let last = atoms.last, last.range.end.utf8 == offset + start,
            index < bytes.count, bytes[index].isASCIILetter
          {
            let from = index
            while index < bytes.count, Self.isWordByte(bytes[...], index) { index += 1 }
            atoms[atoms.count - 1].text +=
              [UInt8(ascii: "'")] + bytes[from..<index].map(\.asciiLowercased)
            atoms[atoms.count - 1].range = TextRange(last.range.start.utf8, offset + index)
          }
          continue
        }
        if scalar == "\u{203A}" || scalar == "\u{BB}" {
          // The arrows of a path through a site.
          atoms.append(
            Atom(
              text: [UInt8(ascii: ">")], range: TextRange(offset + start, offset + index),
              isCapitalized: false))
          continue
        }
        if !scalar.isWordScalar && scalar != "©" { continue }
        while index < bytes.count {
          let (next, length) = bytes.scalar(at: index)
          guard next.isWordScalar else { break }
          index += length
        }
      } else {
        index += 1
        if byte.isASCIIWhitespace || byte == UInt8(ascii: "|") || byte < 0x20 { continue }
      }
      atoms.append(
        Atom(
          text: bytes[start..<index].map(\.asciiLowercased),
          range: TextRange(offset + start, offset + index), isCapitalized: byte.isASCIIUppercase))
    }
  }

  /// Whether the byte at an index is part of an ASCII word or number.
  static func isWordByte(_ bytes: ArraySlice<UInt8>, _ index: Int) -> Bool {
    let byte = bytes.byte(at: index)
    if byte.isASCIIAlphanumeric { return true }
    let next = bytes.byte(at: index + 1)
    guard index > bytes.startIndex, bytes.byte(at: index - 1).isASCIIAlphanumeric else {
      return false
    }
    switch byte {
    case UInt8(ascii: "'"), UInt8(ascii: "-"): return next.isASCIIAlphanumeric
    case UInt8(ascii: "."), UInt8(ascii: ","):
      return next.isASCIIDigit && bytes.byte(at: index - 1).isASCIIDigit
    default: return false
    }
  }
}

/// Dates and stretches of time, as sites write them.
enum DateWords {
  static let months: Set<String> = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep",
    "sept", "oct", "nov", "dec",
  ]
  static let days: Set<String> = [
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "mon", "tue",
    "wed", "thu", "fri", "sat", "sun",
  ]
  static let units: Set<String> = [
    "second", "seconds", "sec", "secs", "minute", "minutes", "min", "mins", "hour", "hours", "hr",
    "hrs", "day", "days", "week", "weeks", "wk", "wks", "month", "months", "mo", "mos", "year",
    "years", "yr", "yrs", "s", "h", "d", "w", "y",
  ]
  static let hashes: Set<UInt64> = Set(
    (months.union(days).union(["a", "an", "just", "yesterday", "today"])).map {
      SiteText.hash(Array($0.utf8)[...])
    })

  /// How many atoms at the start tell a stretch of time that ends in “ago”; 0 for none.
  static func ago(_ atoms: ArraySlice<Atom>) -> Int {
    // One word is a stretch of time only as `yesterday` or `today`.
    if atoms.count == 1, let length = atoms.first?.text.count, length < 5 { return 0 }
    let words = atoms.prefix(12).map { String(decoding: $0.text, as: UTF8.self) }
    if words.first == "yesterday" || words.first == "today" { return 1 }
    if words.starts(with: ["just", "now"]) { return 2 }
    var index = 0
    var stretches = 0
    while index < words.count {
      if words[index] == "ago" { return stretches > 0 ? index + 1 : 0 }
      if words[index] == "," || words[index] == "." || words[index] == "and" {
        index += 1
        continue
      }
      let digits = words[index].prefix { $0.isASCII && $0.isNumber }
      if !digits.isEmpty && digits.count < words[index].count {
        guard units.contains(String(words[index].dropFirst(digits.count))) else { return 0 }
        index += 1
      } else {
        guard !digits.isEmpty || words[index] == "a" || words[index] == "an",
          index + 1 < words.count, units.contains(words[index + 1])
        else { return 0 }
        index += 2
      }
      stretches += 1
    }
    return 0
  }

  /// How many atoms at the start tell a date, with its time of day; 0 for none.
  static func date(_ atoms: ArraySlice<Atom>) -> Int {
    if atoms.count == 1, let length = atoms.first?.text.count, length < 5 { return 0 }
    var length = 0
    var numbers = 0
    var hasMonth = false
    var slashes = 0
    for atom in atoms.prefix(14) {
      let word = String(decoding: atom.text, as: UTF8.self)
      if length == 0, [",", ":", ".", "'"].contains(word) { return 0 }
      if months.contains(word) {
        hasMonth = true
      } else if atom.isNumber {
        numbers += 1
      } else if isISODate(atom.text) {
        hasMonth = true
        numbers += 1
      } else if word == "/" {
        slashes += 1
      } else if isOrdinalOrTime(atom.text) {
        numbers += 1
      } else if !(days.contains(word)
        || [",", ":", ".", "'", "at", "of", "am", "pm", "utc", "gmt"]
          .contains(word))
      {
        break
      }
      length += 1
    }
    // `May 5`, `5 May 2020`, `2020-05-05`, `5/5/2020`; a bare number is no date.
    let isDate = (hasMonth && numbers >= 1) || (slashes == 2 && numbers == 3)
    return isDate ? length : 0
  }

  private static func isISODate(_ text: [UInt8]) -> Bool {
    text.count == 10 && text[4] == UInt8(ascii: "-") && text[7] == UInt8(ascii: "-")
      && text.enumerated().allSatisfy { [4, 7].contains($0) || $1.isASCIIDigit }
  }

  private static func isOrdinalOrTime(_ text: [UInt8]) -> Bool {
    let digits = text.prefix(while: \.isASCIIDigit)
    guard (1...2).contains(digits.count) else { return false }
    let ending = String(decoding: text.dropFirst(digits.count), as: UTF8.self)
    return ["st", "nd", "rd", "th", "am", "pm"].contains(ending)
  }
}

/// The data files that readers use.
enum EmbeddedText {
  static var chrome: [UInt8] {
    Array(UnsafeBufferPointer(start: stet_chrome_en, count: stet_chrome_en_size))
  }

  static var headings: [UInt8] {
    Array(UnsafeBufferPointer(start: stet_headings_en, count: stet_headings_en_size))
  }
}
