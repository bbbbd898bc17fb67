import Glibc
import StetCore
import StetWorkspace

/// A file of records that any number of processes read and append to at once.
///
/// What is read is checked, so nothing has to be flushed to the disk, and a writer can be killed at
/// any moment: what it has left of a record is no record to any reader, and the next writer cuts it
/// off. Writers lock the file, one after the other; readers lock nothing and never wait. The file
/// is read and not mapped, for in a mapped file a page that another process cuts off ends the
/// program.
///
/// Nothing here fails: a file that cannot be read is empty, and one that cannot be written stays as
/// it is.
struct RecordFile: ~Copyable {
  /// What a file must say it is.
  struct Identity: Hashable, Sendable {
    /// The kind of its records, and their layout.
    var kind: UInt32
    /// What its records are made with; records of another version are dropped.
    var version: UInt64
    /// What its records are about.
    var subject: (low: UInt64, high: UInt64) = (0, 0)

    static func == (left: Identity, right: Identity) -> Bool {
      left.kind == right.kind && left.version == right.version && left.subject == right.subject
    }

    func hash(into hasher: inout Hasher) { hasher.combine(version) }
  }

  /// What a reader is told.
  enum Event {
    /// The file is another than before: what was known of it is void.
    case restarted
    /// A record, by its kind, its head, and where in the file its body is.
    case record(kind: UInt32, head: ArraySlice<UInt8>, body: Range<Int>)
  }

  /// How the names end of files that are not yet in place.
  static let temporaryEnding = ".new"

  private let folder: IndexFolder
  private let name: String
  private let identity: Identity
  /// Bytes that are read at once.
  private let window: Int
  private var descriptor: Int32 = -1
  private var isWritable = false
  private var isLocked = false
  /// Where the records that were read end; 0 before the header was read.
  private(set) var end = 0

  /// A file by its name in a folder. Nothing is opened yet.
  ///
  /// - Parameter window: bytes that are read at once: few, where most of a record is its body.
  init(_ folder: IndexFolder, name: String, _ identity: Identity, window: Int) {
    self.folder = folder
    self.name = name
    self.identity = identity
    self.window = window
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  // MARK: Reading

  /// Tells of the records that were added since the last call, by this or another process.
  /// O(their heads).
  mutating func read(_ visit: (Event) -> Void) {
    if !isLocked, !isInPlace() {
      let was = end > 0
      closeFile()
      if let folder = folder.open(isMade: false) {
        openFile(in: folder, flags: O_RDONLY)
        close(folder)
      }
      if was { visit(.restarted) }
    }
    guard descriptor >= 0 else { return }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return }
    let size = Int(status.st_size)
    if size < end {
      // Someone has cut off what was damaged, or begun anew.
      end = 0
      visit(.restarted)
    }
    if end == 0 {
      guard bytes(in: 0..<RecordFormat.headerSize) == Self.header(identity) else { return }
      end = RecordFormat.headerSize
    }
    readRecords(upTo: size, visit)
  }

  private mutating func readRecords(upTo size: Int, _ visit: (Event) -> Void) {
    var buffer: [UInt8] = []
    var start = end
    /// Makes the buffer hold the range of the file.
    func fill(_ range: Range<Int>, _ file: borrowing RecordFile) -> Bool {
      if range.lowerBound >= start, range.upperBound <= start + buffer.count { return true }
      let wanted = range.lowerBound..<max(range.upperBound, min(size, range.lowerBound + window))
      buffer = file.bytes(in: wanted)
      start = range.lowerBound
      return buffer.count >= range.count
    }
    while size - end >= RecordFormat.recordHeaderSize {
      let headStart = end + RecordFormat.recordHeaderSize
      guard fill(end..<headStart, self) else { return }
      var cursor = ByteCursor(buffer, (end - start)..<(headStart - start))
      guard cursor.next(UInt32.self) == RecordFormat.marker, let kind = cursor.next(UInt32.self),
        let headSize = cursor.next(UInt32.self), let bodySize = cursor.next(UInt32.self),
        let checksum = cursor.next(UInt64.self),
        headSize <= RecordFormat.largestPart, bodySize <= RecordFormat.largestPart
      else { return }
      let whole = RecordFormat.size(head: Int(headSize), body: Int(bodySize))
      let headEnd = headStart + Int(headSize)
      guard whole <= size - end, fill(end..<headEnd, self) else { return }
      let head = (headStart - start)..<(headEnd - start)
      guard
        checksum
          == RecordFormat.checksum(
            buffer, head, seed: RecordFormat.seed(kind, headSize, bodySize))
      else { return }
      visit(.record(kind: kind, head: buffer[head], body: headEnd..<(headEnd + Int(bodySize))))
      end += whole
    }
  }

  /// The bytes of a part of the file; fewer where it ends.
  borrowing func bytes(in range: Range<Int>) -> [UInt8] {
    guard descriptor >= 0, range.lowerBound >= 0 else { return [] }
    return [UInt8](unsafeUninitializedCapacity: range.count) { buffer, initialized in
      while initialized < range.count {
        let got = pread(
          descriptor, buffer.baseAddress?.advanced(by: initialized), range.count - initialized,
          range.lowerBound + initialized)
        if got > 0 {
          initialized += got
        } else if got == 0 || errno != EINTR {
          return
        }
      }
    }
  }

  // MARK: Writing

