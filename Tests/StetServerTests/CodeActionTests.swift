import BuiltInAnalyzers
import Foundation
import JSON
import StetCore
import StetServer
import StetTestSupport
import Testing

@Suite("Code actions")
struct CodeActionTests {
  private func titles(_ actions: [JSONValue]) -> [String] { actions.map(\.title) }

  @Test func `what can be done about a misspelling`() throws {
    let folder = try TemporaryFolder()
    let editor = try FakeEditor(
      "Interuption may result.\n", uri: folder.uri("a.txt"), folder: folder.path,
      personalDictionary: folder.path + "/own/dictionary.txt")
    let diagnostic = try #require(editor.diagnostics().first)
    let actions = editor.actions(in: diagnostic["range"], diagnostics: [diagnostic])
    let fix = try #require(actions.first)
    #expect(fix.title == "Change to “Interruption”")
    #expect(fix["kind"]?.string == "quickfix")
    #expect(fix["isPreferred"]?.bool == true)
    #expect(fix["diagnostics"]?.array == [diagnostic])
    #expect(titles(actions).contains("Add “Interuption” to the project’s dictionary"))
    #expect(titles(actions).contains("Add “Interuption” to your dictionary"))
    #expect(titles(actions).contains("Let it stand (stet)"))
    let last = try #require(actions.last)
    #expect(last.title == "Fix all safe faults")
    #expect(last["kind"]?.string == "source.fixAll.stet")
    #expect(editor.result(of: fix) == "Interruption may result.\n")
    #expect(editor.result(of: last) == "Interruption may result.\n")
  }

  @Test func `only a safe fix is preferred and replacements are at most five`() throws {
    let editor = try FakeEditor("The muscles contratc without warning.\n")
    let actions = editor.actions(only: ["quickfix"]).filter { $0.title.hasPrefix("Change to") }
    #expect(actions.count >= 2 && actions.count <= 5)
    #expect(actions.allSatisfy { $0["isPreferred"] == nil })
  }

  @Test func `kinds are asked for by name or by what they are part of`() throws {
    let editor = try FakeEditor("It was was not there.\n")
    func kinds(_ only: [String]?, trigger: Int? = nil) -> Set<String> {
      Set(editor.actions(only: only, trigger: trigger).compactMap { $0["kind"]?.string })
    }
    #expect(kinds(nil) == ["quickfix", "source.fixAll.stet"])
    #expect(kinds([]) == ["quickfix", "source.fixAll.stet"])
    #expect(kinds([""]) == ["quickfix", "source.export.stet", "source.fixAll.stet"])
    #expect(kinds(["quickfix"]) == ["quickfix"])
    #expect(kinds(["source"]) == ["source.export.stet", "source.fixAll.stet"])
    #expect(kinds(["source.export"]) == ["source.export.stet"])
    #expect(kinds(["source.export"], trigger: 2) == [])
    #expect(kinds(["source.fixAll"]) == ["source.fixAll.stet"])
    #expect(kinds(["source.fixAll.stet"]) == ["source.fixAll.stet"])
    #expect(kinds(["source.fix"]) == [])
    #expect(kinds(["source.fixAll.stet.more", "refactor", "no such kind"]) == [])
    #expect(kinds(nil, trigger: 2) == ["quickfix"])
    #expect(kinds(["source"], trigger: 2) == ["source.fixAll.stet"])
    #expect(kinds(nil, trigger: 99) == ["quickfix", "source.fixAll.stet"])
  }

  @Test func `a caret at either end of a diagnostic is at it, and one beside it is not`() throws {
    let editor = try FakeEditor("It was was not there.\n")
    func count(at column: Int) -> Int {
      editor.actions(
        in: .object([
          "start": TestClient.position((0, column)), "end": TestClient.position((0, column)),
        ]), only: ["quickfix"]
      ).count
    }
    #expect(count(at: 2) == 0)
    #expect(count(at: 3) > 0)
    #expect(count(at: 10) > 0)
    #expect(count(at: 11) == 0)
    // A diagnostic that the client names counts wherever the caret is, as long as
    // it is one.
    let known = try #require(editor.diagnostics().first)
    let caret: JSONValue = .object([
      "start": TestClient.position((0, 0)), "end": TestClient.position((0, 0)),
    ])
    #expect(!editor.actions(in: caret, diagnostics: [known], only: ["quickfix"]).isEmpty)
    editor.set("It was not there.\n")
    #expect(editor.actions(in: caret, diagnostics: [known]).isEmpty)
  }

