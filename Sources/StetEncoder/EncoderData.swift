import CData

/// The sections of `en.encoder`, in place. All sizes that reading relies on are
/// checked once, here.
struct EncoderData: @unchecked Sendable {
  // The memory is never written, and lives as long as the program.
  private let base: UnsafeRawPointer
  private let ranges: [Range<Int>]
  /// Pieces of the vocabulary.
  let pieceCount: Int
  /// Pieces that start a word; they come before those that continue one.
  let startingCount: Int
  /// A checksum of the data.
  let checksum: UInt64

  /// The data in the program; `nil` while a placeholder stands in for it.
  static let english = EncoderData(
    UnsafeRawBufferPointer(start: stet_encoder_en(), count: stet_encoder_en_size()))

  /// Reads the header of `bytes`, which must stay in place; `nil` when what follows is not as
  /// long as it must be.
  init?(_ bytes: UnsafeRawBufferPointer) {
    guard let base = bytes.baseAddress, bytes.count >= EncoderFormat.headerSize else { return nil }
    func field(_ offset: Int) -> Int {
      Int(UInt32(littleEndian: base.loadUnaligned(fromByteOffset: offset, as: UInt32.self)))
    }
    guard UInt64(littleEndian: base.loadUnaligned(as: UInt64.self)) == EncoderFormat.magic else {
      return nil
    }
    self.base = base
    checksum = UInt64(littleEndian: base.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
    pieceCount = field(EncoderFormat.pieceCountField)
    startingCount = field(EncoderFormat.startingCountField)
    var ranges: [Range<Int>] = []
    for section in EncoderFormat.Section.allCases {
      let offset = field(EncoderFormat.offsetField(of: section))
      let size = field(EncoderFormat.offsetField(of: section) + 4)
      guard offset % 64 == 0, offset + size <= bytes.count else { return nil }
      ranges.append(offset..<(offset + size))
    }
    self.ranges = ranges
    let width = EncoderFormat.width
    let sizes: [(EncoderFormat.Section, Int)] = [
      (.pieceOffsets, 4 * (pieceCount + 1)), (.codes, 4 * 16),
      (.pieceVectors, pieceCount * width / 2),
      (.groupScales, pieceCount * width / EncoderFormat.group), (.pieceScales, 4 * pieceCount),
      (.positionVectors, EncoderFormat.positions * width),
      (.positionScales, 4 * EncoderFormat.positions), (.inputNorm, 8 * width),
      (.matrices, EncoderFormat.layers * EncoderFormat.matrixBytes),
      (.layerNumbers, 4 * EncoderFormat.layers * EncoderFormat.layerNumbers),
      (.headMatrix, width * width), (.headNumbers, 4 * 3 * width),
    ]
    guard sizes.allSatisfy({ ranges[$0.0.rawValue].count == $0.1 }),
      startingCount <= pieceCount, pieceCount >= EncoderFormat.specialPieces,
      pieceCount < Int(UInt16.max)
    else { return nil }
  }

  /// The bytes of a section.
  func bytes(of section: EncoderFormat.Section) -> UnsafeRawBufferPointer {
    let range = ranges[section.rawValue]
    return UnsafeRawBufferPointer(start: base + range.lowerBound, count: range.count)
  }

  /// The numbers of a section.
  func numbers<Number>(
    of section: EncoderFormat.Section, as type: Number.Type
  ) -> UnsafeBufferPointer<Number> {
    // Sections start at multiples of 64 bytes of memory that is aligned so.
    bytes(of: section).assumingMemoryBound(to: type)
  }

  /// The vector of a token: that of its piece, and that of its position, added, into
  /// ``EncoderFormat/width`` numbers of `target`. A piece or position that is not there adds nothing.
  func addInput(piece: UInt16, position: Int, to target: UnsafeMutableBufferPointer<Float>) {
    guard target.count >= EncoderFormat.width else { return }
    let width = EncoderFormat.width
    let group = EncoderFormat.group
    let piece = Int(piece)
    guard piece < pieceCount, position >= 0, position < EncoderFormat.positions else {
      target.update(repeating: 0)
      return
    }
    // The sizes of these sections were checked against the numbers of pieces and positions.
    let codes = numbers(of: .codes, as: Float.self)
    let vector = bytes(of: .pieceVectors)[piece * width / 2..<(piece + 1) * width / 2]
    let scales = bytes(of: .groupScales)[piece * width / group..<(piece + 1) * width / group]
    let scale = numbers(of: .pieceScales, as: Float.self)[piece]
    let places = numbers(of: .positionVectors, as: Int8.self)[
      position * width..<(position + 1) * width]
    let placeScale = numbers(of: .positionScales, as: Float.self)[position]
    for index in 0..<width {
      let byte = vector[vector.startIndex + index / 2]
      let code = Int(index % 2 == 0 ? byte & 0xF : byte >> 4)
      let factor = Float(scales[scales.startIndex + index / group]) * scale
      target[index] =
        codes[code] * factor + Float(places[places.startIndex + index]) * placeScale
    }
  }
}
