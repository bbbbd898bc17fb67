import SectionsAnalyzers
import StetCore
import StetFormats
import Testing

@Suite("Templates of a project")
struct TemplateTests {
  private let recipe = ArticleTemplate(
    "recipe", "a recipe", inference: .init(sections: 2, telling: 2), order: .strict,
    [
      .init("Ingredients", .required, ["ingredients"], isTelling: true),
      .init("Method", .required, ["method", "steps"], isTelling: true, minimumWords: 4),
      .init("Storage", .recommended, ["storage"], group: 1),
      .init("Serving", .recommended, ["serving"], parent: "Method", group: 1),
    ])

  /// What is found in a Markdown draft of headings, each with words under it.
  private func messages(
    _ text: String, kind: String? = nil, _ change: (inout ArticleTemplate) -> Void = { _ in }
  ) -> [String] {
    var template = recipe
    change(&template)
    var configuration = Configuration()
    configuration.templates = [template]
    configuration.kind = kind
    let engine = Engine(
      registry: AnalyzerRegistry([TemplateSections.self]), configuration: configuration)
    return engine.diagnostics(for: .reading(SourceText(text), as: .markdown)).map {
      "\($0.rule): \($0.message)"
    }
  }

  private let complete = """
    # Apple pie

    ## Ingredients

    Six apples.

    ## Method

    Bake it for forty minutes.

    ### Serving

    Warm.

    """

  @Test func `a complete draft is one`() {
    #expect(messages(complete).isEmpty)
  }

  @Test func `any section of a group will do, and both are named where none is there`() {
    let bare = complete.replacing("### Serving\n\nWarm.\n", with: "")
    #expect(
      messages(bare, kind: "recipe").contains {
        $0.contains("no section “Storage” or “Serving”, which a recipe usually has")
      })
    #expect(messages(bare, kind: "recipe").count == 1)
  }

  @Test func `a section with too few words is told`() {
    let short =
      complete.replacing("Bake it for forty minutes.\n\n### Serving\n\nWarm.", with: "Bake.")
      + "\n## Storage\n\nIn a tin.\n"
    #expect(
      messages(short).first
        == "empty-section: There is one word under this heading, where a recipe has 4 words at "
        + "least (inferred from 3 of its sections)")
  }

  @Test func `sections out of order, out of place, and strangers between them`() {
    let mixed = """
      ## Method

      Bake it for forty minutes.

      ## History

      It is old.

      ## Serving

      Warm.

      ## Ingredients

      Six apples.

      """
    let found = messages(mixed)
    #expect(found.contains { $0.contains("“Ingredients” comes before “Method” in a recipe") })
    #expect(found.contains { $0.contains("“Serving” belongs under “Method” in a recipe") })
    #expect(found.contains { $0.contains("A recipe has no section of this name") })
    #expect(messages(mixed) { $0.order = .relative }.count == found.count - 1)
    #expect(messages(mixed) { $0.order = .any }.count == found.count - 2)
  }

  @Test func `the move puts a section where the template has it`() throws {
    let text = "## Method\n\nBake it for forty minutes.\n\n## Ingredients\n\nSix apples.\n"
    var configuration = Configuration()
    configuration.templates = [recipe]
    configuration.kind = "recipe"
    let engine = Engine(
      registry: AnalyzerRegistry([TemplateSections.self]), configuration: configuration)
    let diagnostics = engine.diagnostics(for: .reading(SourceText(text), as: .markdown))
    let fix = try #require(
      diagnostics.first { $0.rule == "section-order" }?.finding.fixes.first)
    #expect(fix.safety == .suggestion)
    #expect(
      String(decoding: FixApplication.apply(fix.edits, to: Array(text.utf8)), as: UTF8.self)
        == "## Ingredients\n\nSix apples.\n\n## Method\n\nBake it for forty minutes.\n")
  }

  @Test func `the kind of a file counts unless front matter says another`() {
    let other = "# Pie\n\n## History\n\nIt is old.\n"
    #expect(messages(other).isEmpty)
    #expect(messages(other, kind: "recipe").count == 3)
    #expect(messages("---\nkind: none\n---\n" + other, kind: "recipe").isEmpty)
  }
}

