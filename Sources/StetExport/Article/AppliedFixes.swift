import StetCore

/// The edits that fixes make inside the text of an article, in order.
struct AppliedFixes: Sendable {
  /// An edit and where it comes from.
  struct Edit: Sendable {
    var range: TextRange
    var replacement: String
    var rule: String
    var isSafe: Bool
  }

  /// Rules whose faults cleaning settles itself, by what it does with blocks, or
  /// by ``Typography``.
  private static let settled: Set<String> = [
    "site-chrome", "answer-label", "repeated-question", "extra-spaces", "double-hyphen",
    "unused-suppression", "invalid-suppression", "missing-section", "truncated-answer",
  ]

  /// Rules whose fix cleaning always makes, as nothing is lost by it: the text
  /// stands elsewhere in the article.
  private static let always: Set<String> = ["repeated-definition"]

  private let edits: [Edit]

  /// The edits of the fixes that diagnostics offer and `options` ask for.
  init(_ diagnostics: [Diagnostic], _ options: CleaningOptions) {
    guard options.fixes != .none else {
      edits = []
      return
    }
    var origins: [TextEdit: (rule: String, isSafe: Bool)] = [:]
    let candidates = diagnostics.filter { !Self.settled.contains($0.rule) }
    let (folding, others) = candidates.reduce(into: ([Diagnostic](), [Diagnostic]())) {
      if Self.always.contains($1.rule) { $0.0.append($1) } else { $0.1.append($1) }
    }
    for diagnostic in candidates {
      for fix in diagnostic.finding.fixes {
        for edit in fix.edits where origins[edit] == nil {
          origins[edit] = (diagnostic.rule, fix.safety == .safe)
        }
      }
    }
    let first = FixApplication.select(from: folding, safeties: [.safe, .unsafe]).edits
    let second = FixApplication.select(from: others, safeties: options.safeties).edits
    let free = second.filter { edit in
      !first.contains { $0.range.overlaps(edit.range) || $0.range == edit.range }
    }
    edits = (first + free)
      .sorted { ($0.range.start, $0.range.end) < ($1.range.start, $1.range.end) }
      .map { edit in
        let origin = origins[edit]
        return Edit(
          range: edit.range, replacement: edit.replacement, rule: origin?.rule ?? "fix",
          isSafe: origin?.isSafe ?? false)
      }
  }

  /// The edits that lie in `range`. O(log edits).
  func edits(in range: TextRange) -> ArraySlice<Edit> {
    var low = 0
    var high = edits.count
    while low < high {
      let middle = (low + high) / 2
      if edits[middle].range.start < range.start { low = middle + 1 } else { high = middle }
    }
    var end = low
    while end < edits.count, edits[end].range.start <= range.end { end += 1 }
    return edits[low..<end].filter { $0.range.end <= range.end }[...]
  }
}
