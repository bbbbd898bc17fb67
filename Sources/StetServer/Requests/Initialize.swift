import JSON
import JSONRPC
import StetCore

/// `initialize`: what the client can do, where its folders are, and what the
/// server can do for it.
enum Initialize: RequestHandler {
  static let method = "initialize"

  static func answer(
    _ params: Params, in session: Session, call: Call
  ) throws(ResponseError) -> Answer {
    // Everything is read before anything changes: after an error the client may
    // try again.
    guard params.value.object?.members.isEmpty == false else {
      throw ResponseError(.invalidParams, "“initialize” needs parameters")
    }
    let processID = try params.optional("processId").map { value throws(ResponseError) in
      try value.integer()
    }
    let offered = try params.optional("capabilities")
    if let offered, offered.value.object == nil {
      throw offered.mismatch(expected: "an object")
    }
    let folders = try workspaceFolders(params)

    session.client = ClientCapabilities(offered?.value ?? .object(JSONObject()))
    session.trace = params.value["trace"]?.string ?? "off"
    session.begin(folders: folders, options: params.value["initializationOptions"])
    session.phase = .running
    if let processID { session.environment.watch(processID) }

    let capabilities = Dispatch.capabilities(
      for: session.client, comparesDrafts: session.projects.engine(for: nil).engine.comparesDrafts)
    return .json { writer in
      writer.object { writer in
        writer.key("capabilities")
        writer.value(capabilities)
        writer.key("serverInfo")
        writer.object {
          $0.member("name", "stet")
          $0.member("version", session.environment.version)
        }
      }
    }
  }

  /// The folders of the workspace; `rootUri` and `rootPath` are how clients
  /// named the only one before there could be several.
  private static func workspaceFolders(
    _ params: Params
  ) throws(ResponseError) -> [WorkspaceFolder] {
    if let folders = try params.optional("workspaceFolders") {
      return try WorkspaceFolder.list(folders)
    }
    if let root = try params.optional("rootUri") {
      return [WorkspaceFolder(uri: try root.string())]
    }
    if let root = try params.optional("rootPath") {
      return [WorkspaceFolder(uri: DocumentURI.file(try root.string()))]
    }
    return []
  }
}

/// `shutdown`: nothing more is asked but to exit.
enum Shutdown: RequestHandler {
  static let method = "shutdown"

  static func answer(
    _ params: Params, in session: Session, call: Call
  ) throws(ResponseError) -> Answer {
    session.phase = .shutDown
    return .null
  }
}
