import StetCore

extension OtherCheckers {
  /// Whether words can be added to a file of this kind: to those that are made to be
  /// edited, and whose syntax leaves no doubt where.
  static func takesWords(_ kind: Kind) -> Bool { kind == .cspellJSON || kind == .typos }

  /// A file of a kind that ``takesWords(_:)`` with one more word; `nil` when there is no
  /// place for it. All that was there stays as it is.
  static func adding(
    _ word: String, isForbidden: Bool, to bytes: [UInt8], _ kind: Kind
  ) -> [UInt8]? {
    kind == .typos
      ? addingToTOML(word, isForbidden, bytes)
      : addingToJSON(word, isForbidden ? "flagWords" : "words", bytes)
  }

  private static func addingToTOML(
    _ word: String, _ isForbidden: Bool, _ bytes: [UInt8]
  ) -> [UInt8]? {
    let isBare = word.utf8.allSatisfy {
      $0.isASCIIAlphanumeric || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-")
    }
    let quoted = "\"" + word.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    let line = "\(isBare ? word : quoted) = \(isForbidden ? "\"\"" : quoted)"
    let source = SourceText(decoding: bytes)
    let lineBreak = source.lineBreak
    for number in source.lineStarts.indices {
      let range = source.contentRange(ofLine: number)
      let header = source.string(in: range).filter { !$0.isWhitespace }
      guard header == "[default.extend-words]" || header.hasPrefix("[default.extend-words]#") else {
        continue
      }
      // At the end of the table: before the blank lines that end it.
      var last = number
      for next in source.lineStarts.indices.dropFirst(number + 1) {
        let text = source.string(in: source.contentRange(ofLine: next)).filter { !$0.isWhitespace }
        if text.hasPrefix("[") { break }
        // A comment may speak of what follows; a text of several lines hides what it holds.
        if text.contains("\"\"\"") || text.contains("'''") { return nil }
        if !text.isEmpty, !text.hasPrefix("#") { last = next }
      }
      let end = source.contentRange(ofLine: last).end.utf8
      let place = end + bytes.count - source.utf8.count
      return bytes[..<place] + Array((lineBreak + line).utf8) + bytes[place...]
    }
    // A table that is written in another way must not be written a second time.
    if String(decoding: bytes, as: UTF8.self).contains("extend-words") { return nil }
    var result = bytes
    if let end = result.last, !end.isLineBreak { result += Array(lineBreak.utf8) }
    if !result.isEmpty { result += Array(lineBreak.utf8) }
    return result + Array(("[default.extend-words]" + lineBreak + line + lineBreak).utf8)
  }

  private static func addingToJSON(_ word: String, _ key: String, _ bytes: [UInt8]) -> [UInt8]? {
    let quoted = Array(
      ("\"" + word.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\"").utf8)
    let lineBreak = SourceText(decoding: bytes).lineBreak
    var scan = JSONScan(bytes: bytes)
    let list = scan.list(of: key)
    guard let open = scan.objectStart else { return nil }
    guard let list else {
      let rest = bytes[(open + 1)...]
      let isBare = rest.first { !$0.isASCIIWhitespace } == UInt8(ascii: "}")
      let member =
        Array("\(lineBreak)  \"\(key)\": [".utf8) + quoted
        + Array((scan.hasMembers ? "]," : isBare ? "]\(lineBreak)" : "]").utf8)
      return bytes[...open] + member + (isBare ? rest.drop { $0.isASCIIWhitespace } : rest)
    }
    guard let last = list.lastValueEnd else {
      // What a comment says there stays.
      return bytes[..<(list.start + 1)] + quoted + bytes[(list.start + 1)...]
    }
    // As the last value stands: on a line of its own, or behind the one before it.
    var indent: [UInt8] = []
    var start = list.lastValueStart
    while start > list.start, bytes[start - 1] == .space || bytes[start - 1] == .tab { start -= 1 }
    if bytes.byte(at: start - 1).isLineBreak {
      indent = Array(lineBreak.utf8) + bytes[start..<list.lastValueStart]
    } else {
      indent = [.space]
    }
    return bytes[..<last] + [UInt8(ascii: ",")] + indent + quoted + bytes[last...]
  }

  /// Finds a list at the top of a JSON text that may hold comments.
  private struct JSONScan {
    struct List {
      /// The brackets.
      var start: Int
      var end: Int
      var lastValueStart = 0
      /// After the last value; `nil` when the list is empty.
      var lastValueEnd: Int?
    }

    let bytes: [UInt8]
    /// The brace that opens the text's object.
    private(set) var objectStart: Int?
    /// Whether that object has a member.
    private(set) var hasMembers = false

    init(bytes: [UInt8]) { self.bytes = bytes }

    mutating func list(of key: String) -> List? {
      var depth = 0
      var index = 0
      var found: List?
      var isWanted = false
      var result: List?
      while index < bytes.count {
        let byte = bytes[index]
        switch byte {
        case UInt8(ascii: "/") where bytes.byte(at: index + 1) == UInt8(ascii: "/"):
          while index < bytes.count, !bytes[index].isLineBreak { index += 1 }
          continue
        case UInt8(ascii: "/") where bytes.byte(at: index + 1) == UInt8(ascii: "*"):
          index += 2
          while index < bytes.count,
            !(bytes[index] == UInt8(ascii: "*") && bytes.byte(at: index + 1) == UInt8(ascii: "/"))
          {
            index += 1
          }
          index += 2
          continue
        case UInt8(ascii: "\""):
          let start = index
          index += 1
          while index < bytes.count, bytes[index] != UInt8(ascii: "\"") {
            index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
          }
          index = min(bytes.count, index + 1)
          if depth == 1 {
            hasMembers = true
            let text = bytes[min(start + 1, index)..<max(start + 1, index - 1)]
            var next = index
            while next < bytes.count, bytes[next].isASCIIWhitespace { next += 1 }
            isWanted = bytes.byte(at: next) == UInt8(ascii: ":") && text.elementsEqual(key.utf8)
          } else if depth == 2, found != nil {
            found?.lastValueStart = start
            found?.lastValueEnd = index
          }
          continue
        case UInt8(ascii: "{"), UInt8(ascii: "["):
          if depth == 0, byte == UInt8(ascii: "{") { objectStart = objectStart ?? index }
          if depth == 1, isWanted, byte == UInt8(ascii: "[") {
            found = List(start: index, end: index)
            isWanted = false
          }
          depth += 1
        case UInt8(ascii: "}"), UInt8(ascii: "]"):
          depth -= 1
          if depth == 1, var list = found {
            list.end = index
            result = result ?? list
            found = nil
          }
        default: break
        }
        index += 1
      }
      return result
    }
  }
}
