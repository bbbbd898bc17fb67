import StetCore
import StetTestSupport
import Testing

@testable import StetFormats

@Suite struct MarkdownBlockDifferenceTests {
  @Test func `random Markdown has the blocks that cmark-gfm sees`() {
    var random = SeededGenerator(seed: 20)
    for _ in 0..<20_000 {
      let text = RandomMarkdown.text(using: &random)
      if isException(text) { continue }
      let found = Reader.blocks(text)
      let expected = Oracle.blocks(Array(text.utf8)).alignedTables(with: found)
      let agree =
        expected.count == found.count
        && zip(found, expected).allSatisfy { $0.agrees(with: $1) }
      #expect(agree, "\(text.debugDescription)\ncmark-gfm: \(expected)\nStet: \(found)")
    }
  }

  @Test(arguments: [
    // Headings.
    "# a", "###### a", "####### a", "#a", "#", "## ##", "# a #", "# a #b", "# a \\#", "   # a",
    "    # a", "a\n# b",
    "a\n=", "a\n  ===  ", "a\n    ===", "a\n= =", "a\nb\n---", "> a\n---", "- a\n---", "- a\n  ---",
    "---\na\n---",
    "a\n-", "\ta\n=", "a\n\n===", "`a\n--\nb`", "# a\n===",
    // Breaks.
    "***", "_ _ _", "--", "-  -\t-", "    ***", "a\n***", "- - -", "* a\n***\n* b", "+++", "***a",
    "-*-",
    // Code.
    "    a\n\n\n    b\n\nc", "a\n    b", "\ta", "    a\nb", "  \t a", "```\na\n```",
    "~~~~\na\n~~~\n~~~~~", "```a`b\nc",
    "``\na\n``", "```\n\n  \n```", "  ```\n a\n  ```", "```\na\n    ```", "a\n```\nb\n```\nc",
    "```", "> ```\n> a\nb", "- ```\n  a\n\n  b\n  ```",
    "~~~ `x`\na", "```\na\n``` b\n```",
    // HTML.
    "<pre>\na\n\nb</pre> c\nd", "<!-- a\n\nb --> c\nd", "<?a\n\n?>", "<!A\n\n>",
    "<![CDATA[\n\n]]>\na", "<div\na>\nb\n\nc",
    "</td>\na", "<p>a\n# b", "<x-y z>\na", "<x-y z> a", "a\n<x-y>", "a\n<div>", "<a\nb>",
    "    <div>", "<del>a</del>", "<del>\na",
    "<style>a</style>b\nc", "<script", "<Scripts>", "> <div>\n> a\nb", "- <div>\n- a",
    "<!-->\na\n-->", "</pre>\na", "<div/>\na",
    // Quotes and lazy lines.
    "> a\nb", ">a\n>\n>b", "> a\n\n> b", "> # a\nb", "> - a\nb", ">     a\n    b", "> > a\n> b\nc",
    "   > a", "    > a", "> a\n- b",
    ">\n>", "> ```\na", "> a\n    - b", ">>> a\n>> b\n> c\nd",
    // Lists.
    "- a\n- b\n\n- c", "-a", "- a\n\n  b", "- a\n\n b", "-    a\n\n     b", "-     a", "- \n  a",
    "-\n\n  a", "1. a\n2) b", "1) a",
    "10. a\n    b", "123456789. a", "1234567890. a", "a\n2. b", "a\n1. b", "a\n-\nb", "a\n*",
    "a\n1.", "- a\n - b\n  - c\n   - d\n    - e",
    "* a\n  * b\n    * c", "- - a\n  - b", "1. - 2. a", "- a\n> b", "- a\n\n\n\n  b", "- a\n    b",
    "\t- a", "-\ta\n\n\tb", " -\ta\n\n\t b",
    "- # a\n  b", "- a\nb\n# c", "1. a\n\n   b\n\n2. c", "+ a\n\t+ b", "-\n-\n- a", "- a\n -b",
    // Tables.
    "|a|b|\n|-|-|\n|c|d|", "a|b\n-|-", "|a|\n|-|", "a\n-|", "a\n:-", "|a|b|\n|-|",
    "x\n|a|b|\n|-|-|\n|c|d|\n\ny", "|a|\n|-|\n> b",
    "|a|\n|-|\nb\nc\n\nd", "|a|\n|-|\n# b", "|a|\n|-|\n- b", "|a|\n|-|\n    b", "|a|\n|-|\n```\nb",
    "> |a|\n> |-|\n> |b|\nc", "- |a|\n  |-|\n  |b|",
    "|a\\|b|\n|-|", "|`a|b`|\n|-|-|", "|a|\n|:-:|\n|b|", "|a|\n| - - |", "||\n|-|", "|a|\n|-|\n|",
    "a|b\n-|-|-", "|a|\n\n|-|", "|a|\n|-|\n\t|b|",
    "|a|\n|-|\n<div>", "|a|\n|-|\n***", "a|\n-|", "|a|b\n|-|-\nc",
    "| a |\n|---|\n| b |\n|---|\n| c |",
    // Definitions.
    "[a]: b", "[a]: b\nc", "[a]: b 'c'\nd", "[a]: b\n'c'\nd", "[a]: b\n'c' d", "[a]:\nb\nc",
    "[a]: <b c>\nd", "[a]: <b\nc", "[a]\n: b",
    "[a]: b c\nd", "a\n[b]: c", "[a]: b\n[c]: d\ne\n===", "[\na\n]: b\nc", "[]: b\nc", "[ ]: b\nc",
    "[a]: b 'c\n\nd'", "[a]: b (c)\nd",
    "    [a]: b", "# [a]\n[a]: b", "> [a]: b\nc", "- [a]: b\n  c", "[a]: b\n===\nc",
    // Line breaks and odd bytes.
    "a\rb\r\rc", "a\r\n\r\nb", "- a\r\n  b\r\n", "\u{0}", "a\u{0}b\n# \u{0}", "\u{C}\na",
    "\u{A0}\na", " \t \na", "", "\n", "\n\n\n",
    "é\n=", "\u{B}# a",
  ])
  func `hand-picked Markdown has the blocks that cmark-gfm sees`(text: String) {
    let found = Reader.blocks(text)
    let expected = Oracle.blocks(Array(text.utf8)).alignedTables(with: found)
    let agree =
      expected.count == found.count
      && zip(found, expected).allSatisfy { $0.agrees(with: $1) }
    #expect(agree, "\(text.debugDescription)\ncmark-gfm: \(expected)\nStet: \(found)")
  }
}

