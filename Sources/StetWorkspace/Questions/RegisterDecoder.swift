import StetCore

/// Reads a register from its YAML.
struct RegisterDecoder {
  /// Where something stands, by its line from 0.
  struct Place {
    var line: Int
    var part: RegisterComments.Part
  }

  private(set) var entries: [QuestionRegister.Entry] = []
  private(set) var distinctions: [QuestionRegister.Distinction] = []
  /// The parts that comments can belong to, in order of their lines.
  private(set) var places: [Place] = []

  /// The line of each question, and the place of its entry.
  private var known: [QuestionKey: (line: Int, entry: Int)] = [:]

  init(_ root: ConfigurationNode) throws(ConfigurationIssue) {
    for field in try Self.fields(root, ["questions", "distinct"]) {
      if field.name == "questions" {
        places.append(Place(line: field.key.mark.line, part: .questions))
        for node in try Self.list(field.value, of: "questions") { try takeEntry(node) }
      }
    }
    for field in try Self.fields(root, ["questions", "distinct"]) where field.name == "distinct" {
      places.append(Place(line: field.key.mark.line, part: .distinct))
      for node in try Self.list(field.value, of: "pairs of questions") { try takePair(node) }
    }
    places.sort { $0.line < $1.line }
  }

  private mutating func takeEntry(_ node: ConfigurationNode) throws(ConfigurationIssue) {
    let fields = try Self.fields(node, ["question", "draft", "alternates"])
    guard let asked = fields.first(where: { $0.name == "question" }) else {
      throw ConfigurationIssue(at: node.mark, "The key “question” is missing")
    }
    let (question, key) = try take(asked.value)
    // What stands above the entry belongs to its question.
    places.append(Place(line: node.mark.line, part: .question(key)))
    var draft: String?
    var alternates: [String] = []
    for field in fields {
      switch field.name {
      case "draft":
        guard case .scalar(let path, _) = field.value.content, !path.isEmpty else {
          throw ConfigurationIssue(
            at: field.value.mark, "This names no draft",
            expected: "a path relative to the project’s folder")
        }
        draft = path
        places.append(Place(line: field.key.mark.line, part: .draft(key)))
      case "alternates":
        places.append(Place(line: field.key.mark.line, part: .alternates(key)))
        for node in try Self.list(field.value, of: "questions") {
          let (alternate, own) = try take(node)
          alternates.append(alternate)
          places.append(Place(line: node.mark.line, part: .question(own)))
        }
      default: break
      }
    }
    entries.append(QuestionRegister.Entry(question, draft: draft, alternates: alternates))
  }

  /// Reads a question of the entry that comes next.
  private mutating func take(
    _ node: ConfigurationNode
  ) throws(ConfigurationIssue) -> (text: String, key: QuestionKey) {
    let (text, key) = try Self.question(node)
    if let first = known[key] {
      throw ConfigurationIssue(
        at: node.mark, "“\(text)” stands in line \(first.line + 1) already",
        expected: "each question once, as a question or as an alternate of one")
    }
    known[key] = (node.mark.line, entries.count)
    return (text, key)
  }

  private mutating func takePair(_ node: ConfigurationNode) throws(ConfigurationIssue) {
    let nodes = try Self.list(node, of: "two questions")
    guard nodes.count == 2 else {
      throw ConfigurationIssue(
        at: node.mark, "There are \(nodes.count) questions here", expected: "two")
    }
    let (left, leftKey) = try Self.question(nodes[0])
    let (right, rightKey) = try Self.question(nodes[1])
    if leftKey == rightKey {
      throw ConfigurationIssue(
        at: nodes[1].mark, "Both are the same words", expected: "two questions")
    }
    if let one = known[leftKey], let other = known[rightKey], one.entry == other.entry {
      throw ConfigurationIssue(
        at: node.mark,
        "These are ruled distinct, but lines \(min(one.line, other.line) + 1) and "
          + "\(max(one.line, other.line) + 1) make them one question")
    }
    let pair = QuestionRegister.Distinction(left, right)
    distinctions.append(pair)
    places.append(
      Place(
        line: node.mark.line, part: .distinction(QuestionKey(pair.left), QuestionKey(pair.right))))
  }

  // MARK: Values

  private static func question(
    _ node: ConfigurationNode
  ) throws(ConfigurationIssue) -> (text: String, key: QuestionKey) {
    guard case .scalar(let text, _) = node.content else {
      throw ConfigurationIssue(
        at: node.mark, "This is no question", expected: "a question on one line")
    }
    let key = QuestionKey(QuestionRegister.line(text))
    if key.isEmpty {
      throw ConfigurationIssue(
        at: node.mark, "There is no word in “\(text)”", expected: "a question")
    }
    return (text, key)
  }

  private static func list(
    _ node: ConfigurationNode, of what: String
  ) throws(ConfigurationIssue) -> [ConfigurationNode] {
    switch node.content {
    case .sequence(let nodes): return nodes
    case .null: return []
    case .scalar, .mapping:
      throw ConfigurationIssue(
        at: node.mark, "This is not a list", expected: "a list of \(what)")
    }
  }

  private static func fields(
    _ node: ConfigurationNode, _ names: [String]
  ) throws(ConfigurationIssue) -> [(name: String, key: ConfigurationNode, value: ConfigurationNode)]
  {
    let expected = "a mapping with " + names.joined(separator: ", ")
    guard case .mapping(let entries) = node.content else {
      throw ConfigurationIssue(at: node.mark, "This is not a mapping", expected: expected)
    }
    var fields: [(name: String, key: ConfigurationNode, value: ConfigurationNode)] = []
    for entry in entries {
      guard case .scalar(let name, _) = entry.key.content, names.contains(name) else {
        throw ConfigurationIssue(
          at: entry.key.mark, "A register has no such key here",
          expected: "one of " + names.joined(separator: ", "))
      }
      guard !fields.contains(where: { $0.name == name }) else {
        throw ConfigurationIssue(at: entry.key.mark, "The key “\(name)” stands twice")
      }
      fields.append((name, entry.key, entry.value))
    }
    return fields
  }
}
