import JSON
import StetServer
import StetTestSupport
import Testing

/// Actions of drafts that are put together by chance: the fake editor checks that
/// every edit is one that an editor can make.
@Suite("Actions of any text")
struct ActionPropertyTests {
  private static let pieces = [
    "It was was not there.", "Interuption  may result", "👩‍🔬 the the dog -- it barks.", "# Gout",
    "## Causes", "Symptoms", "Diagnosis", "Treatment", "What causes cramps?", "- ", "> ", "1. ",
    "Too little salt.", "Share this page", "12 people found this helpful", "Answer", "```", "| a |",
    "|---|", "[stet misspelling]", "<!-- stet off repeated-word -->", "[stet on]", "é́ñ𝒳", "\t",
    "Was this helpful? Yes No", "[x]: https://example.org", "---", "=====", "\u{FEFF}", "\u{0}",
  ]

  private func text(_ random: inout SeededGenerator) -> String {
    let newline = random.pick(["\n", "\n", "\r\n", "\r"])
    var text = ""
    for _ in 0..<Int.random(in: 1...14, using: &random) {
      text +=
        random.pick(Self.pieces) + random.pick([newline, newline, newline + newline, " ", ""])
    }
    return text
  }

  @Test(arguments: 0..<12)
  func `every edit of every action can be made`(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed) &+ 0xAC7)
    for _ in 0..<12 {
      let text = text(&random)
      let isMarkdown = Bool.random(using: &random)
      let editor = try FakeEditor(
        text, uri: isMarkdown ? "file:///none/a.md" : "file:///none/a.txt",
        language: isMarkdown ? "markdown" : "plaintext",
        skill: random.pick(FakeEditor.Skill.allCases),
        unit: random.pick(FakeEditor.Unit.allCases))
      for action in editor.actions() {
        if let result = editor.result(of: action) { #expect(result != text) }
      }
      let formatted = editor.client.request(
        "textDocument/formatting",
        .object(["textDocument": .object(["uri": .string(editor.uri)])]))
      _ = editor.applying(formatted["result"]?.array ?? [])
    }
  }
}
