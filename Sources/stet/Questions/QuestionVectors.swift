import StetEncoder
import StetQuestions

/// The vectors of many questions, made on all cores.
enum QuestionVectors {
  /// Texts that are encoded together: so many fill several batches of the encoder.
  private static let block = 64

  /// What `encode` makes of texts, a block of them at a time, in their order.
  static func map<Result: Sendable>(
    _ texts: [ArraySlice<UInt8>], _ encode: @Sendable ([ArraySlice<UInt8>]) -> [Result]
  ) -> [Result] {
    let blocks = (texts.count + block - 1) / block
    return Parallel.map(below: blocks, jobs: Parallel.processors) { number in
      encode(Array(texts[(number * block)..<min(texts.count, (number + 1) * block)]))
    }.flatMap(\.self)
  }

  /// The quantized vectors of texts, in their order, each of the encoder's width.
  static func quantized(_ texts: [ArraySlice<UInt8>], _ cache: QuestionCache?) -> [[Int8]] {
    map(texts) { texts in
      cache?.vectors.encode(texts) ?? SentenceEncoder.english.encode(texts).map(\.quantized)
    }
  }

  /// How alike each text at an even place is to the one after it, from -1 to 1.
  static func likeness(ofPairs texts: [ArraySlice<UInt8>], _ engine: QuestionEngine) -> [Double] {
    switch engine {
    case .full:
      let vectors = map(texts) { SentenceEncoder.english.encode($0) }
      return stride(from: 0, to: vectors.count - 1, by: 2).map {
        Double(vectors[$0].similarity(to: vectors[$0 + 1]))
      }
    case .static:
      let vectors = map(texts) { $0.map { StaticVectors.english.vector(of: $0) } }
      return stride(from: 0, to: vectors.count - 1, by: 2).map {
        Double(vectors[$0].similarity(to: vectors[$0 + 1]))
      }
    }
  }
}