/// Whether the text has one of the few things that cmark-gfm 0.29 reads otherwise
/// than the specification, and Stet, do.
private func isException(_ text: String) -> Bool {
  let source = SourceText(text)
  let leaves = Reader.leaves(source)
  // Lazy lines keep their indent in cmark-gfm, and so are no definitions.
  let lazyDefinition = leaves.contains {
    $0.kind == .linkDefinition && ($0.nesting > 0 || $0.isQuoted) && $0.endLine - $0.textLine > 1
  }
  // cmark-gfm leaves what comes before a table's head a paragraph, unread.
  let cutDefinition =
    leaves.contains { $0.kind == .linkDefinition } && leaves.contains { $0.kind == .table }
  return lazyDefinition || cutDefinition
    || zip(leaves, leaves.dropFirst()).contains { first, second in
      switch (first.kind, second.kind) {
      case (.linkDefinition, .thematicBreak), (.linkDefinition, .emptyItem):
        // A paragraph of nothing but definitions is none, so hyphens after it are a
        // break or a bullet; cmark-gfm goes on with the paragraph.
        return true
      case (.linkDefinition, .blank) where first.nesting > 0:
        // An item that holds a definition is not empty, and may go on after a blank
        // line; cmark-gfm has taken the definition out by then.
        return true
      case (.emptyItem, .blank):
        // An empty item ends at a blank line; cmark-gfm lets it go on if that line
        // has as many spaces as the item's text would.
        return source.bytes(in: source.contentRange(ofLine: second.firstLine)).count > 0
      default: return false
      }
    }
}

extension [LineBlock] {
  /// cmark-gfm gives the lines of a paragraph that a table has cut short as 0 to
  /// 0, and the paragraph's start as the table's.
  fileprivate func alignedTables(with found: [LineBlock]) -> [LineBlock] {
    var result = self
    guard found.count == count else { return result }
    for index in indices.dropLast()
    where self[index].first == 0 && self[index].kind == .paragraph
      && self[index + 1].kind == .table && found[index].first == self[index + 1].first
      && found[index].last + 1 == found[index + 1].first
    {
      result[index] = found[index]
      result[index + 1].first = found[index + 1].first
    }
    return result
  }
}

/// Makes texts of the pieces that decide on Markdown's blocks.
enum RandomMarkdown {
  private static let starts = [
    "", "", "", "", " ", "  ", "   ", "    ", "\t", "- ", "* ", "+ ", "1. ", "2) ", "10. ", "> ",
    ">", "-",
    "  - ", "-   ", "-\t", ">\t", "- - ", "> > ", "1.", "     ", "-     ",
  ]
  private static let middles = [
    "a", "a b", "word", "# h", "## h ##", "#", "####### x", "#x", "===", "=", "---", "--", "-",
    "***", "* * *",
    "___", "```", "````", "``` x", "~~~", "`` ` ``", "<div>", "</div>", "<!-- c -->", "<!--", "-->",
    "<b>",
    "<pre>", "</pre>", "<?php", "?>", "<a href=\"x\">", "| a | b |", "|---|---|", "a | b",
    "--- | :-:", "|-|",
    "| a |", "", "", "", "*", "+ x", "3. x", "1) y", "[a]: /x", "[b]: <y> \"t\"", "\\", "a\\|b",
    "text  ",
    "> q", "    code", "\tcode", "é", "😀",
  ]
  private static let ends = ["\n", "\n", "\n", "\n\n", "\r\n", "\n\n\n", "\n \n"]

  static func text(using random: inout SeededGenerator) -> String {
    var text = ""
    for _ in 0..<Int.random(in: 1...8, using: &random) {
      for _ in 0..<Int.random(in: 0...2, using: &random) {
        text += starts.randomElement(using: &random) ?? ""
      }
      text += middles.randomElement(using: &random) ?? ""
      text += ends.randomElement(using: &random) ?? ""
    }
    if Bool.random(using: &random) { text.removeLast() }
    return text
  }
}
