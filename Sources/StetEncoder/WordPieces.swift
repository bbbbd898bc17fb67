import StetCore

/// Cuts texts into the pieces of words that the encoder knows, as the tokenizer of BERT does for
/// its uncased models: without marks on letters and in lower case, punctuation and Chinese
/// characters each by themselves, and every word cut into the longest pieces from its start on.
///
/// Names such as `[MASK]` in a text are text.
struct WordPieces: Sendable {
  private let data: EncoderData
  private let longestPiece: Int

  init(data: EncoderData) {
    self.data = data
    let offsets = data.numbers(of: .pieceOffsets, as: UInt32.self)
    var longest = 0
    for piece in 0..<data.pieceCount {
      longest = max(longest, Int(offsets[piece + 1] &- offsets[piece]))
    }
    longestPiece = longest
  }

  /// The pieces of a text, at most `limit`. What lies beyond them is not read.
  func pieces(of text: ArraySlice<UInt8>, limit: Int) -> [UInt16] {
    var pieces: [UInt16] = []
    pieces.reserveCapacity(min(limit, text.count / 4 + 4))
    var word: [UInt8] = []
    var length = 0
    var index = text.startIndex
    while index < text.endIndex, pieces.count < limit {
      let (scalar, size) = text.scalar(at: index)
      index += size
      let kind = kind(of: scalar)
      if kind == .dropped { continue }
      if kind == .letter {
        // A word that is too long is unknown; its end is looked for, but not kept.
        length += append(scalar, to: &word, unless: length > EncoderFormat.longestWord)
        continue
      }
      finish(&word, &length, into: &pieces)
      if kind == .alone {
        length += append(scalar, to: &word, unless: false)
        finish(&word, &length, into: &pieces)
      }
    }
    finish(&word, &length, into: &pieces)
    return pieces.count > limit ? Array(pieces[..<limit]) : pieces
  }

  /// The text of a piece, with `##` before one that continues a word.
  func name(of piece: UInt16) -> String {
    switch piece {
    case EncoderFormat.unknownPiece: return "[UNK]"
    case EncoderFormat.startPiece: return "[CLS]"
    case EncoderFormat.endPiece: return "[SEP]"
    default:
      guard let bytes = bytes(of: Int(piece)) else { return "" }
      return (piece >= data.startingCount ? "##" : "") + String(decoding: bytes, as: UTF8.self)
    }
  }

  // MARK: Characters

  private enum Kind: UInt32 {
    case letter, dropped, space, alone
  }

  private func kind(of scalar: Unicode.Scalar) -> Kind {
    if let ascii = UInt8(exactly: scalar.value), ascii < 0x80 {
      if ascii.isASCIIAlphanumeric { return .letter }
      if ascii == .space || ascii == .tab || ascii.isLineBreak { return .space }
      return ascii.isASCIIPunctuation ? .alone : .dropped
    }
    return Kind(rawValue: entry(of: scalar) & 3) ?? .dropped
  }

  /// What the table says of a character beyond ASCII.
  private func entry(of scalar: Unicode.Scalar) -> UInt32 {
    let ranges = data.numbers(of: .characters, as: UInt32.self)
    let place = Self.lastPair(in: ranges, notAbove: scalar.value)
    return place >= 0 ? ranges[2 * place + 1] : 0
  }

  /// The last of the sorted pairs whose first number is not above `value`; -1 if there is none.
  private static func lastPair(in pairs: UnsafeBufferPointer<UInt32>, notAbove value: UInt32) -> Int
  {
    var low = 0
    var high = pairs.count / 2
    while low < high {
      let middle = (low + high) / 2
      if pairs[2 * middle] <= value { low = middle + 1 } else { high = middle }
    }
    return low - 1
  }

