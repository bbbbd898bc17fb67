import JSON
import JSONRPC

/// `initialized`: from now on the client takes requests.
enum Initialized: NotificationHandler {
  static let methods = ["initialized"]

  static func handle(_ params: Params, in session: Session) throws(ResponseError) {
    session.start()
  }
}

/// `$/cancelRequest`.
enum CancelRequest: NotificationHandler {
  static let methods = ["$/cancelRequest"]

  static func handle(_ params: Params, in session: Session) throws(ResponseError) {
    let value = try params.member("id")
    guard let id = RequestID(value.value) else {
      throw value.mismatch(expected: "a whole number or a string")
    }
    session.cancel(id)
  }
}

/// `window/workDoneProgress/cancel`: as if the request had been taken back.
enum CancelProgress: NotificationHandler {
  static let methods = ["window/workDoneProgress/cancel"]

  static func handle(_ params: Params, in session: Session) throws(ResponseError) {
    session.cancel(progress: try params.member("token").value)
  }
}

/// `$/setTrace`.
enum SetTrace: NotificationHandler {
  static let methods = ["$/setTrace"]

  static func handle(_ params: Params, in session: Session) throws(ResponseError) {
    session.trace = try params.member("value").string()
  }
}
