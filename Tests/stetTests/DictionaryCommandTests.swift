import Foundation
import Testing

@Suite("stet dictionary")
struct DictionaryCommandTests {
  private func run(_ command: String, in folder: Folder) throws -> Program.Result {
    try Program.stet.shell(
      "HOME=$PWD/home XDG_CONFIG_HOME= \"$STET\" dictionary \(command)", in: folder)
  }

  @Test func `words are added beside the configuration, once`() throws {
    let folder = try Folder([".stet.yml": "", "sub/a.txt": ""])
    let first = try run("add --path sub/a.txt zubenol Kovarin", in: folder)
    #expect(first.status == 0, "\(first.errors)")
    #expect(
      first.output == """
        .stet/dictionary.txt: added zubenol
        .stet/dictionary.txt: added Kovarin

        """)
    let again = try run("add zubenol", in: folder)
    #expect(again.output == ".stet/dictionary.txt: has zubenol already\n")
    #expect(try folder.text(".stet/dictionary.txt") == "zubenol\nKovarin\n")
  }

  @Test func `words are forbidden, listed and removed`() throws {
    let folder = try Folder([
      ".stet.yml": "dictionaries: [words/more.txt]\n",
      "words/more.txt": "# ours\r\n\r\nzubenol # a drug\r\nplix\r\n",
    ])
    #expect(try run("add --forbid utilize", in: folder).status == 0)
    #expect(
      try run("list", in: folder).output == """
        words/more.txt:3: zubenol
        words/more.txt:4: plix
        words/more.txt:5: !utilize

        """)
    let result = try run("remove zubenol utilize nothing", in: folder)
    #expect(result.status == 1)
    #expect(result.errors == "stet: No list has “nothing”\n")
    #expect(try folder.text("words/more.txt") == "# ours\r\n\r\nplix\r\n")
    #expect(!FileManager.default.fileExists(atPath: folder.url.path + "/.stet"))
  }

  @Test func `words go to the settings that the team has`() throws {
    let folder = try Folder([
      "cspell.json": "{ \"words\": [\"zubenol\"] }\n", "a.md": "Take kovarin with zubenol.\n",
    ])
    #expect(try run("add kovarin", in: folder).output == "cspell.json: added kovarin\n")
    #expect(
      try folder.text("cspell.json") == "{ \"words\": [\"zubenol\", \"kovarin\"] }\n")
    #expect(
      try run("trace zubenol", in: folder).output.hasPrefix("cspell.json:1: accepts zubenol\n"))
    let removal = try run("remove zubenol", in: folder)
    #expect(removal.status == 2)
    #expect(removal.errors.contains("edit"))
    #expect(try Program.stet.shell("\"$STET\" check a.md", in: folder).status == 0)
  }

  @Test func `comments for cspell hold`() throws {
    let folder = try Folder([
      "a.md": """
      The doctr is in. Ask teh nurse.

      <!-- cspell:ignore doctr -->
      <!-- cspell:disable -->

      Ask teh nurse.

      <!-- cspell:enable -->

      <!-- cSpell:disable-next-line -->
      Ask teh nurse.

      Ask teh nurse.
      """,
      "b.html": "<p>Ask teh nurse.</p><!-- cspell:words teh -->",
    ])
    let result = try Program.stet.shell("\"$STET\" check a.md b.html", in: folder)
    #expect(
      result.output.split(separator: "\n").filter { $0.contains("misspelling") }.map {
        $0.split(separator: " ")[0]
      } == ["a.md:1:22:", "a.md:13:5:"], "\(result.output)")
  }

  @Test func `one's own list is beside the project's`() throws {
    let folder = try Folder(["a.txt": ""])
    #expect(try run("add --user zubenol", in: folder).status == 0)
    #expect(try folder.text("home/.config/stet/dictionary.txt") == "zubenol\n")
    #expect(
      try run("list --user", in: folder).output == "home/.config/stet/dictionary.txt:1: zubenol\n")
    let trace = try run("trace Zubenol", in: folder)
    #expect(trace.status == 0)
    #expect(trace.output.hasPrefix("home/.config/stet/dictionary.txt:1: accepts zubenol\n"))
  }

  @Test func `a word is traced to what accepts and forbids it`() throws {
    let folder = try Folder([
      ".stet.yml": "", ".stet/dictionary.txt": "# words\nrecieve\n!recieve\nother\n",
    ])
    let both = try run("trace recieve", in: folder)
    #expect(both.status == 1)
    #expect(
      both.output.hasPrefix(
        """
        .stet/dictionary.txt:2: accepts recieve
        .stet/dictionary.txt:3: forbids recieve
        built-in dictionary: does not have it
        """))
    #expect(both.output.contains("[misspelling]"))
    let known = try run("trace muscle", in: folder)
    #expect(known.status == 0)
    #expect(known.output.contains("built-in dictionary: has it: commonness "))
    #expect(known.output.contains("Nothing is reported of the word by itself"))
  }

  @Test func `what is no word is refused`() throws {
    let folder = try Folder(["a.txt": ""])
    #expect(try run("add '#x'", in: folder).status == 2)
    #expect(try run("add ''", in: folder).status == 2)
    #expect(!FileManager.default.fileExists(atPath: folder.url.appending(path: ".stet").path))
  }

  @Test func `words that no dictionary has are listed, those written most often first`() throws {
    let folder = try Folder([
      ".stet/dictionary.txt": "zubenol\n",
      "a.txt": "Kovarin and zubenol, Kovarin’s own; see www.kovarinx.example or ask teh vet.\n",
      "b.md": "# Kovarin\n\nRun `kovarinize` and “teh” kovarin—blurf.\n",
    ])
    #expect(
      try run("unknown --counts .", in: folder).output
        == "3\tKovarin\n2\tteh\n1\tblurf\n1\tkovarin\n")
    #expect(try run("unknown b.md", in: folder).output == "Kovarin\nblurf\nkovarin\nteh\n")
    let missing = try run("unknown none.txt b.md", in: folder)
    #expect(missing.status == 2)
    #expect(missing.errors.contains("none.txt"))
    #expect(missing.output.hasPrefix("Kovarin"))
  }
}
