import Glibc
import StetWorkspace

/// The folder that holds what is kept between runs, and nothing that cannot be made again.
package struct IndexFolder: Hashable, Sendable {
  /// Its path, absolute.
  package let path: String

  /// Makes a folder of a path; it need not exist.
  package init(path: String) { self.path = path }

  /// The folder of the user; `nil` when the environment names none.
  package static var user: IndexFolder? { CacheFolder.index.map(IndexFolder.init(path:)) }

  /// A descriptor of the folder. Everything in it is reached through that, so what is at its path
  /// later does not matter.
  ///
  /// - Returns: `nil` when there is none, when it is a link, or when others could write to it:
  ///   in a place such as `/tmp` anyone may have made it.
  func open(isMade: Bool) -> Int32? {
    guard !path.utf8.contains(0) else { return nil }
    if isMade, !FileSystem.isListed(path) {
      guard (try? FileSystem.createFolder(path, isPrivate: true)) != nil else { return nil }
    }
    let descriptor = Glibc.open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_uid == geteuid(),
      status.st_mode & 0o022 == 0
    else {
      close(descriptor)
      return nil
    }
    return descriptor
  }

  /// Removes what no workspace has used for long, and what a compaction that was killed has left.
  ///
  /// - Parameter ending: how the names of files end of which only the `most` that were used last
  ///   are kept, and none that was not used for 90 days.
  func sweep(ending: String, most: Int) {
    guard let folder = open(isMade: false) else { return }
    defer { close(folder) }
    guard let entries = try? FileSystem.list(path) else { return }
    let now = FileState.now
    let day: Int64 = 86_400 * 1_000_000_000
    var files: [(used: Int64, name: String)] = []
    for entry in entries where entry.kind == .file {
      guard let name = String(validating: entry.name, as: UTF8.self) else { continue }
      let isLeft = name.hasSuffix(RecordFile.temporaryEnding)
      guard isLeft || name.hasSuffix(ending) else { continue }
      let used = FileState(Paths.join(path, name)).modified
      if isLeft ? used < now &- day : used < now &- 90 &* day {
        unlinkat(folder, name, 0)
      } else if !isLeft {
        files.append((used, name))
      }
    }
    files.sort { $0.used > $1.used }
    for file in files.dropFirst(most) { unlinkat(folder, file.name, 0) }
  }
}
