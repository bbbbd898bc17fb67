import StetCore
import StetLexicon

/// Compiles word lists into the data that ``Lexicon`` reads in place.
///
/// The result depends on nothing but the lists: the same lists give the same bytes.
package struct LexiconCompiler {
  /// What stops a compilation.
  package struct Failure: Error, CustomStringConvertible {
    /// The list and the line, and what is wrong there.
    package let description: String
  }

  /// One word list.
  package struct Source: Sendable {
    /// The list's name, for messages; part of the checksum.
    package var name: String
    /// Its bytes.
    package var bytes: [UInt8]

    /// Makes a list.
    package init(name: String, bytes: [UInt8]) {
      self.name = name
      self.bytes = bytes
    }
  }

  private struct Record {
    var lower: Int?
    var capital: Int?
    var casings: Lexicon.Casings = []
    /// The regions that write the word in lower case, and with capitals.
    var lowerRegions: Lexicon.Regions = []
    var capitalRegions: Lexicon.Regions = []
    var isVariant = true
    var mixed: Set<String> = []
  }

  private var records: [String: Record] = [:]
  private var spellings: [String: Lexicon.Regions] = [:]
  private var removed: Set<String> = []
  private var misspellings: [String: [String]] = [:]
  /// The levels of words alone.
  private var levels: [[UInt8]: UInt8] = [:]
  private var frequencies: [(hash: UInt64, level: UInt8)] = []
  private let checksum: UInt64

  /// The checksum of word lists: what a compiled lexicon keeps to tell whether
  /// it is stale. The order of the lists matters. O(bytes).
  package static func checksum(of sources: [Source]) -> UInt64 {
    var hash = LexiconFormat.checksum(Array("\(LexiconFormat.magic)".utf8))
    for source in sources {
      hash = LexiconFormat.checksum(Array(source.name.utf8) + [0], seed: hash)
      hash = LexiconFormat.checksum(source.bytes, seed: hash)
    }
    return hash
  }

  /// Reads word lists, in any number.
  ///
  /// A list says what it is in its first lines: `# class: 50` for words of that
  /// class, `# misspellings` for pairs `wrong -> right, right`, `# remove` for
  /// words of the other lists to leave out, `# spellings: US CA | GB AU` for
  /// pairs `one -> other` and where each is written so, `# frequencies` for a word and its
  /// level, `# pairs` for a word, then words that follow it, each with the level of
  /// the pair, with spaces between. Blank lines and lines that begin
  /// with `#` are skipped. A word may be followed by a tab and the regions that
  /// write it so (`US GB CA AU`), or by `variant`.
  package init(_ sources: [Source]) throws(Failure) {
    checksum = Self.checksum(of: sources)
    for source in sources { try read(source) }
    for word in removed { records[word] = nil }
    for (word, regions) in spellings {
      guard records[word]?.lower != nil else {
        throw Failure(description: "“\(word)” has a region, but is in no list")
      }
      records[word]?.lowerRegions = regions
      records[word]?.isVariant = false
    }
    for wrong in misspellings.keys {
      if records[wrong]?.lower ?? .max < 95 {
        throw Failure(description: "“\(wrong)” is both a word and a misspelling")
      }
      // The last class of SCOWL has some misspellings.
      records[wrong]?.lower = nil
      records[wrong]?.casings.remove(.lower)
      if records[wrong]?.capital == nil { records[wrong] = nil }
    }
  }

  private enum Kind: Equatable {
    case words(Int)
    case misspellings
    case removals
    /// Spellings of one word, with the regions of the first and of the second.
    case spellings(Lexicon.Regions, Lexicon.Regions)
    case frequencies
    case pairs
  }

  private mutating func read(_ source: Source) throws(Failure) {
    var kind: Kind?
    var number = 0
    for line in source.bytes.split(separator: .lineFeed, omittingEmptySubsequences: false) {
      number += 1
      func fail(_ what: String) -> Failure {
        Failure(description: "\(source.name):\(number): \(what)")
      }
      let text = String(decoding: line, as: UTF8.self)
      guard let first = line.first else { continue }
      if first == UInt8(ascii: "#") {
        if text.hasPrefix("# class:") {
          let digits = text.dropFirst(8).filter { $0 != " " }
          guard let value = Int(digits), (1...99).contains(value) else {
            throw fail("a class is a number from 1 to 99")
          }
          kind = .words(value)
        } else if text == "# misspellings" {
          kind = .misspellings
        } else if text == "# remove" {
          kind = .removals
        } else if text.hasPrefix("# spellings:") {
          let sides = text.dropFirst(12).split(separator: "|")
          guard sides.count == 2, let first = Self.regions(sides[0]),
            let second = Self.regions(sides[1])
          else { throw fail("regions are written “US CA | GB AU”") }
          kind = .spellings(first.0, second.0)
        } else if text == "# frequencies" {
          kind = .frequencies
        } else if text == "# pairs" {
          kind = .pairs
        }
        continue
      }
      switch kind {
      case .words(let commonness):
        let parts = text.split(separator: "\t")
        guard let word = parts.first, parts.count <= 2 else { throw fail("not a word") }
        guard
          let (regions, isVariant) = Self.regions(parts.dropFirst().first ?? "US GB CA AU")
        else { throw fail("unknown region in “\(text)”") }
        add(String(word), commonness, regions, isVariant)
      case .misspellings:
        let parts = text.split(separator: " -> ", maxSplits: 1).map(String.init)
        guard parts.count == 2, let wrong = parts.first, let right = parts.last else {
          throw fail("a misspelling is written “wrong -> right”")
        }
        guard misspellings[wrong] == nil else { throw fail("“\(wrong)” stands twice") }
        misspellings[wrong] = right.split(separator: ", ").map(String.init)
      case .removals:
        removed.insert(text)
      case .spellings(let first, let second):
        let parts = text.split(separator: " -> ", maxSplits: 1).map(String.init)
        guard parts.count == 2 else { throw fail("two spellings are written “one -> other”") }
        spellings[parts[0]] = first
        spellings[parts[1]] = second
      case .frequencies, .pairs:
        guard addFrequencies(line, arePairs: kind == .pairs) else {
          throw fail("a frequency is a word and a number from 1 to 255")
        }
      case nil:
        throw fail("the list does not say what it is")
      }
    }
  }

  private static func regions(_ text: Substring) -> (Lexicon.Regions, isVariant: Bool)? {
    var regions: Lexicon.Regions = []
    for name in text.split(separator: " ") {
      switch name {
      case "US": regions.insert(.unitedStates)
      case "GB": regions.insert(.britain)
      case "CA": regions.insert(.canada)
      case "AU": regions.insert(.australia)
      case "variant": return (.all, true)
      default: return nil
      }
    }
    return (regions, false)
  }

  private mutating func add(
    _ word: String, _ commonness: Int, _ regions: Lexicon.Regions, _ isVariant: Bool
  ) {
    let folded = word.lowercased()
    var record = records[folded] ?? Record()
    if word == folded {
      record.lower = min(record.lower ?? .max, commonness)
      record.casings.insert(.lower)
    } else {
      record.capital = min(record.capital ?? .max, commonness)
      if word == word.uppercased() {
        record.casings.insert(word.count == 1 ? [.upper, .capitalized] : .upper)
      } else if word.dropFirst() == folded.dropFirst() {
        record.casings.insert(.capitalized)
      } else {
        record.casings.insert(.mixed)
        record.mixed.insert(word)
      }
    }
    // Names are written so everywhere: “Center” of “Rockefeller Center” says nothing of
    // “center”.
    if word == folded {
      record.lowerRegions.formUnion(regions)
    } else {
      record.capitalRegions.formUnion(regions)
    }
    record.isVariant = record.isVariant && isVariant
    records[folded] = record
  }

  private mutating func addFrequencies(_ line: ArraySlice<UInt8>, arePairs: Bool) -> Bool {
    var parts = line.split(separator: UInt8(ascii: " "))[...]
    let first = arePairs ? parts.popFirst() : nil
    guard !parts.isEmpty, arePairs || parts.count == 2 else { return false }
    while let word = parts.popFirst() {
      guard let level = parts.popFirst().flatMap({ UInt8(String(decoding: $0, as: UTF8.self)) }),
        level > 0
      else { return false }
      if first == nil { levels[Array(word)] = level }
      let hash = first.map { LexiconFormat.frequencyHash($0, word) }
      frequencies.append((hash ?? LexiconFormat.frequencyHash(word), level))
    }
    return true
  }

  // MARK: Writing

  /// The compiled lexicon. O(total length of the words).
  package func compile() throws(Failure) -> [UInt8] {
    let words = records.map { key, record in
      (
        key: Array(key.utf8),
        bits: Lexicon.Entry(
          lowerCommonness: record.lower, capitalCommonness: record.capital,
          casings: record.casings,
          regions: record.lower == nil ? record.capitalRegions : record.lowerRegions,
          isVariant: record.isVariant
        ).bits
      )
    }.sorted { $0.key.lexicographicallyPrecedes($1.key) }

    // The commonest entries get the lowest codes, so that those of common words
    // fit in the byte that the table of common words has for them.
    var counts: [UInt32: Int] = [:]
    for word in words {
      let entry = Lexicon.Entry(bits: word.bits)
      counts[word.bits, default: 0] += entry.commonness <= 35 ? 1000 : 1
    }
    let entries = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
    let codes = Dictionary(uniqueKeysWithValues: entries.enumerated().map { ($1, UInt32($0)) })

    var automaton = Automaton()
    for word in words { automaton.add(word.key, codes[word.bits] ?? 0) }
    let root = automaton.finish()
    var frequent = Automaton()
    for word in words where isFrequent(word.key, word.bits) {
      frequent.add(word.key, codes[word.bits] ?? 0)
    }
    let frequentRoot = frequent.finish()
    guard automaton.edges.count < 1 << (32 - LexiconFormat.targetShift) else {
      throw Failure(description: "the automaton has too many edges")
    }

    let common = commonTable(words.map { ($0.key, $0.bits, codes[$0.bits] ?? 0) })
    let mixed = records.filter { !$0.value.mixed.isEmpty }
      .map { (Array($0.key.utf8), $0.value.mixed.sorted()) }
    let sections: [LexiconFormat.Section: [UInt8]] = [
      .common: common,
      .edges: automaton.edges.flatMap(Self.bytes),
      .entries: entries.flatMap(Self.bytes),
      .mixed: Self.lines(mixed),
      .misspellings: Self.lines(misspellings.map { (Array($0.key.utf8), $0.value) }),
      .frequentEdges: frequent.edges.flatMap(Self.bytes),
      .frequencies: frequencyTable(),
    ]
    var header = [UInt8](repeating: 0, count: LexiconFormat.headerSize)
    var body: [UInt8] = []
    func put(_ bytes: [UInt8], at offset: Int) {
      header.replaceSubrange(offset..<offset + bytes.count, with: bytes)
    }
    put(withUnsafeBytes(of: LexiconFormat.magic.littleEndian, Array.init), at: 0)
    put(withUnsafeBytes(of: checksum.littleEndian, Array.init), at: 8)
    for section in LexiconFormat.Section.allCases {
      let bytes = sections[section] ?? []
      let field = LexiconFormat.offsetField(of: section)
      put(Self.bytes(UInt32(header.count + body.count)), at: field)
      put(Self.bytes(UInt32(bytes.count)), at: field + 4)
      body += bytes
      while body.count % 64 != 0 { body.append(0) }
    }
    put(Self.bytes(root), at: LexiconFormat.rootField)
    put(Self.bytes(frequentRoot), at: LexiconFormat.frequentRootField)
    return header + body
  }

  private static func bytes(_ number: UInt32) -> [UInt8] {
    withUnsafeBytes(of: number.littleEndian, Array.init)
  }

  private static func lines(_ pairs: [([UInt8], [String])]) -> [UInt8] {
    pairs.sorted { $0.0.lexicographicallyPrecedes($1.0) }
      .flatMap { key, values in
        key + [.tab] + Array(values.joined(separator: "\t").utf8) + [.lineFeed]
      }
  }

  /// Whether a word with several slips may stand for this one. Without any
  /// frequencies, the classes tell.
  private func isFrequent(_ word: [UInt8], _ bits: UInt32) -> Bool {
    let entry = Lexicon.Entry(bits: bits)
    if entry.isVariant || entry.commonness > 80 { return false }
    return entry.commonness <= 40 || (levels[word] ?? 0) >= Self.leastFrequency
  }

  /// The level from which a word is among the frequent ones: some 130,000 times in
  /// the books that were counted.
  private static let leastFrequency = 30

  /// Fills the table of frequencies, four slots of five.
  private func frequencyTable() -> [UInt8] {
    let size = LexiconFormat.frequencySlotSize
    let count = frequencies.count * 5 / 4 + 1
    var table = [UInt8](repeating: 0, count: frequencies.isEmpty ? 0 : count * size)
    for (hash, level) in frequencies {
      var index = LexiconFormat.frequencySlot(of: hash, count: count)
      while table[index * size + 2] != 0 { index = index + 1 == count ? 0 : index + 1 }
      let mark = LexiconFormat.frequencyMark(of: hash)
      table[index * size] = UInt8(truncatingIfNeeded: mark)
      table[index * size + 1] = UInt8(truncatingIfNeeded: mark >> 8)
      table[index * size + 2] = level
    }
    return table
  }

  /// Fills the table of common words, those first that are written most often; a
  /// word whose bucket is full is left to the automaton. Words of the rarest class
  /// are left to it too, for whoever finds a word here takes it for a known one.
  private func commonTable(_ words: [(key: [UInt8], bits: UInt32, code: UInt32)]) -> [UInt8] {
    let size = 16 * LexiconFormat.slotsPerBucket
    let candidates = words.compactMap { word -> (key: [UInt8], code: UInt32, rank: (Int, Int))? in
      let entry = Lexicon.Entry(bits: word.bits)
      guard word.key.count <= LexiconFormat.slotWordSize, word.code < 256,
        word.key.allSatisfy({ $0 < 0x80 }), entry.lowerCommonness ?? .max <= 80
      else { return nil }
      return (word.key, word.code, (-Int(levels[word.key] ?? 0), entry.commonness))
    }.sorted {
      $0.rank != $1.rank
        ? $0.rank < $1.rank
        : $0.key.count != $1.key.count
          ? $0.key.count < $1.key.count : $0.key.lexicographicallyPrecedes($1.key)
    }
    var buckets = 1
    while buckets < Self.maximumBuckets
      && buckets * LexiconFormat.slotsPerBucket < candidates.count * 2
    { buckets *= 2 }
    var table = [UInt8](repeating: 0, count: max(2, buckets) * size)
    var used = [Int](repeating: 0, count: max(2, buckets))
    for word in candidates {
      var slot = word.key + [UInt8](repeating: 0, count: 16 - word.key.count)
      let low = slot[..<8].reversed().reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
      let high = slot[8...].reversed().reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
      let bucket = Int(LexiconFormat.hash(low, high) & UInt64(used.count - 1))
      guard used[bucket] < LexiconFormat.slotsPerBucket else { continue }
      slot[15] = UInt8(truncatingIfNeeded: word.code)
      let start = bucket * size + used[bucket] * 16
      table.replaceSubrange(start..<start + 16, with: slot)
      used[bucket] += 1
    }
    return table
  }

  /// Bounds the table of common words to half a megabyte, which the caches
  /// of today’s processors hold.
  private static let maximumBuckets = 8192
}

