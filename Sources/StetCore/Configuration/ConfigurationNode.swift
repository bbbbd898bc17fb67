/// A value of a configuration file, whatever that is written in, with the place
/// where it stands.
package struct ConfigurationNode: Hashable, Sendable {
  /// A place in a configuration file.
  package struct Mark: Hashable, Sendable {
    /// The line, from 0.
    package let line: Int
    /// Unicode scalars before the place in its line; a byte order mark is none.
    package let column: Int

    /// Makes a place.
    package init(line: Int, column: Int) {
      self.line = line
      self.column = column
    }

    /// The start of a file.
    package static let start = Mark(line: 0, column: 0)
  }

  /// A key of a mapping and what it stands for.
  package struct Entry: Hashable, Sendable {
    /// The key; a scalar in every configuration that means something.
    package let key: ConfigurationNode
    /// What it stands for.
    package let value: ConfigurationNode

    /// Makes an entry.
    package init(key: ConfigurationNode, value: ConfigurationNode) {
      self.key = key
      self.value = value
    }
  }

  /// What a value is.
  package enum Content: Hashable, Sendable {
    /// Nothing: `~`, `null`, or a key without a value.
    case null
    /// A text. Without quotation marks it may mean a number or a truth value.
    case scalar(String, isQuoted: Bool)
    /// A list.
    case sequence([ConfigurationNode])
    /// Keys and values in their order; a key may come twice.
    case mapping([Entry])
  }

  /// What the value is.
  package let content: Content
  /// Where it starts.
  package let mark: Mark

  /// Makes a node.
  package init(_ content: Content, at mark: Mark) {
    self.content = content
    self.mark = mark
  }

  /// What the value is, in words, for messages.
  var summary: String {
    switch content {
    case .null: return "an empty value"
    case .scalar(let text, _):
      // A message stays readable whatever the file holds.
      var short = String.UnicodeScalarView()
      for scalar in text.unicodeScalars.prefix(40) {
        short.append(scalar.properties.generalCategory == .control ? "\u{FFFD}" : scalar)
      }
      return "“\(String(short))\(text.unicodeScalars.count > 40 ? "…" : "")”"
    case .sequence: return "a list"
    case .mapping: return "a mapping"
    }
  }
}

/// Something wrong with a configuration file.
package struct ConfigurationIssue: Error, Hashable, Sendable {
  /// The line, from 0.
  package let line: Int
  /// Unicode scalars before the place in its line.
  package let column: Int
  /// What is wrong, as a sentence without a full stop.
  package let message: String
  /// What should stand there, as part of a sentence.
  package let expected: String?
  /// The name that was probably meant.
  package let nearest: String?

  /// Makes an issue.
  package init(
    at mark: ConfigurationNode.Mark, _ message: String, expected: String? = nil,
    nearest: String? = nil
  ) {
    line = mark.line
    column = mark.column
    self.message = message
    self.expected = expected
    self.nearest = nearest
  }
}

extension ConfigurationIssue: CustomStringConvertible {
  /// The place, counted from 1, and the words: `3:5: message (expected …; did
  /// you mean “…”?)`.
  package var description: String {
    let hints = [
      expected.map { "expected \($0)" }, nearest.map { "did you mean “\($0)”?" },
    ].compactMap(\.self)
    let suffix = hints.isEmpty ? "" : " (\(hints.joined(separator: "; ")))"
    return "\(line + 1):\(column + 1): \(message)\(suffix)"
  }
}
