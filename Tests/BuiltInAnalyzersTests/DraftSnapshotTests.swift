import BuiltInAnalyzers
import Foundation
import StetCore
import StetFormats
import StetTestSupport
import Testing

/// Drafts in the seed's manner, each beside what Stet must say of it.
///
/// After a change that is meant, look at every line that
/// `STET_UPDATE_SNAPSHOTS=1 swift test --filter DraftSnapshotTests` changes.
@Suite struct DraftSnapshotTests {
  static let drafts: [String] = {
    let folder = Repository.root.appendingPathComponent("Tests/Drafts").path
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { !$0.hasSuffix(".expected") }.sorted()
  }()

  @Test func `there are drafts`() {
    #expect(Self.drafts.count >= 6)
  }

  @Test(arguments: drafts)
  func `a draft gives what is expected`(name: String) throws {
    let source = SourceText(decoding: try Repository.bytes("Tests/Drafts/\(name)"))
    let ending = name.split(separator: ".").last.map(String.init) ?? ""
    let format = try #require(Draft.Format(fileExtension: ending))
    let draft = Draft.reading(source, as: format)
    let found = Snapshot.render(Engine(registry: .builtIn).diagnostics(for: draft), in: source)
    let file = Repository.root.appendingPathComponent("Tests/Drafts/\(name).expected")
    if ProcessInfo.processInfo.environment["STET_UPDATE_SNAPSHOTS"] != nil {
      try Data(found.utf8).write(to: file)
    }
    let expected = try String(contentsOf: file, encoding: .utf8)
    #expect(found == expected)
  }
}
