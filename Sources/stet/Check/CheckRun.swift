import StetCore
import StetFormats
import StetReporters
import StetWorkspace
import Synchronization

/// Checks files, many at once, and writes what is found in the files' order.
struct CheckRun: Sendable {
  /// A draft to check.
  struct Input: Sendable {
    /// Its path, as it is shown.
    var path: String
    /// The index of its engine.
    var engine: Int
    /// What it is written in.
    var format: Draft.Format
    /// Its bytes, when they are not to be read from the file.
    var bytes: [UInt8]?
  }

  /// What came of a run.
  struct Outcome: Sendable {
    /// The sums of what is left after fixes, if any were applied.
    var tally = Tally()
    /// Whether some file could not be read or written.
    var hasErrors = false
    /// The fixed draft that is to be printed.
    var document: [UInt8]?
  }

  /// One for each project.
  let engines: [Engine]
  /// What sites leave behind in the drafts of each.
  let sites: [SiteText]
  /// The drafts, in the order of the output.
  let inputs: [Input]
  /// How findings are written.
  let reporter: any Reporter
  /// What to do about fixes; `nil` to leave them.
  let fixing: Fixing?
  /// How differences are shown.
  let diff: UnifiedDiff
  /// How many threads work.
  let jobs: Int
  /// Drafts of up to so many bytes, all together, are kept between the steps of
  /// a comparison; others are read again, so that a corpus need not fit into
  /// memory.
  var keptBytes = 64 << 20

  /// Checks every draft.
  func run(to output: StandardOutput) -> Outcome {
    // Header and footer belong to findings; a difference stands alone.
    let showsFindings = fixing?.destination != .diff
    if showsFindings { output.write(reporter.header) }
    let isComparison = inputs.count > 1 && engines.contains(where: \.comparesDrafts)
    let outcome = isComparison ? compare(output) : checkEach(output)
    if showsFindings { output.write(reporter.footer(outcome.tally)) }
    output.flush()
    return outcome
  }

  // MARK: Drafts that stand alone

  private func checkEach(_ output: StandardOutput) -> Outcome {
    let outcome = Mutex(Outcome())
    Parallel.forEach(below: inputs.count, jobs: jobs) { index in
      let input = inputs[index]
      var piece = StandardOutput.Piece()
      do throws(FileError) {
        var revision = Revision(try bytes(of: input), input.format)
        let asFound = diagnostics(for: revision, input)
        var left = asFound
        if let fixing {
          var round = 0
          while round < Fixing.rounds && revision.apply(fixesOf: left, fixing) {
            left = diagnostics(for: revision, input)
            round += 1
          }
        }
        piece.output = try finish(revision, asFound, left, input, { _ in nil }, outcome)
      } catch {
        piece.complaint = complaint(error, outcome)
      }
      output.write(piece, number: index)
    }
    return outcome.withLock { $0 }
  }

  private func diagnostics(for revision: Revision, _ input: Input) -> [Diagnostic] {
    engines[input.engine].diagnostics(for: draft(of: revision, input))
  }

  private func bytes(of input: Input) throws(FileError) -> [UInt8] {
    if let bytes = input.bytes { return bytes }
    return try FileSystem.read(input.path, limit: input.format.largestFile)
  }

  private func complaint(_ error: FileError, _ outcome: borrowing Mutex<Outcome>) -> String {
    outcome.withLock { $0.hasErrors = true }
    return VisibleText.visible(error.description)
  }

  /// Brings a checked draft to where it belongs, and renders what was found.
  ///
  /// What counts is what a reader of the file will find: the diagnostics left
  /// after fixes, but those of the file as it is when only the difference is
  /// shown.
  private func finish(
    _ revision: Revision, _ asFound: [Diagnostic], _ left: [Diagnostic], _ input: Input,
    _ text: @escaping @Sendable (String) -> SourceText?, _ outcome: borrowing Mutex<Outcome>
  ) throws(FileError) -> [UInt8] {
    let isDiff = fixing?.destination == .diff
    if fixing?.destination == .file && revision.isChanged {
      try FileSystem.writeAtomically(revision.bytes, to: input.path)
    }
    var tally = Tally(of: isDiff ? asFound : left)
    if revision.isChanged {
      tally.fixed = revision.settled
      tally.filesFixed = 1
    }
    outcome.withLock {
      $0.tally += tally
      if fixing?.destination == .output { $0.document = revision.bytes }
    }
    if isDiff {
      let (old, new) = revision.diffed
      return diff.render(path: input.path, old: old, new: new, revision.changes)
    }
    return reporter.render(
      FileReport(path: input.path, source: revision.source, diagnostics: left, text: text))
  }

  // MARK: Drafts that are compared

