/// What paragraph analyzers found in the blocks of a draft, kept for the next
/// version of it.
///
/// A paragraph analyzer sees nothing but its block, so what it finds is a
/// function of the block's contents, and holds wherever the block moves. A
/// version is looked up by content, not by place: no bookkeeping of edits can go
/// wrong. Blocks that a version no longer has are forgotten with it.
public struct BlockCache: Sendable {
  private var previous: [BlockKey: [Finding]] = [:]
  private var current: [BlockKey: [Finding]] = [:]

  /// An empty cache. It must be used with one engine only.
  public init() {}

  /// The findings of a block with this key, at offsets from the content's start.
  mutating func findings(for key: BlockKey) -> [Finding]? {
    if let found = current[key] { return found }
    guard let found = previous.removeValue(forKey: key) else { return nil }
    current[key] = found
    return found
  }

  mutating func store(_ findings: [Finding], for key: BlockKey) { current[key] = findings }

  /// Forgets the blocks that have not been asked for since the last call.
  mutating func endVersion() {
    previous = current
    current = [:]
  }
}

/// Tells the contents of blocks apart, by a hash of 128 bits: two blocks of one
/// draft share a key by chance less often than memory fails.
struct BlockKey: Hashable, Sendable {
  private var low: UInt64
  private var high: UInt64

  /// The key of all that a ``BlockView`` of a block shows. O(bytes / 8).
  init(_ block: Block, spans: ArraySlice<InlineSpan>, in draft: Draft) {
    var hasher = ContentHasher()
    hasher.combine(block.kind.code)
    hasher.combine(UInt64(truncatingIfNeeded: block.level))
    hasher.combine(draft.format.code)
    for span in spans {
      hasher.combine(span.kind.code)
      hasher.combine(
        UInt64(truncatingIfNeeded: span.range.start.utf8 - block.content.start.utf8))
      hasher.combine(UInt64(truncatingIfNeeded: span.range.length))
    }
    hasher.combine(draft.source.utf8, block.content.utf8)
    (low, high) = hasher.finish()
  }

  /// The key of all that a draft holds. O(bytes / 8).
  init(wholeOf draft: Draft) {
    var hasher = ContentHasher()
    hasher.combine(draft.format.code)
    hasher.combine(draft.source.utf8, draft.source.range.utf8)
    (low, high) = hasher.finish()
  }

  /// A dictionary need not hash a hash again.
  func hash(into hasher: inout Hasher) { hasher.combine(low) }
}

/// A fast hash of bytes, the same in every run: two lanes of multiply and mix,
/// after the manner of wyhash (Wang Yi, in the public domain).
package struct ContentHasher: Sendable {
  private var low: UInt64 = 0x2D35_8DCC_AA6C_78A5
  private var high: UInt64 = 0x8BB8_4B93_962E_ACC9

  package init() {}

  /// Takes in a number.
  package mutating func combine(_ value: UInt64) {
    low = Self.mix(low ^ value, 0x9E37_79B9_7F4A_7C15)
    high = Self.mix(high &+ value, 0xD6E8_FEB8_6659_FD93)
  }

  /// Takes in a range of bytes, cut to the array, and its length.
  package mutating func combine(_ bytes: [UInt8], _ range: Range<Int>) {
    let range = range.clamped(to: 0..<bytes.count)
    bytes.withUnsafeBytes { buffer in
      var index = range.lowerBound
      while index + 8 <= range.upperBound {
        combine(buffer.loadUnaligned(fromByteOffset: index, as: UInt64.self))
        index += 8
      }
      var rest: UInt64 = 0
      while index < range.upperBound {
        rest = rest << 8 | UInt64(buffer[index])
        index += 1
      }
      combine(rest)
    }
    combine(UInt64(range.count))
  }

  /// The hash of what was taken in.
  package func finish() -> (low: UInt64, high: UInt64) {
    (Self.mix(low, high | 1), Self.mix(high, low | 1))
  }

  private static func mix(_ first: UInt64, _ second: UInt64) -> UInt64 {
    let product = first.multipliedFullWidth(by: second)
    return product.high ^ product.low
  }
}

extension Draft.Format {
  /// A number that stands for the format while the program runs.
  fileprivate var code: UInt64 { withUnsafeBytes(of: self) { UInt64($0.first ?? 0) } }
}

extension Block.Kind {
  /// A number that stands for the kind while the program runs.
  fileprivate var code: UInt64 { withUnsafeBytes(of: self) { UInt64($0.first ?? 0) } }
}

extension InlineSpan.Kind {
  /// A number that stands for the kind while the program runs.
  fileprivate var code: UInt64 { withUnsafeBytes(of: self) { UInt64($0.first ?? 0) } }
}
