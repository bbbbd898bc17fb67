import Glibc
import StetCore
import StetFormats

/// Finds the drafts that paths on the command line mean.
///
/// A file that is named is always taken. In a folder that is named, those files
/// are taken, at any depth, that Stet reads or that `include` asks for, unless
/// ignore files or `exclude` leave them out. Hidden files and folders, whose
/// names begin with a dot, are passed over; so are links to folders, and
/// whatever is not a file. The nearest configuration decides for each folder.
package enum FileDiscovery {
  /// The files that `paths` mean, in order of their bytes, each once, and what
  /// could not be read, in the same order.
  ///
  /// Paths come out as they came in, without needless `./`. A file that can be
  /// reached in several ways comes once, under its own name rather than that of
  /// a link. Where a configuration is wrong, files are found as if there were
  /// none: ``ProjectLoader/errors`` has what is wrong.
  ///
  /// Of files that end in `.xml` those are taken whose root element is of a
  /// vocabulary that Stet knows, of those in `.jsonl` the ones whose first record has
  /// a question or an answer, unless `include` asks for them.
  ///
  /// Takes one look at each folder, and none at each file but those two kinds.
  package static func find(
    _ paths: [String], using loader: ProjectLoader
  ) -> (files: [String], errors: [FileError]) {
    var search = Search(loader: loader)
    for path in paths { search.find(path) }
    return search.result(mayHaveRepeats: paths.count > 1)
  }
}

/// One search for files.
private struct Search {
  /// A file that was found.
  private struct Found {
    var path: [UInt8]
    /// Its absolute path without links, by which it is known again.
    var identity: [UInt8]
    /// Whether links lead to it.
    var isLinked: Bool
  }

  /// A folder that is still to be looked at.
  private struct Folder {
    /// The path as it is to be shown, by which the folder is read too.
    var shown: String
    /// The absolute path, as text and in parts.
    var absolute: String
    var parts: PathParts
    /// The absolute path without links.
    var identity: [UInt8]
    var isLinked: Bool
    var ignored: IgnoreLevel?
    var selection: FileSelection
  }

  private let loader: ProjectLoader
  private var found: [Found] = []
  private var errors: [FileError] = []
  private var hasLinks = false
  /// Folders in folders are kept here and not on the stack, which is short on
  /// threads other than the first.
  private var pending: [Folder] = []

  init(loader: ProjectLoader) { self.loader = loader }

  // MARK: Walking

  mutating func find(_ path: String) {
    let shown = Paths.clean(path)
    let kind: FileSystem.Kind
    do throws(FileError) {
      kind = try FileSystem.kind(of: path)
    } catch {
      errors.append(FileError(path: path.isEmpty ? path : shown, reason: error.reason))
      return
    }
    let absolute = loader.resolve(path)
    let identity = FileSystem.realPath(absolute) ?? absolute
    let isLinked = identity != absolute
    guard kind == .folder else {
      found.append(
        Found(path: Array(shown.utf8), identity: Array(identity.utf8), isLinked: isLinked))
      return
    }
    let project = try? loader.project(inFolder: absolute)
    let ignored = readingRules {
      IgnoreLevel.levelAbove(absolute, project: project?.folder, errors: &$0)
    }
    pending.append(
      Folder(
        shown: shown, absolute: absolute,
        parts: PathParts(absolute.utf8), identity: Array(identity.utf8), isLinked: isLinked,
        ignored: ignored,
        selection: project?.selection ?? FileSelection()))
    while let folder = pending.popLast() { look(in: folder) }
  }

  private mutating func look(in folder: Folder) {
    var folder = folder
    let entries: [FileSystem.Entry]
    do throws(FileError) {
      entries = try FileSystem.list(folder.shown)
    } catch {
      errors.append(error)
      return
    }
    readRules(of: &folder, entries)
    let prefix = folder.shown == "." ? [] : Array(folder.shown.utf8)
    let inclusion = folder.selection.inclusion(inFolder: folder.parts)
    var parts = folder.parts
    for entry in entries where entry.name.first != UInt8(ascii: ".") {
      parts.append(entry.name)
      defer { parts.removeLast() }
      let isFolder = entry.kind == .folder
      switch entry.kind {
      case .other: continue
      case .folder: break
      case .file, .link:
        let isReadable = Self.isReadable(entry.name, in: folder.shown)
        guard folder.selection.takes(parts, inclusion, isReadable: isReadable) else { continue }
      }
      if let ignored = folder.ignored, ignored.ignores(parts, isFolder: isFolder) { continue }
      if folder.selection.excludes(parts, isFolder: isFolder) { continue }
      let path = Self.join(prefix, entry.name)
      guard let name = String(validating: entry.name, as: UTF8.self) else {
        errors.append(
          FileError(
            path: String(decoding: path, as: UTF8.self), reason: "The name is not valid UTF-8"))
        continue
      }
      switch entry.kind {
      case .folder:
        pending.append(
          Folder(
            shown: Paths.join(folder.shown, name), absolute: Paths.join(folder.absolute, name),
            parts: parts,
            identity: Self.join(folder.identity, entry.name), isLinked: folder.isLinked,
            ignored: folder.ignored, selection: folder.selection))
      case .file:
        found.append(
          Found(
            path: path, identity: Self.join(folder.identity, entry.name),
            isLinked: folder.isLinked))
      case .link:
        // A link that leads nowhere has no text to read.
        let shown = Paths.join(folder.shown, name)
        guard (try? FileSystem.kind(of: shown)) == .file,
          let target = FileSystem.realPath(shown)
        else { continue }
        hasLinks = true
        found.append(Found(path: path, identity: Array(target.utf8), isLinked: true))
      case .other: break
      }
    }
  }

