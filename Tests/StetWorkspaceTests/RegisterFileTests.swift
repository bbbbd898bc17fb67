import StetCore
import StetTestSupport
import StetWorkspace
import Testing

@Suite("The file of a register")
struct RegisterFileTests {
  private func issue(_ text: String) -> String? {
    do throws(ConfigurationIssue) {
      _ = try RegisterFile(Array(text.utf8))
      return nil
    } catch { return error.description }
  }

  private let sample = """
    # What editors decided. See docs/questions.md.

    # Ask Ada before merging.
    questions:
      # The flagship.
      - question: How do you treat back spasm?
        draft: spasm.txt # the long one
        alternates:
          - What are treatments for back muscle spasms? # seen twice
          # From the forum.
          - "Back spasm: what to do?"
      - question: What is it?
    distinct: # by hand
      # Different places.
      - ["What is lower back pain?", "What is mid back pain?"]
    # The end.

    """

  @Test func `a register is read, and written as it was with its comments`() throws {
    let file = try RegisterFile(Array(sample.utf8))
    #expect(
      file.register
        == QuestionRegister(
          entries: [
            .init(
              "How do you treat back spasm?", draft: "spasm.txt",
              alternates: [
                "What are treatments for back muscle spasms?", "Back spasm: what to do?",
              ]), .init("What is it?"),
          ], distinctions: [.init("What is mid back pain?", "What is lower back pain?")]))
    let written = try #require(file.bytes(of: file.register))
    #expect(
      String(decoding: written, as: UTF8.self)
        == """
        # What editors decided. See docs/questions.md.

        # Ask Ada before merging.
        questions:
          # The flagship.
          - question: How do you treat back spasm?
            draft: spasm.txt # the long one
            alternates:
              # From the forum.
              - "Back spasm: what to do?"
              - What are treatments for back muscle spasms? # seen twice
          - question: What is it?
        distinct: # by hand
          # Different places.
          - ["What is lower back pain?", "What is mid back pain?"]
        # The end.

        """)
    #expect(try RegisterFile(written).bytes(of: file.register) == written)
  }

  @Test func `comments go where their questions go`() throws {
    let file = try RegisterFile(Array(sample.utf8))
    var register = file.register
    try register.promote("Back spasm: what to do?")
    _ = try register.merge("What is it?", into: "Back spasm: what to do?")
    let written = String(decoding: try #require(file.bytes(of: register)), as: UTF8.self)
    #expect(
      written.hasPrefix(
        """
        # What editors decided. See docs/questions.md.

        # Ask Ada before merging.
        questions:
          # From the forum.
          - question: "Back spasm: what to do?"
            draft: spasm.txt # the long one
            alternates:
              # The flagship.
              - How do you treat back spasm?
              - What are treatments for back muscle spasms? # seen twice
              - What is it?

        """))
  }

  @Test(arguments: [
    ("questions: 3\n", "1:12: This is not a list (expected a list of questions)"),
    (
      "question: []\n", "1:1: A register has no such key here (expected one of questions, distinct)"
    ),
    ("questions:\n  - draft: a.md\n", "2:5: The key “question” is missing"),
    (
      "questions:\n  - question: A?\n  - question: B?\n    alternates: [a]\n",
      "4:18: “a” stands in line 2 already (expected each question once, as a question or as an "
        + "alternate of one)"
    ),
    ("questions:\n  - question: \"?\"\n", "2:15: There is no word in “?” (expected a question)"),
    ("distinct:\n  - [A?]\n", "2:5: There are 1 questions here (expected two)"),
    ("distinct:\n  - [A?, a]\n", "2:10: Both are the same words (expected two questions)"),
    (
      "questions:\n  - question: A?\n    alternates:\n      - B?\ndistinct:\n  - [B?, A?]\n",
      "6:5: These are ruled distinct, but lines 2 and 4 make them one question"
    ),
    (
      "questions:\n\t- question: A?\n",
      "2:1: This is not YAML: a tab stands in the indentation (expected spaces)"
    ),
  ])
  func `what is wrong is named with its place`(text: String, expected: String) {
    #expect(issue(text) == expected)
  }

  @Test(arguments: 0..<200)
  func `what is written is read again, whatever the questions hold`(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    let pieces = [
      "What", "is", " ", "it", "?", ": ", " #", "\"", "'", "\\", "- ", "[", "]", "{", ",", "é",
      "\u{85}",
      "\u{2028}", "😀", "\u{7}", "\u{FEFF}", "~", "null", "&", "*", "!", "%", "@", "`", "|", ">",
      "\u{FFFE}", "\u{1FFFF}",
    ]
    func text() -> String {
      "q" + String(Int.random(in: 0..<1_000_000, using: &random)) + " "
        + (0..<6).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
    }
    var register = QuestionRegister()
    for _ in 0..<8 {
      _ = try? register.merge(
        text(), into: text(), draft: Bool.random(using: &random) ? text() : nil)
      _ = try? register.rule(text(), distinctFrom: text())
    }
    let written = try #require(RegisterFile().bytes(of: register))
    let again = try RegisterFile(written)
    #expect(again.register == register)
    #expect(again.bytes(of: register) == written)
  }

  @Test func `random bytes are read or refused`() {
    var random = SeededGenerator(seed: 5)
    let pieces = [
      "questions:", "\n", "  ", "- ", "question: ", "a", "?", "#", "\"", "'", "[", ",", "]",
      "distinct:", "\t", "\r",
    ]
    for _ in 0..<2_000 {
      let text = (0..<20).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
      guard let file = try? RegisterFile(Array(text.utf8)) else { continue }
      #expect(file.bytes(of: file.register) != nil)
    }
  }
}
