package import JSON
package import StetCore

/// What the client can do, as it announced in `initialize`.
///
/// A member that is missing, or not of the type that the protocol gives it,
/// counts as not announced.
package struct ClientCapabilities: Sendable {
  /// Everything that was announced, for what has no property here.
  package let json: JSONValue
  /// The unit that columns are counted in, for the whole session.
  package let positionEncoding: PositionEncoding
  /// Whether the client asks for diagnostics itself.
  package let pullsDiagnostics: Bool
  /// What diagnostics may carry.
  package let diagnostics: DiagnosticCapabilities
  /// Whether the client can be told to ask for diagnostics again.
  package let refreshesDiagnostics: Bool
  /// Whether the client answers `workspace/configuration`.
  package let answersConfiguration: Bool
  /// Whether the client can be asked to watch files.
  package let watchesFiles: Bool
  /// Whether the client takes edits of several documents with their versions.
  package let takesDocumentChanges: Bool
  /// Whether the client makes files that an edit of several documents asks for.
  package let createsFiles: Bool
  /// Whether progress may be begun from this side.
  package let showsProgress: Bool

  /// Reads what a client announced.
  package init(_ json: JSONValue = .object(JSONObject())) {
    self.json = json
    func flag(_ path: String...) -> Bool { Self.value(json, path)?.bool ?? false }

    let offered = Set(
      Self.value(json, ["general", "positionEncodings"])?.array?.compactMap(\.string) ?? [])
    // UTF-8 is what the text is kept in; UTF-16, which every client has, is the
    // one that costs a count.
    positionEncoding =
      [.utf8, .utf32, .utf16].first { offered.contains($0.rawValue) } ?? PositionEncoding.utf16
    pullsDiagnostics = Self.value(json, ["textDocument", "diagnostic"])?.object != nil
    diagnostics = DiagnosticCapabilities(
      [
        Self.value(json, ["textDocument", "publishDiagnostics"]),
        Self.value(json, ["textDocument", "diagnostic"]),
      ].compactMap(\.self))
    // The plural is the protocol's name; some clients wrote the singular.
    refreshesDiagnostics =
      flag("workspace", "diagnostics", "refreshSupport")
      || flag("workspace", "diagnostic", "refreshSupport")
    answersConfiguration = flag("workspace", "configuration")
    watchesFiles = flag("workspace", "didChangeWatchedFiles", "dynamicRegistration")
    takesDocumentChanges = flag("workspace", "workspaceEdit", "documentChanges")
    createsFiles =
      Self.value(json, ["workspace", "workspaceEdit", "resourceOperations"])?.array?
      .contains(.string("create")) ?? false
    showsProgress = flag("window", "workDoneProgress")
  }

  /// The announced value at a path of names.
  package func value(_ path: String...) -> JSONValue? { Self.value(json, path) }

  /// Whether `true` was announced at a path of names.
  package func flag(_ path: String...) -> Bool { Self.value(json, path)?.bool ?? false }

  private static func value(_ json: JSONValue, _ path: [String]) -> JSONValue? {
    var value = json
    for name in path {
      guard let next = value[name] else { return nil }
      value = next
    }
    return value
  }
}

/// What a client's diagnostics may carry.
package struct DiagnosticCapabilities: Hashable, Sendable {
  /// Whether they may point at other places.
  package let related: Bool
  /// Whether text may be shown as unnecessary.
  package let unnecessaryTag: Bool
  /// Whether they may link to a page about their rule.
  package let codeDescription: Bool
  /// Whether they may carry data that comes back with code actions.
  package let data: Bool

  /// Reads what was announced in any of several places: the protocol names these
  /// capabilities with pushed diagnostics, and from 3.18 on with pulled ones too.
  init(_ sources: [JSONValue]) {
    func has(_ name: String) -> Bool { sources.contains { $0[name]?.bool == true } }
    related = has("relatedInformation")
    codeDescription = has("codeDescriptionSupport")
    data = has("dataSupport")
    unnecessaryTag = sources.contains { source in
      source["tagSupport"]?["valueSet"]?.array?.contains { $0.integer == 1 } ?? false
    }
  }
}
