import BuiltInAnalyzers
import JSON
import StetCore
import Testing

@Suite("stet rules, stet explain and the rest")
struct RuleCommandTests {
  private func run(_ arguments: String...) throws -> Program.Result {
    try Program.stet.run(arguments, in: Folder())
  }

  @Test func `every rule is listed`() throws {
    let text = try run("rules")
    #expect(text.status == 0)
    let lines = text.output.split(separator: "\n")
    #expect(lines.count == AnalyzerRegistry.builtIn.rules.count + 1)
    for (line, rule) in zip(lines.dropFirst(), AnalyzerRegistry.builtIn.rules) {
      #expect(line.hasPrefix(rule.id + " "))
      #expect(line.hasSuffix(rule.summary))
    }
    let json = try JSONValue(parsing: Array(try run("rules", "--format", "json").output.utf8))
    #expect(json.array?.map { $0["id"]?.string } == AnalyzerRegistry.builtIn.rules.map(\.id))
  }

  @Test(arguments: AnalyzerRegistry.builtIn.rules.map(\.id))
  func `every rule is explained`(id: String) throws {
    let rule = try #require(AnalyzerRegistry.builtIn.rule(named: id))
    let result = try run("explain", id)
    #expect(result.status == 0)
    let off = rule.enabledByDefault ? "" : ", off unless it is turned on"
    #expect(result.output.hasPrefix("\(id)  \(rule.defaultSeverity.rawValue)\(off)  since"))
    for option in rule.options { #expect(result.output.contains(option.name)) }
    #expect(result.output.contains("^") == !rule.flagged.isEmpty)
    #expect(!result.output.contains("\u{1B}"))
  }

  @Test func `an explanation shows what is found and what it becomes`() throws {
    let output = try run("explain", "repeated-word").output
    #expect(
      output.contains(
        """
          | Paris in the the spring.
          |          ^^^^^^^ “the” stands twice
          fixed:
          | Paris in the spring.
        """))
  }

  @Test func `a rule that does not exist can't be explained`() throws {
    let result = try run("explain", "repeatedword")
    #expect(result.status == 2)
    #expect(result.errors.contains("did you mean “repeated-word”?"))
  }

  @Test func `help and version are told on standard output`() throws {
    let version = try run("--version")
    #expect(version.output == "0.1.0\n")
    #expect(version.status == 0)
    for arguments in [["--help"], [], ["help", "check"], ["check", "--help"]] {
      let result = try Program.stet.run(arguments, in: Folder())
      #expect(result.output.contains("USAGE: stet"))
      #expect(result.status == 0)
    }
    #expect(try run("chek").status == 2)
  }

  @Test func `a rule that is off reports when it is turned on, selected or given a level`() throws {
    let text = "She said \"come in\" and left.\n"
    let folder = try Folder([
      "a/x.txt": text, "b/x.txt": text, "b/.stet.yml": "rules: { straight-quotes: warning }\n",
    ])
    #expect(
      try Program.stet.shell("\"$STET\" check a", in: folder).output.contains("Nothing found"))
    #expect(
      try Program.stet.shell("\"$STET\" check --select straight-quotes a", in: folder).output
        .contains("straight-quotes"))
    #expect(try Program.stet.shell("\"$STET\" check b", in: folder).status == 1)
    #expect(
      try Program.stet.shell("\"$STET\" rules", in: folder).output.contains("straight-quotes")
    )
  }
}
