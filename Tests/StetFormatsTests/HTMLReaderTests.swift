import StetCore
import Testing

@testable import StetFormats

/// The blocks of a text that hold something to read, each as its kind, its level if
/// it has one, and its text; chrome as its kind alone.
private func texts(_ text: String, as format: Draft.Format = .html) -> [String] {
  let draft = Draft.reading(SourceText(text), as: format)
  return draft.blocks.indices.compactMap { index in
    let block = draft.blocks[index]
    switch block.kind {
    case .blank, .html: return nil
    case .chrome: return "chrome"
    default: break
    }
    let level = block.level > 0 ? " \(block.level)" : ""
    return "\(block.kind.rawValue)\(level): \(draft.text(ofBlock: index))"
  }
}

private func runs(_ text: String, as format: Draft.Format = .html) -> [String] {
  let draft = Draft.reading(SourceText(text), as: format)
  return draft.spans.map { "\($0.kind.rawValue) \(draft.source.string(in: $0.range))" }
}

/// A page around a part of one, with enough text to be an article.
private func page(_ part: String) -> String {
  """
  <!DOCTYPE html><html><head><title>Cramps - Site</title></head><body>
  <nav><a href="/">Home</a></nav>
  <h1>Cramps</h1>
  <p>A cramp is a muscle that tightens without warning and stays tight for minutes.</p>
  \(part)
  <footer>&copy; Site</footer></body></html>
  """
}

@Suite struct HTMLBlockTests {
  @Test func `one long paragraph is not the article, and what stands under headings is kept`() {
    #expect(
      texts(
        """
        <!DOCTYPE html><html><head><title>Bread</title></head><body><h1>Bread</h1>
        <p>This bread is simple enough for a beginner, and it keeps for three days.</p>
        <h2>Ingredients</h2><ul><li>500 g flour</li><li>10 g salt</li></ul>
        <h2>Can I freeze it?</h2><p>Yes.</p>
        <div><a href="/">Home</a></div></body></html>
        """) == [
          "title 1: Bread",
          "paragraph: This bread is simple enough for a beginner, and it keeps for three days.",
          "heading 2: Ingredients", "list-item 1: 500 g flour", "list-item 1: 10 g salt",
          "question 2: Can I freeze it?", "answer: Yes.", "chrome",
        ])
  }

  @Test func `headings, paragraphs and items are blocks, with their tags around them`() {
    #expect(
      texts("<h2>Causes</h2><p>Salt is <b>lost</b>.</p><ul><li>Sweat</li><li>Heat</li></ul>")
        == [
          "heading 2: Causes", "paragraph: Salt is <b>lost</b>.", "list-item 1: Sweat",
          "list-item 1: Heat",
        ])
    let draft = Draft.reading(SourceText("<div><p>One.</p>\n<p>Two.</p></div>"), as: .html)
    #expect(
      draft.blocks.map { draft.source.string(in: $0.range) }
        == ["<div>", "<p>One.</p>\n", "<p>Two.</p>", "</div>"])
  }

  @Test func `end tags that are missing are implied`() {
    #expect(
      texts("<p>One<p>Two<ul><li>a<li>b<ul><li>c</ul></ul>Three<dl><dt>T<dd>D<dt>U<dd>E</dl>")
        == [
          "paragraph: One", "paragraph: Two", "list-item 1: a", "list-item 1: b", "list-item 2: c",
          "paragraph: Three", "list-item 1: T", "paragraph 1: D", "list-item 1: U",
          "paragraph 1: E",
        ])
  }

  @Test func `end tags that end nothing are left out`() {
    #expect(
      texts("</div><p>One</b> two</span></p></p></table><p>Three</p>")
        == ["paragraph: One</b> two", "paragraph: Three"])
  }

  @Test func `a list says whether its items are numbered`() {
    let draft = Draft.reading(
      SourceText("<ol><li>One<ul><li>Two</li></ul></li></ol>"), as: .html)
    #expect(draft.blocks.filter { $0.kind == .listItem }.map(\.isNumbered) == [true, false])
  }

  @Test func `two line breaks in a row end a paragraph`() {
    #expect(
      texts("<div>One<br>goes on.<br><br>Two.<br>\n<br/>Three.</div>")
        == ["paragraph: One<br>goes on.", "paragraph: Two.", "paragraph: Three."])
  }

  @Test func `text that stands in no paragraph is one`() {
    #expect(
      texts("<div>Loose <i>text</i><p>A paragraph.</p>more of it</div>")
        == ["paragraph: Loose <i>text</i>", "paragraph: A paragraph.", "paragraph: more of it"])
  }

  @Test func `scripts, styles, pictures and hidden elements show no text`() {
    #expect(
      texts(
        "<script>if (a < b) { 'What is it?' }</script><style>p { }</style><p>Text</p>"
          + "<p hidden>No</p><div style='display: NONE'><p>No</p></div><template><p>No</template>"
          + "<p>More <span aria-hidden=true>no</span> text</p><noscript><p>No</p></noscript>"
          + "<svg><text>No</text></svg><select><option>No</select><button>No</button>")
        == ["paragraph: Text", "paragraph: More <span aria-hidden=true>no</span> text"])
    #expect(
      runs("<p>More <span aria-hidden=true>no</span> text</p>")
        == ["tag <span aria-hidden=true>no</span>"])
  }

  @Test func `code is code`() {
    #expect(texts("<pre><code>a\n  b</code></pre>") == ["code: <code>a\n  b</code>"])
    #expect(
      runs("<p>Call <code>teh()</code> now</p>") == ["tag <code>", "code teh()", "tag </code>"])
  }

  @Test func `references, comments and tags are spans`() {
    #expect(
      runs("<p>A&amp;B <!-- why -->caf&eacute; &#x2019; AT&T <a href='x?a&b'>c</a></p>") == [
        "entity &amp;", "comment <!-- why -->", "entity &eacute;", "entity &#x2019;",
        "tag <a href='x?a&b'>", "tag </a>",
      ])
  }

  @Test func `a table of data is one block and one that places things is not`() {
    #expect(
      texts("<table><tr><th>Day<th>Dose<tr><td>Monday<td>Two</table>")
        == ["table: <table><tr><th>Day<th>Dose<tr><td>Monday<td>Two</table>"])
    #expect(
      texts("<table><tr><td><h2>Causes</h2><p>Salt is lost.</p><td><p>More</table>")
        == ["heading 2: Causes", "paragraph: Salt is lost.", "paragraph: More"])
  }

  @Test func `quotations are known as such`() {
    let draft = Draft.reading(
      SourceText("<blockquote><p>Rest.</p></blockquote><p>So</p>"), as: .html)
    #expect(draft.blocks.filter { $0.kind == .paragraph }.map(\.isQuoted) == [true, false])
  }

  @Test func `a page written in XML may end its tags at once`() {
    #expect(
      texts(
        "<?xml version=\"1.0\"?><html><body><p><a id=\"x\"/>One</p><script/><p>Two</p></body></html>"
      )
        == ["paragraph: One", "paragraph: Two"])
  }
}

