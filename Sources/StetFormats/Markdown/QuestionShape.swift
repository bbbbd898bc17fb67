import StetCore

/// How questions, answers and tasks are written in Markdown.
enum QuestionShape {
  /// What a line of a question-and-answer list is.
  enum Entry: Hashable {
    /// A line that starts with `Q:`, `A:` or the like; the label's bytes.
    case labelled(isQuestion: Bool, Range<Int>)
    /// A bold line that ends with a question mark.
    case bold

    /// Whether the line asks.
    var isQuestion: Bool {
      switch self {
      case .labelled(let isQuestion, _): isQuestion
      case .bold: true
      }
    }
  }

  /// Whether a paragraph that starts at a place may start with an entry; a quick
  /// test for what most do not.
  static func mayStart(_ bytes: Span<UInt8>, at index: Int) -> Bool {
    switch bytes.byte(at: index) {
    case UInt8(ascii: "Q"), UInt8(ascii: "q"), UInt8(ascii: "A"), UInt8(ascii: "a"),
      UInt8(ascii: "*"), UInt8(ascii: "_"):
      true
    default: false
    }
  }

  /// The entry that a line is; `nil` for a line of running text.
  static func entry(_ bytes: Span<UInt8>, _ line: Range<Int>) -> Entry? {
    if let (isQuestion, label) = label(bytes, line) {
      return .labelled(isQuestion: isQuestion, label)
    }
    return isBoldQuestion(bytes, line) ? .bold : nil
  }

  /// A label: `Q:`, `A:`, `Q1:`, `Question 2:`, `Answer:`, bare or bold.
  private static func label(
    _ bytes: Span<UInt8>, _ line: Range<Int>
  ) -> (isQuestion: Bool, Range<Int>)? {
    let end = line.upperBound
    var start = line.lowerBound
    while start < end, start < line.lowerBound + 3,
      bytes[start] == UInt8(ascii: "*") || bytes[start] == UInt8(ascii: "_")
    {
      start += 1
    }
    guard start < end else { return nil }
    let first = bytes[start] | 0x20
    guard first == UInt8(ascii: "q") || first == UInt8(ascii: "a") else { return nil }
    var index = start + 1
    if bytes.matches("question", at: start, before: end) {
      index = start + 8
    } else if bytes.matches("answer", at: start, before: end) {
      index = start + 6
    } else if !bytes[start].isUpper {
      return nil
    }
    if index + 1 < end, bytes[index] == .space, bytes[index + 1].isDigit { index += 1 }
    let digits = index
    while index < end, bytes[index].isDigit, index < digits + 4 { index += 1 }
    guard index < end, bytes[index] == UInt8(ascii: ":") else { return nil }
    index += 1
    var rest = index
    while rest < end, bytes[rest] == UInt8(ascii: "*") || bytes[rest] == UInt8(ascii: "_") {
      rest += 1
    }
    guard rest == end || bytes[rest].isSpaceOrTab else { return nil }
    return (first == UInt8(ascii: "q"), start..<index)
  }

  /// Whether a line is bold from end to end and ends with a question mark.
  private static func isBoldQuestion(_ bytes: Span<UInt8>, _ line: Range<Int>) -> Bool {
    let start = line.lowerBound
    let end = line.upperBound
    guard end - start > 5 else { return false }
    let mark = bytes[start]
    guard mark == UInt8(ascii: "*") || mark == UInt8(ascii: "_"), bytes[start + 1] == mark,
      bytes[end - 1] == mark, bytes[end - 2] == mark
    else { return false }
    var last = end - 2
    while last > start + 2, bytes[last - 1] == mark { last -= 1 }
    for index in start + 2..<max(start + 2, last - 1)
    where bytes[index] == mark && bytes[index + 1] == mark && index > start + 2 {
      return false
    }
    return asks(bytes, start + 2..<max(start + 2, last), spans: [])
  }

  /// Whether a text ends with a question mark, marks of the format and closing
  /// quotation marks and brackets after it left aside. `spans` are the text's.
  static func asks(
    _ bytes: Span<UInt8>, _ text: Range<Int>, spans: ArraySlice<InlineSpan>
  ) -> Bool {
    var end = text.upperBound
    var last = spans.endIndex - 1
    while end > text.lowerBound {
      if last >= spans.startIndex, spans[last].range.end.utf8 == end {
        guard
          spans[last].kind == .markup || spans[last].kind == .tag
            || spans[last].kind == .comment || spans[last].kind == .url
        else { return false }
        end = spans[last].range.start.utf8
        last -= 1
        continue
      }
      let byte = bytes[end - 1]
      switch byte {
      case UInt8(ascii: "?"): return true
      case UInt8(ascii: "!"), UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: ")"),
        UInt8(ascii: "*"), UInt8(ascii: "_"):
        end -= 1
      case _ where byte.isASCIIWhitespace: end -= 1
      case _ where byte >= 0x80:
        guard let scalar = bytes.scalar(before: end) else { return false }
        switch scalar {
        case "？", "؟", "⁇", "⁈", "‽": return true
        case "”", "’", "»", "\u{A0}": end -= scalar.value < 0x800 ? 2 : 3
        default: return false
        }
      default: return false
      }
    }
    return false
  }

  /// The end of the box of a task, `[ ]` or `[x]`, at the start of an item.
  static func taskBoxEnd(_ bytes: Span<UInt8>, _ text: Range<Int>) -> Int? {
    let start = text.lowerBound
    guard text.count > 3, bytes[start] == UInt8(ascii: "["),
      bytes[start + 2] == UInt8(ascii: "]"), bytes[start + 3].isASCIIWhitespace,
      bytes[start + 1] == .space || bytes[start + 1] | 0x20 == UInt8(ascii: "x")
    else { return nil }
    return start + 3
  }
}
