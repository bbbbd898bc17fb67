import JSON
import JSONRPC

/// `workspace/didChangeConfiguration`.
enum DidChangeConfiguration: NotificationHandler {
  static let methods = ["workspace/didChangeConfiguration"]

  static func handle(_ params: Params, in session: Session) throws(ResponseError) {
    // What comes with the notification is the old way; a client that can be asked
    // often sends nothing of use.
    if session.client.answersConfiguration { return session.fetchSettings() }
    guard let settings = try params.optional("settings") else { return }
    session.apply(Settings(settings.value, registry: session.environment.registry))
  }
}

/// `workspace/didChangeWorkspaceFolders`.
enum DidChangeWorkspaceFolders: NotificationHandler {
  static let methods = ["workspace/didChangeWorkspaceFolders"]

  static func announce(in capabilities: inout ServerCapabilities, to client: ClientCapabilities) {
    capabilities.set("workspace", "workspaceFolders", "supported", to: .bool(true))
    capabilities.set("workspace", "workspaceFolders", "changeNotifications", to: .bool(true))
  }

  static func handle(_ params: Params, in session: Session) throws(ResponseError) {
    let event = try params.member("event")
    let added = try event.optional("added").map(list) ?? []
    let removed = Set(try event.optional("removed").map(list)?.map(\.uri) ?? [])
    var folders = session.projects.folders.filter { !removed.contains($0.uri) }
    for folder in added where !folders.contains(folder) { folders.append(folder) }
    session.projects.setFolders(folders)
    if session.client.answersConfiguration { session.fetchSettings() }
    session.refreshDiagnostics()
  }

  private static func list(_ params: Params) throws(ResponseError) -> [WorkspaceFolder] {
    try WorkspaceFolder.list(params)
  }
}

/// `workspace/didChangeWatchedFiles`.
enum DidChangeWatchedFiles: NotificationHandler {
  static let methods = ["workspace/didChangeWatchedFiles"]

  static func handle(_ params: Params, in session: Session) throws(ResponseError) {
    var concerns = false
    var concernsDrafts = false
    for change in try params.member("changes").array() {
      guard let path = DocumentURI.path(of: try change.member("uri").string()) else { continue }
      let isConcern = session.projects.concerns(path)
      concerns = concerns || isConcern
      concernsDrafts = concernsDrafts || !isConcern
    }
    if concerns { session.reloadProjects() }
    if concernsDrafts { session.draftsMayHaveChanged() }
  }
}
