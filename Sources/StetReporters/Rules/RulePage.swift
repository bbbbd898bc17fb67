import JSON
package import StetCore
import StetFormats

/// Everything there is to say of one rule, made from its ``Rule`` value; its
/// examples show what the rule itself finds in them.
package struct RulePage: Sendable {
  private let rule: Rule
  private let registry: AnalyzerRegistry

  /// Makes the page of a rule that an analyzer in `registry` reports.
  package init(_ rule: Rule, in registry: AnalyzerRegistry) {
    self.rule = rule
    self.registry = registry
  }

  // MARK: For the terminal

  /// The page as text for the terminal, its paragraphs as wide as the style's
  /// lines but no wider than reads well.
  package func text(style: Style) -> String {
    let width = min(style.columns, 88)
    var output = style.paint(rule.id, .heading) + "  "
    output += style.paint(
      rule.defaultSeverity.rawValue, .severity(rule.defaultSeverity))
    if !rule.enabledByDefault { output += ", off unless it is turned on" }
    output += style.paint("  since \(rule.since)", .faint) + "\n\n"
    output += Self.wrapped(rule.summary, width, indent: "")
    output += "\n" + style.paint("Why", .heading) + "\n"
    output += Self.wrapped(rule.rationale, width, indent: "  ")
    output += "\n" + style.paint("How", .heading) + "\n"
    output += Self.wrapped("Looks at \(rule.scope.description).", width, indent: "  ")
    output += Self.wrapped(fixSentence, width, indent: "  ")
    if !rule.aliases.isEmpty {
      output += Self.wrapped(
        "Formerly \(rule.aliases.joined(separator: ", ")).", width, indent: "  ")
    }
    if !rule.options.isEmpty {
      output += "\n" + style.paint("Options", .heading) + "\n"
      for option in rule.options {
        output += "  \(style.paint(option.name, .path)): \(option.expectation); "
        output += "\(Self.shown(option.defaultValue)) by default\n"
        output += Self.wrapped(option.summary, width, indent: "    ")
      }
    }
    if !rule.flagged.isEmpty {
      output += "\n" + style.paint("Found", .heading) + "\n"
      for example in rule.flagged { output += findings(in: example, style: style, "  ") + "\n" }
    }
    if !rule.accepted.isEmpty {
      if rule.flagged.isEmpty { output += "\n" }
      output += style.paint("Not found", .heading) + "\n"
      for example in rule.accepted {
        output += Self.quoted(example.draft, bar: "  " + style.paint("|", .gutter)) + "\n"
        if let other = example.other {
          output += "  " + style.paint("beside another draft:", .faint) + "\n"
          output += Self.quoted(other, bar: "  " + style.paint("|", .gutter)) + "\n"
        }
      }
    }
    if rule.flagged.isEmpty && rule.accepted.isEmpty { output += "\n" }
    output += style.paint("To leave it out", .heading) + "\n"
    for (place, marks) in suppressions {
      output += "  \(place): \(marks.joined(separator: " or "))\n"
    }
    return output
  }

  /// What `example` looks like in the output of `stet check`, and after it what
  /// the draft is once fixed.
  private func findings(in example: Rule.Example, style: Style, _ indent: String) -> String {
    let source = SourceText(example.draft)
    var output = ""
    let lines = source.lineStarts.count
    for diagnostic in diagnostics(for: example) {
      let start = source.position(of: diagnostic.range.start, in: .utf32)
      let number = lines > 1 ? "\(start.line + 1) " : ""
      let excerpt = Excerpt(of: diagnostic.range, in: source, columns: style.columns - 8)
      let blank = String(repeating: " ", count: number.utf8.count)
      output += indent + style.paint("\(number)|", .gutter) + " \(excerpt.text)\n"
      output += indent + style.paint("\(blank)|", .gutter)
      output += String(repeating: " ", count: excerpt.column + 1)
      output += style.paint(
        String(repeating: "^", count: excerpt.width), .severity(diagnostic.severity))
      output += " \(VisibleText.visible(diagnostic.message))\n"
    }
    if output.isEmpty {
      output += Self.quoted(example.draft, bar: indent + style.paint("|", .gutter))
    }
    if let other = example.other {
      output += indent + style.paint("beside another draft:", .faint) + "\n"
      output += Self.quoted(other, bar: indent + style.paint("|", .gutter))
    }
    if let fixed = example.fixed {
      output += indent + style.paint("fixed:", .fix) + "\n"
      output += Self.quoted(fixed, bar: indent + style.paint("|", .gutter))
    }
    return output
  }

  /// What the rule finds in one of its examples.
  private func diagnostics(for example: Rule.Example) -> [Diagnostic] {
    var configuration = Configuration()
    // The engine's own rules speak of others, which must report for that.
    if !Engine.rules.contains(rule) { configuration.selectedRules = [rule.id] }
    configuration.rules[rule.id] = Configuration.RuleSettings(options: example.options)
    let engine = Engine(registry: registry, configuration: configuration)
    let draft = Draft.reading(SourceText(example.draft), as: example.format)
    let all =
      if let other = example.other {
        engine.diagnostics(
          for: draft, beside: .reading(SourceText(other), as: example.format))
      } else {
        engine.diagnostics(for: draft)
      }
    return all.filter { $0.rule == rule.id }
  }

  // MARK: For the web

  /// The page in Markdown.
  package func markdown() -> String {
    var output = "# \(rule.id)\n\n\(rule.summary)\n\n"
    output += "| | |\n| --- | --- |\n"
    output += "| Severity | \(rule.defaultSeverity.rawValue)"
    output += rule.enabledByDefault ? " |\n" : ", off unless it is turned on |\n"
    output += "| Looks at | \(rule.scope.description) |\n"
    output += "| Fixes | \(rule.isFixable ? "yes, with `stet check --fix`" : "no") |\n"
    if !rule.aliases.isEmpty {
      output += "| Formerly | \(rule.aliases.map { "`\($0)`" }.joined(separator: ", ")) |\n"
    }
    output += "| Since | \(rule.since) |\n"
    output += "\n## Why\n\n\(rule.rationale)\n"
    if !rule.options.isEmpty {
      output += "\n## Options\n"
      for option in rule.options {
        output += "\n### `\(option.name)`\n\n\(option.summary)\n\n"
        output += "Takes \(option.expectation); `\(Self.shown(option.defaultValue))` by default.\n"
      }
      output += "\nIn `.stet.yml`:\n\n```yaml\nrules:\n  \(rule.id):\n"
      for option in rule.options {
        output += "    \(option.name): \(Self.shown(option.defaultValue))\n"
      }
      output += "```\n"
    }
    if !rule.flagged.isEmpty {
      output += "\n## Found\n"
      for example in rule.flagged {
        output += "\n" + Self.fenced(marked(example))
        if let fixed = example.fixed { output += "\nFixed:\n\n" + Self.fenced(fixed) }
        output += Self.beside(example)
      }
    }
    if !rule.accepted.isEmpty {
      output += "\n## Not found\n"
      for example in rule.accepted {
        output += "\n" + Self.fenced(example.draft) + Self.beside(example)
      }
    }
    output += "\n## To leave it out\n\n"
    for (place, marks) in suppressions {
      output += "- \(place): \(marks.map { "`\($0)`" }.joined(separator: " or "))\n"
    }
    return output
  }

  /// The other draft of an example.
  private static func beside(_ example: Rule.Example) -> String {
    example.other.map { "\nbeside another draft:\n\n" + fenced($0) } ?? ""
  }

  /// The example with carets below what is found in it.
  private func marked(_ example: Rule.Example) -> String {
    let source = SourceText(example.draft)
    let found = diagnostics(for: example)
    var output = ""
    for line in source.lineStarts.indices {
      let content = source.contentRange(ofLine: line)
      if line == source.lineStarts.count - 1 && content.isEmpty { break }
      output += VisibleText.visible(lines: source.string(in: content)) + "\n"
      for diagnostic in found where source.line(containing: diagnostic.range.start) == line {
        // Tabs are as wide above as below.
        let before = TextRange(start: content.start, end: diagnostic.range.start)
        let place = TextRange(
          start: diagnostic.range.start,
          end: min(max(diagnostic.range.end, diagnostic.range.start), content.end))
        let indent = DisplayWidth.columns(of: source.string(in: before))
        let width = max(1, DisplayWidth.columns(of: source.string(in: place)))
        output += String(repeating: " ", count: indent) + String(repeating: "^", count: width)
        output += " \(VisibleText.visible(diagnostic.message))\n"
      }
    }
    return output
  }

  // MARK: Parts of both

  private var fixSentence: String {
    rule.isFixable
      ? "“stet check --fix” mends what can be mended without a doubt."
      : "What it finds takes a person to mend."
  }

  private var suppressions: [(place: String, marks: [String])] {
    [
      ("everywhere, in .stet.yml", ["rules: { \(rule.id): off }"]),
      ("in a draft", ["<!-- stet-file \(rule.id) -->", "[stet-file \(rule.id)]"]),
      ("in the next block", ["<!-- stet \(rule.id) -->", "[stet \(rule.id)]"]),
    ]
  }

  private static func shown(_ value: OptionValue) -> String {
    var writer = JSONWriter()
    writer.value(value.json)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  /// The lines of a text, each after a bar.
  private static func quoted(_ text: String, bar: String) -> String {
    let source = SourceText(text)
    var output = ""
    for line in source.lineStarts.indices {
      let content = source.contentRange(ofLine: line)
      if line == source.lineStarts.count - 1 && content.isEmpty && line > 0 { break }
      let shown = VisibleText.visible(source.string(in: content))
      output += shown.isEmpty ? "\(bar)\n" : "\(bar) \(shown)\n"
    }
    return output
  }

  /// A fenced block, its fence longer than any in the text.
  private static func fenced(_ text: String) -> String {
    var longest = 2
    var run = 0
    for byte in text.utf8 {
      run = byte == UInt8(ascii: "`") ? run + 1 : 0
      longest = max(longest, run)
    }
    let fence = String(repeating: "`", count: longest + 1)
    return "\(fence)text\n\(text)\(text.utf8.last == .lineFeed ? "" : "\n")\(fence)\n"
  }

  /// A paragraph in lines of at most `width` columns, where words allow it.
  private static func wrapped(_ text: String, _ width: Int, indent: String) -> String {
    var output = ""
    var line = ""
    var columns = 0
    for word in text.split(whereSeparator: \.isWhitespace) {
      let wordColumns = DisplayWidth.columns(of: word)
      if !line.isEmpty && columns + 1 + wordColumns > width - indent.utf8.count {
        output += "\(indent)\(line)\n"
        line = ""
        columns = 0
      }
      if !line.isEmpty {
        line += " "
        columns += 1
      }
      line += word
      columns += wordColumns
    }
    return line.isEmpty ? output : output + "\(indent)\(line)\n"
  }
}
