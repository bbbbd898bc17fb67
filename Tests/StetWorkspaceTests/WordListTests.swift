import Foundation
import StetCore
import StetWorkspace
import Testing

@Suite("Word lists that people add to")
struct WordListTests {
  private func text(_ path: String) throws -> String {
    String(decoding: try FileSystem.read(path), as: UTF8.self)
  }

  @Test func `a list and its folders are made when they are needed`() throws {
    let folder = try TemporaryFolder()
    let list = folder / "a/b/dictionary.txt"
    #expect(try WordList.add("fibroid", to: list))
    #expect(try WordList.add("Ginkgo", to: list))
    #expect(try !WordList.add("fibroid", to: list))
    #expect(try text(list) == "fibroid\nGinkgo\n")
  }

  @Test(arguments: [
    ("one", "one\ntwo\n"), ("one\r\n", "one\r\ntwo\r\n"), ("", "two\n"),
    ("# twos\none # two\n", "# twos\none # two\ntwo\n"),
    ("\u{FEFF}one\n", "\u{FEFF}one\ntwo\n"),
  ])
  func `all else in a list stays`(before: String, after: String) throws {
    let folder = try TemporaryFolder(["list.txt": before])
    #expect(try WordList.add("two", to: folder / "list.txt"))
    #expect(try text(folder / "list.txt") == after)
  }

  @Test func `what is no word, or no list, is refused`() throws {
    let folder = try TemporaryFolder(["file": "x", "folder/a": ""])
    try folder.write([0xFF, 0xFE, 0x61, 0x00], to: "utf16.txt")
    for word in ["", "# x", "!x", "x ", "a\u{0}b", "a\rb", String(repeating: "x", count: 300)] {
      #expect(throws: FileError.self) { try WordList.add(word, to: folder / "list.txt") }
    }
    #expect(!FileSystem.exists(folder / "list.txt"))
    for path in ["folder", "file/list.txt", "utf16.txt"] {
      #expect(throws: FileError.self) { try WordList.add("word", to: folder / path) }
    }
  }

  @Test func `one's own words hold in every project`() throws {
    let folder = try TemporaryFolder([
      "own.txt": "fibroid\n", "a/.stet.yml": "", "a/.stet/dictionary.txt": "foo\n",
      "b/.stet/dictionary.txt": "bar\n", "c/x.md": "",
    ])
    let loader = ProjectLoader(
      registry: Nothing.registry, personalDictionary: folder / "own.txt")
    for (place, word) in [("a/x.md", "foo"), ("b/x.md", "bar"), ("c/x.md", "fibroid")] {
      let project = try loader.project(for: folder / place)
      #expect(project.vocabulary.accepts("fibroid"))
      #expect(project.vocabulary.accepts(word))
      #expect(project.vocabulary.accepts("bar") == (word == "bar"))
    }
    let explicit = ProjectLoader(
      registry: Nothing.registry, explicitConfiguration: folder / "a/.stet.yml",
      personalDictionary: folder / "own.txt")
    #expect(try explicit.project(for: folder / "c/x.md").vocabulary.accepts("fibroid"))
    let without = ProjectLoader(
      registry: Nothing.registry, personalDictionary: folder / "none.txt")
    #expect(try !without.project(for: folder / "c/x.md").vocabulary.accepts("fibroid"))
  }

  @Test func `a list of one's own that is no text is an error`() throws {
    let folder = try TemporaryFolder()
    try folder.write([0x61, 0xFF, 0x0A], to: "own.txt")
    let loader = ProjectLoader(
      registry: Nothing.registry, personalDictionary: folder / "own.txt")
    #expect(throws: ProjectError.self) { try loader.project(for: folder / "x.md") }
    #expect(loader.errors.count == 1)
  }

  @Test func `a word that is forbidden is no more accepted, and the reverse`() throws {
    let folder = try TemporaryFolder(["list.txt": "one\ntwo # 2\nthree\n"])
    #expect(try WordList.add("two", to: folder / "list.txt", isForbidden: true))
    #expect(try text(folder / "list.txt") == "one\nthree\n!two\n")
    #expect(try WordList.add("two", to: folder / "list.txt"))
    #expect(try text(folder / "list.txt") == "one\nthree\ntwo\n")
  }
}
