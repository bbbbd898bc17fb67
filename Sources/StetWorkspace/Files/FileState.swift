import Glibc

/// What shows that a file is another than before.
package struct FileState: Hashable, Sendable {
  /// Bytes; -1 for a file that is not there.
  package var size: Int64 = -1
  /// When its contents last changed, in nanoseconds since 1970.
  package var modified: Int64 = 0
  /// When the file itself last changed, in nanoseconds since 1970: programs that copy files can
  /// set the other time, and not this one.
  package var changed: Int64 = 0
  /// Its number in its file system.
  package var inode: UInt64 = 0

  /// The state of a file by its numbers.
  package init(size: Int64, modified: Int64, changed: Int64, inode: UInt64) {
    self.size = size
    self.modified = modified
    self.changed = changed
    self.inode = inode
  }

  /// The state of the file at a path now; all missing files are alike.
  package init(_ path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return }
    size = Int64(status.st_size)
    modified = Self.nanoseconds(status.st_mtim)
    changed = Self.nanoseconds(status.st_ctim)
    inode = UInt64(status.st_ino)
  }

  /// Whether the file has rested for so long at `now`, in nanoseconds since 1970, that whoever
  /// writes to it from then on gives it another time. File systems give times in steps, of some
  /// milliseconds or of two seconds.
  package func isSettled(at now: Int64) -> Bool {
    let latest = max(modified, changed)
    let step: Int64 = latest % 1_000_000_000 == 0 ? 2_100_000_000 : 50_000_000
    return size >= 0 && latest <= now &- step
  }

  /// The time now, in nanoseconds since 1970.
  package static var now: Int64 {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return nanoseconds(time)
  }

  /// A file can claim any time, so what is too large wraps around.
  private static func nanoseconds(_ time: timespec) -> Int64 {
    Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
  }
}
