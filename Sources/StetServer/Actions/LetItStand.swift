import StetCore

/// Finds the mark that lets a finding stand.
enum LetItStand {
  /// The edits that suppress a diagnostic: the narrowest mark after which it is
  /// gone, nothing new is said, and nothing is silent but findings of its rule.
  /// Each mark is tried on the text itself. `nil` where none works.
  static func edits(for diagnostic: Diagnostic, in snapshot: DocumentSnapshot) -> [TextEdit]? {
    let draft = snapshot.analysis.draft
    let syntax: SuppressionMarks.Syntax? =
      switch draft.format {
      case .plainText: .brackets
      case .html, .xml: .html
      // JSON has no comments.
      case .jsonLines: nil
      case .markdown:
        DocumentURI.fileExtension(of: snapshot.uri)?.lowercased() == "mdx" ? .mdx : .html
      }
    guard let syntax else { return nil }
    let candidates = SuppressionMarks.candidates(
      for: diagnostic.rule, at: diagnostic.range, in: draft, syntax)
    return candidates.first { works($0, for: diagnostic, in: snapshot) }
  }

  /// What makes a diagnostic the same one in another state of the text.
  private struct Key: Hashable {
    var rule: String
    var start: Int
  }

  private static func works(
    _ edits: [TextEdit], for diagnostic: Diagnostic, in snapshot: DocumentSnapshot
  ) -> Bool {
    let shift = Shift(edits)
    var expected: [Key: Int] = [:]
    for old in snapshot.analysis.diagnostics {
      expected[Key(rule: old.rule, start: shift.place(of: old.range.start)), default: 0] += 1
    }
    for new in snapshot.analysis(after: edits).diagnostics {
      let key = Key(rule: new.rule, start: new.range.start.utf8)
      guard let count = expected[key], count > 0 else { return false }
      expected[key] = count - 1
    }
    let target = Key(rule: diagnostic.rule, start: shift.place(of: diagnostic.range.start))
    return expected.allSatisfy { key, count in
      key == target ? count > 0 : count == 0 || key.rule == diagnostic.rule
    }
  }

  /// Where places of a text are after edits that only insert.
  private struct Shift {
    private let edits: [TextEdit]

    init(_ edits: [TextEdit]) { self.edits = edits }

    func place(of offset: TextOffset) -> Int {
      edits.reduce(offset.utf8) { place, edit in
        edit.range.start <= offset ? place + edit.replacement.utf8.count : place
      }
    }
  }
}
