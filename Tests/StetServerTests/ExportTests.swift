import Foundation
import JSON
import StetCore
import StetServer
import Testing

@Suite struct `A cleaned article is shown` {
  private let draft = """
    Pruning roses

    Share this page
    Was this helpful?

    Roses are pruned in late winter , before the buds open.

    """
  private let showing: JSONValue = .object([
    "window": .object(["showDocument": .object(["support": .bool(true)])])
  ])

  @discardableResult private func execute(
    _ client: TestClient, _ command: String, _ argument: JSONObject
  ) -> JSONValue {
    client.request(
      "workspace/executeCommand",
      .object(["command": .string(command), "arguments": .array([.object(argument)])]))
  }

  private func contents(_ uri: String) throws -> String {
    let path = try #require(DocumentURI.path(of: uri))
    return String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
  }

  private func shown(_ client: TestClient) -> String? {
    client.received.of("window/showDocument").last?["params"]?["uri"]?.string
  }

  @Test func `as XML, in a file of its own`() throws {
    let folder = try TemporaryFolder()
    let client = try TestClient.begun(
      capabilities: showing, previews: folder.path + "/cache/stet")
    client.open("untitled:Roses and more", draft)
    let answer = execute(client, "stet.exportArticle", ["uri": .string("untitled:Roses and more")])
    let uri = try #require(answer["result"]?["uri"]?.string)
    #expect(shown(client) == uri)
    #expect(uri.hasPrefix(folder.uri("cache/stet/")) && uri.hasSuffix(".xml"))
    let xml = try contents(uri)
    #expect(xml.contains(">Pruning roses</title>"))
    #expect(xml.contains("in late winter, before the buds open."))
    #expect(xml.split(separator: "<trail")[0].contains("Was this helpful?") == false)
    // The same document has the same file, and the file what is in the editor.
    client.change(
      "untitled:Roses and more", version: 2, [TestClient.edit((0, 8), (0, 13), "lilacs")])
    let again = execute(client, "stet.exportArticle", ["uri": .string("untitled:Roses and more")])
    #expect(again["result"]?["uri"]?.string == uri)
    #expect(try contents(uri).contains(">Pruning lilacs</title>"))
  }

  @Test func `as the difference to the draft`() throws {
    let folder = try TemporaryFolder()
    let client = try TestClient.begun(capabilities: showing, previews: folder.path)
    client.open("file:///no-such-folder/roses.txt", draft)
    execute(client, "stet.showChanges", ["uri": .string("file:///no-such-folder/roses.txt")])
    let diff = try contents(try #require(shown(client)))
    #expect(
      diff == """
        --- roses.txt
        +++ roses.txt
        @@ -1,6 +1,3 @@
         Pruning roses
         
        -Share this page
        -Was this helpful?
        -
        -Roses are pruned in late winter , before the buds open.
        +Roses are pruned in late winter, before the buds open.

        """)
  }

  @Test func `in the vocabulary that is asked for, or that is set`() throws {
    let folder = try TemporaryFolder()
    let client = try TestClient.begun(capabilities: showing, previews: folder.path)
    client.open("untitled:a", draft)
    let uri: JSONValue = .string("untitled:a")
    execute(client, "stet.exportArticle", ["uri": uri, "vocabulary": .string("docbook")])
    #expect(try #require(shown(client)).hasSuffix(".docbook.xml"))
    #expect(try contents(try #require(shown(client))).contains("http://docbook.org/ns/docbook"))
    #expect(
      execute(client, "stet.exportArticle", ["uri": uri, "vocabulary": .string("word")]).errorCode
        == -32602)
    client.notify(
      "workspace/didChangeConfiguration",
      .object([
        "settings": .object([
          "stet": .object(["export": .object(["to": .string("markdown")])])
        ])
      ]))
    execute(client, "stet.exportArticle", ["uri": uri])
    #expect(try contents(try #require(shown(client))).hasPrefix("# Pruning roses\n"))
  }

  @Test func `previews of the day before are removed`() throws {
    let folder = try TemporaryFolder(["old.xml": "", "new.md": "", "mine.txt": ""])
    for name in ["old.xml", "mine.txt"] {
      try FileManager.default.setAttributes(
        [.modificationDate: Date(timeIntervalSinceNow: -90_000)],
        ofItemAtPath: folder.path + "/" + name)
    }
    let client = try TestClient.begun(capabilities: showing, previews: folder.path)
    client.open("untitled:a", draft)
    execute(client, "stet.exportArticle", ["uri": .string("untitled:a")])
    let left = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(left.contains("new.md") && left.contains("mine.txt") && !left.contains("old.xml"))
    #expect(left.count == 3)
  }

  @Test func `in the file that is named`() throws {
    let folder = try TemporaryFolder(["roses.txt": draft])
    let client = try TestClient.begun(folder: folder.path)
    let answer = execute(
      client, "stet.exportArticle",
      ["uri": .string(folder.uri("roses.txt")), "to": .string(folder.uri("roses.xml"))])
    #expect(answer["result"]?["uri"]?.string == folder.uri("roses.xml"))
    #expect(try contents(folder.uri("roses.xml")).contains(">Pruning roses</title>"))
    // A client that shows no documents is told.
    #expect(client.received.of("window/showDocument").isEmpty)
    #expect(
      client.received.of("window/showMessage").last?["params"]?["message"]?.string
        == "Written: \(folder.path)/roses.xml")
  }

  @Test func `or it is said why not`() throws {
    let client = try TestClient.begun(capabilities: showing)
    client.open("untitled:a", draft)
    let uri: JSONValue = .string("untitled:a")
    #expect(execute(client, "stet.exportArticle", ["uri": uri]).errorCode == -32803)
    #expect(
      execute(client, "stet.exportArticle", ["uri": uri, "to": .string("untitled:b")]).errorCode
        == -32602)
    let nowhere: JSONValue = .string("file:///no-such-folder/a.xml")
    #expect(
      execute(client, "stet.exportArticle", ["uri": uri, "to": nowhere]).errorCode == -32803)
    #expect(
      execute(client, "stet.showChanges", ["uri": uri, "version": .integer(7)]).errorCode
        == -32801)
    #expect(shown(client) == nil)
  }

  @Test func `through an action that the writer asks for`() throws {
    let folder = try TemporaryFolder()
    let client = try TestClient.begun(
      capabilities: .object([
        "textDocument": .object([
          "codeAction": .object([
            "codeActionLiteralSupport": .object([
              "codeActionKind": .object(["valueSet": .array([])])
            ])
          ])
        ])
      ]), previews: folder.path)
    client.open("untitled:a", draft)
    let actions = client.ask(
      "textDocument/codeAction", "untitled:a",
      [
        "range": .object([
          "start": TestClient.position((0, 0)), "end": TestClient.position((0, 0)),
        ]),
        "context": .object([
          "diagnostics": .array([]), "only": .array([.string("source.export.stet")]),
        ]),
      ]
    ).array
    #expect(
      actions?.map { $0["title"]?.string } == [
        "Export cleaned article", "Show what cleaning changes",
      ])
    for action in actions ?? [] {
      let command = try #require(action["command"])
      let answer = client.request(
        "workspace/executeCommand",
        .object([
          "command": command["command"] ?? .null, "arguments": command["arguments"] ?? .null,
        ]))
      #expect(answer["result"]?["uri"] != nil)
    }
  }
}