  /// Adds a character to a word, folded; gives how many characters that were.
  private func append(
    _ scalar: Unicode.Scalar, to word: inout [UInt8], unless isTooLong: Bool
  ) -> Int {
    if isTooLong { return 0 }
    if scalar.value < 0x80 {
      word.append(UInt8(truncatingIfNeeded: scalar.value).asciiLowercased)
      return 1
    }
    if let syllable = Self.parts(ofHangul: scalar) {
      for part in syllable { word.append(contentsOf: UTF8.encode(part) ?? .init()) }
      return syllable.count
    }
    guard entry(of: scalar) & 4 != 0 else {
      word.append(contentsOf: UTF8.encode(scalar) ?? .init())
      return 1
    }
    let folds = data.numbers(of: .folds, as: UInt32.self)
    let place = Self.lastPair(in: folds, notAbove: scalar.value)
    guard place >= 0, folds[2 * place] == scalar.value else { return 0 }
    let start = Int(folds[2 * place + 1] >> 8)
    let size = Int(folds[2 * place + 1] & 0xFF)
    let text = data.bytes(of: .foldedText)
    guard start + size <= text.count else { return 0 }
    word.append(contentsOf: text[start..<(start + size)])
    return text[start..<(start + size)].count { $0 & 0xC0 != 0x80 }
  }

  /// The letters of a Korean syllable, by section 3.12 of the Unicode Standard.
  private static func parts(ofHangul scalar: Unicode.Scalar) -> [Unicode.Scalar]? {
    guard scalar.value >= 0xAC00, scalar.value < 0xAC00 + 11_172 else { return nil }
    let index = scalar.value - 0xAC00
    let parts = [0x1100 + index / 588, 0x1161 + index % 588 / 28, 0x11A7 + index % 28]
    return parts.prefix(index % 28 == 0 ? 2 : 3).compactMap(Unicode.Scalar.init)
  }

  // MARK: Pieces

  private func bytes(of piece: Int) -> Slice<UnsafeRawBufferPointer>? {
    guard piece < data.pieceCount else { return nil }
    let offsets = data.numbers(of: .pieceOffsets, as: UInt32.self)
    let text = data.bytes(of: .pieceText)
    let start = Int(offsets[piece])
    let end = Int(offsets[piece + 1])
    return start <= end && end <= text.count ? text[start..<end] : nil
  }

  /// Cuts a word into pieces, or into the unknown one, and empties it.
  private func finish(_ word: inout [UInt8], _ length: inout Int, into pieces: inout [UInt16]) {
    defer {
      word.removeAll(keepingCapacity: true)
      length = 0
    }
    guard !word.isEmpty else { return }
    guard length <= EncoderFormat.longestWord else {
      pieces.append(EncoderFormat.unknownPiece)
      return
    }
    let before = pieces.count
    var start = 0
    while start < word.count {
      guard let (piece, end) = longestPiece(of: word, from: start) else {
        pieces.removeSubrange(before...)
        pieces.append(EncoderFormat.unknownPiece)
        return
      }
      pieces.append(piece)
      start = end
    }
  }

  /// The longest piece at a place of a word, and where it ends. Each longer prefix takes one step
  /// of the hash and, most often, one look at the table.
  private func longestPiece(of word: [UInt8], from start: Int) -> (piece: UInt16, end: Int)? {
    let slots = data.numbers(of: .pieceSlots, as: UInt16.self)
    guard !slots.isEmpty else { return nil }
    let mask = slots.count - 1
    var hash = start == 0 ? EncoderFormat.startBasis : EncoderFormat.continuationBasis
    var found: (piece: UInt16, end: Int)?
    var end = start
    while end < word.count, end - start < longestPiece {
      hash = (hash ^ UInt32(word[end])) &* 0x0100_0193
      end += 1
      var slot = Int(hash ^ hash >> 16) & mask
      while slots[slot] != 0 {
        let piece = Int(slots[slot]) - 1
        if (piece < data.startingCount) == (start == 0), let bytes = bytes(of: piece),
          bytes.elementsEqual(word[start..<end])
        {
          found = (UInt16(truncatingIfNeeded: piece), end)
          break
        }
        slot = (slot + 1) & mask
      }
    }
    return found
  }
}
