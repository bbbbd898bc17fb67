import StetCore
package import StetLexicon
import Synchronization

/// What is known of written words by themselves, wherever they stand: a word is
/// looked at closely once, and not each time it is written.
///
/// A memo is only a memory: with it and without it the same is found. Safe to use
/// from many threads at once.
package final class WordMemo: Sendable {
  /// What is known of one written word that the lexicon does not have.
  package struct Facts: Sendable {
    /// The words that may have been meant, weighed as if the word stood alone, in
    /// the order of ``Candidate/score``.
    package var candidates: [Candidate]
    /// How the word may be made from others.
    package var formation: WordFormation?
  }

  /// So many words are remembered; some 1.5 kB each.
  private static let limit = 4_096

  private let facts = Mutex<[[UInt8]: Facts]>([:])

  /// The facts of a word in lower case, found by `find` when they are not known.
  func facts(of word: [UInt8], _ find: () -> Facts) -> Facts {
    if let known = facts.withLock({ $0[word] }) { return known }
    // Looked for outside of the lock: two threads may do so at once, and find the same.
    let found = find()
    facts.withLock { facts in
      if facts.count >= Self.limit { facts.removeAll(keepingCapacity: true) }
      facts[word] = found
    }
    return found
  }
}