@Suite struct HTMLArticleTests {
  @Test func `what stands around the article is chrome`() {
    #expect(
      texts(page("<div class=\"share-buttons\"><a href=#>Share</a></div>")) == [
        "chrome", "title 1: Cramps",
        "paragraph: A cramp is a muscle that tightens without warning and stays tight for minutes.",
        "chrome", "chrome",
      ])
  }

  @Test func `a class that most of a page has says nothing`() {
    #expect(
      texts(
        "<html><body class=\"modal-open\"><div class=\"layout with-sidebar\"><h1>Cramps</h1>"
          + "<p>A cramp is a muscle that tightens without warning and stays tight.</p></div></body></html>"
      ) == [
        "title 1: Cramps",
        "paragraph: A cramp is a muscle that tightens without warning and stays tight.",
      ])
  }

  @Test func `headings that ask are questions and the text under them answers`() {
    #expect(
      texts("<h1>Cramps</h1><h2>What helps?</h2><p>Salt.</p><p>Rest.</p><h2>Signs</h2><p>Pain.</p>")
        == [
          "title 1: Cramps", "question 2: What helps?", "answer: Salt.", "answer: Rest.",
          "heading 2: Signs", "paragraph: Pain.",
        ])
  }

  @Test func `terms and summaries that ask are questions`() {
    #expect(
      texts("<dl><dt>What helps?<dd>Salt.<dd>Rest.<dt>Who gets them?<dd>Runners.</dl>") == [
        "question: What helps?", "answer: Salt.", "answer: Rest.", "question: Who gets them?",
        "answer: Runners.",
      ])
    #expect(
      texts("<details><summary>What helps?</summary><p>Salt.</p>Rest.</details><p>So.</p>")
        == ["question: What helps?", "answer: Salt.", "answer: Rest.", "answer: So."])
  }

  @Test func `questions in a list stand over their answers`() {
    #expect(
      texts("<ul><li><b>What helps?</b><p>Salt, as far as anyone knows.</p></li></ul>")
        == ["question: <b>What helps?</b>", "answer 1: Salt, as far as anyone knows."])
    #expect(
      texts("<p>Ask your doctor:</p><ul><li>What helps?</li><li>Is it safe?</li></ul>") == [
        "paragraph: Ask your doctor:", "list-item 1: What helps?", "list-item 1: Is it safe?",
      ])
  }

  @Test func `related questions outside the article are kept with their answers`() {
    let related = """
      <aside><h3>Related</h3>
      <div><a href="/1">What helps against cramps?</a><p>A pinch of salt, and a glass of water.</p></div>
      <div><a href="/2">Who gets them most often?</a><p>People who run far in hot weather.</p></div>
      <div><a href="/3">What is a muscle made of?</a></div></aside>
      """
    let found = texts(page(related)).filter { $0.hasPrefix("question") || $0.hasPrefix("answer") }
    #expect(
      found == [
        "question: <a href=\"/1\">What helps against cramps?</a>",
        "answer: A pinch of salt, and a glass of water.",
        "question: <a href=\"/2\">Who gets them most often?</a>",
        "answer: People who run far in hot weather.",
      ])
  }

  @Test func `microdata names questions and answers`() {
    let item = """
      <div itemscope itemtype="https://schema.org/Question"><span itemprop="name">Salt for cramps</span>
      <div itemprop="acceptedAnswer" itemscope itemtype="https://schema.org/Answer"><p itemprop="text">It
      may help.</p></div></div>
      """
    #expect(
      texts(item)
        == ["question: <span itemprop=\"name\">Salt for cramps</span>", "answer: It\nmay help."])
  }

  @Test func `JSON-LD names the questions that the text asks`() {
    let json = """
      <script type="application/ld+json">{"@type":"FAQPage","mainEntity":[{"@type":"Question",\
      "name":"Salt for cramps","acceptedAnswer":{"@type":"Answer","text":"It may \\u0068elp."}}]}</script>
      """
    #expect(
      texts(json + "<p><b>Salt for cramps</b></p><p>It may help.</p>")
        == ["question: <b>Salt for cramps</b>", "answer: It may help."])
    #expect(
      texts(json + "<p>Another text.</p>")
        == ["question: Salt for cramps", "answer: It may \\u0068elp.", "paragraph: Another text."])
  }

  @Test func `votes and phrases of the site are no prose`() {
    #expect(
      texts("<p>Salt may help.</p><p>+ 69 others found this useful</p><p>Was this helpful?</p>")
        == ["paragraph: Salt may help.", "metadata: + 69 others found this useful", "chrome"])
    let draft = Draft.reading(
      SourceText("<p>Salt.</p><div>+ 69 others found this useful</div>"), as: .html)
    #expect(draft.metadata.map(\.value) == ["69"])
  }

  @Test func `the head of a page states facts`() {
    let draft = Draft.reading(
      SourceText(
        "<title>Cramps &amp; more</title><meta name=author content='Ann Lee'>"
          + "<meta property=og:title content=Cramps>"), as: .html)
    #expect(
      draft.metadata.map { "\($0.kind.rawValue) \($0.value)" }
        == ["title Cramps & more", "author Ann Lee", "title Cramps"])
  }

  @Test func `a mark in a comment means the next text, whatever tags lie between`() {
    let draft = Draft.reading(
      SourceText("<!-- stet misspelling -->\n<div><p>Teh end.</p></div>"), as: .html)
    #expect(draft.directives.map(\.isOwnBlock) == [true])
    #expect(draft.blocks.first?.kind == .comment)
  }
}

