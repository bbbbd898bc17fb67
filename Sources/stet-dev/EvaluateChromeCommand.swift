import ArgumentParser
import StetCore
import StetFormats
import StetWorkspace

/// Measures how well readers tell what a site left in a draft from the article.
struct EvaluateChromeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "chrome",
    abstract: "Print how many lines of sites are found in labelled drafts.",
    discussion: """
      A line of a draft that begins with ~ is the site's, one with = states a fact; the marks \
      are taken off before the draft is read. A line of the site counts as found when it is \
      known as chrome or as a fact, one of the article as an error when it is.
      """)

  @Argument(help: "The folder of labelled drafts.")
  var folder = "Evaluation/chrome"

  @Flag(help: "Print each line that is judged wrongly.")
  var errors = false

  /// How many lines of one draft are judged rightly.
  struct Score {
    var site = (found: 0, of: 0)
    var facts = (found: 0, of: 0)
    var article = (taken: 0, of: 0)
  }

  func run() throws {
    print("| draft | site's lines found | facts found | article's lines taken |")
    print("|---|---|---|---|")
    var total = Score()
    for name in try Self.names(in: folder) {
      let score = try Self.score(Paths.join(folder, name)) { text, isTaken in
        if errors { print("\(name): \(isTaken ? "taken" : "missed"): \(text)") }
      }
      show(name, score)
      total.site.found += score.site.found
      total.site.of += score.site.of
      total.facts.found += score.facts.found
      total.facts.of += score.facts.of
      total.article.taken += score.article.taken
      total.article.of += score.article.of
    }
    show("all", total)
    func percent(_ part: Int, _ whole: Int) -> String {
      let tenths = whole > 0 ? 1000 * part / whole : 1000
      return "\(tenths / 10).\(tenths % 10) %"
    }
    print()
    print(
      "\(percent(total.site.found, total.site.of)) of the site's lines and "
        + "\(percent(total.facts.found, total.facts.of)) of the facts are found; "
        + "\(percent(total.article.taken, total.article.of)) of the articles' lines are taken.")
  }

  private func show(_ name: String, _ score: Score) {
    print(
      "| \(name) | \(score.site.found) of \(score.site.of) | \(score.facts.found) of "
        + "\(score.facts.of) | \(score.article.taken) of \(score.article.of) |")
  }

  /// The labelled drafts of a folder.
  static func names(in folder: String) throws -> [String] {
    try FileSystem.list(folder).filter { $0.kind == .file }
      .map { String(decoding: $0.name, as: UTF8.self) }
      .filter { $0.hasSuffix(".txt") }.sorted()
  }

  /// Scores a labelled draft; `report` is told each line that is judged wrongly.
  static func score(
    _ path: String, _ report: (_ text: Substring, _ isTaken: Bool) -> Void
  ) throws -> Score {
    let text = String(decoding: try FileSystem.read(path), as: UTF8.self)
    var lines: [(mark: Character?, text: Substring)] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let isMarked = line.hasPrefix("~ ") || line.hasPrefix("= ")
      lines.append((isMarked ? line.first : nil, isMarked ? line.dropFirst(2) : line))
    }
    let source = SourceText(lines.map(\.text).joined(separator: "\n"))
    let draft = Draft.reading(source, as: .plainText)
    var score = Score()
    var offset = 0
    for (mark, text) in lines {
      defer { offset += text.utf8.count + 1 }
      guard let block = draft.blockIndex(containing: TextOffset(offset)), !text.isEmpty else {
        continue
      }
      let kind = draft.blocks[block].kind
      let isSite = kind == .chrome || kind == .metadata
      switch mark {
      case "~":
        score.site.of += 1
        if isSite { score.site.found += 1 }
      case "=":
        score.facts.of += 1
        if isSite { score.facts.found += 1 }
      default:
        score.article.of += 1
        if isSite { score.article.taken += 1 }
      }
      if isSite == (mark == nil) { report(text, isSite) }
    }
    return score
  }
}
