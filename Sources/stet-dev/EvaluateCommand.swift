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
      EvaluateSectionsCommand.self, EvaluateChromeCommand.self, EvaluateHTMLCommand.self,
      EvaluateHunspellCommand.self, EvaluateQuestionsCommand.self,
    ])
}

/// Measures the spelling rules.
struct EvaluateSpellingCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "spelling",
    abstract: "Print what the spelling rules find in texts, for a scorer, or score it.",
    discussion: """
      Without arguments, scores Stet, and the checkers that are installed, on the texts of \
      Evaluation/spelling. With --data, on the texts clean_*.txt and seeded_*.txt of a folder, the \
      latter with *.gold.jsonl beside them.

      For each FILE prints one JSON object a line: {"offset", "length", "suggestions", "rule", \
      "tier"}, in UTF-8 bytes; the tier is "error" or "information". With --speed, times the \
      rules instead.
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

  static var engine: Engine {
    var configuration = Configuration()
    configuration.selectedRules = Self.rules
    return Engine(
      registry: AnalyzerRegistry([SpellingAnalyzer.self]),
      configuration: configuration)
  }

  private var engine: Engine { Self.engine }

  func run() throws {
    if let data {
      let folder = URL(filePath: data, directoryHint: .isDirectory)
      try SpellingScores.print(SpellingTexts.texts(in: folder))
    } else if files.isEmpty {
      try SpellingScores.print(SpellingTexts.own())
    }
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
}
