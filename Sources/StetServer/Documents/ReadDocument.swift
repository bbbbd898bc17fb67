import JSON
package import JSONRPC
package import StetCore
import StetFormats
import StetWorkspace

/// A document as a request reads it: its text at one moment, with the draft that
/// it makes. Requests that only look at one document need nothing else.
package struct ReadDocument: Sendable {
  /// The URI, exactly as the client writes it.
  package let uri: String
  /// The version that the client gave; `nil` when it does not have it open.
  package let version: Int?
  /// The text, read.
  package let draft: Draft
  /// The unit of the client's columns.
  package let encoding: PositionEncoding

  /// The text.
  package var source: SourceText { draft.source }

  /// The place that a position of the client's means.
  package func offset(of position: Position) -> TextOffset {
    source.offset(of: position, in: encoding)
  }

  /// The blocks that ask the same question as the one at a place, that one among
  /// them, and the title where it asks it; in order. `nil` when there is no
  /// question at the place. O(bytes of the questions).
  func askings(at offset: TextOffset) -> (block: Int, all: [Int])? {
    guard let block = draft.blockIndex(containing: offset) else { return nil }
    let kind = draft.blocks[block].kind
    guard kind == .question || kind == .title else { return nil }
    let key = draft.questionKey(ofBlock: block)
    guard !key.isEmpty else { return nil }
    let all = draft.askings.filter { draft.questionKey(ofBlock: $0) == key }
    guard kind == .question || all.count > 1 || draft.asks(block) else { return nil }
    return (block, all)
  }
}

extension Draft {
  /// The blocks that may ask a question, in order: the title, and every question.
  var askings: [Int] {
    blocks.indices.filter { $0 == title || blocks[$0].kind == .question }
  }

  /// Whether a title ends as a question does.
  func asks(_ block: Int) -> Bool {
    let wording = source.bytes(in: wordingRange(ofBlock: block))
    return wording.last == UInt8(ascii: "?") || wording.suffix(3).elementsEqual("？".utf8)
  }
}

extension Session {
  /// Answers a request about one document.
  ///
  /// The document need not be open: that of a `file:` URI is read from the disk.
  /// Where there is none, the answer is `empty`. `body` is called at once for
  /// documents that are open and small, and else in a job.
  ///
  func answer(
    about uri: String, empty: String = "null",
    _ body: @escaping @Sendable (ReadDocument) -> Result<[UInt8], ResponseError>
  ) -> Answer {
    let encoding = client.positionEncoding
    let nothing = Array(empty.utf8)
    guard let document = documents[uri] else {
      guard let path = DocumentURI.path(of: uri) else { return .now(nothing) }
      let site = projects.engine(for: path).project.site
      return .later { _ in
        guard let draft = Self.draft(ofFile: path, site: site) else { return .success(nothing) }
        return body(ReadDocument(uri: uri, version: nil, draft: draft, encoding: encoding))
      }
    }
    if document.source.count <= Self.inlineLimit, let draft = analysis(of: uri)?.draft {
      let result = body(
        ReadDocument(uri: uri, version: document.version, draft: draft, encoding: encoding))
      return .done(result)
    }
    let (source, format, version) = (document.source, document.format, document.version)
    let known = document.currentAnalysis?.draft
    let site = projects.engine(for: document.path).project.site
    return .later { _ in
      body(
        ReadDocument(
          uri: uri, version: version, draft: known ?? .reading(source, as: format, site: site),
          encoding: encoding))
    }
  }

  /// Answers a request about one document and the workspace around it, in a job.
  /// `body` gets what is in the workspace when it asks for it.
  func answerBeside(
    about uri: String, empty: String = "null",
    _ body:
      @escaping @Sendable (
        ReadDocument, _ files: () -> [WorkspaceIndex.File]
      ) -> Result<[UInt8], ResponseError>
  ) -> Answer {
    let (view, index) = (workspaceView, index)
    let nothing = Array(empty.utf8)
    let encoding = client.positionEncoding
    let open = view.open.first { $0.uri == uri }
    let path = DocumentURI.path(of: uri)
    if open == nil && path == nil { return .now(nothing) }
    return .later { call in
      guard
        let draft = open?.read()
          ?? path.flatMap({ Self.draft(ofFile: $0, site: view.site(ofFile: $0)) })
      else {
        return .success(nothing)
      }
      // A file has one name in the index, however the client writes it.
      let name = open == nil ? path.map(DocumentURI.file) ?? uri : uri
      let document = ReadDocument(
        uri: name, version: open?.version, draft: draft, encoding: encoding)
      return body(document) { index.files(of: view, for: call) }
    }
  }

  /// Finds the diagnostics of a document: those that are known, or by looking.
  func finder(ofDiagnosticsIn uri: String) -> @Sendable (ReadDocument) -> [Diagnostic] {
    let path = documents[uri].map(\.path) ?? DocumentURI.path(of: uri)
    let engine = projects.engine(for: path)
    reportProblems()
    if let known = documents[uri]?.currentAnalysis, known.engine == engine.id {
      return { _ in known.diagnostics }
    }
    return { engine.engine.diagnostics(for: $0.draft) }
  }

  /// The draft that a file makes; `nil` when it cannot be read, or has more than
  /// `limit` bytes.
  static func draft(
    ofFile path: String, site: SiteText = .english, limit: Int = FileSystem.defaultLimit
  ) -> Draft? {
    guard let bytes = try? FileSystem.read(path, limit: limit) else { return nil }
    let format = OpenDocument.format(languageID: "", uri: DocumentURI.file(path))
    return .reading(SourceText(decoding: bytes, as: format), as: format, site: site)
  }
}

extension Answer {
  /// A result that is there, or why there is none.
  static func done(_ result: Result<[UInt8], ResponseError>) -> Answer {
    if case .success(let bytes) = result { return .now(bytes) }
    return .later { _ in result }
  }
}

extension OpenDocument {
  /// What was found in the text as it is now, when it has been looked for.
  var currentAnalysis: DocumentAnalysis? {
    analysis?.revision == revision ? analysis?.value : nil
  }
}

extension Params {
  /// The URI of the `textDocument` that a request is about.
  package func documentURI() throws(ResponseError) -> String {
    try member("textDocument").member("uri").string()
  }
}

extension Result where Success == [UInt8], Failure == ResponseError {
  /// A result, written now.
  static func json(_ body: (inout JSONWriter) -> Void) -> Self {
    var writer = JSONWriter()
    body(&writer)
    return .success(writer.take())
  }

  /// Nothing.
  static var null: Self { .success(Array("null".utf8)) }
}
