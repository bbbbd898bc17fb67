import Glibc
import StetWorkspace

/// Reads standard input.
enum StandardInput {
  /// Everything up to the end.
  static func readAll() throws(FileError) -> [UInt8] {
    var bytes: [UInt8] = []
    while true {
      let chunk = try readSome(STDIN_FILENO)
      if chunk.isEmpty { return bytes }
      bytes.append(contentsOf: chunk)
      if bytes.count > FileSystem.defaultLimit {
        throw FileError(path: "<stdin>", reason: "Larger than the most that is read")
      }
    }
  }

  /// What can be had now, at least a byte; nothing at the end. Waits for it.
  static func readSome(_ descriptor: Int32) throws(FileError) -> [UInt8] {
    var code: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
      while true {
        let got = read(descriptor, buffer.baseAddress, buffer.count)
        if got >= 0 {
          count = got
          return
        }
        switch errno {
        case EINTR: continue
        case EAGAIN: _ = hasInput(descriptor, waiting: true)
        case let failure:
          code = failure
          return
        }
      }
    }
    if code != 0 {
      let words = strerror(code).map { String(cString: $0) } ?? "error \(code)"
      throw FileError(path: "<stdin>", reason: words)
    }
    return bytes
  }

  /// Whether a read would not have to wait.
  static func hasInput(_ descriptor: Int32, waiting: Bool = false) -> Bool {
    var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&request, 1, waiting ? -1 : 0) > 0
  }
}
