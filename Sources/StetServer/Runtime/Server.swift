import Glibc
package import JSONRPC
package import StetCore

/// Drives a ``Session`` over a connection until it ends.
///
/// One thread reads and frames messages; the calling thread handles them, one
/// after the other; two more run the jobs that may take longer, so that a scan of
/// the workspace does not hold up an open document. Messages go out from
/// whichever thread has them ready, whole.
package enum Server {
  private enum Event: Sendable {
    case message(Message)
    case broken(String)
    case outcome(Job.Outcome)
    case end
  }

  /// Serves one client. Returns the status that the process should end with.
  ///
  /// - Parameters:
  ///   - version: the version of Stet.
  ///   - personalDictionary: the path of a word list that holds everywhere.
  ///   - recorder: keeps a record of what goes to and fro.
  ///   - clientProcess: the id of a process with which the session ends, besides
  ///     the one that the client names itself.
  package static func run(
    on connection: Connection, version: String, registry: AnalyzerRegistry,
    personalDictionary: String? = nil, previews: String? = nil,
    recorder: Recorder = Recorder(), clientProcess: Int? = nil
  ) -> Int32 {
    let events = EventQueue<Event>()
    let jobs = EventQueue<Job>()
    let cancelled = CancelledIDs()

    let watch: @Sendable (Int) -> Void = { process in
      ProcessWatch.onEnd(of: process) { end(events) }
    }
    if let clientProcess { watch(clientProcess) }

    startThread {
      read(connection, into: events, cancelled, recorder)
      end(events)
    }
    for _ in 0..<2 {
      startThread {
        while true { events.put(.outcome(jobs.take().run())) }
      }
    }

    let session = Session(
      Session.Environment(
        version: version, registry: registry, personalDictionary: personalDictionary,
        previews: previews,
        send: { message in
          recorder.record(message, .out)
          connection.send(message)
        },
        log: { recorder.log($0) },
        submit: { jobs.put($0) },
        watch: watch),
      cancelled: cancelled)
    return loop(session, events)
  }

  /// Tells the session that the other side is gone. The process ends a while
  /// later even when the session does not hear of it, because it waits for
  /// somebody to read what it writes.
  private static func end(_ events: EventQueue<Event>) {
    events.put(.end)
    sleep(5)
    _exit(1)
  }

  private static func read(
    _ connection: Connection, into events: EventQueue<Event>, _ cancelled: CancelledIDs,
    _ recorder: Recorder
  ) {
    var framer = MessageFramer()
    while true {
      let bytes = connection.read()
      guard !bytes.isEmpty else {
        if !framer.isBetweenMessages { recorder.log("The stream ended inside a message") }
        return
      }
      framer.append(bytes)
      while let frame = framer.next() {
        switch frame {
        case .message(let body):
          recorder.record(body, .in)
          let message = Message(parsing: body)
          if case .invalid(_, let error) = message, error.code == .parseError {
            framer.reconsider(body)
          }
          cancelled.note(message)
          events.put(.message(message))
        case .broken(let reason): events.put(.broken(reason))
        }
      }
    }
  }

  private static func loop(_ session: Session, _ events: EventQueue<Event>) -> Int32 {
    var lastTick = MonotonicClock.nanoseconds
    while true {
      let batch = events.takeAll(waiting: 1000)
      let now = MonotonicClock.nanoseconds
      if now - lastTick >= 900_000_000 {
        session.tick()
        lastTick = now
      }
      for event in batch {
        switch event {
        case .message(let message): session.handle(message)
        case .broken(let reason): session.handleBroken(reason)
        case .outcome(let outcome): outcome(session)
        case .end: session.handleEnd()
        }
        if case .ended(let status) = session.phase { return status }
      }
      // What is put off comes when nothing waits: of many edits in a row only
      // the last text is analyzed.
      if events.isEmpty { session.settle() }
    }
  }
}
