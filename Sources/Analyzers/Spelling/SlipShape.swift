import StetCore
import StetLexicon

/// What kinds of slips turn one word into another: the cheapest way to do so by
/// ``SlipCosts``, told by kinds.
package struct SlipShape: Hashable, Sendable {
  /// A kind of slip.
  package enum Kind: Int, CaseIterable, Sendable {
    /// Two neighbouring letters swapped.
    case swapped
    /// A letter moved over two others.
    case moved
    /// One letter for two: `comon`.
    case singled
    /// Two letters for one: `allways`.
    case doubled
    /// A vowel for another.
    case vowel
    /// A consonant for one that sounds alike.
    case sound
    /// A letter for one beside it on the keyboard.
    case neighbour
    /// Any other letter for another.
    case other
    /// A vowel left out.
    case omittedVowel
    /// A letter left out that is not heard where it stands: `wich`, `nife`.
    case omittedSilent
    /// Another consonant left out.
    case omittedConsonant
    /// A vowel too many.
    case addedVowel
    /// A letter too many that stands beside its neighbour on the keyboard.
    case addedNeighbour
    /// Another consonant too many.
    case addedConsonant
    /// An apostrophe left out, or one too many.
    case apostrophe
    /// Letters for others that sound alike: `fisician`.
    case group
    /// An ending that sounds like the right one: `dependance`.
    case ending
  }

  /// How many slips of each kind there are, by ``Kind``.
  package var counts = [Int](repeating: 0, count: Kind.allCases.count)
  /// How many slips there are.
  package var count = 0
  /// Whether a slip is in the first letter.
  package var isInFirst = false
  /// Whether a slip is in the last letter.
  package var isInLast = false
  /// Whether an `s` at the end was left out or is one too many.
  package var isFinalS = false

  /// The shape of what turns `right` into `wrong`, both in lower case.
  /// O(length of the one × length of the other).
  package init(from right: [UInt8], to wrong: [UInt8]) {
    let width = right.count + 1
    var cells = [Cell](repeating: Cell(), count: (wrong.count + 1) * width)
    cells[0].cost = 0
    for i in 0...wrong.count {
      for j in 0...right.count where cells[i * width + j].cost < Int.max {
        let cost = cells[i * width + j].cost
        func reach(_ di: Int, _ dj: Int, _ step: Int, _ kind: Kind?) {
          let target = (i + di) * width + j + dj
          guard cost + step < cells[target].cost else { return }
          cells[target] = Cell(cost: cost + step, di: di, dj: dj, kind: kind)
        }
        if i < wrong.count, j < right.count {
          if wrong[i] == right[j] {
            reach(1, 1, 0, nil)
          } else {
            reach(
              1, 1, SlipCosts.substitution(of: right[j], by: wrong[i], at: i),
              Self.substitution(of: right[j], by: wrong[i]))
          }
          if i + 1 < wrong.count, j + 1 < right.count, wrong[i] == right[j + 1],
            wrong[i + 1] == right[j], wrong[i] != wrong[i + 1]
          {
            reach(2, 2, SlipCosts.swap + (i == 0 ? SlipCosts.firstLetter : 0), .swapped)
          }
          if i + 2 < wrong.count, j + 2 < right.count, wrong[i] != right[j],
            (wrong[i], wrong[i + 1], wrong[i + 2]) == (right[j + 1], right[j + 2], right[j])
              || (wrong[i], wrong[i + 1], wrong[i + 2]) == (right[j + 2], right[j], right[j + 1])
          {
            reach(3, 3, SlipCosts.move + (i == 0 ? SlipCosts.firstLetter : 0), .moved)
          }
        }
        if j < right.count {
          let before = j > 0 ? right[j - 1] : 0
          let after = i < wrong.count ? wrong[i] : 0
          reach(
            0, 1, SlipCosts.omission(of: right[j], after: before, before: after),
            Self.omission(at: j, in: right))
        }
        if i < wrong.count {
          let before = i > 0 ? wrong[i - 1] : 0
          let after = i + 1 < wrong.count ? wrong[i + 1] : 0
          reach(
            1, 0, SlipCosts.addition(of: wrong[i], after: before, before: after),
            Self.addition(of: wrong[i], after: before, before: after))
          for group in SlipCosts.groups(beginning: wrong[i])
          where j < right.count && group.right.first == right[j]
            && wrong[i...].starts(with: group.wrong) && right[j...].starts(with: group.right)
          {
            let isEnding = group.wrong.count > 2 || group.right.count > 2
            reach(
              group.wrong.count, group.right.count, group.cost, isEnding ? .ending : .group)
          }
        }
      }
    }
    var i = wrong.count
    var j = right.count
    while i > 0 || j > 0 {
      let cell = cells[i * width + j]
      guard cell.di + cell.dj > 0 else { break }
      if let kind = cell.kind {
        counts[kind.rawValue] += 1
        count += 1
        if i - cell.di == 0 && j - cell.dj == 0 { isInFirst = true }
        if i == wrong.count && j == right.count && kind != .ending && kind != .group {
          isInLast = true
          let isOmitted = cell.di == 0 && right.last == UInt8(ascii: "s")
          let isAdded = cell.dj == 0 && wrong.last == UInt8(ascii: "s")
          if isOmitted || isAdded { isFinalS = true }
        }
      }
      i -= cell.di
      j -= cell.dj
    }
  }

  private struct Cell {
    var cost = Int.max
    /// How many letters of the wrong and of the right word the last step takes.
    var di = 0
    var dj = 0
    var kind: Kind?
  }

  // MARK: Kinds

  private static func substitution(of right: UInt8, by wrong: UInt8) -> Kind {
    switch SlipCosts.likeness(of: right, wrong) {
    case .vowels: .vowel
    case .sound: .sound
    case .neighbours: .neighbour
    case nil: .other
    }
  }

  private static func omission(at index: Int, in right: [UInt8]) -> Kind {
    let letter = right[index]
    if letter == UInt8(ascii: "'") { return .apostrophe }
    let before = index > 0 ? right[index - 1] : 0
    let after = index + 1 < right.count ? right[index + 1] : 0
    if letter == before || letter == after { return .singled }
    if isSilent(letter, after: before, before: after) { return .omittedSilent }
    return isVowel(letter) ? .omittedVowel : .omittedConsonant
  }

  private static func addition(of wrong: UInt8, after before: UInt8, before after: UInt8) -> Kind {
    if wrong == UInt8(ascii: "'") { return .apostrophe }
    if wrong == before || wrong == after { return .doubled }
    if isVowel(wrong) { return .addedVowel }
    return SlipCosts.likeness(of: wrong, before) == .neighbours
      || SlipCosts.likeness(of: wrong, after) == .neighbours ? .addedNeighbour : .addedConsonant
  }

  private static func isVowel(_ letter: UInt8) -> Bool {
    switch letter {
    case UInt8(ascii: "a"), UInt8(ascii: "e"), UInt8(ascii: "i"), UInt8(ascii: "o"),
      UInt8(ascii: "u"), UInt8(ascii: "y"):
      true
    default: false
    }
  }

  /// Whether a letter is often not heard between these two; 0 stands for none.
  private static func isSilent(
    _ letter: UInt8, after before: UInt8, before after: UInt8
  ) -> Bool {
    switch letter {
    case UInt8(ascii: "h"): before != 0
    case UInt8(ascii: "e"): after == 0
    case UInt8(ascii: "k"): before == 0 && after == UInt8(ascii: "n")
    case UInt8(ascii: "g"): after == UInt8(ascii: "n") || after == UInt8(ascii: "h")
    case UInt8(ascii: "b"): before == UInt8(ascii: "m") || after == UInt8(ascii: "t")
    case UInt8(ascii: "w"): after == UInt8(ascii: "r") || after == UInt8(ascii: "h")
    case UInt8(ascii: "p"):
      after == UInt8(ascii: "s") || after == UInt8(ascii: "n") || before == UInt8(ascii: "m")
    case UInt8(ascii: "c"):
      before == UInt8(ascii: "s") || after == UInt8(ascii: "k") || after == UInt8(ascii: "q")
    case UInt8(ascii: "u"): before == UInt8(ascii: "g") || before == UInt8(ascii: "q")
    case UInt8(ascii: "t"): before == UInt8(ascii: "s") || after == UInt8(ascii: "c")
    case UInt8(ascii: "n"): before == UInt8(ascii: "m") || after == UInt8(ascii: "m")
    case UInt8(ascii: "l"):
      after == UInt8(ascii: "k") || after == UInt8(ascii: "m") || after == UInt8(ascii: "f")
        || after == UInt8(ascii: "d")
    case UInt8(ascii: "d"): after == UInt8(ascii: "j") || after == UInt8(ascii: "g")
    case UInt8(ascii: "a"): before == UInt8(ascii: "e") || after == UInt8(ascii: "l")
    default: false
    }
  }
}

