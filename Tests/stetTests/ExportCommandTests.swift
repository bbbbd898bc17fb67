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

  @Test func `each vocabulary has its ending, and a folder for several drafts`() throws {
    let folder = try Folder(["a.txt": text, "b.txt": text])
    for (vocabulary, ending) in [("dita", "dita"), ("markdown", "md"), ("jsonld", "jsonld")] {
      let arguments = ["export", "a.txt", "b.txt", "--to", vocabulary, "-o", "out/"]
      #expect(try Program.stet.run(arguments, in: folder).status == 0)
      #expect(FileManager.default.fileExists(atPath: folder.url.path + "/out/b.\(ending)"))
    }
    let several = try Program.stet.run(["export", "a.txt", "b.txt", "--to", "tei"], in: folder)
    #expect(several.status == 2)
    #expect(several.errors.contains("name a folder"))
    let lines = try Program.stet.run(["export", "a.txt", "b.txt", "--to", "jsonld"], in: folder)
    #expect(lines.output.split(separator: "\n").count == 2)
  }

  @Test func `several drafts go into one file where the vocabulary lets them`() throws {
    let text = "# Roses\n\n## Pruning\n\nThey are pruned in winter.\n"
    let folder = try Folder(["d/a.md": text, "d/b.md": text, "d/c.md": text])
    let collection = try Program.stet.run(["export", "d", "-o", "all.xml"], in: folder)
    #expect(collection.status == 0, "\(collection.errors)")
    let document = try folder.text("all.xml")
    #expect(document == (try Program.stet.run(["export", "d"], in: folder).output))
    #expect(document.split(separator: "<article ").count == 4)
    #expect(document.contains("xml:id=\"a-b-md."))
    let lines = ["export", "d", "--to", "jsonld", "-o", "all.jsonl", "--trail", "trail.jsonl"]
    #expect(try Program.stet.run(lines, in: folder).status == 0)
    #expect(try folder.text("all.jsonl").split(separator: "\n").count == 3)
    #expect(try folder.text("trail.jsonl").split(separator: "\n").count == 3)
    // Nothing is left beside them, and a draft is not written over.
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path).count == 4)
    let over = try Program.stet.run(
      ["export", "d/a.md", "all.xml", "-o", "all.xml"], in: folder)
    #expect(over.status == 2)
    #expect(try folder.text("all.xml") == document)
  }

  @Test func `what is valid is written, what is not is named`() throws {
    let schema = """
      <grammar xmlns="http://relaxng.org/ns/structure/1.0">
      <start><element name="nothing"><empty/></element></start></grammar>
      """
    let folder = try Folder(["a.txt": text, "none.rng": schema, "broken.rng": "<a/>"])
    let valid = try Program.stet.run(["export", "a.txt", "--validate"], in: folder)
    #expect(valid.status == 0, "\(valid.errors)")
    let held = try Program.stet.run(
      ["export", "a.txt", "--schema", "none.rng", "-o", "a.xml"], in: folder)
    #expect(held.status == 1)
    #expect(held.errors.contains("not valid Stet article"))
    #expect(try files(folder).isEmpty)
    for arguments in [
      ["--schema", "broken.rng"], ["--schema", "gone.xsd"], ["--schema", "a.txt"],
      ["--validate", "--to", "jsonld"], ["--validate", "--to", "xhtml"],
    ] {
      let result = try Program.stet.run(["export", "a.txt"] + arguments, in: folder)
      #expect(result.status == 2, "\(arguments)")
      #expect(result.errors.hasPrefix("stet: "), "\(result.errors)")
    }
  }

  @Test func `the trail names what the vocabulary cannot hold`() throws {
    let folder = try Folder(["a.md": "A [link](javascript:x()).\n"])
    let arguments = ["export", "a.md", "--to", "xhtml", "--trail", "trail.jsonl"]
    let result = try Program.stet.run(arguments, in: folder)
    #expect(!result.output.contains("javascript:"))
    #expect(try folder.text("trail.jsonl").contains("\"what\":\"script-address\""))
  }
}
