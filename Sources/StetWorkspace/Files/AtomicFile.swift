import Glibc

/// A file that is written bit by bit and takes the place of what was there whole or not
/// at all, as ``FileSystem/writeAtomically(_:to:)`` says.
///
/// Until ``commit()`` the bytes stand in a file beside the old one; when that is never
/// called, it is removed.
package final class AtomicFile {
  private let path: String
  private let target: String
  /// The file beside; `nil` for a pipe or a device, which is written to as it is.
  private let temporary: String?
  private var descriptor: Int32
  /// The owner and mode of the old file; `nil` when there is none.
  private let old: (owner: uid_t, group: gid_t, mode: mode_t)?

  /// Starts to write a file.
  ///
  /// - Throws: an error with the system's words; the old file is untouched then.
  package init(_ path: String) throws(FileError) {
    try FileSystem.check(path)
    self.path = path
    target = FileSystem.realPath(path) ?? path
    var status = stat()
    let exists = stat(target, &status) == 0
    if exists && status.st_mode & S_IFMT == S_IFDIR { throw FileError(path: path, code: EISDIR) }
    if exists && status.st_mode & S_IFMT != S_IFREG {
      temporary = nil
      old = nil
      descriptor = try FileSystem.open(path, O_WRONLY)
      return
    }
    // Renaming needs leave to write to the folder only; a file that is marked
    // read-only is meant to stay as it is.
    if exists && access(target, W_OK) != 0 { throw FileError(path: path, code: errno) }
    old = exists ? (status.st_uid, status.st_gid, status.st_mode & 0o7777) : nil
    let made = try FileSystem.makeTemporary(beside: target, for: path)
    descriptor = made.descriptor
    temporary = made.path
  }

  deinit {
    guard descriptor >= 0 else { return }
    close(descriptor)
    if let temporary { unlink(temporary) }
  }

  /// Adds bytes.
  package func write(_ bytes: [UInt8]) throws(FileError) {
    if let code = FileSystem.write(bytes, to: descriptor) {
      throw FileError(path: path, code: code)
    }
  }

  /// Puts what was written in the place of the old contents. Nothing can be written any
  /// more then.
  package func commit() throws(FileError) {
    guard descriptor >= 0 else { return }
    var code: Int32?
    if let old, temporary != nil {
      // Only root can give files away; others keep what they may. First, for
      // some modes do not outlast a change of the owner.
      _ = fchown(descriptor, old.owner, old.group)
      if fchmod(descriptor, old.mode) != 0 { code = errno }
    }
    if code == nil, temporary != nil, fsync(descriptor) != 0 { code = errno }
    if close(descriptor) != 0 && code == nil { code = errno }
    descriptor = -1
    guard let temporary else {
      if let code { throw FileError(path: path, code: code) }
      return
    }
    if code == nil && rename(temporary, target) != 0 { code = errno }
    if let code {
      unlink(temporary)
      throw FileError(path: path, code: code)
    }
    // The rename itself is on the disk only when the folder is.
    let folder = Glibc.open(Paths.folder(of: target), O_RDONLY | O_CLOEXEC)
    if folder >= 0 {
      _ = fsync(folder)
      close(folder)
    }
  }
}