  @Test func `a place with nothing wrong has no actions`() throws {
    let editor = try FakeEditor("All is well here.\n")
    #expect(editor.actions().isEmpty)
  }

  @Test func `ranges that are reversed or out of bounds do no harm`() throws {
    let editor = try FakeEditor("It was was not there.\n")
    let far = TestClient.position((Int.max, Int.max))
    let odd: [JSONValue] = [
      .object(["start": far, "end": TestClient.position((0, 0))]),
      .object(["start": TestClient.position((-5, -1)), "end": far]),
    ]
    for range in odd { #expect(!editor.actions(in: range).isEmpty) }
  }

  @Test func `parameters that are wrong are refused`() throws {
    let editor = try FakeEditor("It was was not there.\n")
    let document: JSONValue = .object(["uri": .string(editor.uri)])
    let context: JSONValue = .object(["diagnostics": .array([])])
    let wrong: [JSONValue] = [
      .object([:]),
      .object(["textDocument": document, "context": context]),
      .object(["textDocument": document, "range": FakeEditor.everything]),
      .object(["textDocument": document, "range": .integer(1), "context": context]),
      .object([
        "textDocument": document, "range": FakeEditor.everything, "context": .string("x"),
      ]),
      .object([
        "textDocument": document, "range": FakeEditor.everything,
        "context": .object(["diagnostics": .array([]), "only": .array([.integer(1)])]),
      ]),
    ]
    for params in wrong {
      #expect(editor.client.request("textDocument/codeAction", params).errorCode == -32602)
    }
    for params: JSONValue in [
      .object([:]), .object(["title": .string("x"), "data": .object([:])]),
      .object(["title": .string("x"), "data": .object(["uri": .string("a")])]),
    ] {
      #expect(editor.client.request("codeAction/resolve", params).errorCode == -32602)
    }
  }

  @Test func `an action of an older text is refused`() throws {
    let editor = try FakeEditor("It was was not there.\n")
    let actions = editor.actions()
    #expect(actions.count >= 3)
    editor.set("It was was not here.\n")
    for action in actions {
      #expect(editor.client.request("codeAction/resolve", action).errorCode == -32801)
      let command: JSONValue = .object([
        "command": .string("stet.applyFix"), "arguments": .array([action["data"] ?? .null]),
      ])
      #expect(editor.client.request("workspace/executeCommand", command).errorCode == -32801)
    }
    #expect(editor.client.received.of("workspace/applyEdit").isEmpty)
    // An action without data has nothing to resolve.
    let plain: JSONValue = .object(["title": .string("x")])
    #expect(editor.client.request("codeAction/resolve", plain)["result"] == plain)
  }

  @Test func `what the client can do shapes what is announced`() throws {
    func provider(_ skill: FakeEditor.Skill) throws -> JSONValue? {
      let client = TestClient()
      return client.request(
        "initialize",
        .object([
          "processId": .null, "capabilities": FakeEditor.capabilities(skill, .utf16),
        ]))["result"]?["capabilities"]?["codeActionProvider"]
    }
    #expect(try provider(.commands) == .bool(true))
    #expect(try provider(.literal)?["resolveProvider"] == nil)
    #expect(try provider(.resolving)?["resolveProvider"]?.bool == true)
    #expect(
      try provider(.literal)?["codeActionKinds"]?.array
        == [
          .string("quickfix"), .string("source.fixAll.stet"), .string("source.export.stet"),
          .string("refactor.rewrite"),
        ])
    let bare = TestClient().request(
      "initialize", .object(["processId": .null, "capabilities": .object([:])]))
    let commands = bare["result"]?["capabilities"]?["executeCommandProvider"]?["commands"]
    #expect(
      commands?.array
        == [
          .string("stet.addToDictionary"), .string("stet.exportArticle"),
          .string("stet.showChanges"),
        ])
  }

  @Test(arguments: FakeEditor.Unit.allCases)
  func `columns count in the unit that was agreed`(unit: FakeEditor.Unit) throws {
    let editor = try FakeEditor(
      "👩‍🔬 ñandú: 𝒳 was was not there.\r\nShe saw the the dog.\r\n", unit: unit)
    let fix = try #require(editor.actions(only: ["source.fixAll"]).first)
    #expect(editor.result(of: fix) == "👩‍🔬 ñandú: 𝒳 was not there.\r\nShe saw the dog.\r\n")
  }

  @Test func `a file that is not open is read from the disk`() throws {
    let folder = try TemporaryFolder(["b.txt": "It was was not there.\n"])
    let editor = try FakeEditor("All is well here.\n", folder: folder.path)
    let params: JSONValue = .object([
      "textDocument": .object(["uri": .string(folder.uri("b.txt"))]),
      "range": FakeEditor.everything, "context": .object(["diagnostics": .array([])]),
    ])
    let actions = editor.client.request("textDocument/codeAction", params)["result"]?.array ?? []
    let fix = try #require(actions.first)
    let change = fix["edit"]?["documentChanges"]?.array?.first
    #expect(change?["textDocument"]?["version"] == .null)
    let mark = try #require(actions.first { $0.title == "Let it stand (stet)" })
    #expect(editor.client.request("codeAction/resolve", mark)["result"]?["edit"] != nil)
    try folder.write("It was was not here.\n", to: "b.txt")
    #expect(editor.client.request("codeAction/resolve", mark).errorCode == -32801)
    try folder.remove("b.txt")
    #expect(editor.client.request("codeAction/resolve", mark).errorCode == -32801)
    #expect(
      editor.client.request("textDocument/codeAction", params)["result"]?.array == [])
  }
}

