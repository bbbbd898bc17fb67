import StetCore

/// The words of a draft's prose as repeated passages are looked for in them.
///
/// Of all runs of ``shingle`` words some are chosen by their hashes alone, so that a text chooses the
/// same ones wherever it stands: the least of each ``window`` neighbours (winnowing; Schleimer,
/// Wilkerson and Aiken, “Winnowing: Local Algorithms for Document Fingerprinting”, SIGMOD 2003).
/// Two drafts that share ``shingle`` + ``window`` - 1 words in a row share one of them, and about one
/// word in five begins one.
struct PassageWords: Equatable, Sendable {
  /// The words that are hashed together.
  static let shingle = 8
  /// The neighbouring runs of which one is chosen.
  static let window = 9

  /// A run of words that was chosen.
  struct Fingerprint: Equatable, Sendable {
    let hash: UInt64
    /// Its first word.
    let word: UInt32
  }

  /// What a word stands under.
  struct Topic: Equatable, Sendable {
    /// The first word that does.
    let word: UInt32
    /// What tells the question or the heading, with those around it, from others; 0 for none.
    let hash: UInt64
    /// Whether it is a question that means something wherever it is asked.
    let isQuestion: Bool
  }

  /// Where a block ends.
  struct Ending: Equatable, Sendable {
    /// The word after its last one.
    let word: UInt32
    /// Whether a mark closes it, so that it does not look cut off.
    let isClosed: Bool
  }

  /// A hash of each word, whatever its case; ``gap`` where no passage goes on.
  private(set) var hashes: [UInt32] = []
  private var starts: [UInt32] = []
  private var lengths: [UInt16] = []
  /// The chosen runs, in order.
  private(set) var fingerprints: [Fingerprint] = []
  /// The places of ``fingerprints`` in order of their hashes, then of their places.
  private(set) var order: [UInt32] = []
  private(set) var topics: [Topic] = []
  private(set) var endings: [Ending] = []

  /// Stands between words where no passage goes on.
  static let gap: UInt32 = 0
  /// Quoted words from so many on are somebody else's, who may be quoted twice.
  private static let longQuotation = 12

  /// How many words there are, gaps among them.
  var count: Int { hashes.count }

  /// Reads a draft. Linear.
  ///
  /// Code, tables, marked quotations and what is the site's hold no words, and no passage goes on
  /// over them. Headings and questions do, so that what was copied with them is one passage.
  init(of draft: Draft) {
    let words = draft.source.range.length / 6
    hashes.reserveCapacity(words)
    starts.reserveCapacity(words)
    lengths.reserveCapacity(words)
    var place = TopicPath()
    var parts = draft.parts[...]
    for (index, block) in draft.blocks.enumerated() {
      // Places are kept in 32 bits.
      if block.range.end.utf8 > Int(UInt32.max) { break }
      if let part = parts.first, block.range.start >= part.start {
        parts.removeFirst()
        addGap()
      }
      switch block.kind {
      case .blank, .comment, .thematicBreak, .linkDefinition: continue
      case .html where draft.format.isAllMarkup: continue
      case .html, .code, .table, .chrome, .metadata, .frontMatter:
        addGap()
        continue
      case .title, .heading, .question:
        if let topic = place.enter(index, in: draft) {
          topics.append(
            Topic(
              word: UInt32(clamping: count), hash: topic.hash, isQuestion: topic.isQuestion))
        }
      case .paragraph, .listItem, .answer: break
      }
      if block.isQuoted {
        addGap()
        continue
      }
      let before = count
      add(block, of: draft)
      if count > before {
        endings.append(
          Ending(
            word: UInt32(clamping: count),
            isClosed: Self.isClosed(draft.source.bytes(in: block.content))))
      }
    }
    addGap()
    winnow()
    order = Self.order(of: fingerprints)
  }

