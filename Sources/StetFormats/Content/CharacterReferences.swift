import CData
import StetCore

/// What the character references of HTML, XML and Markdown stand for.
package enum CharacterReferences {
  /// The text that the reference in `bytes`, `&` and `;` included, stands for;
  /// `nil` when there is no such reference. References to U+0000, to surrogates and
  /// beyond Unicode stand for U+FFFD (HTML Standard, section 13.2.5.84). O(log names).
  package static func text(of bytes: ArraySlice<UInt8>) -> String? {
    var name = bytes
    guard name.first == UInt8(ascii: "&"), name.count > 2 else { return nil }
    name.removeFirst()
    if name.last == UInt8(ascii: ";") { name.removeLast() }
    if name.first == UInt8(ascii: "#") { return numeric(name.dropFirst()) }
    return named(name)
  }

  private static func numeric(_ digits: ArraySlice<UInt8>) -> String? {
    var digits = digits
    let isHex = digits.first.map { $0 | 0x20 } == UInt8(ascii: "x")
    if isHex { digits.removeFirst() }
    guard !digits.isEmpty else { return nil }
    var value: UInt32 = 0
    for digit in digits {
      guard let number = hexValue(digit), isHex || number < 10 else { return nil }
      // Beyond Unicode, how far beyond does not matter.
      value = min(value * (isHex ? 16 : 10) + number, 0x110000)
    }
    guard value != 0, let scalar = Unicode.Scalar(value) else { return "\u{FFFD}" }
    return String(Character(windows1252[value] ?? scalar))
  }

  private static func hexValue(_ byte: UInt8) -> UInt32? {
    if byte.isASCIIDigit { return UInt32(byte - 0x30) }
    let lower = byte | 0x20
    guard lower >= UInt8(ascii: "a"), lower <= UInt8(ascii: "f") else { return nil }
    return UInt32(lower - UInt8(ascii: "a")) + 10
  }

  /// Numbers from 128 to 159 mean what Windows has there (HTML Standard, section
  /// 13.2.5.84).
  private static let windows1252: [UInt32: Unicode.Scalar] = [
    0x80: "€", 0x82: "‚", 0x83: "ƒ", 0x84: "„", 0x85: "…", 0x86: "†", 0x87: "‡", 0x88: "ˆ",
    0x89: "‰", 0x8A: "Š", 0x8B: "‹", 0x8C: "Œ", 0x8E: "Ž", 0x91: "‘", 0x92: "’", 0x93: "“",
    0x94: "”", 0x95: "•", 0x96: "–", 0x97: "—", 0x98: "˜", 0x99: "™", 0x9A: "š", 0x9B: "›",
    0x9C: "œ", 0x9E: "ž", 0x9F: "Ÿ",
  ]

  /// Looks a name up among the embedded lines, which are in order: a name, and
  /// after a space each of its code points in hexadecimal.
  private static func named(_ name: ArraySlice<UInt8>) -> String? {
    let lines = UnsafeBufferPointer(
      start: stet_html_references, count: stet_html_references_size)
    var low = 0
    var high = lines.count
    while low < high {
      var start = (low + high) / 2
      while start > low, lines[start - 1] != .lineFeed { start -= 1 }
      var end = start
      while end < high, lines[end] != .lineFeed { end += 1 }
      var nameEnd = start
      while nameEnd < end, lines[nameEnd] != .space { nameEnd += 1 }
      let found = lines[start..<nameEnd]
      if found.elementsEqual(name) { return scalars(lines[nameEnd..<end]) }
      if found.lexicographicallyPrecedes(name) {
        low = min(end + 1, high)
      } else {
        high = start
      }
    }
    return nil
  }

  private static func scalars(_ numbers: Slice<UnsafeBufferPointer<UInt8>>) -> String {
    var text = String.UnicodeScalarView()
    for number in numbers.split(separator: .space) {
      let value = number.reduce(UInt32(0)) { $0 &* 16 &+ (hexValue($1) ?? 0) }
      if let scalar = Unicode.Scalar(value) { text.append(scalar) }
    }
    return String(text)
  }
}
