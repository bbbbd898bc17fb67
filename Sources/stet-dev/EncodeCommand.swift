import ArgumentParser
import StetEncoder

/// Prints what the encoder makes of texts.
struct EncodeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "encode", abstract: "Print the vectors, the pieces or the likeness of texts.",
    discussion: """
      Reads lines from standard input and prints, for each, its 384 numbers. With --pairs the \
      lines are an id and two texts with tabs between them, and what is printed is the id and \
      the cosine of the texts' vectors. With --retrieve the lines are `C`, an id and a text of \
      a collection, then `Q`, an id and a text to look for, with tabs between them, and what is \
      printed for each `Q` is up to ten lines of its id, an id of the collection and the cosine.
      """)

  @Flag(help: "Compare the two texts of each line.")
  var pairs = false

  @Option(
    help: ArgumentHelp(
      "Look texts up: find so many by the static vectors, and order them by the encoder.",
      valueName: "candidates"))
  var retrieve: Int?

  @Flag(name: .customLong("static"), help: "Use the static vectors alone.")
  var isStatic = false

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
    } else if let retrieve {
      try look(encoder, lines, candidates: max(10, retrieve))
    } else if pairs {
      try compare(encoder, lines)
    } else if isStatic {
      for line in lines {
        let numbers = StaticVectors.english.vector(of: line).numbers
        print(numbers.indices.map { "\(numbers[$0])" }.joined(separator: " "))
      }
    } else {
      for vector in encoder.encode(lines.map { Array($0.utf8)[...] }) {
        print(vector.values.map { "\($0)" }.joined(separator: " "))
      }
    }
  }

  /// The fields of lines with three fields.
  private func fields(of lines: [String]) throws -> [[Substring]] {
    let fields = lines.map { $0.split(separator: "\t", omittingEmptySubsequences: false) }
    if let bad = fields.firstIndex(where: { $0.count != 3 }) {
      throw ValidationError("Line \(bad + 1) does not have three fields.")
    }
    return fields
  }

  private func compare(_ encoder: SentenceEncoder, _ lines: [String]) throws {
    let fields = try fields(of: lines)
    let texts = fields.flatMap { [Array($0[1].utf8)[...], Array($0[2].utf8)[...]] }
    let likeness: (Int, Int) -> Float
    if isStatic {
      let vectors = texts.map { StaticVectors.english.vector(of: $0) }
      likeness = { vectors[$0].similarity(to: vectors[$1]) }
    } else {
      let vectors = encoder.encode(texts)
      likeness = { vectors[$0].similarity(to: vectors[$1]) }
    }
    for (index, field) in fields.enumerated() {
      print("\(field[0])\t\(likeness(2 * index, 2 * index + 1))")
    }
  }

  private func look(_ encoder: SentenceEncoder, _ lines: [String], candidates: Int) throws {
    let fields = try fields(of: lines)
    let collection = fields.filter { $0[0] == "C" }
    let small = collection.map { StaticVectors.english.vector(of: String($0[2])) }
    let large = isStatic ? [] : encoder.encode(collection.map { Array($0[2].utf8)[...] })
    for query in fields where query[0] == "Q" {
      let dots = StaticVectors.english.vector(of: String(query[2])).dots(small)
      let near = dots.indices.sorted { (dots[$0], $1) > (dots[$1], $0) }.prefix(candidates)
      var found = near.map { (id: collection[$0][1], score: Float(dots[$0]) / 65536) }
      if !isStatic {
        let vector = encoder.encode(String(query[2]))
        found = near.map { (collection[$0][1], vector.similarity(to: large[$0])) }
        found.sort { $0.score > $1.score }
      }
      for (id, score) in found.prefix(10) { print("\(query[1])\t\(id)\t\(score)") }
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
