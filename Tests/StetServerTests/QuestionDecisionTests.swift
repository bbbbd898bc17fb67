import Foundation
import JSON
import StetServer
import StetTestSupport
import Testing

@Suite struct `Decisions about questions` {
  private let draft = """
    # Backs

    ## How do you treat back spasm?

    With rest.

    ## When should I see a doctor?

    When it lasts.

    ## What are treatments for back muscle spasms?

    Heat helps.

    """

  /// A client that resolves actions and makes files, in a folder with a project.
  private struct Writer {
    let folder: TemporaryFolder
    let client: TestClient
    let uri: String
    var text: String
    var version = 1

    init(_ text: String, _ files: [String: String] = [:], skill: FakeEditor.Skill = .resolving)
      throws
    {
      folder = try TemporaryFolder(
        files.merging([".stet.yml": "", "a.md": text]) { own, _ in own })
      uri = folder.uri("a.md")
      self.text = text
      var capabilities = FakeEditor.capabilities(skill, .utf8)
      if skill == .resolving {
        capabilities = .object([
          "general": capabilities["general"] ?? .null,
          "textDocument": capabilities["textDocument"] ?? .null,
          "workspace": .object([
            "applyEdit": .bool(true),
            "workspaceEdit": .object([
              "documentChanges": .bool(true), "resourceOperations": .array([.string("create")]),
            ]),
          ]),
        ])
      }
      client = try TestClient.begun(capabilities: capabilities, folder: folder.path)
      client.open(uri, text, version: 1, language: "markdown")
      client.settle()
    }

    var register: String? {
      try? String(contentsOfFile: folder.path + "/.stet/questions.yml", encoding: .utf8)
    }

    /// Where and what is found by a rule.
    func found(_ rule: String = "duplicate-question") -> [JSONValue] {
      let answer = client.request(
        "textDocument/diagnostic", .object(["textDocument": .object(["uri": .string(uri)])]))
      return (answer["result"]?["items"]?.array ?? []).filter { $0["code"]?.string == rule }
    }

    func actions(for diagnostic: JSONValue) -> [JSONValue] {
      actions(in: diagnostic["range"], [diagnostic], only: "quickfix")
    }

    func actions(in range: JSONValue?, _ diagnostics: [JSONValue], only: String) -> [JSONValue] {
      client.request(
        "textDocument/codeAction",
        .object([
          "textDocument": .object(["uri": .string(uri)]), "range": range ?? .null,
          "context": .object([
            "diagnostics": .array(diagnostics), "only": .array([.string(only)]),
          ]),
        ]))["result"]?.array ?? []
    }

    /// Makes the edits of an action, in the text and on the disk; gives the kinds of changes.
    @discardableResult
    mutating func carryOut(_ action: JSONValue?) throws -> [String] {
      let action = try #require(action)
      var edit = action["edit"]
      if action["data"] != nil {
        edit = client.request("codeAction/resolve", action)["result"]?["edit"]
      } else if let command = action["command"]?["command"] ?? action["command"] {
        let arguments = action["command"]?["arguments"] ?? action["arguments"]
        client.take()
        client.request(
          "workspace/executeCommand",
          .object(["command": command, "arguments": arguments ?? .null]))
        let asked = try #require(client.received.of("workspace/applyEdit").last)
        client.respond(to: asked, .object(["applied": .bool(true)]))
        edit = asked["params"]?["edit"]
      }
      var kinds: [String] = []
      var changes = edit?["documentChanges"]?.array ?? []
      for member in edit?["changes"]?.object?.members ?? [] {
        changes.append(
          .object([
            "textDocument": .object(["uri": .string(member.name)]), "edits": member.value,
          ]))
      }
      for change in changes {
        if let kind = change["kind"]?.string {
          kinds.append(kind)
          try folder.write("", to: ".stet/questions.yml")
          continue
        }
        kinds.append("edit")
        let target = change["textDocument"]?["uri"]?.string ?? ""
        let edits = change["edits"]?.array ?? []
        if target == uri {
          text = try Self.apply(edits, to: text)
          version += 1
          client.change(uri, version: version, [.object(["text": .string(text)])])
        } else {
          #expect(target == folder.uri(".stet/questions.yml"))
          try folder.write(
            Self.apply(edits, to: register ?? ""), to: ".stet/questions.yml")
        }
      }
      client.notify(
        "workspace/didChangeWatchedFiles",
        .object([
          "changes": .array([
            .object(["uri": .string(folder.uri(".stet/questions.yml")), "type": .integer(2)])
          ])
        ]))
      client.settle()
      return kinds
    }