  /// The places of fingerprints in order of their hashes, then of their places. O(n log n).
  private static func order(of prints: [Fingerprint]) -> [UInt32] {
    // Numbers are put in order faster than what they stand for: the low bits of each hash make
    // room for the place.
    let bits = UInt64(Int.bitWidth - prints.count.leadingZeroBitCount)
    let low = (UInt64(1) << bits) &- 1
    var keys = prints.indices.map { prints[$0].hash & ~low | UInt64($0) }
    keys.sort()
    var order = keys.map { UInt32(truncatingIfNeeded: $0 & low) }
    // Those that differ in the low bits only are few.
    for end in order.indices.dropFirst() {
      var place = end
      while place > 0, isBefore(order[place], order[place - 1]) {
        order.swapAt(place, place - 1)
        place -= 1
      }
    }
    return order

    func isBefore(_ one: UInt32, _ other: UInt32) -> Bool {
      let (left, right) = (prints[Int(one)].hash, prints[Int(other)].hash)
      return left < right || left == right && one < other
    }
  }

  /// Whether some run of words was chosen twice. O(fingerprints).
  var hasTwins: Bool {
    zip(order, order.dropFirst()).contains {
      fingerprints[Int($0)].hash == fingerprints[Int($1)].hash
    }
  }

  /// The words of a text that is no draft, without fingerprints.
  init(_ text: String) { add(Array(text.utf8)[...]) }

  // MARK: Reading

  private mutating func addGap() {
    if hashes.last ?? Self.gap == Self.gap { return }
    hashes.append(Self.gap)
    starts.append(starts.last ?? 0)
    lengths.append(lengths.last ?? 0)
  }

  private mutating func add(_ block: Block, of draft: Draft) {
    var start = block.content.start
    for span in draft.spans(in: block.content) {
      switch span.kind {
      case .code, .email, .identifier, .math: continue
      case .markup, .tag, .comment, .entity, .label, .url, .chrome, .metadata: break
      }
      add(draft.source.bytes(in: TextRange(start: start, end: span.range.start)))
      start = span.range.end
    }
    add(draft.source.bytes(in: TextRange(start: start, end: block.content.end)))
  }

  /// Takes in the words of some bytes of the draft. Linear.
  private mutating func add(_ bytes: ArraySlice<UInt8>) {
    var index = bytes.startIndex
    /// Before this, quotation marks have been looked at already.
    var looked = index
    let end = bytes.endIndex
    while index < end {
      let start = index
      var hash: UInt32 = 0x811C_9DC5
      scan: while index < end {
        let byte = bytes[index]
        if byte.isASCIIAlphanumeric {
          hash = (hash ^ UInt32(byte.asciiLowercased)) &* 0x0100_0193
          index += 1
          continue
        }
        if byte == .space { break }
        var next = index
        if index > start {
          // An apostrophe joins, and is left out by many.
          next += Self.apostropheLength(in: bytes, at: index)
          if next > index, bytes.byte(at: next).isASCIIAlphanumeric {
            index = next
            continue
          }
        }
        let length = Self.wordLength(in: bytes, at: next)
        if length == 0 { break scan }
        hash = Self.hash(bytes, at: next, length: length, after: hash)
        index = next + length
      }
      if index > start {
        hashes.append(hash == Self.gap ? 1 : hash)
        starts.append(UInt32(clamping: start))
        lengths.append(UInt16(clamping: index - start))
        continue
      }
      if index >= looked, let quotation = Self.quotation(in: bytes, at: index) {
        looked = quotation.end
        if quotation.words >= Self.longQuotation {
          addGap()
          index = quotation.end
          continue
        }
      }
      index += UInt8.sequenceLength(leading: bytes[index])
    }
  }

  /// Whether the marks at the end of a text close it.
  private static func isClosed(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard let last = bytes.last(where: { !$0.isASCIIWhitespace }) else { return true }
    return !last.isASCIIAlphanumeric && last != UInt8(ascii: ",")
  }

