import JSON
import JSONRPC
import StetCore
import StetServer
import Testing

@Suite("Diagnostics for editors")
struct DiagnosticsTests {
  private let uri = "file:///no-such-folder/a.txt"
  private let faulty = "He saw the the dog.\n"

  private func capabilities(_ members: JSONObject = [:], pull: Bool = false) -> JSONValue {
    var document: JSONObject = ["publishDiagnostics": .object(members)]
    if pull { document.members.append(.init(name: "diagnostic", value: .object([:]))) }
    return .object(["textDocument": .object(document)])
  }

  // MARK: Pushed

  @Test func `an opened document's diagnostics come with its version`() throws {
    let client = try TestClient.begun()
    #expect(client.open(uri, faulty, version: 3).isEmpty)
    let published = client.settle().of("textDocument/publishDiagnostics")
    #expect(published.count == 1)
    let params = try #require(published.first?["params"])
    #expect(params["uri"]?.string == uri)
    #expect(params["version"]?.integer == 3)
    let diagnostic = try #require(params["diagnostics"]?.array?.first)
    #expect(diagnostic["code"]?.string == "repeated-word")
    #expect(diagnostic["source"]?.string == "stet")
    #expect(diagnostic["severity"]?.integer == 2)
    #expect(diagnostic["range"]?["start"]?["line"]?.integer == 0)
  }

  @Test func `a document without faults is told of once, a closed one only when it had some`()
    throws
  {
    let client = try TestClient.begun()
    client.open(uri, "All is well here.\n")
    #expect(client.settle().diagnostics(of: uri) == [])
    #expect(client.close(uri).isEmpty)
    client.open(uri, faulty)
    #expect(client.settle().diagnostics(of: uri)?.isEmpty == false)
    let closed = client.close(uri)
    #expect(closed.diagnostics(of: uri) == [])
    #expect(client.settle().isEmpty)
  }

  @Test func `diagnostics that stay the same are not sent again`() throws {
    let client = try TestClient.begun()
    client.open(uri, faulty)
    client.settle()
    client.change(uri, version: 2, [TestClient.edit((1, 0), (1, 0), "More of it.\n")])
    #expect(client.settle().isEmpty)
    client.change(uri, version: 3, [TestClient.edit((0, 0), (0, 0), "\n")])
    let published = client.settle().of("textDocument/publishDiagnostics")
    #expect(published.first?["params"]?["version"]?.integer == 3)
  }

