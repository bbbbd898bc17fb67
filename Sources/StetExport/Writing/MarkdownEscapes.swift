import StetCore

/// Escapes text so that Markdown reads it as it is, and no more of it than it must.
struct MarkdownEscapes {
  /// Whether several dollars could enclose a formula with escapes in it.
  private var escapesDollars = false
  /// Whether several tildes could strike out what is between them.
  private var escapesTildes = false
  /// Whether pipes could part cells.
  private var escapesPipes: Bool

  /// Makes escapes for a line, or for a cell of a table.
  init(isCell: Bool) {
    escapesPipes = isCell
  }

  /// Takes in what the whole line has.
  mutating func look(at texts: [[UInt8]], hasElements: Bool, hasBreaks: Bool) {
    var dollars = 0
    var tildes = 0
    var hasMarks = hasElements
    for text in texts {
      for byte in text {
        switch byte {
        case UInt8(ascii: "$"): dollars += 1
        case UInt8(ascii: "~"): tildes += 1
        case UInt8(ascii: "\\"), UInt8(ascii: "*"), UInt8(ascii: "_"), UInt8(ascii: "["),
          UInt8(ascii: "]"), UInt8(ascii: "`"), UInt8(ascii: "<"), UInt8(ascii: "&"),
          UInt8(ascii: "{"):
          hasMarks = true
        default: break
        }
      }
    }
    escapesDollars = dollars > 1 && (hasMarks || tildes > 1)
    if hasBreaks { escapesPipes = true }
    escapesTildes = tildes > 1 || (tildes > 0 && hasElements)
  }

  // MARK: Running text

