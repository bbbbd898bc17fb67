import Foundation
import StetCore

/// A folder that is there while the value lives.
final class TemporaryFolder {
  let path: String

  init() throws {
    // Without links, so that paths compare with what the file system says.
    let base = FileManager.default.temporaryDirectory.resolvingSymlinksInPath().path
    path = base + "/stet-tests-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes files, with the folders they need.
  convenience init(_ files: [String: String]) throws {
    try self.init()
    for (name, text) in files { try write(text, to: name) }
  }

  func write(_ text: String, to name: String) throws { try write(Array(text.utf8), to: name) }

  func write(_ bytes: [UInt8], to name: String) throws {
    let url = URL(fileURLWithPath: self / name)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: url)
  }

  func link(_ name: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(
      atPath: self / name, withDestinationPath: target)
  }

  func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path).sorted()
  }

  static func / (folder: TemporaryFolder, name: String) -> String { folder.path + "/" + name }
}

/// An analyzer that finds nothing, with rules to configure.
struct Nothing: DraftAnalyzer {
  func analyze(_ draft: Draft, _ findings: inout [Finding]) {}

  static let rules = [
    Rule(
      id: "misspelling", summary: "A word is unknown.", rationale: "", scope: .paragraph,
      flagged: []),
    Rule(
      id: "truncated-answer", summary: "An answer is cut.", rationale: "", scope: .draft,
      options: [
        RuleOption("same-length", .integer(2...20), default: .integer(3), summary: "How many."),
        RuleOption("lists", .boolean, default: .boolean(true), summary: "Whether lists count."),
        RuleOption(
          "ends", .strings, default: .strings(["…"]), summary: "Marks that show a cut."),
        RuleOption(
          "style", .choice(["loose", "strict"]), default: .string("loose"), summary: "How."),
        RuleOption("label", .string, default: .string("Answer"), summary: "The label."),
      ], flagged: [], aliases: ["cut-answer"]),
  ]

  static let registry = AnalyzerRegistry([Nothing.self])

  init(_ settings: AnalyzerSettings) {}
}
