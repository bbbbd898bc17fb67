import BuiltInAnalyzers
import StetCore
import StetExport
import StetFormats
import StetTestSupport
import Testing

/// Text and trail together are the draft.
@Suite struct ConservationTests {
  private static let engine = Engine(registry: .builtIn)

  static func article(
    _ source: SourceText, _ format: Draft.Format, _ options: CleaningOptions = CleaningOptions()
  ) -> CleanedArticle {
    let draft = Draft.reading(source, as: format)
    return CleanedArticle(
      cleaning: draft, diagnostics: engine.diagnostics(for: draft), options: options)
  }

  @Test(arguments: Draft.Format.allCases)
  func `random bytes are kept`(_ format: Draft.Format) {
    var random = SeededGenerator(seed: 11)
    for _ in 0..<400 {
      let bytes = (0..<Int.random(in: 0..<200, using: &random)).map { _ in
        UInt8.random(in: 0...255, using: &random)
      }
      let article = Self.article(SourceText(decoding: bytes), format)
      #expect(Conservation.fault(in: article) == nil, "\(bytes)")
    }
  }

  static let pieces = [
    "What causes it?", "\n\n", "\n", "# ", "- ", "1. ", "> ", "**", "*", "`", "[a](b \"c\")",
    "![i](j)", "<em>", "</em>", "&amp;", "\\*", "| a | b |\n|---|---|\n| c | d |\n", "    ",
    "```\ncode\n```\n", "Text with  spaces", "word--word", "Answer", " ", "\t", "\r\n", "\u{1}",
    "<!-- c -->", "<p>", "</p>", "<td>", "<table>", "<tr>", "<li>", "—", "é", "\u{FFFE}",
    "Treatment", "Treatment (The care that a doctor gives a patient).", "- [x] ", "[x]: y\n",
    "  \n", "Thanks for the feedback!", "+ 9 others found this useful", "{\"question\":\"a\\n\"}",
    "<p lang=\"fr\">", "<span lang=\"la\">", "</span>", "<q>", "</q>", "<abbr title=\"b|$`\">",
    "</abbr>", "<caption>", "</caption>", "<td rowspan=\"2\" colspan=3>", "</table>", "<dl><dt>",
    "<dd>", "</dl>", "<figure>", "<figcaption>", "</figure>", "<blockquote>", "</blockquote>",
    "<div>", "</div>", "<math><mi>x</mi></math>", "<sup>", "</sup>", "<pre>", "</pre>",
    "<script>x</script>", "<th>", "</li>", "- > ", "- ```\n", "xml:lang=\"de\"",
  ]

  @Test(arguments: Draft.Format.allCases)
  func `random pieces are kept`(_ format: Draft.Format) {
    var random = SeededGenerator(seed: 12)
    for _ in 0..<1200 {
      let text = (0..<Int.random(in: 0..<40, using: &random))
        .compactMap { _ in Self.pieces.randomElement(using: &random) }.joined()
      for fixes in CleaningOptions.Fixes.allCases {
        var options = CleaningOptions()
        options.fixes = fixes
        let article = Self.article(SourceText(text), format, options)
        #expect(Conservation.fault(in: article) == nil, "\(text.debugDescription)")
      }
    }
  }
}
