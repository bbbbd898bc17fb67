import Foundation
import StetCore
import StetWorkspace
import Testing

@Suite struct ConfigurationSchemaTests {
  private func schema() throws -> [String: Any] {
    let text = ConfigurationSchema.jsonSchema(registry: Nothing.registry)
    let object = try JSONSerialization.jsonObject(with: Data(text.utf8))
    return try #require(object as? [String: Any])
  }

  /// The member of nested objects at a path.
  private func member(_ path: String...) throws -> Any? {
    var value: Any? = try schema()
    for name in path { value = (value as? [String: Any])?[name] }
    return value
  }

  @Test func `the example of every key is taken and changes something`() throws {
    for key in ConfigurationSchema.keys {
      let node = try YAMLReader.read(Array("\(key.name): \(key.example)".utf8))
      let result = ConfigurationDecoder.decode(node, registry: Nothing.registry)
      #expect(result.issues == [])
      #expect(result.configuration != Configuration(), "\(key.name)")
    }
  }

  @Test func `the JSON Schema has every key and refuses others`() throws {
    let properties = try #require(try member("properties") as? [String: Any])
    #expect(properties.keys.sorted() == ConfigurationSchema.keys.map(\.name).sorted())
    #expect(try member("additionalProperties") as? Bool == false)
    #expect(try member("properties", "language", "default") as? String == "en")
    #expect(try member("properties", "exclude", "items", "type") as? String == "string")
  }

  @Test func `the JSON Schema has every rule, its options and its former names`() throws {
    let rules = try #require(
      try member("properties", "rules", "properties") as? [String: [String: Any]])
    let names = Nothing.registry.rules.flatMap { [$0.id] + $0.aliases }
    #expect(rules.keys.sorted() == names.sorted())
    #expect(rules["cut-answer"]?["deprecated"] as? Bool == true)
    let shapes = try #require(rules["truncated-answer"]?["anyOf"] as? [[String: Any]])
    let options = try #require(shapes.last?["properties"] as? [String: [String: Any]])
    #expect(options["same-length"]?["minimum"] as? Int == 2)
    #expect(options["same-length"]?["maximum"] as? Int == 20)
    #expect(options["same-length"]?["default"] as? Int == 3)
    #expect(options["ends"]?["default"] as? [String] == ["…"])
    #expect(options["style"]?["enum"] as? [String] == ["loose", "strict"])
    #expect(options["severity"]?["$ref"] as? String == "#/$defs/level")
  }

  @Test func `every level of the JSON Schema is one that the decoder takes`() throws {
    let levels = try #require(try member("$defs", "level", "enum") as? [Any])
    #expect(levels.count == ConfigurationSchema.levels.count + 2)
    for case let level as String in levels {
      let node = try YAMLReader.read(Array("rules: {misspelling: \(level)}".utf8))
      #expect(ConfigurationDecoder.decode(node, registry: Nothing.registry).issues == [])
    }
  }

  @Test func `texts are escaped`() throws {
    struct Odd: DraftAnalyzer {
      func analyze(_ draft: Draft, _ findings: inout [Finding]) {}
      static let rules = [
        Rule(
          id: "odd", summary: "A \"quote\", a \\, a\ttab and a\nline.", rationale: "",
          scope: .draft, flagged: [])
      ]
      init(_ settings: AnalyzerSettings) {}
    }
    let text = ConfigurationSchema.jsonSchema(registry: AnalyzerRegistry([Odd.self]))
    #expect(text.contains(#""A \"quote\", a \\, a\u0009tab and a\nline.""#))
    #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(text.utf8)) }
  }
}
