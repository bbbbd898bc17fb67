/// Turns the values of a configuration file into a configuration, and says
/// everything that is wrong with them at once.
package struct ConfigurationDecoder {
  /// What came of a file.
  package struct Result: Sendable {
    /// What the file asks; what is wrong in it is left out.
    package var configuration = Configuration()
    /// Everything that is wrong, in order of places.
    package var issues: [ConfigurationIssue] = []
    /// Where each path of `configuration.dictionaries` stands.
    package var dictionaryMarks: [ConfigurationNode.Mark] = []
  }

  private let registry: AnalyzerRegistry
  /// The names of the project's own templates.
  private let templates: [String]
  private var result = Result()

  /// The configuration that a node means. Linear in the size of the node, but
  /// for the search for what a wrong name may have meant.
  ///
  /// - Parameters:
  ///   - node: the file's value; `nil` for a file without one.
  ///   - templates: the names of the project's own templates of articles.
  package static func decode(
    _ node: ConfigurationNode?, registry: AnalyzerRegistry, templates: [String] = []
  ) -> Result {
    var decoder = ConfigurationDecoder(registry: registry, templates: templates)
    if let node { decoder.decodeFile(node) }
    decoder.result.issues.sort { ($0.line, $0.column) < ($1.line, $1.column) }
    return decoder.result
  }

  private init(registry: AnalyzerRegistry, templates: [String]) {
    self.registry = registry
    self.templates = templates
  }

  // MARK: Shapes

  private mutating func decodeFile(_ node: ConfigurationNode) {
    let names = ConfigurationSchema.keys.map(\.name)
    let found = entries(of: node, expected: "keys and values, such as “language: en-GB”")
    for (name, entry, isRepeated) in found {
      guard let key = ConfigurationSchema.keys.first(where: { $0.name == name }) else {
        // A rule's name at the top is the likeliest slip of all.
        let isRule = registry.rule(named: name) != nil
        report(
          entry.key, "Unknown key \(entry.key.summary)",
          expected: isRule ? "it under “rules”" : "one of " + names.joined(separator: ", "),
          nearest: isRule ? nil : nearest(to: name, among: names))
        continue
      }
      if isRepeated {
        // The first value stands, but what is wrong in the second is said too.
        var other = ConfigurationDecoder(registry: registry, templates: templates)
        other.decode(entry.value, for: key)
        result.issues += other.result.issues
      } else {
        decode(entry.value, for: key)
      }
    }
  }

  private mutating func decode(_ node: ConfigurationNode, for key: ConfigurationSchema.Key) {
    // A key whose value was deleted asks for nothing.
    if node.content == .null { return }
    switch key.kind {
    case .choice(let words):
      if let word = choice(node, of: words, for: key.name) {
        key.store(.string(word), &result.configuration)
      }
    case .globs:
      let globs = globs(node, for: key.name, expected: key.kind.expectation)
      key.store(.strings(globs), &result.configuration)
    case .kinds:
      decodeKinds(node, expected: key.kind.expectation)
    case .questions:
      for (name, entry, isRepeated) in entries(of: node, expected: key.kind.expectation) {
        guard name == "engine" else {
          report(
            entry.key, "Unknown key \(entry.key.summary)", expected: "engine",
            nearest: nearest(to: name, among: ["engine"]))
          continue
        }
        if entry.value.content == .null { continue }
        let words = Configuration.questionEngines
        if let word = choice(entry.value, of: words, for: "questions.engine"), !isRepeated {
          result.configuration.questionEngine = word
        }
      }
    case .paths:
      let paths = texts(node, for: key.name, expected: key.kind.expectation).filter {
        (text, mark) in
        if !text.isEmpty && !text.utf8.contains(0) { return true }
        result.issues.append(
          ConfigurationIssue(at: mark, "A path cannot be empty or hold a NUL character"))
        return false
      }
      key.store(.strings(paths.map(\.text)), &result.configuration)
      result.dictionaryMarks = paths.map(\.mark)
    case .rules:
      decodeRules(node)
    }
  }

  /// The globs of a list; what is none is reported.
  private mutating func globs(
    _ node: ConfigurationNode, for name: String, expected: String
  ) -> [String] {
    texts(node, for: name, expected: expected).filter { (text, mark) in
      do throws(Glob.Malformed) {
        if text.utf8.first == UInt8(ascii: "!") {
          throw Glob.Malformed(reason: "“!” has no meaning here; “\\!” begins a name")
        }
        _ = try Glob(Array(text.utf8), .configuration)
        return true
      } catch {
        let shown = ConfigurationNode(.scalar(text, isQuoted: true), at: mark).summary
        result.issues.append(
          ConfigurationIssue(at: mark, "\(shown) is not a glob: \(error.reason)"))
        return false
      }
    }.map(\.text)
  }

  /// The names that a kind of article can have; `nil` when no rule knows of kinds.
  private var kindNames: [String]? {
    for option in registry.rules.flatMap(\.options) {
      if case .articleKind(let words) = option.kind { return words + templates }
    }
    return nil
  }

  private mutating func decodeKinds(_ node: ConfigurationNode, expected: String) {
    let names = kindNames?.filter { $0 != "auto" }
    for (name, entry, isRepeated) in entries(of: node, expected: expected) {
      if let names, !names.contains(name) {
        report(
          entry.key, "There is no template \(entry.key.summary)",
          expected: "one of " + names.joined(separator: ", "),
          nearest: nearest(to: name, among: names))
        continue
      }
      if entry.value.content == .null { continue }
      // A single glob needs no list.
      var value = entry.value
      if case .scalar = value.content {
        value = ConfigurationNode(.sequence([value]), at: value.mark)
      }
      let globs = globs(value, for: name, expected: "a list of globs")
      if !isRepeated { result.configuration.kinds.append(.init(name, globs)) }
    }
  }

  private mutating func decodeRules(_ node: ConfigurationNode) {
    // By id, so that a rule under an old and under its new name is found out.
    let found = entries(of: node, expected: "rules and their settings, such as “misspelling: off”")
    { [registry] in registry.rule(named: $0)?.id ?? $0 }
    for (name, entry, isRepeated) in found {
      guard let rule = registry.rule(named: name) else {
        report(
          entry.key, "Unknown rule \(entry.key.summary)",
          nearest: nearest(to: name, among: registry.rules.map(\.id))
            ?? (isListingNearest ? registry.rule(nearestTo: name)?.id : nil))
        continue
      }
      let settings = settings(of: rule, entry.value)
      if !isRepeated { result.configuration.rules[rule.id] = settings }
    }
  }

  private mutating func settings(
    of rule: Rule, _ node: ConfigurationNode
  ) -> Configuration.RuleSettings {
    var settings = Configuration.RuleSettings()
    switch node.content {
    case .null: break
    case .scalar:
      if let level = level(node, of: rule) { settings.set(level) }
    case .sequence:
      report(
        node, "“\(rule.id)” cannot be a list",
        expected: ConfigurationSchema.levelExpectation + ", or keys and values")
    case .mapping:
      let names = [ConfigurationSchema.levelKey] + rule.options.map(\.name)
      for (name, entry, isRepeated) in entries(of: node, expected: "") {
        if name == ConfigurationSchema.levelKey {
          if entry.value.content != .null, let level = level(entry.value, of: rule), !isRepeated {
            settings.set(level)
          }
        } else if let option = rule.options.first(where: { $0.name == name }) {
          if let value = value(entry.value, of: option), !isRepeated {
            settings.options[name] = value
          }
        } else {
          report(
            entry.key, "The rule “\(rule.id)” has no option \(entry.key.summary)",
            expected: "one of " + names.joined(separator: ", "),
            nearest: nearest(to: name, among: names))
        }
      }
    }
    return settings
  }

  private mutating func level(
    _ node: ConfigurationNode, of rule: Rule
  ) -> ConfigurationSchema.Level? {
    var hint: String?
    if case .scalar(let text, _) = node.content {
      if let known = ConfigurationSchema.levels.first(where: { $0.word == text }) {
        return known.level
      }
      if let truth = Self.truth(text) { return truth ? .on : .off }
      hint =
        ConfigurationSchema.foreignLevels[text.lowercased()]
        ?? nearest(to: text, among: ConfigurationSchema.levels.map(\.word))
    }
    report(
      node, "\(node.summary) is no level for “\(rule.id)”",
      expected: ConfigurationSchema.levelExpectation, nearest: hint)
    return nil
  }

  // MARK: Values

  /// The value that a node gives an option; `nil` when there is none to take.
  private mutating func value(
    _ node: ConfigurationNode, of option: RuleOption
  ) -> OptionValue? {
    switch (option.kind, node.content) {
    case (_, .null): return nil
    case (.boolean, .scalar(let text, isQuoted: false)):
      if let truth = Self.truth(text) { return .boolean(truth) }
    case (.integer(let range), .scalar(let text, isQuoted: false)):
      if let number = Self.integer(text) {
        if range.contains(number) { return .integer(number) }
        report(
          node, "\(node.summary) is out of range for “\(option.name)”",
          expected: option.expectation)
        return nil
      }
    case (.choice(let words), .scalar):
      return choice(node, of: words, for: option.name).map { .string($0) }
    case (.articleKind(let words), .scalar):
      return choice(node, of: words + templates, for: option.name).map { .string($0) }
    case (.string, .scalar(let text, _)):
      return .string(text)
    case (.strings, _):
      let list = texts(node, for: option.name, expected: option.expectation)
      if case .sequence = node.content { return .strings(list.map(\.text)) }
      return nil
    default: break
    }
    report(node, "\(node.summary) does not fit “\(option.name)”", expected: option.expectation)
    return nil
  }

  private mutating func choice(
    _ node: ConfigurationNode, of words: [String], for name: String
  ) -> String? {
    if case .scalar(let text, _) = node.content {
      if words.contains(text) { return text }
      report(
        node, "\(node.summary) does not fit “\(name)”",
        expected: "one of " + words.joined(separator: ", "),
        nearest: nearest(to: text, among: words))
    } else {
      report(
        node, "\(node.summary) does not fit “\(name)”",
        expected: "one of " + words.joined(separator: ", "))
    }
    return nil
  }

  /// The texts of a list, and where they stand. What is no text is reported.
  private mutating func texts(
    _ node: ConfigurationNode, for name: String, expected: String
  ) -> [(text: String, mark: ConfigurationNode.Mark)] {
    guard case .sequence(let items) = node.content else {
      report(node, "\(node.summary) does not fit “\(name)”", expected: expected)
      return []
    }
    var texts: [(String, ConfigurationNode.Mark)] = []
    for item in items {
      if case .scalar(let text, _) = item.content {
        texts.append((text, item.mark))
      } else {
        report(item, "\(item.summary) does not fit in “\(name)”", expected: "a text")
      }
    }
    return texts
  }

  /// What the words for truth and falsehood mean in YAML 1.1 and 1.2.
  private static func truth(_ text: String) -> Bool? {
    switch text {
    case "true", "True", "TRUE", "on", "On", "ON", "yes", "Yes", "YES": true
    case "false", "False", "FALSE", "off", "Off", "OFF", "no", "No", "NO": false
    default: nil
    }
  }

  /// A whole number in decimal digits; one too great for the machine counts as
  /// the greatest or least.
  private static func integer(_ text: String) -> Int? {
    let isNegative = text.utf8.first == UInt8(ascii: "-")
    let digits = isNegative || text.utf8.first == UInt8(ascii: "+") ? text.dropFirst() : text[...]
    guard !digits.isEmpty, digits.utf8.allSatisfy(\.isASCIIDigit) else { return nil }
    return Int(text) ?? (isNegative ? .min : .max)
  }

  // MARK: Keys

  /// The entries of a mapping whose keys are texts, and whether one with the
  /// same identity stands before; what else there is is reported.
  private mutating func entries(
    of node: ConfigurationNode, expected: String, identity: (String) -> String = { $0 }
  ) -> [(name: String, entry: ConfigurationNode.Entry, isRepeated: Bool)] {
    guard case .mapping(let entries) = node.content else {
      if node.content != .null {
        report(node, "\(node.summary) cannot stand here", expected: expected)
      }
      return []
    }
    var lines: [String: Int] = [:]
    var result: [(String, ConfigurationNode.Entry, Bool)] = []
    for entry in entries {
      guard case .scalar(let name, _) = entry.key.content else {
        report(entry.key, "\(entry.key.summary) cannot be a key", expected: "a name")
        continue
      }
      let id = identity(name)
      let first = lines[id]
      if let first {
        let what = id == name ? "" : ", which is “\(id)”,"
        report(entry.key, "\(entry.key.summary)\(what) is set twice; first in line \(first + 1)")
      } else {
        lines[id] = entry.key.mark.line
      }
      result.append((name, entry, first != nil))
    }
    return result
  }

  private mutating func report(
    _ node: ConfigurationNode, _ message: String, expected: String? = nil, nearest: String? = nil
  ) {
    // What begins with the summary of a node begins with a small letter.
    let sentence = message.prefix(1).uppercased() + message.dropFirst()
    result.issues.append(
      ConfigurationIssue(at: node.mark, sentence, expected: expected, nearest: nearest))
  }

  /// Whether there are so few issues that somebody will read them. To search
  /// for near names in a file of nothing but errors would take seconds.
  private var isListingNearest: Bool { result.issues.count < 200 }

  /// The name that was probably meant: the same in another casing or with other
  /// separators, or near in spelling, or the only one that begins so.
  private func nearest(to name: String, among names: [String]) -> String? {
    func folded(_ text: String) -> [UInt8] {
      text.utf8.filter { $0.isASCIIAlphanumeric || $0 >= 0x80 }.map(\.asciiLowercased)
    }
    guard isListingNearest else { return nil }
    let wanted = folded(name)
    if let same = names.first(where: { folded($0) == wanted }) { return same }
    if let near = EditDistance.nearest(to: name, among: names) { return near }
    guard wanted.count >= 3 else { return nil }
    let longer = names.filter { folded($0).starts(with: wanted) }
    return longer.count == 1 ? longer.first : nil
  }
}

extension Configuration.RuleSettings {
  fileprivate mutating func set(_ level: ConfigurationSchema.Level) {
    switch level {
    case .off: isEnabled = false
    case .on: isEnabled = true
    case .severity(let severity):
      isEnabled = true
      self.severity = severity
    }
  }
}
