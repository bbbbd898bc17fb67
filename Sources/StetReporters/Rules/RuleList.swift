package import JSON
package import StetCore

/// The rules in short.
package struct RuleList: Sendable {
  private let rules: [Rule]

  /// Makes a list of `rules`, in their order.
  package init(_ rules: [Rule]) { self.rules = rules }

  /// A table for the terminal.
  package func table(style: Style) -> String {
    let header = ["rule", "severity", "looks at", "fix", "summary"]
    let rows = rules.map { rule in
      [
        rule.id, rule.defaultLevel, rule.scope.shortName,
        rule.isFixable ? "yes" : "", rule.summary,
      ]
    }
    let widths = header.indices.map { column in
      ([header] + rows).map { DisplayWidth.columns(of: $0[column]) }.max() ?? 0
    }
    func line(_ cells: [String], _ paint: (Int, String) -> String) -> String {
      var line = ""
      for (column, cell) in cells.enumerated() {
        line += paint(column, cell)
        if column + 1 < cells.count {
          let space = widths[column] - DisplayWidth.columns(of: cell) + 2
          line += String(repeating: " ", count: space)
        }
      }
      return line + "\n"
    }
    var output = line(header) { style.paint($1, .faint) }
    for (rule, row) in zip(rules, rows) {
      output += line(row) { column, cell in
        switch column {
        case 0: style.paint(cell, .heading)
        case 1 where rule.enabledByDefault: style.paint(cell, .severity(rule.defaultSeverity))
        case 3 where !cell.isEmpty: style.paint(cell, .fix)
        default: cell
        }
      }
    }
    return output
  }

  /// The list as a JSON array.
  package func json() -> [UInt8] {
    var writer = JSONWriter(pretty: true)
    writer.array { writer in
      for rule in rules {
        writer.object { writer in
          writer.member("id", rule.id)
          writer.member("summary", rule.summary)
          writer.member("severity", rule.defaultSeverity.rawValue)
          writer.member("enabled", rule.enabledByDefault)
          writer.member("scope", rule.scope.rawValue)
          writer.member("fixable", rule.isFixable)
          writer.member("since", rule.since)
          writer.key("aliases")
          writer.array { for alias in rule.aliases { $0.string(alias) } }
          writer.key("options")
          writer.array { writer in
            for option in rule.options {
              writer.object {
                $0.member("name", option.name)
                $0.member("summary", option.summary)
                $0.member("expects", option.expectation)
                $0.key("default")
                $0.value(option.defaultValue.json)
              }
            }
          }
        }
      }
    }
    writer.endLine()
    return writer.take()
  }
}

extension Rule.Scope {
  /// The scope in one word.
  package var shortName: String {
    switch self {
    case .paragraph: "block"
    case .draft: "draft"
    case .corpus: "corpus"
    }
  }

  /// The scope in words.
  package var description: String {
    switch self {
    case .paragraph: "each block of prose by itself"
    case .draft: "the whole draft"
    case .corpus: "all drafts together"
    }
  }
}

extension OptionValue {
  /// The value as JSON, which is how YAML writes it too.
  package var json: JSONValue {
    switch self {
    case .boolean(let value): .bool(value)
    case .integer(let value): .integer(value)
    case .string(let value): .string(value)
    case .strings(let values): .array(values.map { .string($0) })
    }
  }
}
