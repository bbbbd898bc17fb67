/// Ranges of a text that lie apart, in order; asked often whether they cover a place.
package struct DisjointRanges: Hashable, Sendable {
  /// The ranges, no two of which touch.
  package let ranges: [TextRange]

  /// Makes one range of those that touch or overlap. O(n log n).
  package init(_ ranges: some Sequence<TextRange>) {
    var merged: [TextRange] = []
    for range in ranges.sorted(by: { $0.start < $1.start }) {
      if let last = merged.last, range.start <= last.end {
        merged[merged.count - 1] = TextRange(start: last.start, end: max(last.end, range.end))
      } else {
        merged.append(range)
      }
    }
    self.ranges = merged
  }

  /// Whether there is none.
  package var isEmpty: Bool { ranges.isEmpty }

  /// Whether one of the ranges overlaps `range`. O(log n).
  package func overlaps(_ range: TextRange) -> Bool {
    var low = 0
    var high = ranges.count
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].end <= range.start { low = middle + 1 } else { high = middle }
    }
    return low < ranges.count && ranges[low].overlaps(range)
  }
}
