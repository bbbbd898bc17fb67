import StetCore
import StetFormats
import StetWorkspace

/// One state of a document, with all that a change of it is made from.
struct DocumentSnapshot: Sendable {
  /// The URI, as the client writes it.
  let uri: String
  /// The version that the client gave; `nil` for a file that is not open.
  let version: Int?
  /// Tells this state from others.
  let revision: Int
  /// What was found in it.
  let analysis: DocumentAnalysis
  /// What found it.
  let engine: ProjectEngine
  /// The drafts that it is compared with.
  let corpora: WorkspaceCorpora

  /// The text.
  var source: SourceText { analysis.draft.source }

  /// What is found in the text after edits, disjoint and in order.
  func analysis(after edits: [TextEdit]) -> DocumentAnalysis {
    var source = SourceText("")
    source.replace(TextRange(0, 0), with: FixApplication.apply(edits, to: self.source.utf8))
    let own = DocumentAnalysis(
      of: source, as: analysis.draft.format, with: engine, name: analysis.name, after: analysis)
    return own.compared(
      corpora.findings(in: own.name, saying: own.facts, engine: engine.id), with: engine)
  }
}

extension Session {
  /// The largest file, in bytes, that is read for a request about a document that
  /// is not open.
  private static let closedFileLimit = 16 << 20

  /// The state of a document: of an open one what the client sees, of another
  /// what is on the disk. `nil` where there is neither.
  func snapshot(of uri: String) -> DocumentSnapshot? {
    if let analysis = analysis(of: uri), let document = documents[uri] {
      return DocumentSnapshot(
        uri: uri, version: document.version, revision: document.revision, analysis: analysis,
        engine: projects.engine(for: document.path), corpora: currentCorpora)
    }
    guard let path = DocumentURI.path(of: uri),
      let bytes = try? FileSystem.read(path, limit: Self.closedFileLimit)
    else {
      log(.warning, "\(uri) is not open, and there is no such file")
      return nil
    }
    let engine = projects.engine(for: path)
    reportProblems()
    let format = OpenDocument.format(languageID: "", uri: uri)
    let own = DocumentAnalysis(
      of: SourceText(decoding: bytes, as: format), as: format, with: engine,
      name: WorkspaceCorpora.name(path: path, uri: uri))
    let corpora = currentCorpora
    let analysis = own.compared(
      corpora.findings(in: own.name, saying: own.facts, engine: engine.id), with: engine)
    var hasher = ContentHasher()
    hasher.combine(bytes, bytes.indices)
    // Below zero, where no open document's revision is, and exact as a `Double`,
    // which is what many clients read numbers as.
    let revision = -1 - Int(hasher.finish().low & 0xFFFF_FFFF_FFFF)
    return DocumentSnapshot(
      uri: uri, version: nil, revision: revision, analysis: analysis, engine: engine,
      corpora: corpora)
  }
}
