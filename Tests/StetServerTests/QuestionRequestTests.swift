import Foundation
import JSON
import StetServer
import Testing

@Suite("Requests on questions")
struct QuestionRequestTests {
  private let draft = "# Plums\n\n## Is it ripe?\n\nPress it.\n\n## Why so?\n\nWell.\n"

  /// A workspace in which one question is asked in three files, one of them open
  /// in words that are not on the disk.
  private struct Orchard {
    let folder: TemporaryFolder
    let client: TestClient
    var main: String { folder.uri("main.md") }

    init(_ capabilities: JSONValue = .object([:]), draft: String) throws {
      folder = try TemporaryFolder([
        "apples.txt": "Apples\n\nIs it ripe?\n\nBite it.\n",
        "main.md": "nothing\n",
        "sub/pears.md": "## **is it ripe?**\n\nWait.\n",
        "notes.log": "Is it ripe?\n",
      ])
      client = try TestClient.begun(capabilities: capabilities, folder: folder.path)
      client.open(main, draft, version: 7, language: "markdown")
    }

    /// A location as the file's name and its range.
    func shown(_ location: JSONValue) -> String {
      let uri = location["uri"]?.string ?? location["targetUri"]?.string ?? "?"
      let range = location["range"] ?? location["targetSelectionRange"] ?? .null
      return "\(uri.dropFirst(folder.uri("").count)) \(range.shownRange)"
    }
  }

  // MARK: Definition and references

