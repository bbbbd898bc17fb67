import Foundation
import StetWorkspace
import Testing

@Suite struct FileSystemTests {
  private func error(_ body: () throws(FileError) -> Void) -> String {
    do throws(FileError) {
      try body()
      return "none"
    } catch {
      return error.description
    }
  }

  // MARK: Reading

  @Test(arguments: [0, 1, 4095, 4096, 100_000])
  func `a file is read whole`(count: Int) throws {
    let folder = try TemporaryFolder()
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    try folder.write(bytes, to: "file")
    #expect(try FileSystem.read(folder / "file") == bytes)
    #expect(try FileSystem.read(folder / "file", limit: count) == bytes)
  }

  @Test func `what cannot be read is said in the system's words`() throws {
    let folder = try TemporaryFolder(["file": "x"])
    try folder.link("loop", to: "loop")
    #expect(
      error { () throws(FileError) in _ = try FileSystem.read(folder / "none") }
        == "\(folder / "none"): No such file or directory")
    #expect(
      error { () throws(FileError) in _ = try FileSystem.read(folder.path) }
        == "\(folder.path): Is a directory")
    #expect(
      error { () throws(FileError) in _ = try FileSystem.read(folder / "file/x") }
        .hasSuffix(": Not a directory"))
    #expect(
      error { () throws(FileError) in _ = try FileSystem.read(folder / "loop") }
        .hasSuffix(": Too many levels of symbolic links"))
    #expect(
      error { () throws(FileError) in _ = try FileSystem.read(folder / "file\0.txt") }
        .hasSuffix("file\u{FFFD}.txt: Invalid argument"))
    #expect(
      error { () throws(FileError) in _ = try FileSystem.read("") }
        == "“”: No such file or directory")
  }

  @Test func `a file over the limit is refused, whether or not it tells its size`() throws {
    let folder = try TemporaryFolder(["file": "four"])
    #expect(
      error { () throws(FileError) in _ = try FileSystem.read(folder / "file", limit: 3) }
        == "\(folder / "file"): Larger than 3 bytes, the most that is read")
    #expect(
      error { () throws(FileError) in _ = try FileSystem.read("/dev/zero", limit: 3 << 20) }
        == "/dev/zero: Larger than 3 MB, the most that is read")
  }

  @Test func `a pipe is read to its end`() throws {
    let folder = try TemporaryFolder()
    let path = folder / "pipe"
    #expect(mkfifo(path, 0o600) == 0)
    let bytes = [UInt8](repeating: 7, count: 200_000)
    let writer = Thread {
      if let handle = FileHandle(forWritingAtPath: path) {
        handle.write(Data(bytes))
        try? handle.close()
      }
    }
    writer.start()
    #expect(try FileSystem.read(path) == bytes)
  }

  // MARK: Writing

  @Test func `a file is replaced, keeps its mode, and leaves nothing beside it`() throws {
    let folder = try TemporaryFolder(["file": "old"])
    chmod(folder / "file", 0o640)
    try FileSystem.writeAtomically(Array("new".utf8), to: folder / "file")
    #expect(try FileSystem.read(folder / "file") == Array("new".utf8))
    var status = stat()
    #expect(stat(folder / "file", &status) == 0)
    #expect(status.st_mode & 0o7777 == 0o640)
    #expect(try folder.names() == ["file"])
  }

  @Test func `a new file is made with the mode of any new file`() throws {
    let folder = try TemporaryFolder(["other": ""])
    let descriptor = open(folder / "plain", O_CREAT | O_WRONLY, 0o666)
    close(descriptor)
    try FileSystem.writeAtomically([], to: folder / "new")
    var (new, plain) = (stat(), stat())
    #expect(stat(folder / "new", &new) == 0)
    #expect(stat(folder / "plain", &plain) == 0)
    #expect(new.st_mode == plain.st_mode)
  }

  @Test func `writing through a link changes what it leads to`() throws {
    let folder = try TemporaryFolder(["real": "old"])
    try folder.link("link", to: "real")
    try FileSystem.writeAtomically(Array("new".utf8), to: folder / "link")
    #expect(try FileSystem.read(folder / "real") == Array("new".utf8))
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: folder / "link") == "real")
  }

  @Test func `writing fails without a trace`() throws {
    let folder = try TemporaryFolder(["file": "x"])
    #expect(
      error { () throws(FileError) in
        try FileSystem.writeAtomically([1], to: folder / "none/file")
      } == "\(folder / "none/file"): No such file or directory")
    #expect(
      error { () throws(FileError) in try FileSystem.writeAtomically([1], to: folder.path) }
        .hasSuffix(": Is a directory"))
    #expect(try folder.names() == ["file"])
  }

  @Test(.enabled(if: geteuid() != 0, "root may write everywhere"))
  func `a file marked read-only is not replaced`() throws {
    let folder = try TemporaryFolder(["file": "x"])
    chmod(folder / "file", 0o444)
    #expect(
      error { () throws(FileError) in
        try FileSystem.writeAtomically([1], to: folder / "file")
      }.hasSuffix(": Permission denied"))
    #expect(try FileSystem.read(folder / "file") == Array("x".utf8))
  }

  @Test func `a device is written to as it is`() throws {
    try FileSystem.writeAtomically([1, 2, 3], to: "/dev/null")
    #expect(try FileSystem.read("/dev/null") == [])
  }

  // MARK: Folders

  @Test func `a folder lists its names with their kinds`() throws {
    let folder = try TemporaryFolder(["file": "", ".hidden": "", "folder/x": ""])
    try folder.link("link", to: "file")
    mkfifo(folder / "pipe", 0o600)
    let kinds = Dictionary(
      uniqueKeysWithValues: try FileSystem.list(folder.path).map {
        (String(decoding: $0.name, as: UTF8.self), $0.kind)
      })
    #expect(
      kinds == [
        "file": .file, ".hidden": .file, "folder": .folder, "link": .link, "pipe": .other,
      ])
    #expect(
      error { () throws(FileError) in _ = try FileSystem.list(folder / "file") }
        .hasSuffix(": Not a directory"))
  }

  @Test func `the kind of a link is that of what it leads to`() throws {
    let folder = try TemporaryFolder(["folder/x": ""])
    try folder.link("link", to: "folder")
    try folder.link("nowhere", to: "none")
    #expect(try FileSystem.kind(of: folder / "link") == .folder)
    #expect(FileSystem.realPath(folder / "link/x") == folder / "folder/x")
    #expect(FileSystem.realPath(folder / "nowhere") == nil)
    #expect(!FileSystem.exists(folder / "nowhere"))
  }
}

