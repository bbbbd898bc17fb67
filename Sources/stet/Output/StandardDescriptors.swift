import Glibc

/// Standard input, standard output and standard error.
enum StandardDescriptors {
  /// Makes sure that all three are open.
  ///
  /// A descriptor that whoever started the process has closed would be given to
  /// the next file that is opened: findings would be written into a draft. It is
  /// opened on the null device, the wrong way round, so that using it fails as
  /// it would when it is closed.
  static func open() {
    for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO]
    where fcntl(descriptor, F_GETFD) == -1 {
      // The lowest free number is given out, which is this one: all below are open.
      _ = Glibc.open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY)
    }
  }
}
