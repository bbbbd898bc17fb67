import JSON
import JSONRPC
import StetCore
import StetFormats
import StetWorkspace
import Synchronization

/// `workspace/diagnostic`: the diagnostics of all drafts in the workspace's
/// folders, of open documents as they are in the editor.
///
/// Clients ask again every few seconds. So a file whose diagnostics the client
/// has, and that is the same as when it was read, is not read again.
enum WorkspaceDiagnostic: RequestHandler {
  static let method = "workspace/diagnostic"

  static func answer(
    _ params: Params, in session: Session, call: Call
  ) throws(ResponseError) -> Answer {
    var previous: [String: String] = [:]
    for item in try params.optional("previousResultIds")?.array() ?? [] {
      previous[try item.member("uri").string()] = try item.member("value").string()
    }
    let scan = WorkspaceScan(
      client: session.client, projects: session.projects, open: session.documents,
      corpora: session.currentCorpora, related: session.relatedDrafts, known: session.scanned,
      previous: previous)
    let reporter = ScanReporter(
      send: session.environment.send, progress: try token(params, "workDoneToken"),
      partial: try token(params, "partialResultToken"))
    return .later { call in
      reporter.begin()
      defer { reporter.end() }
      scan.run(reporter, while: { !call.isCancelled })
      return .success(reporter.result())
    }
  }

  /// A token for progress, which is a whole number or a string.
  private static func token(
    _ params: Params, _ name: String
  ) throws(ResponseError) -> JSONValue? {
    guard let token = try params.optional(name) else { return nil }
    guard token.value.string != nil || token.value.integer != nil else {
      throw token.mismatch(expected: "a whole number or a string")
    }
    return token.value
  }
}

/// What scans have found in files, by path. Safe to use from many threads.
final class ScannedFiles: Sendable {
  private struct Entry {
    var state: FileState
    var generation: Int
    var comparison: [Finding]
    var resultID: String
  }

  private let entries = Mutex<[String: Entry]>([:])

  /// The id of what was found in a file, when it is still as it was then, and its
  /// comparison with others finds the same.
  func resultID(
    of path: String, _ state: FileState, generation: Int, _ comparison: [Finding]
  ) -> String? {
    entries.withLock { entries in
      guard let entry = entries[path], entry.state == state, entry.generation == generation,
        entry.comparison == comparison
      else { return nil }
      return entry.resultID
    }
  }

  /// Keeps what was found in a file.
  func keep(
    _ resultID: String, of path: String, _ state: FileState, generation: Int,
    _ comparison: [Finding]
  ) {
    entries.withLock {
      $0[path] = Entry(
        state: state, generation: generation, comparison: comparison, resultID: resultID)
    }
  }
}

/// Copies of all that a scan of the workspace needs.
private struct WorkspaceScan: Sendable {
  let client: ClientCapabilities
  let projects: Projects
  let open: [String: OpenDocument]
  let corpora: WorkspaceCorpora
  let related: @Sendable (String) -> (uri: String, source: SourceText)?
  let known: ScannedFiles
  let previous: [String: String]

  /// One draft of the scan.
  private struct Item {
    var uri: String
    var path: String?
    var document: OpenDocument?
    var engine: ProjectEngine
    var analysis: DocumentAnalysis?
  }

  func run(_ reporter: ScanReporter, while isWanted: () -> Bool) {
    var projects = projects
    var items: [Item] = []
    var seen: Set<String> = []
    for document in open.values.sorted(by: { $0.uri < $1.uri }) {
      items.append(
        Item(
          uri: document.uri, path: document.path, document: document,
          engine: projects.engine(for: document.path)))
      if let path = document.path { seen.insert(path) }
    }
    let folders = projects.folders.compactMap(\.path).filter(FileSystem.exists)
    let found =
      folders.isEmpty ? [] : FileDiscovery.find(folders, using: projects.currentLoader).files
    for path in found where seen.insert(path).inserted {
      items.append(
        Item(uri: DocumentURI.file(path), path: path, engine: projects.engine(for: path)))
    }
    reporter.total = items.count
    // What drafts say to each other must be known before anything is said of any.
    var corpora = currentCorpora(&projects)
    for index in items.indices {
      guard isWanted() else { return }
      guard let document = items[index].document else { continue }
      let analysis = analysis(of: document, items[index].engine)
      _ = corpora.update(document.name, items[index].engine, to: analysis.facts)
      items[index].analysis = analysis
    }
    let generation = projects.generation
    for item in items {
      guard isWanted() else { return }
      report(item, corpora, generation, to: reporter)
    }
  }

  /// The corpora of the session with what has changed on the disk since.
  private func currentCorpora(_ projects: inout Projects) -> WorkspaceCorpora {
    var corpora = corpora
    let found = CorpusScan(
      projects: projects, known: corpora.files.mapValues { ($0.state, $0.engine) }
    ).run()
    for path in found.gone { _ = corpora.remove(path) }
    for file in found.read {
      let engine = projects.engine(for: file.shown)
      _ = corpora.update(file.path, engine, state: file.state, to: file.facts)
    }
    return corpora
  }

