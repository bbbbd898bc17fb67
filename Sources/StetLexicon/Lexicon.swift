import CData
import StetCore

/// The words of English, compiled into the program and read in place.
///
/// Look-ups are exact: a word is in the lexicon or it is not. Nothing is parsed
/// or allocated when the program starts; the pages that look-ups touch are
/// mapped by the loader. ``LexiconFormat`` says how the data is laid out.
public struct Lexicon: @unchecked Sendable {
  // The memory is never written, and lives as long as the program or `owner`.
  private let owner: Owner?
  private let base: UnsafeRawPointer
  /// The automaton of all words.
  let automaton: Automaton
  /// The automaton of the words that are written often.
  let frequentWords: Automaton
  private let entries: UnsafePointer<UInt32>
  private let entryCount: Int
  private let common: UnsafeRawPointer
  private let bucketMask: UInt64
  private let mixed: SortedLines
  private let misspellings: SortedLines
  /// How often words are written.
  let frequencies: Frequencies
  /// The lexicon of English.
  public static let english = Lexicon(
    base: UnsafeRawPointer(stet_lexicon_en()), size: stet_lexicon_en_size(), owner: nil)

  /// Reads a lexicon just compiled. The bytes must be the compiler's; beyond the
  /// header they are not checked.
  package init(compiled bytes: [UInt8]) {
    let owner = Owner(bytes)
    self.init(base: UnsafeRawPointer(owner.memory), size: bytes.count, owner: owner)
  }

  private init(base: UnsafeRawPointer, size: Int, owner: Owner?) {
    func field(_ offset: Int) -> Int {
      Int(UInt32(littleEndian: base.load(fromByteOffset: offset, as: UInt32.self)))
    }
    // A placeholder stands in for the data until the compiler has made it once.
    let isReal =
      size >= LexiconFormat.headerSize
      && UInt64(littleEndian: base.load(as: UInt64.self)) == LexiconFormat.magic
    func section(_ section: LexiconFormat.Section) -> (start: UnsafeRawPointer, size: Int) {
      guard isReal else { return (base, 0) }
      let offset = field(LexiconFormat.offsetField(of: section))
      let count = field(LexiconFormat.offsetField(of: section) + 4)
      guard offset >= 0, count >= 0, offset + count <= size else { return (base, 0) }
      return (base + offset, count)
    }
    self.owner = owner
    self.base = base
    let edges = section(.edges)
    automaton = Automaton(
      edges: edges.start.assumingMemoryBound(to: UInt32.self), edgeCount: edges.size / 4,
      root: isReal && edges.size > 0 ? UInt32(field(LexiconFormat.rootField)) : .max)
    let frequent = section(.frequentEdges)
    frequentWords = Automaton(
      edges: frequent.start.assumingMemoryBound(to: UInt32.self), edgeCount: frequent.size / 4,
      root: isReal && frequent.size > 0 ? UInt32(field(LexiconFormat.frequentRootField)) : .max)
    let entries = section(.entries)
    self.entries = entries.start.assumingMemoryBound(to: UInt32.self)
    entryCount = entries.size / 4
    let common = section(.common)
    self.common = common.start
    let buckets = common.size / (16 * LexiconFormat.slotsPerBucket)
    bucketMask = buckets > 0 ? UInt64(buckets - 1) : 0
    let mixed = section(.mixed)
    self.mixed = SortedLines(UnsafeRawBufferPointer(start: mixed.start, count: mixed.size))
    let misspellings = section(.misspellings)
    self.misspellings = SortedLines(
      UnsafeRawBufferPointer(start: misspellings.start, count: misspellings.size))
    let frequencies = section(.frequencies)
    self.frequencies = Frequencies(slots: frequencies.start, size: frequencies.size)
  }

  /// Keeps the memory of a lexicon that is not part of the program.
  private final class Owner: @unchecked Sendable {
    let memory: UnsafeMutableRawPointer