/// Every action of every diagnostic, applied to real drafts.
@Suite("Actions over drafts")
struct ActionsOverDraftsTests {
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent()
  static let drafts: [String] = {
    let folder = root.appending(path: "Drafts").path
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { !$0.hasSuffix(".expected") }.sorted()
  }()

  private func editor(
    _ name: String, skill: FakeEditor.Skill, unit: FakeEditor.Unit = .utf16
  ) throws -> FakeEditor {
    let data = try Data(contentsOf: Self.root.appending(path: "Drafts/\(name)"))
    return try FakeEditor(
      String(decoding: data, as: UTF8.self), uri: "file:///drafts/\(name)",
      language: name.hasSuffix(".md") ? "markdown" : "plaintext", skill: skill, unit: unit)
  }

  /// How often each code and message comes.
  private func counts(_ diagnostics: [JSONValue]) -> [String: Int] {
    var counts: [String: Int] = [:]
    for diagnostic in diagnostics {
      counts["\(diagnostic.code): \(diagnostic["message"]?.string ?? "")", default: 0] += 1
    }
    return counts
  }

  @Test func `there are drafts`() { #expect(Self.drafts.count >= 6) }

  @Test(arguments: drafts, FakeEditor.Skill.allCases)
  func `after a quick fix its diagnostic is gone`(
    name: String, skill: FakeEditor.Skill
  ) throws {
    let editor = try editor(name, skill: skill)
    let original = editor.text
    let before = editor.diagnostics()
    for diagnostic in before {
      // Commands do not say which of the diagnostics at a place they settle.
      if skill == .commands, before.count(where: { $0["range"] == diagnostic["range"] }) > 1 {
        continue
      }
      let key = "\(diagnostic.code): \(diagnostic["message"]?.string ?? "")"
      let actions = editor.actions(for: diagnostic)
      if skill != .commands { #expect(actions.contains { $0.title.hasPrefix("Let it stand") }) }
      for title in actions.map(\.title) {
        let action = try #require(
          editor.actions(for: diagnostic).first { $0.title == title })
        guard let result = editor.result(of: action) else { continue }
        #expect(result != original)
        editor.set(result)
        let after = counts(editor.diagnostics())
        #expect(
          after[key, default: 0] < counts(before)[key, default: 0],
          "\(title) leaves “\(key)” in:\n\(result)")
        if title.hasPrefix("Let it stand") {
          #expect(!result.contains("stet-file"))
          for (other, count) in after {
            #expect(count <= counts(before)[other, default: 0], "\(title): \(other)")
          }
        }
        editor.set(original)
      }
    }
  }

