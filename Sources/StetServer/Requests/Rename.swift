import JSON
import JSONRPC
import StetCore

/// `textDocument/prepareRename`: whether a question is there to be worded anew.
enum PrepareRename: RequestHandler {
  static let method = "textDocument/prepareRename"

  static func answer(
    _ params: Params, in session: Session, call: Call
  ) throws(ResponseError) -> Answer {
    let uri = try params.documentURI()
    let position = try params.member("position").position()
    return session.answer(about: uri) { document in
      let offset = document.offset(of: position)
      guard let (block, _) = document.askings(at: offset) else { return .null }
      let words = document.draft.wordingRange(ofBlock: block)
      guard words.touches(offset) else { return .null }
      var places = PositionConverter(document.source, document.encoding)
      return .json { writer in
        writer.object { writer in
          writer.key("range")
          writer.range(words, &places)
          writer.member("placeholder", document.source.string(in: words))
        }
      }
    }
  }
}

/// `textDocument/rename`: words a question anew wherever the workspace asks it.
enum Rename: RequestHandler {
  static let method = "textDocument/rename"

  static func announce(in capabilities: inout ServerCapabilities, to client: ClientCapabilities) {
    if client.flag("textDocument", "rename", "prepareSupport") {
      capabilities.set("renameProvider", "prepareProvider", to: .bool(true))
    } else {
      capabilities.set("renameProvider", to: .bool(true))
    }
  }

  static func answer(
    _ params: Params, in session: Session, call: Call
  ) throws(ResponseError) -> Answer {
    let uri = try params.documentURI()
    let position = try params.member("position").position()
    let name = try params.member("newName").string()
    // A question is one line; what would be read as several is refused.
    guard name.utf8.contains(where: { !$0.isASCIIWhitespace }),
      !name.utf8.contains(where: \.isLineBreak)
    else {
      throw ResponseError(.invalidParams, "newName: expected one line with words in it")
    }
    let takesVersions = session.client.takesDocumentChanges
    return session.answerBeside(about: uri) { document, files in
      let offset = document.offset(of: position)
      guard document.askings(at: offset) != nil,
        let askings = Askings(at: offset, of: document, among: files())
      else { return .null }
      return .json { write(name, askings, withVersions: takesVersions, to: &$0) }
    }
  }

  private static func write(
    _ name: String, _ askings: Askings, withVersions takesVersions: Bool,
    to writer: inout JSONWriter
  ) {
    // Those of one document stand together.
    var documents: [ArraySlice<Askings.Asking>] = []
    var rest = askings.all[...]
    while let uri = rest.first?.uri {
      documents.append(rest.prefix { $0.uri == uri })
      rest = rest.drop { $0.uri == uri }
    }
    func edits(_ askings: ArraySlice<Askings.Asking>, _ writer: inout JSONWriter) {
      writer.array { writer in
        for asking in askings {
          writer.object { writer in
            writer.key("range")
            writer.range(asking.entry.words)
            writer.member("newText", name)
          }
        }
      }
    }
    writer.object { writer in
      guard takesVersions else {
        writer.key("changes")
        writer.object { writer in
          for document in documents {
            guard let uri = document.first?.uri else { continue }
            writer.key(uri)
            edits(document, &writer)
          }
        }
        return
      }
      writer.key("documentChanges")
      writer.array { writer in
        for document in documents {
          guard let first = document.first else { continue }
          writer.object { writer in
            writer.key("textDocument")
            writer.object { writer in
              writer.member("uri", first.uri)
              writer.key("version")
              if let version = first.version { writer.integer(version) } else { writer.null() }
            }
            writer.key("edits")
            edits(document, &writer)
          }
        }
      }
    }
  }
}
