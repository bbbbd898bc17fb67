/// The layout of a compiled lexicon, which the compiler writes and ``Lexicon`` reads in place.
///
/// All numbers are little-endian. A file is a header of ``headerSize`` bytes and
/// these sections, each starting at a multiple of 64 bytes:
///
/// - **common words**: an open hash table of the most common words, in buckets
///   of ``slotsPerBucket`` slots of 16 bytes, so that a bucket is one cache
///   line. A slot is the word in lower case in ``slotWordSize`` bytes, padded
///   with zeros, and the code of its entry in the last byte. It answers for most
///   words of any text with one hash and one probe.
/// - **edges**: a minimal acyclic automaton of all words in lower case (Daciuk
///   et al., “Incremental Construction of Minimal Acyclic Finite-State
///   Automata”, 2000). An edge is 32 bits: the byte it reads in bits 0–7, bit 8
///   set on the last edge of its node, and the first edge of the node it leads
///   to in bits 12–31. An edge that reads 0 ends a word, is the first of its
///   node, and has the code of the word's entry in place of a node.
/// - **entries**: the distinct things said of words, 32 bits each; see ``Lexicon/Entry``.
/// - **mixed**: words with capitals inside, such as `McGill`, as a text of lines
///   `folded<TAB>spelling spelling…`, sorted by bytes.
/// - **misspellings**: a text of lines `wrong<TAB>right<TAB>right…`, sorted by bytes.
/// - **frequent edges**: a second automaton, laid out like the first, of the words
///   that are written often: those that a word with several slips may stand for.
/// - **frequencies**: an open hash table of words, and of pairs of words, with how
///   often they are written. A slot is ``frequencySlotSize`` bytes: 16 bits of the
///   key's hash, and its level in the last byte, 0 for an empty slot. A key is in
///   its slot or one of those that follow without a gap.
///
/// The texts are searched by halving; they are asked only about words that
/// the automaton does not settle.
package enum LexiconFormat {
  /// The first eight bytes: `STETLEX2`.
  package static let magic: UInt64 = 0x3258_454C_5445_5453
  /// Bytes of the header: magic, checksum of the sources, then for each section
  /// its offset and its size in bytes (32 bits each), then the first edges of the
  /// two automata's roots.
  package static let headerSize = 128
  /// Slots in a bucket of the table of common words.
  package static let slotsPerBucket = 4
  /// Bytes of a slot that hold the word.
  package static let slotWordSize = 15
  /// The bit that marks the last edge of a node.
  package static let lastEdge: UInt32 = 1 << 8
  /// Where the target or the entry's code begins in an edge.
  package static let targetShift: UInt32 = 12

  /// The sections, in order.
  package enum Section: Int, CaseIterable, Sendable {
    case common, edges, entries, mixed, misspellings, frequentEdges, frequencies
  }

  /// Where the header keeps the offset of a section.
  package static func offsetField(of section: Section) -> Int { 16 + section.rawValue * 8 }
  /// Where the header keeps the first edge of the root.
  package static let rootField = 16 + Section.allCases.count * 8
  /// Where the header keeps the first edge of the root of the frequent words.
  package static let frequentRootField = rootField + 4

  /// The hash of a word in lower case, given as two words of zero-padded bytes,
  /// little-endian: the first eight and the rest.
  @inline(__always)
  package static func hash(_ low: UInt64, _ high: UInt64) -> UInt64 {
    // Multiplication by odd constants of good spectral quality, as in splitmix64.
    var x = (low ^ 0x9E37_79B9_7F4A_7C15) &* 0xBF58_476D_1CE4_E5B9
    x ^= x >> 29
    x = (x ^ high) &* 0x94D0_49BB_1331_11EB
    return x ^ (x >> 32)
  }

  // MARK: Frequencies

  /// Bytes of a slot of the table of frequencies.
  package static let frequencySlotSize = 3

  /// The hash of a word, or of two words with a space between.
  package static func frequencyHash(
    _ first: ArraySlice<UInt8>, _ second: ArraySlice<UInt8>? = nil
  ) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in first { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    if let second {
      hash = (hash ^ 0x20) &* 0x0000_0100_0000_01B3
      for byte in second { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    }
    // FNV mixes its high bits poorly: finish as splitmix64 does.
    hash = (hash ^ hash >> 30) &* 0xBF58_476D_1CE4_E5B9
    hash = (hash ^ hash >> 27) &* 0x94D0_49BB_1331_11EB
    return hash ^ hash >> 31
  }

  /// The slot, of `count`, at which the search for a key begins.
  package static func frequencySlot(of hash: UInt64, count: Int) -> Int {
    Int(truncatingIfNeeded: hash.multipliedFullWidth(by: UInt64(count)).high)
  }

  /// The bits of a hash that its slot keeps: not those that choose the slot.
  package static func frequencyMark(of hash: UInt64) -> UInt16 { UInt16(truncatingIfNeeded: hash) }

  /// The FNV-1a hash of bytes, 64 bits, for the checksum of the sources.
  package static func checksum(
    _ bytes: [UInt8], seed: UInt64 = 0xCBF2_9CE4_8422_2325
  ) -> UInt64 {
    bytes.withUnsafeBufferPointer { bytes in
      var hash = seed
      var index = 0
      while index < bytes.count {
        hash = (hash ^ UInt64(bytes[index])) &* 0x0000_0100_0000_01B3
        index += 1
      }
      return hash
    }
  }
}
