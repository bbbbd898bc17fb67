import JSON
import StetServer
import Testing

@Suite("Requests while writing")
struct WritingRequestTests {
  private let uri = "file:///tmp/stet-none/a.md"

  // MARK: Hover

  private func hover(
    _ text: String, at place: (Int, Int), formats: [String]? = nil, folder: TemporaryFolder? = nil
  ) throws -> JSONValue {
    let capabilities =
      formats.map {
        TestClient.textDocument("hover", ["contentFormat": .array($0.map(JSONValue.string))])
      } ?? .object([:])
    let client = try TestClient.begun(capabilities: capabilities, folder: folder?.path)
    let uri = folder?.uri("main.txt") ?? "untitled:a"
    client.open(uri, text)
    return client.ask("textDocument/hover", uri, at: place)
  }

  @Test func `a diagnostic tells its rule, the reason, and what could stand there`() throws {
    let answer = try hover("An Interuption came.\n", at: (0, 5), formats: ["markdown"])
    let value = answer["contents"]?["value"]?.string ?? ""
    #expect(answer["contents"]?["kind"]?.string == "markdown")
    #expect(answer["range"]?.shownRange == "0:3-0:14")
    for part in ["**misspelling**", "`Interruption`", "docs/rules/misspelling.md"] {
      #expect(value.contains(part))
    }
  }

  @Test func `a client that prefers plain text gets no marks`() throws {
    for formats in [["plaintext", "markdown"], nil, ["html"]] {
      let answer = try hover("An Interuption came.\n", at: (0, 5), formats: formats)
      let value = answer["contents"]?["value"]?.string ?? ""
      #expect(answer["contents"]?["kind"]?.string == "plaintext")
      #expect(value.hasPrefix("misspelling: "))
      #expect(!value.contains("**"))
    }
  }

  @Test func `what a draft says cannot become markup`() throws {
    let answer = try hover("I saw the the_*dog* dog.\n", at: (0, 1), formats: ["markdown"])
    #expect(answer == .null)
    #expect(Self.shown("a*b_[c](d)`e`<f>\n#g") == "a\\*b\\_\\[c\\]\\(d\\)\\`e\\`\\<f\\> \\#g")
  }

  private static func shown(_ text: String) -> String { Prose.markdown.text(text) }

  @Test func `a question tells where else it is asked`() throws {
    let folder = try TemporaryFolder(["sub/b.txt": "Pears\n\nIs it ripe?\n\nWait.\n"])
    let answer = try hover(
      "Is it ripe?\n\nPress it.\n", at: (0, 3), formats: ["markdown"], folder: folder)
    let value = answer["contents"]?["value"]?.string ?? ""
    #expect(value.contains("[sub/b\\.txt, line 3](<\(folder.uri("sub/b.txt"))#L3>)"))
    #expect(answer["range"]?.shownRange == "0:0-0:11")
  }

  @Test func `where there is nothing to say nothing is said`() throws {
    #expect(try hover("It rained.\n", at: (0, 4)) == .null)
    #expect(try hover("Is it ripe?\n\nPress it.\n", at: (0, 3)) == .null)
  }

  // MARK: Completion

  private let article = """
    Gout

    Causes
    Uric acid forms crystals in a joint.

    Symptoms
    The joint is red, hot and very painful.

    Diagnosis
    A doctor looks for crystals in fluid from the joint.


    """

  private func complete(
    _ text: String, at place: (Int, Int), language: String = "plaintext",
    insertReplace: Bool = false, options: JSONValue? = nil
  ) throws -> JSONValue {
    let client = try TestClient.begun(
      capabilities: TestClient.textDocument(
        "completion",
        ["completionItem": .object(["insertReplaceSupport": .bool(insertReplace)])]),
      options: options)
    client.open(uri, text, language: language)
    return client.ask("textDocument/completion", uri, at: place)
  }

  private func labels(_ answer: JSONValue) -> [String] {
    answer["items"]?.array?.compactMap { $0["label"]?.string } ?? []
  }

  @Test func `missing sections are offered at the start of a line`() throws {
    let answer = try complete(article, at: (10, 0))
    #expect(labels(answer) == ["Treatment", "Prognosis", "Prevention", "References"])
    #expect(answer["items"]?.array?.first?["textEdit"]?["newText"]?.string == "Treatment")
    let some = try complete(article + "Pr", at: (11, 2))
    #expect(labels(some) == ["Prognosis", "Prevention"])
  }

