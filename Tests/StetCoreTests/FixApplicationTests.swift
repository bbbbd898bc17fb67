import StetCore
import StetTestSupport
import Testing

@Suite struct FixApplicationTests {
  private static let rule = Rule(
    id: "rule", summary: "For tests.", rationale: "For tests.", scope: .draft, flagged: [])

  private func diagnostic(_ edits: [TextEdit], safety: Fix.Safety = .safe) -> Diagnostic {
    Diagnostic(
      Finding(
        Self.rule, at: edits.first?.range ?? TextRange(0, 0), "For tests",
        fixes: [Fix("Fix it", edits, safety: safety)]), severity: .warning)
  }

  @Test func `edits that do not meet are applied together`() {
    let selection = FixApplication.select(from: [
      diagnostic([TextEdit(TextRange(6, 9), "C")]), diagnostic([TextEdit(TextRange(0, 1), "A")]),
      diagnostic([TextEdit(TextRange(3, 3), "b")]),
    ])
    #expect(selection.count == 3)
    #expect(
      FixApplication.apply(selection.edits, to: Array("a--...ccc".utf8)) == Array("A--b...C".utf8))
  }

  @Test func `an edit that meets an earlier one waits for the next round`() {
    let selection = FixApplication.select(from: [
      diagnostic([TextEdit(TextRange(0, 4), "x")]), diagnostic([TextEdit(TextRange(3, 6), "y")]),
      diagnostic([TextEdit(TextRange(0, 0), "z")]),
    ])
    #expect(selection.edits == [TextEdit(TextRange(0, 4), "x")])
  }

  @Test func `an edit that two findings ask for is made once`() {
    let selection = FixApplication.select(from: [
      diagnostic([TextEdit(TextRange(0, 2), "x")]), diagnostic([TextEdit(TextRange(0, 2), "x")]),
    ])
    #expect(selection.edits.count == 1)
    #expect(selection.count == 2)
  }

  @Test func `only fixes of the safeties asked for are picked`() {
    let unsafe = diagnostic([TextEdit(TextRange(0, 1), "x")], safety: .unsafe)
    #expect(FixApplication.select(from: [unsafe]).edits.isEmpty)
    #expect(FixApplication.select(from: [unsafe], safeties: [.safe, .unsafe]).count == 1)
  }

  @Test func `edits beyond the text are left out`() {
    let edits = [TextEdit(TextRange(1, 2), "x"), TextEdit(TextRange(2, 9), "y")]
    #expect(FixApplication.apply(edits, to: Array("abc".utf8)) == Array("axc".utf8))
  }

  @Test func `picked edits are disjoint and in order, whatever is asked for`() {
    var random = SeededGenerator(seed: 5)
    for _ in 0..<500 {
      let diagnostics = (0..<20).map { _ in
        let start = Int.random(in: 0...30, using: &random)
        return diagnostic([
          TextEdit(TextRange(start, start + Int.random(in: 0...6, using: &random)), "")
        ])
      }
      let edits = FixApplication.select(from: diagnostics).edits
      for (first, second) in zip(edits, edits.dropFirst()) {
        #expect(first.range.end <= second.range.start)
      }
    }
  }
}

@Suite struct FileEditTests {
  /// Files in every encoding, most with bytes that are not text.
  private func file(_ random: inout SeededGenerator) -> [UInt8] {
    let pieces = ["a", "é", "漢", "😀", "\n", " "]
    switch Int.random(in: 0..<4, using: &random) {
    case 0: return random.text(of: pieces, upTo: 30) + random.bytes(upTo: 8)
    case 1: return [0xEF, 0xBB, 0xBF] + random.text(of: pieces, upTo: 30) + random.bytes(upTo: 8)
    case 2: return [0xFF, 0xFE] + random.bytes(upTo: 3000)
    default: return [0xFE, 0xFF] + random.bytes(upTo: 60)
    }
  }

  @Test func `offsets of the file are the same, asked one by one or many at once`() {
    var random = SeededGenerator(seed: 21)
    for _ in 0..<300 {
      let source = SourceText(decoding: file(&random))
      let offsets = OriginalOffsets(source)
      for place in stride(from: 0, through: source.count + 2, by: 7) {
        let place = TextOffset(source.scalarBoundary(atOrBefore: place))
        #expect(offsets.offset(of: place) == source.originalOffset(of: place))
      }
    }
  }

