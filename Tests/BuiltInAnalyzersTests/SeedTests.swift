import BuiltInAnalyzers
import Foundation
import StetCore
import StetFormats
import StetTestSupport
import Testing

/// The files of this repository that tests read.
enum Repository {
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  static func bytes(_ path: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: root.appendingPathComponent(path)))
  }
}

/// The answer key of the draft that started it all, by line.
@Suite struct SeedTests {
  private let source: SourceText
  private let draft: Draft
  private let diagnostics: [Diagnostic]

  init() throws {
    source = SourceText(decoding: try Repository.bytes("seeds/000_55afceab76810abd.txt"))
    draft = .reading(source, as: .plainText)
    diagnostics = Engine(registry: .builtIn).diagnostics(for: draft)
  }

  private func line(_ offset: TextOffset) -> Int { source.line(containing: offset) + 1 }

  private func lines(_ rule: String) -> [Int] {
    diagnostics.filter { $0.rule == rule }.map { line($0.range.start) }
  }

  private func text(_ diagnostic: Diagnostic) -> String { source.string(in: diagnostic.range) }

  // MARK: What the draft is

  @Test func `the page's question is the title`() {
    #expect(draft.title.map { draft.text(ofBlock: $0) } == "What causes mid back spasms?")
  }

  @Test func `the helpful-count is metadata`() {
    #expect(draft.metadata.map(\.kind) == [.helpfulCount])
    #expect(draft.metadata.map(\.value) == ["69"])
    #expect(draft.metadata.map { line($0.range.start) } == [54])
  }

  @Test func `the lead and the sections stand where the bare headings say`() {
    #expect(draft.outline.lead.map { line(draft.blocks[$0].range.start) } == [15, 17])
    let sections = draft.outline.sections.map {
      "\(line(draft.blocks[$0.heading].range.start)) \(draft.text(ofBlock: $0.heading))"
    }
    #expect(
      sections == [
        "19 Causes", "38 Symptoms", "41 Diagnosis", "44 Treatment", "49 Alternative Treatment",
        "52 Prevention",
      ])
  }

  @Test func `twelve related questions have their answers`() {
    let questions = draft.outline.questions
    let answers = questions.map { question in
      question.answer.map { line(draft.blocks[$0].range.start) }
    }
    #expect(
      answers == [
        [59], [63], [67], [71], [75], [79], [84], [89], [94], [98], [103], [107],
      ])
  }

  // MARK: What is wrong with it

  @Test func `chrome is found, labels too`() {
    #expect(lines("site-chrome") == [1, 5, 7, 9, 11, 13, 55])
    #expect(
      diagnostics.filter { $0.rule == "answer-label" }.map(text) == ["Answer", "Answer"])
  }

  @Test func `questions that stand twice are found`() {
    #expect(lines("repeated-question") == [82, 87, 92, 101])
    let first = diagnostics.filter { $0.rule == "repeated-question" }.compactMap {
      $0.finding.related.first.map { line($0.range.start) }
    }
    #expect(first == [80, 85, 90, 99])
  }

  @Test func `the treatment of back spasms is asked in three wordings, and nothing else twice`() {
    #expect(lines("duplicate-question") == [77, 99])
    let first = diagnostics.filter { $0.rule == "duplicate-question" }.map {
      $0.finding.related.first.map { line($0.range.start) }
    }
    #expect(first == [57, 77])
  }

  @Test func `broader questions are related, other parts of the body are not`() {
    let related = diagnostics.filter { $0.rule == "related-question" }
    #expect(related.map { line($0.range.start) } == [80, 105])
    #expect(
      related.map(\.message) == [
        "This is broader than “What causes lower back muscle spasms?”: that one says “lower”",
        "This is broader than “What causes muscle spasms?”: that one says “muscle”",
      ])
  }

  @Test func `eleven answers are cut and one is complete`() {
    #expect(lines("truncated-answer") == [59, 67, 71, 75, 79, 84, 89, 94, 98, 103, 107])
    let fragments = diagnostics.filter { $0.rule == "truncated-answer" }.map(text)
    #expect(
      fragments == ["tou", "if", "s", "and", "n", "tra", "your", "mu", "c", "o", "certain"])
  }

  @Test func `a cut says what tells it`() throws {
    let first = try #require(diagnostics.first { $0.rule == "truncated-answer" })
    #expect(first.message.contains("inside a word"))
    #expect(first.message.contains("without an end mark"))
    #expect(first.message.contains("9 answers here stop at 173 to 175 characters"))
  }

  @Test func `misspellings are found, and neither medical words nor fragments are`() {
    #expect(
      diagnostics.filter { $0.rule == "misspelling" }.map(text) == ["Interuption", "occassionaly"])
    #expect(lines("misspelling") == [24, 67])
    #expect(diagnostics.filter { $0.rule == "run-together-words" }.map(text) == ["injuryan"])
    #expect(lines("run-together-words") == [71])
  }

  @Test func `lost marks and stray spaces are found`() {
    #expect(lines("missing-full-stop") == [39, 71])
    #expect(lines("lower-case-sentence") == [63])
    #expect(Set(lines("double-hyphen")) == [30, 94])
    #expect(Set(lines("extra-spaces")) == [89, 98, 103, 107])
  }

  @Test func `the sections that a medical article lacks are named, and no other`() {
    let missing = diagnostics.filter { $0.rule == "missing-section" }.map(\.message)
    #expect(missing.count == 2)
    #expect(missing.contains { $0.contains("“Prognosis”") })
    #expect(missing.contains { $0.contains("“References”") })
  }

  @Test func `a definition that stands twice in a paragraph is found`() {
    #expect(lines("repeated-definition") == [20])
  }

  @Test func `a name in two spellings is found`() {
    #expect(diagnostics.filter { $0.rule == "inconsistent-spelling" }.map(text) == ["Gingko"])
    #expect(lines("inconsistent-spelling") == [50])
  }

  @Test func `nothing else is found`() {
    let known: Set<String> = [
      "site-chrome", "repeated-question", "truncated-answer", "misspelling", "run-together-words",
      "missing-full-stop", "lower-case-sentence", "double-hyphen", "extra-spaces",
      "missing-section", "repeated-definition", "inconsistent-spelling", "answer-label",
      "run-in-heading", "duplicate-question", "related-question",
    ]
    #expect(diagnostics.filter { !known.contains($0.rule) }.map(\.message) == [])
  }

  @Test func `safe fixes settle what they can and hide nothing else`() {
    let engine = Engine(registry: .builtIn)
    var bytes = source.utf8
    var rounds = 0
    while rounds < 10 {
      let diagnostics = engine.diagnostics(
        for: .reading(SourceText(decoding: bytes), as: .plainText))
      let selection = FixApplication.select(from: diagnostics)
      if selection.edits.isEmpty { break }
      bytes = FixApplication.apply(selection.edits, to: bytes)
      rounds += 1
    }
    #expect(rounds <= 2)
    let after = engine.diagnostics(for: .reading(SourceText(decoding: bytes), as: .plainText))
    let left = Dictionary(grouping: after, by: \.rule).mapValues(\.count)
    #expect(left["truncated-answer"] == 11)
    #expect(left["site-chrome"] == nil)
    #expect(left["repeated-question"] == nil)
    #expect(left["missing-section"] == 2)
  }
}
