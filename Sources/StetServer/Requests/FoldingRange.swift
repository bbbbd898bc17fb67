import JSON
import JSONRPC
import StetCore

/// `textDocument/foldingRange`: what may be shown as one line: sections,
/// questions with their answers, lists, code, tables, comments.
enum FoldingRange: RequestHandler {
  static let method = "textDocument/foldingRange"

  static func announce(in capabilities: inout ServerCapabilities, to client: ClientCapabilities) {
    capabilities.set("foldingRangeProvider", to: .bool(true))
  }

  /// What can be folded.
  struct Fold: Hashable, Sendable {
    /// The text, from the first shown line to the end of the last hidden one.
    var range: TextRange
    /// The lines that it begins and ends on.
    var lines: ClosedRange<Int>
    /// The protocol's name for what it is, where it has one.
    var kind: String?
    /// What matters least has the greatest rank.
    var rank: Int
  }

  static func answer(
    _ params: Params, in session: Session, call: Call
  ) throws(ResponseError) -> Answer {
    let uri = try params.documentURI()
    let client = session.client
    let isByLine = client.flag("textDocument", "foldingRange", "lineFoldingOnly")
    let limit = client.value("textDocument", "foldingRange", "rangeLimit")?.integer
    return session.answer(about: uri, empty: "[]") { document in
      let folds = limited(self.folds(of: document.draft), to: limit)
      var places = PositionConverter(document.source, document.encoding)
      return .json { writer in
        writer.array { writer in
          for fold in folds {
            writer.object { writer in
              writer.member("startLine", fold.lines.lowerBound)
              writer.member("endLine", fold.lines.upperBound)
              if !isByLine {
                // From the end of the first line, which stays.
                let first = document.source.contentRange(ofLine: fold.lines.lowerBound)
                let (start, end) = (
                  places.position(of: first.end), places.position(of: fold.range.end)
                )
                writer.member("startCharacter", start.column)
                writer.member("endCharacter", end.column)
              }
              if let kind = fold.kind { writer.member("kind", kind) }
            }
          }
        }
      }
    }
  }

  /// All that can be folded, in order, no two on the same lines.
  static func folds(of draft: Draft) -> [Fold] {
    var folds: [Fold] = []
    func add(_ range: TextRange, _ kind: String?, rank: Int) {
      let first = draft.source.line(containing: range.start)
      let last = draft.source.line(containing: range.end)
      guard first < last else { return }
      folds.append(Fold(range: range, lines: first...last, kind: kind, rank: rank))
    }
    OutlineTree(draft).forEach { node, depth in
      switch node.kind {
      case .section, .question: add(node.range, nil, rank: min(depth, 50))
      case .title, .answer: break
      }
    }
    var index = 0
    while index < draft.blocks.count {
      let block = draft.blocks[index]
      switch block.kind {
      case .listItem:
        let last = lastItem(from: index, in: draft)
        add(
          TextRange(start: block.range.start, end: draft.blocks[last].content.end), nil, rank: 100)
        index = last
      case .code, .table: add(trimmed(block.range, draft.source), nil, rank: 101)
      case .comment: add(trimmed(block.range, draft.source), "comment", rank: 102)
      case .frontMatter: add(trimmed(block.range, draft.source), "region", rank: 102)
      default: break
      }
      index += 1
    }
    folds.sort {
      ($0.lines.lowerBound, -$0.lines.upperBound, $0.rank)
        < ($1.lines.lowerBound, -$1.lines.upperBound, $1.rank)
    }
    var result: [Fold] = []
    for fold in folds where result.last?.lines != fold.lines { result.append(fold) }
    return result
  }

  /// The last item of the list that begins at a block, blank lines between items
  /// passed over.
  private static func lastItem(from first: Int, in draft: Draft) -> Int {
    var last = first
    var index = first + 1
    while index < draft.blocks.count {
      switch draft.blocks[index].kind {
      case .listItem: last = index
      case .blank: break
      default: return last
      }
      index += 1
    }
    return last
  }

  /// A range without the white space at its end.
  private static func trimmed(_ range: TextRange, _ source: SourceText) -> TextRange {
    let bytes = source.bytes(in: range)
    let end = bytes.lastIndex { !$0.isASCIIWhitespace }.map { $0 + 1 } ?? range.start.utf8
    return TextRange(range.start.utf8, end)
  }

  /// The folds that matter most, in order, when the client wants only so many.
  private static func limited(_ folds: [Fold], to limit: Int?) -> [Fold] {
    guard let limit, limit >= 0, folds.count > limit else { return folds }
    let kept = folds.indices.sorted { (folds[$0].rank, $0) < (folds[$1].rank, $1) }.prefix(limit)
    return kept.sorted().map { folds[$0] }
  }
}
