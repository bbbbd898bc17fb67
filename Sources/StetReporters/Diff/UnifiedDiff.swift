package import StetCore

/// Shows changes in the unified format of `diff -u`, which `patch` understands.
package struct UnifiedDiff: Sendable {
  private let style: Style
  private let context: Int

  /// Makes a formatter that shows `context` lines around each change. In a
  /// coloured style control characters are shown as symbols, as a terminal must
  /// not get them; in a plain one every byte stays as it is.
  package init(style: Style, context: Int = 3) {
    self.style = style
    self.context = max(0, context)
  }

  /// The difference between two versions of a file; empty when nothing changed.
  /// Linear in the length of both.
  package func render(path: String, old: [UInt8], new: [UInt8], _ changes: Changes) -> [UInt8] {
    let before = Lines(old)
    let after = Lines(new)
    let hunks = Self.hunks(changes, before, after)
    guard !hunks.isEmpty else { return [] }
    var output: [UInt8] = []
    let name = VisibleText.visible(path)
    append("--- \(name)", .heading, to: &output)
    append("+++ \(name)", .heading, to: &output)
    var index = 0
    while index < hunks.count {
      // Changes whose lines of context meet stand in one hunk.
      var last = index
      while last + 1 < hunks.count,
        hunks[last + 1].old.lowerBound - hunks[last].old.upperBound <= 2 * context
      {
        last += 1
      }
      append(hunks[index...last], before, after, to: &output)
      index = last + 1
    }
    return output
  }

  // MARK: Lines that differ

  /// Lines of the old version and the lines in their place.
  private struct Hunk {
    var old: Range<Int>
    var new: Range<Int>
  }

  /// Bytes as lines that end with LF, as `diff` counts them.
  private struct Lines {
    let bytes: [UInt8]
    /// Where each line starts, and at the end the end of the bytes.
    let bounds: [Int]

    init(_ bytes: [UInt8]) {
      self.bytes = bytes
      var bounds = [0]
      for (index, byte) in bytes.enumerated() where byte == .lineFeed { bounds.append(index + 1) }
      if bounds.last != bytes.count { bounds.append(bytes.count) }
      self.bounds = bounds
    }

    var count: Int { bounds.count - 1 }

    /// The line that holds the byte at `offset`; at the end, the number of lines.
    func line(at offset: Int) -> Int {
      var low = 0
      var high = bounds.count
      while high - low > 1 {
        let middle = (low + high) / 2
        if bounds[middle] <= offset { low = middle } else { high = middle }
      }
      return low
    }

    /// Whether a line starts at `offset`, or would if there were more.
    func isStart(_ offset: Int) -> Bool { offset == 0 || bytes[offset - 1] == .lineFeed }

    subscript(line: Int) -> ArraySlice<UInt8> { bytes[bounds[line]..<bounds[line + 1]] }
  }

  /// The lines that are not the same, run by run.
  private static func hunks(_ changes: Changes, _ before: Lines, _ after: Lines) -> [Hunk] {
    var hunks: [Hunk] = []
    var last = Hunk(old: 0..<0, new: 0..<0)
    /// Closes the hunk that ends where lines are the same again.
    func close(old: Range<Int>, new: Range<Int>) {
      let hunk = Hunk(
        old: last.old.upperBound..<old.lowerBound, new: last.new.upperBound..<new.lowerBound)
      if let trimmed = trimmed(hunk, before, after) { hunks.append(trimmed) }
      last = Hunk(old: old, new: new)
    }
    var old = 0
    var new = 0
    for change in changes.changes {
      if let same = sameLines(from: old, new, count: change.old.lowerBound - old, before, after) {
        close(old: same.old, new: same.new)
      }
      old = change.old.upperBound
      new = change.new.upperBound
    }
    if let same = sameLines(from: old, new, count: before.bytes.count - old, before, after) {
      close(old: same.old, new: same.new)
    }
    close(old: before.count..<before.count, new: after.count..<after.count)
    return hunks
  }

  /// The lines that lie whole in a run of bytes that is the same in both
  /// versions; `nil` when there is none.
  private static func sameLines(
    from old: Int, _ new: Int, count: Int, _ before: Lines, _ after: Lines
  ) -> Hunk? {
    var first = old
    if !before.isStart(old) || !after.isStart(new) {
      // Not that line's start, so the next one's.
      first =
        before.line(at: old) + 1 < before.bounds.count
        ? before.bounds[before.line(at: old) + 1] : before.bytes.count
      // A line that starts in one version only goes on to its end.
      if !before.isStart(first) { return nil }
    }
    var end = old + count
    let isEnd = end == before.bytes.count && new + count == after.bytes.count
    if !isEnd && !before.isStart(end) { end = before.bounds[before.line(at: end - 1)] }
    guard first < end else { return nil }
    let shift = new - old
    return Hunk(
      old: before.line(at: first)..<before.line(at: end),
      new: after.line(at: first + shift)..<after.line(at: end + shift))
  }

  /// The hunk without the lines that are the same at its start and end; `nil`
  /// when nothing is left.
  private static func trimmed(_ hunk: Hunk, _ before: Lines, _ after: Lines) -> Hunk? {
    var (old, new) = (hunk.old, hunk.new)
    while let a = old.first, let b = new.first, before[a] == after[b] {
      old = old.dropFirst()
      new = new.dropFirst()
    }
    while let a = old.last, let b = new.last, before[a] == after[b] {
      old = old.dropLast()
      new = new.dropLast()
    }
    return old.isEmpty && new.isEmpty ? nil : Hunk(old: old, new: new)
  }

  // MARK: Output

  private func append(
    _ hunks: ArraySlice<Hunk>, _ before: Lines, _ after: Lines, to output: inout [UInt8]
  ) {
    guard let first = hunks.first, let last = hunks.last else { return }
    let lead = min(context, first.old.lowerBound)
    let tail = min(context, before.count - last.old.upperBound)
    let old = first.old.lowerBound - lead..<last.old.upperBound + tail
    let new = first.new.lowerBound - lead..<last.new.upperBound + tail
    append("@@ -\(Self.span(old)) +\(Self.span(new)) @@", .note, to: &output)
    var line = old.lowerBound
    for hunk in hunks {
      for index in line..<hunk.old.lowerBound { append(" ", before[index], nil, to: &output) }
      for index in hunk.old { append("-", before[index], .removed, to: &output) }
      for index in hunk.new { append("+", after[index], .added, to: &output) }
      line = hunk.old.upperBound
    }
    for index in line..<old.upperBound { append(" ", before[index], nil, to: &output) }
  }

  /// A range as `start,count`; of no lines the line before, as `diff` has it.
  private static func span(_ lines: Range<Int>) -> String {
    if lines.count == 1 { return "\(lines.lowerBound + 1)" }
    return "\(lines.isEmpty ? lines.lowerBound : lines.lowerBound + 1),\(lines.count)"
  }

  private func append(_ line: String, _ role: Style.Role, to output: inout [UInt8]) {
    output.append(contentsOf: style.paint(line, role).utf8)
    output.append(.lineFeed)
  }

  private func append(
    _ mark: String, _ line: ArraySlice<UInt8>, _ role: Style.Role?, to output: inout [UInt8]
  ) {
    let isWhole = line.last == .lineFeed
    let content = isWhole ? line.dropLast() : line
    if style.isColored {
      var text = String(decoding: content, as: UTF8.self)
      // A tab moves the cursor to where every reader of a diff expects it.
      text = text.split(separator: "\t", omittingEmptySubsequences: false)
        .map { VisibleText.visible(String($0)) }.joined(separator: "\t")
      output.append(contentsOf: (role.map { style.paint(mark + text, $0) } ?? mark + text).utf8)
    } else {
      output.append(contentsOf: mark.utf8)
      output.append(contentsOf: content)
    }
    output.append(.lineFeed)
    if !isWhole { append("\\ No newline at end of file", .faint, to: &output) }
  }
}