  /// Locks the file for writing, and tells of what others have added before. A file that is not
  /// there, or not what it must be, is begun anew.
  ///
  /// - Returns: whether the file can be written now; then ``endWriting()`` must follow.
  mutating func beginWriting(_ visit: (Event) -> Void) -> Bool {
    guard !isLocked, let folder = folder.open(isMade: true) else { return false }
    defer { close(folder) }
    // A writer needs some milliseconds. One that holds the lock for longer has been stopped, and
    // nobody waits for it.
    var patience = 500
    while true {
      if !isWritable || !isInPlace() {
        let was = end > 0
        closeFile()
        openFile(in: folder, flags: O_RDWR | O_CREAT)
        if was { visit(.restarted) }
        guard descriptor >= 0 else { return false }
        isWritable = true
      }
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0 {
        // While this one waited, another may have put a new file in its place.
        if isInPlace() { break }
      } else if errno != EINTR {
        guard errno == EWOULDBLOCK else { return false }
        usleep(2000)
      }
      patience -= 1
      guard patience > 0 else { return false }
    }
    isLocked = true
    read(visit)
    if end == 0 {
      guard ftruncate(descriptor, 0) == 0, write(Self.header(identity), at: 0) else {
        endWriting()
        return false
      }
      end = RecordFormat.headerSize
    }
    // What follows the last record was left by a writer that was killed, or is damaged.
    var status = stat()
    if fstat(descriptor, &status) == 0, status.st_size > end { ftruncate(descriptor, end) }
    return true
  }

  /// Adds whole records to the locked file, and tells of them.
  ///
  /// - Returns: whether there was room.
  mutating func append(_ records: [UInt8], _ visit: (Event) -> Void) -> Bool {
    guard isLocked, !records.isEmpty else { return false }
    guard write(records, at: end) else {
      ftruncate(descriptor, end)
      return false
    }
    read(visit)
    return true
  }

  /// Puts a new file with other records in the place of the locked one, whole or not at all.
  ///
  /// - Parameter next: gives the records, some at a time, and empty bytes at the end.
  mutating func replace(
    _ visit: (Event) -> Void, _ next: (borrowing RecordFile) -> [UInt8]
  ) -> Bool {
    guard isLocked, let folder = folder.open(isMade: false) else { return false }
    defer { close(folder) }
    // Only who holds the lock writes to this name.
    let temporary = name + Self.temporaryEnding
    unlinkat(folder, temporary, 0)
    let new = openat(
      folder, temporary, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard new >= 0 else { return false }
    var place = 0
    var chunk = Self.header(identity)
    while !chunk.isEmpty {
      guard Self.write(chunk, to: new, at: place) else { break }
      place += chunk.count
      chunk = next(self)
    }
    // Whoever opens the new file must wait until this one is done with it.
    guard chunk.isEmpty, flock(new, LOCK_EX | LOCK_NB) == 0,
      renameat(folder, temporary, folder, name) == 0
    else {
      close(new)
      unlinkat(folder, temporary, 0)
      return false
    }
    close(descriptor)
    descriptor = new
    end = 0
    visit(.restarted)
    read(visit)
    return true
  }

  /// Lets others write.
  mutating func endWriting() {
    guard isLocked else { return }
    isLocked = false
    flock(descriptor, LOCK_UN)
  }

  /// Says that the file is in use, once a day.
  borrowing func markUsed() {
    var status = stat()
    guard descriptor >= 0, fstat(descriptor, &status) == 0,
      status.st_mtim.tv_sec < time(nil) &- 86_400
    else { return }
    futimens(descriptor, nil)
  }

  private borrowing func write(_ bytes: [UInt8], at offset: Int) -> Bool {
    Self.write(bytes, to: descriptor, at: offset)
  }

  private static func write(_ bytes: [UInt8], to descriptor: Int32, at offset: Int) -> Bool {
    bytes.withUnsafeBytes { buffer in
      var written = 0
      while written < buffer.count {
        let count = pwrite(
          descriptor, buffer.baseAddress?.advanced(by: written), buffer.count - written,
          offset + written)
        if count > 0 {
          written += count
        } else if count == 0 || errno != EINTR {
          return false
        }
      }
      return true
    }
  }

  // MARK: The file

  private mutating func openFile(in folder: Int32, flags: Int32) {
    let file = openat(folder, name, flags | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK, 0o600)
    guard file >= 0 else { return }
    var status = stat()
    // A file of another user, a pipe or a device was not made here.
    guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      status.st_uid == geteuid()
    else {
      close(file)
      return
    }
    descriptor = file
  }

  private mutating func closeFile() {
    if descriptor >= 0 { close(descriptor) }
    descriptor = -1
    isWritable = false
    end = 0
  }

  /// Whether the open file is the one that has the name.
  private borrowing func isInPlace() -> Bool {
    guard descriptor >= 0 else { return false }
    var own = stat()
    var named = stat()
    return fstat(descriptor, &own) == 0 && lstat(Paths.join(folder.path, name), &named) == 0
      && own.st_ino == named.st_ino && own.st_dev == named.st_dev
  }

  private static func header(_ identity: Identity) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.appendLittle(RecordFormat.magic)
    bytes.appendLittle(UInt64(identity.kind))
    bytes.appendLittle(identity.version)
    bytes.appendLittle(identity.subject.low)
    bytes.appendLittle(identity.subject.high)
    while bytes.count < RecordFormat.headerSize - 8 { bytes.append(0) }
    bytes.appendLittle(RecordFormat.checksum(bytes, bytes.indices))
    return bytes
  }
}
