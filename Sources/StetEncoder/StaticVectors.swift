import CData

/// Vectors for pieces of words, added up to vectors of texts.
///
/// They were fitted so that texts are as near to each other as ``SentenceEncoder`` finds them.
/// `en.vectors` is read in place. It is a header of ``headerSize`` bytes, a float for each piece
/// by which its numbers are multiplied, padded to a multiple of 64 bytes, and 64 numbers of 8 bits
/// for each piece. The header is eight bytes of ``magic``, eight of the checksum of the encoder
/// that the pieces are of, and the number of pieces in 32 bits.
package struct StaticVectors: @unchecked Sendable {
  // The memory is never written, and lives as long as the program.
  private let scales: UnsafeBufferPointer<Float>
  private let numbers: UnsafeBufferPointer<SIMD64<Int8>>
  private let tokenizer: WordPieces?
  /// A number that changes whenever vectors of another version cannot be compared with those of
  /// this one; 0 when there are none.
  package let version: UInt64

  /// The first eight bytes: `STETVEC1`.
  package static let magic: UInt64 = 0x3143_4556_5445_5453
  /// Bytes of the header.
  package static let headerSize = 64
  /// Pieces of a text that are read.
  package static let pieceLimit = 512

  /// The vectors of English.
  package static let english = StaticVectors(
    UnsafeRawBufferPointer(start: stet_vectors_en(), count: stet_vectors_en_size()),
    data: EncoderData.english)

  /// Whether the vectors are there. Without them all are zero.
  package var isAvailable: Bool { tokenizer != nil }

  /// Reads the header of `bytes`, which must stay in place.
  private init(_ bytes: UnsafeRawBufferPointer, data: EncoderData?) {
    if let base = bytes.baseAddress, let data, bytes.count >= Self.headerSize,
      UInt64(littleEndian: base.load(as: UInt64.self)) == Self.magic,
      UInt64(littleEndian: base.load(fromByteOffset: 8, as: UInt64.self)) == data.checksum,
      Int(UInt32(littleEndian: base.load(fromByteOffset: 16, as: UInt32.self))) == data.pieceCount
    {
      let start = Self.headerSize + (data.pieceCount * 4 + 63) / 64 * 64
      if bytes.count == start + data.pieceCount * 64 {
        scales = UnsafeRawBufferPointer(
          rebasing: bytes[Self.headerSize..<(Self.headerSize + data.pieceCount * 4)]
        ).assumingMemoryBound(to: Float.self)
        numbers = UnsafeRawBufferPointer(rebasing: bytes[start...])
          .assumingMemoryBound(to: SIMD64<Int8>.self)
        tokenizer = WordPieces(data: data)
        version = UInt64(littleEndian: base.load(fromByteOffset: 24, as: UInt64.self))
        return
      }
    }
    scales = UnsafeBufferPointer(start: nil, count: 0)
    numbers = UnsafeBufferPointer(start: nil, count: 0)
    tokenizer = nil
    version = 0
  }

  /// The vector of a text; zero for one without words. O(length), some microseconds for a question.
  package func vector(of text: ArraySlice<UInt8>) -> StaticVector {
    guard let tokenizer else { return StaticVector(numbers: SIMD64()) }
    var sum = SIMD64<Float>()
    for piece in tokenizer.pieces(of: text, limit: Self.pieceLimit) {
      // Pieces are below the number of pieces, which both buffers were checked to have.
      sum += SIMD64<Float>(numbers[Int(piece)]) * scales[Int(piece)]
    }
    let length = (sum * sum).sum().squareRoot()
    guard length > 0 else { return StaticVector(numbers: SIMD64()) }
    let scaled = (sum * (StaticVector.one / length)).rounded(.toNearestOrEven)
      .clamped(
        lowerBound: SIMD64(repeating: -127), upperBound: SIMD64(repeating: 127))
    return StaticVector(numbers: SIMD64<Int8>(truncatingIfNeeded: SIMD64<Int32>(scaled)))
  }

  /// The vector of a text.
  package func vector(of text: String) -> StaticVector {
    vector(of: Array(text.utf8)[...])
  }
}
