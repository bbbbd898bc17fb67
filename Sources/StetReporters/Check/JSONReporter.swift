package import JSON
package import StetCore

/// Writes what was found as one JSON object; `docs/check-output.schema.json`
/// says what is in it.
///
/// Every draft checked is listed, one on a line, so that a reader knows which
/// drafts are clean and can take the output line by line.
package struct JSONReporter: Reporter {
  /// Makes a reporter.
  package init() {}

  /// The version of the format. Within one version members are only added.
  package static let version = 1

  /// The opening of the object.
  package var header: [UInt8] { Array("{\"version\":\(Self.version),\"files\":[\n".utf8) }

  /// A comma and a line break.
  package var separator: [UInt8] { Array(",\n".utf8) }

  /// The object of one draft.
  package func render(_ report: FileReport) -> [UInt8] {
    var writer = JSONWriter()
    var encoder = DiagnosticEncoder(report)
    writer.object {
      $0.member("path", report.path)
      $0.key("diagnostics")
      $0.array { writer in
        for diagnostic in report.diagnostics { encoder.encode(diagnostic, to: &writer) }
      }
    }
    return writer.bytes
  }

  /// The sums, and the end of the object.
  package func footer(_ tally: Tally) -> [UInt8] {
    var writer = JSONWriter()
    writer.object {
      $0.member("files", tally.files)
      $0.member("filesWithDiagnostics", tally.filesWithDiagnostics)
      $0.member("diagnostics", tally.total)
      for severity in Severity.allCases {
        $0.member(severity.rawValue, tally.count(of: severity))
      }
      $0.member("fixable", tally.fixable)
      $0.member("fixableUnsafely", tally.fixableUnsafely)
      $0.member("fixed", tally.fixed)
    }
    return Array("\n],\"summary\":".utf8) + writer.bytes + Array("}\n".utf8)
  }
}

/// Writes the diagnostics of one draft as JSON objects.
package struct DiagnosticEncoder {
  /// A part of a draft that readers of the output know as a text of its own.
  package struct Part: Sendable {
    /// The name by which related places refer to it.
    package let name: String
    /// Where the part stands in the draft's text. It begins with a line.
    package let text: TextRange
    /// Bytes of the file before it.
    package let offset: Int
    /// Lines before it.
    package let line: Int

    /// Makes a part.
    package init(name: String, text: TextRange, offset: Int, line: Int) {
      self.name = name
      self.text = text
      self.offset = offset
      self.line = line
    }
  }

  private let report: FileReport
  private let parts: [Part]
  private let offsets: OriginalOffsets
  private var starts: PositionConverter
  private var ends: PositionConverter

  /// Makes an encoder of the diagnostics of `report`, whose draft is one text.
  package init(_ report: FileReport) {
    let whole = Part(name: report.path, text: report.source.range, offset: 0, line: 0)
    self.init(report, parts: [whole])
  }

  /// Makes an encoder of the diagnostics of `report`, whose draft was put
  /// together from `parts`, in order.
  package init(_ report: FileReport, parts: [Part]) {
    self.report = report
    self.parts = parts
    offsets = OriginalOffsets(report.source)
    starts = PositionConverter(report.source, .utf32)
    ends = starts
  }

  /// The index of the part that a place lies in; what lies between two parts
  /// belongs to the first of them. O(log parts).
  package func part(of place: TextOffset) -> Int {
    var low = 0
    var high = parts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if parts[middle].text.start <= place { low = middle } else { high = middle }
    }
    return low
  }

  /// Writes one diagnostic. Offsets and lengths are bytes of the file, or of the
  /// part that the diagnostic lies in; it is cut where that part ends, and fixes
  /// that reach outside the part are left out.
  package mutating func encode(_ diagnostic: Diagnostic, to writer: inout JSONWriter) {
    let finding = diagnostic.finding
    let index = part(of: finding.range.start)
    guard parts.indices.contains(index) else { return }
    let part = parts[index]
    let range = Self.clip(finding.range, to: part)
    let start = starts.position(of: range.start)
    let end = ends.position(of: range.end)
    writer.object { writer in
      writer.member("rule", finding.rule)
      writer.member("severity", diagnostic.severity.rawValue)
      writer.member("message", finding.message)
      if let confidence = finding.confidence {
        writer.key("confidence")
        writer.number(min(max(confidence, 0), 1))
      }
      encode(range, in: part, to: &writer)
      writer.key("start")
      Self.encode(start, in: part, to: &writer)
      writer.key("end")
      Self.encode(end, in: part, to: &writer)
      writer.key("related")
      writer.array { writer in
        for place in finding.related { encode(place, to: &writer) }
      }
      writer.key("suggestions")
      writer.array { writer in
        for suggestion in finding.suggestions { writer.string(suggestion) }
      }
      writer.key("fixes")
      writer.array { writer in
        for fix in finding.fixes
        where fix.edits.allSatisfy({ part.text.contains($0.range) }) {
          encode(fix, in: part, to: &writer)
        }
      }
    }
  }

  private static func clip(_ range: TextRange, to part: Part) -> TextRange {
    let start = min(max(range.start, part.text.start), part.text.end)
    return TextRange(start: start, end: min(max(range.end, start), part.text.end))
  }

  private func encode(_ range: TextRange, in part: Part, to writer: inout JSONWriter) {
    let bytes = offsets.range(of: range)
    writer.member("offset", bytes.lowerBound - part.offset)
    writer.member("length", bytes.count)
  }

  private static func encode(
    _ position: Position, in part: Part, to writer: inout JSONWriter
  ) {
    writer.object {
      $0.member("line", position.line - part.line + 1)
      $0.member("column", position.column + 1)
    }
  }

  private func encode(_ place: RelatedPlace, to writer: inout JSONWriter) {
    writer.object {
      if let draft = place.draft, draft != report.path {
        let bytes =
          report.text(draft).map { OriginalOffsets($0).range(of: place.range) }
          ?? place.range.utf8
        $0.member("path", draft)
        $0.member("offset", bytes.lowerBound)
        $0.member("length", bytes.count)
      } else {
        let part = parts[part(of: place.range.start)]
        $0.member("path", part.name)
        encode(Self.clip(place.range, to: part), in: part, to: &$0)
      }
      $0.member("message", place.message)
    }
  }

  private func encode(_ fix: Fix, in part: Part, to writer: inout JSONWriter) {
    writer.object {
      $0.member("title", fix.title)
      $0.member("safety", fix.safety.rawValue)
      $0.member("preferred", fix.isPreferred)
      $0.key("edits")
      $0.array { writer in
        for edit in fix.edits {
          writer.object {
            encode(edit.range, in: part, to: &$0)
            $0.member("text", edit.replacement)
          }
        }
      }
    }
  }
}
