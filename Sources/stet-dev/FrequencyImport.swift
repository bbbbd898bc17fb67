import Foundation
import StetLexicon

/// Reads the frequencies of words and of pairs of words that the Python package
/// `symspellpy` carries.
enum FrequencyImport {
  /// The count of level 0: less than the least that the files have.
  private static let least = 10_000.0

  /// The lists, by the names of their files.
  ///
  /// Pairs are kept when they stand together more often than chance would have it
  /// by a factor of 2 to the ``leastGain``: others say nothing about a word.
  static func lists(from folder: URL) throws -> [String: String] {
    let words = try lines(of: folder.appending(path: "frequency_dictionary_en_82_765.txt"))
    let pairs = try lines(of: folder.appending(path: "frequency_bigramdictionary_en_243_342.txt"))
    var counts: [Substring: Double] = [:]
    for parts in words where parts.count == 2 { counts[parts[0]] = Double(parts[1]) }
    let total = counts.values.reduce(0, +)

    var followers: [Substring: [(word: Substring, level: Int)]] = [:]
    for parts in pairs where parts.count == 3 {
      guard let count = Double(parts[2]), let first = counts[parts[0]],
        let second = counts[parts[1]], log2(count * total / first / second) >= leastGain
      else { continue }
      followers[parts[0], default: []].append((parts[1], level(of: count)))
    }
    let wordLines = counts.map { "\($0.key) \(level(of: $0.value))" }.sorted()
    let pairLines = followers.map { first, words in
      "\(first) "
        + words.sorted { $0.word < $1.word }.map { "\($0.word) \($0.level)" }
        .joined(separator: " ")
    }.sorted()
    let origin = "# From symspellpy, after Google Books Ngrams; see SOURCES.md.\n"
    return [
      "words.txt": "# frequencies\n" + origin + wordLines.joined(separator: "\n") + "\n",
      "pairs.txt": "# pairs\n" + origin + pairLines.joined(separator: "\n") + "\n",
    ]
  }

  private static let leastGain = 2.0

  private static func level(of count: Double) -> Int {
    let doublings = log2(max(1, count / least))
    return min(255, max(1, Int((doublings * Double(Lexicon.frequencyLevelsPerDoubling)).rounded())))
  }

  private static func lines(of file: URL) throws -> [[Substring]] {
    var text = try String(contentsOf: file, encoding: .utf8)
    if text.hasPrefix("\u{FEFF}") { text.removeFirst() }
    return text.split(whereSeparator: \.isNewline).map { $0.split(separator: " ") }
  }
}