  @Test(arguments: drafts, FakeEditor.Unit.allCases)
  func `fixing all leaves no safe fix`(name: String, unit: FakeEditor.Unit) throws {
    let editor = try editor(name, skill: .resolving, unit: unit)
    guard let action = editor.actions(only: ["source.fixAll.stet"]).first else {
      #expect(editor.diagnostics().allSatisfy { $0["code"] != nil })
      return
    }
    let result = try #require(editor.result(of: action))
    editor.set(result)
    #expect(editor.actions(only: ["source.fixAll.stet"]).isEmpty)
  }

  @Test(arguments: [
    "- It was was not there.\n- It was fine.\n",
    "Some text.\n\n1. One\n2. It was was not there.\n3. Three\n\nMore text.\n",
    "- A\n  - It was was not there.\n\n    It it stays.\n",
    "> It was was not there.\n> It it stays.\n",
    "> - It was was not there.\n>\n>   It it stays.\n",
    "# It was was not there\n\nText stands here.\n",
    "It was was not there\n====================\n\nText stands here.\n",
    "## It was was not there ##\n\nText stands here.\n",
    "| It was was | there |\n|---|---|\n| and it it | stays |\n",
    "Before.\n\nIt was was not there.\nIt goes on on.\n\nAfter.\n",
    "It was was not there.",
    "<!-- stet misspelling: a word of ours -->\nThe recomended dose was was small.\n",
  ])
  func `a mark works wherever in Markdown a fault stands`(text: String) throws {
    for (language, uri) in [
      ("markdown", "file:///a.md"), ("markdown", "file:///a.mdx"),
    ] where !(uri.hasSuffix("x") && text.contains("<!--")) {
      for text in [text, text.replacing("\n", with: "\r\n")] {
        let editor = try FakeEditor(text, uri: uri, language: language)
        let before = editor.diagnostics()
        #expect(!before.isEmpty)
        for diagnostic in before {
          let action = try #require(
            editor.actions(for: diagnostic).first { $0.title.hasPrefix("Let it stand") })
          let result = try #require(editor.result(of: action))
          #expect(!result.contains("stet-file"), "\(result)")
          #expect(result.contains("{/*") == uri.hasSuffix("x"))
          editor.set(result)
          let after = counts(editor.diagnostics())
          #expect(after.values.reduce(0, +) < before.count)
          #expect(after.allSatisfy { $1 <= counts(before)[$0, default: 0] }, "\(result)")
          editor.set(text)
        }
      }
    }
  }

  @Test func `a mark that is there already takes one rule more`() throws {
    let editor = try FakeEditor("[stet misspelling: ours]\nThe recomended dose was was small.\n")
    let action = try #require(editor.actions().first { $0.title.hasPrefix("Let it stand") })
    #expect(
      editor.result(of: action)
        == "[stet misspelling repeated-word: ours]\nThe recomended dose was was small.\n")
  }

  @Test(arguments: AnalyzerRegistry.builtIn.rules.filter(\.enabledByDefault))
  func `a finding of any rule can be let stand`(rule: Rule) throws {
    // JSON has no comments.
    for example in rule.flagged where example.options.isEmpty && example.format != .jsonLines {
      let (ending, language) =
        switch example.format {
        case .plainText: ("txt", "plaintext")
        case .markdown: ("md", "markdown")
        case .html: ("html", "html")
        case .xml: ("xml", "xml")
        case .jsonLines: ("jsonl", "jsonl")
        }
      let editor = try FakeEditor(
        example.text.replacing("↓", with: "").replacing("↑", with: ""),
        uri: "file:///a.\(ending)", language: language)
      if let other = example.other {
        editor.client.open("file:///b.\(ending)", other, language: language)
        editor.client.request(
          "textDocument/diagnostic",
          .object(["textDocument": .object(["uri": .string("file:///b.\(ending)")])]))
      }
      let original = editor.text
      let before = editor.diagnostics()
      #expect(before.contains { $0.code == rule.id })
      for diagnostic in before where diagnostic.code == rule.id {
        let action = try #require(
          editor.actions(for: diagnostic).first { $0.title.hasPrefix("Let it stand") })
        let result = try #require(editor.result(of: action))
        editor.set(result)
        let after = editor.diagnostics()
        #expect(after.count < before.count, "\(result)")
        #expect(
          counts(after).allSatisfy { $1 <= counts(before)[$0, default: 0] }, "\(result)")
        editor.set(original)
      }
    }
  }
}
