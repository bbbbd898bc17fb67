import StetCore
import StetFormats
import Testing

@Suite("Marks in plain text")
struct SuppressionMarkReadingTests {
  @Test(arguments: [
    "Gout\n\nCauses\nUric acid forms crystals.\n\nSymptoms\nThe joint is red.\n",
    "Gout\n\nHome > Health A-Z > Gout\n\nGout is a form of arthritis that comes on suddenly.\n",
    "What causes cramps?\n\nToo little salt is one cause of many.\n\nShare this page\nPrint\nEmail\n",
    "Why is it red?\n\nAnswer\n\nBecause it is hot.\n\n12 people found this helpful\n",
    "Gout\n\nText goes on here, a long line of it.\n\nReferences\n",
  ])
  func `a mark before a block changes the reading of no other`(text: String) {
    let plain = PlainTextReader.read(SourceText(text))
    for block in plain.blocks where block.kind != .blank {
      var marked = text
      let place = marked.utf8.index(marked.startIndex, offsetBy: block.range.start.utf8)
      marked.insert(contentsOf: "[stet misspelling]\n", at: place)
      let blocks = PlainTextReader.read(SourceText(marked)).blocks
      #expect(
        blocks.filter { $0.kind != .comment }.map(\.kind) == plain.blocks.map(\.kind), "\(marked)")
    }
  }
}
