import StetCore
import StetFormats
import Testing

/// The blocks of a Markdown text that are not blank, each as its kind, its level
/// if it has one, and its text.
func blocks(_ text: String) -> [String] {
  let draft = Draft.reading(SourceText(text), as: .markdown)
  return draft.blocks.indices.compactMap { index in
    let block = draft.blocks[index]
    if block.kind == .blank { return nil }
    let level = block.level > 0 ? " \(block.level)" : ""
    return "\(block.kind.rawValue)\(level): \(draft.text(ofBlock: index))"
  }
}

/// The spans of a Markdown text, each as its kind and its bytes.
func spans(_ text: String) -> [String] {
  let draft = Draft.reading(SourceText(text), as: .markdown)
  return draft.spans.map { "\($0.kind.rawValue) \(draft.source.string(in: $0.range))" }
}

/// The text of a draft with every span taken out.
func prose(_ text: String) -> String {
  let draft = Draft.reading(SourceText(text), as: .markdown)
  var bytes: [UInt8] = []
  for block in draft.blocks where block.kind.isProse {
    for offset in block.content.utf8
    where !draft.spans.contains(where: { $0.range.contains(TextOffset(offset)) }) {
      bytes.append(draft.source.utf8[offset])
    }
    bytes.append(UInt8(ascii: "\n"))
  }
  return String(decoding: bytes.dropLast(), as: UTF8.self)
}

@Suite struct MarkdownBlockTests {
  @Test func `headings have levels and no marks, and the first of level 1 is the title`() {
    #expect(
      blocks("# Cramp #\n\n## Causes ##\n\nSigns\nand more\n---\n\nOther\n===\n")
        == [
          "title 1: Cramp", "heading 2: Causes", "heading 2: Signs\nand more", "heading 1: Other",
        ])
  }

  @Test func `a heading of level 1 after another heading is no title`() {
    #expect(blocks("## A\n# B") == ["heading 2: A", "heading 1: B"])
  }

  @Test func `list items know their nesting, and later paragraphs their item`() {
    #expect(
      blocks("- one\n  more\n\n  later\n  - two\n    1. three\n\nafter")
        == [
          "list-item 1: one\n  more", "paragraph 1: later", "list-item 2: two",
          "list-item 3: three", "paragraph: after",
        ])
  }

  @Test func `an item's text may start in the line after its bullet`() {
    #expect(
      blocks("-\n  text\n-\n- x") == ["list-item 1: text", "list-item 1: ", "list-item 1: x"])
  }

  @Test func `code is the text between its fences, or without its indent`() {
    #expect(
      blocks("```swift\nlet a = 1\n```\n\n    x\n\n    y\n\n~~~\nopen")
        == ["code: let a = 1", "code: x\n\n    y", "code: open"])
    #expect(blocks("```\n```\nx") == ["code: ", "paragraph: x"])
  }

  @Test func `math between double dollars is code`() {
    #expect(blocks("$$\na\n- b\n$$\ntext") == ["code: $$\na\n- b\n$$", "paragraph: text"])
    #expect(blocks("$$ a $$") == ["code: $$ a $$"])
    #expect(blocks("$$ is money\n\nnot $$") == ["paragraph: $$ is money", "paragraph: not $$"])
  }

  @Test func `HTML of each kind is no prose`() {
    for html in [
      "<script>\n\nx\n</script>", "<?php\n\nx ?>", "<!DOCTYPE html>", "<!doctype html>",
      "<![CDATA[\n\nx]]>",
      "<div>\ntext\n</div>", "<custom-tag a=\"b\">\ntext", "<textarea>\n\n</textarea>",
    ] {
      #expect(blocks(html + "\n\nafter") == ["html: \(html)", "paragraph: after"])
    }
    #expect(blocks("a\n<b>c</b>") == ["paragraph: a\n<b>c</b>"])
  }

  @Test func `a comment is a block of its own, and text after it is prose`() {
    #expect(
      blocks("<!-- a\n\nb -->\nText.\n\n<!-- c --> More.")
        == ["comment: <!-- a\n\nb -->", "paragraph: Text.", "paragraph: <!-- c --> More."])
    #expect(prose("<!-- c --> More.") == " More.")
  }

  @Test func `a table is one block, and its cells are prose`() {
    let table = "| A | B |\n|---|:-:|\n| `x` | c \\| d |\n| e"
    #expect(
      blocks("Text\n\(table)\n\nafter") == [
        "paragraph: Text", "table: \(table)", "paragraph: after",
      ])
    #expect(prose(table).filter { $0 != " " } == "AB\n\nc|d\ne")
  }

  @Test func `a line of bars is no table without a rule of as many cells`() {
    #expect(blocks("| a | b |\n|---|\n") == ["paragraph: | a | b |\n|---|"])
  }

  @Test func `quotes hold prose, and their marks are markup`() {
    #expect(blocks("> a\n> b\nc\n>\n> d") == ["paragraph: a\n> b\nc", "paragraph: d"])
    #expect(spans("> a\n> b\nc") == ["markup > "])
    #expect(
      spans("> [a\n> b](c\n> 'd')") == [
        "markup [", "markup > ", "markup ](", "url c", "markup \n> 'd')",
      ])
  }

  @Test func `footnotes hold prose`() {
    #expect(
      blocks("a[^1]\n\n[^1]: The note.\n\n    More.\n\nb")
        == ["paragraph: a[^1]", "paragraph: The note.", "paragraph: More.", "paragraph: b"])
    #expect(spans("a[^1] b") == ["markup [^1]"])
  }

  @Test func `breaks and link definitions are blocks`() {
    #expect(
      blocks("***\n[a]: /x\n  'title'\n[b]: <y z>\ntext")
        == [
          "thematic-break: ***", "link-definition: [a]: /x\n  'title'\n[b]: <y z>",
          "paragraph: text",
        ])
  }

  @Test func `containers below the greatest depth are text`() {
    let text = String(repeating: ">", count: 10_000) + " deep"
    #expect(blocks(text).count == 1)
    #expect(blocks(String(repeating: "- ", count: 10_000) + "deep").count == 1)
  }

  @Test func `lines may end with CR alone`() {
    #expect(blocks("# A\r\rb\rc\r- d") == ["title 1: A", "paragraph: b\rc", "list-item 1: d"])
  }
}

