import Foundation
import JSON

/// Holds values against a JSON Schema of draft 2020-12, of which it knows the
/// keywords that Stet's schemas use and refuses all others.
struct JSONSchema {
  private let root: JSONValue

  /// Reads a schema from the repository.
  init(_ path: String) throws {
    let url = Folder.repository.appending(path: path)
    root = try JSONValue(parsing: Array(try Data(contentsOf: url)))
  }

  /// What is wrong with a value; empty when it follows the schema, or the part
  /// of it under `$defs` with that name.
  func faults(of value: JSONValue, as definition: String? = nil) -> [String] {
    guard let definition else { return faults(of: value, root, "") }
    return faults(of: value, .object(["$ref": .string("#/$defs/\(definition)")]), "")
  }

  private func faults(of value: JSONValue, _ schema: JSONValue, _ path: String) -> [String] {
    guard let keywords = schema.object else { return ["\(path): the schema is no object"] }
    return keywords.members.flatMap { keyword -> [String] in
      faults(of: value, keyword.name, keyword.value, path)
    }
  }

  private func faults(
    of value: JSONValue, _ keyword: String, _ rule: JSONValue, _ path: String
  ) -> [String] {
    func check(_ holds: Bool) -> [String] { holds ? [] : ["\(path): \(keyword) fails"] }
    switch keyword {
    case "$schema", "$defs", "title", "description": return []
    case "$ref":
      let name = rule.string?.split(separator: "/").last.map(String.init) ?? ""
      guard let target = root["$defs"]?[name] else { return ["no definition \(name)"] }
      return faults(of: value, target, path)
    case "type":
      let types = rule.array?.compactMap(\.string) ?? [rule.string].compactMap(\.self)
      return check(types.contains { Self.matches(value, $0) })
    case "const": return check(value == rule)
    case "enum": return check(rule.array?.contains(value) ?? false)
    case "minimum": return check((value.number?.double ?? 0) >= (rule.number?.double ?? 0))
    case "maximum": return check((value.number?.double ?? 0) <= (rule.number?.double ?? 0))
    case "pattern":
      guard let text = value.string, let pattern = rule.string else { return [] }
      return check(text.range(of: pattern, options: .regularExpression) != nil)
    case "required":
      guard let object = value.object else { return [] }
      return (rule.array ?? []).compactMap(\.string).filter { object[$0] == nil }
        .map { "\(path): \($0) is missing" }
    case "properties":
      return (value.object?.members ?? []).flatMap { member -> [String] in
        guard let schema = rule[member.name] else {
          return ["\(path): \(member.name) is not in the schema"]
        }
        return faults(of: member.value, schema, "\(path)/\(member.name)")
      }
    case "items":
      return (value.array ?? []).enumerated().flatMap { index, element in
        faults(of: element, rule, "\(path)/\(index)")
      }
    case "oneOf":
      let all = (rule.array ?? []).map { faults(of: value, $0, path) }
      return all.filter(\.isEmpty).count == 1 ? [] : ["\(path): oneOf: \(all)"]
    default: return ["\(path): unknown keyword \(keyword)"]
    }
  }

  private static func matches(_ value: JSONValue, _ type: String) -> Bool {
    switch (type, value) {
    case ("null", .null), ("boolean", .bool), ("string", .string), ("array", .array),
      ("object", .object), ("number", .number):
      true
    case ("integer", .number(let number)): number.integer != nil
    default: false
    }
  }
}
