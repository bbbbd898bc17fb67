import StetCore

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

    /// The lines that bytes lie in, an empty range's too.
    func lines(of range: Range<Int>) -> Range<Int> {
      let first = line(at: range.lowerBound)
      let last = line(at: range.upperBound)
      let endsInLine = last < count && (bounds[last] < range.upperBound || range.isEmpty)
      return first..<max(first, endsInLine ? last + 1 : last)
    }

    subscript(line: Int) -> ArraySlice<UInt8> { bytes[bounds[line]..<bounds[line + 1]] }
  }

  private static func hunks(_ changes: Changes, _ before: Lines, _ after: Lines) -> [Hunk] {
    var hunks: [Hunk] = []
    for change in changes.changes {
      // Where a change ends at a line's end in one version and inside a line in
      // the other, the rest of that line belongs to the hunk in both.
      var old = wholeLines(change.old, before)
      var new = wholeLines(change.new, after)
      let tail = max(
        old.upperBound - change.old.upperBound, new.upperBound - change.new.upperBound)
      old = old.lowerBound..<min(before.bytes.count, change.old.upperBound + tail)
      new = new.lowerBound..<min(after.bytes.count, change.new.upperBound + tail)
      let lead = max(
        change.old.lowerBound - old.lowerBound, change.new.lowerBound - new.lowerBound)
      var hunk = Hunk(
        old: before.lines(of: max(0, change.old.lowerBound - lead)..<old.upperBound),
        new: after.lines(of: max(0, change.new.lowerBound - lead)..<new.upperBound))
      if let last = hunks.last,
        hunk.old.lowerBound < last.old.upperBound
          || hunk.new.lowerBound < last.new.upperBound
      {
        hunk = Hunk(
          old: last.old.lowerBound..<max(last.old.upperBound, hunk.old.upperBound),
          new: last.new.lowerBound..<max(last.new.upperBound, hunk.new.upperBound))
        hunks.removeLast()
      }
      hunks.append(hunk)
    }
    return hunks.compactMap { trimmed($0, before, after) }
  }

  /// The bytes of the lines that a range lies in.
  private static func wholeLines(_ range: Range<Int>, _ text: Lines) -> Range<Int> {
    let lines = text.lines(of: range)
    let start = min(range.lowerBound, text.bounds[lines.lowerBound])
    return start..<max(range.upperBound, text.bounds[lines.upperBound])
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
