import JSON
import JSONRPC
import Testing

@Suite("Messages")
struct MessageTests {
  private func parse(_ text: String) -> Message { Message(parsing: Array(text.utf8)) }

  @Test func `a request has an id, a method and parameters`() {
    guard
      case .request(let id, let method, let params) = parse(
        #"{"jsonrpc":"2.0","id":7,"method":"a","params":{"b":1},"more":[]}"#)
    else {
      Issue.record("No request")
      return
    }
    #expect(id == .integer(7))
    #expect(method == "a")
    #expect(params?["b"]?.integer == 1)
  }

  @Test func `an id may be a string, and is not the number that it spells`() {
    guard case .request(let id, _, let params) = parse(#"{"jsonrpc":"2.0","id":"7","method":"a"}"#)
    else {
      Issue.record("No request")
      return
    }
    #expect(id == .string("7"))
    #expect(id != .integer(7))
    #expect(params == nil)
  }

  @Test func `without an id it is a notification, and null is no parameters`() {
    guard
      case .notification(let method, let params) = parse(
        #"{"jsonrpc":"2.0","method":"a","params":null}"#)
    else {
      Issue.record("No notification")
      return
    }
    #expect(method == "a")
    #expect(params == nil)
  }

  @Test func `a response carries a result or an error`() {
    guard case .response(let id, .success(let value)) = parse(#"{"id":1,"result":null}"#) else {
      Issue.record("No response")
      return
    }
    #expect(id == .integer(1))
    #expect(value == .null)
    guard
      case .response(_, .failure(let error)) = parse(
        #"{"id":1,"error":{"code":-32601,"message":"no"}}"#)
    else {
      Issue.record("No error")
      return
    }
    #expect(error.code == .methodNotFound)
  }

  @Test(
    arguments: [
      ("", nil, -32700), ("{", nil, -32700), (#"{"a":1}}"#, nil, -32700),
      ("\u{FEFF}{}", nil, -32700),
      ("[]", nil, -32600), (#"[{"jsonrpc":"2.0","id":1,"method":"a"}]"#, nil, -32600),
      ("3", nil, -32600), ("null", nil, -32600), (#""x""#, nil, -32600), ("{}", nil, -32600),
      (#"{"jsonrpc":"2.0","id":4}"#, .integer(4), -32600),
      (#"{"jsonrpc":"2.0","id":4,"method":5}"#, .integer(4), -32600),
      (#"{"jsonrpc":"2.0","id":null,"method":"a"}"#, nil, -32600),
      (#"{"jsonrpc":"2.0","id":1.5,"method":"a"}"#, nil, -32600),
      (#"{"jsonrpc":"2.0","id":{},"method":"a"}"#, nil, -32600),
      (#"{"jsonrpc":"1.0","id":4,"method":"a"}"#, .integer(4), -32600),
      (#"{"id":4,"method":"a"}"#, .integer(4), -32600),
    ] as [(String, RequestID?, Int)])
  func `what is no message says so`(text: String, id: RequestID?, code: Int) {
    guard case .invalid(let found, let error) = parse(text) else {
      Issue.record("Taken as a message: \(text)")
      return
    }
    #expect(found == id)
    #expect(error.code.rawValue == code)
  }

  @Test func `messages are written as they are read`() {
    let bytes = MessageEncoding.response(to: .string("é")) { $0.null() }
    #expect(String(decoding: bytes, as: UTF8.self) == #"{"jsonrpc":"2.0","id":"é","result":null}"#)
    #expect(
      String(decoding: MessageEncoding.framed(bytes), as: UTF8.self)
        .hasPrefix("Content-Length: \(bytes.count)\r\n\r\n{"))
    let error = MessageEncoding.response(
      to: nil, error: ResponseError(.parseError, "no", data: .integer(1)))
    #expect(
      String(decoding: error, as: UTF8.self)
        == #"{"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"no","data":1}}"#)
  }
}
