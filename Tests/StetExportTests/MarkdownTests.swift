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

  @Test func `a draft becomes Markdown once`() {
    for draft in SchemaTests.drafts where draft.name != "compost-faq.md" {
      let format: Draft.Format =
        draft.name.hasSuffix(".md")
        ? .markdown : draft.name.hasSuffix(".html") ? .html : .plainText
      let once = Self.markdown(String(decoding: draft.bytes, as: UTF8.self), format)
      #expect(Self.markdown(once) == once, "\(draft.name)")
    }
  }
}
