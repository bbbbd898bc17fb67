import Foundation
import StetEncoder
import StetTestSupport
import Testing

@Suite struct SentenceEncoderTests {
  private let encoder = SentenceEncoder.english

  @Test(arguments: references.indices)
  func `Vectors are those of the model in 32 bits`(index: Int) throws {
    let (text, vector) = references[index]
    let bytes = try #require(Data(base64Encoded: vector))
    let numbers = bytes.map { Float(Int8(bitPattern: $0)) }
    let length = numbers.reduce(0) { $0 + $1 * $1 }.squareRoot()
    let expected = SentenceVector(values: numbers.map { $0 / length })
    let actual = encoder.encode(text)
    #expect(actual.values.count == 384)
    #expect(actual.similarity(to: expected) > 0.994)
    #expect(abs(actual.similarity(to: actual) - 1) < 1e-5)
  }

  @Test func `Likeness is close to that of the model in 32 bits`() {
    let vectors = references.map { encoder.encode($0.text) }
    func likeness(_ left: Int, _ right: Int) -> Float {
      vectors[left].similarity(to: vectors[right])
    }
    #expect(likeness(1, 2) > 0.8)
    #expect(likeness(1, 2) > likeness(0, 1))
    #expect(likeness(0, 12) < 0.4)
    #expect(likeness(3, 7) == likeness(7, 3))
  }

  @Test func `Vectors of 8 bits are nearly as alike`() {
    let vectors = references.map { encoder.encode($0.text) }
    let rows = vectors.flatMap(\.quantized)
    for vector in vectors {
      let dots = SentenceVector.dots(vector.quantized, rows)
      #expect(dots.count == vectors.count)
      for (dot, other) in zip(dots, vectors) {
        let likeness = Float(dot) / (SentenceVector.one * SentenceVector.one)
        #expect(abs(likeness - vector.similarity(to: other)) < 0.01)
      }
    }
    #expect(SentenceVector.dots([1, 2], rows) == [])
    #expect(SentenceVector.dots(vectors[0].quantized, []) == [])
  }

  @Test func `A text has the same vector alone, among others, and every time`() {
    let texts = references.map { Array($0.text.utf8)[...] }
    let together = encoder.encode(texts + texts.reversed())
    let alone = texts.map { encoder.encode($0) }
    #expect(together == alone + alone.reversed())
    #expect(encoder.encode([]) == [])
  }

  @Test func `Every kind of processor gives the same bits`() {
    let texts = [1, 11, 18].map { references[$0] }.map { Array($0.text.utf8)[...] }
    let expected = encoder.encode(texts)
    #expect(encoder.variants.last?.kernelName == encoder.kernelName)
    for variant in encoder.variants {
      #expect(variant.encode(texts) == expected, "\(variant.kernelName)")
    }
  }

  @Test func `Threads do not disturb each other`() async {
    let texts = references.prefix(6).map { Array($0.text.utf8)[...] }
    let expected = encoder.encode(texts)
    let encoder = encoder
    await withTaskGroup(of: [SentenceVector].self) { group in
      for _ in 0..<4 { group.addTask { encoder.encode(texts) } }
      for await vectors in group { #expect(vectors == expected) }
    }
  }

  @Test func `No bytes make it fail`() {
    var random = SeededGenerator(seed: 7)
    var texts = (0..<20).map { _ in random.bytes(upTo: 40) }
    let parts = ["a", "ﬀ", "́", "東", "\u{0}", "  ", "한", "😀", "-", "Ǆ", "\u{10FFFF}", "zzz"]
    texts += (0..<20).map { _ in random.text(of: parts, upTo: 15) }
    texts.append([])
    texts.append(Array(repeating: 0x61, count: 100_000))
    texts.append(Array(repeating: 0x2E, count: 100_000))
    for (index, vector) in encoder.encode(texts.map { $0[...] }).enumerated() {
      let isUnit = abs(vector.similarity(to: vector) - 1) < 1e-5
      #expect(isUnit, "\(texts[index].prefix(40))")
    }
  }
}