  /// How many bytes at a place belong to a word: those of a letter, a digit or what is no ASCII and
  /// no punctuation; else 0.
  private static func wordLength(in bytes: ArraySlice<UInt8>, at index: Int) -> Int {
    let byte = bytes.byte(at: index)
    if byte < 0x80 { return byte.isASCIIAlphanumeric ? 1 : 0 }
    let length = UInt8.sequenceLength(leading: byte)
    let second = bytes.byte(at: index + 1)
    switch byte {
    // Signs of Latin-1, `ª` and `º` but for.
    case 0xC2: return second == 0xAA || second == 0xBA || second == 0xB5 ? length : 0
    // General punctuation.
    case 0xE2 where second == 0x80 || second == 0x81: return 0
    // Punctuation of Chinese and Japanese.
    case 0xE3 where second == 0x80: return 0
    default: return index + length <= bytes.endIndex ? length : bytes.endIndex - index
    }
  }

  private static func apostropheLength(in bytes: ArraySlice<UInt8>, at index: Int) -> Int {
    switch bytes.byte(at: index) {
    case UInt8(ascii: "'"): 1
    case 0xE2 where bytes.byte(at: index + 1) == 0x80:
      bytes.byte(at: index + 2) == 0x99 || bytes.byte(at: index + 2) == 0x98 ? 3 : 0
    default: 0
    }
  }

  /// FNV-1a, with letters of ASCII and Latin-1 in lower case.
  private static func hash(
    _ bytes: ArraySlice<UInt8>, at index: Int, length: Int, after hash: UInt32
  ) -> UInt32 {
    var hash = hash
    let first = bytes.byte(at: index)
    if length == 1 { return (hash ^ UInt32(first.asciiLowercased)) &* 0x0100_0193 }
    for step in 0..<length {
      var byte = bytes.byte(at: index + step)
      if step == 1, first == 0xC3, (0x80...0x9E).contains(byte), byte != 0x97 { byte += 0x20 }
      hash = (hash ^ UInt32(byte)) &* 0x0100_0193
    }
    return hash
  }

  /// The quotation whose first mark stands at a place: where it ends, and its words, about; its own
  /// end when nothing closes it, and no words.
  private static func quotation(
    in bytes: ArraySlice<UInt8>, at index: Int
  ) -> (end: Int, words: Int)? {
    let isStraight = bytes.byte(at: index) == UInt8(ascii: "\"")
    let isCurved =
      bytes.byte(at: index) == 0xE2 && bytes.byte(at: index + 1) == 0x80
      && bytes.byte(at: index + 2) == 0x9C
    guard isStraight || isCurved else { return nil }
    if isStraight, bytes.byte(at: index - 1).isASCIIAlphanumeric { return nil }
    var words = 0
    var isInWord = false
    var next = index + (isStraight ? 1 : 3)
    while next < bytes.endIndex {
      let byte = bytes[next]
      if isStraight ? byte == UInt8(ascii: "\"") : byte == 0xE2 {
        if isStraight { return (next + 1, words) }
        if bytes.byte(at: next + 1) == 0x80, bytes.byte(at: next + 2) == 0x9D {
          return (next + 3, words)
        }
      }
      if byte.isASCIIWhitespace {
        isInWord = false
      } else if !isInWord {
        isInWord = true
        words += 1
      }
      next += 1
    }
    return (bytes.endIndex, 0)
  }

  // MARK: Fingerprints

