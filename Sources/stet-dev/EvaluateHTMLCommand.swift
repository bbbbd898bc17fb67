import ArgumentParser
import Foundation
import StetCore
import StetFormats

/// Measures how well the HTML reader tells the article from the site around it.
struct EvaluateHTMLCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "html",
    abstract: "Print how well articles, questions and answers are found in labelled pages.",
    discussion: """
      Each page of the folder has its texts labelled by the attribute data-gold. A text of the \
      article, a question or an answer counts as found when it is kept; a text of the site as an \
      error when it is. With --strip the pages are written without their labels, for other \
      programs; with --extracted what those gave, in FOLDER/PROGRAM/PAGE.txt, is scored alike \
      (Benchmarks/html-extractors.py does both).
      """)

  @Argument(help: "The folder of labelled pages.")
  var folder = "Tests/Pages"

  @Option(help: "A folder to write the pages to, without labels.")
  var strip: String?

  @Option(help: "A folder of what other programs gave.")
  var extracted: String?

  @Flag(help: "Print each text that is lost or kept wrongly.")
  var errors = false

  private struct Score {
    var article = (found: 0, of: 0)
    var question = (found: 0, of: 0)
    var answer = (found: 0, of: 0)
    var chrome = (kept: 0, of: 0)
    /// Questions and answers known as such.
    var roles = (right: 0, of: 0)
  }

  func run() throws {
    let root = URL(filePath: folder, directoryHint: .isDirectory)
    let names = try FileManager.default.contentsOfDirectory(atPath: root.path)
      .filter { $0.hasSuffix(".html") }.sorted()
    var scores: [(name: String, score: Score)] = [("Stet", Score())]
    if let extracted {
      let programs = try FileManager.default.contentsOfDirectory(atPath: extracted).sorted()
      scores += programs.map { ($0, Score()) }
    }
    for name in names {
      let page = LabelledPage([UInt8](try Data(contentsOf: root.appending(path: name))))
      if let strip {
        try FileManager.default.createDirectory(
          atPath: strip, withIntermediateDirectories: true)
        try Data(page.text).write(to: URL(filePath: strip).appending(path: name))
      }
      let draft = Draft.reading(SourceText(decoding: page.text, as: .html), as: .html)
      for unit in page.units {
        let kind = draft.blockIndex(containing: unit.range.start).map { draft.blocks[$0].kind }
        let isKept = kind.map { $0.isProse || $0 == .code } ?? false
        count(unit, isKept, kind, &scores[0].score)
        if errors, unit.label != "ignore", isKept == (unit.label == "chrome") {
          print("\(name): \(unit.label) \(isKept ? "kept" : "lost"): \(unit.words.prefix(70))")
        }
      }
      guard let extracted else { continue }
      for index in scores.indices.dropFirst() {
        let file = URL(filePath: extracted).appending(path: scores[index].name)
          .appending(path: name.replacing(".html", with: ".txt"))
        let text = normalized((try? String(contentsOf: file, encoding: .utf8)) ?? "")
        for unit in page.units {
          count(unit, text.contains(normalized(unit.words)), nil, &scores[index].score)
        }
      }
    }
    print(
      "| program | article kept | questions kept | answers kept | known as Q or A | site's text kept |"
    )
    print("|---|---|---|---|---|---|")
    for (name, score) in scores {
      print(
        "| \(name) | \(score.article.found) of \(score.article.of) "
          + "| \(score.question.found) of \(score.question.of) "
          + "| \(score.answer.found) of \(score.answer.of) "
          + "| \(name == "Stet" ? "\(score.roles.right) of \(score.roles.of)" : "–") "
          + "| \(score.chrome.kept) of \(score.chrome.of) |")
    }
    print("\n\(names.count) pages")
  }

  /// A text with nothing but its letters and digits, for finding it again.
  private func normalized(_ text: String) -> String {
    String(text.lowercased().filter { $0.isLetter || $0.isNumber })
  }

  private func count(
    _ unit: LabelledPage.Unit, _ isKept: Bool, _ kind: Block.Kind?, _ score: inout Score
  ) {
    let found = isKept ? 1 : 0
    switch unit.label {
    case "article": score.article = (score.article.found + found, score.article.of + 1)
    case "question":
      score.question = (score.question.found + found, score.question.of + 1)
      // A page's question is its title.
      let isRight = kind == .question || kind == .title
      score.roles = (score.roles.right + (isRight ? 1 : 0), score.roles.of + 1)
    case "answer":
      score.answer = (score.answer.found + found, score.answer.of + 1)
      // An item of a list, or a table, may be part of an answer.
      let isRight = kind == .answer || kind == .listItem
      score.roles = (score.roles.right + (isRight ? 1 : 0), score.roles.of + 1)
    case "chrome": score.chrome = (score.chrome.kept + found, score.chrome.of + 1)
    default: break
    }
  }
}
