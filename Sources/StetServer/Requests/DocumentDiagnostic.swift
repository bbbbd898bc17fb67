import JSON
import JSONRPC
import StetCore
import StetFormats
import StetWorkspace

/// `textDocument/diagnostic`: the diagnostics of one document, for clients that
/// ask for them.
enum DocumentDiagnostic: RequestHandler {
  static let method = "textDocument/diagnostic"

  static func announce(in capabilities: inout ServerCapabilities, to client: ClientCapabilities) {
    guard client.pullsDiagnostics else { return }
    capabilities.set("diagnosticProvider", "identifier", to: .string("stet"))
    capabilities.set(
      "diagnosticProvider", "interFileDependencies",
      to: .bool(capabilities.comparesDrafts))
    capabilities.set("diagnosticProvider", "workspaceDiagnostics", to: .bool(true))
    capabilities.set("diagnosticProvider", "workDoneProgress", to: .bool(true))
  }

  static func answer(
    _ params: Params, in session: Session, call: Call
  ) throws(ResponseError) -> Answer {
    let uri = try params.member("textDocument").member("uri").string()
    let previous = try params.optional("previousResultId")?.string()
    guard let document = session.documents[uri], let analysis = session.analysis(of: uri) else {
      return try closedFile(uri, previous, session)
    }
    let items = session.encodedDiagnostics(analysis, of: document)
    return .json { DiagnosticReport(items).write(to: &$0, previous: previous) }
  }

  /// The diagnostics of a file that is not open: those of what is on the disk.
  private static func closedFile(
    _ uri: String, _ previous: String?, _ session: Session
  ) throws(ResponseError) -> Answer {
    guard let path = DocumentURI.path(of: uri), FileSystem.exists(path) else {
      session.log(.warning, "\(uri) is not open, and there is no such file")
      return .json { DiagnosticReport(Session.noDiagnostics).write(to: &$0, previous: previous) }
    }
    let engine = session.projects.engine(for: path)
    let client = session.client
    let (corpora, related) = (session.currentCorpora, session.relatedDrafts)
    return .later { _ in
      do throws(FileError) {
        let format = OpenDocument.format(languageID: "", uri: uri)
        let source = SourceText(decoding: try FileSystem.read(path), as: format)
        let name = WorkspaceCorpora.name(path: path, uri: uri)
        let own = DocumentAnalysis(of: source, as: format, with: engine, name: name)
        var all = corpora
        _ = all.update(name, engine, to: own.facts)
        let analysis = own.compared(all.findings(in: name, engine: engine.id), with: engine)
        let items = DiagnosticEncoder(client, uri: uri, source: source, related: related)
          .array(of: analysis.diagnostics)
        var writer = JSONWriter()
        DiagnosticReport(items).write(to: &writer, previous: previous)
        return .success(writer.take())
      } catch {
        return .failure(ResponseError(.requestFailed, error.description))
      }
    }
  }
}

/// The diagnostics of one document as a client gets them that asks.
struct DiagnosticReport: Sendable {
  private let items: [UInt8]
  /// Tells this set of diagnostics from others: two alike have the same id, at
  /// any time, in any session.
  let resultID: String

  /// Makes a report of a JSON array of diagnostics.
  init(_ items: [UInt8]) {
    self.items = items
    var hasher = ContentHasher()
    hasher.combine(items, items.indices)
    let hash = hasher.finish()
    resultID = String(hash.low, radix: 36) + String(hash.high, radix: 36)
  }

  /// Makes a report that the client has already.
  init(unchanged resultID: String) {
    items = []
    self.resultID = resultID
  }

  /// Writes the report: only that nothing changed, when the client knows these
  /// diagnostics. `extra` writes further members.
  func write(
    to writer: inout JSONWriter, previous: String?,
    extra: (inout JSONWriter) -> Void = { _ in }
  ) {
    writer.object { writer in
      writer.member("kind", resultID == previous ? "unchanged" : "full")
      writer.member("resultId", resultID)
      if resultID != previous {
        writer.key("items")
        writer.raw(items)
      }
      extra(&writer)
    }
  }
}
