import JSON
import JSONRPC
package import StetCore
import StetWorkspace
import Synchronization

/// Plays the client's side of a recorded session through a new one.
package enum Replay {
  /// Why a record could not be played.
  package struct Failure: Error, Sendable, CustomStringConvertible {
    /// What is wrong, as a sentence without a full stop.
    package let description: String
  }

  /// Plays a record made with ``Recorder``, or any file with a message of the
  /// client's on each line, and writes what goes to and fro as such a record,
  /// without times: the same record, played on the same files, gives the same.
  ///
  /// After each message everything that the session put off is done before the
  /// next one comes. The process that the client named is not watched: it is gone.
  ///
  /// - Returns: the status that the process of the session would have ended with.
  package static func run(
    file: String, version: String, registry: AnalyzerRegistry,
    output: @escaping @Sendable ([UInt8]) -> Void
  ) throws(Failure) -> Int32 {
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try FileSystem.read(file)
    } catch {
      throw Failure(description: error.description)
    }
    let waiting = WaitingJobs()
    let session = Session(
      Session.Environment(
        version: version, registry: registry,
        send: { output(line(of: $0, .out)) },
        submit: { waiting.put($0) }))
    for (index, text) in bytes.split(separator: 0x0A).enumerated() {
      guard let message = try message(text, line: index + 1) else { continue }
      output(line(of: message, .in))
      session.handle(Message(parsing: message))
      repeat {
        session.settle()
        while let job = waiting.take() { job.run()(session) }
      } while session.isUnsettled
      if case .ended(let status) = session.phase { return status }
    }
    session.handleEnd()
    if case .ended(let status) = session.phase { return status }
    return 1
  }

  /// The client's message on a line; `nil` for other lines of a record.
  private static func message(
    _ text: ArraySlice<UInt8>, line: Int
  ) throws(Failure) -> [UInt8]? {
    let value: JSONValue
    do throws(JSONError) {
      value = try JSONValue(parsing: text)
    } catch {
      throw Failure(description: "Line \(line) of the record is no JSON: \(error)")
    }
    guard let direction = value["direction"]?.string else {
      // Not a line of a record: the message itself, or a line of the log.
      return value["jsonrpc"] == nil ? nil : Array(text)
    }
    guard direction == Recorder.Direction.in.rawValue else { return nil }
    if let text = value["text"]?.string { return Array(text.utf8) }
    guard let message = value["message"] else { return nil }
    var writer = JSONWriter()
    writer.value(message)
    return writer.take()
  }

  private static func line(of message: [UInt8], _ direction: Recorder.Direction) -> [UInt8] {
    var writer = JSONWriter()
    writer.object { Recorder.write(message, direction, to: &$0) }
    writer.endLine()
    return writer.take()
  }
}

/// Jobs of a session that is driven step by step.
private final class WaitingJobs: Sendable {
  private let jobs = Mutex<[Job]>([])

  func put(_ job: Job) { jobs.withLock { $0.append(job) } }

  func take() -> Job? { jobs.withLock { $0.isEmpty ? nil : $0.removeFirst() } }
}