  /// Takes in the ignore files and the configuration that a folder holds.
  private mutating func readRules(of folder: inout Folder, _ entries: [FileSystem.Entry]) {
    var contents: IgnoreLevel.Contents = []
    var mayHaveProject = false
    for entry in entries where entry.name.first == UInt8(ascii: ".") {
      contents.formUnion(IgnoreLevel.Contents(name: entry.name))
      if entry.name.starts(with: ".stet".utf8) { mayHaveProject = true }
    }
    if !contents.isEmpty {
      folder.ignored = readingRules {
        IgnoreLevel.level(
          of: folder.absolute, depth: folder.parts.count, in: folder.ignored, contents: contents,
          errors: &$0)
      }
    }
    if mayHaveProject {
      let project = try? loader.project(inFolder: folder.absolute)
      folder.selection = project?.selection ?? FileSelection()
    }
  }

  /// Keeps what could not be read of ignore files, with paths as people see them.
  private mutating func readingRules(
    _ body: (inout [FileError]) -> IgnoreLevel?
  ) -> IgnoreLevel? {
    var found: [FileError] = []
    defer {
      errors += found.map {
        FileError(
          path: Paths.display($0.path, relativeTo: loader.currentFolder), reason: $0.reason)
      }
    }
    return body(&found)
  }

  /// Whether a file is a draft by its name; for XML and records, which may be
  /// anything, also by what it begins with.
  private static func isReadable(_ name: [UInt8], in folder: String) -> Bool {
    guard let dot = name.lastIndex(of: UInt8(ascii: ".")), dot > 0 else { return false }
    let ending = name[(dot + 1)...]
    guard ending.count <= 15 else { return false }
    guard let format = Draft.Format(fileExtension: String(decoding: ending, as: UTF8.self)) else {
      return false
    }
    switch format {
    case .plainText, .markdown, .html: return true
    case .xml, .jsonLines:
      guard let name = String(validating: name, as: UTF8.self),
        let start = try? FileSystem.readStart(Paths.join(folder, name), count: 1 << 14)
      else { return false }
      return format == .xml ? XMLReader.isKnown(start) : JSONLinesReader.holdsQuestions(start)
    }
  }

  private static func join(_ folder: [UInt8], _ name: [UInt8]) -> [UInt8] {
    if folder.isEmpty { return name }
    var path: [UInt8] = []
    path.reserveCapacity(folder.count + name.count + 1)
    path += folder
    if folder.last != UInt8(ascii: "/") { path.append(UInt8(ascii: "/")) }
    path += name
    return path
  }

  // MARK: What was found

  func result(mayHaveRepeats: Bool) -> (files: [String], errors: [FileError]) {
    var files = found
    files.sort { Self.precedes($0.path, $1.path) }
    if mayHaveRepeats || hasLinks {
      // Under a file's own name, and else under a link's; the shortest path of
      // several, so that `a.md` stands rather than `b/../a.md`.
      var best: [[UInt8]: Int] = [:]
      for (index, file) in files.enumerated() {
        guard let other = best[file.identity] else {
          best[file.identity] = index
          continue
        }
        let known = files[other]
        if known.isLinked == file.isLinked
          ? file.path.count < known.path.count : known.isLinked
        {
          best[file.identity] = index
        }
      }
      files = best.values.sorted().map { files[$0] }
    }
    let sorted = Set(errors).sorted { first, second in
      first.path == second.path
        ? first.reason < second.reason
        : first.path.utf8.lexicographicallyPrecedes(second.path.utf8)
    }
    return (files.map { String(decoding: $0.path, as: UTF8.self) }, sorted)
  }

  private static func precedes(_ first: [UInt8], _ second: [UInt8]) -> Bool {
    let order = first.withUnsafeBytes { first in
      second.withUnsafeBytes { second in
        let count = min(first.count, second.count)
        guard count > 0, let first = first.baseAddress, let second = second.baseAddress else {
          return Int32(0)
        }
        return memcmp(first, second, count)
      }
    }
    return order == 0 ? first.count < second.count : order < 0
  }
}
