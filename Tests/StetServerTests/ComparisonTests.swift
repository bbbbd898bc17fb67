import Foundation
import JSON
import StetServer
import StetTestSupport
import Testing

@Suite struct `Drafts of a workspace are compared` {
  private let roses = "When should roses be pruned?\n\nIn late winter.\n"
  private let pruning = "Pruning\n\nWhen should roses be pruned?\n\nBefore the buds open.\n"

  private func capabilities(pull: Bool = false, watch: Bool = false) -> JSONValue {
    var document: JSONObject = [
      "publishDiagnostics": .object(["relatedInformation": .bool(true)])
    ]
    if pull { document.members.append(.init(name: "diagnostic", value: .object([:]))) }
    return .object([
      "textDocument": .object(document),
      "workspace": .object([
        "diagnostics": .object(["refreshSupport": .bool(true)]),
        "didChangeWatchedFiles": .object(["dynamicRegistration": .bool(watch)]),
      ]),
    ])
  }

  /// Where else a document's question is asked: `URI range`, as diagnostics say.
  private func twins(_ diagnostics: [JSONValue]?) -> [String]? {
    diagnostics?.filter { $0["code"]?.string == "question-asked-elsewhere" }
      .flatMap { $0["relatedInformation"]?.array ?? [] }
      .map {
        "\($0["location"]?["uri"]?.string ?? "") \($0["location"]?["range"]?.shownRange ?? "")"
      }
  }

  private func changed(_ client: TestClient, _ uris: String...) {
    client.notify(
      "workspace/didChangeWatchedFiles",
      .object([
        "changes": .array(
          uris.map { .object(["uri": .string($0), "type": .integer(2)]) })
      ]))
  }

  // MARK: Open documents

  @Test func `two open documents point at each other`() throws {
    let client = try TestClient.begun(capabilities: capabilities())
    client.open("untitled:a", roses)
    #expect(twins(client.settle().diagnostics(of: "untitled:a")) == [])
    client.open("untitled:b", pruning, version: 7)
    let messages = client.settle()
    #expect(twins(messages.diagnostics(of: "untitled:b")) == ["untitled:a 0:0-0:28"])
    #expect(twins(messages.diagnostics(of: "untitled:a")) == ["untitled:b 2:0-2:28"])
  }

  @Test func `edits in one are seen in the other`() throws {
    let client = try TestClient.begun(capabilities: capabilities())
    client.open("untitled:a", roses)
    client.open("untitled:b", pruning)
    client.settle()
    client.change("untitled:b", version: 2, [TestClient.edit((0, 0), (0, 0), "On pruning\n\n")])
    #expect(twins(client.settle().diagnostics(of: "untitled:a")) == ["untitled:b 4:0-4:28"])
    client.change("untitled:b", version: 3, [TestClient.edit((4, 12), (4, 17), "lilacs")])
    let apart = client.settle()
    #expect(twins(apart.diagnostics(of: "untitled:a")) == [])
    #expect(twins(apart.diagnostics(of: "untitled:b")) == [])
    client.change("untitled:a", version: 2, [TestClient.edit((0, 12), (0, 17), "lilacs")])
    #expect(twins(client.settle().diagnostics(of: "untitled:b")) == ["untitled:a 0:0-0:29"])
  }

  @Test func `a closed document without a file says nothing`() throws {
    let client = try TestClient.begun(capabilities: capabilities())
    client.open("untitled:a", roses)
    client.open("untitled:b", pruning)
    client.settle()
    client.close("untitled:b")
    #expect(twins(client.settle().diagnostics(of: "untitled:a")) == [])
  }

  @Test func `one with a fault in another project is not compared`() throws {
    let folder = try TemporaryFolder([
      "one/.stet.yml": "rules:\n  question-asked-elsewhere: off\n", "one/a.txt": roses,
    ])
    let client = try TestClient.begun(capabilities: capabilities(), folder: folder.path)
    client.open(folder.uri("b.txt"), pruning)
    #expect(twins(client.settle().diagnostics(of: folder.uri("b.txt"))) == [])
  }

