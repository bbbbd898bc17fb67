import StetEncoder

/// Keeps the vectors of texts, so that each is made once.
package protocol QuestionVectorStore: Sendable {
  /// The quantized vectors of the sentence encoder that are kept, of texts in their order; `nil`
  /// for a text that has none.
  func vectors(of texts: [ArraySlice<UInt8>]) -> [[Int8]?]

  /// Keeps the quantized vectors of texts. What is no vector of the encoder's width is passed over.
  func keep(_ vectors: [(text: ArraySlice<UInt8>, vector: [Int8])])
}

extension QuestionVectorStore {
  /// The quantized vectors of texts, in order; those that are not kept are encoded on the thread
  /// of the caller and kept.
  package func encode(_ texts: [ArraySlice<UInt8>]) -> [[Int8]] {
    let known = vectors(of: texts)
    let missing = texts.indices.filter { known.indices.contains($0) ? known[$0] == nil : true }
    guard !missing.isEmpty else { return known.compactMap(\.self) }
    let made = SentenceEncoder.english.encode(missing.map { texts[$0] }).map(\.quantized)
    keep(zip(missing, made).map { (texts[$0], $1) })
    var result = known.map { $0 ?? [] }
    for (index, vector) in zip(missing, made) where result.indices.contains(index) {
      result[index] = vector
    }
    return result
  }
}

extension QuestionCollection {
  /// Makes questions ready, as ``entries(of:_:)`` does, with the vectors that are kept.
  package static func entries(
    of texts: [ArraySlice<UInt8>], _ engine: QuestionEngine, keptIn store: any QuestionVectorStore
  ) -> [Entry] {
    let vectors = engine == .full ? store.encode(texts) : []
    return texts.indices.map { index in
      Entry(
        profile: QuestionProfile(texts[index]),
        small: StaticVectors.english.vector(of: texts[index]),
        large: vectors.indices.contains(index) ? vectors[index] : [])
    }
  }
}