    private static func apply(_ edits: [JSONValue], to text: String) throws -> String {
      // ASCII: columns are bytes.
      var lines: [Int] = [0]
      for (offset, byte) in text.utf8.enumerated() where byte == 10 { lines.append(offset + 1) }
      func offset(_ position: JSONValue?) throws -> Int {
        let line = try #require(position?["line"]?.integer)
        return min(text.utf8.count, lines[line] + (position?["character"]?.integer ?? 0))
      }
      var bytes = Array(text.utf8)
      for edit in edits.reversed() {
        let start = try offset(edit["range"]?["start"])
        let end = try offset(edit["range"]?["end"])
        bytes.replaceSubrange(start..<end, with: (edit["newText"]?.string ?? "").utf8)
      }
      return String(decoding: bytes, as: UTF8.self)
    }
  }

  private let merged = """
    # Backs

    ## How do you treat back spasm?

    With rest.

    Heat helps.

    ## When should I see a doctor?

    When it lasts.

    """

  @Test func `a question that exists already is merged into the first asking`() throws {
    var writer = try Writer(draft)
    let twin = try #require(writer.found().first)
    let actions = writer.actions(for: twin)
    #expect(
      actions.prefix(3).map(\.title) == [
        "Merge into “How do you treat back spasm?”",
        "Make “What are treatments for back muscle spasms?” the primary question and merge",
        "Keep both: these are two questions",
      ])
    #expect(try writer.carryOut(actions.first) == ["create", "edit", "edit"])
    #expect(writer.text == merged)
    #expect(
      writer.register == """
        questions:
          - question: How do you treat back spasm?
            draft: a.md
            alternates:
              - What are treatments for back muscle spasms?

        """)
    #expect(writer.found().isEmpty)
  }

  @Test func `a complete answer can be set above one that was cut off`() throws {
    let cut = draft.replacing(
      "With rest.", with: "With rest and with a great deal of patience, as long as the muscl")
    var writer = try Writer(cut)
    let twin = try #require(writer.found().first)
    let actions = writer.actions(for: twin)
    #expect(
      actions.first?.title
        == "Merge into “How do you treat back spasm?”, with this answer first")
    try writer.carryOut(actions.first)
    #expect(
      writer.text
        == merged.replacing(
          "With rest.\n\nHeat helps.",
          with: "Heat helps.\n\nWith rest and with a great deal of patience, as long as the muscl"))
  }

  @Test func `an alternate of this question is made the primary`() throws {
    var writer = try Writer(
      draft,
      [
        ".stet/questions.yml": """
        # Ours.
        questions:
          - question: How do you treat back spasm?
            alternates:
              - What are treatments for back muscle spasms? # from the forum

        """
      ])
    let twin = try #require(writer.found().first)
    #expect(
      twin["message"]?.string
        == "This is registered as one question with “How do you treat back spasm?”")
    let action = writer.actions(for: twin).first { $0.title.hasPrefix("Make “What are") }
    #expect(try writer.carryOut(action) == ["edit", "edit"])
    #expect(
      writer.text
        == merged.replacing(
          "How do you treat back spasm?", with: "What are treatments for back muscle spasms?"))
    #expect(
      writer.register == """
        # Ours.
        questions:
          - question: What are treatments for back muscle spasms? # from the forum
            draft: a.md
            alternates:
              - How do you treat back spasm?

        """)
  }

  @Test func `what is an alternate of a third question is merged into that`() throws {
    var writer = try Writer(
      draft,
      [
        ".stet/questions.yml": """
        questions:
          - question: How are spasms of the back treated?
            draft: spasms.md
            alternates: [What are treatments for back muscle spasms?]
        """
      ])
    let twin = try #require(writer.found().first)
    let actions = writer.actions(for: twin)
    #expect(
      actions.first?.title
        == "Merge “How do you treat back spasm?” into “How are spasms of the back treated?”, of "
        + "which this is an alternate")
    try writer.carryOut(actions.first)
    #expect(writer.text == merged)
    #expect(
      writer.register == """
        questions:
          - question: How are spasms of the back treated?
            draft: spasms.md
            alternates:
              - How do you treat back spasm?
              - What are treatments for back muscle spasms?

        """)
  }

  @Test func `two questions that are ruled distinct are not reported again`() throws {
    var writer = try Writer(draft)
    let twin = try #require(writer.found().first)
    let action = writer.actions(for: twin).first { $0.title.hasPrefix("Keep both") }
    try writer.carryOut(action)
    #expect(writer.text == draft)
    #expect(
      writer.register == """
        distinct:
          - ["How do you treat back spasm?", "What are treatments for back muscle spasms?"]

        """)
    #expect(writer.found().isEmpty)
  }

  @Test func `a question that was merged is split off again`() throws {
    var writer = try Writer(
      "# Backs\n\n## What are treatments for back spasm?\n\nHeat.\n",
      [
        ".stet/questions.yml": """
        questions:
          - question: How do you treat back spasm?
            alternates: [What are treatments for back spasm?]
        """
      ])
    let caret: JSONValue = .object([
      "start": TestClient.position((2, 8)), "end": TestClient.position((2, 8)),
    ])
    let actions = writer.actions(in: caret, [], only: "refactor")
    #expect(
      actions.map(\.title) == [
        "Make this the primary question instead of “How do you treat back spasm?”",
        "Split this question off from “How do you treat back spasm?”",
      ])
    try writer.carryOut(actions.last)
    #expect(
      writer.register == """
        questions:
          - question: How do you treat back spasm?
          - question: What are treatments for back spasm?
        distinct:
          - ["How do you treat back spasm?", "What are treatments for back spasm?"]

        """)
    #expect(writer.actions(in: caret, [], only: "refactor").isEmpty)
  }

  @Test(arguments: [FakeEditor.Skill.commands, .literal])
  func `a client that makes no files has the register made for it`(skill: FakeEditor.Skill) throws {
    var writer = try Writer(draft, skill: skill)
    let twin = try #require(writer.found().first)
    let action = writer.actions(for: twin).first { $0.title.hasPrefix("Merge into") }
    #expect(try writer.carryOut(action) == ["edit", "edit"])
    #expect(writer.text == merged)
    #expect(writer.register?.contains("- What are treatments for back muscle spasms?") == true)
  }

  @Test func `a question that another draft asks is merged, and refers to it`() throws {
    var writer = try Writer(
      "# Aches\n\n## What are treatments for back muscle spasms?\n\nHeat.\n",
      ["other.md": "# Backs\n\n## How do you treat back spasm?\n\nWith rest.\n"])
    #expect(writer.found("question-asked-elsewhere").isEmpty)
    // The folder is read, then the document is compared with what was found.
    writer.client.settle()
    let twin = try #require(writer.found("question-asked-elsewhere").first)
    #expect(
      twin["message"]?.string
        == "Another draft asks this question in other words: “How do you treat back spasm?”")
    let actions = writer.actions(for: twin)
    #expect(
      actions.prefix(3).map(\.title) == [
        "Merge into “How do you treat back spasm?” (other.md)",
        "Merge into “How do you treat back spasm?” (other.md), and refer to it here",
        "Make “What are treatments for back muscle spasms?” the primary question and merge",
      ])
    try writer.carryOut(actions.dropFirst().first)
    #expect(
      writer.text
        == "# Aches\n\n## What are treatments for back muscle spasms?\n\n"
        + "See [How do you treat back spasm?](other.md).\n\nHeat.\n")
    #expect(
      writer.register == """
        questions:
          - question: How do you treat back spasm?
            draft: other.md
            alternates:
              - What are treatments for back muscle spasms?

        """)
  }

  @Test func `many questions at once are compared when their turn comes`() throws {
    // Nobody else has asked these in this process, so that none is known.
    let topics = [
      "gout", "scurvy", "tinnitus", "shingles", "vertigo", "ringworm", "mumps", "rickets", "croup",
      "psoriasis", "anemia", "bursitis",
    ]
    let text =
      "# Ailments of \(UUID().uuidString)\n\n"
      + topics.map { "## How do you treat \($0) at sea?\n\nRest.\n\n" }.joined()
      + topics.map { "## What are treatments for \($0) at sea?\n\nHeat.\n\n" }.joined()
    let folder = try TemporaryFolder([".stet.yml": ""])
    let client = try TestClient.begun(
      capabilities: .object(["textDocument": .object([:])]), folder: folder.path)
    let uri = folder.uri("a.md")
    client.open(uri, text, version: 1, language: "markdown")
    client.session.settle()
    func twins(_ messages: [JSONValue]) -> Int? {
      messages.diagnostics(of: uri)?.count { $0["code"]?.string == "duplicate-question" }
    }
    #expect(twins(client.take()) == 0)
    #expect(twins(client.settle()) == topics.count)
  }

  @Test func `a register that is wrong is left alone, and said to be`() throws {
    let writer = try Writer(draft)
    let twin = try #require(writer.found().first)
    let action = try #require(writer.actions(for: twin).first)
    try writer.folder.write("questions: 3\n", to: ".stet/questions.yml")
    let answer = writer.client.request("codeAction/resolve", action)
    #expect(answer["error"]?["message"]?.string?.contains("1:12: This is not a list") == true)
  }
}
