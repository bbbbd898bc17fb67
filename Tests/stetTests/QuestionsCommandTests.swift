import Foundation
import Testing

@Suite("stet questions")
struct QuestionsCommandTests {
  private func run(_ command: String, in folder: Folder) throws -> Program.Result {
    try Program.stet.shell("HOME=$PWD/home \"$STET\" questions \(command)", in: folder)
  }

  @Test func `pairs are judged, each on a line with its reason`() throws {
    let folder = try Folder([
      "pairs.tsv": """
      a\tWhat causes hiccups?\twhat causes hiccups
      b\tHow do you treat back spasm?\tWhat are treatments for back muscle spasms?
      c\tWhat causes lower back pain?\tWhat causes upper back pain?
      d\tWhat causes hiccups?\tHow do I sharpen a knife?

      """
    ])
    let result = try run("compare < pairs.tsv", in: folder)
    #expect(result.status == 0, "\(result.errors)")
    let rows = result.output.split(separator: "\n").map { $0.split(separator: "\t") }
    #expect(rows.map(\.count) == [4, 4, 4, 4])
    #expect(rows.map { $0[0] } == ["a", "b", "c", "d"])
    #expect(
      rows.map { $0[2] } == [
        "repeated-question", "duplicate-question", "related-question", "distinct",
      ])
    let likely = rows.map { Double($0[1]) ?? -1 }
    #expect(likely.allSatisfy { (0...1).contains($0) })
    #expect(likely[1] > likely[2] && likely[2] > likely[3])
  }

  @Test func `a line that is no pair is named with its number`() throws {
    let folder = try Folder(["pairs.tsv": "a\tOne?\tTwo?\n\nlost\n"])
    let result = try run("compare < pairs.tsv", in: folder)
    #expect(result.status == 2)
    #expect(result.output == "")
    #expect(
      result.errors
        == "stet: <stdin>:3: The line has one field (expected 3, with tabs between them)\n")
  }

  @Test func `the questions of drafts are grouped across files`() throws {
    let folder = try Folder([
      "a.md": "# Backs\n\n## How do you treat back spasm?\n\nRest.\n",
      "b.md": "# Muscles\n\n## What are treatments for back muscle spasms?\n\nHeat.\n",
      "c.md": "# Knives\n\n## How do I sharpen a knife?\n\nWith a stone.\n",
    ])
    let result = try run("cluster a.md b.md c.md", in: folder)
    #expect(result.status == 1, "\(result.errors)")
    #expect(
      result.output == """
        a.md:3: How do you treat back spasm?
        b.md:3: What are treatments for back muscle spasms?

        """)
  }
}
