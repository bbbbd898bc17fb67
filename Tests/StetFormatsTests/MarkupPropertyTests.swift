import StetCore
import StetTestSupport
import Testing

@testable import StetFormats

@Suite struct MarkupPropertyTests {
  static let formats: [Draft.Format] = [.html, .xml, .jsonLines]

  private static let pieces: [Draft.Format: [String]] = [
    .html: [
      "<p>", "</p>", "<div class=\"nav question\">", "</div>", "<ul>", "<li>", "</li>", "</ul>",
      "<b>",
      "</b>", "<a href=x>", "</a>", "What is it?", "It is a text of some words, and more of them.",
      "<script>", "</script>", "<table>", "<tr>", "<td>", "</td>", "</table>", "<h2>", "</h2>",
      "&amp;",
      "&nope", "<!-- stet -->", "<!--", "-->", "<", ">", "\"", "<br>", "<br/>", "<svg>", "</svg>",
      "<button>", "</button>", "<details>", "<summary>", "</summary>", "</details>", "<dl>", "<dt>",
      "<dd>", "</dl>", "<main>", "</main>", "é", "\u{A0}", "\r\n", "<pre>", "</pre>", "<img alt=x>",
      "<span hidden>", "</span>", "<title>", "</title>", "<math>", "</math>", "<hr>", "<body>",
      "<script type=application/ld+json>{\"@type\":\"Question\",\"name\":\"What is it?\"}</script>",
      "+ 69 others found this useful", "<div itemscope itemtype=x/Question>", "<p itemprop=name>",
      "<div itemprop=acceptedAnswer>", "<x-y>", "</x-y>", "<code>", "</code>", "<", "</", "<!",
    ],
    .xml: [
      "<article xmlns=\"urn:stet:article:1\">", "</article>", "<p>", "</p>", "<title>", "</title>",
      "<list>",
      "<item>", "</item>", "</list>", "<![CDATA[", "]]>", "<!DOCTYPE a [", "]>",
      "<!ENTITY x \"y\">",
      "&x;", "&", "<?pi", "?>", "<!--", "-->", "<a x=1>", "<a x='1'/>", "text here", "é", "\n",
      "<code>",
      "</code>", "<question>", "</question>", "<answer>", "</answer>", "<table>", "</table>", "<",
      ">",
      "<math>", "</math>", "<meta>", "</meta>", "<section>", "</section>", "<!-- stet -->",
    ],
    .jsonLines: [
      "{", "}", "[", "]", "\"question\"", "\"answer\"", "\"text\"", ":", ",", "\"What is it?\"",
      "\"A text.\\n\\nMore \\u00e9 \\\"x\\\" \"", "1", "true", "\n", "\"", "\\", "<b>", "é", " ",
      "-0.5e3",
    ],
  ]

