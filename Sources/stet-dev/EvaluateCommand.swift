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
    subcommands: [EvaluateSpellingCommand.self, EvaluateCompletenessCommand.self])
}

/// Measures the spelling rules.
struct EvaluateSpellingCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "spelling",
    abstract: "Print what the spelling rules find in texts, for a scorer, or score it.",
    discussion: """
      For each FILE prints one JSON object a line: {"offset", "length", "suggestions", "rule"}, \
      in UTF-8 bytes. With --data, scores the texts clean_*.txt and seeded_*.txt of a folder, \
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
  static let rules: Set<String> = [Misspelling.rule.id, RunTogetherWords.rule.id]

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
        if evidence { printEvidence(of: draft) } else { try printFindings(in: draft) }
      }
    }
  }

  private struct Report: Encodable {
    var offset: Int
    var length: Int
    var suggestions: [String]
    var rule: String
  }

  private func printFindings(in draft: Draft) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    for diagnostic in engine.diagnostics(for: draft) {
      let report = Report(
        offset: diagnostic.range.start.utf8, length: diagnostic.range.length,
        suggestions: diagnostic.finding.suggestions, rule: diagnostic.rule)
      print(String(decoding: try encoder.encode(report), as: UTF8.self))
    }
  }

  private func printEvidence(of draft: Draft) {
    let speller = Speller()
    for index in draft.blocks.indices where draft.blocks[index].kind.isProse {
      guard let view = draft.view(ofBlock: index) else { continue }
      for suspect in speller.suspects(in: view) {
        let values = suspect.evidence.values.map { String(format: "%.3g", $0) }
        print(
          "\(suspect.range.start.utf8)\t\(view.string(in: suspect.range))\t\(suspect.isKnown)\t"
            + "\(String(format: "%.4f", suspect.confidence))\t"
            + "\(suspect.suggestions.joined(separator: ","))\t\(values.joined(separator: ","))")
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
    var hits = 0
    var falseAlarms = 0
    var first = 0
    var firstFive = 0
    var safe = 0
    var safeRight = 0
  }

  private func score(_ folder: URL) throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    print(
      "| text | words | false alarms per 10k | recall % | precision % | F0.5 % | top 1 % | top 5 % | safe fixes right |"
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
      func percent(_ value: Double) -> String { String(format: "%.1f", 100 * value) }
      print(
        "| \(stem.dropFirst(7)) | \(words) "
          + "| \(String(format: "%.2f", 1e4 * Double(cleanScore.falseAlarms) / Double(max(1, words)))) "
          + "| \(percent(recall)) | \(percent(precision)) | \(percent(f)) "
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
      guard
        let error = gold.first(where: {
          $0.offset < range.end.utf8 && range.start.utf8 < $0.offset + $0.length
        })
      else {
        score.falseAlarms += 1
        continue
      }
      guard hit.insert(error.offset).inserted else { continue }
      score.hits += 1
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
