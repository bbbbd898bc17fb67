extension UInt8 {
  @inlinable package static var lineFeed: UInt8 { 0x0A }
  @inlinable package static var carriageReturn: UInt8 { 0x0D }
  @inlinable package static var space: UInt8 { 0x20 }
  @inlinable package static var tab: UInt8 { 0x09 }

  /// Whether the byte is a space or a tab.
  @inlinable package var isBlank: Bool { self == .space || self == .tab }
  /// Whether the byte ends a line (LF or CR).
  @inlinable package var isLineBreak: Bool { self == .lineFeed || self == .carriageReturn }
  /// Whether the byte is ASCII white space (space, tab, LF, VT, FF, CR).
  @inlinable package var isASCIIWhitespace: Bool { self == 0x20 || (self >= 0x09 && self <= 0x0D) }
  @inlinable package var isASCIIUppercase: Bool { self >= 0x41 && self <= 0x5A }
  @inlinable package var isASCIILowercase: Bool { self >= 0x61 && self <= 0x7A }
  @inlinable package var isASCIILetter: Bool { (self | 0x20) >= 0x61 && (self | 0x20) <= 0x7A }
  @inlinable package var isASCIIDigit: Bool { self >= 0x30 && self <= 0x39 }
  @inlinable package var isASCIIAlphanumeric: Bool { isASCIILetter || isASCIIDigit }
  @inlinable package var isASCIIPunctuation: Bool {
    (self >= 0x21 && self <= 0x2F) || (self >= 0x3A && self <= 0x40)
      || (self >= 0x5B && self <= 0x60) || (self >= 0x7B && self <= 0x7E)
  }
  /// The lower-case form of an ASCII letter; any other byte as it is.
  @inlinable package var asciiLowercased: UInt8 { isASCIIUppercase ? self | 0x20 : self }
  /// The upper-case form of an ASCII letter; any other byte as it is.
  @inlinable package var asciiUppercased: UInt8 { isASCIILowercase ? self & 0xDF : self }

  /// Bytes in the UTF-8 sequence that `leading` starts, in valid UTF-8.
  @inlinable package static func sequenceLength(leading: UInt8) -> Int {
    leading < 0x80 ? 1 : leading < 0xE0 ? 2 : leading < 0xF0 ? 3 : 4
  }
}

/// Reads of single bytes and characters that answer for any index.
package protocol ByteReadable {
  /// The byte at an index, or 0 where there is none.
  func byte(at index: Int) -> UInt8
}

extension ByteReadable {
  /// The Unicode scalar whose UTF-8 sequence starts at `index`, and its length
  /// in bytes. U+FFFD and 1 where no well-formed sequence starts.
  @inlinable package func scalar(at index: Int) -> (scalar: Unicode.Scalar, length: Int) {
    let first = byte(at: index)
    if first < 0x80 { return (Unicode.Scalar(first), 1) }
    let length = UInt8.sequenceLength(leading: first)
    guard first >= 0xC2, first <= 0xF4 else { return ("\u{FFFD}", 1) }
    var value = UInt32(first) & (length == 2 ? 0x1F : length == 3 ? 0x0F : 0x07)
    for step in 1..<length {
      let next = byte(at: index + step)
      guard next & 0xC0 == 0x80 else { return ("\u{FFFD}", 1) }
      value = value << 6 | UInt32(next & 0x3F)
    }
    guard let scalar = Unicode.Scalar(value) else { return ("\u{FFFD}", 1) }
    return (scalar, length)
  }

  /// The Unicode scalar that ends just before `index`, and its length in bytes;
  /// `nil` at the start.
  @inlinable package func scalar(before index: Int) -> (scalar: Unicode.Scalar, length: Int)? {
    guard index > 0 else { return nil }
    var start = index - 1
    while start > 0 && index - start < 4 && byte(at: start) & 0xC0 == 0x80 { start -= 1 }
    let found = scalar(at: start)
    return found.length == index - start ? found : ("\u{FFFD}", 1)
  }
}

extension Array: ByteReadable where Element == UInt8 {
  @inlinable package func byte(at index: Int) -> UInt8 {
    index >= 0 && index < count ? self[index] : 0
  }
}

extension ArraySlice: ByteReadable where Element == UInt8 {
  @inlinable package func byte(at index: Int) -> UInt8 {
    index >= startIndex && index < endIndex ? self[index] : 0
  }
}

extension Unicode.Scalar {
  /// Whether the scalar is part of a word: a letter or a mark on one.
  @inlinable package var isWordScalar: Bool {
    if value < 0x80 { return UInt8(value).isASCIILetter }
    if properties.isAlphabetic { return true }
    switch properties.generalCategory {
    case .nonspacingMark, .spacingMark: return true
    default: return value == 0x00AD  // soft hyphen
    }
  }
}