/// How a word sounds, roughly: its consonants without those that are not heard,
/// letters that sound alike made one.
///
/// The idea is that of Soundex and Metaphone; the rules are Stet's own, and kept
/// to those that hold for most words.
enum SoundKey {
  /// The key of a word in lower case. O(length).
  static func key(of word: [UInt8]) -> [UInt8] {
    var key: [UInt8] = []
    key.reserveCapacity(word.count)
    func at(_ index: Int) -> UInt8 { word.indices.contains(index) ? word[index] : 0 }
    func put(_ letter: Unicode.Scalar) {
      append(UInt8(ascii: letter))
    }
    func append(_ byte: UInt8) {
      if key.last != byte { key.append(byte) }
    }
    var index = 0
    // Beginnings with a letter that is not heard.
    switch (at(0), at(1)) {
    case (UInt8(ascii: "k"), UInt8(ascii: "n")), (UInt8(ascii: "g"), UInt8(ascii: "n")),
      (UInt8(ascii: "p"), UInt8(ascii: "n")), (UInt8(ascii: "p"), UInt8(ascii: "s")),
      (UInt8(ascii: "w"), UInt8(ascii: "r")):
      index = 1
    default: break
    }
    while index < word.count {
      let next = at(index + 1)
      let isSoft =
        next == UInt8(ascii: "e") || next == UInt8(ascii: "i") || next == UInt8(ascii: "y")
      switch word[index] {
      case UInt8(ascii: "a"), UInt8(ascii: "e"), UInt8(ascii: "i"), UInt8(ascii: "o"),
        UInt8(ascii: "u"), UInt8(ascii: "y"):
        if key.isEmpty { put("a") }
      case UInt8(ascii: "b"): if index + 1 < word.count || at(index - 1) != 0x6D { put("b") }
      case UInt8(ascii: "c"):
        if next == UInt8(ascii: "h") {
          put("x")
          index += 1
        } else if isSoft {
          // `cia`, `cio`: sh.
          let beyond = at(index + 2)
          put(next == 0x69 && (beyond == 0x61 || beyond == 0x6F) ? "x" : "s")
        } else {
          put("k")
        }
      case UInt8(ascii: "d"):
        if next == UInt8(ascii: "g") || next == UInt8(ascii: "j") { break }
        put("t")
      case UInt8(ascii: "g"):
        if next == UInt8(ascii: "h") {
          index += 1
        } else {
          put(isSoft ? "j" : "k")
        }
      case UInt8(ascii: "h"), UInt8(ascii: "w"), UInt8(ascii: "'"): break
      case UInt8(ascii: "p"):
        if next == UInt8(ascii: "h") {
          put("f")
          index += 1
        } else {
          put("p")
        }
      case UInt8(ascii: "q"): put("k")
      case UInt8(ascii: "s"):
        let beyond = at(index + 2)
        if next == UInt8(ascii: "h") {
          put("x")
          index += 1
        } else if next == UInt8(ascii: "i") && (beyond == 0x61 || beyond == 0x6F) {
          put("x")
        } else {
          put("s")
        }
      case UInt8(ascii: "t"):
        let beyond = at(index + 2)
        if next == UInt8(ascii: "i") && (beyond == 0x61 || beyond == 0x6F) {
          put("x")
        } else if next == UInt8(ascii: "c") && beyond == UInt8(ascii: "h") {
          break
        } else {
          put("t")
        }
      case UInt8(ascii: "v"): put("f")
      case UInt8(ascii: "x"):
        put("k")
        put("s")
      case UInt8(ascii: "z"): put("s")
      // What is not ASCII, mostly a vowel with an accent, is heard as vowels are.
      case 0x80...: if key.isEmpty { put("a") }
      case let letter: append(letter)
      }
      index += 1
    }
    return key
  }
}
