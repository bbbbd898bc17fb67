package import JSONRPC

/// The codes that the Language Server Protocol adds.
extension ResponseError.Code {
  /// `initialize` has not come yet.
  package static let serverNotInitialized = Self(-32002)
  /// The request is right, but cannot be done.
  package static let requestFailed = Self(-32803)
  /// The server gave up on the request; the client may ask again.
  package static let serverCancelled = Self(-32802)
  /// What the request was about changed before there was an answer.
  package static let contentModified = Self(-32801)
  /// The client took the request back.
  package static let requestCancelled = Self(-32800)
}
