import Foundation
import StetCore
import Testing

@testable import StetFormats

/// The labelled pages of `Tests/Pages`, which `stet-dev evaluate html` measures on.
@Suite struct LabelledPageTests {
  static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Pages")

  static let pages: [String] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { $0.hasSuffix(".html") }.sorted()
  }()

  @Test func `there are pages`() {
    #expect(Self.pages.count >= 20)
  }

  @Test(arguments: pages)
  func `no text of an article, no question and no answer is lost`(name: String) throws {
    let page = LabelledPage(
      [UInt8](try Data(contentsOf: Self.folder.appendingPathComponent(name))))
    let draft = Draft.reading(SourceText(decoding: page.text, as: .html), as: .html)
    for unit in page.units where ["article", "question", "answer"].contains(unit.label) {
      let block = try #require(draft.blockIndex(containing: unit.range.start))
      #expect(draft.blocks[block].kind.isProse, "\(unit.label): \(unit.words)")
    }
  }

  @Test(arguments: pages)
  func `a page that is broken off anywhere is read`(name: String) throws {
    let bytes = [UInt8](try Data(contentsOf: Self.folder.appendingPathComponent(name)))
    for end in stride(from: 0, to: bytes.count, by: 97) {
      let source = SourceText(decoding: Array(bytes[..<end]), as: .html)
      let draft = Draft.reading(source, as: .html)
      #expect((draft.blocks.last?.range.end.utf8 ?? 0) == source.count)
    }
  }
}
