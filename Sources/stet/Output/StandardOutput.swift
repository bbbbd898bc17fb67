import Glibc
import Synchronization

/// Where a command's output goes, from any thread.
///
/// Pieces may come in any order and are written in the order of their numbers,
/// each as soon as all before it are there. While a piece is being written,
/// whoever brings the next one waits: a slow reader slows the work down instead
/// of filling memory.
final class StandardOutput: Sendable {
  private struct State: ~Copyable {
    var writer: ByteWriter
    var next = 0
    var waiting: [Int: Piece] = [:]
    var hasWritten = false
    var isClosed = false
  }

  /// A piece of output.
  struct Piece: Sendable {
    /// What goes to the output.
    var output: [UInt8] = []
    /// What goes to standard error, line by line.
    var complaint: String?
  }

  private let state: Mutex<State>
  private let separator: [UInt8]
  private let outlivesReader: Bool

  /// Makes the output.
  ///
  /// - Parameters:
  ///   - descriptor: an open file descriptor.
  ///   - separator: what stands between two pieces that are not empty.
  ///   - outlivesReader: whether work goes on when nobody reads the output any
  ///     more. Otherwise the process ends then, without a word.
  init(_ descriptor: Int32 = STDOUT_FILENO, separator: [UInt8] = [], outlivesReader: Bool = false) {
    state = Mutex(State(writer: ByteWriter(descriptor)))
    self.separator = separator
    self.outlivesReader = outlivesReader
    if outlivesReader { signal(SIGPIPE, SIG_IGN) }
  }

  /// Writes the piece of a number; numbers count from 0, and none is left out.
  func write(_ piece: Piece, number: Int) {
    state.withLock { state in
      state.waiting[number] = piece
      while let piece = state.waiting.removeValue(forKey: state.next) {
        state.next += 1
        if !piece.output.isEmpty {
          if state.hasWritten { append(separator, &state) }
          state.hasWritten = true
          append(piece.output, &state)
        }
        if let complaint = piece.complaint {
          flush(&state)
          Self.complain(complaint)
        }
      }
    }
  }

  /// Writes bytes after all that were written before, without a separator.
  func write(_ bytes: [UInt8]) {
    state.withLock { append(bytes, &$0) }
  }

  /// Writes text after all that was written before.
  func write(_ text: String) { write(Array(text.utf8)) }

  /// Hands everything to the system.
  func flush() {
    state.withLock { flush(&$0) }
  }

  private func append(_ bytes: [UInt8], _ state: inout State) {
    guard !state.isClosed else { return }
    do throws(ByteWriter.Failure) { try state.writer.write(bytes) } catch { fail(error, &state) }
  }

  private func flush(_ state: inout State) {
    guard !state.isClosed else { return }
    do throws(ByteWriter.Failure) { try state.writer.flush() } catch { fail(error, &state) }
  }

  private func fail(_ failure: ByteWriter.Failure, _ state: inout State) {
    switch failure {
    case .closed where outlivesReader: state.isClosed = true
    case .closed:
      // The way a program ends that does not look at what `write` returns.
      signal(SIGPIPE, SIG_DFL)
      raise(SIGPIPE)
      _exit(128 + SIGPIPE)
    case .system(let words):
      Self.complain("standard output: \(words)")
      _exit(2)
    }
  }

  /// Writes lines to standard error, each after the program's name.
  static func complain(_ text: String) {
    printError(text.split(separator: "\n").map { "stet: \($0)" }.joined(separator: "\n"))
  }

  /// Writes text and a line break to standard error.
  static func printError(_ text: String) {
    var writer = ByteWriter(STDERR_FILENO)
    // When even this fails, nobody is left to tell.
    try? writer.write(text + "\n")
    try? writer.flush()
  }
}
