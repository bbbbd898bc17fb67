package import JSON
package import JSONRPC
package import StetCore
import StetQuestions

/// One client's session, from its first message to its last.
///
/// All state is here, and changes only while a message, or the outcome of a job,
/// is handled, one after the other, in the order in which they came. A session
/// does no waiting and starts no threads: whoever drives it hands messages in,
/// calls ``settle()`` when there is none left for now, runs the jobs that it
/// submits, and hands their outcomes back. So tests drive it step by step.
package final class Session {
  /// What a session needs from outside.
  package struct Environment: Sendable {
    /// The version of Stet.
    package var version: String
    /// The rules and their analyzers.
    package var registry: AnalyzerRegistry
    /// The path of a word list that holds in every project; `nil` for none.
    package var personalDictionary: String?
    /// The path of the folder for exported articles that nobody named a place for;
    /// it need not exist. `nil` for none.
    package var previews: String?
    /// How long an analyzer may take.
    package var patience: AnalysisGuard.Patience
    /// Sends a message, given without its header. Called from jobs too.
    package var send: @Sendable ([UInt8]) -> Void
    /// Writes a line for whoever looks after the server.
    package var log: @Sendable (String) -> Void
    /// Runs a job, now or later, here or on another thread.
    package var submit: @Sendable (Job) -> Void
    /// Tells that the process to watch, by its id, is the one that ended the
    /// client's side when it ends.
    package var watch: @Sendable (Int) -> Void

    /// Makes an environment.
    package init(
      version: String, registry: AnalyzerRegistry, personalDictionary: String? = nil,
      previews: String? = nil, patience: AnalysisGuard.Patience = AnalysisGuard.Patience(),
      send: @escaping @Sendable ([UInt8]) -> Void,
      log: @escaping @Sendable (String) -> Void = { _ in },
      submit: @escaping @Sendable (Job) -> Void,
      watch: @escaping @Sendable (Int) -> Void = { _ in }
    ) {
      self.version = version
      self.registry = registry
      self.personalDictionary = personalDictionary
      self.previews = previews
      self.patience = patience
      self.send = send
      self.log = log
      self.submit = submit
      self.watch = watch
    }
  }

  /// How far the session has come.
  package enum Phase: Hashable, Sendable {
    /// Before `initialize`.
    case new
    /// Between `initialize` and `shutdown`.
    case running
    /// After `shutdown`.
    case shutDown
    /// After `exit`, or the end of the stream; with the process's exit status.
    case ended(status: Int32)
  }

  /// Up to this many bytes a document is analyzed at once; longer ones are
  /// analyzed in a job, so that the next message need not wait.
  static let inlineLimit = 256 << 10

  let environment: Environment
  /// The ids that the client has taken back.
  let cancelled: CancelledIDs
  /// How far the session has come.
  package internal(set) var phase = Phase.new
  /// What the client can do.
  package internal(set) var client = ClientCapabilities()
  /// The open documents, by URI.
  package internal(set) var documents: [String: OpenDocument] = [:]
  /// The projects that documents belong to, and their engines.
  package internal(set) var projects: Projects
  /// The headings and questions of the workspace.
  let index = WorkspaceIndex()

  /// What the drafts of the workspace say to each other.
  var corpora = WorkspaceCorpora()
  /// The generation of projects whose engines ``corpora`` knows.
  var corporaGeneration: Int?
  /// The URIs of documents that are to be compared again.
  var uncompared: Set<String> = []
  /// The generation of projects for which files have been asked for.
  var scannedGeneration: Int?
  /// Whether files are being looked at, and whether to do so again.
  var isScanning = false
  var scansAgain = false
  /// How often questions had been left out when that was last looked at.
  var questionOmissions = QuestionMemory.shared.omissions
  /// Whether questions that were left out are being made ready.
  var isPreparingQuestions = false
  /// The texts of files that diagnostics point at.
  let relatedTexts = RelatedTexts()
  /// Calls of ``tick()`` since files were looked at.
  var ticks = 0

  /// What scans of the workspace have found.
  let scanned = ScannedFiles()
  /// The URIs of documents whose diagnostics are to be published, in the order
  /// in which they changed.
  var unsettled: [String] = []
  /// Whether ``settle()`` has something to do.
  package var isUnsettled: Bool { !unsettled.isEmpty || !uncompared.isEmpty }
  /// How much of its work the client wants to hear of.
  var trace = "off"

  /// The settings that came with `initialize`.
  var initialSettings = Settings()
  /// What is wrong with settings and could not be told before `initialized`.
  var settingsProblems: [String] = []
  /// The configuration files, by path, that diagnostics have been published for.
  var faultyConfigurations: Set<String> = []

  private var lastRevision = 0
  private var lastRequest = 0
  private var calls: [RequestID: Call] = [:]
  private var replies: [RequestID: (Session, Result<JSONValue, ResponseError>) -> Void] = [:]

  /// Begins a session.
  ///
  /// - Parameter cancelled: where ids of requests that were taken back are put
  ///   as soon as they are seen, ahead of their turn.
  package init(_ environment: Environment, cancelled: CancelledIDs = CancelledIDs()) {
    self.environment = environment
    self.cancelled = cancelled
    projects = Projects(
      registry: environment.registry, personalDictionary: environment.personalDictionary,
      guardian: AnalysisGuard(environment.patience))
  }

  // MARK: What comes in

  /// Handles one message.
  package func handle(_ message: Message) {
    if case .ended = phase { return }
    switch message {
    case .request(let id, let method, let params): handleRequest(id, method, params)
    case .notification(let method, let params): handleNotification(method, params)
    case .response(let id, let result):
      guard let id, let reply = replies.removeValue(forKey: id) else {
        log(.warning, "A response to no request: \(id.map(String.init(describing:)) ?? "no id")")
        return
      }
      reply(self, result)
    case .invalid(let id, let error): send(MessageEncoding.response(to: id, error: error))
    }
  }

  /// Answers for bytes of the stream that were no message.
  package func handleBroken(_ reason: String) {
    if case .ended = phase { return }
    log(.error, "Bytes passed over: \(reason)")
    send(MessageEncoding.response(to: nil, error: ResponseError(.parseError, reason)))
  }

  /// Handles the end of the stream, or of the process on the other side.
  package func handleEnd() {
    if case .ended = phase { return }
    phase = .ended(status: phase == .shutDown ? 0 : 1)
  }

  private func handleRequest(_ id: RequestID, _ method: String, _ params: JSONValue?) {
    guard calls[id] == nil else {
      // To answer under an id that is still open would answer twice.
      send(
        MessageEncoding.response(
          to: nil, error: ResponseError(.invalidRequest, "The id \(id) is in use")))
      return
    }
    let call = Call(id: id, method: method, progress: params?["workDoneToken"])
    calls[id] = call
    traceMessage("Request “\(method)” (\(id))")
    do throws(ResponseError) {
      try checkPhase(for: method)
      if cancelled.contains(id) { throw Self.cancellation }
      guard let handler = Dispatch.requests[method] else {
        throw ResponseError(.methodNotFound, "There is no request “\(method)”")
      }
      let given = Params(params)
      if params != nil && given.value.object == nil { throw given.mismatch(expected: "an object") }
      switch try handler.answer(given, in: self, call: call) {
      case .now(let result): finish(call, .success(result))
      case .later(let work): submit(work, for: call)
      case .laterAnd(let work): submit(work, for: call)
      }
    } catch {
      finish(call, .failure(error))
    }
  }

  static let cancellation = ResponseError(.requestCancelled, "The client took the request back")

  private func checkPhase(for method: String) throws(ResponseError) {
    switch phase {
    case .new:
      guard method == Initialize.method else {
        throw ResponseError(.serverNotInitialized, "“initialize” must come first")
      }
    case .running:
      guard method != Initialize.method else {
        throw ResponseError(.invalidRequest, "“initialize” has come already")
      }
    case .shutDown, .ended:
      throw ResponseError(.invalidRequest, "The server has been shut down")
    }
  }

  private func handleNotification(_ method: String, _ params: JSONValue?) {
    traceMessage("Notification “\(method)”")
    guard method != "exit" else { return handleEnd() }
    guard phase == .running else { return }
    guard let handler = Dispatch.notifications[method] else {
      if !method.hasPrefix("$/") { log(.log, "Nothing is done on “\(method)”") }
      return
    }
    do throws(ResponseError) {
      try handler.handle(Params(params), in: self)
    } catch {
      log(.error, "\(method): \(error.message)")
    }
  }

  // MARK: Requests under way

  private func submit(
    _ work: @escaping @Sendable (Call) -> Result<[UInt8], ResponseError>, for call: Call
  ) {
    environment.submit(
      Job {
        let result = call.isCancelled ? .failure(Session.cancellation) : work(call)
        return { $0.finish(call, result) }
      })
  }

  private func submit(
    _ work:
      @escaping @Sendable (Call) -> Result<
        (result: [UInt8], then: Job.Outcome), ResponseError
      >, for call: Call
  ) {
    environment.submit(
      Job {
        let found = call.isCancelled ? .failure(Session.cancellation) : work(call)
        return { session in
          let isAwaited = session.calls[call.id] === call
          session.finish(call, found.map(\.result))
          if case .success(let found) = found, isAwaited { found.then(session) }
        }
      })
  }

  /// Answers a request, unless that has been done.
  private func finish(_ call: Call, _ result: Result<[UInt8], ResponseError>) {
    guard calls[call.id] === call else { return }
    calls[call.id] = nil
    switch result {
    case .success(let bytes):
      send(MessageEncoding.response(to: call.id) { $0.raw(bytes) })
    case .failure(let error): send(MessageEncoding.response(to: call.id, error: error))
    }
  }

  /// Takes a request back: its answer is that it was taken back.
  func cancel(_ id: RequestID) {
    cancelled.remove(id)
    guard let call = calls[id] else { return }
    call.cancel()
    finish(call, .failure(Self.cancellation))
  }

  /// Takes back the requests whose progress the writer has cut short.
  func cancel(progress token: JSONValue) {
    for call in calls.values where call.progress == token { cancel(call.id) }
  }

  // MARK: What goes out

  /// Sends a message, given without its header.
  func send(_ message: [UInt8]) { environment.send(message) }

  /// Sends a notification.
  package func notify(_ method: String, _ params: (inout JSONWriter) -> Void) {
    send(MessageEncoding.notification(method, params: params))
  }

  /// Asks the client. `reply` is called when the answer comes; it may never.
  package func request(
    _ method: String, _ params: JSONValue?,
    reply: @escaping (Session, Result<JSONValue, ResponseError>) -> Void = { _, _ in }
  ) {
    lastRequest += 1
    let id = RequestID.integer(lastRequest)
    replies[id] = reply
    send(MessageEncoding.request(method, id: id, params: params))
  }

  /// How much a message of the log matters; the protocol's numbers.
  package enum LogLevel: Int, Sendable {
    case error = 1
    case warning, info, log
  }

  /// Writes to the log: standard error, and the client's log once it has one.
  package func log(_ level: LogLevel, _ text: String) {
    environment.log(text)
    guard phase == .running else { return }
    notify("window/logMessage") {
      $0.object {
        $0.member("type", level.rawValue)
        $0.member("message", text)
      }
    }
  }

  /// Shows a message to the writer.
  package func show(_ level: LogLevel, _ text: String) {
    environment.log(text)
    guard phase == .running else { return }
    notify("window/showMessage") {
      $0.object {
        $0.member("type", level.rawValue)
        $0.member("message", text)
      }
    }
  }

  private func traceMessage(_ text: @autoclosure () -> String) {
    guard phase == .running, trace != "off" else { return }
    notify("$/logTrace") { $0.object { $0.member("message", text()) } }
  }

  // MARK: State

  /// A number greater than all before.
  func nextRevision() -> Int {
    lastRevision += 1
    return lastRevision
  }
}
