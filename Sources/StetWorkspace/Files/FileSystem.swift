import Glibc
import StetCore

/// What went wrong with one file or folder.
package struct FileError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The path, as the caller gave it.
  package let path: String
  /// What is wrong, in the system's words where it has any.
  package let reason: String

  /// Makes an error.
  package init(path: String, reason: String) {
    self.path = path
    self.reason = reason
  }

  /// Makes an error from a value of `errno`.
  init(path: String, code: Int32) {
    self.path = path
    // The words of the system: since version 2.32 of the GNU C library,
    // `strerror` is safe to call from many threads at once.
    self.reason = strerror(code).map { String(cString: $0) } ?? "Error \(code)"
  }

  /// The path and the reason: `notes.md: No such file or directory`.
  package var description: String { "\(path.isEmpty ? "“”" : path): \(reason)" }
}

/// What the rest of Stet knows of files. Every path is taken relative to the
/// current folder unless it begins with a slash.
package enum FileSystem {
  /// The most bytes that ``read(_:limit:)`` takes unless told otherwise: 512 MB.
  package static let defaultLimit = 512 << 20

  /// What a name in a folder stands for.
  package enum Kind: Hashable, Sendable {
    /// A file with bytes of its own.
    case file
    /// A folder.
    case folder
    /// A symbolic link; what it leads to has not been asked.
    case link
    /// A pipe, a socket, a device.
    case other
  }

  /// One name in a folder.
  package struct Entry: Hashable, Sendable {
    /// The name, in bytes: a file system need not keep to UTF-8.
    package let name: [UInt8]
    /// What the name stands for.
    package let kind: Kind
  }

  // MARK: Reading

  /// The bytes of a file, a pipe or a device.
  ///
  /// - Parameter limit: the most bytes to take; a longer file is an error, and
  ///   not more than `limit` bytes of it are held in memory.
  /// - Throws: an error with the system's words; `Is a directory` for a folder.
  package static func read(
    _ path: String, limit: Int = defaultLimit
  ) throws(FileError) -> [UInt8] {
    let descriptor = try open(path, O_RDONLY)
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw FileError(path: path, code: errno) }
    if status.st_mode & S_IFMT == S_IFDIR { throw FileError(path: path, code: EISDIR) }
    guard status.st_size <= limit else { throw tooLarge(path, limit) }

    var bytes: [UInt8] = []
    // One byte more than the file has, so that the end shows without a second
    // round. Pipes and the files of `/proc` say that they have none.
    var capacity = max(Int(status.st_size), 4095) + 1
    while true {
      let (chunk, code) = fill(upTo: capacity, from: descriptor)
      if code != 0 { throw FileError(path: path, code: code) }
      let isEnd = chunk.count < capacity
      if bytes.isEmpty { bytes = chunk } else { bytes.append(contentsOf: chunk) }
      guard bytes.count <= limit else { throw tooLarge(path, limit) }
      if isEnd { return bytes }
      capacity = min(max(bytes.count, 1 << 16), 1 << 24)
    }
  }

  /// The first bytes of a file, `count` at most.
  package static func readStart(_ path: String, count: Int) throws(FileError) -> [UInt8] {
    let descriptor = try open(path, O_RDONLY)
    defer { close(descriptor) }
    let (bytes, code) = fill(upTo: count, from: descriptor)
    if code != 0 { throw FileError(path: path, code: code) }
    return bytes
  }

  /// Reads until `count` bytes have come or the input ends; the second value is
  /// `errno`, or 0.
  private static func fill(upTo count: Int, from descriptor: Int32) -> ([UInt8], Int32) {
    var code: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      while initialized < count {
        let got = Glibc.read(
          descriptor, buffer.baseAddress?.advanced(by: initialized), count - initialized)
        if got > 0 {
          initialized += got
        } else if got == 0 {
          break
        } else if errno != EINTR {
          code = errno
          break
        }
      }
    }
    return (bytes, code)
  }

  private static func tooLarge(_ path: String, _ limit: Int) -> FileError {
    let size = limit >= 1 << 20 ? "\(limit >> 20) MB" : "\(limit) bytes"
    return FileError(path: path, reason: "Larger than \(size), the most that is read")
  }

  // MARK: Writing

  /// Puts `bytes` in the place of a file's contents, whole or not at all: a
  /// reader at any time, and after a crash, sees the old contents or the new.
  ///
  /// A new file beside the old one is written, flushed to the disk and renamed.
  /// The mode stays, and the owner where the system lets it; of a symbolic link
  /// the target is replaced. Other hard links keep the old contents. A pipe or
  /// device is written to as it is.
  ///
  /// - Throws: an error with the system's words; the old file is untouched then.
  package static func writeAtomically(
    _ bytes: [UInt8], to path: String
  ) throws(FileError) {
    let file = try AtomicFile(path)
    try file.write(bytes)
    try file.commit()
  }

  /// Makes a folder, and those on the way to it that are not there.
  ///
  /// - Parameter isPrivate: whether nobody but its owner may look into the folder,
  ///   and those on the way, if they are made.
  /// - Throws: an error with the system's words, also when a part of the path is
  ///   something other than a folder.
  package static func createFolder(
    _ path: String, isPrivate: Bool = false
  ) throws(FileError) {
    try check(path)
    if (try? kind(of: path)) == .folder { return }
    let parent = Paths.folder(of: path)
    if parent != path && parent != "." {
      try createFolder(parent, isPrivate: isPrivate)
    }
    guard mkdir(path, isPrivate ? 0o700 : 0o777) == 0 || errno == EEXIST else {
      throw FileError(path: path, code: errno)
    }
    guard try kind(of: path) == .folder else { throw FileError(path: path, code: ENOTDIR) }
  }

  /// Does something while no other process that asks for the same lock does it.
  ///
  /// - Parameter folder: what is locked: a folder that is there. Nothing is left in it.
  /// - Throws: what `body` throws; or an error when the lock cannot be had within ten seconds.
  package static func withLock<Result>(
    onFolder folder: String, _ body: () throws -> Result
  ) throws -> Result {
    let descriptor = try open(folder, O_RDONLY | O_DIRECTORY)
    defer { close(descriptor) }
    var waits = 0
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      guard errno == EWOULDBLOCK || errno == EINTR else {
        throw FileError(path: folder, code: errno)
      }
      waits += 1
      if waits > 1_000 {
        throw FileError(path: folder, reason: "Another process keeps it locked")
      }
      usleep(10_000)
    }
    return try body()
  }

  /// Makes an empty file beside `target` whose name is not taken. Its mode is
  /// that of any new file, which `mkstemp` would not give.
  static func makeTemporary(
    beside target: String, for path: String
  ) throws(FileError) -> (descriptor: Int32, path: String) {
    let folder = Paths.folder(of: target)
    for _ in 0..<100 {
      let name = ".stet-\(String(UInt64.random(in: .min ... .max), radix: 36)).tmp"
      let temporary = Paths.join(folder, name)
      let descriptor = Glibc.open(
        temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
      if descriptor >= 0 { return (descriptor, temporary) }
      if errno != EEXIST && errno != EINTR { throw FileError(path: path, code: errno) }
    }
    throw FileError(path: path, code: EEXIST)
  }

  /// Writes every byte to an open descriptor, waiting where it is not ready for
  /// more. Gives `errno` when the system refuses, `nil` when all is written.
  package static func write(_ bytes: [UInt8], to descriptor: Int32) -> Int32? {
    bytes.withUnsafeBytes { buffer in
      var written = 0
      while written < buffer.count {
        let count = Glibc.write(
          descriptor, buffer.baseAddress?.advanced(by: written), buffer.count - written)
        if count >= 0 {
          written += count
          continue
        }
        switch errno {
        case EINTR: continue
        case EAGAIN:
          // Another program has made the descriptor non-blocking.
          var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
          poll(&request, 1, -1)
        case let code: return code
        }
      }
      return nil
    }
  }

  // MARK: Folders and paths

  /// The names in a folder, without `.` and `..`, in no order. Asks the system
  /// once for many names, and not for each file.
  package static func list(_ folder: String) throws(FileError) -> [Entry] {
    let descriptor = try open(folder, O_RDONLY | O_DIRECTORY)
    guard let stream = fdopendir(descriptor) else {
      let code = errno
      close(descriptor)
      throw FileError(path: folder, code: code)
    }
    defer { closedir(stream) }
    let offset = MemoryLayout<dirent>.offset(of: \dirent.d_name) ?? 0
    var entries: [Entry] = []
    while true {
      errno = 0
      guard let entry = readdir(stream) else {
        if errno != 0 { throw FileError(path: folder, code: errno) }
        return entries
      }
      let start = UnsafeRawPointer(entry).advanced(by: offset)
        .assumingMemoryBound(to: UInt8.self)
      let length = strlen(UnsafeRawPointer(start).assumingMemoryBound(to: CChar.self))
      let name = UnsafeBufferPointer(start: start, count: length)
      if name.elementsEqual([0x2E]) || name.elementsEqual([0x2E, 0x2E]) { continue }
      let kind: Kind
      switch Int(entry.pointee.d_type) {
      case Int(DT_REG): kind = .file
      case Int(DT_DIR): kind = .folder
      case Int(DT_LNK): kind = .link
      case Int(DT_UNKNOWN):
        // Some file systems leave the kind to be asked for.
        var status = stat()
        let found =
          fstatat(
            dirfd(stream), UnsafeRawPointer(start).assumingMemoryBound(to: CChar.self), &status,
            AT_SYMLINK_NOFOLLOW) == 0
        kind = found ? Kind(mode: status.st_mode) : .other
      default: kind = .other
      }
      entries.append(Entry(name: Array(name), kind: kind))
    }
  }

  /// What a path leads to, through symbolic links.
  package static func kind(of path: String) throws(FileError) -> Kind {
    try check(path)
    var status = stat()
    guard stat(path, &status) == 0 else { throw FileError(path: path, code: errno) }
    return Kind(mode: status.st_mode)
  }

  /// When a file was changed last, in seconds since 1970; `nil` when there is none.
  package static func modificationTime(of path: String) -> Int? {
    var status = stat()
    guard !path.utf8.contains(0), lstat(path, &status) == 0 else { return nil }
    return Int(status.st_mtim.tv_sec)
  }

  /// Removes a file, if it is there and may be removed.
  package static func remove(_ path: String) {
    if !path.utf8.contains(0) { unlink(path) }
  }

  /// Whether a path leads to anything.
  package static func exists(_ path: String) -> Bool {
    !path.utf8.contains(0) && access(path, F_OK) == 0
  }

  /// Whether a name is there, even that of a link that leads nowhere.
  package static func isListed(_ path: String) -> Bool {
    var status = stat()
    return !path.utf8.contains(0) && lstat(path, &status) == 0
  }

  /// The absolute path of an existing file or folder, without links, `.` and
  /// `..`; `nil` when there is none or the path is not valid UTF-8.
  package static func realPath(_ path: String) -> String? {
    guard !path.utf8.contains(0), let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(validatingCString: resolved)
  }

  /// The current folder, as an absolute path; `/` when it is gone.
  package static var currentFolder: String {
    guard let path = getcwd(nil, 0) else { return "/" }
    defer { free(path) }
    return String(validatingCString: path) ?? "/"
  }

  static func open(_ path: String, _ flags: Int32) throws(FileError) -> Int32 {
    try check(path)
    while true {
      let descriptor = Glibc.open(path, flags | O_CLOEXEC)
      if descriptor >= 0 { return descriptor }
      if errno != EINTR { throw FileError(path: path, code: errno) }
    }
  }

  /// A NUL would cut the path short, and another file would be meant.
  static func check(_ path: String) throws(FileError) {
    if path.utf8.contains(0) {
      throw FileError(path: path.replacing("\0", with: "\u{FFFD}"), code: EINVAL)
    }
  }
}

extension FileSystem.Kind {
  init(mode: mode_t) {
    switch mode & S_IFMT {
    case S_IFREG: self = .file
    case S_IFDIR: self = .folder
    case S_IFLNK: self = .link
    default: self = .other
    }
  }
}
