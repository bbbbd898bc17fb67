/// Makes text from drafts and file names safe to print: nothing in it can move
/// the cursor, colour the screen, or reorder what stands beside it.
package enum VisibleText {
  /// What stands for a scalar that must not be printed as it is; `nil` for one
  /// that may. Every stand-in is one column wide.
  ///
  /// Control characters become the symbols that Unicode has for them. The ones
  /// that reorder bidirectional text become U+FFFD, as they would make a line
  /// read otherwise than it is; so do line separators.
  package static func standIn(for scalar: Unicode.Scalar) -> Unicode.Scalar? {
    switch scalar.value {
    case 0x00...0x1F: Unicode.Scalar(0x2400 + scalar.value)
    case 0x7F: "\u{2421}"
    case 0xAD: "·"
    case 0x80...0x9F, 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: "\u{FFFD}"
    default: nil
    }
  }

  /// A text that can be printed inside a line.
  package static func visible(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { standIn(for: $0) != nil }) else { return text }
    var result = ""
    for scalar in text.unicodeScalars {
      result.unicodeScalars.append(standIn(for: scalar) ?? scalar)
    }
    return result
  }

  /// A text of several lines that can be printed.
  package static func visible(lines text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { visible(String($0)) }.joined(separator: "\n")
  }
}
