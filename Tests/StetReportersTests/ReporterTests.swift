import JSON
import StetCore
import StetReporters
import Testing

@Suite("Reporters")
struct ReporterTests {
  private static let misspelling = Rule(
    id: "misspelling", summary: "A word that is misspelt.", rationale: "It distracts.",
    severity: .error, scope: .paragraph, flagged: [])
  private static let repeated = Rule(
    id: "repeated-question", summary: "A question asked twice.", rationale: "It confuses.",
    scope: .draft, flagged: [])

  private static let text = """
    What hurts?

    Interuption of the 漢字 signal\u{1B}.
    What hurts?
    And so on.

    """

  private func diagnostics() -> [Diagnostic] {
    let bytes = Array(Self.text.utf8)
    let word = TextRange(13, 24)
    let second = bytes.count - 23
    return [
      Diagnostic(
        Finding(
          Self.misspelling, at: word, "“Interuption” is not a word", confidence: 0.9,
          suggestions: ["Interruption", "Irruption"],
          fixes: [
            Fix("Write “Irruption”", [TextEdit(word, "Irruption")], safety: .suggestion),
            Fix(
              "Write “Interruption”", [TextEdit(word, "Interruption")], safety: .unsafe,
              isPreferred: true),
          ]),
        severity: .error),
      Diagnostic(
        Finding(
          Self.repeated, at: TextRange(second, second + 23), "Asked \u{7}before",
          related: [
            RelatedPlace(TextRange(0, 11), "first asked here"),
            RelatedPlace(draft: "other.txt", TextRange(4, 6), "and here"),
            RelatedPlace(draft: "gone.txt", TextRange(4, 6), "and there"),
          ]),
        severity: .warning),
    ]
  }

  private func report(
    _ diagnostics: [Diagnostic], in text: String = ReporterTests.text
  ) -> FileReport {
    FileReport(path: "drafts/a.txt", source: SourceText(text), diagnostics: diagnostics) { path in
      path == "other.txt" ? SourceText(decoding: [0xEF, 0xBB, 0xBF] + Array("a\nbcdef".utf8)) : nil
    }
  }

