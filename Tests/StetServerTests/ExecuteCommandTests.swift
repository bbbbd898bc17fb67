import Foundation
import JSON
import StetServer
import Testing

@Suite("Commands, formatting and saving")
struct ExecuteCommandTests {
  private func execute(
    _ editor: FakeEditor, _ command: String, _ arguments: JSONValue...
  ) -> JSONValue {
    editor.client.request(
      "workspace/executeCommand",
      .object(["command": .string(command), "arguments": .array(arguments)]))
  }

  private func contents(_ path: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
  }

  // MARK: Word lists

  @Test func `a word added to the project's dictionary is right from then on`() throws {
    let folder = try TemporaryFolder()
    let uri = folder.uri("notes/a.txt")
    let editor = try FakeEditor("Interuption may result.\n", uri: uri, folder: folder.path)
    let action = try #require(
      editor.actions().first { $0.title == "Add “Interuption” to the project’s dictionary" })
    #expect(action["edit"] == nil)
    let command = try #require(action["command"])
    #expect(command["command"]?.string == "stet.addToDictionary")
    let answer = execute(
      editor, "stet.addToDictionary", try #require(command["arguments"]?.array?.first))
    #expect(answer["result"] == .null)
    #expect(try contents(folder.path + "/.stet/dictionary.txt") == "Interuption\n")
    #expect(editor.diagnostics().isEmpty)
  }

