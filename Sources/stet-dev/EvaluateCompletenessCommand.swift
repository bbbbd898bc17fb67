import ArgumentParser
import CompletenessAnalyzers
import Foundation
import StetCore
import StetFormats

/// Measures the completeness rules.
struct EvaluateCompletenessCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "completeness",
    abstract: "Score truncated-answer on labelled texts, or print what it weighs.",
    discussion: """
      Labelled texts are JSON objects, one on a line: {"id", "text", "label", "kind", "genre"}, \
      the label “complete” or “cut”; records with the same "doc", one after the other, are the \
      answers of one page. Cuts of a kind that ends in “sentence_end” cannot be seen in the text, \
      and do not count. With --scorer, reads such records on standard input, labels not needed, \
      and prints {"id", "truncated", "score"} for each.
      """)

  @Option(help: "A folder of labelled texts, or one file of them.")
  var data = "Benchmarks/Completeness"

  @Flag(help: "Answer records on standard input.")
  var scorer = false

  @Option(help: "Print so many errors of each sort.")
  var errors = 0

  @Option(help: "Print the evidence on each text of a file of records, for Tools/endings/fit.py.")
  var evidence: String?

  @Option(help: "Print features of places of the texts of a file, for Tools/endings/fit.py.")
  var samples: String?

  @Option(help: "Print what is made of each ending of a draft.")
  var judge: String?

  struct Record: Decodable {
    var id: String
    var text: String
    var doc: String?
    var label: String?
    var kind: String?
    var genre: String?

    /// Whether the text shows that it was cut, where it was.
    var isSeeable: Bool { !(kind ?? "").hasSuffix("sentence_end") }
  }

  /// How a record was judged.
  struct Verdict {
    var isTruncated = false
    var score = 0.0
    var severity: Severity?
  }

  func run() throws {
    if let evidence {
      try printEvidence(Self.records(at: evidence))
    } else if let samples {
      try printSamples(Self.records(at: samples))
    } else if let judge {
      try printJudgements(of: judge)
    } else if scorer {
      try answer(Self.records(in: FileHandle.standardInput.readDataToEndOfFile()))
    } else {
      try evaluate()
    }
  }

  // MARK: Records

  private static func records(in data: Data) throws -> [Record] {
    try data.split(separator: UInt8(ascii: "\n")).map {
      try JSONDecoder().decode(Record.self, from: $0)
    }
  }

  private static func records(at path: String) throws -> [Record] {
    try records(in: Data(contentsOf: URL(filePath: path)))
  }

  /// The records of one draft, as `stet check --stdin-jsonl` puts them together.
  private struct Page {
    var records: ArraySlice<Record>
    var parts: [TextRange] = []
    var draft: Draft

    init(_ records: ArraySlice<Record>) {
      self.records = records
      var text: [UInt8] = []
      for record in records {
        if !text.isEmpty { text += text.last == 0x0A ? [0x0A] : [0x0A, 0x0A] }
        let start = text.count
        text += Array(record.text.utf8)
        parts.append(TextRange(start, text.count))
      }
      draft = Draft.reading(SourceText(decoding: text), as: .plainText)
      if parts.count > 1 { draft = draft.divided(into: parts) }
    }

    static func pages(of records: [Record]) -> [Page] {
      var result: [Page] = []
      var index = 0
      while index < records.count {
        var end = index + 1
        if let doc = records[index].doc {
          while end < records.count, records[end].doc == doc { end += 1 }
        }
        result.append(Page(records[index..<end]))
        index = end
      }
      return result
    }
  }

  private static let analyzer = TruncatedAnswer(AnalyzerSettings(rules: TruncatedAnswer.rules))

  private func verdicts(of records: [Record]) -> [Verdict] {
    let engine = Engine(registry: AnalyzerRegistry([TruncatedAnswer.self]))
    var result: [Verdict] = []
    for page in Page.pages(of: records) {
      let diagnostics = engine.diagnostics(for: page.draft)
        .filter { $0.rule == TruncatedAnswer.rule.id }
      for part in page.parts {
        var verdict = Verdict()
        for diagnostic in diagnostics where part.contains(diagnostic.range.start) {
          verdict.isTruncated = true
          verdict.score = max(verdict.score, diagnostic.finding.confidence ?? 1)
          verdict.severity = max(verdict.severity ?? .hint, diagnostic.severity)
        }
        result.append(verdict)
      }
    }
    return result
  }

  private struct Answer: Encodable {
    var id: String
    var truncated: Bool
    var score: Double
  }

  private func answer(_ records: [Record]) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    for (record, verdict) in zip(records, verdicts(of: records)) {
      let answer = Answer(id: record.id, truncated: verdict.isTruncated, score: verdict.score)
      print(String(decoding: try encoder.encode(answer), as: UTF8.self))
    }
  }

  // MARK: Scores

  private func evaluate() throws {
    var files = [data]
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: data, isDirectory: &isFolder), isFolder.boolValue {
      files = try FileManager.default.contentsOfDirectory(atPath: data)
        .filter { $0.hasSuffix(".jsonl") }.sorted().map { "\(data)/\($0)" }
    }
    for file in files {
      let records = try Self.records(at: file)
      guard records.contains(where: { $0.label != nil }) else { continue }
      report(
        file.split(separator: "/").last.map(String.init) ?? file, records, verdicts(of: records))
    }
  }

  private struct Count {
    var found = 0
    var sure = 0
    var all = 0

    mutating func add(_ verdict: Verdict) {
      all += 1
      if verdict.isTruncated { found += 1 }
      if verdict.severity ?? .hint >= .warning { sure += 1 }
    }
  }

  private func report(_ name: String, _ records: [Record], _ verdicts: [Verdict]) {
    var cuts = Count()
    var complete = Count()
    var kinds: [String: Count] = [:]
    var genres: [String: Count] = [:]
    for (record, verdict) in zip(records, verdicts) {
      if record.label == "cut" {
        kinds[record.kind ?? "cut", default: Count()].add(verdict)
        if record.isSeeable { cuts.add(verdict) }
      } else {
        genres[record.genre ?? "complete", default: Count()].add(verdict)
        complete.add(verdict)
      }
    }
    func percent(_ part: Int, _ whole: Int) -> String {
      String(format: "%.1f %%", 100 * Double(part) / Double(max(1, whole)))
    }
    func perMille(_ part: Int, _ whole: Int) -> String {
      String(format: "%.1f", 1000 * Double(part) / Double(max(1, whole)))
    }
    print("\n| \(name) | texts | reported | as warnings |")
    print("|---|---|---|---|")
    func row(_ what: String, _ count: Count, _ share: (Int, Int) -> String) {
      print(
        "| \(what) | \(count.all) | \(count.found) (\(share(count.found, count.all))) "
          + "| \(count.sure) (\(share(count.sure, count.all))) |")
    }
    row("cuts that can be seen", cuts, percent)
    for (kind, count) in kinds.sorted(by: { $0.key < $1.key }) {
      row("cut: \(kind)", count, percent)
    }
    row("complete, and so many of 1000", complete, perMille)
    for (genre, count) in genres.sorted(by: { $0.key < $1.key }) {
      row("complete: \(genre)", count, perMille)
    }
    print("\nCuts found at so many false alarms in 1000 complete texts:", terminator: "")
    let scores = zip(records, verdicts).filter { $0.0.label != "cut" || $0.0.isSeeable }
      .map { (score: $0.1.score, isCut: $0.0.label == "cut") }
    for budget in [1, 2, 5, 10] {
      let limit = Double(budget * complete.all) / 1000
      print(" \(budget): \(percent(recall(scores, limit), cuts.all))", terminator: ";")
    }
    print()
    printErrors(records, verdicts)
  }

  /// The most cuts above a score that at most `limit` complete texts pass.
  private func recall(_ scores: [(score: Double, isCut: Bool)], _ limit: Double) -> Int {
    var best = 0
    var cuts = 0
    var others = 0
    let sorted = scores.filter { $0.score > 0 }.sorted { $0.score > $1.score }
    for (index, item) in sorted.enumerated() {
      if item.isCut { cuts += 1 } else { others += 1 }
      if Double(others) > limit { break }
      if index + 1 == sorted.count || sorted[index + 1].score < item.score { best = cuts }
    }
    return best
  }

  private func printErrors(_ records: [Record], _ verdicts: [Verdict]) {
    for isCut in [false, true] where errors > 0 {
      let wrong = zip(records, verdicts).filter { record, verdict in
        (record.label == "cut") == isCut && verdict.isTruncated != isCut && record.isSeeable
      }
      for (record, verdict) in wrong.prefix(errors) {
        let score = String(format: "%.2f", verdict.score)
        print(
          isCut ? "missed" : "false", record.kind ?? "", record.genre ?? "", score,
          String(record.text.suffix(90)).debugDescription)
      }
    }
  }

  // MARK: For fitting

  private func printEvidence(_ records: [Record]) {
    print((["id"] + EndingEvidence.names).joined(separator: "\t"))
    for page in Page.pages(of: records) {
      let judgements = Self.analyzer.judgements(of: page.draft)
      let fence = Self.analyzer.unclosedFence(of: page.draft)
      for (record, part) in zip(page.records, page.parts) {
        if let fence, part.contains(fence) {
          print("\(record.id)\tmarked\t1")
          continue
        }
        guard let last = judgements.last(where: { part.contains($0.extent) }) else {
          print("\(record.id)\tnone")
          continue
        }
        guard let evidence = last.evidence else {
          print("\(record.id)\tmarked\t\(last.confidence)")
          continue
        }
        let values = evidence.values.map { String(Float($0)) }.joined(separator: "\t")
        let features = evidence.features.map(Self.shortName).joined(separator: " ")
        print("\(record.id)\t\(values)\t|\t\(features)")
      }
    }
  }

  /// The low bits of a feature's hash, of which the model takes the lowest.
  private static func shortName(_ feature: UInt64) -> String {
    String(feature & 0xF_FFFF, radix: 36)
  }

  private func printSamples(_ records: [Record]) {
    for record in records where record.label == "complete" {
      var lines = ""
      EndingSamples.samples(
        of: Array(record.text.utf8)[...], joinsSentences: record.genre == "qa_informal"
      ) { isCut, features in
        lines += "\(record.id) \(isCut) \(features.map(Self.shortName).joined(separator: " "))\n"
      }
      print(lines, terminator: "")
    }
  }

  private func printJudgements(of file: String) throws {
    let source = SourceText(decoding: [UInt8](try Data(contentsOf: URL(filePath: file))))
    let ending = file.split(separator: ".").last.map(String.init) ?? ""
    let draft = Draft.reading(source, as: Draft.Format(fileExtension: ending) ?? .plainText)
    for judgement in Self.analyzer.judgements(of: draft) {
      let line = source.line(containing: judgement.extent.end) + 1
      let alone = judgement.evidence.map { String(format: "%.2f", $0.logOdds) } ?? "marked"
      let ends = judgement.evidence.map { String(format: "%.2f", $0.values[0]) } ?? ""
      print(
        line, String(format: "%.3f", judgement.confidence), "alone", alone, "ends", ends,
        judgement.page.map {
          $0.dropFirst().map { String(format: "%g", $0) }.joined(separator: " ")
        }
          ?? "-", String(source.string(in: judgement.extent).suffix(40)).debugDescription)
    }
  }
}
