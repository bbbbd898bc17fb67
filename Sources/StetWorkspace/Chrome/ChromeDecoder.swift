package import StetCore
import StetFormats

/// Reads what web sites leave behind from YAML, as patterns for ``SiteText``.
package enum ChromeDecoder {
  /// The lists of a file, and the roles of their lines in the pattern file.
  private static let lists: [(key: String, role: String)] = [
    ("prose", "prose"), ("chrome", "chrome"), ("dialog", "dialog"), ("menu", "menu"),
    ("reply", "reply"),
    ("label", "label"),
  ]

  /// The patterns in a file's bytes, as ``SiteText/init(patterns:)`` reads them.
  ///
  /// - Throws: the first thing that is wrong, with its place and what should stand
  ///   there.
  package static func patterns(_ bytes: [UInt8]) throws(ConfigurationIssue) -> [UInt8] {
    guard let root = try YAMLReader.read(bytes) else { return [] }
    let keys = ["about"] + lists.map(\.key) + ["facts"]
    guard case .mapping(let entries) = root.content else {
      throw ConfigurationIssue(
        at: root.mark, "The value does not fit here",
        expected: "a mapping with " + keys.joined(separator: ", "))
    }
    var sections: [String: [UInt8]] = [:]
    for entry in entries {
      guard case .scalar(let key, _) = entry.key.content, keys.contains(key) else {
        throw ConfigurationIssue(
          at: entry.key.mark, "There is no such list",
          expected: "one of " + keys.joined(separator: ", "))
      }
      if key == "about" { continue }
      if key == "facts" {
        try decodeFacts(entry.value, &sections)
      } else if let list = lists.first(where: { $0.key == key }) {
        sections[list.role, default: []] += try lines(entry.value)
      }
    }
    // Prose first: the first pattern that a line matches decides.
    let roles = lists.map(\.role) + Metadata.Kind.allCases.map { "metadata \($0.rawValue)" }
    return roles.flatMap { role in
      sections[role].map { Array("[\(role)]\n".utf8) + $0 } ?? []
    }
  }

  private static func decodeFacts(
    _ node: ConfigurationNode, _ sections: inout [String: [UInt8]]
  ) throws(ConfigurationIssue) {
    let kinds = Metadata.Kind.allCases.map(\.rawValue)
    let expected = "lists by kind of fact: " + kinds.joined(separator: ", ")
    guard case .mapping(let entries) = node.content else {
      throw ConfigurationIssue(at: node.mark, "The value does not fit here", expected: expected)
    }
    for entry in entries {
      guard case .scalar(let kind, _) = entry.key.content, kinds.contains(kind) else {
        throw ConfigurationIssue(
          at: entry.key.mark, "There is no such kind of fact",
          expected: "one of " + kinds.joined(separator: ", "))
      }
      sections["metadata \(kind)", default: []] += try lines(entry.value, needsValue: true)
    }
  }

  /// The patterns of a list, a line each.
  private static func lines(
    _ node: ConfigurationNode, needsValue: Bool = false
  ) throws(ConfigurationIssue) -> [UInt8] {
    if case .null = node.content { return [] }
    guard case .sequence(let items) = node.content else {
      throw ConfigurationIssue(
        at: node.mark, "The value does not fit here", expected: "a list of patterns")
    }
    var lines: [UInt8] = []
    for item in items {
      guard case .scalar(let text, _) = item.content else {
        throw ConfigurationIssue(
          at: item.mark, "The value does not fit here", expected: "a pattern, as a text")
      }
      if needsValue && !text.contains("{") {
        throw ConfigurationIssue(
          at: item.mark, "“\(text)” states no value", expected: "a placeholder in it, such as {n}")
      }
      do throws(SiteText.Malformed) {
        lines += try SiteText.pattern(Array(text.utf8)) + [.lineFeed]
      } catch {
        throw ConfigurationIssue(
          at: item.mark, "“\(text)” is not a pattern: \(error.reason)")
      }
    }
    return lines
  }
}
