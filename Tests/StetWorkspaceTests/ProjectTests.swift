import Foundation
import StetCore
import StetWorkspace
import Testing

@Suite struct ProjectTests {
  private func load(_ path: String, explicit: String? = nil) throws -> Project {
    try Project.load(from: path, explicit: explicit, registry: Nothing.registry)
  }

  private func error(_ path: String, explicit: String? = nil) -> [String] {
    do throws(ProjectError) {
      _ = try Project.load(from: path, explicit: explicit, registry: Nothing.registry)
      return []
    } catch {
      return error.issues.map(\.description)
    }
  }

  @Test(arguments: [".stet.yml", ".stet.yaml"])
  func `the configuration is found by walking up from a file or a folder`(name: String) throws {
    let folder = try TemporaryFolder([name: "language: en-GB", "a/b/c.md": ""])
    for start in ["", "/a/b", "/a/b/c.md", "/a/b/none.md", "/a/none/x/y.md"] {
      let project = try load(folder.path + start)
      #expect(project.configurationPath == folder / name)
      #expect(project.folder == folder.path)
      #expect(project.configuration.language == "en-GB")
    }
  }

  @Test func `without a configuration the defaults stand`() throws {
    let folder = try TemporaryFolder(["a.md": ""])
    let project = try load(folder / "a.md")
    #expect(project.configurationPath == nil)
    #expect(project.configuration == Configuration())
    #expect(project.vocabulary.isEmpty)
  }

  @Test func `two configurations in one folder are an error`() throws {
    let folder = try TemporaryFolder([".stet.yml": "", ".stet.yaml": ""])
    #expect(
      error(folder.path)
        == ["\(folder / ".stet.yml"): .stet.yml and .stet.yaml are both here; keep one of them"])
  }

  @Test func `every issue is named at once with its file, line and column`() throws {
    let folder = try TemporaryFolder([
      ".stet.yml": """
      langage: en
      rules:
        mispelling: off
      dictionaries: [none.txt, words.txt, bad.txt]
      """,
      "words.txt": "fascia\n",
    ])
    try folder.write(Array("one\ntwo\nü".utf8) + [0xC3], to: "bad.txt")
    let path = folder / ".stet.yml"
    #expect(
      error(folder.path) == [
        "\(path):1:1: Unknown key “langage” (expected one of language, rules, include, exclude, "
          + "dictionaries, kinds, questions; did you mean “language”?)",
        "\(path):3:3: Unknown rule “mispelling” (did you mean “misspelling”?)",
        "\(path):4:16: The word list “\(folder / "none.txt")” cannot be read: "
          + "No such file or directory",
        "\(folder / "bad.txt"):3:2: These bytes are no text",
      ])
  }

  @Test func `a file that is not YAML, or no file, is an error`() throws {
    let folder = try TemporaryFolder(["a/.stet.yml": "a: [", "b/.stet.yml/x": ""])
    #expect(error(folder / "a").first?.hasPrefix("\(folder / "a/.stet.yml"):1:5: ") == true)
    #expect(error(folder / "b") == ["\(folder / "b/.stet.yml"): Is a directory"])
    try folder.write("", to: "c/x.md")
    try folder.link("c/.stet.yml", to: "none")
    #expect(error(folder / "c") == ["\(folder / "c/.stet.yml"): No such file or directory"])
  }

  @Test func `word lists are relative to the configuration, and one needs no mention`() throws {
    let folder = try TemporaryFolder([
      ".stet.yml": "dictionaries: [lists/words.txt]",
      "lists/words.txt": "fascia\n!utilize\n", ".stet/dictionary.txt": "stet\n", "d/a.md": "",
    ])
    let words = try load(folder / "d/a.md").vocabulary
    #expect(words.accepts("fascia"))
    #expect(words.accepts("stet"))
    #expect(words.forbids("utilize"))
  }

  @Test func `words alone make a project where no configuration reaches`() throws {
    let folder = try TemporaryFolder([
      ".stet/dictionary.txt": "outer\n", "d/a.md": "", "e/.stet/dictionary.txt": "inner\n",
      "f/.stet.yml": "", "f/g/.stet/dictionary.txt": "lost\n",
    ])
    #expect(try load(folder / "d/a.md").vocabulary.accepts("outer"))
    #expect(try load(folder / "d/a.md").folder == folder.path)
    #expect(try load(folder / "e/a.md").vocabulary.accepts("inner"))
    #expect(try load(folder / "f/g/a.md").vocabulary.isEmpty)
  }

  @Test func `a configuration that is named is read for every file`() throws {
    let folder = try TemporaryFolder([
      ".stet.yml": "language: en-GB", "ci/strict.yml": "language: en-US\ndictionaries: [w.txt]",
      "ci/w.txt": "fascia", "a.md": "",
    ])
    let project = try load(folder / "a.md", explicit: folder / "ci/strict.yml")
    #expect(project.configuration.language == "en-US")
    #expect(project.vocabulary.accepts("fascia"))
    #expect(project.folder == FileSystem.currentFolder)
    #expect(
      error(folder / "a.md", explicit: folder / "none.yml")
        == ["\(folder / "none.yml"): No such file or directory"])
  }

  @Test func `a path with two dots is followed through links`() throws {
    let folder = try TemporaryFolder([
      "real/deep/x.md": "", "real/.stet.yml": "language: en-GB", ".stet.yml": "language: en-US",
    ])
    try folder.link("link", to: "real/deep")
    #expect(try load(folder / "link/../x.md").configuration.language == "en-GB")
    #expect(try load(folder / "link/x.md").configuration.language == "en-US")
  }

  @Test func `a loader reads each configuration once`() throws {
    let folder = try TemporaryFolder([
      ".stet.yml": "language: en-GB", "a/x.md": "", "b/.stet.yml": "language: en-US",
      "b/c/y.md": "",
    ])
    let loader = ProjectLoader(registry: Nothing.registry)
    #expect(try loader.project(for: folder / "a/x.md").configuration.language == "en-GB")
    #expect(try loader.project(for: folder / "b/c/y.md").configuration.language == "en-US")
    try folder.write("language: en-CA", to: ".stet.yml")
    try folder.write("language: en-CA", to: "b/.stet.yml")
    #expect(try loader.project(for: folder / "a/x.md").configuration.language == "en-GB")
    #expect(try loader.project(for: folder / "b/c/z.md").configuration.language == "en-US")
    #expect(try loader.project(for: folder / "b").configuration.language == "en-US")
    #expect(loader.errors == [])
  }

  @Test func `a loader serves many threads`() async throws {
    let folder = try TemporaryFolder([".stet.yml": "nope: 1", "b/.stet.yml": "language: en-US"])
    let loader = ProjectLoader(registry: Nothing.registry)
    let base = folder.path
    let languages = await withTaskGroup(of: String.self) { group in
      for index in 0..<200 {
        group.addTask {
          let project = try? loader.project(
            for: "\(base)/\(index % 2 == 0 ? "a" : "b")/\(index).md")
          return project?.configuration.language ?? "error"
        }
      }
      return await group.reduce(into: [:]) { $0[$1, default: 0] += 1 }
    }
    #expect(languages == ["error": 100, "en-US": 100])
    #expect(loader.errors.count == 1)
    withExtendedLifetime(folder) {}
  }
}