@Suite struct MarkdownFrontMatterTests {
  @Test func `front matter states facts`() {
    let text = """
      ---
      # A comment
      title: "Muscle \\"cramps\\""
      author: Ann Example # the editor
      date: 2024-05-01
      tags: [health, 'sleep', ]
      categories:
        - one
        - "two"
      keywords: rest, heat
      description: |
        title: not this
      ---
      # Heading
      """
    let draft = Draft.reading(SourceText(text), as: .markdown)
    #expect(draft.blocks.first?.kind == .frontMatter)
    #expect(draft.blocks.dropFirst().first?.kind == .title)
    #expect(
      draft.metadata.map { "\($0.kind.rawValue): \($0.value)" } == [
        "title: Muscle \"cramps\"", "author: Ann Example", "date: 2024-05-01", "topic: health",
        "topic: sleep", "topic: one", "topic: two",
        "topic: rest", "topic: heat",
      ])
    #expect(
      draft.metadata.first.map { draft.source.string(in: $0.range) } == "Muscle \\\"cramps\\\"")
  }

  @Test func `TOML is front matter too`() {
    let draft = Draft.reading(
      SourceText("+++\ntitle = 'A'\n[x]\ntitle = 'B'\n+++\n"), as: .markdown)
    #expect(draft.blocks.map(\.kind) == [.frontMatter])
    #expect(draft.metadata.map(\.value) == ["A"])
  }

  @Test(arguments: [
    "---\n\nText.\n\n---\n", "---\n# Heading\n---\n", "---\ntitle: a\n", "a\n---\nb: c\n---\n",
  ])
  func `a break at the start is no front matter`(text: String) {
    #expect(
      !Draft.reading(SourceText(text), as: .markdown).blocks.contains { $0.kind == .frontMatter })
  }
}

