import ArgumentParser
import Foundation
import SpellingAnalyzers
import StetCore
import StetFormats

/// Measures analyzers on labelled data.
struct EvaluateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate", abstract: "Measure analyzers on labelled data.",
    subcommands: [EvaluateSpellingCommand.self])
}

/// Measures the spelling rules.
struct EvaluateSpellingCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "spelling", abstract: "Print what the spelling rules find, for a scorer.")

  @Argument(help: "The text.")
  var file: String

  @Flag(help: "Print every suspect with its evidence instead, however weak.")
  var evidence = false

  func run() throws {
    let source = SourceText(decoding: [UInt8](try Data(contentsOf: URL(filePath: file))))
    let draft = Draft.reading(source, as: .plainText)
    if evidence { return printEvidence(of: draft) }
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
}
