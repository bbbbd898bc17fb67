import StetCore

/// Writes what was found for people: place, message, the line with the place
/// marked, and what would mend it.
package struct TextReporter: Reporter {
  private let style: Style
  private let isQuiet: Bool
  private let isFixing: Bool

  /// Makes a reporter. A quiet one leaves out the sums at the end; one for a run
  /// with `--fix` does not advise to use it.
  package init(style: Style, isQuiet: Bool = false, isFixing: Bool = false) {
    self.style = style
    self.isQuiet = isQuiet
    self.isFixing = isFixing
  }

  /// Nothing.
  package var header: [UInt8] { [] }

  /// Nothing: every finding ends with a blank line.
  package var separator: [UInt8] { [] }

  /// The findings of one draft, each followed by a blank line.
  package func render(_ report: FileReport) -> [UInt8] {
    var output = ""
    var starts = PositionConverter(report.source, .utf32)
    var ends = starts
    var related = starts
    for diagnostic in report.diagnostics {
      let start = starts.position(of: diagnostic.range.start)
      let end = ends.position(of: diagnostic.range.end)
      let path = VisibleText.visible(report.path)
      output += style.paint("\(path):\(start.line + 1):\(start.column + 1)", .path)
      output += ": "
      output += style.paint(diagnostic.severity.rawValue, .severity(diagnostic.severity))
      output += style.paint("[\(diagnostic.rule)]", .rule)
      output += " \(VisibleText.visible(diagnostic.message))\n"

      let number = String(start.line + 1)
      let gutter = String(repeating: " ", count: number.utf8.count)
      appendExcerpt(of: diagnostic, number, gutter, from: start, to: end, report, &output)
      for place in diagnostic.finding.related {
        let location = location(of: place, in: report, &related)
        appendHint(
          gutter, style.paint("note", .note),
          "\(VisibleText.visible(place.message)): \(location)", &output)
      }
      appendAdvice(for: diagnostic.finding, gutter, &output)
      output += "\n"
    }
    return Array(output.utf8)
  }

  // MARK: Parts of a finding

  private func appendExcerpt(
    of diagnostic: Diagnostic, _ number: String, _ gutter: String, from start: Position,
    to end: Position, _ report: FileReport, _ output: inout String
  ) {
    let columns = style.columns - gutter.utf8.count - 3
    let excerpt = Excerpt(of: diagnostic.range, in: report.source, columns: columns)
    output += style.paint("\(number) |", .gutter)
    if !excerpt.text.isEmpty { output += " \(excerpt.text)" }
    output += "\n"
    output += style.paint("\(gutter) |", .gutter)
    output += String(repeating: " ", count: excerpt.column + 1)
    output += style.paint(
      String(repeating: "^", count: excerpt.width), .severity(diagnostic.severity))
    // A range that ends at the start of a line ends with the line before.
    let lastLine = end.column == 0 && end.line > start.line ? end.line - 1 : end.line
    if lastLine > start.line {
      output += style.paint(" to line \(lastLine + 1)", .severity(diagnostic.severity))
    }
    output += "\n"
  }

  private func appendHint(
    _ gutter: String, _ label: String, _ text: String, _ output: inout String
  ) {
    output += style.paint("\(gutter) =", .gutter)
    output += " \(label): \(text)\n"
  }

  private func location(
    of place: RelatedPlace, in report: FileReport, _ converter: inout PositionConverter
  ) -> String {
    let path = place.draft ?? report.path
    let position: Position
    if path == report.path {
      position = converter.position(of: place.range.start)
    } else if let source = report.text(path) {
      position = source.position(of: place.range.start, in: .utf32)
    } else {
      return VisibleText.visible(path)
    }
    return "\(VisibleText.visible(path)):\(position.line + 1):\(position.column + 1)"
  }

  private func appendAdvice(for finding: Finding, _ gutter: String, _ output: inout String) {
    let fixes = finding.fixes.filter { !$0.edits.isEmpty }
    if let fix = fixes.first(where: \.isPreferred) ?? fixes.first {
      let more = fixes.count > 1 ? ", or \(fixes.count - 1) more" : ""
      appendHint(
        gutter, style.paint("fix", .fix),
        "\(VisibleText.visible(fix.title)) (\(fix.safety.rawValue)\(more))", &output)
    } else if !finding.suggestions.isEmpty {
      let shown = finding.suggestions.prefix(3).map { "“\(VisibleText.visible($0))”" }
      appendHint(gutter, style.paint("help", .fix), "try \(shown.joined(separator: ", "))", &output)
    }
  }

  // MARK: The sums

  /// One line with the sums; nothing in a quiet run.
  package func footer(_ tally: Tally) -> [UInt8] {
    isQuiet ? [] : Array((summary(of: tally) + "\n").utf8)
  }

  /// The sums in words: `12 errors, 3 warnings in 2 of 14 files; 5 can be fixed
  /// with --fix`.
  package func summary(of tally: Tally) -> String {
    var text = ""
    if tally.fixed > 0 {
      let fixed = "Fixed \(tally.fixed) in \(Self.count(tally.filesFixed, "file"))"
      text += style.paint(fixed, .fix) + "; "
    }
    guard tally.total > 0 else {
      if tally.files == 0 { return text + "No drafts to check" }
      let clean = "\(tally.fixed > 0 ? "nothing left" : "Nothing found") in "
      return text + clean + Self.count(tally.files, "file")
    }
    let counts = Severity.allCases.compactMap { severity -> String? in
      let count = tally.count(of: severity)
      guard count > 0 else { return nil }
      // `information` has no plural.
      let noun = severity == .information ? "note" : severity.rawValue
      return style.paint(Self.count(count, noun), .severity(severity))
    }
    text += counts.joined(separator: ", ")
    if tally.filesWithDiagnostics < tally.files {
      text += " in \(tally.filesWithDiagnostics) of \(Self.count(tally.files, "file"))"
    } else {
      text += " in \(Self.count(tally.files, "file"))"
    }
    guard !isFixing else { return text }
    switch (tally.fixable, tally.fixableUnsafely) {
    case (0, 0): break
    case (0, let unsafe): text += "; \(unsafe) can be fixed with --fix --unsafe-fixes"
    case (let safe, 0): text += "; \(safe) can be fixed with --fix"
    case (let safe, let unsafe):
      text += "; \(safe) can be fixed with --fix, \(unsafe) more with --unsafe-fixes"
    }
    return text
  }

  /// What a run that only shows differences says at its end.
  package func diffSummary(of tally: Tally) -> String {
    guard tally.fixed > 0 else { return "Nothing to fix in \(Self.count(tally.files, "file"))" }
    return "Would fix \(tally.fixed) in \(Self.count(tally.filesFixed, "file"))"
  }

  private static func count(_ count: Int, _ noun: String) -> String {
    count == 1 ? "1 \(noun)" : "\(count) \(noun)s"
  }
}
