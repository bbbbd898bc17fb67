import JSON
import JSONRPC
import StetCore

/// `textDocument/selectionRange`: what a writer selects next around each place:
/// the word, the sentence, the block, the question with its answer, the section,
/// the document.
enum SelectionRange: RequestHandler {
  static let method = "textDocument/selectionRange"

  static func announce(in capabilities: inout ServerCapabilities, to client: ClientCapabilities) {
    capabilities.set("selectionRangeProvider", to: .bool(true))
  }

  static func answer(
    _ params: Params, in session: Session, call: Call
  ) throws(ResponseError) -> Answer {
    let uri = try params.documentURI()
    var positions: [Position] = []
    for position in try params.member("positions").array() {
      positions.append(try position.position())
    }
    let wanted = positions
    return session.answer(about: uri) { document in
      let tree = OutlineTree(document.draft)
      var places = PositionConverter(document.source, document.encoding)
      var blocks = Blocks(document.draft)
      return .json { writer in
        writer.array { writer in
          for position in wanted {
            let ranges = ranges(
              around: document.offset(of: position), in: document.draft, tree, &blocks)
            write(ranges[...], &places, to: &writer)
          }
        }
      }
    }
  }

  private static func write(
    _ ranges: ArraySlice<TextRange>, _ places: inout PositionConverter, to writer: inout JSONWriter
  ) {
    guard let range = ranges.first else { return }
    writer.object { writer in
      writer.key("range")
      writer.range(range, &places)
      if ranges.count > 1 {
        writer.key("parent")
        write(ranges.dropFirst(), &places, to: &writer)
      }
    }
  }

  /// The words and sentences of blocks; those of a block are found once.
  private struct Blocks {
    private let draft: Draft
    private var known: [Int: (words: [TextRange], sentences: [TextRange])] = [:]

    init(_ draft: Draft) { self.draft = draft }

    /// The words and sentences that hold a place of a block, or end at it.
    mutating func ranges(around offset: TextOffset, inBlock index: Int) -> [TextRange] {
      if known[index] == nil, let view = draft.view(ofBlock: index) {
        let words = view.tokens.filter { !$0.isWhitespace && $0.kind != .punctuation }.map(\.range)
        known[index] = (words, draft.blocks[index].kind.isProse ? view.sentences : [])
      }
      guard let (words, sentences) = known[index] else { return [] }
      return words.filter { $0.touches(offset) } + sentences.filter { $0.touches(offset) }
    }
  }

  /// The ranges around a place, each inside the next and smaller; the last is
  /// the whole text.
  private static func ranges(
    around offset: TextOffset, in draft: Draft, _ tree: OutlineTree, _ blocks: inout Blocks
  ) -> [TextRange] {
    var candidates: [TextRange] = []
    if let index = draft.blockIndex(containing: offset) {
      candidates += blocks.ranges(around: offset, inBlock: index)
      candidates.append(draft.blocks[index].content)
    }
    var holders: [TextRange] = []
    tree.forEach { node, _ in
      if node.range.touches(offset), holders.count < holderLimit { holders.append(node.range) }
    }
    candidates += holders.reversed()
    candidates.append(draft.source.range)

    var result: [TextRange] = []
    for range in candidates where range.touches(offset) {
      guard let last = result.last else {
        result.append(range)
        continue
      }
      if range.contains(last), range != last { result.append(range) }
    }
    return result
  }

  /// The most parts around a place that are offered; the ranges nest as deep in
  /// the answer.
  private static let holderLimit = 64
}

extension TextRange {
  /// Whether a place is inside, or at the end.
  func touches(_ offset: TextOffset) -> Bool { start <= offset && offset <= end }
}
