import StetCore

/// The typographic profile of cleaned articles.
///
/// - A run of spaces and tabs is one space.
/// - Two hyphens between words, or between spaces, are an em dash; those before
///   a word (`--option`) and three or more stay.
/// - Characters that XML 1.0 cannot hold (section 2.2) are left out: U+0000 to
///   U+001F but for tab and line ends, U+FFFE and U+FFFF.
/// - Quotation marks and apostrophes stay as the writer has them.
enum Typography {
  /// A change that the profile asks for.
  struct Change {
    var range: Range<Int>
    var replacement: String
    var rule: String
  }

  /// Calls `body` with each change in a run of text, in order. `isPlain` says that
  /// spaces and dashes stay, too. Linear.
  static func forEachChange(
    _ bytes: [UInt8], in range: Range<Int>, isPlain: Bool, _ body: (Change) -> Void
  ) {
    bytes.withUnsafeBufferPointer { bytes in
      let end = min(range.upperBound, bytes.count)
      var index = max(0, range.lowerBound)
      let start = index
      while index < end {
        let byte = bytes[index]
        // All that matters is at most a hyphen, or the first byte of U+FFFE.
        if byte > UInt8(ascii: "-") && byte != 0xEF {
          index += 1
          continue
        }
        switch byte {
        case .space, .tab:
          var stop = index + 1
          while stop < end, bytes[stop].isBlank { stop += 1 }
          if !isPlain, stop - index > 1 || byte == .tab {
            body(Change(range: index..<stop, replacement: " ", rule: "extra-spaces"))
          }
          index = stop
        case UInt8(ascii: "-"):
          var stop = index + 1
          while stop < end, bytes[stop] == UInt8(ascii: "-") { stop += 1 }
          if !isPlain, stop - index == 2, index > start, stop < end {
            let (before, after) = (bytes[index - 1], bytes[stop])
            let isBetweenWords =
              !before.isBlank && !after.isBlank && isOfWord(before) && isOfWord(after)
            if isBetweenWords || (before.isBlank && after.isBlank) {
              body(Change(range: index..<stop, replacement: "—", rule: "double-hyphen"))
            }
          }
          index = stop
        case 0xEF:
          if index + 2 < end, bytes[index + 1] == 0xBF, bytes[index + 2] >= 0xBE {
            body(Change(range: index..<index + 3, replacement: "", rule: illegal))
            index += 3
          } else {
            index += 1
          }
        default:
          if byte < 0x20, !byte.isLineBreak {
            body(Change(range: index..<index + 1, replacement: "", rule: illegal))
          }
          index += 1
        }
      }
    }
  }

  /// The name under which characters that XML cannot hold are taken out.
  static let illegal = "illegal-character"

  /// Whether a byte can stand next to a dash between words.
  private static func isOfWord(_ byte: UInt8) -> Bool {
    byte >= 0x80 || byte.isASCIIAlphanumeric
      || [UInt8(ascii: ")"), UInt8(ascii: "("), UInt8(ascii: "\""), UInt8(ascii: "'")]
        .contains(byte)
  }
}
