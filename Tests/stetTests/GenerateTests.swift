import BuiltInAnalyzers
import Foundation
import StetCore
import Testing

@Suite("stet-dev generate")
struct GenerateTests {
  @Test func `the generated files are up to date`() throws {
    let result = try Program.stetDev.run(
      ["generate", "--check", "--root", Folder.repository.path], in: Folder())
    #expect(result.status == 0, "\(result.output)\(result.errors)")
  }

  @Test func `pages are written, renewed and removed`() throws {
    let folder = try Folder()
    let first = try Program.stetDev.run(["generate"], in: folder)
    #expect(first.status == 0)
    let pages = try FileManager.default.contentsOfDirectory(
      atPath: folder.url.appending(path: "docs/rules").path)
    #expect(
      Set(pages) == Set(AnalyzerRegistry.builtIn.rules.map { $0.id + ".md" } + ["README.md"]))
    #expect(try Program.stetDev.run(["generate", "--check"], in: folder).output == "")

    let page = try folder.text("docs/rules/repeated-word.md")
    try folder.write(Array("old".utf8), to: "docs/rules/repeated-word.md")
    try folder.write([], to: "docs/rules/gone.md")
    let check = try Program.stetDev.run(["generate", "--check"], in: folder)
    #expect(check.status == 1)
    #expect(
      check.output == """
        not up to date: docs/rules/repeated-word.md
        not up to date: docs/rules/gone.md
        To renew them: swift run stet-dev generate

        """)
    #expect(try folder.text("docs/rules/repeated-word.md") == "old")
    _ = try Program.stetDev.run(["generate"], in: folder)
    #expect(try folder.text("docs/rules/repeated-word.md") == page)
    #expect(
      !FileManager.default.fileExists(atPath: folder.url.appending(path: "docs/rules/gone.md").path)
    )
  }
}
