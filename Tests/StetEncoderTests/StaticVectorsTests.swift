import StetEncoder
import StetTestSupport
import Testing

@Suite struct StaticVectorsTests {
  private let vectors = StaticVectors.english

  private func likeness(_ left: String, _ right: String) -> Float {
    vectors.vector(of: left).similarity(to: vectors.vector(of: right))
  }

  @Test func `Vectors have length 1`() {
    for text in ["What causes muscle spasms?", "a", "東京", "zzzzqqq"] {
      #expect(abs(likeness(text, text) - 1) < 0.02, "\(text)")
    }
    #expect(vectors.isAvailable)
    #expect(vectors.version != 0)
  }

  @Test func `Texts that mean the same are nearer than others`() {
    let question = "How do you treat a back spasm?"
    let twin = likeness(question, "What are treatments for back muscle spasms?")
    #expect(twin > 0.7)
    #expect(twin > likeness(question, "What causes a cold?") + 0.2)
    #expect(twin > likeness(question, "How do I change my password?") + 0.3)
  }

  @Test func `The order of words does not count, nor do unknown ones`() {
    #expect(vectors.vector(of: "red wine stains") == vectors.vector(of: "stains wine RED"))
    #expect(vectors.vector(of: "😀") == StaticVector(numbers: SIMD64()))
    #expect(vectors.vector(of: "") == StaticVector(numbers: SIMD64()))
  }

  @Test func `A scan gives the sums of products one by one`() {
    var random = SeededGenerator(seed: 3)
    // All numbers are possible here, the least one too.
    func vector() -> StaticVector {
      var numbers = SIMD64<Int8>()
      for index in numbers.indices { numbers[index] = .random(in: .min ... .max, using: &random) }
      return StaticVector(numbers: numbers)
    }
    let query = vector()
    for count in [0, 1, 3, 4, 5, 64, 1001] {
      let others = (0..<count).map { _ in vector() }
      #expect(query.dots(others) == others.map { query.dot($0) })
    }
  }

  @Test func `No bytes make it fail`() {
    var random = SeededGenerator(seed: 9)
    for _ in 0..<200 { _ = vectors.vector(of: random.bytes(upTo: 200)[...]) }
    _ = vectors.vector(of: Array(repeating: 0x61, count: 100_000)[...])
    let long = Array(String(repeating: "word ", count: 20_000).utf8)
    #expect(vectors.vector(of: long[...]) == vectors.vector(of: "word"))
  }
}
