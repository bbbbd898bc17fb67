import StetCore

/// Lines that are headings wherever they stand alone, from
/// `Dictionaries/headings/en.txt`.
enum KnownHeadings {
  /// Whether the line is one, in any case, with or without a colon.
  static func contains(_ line: ArraySlice<UInt8>) -> Bool {
    guard line.count <= 48 else { return false }
    let text = line.last == UInt8(ascii: ":") ? line.dropLast() : line
    return lines.contains(text.map(\.asciiLowercased))
  }

  private static let lines: Set<[UInt8]> = Set(
    EmbeddedText.headings.split(separator: .lineFeed)
      .filter { $0.first != UInt8(ascii: "#") }
      .map(Array.init))
}
