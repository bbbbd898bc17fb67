/// The text of a draft: valid UTF-8, its line table, and the way back to the
/// bytes it was read from.
///
/// Any bytes make a `SourceText`. UTF-8 is taken as it is; a byte order mark is
/// set aside; UTF-16 with a byte order mark, and an encoding of single bytes that
/// the file is known to have, are decoded; what is not valid is
/// replaced by U+FFFD and listed in ``repairs``. NUL and control characters
/// stay. Lines end with LF, CRLF or a lone CR, as in the Language Server
/// Protocol, and stay as they are.
public struct SourceText: Sendable {
  /// How the bytes of the file were encoded.
  public enum Encoding: Hashable, Sendable {
    case utf8
    case utf8WithByteOrderMark
    case utf16LittleEndian
    case utf16BigEndian
    /// One byte for each character.
    case singleByte(SingleByteEncoding)

    /// The encoding that ``name`` names; `nil` for others.
    package init?(named name: String) {
      switch name {
      case "utf-8": self = .utf8
      case "utf-16le": self = .utf16LittleEndian
      case "utf-16be": self = .utf16BigEndian
      default:
        guard let encoding = SingleByteEncoding(rawValue: name) else { return nil }
        self = .singleByte(encoding)
      }
    }

    /// The name by which XML and the web know the encoding.
    public var name: String {
      switch self {
      case .utf8, .utf8WithByteOrderMark: "utf-8"
      case .utf16LittleEndian: "utf-16le"
      case .utf16BigEndian: "utf-16be"
      case .singleByte(let encoding): encoding.rawValue
      }
    }
  }

  /// A place where the bytes read were not valid and U+FFFD stands instead.
  public struct Repair: Hashable, Sendable {
    /// Where U+FFFD stands in the text: three bytes from here.
    public let offset: TextOffset
    /// Where the invalid bytes stand in the file.
    public let originalOffset: Int
    /// How many bytes of the file they are; at least 1.
    public let originalLength: Int
  }

  /// The text in UTF-8, always valid.
  public private(set) var utf8: [UInt8]
  /// The offset of the first byte of each line; the first is 0, and there is
  /// always at least one.
  public private(set) var lineStarts: [Int]
  /// How the file was encoded.
  public let encoding: Encoding
  /// The repairs that decoding made, in order.
  public private(set) var repairs: [Repair]

  private var nonASCIICount: Int

  /// Whether every byte is ASCII, so that bytes, UTF-16 units and scalars count alike.
  public var isASCII: Bool { nonASCIICount == 0 }

  /// Bytes in the text.
  public var count: Int { utf8.count }

  /// The whole text.
  public var range: TextRange { TextRange(0, utf8.count) }

  /// Makes a text from a string.
  public init(_ string: String) {
    self.init(decoding: Array(string.utf8))
  }

  /// Makes a text of what is text already: no byte order mark is looked for.
  /// Invalid UTF-8 is repaired. O(n).
  package init(text utf8: [UInt8]) { self.init(utf8: utf8, .utf8) }

  /// Makes a text from the bytes of a file. O(n); never fails.
  public init(decoding bytes: [UInt8]) {
    if bytes.count >= 2, bytes[0] == 0xFF, bytes[1] == 0xFE {
      self.init(utf16: bytes, .utf16LittleEndian)
    } else if bytes.count >= 2, bytes[0] == 0xFE, bytes[1] == 0xFF {
      self.init(utf16: bytes, .utf16BigEndian)
    } else if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF {
      self.init(utf8: Array(bytes.dropFirst(3)), .utf8WithByteOrderMark)
    } else {
      self.init(utf8: bytes, .utf8)
    }
  }

  /// Makes a text from the bytes of a file in an encoding that the file states
  /// elsewhere. A byte order mark overrules it. O(n); never fails.
  public init(decoding bytes: [UInt8], as encoding: SingleByteEncoding) {
    let text = SourceText(decoding: bytes)
    let hasMark = text.encoding != .utf8
    let isASCII = text.isASCII && text.repairs.isEmpty
    if hasMark {
      self = text
    } else if isASCII {
      self.init(ascii: text, .singleByte(encoding))
    } else {
      self.init(singleBytes: bytes, encoding)
    }
  }

  /// Bytes that are the same in both encodings.
  private init(ascii text: SourceText, _ encoding: Encoding) {
    utf8 = text.utf8
    lineStarts = text.lineStarts
    self.encoding = encoding
    repairs = []
    nonASCIICount = 0
  }

