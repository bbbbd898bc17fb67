import JSON
import JSONRPC
import StetCore

/// `textDocument/documentSymbol`: the title, the sections, and the questions with
/// their answers; as a tree, or as a list for clients that know no tree.
enum DocumentSymbol: RequestHandler {
  static let method = "textDocument/documentSymbol"

  static func announce(in capabilities: inout ServerCapabilities, to client: ClientCapabilities) {
    capabilities.set("documentSymbolProvider", to: .bool(true))
  }

  static func answer(
    _ params: Params, in session: Session, call: Call
  ) throws(ResponseError) -> Answer {
    let uri = try params.documentURI()
    let isTree = session.client.flag(
      "textDocument", "documentSymbol", "hierarchicalDocumentSymbolSupport")
    let kinds = SymbolKinds(session.client.value("textDocument", "documentSymbol", "symbolKind"))
    return session.answer(about: uri, empty: "[]") { document in
      let tree = OutlineTree(document.draft)
      return .json { writer in
        writer.array { writer in
          if isTree {
            var places = PositionConverter(document.source, document.encoding)
            for node in tree.roots { write(node, document, kinds, &places, to: &writer) }
          } else {
            writeList(tree, document, kinds, to: &writer)
          }
        }
      }
    }
  }

  /// Deeper than this the parts of a part are not shown.
  private static let depthLimit = 64

  private static func write(
    _ node: OutlineTree.Node, _ document: ReadDocument, _ kinds: SymbolKinds,
    _ places: inout PositionConverter, to writer: inout JSONWriter, depth: Int = 0
  ) {
    writer.object { writer in
      writer.member("name", PartName.of(node.selection, in: document.source))
      writer.member("kind", kinds.value(of: node.kind))
      writer.key("range")
      writer.range(node.range, &places)
      writer.key("selectionRange")
      writer.range(node.selection, &places)
      guard !node.children.isEmpty, depth < depthLimit else { return }
      writer.key("children")
      writer.array { writer in
        for child in node.children {
          write(child, document, kinds, &places, to: &writer, depth: depth + 1)
        }
      }
    }
  }

  private static func writeList(
    _ tree: OutlineTree, _ document: ReadDocument, _ kinds: SymbolKinds, to writer: inout JSONWriter
  ) {
    var places = PositionConverter(document.source, document.encoding)
    var holders: [String] = []
    tree.forEach { node, depth in
      let name = PartName.of(node.selection, in: document.source)
      holders.removeLast(max(0, holders.count - depth))
      writer.object { writer in
        writer.member("name", name)
        writer.member("kind", kinds.value(of: node.kind))
        writer.key("location")
        writer.object { writer in
          writer.member("uri", document.uri)
          writer.key("range")
          writer.range(node.range, &places)
        }
        if let holder = holders.last { writer.member("containerName", holder) }
      }
      holders.append(name)
    }
  }
}

/// The numbers by which the client is told what a part of a draft is.
struct SymbolKinds: Sendable {
  private let known: Set<Int>?

  /// Reads what the client says of its `symbolKind`.
  init(_ capability: JSONValue?) {
    known = capability?["valueSet"]?.array.map { Set($0.compactMap(\.integer)) }
  }

  /// The number for a part. One that the client does not know is replaced by
  /// that of a text, which it had from the start.
  func value(of kind: OutlineTree.Kind) -> Int {
    let text = 15
    let value =
      switch kind {
      case .title: 1  // a file
      case .section: 3  // a namespace
      case .question: 12  // a function
      case .answer: text
      }
    guard let known else { return value }
    return known.contains(value) ? value : text
  }
}
