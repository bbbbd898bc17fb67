/// What rounds of edits have changed between a first and a last version of some
/// bytes.
package struct Changes: Hashable, Sendable {
  /// A run of the first version and what stands in its place in the last.
  package struct Change: Hashable, Sendable {
    package var old: Range<Int>
    package var new: Range<Int>
  }

  /// The changes, in order, none touching another. The bytes between them are
  /// the same in both versions.
  package private(set) var changes: [Change] = []

  /// No change.
  package init() {}

  /// Adds a round of edits, disjoint and in order, of the version that the
  /// rounds so far have made. Linear in the number of changes and edits.
  package mutating func apply(_ edits: [FileEdit]) {
    var result: [Change] = []
    var known = changes[...]
    var edits = edits[...]
    // How far places between the changes lie from where they lie in the first
    // version, and in the version after this round.
    var fromFirst = 0
    var toNext = 0
    while true {
      // The next group of changes and edits that touch, in places of the middle
      // version, which the changes made and the edits are of.
      guard
        let start = [known.first?.new.lowerBound, edits.first?.range.lowerBound]
          .compactMap(\.self).min()
      else { break }
      var end = start
      let firstStart = start - fromFirst
      let nextStart = start + toNext
      while true {
        if let change = known.first, change.new.lowerBound <= end {
          end = max(end, change.new.upperBound)
          fromFirst = change.new.upperBound - change.old.upperBound
          known = known.dropFirst()
        } else if let edit = edits.first, edit.range.lowerBound <= end {
          end = max(end, edit.range.upperBound)
          toNext += edit.replacement.count - edit.range.count
          edits = edits.dropFirst()
        } else {
          break
        }
      }
      result.append(
        Change(old: firstStart..<end - fromFirst, new: nextStart..<end + toNext))
    }
    changes = result
  }
}
