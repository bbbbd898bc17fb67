private import CData
import StetCore

/// The words of English, compiled into the program and read in place.
public struct Lexicon: Sendable {
  /// The lexicon of English.
  public static let english = Lexicon()

  /// How common a word is: 10, 20, 35, 40, 50, 55, 60 and 70, the size classes
  /// of SCOWL; the lower, the more common. `nil` when the lexicon does not have
  /// the word in this casing or in lower case.
  public func commonness(of word: ArraySlice<UInt8>) -> Int? { nil }

  /// Whether a word is known as written: in its own casing, in lower case when
  /// it is capitalized or all capitals, or without a possessive `'s`. Both
  /// apostrophes count alike.
  public func contains(_ word: ArraySlice<UInt8>) -> Bool { commonness(of: word) != nil }

  /// Whether some word of at least `minimumLength` bytes begins with these bytes, in lower case.
  public func hasWord(beginningWith prefix: ArraySlice<UInt8>, minimumLength: Int) -> Bool {
    false
  }
}
