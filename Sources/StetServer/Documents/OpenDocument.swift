package import StetCore
import StetFormats

/// A document that the client has open: its text is what the client says it is,
/// whatever stands in the file.
package struct OpenDocument: Sendable {
  /// The URI, exactly as the client writes it.
  package let uri: String
  /// The absolute path of the file; `nil` for a document without one.
  package let path: String?
  /// What it is written in.
  package let format: Draft.Format
  /// What other drafts call it.
  let name: String
  /// The version that the client gave it last.
  package internal(set) var version: Int
  /// The text.
  package internal(set) var source: SourceText
  /// Tells every state of every document of a session apart, in rising order;
  /// versions may come twice when a document is closed and opened again.
  package internal(set) var revision: Int

  /// What was found, when it has been looked for, in some state of the text.
  var analysis: (revision: Int, value: DocumentAnalysis)?
  /// The revision that is being analyzed elsewhere.
  var revisionAtWork: Int?
  /// The diagnostics that were published last, as JSON.
  var published: [UInt8]?

  /// Opens a document.
  init(uri: String, languageID: String, version: Int, text: String, revision: Int) {
    self.uri = uri
    path = DocumentURI.path(of: uri)
    name = WorkspaceCorpora.name(path: path, uri: uri)
    format = Self.format(languageID: languageID, uri: uri)
    self.version = version
    source = Self.source(text)
    self.revision = revision
  }

  /// Text as a client sends it. A byte order mark in it is a character like any
  /// other, for the client counts it.
  static func source(_ text: String) -> SourceText {
    var text = text
    var source = SourceText("")
    text.withUTF8 { _ = source.replace(TextRange(0, 0), with: $0) }
    return source
  }

  /// The format that a language id means; where it means none, the one that the
  /// name of the document means; else plain text.
  static func format(languageID: String, uri: String) -> Draft.Format {
    switch languageID.lowercased() {
    case "markdown", "mdx", "md", "rmd", "quarto", "gfm": .markdown
    case "plaintext", "text", "txt": .plainText
    case "html", "xhtml": .html
    case "xml": .xml
    case "jsonl", "jsonlines", "ndjson": .jsonLines
    default:
      DocumentURI.fileExtension(of: uri).flatMap(Draft.Format.init(fileExtension:)) ?? .plainText
    }
  }
}