  // MARK: Files

  @Test func `files follow at the same version`() throws {
    let folder = try TemporaryFolder(["deep/a.txt": roses])
    let client = try TestClient.begun(capabilities: capabilities(), folder: folder.path)
    let uri = folder.uri("b.txt")
    client.open(uri, pruning, version: 5)
    let published = client.settle().of("textDocument/publishDiagnostics")
    #expect(published.map { $0["params"]?["version"]?.integer } == [5, 5])
    #expect(twins(published.first?["params"]?["diagnostics"]?.array) == [])
    #expect(
      twins(published.last?["params"]?["diagnostics"]?.array) == [
        "\(folder.uri("deep/a.txt")) 0:0-0:28"
      ])
    // The next state comes whole, at once.
    client.change(uri, version: 6, [TestClient.edit((0, 0), (0, 0), "On\n\n")])
    let next = client.settle().of("textDocument/publishDiagnostics")
    #expect(next.map { $0["params"]?["version"]?.integer } == [6])
    #expect(twins(next.first?["params"]?["diagnostics"]?.array)?.count == 1)
  }

  @Test func `an open document counts as it is in the editor`() throws {
    let folder = try TemporaryFolder(["a.txt": roses, "b.txt": pruning])
    let client = try TestClient.begun(capabilities: capabilities(), folder: folder.path)
    client.open(folder.uri("a.txt"), "Nothing is asked here.\n")
    client.open(folder.uri("b.txt"), pruning)
    let uri = folder.uri("b.txt")
    #expect(twins(client.settle().diagnostics(of: uri)) == [])
    client.close(folder.uri("a.txt"))
    #expect(
      twins(client.settle().diagnostics(of: uri)) == ["\(folder.uri("a.txt")) 0:0-0:28"])
  }

  @Test func `files that come, change and go are noticed when the client tells`() throws {
    let folder = try TemporaryFolder()
    let client = try TestClient.begun(
      capabilities: capabilities(watch: true), folder: folder.path)
    let (uri, other) = (folder.uri("b.txt"), folder.uri("a.txt"))
    client.open(uri, pruning)
    #expect(twins(client.settle().diagnostics(of: uri)) == [])
    try folder.write(roses, to: "a.txt")
    changed(client, other)
    #expect(twins(client.settle().diagnostics(of: uri)) == ["\(other) 0:0-0:28"])
    try folder.write("Roses\n\n" + roses, to: "a.txt")
    changed(client, other)
    #expect(twins(client.settle().diagnostics(of: uri)) == ["\(other) 2:0-2:28"])
    try folder.remove("a.txt")
    changed(client, other)
    #expect(twins(client.settle().diagnostics(of: uri)) == [])
  }

  @Test func `files that change are noticed without being told`() throws {
    let folder = try TemporaryFolder(["a.txt": "Nothing.\n"])
    let client = try TestClient.begun(capabilities: capabilities(), folder: folder.path)
    let uri = folder.uri("b.txt")
    client.open(uri, pruning)
    #expect(twins(client.settle().diagnostics(of: uri)) == [])
    try folder.write(roses, to: "a.txt")
    for _ in 0..<10 { client.session.tick() }
    #expect(twins(client.settle().diagnostics(of: uri))?.count == 1)
  }

  @Test func `a file that is reached through a link is no other draft`() throws {
    let folder = try TemporaryFolder(["b.txt": pruning])
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/link.txt", withDestinationPath: folder.path + "/b.txt")
    let client = try TestClient.begun(capabilities: capabilities(), folder: folder.path)
    for name in ["b.txt", "link.txt"] {
      client.open(folder.uri(name), pruning)
      #expect(twins(client.settle().diagnostics(of: folder.uri(name))) == [])
      client.close(folder.uri(name))
    }
  }

  @Test func `files that the project leaves out are left out`() throws {
    let folder = try TemporaryFolder([
      ".stet.yml": "exclude: [\"old/**\"]\n", "old/a.txt": roses,
    ])
    let client = try TestClient.begun(capabilities: capabilities(), folder: folder.path)
    client.open(folder.uri("b.txt"), pruning)
    #expect(twins(client.settle().diagnostics(of: folder.uri("b.txt"))) == [])
  }

  // MARK: Clients that ask

  @Test func `clients that ask for diagnostics are told when others change`() throws {
    let client = try TestClient.begun(capabilities: capabilities(pull: true))
    func asked(_ uri: String) -> [String]? {
      twins(client.ask("textDocument/diagnostic", uri)["items"]?.array)
    }
    client.open("untitled:a", roses)
    #expect(asked("untitled:a") == [])
    client.open("untitled:b", pruning)
    #expect(asked("untitled:b") == ["untitled:a 0:0-0:28"])
    #expect(client.settle().of("workspace/diagnostic/refresh").count == 1)
    #expect(asked("untitled:a") == ["untitled:b 2:0-2:28"])
    // Nothing has changed since.
    #expect(client.settle().of("workspace/diagnostic/refresh").isEmpty)
  }

  @Test func `a report on the whole workspace compares all of its drafts`() throws {
    let folder = try TemporaryFolder(["a.txt": roses, "b.txt": pruning])
    let client = try TestClient.begun(
      capabilities: capabilities(pull: true), folder: folder.path)
    let report = client.request(
      "workspace/diagnostic", .object(["previousResultIds": .array([])]))
    let items = report["result"]?["items"]?.array ?? []
    let found = Dictionary(
      items.map { ($0["uri"]?.string ?? "", twins($0["items"]?.array)) },
      uniquingKeysWith: { first, _ in first })
    #expect(
      found == [
        folder.uri("a.txt"): ["\(folder.uri("b.txt")) 2:0-2:28"],
        folder.uri("b.txt"): ["\(folder.uri("a.txt")) 0:0-0:28"],
      ])
  }

  @Test func `the same drafts give the same report, whatever happened before`() throws {
    var random = SystemRandomNumberGenerator()
    let seed = UInt64.random(in: .min ... .max, using: &random)
    var generator = SeededGenerator(seed: seed)
    let questions = ["Who?", "When should roses be pruned?", "Why do lilacs fade?", "More?"]
    let names = ["untitled:a", "untitled:b", "untitled:c", "untitled:d"]
    let client = try TestClient.begun(capabilities: capabilities(pull: true))
    var texts: [String: String] = [:]
    var version = 0
    for _ in 0..<200 {
      version += 1
      let name = names[Int.random(in: names.indices, using: &generator)]
      let count = Int.random(in: 0...3, using: &generator)
      let text = (0..<count).map { _ in
        questions[Int.random(in: questions.indices, using: &generator)] + "\n\nAn answer.\n"
      }.joined(separator: "\n")
      switch (texts[name], Int.random(in: 0..<4, using: &generator)) {
      case (nil, _):
        client.open(name, text, version: version)
        texts[name] = text
      case (_, 0):
        client.close(name)
        texts[name] = nil
      default:
        client.change(name, version: version, [.object(["text": .string(text)])])
        texts[name] = text
      }
      client.settle()
      let fresh = try TestClient.begun(capabilities: capabilities(pull: true))
      for (name, text) in texts { fresh.open(name, text) }
      // What others say counts once they have been asked for.
      for asked in [client, fresh] {
        for name in texts.keys { _ = asked.ask("textDocument/diagnostic", name) }
        asked.settle()
      }
      for name in texts.keys.sorted() {
        let (ours, theirs) = (
          client.ask("textDocument/diagnostic", name)["items"],
          fresh.ask("textDocument/diagnostic", name)["items"]
        )
        #expect(ours == theirs, "\(name), with seed \(seed)")
      }
    }
  }
}
