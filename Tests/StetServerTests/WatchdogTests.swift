import Foundation
import JSON
import StetCore
import StetServer
import Synchronization
import Testing

/// Hangs at a block that says so until it is let go, and reports the word “fault”.
private struct Hanging: ParagraphAnalyzer {
  static let rule = Rule(
    id: "hanging", summary: "Hangs.", rationale: "For tests.", scope: .paragraph, flagged: [])
  static let rules = [rule]
  static let isLetGo = Atomic(false)

  init(_ settings: AnalyzerSettings) {}

  func analyze(_ block: BlockView, _ findings: inout [Finding]) {
    let text = block.string(in: block.content)
    while text.contains("will hang") && !Self.isLetGo.load(ordering: .relaxed) { usleep(1000) }
    if text.contains("fault") { findings.append(Finding(Self.rule, at: block.content, "A fault")) }
  }
}

/// Hangs at a draft that says so until it is let go.
private struct HangingDraft: DraftAnalyzer {
  static let rule = Rule(
    id: "hanging-draft", summary: "Hangs.", rationale: "For tests.", scope: .draft, flagged: [])
  static let rules = [rule]

  init(_ settings: AnalyzerSettings) {}

  func analyze(_ draft: Draft, _ findings: inout [Finding]) {
    while draft.source.string(in: draft.source.range).contains("stall")
      && !Hanging.isLetGo.load(ordering: .relaxed)
    {
      usleep(1000)
    }
    findings.append(Finding(Self.rule, at: TextRange(0, 0), "A draft"))
  }
}

@Suite(.serialized) struct `An analyzer that comes to no end` {
  private func client() throws -> TestClient {
    Hanging.isLetGo.store(false, ordering: .relaxed)
    return try TestClient.begun(
      registry: AnalyzerRegistry([Hanging.self, HangingDraft.self]),
      patience: AnalysisGuard.Patience(milliseconds: 100, perKilobyte: 0))
  }

  private let uri = "file:///no-such-folder/a.txt"

  private func warnings(_ messages: [JSONValue]) -> [String] {
    messages.of("window/showMessage").compactMap { $0["params"]?["message"]?.string }
  }

  @Test func `is given up at that block, and the writer is told once`() throws {
    defer { Hanging.isLetGo.store(true, ordering: .relaxed) }
    let client = try client()
    client.open(uri, "A fault here.\n\nThis will hang.\n\nA fault there.\n")
    let messages = client.settle()
    #expect(
      messages.diagnostics(of: uri)?.map(\.code) == ["hanging-draft", "hanging", "hanging"])
    #expect(
      warnings(messages) == [
        "Gave up on “hanging”: no end after 100 ms at the text at line 3, which it skips now"
      ])
    client.change(uri, version: 2, [TestClient.edit((0, 0), (0, 1), "One")])
    let later = client.settle()
    #expect(later.diagnostics(of: uri)?.count == 3)
    #expect(warnings(later) == [])
  }

  @Test func `is given up for a draft, and asked about the next version`() throws {
    defer { Hanging.isLetGo.store(true, ordering: .relaxed) }
    let client = try client()
    client.open(uri, "A fault here, and a stall.\n")
    let messages = client.settle()
    #expect(messages.diagnostics(of: uri)?.map(\.code) == ["hanging"])
    #expect(warnings(messages).count == 1)
    client.change(uri, version: 2, [TestClient.edit((0, 14), (0, 25), " for all")])
    #expect(
      client.settle().diagnostics(of: uri)?.map(\.code) == ["hanging-draft", "hanging"])
  }
}