  @Test func `editing the file edits the text, and leaves all other bytes alone`() {
    var random = SeededGenerator(seed: 22)
    for _ in 0..<2_000 {
      let file = file(&random)
      let source = SourceText(decoding: file)
      var edits: [TextEdit] = []
      var place = 0
      while place < source.count && edits.count < 5 {
        let start = source.scalarBoundary(
          atOrBefore: place + Int.random(in: 0..<20, using: &random))
        let end = source.scalarBoundary(
          atOrBefore: min(source.count, start + Int.random(in: 0..<6, using: &random)))
        if start >= place {
          let text = String(decoding: random.text(of: ["x", "ß", "😀"], upTo: 3), as: UTF8.self)
          edits.append(TextEdit(TextRange(start, end), text))
        }
        place = max(place, end) + 4
      }
      let fileEdits = FixApplication.fileEdits(edits, of: source)
      let edited = FixApplication.apply(fileEdits, to: file)

      // Bytes that were not text must not become text by what now stands beside
      // them, so only files that are text can be compared as texts.
      if source.repairs.isEmpty {
        let text = SourceText(decoding: edited)
        #expect(text.utf8 == FixApplication.apply(edits, to: source.utf8))
        #expect(text.encoding == source.encoding)
      }
      var kept: [UInt8] = []
      var from = 0
      for edit in fileEdits {
        kept += file[from..<edit.range.lowerBound]
        from = edit.range.upperBound
      }
      kept += file[from...]
      var left = edited
      for (edit, shift) in zip(fileEdits, shifts(fileEdits)).reversed() {
        let start = edit.range.lowerBound + shift
        #expect(Array(left[start..<start + edit.replacement.count]) == edit.replacement)
        left.removeSubrange(start..<start + edit.replacement.count)
      }
      #expect(left == kept)
    }
  }

  /// How far each edit's place has moved by the edits before it.
  private func shifts(_ edits: [FileEdit]) -> [Int] {
    var shift = 0
    return edits.map { edit in
      defer { shift += edit.replacement.count - edit.range.count }
      return shift
    }
  }

  @Test func `an edit beside bytes that are not text leaves them`() {
    let file: [UInt8] = [0xEF, 0xBB, 0xBF, 0x61, 0xFF, 0xFE, 0x20, 0x20, 0x62]
    let source = SourceText(decoding: file)
    let edits = FixApplication.fileEdits([TextEdit(TextRange(7, 9), " ")], of: source)
    #expect(edits == [FileEdit(6..<8, [0x20])])
    #expect(
      FixApplication.apply(edits, to: file) == [0xEF, 0xBB, 0xBF, 0x61, 0xFF, 0xFE, 0x20, 0x62])
  }

  @Test func `text put into a UTF-16 file is UTF-16`() {
    let file: [UInt8] = [0xFE, 0xFF, 0x00, 0x61, 0x00, 0x62]
    let edits = FixApplication.fileEdits(
      [TextEdit(TextRange(1, 1), "é😀")], of: SourceText(decoding: file))
    #expect(
      FixApplication.apply(edits, to: file)
        == [0xFE, 0xFF, 0x00, 0x61, 0x00, 0xE9, 0xD8, 0x3D, 0xDE, 0x00, 0x00, 0x62])
  }
}

@Suite struct FixSelectionTests {
  private static let rule = Rule(
    id: "rule", summary: "For tests.", rationale: "For tests.", scope: .draft, flagged: [])

  private func diagnostic(_ edits: [TextEdit]) -> Diagnostic {
    Diagnostic(
      Finding(
        Self.rule, at: edits.first?.range ?? TextRange(0, 0), "For tests",
        fixes: [Fix("Fix it", edits, safety: .safe)]), severity: .warning)
  }

  @Test func `the edits picked are disjoint, in order, and none could be added`() {
    var random = SeededGenerator(seed: 23)
    for _ in 0..<500 {
      let diagnostics = (0..<Int.random(in: 0..<20, using: &random)).map { _ in
        let first = Int.random(in: 0..<60, using: &random)
        let edits = (0..<Int.random(in: 1..<3, using: &random)).map { index in
          let start = first + index * 7
          return TextEdit(
            TextRange(start, start + Int.random(in: 0..<5, using: &random)),
            Bool.random(using: &random) ? "x" : "")
        }
        return diagnostic(edits)
      }
      let selection = FixApplication.select(from: diagnostics)
      for (edit, next) in zip(selection.edits, selection.edits.dropFirst()) {
        #expect(edit.range.end <= next.range.start && edit.range.start < next.range.start)
      }
      let settled = diagnostics.filter { diagnostic in
        diagnostic.finding.fixes.flatMap(\.edits).allSatisfy(selection.edits.contains)
      }
      #expect(settled.count >= selection.count)
      for diagnostic in diagnostics where !settled.contains(diagnostic) {
        let meets = diagnostic.finding.fixes.flatMap(\.edits).contains { edit in
          selection.edits.contains { other in
            other.range.start <= edit.range.end && edit.range.start <= other.range.end
          }
        }
        #expect(meets)
      }
    }
  }

  @Test func `a hundred thousand fixes are picked quickly`() {
    let diagnostics = (0..<100_000).map { index in
      diagnostic([TextEdit(TextRange(index * 3, index * 3 + 1), "x")])
    }
    #expect(FixApplication.select(from: diagnostics).count == 100_000)
  }
}
