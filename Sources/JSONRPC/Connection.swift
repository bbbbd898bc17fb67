import Glibc
import Synchronization

/// Two ends of a stream of messages, as file descriptors.
///
/// Reading belongs to one thread; writing is safe from many.
package final class Connection: Sendable {
  /// Why a connection could not be made.
  package struct Failure: Error, Hashable, Sendable, CustomStringConvertible {
    /// What was tried, and the system's words.
    package let description: String

    init(_ what: String, code: Int32) {
      let words = strerror(code).map { String(cString: $0) } ?? "error \(code)"
      description = "\(what): \(words)"
    }
  }

  private let input: Int32
  private let output: Int32
  /// Whether the other side has stopped reading.
  private let isClosed = Mutex(false)

  /// Makes a connection of two open descriptors, which may be the same. From
  /// now on writing to a closed pipe is no longer a signal in this process.
  package init(input: Int32, output: Int32) {
    self.input = input
    self.output = output
    signal(SIGPIPE, SIG_IGN)
  }

  /// Standard input and output.
  ///
  /// Output goes to a copy of the descriptor, and the descriptor itself to
  /// standard error, so that nothing else in the process can write between two
  /// messages.
  package static func standard() -> Connection {
    let output = dup(STDOUT_FILENO)
    guard output >= 0 else { return Connection(input: STDIN_FILENO, output: STDOUT_FILENO) }
    dup2(STDERR_FILENO, STDOUT_FILENO)
    return Connection(input: STDIN_FILENO, output: output)
  }

  /// Connects to a port of this machine, where the other side listens.
  package static func connecting(toPort port: UInt16) throws(Failure) -> Connection {
    let what = "127.0.0.1:\(port)"
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard descriptor >= 0 else { throw Failure(what, code: errno) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port.bigEndian)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    try connect(descriptor, &address, MemoryLayout<sockaddr_in>.size, what)
    // Messages are written whole; to hold a small one back only costs time.
    var on: Int32 = 1
    setsockopt(
      descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
    return Connection(input: descriptor, output: descriptor)
  }

  /// Connects to a Unix socket, where the other side listens.
  package static func connecting(toPipe path: String) throws(Failure) -> Connection {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let name = Array(path.utf8)
    // The last byte stays NUL.
    guard name.count < MemoryLayout.size(ofValue: address.sun_path), !name.contains(0) else {
      throw Failure(path, code: ENAMETOOLONG)
    }
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: name) }
    let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    guard descriptor >= 0 else { throw Failure(path, code: errno) }
    try connect(descriptor, &address, MemoryLayout<sockaddr_un>.size, path)
    return Connection(input: descriptor, output: descriptor)
  }

  private static func connect<Address>(
    _ descriptor: Int32, _ address: inout Address, _ size: Int, _ what: String
  ) throws(Failure) {
    let status = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        Glibc.connect(descriptor, $0, socklen_t(size))
      }
    }
    guard status == 0 else {
      let code = errno
      close(descriptor)
      throw Failure(what, code: code)
    }
  }

  // MARK: Reading

  /// Reads what there is, and waits when there is nothing. Empty at the end of
  /// the stream, and when it fails.
  package func read() -> [UInt8] {
    let size = 1 << 16
    while true {
      var count = 0
      var code: Int32 = 0
      let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, initialized in
        count = Glibc.read(input, buffer.baseAddress, size)
        code = errno
        initialized = max(0, count)
      }
      if count >= 0 { return bytes }
      switch code {
      case EINTR: continue
      case EAGAIN:
        var request = pollfd(fd: input, events: Int16(POLLIN), revents: 0)
        poll(&request, 1, -1)
      default: return []
      }
    }
  }

  // MARK: Writing

  /// Writes a message behind its header, whole, after all that were written
  /// before. Once the other side is gone, does nothing.
  package func send(_ body: [UInt8]) {
    let bytes = MessageEncoding.framed(body)
    isClosed.withLock { isClosed in
      guard !isClosed else { return }
      isClosed = !write(bytes)
    }
  }

  private func write(_ bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBytes { bytes in
      var written = 0
      while written < bytes.count {
        let count = Glibc.write(
          output, bytes.baseAddress?.advanced(by: written), bytes.count - written)
        if count >= 0 {
          written += count
          continue
        }
        switch errno {
        case EINTR: continue
        case EAGAIN:
          var request = pollfd(fd: output, events: Int16(POLLOUT), revents: 0)
          poll(&request, 1, -1)
        default: return false
        }
      }
      return true
    }
  }
}
