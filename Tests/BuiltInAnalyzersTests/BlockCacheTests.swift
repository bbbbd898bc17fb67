import BuiltInAnalyzers
import StetCore
import StetFormats
import StetTestSupport
import Testing

@Suite struct BlockCacheTests {
  @Test(arguments: [
    ("seeds/000_55afceab76810abd.txt", Draft.Format.plainText),
    ("Tests/Drafts/compost-faq.md", .markdown),
  ])
  func `after any edits the diagnostics are those of the text read anew`(
    path: String, format: Draft.Format
  ) throws {
    let original = try Repository.bytes(path)
    let pieces = [
      "\n", "\n\n", "a", " ", "the the ", "untill ", "What is it?\n\n", "- ", "# ", "`", "```\n",
      "é😀",
      "\r", "<!-- stet -->", "  ", "already exists.\n", "Causes\n", ". ", "--",
    ]
    let engine = Engine(registry: .builtIn)
    var random = SeededGenerator(seed: 11)
    for _ in 0..<12 {
      var source = SourceText(decoding: original)
      var cache = BlockCache()
      for _ in 0..<25 {
        let start = Int.random(in: 0...source.count, using: &random)
        let length = Int.random(in: 0...40, using: &random)
        source.replace(TextRange(start, start + length), with: random.text(of: pieces, upTo: 3))
        let draft = Draft.reading(source, as: format)
        let reused = engine.diagnostics(of: [engine.analyze(draft, name: "", reusing: &cache)])
        #expect(reused == [engine.diagnostics(for: draft)])
      }
    }
  }

  @Test func `a block that moves keeps its findings, and they move with it`() {
    let engine = Engine(registry: .builtIn)
    var cache = BlockCache()
    for prefix in ["", "A line before it.\n\n", "Two lines\nbefore it.\n\n"] {
      let draft = Draft.reading(SourceText(prefix + "Paris in the the spring.\n"), as: .plainText)
      let found = engine.diagnostics(of: [engine.analyze(draft, name: "", reusing: &cache)])
      #expect(found.first?.map(\.range.start.utf8) == [prefix.utf8.count + 9])
      #expect(
        found.first?.first?.finding.fixes.first?.edits.map(\.range.start.utf8)
          == [prefix.utf8.count + 12])
    }
  }
}