@Suite struct XMLReaderTests {
  @Test func `DocBook is read by what its elements mean`() {
    #expect(
      texts(
        """
        <article xmlns="http://docbook.org/ns/docbook"><info><title>Cramps</title>
        <author>Ann</author></info><para>A <emphasis>cramp</emphasis> hurts.</para>
        <section><title>Causes</title><orderedlist><listitem><para>Heat</para><para>Often.</para>
        </listitem></orderedlist><programlisting>a &lt; b</programlisting></section>
        <qandaset><qandaentry><question><para>What helps?</para></question>
        <answer><para>Salt.</para></answer></qandaentry></qandaset></article>
        """, as: .xml)
        == [
          "title 1: Cramps", "paragraph: A <emphasis>cramp</emphasis> hurts.", "heading 2: Causes",
          "list-item 1: Heat", "paragraph 1: Often.", "code: a &lt; b", "question: What helps?",
          "answer: Salt.",
        ])
  }

  @Test func `JATS is read by what its elements mean`() {
    #expect(
      texts(
        """
        <article article-type="research-article"><front><journal-meta><journal-id>x</journal-id>
        </journal-meta><article-meta><article-id>7</article-id><title-group><article-title>Cramps
        </article-title></title-group></article-meta></front><body><sec><title>Causes</title>
        <p>Salt <xref rid="b1">1</xref> is lost.</p></sec></body></article>
        """, as: .xml) == [
          "title 1: Cramps", "heading 2: Causes",
          "paragraph: Salt <xref rid=\"b1\">1</xref> is lost.",
        ])
  }

  @Test func `in an unknown vocabulary elements with text are paragraphs`() {
    #expect(
      texts("<tea><name>Mint</name><step><b>Boil</b> the water.</step></tea>", as: .xml)
        == ["paragraph: Mint", "paragraph: <b>Boil</b> the water."])
  }

  private func faults(_ text: String) -> [String] {
    let draft = Draft.reading(SourceText(text), as: .xml)
    return draft.faults.map { "\(draft.source.string(in: $0.range)): \($0.message)" }
  }

  @Test func `what is not well-formed is reported where it is`() {
    #expect(faults("<a><b>x</b></a>\n<!-- y -->") == [])
    #expect(faults("<a><b>x</a>").first == "</a>: “</a>” does not fit here; expected “</b>”")
    #expect(faults("<a>x").first == "<a: “a” is not closed; expected “</a>”")
    #expect(faults("<a x=1/>").first?.hasPrefix("1:") == true)
    #expect(faults("<a>R&D</a>") == ["&: A bare “&” is written “&amp;”"])
    #expect(faults("<a x='1' x='2'/>") == ["x: The attribute “x” stands twice in one tag"])
    #expect(faults("<a/>text").first?.hasPrefix("text: Text outside") == true)
    #expect(faults("").isEmpty)
  }

  @Test func `entities are never expanded`() {
    let bomb = """
      <!DOCTYPE a [<!ENTITY l "lol"><!ENTITY m "&l;&l;&l;"><!ENTITY x SYSTEM "file:///etc/passwd">]>
      <a>&m; &x;</a>
      """
    #expect(
      faults(bomb) == [
        "&m;: “&m;” is declared in the document type; Stet leaves it as it is",
        "&x;: “&x;” is declared in the document type; Stet leaves it as it is",
      ])
    #expect(faults("<!DOCTYPE a SYSTEM 'a.dtd'><a>&nbsp;</a>") == [])
  }
}

