import Foundation
import Glibc
import JSON
import StetCore
import StetFormats
import StetReporters
import Synchronization
import Testing

@testable import stet

/// Reports the first line of a draft when a draft of an earlier name has it too.
private struct SharedOpening: CorpusAnalyzer {
  static let rule = Rule(
    id: "shared-opening", summary: "An opening that another draft has.",
    rationale: "For tests.", scope: .corpus, flagged: [])
  static let rules = [rule]

  init(_ settings: AnalyzerSettings) {}

  func facts(of draft: Draft) -> TextRangeAndWords {
    let range = draft.source.contentRange(ofLine: 0)
    return TextRangeAndWords(range: range, words: draft.source.string(in: range))
  }

  func makeIndex() -> [String: TextRangeAndWords] { [:] }

  func update(
    _ index: inout [String: TextRangeAndWords], _ name: String, from old: TextRangeAndWords?,
    to new: TextRangeAndWords?
  ) {
    index[name] = new
  }

  func judge(
    _ name: String, _ facts: TextRangeAndWords, in index: [String: TextRangeAndWords],
    _ findings: inout [Finding]
  ) {
    guard
      let other = index.filter({ $0.value.words == facts.words }).min(by: { $0.key < $1.key }),
      other.key != name, !facts.range.isEmpty
    else { return }
    findings.append(
      Finding(
        Self.rule, at: facts.range, "“\(facts.words)” is taken",
        related: [RelatedPlace(draft: other.key, other.value.range, "used first here")],
        fixes: [
          Fix(
            "Add the name",
            [TextEdit(TextRange(start: facts.range.end, end: facts.range.end), "!")],
            safety: .safe)
        ]))
  }
}

private struct TextRangeAndWords: Equatable, Sendable {
  var range: TextRange
  var words: String
}

@Suite("A run over drafts that are compared")
struct CheckRunTests {
  private func run(
    _ folder: Folder, _ names: [String], fixing: Fixing? = nil, keptBytes: Int = 1 << 20,
    jobs: Int = 2
  ) throws -> (output: String, outcome: CheckRun.Outcome) {
    let engine = Engine(registry: AnalyzerRegistry([SharedOpening.self]))
    let inputs = names.map { name in
      CheckRun.Input(
        path: folder.url.appending(path: name).path, engine: 0, format: .plainText, bytes: nil)
    }
    let reporter = TextReporter(style: Style(isColored: false, columns: 200), isQuiet: true)
    var run = CheckRun(
      engines: [engine], sites: [.english], inputs: inputs, reporter: reporter, fixing: fixing,
      diff: UnifiedDiff(style: .plain), jobs: jobs)
    run.keptBytes = keptBytes
    let descriptor = open(
      folder.url.appending(path: "output").path, O_RDWR | O_CREAT | O_TRUNC, 0o600)
    defer { close(descriptor) }
    let outcome = run.run(to: StandardOutput(descriptor))
    let output = try folder.text("output").replacing(folder.url.path + "/", with: "")
    return (output, outcome)
  }

  private let files = [
    "a.txt": "\u{FEFF}One\n", "b.txt": "Two\n", "c.txt": "One\nmore\n", "d.txt": "One\n",
  ]
  private let names = ["a.txt", "b.txt", "c.txt", "d.txt"]

  @Test(arguments: [0, 6, 1 << 20], [1, 3])
  func `findings name the other draft, kept or read again`(keptBytes: Int, jobs: Int) throws {
    let (output, outcome) = try run(Folder(files), names, keptBytes: keptBytes, jobs: jobs)
    #expect(
      output == """
        c.txt:1:1: warning[shared-opening] “One” is taken
        1 | One
          | ^^^
          = note: used first here: a.txt:1:1
          = fix: Add the name (safe)

        d.txt:1:1: warning[shared-opening] “One” is taken
        1 | One
          | ^^^
          = note: used first here: a.txt:1:1
          = fix: Add the name (safe)


        """)
    #expect(outcome.tally.total == 2)
    #expect(outcome.tally.files == 4)
    #expect(!outcome.hasErrors)
  }

  @Test(arguments: [0, 1 << 20])
  func `fixes are applied until drafts no longer meet`(keptBytes: Int) throws {
    let folder = try Folder(files)
    let fixing = Fixing(safeties: [.safe], destination: .file)
    let (output, outcome) = try run(folder, names, fixing: fixing, keptBytes: keptBytes)
    #expect(output == "")
    #expect(
      try names.map { try folder.text($0) } == [
        "\u{FEFF}One\n", "Two\n", "One!\nmore\n", "One!!\n",
      ])
    #expect(outcome.tally.fixed == 3)
    #expect(outcome.tally.filesFixed == 2)
    #expect(outcome.tally.total == 0)
  }

  @Test func `a difference leaves the files and counts what is in them`() throws {
    let folder = try Folder(files)
    let fixing = Fixing(safeties: [.safe], destination: .diff)
    let (output, outcome) = try run(folder, names, fixing: fixing)
    #expect(output.hasSuffix("--- d.txt\n+++ d.txt\n@@ -1 +1 @@\n-One\n+One!!\n"))
    #expect(try folder.text("d.txt") == "One\n")
    #expect(outcome.tally.total == 2)
    #expect(outcome.tally.fixed == 3)
  }

  @Test func `a draft that can't be read is left out`() throws {
    let folder = try Folder(files)
    let (output, outcome) = try run(folder, ["gone.txt", "c.txt", "d.txt"])
    #expect(output.hasPrefix("d.txt:1:1"))
    #expect(outcome.hasErrors)
    #expect(outcome.tally.files == 2)
  }
}

@Suite("Work on many threads")
struct ParallelTests {
  @Test(arguments: [0, 1, 2, 7, 1000], [1, 2, 9])
  func `every number is taken once`(count: Int, jobs: Int) {
    let seen = Mutex([Int](repeating: 0, count: count))
    Parallel.forEach(below: count, jobs: jobs) { index in seen.withLock { $0[index] += 1 } }
    #expect(seen.withLock { $0 } == [Int](repeating: 1, count: count))
    #expect(Parallel.map(below: count, jobs: jobs) { $0 * 2 } == (0..<count).map { $0 * 2 })
  }

  @Test func `pieces are written in order, whatever order they come in`() throws {
    let folder = try Folder()
    let descriptor = open(folder.url.appending(path: "x").path, O_RDWR | O_CREAT, 0o600)
    defer { close(descriptor) }
    let output = StandardOutput(descriptor, separator: Array(",".utf8))
    for number in [3, 0, 4, 2, 1] {
      let text = number == 2 ? "" : "\(number)"
      output.write(StandardOutput.Piece(output: Array(text.utf8)), number: number)
    }
    output.flush()
    #expect(try folder.text("x") == "0,1,3,4")
  }
}
