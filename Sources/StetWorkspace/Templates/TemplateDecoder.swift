package import StetCore

/// Reads the template of one kind of article from its YAML.
package enum TemplateDecoder {
  /// The template in a file's bytes.
  ///
  /// - Throws: the first thing that is wrong, with its place and what should
  ///   stand there.
  package static func template(_ bytes: [UInt8]) throws(ConfigurationIssue) -> ArticleTemplate {
    guard let root = try YAMLReader.read(bytes) else {
      throw ConfigurationIssue(at: .start, "The file is empty", expected: "a template")
    }
    let fields = try mapping(
      root, of: ["name", "subject", "infer", "order", "articles", "sections"])
    let nameNode = try required("name", in: fields, of: root)
    let name = try text(nameNode)
    if name == "auto" || name == "none" {
      throw ConfigurationIssue(
        at: nameNode.mark, "A template cannot be called “\(name)”, which has a meaning of its own",
        expected: "another name")
    }
    let subject = try text(try required("subject", in: fields, of: root))
    let inference = try fields["infer"].map { node throws(ConfigurationIssue) in
      try self.inference(node)
    }
    let list = try required("sections", in: fields, of: root)
    guard case .sequence(let nodes) = list.content, !nodes.isEmpty else {
      throw unexpected(list, expected: "a list of sections")
    }
    var sections: [ArticleTemplate.Section] = []
    var names: Set<String> = []
    func add(
      _ node: ConfigurationNode, group: Int?
    ) throws(ConfigurationIssue) {
      var section = try self.section(node)
      guard names.insert(section.name).inserted else {
        throw ConfigurationIssue(at: node.mark, "The section “\(section.name)” stands twice")
      }
      section.group = group
      sections.append(section)
    }
    for (place, node) in nodes.enumerated() {
      if case .mapping(let entries) = node.content, let entry = entries.first, entries.count == 1,
        case .scalar("one-of", _) = entry.key.content
      {
        guard case .sequence(let members) = entry.value.content, members.count > 1 else {
          throw unexpected(entry.value, expected: "a list of two sections or more")
        }
        for member in members { try add(member, group: place) }
      } else {
        try add(node, group: nil)
      }
    }
    try checkParents(sections, nodes)
    var order = ArticleTemplate.Order.any
    if let field = fields["order"] {
      guard let value = ArticleTemplate.Order(rawValue: try text(field)) else {
        throw unexpected(field, expected: "one of any, relative, strict")
      }
      order = value
    }
    var articles: Int?
    if let field = fields["articles"] { articles = try number(field, in: 1...1_000_000_000) }
    return ArticleTemplate(
      name, subject, inference: inference ?? nil, order: order, articles: articles, sections)
  }

  /// Sees to it that what sections belong under is a section, and not one below them.
  private static func checkParents(
    _ sections: [ArticleTemplate.Section], _ nodes: [ConfigurationNode]
  ) throws(ConfigurationIssue) {
    let parents = Dictionary(
      sections.map { ($0.name, $0.parent) }, uniquingKeysWith: { first, _ in first })
    for section in sections {
      var next = section.parent
      var seen = [section.name]
      while let parent = next {
        guard let above = parents[parent], !seen.contains(parent) else {
          let what =
            parents[parent] == nil
            ? "There is no section “\(parent)”"
            : (seen + [parent]).map { "“\($0)”" }.joined(separator: " is under ")
          throw ConfigurationIssue(
            at: nodes.first?.mark ?? .start,
            "“\(section.name)” cannot be under “\(section.parent ?? parent)”: \(what)")
        }
        seen.append(parent)
        next = above
      }
    }
  }

  private static func inference(
    _ node: ConfigurationNode
  ) throws(ConfigurationIssue) -> ArticleTemplate.Inference? {
    if case .scalar("never", _) = node.content { return nil }
    let fields = try mapping(node, of: ["sections", "telling", "by-name", "words"], or: "never")
    return ArticleTemplate.Inference(
      sections: try count(try required("sections", in: fields, of: node)),
      telling: try count(try required("telling", in: fields, of: node)),
      byName: try truth(fields["by-name"]),
      words: try texts(fields["words"]).map { $0.lowercased() })
  }

  private static func section(
    _ node: ConfigurationNode
  ) throws(ConfigurationIssue) -> ArticleTemplate.Section {
    let fields = try mapping(
      node,
      of: [
        "name", "need", "as", "not", "telling", "since", "until", "under", "min-words", "share",
      ])
    let name = try text(try required("name", in: fields, of: node))
    var need = ArticleTemplate.Need.required
    if let field = fields["need"] {
      guard let value = ArticleTemplate.Need(rawValue: try text(field)) else {
        throw unexpected(field, expected: "one of required, recommended, optional")
      }
      need = value
    }
    var phrases: [String] = []
    // The name counts as it is written, whatever other names there are.
    for phrase in [name] + (try texts(fields["as"])) {
      let words = ArticleTemplate.words(of: phrase.utf8).joined(separator: " ")
      if !words.isEmpty && !phrases.contains(words) { phrases.append(words) }
    }
    var dates: [String: String] = [:]
    for key in ["since", "until"] {
      guard let field = fields[key] else { continue }
      dates[key] = try date(field)
    }
    if let since = dates["since"], let until = dates["until"], until <= since,
      let field = fields["until"]
    {
      throw ConfigurationIssue(
        at: field.mark, "The section ends before it begins", expected: "a date after \(since)")
    }
    var parent: String?
    if let field = fields["under"] { parent = try text(field) }
    var least = 0
    if let field = fields["min-words"] { least = try number(field, in: 1...100_000) }
    var share: Int?
    if let field = fields["share"] { share = try number(field, in: 0...100) }
    return ArticleTemplate.Section(
      name, need, phrases, except: try texts(fields["not"]).map { $0.lowercased() },
      isTelling: try truth(fields["telling"]), since: dates["since"], until: dates["until"],
      parent: parent, minimumWords: least, share: share)
  }

  // MARK: Values

  private static func mapping(
    _ node: ConfigurationNode, of keys: [String], or other: String? = nil
  ) throws(ConfigurationIssue) -> [String: ConfigurationNode] {
    let expected = "a mapping with " + keys.joined(separator: ", ")
    guard case .mapping(let entries) = node.content else {
      throw unexpected(node, expected: expected + (other.map { ", or \($0)" } ?? ""))
    }
    var fields: [String: ConfigurationNode] = [:]
    for entry in entries {
      guard case .scalar(let key, _) = entry.key.content, keys.contains(key) else {
        throw ConfigurationIssue(
          at: entry.key.mark, "A template has no such key",
          expected: "one of " + keys.joined(separator: ", "))
      }
      guard fields.updateValue(entry.value, forKey: key) == nil else {
        throw ConfigurationIssue(at: entry.key.mark, "The key “\(key)” stands twice")
      }
    }
    return fields
  }

  private static func required(
    _ key: String, in fields: [String: ConfigurationNode], of node: ConfigurationNode
  ) throws(ConfigurationIssue) -> ConfigurationNode {
    guard let value = fields[key] else {
      throw ConfigurationIssue(at: node.mark, "The key “\(key)” is missing")
    }
    return value
  }

  private static func text(_ node: ConfigurationNode) throws(ConfigurationIssue) -> String {
    guard case .scalar(let text, _) = node.content, !text.isEmpty else {
      throw unexpected(node, expected: "a text")
    }
    return text
  }

  private static func texts(_ node: ConfigurationNode?) throws(ConfigurationIssue) -> [String] {
    guard let node else { return [] }
    guard case .sequence(let nodes) = node.content else {
      throw unexpected(node, expected: "a list of texts")
    }
    var result: [String] = []
    for node in nodes { result.append(try text(node)) }
    return result
  }

  private static func truth(_ node: ConfigurationNode?) throws(ConfigurationIssue) -> Bool {
    switch node?.content {
    case nil, .scalar("false", false): return false
    case .scalar("true", false): return true
    default:
      throw unexpected(node ?? ConfigurationNode(.null, at: .start), expected: "true or false")
    }
  }

  private static func count(_ node: ConfigurationNode) throws(ConfigurationIssue) -> Int {
    try number(node, in: 1...100)
  }

  private static func number(
    _ node: ConfigurationNode, in range: ClosedRange<Int>
  ) throws(ConfigurationIssue) -> Int {
    guard case .scalar(let text, false) = node.content, let number = Int(text),
      range.contains(number)
    else {
      throw unexpected(
        node, expected: "a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  private static func date(_ node: ConfigurationNode) throws(ConfigurationIssue) -> String {
    let expected = "a date: YYYY, YYYY-MM or YYYY-MM-DD"
    guard case .scalar(let text, _) = node.content else {
      throw unexpected(node, expected: expected)
    }
    let fields = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    let isDate =
      (1...3).contains(fields.count)
      && zip(fields, [4, 2, 2]).allSatisfy { $0.count == $1 && $0.allSatisfy(\.isASCIIDigit) }
    let month = fields.count > 1 ? Int(String(decoding: Array(fields[1]), as: UTF8.self)) ?? 0 : 1
    let day = fields.count > 2 ? Int(String(decoding: Array(fields[2]), as: UTF8.self)) ?? 0 : 1
    guard isDate, (1...12).contains(month), (1...31).contains(day) else {
      throw unexpected(node, expected: expected)
    }
    return text
  }

  private static func unexpected(
    _ node: ConfigurationNode, expected: String
  ) -> ConfigurationIssue {
    ConfigurationIssue(at: node.mark, "The value does not fit here", expected: expected)
  }
}
