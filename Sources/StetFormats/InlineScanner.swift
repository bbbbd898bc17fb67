package import StetCore

/// Finds what inside prose is not prose.
package enum InlineScanner {
  /// The URLs, addresses, paths and identifiers in a range of a text, in order.
  package static func technicalSpans(in source: SourceText, range: TextRange) -> [InlineSpan] {
    []
  }
}
