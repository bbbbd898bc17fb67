import StetCore

/// Applies safe fixes until there is nothing left to fix.
enum FixRounds {
  /// Fixes may make others possible, so they are applied again and again; a rule
  /// whose fixes call for one another must not go on forever.
  static let limit = 10

  /// The edits that all rounds together amount to, disjoint and in order.
  ///
  /// - Parameter isIncluded: which diagnostics' fixes are applied.
  /// - Parameter isCancelled: whether anybody still waits; looked at before each
  ///   round.
  static func edits(
    of snapshot: DocumentSnapshot, isIncluded: (Diagnostic) -> Bool = { _ in true },
    isCancelled: () -> Bool = { false }
  ) -> [TextEdit] {
    let original = snapshot.source.utf8
    var changes = Changes()
    var state = snapshot
    for _ in 0..<limit where !isCancelled() {
      let selection = FixApplication.select(from: state.analysis.diagnostics.filter(isIncluded))
      if selection.edits.isEmpty { break }
      let next = state.analysis(after: selection.edits)
      // A fix that leaves everything as it was would be applied forever.
      if next.draft.source.utf8 == state.source.utf8 { break }
      changes.apply(
        selection.edits.map { FileEdit($0.range.utf8, Array($0.replacement.utf8)) })
      state = DocumentSnapshot(
        uri: state.uri, version: state.version, revision: state.revision, analysis: next,
        engine: state.engine, corpora: state.corpora)
    }
    return changes.changes.compactMap { change in
      minimal(change, from: original, to: state.source.utf8)
    }
  }

  /// A change as an edit without the characters that stand on both sides alike;
  /// `nil` when nothing is left.
  private static func minimal(
    _ change: Changes.Change, from old: [UInt8], to new: [UInt8]
  ) -> TextEdit? {
    var (oldStart, oldEnd) = (change.old.lowerBound, change.old.upperBound)
    var (newStart, newEnd) = (change.new.lowerBound, change.new.upperBound)
    while oldStart < oldEnd, newStart < newEnd, old.byte(at: oldStart) == new.byte(at: newStart) {
      oldStart += 1
      newStart += 1
    }
    while oldEnd > oldStart, newEnd > newStart,
      old.byte(at: oldEnd - 1) == new.byte(at: newEnd - 1)
    {
      oldEnd -= 1
      newEnd -= 1
    }
    // Characters stay whole. What was passed over is the same on both sides, so
    // both sides take the same steps back.
    func isInside(_ bytes: [UInt8], _ index: Int) -> Bool { bytes.byte(at: index) & 0xC0 == 0x80 }
    while oldStart > change.old.lowerBound,
      isInside(old, oldStart) || isInside(new, newStart)
    {
      oldStart -= 1
      newStart -= 1
    }
    while oldEnd < change.old.upperBound, isInside(old, oldEnd) || isInside(new, newEnd) {
      oldEnd += 1
      newEnd += 1
    }
    guard oldStart < oldEnd || newStart < newEnd else { return nil }
    return TextEdit(
      TextRange(oldStart, oldEnd), String(decoding: new[newStart..<newEnd], as: UTF8.self))
  }
}
