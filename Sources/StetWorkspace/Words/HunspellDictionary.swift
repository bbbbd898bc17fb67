import StetCore

/// A dictionary of hunspell's: a `.dic` file of words, with the `.aff` file beside it.
///
/// Words are read in place, and affixes are taken off the word that is asked for, so
/// that a dictionary of a hundred thousand words is ready after some milliseconds.
/// Safe to use from many threads at once.
package final class HunspellDictionary: Sendable {
  private typealias FlagSet = HunspellAffixes.FlagSet

  private struct Entry {
    var start: UInt32
    var length: UInt16
    /// The next entry of the same word, with other flags; 0 when there is none.
    var next: UInt32 = 0
    /// The index of its flags.
    var flags: UInt32
  }

  private let affixes: HunspellAffixes
  private let text: [UInt8]
  /// From 1 on; what stands at 0 is no word.
  private let entries: [Entry]
  /// Indices of the first entries of words, by their hash; 0 for an empty slot.
  private let table: [UInt32]
  private let flagSets: [FlagSet]

  /// Reads a pair of files. Lines that are no words are passed over. Linear.
  package init(words: [UInt8], affixes file: [UInt8]) {
    let affixes = HunspellAffixes(file)
    let source =
      affixes.encoding.map { SourceText(decoding: words, as: $0) } ?? SourceText(decoding: words)
    var text = source.utf8
    var entries = [Entry(start: 0, length: 0, flags: 0)]
    var flagSets = [FlagSet()]
    var known: [ArraySlice<UInt8>: UInt32] = [:]
    entries.reserveCapacity(text.count / 12)
    var index = 0
    var isFirst = true
    while index < text.count {
      let start = index
      while index < text.count, !text[index].isLineBreak { index += 1 }
      let line = text[start..<index]
      index += 1
      // The first line says about how many words there are.
      if isFirst, line.allSatisfy({ $0.isASCIIDigit || $0.isASCIIWhitespace }) {
        isFirst = false
        continue
      }
      isFirst = false
      guard let first = line.first, !first.isASCIIWhitespace, first != UInt8(ascii: "#") else {
        continue
      }
      // What describes the word follows a tab, or a space and two letters with a colon.
      var end = start
      var slash: Int?
      while end < line.endIndex, line[end] != .tab {
        if line[end] == .space, end + 3 < line.endIndex, line[end + 3] == UInt8(ascii: ":") {
          break
        }
        if line[end] == UInt8(ascii: "/"), slash == nil, end > start,
          line[end - 1] != UInt8(ascii: "\\")
        {
          slash = end
        }
        end += 1
      }
      while end > start, line[end - 1].isASCIIWhitespace { end -= 1 }
      let wordEnd = slash ?? end
      guard wordEnd > start, wordEnd - start < 256 else { continue }
      var flags: UInt32 = 0
      if let slash, slash + 1 < end {
        let written = line[(slash + 1)..<end]
        if let found = known[written] {
          flags = found
        } else {
          flags = UInt32(truncatingIfNeeded: flagSets.count)
          flagSets.append(affixes.flagSet(written))
          known[written] = flags
        }
      }
      entries.append(
        Entry(
          start: UInt32(truncatingIfNeeded: start),
          length: UInt16(truncatingIfNeeded: wordEnd - start), flags: flags))
    }
    // A word with capitals inside may be written in capitals throughout: `MCKENZIE`.
    var capitals: [UInt8] = []
    for entry in entries.dropFirst() {
      let start = Int(entry.start)
      let word = text[start..<start + Int(entry.length)]
      guard word.dropFirst().contains(where: { $0.isASCIIUppercase }),
        word.contains(where: { $0.isASCIILowercase }),
        !flagSets[Int(entry.flags)].contains(affixes.keepCase)
      else { continue }
      let upper = Array(String(decoding: word, as: UTF8.self).uppercased().utf8)
      guard upper.count < 256 else { continue }
      entries.append(
        Entry(
          start: UInt32(truncatingIfNeeded: text.count + capitals.count),
          length: UInt16(truncatingIfNeeded: upper.count), flags: entry.flags))
      capitals += upper
    }
    text += capitals
    var size = 1024
    while size < entries.count * 2 { size *= 2 }
    var table = [UInt32](repeating: 0, count: size)
    for index in entries.indices.dropFirst() {
      let start = Int(entries[index].start)
      let word = text[start..<start + Int(entries[index].length)]
      var slot = Self.hash(word) & (size - 1)
      while table[slot] != 0 {
        let other = entries[Int(table[slot])]
        let place = Int(other.start)
        if text[place..<place + Int(other.length)].elementsEqual(word) {
          entries[index].next = table[slot]
          break
        }
        slot = (slot + 1) & (size - 1)
      }
      table[slot] = UInt32(truncatingIfNeeded: index)
    }
    self.affixes = affixes
    self.text = text
    self.entries = entries
    self.flagSets = flagSets
    self.table = table
  }

  private static func hash(_ word: some Sequence<UInt8>) -> Int {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in word { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    return Int(truncatingIfNeeded: (hash ^ hash >> 29) >> 1)
  }

  /// The flags of each entry of a word, exactly as it is written.
  private func flags(of word: ArraySlice<UInt8>) -> [FlagSet] {
    guard !word.isEmpty else { return [] }
    var slot = Self.hash(word) & (table.count - 1)
    while table[slot] != 0 {
      let entry = entries[Int(table[slot])]
      let start = Int(entry.start)
      if text[start..<start + Int(entry.length)].elementsEqual(word) {
        var found = [flagSets[Int(entry.flags)]]
        var next = entry.next
        while next != 0 {
          found.append(flagSets[Int(entries[Int(next)].flags)])
          next = entries[Int(next)].next
        }
        return found
      }
      slot = (slot + 1) & (table.count - 1)
    }
    return []
  }

  // MARK: Look-up

  /// Longer words, in UTF-8 bytes, are never right.
  private static let longestWord = 100

  /// Whether a word is right as it is written. Some microseconds.
  package func contains(_ written: String) -> Bool {
    guard !written.isEmpty, written.utf8.count <= Self.longestWord else { return false }
    let word = affixes.converted(Array(written.utf8))
    let text = String(decoding: word, as: UTF8.self)
    if isRight(text, isRecased: false) { return true }
    if isForbidden(word[...]) { return false }
    let lower = text.lowercased()
    if text == lower { return false }
    let title = lower.prefix(1).uppercased() + lower.dropFirst()
    if text == title { return isRight(lower, isRecased: true) }
    guard text == text.uppercased() else { return false }
    if isRight(title, isRecased: true) || isRight(lower, isRecased: true) { return true }
    // Behind an apostrophe or a hyphen a name begins anew: `L'AFRIQUE`.
    if let mark = lower.firstIndex(where: { $0 == "'" }) {
      let after = lower.index(after: mark)
      let rest = lower[after...]
      let name = lower[..<after] + rest.prefix(1).uppercased() + rest.dropFirst()
      if isRight(String(name), isRecased: true) { return true }
    }
    if affixes.checksSharps, lower.contains("ss") {
      let sharp = lower.replacing("ss", with: "ß")
      return isRight(sharp, isRecased: true)
        || isRight(sharp.prefix(1).uppercased() + sharp.dropFirst(), isRecased: true)
    }
    return false
  }

  private func isForbidden(_ word: ArraySlice<UInt8>) -> Bool {
    affixes.forbidden != nil && flags(of: word).contains { $0.contains(affixes.forbidden) }
  }

  private func isRight(_ text: String, isRecased: Bool) -> Bool {
    let word = Array(text.utf8)
    if isForbidden(word[...]) { return false }
    let isSimple = readings(of: word[...]) { reading in
      !reading.contains(affixes.forbidden) && !reading.contains(affixes.onlyInCompound)
        && !(isRecased && reading.stem.contains(affixes.keepCase))
    }
    return isSimple || affixes.hasCompounds && isCompound(word)
  }

  /// A word of the file with the affixes that make it what was written.
  private struct Reading {
    var stem: FlagSet
    var prefix: FlagSet?
    var suffix: FlagSet?

    func contains(_ flag: HunspellAffixes.Flag?) -> Bool {
      stem.contains(flag) || prefix?.contains(flag) ?? false || suffix?.contains(flag) ?? false
    }
  }

  /// Calls `body` with the readings of a word until it returns `true`; returns whether
  /// it did.
  private func readings(of word: ArraySlice<UInt8>, _ body: (Reading) -> Bool) -> Bool {
    for stem in flags(of: word) where !stem.contains(affixes.needAffix) {
      if body(Reading(stem: stem)) { return true }
    }
    if suffixed(word, prefix: nil, body) { return true }
    let table = affixes.prefixes
    for length in 0...min(table.longest, word.count) {
      for group in table[word.prefix(length)] {
        guard affixes.stripsWhole || length < word.count else { continue }
        let rest = group.strip + word.dropFirst(length)
        if rest.isEmpty { continue }
        let stems = flags(of: rest[...])
        for prefix in group.affixes where Self.begins(rest, with: prefix.condition) {
          let isComplete =
            !prefix.flags.contains(affixes.needAffix) && !prefix.flags.contains(affixes.circumfix)
          if isComplete {
            for stem in stems where stem.contains(prefix.flag) {
              if body(Reading(stem: stem, prefix: prefix.flags)) { return true }
            }
          }
          if prefix.isCross && suffixed(rest[...], prefix: prefix, body) { return true }
        }
      }
    }
    return false
  }

  private typealias Affix = HunspellAffixes.Affix

  /// The readings with one ending or two, behind a beginning that was taken off.
  private func suffixed(
    _ word: ArraySlice<UInt8>, prefix: Affix?, _ body: (Reading) -> Bool
  ) -> Bool {
    withoutSuffix(word) { suffix, rest, stems in
      guard prefix == nil || suffix.isCross else { return false }
      // Halves of one affix go only together.
      guard
        suffix.flags.contains(affixes.circumfix)
          == (prefix?.flags.contains(affixes.circumfix) ?? false),
        prefix != nil || !suffix.flags.contains(affixes.needAffix)
      else { return false }
      for stem in stems where stem.contains(suffix.flag) {
        if let prefix, !stem.contains(prefix.flag), !suffix.flags.contains(prefix.flag) { continue }
        let reading = Reading(stem: stem, prefix: prefix?.flags, suffix: suffix.flags)
        if body(reading) { return true }
      }
      // An ending may take another one.
      guard affixes.followingFlags.contains(suffix.flag) else { return false }
      return withoutSuffix(rest[...]) { inner, _, stems in
        guard inner.flags.contains(suffix.flag) else { return false }
        for stem in stems where stem.contains(inner.flag) {
          if let prefix, !stem.contains(prefix.flag), !inner.flags.contains(prefix.flag),
            !suffix.flags.contains(prefix.flag)
          {
            continue
          }
          let reading = Reading(stem: stem, prefix: prefix?.flags, suffix: suffix.flags)
          if body(reading) { return true }
        }
        return false
      }
    }
  }

  /// Calls `body` with each ending that the word may have, what it was without it, and
  /// the flags that that has, until it returns `true`.
  private func withoutSuffix(
    _ word: ArraySlice<UInt8>, _ body: (Affix, [UInt8], [FlagSet]) -> Bool
  ) -> Bool {
    let table = affixes.suffixes
    for length in 0...min(table.longest, word.count) {
      for group in table[word.suffix(length)] {
        guard affixes.stripsWhole || length < word.count else { continue }
        let rest = Array(word.dropLast(length)) + group.strip
        if rest.isEmpty { continue }
        let stems = flags(of: rest[...])
        for suffix in group.affixes {
          // Nothing comes of what is no word, and no word with another ending.
          if stems.isEmpty && !affixes.followingFlags.contains(suffix.flag) { continue }
          guard Self.ends(rest, with: suffix.condition) else { continue }
          if body(suffix, rest, stems) { return true }
        }
      }
    }
    return false
  }

  private static func begins(_ word: [UInt8], with condition: [HunspellAffixes.CharacterSet])
    -> Bool
  {
    if condition.isEmpty { return true }
    var scalars = String(decoding: word, as: UTF8.self).unicodeScalars.makeIterator()
    return condition.allSatisfy { set in scalars.next().map(set.contains(_:)) ?? false }
  }

  private static func ends(_ word: [UInt8], with condition: [HunspellAffixes.CharacterSet])
    -> Bool
  {
    if condition.isEmpty { return true }
    var scalars = String(decoding: word, as: UTF8.self).unicodeScalars.reversed().makeIterator()
    return condition.reversed().allSatisfy { set in scalars.next().map(set.contains(_:)) ?? false }
  }

  // MARK: Compounds

  /// Whether the word is made of two parts or more that may stand where they do.
  /// O(length²) readings.
  private func isCompound(_ word: [UInt8]) -> Bool {
    // `ends[i]`: whether parts from the first on can end before the byte i.
    var ends = [Bool](repeating: false, count: word.count + 1)
    ends[0] = true
    let starts = word.indices.filter { word[$0] & 0xC0 != 0x80 }
    for start in starts where ends[start] {
      for end in starts + [word.count] where end > start && !(start == 0 && end == word.count) {
        if ends[end] && end < word.count { continue }
        let part = word[start..<end]
        let length = part.count { $0 & 0xC0 != 0x80 }
        guard length >= affixes.compoundMinimum else { continue }
        let isFirst = start == 0
        let isLast = end == word.count
        let place =
          isFirst
          ? affixes.compoundBegin : isLast ? affixes.compoundEnd : affixes.compoundMiddle
        let fits = readings(of: part) { reading in
          guard reading.contains(place) || reading.contains(affixes.compound) else { return false }
          if reading.contains(affixes.forbidden) { return false }
          // Inside of the word only affixes that say so.
          if let suffix = reading.suffix, !isLast, !suffix.contains(affixes.compoundPermit) {
            return false
          }
          if let prefix = reading.prefix, !isFirst, !prefix.contains(affixes.compoundPermit) {
            return false
          }
          return !(reading.prefix?.contains(affixes.compoundForbid) ?? false)
            && !(reading.suffix?.contains(affixes.compoundForbid) ?? false)
        }
        if fits { ends[end] = true }
      }
    }
    return ends[word.count]
  }
}
