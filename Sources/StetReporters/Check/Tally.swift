package import StetCore

/// The sums of a run.
package struct Tally: Hashable, Sendable {
  /// Drafts checked.
  package var files = 0
  /// Drafts in which something was found.
  package var filesWithDiagnostics = 0
  /// Diagnostics by severity.
  package private(set) var counts: [Severity: Int] = [:]
  /// Diagnostics that have a safe fix.
  package private(set) var fixable = 0
  /// Diagnostics that have no safe fix but an unsafe one.
  package private(set) var fixableUnsafely = 0
  /// Diagnostics settled by fixes in this run.
  package var fixed = 0
  /// Drafts that fixes have changed in this run.
  package var filesFixed = 0

  /// The sums of nothing.
  package init() {}

  /// The sums of one draft.
  package init(of diagnostics: [Diagnostic]) {
    files = 1
    filesWithDiagnostics = diagnostics.isEmpty ? 0 : 1
    for diagnostic in diagnostics {
      counts[diagnostic.severity, default: 0] += 1
      let safeties = Set(
        diagnostic.finding.fixes.filter { !$0.edits.isEmpty }.map(\.safety))
      if safeties.contains(.safe) {
        fixable += 1
      } else if safeties.contains(.unsafe) {
        fixableUnsafely += 1
      }
    }
  }

  /// How many diagnostics of a severity there are.
  package func count(of severity: Severity) -> Int { counts[severity] ?? 0 }

  /// How many diagnostics there are.
  package var total: Int { counts.values.reduce(0, +) }

  /// Whether some diagnostic matters at least as much as `severity`.
  package func reaches(_ severity: Severity) -> Bool {
    counts.contains { $0.key >= severity && $0.value > 0 }
  }

  /// Adds the sums of other drafts.
  package static func += (sums: inout Tally, other: Tally) {
    sums.files += other.files
    sums.filesWithDiagnostics += other.filesWithDiagnostics
    sums.counts.merge(other.counts, uniquingKeysWith: +)
    sums.fixable += other.fixable
    sums.fixableUnsafely += other.fixableUnsafely
    sums.fixed += other.fixed
    sums.filesFixed += other.filesFixed
  }
}
