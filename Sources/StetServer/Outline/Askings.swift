import JSON
import StetCore

/// Every place of a workspace that asks one question.
struct Askings: Sendable {
  /// One place.
  struct Asking: Sendable {
    /// The document.
    var uri: String
    /// Its version, when it is open.
    var version: Int?
    /// The question, or the title that asks it.
    var entry: WorkspaceIndex.Entry
  }

  /// The words of the question that was asked about.
  let here: ClosedRange<Position>
  /// All places, in order of URIs and then as they stand.
  let all: [Asking]
  /// The index in ``all`` of the place that was asked about.
  let current: Int
  /// The index in ``all`` of the place that counts as the question's own: the
  /// first in the draft; from there, the first of the workspace.
  let first: Int

  /// The places that are not the one that was asked about.
  var others: [Asking] { all.indices.filter { $0 != current }.map { all[$0] } }

  /// The askings of the question at a place of a document; `nil` when there is
  /// no question.
  init?(
    at offset: TextOffset, of document: ReadDocument, among files: [WorkspaceIndex.File]
  ) {
    guard let (block, _) = document.askings(at: offset) else { return nil }
    self.init(ofBlock: block, of: document, among: files)
  }

  /// The askings of the question that a block of a document asks.
  init?(ofBlock block: Int, of document: ReadDocument, among files: [WorkspaceIndex.File]) {
    let draft = document.draft
    let key = draft.questionKey(ofBlock: block)
    guard !key.isEmpty else { return nil }
    var places = PositionConverter(document.source, document.encoding)
    let words = draft.wordingRange(ofBlock: block)
    let start = places.position(of: words.start)
    here = start...max(start, places.position(of: words.end))
    var files = files
    // A document that is in no folder of the workspace counts all the same.
    if !files.contains(where: { $0.uri == document.uri }) {
      files.append(
        WorkspaceIndex.File(
          uri: document.uri, version: document.version,
          entries: WorkspaceIndex.entries(of: draft, document.encoding)))
      files.sort { $0.uri.utf8.lexicographicallyPrecedes($1.uri.utf8) }
    }
    all = files.flatMap { file in
      file.entries.filter { $0.key == key }.map {
        Asking(uri: file.uri, version: file.version, entry: $0)
      }
    }
    let here = here
    // Titles alike are twins only of questions.
    guard all.contains(where: \.entry.asks),
      let current = all.firstIndex(where: {
        $0.uri == document.uri && $0.entry.words.lowerBound == here.lowerBound
      })
    else { return nil }
    self.current = current
    let inDraft = all.firstIndex { $0.uri == document.uri } ?? current
    first = inDraft == current ? 0 : inDraft
  }
}

extension JSONWriter {
  /// Writes a `Range` of the protocol.
  mutating func range(_ range: ClosedRange<Position>) {
    object {
      $0.key("start")
      $0.position(range.lowerBound)
      $0.key("end")
      $0.position(range.upperBound)
    }
  }

  /// Writes a `Location` of the protocol.
  mutating func location(_ uri: String, _ range: ClosedRange<Position>) {
    object {
      $0.member("uri", uri)
      $0.key("range")
      $0.range(range)
    }
  }
}
