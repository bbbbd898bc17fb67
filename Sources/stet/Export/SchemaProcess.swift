import Glibc
import StetValidation
import StetWorkspace

/// Checks documents against a schema in a process of its own, which is ended when it
/// takes too long: with some schemas libxml2 comes to no end.
///
/// The process is this program once more, with the command `validate-documents`. It
/// says `ready` when it has read the schema. Then each document is sent as its length
/// in decimal, a line feed and its bytes, and answered by the number of faults and
/// one line for each: the line in the document, a tab, what is wrong.
struct SchemaProcess: ~Copyable {
  /// What came of a check.
  enum Outcome {
    case faults([SchemaFault])
    /// It took longer than it may.
    case timeout
    /// The process gave up; what it said.
    case failure(String)
  }

  /// The command that the process runs.
  static let command = "validate-documents"

  private let choice: SchemaChoice
  private let limit: Int
  private var child: Child?

  /// Makes checks against a schema, each of which may take `limit` seconds.
  init(_ choice: SchemaChoice, limit: Int) {
    self.choice = choice
    self.limit = limit
    // That the process has ended shows when it is written to.
    signal(SIGPIPE, SIG_IGN)
  }

  deinit { child?.end() }

  /// Checks a document.
  mutating func check(_ document: [UInt8]) -> Outcome {
    let deadline = ContinuousClock.now + .seconds(limit)
    let outcome = attempt(document, deadline)
    if case .faults = outcome { return outcome }
    child?.end()
    child = nil
    return outcome
  }

  private mutating func attempt(_ document: [UInt8], _ deadline: ContinuousClock.Instant) -> Outcome
  {
    if child == nil {
      guard var started = Child(arguments) else {
        return .failure("The process that validates cannot be started")
      }
      let line = started.readLine(deadline)
      child = started
      guard let line else { return Self.silence(deadline) }
      guard line == "ready" else { return .failure(line) }
    }
    guard var child else { return .failure("The process that validates is gone") }
    defer { self.child = child }
    guard child.write(Array("\(document.count)\n".utf8) + document, deadline),
      let count = child.readLine(deadline).flatMap({ Int($0) })
    else { return Self.silence(deadline) }
    var faults: [SchemaFault] = []
    for _ in 0..<count {
      guard let line = child.readLine(deadline) else { return Self.silence(deadline) }
      let parts = line.split(separator: "\t", maxSplits: 1)
      faults.append(
        SchemaFault(
          line: parts.first.flatMap { Int($0) } ?? 0, message: parts.last.map(String.init) ?? ""))
    }
    return .faults(faults)
  }

  private static func silence(_ deadline: ContinuousClock.Instant) -> Outcome {
    ContinuousClock.now >= deadline ? .timeout : .failure("The process that validates has failed")
  }

  private var arguments: [String] {
    let schema = if case .file(let path, _) = choice { ["--schema", path] } else { [String]() }
    return ["stet", Self.command, "--limit", String(limit)] + schema
  }
}

/// A process with its standard input and output.
private struct Child {
  private let process: pid_t
  private let input: Int32
  private let output: Int32
  private var received: [UInt8] = []

  /// Starts this program with other arguments; `nil` when the system refuses.
  init?(_ arguments: [String]) {
    var toChild: [Int32] = [-1, -1]
    var fromChild: [Int32] = [-1, -1]
    guard pipe(&toChild) == 0 else { return nil }
    guard pipe(&fromChild) == 0 else {
      toChild.forEach { close($0) }
      return nil
    }
    for descriptor in toChild + fromChild { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, toChild[0], STDIN_FILENO)
    posix_spawn_file_actions_adddup2(&actions, fromChild[1], STDOUT_FILENO)
    var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) }
    words.append(nil)
    defer { words.forEach { free($0) } }
    var started: pid_t = 0
    let code = posix_spawn(&started, "/proc/self/exe", &actions, nil, words, environ)
    close(toChild[0])
    close(fromChild[1])
    guard code == 0 else {
      close(toChild[1])
      close(fromChild[0])
      return nil
    }
    process = started
    input = toChild[1]
    output = fromChild[0]
    for descriptor in [input, output] {
      _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
    }
  }

  /// Ends the process.
  func end() {
    kill(process, SIGKILL)
    var status: Int32 = 0
    while waitpid(process, &status, 0) == -1, errno == EINTR {}
    close(input)
    close(output)
  }

  /// Writes bytes; `false` when that takes too long or the process has ended.
  func write(_ bytes: [UInt8], _ deadline: ContinuousClock.Instant) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(input, $0.baseAddress, $0.count) }
      if count > 0 {
        rest = rest.dropFirst(count)
      } else if count < 0, errno != EAGAIN, errno != EINTR {
        return false
      } else if !Self.wait(input, POLLOUT, deadline) {
        return false
      }
    }
    return true
  }

  /// The next line; `nil` when it takes too long or the process has ended.
  mutating func readLine(_ deadline: ContinuousClock.Instant) -> String? {
    while true {
      if let end = received.firstIndex(of: 0x0A) {
        defer { received.removeSubrange(...end) }
        return String(decoding: received[..<end], as: UTF8.self)
      }
      var buffer = [UInt8](repeating: 0, count: 4096)
      let count = Glibc.read(output, &buffer, buffer.count)
      if count > 0 {
        received += buffer.prefix(count)
      } else if count == 0 || (errno != EAGAIN && errno != EINTR) {
        return nil
      } else if !Self.wait(output, POLLIN, deadline) {
        return nil
      }
    }
  }

  private static func wait(
    _ descriptor: Int32, _ event: Int32, _ deadline: ContinuousClock.Instant
  ) -> Bool {
    let left = deadline - ContinuousClock.now
    guard left > .zero else { return false }
    let milliseconds = left / .milliseconds(1)
    var request = pollfd(fd: descriptor, events: Int16(event), revents: 0)
    return poll(&request, 1, Int32(min(60_000, milliseconds.rounded(.up)))) >= 0
  }
}
