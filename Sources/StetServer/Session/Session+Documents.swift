import JSON
package import JSONRPC
import StetCore
import StetQuestions

extension Session {
  // MARK: Changes

  func open(_ document: OpenDocument) {
    var document = document
    if let old = documents[document.uri] {
      log(.warning, "\(document.uri) was opened twice; its text is now the second one")
      document.published = old.published
    }
    documents[document.uri] = document
    markUnsettled(document.uri)
  }

  func change(_ uri: String, to version: Int?, _ changes: [TextChange]) {
    guard documents[uri] != nil else {
      log(.warning, "\(uri) was changed, but is not open")
      return
    }
    let revision = nextRevision()
    let encoding = client.positionEncoding
    for change in changes {
      if let source = withSource(of: uri, { change.apply(to: &$0, encoding) }) {
        documents[uri]?.source = source
      }
    }
    documents[uri]?.revision = revision
    if let version {
      if let old = documents[uri]?.version, version <= old {
        log(.log, "\(uri): version \(version) came after \(old)")
      }
      documents[uri]?.version = version
    }
    markUnsettled(uri)
  }

  /// Takes the text of a document out, so that it is the only reference to its
  /// bytes, edits it, and gives it back.
  private func withSource(
    of uri: String, _ edit: (inout SourceText) -> Void
  ) -> SourceText? {
    guard var source = documents[uri]?.source else { return nil }
    documents[uri]?.source = SourceText("")
    edit(&source)
    return source
  }

  func close(_ uri: String) {
    unsettled.removeAll { $0 == uri }
    guard let document = documents.removeValue(forKey: uri) else {
      log(.warning, "\(uri) was closed, but is not open")
      return
    }
    uncompared.remove(uri)
    if corpora.close(document.name) { markUncompared() }
    draftsMayHaveChanged()
    // An editor keeps what was published until it is told otherwise.
    if let published = document.published, published != Self.noDiagnostics {
      publish(Self.noDiagnostics, of: uri, version: nil)
    }
  }

  private func markUnsettled(_ uri: String) {
    if !client.pullsDiagnostics && !unsettled.contains(uri) { unsettled.append(uri) }
  }

  // MARK: Reading

  /// The open document that a request's `textDocument` names.
  package func document(_ params: Params) throws(ResponseError) -> OpenDocument {
    let uri = try params.member("textDocument").member("uri").string()
    guard let document = documents[uri] else {
      throw ResponseError(.invalidParams, "\(uri) is not open")
    }
    return document
  }

  /// What is found in an open document as it is now; looked for when it has not
  /// been yet. `nil` when no document of that URI is open.
  package func analysis(of uri: String) -> DocumentAnalysis? {
    guard let document = documents[uri] else { return nil }
    let engine = projects.engine(for: document.path)
    reportProblems()
    if let known = document.analysis, known.revision == document.revision,
      known.value.engine == engine.id
    {
      return known.value
    }
    let own = DocumentAnalysis(
      of: document.source, as: document.format, with: engine, name: document.name,
      after: document.analysis?.value)
    let analysis = compare(own, engine)
    documents[uri]?.analysis = (document.revision, analysis)
    return analysis
  }

  // MARK: Diagnostics

  static let noDiagnostics = Array("[]".utf8)

  /// Does what was put off until no message waits: has changed documents
  /// analyzed, and publishes what was found.
  package func settle() {
    guard phase == .running else { return }
    let changed = unsettled
    unsettled = []
    for uri in changed { settle(uri) }
    settleComparisons()
    prepareQuestions()
    for report in projects.guardian.takeReports() { show(.warning, report) }
    if projects.problems.isEmpty && !faultyConfigurations.isEmpty { publishProblems() }
  }

  /// Has questions made ready that were left out of comparisons because that takes long; then
  /// documents are looked at again.
  private func prepareQuestions() {
    let omissions = QuestionMemory.shared.omissions
    guard !isPreparingQuestions, omissions != questionOmissions else { return }
    questionOmissions = omissions
    isPreparingQuestions = true
    prepareMoreQuestions()
  }

  private func prepareMoreQuestions() {
    environment.submit(
      Job {
        let isWorthMore = QuestionMemory.shared.encodeWanted()
        return { session in
          guard !isWorthMore else { return session.prepareMoreQuestions() }
          session.isPreparingQuestions = false
          // What was found without them is no longer all there is.
          for (uri, document) in session.documents {
            guard let analysis = document.analysis else { continue }
            session.documents[uri]?.analysis = (Int.min, analysis.value)
          }
          session.refreshDiagnostics()
        }
      })
  }

  private func settle(_ uri: String) {
    guard let document = documents[uri] else { return }
    guard document.source.count > Self.inlineLimit else {
      publishDiagnostics(of: uri)
      return
    }
    // One job at a time for each document; the next one begins with what is the
    // newest text then.
    guard document.revisionAtWork == nil else { return }
    let engine = projects.engine(for: document.path)
    reportProblems()
    let revision = document.revision
    documents[uri]?.revisionAtWork = revision
    let (source, format, previous) = (document.source, document.format, document.analysis?.value)
    let name = document.name
    environment.submit(
      Job {
        let analysis = DocumentAnalysis(
          of: source, as: format, with: engine, name: name, after: previous)
        return { $0.finishAnalysis(of: uri, revision, analysis) }
      })
  }

  private func finishAnalysis(of uri: String, _ revision: Int, _ analysis: DocumentAnalysis) {
    guard let document = documents[uri], document.revisionAtWork == revision else { return }
    documents[uri]?.revisionAtWork = nil
    let engine = projects.engine(for: document.path)
    // Compared first: that reads the documents.
    let compared = analysis.engine == engine.id ? compare(analysis, engine) : analysis
    documents[uri]?.analysis = (revision, compared)
    if document.revision == revision {
      publishDiagnostics(of: uri)
    } else {
      markUnsettled(uri)
    }
  }

  func publishDiagnostics(of uri: String) {
    guard let analysis = analysis(of: uri), let document = documents[uri] else { return }
    let diagnostics = encodedDiagnostics(analysis, of: document)
    guard diagnostics != document.published else { return }
    documents[uri]?.published = diagnostics
    publish(diagnostics, of: uri, version: document.version)
  }

  /// The diagnostics of an analysis as a JSON array, for this client.
  func encodedDiagnostics(_ analysis: DocumentAnalysis, of document: OpenDocument) -> [UInt8] {
    DiagnosticEncoder(
      client, uri: document.uri, source: document.source, related: relatedDrafts
    ).array(of: analysis.diagnostics)
  }

  func publish(_ diagnostics: [UInt8], of uri: String, version: Int?) {
    notify("textDocument/publishDiagnostics") { writer in
      writer.object { writer in
        writer.member("uri", uri)
        if let version { writer.member("version", version) }
        writer.key("diagnostics")
        writer.raw(diagnostics)
      }
    }
  }

  /// Has every open document looked at again, after something other than its
  /// text changed.
  func refreshDiagnostics() {
    guard client.pullsDiagnostics else {
      for uri in documents.keys.sorted() { markUnsettled(uri) }
      return
    }
    if client.refreshesDiagnostics { request("workspace/diagnostic/refresh", nil) }
  }
}
