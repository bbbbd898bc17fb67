import StetCore
import StetLexicon

/// Tells the start of a word from a word.
enum WordFragment {
  /// How much else speaks for a cut, which lowers what the word itself must show.
  enum Suspicion {
    /// Only that no end mark follows.
    case none
    /// The text marks the ends of its other sentences.
    case careful
    /// The text stops at the length at which a machine cut others.
    case limit
  }

  /// Whether a word in lower-case ASCII letters is cut: no word, but the start
  /// of one; or so rare a word that it is more likely the start of another.
  /// A text without capitals has abbreviations in small letters: `mri`.
  static func isCut(
    _ word: ArraySlice<UInt8>, suspicion: Suspicion, hasCapitals: Bool
  ) -> Bool {
    guard word.count >= 2, !informal.contains(String(decoding: word, as: UTF8.self)) else {
      return false
    }
    let lexicon = Lexicon.english
    let hidesAbbreviations = suspicion == .none ? word.count >= 3 : !hasCapitals
    if hidesAbbreviations, suspicion != .limit, let entry = lexicon.entry(ofFolded: word),
      entry.casings.contains(.upper), entry.commonness <= 60
    {
      return false
    }
    if let rarity = lexicon.commonness(of: word), rarity < leastRarity(word, suspicion) {
      return false
    }
    return lexicon.hasWord(beginningWith: word, upToClass: 80)
  }

  /// The class from which a word is too rare to be taken for itself. Short words
  /// of a dictionary's depths are seldom meant: `ar`, `en`, `abl`.
  private static func leastRarity(_ word: ArraySlice<UInt8>, _ suspicion: Suspicion) -> Int {
    switch suspicion {
    case .none: word.count <= 3 ? 70 : 95
    case .careful: word.count <= 2 ? 40 : word.count == 3 ? 50 : 80
    case .limit: word.count <= 2 ? 40 : 60
    }
  }

  /// What people write for words where they chat.
  private static let informal: Set<String> = [
    "lol", "lmao", "rofl", "haha", "imo", "imho", "tbh", "idk", "fyi", "btw", "thx", "tnx", "pls",
    "plz", "ty", "ok", "xx", "xo", "hth", "atm", "asap", "iirc", "afaik", "ymmv", "ur", "tho", "bc",
    "etc",
  ]
}
