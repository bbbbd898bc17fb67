/// Words of a kind that no list can hold, such as a dictionary with rules for
/// endings. Two sources are the same when they are one object.
package final class WordSource: Hashable, Sendable {
  private let body: @Sendable (String) -> Bool

  /// Makes a source. `accepts` says whether a word is right as it is written; it may
  /// be called from many threads at once.
  package init(_ accepts: @escaping @Sendable (String) -> Bool) { body = accepts }

  /// Whether a word is right as it is written.
  package func accepts(_ word: String) -> Bool { body(word) }

  package static func == (a: WordSource, b: WordSource) -> Bool { a === b }
  package func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}
