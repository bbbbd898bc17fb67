import Glibc
import JSON
import Synchronization

/// Keeps a log of a session, and when asked a record of every message.
///
/// Each line of the file is a JSON object: `{"time":…,"log":"…"}`, or, for
/// messages, `{"time":…,"direction":"in","message":…}`, where what is no JSON
/// stands as a string under `text`. Times are milliseconds since the record
/// began. Safe to use from many threads.
package final class Recorder: Sendable {
  /// Which way a message went.
  package enum Direction: String, Sendable {
    /// From the client.
    case `in`
    /// To the client.
    case out
  }

  private let file: Mutex<Int32?>
  private let tracesMessages: Bool
  private let start = MonotonicClock.nanoseconds

  /// A recorder that writes the log to standard error and keeps no messages.
  package init() {
    file = Mutex(nil)
    tracesMessages = false
  }

  /// A recorder that writes to a file, which it empties first, or makes. `nil`
  /// when that cannot be.
  package init?(file path: String, tracesMessages: Bool) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { return nil }
    file = Mutex(descriptor)
    self.tracesMessages = tracesMessages
  }

  /// Writes a line of the log.
  package func log(_ text: String) {
    let visible = String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }))
    Self.complain(Array("stet: \(visible)".utf8))
    line { $0.member("log", text) }
  }

  /// Keeps a message, given without its header.
  package func record(_ message: [UInt8], _ direction: Direction) {
    guard tracesMessages else { return }
    line { Self.write(message, direction, to: &$0) }
  }

  /// Writes the members that stand for a message.
  static func write(_ message: [UInt8], _ direction: Direction, to writer: inout JSONWriter) {
    writer.member("direction", direction.rawValue)
    if (try? JSONValue(parsing: message)) != nil {
      writer.key("message")
      // A message may be laid out in lines; a record is one line.
      writer.raw(message.map { $0 == 0x0A || $0 == 0x0D ? 0x20 : $0 })
    } else {
      writer.member("text", String(decoding: message, as: UTF8.self))
    }
  }

  private func line(_ body: (inout JSONWriter) -> Void) {
    file.withLock { file in
      guard let file else { return }
      var writer = JSONWriter()
      writer.object { writer in
        writer.member("time", (MonotonicClock.nanoseconds - start) / 1_000_000)
        body(&writer)
      }
      writer.endLine()
      Self.write(writer.take(), to: file)
    }
  }

  /// Writes a line to standard error, unless nobody reads it there: an editor
  /// that lets the pipe run full must not bring the server to a stop.
  private static func complain(_ line: [UInt8]) {
    var request = pollfd(fd: STDERR_FILENO, events: Int16(POLLOUT), revents: 0)
    guard poll(&request, 1, 0) == 1, request.revents & Int16(POLLOUT) != 0 else { return }
    // So much can be written to a pipe that takes anything, without waiting.
    write(Array(line.prefix(Int(PIPE_BUF) - 1)) + [0x0A], to: STDERR_FILENO)
  }

  /// Writes all bytes, or as many as can be: a log that cannot be written is no
  /// reason to stop.
  private static func write(_ bytes: [UInt8], to file: Int32) {
    bytes.withUnsafeBytes { bytes in
      var written = 0
      while written < bytes.count {
        let count = Glibc.write(
          file, bytes.baseAddress?.advanced(by: written), bytes.count - written)
        if count < 0 && errno == EINTR { continue }
        guard count > 0 else { return }
        written += count
      }
    }
  }
}
