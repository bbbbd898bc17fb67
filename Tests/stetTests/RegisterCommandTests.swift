import Foundation
import Testing

@Suite("stet questions, with a register")
struct RegisterCommandTests {
  private func run(_ command: String, in folder: Folder) throws -> Program.Result {
    try Program.stet.shell("HOME=$PWD/home \"$STET\" questions \(command)", in: folder)
  }

  @Test func `a question is merged, made the primary, and split off again`() throws {
    let folder = try Folder([".stet.yml": "", "spasm.md": "# How do you treat back spasm?\n"])
    let register = ".stet/questions.yml"

    var result = try run(
      "merge 'What are treatments for back spasm?' 'How do you treat back spasm?' --draft spasm.md",
      in: folder)
    #expect(result.status == 0, "\(result.errors)")
    #expect(
      result.output
        == "“What are treatments for back spasm?” is an alternate of "
        + "“How do you treat back spasm?” now\n")
    #expect(
      try folder.text(register) == """
        questions:
          - question: How do you treat back spasm?
            draft: spasm.md
            alternates:
              - What are treatments for back spasm?

        """)

    result = try run("promote 'what are treatments for back spasm'", in: folder)
    #expect(result.status == 0, "\(result.errors)")
    result = try run("list", in: folder)
    #expect(
      result.output == """
        What are treatments for back spasm? (spasm.md)
          also: How do you treat back spasm?

        """)

    result = try run("split 'How do you treat back spasm?'", in: folder)
    #expect(result.status == 0, "\(result.errors)")
    result = try run("list", in: folder)
    #expect(
      result.output == """
        How do you treat back spasm?
        What are treatments for back spasm? (spasm.md)
        distinct: How do you treat back spasm? – What are treatments for back spasm?

        """)

    result = try run("find 'How do you treat back spasm?' spasm.md", in: folder)
    #expect(
      result.output.hasPrefix("How do you treat back spasm?\n  registered\n"), "\(result.output)")

    // What was decided stays decided until it is taken back.
    result = try run(
      "merge 'How do you treat back spasm?' 'What are treatments for back spasm?'", in: folder)
    #expect(result.status == 1)
    #expect(result.errors.contains("were ruled distinct; take that back first"))
    result = try run(
      "distinct --undo 'How do you treat back spasm?' 'What are treatments for back spasm?'",
      in: folder)
    #expect(result.status == 0, "\(result.errors)")
  }

  @Test func `a draft follows: the answers are set under one question, none is lost`() throws {
    let text = """
      # Backs

      ## How do you treat back spasm?

      With rest.

      ## Why?

      So.

      ## What are treatments for back spasm?

      Heat helps.

      """
    let folder = try Folder([".stet.yml": "", "a.md": text, "b.md": "# Nothing\n"])
    let result = try run(
      "merge 'How do you treat back spasm?' 'What are treatments for back spasm?' --fold a.md "
        + "--fold b.md", in: folder)
    #expect(result.status == 0, "\(result.errors)")
    #expect(
      result.output == """
        “How do you treat back spasm?” is an alternate of “What are treatments for back spasm?” now
        a.md: 1 question folded
        b.md: nothing to fold

        """)
    #expect(
      try folder.text("a.md") == """
        # Backs

        ## What are treatments for back spasm?

        With rest.

        Heat helps.

        ## Why?

        So.

        """)
  }

  @Test func `answers that would run together are kept apart`() throws {
    let folder = try Folder([
      ".stet.yml": "",
      "a.md": "# T\n\n## How do I do it?\nOne answer\n## How is it done?\n\n---\n\nAnother\n",
    ])
    let result = try run(
      "merge 'How is it done?' 'How do I do it?' --fold a.md", in: folder)
    #expect(result.status == 0, "\(result.errors)")
    #expect(
      try folder.text("a.md")
        == "# T\n\n## How do I do it?\nOne answer\n\n---\n\nAnother\n")
  }

  @Test func `a draft that cannot follow is left alone, and so is the register`() throws {
    let text =
      "# T\n\n## How do I do it?\n\nOne.\n\n## Why?\n\nSo.\n\n## How is it done?\n\n```\nopen\n"
    let folder = try Folder([".stet.yml": "", "a.md": text])
    let result = try run(
      "merge 'How is it done?' 'How do I do it?' --fold a.md", in: folder)
    #expect(result.status == 2)
    #expect(result.errors == "stet: a.md: The answers cannot be moved here; edit the draft\n")
    #expect(try folder.text("a.md") == text)
    #expect((try? folder.read(".stet/questions.yml")) == nil)
  }

  @Test func `a refused decision makes no file`() throws {
    let folder = try Folder([".stet.yml": ""])
    let result = try run("promote 'Who?'", in: folder)
    #expect(result.status == 1)
    #expect(result.errors == "stet: “Who?” is not registered\n")
    #expect((try? folder.read(".stet/questions.yml")) == nil)
  }

  @Test func `a register that is wrong is named with its line, and stays as it is`() throws {
    let text = "questions:\n  - question: A?\n  - question: a\n"
    let folder = try Folder([".stet.yml": "", ".stet/questions.yml": text])
    for command in ["merge 'B?' 'C?'", "list", "check"] {
      let result = try run(command, in: folder)
      #expect(result.status == 2, "\(command)")
      #expect(
        result.errors.hasPrefix(
          "stet: .stet/questions.yml:3:15: “a” stands in line 2 already"), "\(result.errors)")
    }
    #expect(try folder.text(".stet/questions.yml") == text)
  }

  @Test func `drafts are compared with the register`() throws {
    let folder = try Folder([
      ".stet.yml": "",
      ".stet/questions.yml": """
      questions:
        - question: How do I prune a rose?
          draft: roses.md
          alternates: [How are roses pruned?, How should one prune roses?]
        - question: When do lilacs flower?
          draft: lilacs.md
      """,
      "roses.md":
        "# Roses\n\n## How do I prune a rose?\n\nCut.\n\n## How are roses pruned?\n\nCut.\n",
      "other.md": "# Plants\n\n## How should one prune roses?\n\nCut.\n\n## Why?\n\nSo.\n",
    ])
    var result = try run("check", in: folder)
    #expect(result.status == 1, "\(result.errors)")
    #expect(
      result.output == """
        .stet/questions.yml: There is no draft “lilacs.md”, which is to answer “When do lilacs flower?”
        other.md:3: “roses.md” answers this question, as “How do I prune a rose?”
        roses.md:7: This is one question with “How do I prune a rose?” in line 3

        """)
    result = try run("stats", in: folder)
    #expect(
      result.output == """
        2 questions registered
        2 alternates of them
        0 rulings that two are distinct
        2 drafts
        4 questions they ask
        3 of these registered
        2 of these alternates

        """)
    result = try run("export --format tsv", in: folder)
    #expect(
      result.output == """
        How do I prune a rose?\tHow do I prune a rose?\troses.md
        How are roses pruned?\tHow do I prune a rose?\troses.md
        How should one prune roses?\tHow do I prune a rose?\troses.md
        When do lilacs flower?\tWhen do lilacs flower?\tlilacs.md

        """)
    result = try run("export", in: folder)
    let json = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any]
    #expect((json?["questions"] as? [Any])?.count == 2)
  }

  @Test func `decisions of many processes at once are all taken in`() throws {
    let folder = try Folder([".stet.yml": ""])
    let result = try Program.stet.shell(
      "seq 8 | xargs -P 8 -I '{}' \"$STET\" questions merge 'A {}?' 'B {}?'", in: folder)
    #expect(result.status == 0)
    let listed = try run("list", in: folder).output
    #expect(listed.split(separator: "\n").count == 16, "\(listed)")
  }
}
