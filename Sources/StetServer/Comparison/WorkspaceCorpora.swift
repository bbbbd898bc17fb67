import StetCore
import StetFormats
import StetWorkspace
import Synchronization

/// The drafts of a workspace as far as they are compared with each other: what each
/// file says, and for each engine what its drafts say together. Documents that are
/// open count as they are in the editor.
struct WorkspaceCorpora: Sendable {
  /// A file as it was when it was read.
  struct File: Sendable {
    var state: FileState
    /// The engine of its project.
    var engine: Int
    var facts: Corpus.Facts
  }

  /// The files that are known, by path without links.
  private(set) var files: [String: File] = [:]
  /// What the drafts of each engine say, by ``ProjectEngine/id``.
  private var corpora: [Int: Corpus] = [:]
  /// The documents that are open, by name, with their engine.
  private var open: [String: Int] = [:]

  /// The name of a document in a corpus: that of its file without links, so that a
  /// file that is reached in two ways is one draft.
  static func name(path: String?, uri: String) -> String {
    guard let path else { return uri }
    return FileSystem.realPath(path) ?? path
  }

  // MARK: Reading

  /// What comparison finds in a draft. Nothing when its engine compares nothing.
  func findings(in name: String, engine: Int) -> [Finding] {
    corpora[engine]?.findings(in: name) ?? []
  }

  /// What comparison would find in a draft if it said what `facts` say.
  func findings(in name: String, saying facts: Corpus.Facts, engine: Int) -> [Finding] {
    corpora[engine]?.findings(in: name, saying: facts) ?? []
  }

  // MARK: Changes

  /// Takes in what an open document says now. Returns whether others may have to be
  /// looked at again.
  mutating func update(_ name: String, _ engine: ProjectEngine, to facts: Corpus.Facts) -> Bool {
    var isChanged = false
    if let old = open.updateValue(engine.id, forKey: name) ?? files[name]?.engine,
      old != engine.id
    {
      isChanged = corpora[old]?.update(name, to: nil) ?? false
    }
    return change(engine.id, engine.engine) { $0.update(name, to: facts) } || isChanged
  }

  /// Takes in that a document is open no longer: its file counts again, as far as it
  /// is known. Returns whether others may have to be looked at again.
  mutating func close(_ name: String) -> Bool {
    guard let engine = open.removeValue(forKey: name) else { return false }
    guard let file = files[name] else { return corpora[engine]?.update(name, to: nil) ?? false }
    var isChanged = false
    if file.engine != engine { isChanged = corpora[engine]?.update(name, to: nil) ?? false }
    return (corpora[file.engine]?.update(name, to: file.facts) ?? false) || isChanged
  }

  /// Takes in that a file is no longer there. Returns whether others may have to be
  /// looked at again.
  mutating func remove(_ path: String) -> Bool {
    guard let file = files.removeValue(forKey: path), open[path] == nil else { return false }
    return corpora[file.engine]?.update(path, to: nil) ?? false
  }

  /// Takes in what a file says, whose engine is `engine`. Returns whether others may
  /// have to be looked at again.
  mutating func update(
    _ path: String, _ engine: ProjectEngine, state: FileState, to facts: Corpus.Facts
  ) -> Bool {
    let file = File(state: state, engine: engine.id, facts: facts)
    let old = files.updateValue(file, forKey: path)
    guard open[path] == nil else { return false }
    var isChanged = false
    if let old, old.engine != engine.id {
      isChanged = corpora[old.engine]?.update(path, to: nil) ?? false
    }
    return change(engine.id, engine.engine) { $0.update(path, to: facts) } || isChanged
  }

  private mutating func change(
    _ id: Int, _ engine: Engine, _ body: (inout Corpus) -> Bool
  ) -> Bool {
    // Taken out, so that it is changed in place.
    var corpus = corpora.removeValue(forKey: id) ?? engine.makeCorpus()
    defer { corpora[id] = corpus }
    return body(&corpus)
  }
}

/// A look at the files of a workspace's folders: those that are new, or other than
/// when they were read last, are read.
struct CorpusScan: Sendable {
  /// What a scan found.
  struct Result: Sendable {
    /// Files that were read: their paths, as they were found and without links, and
    /// what they say.
    var read: [(shown: String, path: String, state: FileState, facts: Corpus.Facts)] = []
    /// Files that are no longer there, or no longer belong to any folder.
    var gone: [String] = []
  }

  /// Files of more bytes than this are left out: 16 MB.
  private static let sizeLimit = 16 << 20

  let projects: Projects
  /// What is known of files, by path without links.
  let known: [String: (state: FileState, engine: Int)]

  /// Takes one look at each folder and each file, and reads those that changed.
  /// Engines that are made here have numbers of their own: the session asks for each
  /// file's again.
  func run() -> Result {
    var projects = projects
    var result = Result()
    var seen: Set<String> = []
    let folders = projects.folders.compactMap(\.path).filter(FileSystem.exists)
    let found =
      folders.isEmpty ? [] : FileDiscovery.find(folders, using: projects.currentLoader).files
    for shown in found {
      let path = FileSystem.realPath(shown) ?? shown
      guard seen.insert(path).inserted else { continue }
      let engine = projects.engine(for: shown)
      guard engine.engine.comparesDrafts else {
        seen.remove(path)
        continue
      }
      let state = FileState(path)
      if let old = known[path], old.state == state, old.engine == engine.id { continue }
      let site = engine.project.site
      guard let draft = Session.draft(ofFile: path, site: site, limit: Self.sizeLimit) else {
        seen.remove(path)
        continue
      }
      result.read.append((shown, path, state, engine.engine.facts(of: draft)))
    }
    result.gone = known.keys.filter { !seen.contains($0) }.sorted()
    return result
  }
}

/// The texts of files that diagnostics of other drafts point at. Safe to use from
/// many threads.
final class RelatedTexts: Sendable {
  private struct Entry {
    var state: FileState
    var source: SourceText
  }

  /// So many texts are kept; a diagnostic seldom points at more.
  private static let limit = 64

  private let entries = Mutex<[String: Entry]>([:])

  /// The text of the file at a path, as it is on the disk; `nil` when it cannot be read.
  func source(of path: String) -> SourceText? {
    let state = FileState(path)
    if let known = entries.withLock({ $0[path] }), known.state == state { return known.source }
    guard let draft = Session.draft(ofFile: path) else { return nil }
    entries.withLock { entries in
      if entries.count >= Self.limit { entries = [:] }
      entries[path] = Entry(state: state, source: draft.source)
    }
    return draft.source
  }
}
