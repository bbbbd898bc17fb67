import Foundation
import JSON
import Testing

@Suite("stet check")
struct CheckCommandTests {
  private let schema: JSONSchema
  init() throws { schema = try JSONSchema("docs/check-output.schema.json") }

  private let fault = "Paris in the the spring.\n"
  private let clean = "Paris in the spring.\n"
  /// Keeps tests apart from what other rules may come to say.
  private let select = ["--select", "repeated-word"]

  private func check(
    _ arguments: [String], input: String = "", in folder: Folder
  ) throws -> Program.Result {
    try Program.stet.run(
      ["check"] + select + arguments, input: Array(input.utf8), in: folder)
  }

  // MARK: Output

  @Test func `findings are shown with their lines and a sum`() throws {
    let folder = try Folder(["a.txt": fault, "b.txt": clean])
    let result = try check(["b.txt", "a.txt"], in: folder)
    #expect(
      result.output == """
        a.txt:1:10: warning[repeated-word] “the” stands twice
        1 | Paris in the the spring.
          |          ^^^^^^^
          = fix: Remove the second “the” (safe)

        1 warning in 1 of 2 files; 1 can be fixed with --fix

        """)
    #expect(result.errors == "")
    #expect(result.status == 1)
  }

  @Test func `a clean draft is clean`() throws {
    let result = try check(["a.txt"], in: Folder(["a.txt": clean]))
    #expect(result.output == "Nothing found in 1 file\n")
    #expect(result.status == 0)
  }

  @Test func `a quiet run says only what was found`() throws {
    let folder = try Folder(["a.txt": fault, "b.txt": clean])
    #expect(try check(["b.txt", "--quiet"], in: folder).output == "")
    #expect(try check(["a.txt", "-q"], in: folder).output.hasSuffix("(safe)\n\n"))
  }

  @Test func `without a path the current folder is checked`() throws {
    let folder = try Folder(["a.txt": fault, "x/b.md": fault, "c.pdf": fault])
    let result = try check(["--format", "json"], in: folder)
    let value = try JSONValue(parsing: Array(result.output.utf8))
    #expect(value["files"]?.array?.map { $0["path"]?.string } == ["a.txt", "x/b.md"])
  }

  @Test(arguments: [
    (["--fail-on", "error"], 0), (["--fail-on", "warning"], 1), (["--fail-on", "hint"], 1),
    (["--fail-on", "never"], 0), (["--ignore", "repeated-word"], 0),
  ])
  func `what counts as failure can be set`(arguments: [String], status: Int) throws {
    let result = try check(["a.txt"] + arguments, in: Folder(["a.txt": fault]))
    #expect(Int(result.status) == status)
  }

  @Test func `colours come when asked for, and not into a file`() throws {
    let folder = try Folder(["a.txt": fault])
    #expect(try check(["a.txt"], in: folder).output.contains("\u{1B}") == false)
    #expect(try check(["a.txt", "--color", "always"], in: folder).output.contains("\u{1B}[1;33m"))
  }

  @Test func `nothing from a draft moves the terminal`() throws {
    let folder = try Folder(["a\u{1B}[31m.txt": "\u{1B}[2Jin the the\u{9B}0m spring.\u{7}\n"])
    let result = try check(["."], in: folder)
    #expect(result.status == 1)
    #expect(!result.output.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
    #expect(!result.output.unicodeScalars.contains { (0x7F...0x9F).contains($0.value) })
  }

  // MARK: JSON

  @Test func `JSON follows its schema, whatever was checked`() throws {
    let folder = try Folder([
      "a.txt": fault, "b.txt": clean, "c.md": "# T\n\n\u{FEFF}é 😀 is is\n",
    ])
    try folder.write([0xEF, 0xBB, 0xBF] + Array("It is is\u{0}. ".utf8) + [0xFF], to: "d.txt")
    try folder.write([0xFF, 0xFE, 0x61, 0x00, 0x20, 0x00, 0x61, 0x00, 0x99], to: "e.txt")
    let seeds = Folder.repository.appending(path: "seeds").path
    for arguments in [
      ["."], [seeds], ["a.txt", "--fix"], ["b.txt"], ["--select", "repeated-word", "."],
    ] {
      let result = try Program.stet.run(
        ["check", "--format", "json"] + arguments, in: folder)
      let value = try JSONValue(parsing: Array(result.output.utf8))
      #expect(schema.faults(of: value) == [])
      #expect(value["files"]?.array?.isEmpty == false)
    }
  }

  @Test func `the schema is not satisfied by just anything`() throws {
    let value = try JSONValue(
      parsing: Array(#"{"version":2,"files":[{"path":1}],"summary":{"more":1}}"#.utf8))
    #expect(schema.faults(of: value).count > 10)
  }

  @Test func `offsets and edits are of the file as it is`() throws {
    let folder = try Folder()
    let bytes: [UInt8] = [0xEF, 0xBB, 0xBF, 0xFF, 0x20] + Array("é is is so.\n".utf8)
    try folder.write(bytes, to: "a.txt")
    let result = try check(["a.txt", "--format", "json"], in: folder)
    let value = try JSONValue(parsing: Array(result.output.utf8))
    let diagnostic = try #require(value["files"]?.array?.first?["diagnostics"]?.array?.first)
    let offset = try #require(diagnostic["offset"]?.integer)
    let length = try #require(diagnostic["length"]?.integer)
    #expect(Array(bytes[offset..<offset + length]) == Array("is is".utf8))
    #expect(diagnostic["start"] == .object(["line": .integer(1), "column": .integer(5)]))
    let edit = try #require(diagnostic["fixes"]?.array?.first?["edits"]?.array?.first)
    #expect(edit["offset"]?.integer == offset + 2)
    #expect(edit["length"]?.integer == 3)
  }

  @Test func `the sums are those of the files`() throws {
    let folder = try Folder(["a.txt": fault, "b.txt": fault + "\n" + fault, "c.txt": clean])
    let result = try check([".", "--format", "json"], in: folder)
    let summary = try JSONValue(parsing: Array(result.output.utf8))["summary"]
    #expect(summary?["files"]?.integer == 3)
    #expect(summary?["filesWithDiagnostics"]?.integer == 2)
    #expect(summary?["warning"]?.integer == 3)
    #expect(summary?["error"]?.integer == 0)
    #expect(summary?["fixable"]?.integer == 3)
  }

  // MARK: Many files

  @Test func `the order of the output does not depend on the number of threads`() throws {
    let folder = try Folder()
    for index in 0..<300 {
      let text = String(repeating: index % 3 == 0 ? fault : clean, count: 1 + index * 37 % 50)
      try folder.write(Array(text.utf8), to: "\(index % 7)/\(index).txt")
    }
    for format in ["text", "json"] {
      let one = try check([".", "--format", format, "--jobs", "1"], in: folder)
      let many = try check([".", "--format", format, "--jobs", "8"], in: folder)
      #expect(one.output == many.output)
      #expect(one.status == 1)
    }
  }

  @Test func `a path that does not exist fails, and the others are checked`() throws {
    let folder = try Folder(["a.txt": fault])
    for jobs in ["1", "4"] {
      let result = try check(["gone.txt", "a.txt", "--jobs", jobs], in: folder)
      #expect(result.errors == "stet: gone.txt: No such file or directory\n")
      #expect(result.output.hasPrefix("a.txt:1:10: warning"))
      #expect(result.status == 2)
    }
  }

  // MARK: Standard input

  @Test func `standard input is a draft of the name it is given`() throws {
    let folder = try Folder()
    let plain = try check(["-"], input: fault, in: folder)
    #expect(plain.output.hasPrefix("<stdin>:1:10: warning[repeated-word]"))
    #expect(plain.status == 1)
    let named = try check(
      ["-", "--stdin-filename", "x/a.md"], input: "`the the` and and\n", in: folder)
    #expect(named.output.hasPrefix("x/a.md:1:11: warning[repeated-word]"))
    #expect(named.output.contains("1 warning in 1 file"))
  }

  @Test func `standard input belongs to the project of its name`() throws {
    let folder = try Folder(["x/.stet.yml": "rules:\n  repeated-word: off\n"])
    func status(_ name: String) throws -> Int32 {
      try Program.stet.run(
        ["check", "-", "--stdin-filename", name, "--fail-on", "hint"], input: Array(fault.utf8),
        in: folder
      ).status
    }
    #expect(try status("a.txt") == 1)
    #expect(try status("x/a.txt") == 0)
  }

  // MARK: Configuration

  @Test func `each file follows its own project, and the command line comes first`() throws {
    let folder = try Folder([
      "a.txt": fault, "x/a.txt": fault, "x/.stet.yml": "rules:\n  repeated-word: off\n",
    ])
    let result = try Program.stet.run(["check", "--quiet"], in: folder)
    #expect(result.output.contains("\na.txt:1:10") || result.output.hasPrefix("a.txt:1:10"))
    #expect(!result.output.contains("x/a.txt"))
    let selected = try check(["x/a.txt"], in: folder)
    #expect(selected.status == 1)
    let named = try Program.stet.run(["check", "a.txt", "--config", "x/.stet.yml"], in: folder)
    #expect(!named.output.contains("repeated-word"))
  }

  @Test func `a wrong configuration is told once, and other projects are checked`() throws {
    let folder = try Folder([
      "a.txt": fault, "x/.stet.yml": "ruls: {}\n", "x/a.txt": fault, "x/b.txt": fault,
      "x/y/c.txt": fault,
    ])
    let result = try check(["a.txt", "x/a.txt", "x/b.txt", "x/y/c.txt"], in: folder)
    #expect(result.status == 2)
    #expect(result.errors.split(separator: "\n").count == 1)
    #expect(result.errors.hasPrefix("stet: x/.stet.yml:1:1: "))
    #expect(result.output.hasPrefix("a.txt:1:10: warning"))
  }

  // MARK: Arguments

  @Test(arguments: [
    (["--select", "repeatd-word"], "did you mean “repeated-word”?"),
    (["--ignore", "repeated-word,misspeling"], "There is no rule “misspeling”"),
    (["--ignore", "zzzzzzzz"], "“stet rules” lists"),
    (["--select", ","], "--select needs the name of a rule"),
    (["--jobs", "0"], "--jobs must be at least 1"),
    (["--diff"], "--diff needs --fix"),
    (["--unsafe-fixes"], "--unsafe-fixes needs --fix"),
    (["--fix", "--diff", "--format", "json"], "--diff has no JSON form"),
    (["--stdin-filename", "a.txt"], "needs “-”"),
    (["--stdin-jsonl", "a.txt"], "takes no paths"),
    (["--stdin-jsonl", "--fix"], "does not go with --fix"),
    (["--fix", "-", "a.txt"], "must be the only path"),
    (["--format", "xml"], "xml"),
    (["--nonsense"], "--nonsense"),
  ])
  func `wrong arguments end with 2 and say what is wrong`(
    arguments: [String], message: String
  ) throws {
    let result = try Program.stet.run(["check"] + arguments, in: Folder())
    #expect(result.status == 2)
    #expect(result.errors.contains(message))
    #expect(result.errors.contains("Usage: stet check"))
    #expect(result.output == "")
  }

  // MARK: A reader that goes away

  @Test func `a closed pipe ends quietly`() throws {
    let folder = try Folder()
    for index in 0..<200 {
      try folder.write(
        Array(String(repeating: fault + "\n", count: 200).utf8), to: "\(index).txt")
    }
    for command in [
      "$STET check . | head -n 1", "trap '' PIPE; $STET check . | head -n 1",
      "$STET check . --format json | head -c 1", "$STET rules | true",
    ] {
      let result = try Program.stet.shell(command, in: folder)
      #expect(result.errors == "")
      #expect(result.output.split(separator: "\n").count <= 1)
    }
  }

  @Test func `fixing goes on when nobody reads the output`() throws {
    let folder = try Folder()
    for index in 0..<200 {
      try folder.write(
        Array((fault + String(repeating: clean, count: 200)).utf8), to: "\(index).txt")
    }
    let result = try Program.stet.shell("$STET check --fix . | true", in: folder)
    #expect(result.errors == "")
    for index in 0..<200 { #expect(try folder.text("\(index).txt").hasPrefix(clean)) }
  }

  @Test func `what is written to a closed descriptor lands in no draft`() throws {
    let folder = try Folder()
    let text = fault + String(repeating: "Well, a contratc.\n\n", count: 20)
    for index in 0..<100 { try folder.write(Array(text.utf8), to: "\(index).txt") }
    let result = try Program.stet.shell("$STET check --fix . >&- 2>&- <&-", in: folder)
    #expect(result.status == 2)
    for index in 0..<100 {
      let found = try folder.text("\(index).txt")
      #expect(found == text || found == text.replacingOccurrences(of: fault, with: clean))
    }
    let output = try Program.stet.shell("$STET check . >&-", in: folder)
    #expect(output.errors == "stet: standard output: Bad file descriptor\n")
    let input = try Program.stet.shell("$STET check - <&-", in: folder)
    #expect(input.errors.contains("stet: <stdin>: Bad file descriptor\n"))
  }

  @Test func `a full disk is an error`() throws {
    let result = try Program.stet.shell(
      "$STET check a.txt > /dev/full", in: Folder(["a.txt": fault]))
    #expect(result.errors == "stet: standard output: No space left on device\n")
    #expect(result.status == 2)
  }
}
