import StetCore

/// Texts as YAML has them.
enum YAMLText {
  /// A text as a value on one line: as it is where nothing in it means anything, in a list in
  /// brackets too, else in double quotes.
  ///
  /// - Parameter extra: more bytes that mean nothing where the text will stand, which is not in
  ///   brackets then.
  static func scalar(_ text: String, plain extra: String = "") -> String {
    let isPlain =
      text.utf8.first.map { $0.isASCIILetter || $0 >= 0x80 } == true
      && text.utf8.last != .space
      && text.utf8.allSatisfy {
        $0.isASCIIAlphanumeric || $0 >= 0x80 || " -/()'.&".utf8.contains($0)
          || extra.utf8.contains($0)
      }
      && !text.unicodeScalars.contains(where: isSpecial)
      && !["true", "false", "null", "yes", "no", "on", "off", "y", "n", "never"]
        .contains(text.lowercased())
    return isPlain ? text : quoted(text)
  }

  /// A text in double quotes.
  static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": quoted += "\\" + String(scalar)
      case "\n": quoted += "\\n"
      case "\t": quoted += "\\t"
      default:
        if isSpecial(scalar) {
          let digits = String(scalar.value, radix: 16, uppercase: true)
          // Two digits, four or eight; those that are special have at most five.
          let width = scalar.value <= 0xFF ? 2 : scalar.value <= 0xFFFF ? 4 : 8
          quoted += width == 2 ? "\\x" : width == 4 ? "\\u" : "\\U"
          quoted += String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
        } else {
          quoted.unicodeScalars.append(scalar)
        }
      }
    }
    return quoted + "\""
  }

  /// Whether YAML takes a scalar for a break or a mark, or does not take it at all.
  private static func isSpecial(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F...0x9F, 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF: true
    default: scalar.value & 0xFFFE == 0xFFFE
    }
  }
}
