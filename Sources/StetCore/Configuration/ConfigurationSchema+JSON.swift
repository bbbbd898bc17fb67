extension ConfigurationSchema {
  /// The schema of configuration files in JSON Schema, draft 2020-12, for
  /// editors. The same registry gives the same bytes.
  package static func jsonSchema(registry: AnalyzerRegistry) -> String {
    var properties: [(String, Value)] = []
    for key in keys {
      var members: [(String, Value)] = [("description", .string(key.summary))]
      members += shape(of: key, registry)
      if let value = key.defaultValue { members.append(("default", Value(value))) }
      properties.append((key.name, .object(members)))
    }
    let levelWords = levels.map { Value.string($0.word) }
    let level = Value.object([
      ("description", .string(levelSummary)),
      // An editor that reads YAML 1.1 takes a bare `off` for a truth value.
      ("enum", .array(levelWords + [.boolean(false), .boolean(true)])),
    ])
    let schema = Value.object([
      ("$schema", .string("https://json-schema.org/draft/2020-12/schema")),
      ("title", .string("Configuration of Stet")),
      ("description", .string("The file .stet.yml of a project.")),
      ("type", .array([.string("object"), .string("null")])),
      ("properties", .object(properties)),
      ("additionalProperties", .boolean(false)),
      ("$defs", .object([("level", level)])),
    ])
    var text = ""
    schema.write(to: &text, indentation: 0)
    return text + "\n"
  }

  private static func shape(of key: Key, _ registry: AnalyzerRegistry) -> [(String, Value)] {
    switch key.kind {
    case .choice(let words):
      return [("enum", .array(words.map { .string($0) }))]
    case .globs, .paths:
      return [
        ("type", .string("array")),
        ("items", .object([("type", .string("string")), ("minLength", .integer(1))])),
      ]
    case .kinds:
      let globs = Value.object([
        ("type", .string("array")),
        ("items", .object([("type", .string("string")), ("minLength", .integer(1))])),
      ])
      return [("type", .string("object")), ("additionalProperties", globs)]
    case .questions:
      let engine = Value.object([
        ("enum", .array(Configuration.questionEngines.map { .string($0) }))
      ])
      return [
        ("type", .string("object")), ("properties", .object([("engine", engine)])),
        ("additionalProperties", .boolean(false)),
      ]
    case .rules:
      var properties: [(String, Value)] = []
      for rule in registry.rules {
        properties.append((rule.id, .object(shape(of: rule))))
        for alias in rule.aliases where registry.rule(named: alias)?.id == rule.id {
          let note = "The former name of \(rule.id)."
          properties.append(
            (
              alias,
              .object([
                ("description", .string(note)), ("deprecated", .boolean(true)),
                ("$ref", .string("#/properties/rules/properties/\(rule.id)")),
              ])
            ))
        }
      }
      return [
        ("type", .string("object")),
        ("properties", .object(properties)),
        ("additionalProperties", .boolean(false)),
      ]
    }
  }

  private static func shape(of rule: Rule) -> [(String, Value)] {
    let level = Value.object([("$ref", .string("#/$defs/level"))])
    var options: [(String, Value)] = [(levelKey, level)]
    for option in rule.options where option.name != levelKey {
      var members: [(String, Value)] = [("description", .string(option.summary))]
      switch option.kind {
      case .boolean: members.append(("type", .string("boolean")))
      case .integer(let range):
        members.append(("type", .string("integer")))
        members.append(("minimum", .integer(range.lowerBound)))
        if range.upperBound != .max { members.append(("maximum", .integer(range.upperBound))) }
      case .choice(let words):
        members.append(("enum", .array(words.map { .string($0) })))
      case .string, .articleKind: members.append(("type", .string("string")))
      case .strings:
        members.append(("type", .string("array")))
        members.append(("items", .object([("type", .string("string"))])))
      }
      members.append(("default", Value(option.defaultValue)))
      options.append((option.name, .object(members)))
    }
    let settings = Value.object([
      ("type", .string("object")),
      ("properties", .object(options)),
      ("additionalProperties", .boolean(false)),
    ])
    return [
      ("description", .string(rule.summary)),
      ("anyOf", .array([level, settings])),
      ("default", .string(rule.defaultLevel)),
    ]
  }

  /// As much of JSON as a schema needs.
  private indirect enum Value {
    case string(String)
    case integer(Int)
    case boolean(Bool)
    case array([Value])
    case object([(String, Value)])

    init(_ value: OptionValue) {
      switch value {
      case .boolean(let value): self = .boolean(value)
      case .integer(let value): self = .integer(value)
      case .string(let value): self = .string(value)
      case .strings(let values): self = .array(values.map { .string($0) })
      }
    }

    func write(to text: inout String, indentation: Int) {
      let inner = String(repeating: "  ", count: indentation + 1)
      let outer = String(repeating: "  ", count: indentation)
      switch self {
      case .string(let value): Self.write(value, to: &text)
      case .integer(let value): text += String(value)
      case .boolean(let value): text += value ? "true" : "false"
      case .array(let values):
        text += "["
        for (index, value) in values.enumerated() {
          if index > 0 { text += ", " }
          value.write(to: &text, indentation: indentation)
        }
        text += "]"
      case .object(let members):
        text += "{"
        for (index, (name, value)) in members.enumerated() {
          text += index > 0 ? ",\n" + inner : "\n" + inner
          Self.write(name, to: &text)
          text += ": "
          value.write(to: &text, indentation: indentation + 1)
        }
        text += members.isEmpty ? "}" : "\n" + outer + "}"
      }
    }

    private static func write(_ value: String, to text: inout String) {
      text += "\""
      for scalar in value.unicodeScalars {
        switch scalar {
        case "\"": text += "\\\""
        case "\\": text += "\\\\"
        case "\n": text += "\\n"
        default:
          if scalar.value < 0x20 {
            let digits = String(scalar.value, radix: 16)
            text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
          } else {
            text.unicodeScalars.append(scalar)
          }
        }
      }
      text += "\""
    }
  }
}
