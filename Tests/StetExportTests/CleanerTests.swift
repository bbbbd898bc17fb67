import StetCore
import StetExport
import StetFormats
import Testing

/// What becomes of drafts, by example.
@Suite struct CleanerTests {
  /// The lines of an article's XML between `<meta>` and the end, without `src`.
  private static func xml(
    _ text: String, _ format: Draft.Format = .markdown,
    _ options: CleaningOptions = CleaningOptions()
  ) -> String {
    let article = ConservationTests.article(SourceText(text), format, options)
    let document = String(
      decoding: StetXML.document(article, WritingOptions(includesTrail: false)), as: UTF8.self)
    var lines = document.split(separator: "\n").map(String.init)
    let meta = lines.lastIndex { $0 == "  </meta>" } ?? 0
    lines.removeSubrange(...meta)
    lines.removeLast()
    return lines.map { line in
      line.replacing(/\ src="[0-9]+-[0-9]+"/, with: "").dropFirst(2)
    }.joined(separator: "\n")
  }

  @Test func `sections hold their own text, and sections below them`() {
    #expect(
      Self.xml("# Cramps\n\nA lead.\n\n## Causes\n\nCold.\n\n### Rare ones\n\nTetanus.\n")
        == """
        <title>Cramps</title>
        <lead>
          <p>A lead.</p>
        </lead>
        <section xml:id="s-causes">
          <heading>Causes</heading>
          <p>Cold.</p>
          <section xml:id="s-rare-ones">
            <heading>Rare ones</heading>
            <p>Tetanus.</p>
          </section>
        </section>
        """)
  }

  @Test func `marks of emphasis become elements`() {
    #expect(
      Self.xml("A *b* **c *d*** `e` ~~f~~ [g](h \"i\") ![j](k) &lt; \\* <sub>2</sub>  \nl\n")
        == """
        <lead>
          <p>A <em>b</em> <strong>c <em>d</em></strong> <c>e</c> <del>f</del> <link href="h" \
        title="i">g</link> <image href="k" alt="j"/> &lt; * <sub>2</sub><br/>l</p>
        </lead>
        """)
  }

  @Test func `notes keep the names that refer to them, and addresses are links`() {
    let text = "It rains[^a].\n\n[^a]: Not in *May*.\n\nSee <http://example.org/x>.\n"
    let draft = Draft.reading(SourceText(text), as: .markdown)
    let article = CleanedArticle(cleaning: draft, diagnostics: [], options: CleaningOptions())
    #expect(Conservation.fault(in: article) == nil)
    let xml = String(
      decoding: StetXML.document(article, WritingOptions(includesTrail: false)), as: UTF8.self)
    #expect(xml.contains(">It rains[a].</p>"))
    #expect(xml.contains(">[a] Not in <em>May</em>.</p>"))
    #expect(
      xml.contains(">See <link href=\"http://example.org/x\">http://example.org/x</link>.</p>"))
  }

  @Test func `links may be defined elsewhere`() {
    #expect(
      Self.xml("See [the *page*][p] and [p].\n\n[P]: http://example.org 'A page'\n")
        == """
        <lead>
          <p>See <link href="http://example.org" title="A page">the <em>page</em></link> and \
        <link href="http://example.org" title="A page">p</link>.</p>
        </lead>
        """)
  }

  @Test func `lists nest, count and are ticked`() {
    #expect(
      Self.xml("3. one\n\n   more of it\n4. two\n   - inner\n\n- [x] done\n- [ ] not\n")
        == """
        <lead>
          <list type="ordered" start="3">
            <item>
              <p>one</p>
              <p>more of it</p>
            </item>
            <item>
              <p>two</p>
              <list>
                <item>
                  <p>inner</p>
                </item>
              </list>
            </item>
          </list>
          <list>
            <item done="true">
              <p>done</p>
            </item>
            <item done="false">
              <p>not</p>
            </item>
          </list>
        </lead>
        """)
  }

  @Test func `code keeps its lines, without the indent around it`() {
    #expect(
      Self.xml("- item\n\n  ```sh\n  a <b\n    c\n  ```\n")
        == """
        <lead>
          <list>
            <item>
              <p>item</p>
              <code language="sh" xml:space="preserve">a &lt;b
        c</code>
            </item>
          </list>
        </lead>
        """)
  }

  @Test func `questions keep their order, and those asked again are folded`() {
    #expect(
      Self.xml(
        """
        What is it?

        A cramp.
        Why does it hurt?

        Why does it hurt?

        Nobody knows.

        what is it

        Something else.
        """, .plainText)
          == """
          <questions>
            <qa xml:id="q-what-is-it">
              <question>What is it?</question>
              <alternate>what is it</alternate>
              <answer status="complete">
                <p>A cramp.</p>
              </answer>
              <answer status="complete">
                <p>Something else.</p>
              </answer>
            </qa>
            <qa xml:id="q-why-does-it-hurt">
              <question>Why does it hurt?</question>
              <answer status="complete">
                <p>Nobody knows.</p>
              </answer>
            </qa>
          </questions>
          """)
  }

  @Test func `questions that are registered as one are folded, and the primary is the question`() {
    let draft = Draft.reading(
      SourceText(
        """
        # Backs

        ## How do you treat *back* spasm?

        With rest.

        ## Why?

        So.

        ## What are treatments for back spasm?

        Heat helps.

        ## How do you treat *back* spasm?

        Again with rest.
        """), as: .markdown)
    var options = CleaningOptions()
    options.register = QuestionRegister(
      entries: [
        .init(
          "What are treatments for back spasm?", alternates: ["How do you treat back spasm?"])
      ], distinctions: [])
    let article = CleanedArticle(cleaning: draft, diagnostics: [], options: options)
    #expect(Conservation.fault(in: article) == nil)
    let written = String(
      decoding: StetXML.document(article, WritingOptions()), as: UTF8.self)
    #expect(
      written.contains(
        """
              <question src="73-108">What are treatments for back spasm?</question>
              <alternate src="12-42">How do you treat <em>back</em> spasm?</alternate>
              <answer status="complete">
                <p src="44-54">With rest.</p>
              </answer>
              <answer status="complete">
                <p src="110-121">Heat helps.</p>
              </answer>
              <answer status="complete">
                <p src="158-174">Again with rest.</p>
              </answer>

        """), "\(written)")
  }

  @Test func `lines that were broken on purpose stay apart, wrapped ones do not`() {
    #expect(
      Self.xml(
        "You need these.\n\nPlunger\nBucket\nBaking soda\nAn adjustable wrench\n", .plainText
      ).contains(
        "<p>Plunger<br/>Bucket<br/>Baking soda<br/>An adjustable wrench</p>"))
    #expect(
      Self.xml(
        "One.\n\nThe quick brown fox jumps over the lazy\ndog, and then goes home to sleep for the\nrest.\n",
        .plainText
      ).contains("lazy dog, and then goes home to sleep for the rest."))
  }

  @Test func `the typographic profile mends spaces and dashes, and --apply none does not`() {
    let text = "It hurts  a lot--really -- so -- they say. Use --fix.\n"
    #expect(
      Self.xml(text).contains("It hurts a lot—really — so — they say. Use --fix."))
    var options = CleaningOptions()
    options.fixes = .none
    #expect(
      Self.xml(text, .markdown, options)
        .contains("It hurts  a lot--really -- so -- they say. Use --fix."))
  }

  @Test func `characters that XML cannot hold are left out`() {
    #expect(Self.xml("a\u{1}b\u{FFFE}c\n").contains("<p>abc</p>"))
  }

  @Test func `a page of HTML gives its article`() {
    #expect(
      Self.xml(
        """
        <html><body><nav><a href="/">Home</a></nav><article><h1>Cramps &amp; co</h1>
        <p>A <b>cramp</b>  hurts.</p><table><tr><th>a</th></tr><tr><td>1</td></tr></table>
        <ol><li>one</li></ol></article></body></html>
        """, .html)
          == """
          <title>Cramps &amp; co</title>
          <lead>
            <p>A <strong>cramp</strong> hurts.</p>
            <table>
              <head>
                <cell>a</cell>
              </head>
              <row>
                <cell>1</cell>
              </row>
            </table>
            <list type="ordered">
              <item>
                <p>one</p>
              </item>
            </list>
          </lead>
          """)
  }

  @Test func `ids come from words and do not change with edits elsewhere`() {
    let before = Self.xml("## Causes\n\nA.\n\n## Notes\n\nB.\n")
    let after = Self.xml("A lead.\n\n## New\n\nC.\n\n## Causes\n\nA.\n\n## Notes\n\nB.\n")
    for id in ["xml:id=\"s-causes\"", "xml:id=\"s-notes\""] {
      #expect(before.contains(id) && after.contains(id))
    }
    #expect(Self.xml("## Überblick\n\nA.\n").contains("xml:id=\"s-überblick\""))
    #expect(Self.xml("## A\n\n1\n\n## A\n\n2\n").contains("xml:id=\"s-a-2\""))
  }

  @Test func `deep nesting stays within what readers of XML take`() {
    let text = (0..<300).map { String(repeating: "  ", count: $0) + "- a\n" }.joined()
    let marks =
      String(repeating: "*a **", count: 500) + "x" + String(repeating: "** b*", count: 500)
    for draft in [text, marks, String(repeating: "<em>", count: 5000) + "x"] {
      let document = StetXML.document(ConservationTests.article(SourceText(draft), .markdown))
      #expect(throws: Never.self) { try StetXML.articles(in: document) }
    }
  }
}
