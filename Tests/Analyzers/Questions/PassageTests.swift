import StetCore
import StetFormats
import StetTestSupport
import Testing

@testable import QuestionsAnalyzers

@Suite("Repeated passages")
struct PassageTests {
  private let engine = Engine(registry: AnalyzerRegistry([RepeatedPassage.self]))
  private let comparing = Engine(registry: AnalyzerRegistry([PassageElsewhere.self]))

  /// Words without a meaning, each of its own with all likelihood.
  private static func words(_ count: Int, _ random: inout SeededGenerator) -> [String] {
    (0..<count).map { _ in
      let length = Int.random(in: 3...9, using: &random)
      return String(
        decoding: (0..<length).map { _ in UInt8.random(in: 97...122, using: &random) },
        as: UTF8.self)
    }
  }

  private static func draft(_ text: String, _ format: Draft.Format = .markdown) -> Draft {
    .reading(SourceText(text), as: format)
  }

  private func found(_ text: String) -> [String] {
    let draft = Self.draft(text)
    return engine.diagnostics(for: draft).map { draft.source.string(in: $0.range) }
  }

  @Test(arguments: 1...40)
  func `texts that share sixteen words share a fingerprint`(seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    let shared = Self.words(PassageWords.shingle + PassageWords.window - 1, &random)
    let hashes = (0..<2).map { _ in
      let text =
        Self.words(Int.random(in: 0...60, using: &random), &random) + shared
        + Self.words(Int.random(in: 0...60, using: &random), &random)
      return Set(
        PassageWords(of: Self.draft(text.joined(separator: " "))).fingerprints.map(\.hash))
    }
    #expect(!hashes[0].isDisjoint(with: hashes[1]))
  }

  @Test func `about one word in five begins a fingerprint`() {
    var random = SeededGenerator(seed: 7)
    let words = PassageWords(
      of: Self.draft(Self.words(20_000, &random).joined(separator: " ")))
    #expect((3_600...4_400).contains(words.fingerprints.count))
  }

  @Test(arguments: 1...40)
  func `the range is the passage, whatever stands around it`(seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    let passage = Self.words(Int.random(in: 40...90, using: &random), &random)
      .joined(separator: " ")
    let around = (0..<4).map { _ in
      Self.words(Int.random(in: 1...50, using: &random), &random).joined(separator: " ")
    }
    let text =
      "\(around[0]) one \(passage) two \(around[1])\n\n\(around[2]) three \(passage) four \(around[3])\n"
    #expect(found(text) == [passage])
  }

  @Test func `thirty-nine words are too few`() {
    var random = SeededGenerator(seed: 3)
    let passage = Self.words(39, &random).joined(separator: " ")
    #expect(found("One \(passage) two.\n\nThree \(passage) four.\n") == [])
  }

  @Test func `a few changed words, case and marks do not count`() throws {
    var random = SeededGenerator(seed: 4)
    var words = Self.words(60, &random)
    let first = words.joined(separator: " ")
    words[20] = "changed"
    words[40] = "changed twice"
    words[0] = words[0].uppercased()
    let second = words.joined(separator: ",\n")
    let draft = Self.draft("\(first).\n\n\(second).\n")
    let finding = try #require(engine.diagnostics(for: draft).first).finding
    #expect(draft.source.string(in: finding.range) == second)
    #expect(finding.message == "These 58 words, but for 3, stand in the draft already")
    #expect(finding.related.map { draft.source.string(in: $0.range) } == [first])
  }

  @Test func `code, tables and quotations may be repeated`() {
    var random = SeededGenerator(seed: 5)
    let passage = Self.words(60, &random).joined(separator: " ")
    for block in [
      "```\n\(passage)\n```", "> \(passage)", "| a |\n|---|\n| \(passage) |",
      "She said: “\(passage)”",
      "He wrote \"\(passage)\".",
    ] {
      #expect(found("# One\n\n\(block)\n\n# Two\n\n\(block)\n") == [], "\(block)")
    }
  }

