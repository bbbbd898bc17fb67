import JSON
import JSONRPC
import StetCore
import StetServer
import StetTestSupport
import Testing

@Suite("Text of open documents")
struct TextSyncTests {
  private let uri = "file:///no-such-folder/a.txt"

  private func client(_ encoding: String = "utf-16") throws -> TestClient {
    try TestClient.begun(
      capabilities: .object([
        "general": .object(["positionEncodings": .array([.string(encoding)])])
      ]))
  }

  private func text(
    after changes: [JSONValue], of text: String, _ encoding: String = "utf-16"
  ) throws -> String? {
    let client = try client(encoding)
    client.open(uri, text)
    client.change(uri, version: 2, changes)
    #expect(client.session.documents[uri]?.version == 2)
    return client.text(of: uri)
  }

  @Test func `changes are applied in order`() throws {
    #expect(
      try text(
        after: [
          TestClient.edit((0, 0), (0, 1), "xy"), TestClient.edit((0, 2), (0, 3), ""),
          TestClient.edit((1, 0), (1, 0), "new\n"),
        ], of: "abc\ndef") == "xyc\nnew\ndef")
  }

  @Test func `a change without a range is the whole text`() throws {
    #expect(try text(after: [.object(["text": .string("new")])], of: "abc") == "new")
    #expect(
      try text(after: [.object(["range": .null, "text": .string("new")])], of: "abc") == "new")
    #expect(
      try text(
        after: [.object(["text": .string("new")]), TestClient.edit((0, 0), (0, 0), "a ")],
        of: "abc") == "a new")
  }

  @Test(arguments: [
    ("utf-8", 5, 9), ("utf-16", 2, 4), ("utf-32", 2, 3),
  ])
  func `columns count in the unit that was agreed on`(
    encoding: String, start: Int, end: Int
  ) throws {
    let start = encoding == "utf-8" ? 3 : start
    let end = encoding == "utf-8" ? 7 : end
    #expect(
      try text(after: [TestClient.edit((0, start), (0, end), "x")], of: "aé😀b", encoding) == "aéxb")
  }

  @Test func `places out of bounds are clamped`() throws {
    #expect(
      try text(after: [TestClient.edit((0, 99), (0, 99), "x")], of: "ab\r\ncd") == "abx\r\ncd")
    #expect(try text(after: [TestClient.edit((99, 0), (99, 9), "x")], of: "ab\ncd") == "ab\ncdx")
    #expect(try text(after: [TestClient.edit((0, 2), (0, 1), "x")], of: "abcd") == "axcd")
    #expect(try text(after: [TestClient.edit((1, 0), (0, 1), "x")], of: "ab\ncd") == "axcd")
    #expect(try text(after: [TestClient.edit((-1, -5), (0, 1), "x")], of: "ab") == "xb")
    let huge = Int(UInt32.max)
    #expect(try text(after: [TestClient.edit((0, 0), (huge, huge), "x")], of: "ab\ncd") == "x")
    #expect(try text(after: [TestClient.edit((0, 1), (0, .max), "x")], of: "ab\ncd") == "ax\ncd")
    // Inside of a surrogate pair: the character's start.
    #expect(try text(after: [TestClient.edit((0, 1), (0, 1), "x")], of: "😀b") == "x😀b")
  }

  @Test func `every kind of line break ends a line`() throws {
    #expect(
      try text(after: [TestClient.edit((3, 0), (3, 1), "X")], of: "a\rb\nc\r\nd") == "a\rb\nc\r\nX")
    #expect(try text(after: [TestClient.edit((1, 0), (2, 0), "")], of: "a\r\nb\rc") == "a\r\nc")
  }

  @Test func `a byte order mark is a character like any other`() throws {
    #expect(
      try text(after: [TestClient.edit((0, 1), (0, 2), "X")], of: "\u{FEFF}abc") == "\u{FEFF}Xbc")
  }

  @Test func `an edit makes and unmakes line breaks of two bytes`() throws {
    #expect(
      try text(
        after: [
          TestClient.edit((0, 1), (0, 1), "\r"), TestClient.edit((1, 0), (1, 0), "x"),
        ], of: "a\nb") == "a\r\nxb")
  }

  @Test func `a notification with a wrong type changes nothing`() throws {
    let client = try client()
    client.open(uri, "abc")
    let good = TestClient.edit((0, 0), (0, 0), "x")
    for bad: JSONValue in [
      .integer(1), .object([:]), .object(["text": .integer(1)]),
      .object(["range": .string("x"), "text": .string("y")]),
      .object([
        "range": .object(["start": .object([:]), "end": .object([:])]), "text": .string("y"),
      ]),
    ] {
      client.change(uri, version: 2, [good, bad])
      #expect(client.text(of: uri) == "abc")
    }
    client.change(uri, version: 3, [good])
    #expect(client.text(of: uri) == "xabc")
  }

  @Test func `documents that are not as they should be are logged`() throws {
    let client = try client()
    #expect(client.change(uri, version: 2, []).of("window/logMessage").count == 1)
    #expect(client.close(uri).of("window/logMessage").count == 1)
    client.open(uri, "abc")
    #expect(client.open(uri, "def", version: 7).of("window/logMessage").count == 1)
    #expect(client.text(of: uri) == "def")
    #expect(client.session.documents[uri]?.version == 7)
    client.close(uri)
    #expect(client.session.documents.isEmpty)
  }

  @Test(arguments: [
    ("markdown", "file:///a", Draft.Format.markdown), ("plaintext", "file:///a.md", .plainText),
    ("MDX", "file:///a", .markdown), ("", "file:///a.md", .markdown),
    ("latex", "file:///a.tex", .plainText), ("unheard-of", "file:///a.MARKDOWN", .markdown),
    ("", "untitled:Untitled-1", .plainText), ("", "file:///dir.md/a", .plainText),
    ("", "file:///a%2Emd?x#y.txt", .markdown),
  ])
  func `the format follows the language, and else the name`(
    language: String, uri: String, format: Draft.Format
  ) throws {
    let client = try client()
    client.open(uri, "abc", language: language)
    #expect(client.session.documents[uri]?.format == format)
  }
}
