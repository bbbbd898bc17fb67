import Glibc

/// Time that nobody can set.
enum MonotonicClock {
  /// Nanoseconds since some moment before the process began.
  static var nanoseconds: Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1_000_000_000 + time.tv_nsec
  }
}
