import Foundation
import StetServer

/// A folder that is there while the value lives.
final class TemporaryFolder {
  let path: String

  init(_ files: [String: String] = [:]) throws {
    // Without links, so that paths compare with what the file system says.
    let base = FileManager.default.temporaryDirectory.resolvingSymlinksInPath().path
    path = base + "/stet-server-tests-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    for (name, text) in files { try write(text, to: name) }
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func write(_ text: String, to name: String) throws {
    let url = URL(fileURLWithPath: path + "/" + name)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }

  func remove(_ name: String) throws {
    try FileManager.default.removeItem(atPath: path + "/" + name)
  }

  func uri(_ name: String) -> String { DocumentURI.file(path + "/" + name) }
}
