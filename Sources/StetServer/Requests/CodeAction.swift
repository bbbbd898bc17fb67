import JSON
import JSONRPC
import StetCore
import StetWorkspace

/// `textDocument/codeAction`: what can be done about the diagnostics at a place.
enum CodeAction: RequestHandler {
  static let method = "textDocument/codeAction"

  /// Up to this many diagnostics are answered for at once.
  private static let inlineLimit = 100

  static func announce(in capabilities: inout ServerCapabilities, to client: ClientCapabilities) {
    guard client.takesActionLiterals else {
      capabilities.set("codeActionProvider", to: .bool(true))
      return
    }
    capabilities.set(
      "codeActionProvider", "codeActionKinds",
      to: .array(CodeActions.Kind.allCases.map { .string($0.rawValue) }))
    if client.resolvesActionEdits {
      capabilities.set("codeActionProvider", "resolveProvider", to: .bool(true))
    }
  }

  static func answer(
    _ params: Params, in session: Session, call: Call
  ) throws(ResponseError) -> Answer {
    let uri = try params.member("textDocument").member("uri").string()
    let range = try params.member("range").range()
    let context = try params.member("context")
    let known = try context.optional("diagnostics")?.array() ?? []
    var only: [String]?
    if let kinds = try context.optional("only")?.array(), !kinds.isEmpty {
      only = []
      for kind in kinds { only?.append(try kind.string()) }
    }
    // 2: the editor asks by itself.
    let isAutomatic = try context.optional("triggerKind")?.integer() == 2
    guard let snapshot = session.snapshot(of: uri) else { return .json { $0.array { _ in } } }

    let client = session.client
    let place = snapshot.source.range(
      from: range.start, to: range.end, in: client.positionEncoding)
    let matching = ClientDiagnostics(known, of: snapshot, client)
    let query = CodeActions.Query(
      only: only, isAutomatic: isAutomatic,
      diagnostics: snapshot.analysis.diagnostics.indices.filter { index in
        matching.has(index) || meets(snapshot.analysis.diagnostics[index].range, place)
      })
    var finder = CodeActions(
      snapshot: snapshot,
      wordLists: WordLists.Name.allCases.filter { session.path(of: $0, for: uri) != nil })
    if let register = session.registerPath(for: uri) {
      let home = Paths.folder(of: Paths.folder(of: register))
      let drafts = session.relatedDrafts
      finder.decides = true
      finder.caret = place.start
      finder.related = { drafts($0)?.source }
      finder.relative = { Paths.display($0, relativeTo: home) }
    }
    let encoder = CodeActionEncoder(snapshot, client, matching)
    let isLazy = client.resolvesActionEdits || !client.takesActionLiterals
    if isLazy && query.diagnostics.count <= inlineLimit {
      // Nothing is worked out that the writer may not choose.
      return .json { $0.value(encoder.array(of: finder.actions(for: query))) }
    }
    return .later { [finder] call in
      var writer = JSONWriter()
      writer.value(encoder.array(of: finder.actions(for: query), isCancelled: { call.isCancelled }))
      return .success(writer.take())
    }
  }

  /// Whether a diagnostic stands at the place that is asked about: a caret at one
  /// of its ends counts.
  private static func meets(_ range: TextRange, _ place: TextRange) -> Bool {
    if range.isEmpty || place.isEmpty {
      return range.start <= place.end && place.start <= range.end
    }
    return range.overlaps(place)
  }
}

/// The diagnostics that the client knows of a document, matched with those that
/// the document has.
struct ClientDiagnostics: Sendable {
  /// The client's own wording, by index among the document's diagnostics.
  private var matches: [Int: JSONValue] = [:]

  /// Matches the client's diagnostics. Those of others, and those that no longer
  /// hold, match nothing.
  init(_ known: [Params], of snapshot: DocumentSnapshot, _ client: ClientCapabilities) {
    guard !known.isEmpty else { return }
    struct Place: Hashable {
      var start: Position
      var end: Position
    }
    var places = PositionConverter(snapshot.source, client.positionEncoding)
    var own: [Place: [Int]] = [:]
    for (index, diagnostic) in snapshot.analysis.diagnostics.enumerated() {
      let start = places.position(of: diagnostic.range.start)
      own[Place(start: start, end: places.position(of: diagnostic.range.end)), default: []]
        .append(index)
    }
    for item in known {
      guard let range = try? item.member("range").range(),
        item.value["source"]?.string ?? "stet" == "stet"
      else { continue }
      let match = own[Place(start: range.start, end: range.end)]?.first { index in
        let diagnostic = snapshot.analysis.diagnostics[index]
        return matches[index] == nil
          && item.value["code"]?.string ?? diagnostic.rule == diagnostic.rule
          && item.value["message"]?.string ?? diagnostic.message == diagnostic.message
      }
      if let match { matches[match] = item.value }
    }
  }

