import JSON
import JSONRPC
import StetServer
import Testing

@Suite("Lifecycle of a session")
struct LifecycleTests {
  @Test func `initialize tells what the server can do`() throws {
    let client = TestClient()
    let answer = client.request(
      "initialize", .object(["processId": .integer(42), "capabilities": .object([:])]))
    let result = try #require(answer["result"])
    #expect(result["serverInfo"]?["name"]?.string == "stet")
    #expect(result["capabilities"]?["positionEncoding"]?.string == "utf-16")
    #expect(result["capabilities"]?["textDocumentSync"]?["change"]?.integer == 2)
    #expect(result["capabilities"]?["textDocumentSync"]?["openClose"]?.bool == true)
    #expect(client.watchedProcesses == [42])
  }

  @Test func `before initialize requests are refused and notifications dropped`() {
    let client = TestClient()
    #expect(client.request("shutdown").errorCode == -32002)
    #expect(client.request("no/such").errorCode == -32002)
    #expect(client.open("file:///a.txt", "the the").isEmpty)
    #expect(client.settle().isEmpty)
    #expect(client.session.documents.isEmpty)
  }

  @Test func `a second initialize is refused`() throws {
    let client = try TestClient.begun()
    let answer = client.request("initialize", .object(["capabilities": .object([:])]))
    #expect(answer.errorCode == -32600)
    #expect(client.request("textDocument/diagnostic", .integer(1)).errorCode == -32602)
  }

