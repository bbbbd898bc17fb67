package import JSON

/// What tells one request from another.
package enum RequestID: Hashable, Sendable {
  case integer(Int)
  case string(String)

  /// The id that a JSON value is; `nil` when it is neither a whole number nor a
  /// string.
  package init?(_ value: JSONValue) {
    switch value {
    case .number(let number):
      guard let integer = number.integer else { return nil }
      self = .integer(integer)
    case .string(let text): self = .string(text)
    default: return nil
    }
  }

  /// The id as JSON.
  package var json: JSONValue {
    switch self {
    case .integer(let value): .integer(value)
    case .string(let text): .string(text)
    }
  }
}

/// An error as a response carries it.
package struct ResponseError: Error, Hashable, Sendable {
  /// What kind of error, by number.
  package struct Code: Hashable, Sendable {
    package let rawValue: Int

    /// Makes a code.
    package init(_ rawValue: Int) { self.rawValue = rawValue }

    /// The bytes were no JSON.
    package static let parseError = Code(-32700)
    /// The JSON was no request.
    package static let invalidRequest = Code(-32600)
    /// There is no such method.
    package static let methodNotFound = Code(-32601)
    /// The parameters are not what the method takes.
    package static let invalidParams = Code(-32602)
    /// The fault is on this side.
    package static let internalError = Code(-32603)
  }

  /// What kind of error.
  package let code: Code
  /// What is wrong, for people.
  package let message: String
  /// What programs may want to know.
  package let data: JSONValue?

  /// Makes an error.
  package init(_ code: Code, _ message: String, data: JSONValue? = nil) {
    self.code = code
    self.message = message
    self.data = data
  }
}

/// A message of JSON-RPC 2.0 as it came in.
package enum Message: Sendable {
  /// Asks for a response.
  case request(id: RequestID, method: String, params: JSONValue?)
  /// Asks for nothing.
  case notification(method: String, params: JSONValue?)
  /// Answers a request of ours.
  case response(id: RequestID?, result: Result<JSONValue, ResponseError>)
  /// Is none of these; to be answered with an error under the id, or under
  /// `null` where there is none.
  case invalid(id: RequestID?, ResponseError)

  /// Reads a message. What is wrong with it makes it ``invalid(id:_:)``.
  package init(parsing bytes: [UInt8]) {
    do throws(JSONError) {
      self.init(try JSONValue(parsing: bytes))
    } catch {
      self = .invalid(id: nil, ResponseError(.parseError, "No JSON: \(error)"))
    }
  }

  /// The message that a JSON value is.
  package init(_ value: JSONValue) {
    guard let object = value.object else {
      let what = value.array == nil ? value.kindDescription : "a batch"
      self = .invalid(
        id: nil, ResponseError(.invalidRequest, "Expected one message, got \(what)"))
      return
    }
    let idValue = object["id"]
    let id = idValue.flatMap(RequestID.init)
    func invalid(_ message: String) -> Message {
      .invalid(id: id, ResponseError(.invalidRequest, message))
    }
    guard let methodValue = object["method"] else {
      self = Self.response(object, id: id) ?? invalid("A message without a method")
      return
    }
    guard let method = methodValue.string else {
      self = invalid("“method” must be a string, not \(methodValue.kindDescription)")
      return
    }
    let params = object["params"].flatMap { $0.isNull ? nil : $0 }
    guard let idValue else {
      self = .notification(method: method, params: params)
      return
    }
    guard let id else {
      self = invalid("“id” must be a whole number or a string, not \(idValue.kindDescription)")
      return
    }
    guard object["jsonrpc"]?.string == "2.0" else {
      self = invalid("“jsonrpc” must be “2.0”")
      return
    }
    self = .request(id: id, method: method, params: params)
  }

  private static func response(_ object: JSONObject, id: RequestID?) -> Message? {
    if let error = object["error"], !error.isNull {
      return .response(
        id: id,
        result: .failure(
          ResponseError(
            ResponseError.Code(error["code"]?.integer ?? 0), error["message"]?.string ?? "",
            data: error["data"])))
    }
    guard let result = object["result"] else { return nil }
    return .response(id: id, result: .success(result))
  }
}
