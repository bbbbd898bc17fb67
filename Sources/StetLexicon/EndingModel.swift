import CData
import StetCore

/// What has been fitted to tell the end of a text from a cut: the classes of
/// common words, how likely words stand at an end, and two forests of trees that
/// weigh all evidence. Compiled into the program and read in place.
///
/// All numbers are little-endian. A file is a header of ``headerSize`` bytes and
/// these sections, each starting at a multiple of 8 bytes:
///
/// - **class names**: eight bytes each, padded with zeros;
/// - **hashes**: the 32-bit hashes of the words that have a class, rising;
/// - **classes**: one byte for each of them, the index of its class's name;
/// - **weights**: one signed byte for each bucket of features, to be multiplied
///   by the header's scale; their number is a power of two;
/// - **roots**: for each forest, the indices of its trees' first nodes;
/// - **nodes**: all trees in preorder, 8 bytes a node. A node is a 32-bit word, the index of the value it asks about in bits 0–7 and
///   the distance to the node for greater values in bits 8–31, or 0 at a leaf;
///   then a 32-bit float, the value up to which the next node follows, or what
///   the leaf adds.
public struct EndingModel: @unchecked Sendable {
  // The memory is never written, and lives as long as the program or `owner`.
  private let owner: Owner?
  private let base: UnsafeRawPointer
  private let names: Section
  private let hashes: Section
  private let classes: Section
  private let weights: Section
  private let roots: [Section]
  private let nodes: Section
  private let weightScale: Double
  private let weightBias: Double

  /// A run of equal elements.
  private struct Section {
    var start = 0
    var count = 0
  }

  /// The first eight bytes: `STETEND1`.
  package static let magic: UInt64 = 0x3144_4E45_5445_5453
  /// What a forest weighs.
  package enum Forest: String, CaseIterable, Sendable {
    /// The evidence of a text by itself.
    case alone
    /// What its page adds.
    case page
  }

  /// Bytes of the header: magic, checksum of the source, the offset and the count
  /// of each of the seven sections (32 bits each), then two 64-bit floats: the
  /// scale of the weights, and what is added to their sum.
  package static let headerSize = 88
  private static let sectionField = 16
  private static let scaleField = 72

  /// The model of English.
  public static let english = EndingModel(
    base: UnsafeRawPointer(stet_endings_en()), size: stet_endings_en_size(), owner: nil)

  /// Reads a model just compiled.
  package init(compiled bytes: [UInt8]) {
    let owner = Owner(bytes)
    self.init(base: UnsafeRawPointer(owner.memory), size: bytes.count, owner: owner)
  }

  /// Keeps the memory of a model that is not part of the program.
  private final class Owner: @unchecked Sendable {
    let memory: UnsafeMutableRawPointer

    init(_ bytes: [UInt8]) {
      let count = max(bytes.count, EndingModel.headerSize)
      memory = .allocate(byteCount: count, alignment: 8)
      memory.initializeMemory(as: UInt8.self, repeating: 0, count: count)
      bytes.withUnsafeBytes { source in
        if let start = source.baseAddress { memory.copyMemory(from: start, byteCount: bytes.count) }
      }
    }

    deinit { memory.deallocate() }
  }

  private init(base: UnsafeRawPointer, size: Int, owner: Owner?) {
    self.owner = owner
    self.base = base
    // A placeholder stands in for the data until the compiler has made it once.
    let isReal =
      size >= Self.headerSize
      && UInt64(littleEndian: base.loadUnaligned(as: UInt64.self)) == Self.magic
    let strides = [8, 4, 1, 1, 4, 4, 8]
    var sections: [Section] = []
    for (index, stride) in strides.enumerated() {
      guard isReal else {
        sections.append(Section())
        continue
      }
      func field(_ offset: Int) -> Int {
        Int(UInt32(littleEndian: base.loadUnaligned(fromByteOffset: offset, as: UInt32.self)))
      }
      let start = field(Self.sectionField + 8 * index)
      let count = field(Self.sectionField + 8 * index + 4)
      let fits = start + count * stride <= size
      sections.append(fits ? Section(start: start, count: count) : Section())
    }
    (names, hashes, classes) = (sections[0], sections[1], sections[2])
    (weights, roots, nodes) = (sections[3], [sections[4], sections[5]], sections[6])
    func number(_ index: Int) -> Double {
      guard isReal else { return 0 }
      let offset = Self.scaleField + 8 * index
      return Double(
        bitPattern: UInt64(
          littleEndian: base.loadUnaligned(fromByteOffset: offset, as: UInt64.self)))
    }
    (weightScale, weightBias) = (number(0), number(1))
  }

  /// The checksum of the source that the model was compiled from; 0 for a placeholder.
  package var sourceChecksum: UInt64 {
    weights.count == 0
      ? 0 : UInt64(littleEndian: base.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
  }

  // MARK: Classes of words

  /// The class of a common word in lower case, such as `Ns`; `nil` for others.
  /// O(log words).
  package func wordClass(of word: some Sequence<UInt8>) -> String? {
    let hash = UInt32(truncatingIfNeeded: LexiconFormat.checksum(Array(word)))
    var low = 0
    var high = hashes.count
    while low < high {
      let middle = (low + high) / 2
      if loadHash(middle) < hash { low = middle + 1 } else { high = middle }
    }
    guard low < hashes.count, loadHash(low) == hash, low < classes.count else { return nil }
    let code = Int(base.load(fromByteOffset: classes.start + low, as: UInt8.self))
    guard code < names.count else { return nil }
    let name = (0..<8).map {
      base.load(fromByteOffset: names.start + 8 * code + $0, as: UInt8.self)
    }
    return String(decoding: name.prefix { $0 != 0 }, as: UTF8.self)
  }

  private func loadHash(_ index: Int) -> UInt32 { word(at: hashes.start + 4 * index) }

  // MARK: Weights

  /// Buckets of features; a power of two, or 0 in a placeholder.
  package var bucketCount: Int { weights.count }

  /// The log-odds that a text was cut after words with these features against
  /// its ending there; a feature is a hash, of which the lowest bits tell the bucket.
  package func logOdds(ofFeatures features: [UInt64]) -> Double {
    guard weights.count > 0 else { return 0 }
    var sum = 0
    for feature in features {
      let bucket = Int(truncatingIfNeeded: feature & UInt64(weights.count - 1))
      sum += Int(base.load(fromByteOffset: weights.start + bucket, as: Int8.self))
    }
    return Double(sum) * weightScale + weightBias
  }

  // MARK: Trees

  /// What a forest says of a text with this evidence: the log-odds that it was cut.
  package func logOdds(of values: [Double], by forest: Forest) -> Double {
    let roots = roots[forest == .alone ? 0 : 1]
    var sum = 0.0
    for tree in 0..<roots.count {
      var node = Int(word(at: roots.start + 4 * tree))
      // The distance to another node is never 0, so that every walk ends.
      while node < nodes.count {
        let offset = nodes.start + 8 * node
        let question = word(at: offset)
        let number = Float(bitPattern: word(at: offset + 4))
        let distance = Int(question >> 8)
        if distance == 0 {
          sum += Double(number)
          break
        }
        let index = Int(question & 0xFF)
        let value = values.indices.contains(index) ? Float(values[index]) : 0
        node += value <= number ? 1 : distance
      }
    }
    return sum
  }

  private func word(at offset: Int) -> UInt32 {
    UInt32(littleEndian: base.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
  }
}
