import StetCore
package import StetEncoder

/// Looks questions up among many.
///
/// Of the questions only their vectors are made ready; what else can be read off them is read
/// when they are found.
package struct QuestionSearch: Sendable {
  /// The judge.
  package let judge: QuestionJudge
  private let texts: [ArraySlice<UInt8>]
  private let small: [StaticVector]
  private let large: [Int8]
  private static let width = 384

  /// So many by their static vectors are looked at closely where not all are.
  package static let shortlist = 1000

  /// Makes a search among texts.
  ///
  /// - Parameter vectors: with the full engine, the vectors of the texts, one after the other; a
  ///   text without one is not found.
  /// - Parameter small: with the static engine, the texts' static vectors. With the full engine
  ///   they are not needed; when they are there, they say which questions are looked at closely.
  package init(
    _ texts: [ArraySlice<UInt8>], _ engine: QuestionEngine, vectors: [Int8], small: [StaticVector]
  ) {
    judge = QuestionJudge(engine)
    self.texts = texts
    self.small = small
    large = vectors
  }

  /// How many questions there are.
  package var count: Int { texts.count }

  /// The questions that are nearest in meaning to a text, at most `limit`, the nearest first.
  /// Looks at every question: O(count).
  ///
  /// - Parameter vector: with the full engine, the text's vector where it is known.
  package func matches(
    for text: ArraySlice<UInt8>, vector: [Int8]? = nil, limit: Int
  ) -> [QuestionCollection.Match] {
    let profile = QuestionProfile(text)
    return nearest(to: text, vector, limit).compactMap { index, likeness in
      guard texts.indices.contains(index) else { return nil }
      return QuestionCollection.Match(
        index: index, likeness: likeness,
        judgement: judge.judge(profile, QuestionProfile(texts[index]), likeness: likeness))
    }
  }

  private func nearest(
    to text: ArraySlice<UInt8>, _ vector: [Int8]?, _ limit: Int
  ) -> [(index: Int, likeness: Double)] {
    let found: [(index: Int, dot: Int32)]
    let one: Float
    switch judge.engine {
    case .static:
      found = Self.nearest(StaticVectors.english.vector(of: text), limit, small: small)
      one = StaticVector.one
    case .full:
      found = Self.nearest(
        vector ?? SentenceEncoder.english.encode(text).quantized,
        small.isEmpty ? nil : StaticVectors.english.vector(of: text), limit, small: small,
        large: large)
      one = SentenceVector.one
    }
    return found.map { ($0.index, min(1, Double($0.dot) / Double(one * one))) }
  }

  /// The places of the static vectors that are nearest to one, the nearest first.
  package static func nearest(
    _ query: StaticVector, _ limit: Int, small: [StaticVector]
  ) -> [(index: Int, dot: Int32)] {
    let dots = query.dots(small)
    return QuestionCollection.largest(of: dots, limit: limit, least: 1).map { ($0, dots[$0]) }
      .sorted { ($0.1, $1.0) > ($1.1, $0.0) }
  }

  /// The places of the vectors in `large` that are nearest to one, the nearest first: of all, or of
  /// the ``shortlist`` that the static vectors find.
  package static func nearest(
    _ query: [Int8], _ sketch: StaticVector?, _ limit: Int, small: [StaticVector], large: [Int8]
  ) -> [(index: Int, dot: Int32)] {
    guard let sketch else {
      let dots = SentenceVector.dots(query, large)
      return QuestionCollection.largest(of: dots, limit: limit, least: 1).map { ($0, dots[$0]) }
        .sorted { ($0.1, $1.0) > ($1.1, $0.0) }
    }
    let places = QuestionCollection.largest(
      of: sketch.dots(small), limit: shortlist, least: Int32.min
    ).filter { ($0 + 1) * width <= large.count }
    var rows: [Int8] = []
    rows.reserveCapacity(places.count * width)
    for place in places { rows += large[(place * width)..<((place + 1) * width)] }
    let dots = SentenceVector.dots(query, rows)
    return QuestionCollection.largest(of: dots, limit: limit, least: 1)
      .map { (places[$0], dots[$0]) }
      .sorted { ($0.1, $1.0) > ($1.1, $0.0) }
  }
}
