import StetCore

/// Gives ids that come from words, so that edits elsewhere do not change them.
package struct Identifiers: Sendable {
  private var taken: Set<String> = []
  /// The next number to try for words that are taken; keeps the whole linear.
  private var next: [String: Int] = [:]

  /// The most characters of words in an id.
  private static let longest = 64

  /// Makes ids, none of which is taken.
  package init() {}

  /// An id that no other has: `prefix`, a hyphen, and the letters and digits of
  /// `text` in lower case with hyphens between words. Of several with the same
  /// words the later ones get a number.
  package mutating func id(_ prefix: String, _ text: String) -> String {
    var words: [UInt8] = []
    var pendingHyphen = false
    var count = 0
    for scalar in text.unicodeScalars {
      // Letters of any script may stand in an XML name (XML 1.0, section 2.3); of
      // what is alphabetic, only what is in its ranges.
      let ascii = scalar.isASCII ? UInt8(truncatingIfNeeded: scalar.value) : nil
      let isOfWord =
        ascii?.isASCIIAlphanumeric
        ?? (scalar.properties.isAlphabetic && Self.isNameScalar(scalar))
      guard isOfWord else {
        if scalar != "'" && scalar != "\u{2019}" { pendingHyphen = true }
        continue
      }
      if pendingHyphen && !words.isEmpty {
        // An id ends with a whole word where one ends in good time.
        if count >= Self.longest - 12 { break }
        words.append(UInt8(ascii: "-"))
      }
      pendingHyphen = false
      if count >= Self.longest { break }
      if let ascii {
        words.append(ascii.asciiLowercased)
      } else {
        words += scalar.properties.lowercaseMapping.utf8
      }
      count += 1
    }
    let base = words.isEmpty ? prefix : prefix + "-" + String(decoding: words, as: UTF8.self)
    if taken.insert(base).inserted { return base }
    var number = next[base] ?? 2
    while !taken.insert("\(base)-\(number)").inserted { number += 1 }
    next[base] = number + 1
    return "\(base)-\(number)"
  }

  /// Whether a scalar may stand inside a name without being punctuation (XML 1.0,
  /// production 4a, without the letters that lower-casing could take elsewhere).
  private static func isNameScalar(_ scalar: Unicode.Scalar) -> Bool {
    guard scalar.properties.lowercaseMapping.unicodeScalars.allSatisfy(isInNameRanges) else {
      return false
    }
    return isInNameRanges(scalar)
  }

  private static func isInNameRanges(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x41...0x5A, 0x61...0x7A, 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x2FF, 0x300...0x37D,
      0x37F...0x1FFF, 0x2C00...0x2FEF, 0x3001...0xD7FF, 0xF900...0xFDCF, 0xFDF0...0xFFFD,
      0x10000...0xEFFFF:
      true
    default: false
    }
  }
}
