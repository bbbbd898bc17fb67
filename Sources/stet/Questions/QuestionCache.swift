import ArgumentParser
import BuiltInAnalyzers
import StetCore
import StetEncoder
import StetFormats
import StetIndex
import StetQuestions
import StetReporters
import StetWorkspace

/// Whether what is known of drafts is kept between runs.
struct CacheOptions: ParsableArguments {
  @Flag(help: "Keep nothing between runs, and use nothing that was kept.")
  var noCache = false

  /// What is kept, where there is a place for it.
  var cache: QuestionCache? {
    noCache ? nil : IndexFolder.user.map(QuestionCache.init(folder:))
  }
}

/// What is kept of drafts and questions in the user's cache folder.
struct QuestionCache: Sendable {
  /// The folder.
  let folder: IndexFolder
  /// The vectors of the sentence encoder.
  let vectors: VectorStore

  init(folder: IndexFolder) {
    self.folder = folder
    vectors = VectorStore(in: folder)
  }

  /// Has what questions mean kept in the user's cache folder, where there is one, for whatever
  /// compares questions in this process.
  static func keepVectors() {
    guard let folder = IndexFolder.user else { return }
    QuestionMemory.shared.keep { VectorStore(in: folder) }
  }

  /// The index of the workspace that `paths` are in: the project of the one folder that is
  /// named, or that folder; with more or other paths, of the current folder.
  func index(of paths: [String], _ loader: ProjectLoader) -> CorpusIndex {
    var folder = loader.currentFolder
    if let path = paths.first, paths.count == 1, (try? FileSystem.kind(of: path)) == .folder {
      folder = loader.absolute(path)
    }
    let project = try? loader.project(for: folder)
    let root = project?.folder ?? folder
    return CorpusIndex(root: FileSystem.realPath(root) ?? root, in: self.folder)
  }
}

extension DraftInputs {
  /// The questions of each draft under `paths`, in the order in which they are found. A draft
  /// that is in the cache, and has not changed, is not read.
  ///
  /// - Returns: the drafts with their paths as they are shown, and whether everything could be read.
  static func questions(
    _ paths: [String], _ cache: QuestionCache?
  ) -> (drafts: [(shown: String, draft: IndexedDraft)], isComplete: Bool) {
    let loader = ProjectLoader(registry: .builtIn)
    let found = FileDiscovery.find(paths.isEmpty ? ["."] : paths, using: loader)
    let index = cache?.index(of: paths, loader)
    let files = found.files
    let outcomes = Parallel.map(below: files.count, jobs: Parallel.processors) { number in
      Self.draft(files[number], loader, index)
    }
    var complaints = found.errors.map(\.description)
    var drafts: [(shown: String, draft: IndexedDraft)] = []
    var changed: [IndexedDraft] = []
    for (file, outcome) in zip(files, outcomes) {
      switch outcome {
      case .success(let (draft, isNew)):
        drafts.append((file, draft))
        if isNew { changed.append(draft) }
      case .failure(let error): complaints.append(error.description)
      }
    }
    if let index {
      let seen = Set(drafts.map(\.draft.path))
      let gone = index.paths.filter { !seen.contains($0) && !FileSystem.isListed($0) }
      if !changed.isEmpty || !gone.isEmpty { index.update(changed, removing: gone) }
    }
    for complaint in complaints { StandardOutput.complain(VisibleText.visible(lines: complaint)) }
    return (drafts, complaints.isEmpty)
  }

  /// One draft, and whether it had to be read.
  private static func draft(
    _ file: String, _ loader: ProjectLoader, _ index: CorpusIndex?
  ) -> Result<(IndexedDraft, isNew: Bool), FileError> {
    let path = loader.absolute(file)
    // What is wrong with a configuration is told by `stet check`.
    let project = try? loader.project(for: file)
    let reading = project?.siteVersion ?? 0
    // Before the draft is read: what is written to it meanwhile gives it another state.
    let state = FileState(path)
    if let known = index?.draft(at: path, state: state, reading: reading) {
      return .success((known, false))
    }
    do throws(FileError) {
      let format = Draft.Format(ofFileNamed: file)
      let bytes = try FileSystem.read(file, limit: format.largestFile)
      let source = SourceText(decoding: bytes, as: format)
      let draft = Draft.reading(source, as: format, site: project?.site ?? .english)
      var hasher = ContentHasher()
      hasher.combine(bytes, bytes.indices)
      return .success(
        (
          IndexedDraft(
            path: path, state: state, reading: reading, digest: hasher.finish().low,
            questions: draft.indexedQuestions), true
        ))
    } catch {
      return .failure(error)
    }
  }
}

extension Draft {
  /// The questions, in order, and the title before them when it asks.
  fileprivate var indexedQuestions: [IndexedDraft.Question] {
    questionBlocks.map { block in
      let kind: IndexedDraft.Question.Kind = block == title ? .title : .question
      let range = wordingRange(ofBlock: block)
      return IndexedDraft.Question(
        kind: kind, text: Array(source.bytes(in: range)),
        line: source.line(containing: range.start) + 1,
        range: range.start.utf8..<range.end.utf8)
    }
  }
}
