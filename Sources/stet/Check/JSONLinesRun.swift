import Glibc
import JSON
import StetCore
import StetFormats
import StetReporters
import StetWorkspace

/// Answers records on standard input, one on a line, with what was found in
/// each, one on a line and in their order.
///
/// A record is answered as soon as its draft is complete and nothing more is
/// waiting to be read; while more is, drafts are gathered and checked many at
/// once. Each draft is checked by itself.
struct JSONLinesRun {
  private let engine: Engine
  private let site: SiteText
  private let jobs: Int
  private let output: StandardOutput

  /// Makes a run; `site` is what sites leave behind in the drafts, `jobs` the number of
  /// threads that work.
  init(engine: Engine, site: SiteText, jobs: Int, output: StandardOutput) {
    self.engine = engine
    self.site = site
    self.jobs = jobs
    self.output = output
  }

  /// Drafts gathered before they are checked, at most.
  private static let batchCount = 1024
  /// Bytes of text gathered before they are checked; a draft is never split.
  private static let batchBytes = 8 << 20

  /// Answers every record up to the end of the input.
  func run(from descriptor: Int32) -> CheckRun.Outcome {
    var outcome = CheckRun.Outcome()
    var reader = RecordReader()
    var rest: [UInt8] = []
    while true {
      let chunk: [UInt8]
      do throws(FileError) {
        chunk = try StandardInput.readSome(descriptor)
      } catch {
        StandardOutput.complain(error.description)
        outcome.hasErrors = true
        break
      }
      if chunk.isEmpty { break }
      // Only the new bytes are searched, so that a line of any length is read in
      // linear time.
      var start = chunk.startIndex
      while let end = chunk[start...].firstIndex(of: .lineFeed) {
        rest.append(contentsOf: chunk[start..<end])
        reader.read(line: rest)
        rest.removeAll(keepingCapacity: true)
        start = end + 1
      }
      rest.append(contentsOf: chunk[start...])
      if !StandardInput.hasInput(descriptor) || reader.completeCount >= Self.batchCount
        || reader.completeBytes >= Self.batchBytes
      {
        answer(reader.takeComplete(), &outcome)
      }
    }
    if !rest.isEmpty { reader.read(line: rest) }
    reader.finish()
    answer(reader.takeComplete(), &outcome)
    return outcome
  }

  private func answer(_ drafts: [RecordReader.Draft], _ outcome: inout CheckRun.Outcome) {
    guard !drafts.isEmpty else { return }
    let answers = Parallel.map(below: drafts.count, jobs: jobs) { answer(drafts[$0]) }
    for (bytes, tally) in answers {
      output.write(bytes)
      outcome.tally += tally
    }
    if drafts.contains(where: \.hasErrors) { outcome.hasErrors = true }
    output.flush()
  }

  /// The lines that answer the records of one draft.
  private func answer(_ records: RecordReader.Draft) -> ([UInt8], Tally) {
    let source = SourceText(decoding: records.text)
    let mark = source.encoding == .utf8WithByteOrderMark ? 3 : 0
    var parts: [DiagnosticEncoder.Part] = []
    for item in records.items {
      guard case .record(let id, let range) = item else { continue }
      let text = TextRange(max(0, range.lowerBound - mark), max(0, range.upperBound - mark))
      parts.append(
        DiagnosticEncoder.Part(
          name: id.string ?? id.number?.text ?? "", text: text, offset: range.lowerBound,
          line: range.lowerBound == 0 ? 0 : source.line(containing: text.start)))
    }
    var draft = Draft.reading(source, as: records.format ?? .plainText, site: site)
    if parts.count > 1 { draft = draft.divided(into: parts.map(\.text)) }
    let diagnostics = engine.diagnostics(for: draft)
    let report = FileReport(path: "", source: source, diagnostics: diagnostics)
    var encoder = DiagnosticEncoder(report, parts: parts)
    let byPart = Dictionary(grouping: diagnostics) { encoder.part(of: $0.range.start) }

    var writer = JSONWriter()
    var index = 0
    for item in records.items {
      switch item {
      case .record(let id, _):
        writer.object { writer in
          writer.key("id")
          writer.value(id)
          writer.key("diagnostics")
          writer.array { writer in
            for diagnostic in byPart[index] ?? [] { encoder.encode(diagnostic, to: &writer) }
          }
        }
        index += 1
      case .fault(let id, let message, let line):
        writer.object {
          $0.key("id")
          $0.value(id)
          $0.member("error", message)
          $0.member("line", line)
        }
      }
      writer.endLine()
    }
    var tally = Tally(of: diagnostics)
    tally.files = parts.isEmpty ? 0 : 1
    return (writer.take(), tally)
  }
}