  private init(singleBytes bytes: [UInt8], _ encoding: SingleByteEncoding) {
    let table = encoding.upperHalf
    let sequences = table.map { Array(String($0).utf8) }
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count + bytes.count / 8)
    var repairs: [Repair] = []
    for (index, byte) in bytes.enumerated() {
      guard byte >= 0x80 else {
        text.append(byte)
        continue
      }
      let place = Int(byte) - 0x80
      if !table.indices.contains(place) || table[place] == "\u{FFFD}" {
        repairs.append(
          Repair(offset: TextOffset(text.count), originalOffset: index, originalLength: 1))
        text.append(contentsOf: UTF8.encodedReplacementCharacter)
      } else {
        text.append(contentsOf: sequences[place])
      }
    }
    self.encoding = .singleByte(encoding)
    self.utf8 = text
    self.repairs = repairs
    (self.lineStarts, self.nonASCIICount) = Self.scan(text)
  }

  private init(utf8 bytes: [UInt8], _ encoding: Encoding) {
    self.encoding = encoding
    let skipped = encoding == .utf8WithByteOrderMark ? 3 : 0
    let (text, repairs) = UTF8Repair.repair(bytes, originalOffset: skipped)
    self.utf8 = text
    self.repairs = repairs
    (self.lineStarts, self.nonASCIICount) = Self.scan(text)
  }

  private init(utf16 bytes: [UInt8], _ encoding: Encoding) {
    self.encoding = encoding
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count)
    var repairs: [Repair] = []
    func unit(_ index: Int) -> UInt16? {
      guard index + 1 < bytes.count else { return nil }
      let (first, second) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
      return encoding == .utf16LittleEndian ? second << 8 | first : first << 8 | second
    }
    var index = 2
    while index < bytes.count {
      var length = 2
      var scalar: Unicode.Scalar?
      if let first = unit(index) {
        if first & 0xFC00 == 0xD800, let second = unit(index + 2), second & 0xFC00 == 0xDC00 {
          length = 4
          scalar = Unicode.Scalar(
            0x10000 + (UInt32(first) - 0xD800) << 10 + (UInt32(second) - 0xDC00))
        } else {
          scalar = Unicode.Scalar(first)
        }
      } else {
        length = 1
      }
      if let scalar {
        text.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
      } else {
        repairs.append(
          Repair(offset: TextOffset(text.count), originalOffset: index, originalLength: length))
        text.append(contentsOf: UTF8.encodedReplacementCharacter)
      }
      index += length
    }
    self.utf8 = text
    self.repairs = repairs
    (self.lineStarts, self.nonASCIICount) = Self.scan(text)
  }

  /// Line starts and the number of bytes that are not ASCII. O(n).
  private static func scan(_ bytes: [UInt8]) -> (lineStarts: [Int], nonASCII: Int) {
    var starts = [0]
    var nonASCII = 0
    bytes.withUnsafeBufferPointer { bytes in
      let count = bytes.count
      var index = 0
      while index < count {
        // Most eights of bytes hold neither a line break nor anything beyond ASCII.
        while let eight = bytes.eight(at: index),
          !eight.hasNonASCII && !eight.hasByte(.lineFeed) && !eight.hasByte(.carriageReturn)
        {
          index += 8
        }
        guard index < count else { break }
        let byte = bytes[index]
        index += 1
        if byte >= 0x80 {
          nonASCII += 1
        } else if byte == .lineFeed {
          starts.append(index)
        } else if byte == .carriageReturn {
          if index < count && bytes[index] == .lineFeed { index += 1 }
          starts.append(index)
        }
      }
    }
    return (starts, nonASCII)
  }

  // MARK: Reading

  /// The text in a range, clamped to the text; bytes cut from the middle of a
  /// character come out as U+FFFD.
  public func string(in range: TextRange) -> String {
    String(decoding: bytes(in: range), as: UTF8.self)
  }

  /// The bytes in a range, clamped to the text.
  public func bytes(in range: TextRange) -> ArraySlice<UInt8> {
    let end = min(range.end.utf8, utf8.count)
    return utf8[min(range.start.utf8, end)..<end]
  }

  // MARK: The file's own bytes

  /// The offset in the file, in bytes, of a place in the text.
  ///
  /// Counts a byte order mark and the bytes that repairs stand for. A place
  /// inside a U+FFFD that stands for invalid bytes is their start. O(log
  /// repairs) for UTF-8; O(offset) for others. Meaningless after an edit.
  public func originalOffset(of offset: TextOffset) -> Int {
    let place = min(offset.utf8, utf8.count)
    switch encoding {
    case .utf8, .utf8WithByteOrderMark:
      let mark = encoding == .utf8WithByteOrderMark ? 3 : 0
      var low = 0
      var high = repairs.count
      while low < high {
        let middle = (low + high) / 2
        if repairs[middle].offset.utf8 <= place { low = middle + 1 } else { high = middle }
      }
      guard low > 0 else { return place + mark }
      let repair = repairs[low - 1]
      let past = place - repair.offset.utf8 - 3
      guard past >= 0 else { return repair.originalOffset }
      return repair.originalOffset + repair.originalLength + past
    case .singleByte:
      if isASCII { return place }
      let end = scalarBoundary(atOrBefore: place)
      return utf8[..<end].reduce(0) { $1 & 0xC0 != 0x80 ? $0 + 1 : $0 }
    case .utf16LittleEndian, .utf16BigEndian:
      var units = 1
      var index = 0
      while index < place {
        let byte = utf8[index]
        let length = UInt8.sequenceLength(leading: byte)
        if index + length > place { break }
        units += byte >= 0xF0 ? 2 : 1
        index += length
      }
      // A stray last byte was repaired as one unit that is only one byte long.
      var result = units * 2
      if let last = repairs.last, last.originalLength == 1, last.offset.utf8 < index { result -= 1 }
      return result
    }
  }

  // MARK: Editing

  /// Replaces the bytes in `range`, clamped to the text and to character
  /// boundaries, with `replacement`, whose invalid sequences become U+FFFD.
  ///
  /// Costs one move of the bytes and line starts after the edit, and a scan of
  /// the replaced and the new bytes; the rest of the text is not read again.
  ///
  /// - Returns: the range that was replaced, and the length of what replaced it.
  @discardableResult
  public mutating func replace(
    _ range: TextRange, with replacement: some Sequence<UInt8>
  ) -> (replaced: TextRange, newLength: Int) {
    let start = scalarBoundary(atOrBefore: range.start.utf8)
    var end = min(max(range.end.utf8, start), utf8.count)
    while end < utf8.count && end > start && utf8[end] & 0xC0 == 0x80 { end += 1 }
    let (inserted, _) = UTF8Repair.repair(Array(replacement), originalOffset: 0)
    for index in start..<end where utf8[index] >= 0x80 { nonASCIICount -= 1 }
    for byte in inserted where byte >= 0x80 { nonASCIICount += 1 }

    // The lines whose starts may change: those that begin after a line break
    // that the edit removes, adds, or makes or unmakes as half of a CRLF. A
    // break just before the edit may join with the edit's first byte, so the
    // window opens one byte early; likewise it closes one byte late.
    let windowStart = max(0, start - 1)
    let oldWindowEnd = min(utf8.count, end + 1)
    let delta = inserted.count - (end - start)
    let firstChanged = firstLineStart(after: windowStart)
    let firstKept = firstLineStart(after: oldWindowEnd)

    utf8.replaceSubrange(start..<end, with: inserted)

    let newWindowEnd = oldWindowEnd + delta
    var fresh: [Int] = []
    var index = windowStart
    while index < newWindowEnd {
      let byte = utf8[index]
      index += 1
      if byte == .lineFeed {
        fresh.append(index)
      } else if byte == .carriageReturn {
        // A CR at the very end of the window whose LF stands outside it starts
        // no line here: the line start after that LF is kept as it was.
        if index < utf8.count && utf8[index] == .lineFeed {
          index += 1
          if index > newWindowEnd { break }
        }
        fresh.append(index)
      }
    }
    if delta != 0 {
      for line in firstKept..<lineStarts.count { lineStarts[line] += delta }
    }
    lineStarts.replaceSubrange(firstChanged..<firstKept, with: fresh)
    repairs = []
    return (TextRange(start, end), inserted.count)
  }

  /// The index of the first line start greater than `offset`, never the first
  /// line's. O(log lines).
  private func firstLineStart(after offset: Int) -> Int {
    var low = 1
    var high = lineStarts.count
    while low < high {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle + 1 } else { high = middle }
    }
    return min(low, lineStarts.count)
  }
}