  /// Checks what holds for every draft.
  private func check(_ source: SourceText, _ format: Draft.Format) {
    let draft = Draft.reading(source, as: format)
    let text = source.string(in: source.range).debugDescription
    var end = 0
    for block in draft.blocks {
      #expect(block.range.start.utf8 == end && !block.range.isEmpty, "blocks tile: \(text)")
      #expect(block.range.contains(block.content), "content lies inside: \(text)")
      // A gap that ``Draft`` has to fill shows as a paragraph that starts with a tag.
      end = block.range.end.utf8
    }
    #expect(end == source.count, "blocks cover the text: \(text)")
    end = 0
    for span in draft.spans {
      #expect(span.range.start.utf8 >= end && !span.range.isEmpty, "spans are apart: \(text)")
      end = span.range.end.utf8
      let holder = draft.blockIndex(containing: span.range.start)
      #expect(
        holder.map { draft.blocks[$0].range.contains(span.range) } ?? false,
        "spans lie in one block: \(text)")
      for offset in [span.range.start.utf8, end] where offset < source.count {
        #expect(source.utf8[offset] & 0xC0 != 0x80, "spans cut no character: \(text)")
      }
    }
    for directive in draft.directives {
      #expect(
        draft.blocks.indices.contains(directive.block)
          && draft.blocks[directive.block].range.contains(directive.range), "\(text)")
    }
    for fault in draft.faults { #expect(source.range.contains(fault.range), "\(text)") }
  }

  @Test(arguments: formats)
  func `any bytes make a draft`(format: Draft.Format) {
    var random = SeededGenerator(seed: 6)
    for _ in 0..<3_000 {
      let count = Int.random(in: 0..<64, using: &random)
      let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
      check(SourceText(decoding: bytes, as: format), format)
    }
  }

  @Test(arguments: formats)
  func `any soup of tags makes a draft`(format: Draft.Format) {
    var random = SeededGenerator(seed: 7)
    let pieces = Self.pieces[format] ?? []
    for _ in 0..<6_000 {
      let count = Int.random(in: 0..<40, using: &random)
      let text = (0..<count).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
      check(SourceText(text), format)
    }
  }

  @Test(arguments: formats)
  func `the tokens of a scanner lie side by side`(format: Draft.Format) {
    guard format != .jsonLines else { return }
    var random = SeededGenerator(seed: 8)
    let pieces = Self.pieces[format] ?? []
    for _ in 0..<3_000 {
      let count = Int.random(in: 0..<30, using: &random)
      let text = Array(
        (0..<count).map { _ in pieces.randomElement(using: &random) ?? "" }.joined().utf8)
      var scanner = MarkupScanner(format == .html ? .html : .xml, from: 0, to: text.count)
      var end = 0
      while let token = scanner.next(text.span) {
        #expect(token.start == end && token.end > token.start)
        end = token.end
      }
      #expect(end == text.count)
    }
  }

  /// Texts that are costly to read for readers that look back or ahead: an element
  /// in many others, tags that nothing closes, tables in tables.
  static let hostile: [(Draft.Format, String, String, String)] = [
    (.html, "<div>", "x", ""), (.html, "<div>", "x", "</div>"), (.html, "<b>", "x", "<p>y"),
    (.html, "<table><tr><td>", "x", ""), (.html, "<details><summary>a?</summary>", "x", ""),
    (.html, "<ul><li>", "x", ""), (.html, "<p><button>", "x", "<div>"), (.html, "<!--", "x", ""),
    (.html, "<a href='", "x", ""), (.html, "<article><p>one two three four five six</p>", "x", ""),
    (.html, "<span itemtype=a/Question>", "x", "<p>y</p>"), (.html, "</x>", "x", "<x>"),
    (.html, "<ul><li><a href=x>a b</a>", "x", ""), (.html, "&", "x", "<"),
    (.html, "<dl><dt>What is it?<dd>", "x", ""), (.html, "<h1>What is it?</h1>", "x", ""),
    (.html, "<script>", "x", "</scrip"), (.html, "<aside><p>What is it?</p>", "x", ""),
    (.xml, "<a>", "x", "</a>"), (.xml, "<a>", "x", ""), (.xml, "<a><![CDATA[", "x", ""),
    (.xml, "<table>", "x", "</table>"), (.xml, "<p>", "x", "</q>"),
    (.xml, "<!DOCTYPE a [", "x", ""),
    (.xml, "<list><item>", "x", ""), (.xml, "&a", "x", "&"),
    (.jsonLines, "[", "x", "]"), (.jsonLines, "{\"answer\":", "x", "}"),
    (.jsonLines, "\\\"", "", ""),
  ]

  @Test(arguments: hostile)
  func `thousands of anything are read`(
    format: Draft.Format, before: String, middle: String, after: String
  ) {
    let text =
      String(repeating: before, count: 8_000) + middle + String(repeating: after, count: 8_000)
    let draft = Draft.reading(SourceText(text), as: format)
    #expect(draft.blocks.last?.range.end.utf8 == text.utf8.count)
  }
}
