import Glibc
import StetWorkspace

/// Writes bytes to a file descriptor through a buffer.
///
/// Not for use from several threads at once.
struct ByteWriter: ~Copyable {
  /// Why bytes could not be written.
  enum Failure: Error {
    /// Nobody reads the other end any more.
    case closed
    /// The system refused; its words.
    case system(String)
  }

  private static let capacity = 1 << 16

  private let descriptor: Int32
  private var buffer: [UInt8] = []

  /// Makes a writer to an open descriptor, which it does not close.
  init(_ descriptor: Int32) { self.descriptor = descriptor }

  /// Writes bytes, at once or with those that follow.
  mutating func write(_ bytes: some Collection<UInt8>) throws(Failure) {
    buffer.append(contentsOf: bytes)
    if buffer.count >= Self.capacity { try flush() }
  }

  /// Writes text, at once or with what follows.
  mutating func write(_ text: String) throws(Failure) { try write(text.utf8) }

  /// Hands everything to the system. After a failure what was left is dropped.
  mutating func flush() throws(Failure) {
    let code = FileSystem.write(buffer, to: descriptor)
    buffer.removeAll(keepingCapacity: true)
    switch code {
    case nil: return
    case EPIPE?: throw .closed
    case let code?:
      throw .system(strerror(code).map { String(cString: $0) } ?? "error \(code)")
    }
  }
}
