package import JSON
package import JSONRPC
import StetCore

/// Which requests and notifications the server knows.
///
/// To add a request, write a type that is a ``RequestHandler`` in a file of its
/// own under `Requests/`, and add it to the list below. Its `announce` says in
/// the answer to `initialize` that the server has it; its `answer` gets the
/// parameters and the session, which it may read but must not change. Answer at
/// once with ``Answer/json(_:)`` or ``Answer/null``; what may take more than a
/// millisecond goes into ``Answer/later(_:)``, with copies of what it needs. A
/// notification changes the state of the session, and goes under
/// `Notifications/`.
package enum Dispatch {
  private static let requestHandlers: [any RequestHandler.Type] = [
    Initialize.self,
    Shutdown.self,
    DocumentDiagnostic.self,
    CodeAction.self,
    CodeActionResolve.self,
    ExecuteCommand.self,
    Formatting.self,
    RangeFormatting.self,
    WillSaveWaitUntil.self,
    WorkspaceDiagnostic.self,
    DocumentSymbol.self,
    FoldingRange.self,
    SelectionRange.self,
    DocumentHighlight.self,
    Definition.self,
    References.self,
    PrepareRename.self,
    Rename.self,
    WorkspaceSymbol.self,
    CodeLens.self,
    ResolveCodeLens.self,
    Hover.self,
    Completion.self,
    DocumentLink.self,
    InlayHint.self,
  ]

  private static let notificationHandlers: [any NotificationHandler.Type] = [
    Initialized.self,
    CancelRequest.self,
    CancelProgress.self,
    SetTrace.self,
    DidOpen.self,
    DidChange.self,
    DidSave.self,
    DidClose.self,
    DidChangeConfiguration.self,
    DidChangeWorkspaceFolders.self,
    DidChangeWatchedFiles.self,
  ]

  static let requests = Dictionary(
    requestHandlers.map { ($0.method, $0) }, uniquingKeysWith: { first, _ in first })

  static let notifications = Dictionary(
    notificationHandlers.flatMap { handler in handler.methods.map { ($0, handler) } },
    uniquingKeysWith: { first, _ in first })

  /// The names of all requests and notifications that the server knows.
  package static var methods: (requests: [String], notifications: [String]) {
    (requests.keys.sorted(), notifications.keys.sorted())
  }

  /// What the server can do for a client.
  static func capabilities(
    for client: ClientCapabilities, comparesDrafts: Bool
  ) -> JSONValue {
    var capabilities = ServerCapabilities(comparesDrafts: comparesDrafts)
    capabilities.set("positionEncoding", to: .string(client.positionEncoding.rawValue))
    for handler in requestHandlers { handler.announce(in: &capabilities, to: client) }
    for handler in notificationHandlers { handler.announce(in: &capabilities, to: client) }
    return capabilities.json
  }
}

/// Answers one kind of request.
protocol RequestHandler: SendableMetatype {
  /// The method, as the protocol names it.
  static var method: String { get }

  /// Says what the server can do, in the answer to `initialize`.
  static func announce(in capabilities: inout ServerCapabilities, to client: ClientCapabilities)

  /// The answer. Reads the session, and never changes documents.
  static func answer(
    _ params: Params, in session: Session, call: Call
  ) throws(ResponseError) -> Answer
}

extension RequestHandler {
  static func announce(in capabilities: inout ServerCapabilities, to client: ClientCapabilities) {}
}

/// Does what one kind of notification, or a few alike, ask for.
protocol NotificationHandler: SendableMetatype {
  /// The methods, as the protocol names them.
  static var methods: [String] { get }

  /// Says what the server can do, in the answer to `initialize`.
  static func announce(in capabilities: inout ServerCapabilities, to client: ClientCapabilities)

  /// Changes the session. An error is written to the log.
  static func handle(_ params: Params, in session: Session) throws(ResponseError)
}

extension NotificationHandler {
  static func announce(in capabilities: inout ServerCapabilities, to client: ClientCapabilities) {}
}

/// What a request is answered with.
package enum Answer {
  /// A result that is there, as JSON.
  case now([UInt8])
  /// A result that a job finds. The call tells whether anybody still waits.
  case later(@Sendable (Call) -> Result<[UInt8], ResponseError>)
  /// A result that a job finds, and what is done in the session when it has been
  /// sent. Nothing is done when nobody waits any more, or the job failed.
  case laterAnd(@Sendable (Call) -> Result<(result: [UInt8], then: Job.Outcome), ResponseError>)

  /// Nothing.
  package static let null = Answer.now(Array("null".utf8))

  /// A result, written now.
  package static func json(_ body: (inout JSONWriter) -> Void) -> Answer {
    var writer = JSONWriter()
    body(&writer)
    return .now(writer.take())
  }
}

/// What the server says in `initialize` that it can do.
package struct ServerCapabilities: Sendable {
  /// Whether what is found in one draft can depend on others.
  let comparesDrafts: Bool
  /// The `ServerCapabilities` of the protocol.
  package private(set) var json = JSONValue.object(JSONObject())

  init(comparesDrafts: Bool) { self.comparesDrafts = comparesDrafts }

  /// Sets the member at a path of names; objects on the way are made.
  package mutating func set(_ path: String..., to value: JSONValue) {
    json = Self.setting(path[...], to: value, in: json)
  }

  /// Adds to the array at a path of names.
  package mutating func append(_ value: JSONValue, to path: String...) {
    let old = path.reduce(JSONValue?.some(json)) { $0?[$1] }?.array ?? []
    json = Self.setting(path[...], to: .array(old + [value]), in: json)
  }

  private static func setting(
    _ path: ArraySlice<String>, to value: JSONValue, in json: JSONValue
  ) -> JSONValue {
    guard let name = path.first else { return value }
    var object = json.object ?? JSONObject()
    let inner = setting(path.dropFirst(), to: value, in: object[name] ?? .object(JSONObject()))
    if let index = object.members.firstIndex(where: { $0.name == name }) {
      object.members[index].value = inner
    } else {
      object.members.append(JSONObject.Member(name: name, value: inner))
    }
    return .object(object)
  }
}
