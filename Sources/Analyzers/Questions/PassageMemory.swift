import StetCore
import Synchronization

/// The words of the drafts that were read last: two rules look at those of each draft, one after the
/// other.
final class PassageMemory: Sendable {
  private struct Key: Hashable {
    var low: UInt64
    var high: UInt64
    /// What tells the parts of the draft from others of the same text.
    var parts: Int
  }

  static let shared = PassageMemory()
  /// Drafts that are kept: some for each processor.
  private static let most = 8

  private let known = Mutex<[(key: Key, words: PassageWords)]>([])

  /// The words of a draft. Linear in it.
  func words(of draft: Draft) -> PassageWords {
    var text = ContentHasher()
    text.combine(draft.source.utf8, 0..<draft.source.utf8.count)
    let hash = text.finish()
    var parts = Hasher()
    parts.combine(draft.format)
    parts.combine(draft.spans.count)
    for block in draft.blocks {
      parts.combine(block.kind)
      parts.combine(block.content.start.utf8)
      parts.combine(block.content.end.utf8)
      parts.combine(block.isQuoted)
    }
    let key = Key(low: hash.low, high: hash.high, parts: parts.finalize())
    if let found = known.withLock({ $0.last { $0.key == key }?.words }) { return found }
    let words = PassageWords(of: draft)
    known.withLock { known in
      if known.count >= Self.most { known.removeFirst() }
      known.append((key, words))
    }
    return words
  }
}