  private func analysis(of document: OpenDocument, _ engine: ProjectEngine) -> DocumentAnalysis {
    if let known = document.currentAnalysis, known.engine == engine.id { return known }
    return DocumentAnalysis(
      of: document.source, as: document.format, with: engine, name: document.name)
  }

  private func report(
    _ item: Item, _ corpora: WorkspaceCorpora, _ generation: Int, to reporter: ScanReporter
  ) {
    let name = WorkspaceCorpora.name(path: item.path, uri: item.uri)
    let comparison = corpora.findings(in: name, engine: item.engine.id)
    var state: FileState?
    if item.document == nil, let path = item.path {
      let now = FileState(path)
      state = now
      if let id = known.resultID(of: path, now, generation: generation, comparison),
        previous[item.uri] == id
      {
        reporter.add(DiagnosticReport(unchanged: id), uri: item.uri, version: nil, previous: id)
        return
      }
    }
    let analysis: DocumentAnalysis
    if let known = item.analysis {
      analysis = known
    } else {
      guard let (source, format) = text(of: item) else { return reporter.skip() }
      analysis = DocumentAnalysis(of: source, as: format, with: item.engine, name: name)
    }
    let report = DiagnosticReport(
      DiagnosticEncoder(
        client, uri: item.uri, source: analysis.draft.source, related: related
      ).array(of: analysis.compared(comparison, with: item.engine).diagnostics))
    if let path = item.path, let state {
      known.keep(report.resultID, of: path, state, generation: generation, comparison)
    }
    reporter.add(
      report, uri: item.uri, version: item.document?.version, previous: previous[item.uri])
  }

  /// The text of a draft, and what it is written in; `nil` when its file cannot
  /// be read, which may be because it has just gone.
  private func text(of item: Item) -> (SourceText, Draft.Format)? {
    if let document = item.document { return (document.source, document.format) }
    guard let path = item.path, let bytes = try? FileSystem.read(path) else { return nil }
    let format = OpenDocument.format(languageID: "", uri: item.uri)
    return (SourceText(decoding: bytes, as: format), format)
  }
}

/// Brings what a scan finds to the client: piece by piece when the client wants
/// that, and all at the end when not. Used by one thread.
private final class ScanReporter: @unchecked Sendable {
  // Safe to hand to a job: the session makes it, and then only the job uses it.
  private static let batch = 64

  var total = 0
  private let send: @Sendable ([UInt8]) -> Void
  private let progress: JSONValue?
  private let partial: JSONValue?
  private var items: [[UInt8]] = []
  private var done = 0
  private var lastPercentage = 0

  init(send: @escaping @Sendable ([UInt8]) -> Void, progress: JSONValue?, partial: JSONValue?) {
    self.send = send
    self.progress = progress
    self.partial = partial
  }

  func begin() {
    report { writer in
      writer.member("kind", "begin")
      writer.member("title", "Checking drafts")
      writer.member("cancellable", true)
      writer.member("percentage", 0)
    }
  }

  func end() { report { $0.member("kind", "end") } }

  /// Takes in the report of one draft.
  func add(_ report: DiagnosticReport, uri: String, version: Int?, previous: String?) {
    var writer = JSONWriter()
    report.write(to: &writer, previous: previous) { writer in
      writer.member("uri", uri)
      writer.key("version")
      if let version { writer.integer(version) } else { writer.null() }
    }
    items.append(writer.take())
    if partial != nil && items.count >= Self.batch { flush() }
    skip()
  }

  /// Counts a draft as done.
  func skip() {
    done += 1
    let percentage = total > 0 ? min(100, done * 100 / total) : 100
    guard percentage >= lastPercentage + 5 else { return }
    lastPercentage = percentage
    let (done, total) = (done, total)
    report { writer in
      writer.member("kind", "report")
      writer.member("message", "\(done) of \(total)")
      writer.member("percentage", percentage)
    }
  }

  /// The answer to the request: what has not been brought yet. With partial
  /// results everything goes that way, and the answer is empty.
  func result() -> [UInt8] {
    if partial != nil { flush() }
    return list()
  }

  private func flush() {
    guard let partial, !items.isEmpty else { return }
    let list = list()
    send(
      MessageEncoding.notification("$/progress") { writer in
        writer.object { writer in
          writer.key("token")
          writer.value(partial)
          writer.key("value")
          writer.raw(list)
        }
      })
  }

  private func list() -> [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      writer.key("items")
      writer.array { writer in
        for item in items { writer.raw(item) }
      }
    }
    items = []
    return writer.take()
  }

  private func report(_ body: (inout JSONWriter) -> Void) {
    guard let progress else { return }
    send(
      MessageEncoding.notification("$/progress") { writer in
        writer.object { writer in
          writer.key("token")
          writer.value(progress)
          writer.key("value")
          writer.object(body)
        }
      })
  }
}
