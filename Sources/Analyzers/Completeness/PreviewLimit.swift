import StetCore

/// The length at which a machine cut the answers of a page.
///
/// A site that shows previews cuts every longer answer at one limit, so several
/// answers without an end mark stop within a few characters of each other, and
/// none runs on much beyond.
struct PreviewLimit {
  /// What is known of one answer.
  struct Answer {
    /// Its length in each unit, in the order of ``units``.
    var lengths: [Int]
    /// Whether it ends in an end mark.
    var isMarked: Bool
  }

  /// The answers that stop at the limit, by index.
  var members: Set<Int>
  /// The least and the greatest length among them.
  var shortest: Int
  var longest: Int
  /// What the lengths are counted in.
  var unit: String

  /// What a limit may be counted in: whoever copied may have counted any of these.
  static let units = ["bytes", "characters", "characters, a run of spaces counted as one"]

  /// The lengths at which sites and programs are known to cut, in characters.
  static let usualLimits = [
    100, 120, 140, 150, 155, 160, 165, 170, 175, 180, 197, 200, 220, 240, 250, 255, 256, 280, 300,
    320, 350, 400, 500, 512, 1000, 1024,
  ]

  /// How far apart the lengths may be: where a cut falls on a space, the space is
  /// trimmed, and a cut before a wide character leaves a byte or two.
  private static let tolerance = 2
  /// Shorter texts stop anywhere.
  private static let shortestLimit = 60

  /// Looks for a limit; `nil` when fewer than `minimumCount` answers show one.
  /// O(n log n).
  init?(of answers: [Answer], minimumCount: Int) {
    var best: (open: ArraySlice<(index: Int, length: Int)>, unit: Int)?
    // Characters first: on equal evidence they are what a reader can count.
    for unit in [1, 0, 2] {
      let open = answers.indices
        .filter { !answers[$0].isMarked && answers[$0].lengths.indices.contains(unit) }
        .map { (index: $0, length: answers[$0].lengths[unit]) }
        .sorted { $0.length < $1.length }
      let all = answers.compactMap { $0.lengths.indices.contains(unit) ? $0.lengths[unit] : nil }
        .sorted()
      var start = 0
      // Answers no longer than the tolerance allows; rises with the limit.
      var within = 0
      for end in open.indices {
        while open[end].length - open[start].length > Self.tolerance { start += 1 }
        let limit = open[end].length
        while within < all.count && all[within] <= limit + Self.tolerance { within += 1 }
        guard limit >= Self.shortestLimit, end - start + 1 >= minimumCount,
          end - start + 1 > best?.open.count ?? 0
        else { continue }
        guard (all.count - within) * 10 <= all.count else { continue }
        best = (open[start...end], unit)
      }
    }
    guard let best, let first = best.open.first, let last = best.open.last else { return nil }
    members = Set(best.open.map(\.index))
    shortest = first.length
    longest = last.length
    unit = Self.units[best.unit]
  }

  /// The length of a text in each unit.
  static func lengths(of bytes: ArraySlice<UInt8>) -> [Int] {
    var characters = 0
    var collapsed = 0
    var isAfterSpace = false
    for byte in bytes where byte & 0xC0 != 0x80 {
      characters += 1
      if !(isAfterSpace && byte.isASCIIWhitespace) { collapsed += 1 }
      isAfterSpace = byte.isASCIIWhitespace
    }
    return [bytes.count, characters, collapsed]
  }
}
