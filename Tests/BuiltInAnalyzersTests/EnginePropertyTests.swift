import BuiltInAnalyzers
import Foundation
import StetCore
import StetFormats
import StetTestSupport
import Testing

/// What must hold for every rule and any draft, tried on the drafts of this
/// repository, whole and mangled.
@Suite struct EnginePropertyTests {
  static let names =
    ["seeds/000_55afceab76810abd.txt"]
    + DraftSnapshotTests.drafts.map { "Tests/Drafts/\($0)" }

  private let engine = Engine(registry: .builtIn)

  private static func format(_ name: String) -> Draft.Format {
    name.hasSuffix(".md") ? .markdown : .plainText
  }

  private func diagnostics(_ source: SourceText, _ format: Draft.Format) -> [Diagnostic] {
    engine.diagnostics(for: .reading(source, as: format))
  }

  private static let pieces = [
    "\0", "\r", "\n", "\r\n", "\u{FEFF}", "😀", "e\u{301}", "\u{2028}", "\u{202E}", "漢字", "\u{200D}",
    "Q: ", "?", "Share\n", "[stet off]\n", "[stet misspelling]\n", "<!-- stet-file -->", "```\n",
    "# ",
    "> ", "| a | b |\n|--|--|\n", "<div>", "&amp;", "  ", "--", " teh ", ". a", "---\n", "\t", "- ",
    "1. ", "$", "`", "**", "the the ", "What is it?\n\n", "already exists.\n",
  ]

  /// Versions of a draft that no writer would write: parts of it, with bits
  /// flipped, runs doubled, moved or taken out, and odd pieces put in.
  private static func mangled(_ name: String, count: Int) throws -> [[UInt8]] {
    let original = try Repository.bytes(name)
    var random = SeededGenerator(seed: UInt64(name.utf8.count))
    return (0..<count).map { _ in
      var bytes = random.slice(of: original)
      for _ in 0..<Int.random(in: 1...12, using: &random) {
        let place = Int.random(in: 0...bytes.count, using: &random)
        let end = min(bytes.count, place + Int.random(in: 0...80, using: &random))
        switch Int.random(in: 0..<5, using: &random) {
        case 0 where place < bytes.count:
          bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        case 1: bytes.removeSubrange(place..<end)
        case 2: bytes.insert(contentsOf: bytes[place..<end], at: place)
        case 3: bytes.insert(contentsOf: random.slice(of: original).prefix(200), at: place)
        default: bytes.insert(contentsOf: random.text(of: pieces, upTo: 3), at: place)
        }
      }
      return bytes
    }
  }

  @Test(arguments: names)
  func `several workers find what one does`(name: String) throws {
    let draft = Draft.reading(
      SourceText(
        decoding: Array(repeatElement(try Repository.bytes(name), count: 40).joined())),
      as: Self.format(name))
    let together = engine.diagnostics(for: draft) { count, body in
      DispatchQueue.concurrentPerform(iterations: count, execute: body)
    }
    #expect(together == engine.diagnostics(for: draft))
  }

  @Test(arguments: names)
  func `diagnostics are in order, in the text, and cut no character`(name: String) throws {
    for bytes in try Self.mangled(name, count: 6) {
      let source = SourceText(decoding: bytes)
      let found = diagnostics(source, Self.format(name))
      for (first, second) in zip(found, found.dropFirst()) {
        #expect(first.range.start <= second.range.start)
      }
      for finding in found.map(\.finding) {
        var ranges = [finding.range, finding.claim, finding.evidence ?? finding.range]
        ranges += finding.related.map(\.range) + finding.fixes.flatMap(\.edits).map(\.range)
        for range in ranges {
          let isSound =
            range.end <= source.range.end
            && source.scalarBoundary(atOrBefore: range.start.utf8) == range.start.utf8
            && source.scalarBoundary(atOrBefore: range.end.utf8) == range.end.utf8
          #expect(isSound, "\(finding.rule) at \(range) in \(bytes)")
        }
      }
    }
  }

