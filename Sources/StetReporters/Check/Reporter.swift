package import StetCore

/// What was found in one draft.
package struct FileReport: Sendable {
  /// The draft's path, as it is to be shown.
  package let path: String
  /// The draft's text.
  package let source: SourceText
  /// What was found, in order.
  package let diagnostics: [Diagnostic]
  /// The text of another draft that a related place lies in, by its path; `nil`
  /// when it can't be had.
  package let text: @Sendable (_ path: String) -> SourceText?

  /// Makes a report.
  package init(
    path: String, source: SourceText, diagnostics: [Diagnostic],
    text: @escaping @Sendable (_ path: String) -> SourceText? = { _ in nil }
  ) {
    self.path = path
    self.source = source
    self.diagnostics = diagnostics
    self.text = text
  }
}

/// Turns what was found into output.
///
/// Drafts are rendered one by one, on any thread; the whole is ``header``, the
/// drafts with ``separator`` between those that are not empty, and the footer.
package protocol Reporter: Sendable {
  /// What stands before all drafts.
  var header: [UInt8] { get }
  /// What stands between two drafts.
  var separator: [UInt8] { get }
  /// What was found in one draft.
  func render(_ report: FileReport) -> [UInt8]
  /// What stands after all drafts.
  func footer(_ tally: Tally) -> [UInt8]
}
