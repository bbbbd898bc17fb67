import BuiltInAnalyzers
import JSON
import JSONRPC
import StetCore
import StetServer
import Synchronization
import Testing

/// A client in the same process: bytes in, messages out, one step after the
/// other, with nothing that waits.
final class TestClient {
  /// What the session sent and submitted, until it is looked at.
  private final class Mailbox: Sendable {
    let sent = Mutex<[[UInt8]]>([])
    let jobs = Mutex<[Job]>([])
    let watched = Mutex<[Int]>([])
  }

  private let mailbox = Mailbox()
  private let cancelled = CancelledIDs()
  private var framer = MessageFramer()
  let session: Session
  private var lastID = 0
  /// Messages that came while another was waited for.
  private(set) var received: [JSONValue] = []

  init(
    registry: AnalyzerRegistry = .builtIn, personalDictionary: String? = nil,
    previews: String? = nil,
    patience: AnalysisGuard.Patience = AnalysisGuard.Patience(milliseconds: 60_000)
  ) {
    let mailbox = mailbox
    session = Session(
      Session.Environment(
        version: "test", registry: registry, personalDictionary: personalDictionary,
        previews: previews, patience: patience,
        send: { message in mailbox.sent.withLock { $0.append(message) } },
        submit: { job in mailbox.jobs.withLock { $0.append(job) } },
        watch: { process in mailbox.watched.withLock { $0.append(process) } }),
      cancelled: cancelled)
  }

  /// A client whose session has begun.
  static func begun(
    capabilities: JSONValue = .object([:]), folder: String? = nil,
    options: JSONValue? = nil, registry: AnalyzerRegistry = .builtIn,
    personalDictionary: String? = nil, previews: String? = nil,
    patience: AnalysisGuard.Patience = AnalysisGuard.Patience(milliseconds: 60_000)
  ) throws -> TestClient {
    let client = TestClient(
      registry: registry, personalDictionary: personalDictionary, previews: previews,
      patience: patience)
    var params: JSONObject = ["processId": .null, "capabilities": capabilities]
    if let folder {
      params.members.append(
        .init(
          name: "workspaceFolders",
          value: .array([
            .object(["uri": .string(DocumentURI.file(folder)), "name": .string("folder")])
          ])))
    }
    if let options { params.members.append(.init(name: "initializationOptions", value: options)) }
    _ = try #require(client.request("initialize", .object(params))["result"])
    client.notify("initialized", .object([:]))
    return client
  }

  // MARK: Bytes

  /// Sends bytes as they are; returns what came back, in order.
  @discardableResult
  func send(bytes: [UInt8]) -> [JSONValue] {
    framer.append(bytes)
    var messages: [Result<Message, Failure>] = []
    while let frame = framer.next() {
      switch frame {
      case .message(let body):
        let message = Message(parsing: body)
        if case .invalid(_, let error) = message, error.code == .parseError {
          framer.reconsider(body)
        }
        cancelled.note(message)
        messages.append(.success(message))
      case .broken(let reason): messages.append(.failure(Failure(reason: reason)))
      }
    }
    for message in messages {
      switch message {
      case .success(let message): session.handle(message)
      case .failure(let failure): session.handleBroken(failure.reason)
      }
    }
    return take()
  }

  private struct Failure: Error { var reason: String }

  /// Lets the session do what it put off, and all jobs with their outcomes.
  @discardableResult
  func settle() -> [JSONValue] {
    repeat {
      session.settle()
      while runJob() {}
    } while session.isUnsettled
    return take()
  }

  /// Runs the oldest job and hands its outcome in; `false` when there is none.
  @discardableResult
  func runJob() -> Bool {
    let job = mailbox.jobs.withLock { $0.isEmpty ? nil : $0.removeFirst() }
    guard let job else { return false }
    job.run()(session)
    return true
  }

  /// The oldest job, taken out.
  func takeJob() -> Job? { mailbox.jobs.withLock { $0.isEmpty ? nil : $0.removeFirst() } }

  /// What has come since the last look.
  @discardableResult
  func take() -> [JSONValue] {
    let sent = mailbox.sent.withLock { sent in
      defer { sent = [] }
      return sent
    }
    let messages = sent.map { body -> JSONValue in
      do {
        return try JSONValue(parsing: body)
      } catch {
        Issue.record("The server sent what is no JSON: \(String(decoding: body, as: UTF8.self))")
        return .null
      }
    }
    received += messages
    return messages
  }

