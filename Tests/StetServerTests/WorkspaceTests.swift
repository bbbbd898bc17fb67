import JSON
import JSONRPC
import StetServer
import Testing

@Suite("Workspaces")
struct WorkspaceTests {
  private let faulty = "He saw the the dog.\n"
  private static let off = "rules:\n  repeated-word: off\n"

  private func capabilities(_ workspace: JSONObject, pull: Bool = false) -> JSONValue {
    var members: JSONObject = ["workspace": .object(workspace)]
    if pull {
      members.members.append(
        .init(name: "textDocument", value: .object(["diagnostic": .object([:])])))
    }
    return .object(members)
  }

  private func settings(_ level: String) -> JSONValue {
    .object(["rules": .object(["repeated-word": .string(level)])])
  }

  private func level(_ client: TestClient, _ uri: String) -> Int? {
    client.received.diagnostics(of: uri)?.first { $0["code"]?.string == "repeated-word" }?[
      "severity"]?.integer
  }

  // MARK: Configuration files

  @Test func `a draft's project is the one of its folder`() throws {
    let folder = try TemporaryFolder(["quiet/.stet.yml": Self.off])
    let client = try TestClient.begun(folder: folder.path)
    client.open(folder.uri("quiet/a.txt"), faulty)
    client.open(folder.uri("b.txt"), faulty)
    let published = client.settle()
    #expect(published.diagnostics(of: folder.uri("quiet/a.txt")) == [])
    #expect(published.diagnostics(of: folder.uri("b.txt"))?.count == 1)
  }

  @Test func `a document without a file belongs to the first folder`() throws {
    let folder = try TemporaryFolder([".stet.yml": Self.off])
    let client = try TestClient.begun(folder: folder.path)
    client.open("untitled:Untitled-1", faulty)
    #expect(client.settle().diagnostics(of: "untitled:Untitled-1") == [])
  }

  @Test func `changed configurations hold at once when the client tells of them`() throws {
    let folder = try TemporaryFolder()
    let client = try TestClient.begun(folder: folder.path)
    let uri = folder.uri("a.txt")
    client.open(uri, faulty)
    #expect(client.settle().diagnostics(of: uri)?.count == 1)
    try folder.write(Self.off, to: ".stet.yml")
    client.notify(
      "workspace/didChangeWatchedFiles",
      .object([
        "changes": .array([
          .object(["uri": .string(folder.uri(".stet.yml")), "type": .integer(1)])
        ])
      ]))
    #expect(client.settle().diagnostics(of: uri) == [])
    try folder.remove(".stet.yml")
    client.notify(
      "workspace/didChangeWatchedFiles",
      .object([
        "changes": .array([
          .object(["uri": .string(folder.uri(".stet.yml")), "type": .integer(3)])
        ])
      ]))
    #expect(client.settle().diagnostics(of: uri)?.count == 1)
  }

  @Test func `changed configurations are noticed without being told`() throws {
    let folder = try TemporaryFolder()
    let client = try TestClient.begun(folder: folder.path)
    let uri = folder.uri("a.txt")
    client.open(uri, faulty)
    client.settle()
    client.session.tick()
    #expect(client.settle().isEmpty)
    try folder.write(Self.off, to: ".stet.yml")
    client.session.tick()
    #expect(client.settle().diagnostics(of: uri) == [])
    // A word list changes what is found, too, but nothing here.
    try folder.write("words\n", to: ".stet/dictionary.txt")
    client.session.tick()
    #expect(client.settle().isEmpty)
    try folder.remove(".stet.yml")
    client.notify(
      "textDocument/didSave", .object(["textDocument": .object(["uri": .string(uri)])]))
    #expect(client.settle().diagnostics(of: uri)?.count == 1)
  }

