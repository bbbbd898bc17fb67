import StetCore

/// Lines that are headings wherever they stand alone, from
/// `Dictionaries/headings/en.txt`.
enum KnownHeadings {
  /// Whether the line is one, in any case, with or without a colon, also with
  /// its subject: `Symptoms of gout`, `Treatment for gout`.
  static func contains(_ line: ArraySlice<UInt8>) -> Bool {
    guard line.count <= 48 else { return false }
    let text = line.last == UInt8(ascii: ":") ? line.dropLast() : line
    let lower = text.map(\.asciiLowercased)
    if lines.contains(lower) { return true }
    let words = lower.split(separator: .space, maxSplits: 2)
    guard words.count == 3, words[0].count >= 6 else { return false }
    return ["of", "for", "in"].contains(String(decoding: words[1], as: UTF8.self))
      && lines.contains(Array(words[0]))
  }

  private static let lines: Set<[UInt8]> = Set(
    EmbeddedText.headings.split(separator: .lineFeed)
      .filter { $0.first != UInt8(ascii: "#") }
      .map(Array.init))
}
