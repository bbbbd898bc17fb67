import ArgumentParser
import Foundation
import SectionsAnalyzers
import StetCore
import StetFormats
import StetWorkspace

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

  private static let known = ArticleTemplates()
  private static let templates = [
    "kep": "kubernetes-enhancement", "medquad": "medical-condition", "pep": "pep",
    "rfc": "rust-rfc", "se": "swift-evolution",
  ]

  func run() throws {
    var learned: [(String, [Article], ArticleTemplate)] = []
    let folder = URL(filePath: data, directoryHint: .isDirectory)
    print(
      "| set | articles | kind inferred % | another kind | by exact name % | by template % | another order % |"
    )
    print("|---|---|---|---|---|---|---|")
    for (set, name) in Self.templates.sorted(by: { $0.key < $1.key }) {
      let file = folder.appending(path: "sections_\(set).jsonl")
      guard FileManager.default.fileExists(atPath: file.path) else { continue }
      guard let template = Self.known.named(name) else { continue }
      let articles = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
        .map { try JSONDecoder().decode(Article.self, from: Data($0.utf8)) }
      for (label, part) in parts(of: articles, set) { measure(label, part, template) }
      learned.append((set, articles, template))
    }
    print()
    print("Sections that a template learned from one half misses in the other half, beside")
    print("those that the built-in template misses there; of sections that both ask for.")
    print()
    print(
      "| set | sections learned | also built-in | gaps by both | learned only | built-in only |")
    print("|---|---|---|---|---|---|")
    for (set, articles, template) in learned { compare(set, articles, template) }
  }

  /// Learns a template from every other article and looks for gaps in the rest.
  private func compare(_ set: String, _ articles: [Article], _ template: ArticleTemplate) {
    let halves = [0, 1].map { parity in
      articles.indices.filter { $0 % 2 == parity }.map { articles[$0] }
    }
    let sources = halves[0].map { article in
      TemplateLearner.Article(
        headings: article.headings.map { .init(level: $0.level, text: $0.text) },
        date: article.date.flatMap { $0.isEmpty ? nil : $0 })
    }
    guard
      let learned = TemplateLearner(sources).template(named: "learned", subject: "an article")
    else { return print("| \(set) | none | | | | |") }
    if list { print(TemplateWriter.yaml(learned)) }
    // Which section of the built-in template a learned one is.
    let same = learned.sections.map { section in
      template.sections.firstIndex {
        $0.matches(ArticleTemplate.text(of: ArticleTemplate.words(of: section.name.utf8)))
      }
    }
    var (both, ownOnly, otherOnly) = (0, 0, 0)
    for article in halves[1] {
      let date = article.date.flatMap { $0.isEmpty ? nil : $0 }
      let words = article.headings.map { ArticleTemplate.words(of: $0.text.utf8) }
      func gaps(_ template: ArticleTemplate) -> [Int] {
        template.missing(present: template.present(in: words), date: date)
      }
      // Sections that both ask for.
      let known = Set(
        learned.sections.indices.filter { learned.sections[$0].need != .optional }
          .compactMap { same[$0] }
      ).filter { template.sections[$0].need != .optional }
      let own = Set(gaps(learned).compactMap { same[$0] }).intersection(known)
      let other = Set(gaps(template)).intersection(known)
      if list {
        for index in own.subtracting(other) {
          let has = article.headings.map(\.text).joined(separator: " | ")
          print(
            "learned only: \(template.sections[index].name) \(article.id) \(date ?? ""): \(has)")
        }
      }
      both += own.intersection(other).count
      ownOnly += own.subtracting(other).count
      otherOnly += other.subtracting(own).count
    }
    print(
      "| \(set) | \(learned.sections.count) | \(same.count { $0 != nil }) | \(both) "
        + "| \(ownOnly) | \(otherOnly) |")
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
    var (exact, complete, inferred, other, unordered) = (0, 0, 0, 0, 0)
    var ordered = template
    ordered.order = .relative
    let templates = ArticleTemplates(own: [ordered])
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
      switch Self.known.inferred(from: words)?.template.name {
      case template.name: inferred += 1
      case nil: break
      default: other += 1
      }
      let text = article.headings.map {
        String(repeating: "#", count: min(6, max(1, $0.level))) + " " + $0.text + "\n\nText.\n"
      }
      let draft = Draft.reading(SourceText(text.joined(separator: "\n")), as: .markdown)
      if let kind = KindOfArticle(of: draft, choice: template.name, templates: templates) {
        var findings: [Finding] = []
        SectionOrder.analyze(draft, kind, &findings)
        if !findings.isEmpty { unordered += 1 }
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
        + "| \(percent(complete)) | \(percent(unordered)) |")
    for line in lines { print(line) }
  }
}
