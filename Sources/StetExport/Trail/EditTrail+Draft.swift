package import StetCore

extension EditTrail {
  /// What the edits, without the layout, make of the draft's own text: the draft as
  /// it would be after cleaning by hand. Lines that go whole take their ends along.
  ///
  /// Disjoint and in order. O(edits).
  package func editsOfDraft(_ source: SourceText) -> [FileEdit] {
    let bytes = source.utf8
    var result: [FileEdit] = []
    var end = 0
    for edit in edits {
      var range = edit.range.utf8
      // What was taken in with the edit before is gone already.
      guard range.lowerBound >= end, range.upperBound <= bytes.count else { continue }
      if edit.replacement.isEmpty,
        range.lowerBound == 0 || bytes.byte(at: range.lowerBound - 1) == .lineFeed
      {
        var next = range.upperBound
        if bytes.byte(at: next) == .carriageReturn { next += 1 }
        if bytes.byte(at: next) == .lineFeed { range = range.lowerBound..<next + 1 }
      }
      end = range.upperBound
      result.append(FileEdit(range, Array(edit.replacement.utf8)))
    }
    return result
  }
}
