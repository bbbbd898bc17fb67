import StetCore
import StetTestSupport
import Testing

@Suite struct FixApplicationTests {
  private static let rule = Rule(
    id: "rule", summary: "For tests.", rationale: "For tests.", scope: .draft, flagged: [])

  private func diagnostic(_ edits: [TextEdit], safety: Fix.Safety = .safe) -> Diagnostic {
    Diagnostic(
      Finding(
        Self.rule, at: edits.first?.range ?? TextRange(0, 0), "For tests",
        fixes: [Fix("Fix it", edits, safety: safety)]), severity: .warning)
  }

  @Test func `edits that do not meet are applied together`() {
    let selection = FixApplication.select(from: [
      diagnostic([TextEdit(TextRange(6, 9), "C")]), diagnostic([TextEdit(TextRange(0, 1), "A")]),
      diagnostic([TextEdit(TextRange(3, 3), "b")]),
    ])
    #expect(selection.count == 3)
    #expect(
      FixApplication.apply(selection.edits, to: Array("a--...ccc".utf8)) == Array("A--b...C".utf8))
  }

  @Test func `an edit that meets an earlier one waits for the next round`() {
    let selection = FixApplication.select(from: [
      diagnostic([TextEdit(TextRange(0, 4), "x")]), diagnostic([TextEdit(TextRange(3, 6), "y")]),
      diagnostic([TextEdit(TextRange(0, 0), "z")]),
    ])
    #expect(selection.edits == [TextEdit(TextRange(0, 4), "x")])
  }

  @Test func `an edit that two findings ask for is made once`() {
    let selection = FixApplication.select(from: [
      diagnostic([TextEdit(TextRange(0, 2), "x")]), diagnostic([TextEdit(TextRange(0, 2), "x")]),
    ])
    #expect(selection.edits.count == 1)
    #expect(selection.count == 2)
  }

  @Test func `only fixes of the safeties asked for are picked`() {
    let unsafe = diagnostic([TextEdit(TextRange(0, 1), "x")], safety: .unsafe)
    #expect(FixApplication.select(from: [unsafe]).edits.isEmpty)
    #expect(FixApplication.select(from: [unsafe], safeties: [.safe, .unsafe]).count == 1)
  }

  @Test func `edits beyond the text are left out`() {
    let edits = [TextEdit(TextRange(1, 2), "x"), TextEdit(TextRange(2, 9), "y")]
    #expect(FixApplication.apply(edits, to: Array("abc".utf8)) == Array("axc".utf8))
  }

  @Test func `picked edits are disjoint and in order, whatever is asked for`() {
    var random = SeededGenerator(seed: 5)
    for _ in 0..<500 {
      let diagnostics = (0..<20).map { _ in
        let start = Int.random(in: 0...30, using: &random)
        return diagnostic([
          TextEdit(TextRange(start, start + Int.random(in: 0...6, using: &random)), "")
        ])
      }
      let edits = FixApplication.select(from: diagnostics).edits
      for (first, second) in zip(edits, edits.dropFirst()) {
        #expect(first.range.end <= second.range.start)
      }
    }
  }
}