@Suite struct PathsTests {
  @Test func `paths are cleaned without asking what they lead to`() {
    #expect(Paths.clean("./a//b/./c/") == "a/b/c")
    #expect(Paths.clean("/") == "/")
    #expect(Paths.clean("//a/../b") == "/a/../b")
    #expect(Paths.clean("") == ".")
    #expect(Paths.clean("é/\u{301}x") == "é/\u{301}x")
    #expect(Paths.absolute("./x", in: "/a") == "/a/x")
    #expect(Paths.absolute("/x", in: "/a") == "/x")
    #expect(Paths.resolvingUps("/a/b/../../../c/./d/..") == "/c")
  }

  @Test func `a path has a folder and a name`() {
    #expect(Paths.folder(of: "a") == ".")
    #expect(Paths.folder(of: "/a") == "/")
    #expect(Paths.folder(of: "a/b/c") == "a/b")
    #expect(Paths.name(of: "a/b") == "b")
    #expect(Paths.join("/", "a") == "/a")
    #expect(Paths.join(".", "a") == "a")
    #expect(Paths.join("a", "/b") == "/b")
  }

  @Test func `a path inside a folder is shown relative to it`() {
    #expect(Paths.display("/a/b/c", relativeTo: "/a/b") == "c")
    #expect(Paths.display("/a/bc", relativeTo: "/a/b") == "/a/bc")
    #expect(Paths.display("/a", relativeTo: "/a/") == ".")
    #expect(Paths.display("/a", relativeTo: "/") == "a")
    #expect(Paths.display("x/./y", relativeTo: "/a") == "x/y")
    #expect(Paths.display("/a/\u{301}b", relativeTo: "/a") == "\u{301}b")
  }
}