  @Test func `text shows each finding with its line`() {
    let output = TextReporter(style: .plain).render(report(diagnostics()))
    #expect(
      String(decoding: output, as: UTF8.self) == """
        drafts/a.txt:3:1: error[misspelling] “Interuption” is not a word
        3 | Interuption of the 漢字 signal␛.
          | ^^^^^^^^^^^
          = fix: Write “Interruption” (unsafe, or 1 more)

        drafts/a.txt:4:1: warning[repeated-question] Asked ␇before
        4 | What hurts?
          | ^^^^^^^^^^^ to line 5
          = note: first asked here: drafts/a.txt:1:1
          = note: and here: other.txt:2:3
          = note: and there: gone.txt


        """)
  }

  @Test func `colours are codes around the same text`() {
    let plain = TextReporter(style: .plain).render(report(diagnostics()))
    let colored = TextReporter(style: Style(isColored: true)).render(report(diagnostics()))
    let text = String(decoding: colored, as: UTF8.self)
    #expect(text.hasPrefix("\u{1B}[1mdrafts/a.txt:3:1\u{1B}[0m: \u{1B}[1;31merror\u{1B}[0m"))
    #expect(text.replacing(/\u{1B}\[[0-9;]*m/, with: "") == String(decoding: plain, as: UTF8.self))
  }

  @Test func `a line with an empty place shows no space at its end`() {
    let finding = Finding(Self.repeated, at: TextRange(2, 2), "Nothing here")
    let output = TextReporter(style: .plain).render(
      report([Diagnostic(finding, severity: .hint)], in: "a\n\nb"))
    #expect(
      String(decoding: output, as: UTF8.self) == """
        drafts/a.txt:2:1: hint[repeated-question] Nothing here
        2 |
          | ^


        """)
  }

  @Test func `suggestions without a fix are offered`() {
    let finding = Finding(
      Self.misspelling, at: TextRange(0, 1), "No", suggestions: ["b", "c", "d", "e"])
    let output = TextReporter(style: .plain).render(
      report([Diagnostic(finding, severity: .error)], in: "a"))
    #expect(String(decoding: output, as: UTF8.self).contains("  = help: try “b”, “c”, “d”\n"))
  }

  @Test func `JSON holds everything there is to know`() throws {
    let output = JSONReporter().render(report(diagnostics()))
    let value = try JSONValue(parsing: output)
    let expected = try JSONValue(
      parsing: Array(
        #"""
        {"path": "drafts/a.txt", "diagnostics": [
          {"rule": "misspelling", "severity": "error", "message": "“Interuption” is not a word",
           "confidence": 0.9, "offset": 13, "length": 11,
           "start": {"line": 3, "column": 1}, "end": {"line": 3, "column": 12},
           "related": [], "suggestions": ["Interruption", "Irruption"],
           "fixes": [
             {"title": "Write “Irruption”", "safety": "suggestion", "preferred": false,
              "edits": [{"offset": 13, "length": 11, "text": "Irruption"}]},
             {"title": "Write “Interruption”", "safety": "unsafe", "preferred": true,
              "edits": [{"offset": 13, "length": 11, "text": "Interruption"}]}]},
          {"rule": "repeated-question", "severity": "warning", "message": "Asked \u0007before",
           "offset": 48, "length": 23,
           "start": {"line": 4, "column": 1}, "end": {"line": 6, "column": 1},
           "related": [
             {"path": "drafts/a.txt", "offset": 0, "length": 11, "message": "first asked here"},
             {"path": "other.txt", "offset": 7, "length": 2, "message": "and here"},
             {"path": "gone.txt", "offset": 4, "length": 2, "message": "and there"}],
           "suggestions": [], "fixes": []}]}
        """#.utf8))
    #expect(value == expected)
  }

  @Test func `offsets in JSON are of the file, columns of the text`() throws {
    // "é x" in UTF-16 with a byte order mark, and a stray byte at the end.
    let file: [UInt8] = [0xFF, 0xFE, 0xE9, 0x00, 0x20, 0x00, 0x78, 0x00, 0x3D, 0xD8, 0x00, 0xDE]
    let source = SourceText(decoding: file)
    let place = TextRange(3, 8)
    let finding = Finding(
      Self.misspelling, at: place, "x", fixes: [Fix("y", [TextEdit(place, "y")], safety: .safe)])
    let report = FileReport(
      path: "a", source: source, diagnostics: [Diagnostic(finding, severity: .error)])
    let value = try JSONValue(parsing: JSONReporter().render(report))
    let diagnostic = value["diagnostics"]?.array?.first
    #expect(diagnostic?["offset"]?.integer == 6)
    #expect(diagnostic?["length"]?.integer == 6)
    #expect(diagnostic?["start"] == .object(["line": .integer(1), "column": .integer(3)]))
    #expect(diagnostic?["end"] == .object(["line": .integer(1), "column": .integer(5)]))
    #expect(diagnostic?["fixes"]?.array?.first?["edits"]?.array?.first?["offset"]?.integer == 6)
  }

  @Test func `a finding in one of several parts is placed in that part`() throws {
    let source = SourceText("first\n\nsecond part\n\nthird")
    let parts = [
      DiagnosticEncoder.Part(name: "1", text: TextRange(0, 5), offset: 0, line: 0),
      DiagnosticEncoder.Part(name: "2", text: TextRange(7, 18), offset: 7, line: 2),
      DiagnosticEncoder.Part(name: "3", text: TextRange(20, 25), offset: 20, line: 4),
    ]
    let inside = Fix("inside", [TextEdit(TextRange(14, 18), "x")], safety: .safe)
    let outside = Fix("outside", [TextEdit(TextRange(14, 20), "x")], safety: .safe)
    let finding = Finding(
      Self.repeated, at: TextRange(14, 22), "x",
      related: [RelatedPlace(TextRange(20, 25), "there"), RelatedPlace(TextRange(0, 5), "here")],
      fixes: [inside, outside])
    let diagnostic = Diagnostic(finding, severity: .error)
    let report = FileReport(path: "", source: source, diagnostics: [diagnostic])
    var encoder = DiagnosticEncoder(report, parts: parts)
    var writer = JSONWriter()
    encoder.encode(diagnostic, to: &writer)
    let value = try JSONValue(parsing: writer.bytes)
    #expect(value["offset"]?.integer == 7)
    #expect(value["length"]?.integer == 4)
    #expect(value["start"] == .object(["line": .integer(1), "column": .integer(8)]))
    #expect(value["end"] == .object(["line": .integer(1), "column": .integer(12)]))
    #expect(value["fixes"]?.array?.map { $0["title"]?.string } == ["inside"])
    let related = value["related"]?.array ?? []
    #expect(related.map { $0["path"]?.string } == ["3", "1"])
    #expect(related.map { $0["offset"]?.integer } == [0, 0])
    #expect([6, 7, 18, 19, 20, 99].map { encoder.part(of: TextOffset($0)) } == [0, 1, 1, 1, 2, 2])
  }

  @Test func `the sums are one sentence`() {
    func sums(_ files: Int, _ found: [Diagnostic]) -> String {
      var tally = Tally(of: found)
      tally.files = files
      return TextReporter(style: .plain).summary(of: tally)
    }
    let all = diagnostics()
    #expect(sums(0, []) == "No drafts to check")
    #expect(sums(1, []) == "Nothing found in 1 file")
    #expect(
      sums(14, all)
        == "1 error, 1 warning in 1 of 14 files; 1 can be fixed with --fix --unsafe-fixes")
    #expect(sums(1, [all[1]]) == "1 warning in 1 file")
    let safe = Diagnostic(
      Finding(
        Self.repeated, at: TextRange(0, 1), "x",
        fixes: [Fix("y", [TextEdit(TextRange(0, 1), "")], safety: .safe)]),
      severity: .information)
    #expect(sums(1, [safe, safe]) == "2 notes in 1 file; 2 can be fixed with --fix")
    #expect(
      sums(1, [safe] + all)
        == "1 error, 1 warning, 1 note in 1 file; 1 can be fixed with --fix, 1 more with --unsafe-fixes"
    )
    #expect(TextReporter(style: .plain, isQuiet: true).footer(Tally(of: all)) == [])
  }
}
