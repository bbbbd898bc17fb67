import Dispatch
import Glibc
import Synchronization

/// Work on many things at once.
enum Parallel {
  /// The number of processors; at least 1.
  static var processors: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

  /// Calls `body` with every number below `count`, on `jobs` threads. Numbers
  /// are taken in order, a few at a time, so that early ones are done early. One
  /// job, or one number, needs no other thread.
  static func forEach(below count: Int, jobs: Int, _ body: @Sendable (Int) -> Void) {
    let jobs = min(max(1, jobs), count)
    guard jobs > 1 else {
      for index in 0..<max(0, count) { body(index) }
      return
    }
    let chunk = min(max(1, count / (jobs * 16)), 16)
    let taken = Atomic<Int>(0)
    DispatchQueue.concurrentPerform(iterations: jobs) { @Sendable _ in
      while true {
        let start = taken.wrappingAdd(chunk, ordering: .relaxed).oldValue
        guard start < count else { return }
        for index in start..<min(count, start + chunk) { body(index) }
      }
    }
  }

  /// The results of `body` for every number below `count`, in order.
  static func map<Result: Sendable>(
    below count: Int, jobs: Int, _ body: @Sendable (Int) -> Result
  ) -> [Result] {
    let results = Mutex([Result?](repeating: nil, count: max(0, count)))
    forEach(below: count, jobs: jobs) { index in
      let result = body(index)
      results.withLock { $0[index] = result }
    }
    return results.withLock { $0.compactMap(\.self) }
  }
}
