import Glibc

/// A queue between threads: many put in, one takes out, and waits when there is
/// nothing.
///
/// A mutex and a condition variable of the system: what is put in is seen in the
/// order in which it was, with nothing scheduled in between.
final class EventQueue<Element: Sendable>: @unchecked Sendable {
  // Safe to share: `elements` is touched only with the mutex held, and the two
  // system objects stay at one address from init to deinit.
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private var elements: [Element] = []

  /// Makes an empty queue.
  init() {
    pthread_mutex_init(mutex, nil)
    var attributes = pthread_condattr_t()
    pthread_condattr_init(&attributes)
    // Waits must not end early or late when somebody sets the clock.
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
    pthread_cond_init(condition, &attributes)
    pthread_condattr_destroy(&attributes)
  }

  deinit {
    pthread_cond_destroy(condition)
    pthread_mutex_destroy(mutex)
    condition.deallocate()
    mutex.deallocate()
  }

  /// Puts an element in.
  func put(_ element: Element) {
    pthread_mutex_lock(mutex)
    elements.append(element)
    pthread_cond_signal(condition)
    pthread_mutex_unlock(mutex)
  }

  /// Whether nothing is in the queue now.
  var isEmpty: Bool {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return elements.isEmpty
  }

  /// Takes the first element out; waits until there is one.
  func take() -> Element {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    while elements.isEmpty { pthread_cond_wait(condition, mutex) }
    return elements.removeFirst()
  }

  /// Takes everything out, in order. Waits until there is something, but not
  /// longer than `milliseconds`; nothing comes out then.
  func takeAll(waiting milliseconds: Int? = nil) -> [Element] {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    if elements.isEmpty, let milliseconds {
      var deadline = timespec()
      clock_gettime(CLOCK_MONOTONIC, &deadline)
      deadline.tv_sec += milliseconds / 1000
      deadline.tv_nsec += milliseconds % 1000 * 1_000_000
      if deadline.tv_nsec >= 1_000_000_000 {
        deadline.tv_sec += 1
        deadline.tv_nsec -= 1_000_000_000
      }
      while elements.isEmpty {
        if pthread_cond_timedwait(condition, mutex, &deadline) == ETIMEDOUT { break }
      }
    }
    while elements.isEmpty && milliseconds == nil { pthread_cond_wait(condition, mutex) }
    var taken: [Element] = []
    swap(&taken, &elements)
    return taken
  }
}

/// Starts a thread that runs `body` and then ends.
func startThread(_ body: @escaping @Sendable () -> Void) {
  final class Box {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }
  var attributes = pthread_attr_t()
  pthread_attr_init(&attributes)
  pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
  // As much as the first thread has by custom, whatever the library's default.
  pthread_attr_setstacksize(&attributes, 8 << 20)
  var thread = pthread_t()
  let context = Unmanaged.passRetained(Box(body)).toOpaque()
  let status = pthread_create(
    &thread, &attributes,
    { context in
      if let context { Unmanaged<Box>.fromOpaque(context).takeRetainedValue().body() }
      return nil
    }, context)
  pthread_attr_destroy(&attributes)
  // Without the thread the work is done all the same, only not beside.
  if status != 0 { Unmanaged<Box>.fromOpaque(context).takeRetainedValue().body() }
}
