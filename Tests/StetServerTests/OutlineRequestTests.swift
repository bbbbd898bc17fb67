import JSON
import StetCore
import StetFormats
import StetServer
import StetTestSupport
import Testing

@Suite("Requests on the outline")
struct OutlineRequestTests {
  private let uri = "file:///tmp/stet-none/a.md"
  private let text = """
    # Plums 🍑

    They are ripe in August.

    ## Care

    Water them.

    ### Pruning

    - In summer.
    - Not in winter.

    ## Is it ripe?

    Press it. It gives
    way.

    ## When to pick?

    ```
    now
    ```

    """

  private func begun(_ capabilities: JSONValue = .object([:])) throws -> TestClient {
    let client = try TestClient.begun(capabilities: capabilities)
    client.open(uri, text, language: "markdown")
    return client
  }

  private static let tree = TestClient.textDocument(
    "documentSymbol", ["hierarchicalDocumentSymbolSupport": .bool(true)])

  // MARK: Symbols

  /// The names of symbols with those of their children.
  private func names(_ symbols: JSONValue?) -> String {
    (symbols?.array ?? []).map { symbol in
      let inner = names(symbol["children"])
      return (symbol["name"]?.string ?? "?") + (inner.isEmpty ? "" : "(\(inner))")
    }.joined(separator: ", ")
  }

