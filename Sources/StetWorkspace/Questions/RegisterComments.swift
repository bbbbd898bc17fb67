import StetCore

/// The comments of a register's file, by what they belong to.
struct RegisterComments: Sendable {
  /// What a comment can belong to.
  enum Part: Hashable, Sendable {
    case questions, distinct
    case question(QuestionKey)
    case draft(QuestionKey)
    case alternates(QuestionKey)
    /// The one whose key stands first comes first.
    case distinction(QuestionKey, QuestionKey)
  }

  /// What stands above and beside a part, each with its `#`.
  struct Note: Sendable {
    var above: [String] = []
    var beside: String?

    /// Another note with all of this one above it.
    func all(above other: Note) -> Note {
      Note(above: above + (beside.map { [$0] } ?? []) + other.above, beside: other.beside)
    }
  }

  /// The notes of some parts as one.
  func note(_ parts: [Part]) -> Note {
    var result = Note()
    for note in parts.compactMap({ notes[$0] }) {
      result.above += note.above
      if let beside = note.beside {
        if result.beside == nil { result.beside = beside } else { result.above.append(beside) }
      }
    }
    return result
  }

  /// The lines above everything, blank ones among them.
  var head: [String] = []
  /// The comments below everything.
  var foot: [String] = []
  var notes: [Part: Note] = [:]

  /// Finds the comments of a file. O(n).
  ///
  /// - Parameter places: what stands in the file, in order of lines.
  static func find(in bytes: [UInt8], _ places: [RegisterDecoder.Place]) -> RegisterComments {
    var result = RegisterComments()
    // Of parts that begin in one line, what stands above belongs to the first, what stands beside
    // to the last.
    var next = 0
    for (number, line) in lines(of: bytes).enumerated() {
      while next < places.count, places[next].line < number { next += 1 }
      guard let comment = line.comment else {
        if line.isBlank, next == 0, places.first.map({ number < $0.line }) ?? true,
          !result.head.isEmpty
        {
          result.head.append("")
        }
        continue
      }
      if !line.isAlone {
        var last = next
        while last + 1 < places.count, places[last + 1].line == number { last += 1 }
        // A value that goes on over lines keeps what stands beside any of them.
        if !places.indices.contains(last) || places[last].line > number { last -= 1 }
        guard places.indices.contains(last) else {
          result.foot.append(comment)
          continue
        }
        let part = places[last].part
        if result.notes[part]?.beside == nil {
          result.notes[part, default: Note()].beside = comment
        } else {
          result.notes[part, default: Note()].above.append(comment)
        }
      } else if !places.indices.contains(next) {
        result.foot.append(comment)
      } else if next == 0 {
        result.head.append(comment)
      } else {
        result.notes[places[next].part, default: Note()].above.append(comment)
      }
    }
    return result
  }

  /// A line of YAML.
  struct Line {
    /// The comment in it, from its `#` on.
    var comment: String?
    /// Whether nothing stands before the comment.
    var isAlone = false
    /// Whether there is nothing in it.
    var isBlank = false
  }

  /// The lines of a file.
  static func lines(of bytes: [UInt8]) -> [Line] {
    SourceText(decoding: bytes).utf8.split(
      separator: .lineFeed, omittingEmptySubsequences: false
    ).map(line)
  }

  private static func line(_ bytes: ArraySlice<UInt8>) -> Line {
    var quote: UInt8?
    var isEscaped = false
    /// The last byte that is no white space.
    var last: UInt8?
    var previous: UInt8 = .space
    for (index, byte) in zip(bytes.indices, bytes) {
      defer { previous = byte }
      if let open = quote {
        if isEscaped {
          isEscaped = false
        } else if byte == UInt8(ascii: "\\"), open == UInt8(ascii: "\"") {
          isEscaped = true
        } else if byte == open {
          quote = nil
          last = byte
        }
        continue
      }
      if byte == UInt8(ascii: "#"), previous.isASCIIWhitespace {
        var comment = bytes[index...]
        while comment.last?.isASCIIWhitespace == true { comment.removeLast() }
        return Line(
          comment: String(decoding: comment, as: UTF8.self), isAlone: last == nil, isBlank: false)
      }
      if byte.isASCIIWhitespace { continue }
      // A quotation mark means one only where a value begins.
      if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'"),
        last.map({ "[{,:-".utf8.contains($0) }) ?? true
      {
        quote = byte
      }
      last = byte
    }
    return Line(isBlank: last == nil)
  }
}
