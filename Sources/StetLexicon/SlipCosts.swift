/// What the slips of writers cost: the likelier a slip, the cheaper. An ordinary
/// wrong letter costs about 10.
///
/// The order follows what is known of such slips: most are one letter left out,
/// added, changed or swapped with its neighbour (Damerau 1964); doubled letters,
/// unstressed vowels and letters that sound alike go wrong most, first letters
/// least (Yannakoudakis and Fawthrop 1983; Pollock and Zamora 1984); fingers hit
/// neighbouring keys. The figures are Stet's own.
package enum SlipCosts {
  /// Two neighbouring letters swapped.
  package static let swap = 7
  /// A letter moved over two others.
  package static let move = 11
  /// What a slip in the first letter costs more.
  package static let firstLetter = 6

  /// A letter written for one that nothing likens it to.
  package static let otherLetter = 13

  /// One letter written for another.
  package static func substitution(of right: UInt8, by wrong: UInt8, at index: Int) -> Int {
    let cost =
      switch likeness(of: right, wrong) {
      case .vowels, .sound: 7
      case .neighbours: 10
      case nil: otherLetter
      }
    return index == 0 ? cost + firstLetter : cost
  }

  /// What makes one letter be written for another.
  package enum Likeness: Sendable {
    /// Both are vowels.
    case vowels
    /// They sound alike.
    case sound
    /// They are beside each other on the keyboard.
    case neighbours
  }

  /// What makes one letter be written for another; `nil` when nothing does.
  package static func likeness(of first: UInt8, _ second: UInt8) -> Likeness? {
    if traits(first) & traits(second) & vowel != 0 { return .vowels }
    if soundAlike(first, second) { return .sound }
    return areNeighbours(first, second) ? .neighbours : nil
  }

  /// A letter left out: `right` between the letters `before` and `after`.
  @inline(__always)
  package static func omission(of right: UInt8, after before: UInt8, before after: UInt8) -> Int {
    if right == UInt8(ascii: "'") { return 4 }
    if right == before { return 5 }
    var cost = 9
    if traits(right) & (vowel | silent) != 0 { cost = 8 }
    // An ending left off is as often another word that the lexicon lacks.
    if after == 0 { cost += right == UInt8(ascii: "s") ? 5 : 2 }
    return before == 0 ? cost + firstLetter : cost
  }

  /// A letter too many: `wrong` between `before` and `after`.
  package static func addition(of wrong: UInt8, after before: UInt8, before after: UInt8) -> Int {
    if wrong == UInt8(ascii: "'") { return 6 }
    if wrong == before || wrong == after { return 5 }
    var cost = 10
    if traits(wrong) & vowel != 0 || areNeighbours(wrong, before) || areNeighbours(wrong, after) {
      cost = 9
    }
    if after == 0 { cost += wrong == UInt8(ascii: "s") ? 5 : 2 }
    return before == 0 ? cost + firstLetter : cost
  }

  /// The cheapest slip of a single letter.
  static let least = 5

  /// Letters written for others.
  package struct Group {
    package var wrong: [UInt8]
    package var right: [UInt8]
    package var cost: Int
  }

  /// Groups of letters that are written for one another because they sound
  /// alike, with what that costs.
  package static let groups: [Group] = [
    ("f", "ph", 7), ("ph", "f", 7), ("k", "ck", 7), ("k", "ch", 8), ("ch", "tch", 8),
    ("sh", "ti", 9), ("sh", "ci", 9), ("y", "ie", 9), ("ie", "y", 8), ("j", "dg", 8),
    ("ys", "ies", 8), ("er", "re", 8), ("re", "er", 8), ("ks", "x", 9), ("x", "cs", 9),
    ("qu", "cu", 9), ("sion", "tion", 6), ("tion", "sion", 6), ("tion", "ssion", 7),
    ("cian", "tion", 8), ("ew", "ue", 9), ("oo", "ou", 7), ("ou", "oo", 7), ("aw", "au", 8),
    ("ai", "ei", 7), ("ei", "ai", 7), ("ay", "ai", 8), ("f", "gh", 9), ("ly", "lly", 5),
    ("aly", "ally", 5), ("ely", "ly", 8), ("ally", "ly", 8), ("ly", "ally", 8), ("full", "ful", 5),
    ("us", "ous", 7), ("ous", "us", 8), ("eous", "ous", 8), ("ious", "ous", 8), ("ous", "ious", 8),
    ("able", "ible", 6), ("ible", "able", 6), ("ance", "ence", 5), ("ence", "ance", 5),
    ("ant", "ent", 5), ("ent", "ant", 5), ("sede", "cede", 6), ("ceed", "cede", 7),
    ("qw", "qu", 8), ("gua", "ga", 8), ("ga", "gua", 8), ("gu", "g", 8), ("wh", "w", 8),
    ("aa", "a", 5),
  ].map { Group(wrong: Array($0.0.utf8), right: Array($0.1.utf8), cost: $0.2) }

  /// The groups of which the wrong letters begin with a byte, in the order of ``groups``.
  package static func groups(beginning byte: UInt8) -> [Group] {
    let letter = Int(byte) - 97
    return groupsByLetter.indices.contains(letter) ? groupsByLetter[letter] : []
  }

  private static let groupsByLetter: [[Group]] = (0..<26).map { letter in
    groups.filter { $0.wrong.first == UInt8(letter + 97) }
  }

  // MARK: Letters

  private static let vowel: UInt8 = 1
  private static let silent: UInt8 = 2

  @inline(__always)
  private static func traits(_ byte: UInt8) -> UInt8 {
    switch byte {
    case UInt8(ascii: "a"), UInt8(ascii: "e"), UInt8(ascii: "i"), UInt8(ascii: "o"),
      UInt8(ascii: "u"), UInt8(ascii: "y"):
      vowel
    case UInt8(ascii: "h"): silent
    default: 0
    }
  }

  private static func soundAlike(_ first: UInt8, _ second: UInt8) -> Bool {
    let (low, high) = first < second ? (first, second) : (second, first)
    return switch (low, high) {
    case (UInt8(ascii: "c"), UInt8(ascii: "k")), (UInt8(ascii: "c"), UInt8(ascii: "s")),
      (UInt8(ascii: "s"), UInt8(ascii: "z")), (UInt8(ascii: "g"), UInt8(ascii: "j")),
      (UInt8(ascii: "m"), UInt8(ascii: "n")), (UInt8(ascii: "c"), UInt8(ascii: "t")),
      (UInt8(ascii: "s"), UInt8(ascii: "t")), (UInt8(ascii: "d"), UInt8(ascii: "t")),
      (UInt8(ascii: "k"), UInt8(ascii: "q")), (UInt8(ascii: "c"), UInt8(ascii: "q")),
      (UInt8(ascii: "b"), UInt8(ascii: "p")), (UInt8(ascii: "f"), UInt8(ascii: "v")),
      (UInt8(ascii: "s"), UInt8(ascii: "x")), (UInt8(ascii: "u"), UInt8(ascii: "w")):
      true
    default: false
    }
  }

  private static let rows: [[UInt8]] = ["qwertyuiop", "asdfghjkl", "zxcvbnm"].map { Array($0.utf8) }

  /// Each letter's place on the most common keyboard: row and column.
  private static let places: [(row: Int8, column: Int8)] = (0..<26).map { letter in
    let byte = UInt8(letter) + UInt8(ascii: "a")
    for (row, keys) in rows.enumerated() {
      if let column = keys.firstIndex(of: byte) { return (Int8(row), Int8(column)) }
    }
    return (9, 99)
  }

  private static func areNeighbours(_ first: UInt8, _ second: UInt8) -> Bool {
    let a = Int(first) - 97
    let b = Int(second) - 97
    guard (0..<26).contains(a), (0..<26).contains(b), a != b else { return false }
    let (one, two) = (places[a], places[b])
    let columns = Int(two.column) - Int(one.column)
    switch Int(two.row) - Int(one.row) {
    case 0: return abs(columns) == 1
    // Each row stands a little to the right of the one above it.
    case 1: return columns == 0 || columns == -1
    case -1: return columns == 0 || columns == 1
    default: return false
    }
  }
}
