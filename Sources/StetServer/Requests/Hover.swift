import JSON
import JSONRPC
import StetCore

/// `textDocument/hover`: why a place is flagged, what could stand there, and
/// where its question is asked too.
enum Hover: RequestHandler {
  static let method = "textDocument/hover"

  static func announce(in capabilities: inout ServerCapabilities, to client: ClientCapabilities) {
    capabilities.set("hoverProvider", to: .bool(true))
  }

  /// The most twins that are listed.
  private static let twinLimit = 10
  /// The most suggestions that are listed.
  private static let suggestionLimit = 8

  static func answer(
    _ params: Params, in session: Session, call: Call
  ) throws(ResponseError) -> Answer {
    let uri = try params.documentURI()
    let position = try params.member("position").position()
    let formats = session.client.value("textDocument", "hover", "contentFormat")?.array
    let isMarkdown = formats?.compactMap(\.string).first { $0 == "markdown" || $0 == "plaintext" }
    let style: Prose = isMarkdown == "markdown" ? .markdown : .plain
    let find = session.finder(ofDiagnosticsIn: uri)
    let registry = session.environment.registry
    let view = session.workspaceView
    return session.answerBeside(about: uri) { document, files in
      let offset = document.offset(of: position)
      let line = document.source.contentRange(
        ofLine: document.source.line(containing: offset))
      let hit = find(document).filter { diagnostic in
        // An empty range is a place between letters; at the end of a line there
        // is only the letter before.
        diagnostic.range.contains(offset)
          || (diagnostic.range.end == offset
            && (diagnostic.range.isEmpty || offset == line.end))
      }
      var sections = hit.map { text(of: $0, registry.rule(named: $0.rule), style) }
      var range = hit.map(\.range).min { $0.length < $1.length }
      if let (block, _) = document.askings(at: offset),
        let askings = Askings(at: offset, of: document, among: files()),
        askings.all.count > 1
      {
        sections.append(text(of: askings, view, style))
        range = range ?? document.draft.wordingRange(ofBlock: block)
      }
      guard let range else { return .null }
      var places = PositionConverter(document.source, document.encoding)
      return .json { writer in
        writer.object { writer in
          writer.key("contents")
          writer.object {
            $0.member("kind", style == .markdown ? "markdown" : "plaintext")
            $0.member(
              "value", sections.joined(separator: style == .markdown ? "\n\n---\n\n" : "\n\n"))
          }
          writer.key("range")
          writer.range(range, &places)
        }
      }
    }
  }

  /// What there is to say of a diagnostic.
  private static func text(of diagnostic: Diagnostic, _ rule: Rule?, _ style: Prose) -> String {
    var parts = ["\(style.strong(diagnostic.rule)): \(style.text(diagnostic.message))"]
    let suggestions = diagnostic.finding.suggestions.prefix(suggestionLimit)
    if !suggestions.isEmpty {
      parts.append("Perhaps: " + suggestions.map(style.literal).joined(separator: ", "))
    }
    // The rationale is written as Markdown by whoever wrote the rule.
    if let rule { parts.append(rule.rationale) }
    let page = "\(DiagnosticEncoder.rulePages)\(diagnostic.rule).md"
    parts.append(style.link("About this rule", to: page))
    return parts.joined(separator: "\n\n")
  }

  /// Where else a question is asked.
  private static func text(of askings: Askings, _ view: WorkspaceView, _ style: Prose) -> String {
    var lines = ["Asked elsewhere too:"]
    for asking in askings.others.prefix(twinLimit) {
      let line = asking.entry.words.lowerBound.line + 1
      let place = "\(view.display(asking.uri)), line \(line)"
      let link = style.link(place, to: "\(asking.uri)#L\(line)", showsTarget: false)
      lines.append("- \(link): \(style.text(asking.entry.name))")
    }
    let rest = askings.others.count - twinLimit
    if rest > 0 { lines.append("- and in \(rest) more \(rest == 1 ? "place" : "places")") }
    // A list needs a blank line before it.
    return lines[0] + "\n\n" + lines.dropFirst().joined(separator: "\n")
  }
}

/// Text as a client shows it.
package enum Prose: Hashable, Sendable {
  case markdown
  case plain

  /// Text of others, shown as it is.
  package func text(_ text: String) -> String {
    guard self == .markdown else { return text }
    var output = ""
    for scalar in text.unicodeScalars {
      if scalar.value < 0x80, UInt8(scalar.value).isASCIIPunctuation,
        "\\`*_{}[]<>()#+-.!|~&$".unicodeScalars.contains(scalar)
      {
        output.unicodeScalars.append("\\")
      }
      output.unicodeScalars.append(scalar.value == 0x0A || scalar.value == 0x0D ? " " : scalar)
    }
    return output
  }

  /// A name that stands out.
  func strong(_ name: String) -> String { self == .markdown ? "**\(text(name))**" : name }

  /// A text that may be typed as it is.
  func literal(_ text: String) -> String {
    // A code span cannot hold a line break, and needs a fence for its own marks.
    guard self == .markdown, !text.utf8.contains(UInt8(ascii: "`")), !text.isEmpty else {
      return "“\(self.text(text))”"
    }
    return "`\(text)`"
  }

  /// A link; in plain text with its target behind it, unless it tells nothing.
  func link(_ words: String, to target: String, showsTarget: Bool = true) -> String {
    if self == .markdown { return "[\(text(words))](<\(target)>)" }
    return showsTarget ? "\(words): \(target)" : words
  }
}
