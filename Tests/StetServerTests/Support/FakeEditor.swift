import Foundation
import JSON
import StetServer
import Testing

/// An editor that keeps its own copy of a text, counts lines and columns in its
/// own way, and makes the edits that it is given.
final class FakeEditor {
  /// What the editor can do with actions.
  enum Skill: CaseIterable, Sendable {
    /// Takes actions and asks for their edits when they are chosen.
    case resolving
    /// Takes actions with their edits, in the older shape.
    case literal
    /// Takes commands only.
    case commands
  }

  /// The unit of columns.
  enum Unit: String, CaseIterable, Sendable {
    case utf8 = "utf-8"
    case utf16 = "utf-16"
    case utf32 = "utf-32"
  }

  let client: TestClient
  let uri: String
  private let skill: Skill
  private let unit: Unit
  private(set) var text: String
  private(set) var version = 1

  init(
    _ text: String, uri: String = "file:///drafts/a.txt", language: String = "plaintext",
    skill: Skill = .resolving, unit: Unit = .utf16, folder: String? = nil,
    options: JSONValue? = nil, personalDictionary: String? = nil
  ) throws {
    self.text = text
    self.uri = uri
    self.skill = skill
    self.unit = unit
    client = try TestClient.begun(
      capabilities: Self.capabilities(skill, unit), folder: folder, options: options,
      personalDictionary: personalDictionary)
    client.open(uri, text, version: version, language: language)
  }

  static func capabilities(_ skill: Skill, _ unit: Unit) -> JSONValue {
    var action: JSONObject = ["isPreferredSupport": .bool(true)]
    if skill != .commands {
      action.members.append(
        .init(
          name: "codeActionLiteralSupport",
          value: .object([
            "codeActionKind": .object(["valueSet": .array([.string("quickfix")])])
          ])))
    }
    if skill == .resolving {
      action.members.append(.init(name: "dataSupport", value: .bool(true)))
      action.members.append(
        .init(name: "resolveSupport", value: .object(["properties": .array([.string("edit")])])))
    }
    return .object([
      "general": .object(["positionEncodings": .array([.string(unit.rawValue)])]),
      "workspace": .object([
        "applyEdit": .bool(true),
        "workspaceEdit": .object(["documentChanges": .bool(skill == .resolving)]),
      ]),
      "textDocument": .object([
        "diagnostic": .object([:]),
        "codeAction": .object(action),
        "synchronization": .object(["willSaveWaitUntil": .bool(true)]),
      ]),
    ])
  }

  // MARK: Asking

  /// The diagnostics of the text as it is.
  func diagnostics() -> [JSONValue] {
    client.request(
      "textDocument/diagnostic", .object(["textDocument": .object(["uri": .string(uri)])]))[
        "result"]?["items"]?.array ?? []
  }

  /// The actions for a range; for the whole text unless one is given.
  func actions(
    in range: JSONValue? = nil, diagnostics: [JSONValue] = [], only: [String]? = nil,
    trigger: Int? = nil
  ) -> [JSONValue] {
    var context: JSONObject = ["diagnostics": .array(diagnostics)]
    if let only {
      context.members.append(.init(name: "only", value: .array(only.map(JSONValue.string))))
    }
    if let trigger {
      context.members.append(.init(name: "triggerKind", value: .integer(trigger)))
    }
    return client.request(
      "textDocument/codeAction",
      .object([
        "textDocument": .object(["uri": .string(uri)]), "range": range ?? Self.everything,
        "context": .object(context),
      ]))["result"]?.array ?? []
  }

  static let everything: JSONValue = .object([
    "start": TestClient.position((0, 0)), "end": TestClient.position((1_000_000, 0)),
  ])

  /// The actions for one diagnostic.
  func actions(for diagnostic: JSONValue) -> [JSONValue] {
    actions(in: diagnostic["range"], diagnostics: [diagnostic], only: ["quickfix"])
      .filter { action in
        skill == .commands || action["diagnostics"]?.array?.contains(diagnostic) == true
      }
  }