  @Test func `references are all askings in the workspace`() throws {
    let orchard = try Orchard(draft: draft)
    let found = orchard.client.ask(
      "textDocument/references", orchard.main, at: (2, 5),
      ["context": .object(["includeDeclaration": .bool(true)])])
    #expect(
      found.array?.map(orchard.shown)
        == ["apples.txt 2:0-2:11", "main.md 2:3-2:14", "sub/pears.md 0:5-0:16"])
  }

  @Test func `the declaration is left out when it is not wanted`() throws {
    let orchard = try Orchard(draft: draft)
    let found = orchard.client.ask(
      "textDocument/references", orchard.main, at: (2, 5),
      ["context": .object(["includeDeclaration": .bool(false)])])
    #expect(found.array?.map(orchard.shown) == ["main.md 2:3-2:14", "sub/pears.md 0:5-0:16"])
  }

  @Test func `the definition is the first asking in the draft, then in the workspace`() throws {
    let orchard = try Orchard(draft: draft + "\n## IS IT RIPE?\n\nNo.\n")
    let client = orchard.client
    let fromSecond = client.ask("textDocument/definition", orchard.main, at: (10, 4))
    #expect(orchard.shown(fromSecond) == "main.md 2:3-2:14")
    let fromFirst = client.ask("textDocument/definition", orchard.main, at: (2, 4))
    #expect(orchard.shown(fromFirst) == "apples.txt 2:0-2:11")
    #expect(client.ask("textDocument/definition", orchard.main, at: (4, 2)) == .null)
  }

  @Test func `clients that take links get them`() throws {
    let orchard = try Orchard(
      TestClient.textDocument("definition", ["linkSupport": .bool(true)]), draft: draft)
    let links = orchard.client.ask("textDocument/definition", orchard.main, at: (2, 4))
    let link = links.array?.first
    #expect(link?["originSelectionRange"]?.shownRange == "2:3-2:14")
    #expect(link?["targetUri"]?.string == orchard.folder.uri("apples.txt"))
    #expect(link?["targetRange"]?.shownRange == "2:0-4:8")
    #expect(link?["targetSelectionRange"]?.shownRange == "2:0-2:11")
  }

  @Test func `files that come, change and go are noticed`() throws {
    let orchard = try Orchard(draft: draft)
    func count() -> Int? {
      orchard.client.ask("textDocument/references", orchard.main, at: (2, 5)).array?.count
    }
    #expect(count() == 3)
    try orchard.folder.write("Is it ripe?\n\nPerhaps.\n", to: "new.txt")
    #expect(count() == 4)
    try orchard.folder.write("Is it red?\n\nPerhaps.\n", to: "apples.txt")
    #expect(count() == 3)
    try orchard.folder.remove("new.txt")
    #expect(count() == 2)
  }

  @Test func `a file is one, whether a link leads to it or not`() throws {
    let folder = try TemporaryFolder(["real/a.md": "## Is it ripe?\n\nYes.\n"])
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/link", withDestinationPath: folder.path + "/real")
    let client = try TestClient.begun(folder: folder.path + "/link")
    let uri = folder.uri("real/a.md")
    client.open(uri, "## Is it ripe?\n\nNo.\n", language: "markdown")
    #expect(client.ask("textDocument/references", uri, at: (0, 5)).array?.count == 1)
  }

  @Test func `a file is one, however its name is written`() throws {
    let folder = try TemporaryFolder(["a b.md": "## Is it ripe?\n\nYes.\n"])
    let client = try TestClient.begun(folder: folder.path)
    let uri = "file://localhost" + folder.path + "/a b.md"
    #expect(client.ask("textDocument/references", uri, at: (0, 5)).array?.count == 1)
  }

  @Test func `a title counts where it asks, or a question has its words`() throws {
    let client = try TestClient.begun()
    let text = "# Ripe plums\n\nText.\n\n## Ripe plums?\n\nYes.\n"
    client.open("untitled:a", text, language: "markdown")
    client.open("untitled:b", "# Gout\n\nText.\n", language: "markdown")
    client.open("untitled:c", "# Gout\n\nText.\n", language: "markdown")
    #expect(client.ask("textDocument/references", "untitled:a", at: (0, 4)).array?.count == 2)
    #expect(client.ask("textDocument/references", "untitled:b", at: (0, 4)) == .null)
  }

  // MARK: Rename

  @Test func `a question is worded anew in every file`() throws {
    let orchard = try Orchard(
      .object(["workspace": .object(["workspaceEdit": .object(["documentChanges": .bool(true)])])]),
      draft: draft)
    let edit = orchard.client.ask(
      "textDocument/rename", orchard.main, at: (2, 5), ["newName": .string("Can I eat it?")])
    let changes = edit["documentChanges"]?.array ?? []
    #expect(changes.count == 3)
    #expect(changes.map { $0["textDocument"]?["version"] } == [.null, .integer(7), .null])
    let edits = changes.flatMap { $0["edits"]?.array ?? [] }
    #expect(edits.map { $0["range"]?.shownRange } == ["2:0-2:11", "2:3-2:14", "0:5-0:16"])
    #expect(edits.allSatisfy { $0["newText"]?.string == "Can I eat it?" })
    #expect(edit["changes"] == nil)
  }

  @Test func `clients without versions get plain changes`() throws {
    let orchard = try Orchard(draft: draft)
    let edit = orchard.client.ask(
      "textDocument/rename", orchard.main, at: (2, 5), ["newName": .string("Why?")])
    #expect(edit["changes"]?[orchard.main]?.array?.count == 1)
    #expect(edit["changes"]?.object?.members.count == 3)
    #expect(edit["documentChanges"] == nil)
  }

  @Test(arguments: ["", " \t", "Why?\nSo.", "Why?\r"])
  func `a name that is no line is refused`(name: String) throws {
    let orchard = try Orchard(draft: draft)
    let answer = orchard.client.request(
      "textDocument/rename",
      .object([
        "textDocument": .object(["uri": .string(orchard.main)]),
        "position": TestClient.position((2, 5)), "newName": .string(name),
      ]))
    #expect(answer.errorCode == -32602)
  }

  @Test func `only a question can be worded anew`() throws {
    let orchard = try Orchard(draft: draft)
    let ready = orchard.client.ask("textDocument/prepareRename", orchard.main, at: (2, 5))
    #expect(ready["range"]?.shownRange == "2:3-2:14")
    #expect(ready["placeholder"]?.string == "Is it ripe?")
    for place in [(0, 3), (4, 2), (2, 1)] {
      #expect(
        orchard.client.ask("textDocument/prepareRename", orchard.main, at: place) == .null)
    }
    #expect(
      orchard.client.ask(
        "textDocument/rename", orchard.main, at: (4, 2), ["newName": .string("Why?")]) == .null)
  }

  // MARK: Code lenses

  private static let lenses: JSONObject = ["codeLens": .object([:])]

  @Test func `a lens says how many twins a question has`() throws {
    let orchard = try Orchard(.object(["textDocument": .object(Self.lenses)]), draft: draft)
    let lenses = orchard.client.ask("textDocument/codeLens", orchard.main).array ?? []
    #expect(lenses.count == 1)
    #expect(lenses.first?["range"]?.shownRange == "2:3-2:14")
    #expect(lenses.first?["command"]?["title"]?.string == "2 twins")
    #expect(lenses.first?["command"]?["command"]?.string == "")
  }

  @Test func `a client that can list places is told how`() throws {
    let orchard = try Orchard(
      .object([
        "textDocument": .object(Self.lenses),
        "experimental": .object([
          "commands": .object([
            "commands": .array([.string("editor.action.showReferences"), .string("other")])
          ])
        ]),
      ]), draft: draft)
    let lens = orchard.client.ask("textDocument/codeLens", orchard.main).array?.first ?? .null
    #expect(lens["command"]?["command"]?.string == "editor.action.showReferences")
    let places = lens["command"]?["arguments"]?.array?.last?.array ?? []
    #expect(places.map(orchard.shown) == ["apples.txt 2:0-2:11", "sub/pears.md 0:5-0:16"])
  }

  @Test func `a lens is brought up to date, and one of others stays as it is`() throws {
    let orchard = try Orchard(.object(["textDocument": .object(Self.lenses)]), draft: draft)
    let lens = orchard.client.ask("textDocument/codeLens", orchard.main).array?.first ?? .null
    try orchard.folder.remove("apples.txt")
    let resolved = orchard.client.request("codeLens/resolve", lens)["result"]
    #expect(resolved?["command"]?["title"]?.string == "1 twin")
    let other = JSONValue.object([
      "range": lens["range"] ?? .null, "data": .string("x"), "more": .bool(true),
    ])
    #expect(orchard.client.request("codeLens/resolve", other)["result"] == other)
  }

  @Test func `lenses and hints are announced only to clients that show them`() throws {
    func capabilities(_ announced: JSONObject) -> JSONValue {
      TestClient().request(
        "initialize", .object(["capabilities": .object(["textDocument": .object(announced)])]))[
          "result"]?["capabilities"] ?? .null
    }
    let plain = capabilities([:])
    #expect(plain["codeLensProvider"] == nil && plain["inlayHintProvider"] == nil)
    #expect(plain["renameProvider"] == .bool(true))
    let rich = capabilities([
      "codeLens": .object([:]), "inlayHint": .object([:]),
      "rename": .object(["prepareSupport": .bool(true)]),
    ])
    #expect(rich["codeLensProvider"]?["resolveProvider"] == .bool(true))
    #expect(rich["inlayHintProvider"] == .bool(true))
    #expect(rich["renameProvider"]?["prepareProvider"] == .bool(true))
  }

  // MARK: Symbols of the workspace

  private func names(_ client: TestClient, _ query: String) -> [String] {
    let symbols = client.request("workspace/symbol", .object(["query": .string(query)]))["result"]
    return symbols?.array?.compactMap { $0["name"]?.string } ?? []
  }

  @Test func `letters in order find headings and questions, the best first`() throws {
    let orchard = try Orchard(draft: "# Plums\n\n## Picking\n\nNow.\n\n## Why prune it?\n\nWell.\n")
    #expect(
      names(orchard.client, "")
        == ["Apples", "Is it ripe?", "Plums", "Picking", "Why prune it?", "is it ripe?"])
    #expect(names(orchard.client, "PRUNE") == ["Why prune it?"])
    #expect(names(orchard.client, "pi").first == "Picking")
    #expect(names(orchard.client, "iit rp") == ["Is it ripe?", "is it ripe?"])
    #expect(names(orchard.client, "xyz") == [])
  }

  @Test func `a request that is taken back is answered so, once`() throws {
    let orchard = try Orchard(draft: draft)
    let client = orchard.client
    client.send(
      TestClient.message("workspace/symbol", .string("s"), .object(["query": .string("")])))
    let sent =
      client.notify("$/cancelRequest", .object(["id": .string("s")])) + client.settle()
    #expect(sent.filter { $0["id"]?.string == "s" }.map(\.errorCode) == [-32800])
  }
}