  /// The text with everything escaped that would be read as a mark. Linear.
  ///
  /// - Parameters:
  ///   - isLineStart: whether it starts a line, where more is a mark than elsewhere.
  ///   - isHeadingStart: whether it starts a heading.
  ///   - isLabelPlace: whether `Q:` at its start would be a label.
  ///   - hidesQuestion: whether its last question mark is written as a reference.
  ///   - isBeforeLink: whether a link comes next, which `!` would make an image.
  ///   - isLast: whether nothing comes after it.
  ///   - isInLink: whether a square bracket would end the text of a link.
  func escaped(
    _ text: [UInt8], isLineStart: Bool, isHeadingStart: Bool, isLabelPlace: Bool,
    hidesQuestion: Bool,
    isBeforeLink: Bool, isLast: Bool, isInLink: Bool
  ) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(text.count + 16)
    let colon = isLabelPlace ? Self.labelColon(text) : nil
    let first =
      isLineStart ? Self.lineMark(text) : isHeadingStart && text.starts(with: "::".utf8) ? 0 : nil
    let question = hidesQuestion ? text.lastIndex(of: UInt8(ascii: "?")) : nil
    for (index, byte) in text.enumerated() {
      if index == question {
        result += "&#63;".utf8
        continue
      }
      switch byte {
      case .lineFeed: result += "&#10;".utf8
      case .carriageReturn: result += "&#13;".utf8
      // With a backslash it could end a formula that an escaped bracket starts.
      case UInt8(ascii: "]") where isInLink: result += "&#93;".utf8
      // So it could, too, behind a backslash of the text.
      case UInt8(ascii: "]") where text.byte(at: index - 1) == UInt8(ascii: "\\"):
        result += "&#93;".utf8
      case UInt8(ascii: ")") where text.byte(at: index - 1) == UInt8(ascii: "\\"):
        result += "&#41;".utf8
      default:
        let isMark =
          index == colon || index == first
          || needsEscape(byte, text, index, isBeforeLink: isBeforeLink, isLast: isLast)
        if isMark { result.append(UInt8(ascii: "\\")) }
        result.append(byte)
      }
    }
    return result
  }

  private func needsEscape(
    _ byte: UInt8, _ text: [UInt8], _ index: Int, isBeforeLink: Bool, isLast: Bool
  ) -> Bool {
    switch byte {
    case UInt8(ascii: "\\"), UInt8(ascii: "`"), UInt8(ascii: "*"), UInt8(ascii: "["):
      return true
    case UInt8(ascii: "_"):
      return
        !(text.byte(at: index - 1).isASCIIAlphanumeric
        && text.byte(at: index + 1).isASCIIAlphanumeric)
    case UInt8(ascii: "<"):
      let next = text.byte(at: index + 1)
      if index + 1 == text.count { return !isLast }
      return next.isASCIILetter || next == UInt8(ascii: "/") || next == UInt8(ascii: "!")
        || next == UInt8(ascii: "?") || next == UInt8(ascii: "<")
    case UInt8(ascii: "&"):
      let rest = text[min(index + 1, text.count)...].prefix(33)
      guard let end = rest.firstIndex(of: UInt8(ascii: ";")) else { return false }
      return rest[..<end].allSatisfy { $0.isASCIIAlphanumeric || $0 == UInt8(ascii: "#") }
    case UInt8(ascii: "~"): return escapesTildes
    case UInt8(ascii: "$"): return escapesDollars
    case UInt8(ascii: "{"):
      let next = text.byte(at: index + 1)
      return ["{", "%", "#", "/", ":", "."].contains(Unicode.Scalar(next))
    case UInt8(ascii: "!"): return isBeforeLink && index + 1 == text.count
    case UInt8(ascii: "|"): return escapesPipes
    default: return false
    }
  }

  /// The mark at the start of a line that would make it a heading, an item of a list,
  /// a quotation, a rule or a container; `nil` when there is none.
  private static func lineMark(_ text: [UInt8]) -> Int? {
    func isEnd(_ index: Int) -> Bool { index >= text.count || text[index].isBlank }
    let byte = text.byte(at: 0)
    switch byte {
    case UInt8(ascii: "#"):
      let end = text.firstIndex { $0 != byte } ?? text.count
      return end <= 6 && isEnd(end) ? 0 : nil
    case UInt8(ascii: ">"), UInt8(ascii: "~"), UInt8(ascii: "="): return 0
    case UInt8(ascii: "+"): return isEnd(1) || text.byte(at: 1) == byte ? 0 : nil
    case UInt8(ascii: "-"): return isEnd(1) || text.byte(at: 1) == byte ? 0 : nil
    case UInt8(ascii: ":"): return text.byte(at: 1) == byte ? 0 : nil
    case _ where byte.isASCIIDigit:
      let end = text.firstIndex { !$0.isASCIIDigit } ?? text.count
      let mark = text.byte(at: end)
      guard end <= 9, mark == UInt8(ascii: ".") || mark == UInt8(ascii: ")"), isEnd(end + 1) else {
        return nil
      }
      return end
    default: return nil
    }
  }

  /// The colon of `Q:`, `Answer 2:` or the like at the start of a text.
  private static func labelColon(_ text: [UInt8]) -> Int? {
    guard let colon = text.prefix(16).firstIndex(of: UInt8(ascii: ":")) else { return nil }
    let word = String(decoding: text[..<colon].map(\.asciiLowercased), as: UTF8.self)
      .filter { !$0.isNumber && $0 != " " && $0 != "*" && $0 != "_" }
    return ["q", "a", "question", "answer"].contains(word) ? colon : nil
  }

  // MARK: Other text

  /// The text with all that can be a mark escaped, without line ends.
  func escaped(all text: String) -> [UInt8] {
    var result: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case .lineFeed, .carriageReturn: result.append(.space)
      case UInt8(ascii: "]"): result += "&#93;".utf8
      case UInt8(ascii: "\\"), UInt8(ascii: "`"), UInt8(ascii: "*"), UInt8(ascii: "_"),
        UInt8(ascii: "["), UInt8(ascii: "<"), UInt8(ascii: "&"), UInt8(ascii: "\""),
        UInt8(ascii: "|"), UInt8(ascii: "$"), UInt8(ascii: "~"),
        UInt8(ascii: "{"):
        result.append(UInt8(ascii: "\\"))
        result.append(byte)
      default: result.append(byte)
      }
    }
    return result
  }

  /// An address between round or angle brackets.
  func escaped(address: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    for (index, byte) in address.enumerated() {
      switch byte {
      case .lineFeed, .carriageReturn: result += byte == .lineFeed ? "%0A".utf8 : "%0D".utf8
      case UInt8(ascii: "\\"), UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "<"),
        UInt8(ascii: ">"), UInt8(ascii: "*"), UInt8(ascii: "`"), UInt8(ascii: "|"):
        result.append(UInt8(ascii: "\\"))
        result.append(byte)
      case UInt8(ascii: "&"):
        let rest = address[min(index + 1, address.count)...].prefix(33)
        if rest.contains(UInt8(ascii: ";")) { result.append(UInt8(ascii: "\\")) }
        result.append(byte)
      default: result.append(byte)
      }
    }
    return result
  }
}