  @Test func `in Markdown a heading brings its marks`() throws {
    let text =
      "# Gout\n\n## Causes\n\nIt is a disease of the joints.\n\n## Symptoms\n\nB.\n\n"
      + "## Diagnosis\n\nC.\n\n"
    let bare = try complete(text + "Tr", at: (14, 2), language: "markdown")
    #expect(bare["items"]?.array?.first?["textEdit"]?["newText"]?.string == "## Treatment")
    #expect(bare["items"]?.array?.first?["filterText"]?.string == "Treatment")
    let marked = try complete(text + "### Tr", at: (14, 6), language: "markdown")
    let item = marked["items"]?.array?.first
    #expect(item?["textEdit"]?["newText"]?.string == "### Treatment")
    #expect(item?["textEdit"]?["range"]?.shownRange == "14:0-14:6")
    #expect(item?["filterText"]?.string == "### Treatment")
  }

  @Test func `no section is offered inside a line, or where the rule is off`() throws {
    #expect(labels(try complete(article + "See Pr", at: (11, 6))) == [])
    let off = JSONValue.object(["rules": .object(["missing-section": .string("off")])])
    #expect(try complete(article, at: (10, 0), options: off) == .null)
  }

  @Test func `words are offered after three letters, the commonest first`() throws {
    #expect(try complete("It was interesting to see that pe", at: (0, 33)) == .null)
    let answer = try complete("It was interesting to see that peo", at: (0, 34))
    #expect(labels(answer).first == "people")
    let item = answer["items"]?.array?.first
    #expect(item?["textEdit"]?["range"]?.shownRange == "0:31-0:34")
    #expect(
      answer["items"]?.array?.compactMap { $0["sortText"]?.string }
        == answer["items"]?
        .array?.compactMap { $0["sortText"]?.string }.sorted())
  }

  @Test func `what is typed keeps its casing`() throws {
    #expect(labels(try complete("Peo", at: (0, 3))).first == "People")
    #expect(labels(try complete("See the PEO", at: (0, 11))).first == "PEOPLE")
    #expect(labels(try complete("We saw Lond", at: (0, 11))).contains("London"))
    #expect(labels(try complete("we saw lond", at: (0, 11))).contains("London"))
  }

  @Test func `words of the draft and the project come first, slips do not come`() throws {
    let folder = try TemporaryFolder([".stet/dictionary.txt": "interzork\n"])
    let client = try TestClient.begun(folder: folder.path)
    let uri = folder.uri("a.txt")
    client.open(uri, "The interferometer. An Interuption. Intermezzi, intermezzi. See inter")
    let found = labels(client.ask("textDocument/completion", uri, at: (0, 69)))
    #expect(found.contains("interzork"))
    #expect(found.firstIndex(of: "interferometer") ?? 99 < 5)
    #expect(!found.contains { $0.lowercased() == "interuption" })
  }

  @Test func `answers are bounded, and say when there is more`() throws {
    let answer = try complete("They con", at: (0, 8))
    #expect(labels(answer).count == 60)
    #expect(Set(labels(answer)).count == 60)
    #expect(answer["isIncomplete"] == .bool(true))
    #expect(try complete("He spoke of floccinauc", at: (0, 22))["isIncomplete"] == .bool(false))
  }

  @Test func `a client may insert or replace`() throws {
    let answer = try complete("See peoxyz.", at: (0, 7), insertReplace: true)
    let edit = answer["items"]?.array?.first?["textEdit"]
    #expect(edit?["insert"]?.shownRange == "0:4-0:7")
    #expect(edit?["replace"]?.shownRange == "0:4-0:10")
    #expect(edit?["range"] == nil)
  }

  @Test func `code and addresses are not completed`() throws {
    #expect(try complete("Use `peo` so.\n", at: (0, 8), language: "markdown") == .null)
    #expect(try complete("See https://example.com/peo", at: (0, 27)) == .null)
    #expect(try complete("```\npeo\n```\n", at: (1, 3), language: "markdown") == .null)
  }

  @Test(arguments: ["<!-- stet ", "<!-- stet off ", "[stet ", "<!-- stet-file misspelling "])
  func `suppression marks take the ids of rules`(mark: String) throws {
    let found = labels(try complete(mark, at: (0, mark.utf8.count), language: "markdown"))
    #expect(found.contains("truncated-answer"))
    #expect(found.contains("off") == (mark.hasSuffix("stet ")))
    #expect(found.contains("misspelling") == !mark.contains("misspelling"))
  }

  @Test func `a rule that is typed in part is completed`() throws {
    let answer = try complete("<!-- stet trunc -->\n", at: (0, 15), language: "markdown")
    #expect(labels(answer) == ["truncated-answer"])
    #expect(
      answer["items"]?.array?.first?["textEdit"]?["range"]?.shownRange == "0:10-0:15")
  }

  @Test(arguments: ["<!-- stet x: because peo", "<!-- stet -->", "[stet] ", "a stet "])
  func `elsewhere no rule is offered`(text: String) throws {
    let found = labels(try complete(text, at: (0, text.utf8.count), language: "markdown"))
    #expect(!found.contains("misspelling"))
  }

  // MARK: Links

  private func links(_ text: String, language: String = "markdown") throws -> [String] {
    let folder = try TemporaryFolder()
    let client = try TestClient.begun(folder: folder.path)
    let uri = folder.uri("sub/a.md")
    client.open(uri, text, language: language)
    return client.ask("textDocument/documentLink", uri).array?.map { link in
      let target = link["target"]?.string ?? "?"
      let shown =
        target.hasPrefix(folder.uri("")) ? "./" + target.dropFirst(folder.uri("").count) : target
      return "\(link["range"]?.text(in: text) ?? "?") → \(shown)"
    } ?? []
  }

  @Test func `web and mail addresses are links`() throws {
    #expect(
      try links(
        "See https://example.com/a?b=c#d, <http://example.org> or anna@example.com.\n")
        == [
          "https://example.com/a?b=c#d → https://example.com/a?b=c#d",
          "http://example.org → http://example.org",
          "anna@example.com → mailto:anna@example.com",
        ])
  }

  @Test func `targets of links lead to files`() throws {
    #expect(
      try links(
        "[a](b.md) [c](../d%20e.md#f) [g](</h i.md>) ![j](<k l.png> \"m\") [n](#o)\n")
        == [
          "b.md → ./sub/b.md", "../d%20e.md#f → ./d%20e.md#f", "/h i.md → ./h%20i.md",
          "k l.png → ./sub/k%20l.png",
        ])
  }

  @Test func `links that would run something are none`() throws {
    #expect(
      try links("[a](javascript:alert) [b](data:text/html,x) [c](file:///etc/passwd)\n") == [])
  }

  @Test func `targets of definitions count`() throws {
    #expect(try links("See [a].\n\n[a]: ../b.md\n").last == "../b.md → ./b.md")
  }

  // MARK: Hints

  @Test func `a cut answer tells its length when the settings ask`() throws {
    let text = "What is a cramp?\n\nA sudden, painful tightening of a muscle that comes wi\n"
    let range: JSONObject = [
      "range": .object(["start": TestClient.position((0, 0)), "end": TestClient.position((9, 0))])
    ]
    func hints(_ options: JSONValue?, _ range: JSONObject) throws -> [JSONValue] {
      let client = try TestClient.begun(options: options)
      client.open(uri, text)
      return client.ask("textDocument/inlayHint", uri, range).array ?? []
    }
    let on = JSONValue.object(["inlayHints": .bool(true)])
    #expect(try hints(nil, range) == [])
    #expect(try hints(.object(["inlayHints": .bool(false)]), range) == [])
    let shown = try hints(on, range)
    #expect(shown.map { $0["label"]?.string } == ["cut at 54"])
    #expect(shown.first?["position"] == TestClient.position((2, 54)))
    let above: JSONObject = [
      "range": .object(["start": TestClient.position((0, 0)), "end": TestClient.position((1, 0))])
    ]
    #expect(try hints(on, above) == [])
  }

  @Test func `a setting for hints that is no boolean is told of`() throws {
    let client = try TestClient.begun(options: .object(["inlayHints": .string("yes")]))
    let messages = client.received.of("window/showMessage")
    #expect(messages.contains { $0["params"]?["message"]?.string?.contains("inlayHints") == true })
  }

  @Test func `the client is told to ask again when the setting changes`() throws {
    let client = try TestClient.begun(
      capabilities: .object([
        "workspace": .object(["inlayHint": .object(["refreshSupport": .bool(true)])])
      ]))
    let sent = client.notify(
      "workspace/didChangeConfiguration",
      .object(["settings": .object(["stet": .object(["inlayHints": .bool(true)])])]))
    #expect(sent.of("workspace/inlayHint/refresh").count == 1)
  }

  // MARK: What is malformed

  @Test(arguments: [
    ("textDocument/completion", "context", JSONValue.integer(5)),
    ("textDocument/completion", "context", .object(["triggerKind": .string("x")])),
    ("textDocument/formatting", "options", .integer(5)),
    ("textDocument/rangeFormatting", "options", .string("x")),
  ])
  func `members of the wrong type are refused, though nobody needs them`(
    method: String, name: String, value: JSONValue
  ) throws {
    let client = try TestClient.begun()
    client.open(uri, "I saw it.\n")
    var params: JSONObject = [
      "textDocument": .object(["uri": .string(uri)]), "position": TestClient.position((0, 1)),
      "range": .object(["start": TestClient.position((0, 0)), "end": TestClient.position((1, 0))]),
    ]
    #expect(client.request(method, .object(params)).errorCode == nil)
    params.members.append(JSONObject.Member(name: name, value: value))
    #expect(client.request(method, .object(params)).errorCode == -32602)
  }
}