  // MARK: Applying

  /// What an action would make of the text; `nil` when it makes no edits.
  func result(of action: JSONValue) -> String? {
    var edit = action["edit"]
    if edit == nil, action["data"] != nil {
      let resolved = client.request("codeAction/resolve", action)
      edit = resolved["result"]?["edit"]
      if edit == nil { Issue.record("\(action["title"]?.string ?? ""): \(resolved)") }
    }
    if edit == nil, let command = action["command"]?.string {
      client.take()
      client.request(
        "workspace/executeCommand",
        .object(["command": .string(command), "arguments": action["arguments"] ?? .null]))
      guard let asked = client.received.of("workspace/applyEdit").last else { return nil }
      client.respond(to: asked, .object(["applied": .bool(true)]))
      edit = asked["params"]?["edit"]
    }
    return edit.flatMap(result(ofWorkspaceEdit:))
  }

  private func result(ofWorkspaceEdit edit: JSONValue) -> String? {
    if let changes = edit["documentChanges"]?.array {
      #expect(skill == .resolving)
      #expect(changes.count == 1)
      #expect(changes.first?["textDocument"]?["uri"]?.string == uri)
      #expect(changes.first?["textDocument"]?["version"]?.integer == version)
      return changes.first?["edits"]?.array.map(applying)
    }
    #expect(skill != .resolving)
    return edit["changes"]?[uri]?.array.map(applying)
  }

  /// Sets the text, as typing or edits would.
  func set(_ newText: String) {
    version += 1
    text = newText
    client.change(uri, version: version, [.object(["text": .string(newText)])])
  }

  /// The text after edits of the protocol, all of which speak of the text as it is.
  func applying(_ edits: [JSONValue]) -> String {
    var places: [(start: Int, end: Int, text: String)] = []
    for edit in edits {
      guard let start = offset(edit["range"]?["start"]), let end = offset(edit["range"]?["end"]),
        let text = edit["newText"]?.string
      else {
        Issue.record("No edit: \(edit)")
        return text
      }
      #expect(start <= end)
      places.append((start, end, text))
    }
    places.sort { ($0.start, $0.end) < ($1.start, $1.end) }
    for (first, second) in zip(places, places.dropFirst()) {
      #expect(first.end < second.start || first.end == second.start && first.start < first.end)
    }
    var bytes = Array(text.utf8)
    for place in places.reversed() {
      bytes.replaceSubrange(place.start..<place.end, with: place.text.utf8)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Bytes before a position that must be one of the text.
  private func offset(_ position: JSONValue?) -> Int? {
    guard let line = position?["line"]?.integer, let column = position?["character"]?.integer
    else { return nil }
    var current = 0
    var left = -1
    var offset = 0
    let scalars = Array(text.unicodeScalars)
    for (index, scalar) in scalars.enumerated() {
      if current == line && left < 0 { left = column }
      if current == line {
        if left == 0 { return offset }
        switch unit {
        case .utf8: left -= scalar.utf8.count
        case .utf16: left -= scalar.utf16.count
        case .utf32: left -= 1
        }
        // A position in a character, or in a line break, is none.
        if left < 0 { return nil }
      }
      offset += scalar.utf8.count
      let isBreak =
        scalar == "\n"
        || scalar == "\r" && !(index + 1 < scalars.count && scalars[index + 1] == "\n")
      if isBreak || scalar == "\r" {
        if current == line { return nil }
        if isBreak { current += 1 }
      }
    }
    if current == line && (left == 0 || left < 0 && column == 0) { return offset }
    return nil
  }
}

extension JSONValue {
  /// What tells diagnostics apart when their places move.
  var code: String { self["code"]?.string ?? "" }
  var title: String { self["title"]?.string ?? "" }
}
