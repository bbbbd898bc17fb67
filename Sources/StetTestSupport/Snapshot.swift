public import StetCore

/// Diagnostics as text, for comparison with what is expected.
public enum Snapshot {
  /// One line for each diagnostic: where it is, what it covers, what it says;
  /// lines and columns from 1, columns in Unicode scalars.
  public static func render(_ diagnostics: [Diagnostic], in source: SourceText) -> String {
    diagnostics.map { diagnostic in
      let start = source.position(of: diagnostic.range.start, in: .utf32)
      let text = source.string(in: diagnostic.range)
      let covered = text.unicodeScalars.count > 40 ? text.prefix(37) + "…" : text[...]
      return
        "\(start.line + 1):\(start.column + 1) \(diagnostic.severity.rawValue) \(diagnostic.rule) "
        + "\(covered.debugDescription) \(diagnostic.message)\n"
    }.joined()
  }
}
