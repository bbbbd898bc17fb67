import Glibc

/// What shows that a file is another than before.
struct FileState: Hashable, Sendable {
  private var size: Int64 = -1
  private var seconds = 0
  private var nanoseconds = 0
  private var inode: UInt64 = 0

  /// The state of the file at a path now; all missing files are alike.
  init(_ path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return }
    size = Int64(status.st_size)
    seconds = status.st_mtim.tv_sec
    nanoseconds = status.st_mtim.tv_nsec
    inode = UInt64(status.st_ino)
  }
}
