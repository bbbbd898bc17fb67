import JSON
import JSONRPC
import StetCore
import StetWorkspace

// What is found in one draft by comparing it with others. What is found in the draft
// alone is published at once; what the comparison finds comes with it as far as the
// other drafts are known already, and follows at the same version when files had to be
// read, or other drafts changed.
extension Session {
  /// Takes in what an open document says now, and adds to its analysis what the
  /// comparison finds in it. Other open documents are put down to be looked at again
  /// when that may change what is found in them.
  func compare(_ analysis: DocumentAnalysis, _ engine: ProjectEngine) -> DocumentAnalysis {
    guard engine.engine.comparesDrafts else { return analysis }
    renewCorpora()
    let name = analysis.name
    if corpora.update(name, engine, to: analysis.facts) { markUncompared(except: name) }
    requestScan()
    return analysis.compared(corpora.findings(in: name, engine: engine.id), with: engine)
  }

  func markUncompared(except name: String? = nil) {
    for document in documents.values where document.name != name && document.analysis != nil {
      uncompared.insert(document.uri)
    }
  }

  /// Compares the open documents again that are put down for it, and publishes what
  /// is found now.
  func settleComparisons() {
    guard !uncompared.isEmpty else { return }
    let uris = uncompared.sorted()
    uncompared = []
    var isStale = false
    for uri in uris {
      guard let document = documents[uri], let current = document.currentAnalysis else { continue }
      let engine = projects.engine(for: document.path)
      guard current.engine == engine.id else { continue }
      let compared = current.compared(
        corpora.findings(in: current.name, engine: engine.id), with: engine)
      guard compared.comparison != current.comparison else { continue }
      documents[uri]?.analysis = (document.revision, compared)
      isStale = true
      if !client.pullsDiagnostics { publishDiagnostics(of: uri) }
    }
    if isStale && client.pullsDiagnostics && client.refreshesDiagnostics {
      request("workspace/diagnostic/refresh", nil)
    }
  }

  /// What the drafts of the workspace say to each other, as far as is known.
  var currentCorpora: WorkspaceCorpora {
    renewCorpora()
    return corpora
  }

  // MARK: Files

  /// Forgets what drafts say when their engines are forgotten.
  private func renewCorpora() {
    guard corporaGeneration != projects.generation else { return }
    corporaGeneration = projects.generation
    corpora = WorkspaceCorpora()
  }

  /// Has the files of the workspace's folders read, unless that has been done.
  private func requestScan() {
    if scannedGeneration == projects.generation { return }
    scan()
  }

  /// Has the files of the workspace's folders looked at; those that changed are read.
  /// One look at a time; what changes meanwhile is looked at afterwards.
  func scan() {
    scannedGeneration = projects.generation
    guard !projects.folders.isEmpty else { return }
    guard !isScanning else {
      scansAgain = true
      return
    }
    isScanning = true
    renewCorpora()
    let scan = CorpusScan(
      projects: projects, known: corpora.files.mapValues { ($0.state, $0.engine) })
    environment.submit(
      Job {
        let found = scan.run()
        return { $0.finishScan(found, generation: scan.projects.generation) }
      })
  }

  /// Takes in what a scan found, some files at a time, so that messages need not wait.
  private func finishScan(_ found: CorpusScan.Result, from first: Int = 0, generation: Int) {
    // What was read for engines that are no longer there says nothing.
    let isCurrent = generation == projects.generation
    if isCurrent {
      renewCorpora()
      var isChanged = false
      if first == 0 { for path in found.gone where corpora.remove(path) { isChanged = true } }
      let next = min(found.read.count, first + Self.filesAtOnce)
      for file in found.read[min(first, next)..<next] {
        let engine = projects.engine(for: file.shown)
        if corpora.update(file.path, engine, state: file.state, to: file.facts) { isChanged = true }
      }
      if isChanged { markUncompared() }
      if next < found.read.count {
        environment.submit(
          Job { { $0.finishScan(found, from: next, generation: generation) } })
        return
      }
    }
    isScanning = false
    if scansAgain || !isCurrent {
      scansAgain = false
      scan()
    }
  }

  private static let filesAtOnce = 200

  /// Takes in that drafts on the disk may have changed.
  func draftsMayHaveChanged() {
    if scannedGeneration != nil { scan() }
  }

  // MARK: Places in other drafts

  /// Finds the drafts that diagnostics point at: open ones as the client has them.
  var relatedDrafts: @Sendable (String) -> (uri: String, source: SourceText)? {
    let open = Dictionary(
      documents.values.map { ($0.name, (uri: $0.uri, source: $0.source)) },
      uniquingKeysWith: { first, _ in first })
    let texts = relatedTexts
    return { name in
      if let document = open[name] { return document }
      guard name.utf8.first == UInt8(ascii: "/"), let source = texts.source(of: name) else {
        return nil
      }
      return (DocumentURI.file(name), source)
    }
  }
}