  @Test func `symbols are the title, the sections, and questions with their answers`() throws {
    let symbols = try begun(Self.tree).ask("textDocument/documentSymbol", uri)
    #expect(
      names(symbols)
        == "Plums 🍑, Care(Pruning), Is it ripe?(Press it. It gives way.), When to pick?(now)")
    let care = symbols.array?.dropFirst().first
    #expect(care?["selectionRange"]?.text(in: text) == "Care")
    #expect(care?["range"]?.shownRange == "4:0-11:16")
  }

  @Test func `a client that knows no tree gets a list`() throws {
    let symbols = try begun().ask("textDocument/documentSymbol", uri).array ?? []
    #expect(symbols.count == 7)
    let pruning = symbols.first { $0["name"]?.string == "Pruning" }
    #expect(pruning?["containerName"]?.string == "Care")
    #expect(pruning?["location"]?["uri"]?.string == uri)
    #expect(pruning?["children"] == nil)
  }

  @Test func `kinds that the client does not know are not sent`() throws {
    let client = try begun(
      TestClient.textDocument(
        "documentSymbol", ["symbolKind": .object(["valueSet": .array([.integer(1)])])]))
    let kinds = client.ask("textDocument/documentSymbol", uri).array?.map { $0["kind"]?.integer }
    #expect(Set(kinds ?? []) == [1, 15])
  }

  /// Whether every symbol names a place in itself, and holds its children.
  private func check(_ symbols: JSONValue, inside holder: JSONValue? = nil) {
    func places(_ range: JSONValue?) -> (Position, Position)? {
      guard let start = range?["start"], let end = range?["end"] else { return nil }
      func place(_ value: JSONValue) -> Position {
        Position(
          line: value["line"]?.integer ?? -1, column: value["character"]?.integer ?? -1)
      }
      return (place(start), place(end))
    }
    var end = Position(line: 0, column: 0)
    for symbol in symbols.array ?? [] {
      guard let whole = places(symbol["range"]), let name = places(symbol["selectionRange"]) else {
        Issue.record("A symbol without a range")
        continue
      }
      #expect(whole.0 <= name.0 && name.1 <= whole.1)
      #expect(end <= whole.0)
      if let holder, let outer = places(holder["range"]) {
        #expect(outer.0 <= whole.0 && whole.1 <= outer.1)
      }
      #expect(symbol["name"]?.string?.isEmpty == false)
      end = whole.1
      if let children = symbol["children"] { check(children, inside: symbol) }
    }
  }

  @Test(arguments: 0..<60)
  func `symbols of any draft lie inside one another`(seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    let lines = [
      "# A", "## B?", "### C", "Is it ripe?", "Press it. Then 🍑 wait", "", "", "- one", "Causes",
      "Q: Why?", "A: So.", "Was this helpful?", "```", "<!-- x -->", "| a | b |", "|---|---|",
    ]
    let text = (0..<30).map { _ in lines.randomElement(using: &generator) ?? "" }
      .joined(separator: "\n")
    for language in ["markdown", "plaintext"] {
      let client = try TestClient.begun(capabilities: Self.tree)
      client.open(uri, text, language: language)
      check(client.ask("textDocument/documentSymbol", uri))
      for fold in client.ask("textDocument/foldingRange", uri).array ?? [] {
        #expect((fold["startLine"]?.integer ?? 9) < (fold["endLine"]?.integer ?? 0))
      }
    }
  }

  // MARK: Folds

  @Test func `sections, questions, lists and code fold`() throws {
    let folds = try begun().ask("textDocument/foldingRange", uri).array ?? []
    #expect(
      folds.map { "\($0["startLine"]?.integer ?? -1)-\($0["endLine"]?.integer ?? -1)" }
        == ["4-11", "8-11", "10-11", "13-16", "18-22", "20-22"])
    #expect(folds.first?["startCharacter"]?.integer == 7)
    #expect(folds.first?["endCharacter"]?.integer == 16)
  }

  @Test func `comments are told apart, and lines are enough for some`() throws {
    let client = try TestClient.begun(
      capabilities: TestClient.textDocument("foldingRange", ["lineFoldingOnly": .bool(true)]))
    client.open(uri, "<!--\nnot\nyet\n-->\n\nText.\n", language: "markdown")
    let folds = client.ask("textDocument/foldingRange", uri)
    #expect(
      folds
        == .array([
          .object([
            "startLine": .integer(0), "endLine": .integer(3), "kind": .string("comment"),
          ])
        ]))
  }

  @Test func `where the client wants few, the outermost are kept`() throws {
    let client = try begun(TestClient.textDocument("foldingRange", ["rangeLimit": .integer(3)]))
    let folds = client.ask("textDocument/foldingRange", uri).array ?? []
    #expect(folds.compactMap { $0["startLine"]?.integer } == [4, 13, 18])
  }

  // MARK: Selections

  private func selections(_ range: JSONValue?) -> [String] {
    guard let range, let own = range["range"] else { return [] }
    return [own.text(in: text)] + selections(range["parent"])
  }

  @Test func `a selection grows from the word to the document`() throws {
    let answer = try begun().ask(
      "textDocument/selectionRange", uri,
      ["positions": .array([TestClient.position((15, 14)), TestClient.position((10, 4))])])
    let first = selections(answer.array?.first)
    #expect(
      first == [
        "gives", "It gives\nway.", "Press it. It gives\nway.",
        "## Is it ripe?\n\nPress it. It gives\nway.", text,
      ])
    let second = selections(answer.array?.last)
    #expect(second.first == "In")
    #expect(second.count == 5)
    #expect(second.suffix(3).map { $0.prefix(8) } == ["### Prun", "## Care\n", "# Plums "])
  }

  @Test func `each place gets an answer, one past the end too`() throws {
    let answer = try begun().ask(
      "textDocument/selectionRange", uri,
      ["positions": .array([TestClient.position((99, 0)), TestClient.position((0, 99))])])
    #expect(answer.array?.count == 2)
    #expect(selections(answer.array?.first) == [text])
  }

  // MARK: Highlights

  @Test func `the same question is highlighted wherever the draft asks it`() throws {
    let client = try TestClient.begun()
    let text = "Is it ripe?\n\nPress it.\n\nWhy so?\n\nWell.\n\nQ: is it ripe\n\nA: No.\n"
    client.open(uri, text)
    let found = client.ask("textDocument/documentHighlight", uri, at: (0, 3)).array ?? []
    #expect(found.compactMap { $0["range"]?.text(in: text) } == ["Is it ripe?", "is it ripe"])
    #expect(client.ask("textDocument/documentHighlight", uri, at: (2, 3)) == .null)
  }

  // MARK: Documents and parameters

  @Test func `files that are not open are read`() throws {
    let folder = try TemporaryFolder(["a.md": "# Plums\n\nText.\n"])
    let client = try TestClient.begun()
    let symbols = client.ask("textDocument/documentSymbol", folder.uri("a.md"))
    #expect(symbols.array?.first?["name"]?.string == "Plums")
  }

  @Test(arguments: ["file:///tmp/stet-none/x.md", "untitled:x", "file://host/x", ":"])
  func `where there is no document there is nothing`(uri: String) throws {
    let client = try TestClient.begun()
    #expect(client.ask("textDocument/documentSymbol", uri) == .array([]))
    #expect(client.ask("textDocument/foldingRange", uri) == .array([]))
    #expect(client.ask("textDocument/documentHighlight", uri, at: (0, 0)) == .null)
    #expect(client.ask("textDocument/selectionRange", uri, ["positions": .array([])]) == .null)
  }

  @Test(arguments: [
    "textDocument/documentSymbol", "textDocument/foldingRange", "textDocument/selectionRange",
    "textDocument/documentHighlight", "textDocument/definition", "textDocument/references",
    "textDocument/hover", "textDocument/completion", "textDocument/rename",
    "textDocument/prepareRename", "textDocument/documentLink", "textDocument/codeLens",
    "textDocument/inlayHint", "workspace/symbol", "codeLens/resolve",
  ])
  func `wrong parameters are refused, and the session goes on`(method: String) throws {
    let client = try begun()
    let wrong: [JSONValue?] = [
      nil, .object([:]), .object(["textDocument": .integer(3)]), .array([]),
      .object(["textDocument": .object(["uri": .bool(true)]), "query": .integer(1)]),
    ]
    for params in wrong { #expect(client.request(method, params).errorCode == -32602) }
    #expect(client.ask("textDocument/documentSymbol", uri).array?.isEmpty == false)
  }

  @Test(arguments: 0..<40)
  func `any request on any draft is answered`(seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    let pieces = [
      "Is it ripe?", "# A", "\n", "\r", "\r\n", "🍑", "e\u{301}", "\u{0}", " ", "inter", "[a](b.md)",
      "<!-- stet ", "[stet ", "-->", "`", "- ", "<https://e.com>", "Q: ", "A: ", "| a |", "\t",
      "[x]: y",
      "Causes", "Dr. Bell", "?", "。", "\u{FEFF}",
    ]
    let text = (0..<Int.random(in: 0...25, using: &generator))
      .map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
    let encoding = ["utf-8", "utf-16", "utf-32"].randomElement(using: &generator) ?? ""
    let folder = try TemporaryFolder(["b.md": text])
    let client = try TestClient.begun(
      capabilities: .object([
        "general": .object(["positionEncodings": .array([.string(encoding)])])
      ]), folder: folder.path, options: .object(["inlayHints": .bool(true)]))
    let uri = folder.uri("a.md")
    client.open(uri, text, language: seed.isMultiple(of: 2) ? "markdown" : "plaintext")
    let numbers = [0, 0, 1, 1, 2, 3, 5, 8, -1, Int.max, Int.min]
    func place() -> JSONValue {
      TestClient.position(
        (
          numbers.randomElement(using: &generator) ?? 0,
          numbers.randomElement(using: &generator) ?? 0
        ))
    }
    for method in [
      "documentSymbol", "foldingRange", "selectionRange", "documentHighlight", "definition",
      "references", "hover", "completion", "rename", "prepareRename", "documentLink", "codeLens",
      "inlayHint",
    ] {
      for _ in 0..<4 {
        let params: JSONObject = [
          "textDocument": .object(["uri": .string(uri)]), "position": place(),
          "positions": .array([place(), place()]), "newName": .string("Why?"),
          "range": .object(["start": place(), "end": place()]),
        ]
        let answer = client.request("textDocument/\(method)", .object(params))
        #expect(answer["result"] != nil, "\(method) of \(text.debugDescription)")
      }
    }
  }

  @Test func `a large document is answered for beside the session`() throws {
    let client = try TestClient.begun(capabilities: Self.tree)
    let body = String(repeating: "Plums are ripe in August.\n\n", count: 12_000)
    client.open(uri, "# Plums\n\n" + body, language: "markdown")
    let symbols = client.ask("textDocument/documentSymbol", uri)
    #expect(symbols.array?.first?["name"]?.string == "Plums")
  }
}
