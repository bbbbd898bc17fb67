import ArgumentParser
import StetEncoder

/// Prints what the encoder makes of texts.
struct EncodeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "encode", abstract: "Print the vectors, the pieces or the likeness of texts.",
    discussion: """
      Reads lines from standard input and prints, for each, its 384 numbers. With --pairs the \
      lines are an id and two texts with tabs between them, and what is printed is the id and \
      the cosine of the texts' vectors.
      """)

  @Flag(help: "Compare the two texts of each line.")
  var pairs = false

  @Flag(help: "Print the pieces that each line is cut into.")
  var pieces = false

  @Flag(help: "Print how long a line takes, one by one and in batches, and nothing else.")
  var time = false

  @Option(help: "The inner loops to use, instead of the fastest that the processor can run.")
  var kernels: String?

  func run() throws {
    var encoder = SentenceEncoder.english
    if let kernels {
      guard let chosen = encoder.variants.first(where: { $0.kernelName == kernels }) else {
        let names = encoder.variants.map(\.kernelName).joined(separator: ", ")
        throw ValidationError("This processor runs \(names).")
      }
      encoder = chosen
    }
    var lines: [String] = []
    while let line = readLine() { lines.append(line) }
    if time {
      measure(encoder, lines)
    } else if pieces {
      for line in lines {
        print(encoder.pieces(of: Array(line.utf8)[...]).joined(separator: " "))
      }
    } else if pairs {
      try compare(encoder, lines)
    } else {
      for vector in encoder.encode(lines.map { Array($0.utf8)[...] }) {
        print(vector.values.map { "\($0)" }.joined(separator: " "))
      }
    }
  }

  private func compare(_ encoder: SentenceEncoder, _ lines: [String]) throws {
    let fields = lines.map { $0.split(separator: "\t", omittingEmptySubsequences: false) }
    if let bad = fields.firstIndex(where: { $0.count < 3 }) {
      throw ValidationError("Line \(bad + 1) does not have an id and two texts.")
    }
    let vectors = encoder.encode(
      fields.flatMap { [Array($0[1].utf8)[...], Array($0[2].utf8)[...]] })
    for (index, field) in fields.enumerated() {
      print("\(field[0])\t\(vectors[2 * index].similarity(to: vectors[2 * index + 1]))")
    }
  }

  private func measure(_ encoder: SentenceEncoder, _ lines: [String]) {
    let texts = lines.map { Array($0.utf8)[...] }
    guard !texts.isEmpty else { return }
    let clock = ContinuousClock()
    // Once before, so that the pages of the weights are there.
    for text in texts.prefix(20) { _ = encoder.encode(text) }
    let single = clock.measure { for text in texts { _ = encoder.encode(text) } }
    let batched = clock.measure { _ = encoder.encode(texts) }
    let cutting = clock.measure { for text in texts { _ = encoder.pieces(of: text) } }
    let tokens = texts.reduce(0) { $0 + encoder.pieces(of: $1).count + 2 }
    func milliseconds(_ time: Duration) -> Double {
      let micros = time / .microseconds(1)
      return (micros / Double(texts.count)).rounded() / 1000
    }
    print(
      """
      kernels \(encoder.kernelName), tokens \(Double(tokens * 10 / texts.count) / 10), ms a text: \
      \(milliseconds(single)) alone, \(milliseconds(batched)) in batches, \
      \(milliseconds(cutting)) of them cutting into pieces
      """)
  }
}
