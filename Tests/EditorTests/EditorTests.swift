import Foundation
import Testing

/// Real editors, headless, with the plug-ins in `editors/` and the server that
/// was built beside the tests.
@Suite struct EditorTests {
  private static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The built program stands beside the bundle that holds the tests.
  private static let server = URL(fileURLWithPath: CommandLine.arguments[0])
    .deletingLastPathComponent().appendingPathComponent("stet").path

  /// Runs a program and gives what it printed, and its status.
  private func run(_ arguments: [String], _ environment: [String: String]) throws -> (String, Int32)
  {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    // An editor that waits for somebody would wait for ever.
    process.arguments = ["timeout", "180"] + arguments
    process.currentDirectoryURL = Self.root
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    let output = Pipe()
    process.standardOutput = output
    process.standardError = output
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let bytes = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (String(decoding: bytes, as: UTF8.self), process.terminationStatus)
  }

  /// A copy of the seed in a folder of its own, with the environment that keeps
  /// an editor out of the user's files.
  private func withDraft<T>(_ body: (String, [String: String]) throws -> T) throws -> T {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("stet-editor-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let draft = folder.appendingPathComponent("draft.txt")
    try FileManager.default.copyItem(
      at: Self.root.appendingPathComponent("seeds/000_55afceab76810abd.txt"), to: draft)
    return try body(
      draft.path,
      ["STET": Self.server, "HOME": folder.path, "XDG_CACHE_HOME": folder.path + "/cache"])
  }

  private static let facts = ["covered Interuption", "fixed Interuption", "fixed all", "exported"]

  @Test func `Neovim shows the faults, fixes one, and fixes all safe ones`() throws {
    let (output, status) = try withDraft { draft, environment in
      try run(
        [
          "nvim", "--headless", "--clean", "--cmd", "set runtimepath+=editors/neovim", draft,
          "-c", "luafile editors/neovim/tests/smoke.lua",
        ], environment)
    }
    for fact in Self.facts { #expect(output.contains(fact), "\(output)") }
    #expect(status == 0, "\(output)")
  }

  @Test func `Neovim takes the three decisions about a question that is asked twice`() throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("stet-editor-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data().write(to: folder.appendingPathComponent(".stet.yml"))
    let draft = folder.appendingPathComponent("draft.md")
    let text = """
      # Backs

      ## How do you treat back spasm?

      With rest.

      ## What are treatments for back muscle spasms?

      Heat helps.

      """
    try Data(text.utf8).write(to: draft)
    let (output, status) = try run(
      [
        "nvim", "--headless", "--clean", "--cmd", "set runtimepath+=editors/neovim", draft.path,
        "-c", "luafile editors/neovim/tests/questions.lua",
      ],
      [
        "STET": Self.server, "HOME": folder.path, "XDG_CACHE_HOME": folder.path + "/cache",
      ])
    for fact in ["merged", "promoted", "merged into the third", "kept both"] {
      #expect(output.contains(fact + "\n") || output.contains(fact + "\r"), "\(output)")
    }
    #expect(status == 0, "\(output)")
  }

  @Test func `Emacs with Eglot shows the faults, fixes one, and fixes all safe ones`() throws {
    let (output, status) = try withDraft { draft, environment in
      try run(
        [
          "emacs", "--batch", "--no-init-file", "-L", "editors/emacs",
          "-l", "editors/emacs/tests/smoke.el", draft,
        ], environment)
    }
    for fact in Self.facts { #expect(output.contains(fact), "\(output)") }
    #expect(status == 0, "\(output)")
  }
}