  @Test func `a wrong configuration is shown, and the last right one holds`() throws {
    let folder = try TemporaryFolder([".stet.yml": Self.off])
    let client = try TestClient.begun(folder: folder.path)
    let uri = folder.uri("a.txt")
    client.open(uri, faulty)
    #expect(client.settle().diagnostics(of: uri) == [])
    try folder.write("rules:\n  repeated-wrod: off\n", to: ".stet.yml")
    client.session.tick()
    let received = client.settle()
    #expect(received.of("window/showMessage").count == 1)
    #expect(received.diagnostics(of: uri) == nil)
    let problem = try #require(received.diagnostics(of: folder.uri(".stet.yml"))?.first)
    #expect(problem["range"]?["start"]?["line"]?.integer == 1)
    #expect(problem["range"]?["start"]?["character"]?.integer == 2)
    #expect(problem["severity"]?.integer == 1)
    // Said once.
    client.open(folder.uri("b.txt"), faulty)
    #expect(client.settle().of("window/showMessage").isEmpty)
    try folder.write("rules:\n  repeated-word: error\n", to: ".stet.yml")
    client.session.tick()
    let mended = client.settle()
    #expect(mended.diagnostics(of: folder.uri(".stet.yml")) == [])
    #expect(mended.diagnostics(of: uri)?.first?["severity"]?.integer == 1)
  }

