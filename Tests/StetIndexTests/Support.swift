import Foundation
import StetIndex
import StetWorkspace

/// A folder that is there while the value lives.
final class TemporaryFolder: Sendable {
  let path: String

  init() throws {
    let base = FileManager.default.temporaryDirectory.resolvingSymlinksInPath().path
    path = base + "/stet-index-" + UUID().uuidString
    try FileManager.default.createDirectory(
      atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  var index: IndexFolder { IndexFolder(path: path + "/index") }

  /// The one file of the index whose name ends so.
  func file(ending: String) throws -> String {
    let names = try FileManager.default.contentsOfDirectory(atPath: index.path)
    return index.path + "/" + (names.first { $0.hasSuffix(ending) } ?? "none")
  }

  func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: index.path).sorted()
  }
}

func bytes(_ path: String) throws -> [UInt8] { try FileSystem.read(path) }

/// Writes a file in place, as a faulty disk would change it.
func overwrite(_ path: String, _ bytes: [UInt8]) throws {
  let handle = try FileHandle(forWritingTo: URL(filePath: path))
  try handle.truncate(atOffset: 0)
  try handle.write(contentsOf: Data(bytes))
  try handle.close()
}

func mode(_ path: String) throws -> Int {
  let attributes = try FileManager.default.attributesOfItem(atPath: path)
  return (attributes[.posixPermissions] as? Int) ?? -1
}

extension IndexedDraft {
  /// A draft that has rested, whose questions hang on `number`.
  static func example(_ path: String, _ number: Int, questions: Int = 3) -> IndexedDraft {
    IndexedDraft(
      path: path,
      state: FileState(size: Int64(number), modified: 1001, changed: 1002, inode: 77),
      reading: 5, digest: UInt64(number),
      questions: (0..<questions).map { index in
        Question(
          kind: index == 0 ? .title : .question,
          text: Array("What is number \(number) of \(index)?".utf8), line: 1 + 2 * index,
          range: (10 * index)..<(10 * index + 9))
      },
      fingerprints: (0..<number % 4).map { UInt64($0) &* 0x9E37_79B9_7F4A_7C15 })
  }

  /// The same draft as an index gives it.
  func known(to index: CorpusIndex) -> IndexedDraft? {
    index.draft(at: path, state: state, reading: reading)
  }
}
