import StetCore

/// The layout of a ``RecordFile``.
///
/// All numbers are little-endian. A file is a header of ``headerSize`` bytes and records, one
/// after the other. The header is eight bytes of ``magic``, what the file holds and its version as
/// in ``RecordFile/Identity``, and a checksum of all that.
///
/// A record is ``marker``, its kind, the size of its head and the size of its body, 32 bits each,
/// a checksum of these and of the head in 64 bits, the head, the body, and zeros up to a multiple
/// of eight bytes. The body is not under the checksum, so that a reader can pass over it; it must
/// have checksums of its own.
enum RecordFormat {
  /// The first eight bytes: `STETREC1`.
  static let magic: UInt64 = 0x3143_4552_5445_5453
  static let headerSize = 64
  /// The first four bytes of a record: `STRC`.
  static let marker: UInt32 = 0x4352_5453
  static let recordHeaderSize = 24
  /// No head and no body of a record is larger: 64 MB.
  static let largestPart = 64 << 20

  /// The checksum of bytes that are `seed`'s own.
  static func checksum(_ bytes: [UInt8], _ range: Range<Int>, seed: UInt64 = 0) -> UInt64 {
    var hasher = ContentHasher()
    hasher.combine(seed)
    hasher.combine(bytes, range)
    return hasher.finish().low
  }

  /// The size of a whole record.
  static func size(head: Int, body: Int) -> Int {
    (recordHeaderSize + head + body + 7) / 8 * 8
  }

  /// A whole record; empty when a part is too large.
  static func record(kind: UInt32, head: [UInt8], body: [UInt8] = []) -> [UInt8] {
    guard let headSize = UInt32(exactly: head.count), let bodySize = UInt32(exactly: body.count),
      head.count <= largestPart, body.count <= largestPart
    else { return [] }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(size(head: head.count, body: body.count))
    bytes.appendLittle(marker)
    bytes.appendLittle(kind)
    bytes.appendLittle(headSize)
    bytes.appendLittle(bodySize)
    bytes.appendLittle(checksum(head, head.indices, seed: seed(kind, headSize, bodySize)))
    bytes += head
    bytes += body
    while bytes.count % 8 != 0 { bytes.append(0) }
    return bytes
  }

  /// What a record's header adds to the checksum of its head.
  static func seed(_ kind: UInt32, _ head: UInt32, _ body: UInt32) -> UInt64 {
    var hasher = ContentHasher()
    hasher.combine(UInt64(kind) << 32 | UInt64(head))
    hasher.combine(UInt64(body))
    return hasher.finish().low
  }
}

extension [UInt8] {
  /// Adds a number, its lowest byte first.
  mutating func appendLittle(_ value: some FixedWidthInteger) {
    Swift.withUnsafeBytes(of: value.littleEndian) { append(contentsOf: $0) }
  }
}

/// Reads numbers and bytes, one after the other, out of bytes that may be anything.
struct ByteCursor {
  private let bytes: [UInt8]
  private(set) var offset: Int
  private let end: Int

  /// Reads `range` of bytes, cut to what is there.
  init(_ bytes: [UInt8], _ range: Range<Int>) {
    let range = range.clamped(to: 0..<bytes.count)
    self.bytes = bytes
    offset = range.lowerBound
    end = range.upperBound
  }

  /// Reads a part of bytes.
  init(_ slice: ArraySlice<UInt8>) {
    bytes = Array(slice)
    offset = 0
    end = bytes.count
  }

  /// Bytes that are left.
  var rest: Int { end - offset }

  /// The next number; `nil` at the end.
  mutating func next<Number: FixedWidthInteger>(_ type: Number.Type) -> Number? {
    let size = MemoryLayout<Number>.size
    guard rest >= size else { return nil }
    let value = bytes.withUnsafeBytes {
      // There are so many bytes from here on.
      $0.loadUnaligned(fromByteOffset: offset, as: Number.self)
    }
    offset += size
    return Number(littleEndian: value)
  }

  /// The next number, as a count of things of which each takes `size` bytes or more of what is
  /// left; `nil` when there cannot be so many.
  mutating func nextCount(of size: Int) -> Int? {
    guard let count = next(UInt32.self).flatMap(Int.init(exactly:)), size > 0, count <= rest / size
    else { return nil }
    return count
  }

  /// The next `count` bytes; `nil` when there are not so many.
  mutating func next(count: Int) -> ArraySlice<UInt8>? {
    guard count >= 0, count <= rest else { return nil }
    defer { offset += count }
    return bytes[offset..<(offset + count)]
  }
}
