import SectionsAnalyzers
import StetCore
import StetFormats
import Testing

@Suite("Inserting a missing section")
struct InsertSectionTests {
  private let engine = Engine(registry: AnalyzerRegistry([TemplateSections.self]))

  /// The text with the section inserted, and the sections that are missing then.
  private func inserting(
    _ name: String, into text: String, _ format: Draft.Format
  ) throws -> (text: String, missing: Int) {
    func missing(_ text: String) -> [Diagnostic] {
      engine.diagnostics(for: .reading(SourceText(text), as: format))
    }
    let fix = try #require(
      missing(text).flatMap(\.finding.fixes).first { $0.title == "Insert the section “\(name)”" })
    #expect(fix.safety == .suggestion)
    let result = String(
      decoding: FixApplication.apply(fix.edits, to: Array(text.utf8)), as: UTF8.self)
    let left = missing(result)
    #expect(!left.contains { $0.message.contains("“\(name)”") }, "\(result)")
    #expect(left.count == missing(text).count - 1)
    return (result, left.count)
  }

  private static let plain =
    "Gout\n\nCauses\nUric acid forms crystals in a joint.\n\nSymptoms\n"
    + "The joint is red, hot and very painful.\n\nTreatment\nAnti-inflammatory drugs ease the pain.\n"

  private static let markdown = """
    # Gout

    ## Causes

    Uric acid.

    ### Diet

    Red meat.

    ## Symptoms

    The joint is red.

    ## Treatment

    Drugs ease the pain.

    [link]: https://example.org

    """

  @Test func `in plain text a bare line and a stub after the section before`() throws {
    let text = try inserting("Diagnosis", into: Self.plain, .plainText).text
    #expect(text.contains("very painful.\n\nDiagnosis\nTODO.\n\nTreatment\n"))
  }

  @Test func `the last section of a template comes last`() throws {
    let text = try inserting("References", into: Self.plain, .plainText).text
    #expect(text == Self.plain + "\nReferences\nTODO.\n")
  }

  @Test func `the first section of a template comes before the second`() throws {
    let draft =
      Self.plain.replacing("Causes\nUric acid forms crystals in a joint.\n\n", with: "")
      .replacing("Treatment", with: "Diagnosis")
      + "\nTreatment\nAnti-inflammatory drugs ease the pain.\n"
    let text = try inserting("Causes", into: draft, .plainText).text
    #expect(text.hasPrefix("Gout\n\nCauses\nTODO.\n\nSymptoms\n"))
  }

  @Test func `all sections one after the other`() throws {
    var text = Self.plain
    for name in ["References", "Prognosis", "Diagnosis", "Prevention"] {
      text = try inserting(name, into: text, .plainText).text
    }
    let names = ["Causes", "Symptoms", "Diagnosis", "Treatment", "Prognosis", "Prevention"]
    let lines = text.split(separator: "\n").map(String.init)
    #expect(lines.filter { (names + ["References"]).contains($0) } == names + ["References"])
  }

  @Test func `in Markdown a heading of the same level, after what is under the one before`()
    throws
  {
    let text = try inserting("Diagnosis", into: Self.markdown, .markdown).text
    #expect(text.contains("The joint is red.\n\n## Diagnosis\n\nTODO.\n\n## Treatment\n"))
    let last = try inserting("Prognosis", into: Self.markdown, .markdown).text
    #expect(last.contains("ease the pain.\n\n## Prognosis\n\nTODO.\n\n[link]:"))
  }

  @Test func `the draft's own style of headings and line breaks`() throws {
    let loud = Self.plain.replacing("Causes", with: "CAUSES:")
      .replacing("Symptoms", with: "SYMPTOMS:").replacing("Treatment", with: "TREATMENT:")
    #expect(
      try inserting("Diagnosis", into: loud, .plainText).text.contains("\n\nDIAGNOSIS:\nTODO.\n\n"))
    let underlined = """
      Gout
      ====

      Causes
      ------

      Uric acid.

      Symptoms
      --------

      A red joint.

      Treatment
      ---------

      Drugs.

      """
    #expect(
      try inserting("Diagnosis", into: underlined, .markdown).text
        .contains("\n\nDiagnosis\n---------\n\nTODO.\n\nTreatment"))
    #expect(
      try inserting("Diagnosis", into: Self.plain.replacing("\n", with: "\r\n"), .plainText).text
        .contains("painful.\r\n\r\nDiagnosis\r\nTODO.\r\n\r\nTreatment\r\n"))
    let open = String(Self.plain.dropLast())
    #expect(
      try inserting("References", into: open, .plainText).text == open + "\n\nReferences\nTODO.\n")
  }
}
