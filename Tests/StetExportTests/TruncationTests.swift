import BuiltInAnalyzers
import StetCore
import StetExport
import StetFormats
import Testing

@Suite("What was cut off")
struct TruncationTests {
  private let engine = Engine(registry: .builtIn)

  private func xml(_ text: String, _ format: Draft.Format) -> String {
    let draft = Draft.reading(SourceText(text), as: format)
    let article = CleanedArticle(
      cleaning: draft, diagnostics: engine.forCleaning(.safe).diagnostics(for: draft),
      options: CleaningOptions(for: draft, in: engine, name: "a.txt", file: nil))
    #expect(Conservation.fault(in: article) == nil)
    return String(
      decoding: StetXML.document(article, WritingOptions(includesTrail: false)), as: UTF8.self)
  }

  private static let plain = """
    What helps against hiccups?

    Hold your breath and count to ten. Then drink a glass of water slowly, and wait until the hicc

    Why do they come?

    Nobody knows for sure why they come.

    """

  @Test(arguments: [
    (plain, Draft.Format.plainText),
    (
      plain.replacing("What helps", with: "## What helps").replacing("Why do", with: "## Why do"),
      .markdown
    ),
  ])
  func `an editor's mark is quiet in the draft and kept in the export`(
    text: String, format: Draft.Format
  ) throws {
    let diagnostics = engine.diagnostics(for: .reading(SourceText(text), as: format))
    let finding = try #require(diagnostics.first { $0.rule == "truncated-answer" }).finding
    let fix = try #require(finding.fixes.first { $0.title == "Mark as truncated" })
    let marked = String(
      decoding: FixApplication.apply(fix.edits, to: Array(text.utf8)), as: UTF8.self)
    #expect(marked.contains("stet truncated-answer: truncated"))
    #expect(engine.diagnostics(for: .reading(SourceText(marked), as: format)).isEmpty)
    #expect(xml(text, format).contains("<answer status=\"truncated\" seen=\"94\">"))
    #expect(xml(marked, format).contains("<answer status=\"truncated\" seen=\"94\">"))
  }

  @Test func `the rest of an answer is found where it stands in full`() throws {
    let other = Draft.reading(
      SourceText(
        "Hiccups\n\nHold your breath and count to ten.  Then drink a glass of water slowly, and "
          + "wait until the hiccups have gone for good.\n"), as: .plainText)
    let draft = Draft.reading(SourceText(Self.plain), as: .plainText)
    let found = engine.diagnostics(for: draft, beside: other)
    let finding = try #require(found.first { $0.rule == "full-answer-elsewhere" }).finding
    let fix = try #require(finding.fixes.first)
    let whole = String(
      decoding: FixApplication.apply(fix.edits, to: Array(Self.plain.utf8)), as: UTF8.self)
    #expect(whole.contains("wait until the hiccups have gone for good.\n\nWhy do they come?"))
  }
}
