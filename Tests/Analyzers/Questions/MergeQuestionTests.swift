import QuestionsAnalyzers
import StetCore
import StetFormats
import Testing

@Suite("Merging a repeated question")
struct MergeQuestionTests {
  private let engine = Engine(registry: AnalyzerRegistry([RepeatedQuestion.self]))

  /// The text after the merge; `nil` when none is offered.
  private func merging(_ text: String, _ format: Draft.Format = .plainText) -> String? {
    let found = engine.diagnostics(for: .reading(SourceText(text), as: format))
    guard
      let fix = found.flatMap(\.finding.fixes).first(where: {
        $0.title == "Merge into the first asking"
      })
    else { return nil }
    #expect(fix.safety == .suggestion && !fix.isPreferred)
    let result = String(
      decoding: FixApplication.apply(fix.edits, to: Array(text.utf8)), as: UTF8.self)
    let after = engine.diagnostics(for: .reading(SourceText(result), as: format))
    #expect(after.count < found.count, "\(result)")
    return result
  }

  private static let roses = """
    How do I prune a rose?

    Cut above a bud.

    When do roses flower?

    From June on.

    How do I prune a rose

    In late winter.

    """

  @Test func `both answers stand side by side`() {
    #expect(
      merging(Self.roses) == """
        How do I prune a rose?

        Cut above a bud.

        In late winter.

        When do roses flower?

        From June on.

        """)
  }

  @Test func `what follows stays where it is`() {
    #expect(
      merging(Self.roses + "\nHow tall do roses grow?\n\nUp to three metres.\n") == """
        How do I prune a rose?

        Cut above a bud.

        In late winter.

        When do roses flower?

        From June on.

        How tall do roses grow?

        Up to three metres.

        """)
  }

  @Test func `between neighbours only the line goes`() {
    #expect(
      merging("Is it ripe?\n\nPress it.\n\nIs it ripe?\n\nSmell it.")
        == "Is it ripe?\n\nPress it.\n\nSmell it.")
  }

  @Test func `line breaks are those of the draft and a last one is not needed`() {
    let open = String(Self.roses.dropLast()).replacing("\n", with: "\r\n")
    #expect(
      merging(open)?.hasPrefix(
        "How do I prune a rose?\r\n\r\nCut above a bud.\r\n\r\nIn late winter.\r\n\r\nWhen") == true
    )
  }

  @Test func `in Markdown too`() {
    #expect(
      merging(
        "# Roses\n\n## Is it ripe?\n\nPress it.\n\n## Why?\n\nSo.\n\n## Is it ripe?\n\nSmell it.\n",
        .markdown)
        == "# Roses\n\n## Is it ripe?\n\nPress it.\n\nSmell it.\n\n## Why?\n\nSo.\n")
  }

  @Test func `a question without an answer of its own has nothing to merge`() {
    #expect(
      merging("Is it ripe?\n\nPress it.\n\nWhy?\n\nSo.\n\nIs it ripe?\n") == nil)
  }
}