  @Test func `a question or a section that is reported is not reported again`() {
    var random = SeededGenerator(seed: 6)
    let passage = Self.words(60, &random).joined(separator: " ")
    #expect(found("# A\n\n## What is it?\n\n\(passage)\n\n## What is it?\n\n\(passage)\n") == [])
    #expect(found("# A\n\n## Uses\n\n\(passage)\n\n## Uses\n\n\(passage)\n") == [])
    #expect(
      found("# A\n\n## B\n\n### Uses\n\n\(passage)\n\n## C\n\n### Uses\n\n\(passage)\n").count == 1)
  }

  @Test func `what stands in very many places is the template’s`() {
    var random = SeededGenerator(seed: 8)
    let passage = Self.words(60, &random).joined(separator: " ")
    func text(_ copies: Int) -> String {
      (1...copies).map { _ in
        "## \(Self.words(12, &random).joined(separator: " "))\n\n\(passage)\n\n"
      }.joined()
    }
    #expect(found(text(6)).count == 5)
    #expect(found(text(7)) == [])
  }

  /// What is found in each of some drafts.
  private func compared(_ texts: [String]) -> [[Diagnostic]] {
    comparing.diagnostics(
      of: texts.enumerated().map {
        comparing.analyze(Self.draft($0.element), name: "draft \($0.offset)")
      })
  }

  @Test func `a passage of most drafts is the template’s`() {
    var random = SeededGenerator(seed: 9)
    let passage = Self.words(60, &random).joined(separator: " ")
    func texts(_ sharing: Int, of count: Int) -> [String] {
      (0..<count).map { index in
        let own = Self.words(50, &random).joined(separator: " ")
        return "# Draft \(index)\n\n\(own)\n\n" + (index < sharing ? passage + "\n" : "")
      }
    }
    #expect(compared(texts(3, of: 9)).map(\.count) == [1, 1, 1, 0, 0, 0, 0, 0, 0])
    #expect(compared(texts(6, of: 9)).joined().isEmpty)
    #expect(compared(texts(6, of: 30)).joined().count == 6)
    #expect(compared(texts(7, of: 30)).joined().isEmpty)
  }

  @Test func `an index that was changed says what a new one says`() {
    var random = SeededGenerator(seed: 10)
    let pieces = (0..<6).map { _ in Self.words(50, &random).joined(separator: " ") }
    let analyzer = PassageElsewhere(AnalyzerSettings(rules: PassageElsewhere.rules))
    var texts: [String: String] = [:]
    var index = analyzer.makeIndex()
    for _ in 0..<120 {
      let name = "draft \(Int.random(in: 0..<5, using: &random))"
      let new: String? =
        Int.random(in: 0..<5, using: &random) == 0
        ? nil
        : (0..<3).map { _ in pieces.randomElement(using: &random) ?? "" }
          .joined(separator: " a new part begins here ")
      let old = texts[name].map { analyzer.facts(of: Self.draft($0)) }
      texts[name] = new
      analyzer.update(&index, name, from: old, to: new.map { analyzer.facts(of: Self.draft($0)) })
      var fresh = analyzer.makeIndex()
      for (name, text) in texts {
        analyzer.update(&fresh, name, from: nil, to: analyzer.facts(of: Self.draft(text)))
      }
      for (name, text) in texts {
        var (changed, made): ([Finding], [Finding]) = ([], [])
        let facts = analyzer.facts(of: Self.draft(text))
        analyzer.judge(name, facts, in: index, &changed)
        analyzer.judge(name, facts, in: fresh, &made)
        #expect(changed == made)
      }
    }
  }

  @Test(arguments: 1...60)
  func `nothing traps, and all ranges lie in the text`(seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    let pieces: [[UInt8]] =
      (0..<4).map { _ in Array(Self.words(45, &random).joined(separator: " ").utf8) }
      + (0..<4).map { _ in (0..<80).map { _ in UInt8.random(in: 0...255, using: &random) } }
      + [
        "\n\n", "> ", "“", "\"", "’", "## a\n\n", "What is it?\n\n", "**", "ÀÉ ", "No, ", "5 mg ",
        "\u{2028}",
      ]
      .map { Array($0.utf8) }
    func bytes() -> [UInt8] {
      (0..<Int.random(in: 0...40, using: &random)).flatMap { _ -> ArraySlice<UInt8> in
        let piece = pieces.randomElement(using: &random) ?? []
        let start = Int.random(in: 0...piece.count, using: &random)
        return Bool.random(using: &random) ? piece[...] : piece[start...]
      }
    }
    for format in Draft.Format.allCases {
      let drafts = [bytes(), bytes()].map { Draft.reading(SourceText(decoding: $0), as: format) }
      for draft in drafts {
        for found in engine.diagnostics(for: draft) {
          #expect(found.range.end <= draft.source.range.end)
          let places = found.finding.related.map(\.range)
          #expect(places.allSatisfy { $0.end <= draft.source.range.end })
        }
      }
      let analyses = drafts.enumerated().map {
        comparing.analyze($0.element, name: "\($0.offset)")
      }
      for (found, draft) in zip(comparing.diagnostics(of: analyses), drafts) {
        let places = found.map(\.range)
        #expect(places.allSatisfy { $0.end <= draft.source.range.end })
      }
    }
  }
}
