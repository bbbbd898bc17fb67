import ArgumentParser
import BuiltInAnalyzers
import Foundation
import SpellingAnalyzers
import StetCore
import StetFormats
import StetLexicon

/// Measures analyzers on labelled data.
struct EvaluateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate", abstract: "Measure analyzers on labelled data.",
    subcommands: [
      EvaluateSpellingCommand.self, EvaluateCompletenessCommand.self,
      EvaluateSectionsCommand.self, EvaluateHTMLCommand.self, EvaluateHunspellCommand.self,
    ])
}

/// Measures the spelling rules.
struct EvaluateSpellingCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "spelling",
    abstract: "Print what the spelling rules find in texts, for a scorer, or score it.",
    discussion: """
      For each FILE prints one JSON object a line: {"offset", "length", "suggestions", "rule", \
      "tier"}, in UTF-8 bytes; the tier is "error" or "information". With --data, scores the texts clean_*.txt and seeded_*.txt of a folder, \
      the latter with *.gold.jsonl beside them. With --speed, times the rules instead.
      """)

  @Argument(help: "Texts.")
  var files: [String] = []

  @Option(help: "A folder of labelled texts to score.")
  var data: String?

  @Flag(help: "Print every suspect with its evidence, however weak.")
  var evidence = false

  @Flag(help: "Print how fast the rules read the texts, on one core.")
  var speed = false

  /// The rules that judge words.
  static let rules: Set<String> = [
    Misspelling.rule.id, RunTogetherWords.rule.id, UnknownWord.rule.id,
  ]

  private var engine: Engine {
    var configuration = Configuration()
    configuration.selectedRules = Self.rules
    return Engine(
      registry: AnalyzerRegistry([SpellingAnalyzer.self]),
      configuration: configuration)
  }

  func run() throws {
    if let data { try score(URL(filePath: data, directoryHint: .isDirectory)) }
    for file in files {
      let source = SourceText(decoding: [UInt8](try Data(contentsOf: URL(filePath: file))))
      if speed {
        time(source)
      } else {
        let draft = Draft.reading(source, as: .plainText)
        if evidence { try printEvidence(of: draft) } else { try printFindings(in: draft) }
      }
    }
  }

  private struct Report: Encodable {
    var offset: Int
    var length: Int
    var suggestions: [String]
    var rule: String
    var tier: String
  }

  private func printFindings(in draft: Draft) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    for diagnostic in engine.diagnostics(for: draft) {
      let report = Report(
        offset: diagnostic.range.start.utf8, length: diagnostic.range.length,
        suggestions: diagnostic.finding.suggestions, rule: diagnostic.rule,
        tier: diagnostic.severity >= .warning ? "error" : "information")
      print(String(decoding: try encoder.encode(report), as: UTF8.self))
    }
  }

  private struct Evidence: Encodable {
    struct Candidate: Encodable {
      var word: String
      var values: [Double]
    }
    var offset: Int
    var length: Int
    var isKnown: Bool
    var values: [Double]
    var candidates: [Candidate]
  }

  private func printEvidence(of draft: Draft) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let speller = Speller()
    for index in draft.blocks.indices where draft.blocks[index].kind.isProse {
      guard let view = draft.view(ofBlock: index) else { continue }
      for suspect in speller.suspects(in: view) {
        let evidence = Evidence(
          offset: suspect.range.start.utf8, length: suspect.range.length, isKnown: suspect.isKnown,
          values: suspect.evidence.values,
          candidates: suspect.candidates.map {
            Evidence.Candidate(word: String(decoding: $0.word, as: UTF8.self), values: $0.values)
          })
        print(String(decoding: try encoder.encode(evidence), as: UTF8.self))
      }
    }
  }

  // MARK: Speed

  private func time(_ source: SourceText) {
    let clock = ContinuousClock()
    let megabytes = Double(source.count) / 1e6
    func report(_ what: String, _ body: () -> Int) {
      var count = 0
      let best = (0..<3).map { _ in clock.measure { count = body() } }.min() ?? .zero
      let seconds = Double(best.components.attoseconds) / 1e18 + Double(best.components.seconds)
      print(
        "\(what): \(String(format: "%.1f MB/s, %.3f s", megabytes / seconds, seconds)), \(count)")
    }
    let draft = Draft.reading(source, as: .plainText)
    report("reading the draft, blocks") { Draft.reading(source, as: .plainText).blocks.count }
    report("cutting into tokens, tokens") {
      draft.blocks.indices.reduce(0) { $0 + (draft.view(ofBlock: $1)?.tokens.count ?? 0) }
    }
    report("scanning for uncommon words, uncommon words") {
      var count = 0
      source.utf8.withUnsafeBufferPointer { bytes in
        WordScanner().visitUncommonWords(in: bytes) { _ in
          count += 1
          return true
        }
      }
      return count
    }
    report("scanning and looking up, unknown words") {
      var count = 0
      source.utf8.withUnsafeBufferPointer { bytes in
        WordScanner().visitUnknownWords(in: bytes) { _ in
          count += 1
          return true
        }
      }
      return count
    }
    let engine = engine
    report("engine with the spelling rules, findings") { engine.diagnostics(for: draft).count }
    let speller = Speller()
    let views = draft.blocks.indices.compactMap { draft.view(ofBlock: $0) }
    report("finding unknown words, unknown words") {
      views.reduce(0) { $0 + speller.unknownWords(in: $1).count }
    }
    let unknown = views.flatMap { speller.unknownWords(in: $0) }
    for budget in [9, 13, 20] {
      report("near words at \(budget), near words of \(unknown.count)") {
        unknown.reduce(0) { $0 + Lexicon.english.words(near: $1.folded[...], budget: budget).count }
      }
    }
    let words = draft.blocks.indices.flatMap { index in
      draft.view(ofBlock: index)?.tokens.filter { $0.kind == .word } ?? []
    }
    report("looking up words, known of \(words.count)") {
      words.count { Lexicon.english.contains(source.bytes(in: $0.range)) }
    }
  }

  // MARK: Scores

  private struct Gold: Decodable {
    var offset: Int
    var length: Int
    var right: [String]
    var kind: String
  }

  private struct Score {
    /// Misspelled words found as such, and found at all.
    var hits = 0
    var hitsOfAll = 0
    /// Words reported as misspelled, and reported at all, that are not.
    var falseAlarms = 0
    var falseAlarmsOfAll = 0
    var first = 0
    var firstFive = 0
    var safe = 0
    var safeRight = 0
  }

  private func score(_ folder: URL) throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    print(
      "| text | words | false alarms per 10k, with information | recall %, with information | precision % | F0.5 % | top 1 % | top 5 % | safe fixes right |"
    )
    print("|---|---|---|---|---|---|---|---|---|")
    for name in names where name.hasPrefix("seeded_") && name.hasSuffix(".txt") {
      let stem = String(name.dropLast(4))
      let gold = try goldErrors(folder.appending(path: stem + ".gold.jsonl"))
      let (score, _) = try score(folder.appending(path: name), gold)
      let clean = folder.appending(path: "clean_" + stem.dropFirst(7) + ".txt")
      let (cleanScore, words) = try self.score(clean, [])
      let recall = Double(score.hits) / Double(max(1, gold.count))
      let precision = Double(score.hits) / Double(max(1, score.hits + score.falseAlarms))
      let f = precision + recall > 0 ? 1.25 * precision * recall / (0.25 * precision + recall) : 0
      func rate(_ count: Int, _ words: Int) -> String {
        String(format: "%.2f", 1e4 * Double(count) / Double(max(1, words)))
      }
      func percent(_ value: Double) -> String { String(format: "%.1f", 100 * value) }
      print(
        "| \(stem.dropFirst(7)) | \(words) "
          + "| \(rate(cleanScore.falseAlarms, words)), \(rate(cleanScore.falseAlarmsOfAll, words)) "
          + "| \(percent(recall)), \(percent(Double(score.hitsOfAll) / Double(max(1, gold.count)))) "
          + "| \(percent(precision)) | \(percent(f)) "
          + "| \(percent(Double(score.first) / Double(max(1, gold.count)))) "
          + "| \(percent(Double(score.firstFive) / Double(max(1, gold.count)))) "
          + "| \(score.safeRight) of \(score.safe) |")
    }
  }

  private func goldErrors(_ file: URL) throws -> [Gold] {
    try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
      .map { try JSONDecoder().decode(Gold.self, from: Data($0.utf8)) }
      .filter { $0.kind == "nonword" }
  }

  private func score(_ file: URL, _ gold: [Gold]) throws -> (Score, words: Int) {
    let source = SourceText(decoding: [UInt8](try Data(contentsOf: file)))
    let draft = Draft.reading(source, as: .plainText)
    var score = Score()
    var hit: Set<Int> = []
    for diagnostic in engine.diagnostics(for: draft) {
      let range = diagnostic.range
      let isError = diagnostic.severity >= .warning
      guard
        let error = gold.first(where: {
          $0.offset < range.end.utf8 && range.start.utf8 < $0.offset + $0.length
        })
      else {
        score.falseAlarmsOfAll += 1
        if isError { score.falseAlarms += 1 }
        continue
      }
      guard hit.insert(error.offset).inserted else { continue }
      score.hitsOfAll += 1
      if isError { score.hits += 1 }
      let right = error.right.map { $0.lowercased().replacing("’", with: "'") }
      let suggestions = diagnostic.finding.suggestions.prefix(5).map {
        $0.lowercased().replacing("’", with: "'")
      }
      let isFirst = suggestions.first.map(right.contains) ?? false
      if isFirst { score.first += 1 }
      if suggestions.contains(where: right.contains) { score.firstFive += 1 }
      if diagnostic.finding.fixes.contains(where: { $0.safety == .safe }) {
        score.safe += 1
        if isFirst { score.safeRight += 1 }
      }
    }
    var words = 0
    for index in draft.blocks.indices {
      words += draft.view(ofBlock: index)?.tokens.count { $0.kind == .word } ?? 0
    }
    return (score, words)
  }
}
