import Glibc

/// Watches another process.
enum ProcessWatch {
  /// Calls `body`, on a thread of its own, once there is no process of that id,
  /// or only the remains of one. Looks twice in a second.
  static func onEnd(of process: Int, _ body: @escaping @Sendable () -> Void) {
    guard let id = pid_t(exactly: process), id > 0 else { return }
    startThread {
      while isAlive(id) { usleep(500_000) }
      body()
    }
  }

  static func isAlive(_ id: pid_t) -> Bool {
    if kill(id, 0) != 0 && errno == ESRCH { return false }
    // A process that has ended, but that its parent has not asked about yet,
    // still takes signals.
    let file = open("/proc/\(id)/stat", O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return true }
    defer { close(file) }
    var bytes = [UInt8](repeating: 0, count: 512)
    let count = read(file, &bytes, bytes.count)
    guard count > 0, let end = bytes[..<count].lastIndex(of: UInt8(ascii: ")")), end + 2 < count
    else { return true }
    return bytes[end + 2] != UInt8(ascii: "Z") && bytes[end + 2] != UInt8(ascii: "X")
  }
}
