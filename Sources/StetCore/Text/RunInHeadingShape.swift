/// A heading that stands in the first line of its paragraph: “Myotonia. This causes …”.
package struct RunInHeadingShape: Hashable, Sendable {
  /// The heading, without its full stop.
  package let heading: TextRange
  /// The full stop and the space after it.
  package let stop: TextRange

  /// The most words of such a heading.
  private static let longest = 10

  /// The heading that opens a text; `nil` where none does. Looks at no more than the
  /// first ten words.
  ///
  /// - Parameters:
  ///   - range: the text, inside `bytes`.
  ///   - bytes: a draft in UTF-8.
  package init?(openingAt range: TextRange, in bytes: [UInt8]) {
    var words = 1
    var index = range.start.utf8
    while index + 1 < range.end.utf8 {
      let byte = bytes.byte(at: index)
      if byte == .space { words += 1 }
      if words > Self.longest || byte == UInt8(ascii: "!") || byte == UInt8(ascii: "?")
        || byte == UInt8(ascii: ":")
      {
        return nil
      }
      if byte == UInt8(ascii: "."), bytes.byte(at: index + 1) == .space {
        let heading = TextRange(range.start.utf8, index)
        let after = bytes.byte(at: index + 2)
        guard index + 2 < range.end.utf8, after.isASCIIUppercase || after >= 0x80,
          bytes.byte(at: range.start.utf8).isASCIIUppercase,
          !Self.isSentence(bytes[heading.start.utf8..<heading.end.utf8])
        else { return nil }
        self.heading = heading
        stop = TextRange(index, index + 2)
        return
      }
      index += 1
    }
    return nil
  }

  /// Words that make a sentence of what could be a heading.
  private static let verbs: Set<String> = [
    "am", "are", "be", "can", "could", "did", "do", "does", "had", "has", "have", "is", "may",
    "might", "must", "shall", "should", "was", "were", "will", "would", "i", "he", "she", "they",
    "we", "you", "please", "don't", "it's", "yes", "no", "well", "oh", "okay", "never", "maybe",
  ]

  private static func isSentence(_ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.split(separator: .space).contains { word in
      verbs.contains(String(decoding: word.map(\.asciiLowercased), as: UTF8.self))
    }
  }
}
