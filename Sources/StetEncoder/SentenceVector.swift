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