  @Test func `an initialize that fails can be tried again`() {
    let client = TestClient()
    for params: JSONValue in [
      .object([:]), .array([]), .object(["capabilities": .integer(1)]),
      .object(["capabilities": .object([:]), "processId": .string("x")]),
      .object(["capabilities": .object([:]), "workspaceFolders": .string("x")]),
      .object(["capabilities": .object([:]), "workspaceFolders": .array([.object([:])])]),
    ] {
      #expect(client.request("initialize", params).errorCode == -32602)
    }
    #expect(client.request("initialize").errorCode == -32602)
    #expect(
      client.request("initialize", .object(["capabilities": .object([:])]))["result"] != nil)
  }

  @Test func `shutdown and exit end the session in order`() throws {
    let client = try TestClient.begun()
    #expect(client.request("shutdown")["result"] == .null)
    #expect(client.request("shutdown").errorCode == -32600)
    #expect(client.request("textDocument/hover", .object([:])).errorCode == -32600)
    #expect(client.open("file:///a.txt", "the the").isEmpty)
    client.notify("exit")
    #expect(client.session.phase == .ended(status: 0))
    #expect(client.send(TestClient.message("shutdown", .integer(9), nil)).isEmpty)
  }

  @Test func `exit without shutdown, and the end of the stream, end it with 1`() throws {
    let client = try TestClient.begun()
    client.notify("exit")
    #expect(client.session.phase == .ended(status: 1))
    let early = TestClient()
    early.notify("exit")
    #expect(early.session.phase == .ended(status: 1))
    let cut = try TestClient.begun()
    cut.session.handleEnd()
    #expect(cut.session.phase == .ended(status: 1))
    let orderly = try TestClient.begun()
    orderly.request("shutdown")
    orderly.session.handleEnd()
    #expect(orderly.session.phase == .ended(status: 0))
  }

  @Test func `unknown methods are refused or ignored`() throws {
    let client = try TestClient.begun()
    #expect(client.request("no/such").errorCode == -32601)
    #expect(client.request("$/noSuch").errorCode == -32601)
    #expect(client.notify("$/noSuch").isEmpty)
    client.notify("no/such", .integer(3))
    #expect(client.request("shutdown")["result"] == .null)
  }

  @Test func `requests and notifications do not stand in for each other`() throws {
    let client = try TestClient.begun()
    #expect(client.request("textDocument/didOpen", .object([:])).errorCode == -32601)
    client.notify("shutdown")
    #expect(client.session.phase == .running)
  }

  @Test func `a session may be split at every byte`() throws {
    let messages = [
      TestClient.message(
        "initialize", .integer(1), .object(["processId": .null, "capabilities": .object([:])])),
      TestClient.message("initialized", nil, .object([:])),
      TestClient.message("no/such", .string("é😀"), nil),
      TestClient.message("shutdown", .integer(2), nil),
      TestClient.message("exit", nil, nil),
    ]
    let bytes = messages.flatMap { MessageEncoding.framed(TestClient.bytes($0)) }
    let whole = TestClient().send(bytes: bytes)
    #expect(whole.count == 3)
    for split in 0...bytes.count {
      let client = TestClient()
      var received = client.send(bytes: Array(bytes[..<split]))
      received += client.send(bytes: Array(bytes[split...]))
      #expect(received == whole)
      #expect(client.session.phase == .ended(status: 0))
    }
    let slow = TestClient()
    var received: [JSONValue] = []
    for byte in bytes { received += slow.send(bytes: [byte]) }
    #expect(received == whole)
  }

  @Test func `the server lives on after what is no message`() throws {
    let client = try TestClient.begun()
    let malformed = client.send(bytes: MessageEncoding.framed(Array("{nonsense".utf8)))
    #expect(malformed.compactMap(\.errorCode) == [-32700])
    #expect(malformed.last?["id"] == .null)
    let batch = client.send(.array([TestClient.message("shutdown", .integer(1), nil)]))
    #expect(batch.compactMap(\.errorCode) == [-32600])
    let headless = client.send(bytes: Array("Content-Type: x\r\n\r\n{}".utf8))
    #expect(headless.compactMap(\.errorCode) == [-32700])
    #expect(client.request("shutdown")["result"] == .null)
  }

  @Test func `messages swallowed by a wrong length are found again`() throws {
    let client = try TestClient.begun()
    let first = TestClient.bytes(TestClient.message("no/such", .integer(50), nil))
    let second = MessageEncoding.framed(
      TestClient.bytes(TestClient.message("shutdown", .integer(51), nil)))
    let header = Array("Content-Length: \(first.count + 10)\r\n\r\n".utf8)
    let received = client.send(bytes: header + first + second)
    #expect(received.contains { $0.errorCode == -32700 })
    #expect(received.contains { $0["id"]?.integer == 51 && $0["result"] == .null })
  }

  @Test func `a request that is taken back before its turn is not answered otherwise`() throws {
    let client = try TestClient.begun()
    let request = TestClient.message("shutdown", .integer(50), nil)
    let cancel = TestClient.message("$/cancelRequest", nil, .object(["id": .integer(50)]))
    let bytes = [request, cancel].flatMap { MessageEncoding.framed(TestClient.bytes($0)) }
    let received = client.send(bytes: bytes)
    #expect(received.compactMap(\.errorCode) == [-32800])
    #expect(client.session.phase == .running)
    // The id is free again.
    #expect(client.send(request).first?["result"] == .null)
  }

  @Test func `taking back what nobody asked does nothing`() throws {
    let client = try TestClient.begun()
    #expect(
      client.notify("$/cancelRequest", .object(["id": .string("none")])).isEmpty)
    client.notify("$/cancelRequest", .object([:]))
    client.notify("$/cancelRequest", .integer(2))
    #expect(client.request("no/such").errorCode == -32601)
  }

  @Test func `a request that a job works on can be taken back`() throws {
    let client = try TestClient.begun()
    var received = client.send(
      TestClient.message("workspace/diagnostic", .integer(70), .object([:])))
    #expect(received.isEmpty)
    received = client.notify("$/cancelRequest", .object(["id": .integer(70)]))
    #expect(received.compactMap(\.errorCode) == [-32800])
    #expect(client.runJob())
    #expect(client.take().isEmpty)
  }

  @Test func `a request whose progress is cut short is taken back`() throws {
    let client = try TestClient.begun()
    client.send(
      TestClient.message(
        "workspace/diagnostic", .integer(70), .object(["workDoneToken": .string("t")])))
    let received = client.notify(
      "window/workDoneProgress/cancel", .object(["token": .string("t")]))
    #expect(received.compactMap(\.errorCode) == [-32800])
    client.runJob()
    #expect(client.take().isEmpty)
  }

  @Test func `an id that is in use is not taken for another request`() throws {
    let client = try TestClient.begun()
    client.send(TestClient.message("workspace/diagnostic", .integer(70), .object([:])))
    let second = client.send(TestClient.message("no/such", .integer(70), nil))
    #expect(second.map { $0["id"] } == [.null])
    client.runJob()
    #expect(client.take().map { $0["id"]?.integer } == [70])
  }

  @Test func `parameters of a wrong type are refused`() throws {
    let client = try TestClient.begun()
    for params: JSONValue? in [
      nil, .integer(3), .array([]), .string("x"), .object([:]),
      .object(["textDocument": .string("x")]), .object(["textDocument": .object([:])]),
      .object(["textDocument": .object(["uri": .integer(1)])]),
      .object([
        "textDocument": .object(["uri": .string("file:///a")]), "previousResultId": .bool(true),
      ]),
    ] {
      #expect(client.request("textDocument/diagnostic", params).errorCode == -32602)
    }
    #expect(client.request("shutdown")["result"] == .null)
  }

  @Test func `what is traced is what the client asked for`() throws {
    let client = try TestClient.begun()
    #expect(client.notify("$/setTrace", .object(["value": .string("verbose")])).isEmpty)
    let received = client.notify("$/noSuch")
    #expect(received.of("$/logTrace").count == 1)
    client.notify("$/setTrace", .object(["value": .string("off")]))
    #expect(client.notify("$/noSuch").isEmpty)
  }

  @Test func `responses to nothing are only logged`() throws {
    let client = try TestClient.begun()
    let received = client.send(
      .object(["jsonrpc": .string("2.0"), "id": .integer(99), "result": .null]))
    #expect(received.allSatisfy { $0["method"]?.string == "window/logMessage" })
  }

  @Test(arguments: [
    (["utf-16"], "utf-16"), (["utf-8"], "utf-8"), (["utf-32", "utf-16"], "utf-32"),
    (["utf-16", "utf-32", "utf-8"], "utf-8"), ([], "utf-16"), (["utf-7", "ebcdic"], "utf-16"),
    (["utf-7", "utf-32"], "utf-32"),
  ])
  func `the encoding of positions is one that the client knows`(
    offered: [String], chosen: String
  ) throws {
    let client = TestClient()
    let names = JSONValue.array(offered.map { .string($0) } + [.integer(8)])
    let answer = client.request(
      "initialize",
      .object([
        "capabilities": .object(["general": .object(["positionEncodings": names])])
      ]))
    #expect(answer["result"]?["capabilities"]?["positionEncoding"]?.string == chosen)
  }

  @Test func `capabilities of unknown kinds and odd types are passed over`() {
    let client = TestClient()
    let answer = client.request(
      "initialize",
      .object([
        "trace": .string("louder"), "rootUri": .null, "clientInfo": .integer(5),
        "capabilities": .object([
          "general": .null, "window": .string("x"), "future": .object([:]),
          "textDocument": .object(["publishDiagnostics": .array([]), "diagnostic": .bool(true)]),
        ]),
      ]))
    #expect(answer["result"] != nil)
  }
}