  /// Whether the client knows a diagnostic.
  func has(_ index: Int) -> Bool { matches[index] != nil }

  /// A diagnostic as the client has it.
  subscript(_ index: Int) -> JSONValue? { matches[index] }
}

/// Writes actions as the client takes them.
struct CodeActionEncoder: Sendable {
  /// How many actions, of those whose edits must be worked out, are worked out
  /// for clients that cannot ask for them later.
  private static let eagerLimit = 10

  private let snapshot: DocumentSnapshot
  private let client: ClientCapabilities
  private let known: ClientDiagnostics

  /// Makes an encoder.
  init(_ snapshot: DocumentSnapshot, _ client: ClientCapabilities, _ known: ClientDiagnostics) {
    self.snapshot = snapshot
    self.client = client
    self.known = known
  }

  /// The array of `CodeAction`, or of `Command` where the client knows no more.
  func array(
    of actions: [CodeActions.Action], isCancelled: () -> Bool = { false }
  ) -> JSONValue {
    guard client.takesActionLiterals else {
      return .array(actions.compactMap { command($0, titled: $0.title) })
    }
    var left = Self.eagerLimit
    return .array(actions.compactMap { literal($0, left: &left, isCancelled) })
  }

  private func command(_ action: CodeActions.Action, titled title: String) -> JSONValue? {
    let name: ExecuteCommand.Name
    let argument: JSONValue
    switch action.work {
    case .edits(let descriptor, _):
      guard client.appliesEdits else { return nil }
      (name, argument) = (.applyFix, descriptor.json)
    case .decision(let descriptor):
      guard client.appliesEdits else { return nil }
      (name, argument) = (.applyFix, descriptor.json)
    case .addWord(let word, let list):
      name = .addToDictionary
      argument = .object([
        "uri": .string(snapshot.uri), "word": .string(word), "dictionary": .string(list.rawValue),
      ])
    case .export(let form):
      name = form == .article ? .exportArticle : .showChanges
      argument = .object(["uri": .string(snapshot.uri)])
    }
    return .object([
      "title": .string(title), "command": .string(name.rawValue), "arguments": .array([argument]),
    ])
  }

  private func literal(
    _ action: CodeActions.Action, left: inout Int, _ isCancelled: () -> Bool
  ) -> JSONValue? {
    var object: JSONObject = [
      "title": .string(action.title), "kind": .string(action.kind.rawValue),
    ]
    func add(_ name: String, _ value: JSONValue) {
      object.members.append(JSONObject.Member(name: name, value: value))
    }
    if !action.diagnostics.isEmpty {
      add("diagnostics", .array(action.diagnostics.compactMap(diagnostic)))
    }
    if action.isPreferred && client.flag("textDocument", "codeAction", "isPreferredSupport") {
      add("isPreferred", .bool(true))
    }
    switch action.work {
    case .decision(let descriptor) where client.resolvesActionEdits && client.createsFiles:
      add("data", descriptor.json)
    case .addWord, .export, .decision:
      guard let command = command(action, titled: action.title) else { return nil }
      add("command", command)
    case .edits(let descriptor, let edits):
      var edits = edits
      if edits == nil && !client.resolvesActionEdits {
        guard left > 0, !isCancelled() else { return nil }
        left -= 1
        edits = try? descriptor.edits(in: snapshot, isCancelled: isCancelled)
        guard edits?.isEmpty == false else { return nil }
      }
      if let edits {
        add(
          "edit",
          EditEncoder(snapshot.source, client.positionEncoding)
            .workspaceEdit(edits, of: snapshot.uri, version: snapshot.version, for: client))
      }
      if client.resolvesActionEdits { add("data", descriptor.json) }
    }
    return .object(object)
  }

  private func diagnostic(_ index: Int) -> JSONValue? {
    if let known = known[index] { return known }
    let all = snapshot.analysis.diagnostics
    guard all.indices.contains(index) else { return nil }
    let bytes = DiagnosticEncoder(client, uri: snapshot.uri, source: snapshot.source)
      .array(of: [all[index]])
    return (try? JSONValue(parsing: bytes))?.array?.first
  }
}

extension ClientCapabilities {
  /// Whether the client takes actions, and not only commands.
  var takesActionLiterals: Bool {
    value("textDocument", "codeAction", "codeActionLiteralSupport")?.object != nil
  }

  /// Whether the client asks for the edit of an action when it is chosen.
  var resolvesActionEdits: Bool {
    takesActionLiterals && flag("textDocument", "codeAction", "dataSupport")
      && value("textDocument", "codeAction", "resolveSupport", "properties")?.array?
        .contains(.string("edit")) == true
  }

  /// Whether the client applies edits that the server asks for.
  var appliesEdits: Bool { flag("workspace", "applyEdit") }
}
