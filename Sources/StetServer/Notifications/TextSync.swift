import JSON
import JSONRPC
import StetCore

/// `textDocument/didOpen`.
enum DidOpen: NotificationHandler {
  static let methods = ["textDocument/didOpen"]

  static func announce(in capabilities: inout ServerCapabilities, to client: ClientCapabilities) {
    capabilities.set("textDocumentSync", "openClose", to: .bool(true))
  }

  static func handle(_ params: Params, in session: Session) throws(ResponseError) {
    let item = try params.member("textDocument")
    let uri = try item.member("uri").string()
    let document = OpenDocument(
      uri: uri, languageID: try item.optional("languageId")?.string() ?? "",
      version: try item.optional("version")?.integer() ?? 0,
      text: try item.member("text").string(), revision: session.nextRevision())
    session.open(document)
  }
}

/// `textDocument/didChange`.
enum DidChange: NotificationHandler {
  static let methods = ["textDocument/didChange"]

  static func announce(in capabilities: inout ServerCapabilities, to client: ClientCapabilities) {
    // 2: changes come as edits.
    capabilities.set("textDocumentSync", "change", to: .integer(2))
  }

  static func handle(_ params: Params, in session: Session) throws(ResponseError) {
    let identifier = try params.member("textDocument")
    let uri = try identifier.member("uri").string()
    let version = try identifier.optional("version")?.integer()
    // All are read before the first is applied: half of a notification would
    // leave a text that neither side knows.
    var edits: [TextChange] = []
    for change in try params.member("contentChanges").array() {
      edits.append(try TextChange(change))
    }
    session.change(uri, to: version, edits)
  }
}

/// One change of a text, as the protocol has it.
struct TextChange: Sendable {
  /// What is replaced; `nil` for all of it. May be reversed, or out of bounds.
  var range: (start: Position, end: Position)?
  /// What stands there instead.
  var text: String

  /// Reads a change.
  init(_ params: Params) throws(ResponseError) {
    range = try params.optional("range")?.range()
    text = try params.member("text").string()
  }

  /// Makes the change.
  func apply(to source: inout SourceText, _ encoding: PositionEncoding) {
    guard let range else {
      source = OpenDocument.source(text)
      return
    }
    var text = text
    let place = source.range(from: range.start, to: range.end, in: encoding)
    text.withUTF8 { _ = source.replace(place, with: $0) }
  }
}

/// `textDocument/didSave`.
enum DidSave: NotificationHandler {
  static let methods = ["textDocument/didSave"]

  static func announce(in capabilities: inout ServerCapabilities, to client: ClientCapabilities) {
    capabilities.set("textDocumentSync", "save", "includeText", to: .bool(false))
  }

  static func handle(_ params: Params, in session: Session) throws(ResponseError) {
    session.saved(try params.member("textDocument").member("uri").string())
  }
}

/// `textDocument/didClose`.
enum DidClose: NotificationHandler {
  static let methods = ["textDocument/didClose"]

  static func handle(_ params: Params, in session: Session) throws(ResponseError) {
    session.close(try params.member("textDocument").member("uri").string())
  }
}
