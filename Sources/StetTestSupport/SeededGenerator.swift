/// Random numbers that are the same on every run (SplitMix64, by Sebastiano
/// Vigna, in the public domain).
public struct SeededGenerator: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// Starts the sequence of a seed.
  public init(seed: UInt64) { state = seed }

  /// The next number.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

extension SeededGenerator {
  /// One of `choices`, of which there must be one.
  public mutating func pick<T>(_ choices: [T]) -> T {
    choices[Int(next() % UInt64(choices.count))]
  }

  /// Up to `maximum` bytes of any value.
  public mutating func bytes(upTo maximum: Int) -> [UInt8] {
    (0..<Int.random(in: 0...maximum, using: &self)).map { _ in
      UInt8.random(in: .min ... .max, using: &self)
    }
  }

  /// Up to `maximum` pieces of `pieces`, joined.
  public mutating func text(of pieces: [String], upTo maximum: Int) -> [UInt8] {
    (0..<Int.random(in: 0...maximum, using: &self)).flatMap { _ in
      Array((pieces.randomElement(using: &self) ?? "").utf8)
    }
  }

  /// A part of `bytes`.
  public mutating func slice(of bytes: [UInt8]) -> [UInt8] {
    let start = Int.random(in: 0...bytes.count, using: &self)
    return Array(bytes[start..<Int.random(in: start...bytes.count, using: &self)])
  }
}
