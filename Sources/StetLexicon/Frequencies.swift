import StetCore

/// How often words, and pairs of words side by side, are written; a hash table
/// read in place, see ``LexiconFormat``.
struct Frequencies: @unchecked Sendable {
  // The memory is never written, and lives as long as the lexicon.
  private let slots: UnsafeRawPointer
  private let count: Int

  init(slots: UnsafeRawPointer, size: Int) {
    self.slots = slots
    count = size / LexiconFormat.frequencySlotSize
  }

  /// The level of a key; 0 when it is not listed. One in some thousand keys that
  /// are not listed has a level all the same, as only 16 bits of a key are kept.
  /// O(1).
  func level(ofHash hash: UInt64) -> Int {
    guard count > 0 else { return 0 }
    var index = LexiconFormat.frequencySlot(of: hash, count: count)
    let mark = LexiconFormat.frequencyMark(of: hash)
    // An empty slot ends the search; the bound is for data that is not the compiler's.
    for _ in 0..<count {
      let slot = slots + index * LexiconFormat.frequencySlotSize
      let level = slot.load(fromByteOffset: 2, as: UInt8.self)
      if level == 0 { return 0 }
      let low = UInt16(slot.load(as: UInt8.self))
      let high = UInt16(slot.load(fromByteOffset: 1, as: UInt8.self))
      if low | high << 8 == mark { return Int(level) }
      index += 1
      if index == count { index = 0 }
    }
    return 0
  }
}

extension Lexicon {
  /// How many levels the frequency of a word or a pair rises when it doubles.
  package static let frequencyLevelsPerDoubling = 8

  /// How often a word, in lower case with straight apostrophes, is written: 1 to
  /// 255, on a scale where ``frequencyLevelsPerDoubling`` levels double it; 0 when
  /// it is too rare to be listed. O(length).
  package func frequency(of folded: ArraySlice<UInt8>) -> Int {
    frequencies.level(ofHash: LexiconFormat.frequencyHash(folded))
  }

  /// How often two words stand side by side, on the scale of ``frequency(of:)``;
  /// 0 when too rarely to be listed. O(length).
  package func frequency(of first: ArraySlice<UInt8>, before second: ArraySlice<UInt8>) -> Int {
    frequencies.level(ofHash: LexiconFormat.frequencyHash(first, second))
  }
}
