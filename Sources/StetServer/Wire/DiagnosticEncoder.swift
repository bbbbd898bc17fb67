package import JSON
package import StetCore

/// Writes diagnostics as the protocol wants them.
package struct DiagnosticEncoder: Sendable {
  /// Where the pages of the rules are, up to the rule's id.
  package static let rulePages = "https://github.com/stet-editor/stet/blob/main/docs/rules/"

  private let capabilities: DiagnosticCapabilities
  private let encoding: PositionEncoding
  private let uri: String
  private let converter: PositionConverter
  private let related: @Sendable (String) -> (uri: String, source: SourceText)?

  /// Makes an encoder for the diagnostics of one document.
  ///
  /// - Parameter related: finds another draft that a diagnostic points at, by the
  ///   name that it was analyzed under; places in drafts that it does not find are
  ///   left out.
  package init(
    _ client: ClientCapabilities, uri: String, source: SourceText,
    related: @escaping @Sendable (String) -> (uri: String, source: SourceText)? = { _ in nil }
  ) {
    capabilities = client.diagnostics
    encoding = client.positionEncoding
    self.uri = uri
    self.converter = PositionConverter(source, client.positionEncoding)
    self.related = related
  }

  /// The bytes of a JSON array of diagnostics. Linear in them and the lines they
  /// stand in, when they are in order.
  package func array(of diagnostics: [Diagnostic]) -> [UInt8] {
    var writer = JSONWriter()
    var places = converter
    writer.array { writer in
      for diagnostic in diagnostics { write(diagnostic, &places, to: &writer) }
    }
    return writer.take()
  }

  private func write(
    _ diagnostic: Diagnostic, _ places: inout PositionConverter, to writer: inout JSONWriter
  ) {
    let finding = diagnostic.finding
    let rule = diagnostic.rule
    // What belongs to a diagnostic mostly stands behind its start; a converter
    // that has come that far need not count a long line from its beginning.
    let before = places
    writer.object { writer in
      writer.key("range")
      writer.range(finding.range, &places)
      writer.member("severity", diagnostic.severity.protocolValue)
      writer.member("code", rule)
      if capabilities.codeDescription {
        writer.key("codeDescription")
        writer.object { $0.member("href", "\(Self.rulePages)\(rule).md") }
      }
      writer.member("source", "stet")
      writer.member("message", finding.message)
      if capabilities.unnecessaryTag && finding.tags.contains(.unnecessary) {
        writer.key("tags")
        writer.array { $0.integer(1) }
      }
      if capabilities.related && !finding.related.isEmpty {
        writer.key("relatedInformation")
        writer.array { writer in
          for place in finding.related { write(place, before, to: &writer) }
        }
      }
      if capabilities.data {
        writer.key("data")
        writer.object { writer in
          writer.member("rule", rule)
          if !finding.fixes.isEmpty {
            writer.key("fixes")
            writer.array { writer in
              for fix in finding.fixes { write(fix, before, to: &writer) }
            }
          }
        }
      }
    }
  }

  private func write(
    _ place: RelatedPlace, _ before: PositionConverter, to writer: inout JSONWriter
  ) {
    var places = before
    var uri = uri
    if let name = place.draft {
      guard let other = related(name) else { return }
      places = PositionConverter(other.source, encoding)
      uri = other.uri
    }
    writer.object { writer in
      writer.key("location")
      writer.object { writer in
        writer.member("uri", uri)
        writer.key("range")
        writer.range(place.range, &places)
      }
      writer.member("message", place.message)
    }
  }

  private func write(_ fix: Fix, _ before: PositionConverter, to writer: inout JSONWriter) {
    var places = before
    writer.object { writer in
      writer.member("title", fix.title)
      writer.member("safety", fix.safety.rawValue)
      writer.member("preferred", fix.isPreferred)
      writer.key("edits")
      writer.array { writer in
        for edit in fix.edits {
          writer.object { writer in
            writer.key("range")
            writer.range(edit.range, &places)
            writer.member("newText", edit.replacement)
          }
        }
      }
    }
  }
}

extension Severity {
  /// The protocol's number.
  package var protocolValue: Int {
    switch self {
    case .error: 1
    case .warning: 2
    case .information: 3
    case .hint: 4
    }
  }
}

extension JSONWriter {
  /// Writes a `Position` of the protocol.
  package mutating func position(_ position: Position) {
    object {
      $0.member("line", position.line)
      $0.member("character", position.column)
    }
  }

  /// Writes a `Range` of the protocol.
  package mutating func range(_ range: TextRange, _ places: inout PositionConverter) {
    let start = places.position(of: range.start)
    let end = places.position(of: range.end)
    object {
      $0.key("start")
      $0.position(start)
      $0.key("end")
      $0.position(end)
    }
  }
}
