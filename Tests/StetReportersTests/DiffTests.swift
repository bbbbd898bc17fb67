import StetCore
import StetReporters
import StetTestSupport
import Testing

@Suite("Differences")
struct DiffTests {
  private func edit(_ range: Range<Int>, _ text: String) -> FileEdit {
    FileEdit(range, Array(text.utf8))
  }

  private func diff(_ old: String, _ rounds: [[FileEdit]], style: Style = .plain) -> String {
    var changes = Changes()
    var new = Array(old.utf8)
    for round in rounds {
      changes.apply(round)
      new = FixApplication.apply(round, to: new)
    }
    let bytes = UnifiedDiff(style: style).render(
      path: "a.txt", old: Array(old.utf8), new: new, changes)
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test func `a changed line stands between three lines of context`() {
    let old = (1...9).map { "line \($0)\n" }.joined()
    #expect(
      diff(old, [[edit(28..<34, "LINE 5")]]) == """
        --- a.txt
        +++ a.txt
        @@ -2,7 +2,7 @@
         line 2
         line 3
         line 4
        -line 5
        +LINE 5
         line 6
         line 7
         line 8

        """)
  }

  @Test func `a removed line, an added line, and a missing line break`() {
    #expect(
      diff("a\nb\nc", [[edit(2..<4, ""), edit(5..<5, "!\nd")]]) == """
        --- a.txt
        +++ a.txt
        @@ -1,3 +1,3 @@
         a
        -b
        -c
        \\ No newline at end of file
        +c!
        +d
        \\ No newline at end of file

        """)
    #expect(diff("", [[edit(0..<0, "a\n")]]).hasSuffix("@@ -0,0 +1 @@\n+a\n"))
    #expect(diff("a\n", [[edit(0..<2, "")]]).hasSuffix("@@ -1 +0,0 @@\n-a\n"))
  }

  @Test func `nothing changed gives nothing`() {
    #expect(diff("a\n", []) == "")
    #expect(diff("a\n", [[edit(0..<1, "a")]]) == "")
    #expect(diff("a\n", [[edit(0..<1, "b")], [edit(0..<1, "a")]]) == "")
  }

  @Test func `a coloured difference prints no control characters of the draft`() {
    let text = diff("a \u{1B}[2J\tb\n", [[edit(0..<1, "c")]], style: Style(isColored: true))
    #expect(text.contains("\u{1B}[31m-a ␛[2J\tb\u{1B}[0m"))
  }

  @Test func `a patch leads from the first version to the last, whatever was changed`() {
    var random = SeededGenerator(seed: 11)
    for _ in 0..<3_000 {
      var bytes = random.lines()
      let old = bytes
      var changes = Changes()
      for _ in 0..<random.below(4) {
        let edits = random.edits(of: bytes)
        changes.apply(edits)
        bytes = FixApplication.apply(edits, to: bytes)
      }
      let diff = UnifiedDiff(style: .plain, context: random.below(4)).render(
        path: "a", old: old, new: bytes, changes)
      #expect(patched(old, with: diff) == bytes)
      #expect(diff.isEmpty == (old == bytes))
    }
  }

  @Test func `between changes both versions are the same`() {
    var random = SeededGenerator(seed: 12)
    for _ in 0..<2_000 {
      var bytes = random.lines()
      let old = bytes
      var changes = Changes()
      for _ in 0..<3 {
        let edits = random.edits(of: bytes)
        changes.apply(edits)
        bytes = FixApplication.apply(edits, to: bytes)
      }
      var rebuilt: [UInt8] = []
      var copied = 0
      for change in changes.changes {
        rebuilt += old[copied..<change.old.lowerBound]
        #expect(rebuilt.count == change.new.lowerBound)
        rebuilt += bytes[change.new]
        copied = change.old.upperBound
      }
      rebuilt += old[copied...]
      #expect(rebuilt == bytes)
    }
  }

  /// Applies a unified diff as `patch` would, without looking for lines that
  /// have moved; `nil` when it does not fit.
  private func patched(_ old: [UInt8], with diff: [UInt8]) -> [UInt8]? {
    func lines(_ bytes: [UInt8]) -> [[UInt8]] {
      var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        .map { Array($0) + [0x0A] }
      let last = Array(lines.removeLast().dropLast())
      if !last.isEmpty { lines.append(last) }
      return lines
    }
    let before = lines(old)
    var result: [[UInt8]] = []
    var position = 0
    var last: UInt8 = 0
    for line in lines(diff).dropFirst(2) {
      let content = Array(line.dropFirst())
      switch line[0] {
      case UInt8(ascii: "@"):
        let text = String(decoding: line, as: UTF8.self)
        let span = text.split(separator: " ")[1].dropFirst().split(separator: ",")
        guard let first = Int(span[0]) else { return nil }
        let isEmpty = span.count > 1 && span[1] == "0"
        let start = isEmpty ? first : first - 1
        guard start >= position, start <= before.count else { return nil }
        result += before[position..<start]
        position = start
      case UInt8(ascii: " "):
        guard position < before.count, before[position].starts(with: content.dropLast())
        else { return nil }
        result.append(content)
        position += 1
      case UInt8(ascii: "-"):
        guard position < before.count, before[position].starts(with: content.dropLast())
        else { return nil }
        position += 1
      case UInt8(ascii: "+"): result.append(content)
      case UInt8(ascii: "\\"):
        if last != UInt8(ascii: "-") { result[result.count - 1].removeLast() }
      default: return nil
      }
      last = line[0]
    }
    result += before[position...]
    return result.flatMap(\.self)
  }
}

extension SeededGenerator {
  fileprivate mutating func lines() -> [UInt8] {
    (0..<below(40)).map { _ in Array("ab\n\n".utf8)[below(4)] }
  }

  fileprivate mutating func edits(of bytes: [UInt8]) -> [FileEdit] {
    var edits: [FileEdit] = []
    var position = 0
    while true {
      let start = position + below(12)
      let end = start + below(4)
      guard end <= bytes.count else { return edits }
      let replacement = (0..<below(3)).map { _ in Array("xy\n".utf8)[below(3)] }
      edits.append(FileEdit(start..<end, replacement))
      position = end + 1
    }
  }
}
