import Foundation
import Testing

@Suite("stet export -o")
struct ExportCommandTests {
  private let text = "Roses\n\nThey are pruned in winter.\n"

  private func files(_ folder: Folder) throws -> [String] {
    let all = FileManager.default.enumerator(atPath: folder.url.path)?.allObjects as? [String]
    return (all ?? []).filter { $0.hasSuffix(".xml") }.sorted()
  }

  @Test func `a folder keeps its tree`() throws {
    let folder = try Folder(["drafts/a.txt": text, "drafts/deep/b.md": "# B\n\nText.\n"])
    let result = try Program.stet.run(["export", "drafts", "-o", "out"], in: folder)
    #expect(result.status == 0, "\(result.errors)")
    #expect(try files(folder) == ["out/a.xml", "out/deep/b.xml"])
  }

  @Test func `drafts that differ in their endings keep these`() throws {
    let folder = try Folder(["a.txt": text, "a.md": "# Roses\n\nText.\n", "b.txt": text])
    let result = try Program.stet.run(["export", ".", "-o", "out"], in: folder)
    #expect(result.status == 0, "\(result.errors)")
    #expect(try files(folder) == ["out/a.md.xml", "out/a.txt.xml", "out/b.xml"])
  }

  @Test func `of two drafts for one file the second is refused`() throws {
    let folder = try Folder(["one/a.txt": text, "two/a.txt": text])
    let result = try Program.stet.run(["export", "one", "two", "-o", "out"], in: folder)
    #expect(result.status == 2)
    #expect(
      result.errors
        == "stet: two/a.txt: Not exported, as out/a.xml holds the article of one/a.txt\n")
    #expect(try files(folder) == ["out/a.xml"])
  }

  @Test func `a draft is never replaced`() throws {
    let draft = "<article><title>Roses</title><p>They are pruned in winter.</p></article>\n"
    let folder = try Folder(["a.xml": draft, "b.txt": text])
    for arguments in [["a.xml", "-o", "a.xml"], [".", "-o", "."]] {
      let result = try Program.stet.run(["export"] + arguments, in: folder)
      #expect(result.status == 2)
      #expect(result.errors.contains("a.xml: Not exported, as that would replace the draft"))
      #expect(try folder.text("a.xml") == draft)
    }
  }
}
