import StetCore
import StetFormats
import StetTestSupport
import Testing

@testable import StetFormats

@Suite struct MarkdownPropertyTests {
  /// Checks what holds for every draft, on what the reader gives before
  /// ``Draft`` repairs anything.
  private func check(_ source: SourceText) {
    var parser = BlockParser(lineStarts: source.lineStarts, count: source.count)
    parser.parse(source.utf8.span)
    var builder = DraftBuilder(parser: parser, count: source.count)
    builder.build(source.utf8.span)
    let text = source.string(in: source.range).debugDescription

    var end = 0
    for block in builder.blocks {
      #expect(block.range.start.utf8 == end && !block.range.isEmpty, "blocks tile: \(text)")
      #expect(block.range.contains(block.content), "content lies inside: \(text)")
      end = block.range.end.utf8
    }
    #expect(end == source.count, "blocks cover the text: \(text)")

    end = 0
    var block = 0
    for span in builder.spans {
      #expect(span.range.start.utf8 >= end && !span.range.isEmpty, "spans are apart: \(text)")
      end = span.range.end.utf8
      while block < builder.blocks.count, builder.blocks[block].range.end <= span.range.start {
        block += 1
      }
      let holds =
        builder.blocks.indices.contains(block)
        && builder.blocks[block].content.contains(span.range)
      #expect(holds, "spans lie in the content of one block: \(text)")
      for offset in [span.range.start.utf8, end] where offset < source.count {
        #expect(source.utf8[offset] & 0xC0 != 0x80, "spans cut no character: \(text)")
      }
    }

    for directive in builder.directives {
      #expect(builder.blocks.indices.contains(directive.block), "\(text)")
      #expect(directive.range.contains(directive.content), "\(text)")
      #expect(
        builder.blocks.indices.contains(directive.block)
          && builder.blocks[directive.block].range.contains(directive.range), "\(text)")
    }
  }

  @Test func `any bytes make a draft`() {
    var random = SeededGenerator(seed: 1)
    for _ in 0..<10_000 {
      let count = Int.random(in: 0..<64, using: &random)
      check(
        SourceText(decoding: (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }))
    }
  }

  @Test func `random marks make a draft`() {
    var random = SeededGenerator(seed: 2)
    for _ in 0..<8_000 {
      var text = ""
      for _ in 0..<Int.random(in: 0..<20, using: &random) {
        text += Self.pieces.randomElement(using: &random) ?? ""
      }
      check(SourceText(text))
    }
  }

  @Test func `random blocks make a draft, with either line break`() {
    var random = SeededGenerator(seed: 3)
    for _ in 0..<5_000 {
      let text = RandomMarkdown.text(using: &random)
      check(SourceText(text))
      check(SourceText(text.replacing("\r\n", with: "\n").replacing("\n", with: "\r\n")))
      check(SourceText(text.replacing("\r\n", with: "\n").replacing("\n", with: "\r")))
    }
  }

  @Test func `slices of a sample make drafts`() {
    var random = SeededGenerator(seed: 4)
    let sample = Array(Self.sample.utf8)
    for _ in 0..<3_000 {
      let start = Int.random(in: 0..<sample.count, using: &random)
      let length = Int.random(in: 0..<300, using: &random)
      check(SourceText(decoding: Array(sample[start...].prefix(length))))
    }
  }

  /// Line breaks of one kind or the other make the same blocks.
  @Test func `CRLF changes nothing but the line breaks`() {
    var random = SeededGenerator(seed: 5)
    for _ in 0..<3_000 {
      let text = RandomMarkdown.text(using: &random).replacing("\r\n", with: "\n")
      let unix = Reader.leaves(SourceText(text))
      let windows = Reader.leaves(SourceText(text.replacing("\n", with: "\r\n")))
      #expect(unix.map(\.kind) == windows.map(\.kind), "\(text.debugDescription)")
      #expect(unix.map(\.endLine) == windows.map(\.endLine), "\(text.debugDescription)")
    }
  }

  /// A text's blocks from a line at which nothing is open are the same as those
  /// of the text that starts there: what incremental reading rests on.
  @Test func `lines at rest start afresh`() {
    var random = SeededGenerator(seed: 6)
    for _ in 0..<3_000 {
      let before = RandomMarkdown.text(using: &random)
      let after = RandomMarkdown.text(using: &random)
      let whole = SourceText(before + "\n\n# rest\n" + after)
      let part = SourceText("# rest\n" + after)
      let leaves = Reader.leaves(whole)
      let line = whole.lineStarts.count - part.lineStarts.count
      // Only when a heading at the top level was found there was nothing open.
      guard let first = leaves.firstIndex(where: { $0.firstLine == line }),
        leaves[first].kind == .numberSignHeading, leaves[first].nesting == 0
      else { continue }
      let moved = leaves[first...].map { [$0.firstLine - line, $0.endLine - line] }
      #expect(moved == Reader.leaves(part).map { [$0.firstLine, $0.endLine] })
    }
  }

  @Test(arguments: [
    "> ", "- ", "* a ", "[", "]", "[a](", "![", "[a]: b ", "`", "`` ` ", "**a", "_a ", "*_", "<a ",
    "<!--",
    "<!-- -->", "<?", "<![CDATA[", "$", "$a ", "$$", "\\(", "\\[a ", "\\]", "{{", "{%", "{:a", ":",
    ":a", "&",
    "&a", "~~", "~a~", "|", "a|", "-|", "[[", "[^", "#", "# ", "1. ", "a\n", "a\n\n", "> a\n",
    "- a\n", "-\n",
    "    a\n", "```\n", "<div>\n", "$$\n", "$$\na\n", "[a]: b\n", "[a]: '\n", "| a |\n", "|-|\n",
    "a|b\n-|-\n",
    "\t", " ", "\r", "---\n", "a: b\n", "Q: a\n", "**a?**\n", "<a b='", "<http:", "<a@b", "[a\\",
    "é", "\u{0}",
    "- a\n\n", "  - a\n", "* * * a", "[a]\n", "[[[[a]]]]", "(\"", "[a](b \"", "\\(words here ",
    "a@", "a.",
  ])
  func `long repetitions are read to their end`(piece: String) {
    // Where reading is not linear, these keep the tests from ending.
    read(
      SourceText("[x]: y\n\n" + String(repeating: piece, count: 60_000 / piece.utf8.count)))
  }

  private func read(_ source: SourceText) {
    let draft = Draft.reading(source, as: .markdown)
    #expect(draft.blocks.last?.range.end == source.range.end)
  }

  private static let pieces = [
    "*", "**", "_", "`", "``", "[", "]", "(", ")", "](", "![", "<", ">", "<!--", "-->", "<b>",
    "</b>", "$", "$$",
    "\\", "\\(", "\\)", "\\[", "\\]", "{{", "}}", "{%", "%}", "{#a}", ":", ":a:", "&amp;", "&",
    "~~", "|", "\n",
    "\n> ", "> ", "- ", "# ", "a", "b c", "?", "é", "😀", " ", "  ", "http://a.b", "a@b.c", "x_y",
    "[^1]", "[[",
    "]]", "Q: ", "A: ", "\t", "\r\n", "\u{0}", "\"", "'", "[a]: b", "|-|", "```", "{/*", "*/}",
    "\u{2028}", "中",
  ]

  private static let sample = """
    ---
    title: A sample
    ---
    # Muscle *cramps* {#cramps}

    A paragraph with `code`, a [link](https://example.org "Title"), ![image](a.png),
    a bare www.example.org/path_(x)?, **bold _both_**, $x^2$, &amp; and <b>tags</b>.[^1]

    > A quote with a [link
    > over lines](<a b>
    > "title") and <!-- stet x
    > --> a comment
    lazy line

    1. one
       - two

         more of two
       - [ ] three
    2. ```swift
       let snake_case = fooBar()
       ```

    | A | B |
    |---|--:|
    | `c|d` | e \\| f |

    Setext
    ------

    **What is it?**
    It is $$ a $$ thing.

    Q: Why?
    A: Because.

    $$
    a = b
    $$

    <div>
    <!-- stet off -->
    </div>

    [^1]: A note with a [reference][ref].

        More of it.

    [ref]: /target
      'title'
    """
}