    init(_ bytes: [UInt8]) {
      memory = .allocate(byteCount: bytes.count + LexiconFormat.headerSize, alignment: 64)
      memory.initializeMemory(
        as: UInt8.self, repeating: 0, count: bytes.count + LexiconFormat.headerSize)
      bytes.withUnsafeBytes { source in
        if let start = source.baseAddress { memory.copyMemory(from: start, byteCount: bytes.count) }
      }
    }

    deinit { memory.deallocate() }
  }

  /// The checksum of the sources that the lexicon was compiled from; 0 for a placeholder.
  package var sourceChecksum: UInt64 {
    automaton.edgeCount == 0
      ? 0 : UInt64(littleEndian: base.load(fromByteOffset: 8, as: UInt64.self))
  }

  // MARK: Words

  /// What the lexicon says of a word.
  package struct Entry: Hashable, Sendable {
    /// The lowest class in which the word is written in lower case; `nil` when it never is.
    package var lowerCommonness: Int?
    /// The lowest class in which the word is written with capitals; `nil` when it never is.
    package var capitalCommonness: Int?
    /// How the word is written.
    package var casings: Casings
    /// Where the word is written so; never empty.
    package var regions: Regions
    /// Whether every dictionary prefers another spelling of the word.
    package var isVariant: Bool

    /// The class of the word however it is written; the lower, the more common.
    package var commonness: Int {
      min(lowerCommonness ?? .max, capitalCommonness ?? .max)
    }

    /// Makes an entry.
    package init(
      lowerCommonness: Int?, capitalCommonness: Int?, casings: Casings, regions: Regions,
      isVariant: Bool
    ) {
      self.lowerCommonness = lowerCommonness
      self.capitalCommonness = capitalCommonness
      self.casings = casings
      self.regions = regions
      self.isVariant = isVariant
    }

    /// The 32 bits that stand for the entry in a compiled lexicon: the classes
    /// in the two low bytes, 0 for none, casings in bits 16–19, regions in bits
    /// 20–23, and bit 24 for a variant.
    package var bits: UInt32 {
      UInt32(truncatingIfNeeded: lowerCommonness ?? 0)
        | UInt32(truncatingIfNeeded: capitalCommonness ?? 0) << 8
        | UInt32(casings.rawValue) << 16 | UInt32(regions.rawValue) << 20
        | (isVariant ? 1 << 24 : 0)
    }

    /// Reads an entry from its bits.
    package init(bits: UInt32) {
      let lower = Int(bits & 0xFF)
      let capital = Int(bits >> 8 & 0xFF)
      lowerCommonness = lower == 0 ? nil : lower
      capitalCommonness = capital == 0 ? nil : capital
      casings = Casings(rawValue: UInt8(bits >> 16 & 0xF))
      regions = Regions(rawValue: UInt8(bits >> 20 & 0xF))
      isVariant = bits >> 24 & 1 == 1
    }
  }

