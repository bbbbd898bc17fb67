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

  @Test func `quotations, code and tables stay in the item that holds them`() {
    #expect(
      Self.xml(
        """
        1. one

           > said
           >
           > - so
           >
           > ```
           >   a
           >     > b
           > ```

        2. | a |
           |---|
           | b |
        3. > > deep
        - ```
          x
          ```
          y
        """)
          == """
          <lead>
            <list type="ordered">
              <item>
                <p>one</p>
                <quote>
                  <p>said</p>
                  <list>
                    <item>
                      <p>so</p>
                    </item>
                  </list>
                  <code xml:space="preserve">  a
            &gt; b</code>
                </quote>
              </item>
              <item>
                <table>
                  <head>
                    <cell>a</cell>
                  </head>
                  <row>
                    <cell>b</cell>
                  </row>
                </table>
              </item>
              <item>
                <quote>
                  <quote>
                    <p>deep</p>
                  </quote>
                </quote>
              </item>
            </list>
            <list>
              <item>
                <code xml:space="preserve">x</code>
                <p>y</p>
              </item>
            </list>
          </lead>
          """)
  }

  @Test func `an item of a page holds what stands in it`() {
    #expect(
      Self.xml(
        """
        <ol><li>one<blockquote><p>said</p><p>more</p></blockquote>end</li>
        <li><pre>x
            y</pre></li>
        <li><blockquote>two</blockquote></li></ol>
        """, .html)
          == """
          <lead>
            <list type="ordered">
              <item>
                <p>one</p>
                <quote>
                  <p>said</p>
                  <p>more</p>
                </quote>
                <p>end</p>
              </item>
              <item>
                <code xml:space="preserve">x
            y</code>
              </item>
              <item>
                <quote>
                  <p>two</p>
                </quote>
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

  @Test func `a page's languages, quotations, short forms and formulas are elements`() {
    let text = """
      <html lang="de"><body><p lang="fr">Un <em lang="la">spasmus</em>, <q>dit-il</q>.</p>
      <p><span lang="en">All of it.</span></p>
      <p><abbr title="World Health Organization">WHO</abbr>: H<sub>2</sub>O, <kbd>Esc</kbd>,
      <span lang="de">hier</span>, <math><mfrac><mrow><mi>a</mi><mo>+</mo><mn>1</mn></mrow>\
      <msup><mi>b</mi><mn>2</mn></msup></mfrac></math>.</p></body></html>
      """
    #expect(
      Self.xml(text, .html)
        == """
        <lead>
          <p xml:lang="fr">Un <em><span xml:lang="la">spasmus</span></em>, <q>dit-il</q>.</p>
          <p xml:lang="en">All of it.</p>
          <p><abbr title="World Health Organization">WHO</abbr>: H<sub>2</sub>O, <c>Esc</c>, hier, \
        <formula>(a + 1)/(b^2)</formula>.</p>
        </lead>
        """)
    #expect(ConservationTests.article(SourceText(text), .html).language == "de")
    #expect(
      ConservationTests.article(SourceText("---\nlang: fr_CA\n---\n\nOui.\n"), .markdown).language
        == "fr-CA")
  }

  @Test func `tables have captions, heads of several rows, and cells that span`() {
    #expect(
      Self.xml(
        """
        <table><caption>Doses</caption>
        <tr><th rowspan="2">Drug</th><th colspan="9">Dose</th></tr>
        <tr><th>young</th><th>old</th></tr>
        <tr><td rowspan="5">A</td><td>1</td><td>2</td></tr>
        <tr><td colspan="2">none</td></tr></table>
        """, .html)
          == """
          <lead>
            <table>
              <caption>Doses</caption>
              <head>
                <cell rows="2">Drug</cell>
                <cell columns="2">Dose</cell>
              </head>
              <head>
                <cell>young</cell>
                <cell>old</cell>
              </head>
              <row>
                <cell rows="2">A</cell>
                <cell>1</cell>
                <cell>2</cell>
              </row>
              <row>
                <cell columns="2">none</cell>
              </row>
            </table>
          </lead>
          """)
  }

  @Test func `definitions, figures and the language of code are kept`() {
    #expect(
      Self.xml(
        """
        <dl><dt>Myotonia</dt><dd><p>Stiffness.</p><p>It passes.</p></dd>
        <dt>Cramp</dt><dd>A spasm.</dd></dl>
        <figure><img src="leg.png" alt="A leg"><figcaption>The <b>leg</b></figcaption></figure>
        <pre><code class="hljs language-c++">x;</code></pre>
        """, .html)
          == """
          <lead>
            <list>
              <item>
                <term>Myotonia</term>
                <p>Stiffness.</p>
                <p>It passes.</p>
              </item>
              <item>
                <term>Cramp</term>
                <p>A spasm.</p>
              </item>
            </list>
            <figure>
              <p><image href="leg.png" alt="A leg"/></p>
              <caption>The <strong>leg</strong></caption>
            </figure>
            <code language="c++" xml:space="preserve">x;</code>
          </lead>
          """)
  }

  @Test func `items side by side stay so, however deep their list stands`() {
    #expect(
      Self.xml(
        """
        <h1>Gout</h1><dl><dt>What is gout?</dt><dd><p>It hurts a lot, and then some more.</p>
        <ul><li>At night</li><li>After a meal<ol><li>of meat</li></ol></li></ul></dd></dl>
        """, .html
      ).contains(
        """
              <list>
                <item>
                  <p>At night</p>
                </item>
                <item>
                  <p>After a meal</p>
                  <list type="ordered">
                    <item>
                      <p>of meat</p>
                    </item>
                  </list>
                </item>
              </list>
        """))
  }

  @Test func `HTML in Markdown is read, and what it hides is recorded`() {
    let text = """
      <h1 align="center">Cramps</h1>

      <div class="note">

      They *hurt*.

      </div>

      - one

        <details><summary>More</summary>
        <p>A <b>long</b> tale &amp; a table:</p>
        <table><tr><th>a</th></tr><tr><td>1</td></tr></table>
        </details>

      <script>alert(1)</script>

      > <p>quoted</p>
      """
    #expect(
      Self.xml(text)
        == """
        <title>Cramps</title>
        <lead>
          <p>They <em>hurt</em>.</p>
          <list>
            <item>
              <p>one</p>
              <p>More</p>
              <p>A <strong>long</strong> tale &amp; a table:</p>
              <table>
                <head>
                  <cell>a</cell>
                </head>
                <row>
                  <cell>1</cell>
                </row>
              </table>
            </item>
          </list>
        </lead>
        """)
    let article = ConservationTests.article(SourceText(text), .markdown)
    #expect(Conservation.fault(in: article) == nil)
    let recorded = article.trail.edits.filter { $0.rule == "raw-html" }
      .map { article.source.string(in: $0.range) }
    #expect(recorded.contains("<script>alert(1)</script>"))
    #expect(recorded.contains("<p>quoted</p>"))
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