  @Test func `the dictionary is beside the configuration and keeps what it has`() throws {
    let folder = try TemporaryFolder([
      "sub/.stet.yml": "", "sub/.stet/dictionary.txt": "# ours\r\nfoo", "sub/a/b.txt": "",
    ])
    let editor = try FakeEditor(
      "Interuption may result.\n", uri: folder.uri("sub/a/b.txt"), folder: folder.path)
    let argument: JSONValue = .object([
      "uri": .string(editor.uri), "word": .string("Interuption"),
    ])
    #expect(execute(editor, "stet.addToDictionary", argument)["result"] == .null)
    #expect(execute(editor, "stet.addToDictionary", argument)["result"] == .null)
    #expect(
      try contents(folder.path + "/sub/.stet/dictionary.txt")
        == "# ours\r\nfoo\r\nInteruption\r\n")
  }

  @Test func `a word added to one's own dictionary is right in every project`() throws {
    let folder = try TemporaryFolder()
    let own = folder.path + "/config/stet/dictionary.txt"
    let editor = try FakeEditor(
      "Interuption may result.\n", uri: folder.uri("a.txt"), folder: folder.path,
      personalDictionary: own)
    let argument: JSONValue = .object([
      "uri": .string(editor.uri), "word": .string("Interuption"),
      "dictionary": .string("user"),
    ])
    #expect(execute(editor, "stet.addToDictionary", argument)["result"] == .null)
    #expect(try contents(own) == "Interuption\n")
    #expect(editor.diagnostics().isEmpty)
    let other = try FakeEditor(
      "Interuption may result.\n", uri: "untitled:b", personalDictionary: own)
    #expect(other.diagnostics().isEmpty)
  }

  @Test func `clients that are pushed diagnostics get the new ones`() throws {
    let folder = try TemporaryFolder()
    let client = try TestClient.begun(folder: folder.path)
    let uri = folder.uri("a.txt")
    client.open(uri, "Interuption may result.\n")
    #expect(client.settle().diagnostics(of: uri)?.count == 1)
    client.request(
      "workspace/executeCommand",
      .object([
        "command": .string("stet.addToDictionary"),
        "arguments": .array([
          .object(["uri": .string(uri), "word": .string("Interuption")])
        ]),
      ]))
    #expect(client.settle().diagnostics(of: uri) == [])
  }

  @Test func `a word that a list forbids is not offered to others`() throws {
    let folder = try TemporaryFolder([".stet/dictionary.txt": "!jont\n"])
    let editor = try FakeEditor(
      "The jont is swollen.\n", uri: folder.uri("a.txt"), folder: folder.path)
    #expect(!editor.diagnostics().isEmpty)
    #expect(!editor.actions().contains { $0.title.hasPrefix("Add") })
  }

  @Test func `commands that make no sense are refused`() throws {
    let folder = try TemporaryFolder(["file": ""])
    let editor = try FakeEditor("It was was.\n", personalDictionary: folder.path + "/file/list")
    let uri = JSONValue.string(editor.uri)
    #expect(execute(editor, "stet.noSuchCommand").errorCode == -32602)
    #expect(execute(editor, "stet.fixAll").errorCode == -32602)
    #expect(execute(editor, "stet.fixAll", .integer(1)).errorCode == -32602)
    #expect(execute(editor, "stet.applyFix", .object(["uri": uri])).errorCode == -32602)
    for word in ["", "#x", "!x", " x", "a\nb", "a #b"] {
      let argument: JSONValue = .object(["uri": uri, "word": .string(word)])
      #expect(execute(editor, "stet.addToDictionary", argument).errorCode == -32602)
    }
    let strange: JSONValue = .object([
      "uri": uri, "word": .string("x"), "dictionary": .string("other"),
    ])
    #expect(execute(editor, "stet.addToDictionary", strange).errorCode == -32602)
    // There is no folder for a project's list, and a file where one's own belongs.
    for list in ["project", "user"] {
      let argument: JSONValue = .object([
        "uri": uri, "word": .string("x"), "dictionary": .string(list),
      ])
      #expect(execute(editor, "stet.addToDictionary", argument).errorCode == -32803)
    }
    #expect(
      editor.client.request("workspace/executeCommand", .object([:])).errorCode == -32602)
    let bare = try TestClient.begun()
    #expect(
      bare.request(
        "workspace/executeCommand",
        .object(["command": .string("stet.fixAll"), "arguments": .array([uri])])
      ).errorCode == -32803)
  }

  // MARK: Edits

  @Test(arguments: [true, false])
  func `stet.fixAll asks the client to make the edits`(asURI: Bool) throws {
    let editor = try FakeEditor("It was was not there.\n")
    let uri = JSONValue.string(editor.uri)
    let argument = asURI ? uri : .object(["uri": uri, "version": .integer(1)])
    #expect(execute(editor, "stet.fixAll", argument)["result"] == .null)
    let asked = editor.client.received.of("workspace/applyEdit")
    #expect(asked.count == 1)
    let edits = asked.first?["params"]?["edit"]?["documentChanges"]?.array?.first?["edits"]
    #expect(editor.applying(try #require(edits?.array)) == "It was not there.\n")
    // A client that did not make them is told of in the log.
    let said = editor.client.respond(
      to: try #require(asked.first),
      .object(["applied": .bool(false), "failureReason": .string("read-only")]))
    #expect(
      said.of("window/logMessage").contains {
        $0["params"]?["message"]?.string?.contains("read-only") == true
      })
  }

  @Test func `stet.fixAll of another version is refused, and with nothing to fix asks nothing`()
    throws
  {
    let editor = try FakeEditor("All is well here.\n")
    let uri = JSONValue.string(editor.uri)
    let stale: JSONValue = .object(["uri": uri, "version": .integer(7)])
    #expect(execute(editor, "stet.fixAll", stale).errorCode == -32801)
    #expect(execute(editor, "stet.fixAll", uri)["result"] == .null)
    #expect(execute(editor, "stet.fixAll", .string("untitled:none")).errorCode == -32803)
    #expect(editor.client.received.of("workspace/applyEdit").isEmpty)
  }

  // MARK: Formatting

  private func edits(
    _ editor: FakeEditor, _ method: String, _ more: [JSONObject.Member] = []
  ) -> [JSONValue]? {
    editor.client.request(
      method,
      .object(
        JSONObject(
          [
            .init(name: "textDocument", value: .object(["uri": .string(editor.uri)])),
            .init(
              name: "options",
              value: .object(["tabSize": .integer(4), "insertSpaces": .bool(true)])),
          ] + more)))["result"]?.array
  }

  @Test func `formatting changes typography and no word`() throws {
    let editor = try FakeEditor("One  two -- three was was here.\nFour  five.\n")
    let all = try #require(edits(editor, "textDocument/formatting"))
    let formatted = editor.applying(all)
    #expect(formatted.contains("was was"))
    #expect(!formatted.contains("One  two") && !formatted.contains("Four  five"))
    let part = try #require(
      edits(
        editor, "textDocument/rangeFormatting",
        [
          .init(
            name: "range",
            value: .object([
              "start": TestClient.position((1, 0)), "end": TestClient.position((9, 0)),
            ]))
        ]))
    #expect(
      editor.applying(part) == "One  two -- three was was here.\nFour five.\n")
    editor.set(formatted)
    #expect(edits(editor, "textDocument/formatting") == [])
    #expect(
      editor.client.request("textDocument/rangeFormatting", .object([:])).errorCode == -32602)
    let unknown: JSONValue = .object([
      "textDocument": .object(["uri": .string("untitled:none")])
    ])
    #expect(editor.client.request("textDocument/formatting", unknown)["result"] == .null)
  }

  // MARK: Saving

  private func saving(_ editor: FakeEditor, reason: Int = 1) -> JSONValue? {
    editor.client.request(
      "textDocument/willSaveWaitUntil",
      .object([
        "textDocument": .object(["uri": .string(editor.uri)]), "reason": .integer(reason),
      ]))["result"]
  }

  @Test func `saving fixes safe faults only where the settings ask for it`() throws {
    let text = "It was was not there.\n"
    #expect(saving(try FakeEditor(text)) == .null)
    let off: JSONValue = .object(["fixOnSave": .bool(false)])
    #expect(saving(try FakeEditor(text, options: off)) == .null)
    let on: JSONValue = .object(["stet": .object(["fixOnSave": .bool(true)])])
    let editor = try FakeEditor(text, options: on)
    let edits = try #require(saving(editor)?.array)
    #expect(editor.applying(edits) == "It was not there.\n")
    // An editor that saves by itself saves in the middle of words.
    #expect(saving(editor, reason: 2) == .null)
  }

  @Test func `a strange setting is told and changes nothing`() throws {
    let editor = try FakeEditor(
      "It was was not there.\n", options: .object(["fixOnSave": .string("yes")]))
    #expect(saving(editor) == .null)
    #expect(
      editor.client.received.of("window/showMessage").contains {
        $0["params"]?["message"]?.string?.contains("“fixOnSave” must be true or false") == true
      })
  }
}
