package import JSON

/// Writes messages of JSON-RPC 2.0, without their headers.
package enum MessageEncoding {
  /// The bytes of a response.
  package static func response(
    to id: RequestID, result: (inout JSONWriter) -> Void
  ) -> [UInt8] {
    message { writer in
      writer.key("id")
      writer.value(id.json)
      writer.key("result")
      result(&writer)
    }
  }

  /// The bytes of an error; without an id, of one that answers no request in
  /// particular.
  package static func response(to id: RequestID?, error: ResponseError) -> [UInt8] {
    message { writer in
      writer.key("id")
      writer.value(id?.json ?? .null)
      writer.key("error")
      writer.object {
        $0.member("code", error.code.rawValue)
        $0.member("message", error.message)
        if let data = error.data {
          $0.key("data")
          $0.value(data)
        }
      }
    }
  }

  /// The bytes of a notification.
  package static func notification(
    _ method: String, params: (inout JSONWriter) -> Void
  ) -> [UInt8] {
    message { writer in
      writer.member("method", method)
      writer.key("params")
      params(&writer)
    }
  }

  /// The bytes of a request; without parameters when `params` is `nil`.
  package static func request(
    _ method: String, id: RequestID, params: JSONValue?
  ) -> [UInt8] {
    message { writer in
      writer.key("id")
      writer.value(id.json)
      writer.member("method", method)
      if let params {
        writer.key("params")
        writer.value(params)
      }
    }
  }

  private static func message(_ members: (inout JSONWriter) -> Void) -> [UInt8] {
    var writer = JSONWriter()
    writer.object {
      $0.member("jsonrpc", "2.0")
      members(&$0)
    }
    return writer.take()
  }

  /// The header block and the message, as they go over the wire.
  package static func framed(_ body: [UInt8]) -> [UInt8] {
    var bytes = Array("Content-Length: \(body.count)\r\n\r\n".utf8)
    bytes.append(contentsOf: body)
    return bytes
  }
}
