import ArgumentParser
import Glibc
import StetEncoder
import StetIndex
import StetQuestions
import StetWorkspace

/// Times looking questions up, and keeping an index of a workspace up to date.
struct TimeQuestionsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "time-questions", abstract: "Time a search for questions, and an index of them.",
    discussion: """
      Reads questions from standard input, one on each line. The index is made in a temporary \
      folder, of drafts of ten questions each. Times are in milliseconds, the middle of many.
      """)

  @Option(help: "So many of the questions are encoded, for the recall of a search in two stages.")
  var encoded = 10_000

  private var clock: ContinuousClock { ContinuousClock() }

  func run() throws {
    var lines: [[UInt8]] = []
    while let line = readLine() { lines.append(Array(line.utf8)) }
    guard lines.count >= 10 else { throw ValidationError("There are fewer than ten questions.") }
    timeSearch()
    timeIndex(lines)
    timeRecall(lines)
  }

  private func time(_ runs: Int = 21, _ work: (Int) -> Void) -> Double {
    work(0)
    let times = (0..<runs).map { number in clock.measure { work(number) } }.sorted()
    return milliseconds(times[times.count / 2])
  }

  private func milliseconds(_ duration: Duration) -> Double {
    (duration / .microseconds(1)).rounded() / 1000
  }

  // MARK: Searching

  private func timeSearch() {
    var generator = Numbers(state: 7)
    let most = 1_000_000
    let small = (0..<most).map { _ in
      var vector = SIMD64<Int8>()
      for lane in 0..<64 { vector[lane] = Int8(truncatingIfNeeded: generator.next() >> 33) / 4 }
      return StaticVector(numbers: vector)
    }
    let large = [Int8](unsafeUninitializedCapacity: most * 384) { buffer, count in
      for index in 0..<(most * 384) {
        buffer[index] = Int8(truncatingIfNeeded: generator.next() >> 33) / 4
      }
      count = most * 384
    }
    for size in [10_000, 20_000, 50_000, 100_000, 200_000, 500_000, 1_000_000] {
      let (less, part) = (Array(small[..<size]), Array(large[..<(size * 384)]))
      let query = Array(large[..<384])
      let exact = time { _ in
        _ = QuestionSearch.nearest(query, nil, 10, small: [], large: part)
      }
      let sketch = time { _ in _ = QuestionSearch.nearest(small[0], 10, small: less) }
      let both = time { _ in
        _ = QuestionSearch.nearest(query, small[0], 10, small: less, large: part)
      }
      print("search of \(size): \(exact) ms exact, \(sketch) ms static, \(both) ms in two stages")
    }
  }

  private func timeRecall(_ lines: [[UInt8]]) {
    guard SentenceEncoder.english.isAvailable, encoded > 0 else { return }
    let texts = lines.prefix(encoded).map { $0[...] }
    let vectors = SentenceEncoder.english.encode(texts).map(\.quantized)
    let large = vectors.flatMap(\.self)
    let small = texts.map { StaticVectors.english.vector(of: $0) }
    var found = 0
    var wanted = 0
    for index in stride(from: 0, to: texts.count, by: max(1, texts.count / 500)) {
      let exact = QuestionSearch.nearest(vectors[index], nil, 10, small: [], large: large)
      let both = Set(
        QuestionSearch.nearest(vectors[index], small[index], 10, small: small, large: large)
          .map(\.index))
      wanted += exact.count
      found += exact.count { both.contains($0.index) }
    }
    let recall = Double(found * 10_000 / max(1, wanted)) / 10_000
    print(
      "two stages find \(recall) of the ten nearest among \(texts.count), "
        + "looking at \(QuestionSearch.shortlist) closely")
  }

  // MARK: The index

  private func timeIndex(_ lines: [[UInt8]]) {
    var template = Array("/tmp/stet-time-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { return }
    let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let folder = IndexFolder(path: path)
    defer {
      for entry in (try? FileSystem.list(path)) ?? [] {
        unlink(Paths.join(path, String(decoding: entry.name, as: UTF8.self)))
      }
      rmdir(path)
    }
    let drafts = stride(from: 0, to: lines.count, by: 10).map { start in
      draft(start, Array(lines[start..<min(lines.count, start + 10)]))
    }
    let vector = [Int8](repeating: 3, count: 384)
    let made = milliseconds(
      clock.measure {
        CorpusIndex(root: "/drafts", in: folder).update(drafts)
        let store = VectorStore(in: folder)
        for start in stride(from: 0, to: lines.count, by: 64) {
          store.keep(lines[start..<min(lines.count, start + 64)].map { ($0[...], vector) })
        }
      })
    print("index of \(lines.count) questions in \(drafts.count) drafts: \(made) ms to write")

    let opened = time(7) { _ in _ = CorpusIndex(root: "/drafts", in: folder).paths.count }
    let store = time(7) { _ in _ = VectorStore(in: folder).count }
    let index = CorpusIndex(root: "/drafts", in: folder)
    let open = VectorStore(in: folder)
    let known = time(7) { _ in
      for draft in drafts {
        _ = index.draft(at: draft.path, state: draft.state, reading: draft.reading)
      }
    }
    let texts = lines.map { $0[...] }
    let vectors = time(7) { _ in _ = open.vectors(of: texts) }
    print(
      "opening: \(opened) ms the drafts, \(store) ms the vectors; reading all: \(known) ms the "
        + "drafts, \(vectors) ms the vectors")
    let update = time(101) { number in
      var changed = drafts[number % drafts.count]
      let text = Array("What is new in \(number)?".utf8)
      changed.state.modified += Int64(number)
      changed.questions[0].text = text
      index.update([changed])
      _ = open.vectors(of: changed.questions.map { $0.text[...] })
      open.keep([(text[...], vector)])
    }
    print("one changed draft: \(update) ms besides encoding")
  }

  private func draft(_ start: Int, _ questions: [[UInt8]]) -> IndexedDraft {
    IndexedDraft(
      path: "/drafts/folder-\(start / 1000)/draft-\(start).md",
      state: FileState(size: 4000, modified: 1, changed: 1, inode: UInt64(start)), reading: 0,
      digest: UInt64(start),
      questions: questions.enumerated().map { number, text in
        IndexedDraft.Question(
          kind: .question, text: text, line: 4 * number + 1,
          range: (400 * number)..<(400 * number + text.count))
      })
  }
}

/// Numbers that look random, always the same.
private struct Numbers {
  var state: UInt64

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state
  }
}