@Suite struct JSONLinesReaderTests {
  @Test func `the texts of a record are blocks`() {
    #expect(
      texts(
        #"{"id": 1, "title": "Cramps", "question": "What helps?", "answer": "Salt.\n\nRest.", "n": "x"}"#,
        as: .jsonLines)
        == ["title: Cramps", "question: What helps?", "answer: Salt.", "answer: Rest."])
  }

  @Test func `answers may be many`() {
    #expect(
      texts(
        #"{"question": "What helps?", "answers": [{"text": "Salt."}, {"text": "Rest."}]}"# + "\n"
          + #"{"question": "Who?", "answers": ["Me.", "You."]}"#, as: .jsonLines)
        == [
          "question: What helps?", "answer: Salt.", "answer: Rest.", "question: Who?",
          "answer: Me.", "answer: You.",
        ])
  }

  @Test func `escapes are spans`() {
    #expect(
      runs(#"{"answer": "a \"b\" caf\u00e9\ttwo"}"#, as: .jsonLines)
        == [#"entity \""#, #"entity \""#, #"entity \u00e9"#, #"entity \t"#])
  }

  @Test func `a line that is no JSON object is a fault`() {
    let draft = Draft.reading(
      SourceText("{\"a\": 1}\n\n{\"a\" 1}\n[1]\n{\"a\": \"\\q\"}\n{\"a\": 01}\n{"), as: .jsonLines)
    #expect(
      draft.faults.map { "\(draft.source.line(containing: $0.range.start) + 1) \($0.message)" } == [
        "3 This line is no JSON: expected a colon", "4 Expected a JSON object on each line",
        "5 This line is no JSON: expected the end of a string",
        "6 This line is no JSON: expected a value", "7 This line is no JSON: expected a name",
      ])
  }

  @Test func `each record is a part of the draft`() {
    let draft = Draft.reading(
      SourceText("{\"answer\": \"a\"}\n{\"answer\": \"b\"}\n"), as: .jsonLines)
    #expect(draft.parts == [TextRange(0, 15), TextRange(16, 31)])
  }
}

