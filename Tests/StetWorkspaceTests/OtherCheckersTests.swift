import BuiltInAnalyzers
import Foundation
import StetCore
import StetWorkspace
import Testing

@Suite("Words that other checkers were told")
struct OtherCheckersTests {
  private func project(_ files: [String: String], at path: String = "draft.txt") throws -> Project {
    let folder = try TemporaryFolder(files)
    return try Project.load(from: folder / path, registry: .builtIn)
  }

  private func text(_ path: String) throws -> String {
    String(decoding: try FileSystem.read(path), as: UTF8.self)
  }

  @Test func `cspell's words are right and its flag words are not`() throws {
    let words = try project([
      "cspell.json": """
      {
        // what the team has taught it
        "version": "0.2",
        "words": ["fibroma", "Kovarin", "pre*"], /* more */
        "ignoreWords": ["zubenol"],
        "flagWords": ["utilize->use", "hte"],
        "dictionaryDefinitions": [{ "name": "team", "path": "./team.txt" }],
        "dictionaries": ["team", "typescript"],
      }
      """, "team.txt": "blurf # ours\n",
    ]).vocabulary
    for word in ["fibroma", "Fibroma", "Kovarin", "zubenol", "pre", "blurf"] {
      #expect(words.accepts(word), "\(word)")
    }
    #expect(!words.accepts("kovarin"))
    #expect(words.forbids("Utilize") && words.forbids("hte"))
    #expect(words.replacement(for: "utilize") == "use")
  }

  @Test func `cspell's YAML and an editor's settings are read alike`() throws {
    let words = try project([
      "cspell.config.yaml": "words:\n  - zubenol\nflagWords: [hte]\n",
      ".vscode/settings.json": "{\n\t\"cSpell.words\": [\"Kovarin\"],\n\t\"x\": 1\n}\n",
    ]).vocabulary
    #expect(words.accepts("zubenol") && words.accepts("Kovarin") && words.forbids("hte"))
  }

  @Test func `typos' tables accept, correct and forbid`() throws {
    let words = try project([
      "_typos.toml": """
      [default]
      extend-ignore-re = ["(?m)^>.*$", 'id="[a-z]+"']
      [default.extend-words]
      # right
      ba = "ba"
      "don’t-know" = "don’t-know"
      teh = "the"
      hte = ""
      [default.extend-identifiers]
      NdArray = "NdArray"
      [files]
      extend-exclude = ["*.csv", "vendor/"]
      """
    ]).vocabulary
    #expect(words.accepts("ba") && words.accepts("NdArray"))
    #expect(words.forbids("teh") && words.forbids("hte"))
    #expect(words.replacement(for: "teh") == "the" && words.replacement(for: "hte") == nil)
    #expect(words.ignoredPatterns.map(\.text) == ["(?m)^>.*$", "id=\"[a-z]+\""])
  }

  @Test(arguments: [
    ".codespellrc": "[codespell]\nignore-words-list = zubenol,\n    blurf\nskip = *.po,./build\n",
    "setup.cfg": "[metadata]\nname = x\n[codespell]\nignore-words-list: zubenol, blurf\n",
    "pyproject.toml":
      "[project]\nname = 'x'\n[tool.codespell]\nignore-words-list = 'zubenol,blurf'\n",
  ])
  func `codespell's lists are right`(name: String, text: String) throws {
    let words = try project([name: text, ".stet.yml": ""]).vocabulary
    #expect(words.accepts("zubenol") && words.accepts("blurf"))
  }

  @Test func `a list of words that codespell ignores is read`() throws {
    let words = try project([
      ".codespellrc": "[codespell]\nignore-words = .words\n", ".words": "zubenol\nblurf\n",
    ]).vocabulary
    #expect(words.accepts("zubenol") && words.accepts("blurf"))
  }

  @Test func `what they leave out is left out`() throws {
    let folder = try TemporaryFolder([
      "cspell.json": #"{"ignorePaths": ["old/**"]}"#,
      "typos.toml": "files.extend-exclude = ['b.md']",
      "a.md": "", "b.md": "", "old/c.md": "",
    ])
    let found = FileDiscovery.find([folder.path], using: ProjectLoader(registry: .builtIn))
    #expect(found.files == [folder / "a.md"])
    #expect(found.errors.isEmpty)
  }

