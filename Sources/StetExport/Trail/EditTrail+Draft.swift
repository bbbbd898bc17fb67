package import StetCore

extension EditTrail {
  /// What the edits, without the layout, make of the draft's own text: the draft as
  /// it would be after cleaning by hand. Lines that go whole take their ends along,
  /// and the blank lines after them where blank ones stand before them too.
  ///
  /// Disjoint and in order. O(edits).
  package func editsOfDraft(_ source: SourceText) -> [FileEdit] {
    let bytes = source.utf8
    var result: [FileEdit] = []
    var end = 0
    // Whether what is kept ends with a blank line, where the last edit ended.
    var endsBlank = true
    for edit in edits {
      var range = edit.range.utf8
      // What was taken in with the edit before is gone already.
      guard range.lowerBound >= end, range.upperBound <= bytes.count else { continue }
      if edit.replacement.isEmpty,
        range.lowerBound == 0 || bytes.byte(at: range.lowerBound - 1) == .lineFeed
      {
        let isAfterBlank =
          range.lowerBound == end
          ? endsBlank
          : bytes.byte(at: range.lowerBound - 2) == .lineFeed
            || bytes.byte(at: range.lowerBound - 2) == .carriageReturn
              && bytes.byte(at: range.lowerBound - 3) == .lineFeed
        if let next = Self.lineEnd(in: bytes, at: range.upperBound) {
          range = range.lowerBound..<next
          while isAfterBlank, let next = Self.lineEnd(in: bytes, at: range.upperBound) {
            range = range.lowerBound..<next
          }
          endsBlank = isAfterBlank
        } else {
          endsBlank = false
        }
      } else {
        endsBlank = false
      }
      end = range.upperBound
      result.append(FileEdit(range, Array(edit.replacement.utf8)))
    }
    return result
  }

  /// Where the line break that stands at an offset ends; `nil` when none stands there.
  private static func lineEnd(in bytes: [UInt8], at offset: Int) -> Int? {
    let isPair = bytes.byte(at: offset) == .carriageReturn
    return bytes.byte(at: offset + (isPair ? 1 : 0)) == .lineFeed ? offset + (isPair ? 2 : 1) : nil
  }
}
