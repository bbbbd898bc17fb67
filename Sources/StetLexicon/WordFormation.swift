import StetCore

/// How a word that the lexicon does not list may be made from words that it does.
package enum WordFormation: Hashable, Sendable {
  /// A listed word with a regular ending: `attaches`.
  case inflected
  /// A listed word with a prefix: `nonmaleficence`.
  case prefixed
  /// A listed word with an ending that makes new words: `catlike`.
  case suffixed
  /// Two listed words set as one: `groupname`.
  case compound
  /// Elements of technical vocabulary from end to end: `myophosphorylase`.
  case technical
  /// A technical ending after something unknown: `propanolol`.
  case technicalEnding
}

extension Lexicon {
  /// How a word, given in lower case, may be made from listed words and the
  /// elements of technical vocabulary; `nil` when it may not. The most telling
  /// way first. O(length²) at most.
  package func formation(of folded: ArraySlice<UInt8>) -> WordFormation? {
    let word = Array(folded)
    guard word.count >= 5, word.count <= 64 else { return nil }
    if isInflected(word) { return .inflected }
    if isTechnical(word) { return .technical }
    if hasKnownStem(afterPrefixOf: word) { return .prefixed }
    if isSuffixed(word) { return .suffixed }
    if isCompound(word) { return .compound }
    if WordElements.hasTechnicalEnding(word) { return .technicalEnding }
    return nil
  }

  /// Whether a word in lower case is listed in lower case, in class 80 or lower.
  private func lists(_ word: ArraySlice<UInt8>, upTo commonness: Int = 80) -> Bool {
    (entry(ofFolded: word)?.lowerCommonness ?? .max) <= commonness
  }

  // MARK: Endings

  /// Regular plurals and verb forms. SCOWL lists all of those of common words,
  /// so mostly those of rare words are missing; what looks like the form of a
  /// common word is as often a slip, and is not counted here unless its ending
  /// is spelled with care.
  private func isInflected(_ word: [UInt8]) -> Bool {
    let count = word.count
    guard
      word[count - 1] == UInt8(ascii: "s") || word[count - 1] == UInt8(ascii: "d")
        || word[count - 1] == UInt8(ascii: "g")
    else { return false }
    if word.hasSuffix("es"), Self.takesES(word[..<(count - 2)]), lists(word[..<(count - 2)]) {
      return true
    }
    if word.hasSuffix("ies"), lists(word[..<(count - 3)] + [UInt8(ascii: "y")]) { return true }
    if word.hasSuffix("s"), !word.hasSuffix("ss"), isRare(word[..<(count - 1)]),
      !Self.takesES(word[..<(count - 1)])
    {
      return true
    }
    for ending in [Array("ed".utf8), Array("ing".utf8)] where word.hasSuffix(ending) {
      let stem = word[..<(count - ending.count)]
      if isRare(stem) || isRare(stem + [UInt8(ascii: "e")]) { return true }
    }
    return false
  }

  private func isRare(_ stem: ArraySlice<UInt8>) -> Bool {
    guard stem.count >= 5, let entry = entry(ofFolded: stem),
      let commonness = entry.lowerCommonness
    else { return false }
    return (60...80).contains(commonness)
  }

  private static func takesES(_ stem: ArraySlice<UInt8>) -> Bool {
    guard let last = stem.last else { return false }
    switch last {
    case UInt8(ascii: "x"), UInt8(ascii: "z"): return true
    case UInt8(ascii: "s"): return stem.dropLast().last == last
    case UInt8(ascii: "h"):
      let before = stem.dropLast().last
      return before == UInt8(ascii: "c") || before == UInt8(ascii: "s")
    default: return false
    }
  }

  private func isSuffixed(_ word: [UInt8]) -> Bool {
    for suffix in WordElements.wordEndings where word.hasSuffix(suffix) {
      let stem = word[..<(word.count - suffix.count)]
      guard stem.count >= 4 else { continue }
      if lists(stem, upTo: 70) { return true }
      if let first = suffix.first, "aeiou".utf8.contains(first) {
        if lists(stem + [UInt8(ascii: "e")], upTo: 70) { return true }
        if lists(stem + [UInt8(ascii: "y")], upTo: 70) { return true }
        if lists(stem + Array("al".utf8), upTo: 70) { return true }
      } else if stem.last == UInt8(ascii: "i"),
        lists(stem.dropLast() + [UInt8(ascii: "y")], upTo: 70)
      {
        return true
      }
    }
    return false
  }

  // MARK: Beginnings

  private func hasKnownStem(afterPrefixOf word: [UInt8]) -> Bool {
    for prefix in WordElements.prefixes where word.starts(with: prefix) {
      let stem = word[prefix.count...]
      if stem.count >= 4, lists(stem, upTo: stem.count == 4 ? 50 : 80) { return true }
      if stem.count >= 6, isInflected(Array(stem)) || isSuffixed(Array(stem)) { return true }
    }
    return false
  }

  // MARK: Compounds

  private func isCompound(_ word: [UInt8]) -> Bool {
    guard word.count >= 8 else { return false }
    for cut in 4...(word.count - 4) {
      if lists(word[..<cut], upTo: 50) && lists(word[cut...], upTo: 50) { return true }
    }
    return false
  }

  // MARK: Technical vocabulary

  /// Whether the word is one or more combining forms, and then a technical
  /// ending or a listed word.
  private func isTechnical(_ word: [UInt8]) -> Bool {
    // `reachable[i]`: how many combining forms can account for the first i bytes; 0 for none.
    var reachable = [Int](repeating: 0, count: word.count + 1)
    for start in 0..<word.count where start == 0 || reachable[start] > 0 {
      for length in WordElements.combiningForms.lengths(at: start, of: word) {
        let end = start + length
        reachable[end] = max(reachable[end], reachable[start] + 1)
        // A vowel joins a form that ends in a consonant to the next.
        if end < word.count, !Self.isVowel(word[end - 1]),
          word[end] == UInt8(ascii: "o") || word[end] == UInt8(ascii: "i")
        {
          reachable[end + 1] = max(reachable[end + 1], reachable[start] + 1)
        }
      }
    }
    if reachable[word.count] > 1 { return true }
    for cut in 3..<word.count where reachable[cut] > 0 {
      let rest = word[cut...]
      if WordElements.isTechnicalEnding(rest) { return true }
      if rest.count >= 5, lists(rest) { return true }
      if rest.count >= 6, isInflected(Array(rest)) { return true }
      if rest.last == UInt8(ascii: "s"), WordElements.isTechnicalEnding(rest.dropLast()) {
        return true
      }
    }
    return false
  }

  private static func isVowel(_ byte: UInt8) -> Bool { "aeiouy".utf8.contains(byte) }
}

extension Array<UInt8> {
  /// Whether the bytes end with `suffix`.
  fileprivate func hasSuffix(_ suffix: [UInt8]) -> Bool {
    count >= suffix.count && self[(count - suffix.count)...].elementsEqual(suffix)
  }

  fileprivate func hasSuffix(_ suffix: StaticString) -> Bool {
    count >= suffix.utf8CodeUnitCount
      && suffix.withUTF8Buffer { self[(count - $0.count)...].elementsEqual($0) }
  }
}