  @Test func `what is wrong is said with its place`() throws {
    #expect {
      try project(["typos.toml": "[default.extend-words]\nba = \n"])
    } throws: { error in
      "\(error)".hasSuffix("typos.toml:2:6: This is no TOML (expected a value)")
    }
    #expect(throws: ProjectError.self) { try project(["cspell.json": "{\"words\": [\"a\""]) }
    // Not for a checker alone: whoever owns it will say so.
    #expect(throws: Never.self) { try project([".vscode/settings.json": "{", ".stet.yml": ""]) }
  }

  @Test(arguments: [
    (
      "{\n  \"words\": [\n    \"one\" // 1\n  ]\n}\n",
      "{\n  \"words\": [\n    \"one\",\n    \"two\" // 1\n  ]\n}\n"
    ),
    (#"{"words": ["one"], "x": {"words": []}}"#, #"{"words": ["one", "two"], "x": {"words": []}}"#),
    (#"{"words": []}"#, #"{"words": ["two"]}"#),
    (#"{"x": ["words"]}"#, "{\n  \"words\": [\"two\"],\"x\": [\"words\"]}"),
    ("{}", "{\n  \"words\": [\"two\"]\n}"),
    ("{ // ours\n}\n", "{\n  \"words\": [\"two\"] // ours\n}\n"),
    ("{\"words\": [ // none\n]}", "{\"words\": [\"two\" // none\n]}"),
    (
      "{\r\n  \"words\": [\r\n    \"a\"\r\n  ]\r\n}",
      "{\r\n  \"words\": [\r\n    \"a\",\r\n    \"two\"\r\n  ]\r\n}"
    ),
  ])
  func `a word is added to cspell's settings`(before: String, after: String) throws {
    let folder = try TemporaryFolder(["cspell.json": before])
    let place = try #require(
      try Project.load(from: folder / "a.txt", registry: .builtIn).placeOfNewWords)
    #expect(place == folder / "cspell.json")
    #expect(try WordList.add("two", to: place))
    #expect(try text(place) == after)
    #expect(try !WordList.add("two", to: place))
    #expect(try Project.load(from: folder / "a.txt", registry: .builtIn).vocabulary.accepts("two"))
  }

  @Test(arguments: [
    ("", "[default.extend-words]\ntwo = \"two\"\n"),
    (
      "[default.extend-words]\none = \"one\"\n\n[files]\n",
      "[default.extend-words]\none = \"one\"\ntwo = \"two\"\n\n[files]\n"
    ),
  ])
  func `a word is added to typos' settings`(before: String, after: String) throws {
    let folder = try TemporaryFolder(["typos.toml": before])
    #expect(try WordList.add("two", to: folder / "typos.toml"))
    #expect(try text(folder / "typos.toml") == after)
    #expect(try WordList.add("don't", to: folder / "typos.toml"))
    #expect(try text(folder / "typos.toml").contains("\"don't\" = \"don't\""))
    #expect(
      try WordList.entries(of: folder / "typos.toml").map(\.word).suffix(2) == ["two", "don't"])
  }

  @Test func `the project's own list comes first`() throws {
    let folder = try TemporaryFolder(["cspell.json": "{}", ".stet/dictionary.txt": "a\n"])
    #expect(
      try Project.load(from: folder / "a.txt", registry: .builtIn).placeOfNewWords
        == folder / ".stet/dictionary.txt")
  }

  @Test(arguments: [
    ("cspell.json", "[]"), ("cspell.json", #"{"words":["a"],"words":["b"]}"#),
    ("cspell.json", #"{"words":"x"}"#), ("typos.toml", "default.extend-words.a = 'a'\n"),
    ("typos.toml", "[default]\nextend-words = {a='a'}\n"), (".codespellrc", "[codespell]\n"),
  ])
  func `where a word would be lost, or do harm, it is not added`(name: String, before: String)
    throws
  {
    let folder = try TemporaryFolder([name: before])
    #expect(throws: FileError.self) { try WordList.add("two", to: folder / name) }
    #expect(try text(folder / name) == before)
  }
}
