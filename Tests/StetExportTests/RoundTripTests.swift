import StetCore
import StetExport
import StetFormats
import StetTestSupport
import Testing

/// What was exported is read back: the article as it is, and its draft byte for byte.
@Suite struct RoundTripTests {
  private static func check(
    _ text: SourceText, _ format: Draft.Format, _ location: SourceLocation = #_sourceLocation
  ) {
    var options = CleaningOptions()
    options.name = "draft.txt"
    let article = ConservationTests.article(text, format, options)
    let document = StetXML.document(article)
    do {
      let again = try StetXML.articles(in: document)
      #expect(again.count == 1, sourceLocation: location)
      for read in again {
        let isSame = StetXML.document(read) == document && read.source.utf8 == text.utf8
        #expect(isSame, "\(text.string(in: text.range).debugDescription)", sourceLocation: location)
      }
    } catch {
      Issue.record(
        "\(error) in \(String(decoding: document, as: UTF8.self))", sourceLocation: location)
    }
  }

  @Test func `an article, and its draft, come back from the XML`() {
    Self.check(
      SourceText(
        """
        # Cramps & *spasms*

        A **cramp** is a [spasm](http://example.org "Spasm")  that hurts--a lot[^1].

        [^1]: See <http://example.org/pain>.

        1. first
        2. second
           - nested

        > Quoted text
        > goes on

        | a | b |
        |---|:-:|
        | 1 | **2** |

        ```swift
        let x = 1 < 2
        ```

        ## What causes it?

        Many things do.
        """), .markdown)
  }

  @Test(arguments: Draft.Format.allCases)
  func `random pieces come back`(_ format: Draft.Format) {
    var random = SeededGenerator(seed: 21)
    for _ in 0..<400 {
      let text = (0..<Int.random(in: 0..<40, using: &random))
        .compactMap { _ in ConservationTests.pieces.randomElement(using: &random) }.joined()
      Self.check(SourceText(text), format)
    }
  }

  @Test(arguments: Draft.Format.allCases)
  func `random bytes come back`(_ format: Draft.Format) {
    var random = SeededGenerator(seed: 22)
    for _ in 0..<200 {
      let bytes = (0..<Int.random(in: 0..<120, using: &random)).map { _ in
        UInt8.random(in: 0...255, using: &random)
      }
      Self.check(SourceText(text: SourceText(decoding: bytes).utf8), format)
    }
  }

  @Test(arguments: [
    ("", "Expected an element"),
    ("<article/>", "name space"),
    ("<!DOCTYPE article [<!ENTITY a \"b\">]><article/>", "document type"),
    ("<article xmlns=\"urn:stet:article:1\" version=\"2\" xml:lang=\"en\"/>", "version 1"),
    ("<article xmlns=\"urn:stet:article:1\" version=\"1\" xml:lang=\"en\"/>", "needs “meta”"),
    ("<article xmlns=\"urn:stet:article:1\" version=\"1\"><p></article>", "xml:lang"),
  ])
  func `what is no article is refused, and why`(_ document: String, _ reason: String) {
    #expect(throws: XMLError.self) { try StetXML.articles(in: Array(document.utf8)) }
    do {
      _ = try StetXML.articles(in: Array(document.utf8))
    } catch {
      #expect(error.description.contains(reason), "\(error)")
    }
  }

  @Test func `random documents never trap`() {
    var random = SeededGenerator(seed: 23)
    let pieces = [
      "<article xmlns=\"urn:stet:article:1\" version=\"1\" xml:lang=\"en\">", "</article>",
      "<meta>",
      "</meta>", "<source bytes=\"1\" sha256=\"\" encoding=\"utf-8\"/>", "<title src=\"0-4\">",
      "</title>", "text", "&lt;", "&", "<", "<p src=\"1-0\">", "</p>", "<trail>", "</trail>",
      "<layout from=\"a\" at=\"0 99999999999999999999\"/>",
      "<layout from=\"zz\" encoding=\"hex\" at=\"1\"/>",
      "<em>", "</em>", "<![CDATA[", "]]>", "<!--", "-->",
    ]
    for _ in 0..<2000 {
      let text = (0..<Int.random(in: 0..<20, using: &random))
        .compactMap { _ in pieces.randomElement(using: &random) }.joined()
      _ = try? StetXML.articles(in: Array(text.utf8))
    }
  }
}