  @Test(arguments: names)
  func `what a rule finds does not depend on the others`(name: String) throws {
    let own = Set(Engine.rules.map(\.id))
    let rules = AnalyzerRegistry.builtIn.rules.filter { !own.contains($0.id) }
    var configuration = Configuration()
    configuration.selectedRules = Set(AnalyzerRegistry.builtIn.rules.map(\.id))
    let engine = Engine(registry: .builtIn, configuration: configuration)
    let engines = rules.map { rule in
      var configuration = Configuration()
      configuration.selectedRules = [rule.id]
      return Engine(registry: .builtIn, configuration: configuration)
    }
    for bytes in [try Repository.bytes(name)] + (try Self.mangled(name, count: 1)) {
      let draft = Draft.reading(SourceText(decoding: bytes), as: Self.format(name))
      let together = engine.diagnostics(for: draft)
      for (rule, engine) in zip(rules, engines) {
        #expect(engine.diagnostics(for: draft) == together.filter { $0.rule == rule.id })
      }
    }
  }

  @Test(arguments: names, [[Fix.Safety.safe], [.safe, .unsafe]])
  func `fixes come to an end`(name: String, safeties: [Fix.Safety]) throws {
    for bytes in [try Repository.bytes(name)] + (try Self.mangled(name, count: 3)) {
      var source = SourceText(decoding: bytes)
      var rounds = 0
      while rounds <= 5 {
        let selection = FixApplication.select(
          from: diagnostics(source, Self.format(name)), safeties: Set(safeties))
        if selection.edits.isEmpty { break }
        source = SourceText(decoding: FixApplication.apply(selection.edits, to: source.utf8))
        rounds += 1
      }
      #expect(rounds <= 5, "\(bytes)")
    }
  }

  @Test(arguments: names)
  func `a mark before a block silences its rule there and nothing else`(name: String) throws {
    let source = SourceText(decoding: try Repository.bytes(name))
    let format = Self.format(name)
    let draft = Draft.reading(source, as: format)
    let before = engine.diagnostics(for: draft)
    // What rules of the whole draft find can depend on the line that a mark is.
    for diagnostic in before
    where AnalyzerRegistry.builtIn.rule(named: diagnostic.rule)?.scope == .paragraph {
      guard let block = draft.blocks.first(where: { $0.range.contains(diagnostic.range.start) })
      else { continue }
      let rule = diagnostic.rule
      let mark = format == .markdown ? "<!-- stet \(rule) -->\n\n" : "[stet \(rule)]\n"
      var marked = source
      marked.replace(TextRange(start: block.range.start, end: block.range.start), with: mark.utf8)
      func lines(_ diagnostics: [Diagnostic], in source: SourceText) -> [String] {
        diagnostics.map { "\($0.rule) \(source.string(in: $0.range)) \($0.message)" }
      }
      let expected = before.filter { $0.rule != rule || !block.range.contains($0.range.start) }
      let found = diagnostics(marked, format)
      #expect(lines(found, in: marked) == lines(expected, in: source), "\(mark)")
    }
  }

  @Test(
    arguments: [
      "é", "漢", "a", "A", "a-", "a'", "teh ", "a.B ", "the the ", "was was it ", "recieve ",
      "wordand ", "a  b ", "--", ". ",
      "? ", "\n", "\r", "[stet off misspelling]\n", "[stet on]\n", "[stet misspelling]\n\nteh\n\n",
      "[stet-file misspelling]\n", "[stet bogus]\n", "Q: a?\nA: b\n", "What is it?\n", "Share\n",
      "What is it?\nIt is\n\n", "Causes\n\nText text.\n\n", "- ", "> ", "| a\n", "(", "\"",
      "http://",
      "+ 69 others found this useful\n", "Answer  ", "\0", "\u{301}", "_", "\u{202E}",
    ])
  func `long repetitions are judged to their end`(piece: String) {
    // Where judging is not linear, these keep the tests from ending.
    let text = SourceText(String(repeating: piece, count: 16_000 / piece.utf8.count))
    for format in Draft.Format.allCases {
      let found = diagnostics(text, format)
      #expect(found.allSatisfy { $0.range.end <= text.range.end })
    }
  }
}