  var watchedProcesses: [Int] { mailbox.watched.withLock { $0 } }

  // MARK: Messages

  @discardableResult
  func send(_ message: JSONValue) -> [JSONValue] {
    send(bytes: MessageEncoding.framed(Self.bytes(message)))
  }

  static func bytes(_ value: JSONValue) -> [UInt8] {
    var writer = JSONWriter()
    writer.value(value)
    return writer.take()
  }

  @discardableResult
  func notify(_ method: String, _ params: JSONValue? = nil) -> [JSONValue] {
    send(Self.message(method, nil, params))
  }

  static func message(_ method: String, _ id: JSONValue?, _ params: JSONValue?) -> JSONValue {
    var object: JSONObject = ["jsonrpc": .string("2.0")]
    if let id { object.members.append(.init(name: "id", value: id)) }
    object.members.append(.init(name: "method", value: .string(method)))
    if let params { object.members.append(.init(name: "params", value: params)) }
    return .object(object)
  }

  /// Sends a request, lets its jobs run, and returns the one response to it.
  @discardableResult
  func request(
    _ method: String, _ params: JSONValue? = nil, sourceLocation: SourceLocation = #_sourceLocation
  ) -> JSONValue {
    lastID += 1
    var messages = send(Self.message(method, .integer(lastID), params))
    while runJob() {}
    messages += take()
    let responses = messages.filter { $0["id"]?.integer == lastID && $0["method"] == nil }
    #expect(responses.count == 1, "\(method)", sourceLocation: sourceLocation)
    return responses.first ?? .null
  }

  /// Answers a request of the server's.
  @discardableResult
  func respond(to request: JSONValue, _ result: JSONValue) -> [JSONValue] {
    send(
      .object(["jsonrpc": .string("2.0"), "id": request["id"] ?? .null, "result": result]))
  }

  @discardableResult
  func refuse(_ request: JSONValue) -> [JSONValue] {
    send(
      .object([
        "jsonrpc": .string("2.0"), "id": request["id"] ?? .null,
        "error": .object(["code": .integer(-32601), "message": .string("no")]),
      ]))
  }

  // MARK: Documents

  @discardableResult
  func open(
    _ uri: String, _ text: String, version: Int = 1, language: String = "plaintext"
  ) -> [JSONValue] {
    notify(
      "textDocument/didOpen",
      .object([
        "textDocument": .object([
          "uri": .string(uri), "languageId": .string(language), "version": .integer(version),
          "text": .string(text),
        ])
      ]))
  }

  @discardableResult
  func change(_ uri: String, version: Int, _ changes: [JSONValue]) -> [JSONValue] {
    notify(
      "textDocument/didChange",
      .object([
        "textDocument": .object(["uri": .string(uri), "version": .integer(version)]),
        "contentChanges": .array(changes),
      ]))
  }

  @discardableResult
  func close(_ uri: String) -> [JSONValue] {
    notify("textDocument/didClose", .object(["textDocument": .object(["uri": .string(uri)])]))
  }

  /// A change of a range.
  static func edit(_ from: (Int, Int), _ to: (Int, Int), _ text: String) -> JSONValue {
    .object([
      "range": .object(["start": position(from), "end": position(to)]), "text": .string(text),
    ])
  }

  static func position(_ place: (Int, Int)) -> JSONValue {
    .object(["line": .integer(place.0), "character": .integer(place.1)])
  }

  /// The text of a document as the server has it.
  func text(of uri: String) -> String? {
    session.documents[uri].map { String(decoding: $0.source.utf8, as: UTF8.self) }
  }
}

extension [JSONValue] {
  /// The notifications and requests of a method.
  func of(_ method: String) -> [JSONValue] { filter { $0["method"]?.string == method } }

  /// The diagnostics that were published last for a URI.
  func diagnostics(of uri: String) -> [JSONValue]? {
    of("textDocument/publishDiagnostics").last { $0["params"]?["uri"]?.string == uri }?["params"]?[
      "diagnostics"]?.array
  }
}

extension JSONValue {
  /// The code of an error response.
  var errorCode: Int? { self["error"]?["code"]?.integer }
}
