import Synchronization

/// Runs work on threads of its own, and stops waiting for what no longer moves.
///
/// Nothing can end a thread that hangs in somebody's code; it can only be left alone.
/// So the work is handed to a thread that is kept for the next work when it comes
/// back, and forgotten when it does not. Safe to use from many threads.
final class BoundedWork: Sendable {
  private final class Worker: Sendable {
    let work = EventQueue<(@Sendable () -> Void)?>()
  }

  private let idle = Mutex<[Worker]>([])

  /// The result of `body`; `nil` when `isMoving` has said `false` so many times in a
  /// row, once after each wait of `milliseconds`, that its patience is at an end.
  func run<Result: Sendable>(
    waiting milliseconds: Int, times: Int, isMoving: () -> Bool,
    _ body: @escaping @Sendable () -> Result
  ) -> Result? {
    let worker = idle.withLock { $0.popLast() } ?? start()
    let results = EventQueue<Result>()
    worker.work.put { results.put(body()) }
    var stalls = 0
    while true {
      if let result = results.takeAll(waiting: milliseconds).first {
        idle.withLock { $0.append(worker) }
        return result
      }
      stalls = isMoving() ? 0 : stalls + 1
      if stalls >= times {
        // Should it come back after all, its thread ends.
        worker.work.put(nil)
        return nil
      }
    }
  }

  private func start() -> Worker {
    let worker = Worker()
    startThread {
      while let work = worker.work.take() { work() }
    }
    return worker
  }
}