/// Builds the minimal automaton of words that come in order.
private struct Automaton {
  /// Edges of all nodes that are done; a node's stand side by side.
  var edges: [UInt32] = []
  /// The first edge of each distinct node that is done.
  private var register: [[UInt32]: UInt32] = [:]
  /// The nodes on the way to the last word, each with its edges so far; the
  /// target of a node's last edge is open.
  private var path: [[UInt32]] = [[]]
  private var last: [UInt8] = []

  /// Adds a word, which must follow the last in byte order.
  mutating func add(_ word: [UInt8], _ code: UInt32) {
    var shared = 0
    while shared < min(word.count, last.count) && word[shared] == last[shared] { shared += 1 }
    close(to: shared)
    for byte in word[shared...] {
      path[path.count - 1].append(UInt32(byte))
      path.append([])
    }
    path[path.count - 1].append(code << LexiconFormat.targetShift)
    last = word
  }

  /// Closes the automaton and gives its root.
  mutating func finish() -> UInt32 {
    close(to: 0)
    return place(path[0])
  }

  private mutating func close(to depth: Int) {
    while path.count > depth + 1 {
      let target = place(path.removeLast())
      let parent = path.count - 1
      path[parent][path[parent].count - 1] |= target << LexiconFormat.targetShift
    }
  }

  private mutating func place(_ node: [UInt32]) -> UInt32 {
    if let known = register[node] { return known }
    let start = UInt32(edges.count)
    register[node] = start
    edges += node
    if !node.isEmpty { edges[edges.count - 1] |= LexiconFormat.lastEdge }
    // The end of a node's edges is a node too, which others may be.
    for skipped in node.indices.dropFirst() {
      let tail = Array(node[skipped...])
      if register[tail] == nil { register[tail] = start + UInt32(skipped) }
    }
    return start
  }
}
