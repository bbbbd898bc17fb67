import StetCore
import StetExport
import StetFormats
import Testing

/// Input that is made to do harm is refused with a message, or handled.
@Suite struct HostileInputTests {
  private static let article =
    "<article xmlns=\"urn:stet:article:1\" version=\"1\" xml:lang=\"en\">"

  @Test(arguments: [
    (
      "<!DOCTYPE article [<!ENTITY a \"aa\"><!ENTITY b \"&a;&a;\">]>\(article)<title>&b;</title>",
      "document type"
    ),
    (
      "<!DOCTYPE article [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>\(article)", "document type"
    ),
    ("\(article)<title src=\"0-1\">&x;</title></article>", "x"),
    ("\(article)<title src=\"0-1\">a\u{0}b</title></article>", ""),
    ("\(article)<lead>" + String(repeating: "<quote>", count: 100_000), ""),
  ])
  func `articles are refused with a message`(_ document: String, _ word: String) {
    do {
      _ = try StetXML.articles(in: Array(document.utf8))
      Issue.record("read without an error")
    } catch {
      #expect(!error.description.isEmpty)
      #expect(error.description.contains(word), "\(error)")
    }
  }

  @Test(arguments: [Draft.Format.html, .xml, .markdown])
  func `drafts of any depth, with entities and with NULs are exported`(_ format: Draft.Format) {
    let texts = [
      String(repeating: "<div><ul><li>", count: 100_000) + "x",
      String(repeating: "<em>", count: 100_000) + "x",
      String(repeating: "> ", count: 100_000) + "x",
      "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a><p>&x;</p></a>",
      "<p>a\u{0}b</p>\u{0}",
    ]
    for text in texts {
      let article = ConservationTests.article(SourceText(decoding: Array(text.utf8)), format)
      for vocabulary in ArticleVocabulary.allCases {
        let document = vocabulary.write(article).bytes
        #expect(!document.contains(0))
        #expect(!String(decoding: document, as: UTF8.self).contains("root:"))
      }
    }
  }
}
