package import StetCore

/// What cleaning is asked to do, and what it cannot see in the draft itself.
package struct CleaningOptions: Sendable {
  /// Which fixes are applied.
  package enum Fixes: String, CaseIterable, Sendable {
    /// The text stays as it is, its spaces and dashes too.
    case none
    /// Those that cannot change the meaning.
    case safe
    /// Those that are only probably right too.
    case unsafe
  }

  /// Which fixes are applied.
  package var fixes = Fixes.safe
  /// The draft's name: the last part of its path.
  package var name = ""
  /// The file's own bytes, for the digest; the text's when `nil`.
  package var file: [UInt8]?
  /// The language of the draft, as a BCP 47 tag.
  package var language = "en"
  /// The kind of article, when it is known.
  package var kind: String?
  /// The sections that an article of its kind has and the draft has not.
  package var missingSections: [String] = []

  /// The questions that editors have decided to be one.
  package var register = QuestionRegister()

  /// Makes options.
  package init() {}

  /// The safeties of the fixes that are applied.
  var safeties: Set<Fix.Safety> {
    switch fixes {
    case .none: []
    case .safe: [.safe]
    case .unsafe: [.safe, .unsafe]
    }
  }
}
