import JSON
import JSONRPC
import StetServer
import StetTestSupport
import Testing

/// Messages of every kind that the server knows, with parameters that are right,
/// wrong, or right but for one member.
@Suite("Any messages")
struct AnyMessagesTests {
  private static let uris = [
    "file:///stet-none/a.txt", "file:///stet-none/b.md", "untitled:x", "", "file:///%zz",
    "file:///stet-none",
  ]

  /// A value that may stand for any parameter.
  private func value(_ random: inout SeededGenerator, depth: Int = 3) -> JSONValue {
    switch Int.random(in: 0..<(depth > 0 ? 10 : 7), using: &random) {
    case 0: return .null
    case 1: return .bool(Bool.random(using: &random))
    case 2: return .integer(Int.random(in: -2...30, using: &random))
    case 3: return .integer([Int.max, Int.min, 1 << 31, -1].randomElement(using: &random) ?? 0)
    case 4: return JSONNumber(0.5).map { .number($0) } ?? .null
    case 5: return .string(["", "x", "stet", "\u{0}😀"].randomElement(using: &random) ?? "")
    case 6: return .string(Self.uris.randomElement(using: &random) ?? "")
    case 7: return .array((0..<2).map { _ in value(&random, depth: depth - 1) })
    default: return params(&random, depth: depth - 1)
    }
  }

  private func object(_ members: [(String, JSONValue)]) -> JSONValue {
    .object(JSONObject(members.map { JSONObject.Member(name: $0.0, value: $0.1) }))
  }

  private func position(_ random: inout SeededGenerator) -> JSONValue {
    TestClient.position(
      (Int.random(in: 0...6, using: &random), Int.random(in: 0...30, using: &random)))
  }

  /// An object with the members that parameters of the protocol have, most of
  /// them of the right kind.
  private func params(_ random: inout SeededGenerator, depth: Int = 3) -> JSONValue {
    let uri = JSONValue.string(Self.uris.randomElement(using: &random) ?? "")
    let range = object([("start", position(&random)), ("end", position(&random))])
    let item = object([
      ("uri", uri), ("languageId", .string("markdown")),
      ("version", .integer(Int.random(in: 0...9, using: &random))),
      ("text", .string("He saw the the dog.\n\n# What is it?\n\nInteruption of 😀 it  here\n")),
    ])
    var members: [(String, JSONValue)] = [
      ("textDocument", item), ("position", position(&random)), ("range", range),
      ("uri", uri), ("id", .integer(Int.random(in: 0...300, using: &random))),
      (
        "contentChanges",
        .array([object([("range", range), ("text", .string("new\r\n"))])])
      ),
      ("context", object([("diagnostics", .array([])), ("triggerKind", .integer(1))])),
      ("options", object([("tabSize", .integer(2)), ("insertSpaces", .bool(true))])),
      ("positions", .array([position(&random)])), ("query", .string("wh")),
      ("newName", .string("new")), ("previousResultIds", .array([])), ("token", .string("t")),
      ("workDoneToken", .string("t")), ("settings", .object(["stet": .object([:])])),
      ("event", object([("added", .array([item])), ("removed", .array([]))])),
      ("changes", .array([item])), ("value", .string("off")), ("command", .string("stet.x")),
      ("arguments", .array([uri])), ("title", .string("title")),
    ]
    if depth > 0 {
      for _ in 0..<Int.random(in: 0...2, using: &random) {
        let index = Int.random(in: 0..<members.count, using: &random)
        members[index].1 = value(&random, depth: depth - 1)
      }
    }
    if Int.random(in: 0..<4, using: &random) == 0 {
      members.remove(at: Int.random(in: 0..<members.count, using: &random))
    }
    return object(members)
  }

  @Test(arguments: 0..<8)
  func `every request gets one answer, and the server lives on`(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    let client = try TestClient.begun(
      capabilities: object([
        (
          "textDocument",
          object([
            (
              "publishDiagnostics",
              object([("relatedInformation", .bool(true)), ("dataSupport", .bool(true))])
            ),
            seed % 2 == 0 ? ("diagnostic", .object([:])) : ("none", .null),
          ])
        )
      ]))
    let requests = Dispatch.methods.requests.filter { $0 != "shutdown" } + ["no/such"]
    let notifications = Dispatch.methods.notifications + ["$/no", "no/such"]
    var ids: [Int] = []
    for id in 1000..<1400 {
      let given =
        Int.random(in: 0..<12, using: &random) == 0 ? value(&random) : params(&random)
      if Int.random(in: 0..<3, using: &random) == 0 {
        ids.append(id)
        let method = requests.randomElement(using: &random) ?? ""
        client.send(TestClient.message(method, .integer(id), given))
      } else {
        client.notify(notifications.randomElement(using: &random) ?? "", given)
      }
      if Int.random(in: 0..<5, using: &random) == 0 { client.settle() }
    }
    client.settle()
    let answered = client.received.filter { $0["method"] == nil }.compactMap { $0["id"]?.integer }
    #expect(answered.filter { $0 >= 1000 }.sorted() == ids)
    #expect(client.request("shutdown")["result"] == .null)
  }

  @Test func `a stream with changed bytes is answered or refused, and never ends the server`()
    throws
  {
    var random = SeededGenerator(seed: 99)
    let uri = Self.uris[0]
    let messages = [
      TestClient.message(
        "textDocument/didOpen", nil,
        object([
          (
            "textDocument",
            object([
              ("uri", .string(uri)), ("languageId", .string("markdown")),
              ("version", .integer(1)), ("text", .string("He saw the the 😀 dog.\n")),
            ])
          )
        ])),
      TestClient.message(
        "textDocument/didChange", nil,
        object([
          ("textDocument", object([("uri", .string(uri)), ("version", .integer(2))])),
          ("contentChanges", .array([TestClient.edit((0, 2), (0, 17), "é")])),
        ])),
      TestClient.message(
        "textDocument/diagnostic", .integer(1000),
        object([("textDocument", object([("uri", .string(uri))]))])),
    ]
    let bytes = messages.flatMap { MessageEncoding.framed(TestClient.bytes($0)) }
    for _ in 0..<300 {
      let client = try TestClient.begun()
      var changed = bytes
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let place = Int.random(in: 0..<changed.count, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: changed[place] = UInt8.random(in: .min ... .max, using: &random)
        case 1: changed.remove(at: place)
        default: changed.insert(UInt8.random(in: .min ... .max, using: &random), at: place)
        }
      }
      client.send(bytes: changed)
      // Enough to fill whatever a wrong length still waits for.
      client.send(bytes: [UInt8](repeating: 0x20, count: 100_000))
      client.send(bytes: Array("\r\n\r\n".utf8))
      client.settle()
      client.notify("no/such")
      #expect(client.request("shutdown")["result"] == .null)
    }
  }
}