  /// Ways to write a word.
  package struct Casings: OptionSet, Hashable, Sendable {
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }
    /// `word`
    package static let lower = Casings(rawValue: 1)
    /// `Word`
    package static let capitalized = Casings(rawValue: 2)
    /// `WORD`
    package static let upper = Casings(rawValue: 4)
    /// `McWord`
    package static let mixed = Casings(rawValue: 8)
  }

  /// Varieties of English.
  package struct Regions: OptionSet, Hashable, Sendable {
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }
    package static let unitedStates = Regions(rawValue: 1)
    package static let britain = Regions(rawValue: 2)
    package static let canada = Regions(rawValue: 4)
    package static let australia = Regions(rawValue: 8)
    package static let all = Regions(rawValue: 15)
  }

  /// How common a word is: 10, 20, 35, 40, 50, 55, 60, 70, 80 or 95, the size
  /// classes of SCOWL; the lower, the more common. Words of class 95 are so rare
  /// that some of them are more often slips than meant. `nil` when the lexicon
  /// does not have the word in this casing or in lower case. A possessive counts
  /// as the word it is made of. O(length).
  public func commonness(of word: ArraySlice<UInt8>) -> Int? {
    guard let match = match(word), match.isAsWritten else { return nil }
    return match.commonness
  }

  /// Whether a word is known as written: in its own casing, in lower case when
  /// it is capitalized or all capitals, or without a possessive `'s`. Both
  /// apostrophes count alike. O(length).
  public func contains(_ word: ArraySlice<UInt8>) -> Bool {
    isCommon(word) || commonness(of: word) != nil
  }

  /// Whether a word is known as written, and not one of the rarest, which are as
  /// often slips as meant. O(length).
  package func isKnown(_ word: ArraySlice<UInt8>) -> Bool {
    word.withUnsafeBufferPointer(isKnown(_:))
  }

  /// The same for bytes in place.
  func isKnown(_ word: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let match = matchOrPossessive(word) else { return false }
    return match.isAsWritten && match.commonness < Self.rarestClass
  }

  /// The class of the rarest words.
  private static let rarestClass = 95

  /// A word found.
  package struct Match: Hashable, Sendable {
    /// What is said of the word.
    package var entry: Entry
    /// Whether the word may be written in the casing that was asked for. A
    /// capitalized word is also written right when it is one of lower case, a
    /// word in capitals when it is any.
    package var isAsWritten: Bool
    /// The class of the word in the casing that was asked for.
    package var commonness: Int
  }

  /// Looks a word up however it is written; `nil` when no casing of it is known.
  /// O(length).
  package func match(_ word: ArraySlice<UInt8>) -> Match? {
    word.withUnsafeBufferPointer(matchOrPossessive(_:))
  }

  private func matchOrPossessive(_ bytes: UnsafeBufferPointer<UInt8>) -> Match? {
    let count = bytes.count
    guard count > 0, count <= 64 else { return nil }
    let found = match(bytes)
    if let found, found.isAsWritten { return found }
    // Few possessives are listed: every noun has one.
    guard count > 2, bytes[count - 1] | 0x20 == UInt8(ascii: "s") else { return found }
    if bytes[count - 2] == UInt8(ascii: "'") {
      return match(UnsafeBufferPointer(rebasing: bytes[..<(count - 2)])) ?? found
    }
    if count > 4, bytes[count - 2] == 0x99, bytes[count - 3] == 0x80, bytes[count - 4] == 0xE2 {
      return match(UnsafeBufferPointer(rebasing: bytes[..<(count - 4)])) ?? found
    }
    return found
  }

  /// Whether a word is among the common ones in lower case, and is written in
  /// lower case, or capitalized. Most words of any text are: this answers for them
  /// in one probe, and ``match(_:)`` for the rest. O(length).
  @inline(__always)
  package func isCommon(_ word: ArraySlice<UInt8>) -> Bool {
    word.withUnsafeBufferPointer(isCommon(_:))
  }

  /// The same for bytes in place.
  @inline(__always)
  func isCommon(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let count = bytes.count
    guard count > 0, count <= LexiconFormat.slotWordSize else { return false }
    var low: UInt64 = 0
    var high: UInt64 = 0
    var index = 0
    while index < count {
      let byte = bytes[index]
      // Letters and apostrophes only; of the letters, the first may be a capital.
      // Setting bit 5 makes a letter lower case and leaves an apostrophe as it is.
      if byte < 0x27 || byte >= 0x80 || (byte & 0x60 == 0x40 && index > 0) { return false }
      let folded = UInt64(byte | 0x20)
      if index < 8 {
        low |= folded &<< UInt64(truncatingIfNeeded: index &* 8)
      } else {
        high |= folded &<< UInt64(truncatingIfNeeded: index &* 8 &- 64)
      }
      index += 1
    }
    return isCommon(folded: low, high)
  }

  /// The same for a word in lower case, packed as ``LexiconFormat/hash(_:_:)`` wants it.
  @inline(__always)
  func isCommon(folded low: UInt64, _ high: UInt64) -> Bool {
    // The low byte of an entry is the word's class in lower case.
    commonBits(folded: low, high) & 0xFF != 0
  }

  /// The ``Entry/bits`` of a common word in lower case; 0 when it is none.
  @inline(__always)
  func commonBits(folded low: UInt64, _ high: UInt64) -> UInt32 {
    guard bucketMask != 0 else { return 0 }
    let bucket = Int(truncatingIfNeeded: LexiconFormat.hash(low, high) & bucketMask)
    var slot = common + bucket * (16 * LexiconFormat.slotsPerBucket)
    for _ in 0..<LexiconFormat.slotsPerBucket {
      let second = UInt64(littleEndian: slot.load(fromByteOffset: 8, as: UInt64.self))
      if UInt64(littleEndian: slot.load(as: UInt64.self)) == low
        && second & 0x00FF_FFFF_FFFF_FFFF == high
      {
        let code = Int(truncatingIfNeeded: second >> 56)
        return code < entryCount ? UInt32(littleEndian: entries[code]) : 0
      }
      slot += 16
    }
    return 0
  }

  private func match(_ word: UnsafeBufferPointer<UInt8>) -> Match? {
    // Fold the case of ASCII while packing the word into two 64-bit numbers.
    var low: UInt64 = 0
    var high: UInt64 = 0
    var upper = 0
    var letters = 0
    let count = word.count
    if count <= LexiconFormat.slotWordSize {
      var index = 0
      while index < count {
        let byte = word[index]
        if byte >= 0x80 { return matchFolding(word) }
        if byte.isASCIIUppercase { upper += 1 }
        if byte.isASCIILetter { letters += 1 }
        let folded = UInt64(byte.asciiLowercased)
        if index < 8 {
          low |= folded << UInt64(index * 8)
        } else {
          high |= folded << UInt64(index * 8 - 64)
        }
        index += 1
      }
      let casing = casing(word, upper: upper, letters: letters)
      if let entry = commonEntry(low, high) { return judge(entry, casing, word) }
      guard let entry = entry(walking: word) else { return nil }
      return judge(entry, casing, word)
    }
    for byte in word {
      if byte >= 0x80 { return matchFolding(word) }
      if byte.isASCIIUppercase { upper += 1 }
      if byte.isASCIILetter { letters += 1 }
    }
    guard let entry = entry(walking: word) else { return nil }
    return judge(entry, casing(word, upper: upper, letters: letters), word)
  }

  private func casing(
    _ word: UnsafeBufferPointer<UInt8>, upper: Int, letters: Int
  ) -> Casings {
    if upper == 0 { return .lower }
    if upper == 1 && word[0].isASCIIUppercase {
      // “I” and “A” are capitals and capitalized at once.
      return letters == 1 ? [.capitalized, .upper] : .capitalized
    }
    return upper == letters ? .upper : .mixed
  }

  /// The slow way, for words with letters outside ASCII. A word that is not
  /// listed with its accents is looked up without them.
  private func matchFolding(_ word: UnsafeBufferPointer<UInt8>) -> Match? {
    if let plain = Self.withStraightApostrophes(word) {
      return plain.withUnsafeBufferPointer(matchOrPossessive(_:))
    }
    var scalars = String.UnicodeScalarView()
    for scalar in String(decoding: word, as: UTF8.self).unicodeScalars where scalar != "\u{AD}" {
      scalars.append(scalar == "\u{2019}" ? "'" : scalar)
    }
    let text = String(scalars)
    let lower = text.lowercased()
    let plain = Accents.removed(from: lower)
    guard
      let entry = entry(ofFolded: Array(lower.utf8)[...])
        ?? entry(ofFolded: Array(plain.utf8)[...])
    else {
      guard lower.hasSuffix("'s"), lower.utf8.count > 2 else { return nil }
      let stem = Array(text.utf8.dropLast(2))
      return match(stem[...])
    }
    var casing: Casings = .mixed
    if text == lower {
      casing = .lower
    } else if text.dropFirst() == lower.dropFirst() {
      casing = .capitalized
    } else if text == text.uppercased() {
      casing = .upper
    }
    return Array(text.utf8).withUnsafeBufferPointer { judge(entry, casing, $0) }
  }

  /// The word with straight apostrophes for curly ones; `nil` when it is not ASCII then.
  private static func withStraightApostrophes(_ word: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
    var plain: [UInt8] = []
    plain.reserveCapacity(word.count)
    var index = 0
    while index < word.count {
      if word[index] < 0x80 {
        plain.append(word[index])
        index += 1
      } else if index + 2 < word.count, word[index] == 0xE2, word[index + 1] == 0x80,
        word[index + 2] == 0x99
      {
        plain.append(UInt8(ascii: "'"))
        index += 3
      } else {
        return nil
      }
    }
    return plain
  }

  private func judge(
    _ entry: Entry, _ casing: Casings, _ word: UnsafeBufferPointer<UInt8>
  ) -> Match {
    let lower = entry.lowerCommonness
    let capital = entry.capitalCommonness
    if casing == .lower {
      return Match(
        entry: entry, isAsWritten: lower != nil, commonness: lower ?? capital ?? .max)
    }
    if casing == .mixed {
      let isKnown = entry.casings.contains(.mixed) && isKnownMixed(word)
      return Match(entry: entry, isAsWritten: isKnown, commonness: entry.commonness)
    }
    if !casing.isDisjoint(with: entry.casings) || casing.contains(.upper) {
      return Match(entry: entry, isAsWritten: true, commonness: entry.commonness)
    }
    return Match(
      entry: entry, isAsWritten: lower != nil, commonness: lower ?? capital ?? .max)
  }

  private func isKnownMixed(_ word: UnsafeBufferPointer<UInt8>) -> Bool {
    let key = word.map(\.asciiLowercased)
    return mixed.values(of: key[...]).contains { $0.elementsEqual(word) }
  }

  /// The spellings with capitals inside of a word in lower case, such as
  /// `McGill` of `mcgill`. O(log words of this kind).
  package func mixedSpellings(of folded: ArraySlice<UInt8>) -> [[UInt8]] {
    mixed.values(of: folded).map { Array($0) }
  }

  /// What is said of a word given in lower case, with straight apostrophes and
  /// its possessive `'s` taken off. O(length).
  package func entry(ofFolded word: ArraySlice<UInt8>) -> Entry? {
    word.withUnsafeBufferPointer { bytes in
      guard bytes.count <= LexiconFormat.slotWordSize else { return entry(walking: bytes) }
      var low: UInt64 = 0
      var high: UInt64 = 0
      var index = 0
      while index < bytes.count {
        let byte = UInt64(bytes[index])
        if index < 8 {
          low |= byte << UInt64(index * 8)
        } else {
          high |= byte << UInt64(index * 8 - 64)
        }
        index += 1
      }
      return commonEntry(low, high) ?? entry(walking: bytes)
    }
  }

  private func commonEntry(_ low: UInt64, _ high: UInt64) -> Entry? {
    guard bucketMask != 0 else { return nil }
    let bucket = Int(LexiconFormat.hash(low, high) & bucketMask)
    var slot = common + bucket * (16 * LexiconFormat.slotsPerBucket)
    let end = slot + 16 * LexiconFormat.slotsPerBucket
    while slot < end {
      let second = UInt64(littleEndian: slot.load(fromByteOffset: 8, as: UInt64.self))
      if UInt64(littleEndian: slot.load(as: UInt64.self)) == low
        && second & 0x00FF_FFFF_FFFF_FFFF == high
      {
        return low == 0 ? nil : entry(code: Int(second >> 56))
      }
      slot += 16
    }
    return nil
  }

  private func entry(walking word: UnsafeBufferPointer<UInt8>) -> Entry? {
    var node = automaton.root
    for byte in word {
      guard let next = automaton.child(of: node, reading: byte.asciiLowercased) else { return nil }
      node = next
    }
    return automaton.code(at: node).flatMap(entry(code:))
  }

  /// The entry with a code of the automaton.
  func entry(code: Int) -> Entry? {
    guard code < entryCount else { return nil }
    return Entry(bits: UInt32(littleEndian: entries[code]))
  }

  // MARK: Prefixes

  /// Whether some word of at least `minimumLength` bytes begins with these
  /// bytes, in any casing. O(words that begin with them, until one is found).
  public func hasWord(beginningWith prefix: ArraySlice<UInt8>, minimumLength: Int) -> Bool {
    var node = automaton.root
    for byte in prefix {
      guard let next = automaton.child(of: node, reading: byte.asciiLowercased) else {
        return false
      }
      node = next
    }
    return automaton.hasWord(below: node, ofAtLeast: minimumLength - prefix.count)
  }

  /// Whether a word longer than these bytes in lower case begins with them and
  /// is written in lower case in a class up to `limit`. O(words that begin with
  /// them, until one is found).
  package func hasWord(beginningWith prefix: ArraySlice<UInt8>, upToClass limit: Int) -> Bool {
    var node = automaton.root
    for byte in prefix {
      guard let next = automaton.child(of: node, reading: byte) else { return false }
      node = next
    }
    return hasWord(below: node, upToClass: limit)
  }

  private func hasWord(below node: Automaton.Node, upToClass limit: Int) -> Bool {
    var found = false
    automaton.forEachChild(of: node) { _, child in
      if found { return }
      let rarity = automaton.code(at: child).flatMap(entry(code:))?.lowerCommonness
      found = rarity.map { $0 <= limit } ?? false || hasWord(below: child, upToClass: limit)
    }
    return found
  }

  /// The class of the most common word in lower case that is longer than these
  /// bytes in lower case and begins with them; `nil` when there is none. O(words
  /// that begin with them, until one of the most common class is found).
  package func lowestClass(ofWordsBeginningWith prefix: ArraySlice<UInt8>) -> Int? {
    guard let node = node(of: prefix) else { return nil }
    var lowest = Int.max
    var walk = ClassWalk(below: node)
    while lowest > Self.mostCommonClass, let found = walk.next(in: self) {
      lowest = min(lowest, found)
    }
    return lowest == .max ? nil : lowest
  }

  /// How many words in lower case of a class up to `limit` are longer than these
  /// bytes in lower case and begin with them, counted up to `maximum`. O(words that
  /// begin with them).
  package func count(
    ofWordsBeginningWith prefix: ArraySlice<UInt8>, upToClass limit: Int, maximum: Int
  ) -> Int {
    guard let node = node(of: prefix) else { return 0 }
    var count = 0
    var walk = ClassWalk(below: node)
    while count < maximum, let found = walk.next(in: self) {
      if found <= limit { count += 1 }
    }
    return count
  }

  /// The class of the most common words.
  private static let mostCommonClass = 10

  private func node(of prefix: ArraySlice<UInt8>) -> Automaton.Node? {
    var node = automaton.root
    for byte in prefix {
      guard let next = automaton.child(of: node, reading: byte) else { return nil }
      node = next
    }
    return node
  }

  /// A walk over the words below a node, shorter ones before those they begin.
  private struct ClassWalk {
    /// The edges that are to be read next, the innermost last.
    private var open: [Automaton.Node]

    init(below node: Automaton.Node) {
      open = []
      open.reserveCapacity(32)
      open.append(node)
    }

    /// The class in lower case of the next word that has one; `nil` after the last.
    mutating func next(in lexicon: Lexicon) -> Int? {
      let automaton = lexicon.automaton
      while let place = open.popLast() {
        guard let edge = automaton.edge(at: place) else { continue }
        if !edge.isLast { open.append(place + 1) }
        guard let child = edge.target else { continue }
        guard let code = automaton.code(at: child) else {
          open.append(child)
          continue
        }
        // That a word ends here is the first edge; those after it lead on.
        if automaton.edge(at: child)?.isLast == false { open.append(child + 1) }
        guard code < lexicon.entryCount else { continue }
        // The low byte of an entry is the word's class in lower case.
        let found = UInt32(littleEndian: lexicon.entries[code]) & 0xFF
        if found != 0 { return Int(found) }
      }
      return nil
    }
  }

  /// A word as a completion offers it.
  package struct Completion: Hashable, Sendable {
    /// The word in lower case, unless it is mostly written with capitals.
    package var word: String
    /// The class of the word; the lower, the more common.
    package var commonness: Int
    /// Whether the word is in lower case.
    package var isLower: Bool
  }

  /// The words that begin with `prefix`, in any casing, the most common first,
  /// of equally common ones the shortest, then by their bytes; at most `limit`.
  /// Variants that every dictionary respells, and words of classes beyond 70, are
  /// left out. O(words that begin so).
  package func completions(of prefix: ArraySlice<UInt8>, limit: Int) -> [Completion] {
    var node = automaton.root
    var word = prefix.map(\.asciiLowercased)
    for byte in word {
      guard let next = automaton.child(of: node, reading: byte) else { return [] }
      node = next
    }
    var found: [(word: [UInt8], entry: Entry)] = []
    collect(below: node, &word, &found)
    found.sort {
      let (a, b) = ($0.entry.commonness, $1.entry.commonness)
      if a != b { return a < b }
      if $0.word.count != $1.word.count { return $0.word.count < $1.word.count }
      return $0.word.lexicographicallyPrecedes($1.word)
    }
    return found.prefix(max(0, limit)).map { item in
      // A word that is rare in lower case, such as a name that is a word too, is
      // offered as it mostly is.
      let lower = item.entry.lowerCommonness ?? .max
      let isLower = lower <= Self.completionLimit && lower <= item.entry.commonness + 30
      return Completion(
        word: isLower ? String(decoding: item.word, as: UTF8.self) : spelled(item.word, item.entry),
        commonness: item.entry.commonness, isLower: isLower)
    }
  }

  /// The last class whose words are offered: rarer ones are more often slips.
  private static let completionLimit = 70

  private func collect(
    below node: Automaton.Node, _ word: inout [UInt8],
    _ found: inout [(word: [UInt8], entry: Entry)]
  ) {
    if let code = automaton.code(at: node), let entry = entry(code: code),
      entry.commonness <= Self.completionLimit, !entry.isVariant
    {
      found.append((word, entry))
    }
    automaton.forEachChild(of: node) { byte, child in
      word.append(byte)
      collect(below: child, &word, &found)
      word.removeLast()
    }
  }

  /// A word that is never in lower case, as it is written.
  private func spelled(_ folded: [UInt8], _ entry: Entry) -> String {
    if entry.casings.contains(.mixed), let mixed = mixedSpellings(of: folded[...]).first {
      return String(decoding: mixed, as: UTF8.self)
    }
    if entry.casings.contains(.capitalized), let first = folded.first {
      return String(decoding: [first.asciiUppercased] + folded.dropFirst(), as: UTF8.self)
    }
    return String(decoding: folded, as: UTF8.self).uppercased()
  }

  // MARK: Known misspellings

  /// The right spellings of a known misspelling given in lower case with
  /// straight apostrophes, best first; empty when it is not one. O(log misspellings).
  package func corrections(ofMisspelling folded: ArraySlice<UInt8>) -> [String] {
    misspellings.values(of: folded).map { String(decoding: $0, as: UTF8.self) }
  }
}

/// A text of lines, each a key and its values with tabs between, sorted by key.
private struct SortedLines {
  private let bytes: UnsafeRawBufferPointer

  init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  /// The values of a key; empty when it is not there. O(log lines).
  func values(of key: ArraySlice<UInt8>) -> [Slice<UnsafeRawBufferPointer>] {
    var low = 0
    var high = bytes.count
    while low < high {
      // The line that holds the middle byte.
      var start = (low + high) / 2
      while start > low && bytes[start - 1] != .lineFeed { start -= 1 }
      var end = start
      while end < high && bytes[end] != .lineFeed { end += 1 }
      var keyEnd = start
      while keyEnd < end && bytes[keyEnd] != .tab { keyEnd += 1 }
      let found = bytes[start..<keyEnd]
      if found.elementsEqual(key) {
        return bytes[min(keyEnd + 1, end)..<end].split(separator: .tab)
      }
      if found.lexicographicallyPrecedes(key) { low = end + 1 } else { high = start }
    }
    return []
  }
}
