import Foundation
import StetEncoder
import StetIndex
import StetQuestions
import StetTestSupport
import StetWorkspace
import Testing

@Suite struct VectorStoreTests {
  private func store(_ folder: TemporaryFolder, version: UInt64 = 1) -> VectorStore {
    VectorStore(in: folder.index, version: version)
  }

  private static func text(_ number: Int) -> ArraySlice<UInt8> {
    Array("What is number \(number)?".utf8)[...]
  }

  private static func vector(_ number: Int) -> [Int8] {
    (0..<384).map { Int8(truncatingIfNeeded: $0 &* 7 &+ number &* 31) }
  }

  private static func pairs(_ range: Range<Int>) -> [(text: ArraySlice<UInt8>, vector: [Int8])] {
    range.map { (text($0), vector($0)) }
  }

  @Test func vectorsAreThereInTheNextRun() throws {
    let folder = try TemporaryFolder()
    store(folder).keep(Self.pairs(0..<1500))
    store(folder).keep(Self.pairs(1490..<1600))
    let next = store(folder)
    #expect(next.count == 1600)
    let order = (0..<1601).reversed().map { $0 }
    let found = next.vectors(of: order.map(Self.text))
    #expect(found.count == 1601)
    for (number, vector) in zip(order, found) {
      #expect(vector == (number < 1600 ? Self.vector(number) : nil))
    }
    #expect(store(folder).vectors(of: []).isEmpty)
  }

  @Test func whatIsNoVectorIsPassedOver() throws {
    let folder = try TemporaryFolder()
    store(folder).keep([(Self.text(1), [1, 2, 3]), (Self.text(2), [])])
    #expect(store(folder).count == 0)
  }

  @Test func vectorsOfAnotherEncoderAreDropped() throws {
    let folder = try TemporaryFolder()
    store(folder, version: 1).keep(Self.pairs(0..<10))
    #expect(store(folder, version: 2).vectors(of: [Self.text(1)]) == [nil])
    store(folder, version: 2).keep(Self.pairs(1..<2))
    #expect(store(folder, version: 2).count == 1)
    #expect(store(folder, version: 1).count == 0)
  }

  @Test func aFileHasAtMostSoManyBytes() throws {
    let folder = try TemporaryFolder()
    let limit = 100_000
    for round in 0..<30 {
      let store = VectorStore(in: folder.index, version: 1, limit: limit)
      store.keep(Self.pairs((round * 20)..<(round * 20 + 20)))
      #expect(try bytes(folder.file(ending: ".vectors")).count <= limit)
      // What was used last is there.
      #expect(store.vectors(of: [Self.text(round * 20 + 19)]) == [Self.vector(round * 20 + 19)])
    }
    #expect(try folder.names() == ["questions.vectors"])
  }

  private func expectNothingWrong(_ store: VectorStore, _ numbers: Range<Int>) -> Int {
    var known = 0
    for (number, vector) in zip(numbers, store.vectors(of: numbers.map(Self.text))) {
      guard let vector else { continue }
      #expect(vector == Self.vector(number))
      known += 1
    }
    return known
  }

  @Test func aTornEndIsIgnoredAndMended() throws {
    let folder = try TemporaryFolder()
    store(folder).keep(Self.pairs(0..<2))
    let file = try folder.file(ending: ".vectors")
    let first = try bytes(file).count
    store(folder).keep(Self.pairs(2..<3))
    let whole = try bytes(file)
    for length in 0..<whole.count {
      try overwrite(file, Array(whole[..<length]))
      #expect(expectNothingWrong(store(folder), 0..<3) == (length < first ? 0 : 2), "\(length)")
      if length % 37 == 0 {
        store(folder).keep(Self.pairs(0..<3))
        #expect(expectNothingWrong(store(folder), 0..<3) == 3)
      }
    }
  }

  @Test func damageNeverGivesWrongVectors() throws {
    let folder = try TemporaryFolder()
    for start in 0..<5 { store(folder).keep(Self.pairs((4 * start)..<(4 * start + 4))) }
    let file = try folder.file(ending: ".vectors")
    let whole = try bytes(file)
    var generator = SeededGenerator(seed: 3)
    for round in 0..<600 {
      // It may happen while the file is open.
      try overwrite(file, whole)
      let open = store(folder)
      _ = open.vectors(of: [Self.text(0)])
      var damaged = whole
      for _ in 0..<Int.random(in: 1...3, using: &generator) {
        damaged[Int.random(in: damaged.indices, using: &generator)] ^=
          1 << UInt8.random(in: 0..<8, using: &generator)
      }
      if round % 3 == 0 {
        damaged.removeLast(Int.random(in: 0..<damaged.count / 2, using: &generator))
      }
      try overwrite(file, damaged)
      _ = expectNothingWrong(open, 0..<20)
      _ = expectNothingWrong(store(folder), 0..<20)
      if round % 20 == 0 {
        store(folder).keep(Self.pairs(0..<20))
        #expect(expectNothingWrong(store(folder), 0..<20) == 20)
      }
    }
  }

  @Test func twoWritersLoseNothing() async throws {
    let folder = try TemporaryFolder()
    let stores = (0..<4).map { _ in store(folder) }
    await withTaskGroup(of: Void.self) { group in
      for (writer, store) in stores.enumerated() {
        group.addTask {
          for number in 0..<20 {
            store.keep(Self.pairs((writer * 10 + number)..<(writer * 10 + number + 2)))
          }
        }
      }
    }
    #expect(expectNothingWrong(store(folder), 0..<60) == 51)
    #expect(store(folder).count == 51)
  }

  @Test func aFolderThatCannotBeUsedIsNone() {
    let store = VectorStore(in: IndexFolder(path: "/proc/none/index"), version: 1)
    store.keep(Self.pairs(0..<2))
    #expect(store.vectors(of: [Self.text(0)]) == [nil])
  }

  @Test func textsAreEncodedOnce() throws {
    let folder = try TemporaryFolder()
    let texts = ["What causes cramps?", "How do I prune roses?", "What causes cramps?"]
      .map { Array($0.utf8)[...] }
    let kept = VectorStore(in: folder.index)
    let cold = kept.encode(texts)
    #expect(cold == SentenceEncoder.english.encode(texts).map(\.quantized))
    #expect(kept.count == 2)
    let before = try bytes(folder.file(ending: ".vectors"))
    #expect(VectorStore(in: folder.index).encode(texts) == cold)
    #expect(try bytes(folder.file(ending: ".vectors")) == before)
  }
}
