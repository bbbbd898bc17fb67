import JSON
import JSONRPC
import StetCore

/// `workspace/symbol`: titles, headings and questions of all drafts, found by
/// letters that stand in them in order.
enum WorkspaceSymbol: RequestHandler {
  static let method = "workspace/symbol"

  /// The most results of one request.
  static let limit = 500

  static func announce(in capabilities: inout ServerCapabilities, to client: ClientCapabilities) {
    capabilities.set("workspaceSymbolProvider", to: .bool(true))
  }

  static func answer(
    _ params: Params, in session: Session, call: Call
  ) throws(ResponseError) -> Answer {
    let query = FuzzyQuery(try params.member("query").string())
    let (view, index) = (session.workspaceView, session.index)
    let kinds = SymbolKinds(session.client.value("workspace", "symbol", "symbolKind"))
    return .later { call in
      var found: [(score: Int, uri: String, entry: WorkspaceIndex.Entry)] = []
      for file in index.files(of: view, for: call) {
        if call.isCancelled { return .failure(Session.cancellation) }
        for entry in file.entries {
          if let score = query.score(of: entry.name) { found.append((score, file.uri, entry)) }
        }
      }
      // The files came in order of URIs, and their entries as they stand: what
      // is equally good stays so.
      let order = found.indices.sorted { (found[$1].score, $0) < (found[$0].score, $1) }
      return .json { writer in
        writer.array { writer in
          for item in order.prefix(limit).map({ found[$0] }) {
            writer.object { writer in
              writer.member("name", item.entry.name)
              writer.member("kind", kinds.value(of: item.entry.kind))
              writer.key("location")
              writer.location(item.uri, item.entry.words)
              writer.member("containerName", item.entry.container ?? view.display(item.uri))
            }
          }
        }
      }
    }
  }
}

/// Letters that must stand in a name, in order, whatever stands between them.
struct FuzzyQuery: Sendable {
  private let wanted: [UInt8]

  /// Makes a query. Case and white space do not count.
  init(_ text: String) {
    wanted = text.lowercased().utf8.filter { !$0.isASCIIWhitespace }
  }

  /// How well a name fits: more for letters that stand together, at the start of
  /// a word, or of the name, and for short names; `nil` when it does not.
  /// O(bytes of the name and the query).
  func score(of name: String) -> Int? {
    let bytes = Array(name.lowercased().utf8)
    guard !wanted.isEmpty else { return 0 }
    var score = 0
    var next = 0
    var last = -2
    var index = 0
    while index < bytes.count, next < wanted.count {
      // Letters together are best: where all that is left stands here, take it.
      if bytes[index] == wanted[next] {
        let startsWord = index == 0 || bytes[index - 1].isASCIIWhitespace
        score += last == index - 1 ? 4 : startsWord ? 3 : 1
        if index == 0 { score += 2 }
        last = index
        next += 1
      }
      index += 1
    }
    guard next == wanted.count else { return nil }
    if let place = Self.place(of: wanted, in: bytes) {
      let startsWord = place == 0 || bytes[place - 1].isASCIIWhitespace
      score = max(score, 4 * wanted.count + 2) + (startsWord ? 4 : 0) + (place == 0 ? 4 : 0)
    }
    return score * 16 - min(15, bytes.count / 16)
  }

  private static func place(of wanted: [UInt8], in bytes: [UInt8]) -> Int? {
    guard wanted.count <= bytes.count else { return nil }
    return (0...bytes.count - wanted.count).first {
      bytes[$0..<$0 + wanted.count].elementsEqual(wanted)
    }
  }
}
