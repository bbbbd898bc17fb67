import Foundation
import StetIndex
import StetTestSupport
import StetWorkspace
import Testing

@Suite struct CorpusIndexTests {
  private func index(_ folder: TemporaryFolder, program: UInt64 = 1) -> CorpusIndex {
    CorpusIndex(root: "/drafts", in: folder.index, program: program)
  }

  @Test func draftsAreThereInTheNextRun() throws {
    let folder = try TemporaryFolder()
    let drafts = (0..<20).map { IndexedDraft.example("/drafts/\($0).md", $0) }
    index(folder).update(drafts)
    let next = index(folder)
    #expect(next.paths.sorted() == drafts.map(\.path).sorted())
    for draft in drafts { #expect(draft.known(to: next) == draft) }
    #expect(CorpusIndex(root: "/other", in: folder.index, program: 1).paths.isEmpty)
  }

  @Test func aChangedDraftIsNotKnown() throws {
    let folder = try TemporaryFolder()
    let draft = IndexedDraft.example("/drafts/a.md", 9)
    index(folder).update([draft])
    let next = index(folder)
    for change in [
      FileState(size: 8, modified: 1001, changed: 1002, inode: 77),
      FileState(size: 9, modified: 1000, changed: 1002, inode: 77),
      FileState(size: 9, modified: 1001, changed: 1003, inode: 77),
      FileState(size: 9, modified: 1001, changed: 1002, inode: 78),
    ] {
      #expect(next.draft(at: draft.path, state: change, reading: 5) == nil)
    }
    #expect(next.draft(at: draft.path, state: draft.state, reading: 6) == nil)
    #expect(next.lastDraft(at: draft.path) == draft)
    #expect(draft.known(to: next) == draft)
  }

  @Test func theNewestOfADraftHolds() throws {
    let folder = try TemporaryFolder()
    let first = index(folder)
    for number in 0..<5 { first.update([.example("/drafts/a.md", number)]) }
    let newest = IndexedDraft.example("/drafts/a.md", 4)
    #expect(newest.known(to: index(folder)) == newest)
  }

  @Test func draftsThatAreGoneAreForgotten() throws {
    let folder = try TemporaryFolder()
    let first = index(folder)
    first.update([.example("/drafts/a.md", 1), .example("/drafts/b.md", 2)])
    first.update([.example("/drafts/c.md", 2)], removing: ["/drafts/b.md", "/drafts/never.md"])
    #expect(first.paths.sorted() == ["/drafts/a.md", "/drafts/c.md"])
    #expect(index(folder).paths.sorted() == ["/drafts/a.md", "/drafts/c.md"])
  }

  /// A file can be written to once more without a change in its state as long as the clock that
  /// gives files their times has not moved on.
  @Test func aDraftThatWasJustWrittenIsNotKept() throws {
    let folder = try TemporaryFolder()
    var draft = IndexedDraft.example("/drafts/a.md", 1)
    draft.state.modified = FileState.now
    let first = index(folder)
    first.update([draft])
    #expect(draft.known(to: first) == draft)
    #expect(index(folder).paths.isEmpty)
  }

  @Test func anotherProgramBeginsAnew() throws {
    let folder = try TemporaryFolder()
    let draft = IndexedDraft.example("/drafts/a.md", 1)
    index(folder).update([draft])
    let other = index(folder, program: 2)
    #expect(other.paths.isEmpty)
    other.update([draft])
    #expect(draft.known(to: index(folder, program: 2)) == draft)
    #expect(index(folder, program: 1).paths.isEmpty)
    #expect(try folder.names().count == 1)
  }

  @Test func onlyTheUserMayLook() throws {
    let folder = try TemporaryFolder()
    index(folder).update([.example("/drafts/a.md", 1)])
    #expect(try mode(folder.index.path) == 0o700)
    #expect(try mode(folder.file(ending: ".drafts")) == 0o600)
  }

  @Test func aFolderThatCannotBeUsedIsNone() throws {
    let folder = try TemporaryFolder()
    let manager = FileManager.default
    let draft = IndexedDraft.example("/drafts/a.md", 1)
    // A file where the folder should be.
    try overwriteNew(folder.index.path)
    let first = index(folder)
    first.update([draft])
    #expect(draft.known(to: first) == draft)
    try manager.removeItem(atPath: folder.index.path)
    // A link, wherever it leads.
    let target = folder.path + "/target"
    try manager.createDirectory(atPath: target, withIntermediateDirectories: false)
    try manager.createSymbolicLink(atPath: folder.index.path, withDestinationPath: target)
    index(folder).update([draft])
    #expect(try manager.contentsOfDirectory(atPath: target).isEmpty)
    try manager.removeItem(atPath: folder.index.path)
    // A folder that others can write to.
    try manager.createDirectory(atPath: folder.index.path, withIntermediateDirectories: false)
    try manager.setAttributes([.posixPermissions: 0o777], ofItemAtPath: folder.index.path)
    index(folder).update([draft])
    #expect(try folder.names().isEmpty)
    #expect(CorpusIndex(root: "/drafts", in: nil).paths.isEmpty)
  }

  @Test func aLinkInTheFolderIsNotFollowed() throws {
    let folder = try TemporaryFolder()
    index(folder).update([.example("/drafts/a.md", 1)])
    let file = try folder.file(ending: ".drafts")
    let target = folder.path + "/precious"
    try overwriteNew(target)
    try FileManager.default.removeItem(atPath: file)
    try FileManager.default.createSymbolicLink(atPath: file, withDestinationPath: target)
    let next = index(folder)
    #expect(next.paths.isEmpty)
    next.update([.example("/drafts/a.md", 1)])
    #expect(try bytes(target) == Array("x".utf8))
  }

  private func overwriteNew(_ path: String) throws {
    try Data("x".utf8).write(to: URL(filePath: path))
  }

  // MARK: Damage

  /// What is known of each draft is right or nothing.
  private func expectNothingWrong(_ folder: TemporaryFolder, _ drafts: [IndexedDraft]) -> Int {
    let index = index(folder)
    var known = 0
    for path in index.paths {
      let last = index.lastDraft(at: path)
      #expect(last != nil)
      #expect(drafts.contains { $0 == last })
      known += 1
    }
    return known
  }

  @Test func aTornEndIsIgnoredAndMended() throws {
    let folder = try TemporaryFolder()
    let drafts = (0..<4).map { IndexedDraft.example("/drafts/\($0).md", $0 + 1) }
    var ends: [Int] = []
    for draft in drafts {
      index(folder).update([draft])
      ends.append(try bytes(folder.file(ending: ".drafts")).count)
    }
    let file = try folder.file(ending: ".drafts")
    let whole = try bytes(file)
    for length in 0..<whole.count {
      try overwrite(file, Array(whole[..<length]))
      let expected = ends.filter { $0 <= length }.count
      #expect(expectNothingWrong(folder, drafts) == expected, "\(length)")
      // The next writer goes on from there.
      if length % 7 == 0 {
        index(folder).update(Array(drafts[expected...]))
        #expect(try bytes(file) == whole, "\(length)")
      }
    }
  }

  @Test func damageNeverGivesWrongDrafts() throws {
    let folder = try TemporaryFolder()
    let drafts = (0..<6).map { IndexedDraft.example("/drafts/\($0).md", $0) }
    index(folder).update(drafts)
    let file = try folder.file(ending: ".drafts")
    let whole = try bytes(file)
    var generator = SeededGenerator(seed: 11)
    for _ in 0..<2000 {
      var damaged = whole
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        switch Int.random(in: 0..<4, using: &generator) {
        case 0:
          damaged[Int.random(in: damaged.indices, using: &generator)] ^=
            1 << UInt8.random(in: 0..<8, using: &generator)
        case 1:
          let start = Int.random(in: damaged.indices, using: &generator)
          for index in start..<min(damaged.count, start + 40) { damaged[index] = 0xFF }
        case 2:
          damaged.removeLast(Int.random(in: 0..<damaged.count / 2, using: &generator))
        default:
          let start = Int.random(in: damaged.indices, using: &generator)
          damaged += damaged[start...]
        }
      }
      try overwrite(file, damaged)
      _ = expectNothingWrong(folder, drafts)
    }
    // Whatever it was, it is mended by writing.
    for _ in 0..<100 {
      var damaged = whole
      damaged[Int.random(in: damaged.indices, using: &generator)] ^= 0x10
      try overwrite(file, damaged)
      index(folder).update(drafts)
      #expect(expectNothingWrong(folder, drafts) == drafts.count)
    }
  }