  /// A draft between the steps of a comparison.
  private struct Slot: Sendable {
    /// The draft; `nil` when it is to be read again.
    var revision: Revision?
    /// Tells whether a draft that is read again is still the same.
    var fingerprint = 0
    var analysis: Engine.Analysis?
    var asFound: [Diagnostic] = []
    var left: [Diagnostic] = []
    var error: FileError?
  }

  private func compare(_ output: StandardOutput) -> Outcome {
    let kept = Atomic<Int>(0)
    var slots = Parallel.map(below: inputs.count, jobs: jobs) { index in
      var slot = Slot()
      do throws(FileError) {
        let revision = Revision(try bytes(of: inputs[index]), inputs[index].format)
        slot.analysis = analysis(of: revision, inputs[index])
        slot.fingerprint = Self.fingerprint(revision.original)
        let size = revision.original.count
        if kept.wrappingAdd(size, ordering: .relaxed).newValue <= keptBytes {
          slot.revision = revision
        }
      } catch {
        slot.error = error
      }
      return slot
    }
    var corpora = engines.map { $0.makeCorpus() }
    judge(&slots, &corpora)
    for index in slots.indices { slots[index].asFound = slots[index].left }
    if let fixing {
      var round = 0
      while round < Fixing.rounds && applyFixes(of: &slots, fixing) {
        judge(&slots, &corpora)
        round += 1
      }
    }
    return render(slots, to: output)
  }

  private func analysis(of revision: Revision, _ input: Input) -> Engine.Analysis {
    engines[input.engine].analyze(draft(of: revision, input), name: input.path)
  }

  private func draft(of revision: Revision, _ input: Input) -> Draft {
    Draft.reading(revision.source, as: input.format, site: sites[input.engine])
  }

  /// Tells two versions of a file apart, within one run.
  private static func fingerprint(_ bytes: [UInt8]) -> Int { bytes.hashValue }

  /// The draft of a slot, read again where it was not kept.
  private func revision(of slot: Slot, _ input: Input) throws(FileError) -> Revision {
    if let error = slot.error { throw error }
    if let revision = slot.revision { return revision }
    let bytes = try bytes(of: input)
    guard Self.fingerprint(bytes) == slot.fingerprint else {
      throw FileError(path: input.path, reason: "Changed while it was being checked")
    }
    return Revision(bytes, input.format)
  }

  /// Finds what the drafts' analyses, all together, say of each.
  ///
  /// - Parameter corpora: for each engine, what it knows of the drafts.
  private func judge(_ slots: inout [Slot], _ corpora: inout [Corpus]) {
    for (index, slot) in slots.enumerated() {
      guard let analysis = slot.analysis else { continue }
      corpora[inputs[index].engine].update(analysis.name, to: analysis.facts)
    }
    let (all, known) = (slots, corpora)
    let found = Parallel.map(below: all.count, jobs: jobs) { index -> [Diagnostic] in
      guard let analysis = all[index].analysis else { return [] }
      let engine = inputs[index].engine
      return engines[engine].diagnostics(of: analysis, in: known[engine])
    }
    for (index, diagnostics) in found.enumerated() { slots[index].left = diagnostics }
  }

  /// Applies one round of fixes to every draft; `false` when there was none.
  private func applyFixes(of slots: inout [Slot], _ fixing: Fixing) -> Bool {
    let before = slots
    let after = Parallel.map(below: before.count, jobs: jobs) { index -> Slot? in
      var slot = before[index]
      guard !slot.left.isEmpty, slot.error == nil else { return nil }
      do throws(FileError) {
        var revision = try revision(of: slot, inputs[index])
        guard revision.apply(fixesOf: slot.left, fixing) else { return nil }
        slot.analysis = analysis(of: revision, inputs[index])
        slot.revision = revision
      } catch {
        slot.error = error
      }
      return slot
    }
    var isChanged = false
    for (index, slot) in after.enumerated() {
      guard let slot else { continue }
      slots[index] = slot
      isChanged = true
    }
    return isChanged
  }

  private func render(_ slots: [Slot], to output: StandardOutput) -> Outcome {
    let outcome = Mutex(Outcome())
    let places = Dictionary(
      inputs.indices.map { (inputs[$0].path, $0) }, uniquingKeysWith: { first, _ in first })
    let text: @Sendable (String) -> SourceText? = { path in
      guard let index = places[path] else { return nil }
      do throws(FileError) {
        return try revision(of: slots[index], inputs[index]).source
      } catch {
        // The draft itself is reported as unreadable in its own turn.
        return nil
      }
    }
    Parallel.forEach(below: inputs.count, jobs: jobs) { index in
      var piece = StandardOutput.Piece()
      do throws(FileError) {
        let slot = slots[index]
        let revision = try revision(of: slot, inputs[index])
        piece.output = try finish(
          revision, slot.asFound, slot.left, inputs[index], text, outcome)
      } catch {
        piece.complaint = complaint(error, outcome)
      }
      output.write(piece, number: index)
    }
    return outcome.withLock { $0 }
  }
}
