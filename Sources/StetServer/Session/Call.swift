package import JSON
package import JSONRPC
import Synchronization

/// A request that is to be answered.
package final class Call: Sendable {
  /// Its id.
  package let id: RequestID
  /// Its method.
  package let method: String
  /// The token under which the client wants to hear of progress.
  package let progress: JSONValue?
  private let flag = Atomic(false)

  init(id: RequestID, method: String, progress: JSONValue?) {
    self.id = id
    self.method = method
    self.progress = progress
  }

  /// Whether the client no longer wants the answer; long work should look at it
  /// now and then, and stop with any result.
  package var isCancelled: Bool { flag.load(ordering: .relaxed) }

  func cancel() { flag.store(true, ordering: .relaxed) }
}

/// The ids of requests that the client has taken back but whose turn, or that of
/// the taking back, has not come yet. Safe to use from many threads.
package final class CancelledIDs: Sendable {
  private let ids = Mutex<Set<RequestID>>([])

  /// An empty set.
  package init() {}

  /// Takes a look at a message ahead of its turn.
  package func note(_ message: Message) {
    guard case .notification("$/cancelRequest", let params) = message,
      let id = params?["id"].flatMap(RequestID.init)
    else { return }
    ids.withLock { _ = $0.insert(id) }
  }

  func contains(_ id: RequestID) -> Bool { ids.withLock { $0.contains(id) } }

  func remove(_ id: RequestID) { ids.withLock { _ = $0.remove(id) } }
}

/// Work that is done beside the session, and what is then done in it.
package struct Job: Sendable {
  /// What is done in the session when the work is done.
  package typealias Outcome = @Sendable (Session) -> Void

  /// Does the work; on any thread.
  package let run: @Sendable () -> Outcome

  /// Makes a job.
  package init(_ run: @escaping @Sendable () -> Outcome) { self.run = run }
}
