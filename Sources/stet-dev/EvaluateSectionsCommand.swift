import ArgumentParser
import Foundation
import SectionsAnalyzers

/// Measures the templates on sets of articles that share one.
struct EvaluateSectionsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sections",
    abstract: "Print how many articles hold every section, and what the others lack.",
    discussion: """
      Reads the files sections_*.jsonl of a folder: one article a line, {"id", "headings": \
      [[level, text], …], "date"?}. An article is complete by exact name when each required \
      section of its date stands under the template's own name.
      """)

  @Option(help: "The folder of the sets.")
  var data: String

  @Flag(help: "Print each article that lacks a required section, with its headings.")
  var list = false

  private struct Article: Decodable {
    struct Heading: Decodable {
      var level: Int
      var text: String

      init(from decoder: any Decoder) throws {
        var fields = try decoder.unkeyedContainer()
        level = try fields.decode(Int.self)
        text = try fields.decode(String.self)
      }
    }

    var id: String
    var headings: [Heading]
    var date: String?
  }

  private static let templates = [
    "kep": "kubernetes-enhancement", "medquad": "medical-condition", "pep": "pep",
    "rfc": "rust-rfc", "se": "swift-evolution",
  ]

  func run() throws {
    let folder = URL(filePath: data, directoryHint: .isDirectory)
    print("| set | articles | kind inferred % | another kind | by exact name % | by template % |")
    print("|---|---|---|---|---|---|")
    for (set, name) in Self.templates.sorted(by: { $0.key < $1.key }) {
      let file = folder.appending(path: "sections_\(set).jsonl")
      guard FileManager.default.fileExists(atPath: file.path) else { continue }
      guard let template = ArticleTemplate.named(name) else { continue }
      let articles = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
        .map { try JSONDecoder().decode(Article.self, from: Data($0.utf8)) }
      for (label, part) in parts(of: articles, set) { measure(label, part, template) }
    }
  }

  /// The set, in two where its template changed or the issue's figures are of a part.
  private func parts(of articles: [Article], _ set: String) -> [(String, [Article])] {
    func number(_ article: Article) -> Int {
      Int(article.id.split(separator: "/").last?.prefix(4) ?? "") ?? 0
    }
    switch set {
    case "rfc":
      return [
        ("rfc before 2018", articles.filter { ($0.date ?? "") < "2018" }),
        ("rfc since 2018", articles.filter { ($0.date ?? "") >= "2018" }),
      ]
    case "se":
      return [
        ("se before 0250", articles.filter { number($0) < 250 }),
        ("se since 0250", articles.filter { number($0) >= 250 }),
      ]
    default: return [(set, articles)]
    }
  }

  private func measure(_ label: String, _ articles: [Article], _ template: ArticleTemplate) {
    var (exact, complete, inferred, other) = (0, 0, 0, 0)
    var lines: [String] = []
    for article in articles {
      let date = article.date.flatMap { $0.isEmpty ? nil : $0 }
      let words = article.headings.map { ArticleTemplate.words(of: $0.text.utf8) }
      let names = Set(words.map { $0.joined(separator: " ") })
      let required = template.sections.indices.filter {
        template.sections[$0].need == .required && template.sections[$0].applies(on: date)
      }
      if required.allSatisfy({
        let name = ArticleTemplate.words(of: template.sections[$0].name.utf8)
        return names.contains(name.joined(separator: " "))
      }) {
        exact += 1
      }
      let missing = template.missing(present: template.present(in: words), date: date)
        .filter { template.sections[$0].need == .required }
      if missing.isEmpty { complete += 1 }
      switch ArticleTemplate.inferred(from: words)?.template.name {
      case template.name: inferred += 1
      case nil: break
      default: other += 1
      }
      if list && !missing.isEmpty {
        let lacks = missing.map { template.sections[$0].name }.joined(separator: ", ")
        let has = article.headings.map(\.text).joined(separator: " | ")
        lines.append("\(label) \(article.id) \(date ?? "undated") lacks \(lacks): \(has)")
      }
    }
    func percent(_ count: Int) -> String {
      String(format: "%.1f", 100 * Double(count) / Double(max(1, articles.count)))
    }
    print(
      "| \(label) | \(articles.count) | \(percent(inferred)) | \(other) | \(percent(exact)) "
        + "| \(percent(complete)) |")
    for line in lines { print(line) }
  }
}