  private mutating func winnow() {
    /// The hashes of the last runs, by the number of their first word.
    var ring = [UInt64](repeating: 0, count: Self.window)
    var hash: UInt64 = 0
    /// The first word after the last gap.
    var first = 0
    var chosen: Int?
    for index in hashes.indices {
      if hashes[index] == Self.gap {
        first = index + 1
        hash = 0
        chosen = nil
        continue
      }
      hash = hash &* Self.base &+ UInt64(hashes[index])
      let start = index + 1 - Self.shingle
      if start < first { continue }
      if start > first { hash = hash &- UInt64(hashes[start - 1]) &* Self.baseOfFirst }
      let mixed = Self.mix(hash)
      ring[start % Self.window] = mixed
      let windowStart = start + 1 - Self.window
      if windowStart < first { continue }
      var best = chosen
      if let known = chosen, known >= windowStart {
        if mixed <= ring[known % Self.window] { best = start }
      } else {
        best = windowStart
        for place in windowStart...start {
          if let known = best, ring[place % Self.window] <= ring[known % Self.window] {
            best = place
          }
        }
      }
      guard let best, best != chosen else { continue }
      chosen = best
      if isVaried(from: best) {
        fingerprints.append(
          Fingerprint(hash: ring[best % Self.window], word: UInt32(clamping: best)))
      }
    }
  }

  /// Whether a run has words enough of its own to tell it from others.
  private func isVaried(from word: Int) -> Bool {
    let run = hashes[word..<min(count, word + Self.shingle)]
    var distinct = 0
    for (offset, hash) in run.enumerated() where !run.prefix(offset).contains(hash) {
      distinct += 1
    }
    return distinct > Self.shingle / 2
  }

  private static let base: UInt64 = 0x9E37_79B9_7F4A_7C15
  /// What the first word of a run weighs when the next one has come in.
  private static let baseOfFirst = (0..<shingle).reduce(1 as UInt64) { power, _ in power &* base }

  private static func mix(_ hash: UInt64) -> UInt64 {
    var hash = hash
    hash = (hash ^ hash >> 33) &* 0xFF51_AFD7_ED55_8CCD
    hash = (hash ^ hash >> 33) &* 0xC4CE_B9FE_1A85_EC53
    return hash ^ hash >> 33
  }

  // MARK: Places

  /// The bytes of some words, from the first to the end of the last.
  func range(of words: Range<Int>) -> TextRange {
    guard let last = words.last, starts.indices.contains(words.lowerBound),
      starts.indices.contains(last)
    else { return TextRange(0, 0) }
    return TextRange(Int(starts[words.lowerBound]), Int(starts[last]) + Int(lengths[last]))
  }

  /// What a word stands under. O(log topics).
  func topic(at word: Int) -> Topic? {
    let next = topics.partitionPoint { $0.word > word }
    return next > 0 ? topics[next - 1] : nil
  }

  /// Where the block of a word ends. O(log blocks).
  func ending(after word: Int) -> Ending? {
    let next = endings.partitionPoint { $0.word > word }
    return next < endings.count ? endings[next] : nil
  }
}

extension Array {
  /// The first index from which on all elements fulfil what those before do not. O(log n).
  func partitionPoint(_ isAfter: (Element) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = low + (high - low) / 2
      if isAfter(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

/// The headings and the question that a place in a draft stands under.
private struct TopicPath {
  private var open: [(level: Int, hash: UInt64)] = []
  /// A question without a level ends at the next heading, whatever its.
  private static let lowest = 7

  /// Goes on to the text under a title, heading or question. Returns what tells it from others;
  /// `nil` where it changes nothing.
  mutating func enter(_ index: Int, in draft: Draft) -> (hash: UInt64, isQuestion: Bool)? {
    let block = draft.blocks[index]
    let text = draft.questionText(ofBlock: index)
    let key = QuestionKey(text[...])
    let own = key.isEmpty ? 0 : key.fingerprint
    switch block.kind {
    case .heading:
      let level = block.level == 0 ? 2 : block.level
      open.removeAll { $0.level >= level }
      let hash = (open.last?.hash ?? 0) &* 0x100_0000_01B3 ^ own
      open.append((level, hash))
      return (hash, false)
    default:
      let isQuestion = block.kind == .question || text.last == UInt8(ascii: "?")
      if block.level > 0 {
        open.removeAll { $0.level >= block.level }
      } else {
        open = []
      }
      open.append((block.level > 0 ? block.level : Self.lowest, own))
      return (own, isQuestion && key.standsAlone)
    }
  }
}
