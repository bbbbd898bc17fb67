import StetCore
import StetFormats
import StetWorkspace
import Synchronization

/// The headings and questions of all drafts of a workspace.
///
/// Files are read when they are asked for, and again when their size, time or
/// place on the disk has changed; open documents are what the client says. Safe
/// to use from jobs on any thread.
package final class WorkspaceIndex: Sendable {
  /// A title, a heading or a question.
  struct Entry: Hashable, Sendable {
    /// What it is; never an answer.
    var kind: OutlineTree.Kind
    /// Its words, on one line.
    var name: String
    /// The name of the part that holds it.
    var container: String?
    /// What tells its question from others; `nil` for a section.
    var key: QuestionKey?
    /// Whether it asks a question, rather than being a title in the words of one.
    var asks: Bool
    /// Where its words stand, in the client's positions.
    var words: ClosedRange<Position>
    /// Where the whole part stands; holds `words`.
    var part: ClosedRange<Position>
  }

  /// What one draft holds.
  struct File: Sendable {
    /// The URI: the client's own for open documents.
    var uri: String
    /// The version of an open document.
    var version: Int?
    /// In order of their places.
    var entries: [Entry]
  }

  /// What shows that a file or document is another than before.
  private enum Stamp: Hashable {
    case file(FileState)
    case revision(Int)
  }

  private struct Known {
    var stamp: Stamp
    var entries: [Entry]
  }

  /// Files of more bytes than this are left out: 16 MB.
  private static let sizeLimit = 16 << 20

  /// What is known, by URI.
  private let known = Mutex<[String: Known]>([:])

  /// An empty index.
  init() {}

  /// Everything in the workspace, in order of URIs; the documents that are open
  /// among them. One look at each folder and each file, and a reading of those
  /// that changed. Ends early, with what there is by then, when the call has been
  /// taken back.
  func files(of workspace: WorkspaceView, for call: Call) -> [File] {
    var result: [File] = []
    var seen: Set<String> = []
    var openPaths: Set<String> = []
    for document in workspace.open {
      if let path = document.path {
        openPaths.insert(path)
        if let real = FileSystem.realPath(path) { openPaths.insert(real) }
      }
      let entries = entries(
        of: document.uri, .revision(document.revision), workspace.encoding, document.read)
      result.append(File(uri: document.uri, version: document.version, entries: entries ?? []))
      seen.insert(document.uri)
    }
    let found =
      workspace.folders.isEmpty
      ? [] : FileDiscovery.find(workspace.folders, using: workspace.loader).files
    // Folders that are reached through links, with where they are.
    let linked = workspace.folders.compactMap { folder in
      FileSystem.realPath(folder).flatMap { $0 == Paths.clean(folder) ? nil : (folder, $0) }
    }
    for path in found {
      if call.isCancelled { return result }
      let isOpen =
        openPaths.contains(path)
        || linked.contains { folder, real in
          let shown = Paths.display(path, relativeTo: folder)
          return shown != path && openPaths.contains(Paths.join(real, shown))
        }
      guard !isOpen else { continue }
      let uri = DocumentURI.file(path)
      guard seen.insert(uri).inserted else { continue }
      let entries = entries(of: uri, .file(FileState(path)), workspace.encoding) {
        Session.draft(
          ofFile: path, site: workspace.site(ofFile: path), limit: Self.sizeLimit)
      }
      if let entries { result.append(File(uri: uri, version: nil, entries: entries)) }
    }
    let uris = seen
    known.withLock { known in known = known.filter { uris.contains($0.key) } }
    return result.sorted { $0.uri.utf8.lexicographicallyPrecedes($1.uri.utf8) }
  }

  private func entries(
    of uri: String, _ stamp: Stamp, _ encoding: PositionEncoding, _ read: () -> Draft?
  ) -> [Entry]? {
    let old = known.withLock { $0[uri] }
    if let old, old.stamp == stamp { return old.entries }
    guard let draft = read() else { return nil }
    let entries = Self.entries(of: draft, encoding)
    known.withLock { $0[uri] = Known(stamp: stamp, entries: entries) }
    return entries
  }

  /// What a draft holds, in order.
  static func entries(of draft: Draft, _ encoding: PositionEncoding) -> [Entry] {
    var places = PositionConverter(draft.source, encoding)
    func positions(_ range: TextRange) -> ClosedRange<Position> {
      let start = places.position(of: range.start)
      return start...max(start, places.position(of: range.end))
    }
    var askings: [Int: [Int]] = [:]
    for question in draft.outline.questions {
      if let first = question.askings.first { askings[first] = question.askings }
    }
    var entries: [Entry] = []
    var holders: [String] = []
    OutlineTree(draft).forEach { node, depth in
      holders.removeLast(max(0, holders.count - depth))
      let name = PartName.of(node.selection, in: draft.source)
      let block = node.blocks.lowerBound
      defer { holders.append(name) }
      guard node.kind != .answer else { return }
      for asking in node.kind == .question ? askings[block] ?? [block] : [block] {
        let words = draft.wordingRange(ofBlock: asking)
        let key = node.kind == .section ? nil : draft.questionKey(ofBlock: asking)
        entries.append(
          Entry(
            kind: node.kind, name: PartName.of(words, in: draft.source), container: holders.last,
            key: key?.isEmpty == true ? nil : key,
            asks: node.kind == .question || (node.kind == .title && draft.asks(asking)),
            words: positions(words),
            part: positions(
              TextRange(start: draft.blocks[asking].range.start, end: node.range.end))))
      }
    }
    return entries
  }
}

/// A workspace as a request reads it.
struct WorkspaceView: Sendable {
  /// A document that the client has open.
  struct Open: Sendable {
    var uri: String
    var path: String?
    var version: Int?
    var revision: Int
    var read: @Sendable () -> Draft
  }

  /// The documents that are open, in order of URIs.
  var open: [Open]
  /// The folders, as absolute paths.
  var folders: [String]
  /// Finds the projects of files.
  var loader: ProjectLoader
  /// The unit of the client's columns.
  var encoding: PositionEncoding

  /// What sites leave behind in the drafts of a file's project.
  func site(ofFile path: String) -> SiteText {
    do throws(ProjectError) { return try loader.project(for: path).site } catch { return .english }
  }

  /// A path as a writer knows it: relative to the folder that holds it.
  func display(_ uri: String) -> String {
    guard let path = DocumentURI.path(of: uri) else { return uri }
    for folder in folders {
      let shown = Paths.display(path, relativeTo: folder)
      if shown != Paths.clean(path) { return shown }
    }
    return Paths.name(of: path)
  }
}

extension Session {
  /// The workspace as it is now.
  var workspaceView: WorkspaceView {
    let open = documents.values.map { document -> WorkspaceView.Open in
      let (source, format) = (document.source, document.format)
      let draft = document.currentAnalysis?.draft
      let site = projects.engine(for: document.path).project.site
      return WorkspaceView.Open(
        uri: document.uri, path: document.path, version: document.version,
        revision: document.revision, read: { draft ?? .reading(source, as: format, site: site) })
    }
    return WorkspaceView(
      open: open.sorted { $0.uri.utf8.lexicographicallyPrecedes($1.uri.utf8) },
      folders: projects.folders.compactMap(\.path), loader: projects.currentLoader,
      encoding: client.positionEncoding)
  }
}
