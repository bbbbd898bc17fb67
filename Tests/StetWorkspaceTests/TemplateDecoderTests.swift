import SectionsAnalyzers
import StetCore
import StetWorkspace
import Testing

@Suite("Templates in YAML")
struct TemplateDecoderTests {
  private func issue(_ text: String) -> String? {
    do throws(ConfigurationIssue) {
      _ = try TemplateDecoder.template(Array(text.utf8))
      return nil
    } catch { return error.description }
  }

  @Test func `a template is read with its names, needs and life spans`() throws {
    let template = try TemplateDecoder.template(
      Array(
        """
        name: minutes
        subject: the minutes of a meeting
        infer: {sections: 3, telling: 2, by-name: true}
        sections:
          - name: Present
            as: [Attendees, who-came]
            telling: true
          - {name: Votes, need: recommended, not: [Open], since: 2020-03, until: 2024}
        """.utf8))
    #expect(
      template
        == ArticleTemplate(
          "minutes", "the minutes of a meeting",
          inference: .init(sections: 3, telling: 2, byName: true),
          [
            .init("Present", .required, ["present", "attendees", "who came"], isTelling: true),
            .init(
              "Votes", .recommended, ["votes"], except: ["open"], since: "2020-03", until: "2024"),
          ]))
  }

  @Test(arguments: [
    ("", "1:1: The file is empty (expected a template)"),
    ("name: a\nsubject: b\n", "1:1: The key “sections” is missing"),
    (
      "name: a\nsubject: b\nsections: [{name: A, need: much}]\n",
      "3:28: The value does not fit here (expected one of required, recommended, optional)"
    ),
    (
      "name: a\nsubject: b\nsections: [{name: A}, {name: A}]\n",
      "3:23: The section “A” stands twice"
    ),
    (
      "name: a\nsubject: b\nsections: [{name: A, since: soon}]\n",
      "3:29: The value does not fit here (expected a date: YYYY, YYYY-MM or YYYY-MM-DD)"
    ),
  ])
  func `what is wrong is named with its place`(text: String, expected: String) {
    #expect(issue(text) == expected)
  }
}
