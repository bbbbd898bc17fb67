/// Finds the words of a text that are not among the common ones, without cutting
/// the text into tokens: most words of any text are common, and need no more than
/// one probe of a table.
package struct WordScanner: Sendable {
  private let lexicon: Lexicon

  /// Makes a scanner.
  package init(lexicon: Lexicon = .english) { self.lexicon = lexicon }

  /// What a byte is to a scan for words.
  private enum ByteClass {
    static let blank: UInt8 = 0
    /// A letter of ASCII.
    static let letter: UInt8 = 1
    /// A digit or an underscore: what it sticks to is no word.
    static let digit: UInt8 = 2
    /// A byte of a character outside ASCII, which may be a letter.
    static let beyond: UInt8 = 3
    static let apostrophe: UInt8 = 4

    static let table: [UInt8] = (0...255).map { byte in
      switch UInt8(byte) {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): letter
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"): digit
      case UInt8(ascii: "'"): apostrophe
      case 0x80...: beyond
      default: blank
      }
    }
  }

  /// Calls `body` with the ranges of the words that are not common, in order: runs
  /// of letters, with apostrophes between them, as they stand. Words with digits or
  /// underscores are left out. Dashes and quotation marks apart, all that is not ASCII
  /// counts as letters, so that what is told may be two words with a rarer mark
  /// between. O(n).
  ///
  /// - Parameter body: is given offsets in `bytes`; returns whether to go on.
  package func visitUncommonWords(
    in bytes: UnsafeBufferPointer<UInt8>, _ body: (Range<Int>) -> Bool
  ) {
    visitWords(in: bytes, passingOver: 0, body)
  }

  /// Calls `body` with the ranges of the words of which it matters how they are
  /// spelled: the uncommon ones, and those that are spelled otherwise in some region or
  /// that are a variant. As ``visitUncommonWords(in:_:)`` otherwise.
  package func visitTellingWords(
    in bytes: UnsafeBufferPointer<UInt8>, _ body: (Range<Int>) -> Bool
  ) {
    let everywhere = Lexicon.Entry(
      lowerCommonness: nil, capitalCommonness: nil, casings: [], regions: .all, isVariant: false
    ).bits
    visitWords(in: bytes, passingOver: everywhere, body)
  }

  /// Calls `body` with the ranges of all words. As ``visitUncommonWords(in:_:)``
  /// otherwise.
  package func visitAllWords(
    in bytes: UnsafeBufferPointer<UInt8>, _ body: (Range<Int>) -> Bool
  ) {
    visitWords(in: bytes, passingOver: .max, body)
  }

  /// - Parameter regions: the bits of an entry's regions that a common word must have
  ///   to be passed over, if it is no variant; 0 for every common word.
  @inline(__always)
  private func visitWords(
    in bytes: UnsafeBufferPointer<UInt8>, passingOver regions: UInt32,
    _ body: (Range<Int>) -> Bool
  ) {
    let variant: UInt32 = regions == 0 ? 0 : 1 << 24
    func passesOver(_ low: UInt64, _ high: UInt64) -> Bool {
      let bits = lexicon.commonBits(folded: low, high)
      return bits & 0xFF != 0 && bits & regions == regions && bits & variant == 0
    }
    guard let base = bytes.baseAddress else { return }
    ByteClass.table.withUnsafeBufferPointer { classes in
      let count = bytes.count
      var index = 0
      while index < count {
        let kind = classes[Int(base[index])]
        if kind == ByteClass.blank || kind == ByteClass.apostrophe {
          index += 1
          continue
        }
        if kind == ByteClass.beyond,
          Self.isMark(base, index, count) || Self.isCurlyApostrophe(base, index, count)
        {
          index += 3
          continue
        }
        let start = index
        if kind == ByteClass.letter, index + 16 <= count {
          let first = LetterMask(base + index)
          var length = first.count
          var high: UInt64 = 0
          var isPlain = first.hasNoInnerCapital
          if length == 8 {
            let second = LetterMask(base + index + 8)
            length += second.count
            high = second.folded
            isPlain = isPlain && second.hasNoCapital
          }
          // A word that fills all sixteen bytes may go on.
          let next = length < 16 ? classes[Int(base[index + length])] : ByteClass.letter
          if next == ByteClass.blank {
            index += length
            if isPlain && passesOver(first.folded, high) { continue }
            if !body(start..<index) { return }
            continue
          }
        }
        // The long way, for what is long, at the end, or not plain letters.
        var hasDigit = false
        var isASCII = true
        var hasApostrophe = false
        while index < count {
          let kind = classes[Int(base[index])]
          if kind == ByteClass.blank { break }
          if kind == ByteClass.apostrophe {
            guard index + 1 < count, classes[Int(base[index + 1])] == ByteClass.letter else {
              break
            }
            hasApostrophe = true
          }
          if kind == ByteClass.digit { hasDigit = true }
          if kind == ByteClass.beyond {
            if Self.isMark(base, index, count) { break }
            isASCII = false
          }
          index += 1
        }
        // What is not ASCII may be a dash with a word on either side.
        if hasDigit && isASCII { continue }
        if regions == 0, hasApostrophe || index + 16 > count,
          lexicon.isCommon(UnsafeBufferPointer(rebasing: bytes[start..<index]))
        {
          continue
        }
        if !body(start..<index) { return }
      }
    }
  }

  /// Whether U+2019 stands at an index.
  @inline(__always)
  private static func isCurlyApostrophe(
    _ base: UnsafePointer<UInt8>, _ index: Int, _ count: Int
  ) -> Bool {
    index + 2 < count && base[index] == 0xE2 && base[index + 1] == 0x80
      && base[index + 2] == 0x99
  }

  /// Whether a dash, quotation mark, bullet or ellipsis of three bytes stands at an
  /// index (U+2010 to U+203F), but no apostrophe.
  @inline(__always)
  private static func isMark(_ base: UnsafePointer<UInt8>, _ index: Int, _ count: Int) -> Bool {
    index + 2 < count && base[index] == 0xE2 && base[index + 1] == 0x80
      && base[index + 2] >= 0x90 && base[index + 2] != 0x99
  }

  /// Calls `body` with the ranges of the words that the lexicon does not have as
  /// they are written, or only among its rarest: see ``Lexicon/isKnown(_:)``. As
  /// ``visitUncommonWords(in:_:)`` otherwise.
  package func visitUnknownWords(
    in bytes: UnsafeBufferPointer<UInt8>, _ body: (Range<Int>) -> Bool
  ) {
    var seen = SeenWords()
    visitUncommonWords(in: bytes) { range in
      let word = UnsafeBufferPointer(rebasing: bytes[range])
      if seen.isKnown(word, lexicon.isKnown(_:)) { return true }
      return body(range)
    }
  }

  /// Whether some word is told by ``visitUncommonWords(in:_:)`` that the lexicon does
  /// not know. O(n).
  package func hasUnknownWord(in bytes: ArraySlice<UInt8>) -> Bool {
    bytes.withUnsafeBufferPointer { bytes in
      var found = false
      visitUncommonWords(in: bytes) { range in
        found = !lexicon.isKnown(UnsafeBufferPointer(rebasing: bytes[range]))
        return !found
      }
      return found
    }
  }

  /// The last answers for words of up to sixteen bytes: most uncommon words of a
  /// text are in it more than once.
  private struct SeenWords {
    private struct Slot {
      var low: UInt64 = 0
      var high: UInt64 = 0
      var isKnown = false
    }

    private static let count = 4_096
    private var slots: [Slot]

    init() { slots = Array(repeating: Slot(), count: Self.count) }

    mutating func isKnown(
      _ word: UnsafeBufferPointer<UInt8>, _ judge: (UnsafeBufferPointer<UInt8>) -> Bool
    ) -> Bool {
      guard word.count <= 16 else { return judge(word) }
      var low: UInt64 = 0
      var high: UInt64 = 0
      for (index, byte) in word.enumerated() {
        if index < 8 {
          low |= UInt64(byte) &<< UInt64(truncatingIfNeeded: index &* 8)
        } else {
          high |= UInt64(byte) &<< UInt64(truncatingIfNeeded: index &* 8 &- 64)
        }
      }
      let place = Int(
        truncatingIfNeeded: LexiconFormat.hash(low, high) & UInt64(Self.count - 1))
      return slots.withUnsafeMutableBufferPointer { slots in
        if slots[place].low == low && slots[place].high == high { return slots[place].isKnown }
        let isKnown = judge(word)
        slots[place] = Slot(low: low, high: high, isKnown: isKnown)
        return isKnown
      }
    }
  }

  /// Which of eight bytes, from the first on, are letters of ASCII.
  private struct LetterMask {
    /// How many letters the bytes begin with, 0 to 8.
    let count: Int
    /// Those letters in lower case, the first in the lowest byte; zero beyond.
    let folded: UInt64
    private let capitals: UInt64

    @inline(__always)
    init(_ pointer: UnsafePointer<UInt8>) {
      let value = UInt64(
        littleEndian: UnsafeRawPointer(pointer).loadUnaligned(as: UInt64.self))
      // Each byte by itself: bit 7 of `fromA` says that a letter in lower case is at
      // least “a”, that of `pastZ` that it is past “z”. No sum carries into the next
      // byte, as bit 7 is cleared first.
      let lower = value & 0x7F7F_7F7F_7F7F_7F7F | 0x2020_2020_2020_2020
      let fromA = lower &+ 0x1F1F_1F1F_1F1F_1F1F
      let pastZ = lower &+ 0x0505_0505_0505_0505
      let others = ~(fromA & ~pastZ & ~value) & 0x8080_8080_8080_8080
      let bits = others.trailingZeroBitCount & ~7
      count = bits / 8
      let mask = bits == 64 ? UInt64.max : (1 << UInt64(bits)) &- 1
      folded = lower & mask
      capitals = ~value & 0x2020_2020_2020_2020 & mask
    }

    @inline(__always) var hasNoCapital: Bool { capitals == 0 }
    @inline(__always) var hasNoInnerCapital: Bool { capitals & ~0xFF == 0 }
  }
}
