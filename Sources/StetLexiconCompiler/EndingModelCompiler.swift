import StetCore
import StetLexicon

/// Compiles the readable form of an ``EndingModel`` into what the program embeds.
///
/// The readable form is a text of lines. `#` starts a comment. `class NAME
/// WORD…` gives words a class of at most eight bytes. `forest NAME FEATURE…`
/// begins a forest, `alone` or `page`, and names the values that its trees ask
/// about, in order; `tree …` is a tree in preorder, its inner nodes
/// `FEATURE<=NUMBER`, each followed by the node for values up to the number and
/// the node for greater ones, its leaves `NUMBER`. `weights SCALE BIAS` comes before the buckets' weights, which stand
/// as signed bytes in hexadecimal on lines `w …`.
package struct EndingModelCompiler {
  /// What stops a compilation.
  package struct Failure: Error, CustomStringConvertible {
    /// The line and what is wrong there.
    package let description: String
  }

  private var classes: [(name: String, words: [String])] = []
  private var features: [String: Int] = [:]
  private var forest: EndingModel.Forest?
  private var scale = 0.0
  private var weightBias = 0.0
  private var weights: [UInt8] = []
  private var roots: [EndingModel.Forest: [UInt32]] = [:]
  private var nodes: [(word: UInt32, number: Float)] = []
  private let checksum: UInt64

  /// The checksum of a source: what a compiled model keeps to tell whether it is stale.
  package static func checksum(of source: [UInt8]) -> UInt64 {
    LexiconFormat.checksum(source, seed: LexiconFormat.checksum(Array("\(EndingModel.magic)".utf8)))
  }

  /// Reads the readable form.
  package init(_ source: [UInt8]) throws(Failure) {
    checksum = Self.checksum(of: source)
    for (index, line) in source.split(separator: 0x0A, omittingEmptySubsequences: false)
      .enumerated()
    {
      let words = String(decoding: line, as: UTF8.self).split(separator: " ").map(String.init)
      guard let first = words.first, !first.hasPrefix("#") else { continue }
      func fail(_ what: String) -> Failure { Failure(description: "line \(index + 1): \(what)") }
      func number(_ word: String) throws(Failure) -> Double {
        guard let number = Double(word) else { throw fail("“\(word)” is no number") }
        return number
      }
      switch (first, words.count) {
      case ("class", 2...):
        guard words[1].utf8.count <= 8 else { throw fail("“\(words[1])” is too long") }
        if let last = classes.indices.last, classes[last].name == words[1] {
          classes[last].words += words[2...]
        } else {
          classes.append((words[1], Array(words[2...])))
        }
      case ("forest", 2...):
        guard let name = EndingModel.Forest(rawValue: words[1]) else {
          throw fail("“\(words[1])” is no forest")
        }
        forest = name
        features = [:]
        for (place, name) in words.dropFirst(2).enumerated() { features[name] = place }
        guard features.count <= 256 else { throw fail("more than 256 features") }
      case ("weights", 3):
        scale = try number(words[1])
        weightBias = try number(words[2])
      case ("w", 2):
        let digits = Array(words[1].utf8)
        for place in stride(from: 0, to: digits.count - 1, by: 2) {
          let pair = String(decoding: digits[place..<place + 2], as: UTF8.self)
          guard let byte = UInt8(pair, radix: 16) else { throw fail("“\(pair)” is no byte") }
          weights.append(byte)
        }
      case ("tree", 2...):
        guard let forest else { throw fail("a tree before its forest") }
        roots[forest, default: []].append(UInt32(nodes.count))
        var rest = words.dropFirst()
        do throws(Failure) {
          try readNode(&rest)
        } catch {
          throw fail(error.description)
        }
        guard rest.isEmpty else { throw fail("more than one tree") }
      default: throw fail("“\(first)” is not known, or has too few words")
      }
    }
    guard weights.count & (weights.count - 1) == 0 else {
      throw Failure(description: "\(weights.count) weights are no power of two")
    }
  }

  private mutating func readNode(_ words: inout ArraySlice<String>) throws(Failure) {
    guard let word = words.popFirst() else { throw Failure(description: "a tree ends too early") }
    let index = nodes.count
    guard let mark = word.firstIndex(of: "<") else {
      guard let value = Float(word) else { throw Failure(description: "“\(word)” is no leaf") }
      nodes.append((0, value))
      return
    }
    guard let feature = features[String(word[..<mark])],
      let value = Float(word[mark...].dropFirst(2))
    else { throw Failure(description: "“\(word)” is no question") }
    nodes.append((0, value))
    try readNode(&words)
    nodes[index].word = UInt32(feature) | UInt32(nodes.count - index) << 8
    try readNode(&words)
  }

  /// The bytes that ``EndingModel`` reads.
  package func compile() throws(Failure) -> [UInt8] {
    guard classes.count <= 256 else { throw Failure(description: "more than 256 classes") }
    var codes: [UInt32: UInt8] = [:]
    for (code, entry) in classes.enumerated() {
      for word in entry.words {
        let hash = UInt32(truncatingIfNeeded: LexiconFormat.checksum(Array(word.utf8)))
        codes[hash] = UInt8(truncatingIfNeeded: code)
      }
    }
    let sorted = codes.sorted { $0.key < $1.key }
    let sections: [(count: Int, bytes: [UInt8])] = [
      (
        classes.count,
        classes.flatMap { entry in
          Array(entry.name.utf8) + Array(repeating: 0, count: 8 - entry.name.utf8.count)
        }
      ),
      (sorted.count, sorted.flatMap { Self.bytes($0.key) }),
      (sorted.count, sorted.map(\.value)),
      (weights.count, weights),
      (roots[.alone]?.count ?? 0, (roots[.alone] ?? []).flatMap(Self.bytes)),
      (roots[.page]?.count ?? 0, (roots[.page] ?? []).flatMap(Self.bytes)),
      (nodes.count, nodes.flatMap { Self.bytes($0.word) + Self.bytes($0.number.bitPattern) }),
    ]
    var header = Self.bytes(EndingModel.magic) + Self.bytes(checksum)
    var body: [UInt8] = []
    for section in sections {
      while body.count % 8 != 0 { body.append(0) }
      header += Self.bytes(UInt32(EndingModel.headerSize + body.count))
      header += Self.bytes(UInt32(section.count))
      body += section.bytes
    }
    for number in [scale, weightBias] { header += Self.bytes(number.bitPattern) }
    return header + body
  }

  private static func bytes(_ number: some FixedWidthInteger) -> [UInt8] {
    withUnsafeBytes(of: number.littleEndian) { Array($0) }
  }
}