/// Makes bytes valid UTF-8.
///
/// Each maximal subpart of an ill-formed sequence becomes one U+FFFD, as the
/// Unicode Standard recommends (section 3.9, table 3-7 for what is well formed).
package enum UTF8Repair {
  /// The repaired bytes, and what was repaired. `originalOffset` is where
  /// `bytes` begin in the file. O(n); valid input is returned without a copy.
  package static func repair(
    _ bytes: [UInt8], originalOffset: Int
  ) -> (bytes: [UInt8], repairs: [SourceText.Repair]) {
    guard var bad = firstInvalid(in: bytes, from: 0) else { return (bytes, []) }
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count + 16)
    var repairs: [SourceText.Repair] = []
    var copied = 0
    while true {
      output.append(contentsOf: bytes[copied..<bad.offset])
      repairs.append(
        SourceText.Repair(
          offset: TextOffset(output.count),
          originalOffset: originalOffset + bad.offset,
          originalLength: bad.length))
      output.append(contentsOf: UTF8.encodedReplacementCharacter)
      copied = bad.offset + bad.length
      guard let next = firstInvalid(in: bytes, from: copied) else { break }
      bad = next
    }
    output.append(contentsOf: bytes[copied...])
    return (output, repairs)
  }

  /// The first ill-formed subpart at or after `start`. O(n).
  private static func firstInvalid(
    in bytes: [UInt8], from start: Int
  ) -> (offset: Int, length: Int)? {
    bytes.withUnsafeBufferPointer { bytes in
      let count = bytes.count
      var index = start
      while index < count {
        while let eight = bytes.eight(at: index), !eight.hasNonASCII { index += 8 }
        guard index < count else { break }
        let first = bytes[index]
        if first < 0x80 {
          index += 1
          continue
        }
        let length: Int
        var lower: UInt8 = 0x80
        var upper: UInt8 = 0xBF
        switch first {
        case 0xC2...0xDF: length = 2
        case 0xE0: (length, lower) = (3, 0xA0)
        case 0xED: (length, upper) = (3, 0x9F)
        case 0xE1...0xEF: length = 3
        case 0xF0: (length, lower) = (4, 0x90)
        case 0xF4: (length, upper) = (4, 0x8F)
        case 0xF1...0xF3: length = 4
        default: return (index, 1)
        }
        var step = 1
        while step < length {
          guard index + step < count else { return (index, step) }
          let next = bytes[index + step]
          guard next >= lower && next <= upper else { return (index, step) }
          lower = 0x80
          upper = 0xBF
          step += 1
        }
        index += length
      }
      return nil
    }
  }
}

