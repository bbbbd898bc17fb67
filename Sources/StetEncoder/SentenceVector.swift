internal import CEncoderKernels

/// What a text means, as a vector of length 1 with ``EncoderFormat/width`` numbers.
package struct SentenceVector: Hashable, Sendable {
  /// The numbers; 384 of them.
  package let values: [Float]

  /// Makes a vector of numbers.
  package init(values: [Float]) { self.values = values }

  /// How alike two texts are: the cosine of the angle between their vectors, from -1 to 1. The
  /// sum is taken in a fixed order, so it is the same both ways and on every machine.
  package func similarity(to other: SentenceVector) -> Float {
    values.withUnsafeBufferPointer { left in
      other.values.withUnsafeBufferPointer { right in
        var sums = SIMD16<Float>()
        let count = min(left.count, right.count) / 16
        for block in 0..<count {
          let start = block * 16
          for lane in 0..<16 { sums[lane] += left[start + lane] * right[start + lane] }
        }
        return sums.sum()
      }
    }
  }
}

extension SentenceVector {
  /// What stands for 1 in ``quantized``.
  package static let one: Float = 384

  /// The numbers times ``one``, rounded to 8 bits: what an index keeps of a text. Likeness by
  /// ``dots(_:_:)`` is within some thousandths of ``similarity(to:)``.
  package var quantized: [Int8] {
    values.map { Int8(max(-127, min(127, ($0 * Self.one).rounded(.toNearestOrEven)))) }
  }

  /// The sums of products of a quantized vector with each of those that lie in `rows` one after
  /// the other: the cosines times ``one`` squared. Empty when `query` is not of the model's width.
  /// O(rows).
  package static func dots(_ query: [Int8], _ rows: [Int8]) -> [Int32] {
    guard query.count == EncoderFormat.width else { return [] }
    let count = rows.count / query.count
    return Array(unsafeUninitializedCapacity: count) { target, initialized in
      query.withUnsafeBufferPointer { query in
        rows.withUnsafeBufferPointer { rows in
          // There are `count` whole rows, and room for as many sums.
          if let query = query.baseAddress, let rows = rows.baseAddress,
            let output = target.baseAddress
          {
            Kernels.fastest.loops.pointee.dots(query, rows, EncoderFormat.width, count, output)
          }
        }
      }
      initialized = count
    }
  }
}