  @Test func `many changes in a row are analyzed once`() throws {
    let client = try TestClient.begun()
    client.open(uri, "")
    client.settle()
    for (index, byte) in faulty.unicodeScalars.enumerated() {
      #expect(
        client.change(uri, version: index + 2, [TestClient.edit((0, index), (0, index), "\(byte)")])
          .isEmpty)
    }
    #expect(client.settle().of("textDocument/publishDiagnostics").count == 1)
  }

  @Test func `a document that is opened again keeps no stale diagnostics`() throws {
    let client = try TestClient.begun()
    client.open(uri, faulty)
    client.settle()
    client.open(uri, "All is well here.\n", version: 1)
    #expect(client.settle().diagnostics(of: uri) == [])
  }

  @Test func `what was found in a text that has changed since is dropped`() throws {
    let client = try TestClient.begun()
    let long = String(repeating: "All is well here today.\n\n", count: 20_000)
    client.open(uri, long + faulty)
    client.session.settle()
    let stale = try #require(client.takeJob())
    client.change(uri, version: 2, [TestClient.edit((40_000, 0), (40_000, 4), "They")])
    client.session.settle()
    #expect(client.takeJob() == nil)
    stale.run()(client.session)
    #expect(client.take().isEmpty)
    client.session.settle()
    let fresh = try #require(client.takeJob())
    fresh.run()(client.session)
    let published = client.take().of("textDocument/publishDiagnostics")
    #expect(published.map { $0["params"]?["version"]?.integer } == [2])
  }

  @Test func `what was found in a document that is closed is dropped`() throws {
    let client = try TestClient.begun()
    let long = faulty + String(repeating: "All is well here today.\n\n", count: 20_000)
    client.open(uri, long)
    client.session.settle()
    let stale = try #require(client.takeJob())
    client.close(uri)
    client.open(uri, "All is well here.\n")
    stale.run()(client.session)
    #expect(client.settle().diagnostics(of: uri) == [])
  }

  // MARK: What the client announces

  @Test func `members that the client does not know are left out`() throws {
    let client = try TestClient.begun()
    client.open(uri, page)
    let diagnostics = try #require(client.settle().diagnostics(of: uri))
    #expect(!diagnostics.isEmpty)
    for diagnostic in diagnostics {
      let names = Set(diagnostic.object?.members.map(\.name) ?? [])
      #expect(names == ["range", "severity", "code", "source", "message"])
    }
  }

  private let page = """
    # Cramps

    ## What is a cramp?

    A cramp is is a sudden pain.

    ## Why do they come?

    Nobody knows.

    ## What is a cramp?

    A sudden pain.

    Was this answer helpful?

    """

  @Test(arguments: [
    ("relatedInformation", "relatedInformation"), ("codeDescriptionSupport", "codeDescription"),
    ("dataSupport", "data"),
  ])
  func `each member comes when it is announced`(capability: String, member: String) throws {
    let client = try TestClient.begun(capabilities: capabilities([:]))
    client.open(uri, page, language: "markdown")
    let without = try #require(client.settle().diagnostics(of: uri))
    #expect(!without.contains { $0[member] != nil })
    let other = try TestClient.begun(
      capabilities: .object([
        "textDocument": .object([
          "publishDiagnostics": .object(
            JSONObject([JSONObject.Member(name: capability, value: .bool(true))]))
        ])
      ]))
    other.open(uri, page, language: "markdown")
    let with = try #require(other.settle().diagnostics(of: uri))
    #expect(with.contains { $0[member] != nil })
    #expect(with.count == without.count)
  }

  @Test func `a related place is a range of a document`() throws {
    let client = try TestClient.begun(
      capabilities: capabilities(["relatedInformation": .bool(true)]))
    client.open(uri, page, language: "markdown")
    let diagnostics = try #require(client.settle().diagnostics(of: uri))
    let twin = try #require(diagnostics.first { $0["code"]?.string == "repeated-question" })
    let place = try #require(twin["relatedInformation"]?.array?.first)
    #expect(place["location"]?["uri"]?.string == uri)
    #expect(place["location"]?["range"]?["start"]?["line"]?.integer == 2)
    #expect(place["message"]?.string?.isEmpty == false)
  }

  @Test func `the site's own text is shown as unnecessary to clients that can`() throws {
    for (tags, isTagged) in [([1], true), ([1, 2, 77], true), ([2], false), ([], false)] {
      let client = try TestClient.begun(
        capabilities: capabilities([
          "tagSupport": .object(["valueSet": .array(tags.map { .integer($0) })])
        ]))
      client.open(uri, "Thanks for the feedback!\n\nA cramp is a pain that comes and goes.\n")
      let chrome = try #require(
        client.settle().diagnostics(of: uri)?.first { $0["code"]?.string == "site-chrome" })
      #expect(chrome["tags"] == (isTagged ? .array([.integer(1)]) : nil))
    }
  }

  @Test func `data has the fixes, so that nothing has to be looked for again`() throws {
    let client = try TestClient.begun(capabilities: capabilities(["dataSupport": .bool(true)]))
    client.open(uri, faulty)
    let diagnostic = try #require(client.settle().diagnostics(of: uri)?.first)
    #expect(diagnostic["data"]?["rule"]?.string == "repeated-word")
    let fix = try #require(diagnostic["data"]?["fixes"]?.array?.first)
    #expect(fix["edits"]?.array?.isEmpty == false)
    #expect(fix["safety"]?.string != nil)
  }

  @Test(arguments: [("utf-8", 19), ("utf-16", 17), ("utf-32", 16)])
  func `columns count in the unit that was agreed on`(encoding: String, end: Int) throws {
    let client = try TestClient.begun(
      capabilities: .object([
        "general": .object(["positionEncodings": .array([.string(encoding)])])
      ]))
    client.open(uri, "😀 He saw the the dog.\n")
    let diagnostic = try #require(
      client.settle().diagnostics(of: uri)?.first { $0["code"]?.string == "repeated-word" })
    #expect(diagnostic["range"]?["end"]?["character"]?.integer == end)
  }

  // MARK: Pulled

  private func pull(
    _ client: TestClient, _ uri: String, previous: String? = nil
  ) -> JSONValue {
    var params: JSONObject = ["textDocument": .object(["uri": .string(uri)])]
    if let previous {
      params.members.append(.init(name: "previousResultId", value: .string(previous)))
    }
    return client.request("textDocument/diagnostic", .object(params))["result"] ?? .null
  }

  @Test func `clients that ask get answers and nothing else`() throws {
    let client = TestClient()
    let begun = client.request("initialize", .object(["capabilities": capabilities(pull: true)]))
    let provider = begun["result"]?["capabilities"]?["diagnosticProvider"]
    #expect(provider?["interFileDependencies"]?.bool == true)
    #expect(provider?["workspaceDiagnostics"]?.bool == true)
    client.open(uri, faulty)
    #expect(client.settle().isEmpty)
    let report = pull(client, uri)
    #expect(report["kind"]?.string == "full")
    #expect(report["items"]?.array?.count == 1)
    let id = try #require(report["resultId"]?.string)
    let again = pull(client, uri, previous: id)
    #expect(again["kind"]?.string == "unchanged")
    #expect(again["resultId"]?.string == id)
    #expect(again["items"] == nil)
    #expect(pull(client, uri, previous: "other")["kind"]?.string == "full")
    client.change(uri, version: 2, [TestClient.edit((0, 0), (0, 0), "\n")])
    let changed = pull(client, uri, previous: id)
    #expect(changed["kind"]?.string == "full")
    #expect(changed["items"]?.array?.first?["range"]?["start"]?["line"]?.integer == 1)
    #expect(client.close(uri).isEmpty)
  }

  @Test func `clients that do not ask are not told that they can`() throws {
    let client = TestClient()
    let begun = client.request("initialize", .object(["capabilities": .object([:])]))
    #expect(begun["result"]?["capabilities"]?["diagnosticProvider"] == nil)
    client.open(uri, faulty)
    #expect(pull(client, uri)["items"]?.array?.count == 1)
  }

  @Test func `a document that is neither open nor a file has no diagnostics`() throws {
    let client = try TestClient.begun(capabilities: capabilities(pull: true))
    for uri in ["file:///no/such/file.txt", "untitled:x", "nonsense", ""] {
      #expect(pull(client, uri)["items"] == .array([]))
    }
  }

  @Test func `documents without a file are analyzed like others`() throws {
    let client = try TestClient.begun()
    client.open("untitled:Untitled-1", faulty)
    #expect(client.settle().diagnostics(of: "untitled:Untitled-1")?.count == 1)
  }
}
