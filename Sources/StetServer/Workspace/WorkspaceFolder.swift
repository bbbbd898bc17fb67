import JSONRPC

/// A folder that the client has open.
package struct WorkspaceFolder: Hashable, Sendable {
  /// The URI, as the client writes it.
  package let uri: String
  /// The absolute path; `nil` when it is on no disk of this machine.
  package let path: String?

  /// Makes a folder.
  package init(uri: String) {
    self.uri = uri
    path = DocumentURI.path(of: uri)
  }

  /// Reads the protocol's list of folders.
  static func list(_ params: Params) throws(ResponseError) -> [WorkspaceFolder] {
    var folders: [WorkspaceFolder] = []
    for folder in try params.array() {
      folders.append(WorkspaceFolder(uri: try folder.member("uri").string()))
    }
    return folders
  }
}
