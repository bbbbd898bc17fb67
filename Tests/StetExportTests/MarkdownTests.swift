import StetCore
import StetExport
import StetFormats
import StetTestSupport
import Testing

/// Articles as Markdown, by example; Stet reads the same article from it again.
@Suite struct MarkdownTests {
  private static func markdown(_ text: String, _ format: Draft.Format = .markdown) -> String {
    let article = ConservationTests.article(SourceText(text), format)
    return String(decoding: ArticleVocabulary.markdown.write(article).bytes, as: UTF8.self)
  }

  @Test func `an article is laid out in one way`() {
    #expect(
      Self.markdown(
        """
        Cramps
        ======
        A __cramp__ is a *spasm*,  says [he](a "b").
        ***
        * one
        * two
            1) inner

        Why does it hurt?
        -----------------
        > It does.
        """)
          == """
          # Cramps

          A **cramp** is a *spasm*, says [he](a "b").

          - one
          - two
            1. inner

          ## Why does it hurt?

          > It does.

          """)
  }

  @Test func `text that looks like marks is escaped, and no other text is`() {
    #expect(
      Self.markdown("<p>1. a *b* [c] snake_case _d_ &amp;lt; e &amp; f &lt;g> #h `i`</p>", .html)
        == "1\\. a \\*b\\* \\[c] snake_case \\_d\\_ \\&lt; e & f \\<g> #h \\`i\\`\n")
  }

  @Test func `marks that would not be read as such become tags`() {
    #expect(
      Self.markdown("<p>a<em> b</em><strong>c</strong>d <em>e<strong>f</strong></em></p>", .html)
        .contains("d *e<strong>f</strong>*"))
  }

  @Test func `run-in headings and terms are strong in the items of a list`() {
    #expect(
      Self.markdown(
        """
        A cramp comes and goes. It has three causes:

        Prolonged exercise. Muscles tire after an hour or two of it.

        Lack of water. The body needs water to move its muscles.

        Old age. Nerves wither as people grow older.
        """, .plainText)
          == """
          A cramp comes and goes. It has three causes:

          - **Prolonged exercise.** Muscles tire after an hour or two of it.
          - **Lack of water.** The body needs water to move its muscles.
          - **Old age.** Nerves wither as people grow older.

          """)
  }

  @Test func `what Markdown has no marks for is written as tags`() {
    #expect(
      Self.markdown(
        """
        <p lang="fr">Un <q>mot</q> de l'<abbr title="A | `B`">AB</abbr></p>
        <table><caption>Doses</caption><tr><th>a</th><th>b</th></tr>
        <tr><td colspan="2">c</td></tr></table>
        """, .html)
          == """
          <span lang="fr">Un <q>mot</q> de l'<abbr title="A &#124; &#96;B&#96;">AB</abbr></span>

          Doses

          | a | b |
          | --- | --- |
          | c | |

          """)
  }

  @Test func `a draft becomes Markdown once`() {
    for draft in SchemaTests.drafts where draft.name != "compost-faq.md" {
      let format: Draft.Format =
        draft.name.hasSuffix(".md")
        ? .markdown : draft.name.hasSuffix(".html") ? .html : .plainText
      let once = Self.markdown(String(decoding: draft.bytes, as: UTF8.self), format)
      #expect(Self.markdown(once) == once, "\(draft.name)")
    }
  }

  private static let pieces = [
    "A word", "word", " ", " ", "\n", "\n\n", "\n\n", "# ", "## ", "### ", "- ", "1. ", "3) ", "> ",
    "  ", "    ", "*", "**", "_", "~~", "`", "``", "$", "$$", "\\$", "\\", "\\\n", "[a](b)", "[",
    "]",
    "](c)", "![i](j \"k\")", "<http://a.b>", "<em>", "</em>", "<b>", "</b>", "<q>", "</q>",
    "<span lang=\"fr\">", "</span>", "<sub>", "</sub>", "<br>", "&amp;", "&lt;", "&#35;", "|",
    "---\n",
    "| a | b |\n|---|---|\n| c | d |\n", "```\n", "~~~ sh\n", "What is it?", "Q: Why?\n",
    "A: So.\n",
    "- [ ] ", "+ ", "* * *\n", "=", "é", "—", "“x”", "{{ a }}", "{%", "!", "?", "#", "\\(x\\)",
    "\\[y\\]", "[^1]", "[^1]: note\n", "<div>text</div>\n", "<p>", "</p>",
    "<table><tr><td>x</table>\n",
    ":::", "^", "http://a.b/c_d_e ", "snake_case", "3.", "1.5", "(c)", "...", "'", "\"",
  ]

  @Test func `escapes in names and addresses are none of their text`() {
    #expect(
      Self.markdown("snake\\_case costs \\$5 in HOME and http://a.b/c\\_d.\n")
        == "snake_case costs $5 in HOME and http://a.b/c_d.\n")
    #expect(Self.markdown("\\$HOME, \\*not*\n") == "$HOME, \\*not\\*\n")
  }

  /// The Markdown of a draft in which nothing is found: a fix may become possible when
  /// lines are joined.
  private static func unfixed(_ text: String) -> String {
    let draft = Draft.reading(SourceText(text), as: .markdown)
    let article = CleanedArticle(cleaning: draft, diagnostics: [])
    return String(decoding: ArticleVocabulary.markdown.write(article).bytes, as: UTF8.self)
  }

  @Test func `random drafts become Markdown once`() {
    var random = SeededGenerator(seed: 41)
    for _ in 0..<1000 {
      let text = (0..<Int.random(in: 1..<14, using: &random))
        .compactMap { _ in Self.pieces.randomElement(using: &random) }.joined()
      let once = Self.unfixed(text)
      #expect(Self.unfixed(once) == once, "\(text.debugDescription)")
    }
  }
}