@Suite struct MarkupEncodingTests {
  private func read(_ head: String, _ bytes: [UInt8], as format: Draft.Format = .html) -> SourceText
  {
    SourceText(decoding: Array(head.utf8) + bytes, as: format)
  }

  @Test func `a page in an old encoding is decoded and leads back to its bytes`() {
    let text = read(
      "<meta charset=iso-8859-1><p>", [0x63, 0x61, 0x66, 0xE9, 0x20, 0x93, 0x78, 0x94])
    #expect(text.encoding == .singleByte(.windows1252))
    #expect(text.string(in: TextRange(28, 100)) == "café “x”")
    #expect(text.repairs.isEmpty)
    let place = TextOffset(28 + "café “".utf8.count)
    #expect(text.originalOffset(of: place) == 28 + 6)
    #expect(OriginalOffsets(text).offset(of: place) == 28 + 6)
  }

  @Test func `the encoding is found wherever pages state it`() {
    #expect(
      read("<meta http-equiv='Content-Type' content='text/html; charset=ISO-8859-2'>", [0xB1])
        .string(in: TextRange(72, 80)).hasSuffix("ą"))
    #expect(
      read("<?xml version='1.0' encoding='koi8-r'?><p>", [0xC1], as: .xml).encoding
        == .singleByte(.koi8R))
    #expect(read("<p>", [0xE9]).encoding == .singleByte(.windows1252))
    #expect(read("<p>é", []).encoding == .utf8)
    #expect(read("<meta charset=utf-8><p>", [0xE9]).repairs.count == 1)
    #expect(read("<p>", [0xE9], as: .plainText).repairs.count == 1)
  }

  @Test func `an encoding that Stet does not read is named`() {
    let draft = Draft.reading(read("<meta charset=shift_jis><p>", [0x82, 0xA0]), as: .html)
    #expect(draft.faults.first?.message.contains("“shift_jis”") == true)
  }

  @Test func `fixes are written in the file's own encoding`() {
    let text = read("<meta charset=latin1><p>", [0xE9, 0x20, 0x78])
    let place = TextRange(text.count - 1, text.count)
    let edits = FixApplication.fileEdits([TextEdit(place, "ü → z")], of: text)
    #expect(edits == [FileEdit(26..<27, [0xFC, 0x20] + Array("&#8594; z".utf8))])
  }

  @Test(arguments: SingleByteEncoding.allCases)
  func `each table maps every byte, and back`(encoding: SingleByteEncoding) {
    let bytes = (0...255).map { UInt8($0) }
    let text = SourceText(decoding: bytes, as: encoding)
    let scalars = Array(text.string(in: text.range).unicodeScalars)
    #expect(scalars.count == 256)
    var index = 0
    for (byte, scalar) in zip(bytes, scalars) {
      #expect(text.originalOffset(of: TextOffset(index)) == Int(byte))
      if scalar != "\u{FFFD}" {
        let edits = FixApplication.fileEdits([TextEdit(TextRange(0, 0), String(scalar))], of: text)
        #expect(edits.first?.replacement == [byte])
      }
      index += scalar.utf8.count
    }
  }
}