/// Leads many places of a text back to the file it was read from.
///
/// The same answers as ``SourceText/originalOffset(of:)``, each in constant time
/// for UTF-16 and single bytes too, where that function counts from the start.
package struct OriginalOffsets: Sendable {
  private static let step = 1024

  private let source: SourceText
  /// UTF-16 units, or single bytes, of the characters that begin before every
  /// ``step``th byte of the text. Empty for UTF-8.
  private let units: [Int]
  private let isUTF16: Bool

  /// Makes the way back. O(1) for UTF-8, O(n) for others.
  package init(_ source: SourceText) {
    self.source = source
    var units: [Int] = []
    var isUTF16 = true
    if case .singleByte = source.encoding { isUTF16 = false }
    self.isUTF16 = isUTF16
    switch source.encoding {
    case .utf8, .utf8WithByteOrderMark: break
    case .utf16LittleEndian, .utf16BigEndian, .singleByte:
      units.reserveCapacity(source.utf8.count / Self.step + 1)
      var count = 0
      for (index, byte) in source.utf8.enumerated() {
        if index % Self.step == 0 { units.append(count) }
        if byte & 0xC0 != 0x80 { count += byte >= 0xF0 && isUTF16 ? 2 : 1 }
      }
    }
    self.units = units
  }

  /// The offset in the file, in bytes, of a place in the text.
  package func offset(of place: TextOffset) -> Int {
    guard !units.isEmpty else { return source.originalOffset(of: place) }
    let end = source.scalarBoundary(atOrBefore: place.utf8)
    let checkpoint = min(end / Self.step, units.count - 1)
    var count = units[checkpoint]
    for byte in source.utf8[checkpoint * Self.step..<end] where byte & 0xC0 != 0x80 {
      count += byte >= 0xF0 && isUTF16 ? 2 : 1
    }
    if !isUTF16 { return count }
    // The byte order mark is one unit more; a stray last byte is half a one.
    var result = (count + 1) * 2
    if let last = source.repairs.last, last.originalLength == 1, last.offset.utf8 < end {
      result -= 1
    }
    return result
  }

  /// The bytes of the file that a range of the text was read from.
  package func range(of range: TextRange) -> Range<Int> {
    let start = offset(of: range.start)
    return start..<max(start, offset(of: range.end))
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// The eight bytes from an index on, the first in the lowest byte; `nil` where there
  /// are fewer.
  @inline(__always)
  fileprivate func eight(at index: Int) -> UInt64? {
    guard index >= 0, index <= count - 8, let base = baseAddress else { return nil }
    return UInt64(littleEndian: UnsafeRawPointer(base + index).loadUnaligned(as: UInt64.self))
  }
}

extension UInt64 {
  /// Whether one of the eight bytes is beyond ASCII.
  @inline(__always)
  fileprivate var hasNonASCII: Bool { self & 0x8080_8080_8080_8080 != 0 }

  /// Whether one of eight ASCII bytes is `byte`: subtracting one from each borrows only
  /// where the difference is zero.
  @inline(__always)
  fileprivate func hasByte(_ byte: UInt8) -> Bool {
    let difference = self ^ (UInt64(byte) &* 0x0101_0101_0101_0101)
    return (difference &- 0x0101_0101_0101_0101) & ~difference & 0x8080_8080_8080_8080 != 0
  }
}