@Suite struct MarkdownQuestionTests {
  @Test func `a heading that asks is a question, and what is under it answers`() {
    #expect(
      blocks(
        "# T?\n\nLead.\n\n## Why *this*?\n\nFirst.\n\n### More\n\n- item\n\nLast.\n\n## Next\n\nText."
      )
        == [
          "title 1: T?", "paragraph: Lead.", "question 2: Why *this*?", "answer: First.",
          "heading 3: More", "list-item 1: item", "answer: Last.", "heading 2: Next",
          "paragraph: Text.",
        ])
  }

  @Test func `a bold line that asks is a question`() {
    #expect(
      blocks("**What is X?**\n\nA thing.\n\n**Why?**\nBecause.\n\n# End\n\ntext")
        == [
          "question: **What is X?**", "answer: A thing.", "question: **Why?**", "answer: Because.",
          "title 1: End", "paragraph: text",
        ])
    #expect(blocks("**a** and **b?**") == ["paragraph: **a** and **b?**"])
  }

  @Test func `labels make questions and answers`() {
    let text = "Q: What is it?\nA: A thing\nof sorts.\n\n**Q2:** And why?\n\n**Answer:** Because."
    #expect(
      blocks(text) == [
        "question: Q: What is it?", "answer: A: A thing\nof sorts.", "question: **Q2:** And why?",
        "answer: **Answer:** Because.",
      ])
    #expect(
      spans(text) == [
        "label Q:", "label A:", "markup **", "label Q2:", "markup **", "markup **", "label Answer:",
        "markup **",
      ])
  }

  @Test(arguments: ["# **Why?**", "# Why? {#why}", "# “Why?”", "# [Why?](x)", "Why?\n---", "# なぜ？"])
  func `marks after the question mark do not hide it`(text: String) {
    let draft = Draft.reading(SourceText("# Title\n\n" + text), as: .markdown)
    #expect(draft.blocks.contains { $0.kind == .question })
  }
}

@Suite struct MarkdownDirectiveTests {
  private func directives(_ text: String) -> [String] {
    let draft = Draft.reading(SourceText(text), as: .markdown)
    return draft.directives.map {
      let block = draft.blocks[$0.block]
      #expect(block.range.contains($0.range))
      return
        "\(draft.source.string(in: $0.content)) | \(block.kind.rawValue)\($0.isOwnBlock ? " own" : "")"
    }
  }

  @Test func `a comment before text is a block of its own`() {
    #expect(directives("<!-- stet misspelling -->\nteh text") == ["stet misspelling | comment own"])
    #expect(directives("> <!-- stet -->\n> text") == ["stet | comment own"])
  }

  @Test func `a comment inside text belongs to its block`() {
    #expect(
      directives("teh <!-- stet x --> text\n\n- a <!--stet y-->") == [
        "stet x | paragraph", "stet y | list-item",
      ])
    #expect(directives("> a\n> b <!-- stet\n> z -->") == ["stet\n> z | paragraph"])
    #expect(directives("| a |\n|---|\n| b <!-- stet --> |") == ["stet | table"])
    #expect(directives("# a <!-- stet -->") == ["stet | title"])
  }

  @Test func `comments of other blocks count too`() {
    #expect(directives("<div>\n<!-- stet off x -->\n</div>") == ["stet off x | html"])
    #expect(directives("<!-- a --> <!-- b -->") == ["a | comment own", "b | comment own"])
    #expect(directives("{/* stet off */}") == ["stet off | comment own"])
    #expect(directives("<!-- never closed\n\ntext") == [])
    #expect(directives("`<!-- code -->`\n\n    <!-- x -->") == [])
  }
}