  @Test func `watchers are asked for when the client offers that`() throws {
    let folder = try TemporaryFolder()
    let client = try TestClient.begun(
      capabilities: capabilities([
        "didChangeWatchedFiles": .object(["dynamicRegistration": .bool(true)])
      ]), folder: folder.path)
    let request = try #require(client.received.of("client/registerCapability").first)
    let registration = try #require(request["params"]?["registrations"]?.array?.first)
    #expect(registration["method"]?.string == "workspace/didChangeWatchedFiles")
    #expect(
      registration["registerOptions"]?["watchers"]?.array?.contains {
        $0["globPattern"]?.string == "**/.stet.yml"
      } == true)
    client.refuse(request)
    #expect(client.request("no/such").errorCode == -32601)
    let other = try TestClient.begun(folder: folder.path)
    #expect(other.received.of("client/registerCapability").isEmpty)
  }

  // MARK: Settings

  @Test func `settings come with initialize`() throws {
    let uri = "file:///no-such-folder/a.txt"
    for options in [settings("error"), .object(["stet": settings("error")])] {
      let client = try TestClient.begun(options: options)
      client.open(uri, faulty)
      client.settle()
      #expect(level(client, uri) == 1)
    }
  }

  @Test func `settings go before the configuration file, rule by rule`() throws {
    let folder = try TemporaryFolder([
      ".stet.yml": "rules:\n  repeated-word: hint\n  extra-spaces: off\n"
    ])
    let client = try TestClient.begun(folder: folder.path, options: settings("error"))
    let uri = folder.uri("a.txt")
    client.open(uri, "He  saw the the dog.\n")
    client.settle()
    #expect(level(client, uri) == 1)
    #expect(client.received.diagnostics(of: uri)?.count == 1)
  }

  @Test func `wrong settings are shown and do no harm`() throws {
    for options: JSONValue in [
      .string("x"), .array([]), .integer(1),
      .object(["rules": .object(["no-such-rule": .string("off")])]),
    ] {
      let client = try TestClient.begun(options: options)
      #expect(client.received.of("window/showMessage").count == 1)
      client.open("file:///no-such-folder/a.txt", faulty)
      #expect(client.settle().diagnostics(of: "file:///no-such-folder/a.txt")?.count == 1)
    }
    let client = try TestClient.begun(options: .null)
    #expect(client.received.of("window/showMessage").isEmpty)
  }

  @Test func `settings are asked for when the client answers`() throws {
    let folder = try TemporaryFolder()
    let client = try TestClient.begun(
      capabilities: capabilities(["configuration": .bool(true)]), folder: folder.path)
    let uri = folder.uri("a.txt")
    client.open(uri, faulty)
    client.settle()
    let request = try #require(client.received.of("workspace/configuration").first)
    let items = try #require(request["params"]?["items"]?.array)
    #expect(items.map { $0["section"]?.string } == ["stet", "stet"])
    #expect(items.map { $0["scopeUri"]?.string } == [nil, DocumentURI.file(folder.path)])
    client.respond(to: request, .array([settings("hint"), .null]))
    client.settle()
    #expect(level(client, uri) == 4)
    client.notify("workspace/didChangeConfiguration", .object(["settings": .null]))
    let again = try #require(client.received.of("workspace/configuration").last)
    client.respond(to: again, .array([settings("hint"), settings("error")]))
    client.settle()
    #expect(level(client, uri) == 1)
  }

  @Test func `a client that refuses to tell its settings does no harm`() throws {
    let client = try TestClient.begun(
      capabilities: capabilities(["configuration": .bool(true)]), options: settings("error"))
    let request = try #require(client.received.of("workspace/configuration").first)
    client.refuse(request)
    let uri = "file:///no-such-folder/a.txt"
    client.open(uri, faulty)
    client.settle()
    #expect(level(client, uri) == 1)
    for odd: JSONValue in [.null, .array([]), .integer(1), .array([.integer(1)])] {
      client.notify("workspace/didChangeConfiguration", .object([:]))
      client.respond(
        to: try #require(client.received.of("workspace/configuration").last), odd)
      client.settle()
    }
    #expect(client.request("no/such").errorCode == -32601)
  }

  @Test func `clients that cannot be asked tell of changed settings`() throws {
    let client = try TestClient.begun()
    let uri = "file:///no-such-folder/a.txt"
    client.open(uri, faulty)
    client.settle()
    client.notify(
      "workspace/didChangeConfiguration",
      .object(["settings": .object(["stet": settings("error")])]))
    client.settle()
    #expect(level(client, uri) == 1)
    client.notify("workspace/didChangeConfiguration", .object(["settings": .null]))
    client.notify("workspace/didChangeConfiguration", .null)
    #expect(client.settle().isEmpty)
  }

  @Test func `clients that ask for diagnostics are told to ask again`() throws {
    let client = try TestClient.begun(
      capabilities: capabilities(
        ["diagnostics": .object(["refreshSupport": .bool(true)])], pull: true))
    client.open("file:///no-such-folder/a.txt", faulty)
    let received = client.notify(
      "workspace/didChangeConfiguration", .object(["settings": settings("error")]))
    #expect(received.of("workspace/diagnostic/refresh").count == 1)
  }

  // MARK: Folders

  @Test func `folders come and go`() throws {
    let folder = try TemporaryFolder(["b/.stet.yml": Self.off])
    let client = try TestClient.begun(folder: folder.path + "/a")
    client.open("untitled:x", faulty)
    #expect(client.settle().diagnostics(of: "untitled:x")?.count == 1)
    func folders(_ names: [String]) -> JSONValue {
      .array(names.map { .object(["uri": .string(folder.uri($0)), "name": .string($0)]) })
    }
    client.notify(
      "workspace/didChangeWorkspaceFolders",
      .object(["event": .object(["added": folders(["b"]), "removed": folders(["a"])])]))
    #expect(client.settle().diagnostics(of: "untitled:x") == [])
    client.notify("workspace/didChangeWorkspaceFolders", .object(["event": .integer(1)]))
    #expect(client.session.projects.folders.map(\.uri) == [folder.uri("b")])
  }

  @Test func `the only folder may be named in the ways of old`() throws {
    for (name, value) in [("rootUri", "file:///no-such-folder"), ("rootPath", "/no-such-folder")] {
      let client = TestClient()
      client.request(
        "initialize",
        .object(
          JSONObject([
            JSONObject.Member(name: "capabilities", value: .object([:])),
            JSONObject.Member(name: name, value: .string(value)),
          ])))
      #expect(client.session.projects.folders.map(\.path) == ["/no-such-folder"])
    }
  }

  // MARK: All drafts

  private func reports(_ items: JSONValue?) -> [String: JSONValue] {
    Dictionary(
      (items?.array ?? []).map { ($0["uri"]?.string ?? "", $0) },
      uniquingKeysWith: { first, _ in first })
  }

  @Test func `all drafts of the workspace can be asked for`() throws {
    let folder = try TemporaryFolder([
      "a.txt": faulty, "deep/b.md": "All is well.\n", "c.swift": "the the", ".gitignore": "d.txt\n",
      "d.txt": faulty, "open.txt": "As it is on the disk.\n",
    ])
    let client = try TestClient.begun(folder: folder.path)
    client.open(folder.uri("open.txt"), faulty, version: 5)
    let result = client.request("workspace/diagnostic", .object(["previousResultIds": .array([])]))
    let found = reports(result["result"]?["items"])
    #expect(
      found.keys.sorted() == ["a.txt", "deep/b.md", "open.txt"].map { folder.uri($0) }.sorted())
    #expect(found[folder.uri("a.txt")]?["items"]?.array?.count == 1)
    #expect(found[folder.uri("a.txt")]?["version"] == .null)
    #expect(found[folder.uri("deep/b.md")]?["items"]?.array?.isEmpty == true)
    #expect(found[folder.uri("open.txt")]?["items"]?.array?.count == 1)
    #expect(found[folder.uri("open.txt")]?["version"]?.integer == 5)

    func previous() -> JSONValue {
      .object([
        "previousResultIds": .array(
          found.sorted { $0.key < $1.key }.map {
            .object(["uri": .string($0.key), "value": $0.value["resultId"] ?? .null])
          })
      ])
    }
    let again = reports(client.request("workspace/diagnostic", previous())["result"]?["items"])
    #expect(again.values.allSatisfy { $0["kind"]?.string == "unchanged" })
    #expect(again.count == found.count)
    try folder.write("All is well now.\n", to: "a.txt")
    let changed = reports(client.request("workspace/diagnostic", previous())["result"]?["items"])
    #expect(changed[folder.uri("a.txt")]?["kind"]?.string == "full")
    #expect(changed[folder.uri("a.txt")]?["items"]?.array?.isEmpty == true)
  }

  @Test func `a workspace comes piece by piece when the client wants that`() throws {
    var files: [String: String] = [:]
    for index in 0..<150 { files["\(index).txt"] = faulty }
    let folder = try TemporaryFolder(files)
    let client = try TestClient.begun(folder: folder.path)
    client.take()
    let answer = client.request(
      "workspace/diagnostic",
      .object([
        "previousResultIds": .array([]), "workDoneToken": .string("work"),
        "partialResultToken": .integer(7),
      ]))
    #expect(answer["result"]?["items"] == .array([]))
    let progress = client.received.of("$/progress").compactMap { $0["params"] }
    let parts = progress.filter { $0["token"]?.integer == 7 }
    #expect(parts.count > 1)
    #expect(parts.compactMap { $0["value"]?["items"]?.array?.count }.reduce(0, +) == 150)
    let work = progress.filter { $0["token"]?.string == "work" }
    #expect(work.first?["value"]?["kind"]?.string == "begin")
    #expect(work.last?["value"]?["kind"]?.string == "end")
    #expect(work.contains { $0["value"]?["kind"]?.string == "report" })
  }

  @Test func `a token of a wrong type is refused`() throws {
    let client = try TestClient.begun()
    #expect(
      client.request("workspace/diagnostic", .object(["workDoneToken": .bool(true)])).errorCode
        == -32602)
    #expect(
      client.request("workspace/diagnostic", .object(["previousResultIds": .integer(1)]))
        .errorCode == -32602)
  }

  @Test func `a draft that is not open is read from its file when asked for`() throws {
    let folder = try TemporaryFolder(["a.txt": faulty])
    let client = try TestClient.begun(folder: folder.path)
    let result = client.request(
      "textDocument/diagnostic",
      .object(["textDocument": .object(["uri": .string(folder.uri("a.txt"))])]))["result"]
    #expect(result?["items"]?.array?.count == 1)
  }
}
