internal import CEncoderKernels

/// What the words of a text mean, whatever their order: 64 numbers of 8 bits. Found in
/// microseconds, and good enough to find the texts that are worth a closer look.
package struct StaticVector: Hashable, Sendable {
  /// The numbers: those of a vector of length 1, times ``one``, rounded.
  package var numbers: SIMD64<Int8>

  /// What stands for 1.
  package static let one: Float = 256

  /// Makes a vector of its numbers.
  package init(numbers: SIMD64<Int8>) { self.numbers = numbers }

  /// The sum of products: the cosine times ``one`` squared, but for rounding.
  package func dot(_ other: StaticVector) -> Int32 {
    // 64 products of 8-bit numbers stay below 2²¹.
    let left = SIMD64<Int32>(truncatingIfNeeded: numbers)
    let right = SIMD64<Int32>(truncatingIfNeeded: other.numbers)
    return (left &* right).wrappedSum()
  }

  /// How alike two texts are, from -1 to 1.
  package func similarity(to other: StaticVector) -> Float {
    Float(dot(other)) / (Self.one * Self.one)
  }

  /// The sums of products with each of `others`, in order. O(others), a few nanoseconds each.
  package func dots(_ others: [StaticVector]) -> [Int32] {
    Array(unsafeUninitializedCapacity: others.count) { target, count in
      others.withUnsafeBytes { others in
        withUnsafeBytes(of: numbers) { query in
          // A vector is 64 bytes without padding, and there are as many as `target` has room for.
          if let rows = others.bindMemory(to: Int8.self).baseAddress,
            let query = query.bindMemory(to: Int8.self).baseAddress,
            let output = target.baseAddress
          {
            Kernels.fastest.loops.pointee.dots(query, rows, 64, others.count / 64, output)
          }
        }
      }
      count = others.count
    }
  }
}
