import JSON
import StetCore

/// Puts drafts together from records that come one on a line.
struct RecordReader {
  /// A draft and the lines it came from.
  struct Draft: Sendable {
    /// What one line gave.
    enum Item: Sendable {
      /// A record, and where its text stands in the draft's.
      case record(id: JSONValue, range: Range<Int>)
      /// A line that can't be used, by its number from 1.
      case fault(id: JSONValue, message: String, line: Int)
    }

    /// The lines, in order.
    fileprivate(set) var items: [Item] = []
    /// The texts of the records, with a blank line between two.
    fileprivate(set) var text: [UInt8] = []
    /// What the text is written in, when the records say it.
    fileprivate(set) var format: StetCore.Draft.Format?
    /// What its records are joined by; `nil` for a record that stands alone.
    fileprivate var name: JSONValue?
    fileprivate var isEmpty: Bool { items.isEmpty }

    /// Whether some line can't be used.
    var hasErrors: Bool {
      items.contains { if case .fault = $0 { true } else { false } }
    }

    fileprivate mutating func append(_ id: JSONValue, _ record: String) {
      if items.contains(where: { if case .record = $0 { true } else { false } }) {
        text.append(contentsOf: text.last == .lineFeed || text.isEmpty ? [0x0A] : [0x0A, 0x0A])
      }
      let start = text.count
      text.append(contentsOf: record.utf8)
      items.append(.record(id: id, range: start..<text.count))
    }
  }

  private var complete: [Draft] = []
  private var current = Draft()
  private var line = 0

  /// Drafts that are complete and have not been taken.
  var completeCount: Int { complete.count }
  /// Bytes of text in them.
  private(set) var completeBytes = 0

  /// Takes in one line, given without its line break. A line of white space is
  /// passed over.
  mutating func read(line bytes: [UInt8]) {
    line += 1
    guard !bytes.allSatisfy(\.isASCIIWhitespace) else { return }
    let value: JSONValue
    do throws(JSONError) {
      value = try JSONValue(parsing: bytes)
    } catch {
      return fault("Not JSON: \(error)")
    }
    guard let record = value.object else {
      return fault("Expected an object, found \(value.kindDescription)")
    }
    let id: JSONValue
    switch record["id"] {
    case .some(let value) where value.string != nil || value.number != nil: id = value
    case nil: return fault("“id” is missing")
    case .some(let value):
      return fault("“id” must be a string or a number, not \(value.kindDescription)")
    }
    guard let text = record["text"] else { return fault("“text” is missing", id) }
    guard let text = text.string else {
      return fault("“text” must be a string, not \(text.kindDescription)", id)
    }
    let name = record["doc"].flatMap { $0.isNull ? nil : $0 }
    if let name, name.string == nil && name.number == nil {
      return fault("“doc” must be a string or a number, not \(name.kindDescription)", id)
    }
    var format: StetCore.Draft.Format?
    if let word = record["format"], !word.isNull {
      format = word.string.flatMap { StetCore.Draft.Format(rawValue: $0) }
      if format == nil {
        let formats = StetCore.Draft.Format.allCases.map { "“\($0.rawValue)”" }
        return fault("“format” must be \(formats.joined(separator: " or "))", id)
      }
    }
    if name == nil || name != current.name { finish() }
    if let known = current.format, let format, format != known {
      return fault("“format” must be the same in all parts of a draft", id)
    }
    current.name = name
    current.format = current.format ?? format
    current.append(id, text)
    if name == nil { finish() }
  }

  /// Says that the draft being put together is complete.
  mutating func finish() {
    guard !current.isEmpty else { return }
    complete.append(current)
    completeBytes += current.text.count
    current = Draft()
  }

  /// Hands over the drafts that are complete.
  mutating func takeComplete() -> [Draft] {
    defer {
      complete = []
      completeBytes = 0
    }
    return complete
  }

  /// A line that can't be used keeps its place among those that can. Outside a
  /// draft of several parts it waits for nothing.
  private mutating func fault(_ message: String, _ id: JSONValue = .null) {
    current.items.append(.fault(id: id, message: message, line: line))
    if current.name == nil { finish() }
  }
}
