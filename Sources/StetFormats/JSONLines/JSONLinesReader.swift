public import StetCore

/// Reads records of questions and answers, one JSON object on a line.
///
/// The strings of a record that are text become blocks, by the names of their
/// members; a line break that is escaped in a string ends a block. Escapes are
/// spans, so that every place leads to the bytes of the file. Each record is a part
/// of the draft. All else is markup. A line that is no JSON is a fault.
public enum JSONLinesReader: DraftReader {
  /// The draft that the records make. Linear in the length of the text.
  public static func read(_ source: SourceText) -> Draft {
    var assembly = JSONLinesAssembly(source)
    assembly.run()
    return Draft(
      source: source, format: .jsonLines, blocks: assembly.blocks, spans: assembly.spans,
      metadata: assembly.metadata
    ).divided(into: assembly.records).noting(assembly.faults)
  }

  /// Whether a file that begins with these bytes holds questions or answers: the
  /// first line is an object that has a member of such a name. O(the first line).
  package static func holdsQuestions(_ start: [UInt8]) -> Bool {
    let bytes = start.span
    var tokens = JSONTokens(from: 0, to: start.firstIndex(of: .lineFeed) ?? start.count)
    guard tokens.next(bytes) == .startObject else { return false }
    var depth = 1
    while let token = tokens.next(bytes) {
      switch token {
      case .startObject, .startArray: depth += 1
      case .endObject, .endArray: depth -= 1
      case .name(let name) where depth == 1:
        let kind = JSONField(bytes, name)
        if kind == .question || kind == .answer { return true }
      default: break
      }
    }
    return false
  }
}

/// What the member of a record holds, by its name.
enum JSONField: Hashable {
  case question
  case answer
  case title
  case text
  case fact(Metadata.Kind)
  case other

  /// The field of a name, in any case.
  init(_ bytes: Span<UInt8>, _ name: Range<Int>) {
    self = Self.byHash[HTMLElement.hash(bytes, name)] ?? .other
  }

  private static let byHash: [UInt64: JSONField] = {
    let names: [(String, JSONField)] = [
      ("question questions q query question_text questiontext", .question),
      (
        "answer answers a response reply accepted_answer acceptedanswer best_answer answer_text "
          + "answertext completion long_answer short_answer suggestedanswer", .answer
      ),
      ("title headline heading", .title),
      (
        "text body content context passage description summary abstract paragraph paragraphs "
          + "article document lead explanation", .text
      ),
      ("author", .fact(.author)), ("date", .fact(.date)), ("url source", .fact(.source)),
      ("topic category", .fact(.topic)), ("votes score upvotes", .fact(.voteCount)),
      ("views", .fact(.viewCount)),
    ]
    var table: [UInt64: JSONField] = [:]
    for (words, field) in names {
      for word in words.split(separator: " ") {
        table[SiteText.hash(Array(word.utf8)[...])] = field
      }
    }
    return table
  }()
}

/// The reading of one file.
private struct JSONLinesAssembly {
  private let source: SourceText
  private var markup: MarkupAssembly
  private(set) var metadata: [Metadata] = []
  private(set) var records: [TextRange] = []
  private(set) var faults: [Draft.Fault] = []

  var blocks: [Block] { markup.blocks }
  var spans: [InlineSpan] { markup.spans }

  init(_ source: SourceText) {
    self.source = source
    markup = MarkupAssembly(count: source.count, comments: [])
  }

  mutating func run() {
    let whole = source.utf8
    let bytes = whole.span
    for line in source.lineStarts.indices {
      let range = source.contentRange(ofLine: line)
      guard source.bytes(in: range).contains(where: { !$0.isASCIIWhitespace }) else { continue }
      record(range, bytes)
    }
    markup.finish(bytes)
  }

  private mutating func record(_ line: TextRange, _ bytes: Span<UInt8>) {
    var tokens = JSONTokens(from: line.start.utf8, to: line.end.utf8)
    /// For each object or array that is open, what its texts are.
    var open: [JSONField] = []
    var field = JSONField.other
    var isFirst = true
    var isObject = false
    while let token = tokens.next(bytes) {
      if isFirst, token == .startObject { isObject = true }
      isFirst = false
      switch token {
      case .startObject, .startArray:
        open.append(field)
      case .endObject, .endArray:
        open.removeLast()
        field = open.last ?? .other
      case .name(let name):
        let own = JSONField(bytes, name)
        let above = open.last ?? .other
        // `"answers": [{"text": …}]`: the text is an answer.
        field = own == .text && (above == .answer || above == .question) ? above : own
      case .string(let text): add(text, field, bytes)
      case .scalar(let value):
        if case .fact(let kind) = field { fact(kind, value) }
      }
    }
    if let fault = tokens.fault {
      faults.append(
        Draft.Fault(
          .json, at: TextRange(fault.offset, min(fault.offset + 1, line.end.utf8)),
          "This line is no JSON: expected \(fault.expected)"))
    } else if !isObject {
      faults.append(Draft.Fault(.json, at: line, "Expected a JSON object on each line"))
    }
    records.append(line)
  }

  private mutating func fact(_ kind: Metadata.Kind, _ value: Range<Int>) {
    metadata.append(
      Metadata(kind, value: source.string(in: TextRange(value)), range: TextRange(value)))
  }

  private mutating func add(_ text: Range<Int>, _ field: JSONField, _ bytes: Span<UInt8>) {
    let kind: Block.Kind
    switch field {
    case .question: kind = .question
    case .answer: kind = .answer
    case .title: kind = .title
    case .text: kind = .paragraph
    case .fact(let fact):
      self.fact(fact, text)
      return
    case .other: return
    }
    for line in JSONText.lines(bytes, text) {
      JSONText.addSpans(bytes, from: line.lowerBound, to: line.upperBound, into: &markup.spans)
      markup.add(Block(kind: kind, range: TextRange(line)), bytes)
    }
  }
}