  /// Both processes have the file open, and each adds to what the other has added.
  @Test func twoWritersLoseNothing() async throws {
    let folder = try TemporaryFolder()
    let indices = (0..<4).map { _ in index(folder) }
    await withTaskGroup(of: Void.self) { group in
      for (writer, index) in indices.enumerated() {
        group.addTask {
          for number in 0..<25 {
            index.update([.example("/drafts/\(writer)-\(number).md", number)])
          }
        }
      }
    }
    let next = index(folder)
    #expect(next.paths.count == 100)
    for index in indices {
      index.refresh()
      #expect(index.paths.count == 100)
    }
  }

  @Test func garbageIsSweptWhileOthersRead() throws {
    let folder = try TemporaryFolder()
    let (first, second) = (index(folder), index(folder))
    var largest = 0
    for round in 0..<60 {
      first.update((0..<40).map { .example("/drafts/\($0).md", round + $0, questions: 30) })
      largest = max(largest, try bytes(folder.file(ending: ".drafts")).count)
      second.refresh()
      let expected = IndexedDraft.example("/drafts/7.md", round + 7, questions: 30)
      #expect(expected.known(to: second) == expected)
    }
    #expect(largest < 2 << 20)
    #expect(index(folder).paths.count == 40)
    #expect(try folder.names().count == 1)
  }

  @Test func whatIsNoLongerUsedIsSwept() throws {
    let folder = try TemporaryFolder()
    index(folder).update([.example("/drafts/a.md", 1)])
    let old = try folder.file(ending: ".drafts")
    let left = folder.index.path + "/left.drafts.new"
    try overwriteNew(left)
    for file in [old, left] {
      try FileManager.default.setAttributes(
        [.modificationDate: Date(timeIntervalSinceNow: -100 * 86_400)], ofItemAtPath: file)
    }
    CorpusIndex(root: "/another", in: folder.index, program: 1).update([.example("/b.md", 1)])
    #expect(try folder.names().count == 1)
    #expect(index(folder).paths.isEmpty)
  }
}
