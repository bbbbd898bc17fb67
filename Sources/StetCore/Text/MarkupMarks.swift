/// What single tags and character references do to the word beside them.
package enum MarkupMarks {
  /// Whether a tag stands between words: it breaks the line, or is of a table or
  /// a block. Tags of emphasis and links stand inside words too.
  package static func separates(_ tag: ArraySlice<UInt8>) -> Bool {
    var name = tag.dropFirst()
    if name.first == UInt8(ascii: "/") { name.removeFirst() }
    name = name.prefix(while: \.isASCIIAlphanumeric)
    guard name.count <= 8 else { return true }
    return !joining.contains(String(decoding: name.map(\.asciiLowercased), as: UTF8.self))
  }

  private static let joining: Set<String> = [
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "del", "dfn", "em", "emphasis",
    "font", "i", "ins", "italic", "bold", "mark", "nobr", "q", "ruby", "s", "sc", "small", "span",
    "strike", "strong", "sub", "sup", "tt", "u", "var", "wbr", "hi", "phrase", "ph", "xref",
  ]

  /// Whether a reference, or an escape of JSON, stands for a letter or a part of one.
  package static func isLetter(_ reference: ArraySlice<UInt8>) -> Bool {
    if let scalar = number(reference) { return scalar.isWordScalar }
    guard reference.first == UInt8(ascii: "&") else { return false }
    let name = String(decoding: reference.dropFirst().dropLast(), as: UTF8.self)
    if ["szlig", "eth", "ETH", "thorn", "THORN", "shy", "inodot"].contains(name) { return true }
    return name.utf8.count > 3
      && [
        "acute", "grave", "uml", "circ", "tilde", "cedil", "ring", "caron", "slash", "lig", "breve",
        "macr", "ogon", "strok",
      ].contains { name.hasSuffix($0) && name.utf8.count > $0.utf8.count }
  }

  /// Whether a reference, or an escape of JSON, stands for an apostrophe.
  package static func isApostrophe(_ reference: ArraySlice<UInt8>) -> Bool {
    if let scalar = number(reference) { return scalar == "'" || scalar == "\u{2019}" }
    return reference.elementsEqual("&rsquo;".utf8) || reference.elementsEqual("&apos;".utf8)
  }

  /// The character that `&#233;`, `&#xE9;` or `\u00E9` stands for.
  private static func number(_ reference: ArraySlice<UInt8>) -> Unicode.Scalar? {
    var digits = reference.dropFirst()
    var radix: UInt32 = 10
    if reference.first == UInt8(ascii: "&") {
      guard digits.first == UInt8(ascii: "#") else { return nil }
      digits.removeFirst()
      if digits.last == UInt8(ascii: ";") { digits.removeLast() }
      if digits.first.map({ $0 | 0x20 }) == UInt8(ascii: "x") {
        digits.removeFirst()
        radix = 16
      }
    } else {
      guard reference.first == UInt8(ascii: "\\"), digits.first == UInt8(ascii: "u") else {
        return nil
      }
      digits.removeFirst()
      radix = 16
    }
    guard !digits.isEmpty, digits.count <= 8 else { return nil }
    return UInt32(String(decoding: digits, as: UTF8.self), radix: Int(radix))
      .flatMap(Unicode.Scalar.init)
  }
}
