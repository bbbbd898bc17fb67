import Foundation
import Testing

/// Runs the programs that were built along with the tests.
struct Program {
  /// What a run gave.
  struct Result {
    var output: String
    var errors: String
    /// The exit status; negative for the signal that ended the process.
    var status: Int32
  }

  static let stet = Program(name: "stet")
  static let stetDev = Program(name: "stet-dev")

  let name: String

  /// The executable, which lies beside that of the tests.
  var url: URL {
    URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
      .appending(path: name)
  }

  /// Runs the program to its end.
  func run(
    _ arguments: [String], input: [UInt8] = [], in folder: Folder
  ) throws -> Result {
    try Self.run(url, arguments, input: input, in: folder)
  }

  /// Runs a shell command in which `$STET` is the program.
  func shell(_ command: String, in folder: Folder) throws -> Result {
    try Self.run(
      URL(filePath: "/bin/sh"), ["-c", command], in: folder, environment: ["STET": url.path])
  }

  private static func run(
    _ url: URL, _ arguments: [String], input: [UInt8] = [], in folder: Folder,
    environment: [String: String] = [:]
  ) throws -> Result {
    // Files, not pipes: nobody has to read them while the process runs.
    let scratch = try Folder()
    let paths = try ["in", "out", "err"].map { try scratch.write($0 == "in" ? input : [], to: $0) }
    let process = Process()
    process.executableURL = url
    process.arguments = arguments
    process.currentDirectoryURL = folder.url
    process.environment = ["PATH": "/usr/bin:/bin", "SWIFT_BACKTRACE": "enable=no"]
      .merging(environment) { $1 }
    process.standardInput = try FileHandle(forReadingFrom: paths[0])
    process.standardOutput = try FileHandle(forWritingTo: paths[1])
    process.standardError = try FileHandle(forWritingTo: paths[2])
    try process.run()
    process.waitUntilExit()
    return Result(
      output: String(decoding: try Data(contentsOf: paths[1]), as: UTF8.self),
      errors: String(decoding: try Data(contentsOf: paths[2]), as: UTF8.self),
      status: process.terminationReason == .exit
        ? process.terminationStatus : -process.terminationStatus)
  }
}

/// A folder that lasts as long as the value.
final class Folder: Sendable {
  let url: URL

  /// Makes a folder with files of these contents.
  init(_ files: [String: String] = [:]) throws {
    url = FileManager.default.temporaryDirectory.appending(path: "stet-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    for (path, text) in files { try write(Array(text.utf8), to: path) }
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  @discardableResult
  func write(_ bytes: [UInt8], to path: String) throws -> URL {
    let file = url.appending(path: path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: file)
    return file
  }

  func read(_ path: String) throws -> [UInt8] {
    Array(try Data(contentsOf: url.appending(path: path)))
  }

  func text(_ path: String) throws -> String {
    String(decoding: try read(path), as: UTF8.self)
  }

  /// The repository that the tests belong to.
  static let repository = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
}