@Suite("Learning a template")
struct TemplateLearnerTests {
  private func article(_ headings: [String], date: String? = nil) -> TemplateLearner.Article {
    TemplateLearner.Article(
      headings: headings.map { heading in
        let marks = heading.prefix { $0 == "#" }.count
        return .init(level: max(1, marks), text: heading.drop { $0 == "#" }.description)
      }, date: date)
  }

  @Test func `shares, order and needs are those of the articles`() throws {
    let articles =
      (0..<40).map { _ in article(["##Ingredients", "##Method", "##Storage"]) }
      + (0..<30).map { _ in article(["##1. Ingredients:", "##Method"]) }
      + (1...5).map { article(["##Method", "##" + String(repeating: "x", count: $0)]) }
    let template = try #require(
      TemplateLearner(articles).template(named: "recipe", subject: "a recipe"))
    #expect(template.articles == 75)
    #expect(template.sections.map(\.name) == ["Ingredients", "Method", "Storage"])
    #expect(template.sections.map(\.need) == [.required, .required, .recommended])
    #expect(template.sections.map(\.share) == [93, 100, 53])
    #expect(template.order == .relative)
    #expect(template.inference == .init(sections: 3, telling: 3))
  }

  @Test func `what never stands beside a section but in its place is another name of it`() throws {
    let articles =
      (0..<30).map { _ in article(["##Causes", "##Treatment", "##Outlook"]) }
      + (0..<10).map { _ in article(["##Causes", "##Management", "##Outlook"]) }
    let template = try #require(
      TemplateLearner(articles).template(named: "illness", subject: "an illness"))
    #expect(template.sections.map(\.name) == ["Causes", "Treatment", "Outlook"])
    #expect(template.sections[1].phrases == ["treatment", "management"])
    #expect(template.sections[1].share == 100)
  }

  @Test func `a heading beside the section that it holds is another section`() throws {
    let articles =
      (0..<20).map { _ in article(["##Treatment", "##Alternative Treatment"]) }
      + (0..<20).map { _ in article(["##Treatment"]) }
    let template = try #require(
      TemplateLearner(articles).template(named: "illness", subject: "an illness"))
    #expect(template.sections.map(\.name) == ["Treatment", "Alternative Treatment"])
    #expect(template.sections[0].exceptions == ["alternative"])
  }

  @Test func `a section that came with a new template is asked for since then`() throws {
    let articles =
      (0..<30).map { article(["##Summary", "##Design"], date: "2016-\(10 + $0 % 3)") }
      + (0..<30).map {
        article(["##Summary", "##Design", "##Teaching"], date: "2019-0\(1 + $0 % 9)")
      }
    let template = try #require(
      TemplateLearner(articles).template(named: "proposal", subject: "a proposal"))
    let section = try #require(template.sections.last)
    #expect(section.name == "Teaching")
    #expect(section.since == "2019-01")
    #expect(section.need == .required)
  }

  @Test func `a section under another is noted there`() throws {
    let articles = (0..<10).map { _ in article(["##Motivation", "###Goals", "##Design"]) }
    let template = try #require(
      TemplateLearner(articles).template(named: "proposal", subject: "a proposal"))
    #expect(template.sections.map(\.parent) == [nil, "Motivation", nil])
  }

  @Test func `articles that share nothing give no template`() {
    #expect(TemplateLearner([]).template(named: "a", subject: "an a") == nil)
    let articles = (0..<10).map { article(["##" + String(repeating: "x", count: $0 + 1)]) }
    #expect(TemplateLearner(articles).template(named: "a", subject: "an a") == nil)
  }
}
