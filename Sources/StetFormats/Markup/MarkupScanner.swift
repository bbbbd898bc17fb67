import StetCore

/// Cuts HTML or XML into tags, comments and the text between them.
///
/// HTML is cut as browsers cut it (HTML Standard, section 13.2.5), as far as that
/// tells markup from text; XML by its grammar (XML 1.0, fifth edition). Tokens lie
/// side by side and cover every byte. What nothing closes goes on to the end of
/// the text. A scanner reads each byte once, whatever the bytes are.
struct MarkupScanner {
  /// The language that is read.
  enum Syntax {
    case html
    case xml
  }

  /// A run of the text.
  struct Token {
    /// What a run is.
    enum Kind {
      case text
      case startTag
      case endTag
      case comment
      /// `<![CDATA[ … ]]>`.
      case cdata
      /// `<? … ?>`; in HTML also what stands in for one: `<?xml …>`.
      case processingInstruction
      case doctype
      /// The text of a script, a style sheet or the like, up to its end tag.
      case rawText
    }

    var kind: Kind
    /// The first byte, and the byte after the last.
    var start: Int
    var end: Int
    /// The name of a tag, or the target of a processing instruction.
    var name: Range<Int> = 0..<0
    /// Whether a start tag ends itself: `<br/>`.
    var isSelfClosing = false
    /// Whether the text ends before the token does.
    var isUnclosed = false
  }

  /// An attribute of the start tag read last.
  struct Attribute {
    /// The name.
    var name: Range<Int>
    /// The value, without its quotation marks; empty when there is none.
    var value: Range<Int>
    /// Whether the value stands in quotation marks.
    var isQuoted: Bool
  }

  /// What XML does not allow, and where.
  struct Fault {
    var range: Range<Int>
    var message: String
  }

  let syntax: Syntax
  /// The attributes of the start tag read last.
  private(set) var attributes: [Attribute] = []
  /// What XML does not allow, in order; empty for HTML.
  var faults: [Fault] = []
  /// Whether `<script/>` holds no text, as in XML.
  var closesEmptyTags = false
  private(set) var index: Int
  private let end: Int
  /// The name of the element whose text is raw, when one was just opened.
  private var rawName: Range<Int>?

  /// Makes a scanner of the bytes from `start` to `end`, which must lie in what
  /// ``next(_:)`` is given.
  init(_ syntax: Syntax, from start: Int, to end: Int) {
    self.syntax = syntax
    index = start
    self.end = end
  }

  /// The next token; `nil` at the end.
  mutating func next(_ bytes: Span<UInt8>) -> Token? {
    guard index < end else { return nil }
    if let name = rawName {
      rawName = nil
      if let token = rawText(bytes, name) { return token }
    }
    let start = index
    if bytes[index] == UInt8(ascii: "<"), let token = markup(bytes) {
      index = token.end
      return token
    }
    // A `<` that opens nothing is text.
    index += 1
    while index < end {
      if bytes[index] == UInt8(ascii: "<") {
        if opensMarkup(bytes, index) { break }
        fault(index, index + 1, "A bare “<” is written “&lt;”")
      }
      index += 1
    }
    return Token(kind: .text, start: start, end: index)
  }

  /// Whether the `<` at a place opens a tag or the like.
  private func opensMarkup(_ bytes: Span<UInt8>, _ place: Int) -> Bool {
    let next = byte(bytes, place + 1)
    switch next {
    case UInt8(ascii: "!"), UInt8(ascii: "?"): return true
    case UInt8(ascii: "/"):
      return syntax == .xml
        ? isNameStart(byte(bytes, place + 2))
        : place + 2 < end
    default: return isNameStart(next)
    }
  }

  private func byte(_ bytes: Span<UInt8>, _ place: Int) -> UInt8 {
    place < end ? bytes[place] : 0
  }

  private func isNameStart(_ byte: UInt8) -> Bool {
    byte.isLetter
      || (syntax == .xml
        && (byte >= 0x80 || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ":")))
  }

  private func isNameByte(_ byte: UInt8) -> Bool {
    switch syntax {
    case .html:
      return !byte.isASCIIWhitespace && byte != UInt8(ascii: "/") && byte != UInt8(ascii: ">")
    case .xml:
      return byte.isAlphanumeric || byte >= 0x80 || byte == UInt8(ascii: "-")
        || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ":")
    }
  }

  private mutating func fault(_ start: Int, _ stop: Int, _ message: @autoclosure () -> String) {
    // A file that is no XML has faults by the thousand; the first few say it all.
    guard syntax == .xml, faults.count < 100 else { return }
    faults.append(Fault(range: start..<max(start, stop), message: message()))
  }

  // MARK: Markup

  private mutating func markup(_ bytes: Span<UInt8>) -> Token? {
    let start = index
    switch byte(bytes, start + 1) {
    case UInt8(ascii: "!"):
      return declaration(bytes)
    case UInt8(ascii: "?"):
      return processingInstruction(bytes)
    case UInt8(ascii: "/"):
      let next = byte(bytes, start + 2)
      if isNameStart(next) { return tag(bytes, isEnd: true) }
      if syntax == .xml {
        fault(start, start + 2, "Expected a name after “</”; a bare “<” is written “&lt;”")
        return nil
      }
      // `</` before anything else opens a comment of a kind.
      return start + 2 < end ? upToTagEnd(bytes, .comment, from: start + 2) : nil
    case let next where isNameStart(next):
      return tag(bytes, isEnd: false)
    default:
      fault(start, start + 1, "Expected a tag after “<”; a bare “<” is written “&lt;”")
      return nil
    }
  }

  /// A token that the next `>` ends.
  private func upToTagEnd(_ bytes: Span<UInt8>, _ kind: Token.Kind, from place: Int) -> Token {
    var place = place
    while place < end, bytes[place] != UInt8(ascii: ">") { place += 1 }
    return Token(
      kind: kind, start: index, end: min(place + 1, end), isUnclosed: place >= end)
  }

  private mutating func declaration(_ bytes: Span<UInt8>) -> Token {
    let start = index
    if bytes.matches("<!--", at: start, before: end) { return comment(bytes) }
    if bytes.matches("<![cdata[", at: start, before: end), syntax == .xml {
      guard let close = find("]]>", bytes, from: start + 9) else {
        fault(start, start + 9, "This CDATA section is not closed; expected “]]>”")
        return Token(kind: .cdata, start: start, end: end, isUnclosed: true)
      }
      return Token(kind: .cdata, start: start, end: close + 3)
    }
    if bytes.matches("<!doctype", at: start, before: end) { return doctype(bytes) }
    fault(start, start + 2, "Expected “<!--”, “<![CDATA[” or “<!DOCTYPE”")
    return upToTagEnd(bytes, .comment, from: start + 2)
  }

  private mutating func comment(_ bytes: Span<UInt8>) -> Token {
    let start = index
    if syntax == .html {
      // `<!-->` and `<!--->` are whole.
      for close in [start + 4, start + 5] where byte(bytes, close) == UInt8(ascii: ">") {
        if close == start + 4 || bytes[start + 4] == UInt8(ascii: "-") {
          return Token(kind: .comment, start: start, end: close + 1)
        }
      }
    }
    var place = start + 4
    while place + 1 < end {
      if bytes[place] == UInt8(ascii: "-"), bytes[place + 1] == UInt8(ascii: "-") {
        let next = byte(bytes, place + 2)
        if next == UInt8(ascii: ">") {
          return Token(kind: .comment, start: start, end: place + 3)
        }
        if syntax == .html, next == UInt8(ascii: "!"), byte(bytes, place + 3) == UInt8(ascii: ">") {
          return Token(kind: .comment, start: start, end: place + 4)
        }
        fault(place, place + 2, "“--” may not stand inside a comment")
      }
      place += 1
    }
    fault(start, start + 4, "This comment is not closed; expected “-->”")
    return Token(kind: .comment, start: start, end: end, isUnclosed: true)
  }

  private mutating func processingInstruction(_ bytes: Span<UInt8>) -> Token {
    let start = index
    if syntax == .html { return upToTagEnd(bytes, .processingInstruction, from: start + 2) }
    var nameEnd = start + 2
    while nameEnd < end, isNameByte(bytes[nameEnd]) { nameEnd += 1 }
    if nameEnd == start + 2 { fault(start, start + 2, "Expected a name after “<?”") }
    guard let close = find("?>", bytes, from: start + 2) else {
      fault(start, start + 2, "This processing instruction is not closed; expected “?>”")
      return Token(
        kind: .processingInstruction, start: start, end: end, name: start + 2..<nameEnd,
        isUnclosed: true)
    }
    return Token(
      kind: .processingInstruction, start: start, end: close + 2, name: start + 2..<nameEnd)
  }

  /// A document type, its internal subset included. What the subset declares is
  /// passed over and never expanded.
  private mutating func doctype(_ bytes: Span<UInt8>) -> Token {
    let start = index
    if syntax == .html { return upToTagEnd(bytes, .doctype, from: start + 9) }
    var place = start + 9
    var quote: UInt8 = 0
    var depth = 0
    while place < end {
      let byte = bytes[place]
      if quote != 0 {
        if byte == quote { quote = 0 }
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
      } else if bytes.matches("<!--", at: place, before: end) {
        guard let close = find("-->", bytes, from: place + 4) else { break }
        place = close + 2
      } else if bytes.matches("<?", at: place, before: end) {
        guard let close = find("?>", bytes, from: place + 2) else { break }
        place = close + 1
      } else if byte == UInt8(ascii: "[") {
        depth += 1
      } else if byte == UInt8(ascii: "]") {
        depth -= 1
      } else if byte == UInt8(ascii: ">"), depth <= 0 {
        return Token(kind: .doctype, start: start, end: place + 1)
      }
      place += 1
    }
    fault(start, start + 9, "This document type is not closed; expected “>”")
    return Token(kind: .doctype, start: start, end: end, isUnclosed: true)
  }

  /// Where `text` stands next.
  private func find(_ text: StaticString, _ bytes: Span<UInt8>, from start: Int) -> Int? {
    let first = text.withUTF8Buffer { $0[0] }
    var place = start
    while place < end {
      if bytes[place] == first, bytes.matches(text, at: place, before: end) { return place }
      place += 1
    }
    return nil
  }

  // MARK: Tags

  private mutating func tag(_ bytes: Span<UInt8>, isEnd: Bool) -> Token {
    attributes.removeAll(keepingCapacity: true)
    let start = index
    let nameStart = start + (isEnd ? 2 : 1)
    var place = nameStart
    while place < end, isNameByte(bytes[place]) { place += 1 }
    var token = Token(
      kind: isEnd ? .endTag : .startTag, start: start, end: end, name: nameStart..<place)
    while true {
      let gap = place
      while place < end, bytes[place].isASCIIWhitespace { place += 1 }
      guard place < end else { break }
      switch bytes[place] {
      case UInt8(ascii: ">"):
        token.end = place + 1
        if !isEnd, syntax == .html, Self.hasRawText(bytes, token.name) { rawName = token.name }
        return token
      case UInt8(ascii: "/"):
        if byte(bytes, place + 1) == UInt8(ascii: ">") {
          token.isSelfClosing = !isEnd
          token.end = place + 2
          if !isEnd, syntax == .html, !closesEmptyTags, Self.hasRawText(bytes, token.name) {
            rawName = token.name
          }
          return token
        }
        fault(place, place + 1, "Expected “/>”")
        place += 1
      case UInt8(ascii: "<") where syntax == .xml:
        // The next tag; this one lacks its end.
        fault(start, place, "This tag is not closed; expected “>”")
        token.end = place
        token.isUnclosed = true
        return token
      default:
        if syntax == .xml {
          if isEnd { fault(place, place + 1, "An end tag has no attributes; expected “>”") }
          if gap == place, place > token.name.upperBound || !isNameStart(bytes[place]) {
            fault(place, place + 1, "Expected white space before an attribute")
          }
        }
        attribute(bytes, &place)
      }
    }
    fault(start, start + 1, "This tag is not closed; expected “>”")
    token.isUnclosed = true
    return token
  }

  /// Reads one attribute; always moves on.
  private mutating func attribute(_ bytes: Span<UInt8>, _ place: inout Int) {
    let nameStart = place
    place += 1
    while place < end {
      let byte = bytes[place]
      if byte.isASCIIWhitespace || byte == UInt8(ascii: "/") || byte == UInt8(ascii: ">")
        || byte == UInt8(ascii: "=")
      {
        break
      }
      if syntax == .xml, byte == UInt8(ascii: "<") { break }
      place += 1
    }
    let name = nameStart..<place
    if syntax == .xml, !isNameStart(bytes[nameStart]) {
      fault(nameStart, place, "Expected the name of an attribute")
    }
    var look = place
    while look < end, bytes[look].isASCIIWhitespace { look += 1 }
    guard byte(bytes, look) == UInt8(ascii: "=") else {
      fault(nameStart, place, "Expected “=” and a value after the name of an attribute")
      attributes.append(Attribute(name: name, value: place..<place, isQuoted: false))
      return
    }
    place = look + 1
    while place < end, bytes[place].isASCIIWhitespace { place += 1 }
    let quote = byte(bytes, place)
    if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
      let valueStart = place + 1
      place = valueStart
      while place < end, bytes[place] != quote {
        if syntax == .xml, bytes[place] == UInt8(ascii: "<") {
          fault(
            place, place + 1,
            "“<” may not stand in the value of an attribute; is its quotation mark missing?")
        }
        place += 1
      }
      attributes.append(Attribute(name: name, value: valueStart..<place, isQuoted: true))
      if place < end {
        place += 1
      } else {
        fault(valueStart - 1, valueStart, "This value is not closed; expected its quotation mark")
      }
      return
    }
    let valueStart = place
    while place < end, !bytes[place].isASCIIWhitespace, bytes[place] != UInt8(ascii: ">"),
      syntax == .html
        || (bytes[place] != UInt8(ascii: "<")
          && !(bytes[place] == UInt8(ascii: "/") && byte(bytes, place + 1) == UInt8(ascii: ">")))
    {
      place += 1
    }
    fault(valueStart, place, "Expected quotation marks around the value of an attribute")
    attributes.append(Attribute(name: name, value: valueStart..<place, isQuoted: false))
  }

  // MARK: Raw text

  /// The elements of HTML whose text holds no markup.
  private static func hasRawText(_ bytes: Span<UInt8>, _ name: Range<Int>) -> Bool {
    let first = bytes[name.lowerBound] | 0x20
    let names: [StaticString]
    switch first {
    case UInt8(ascii: "s"): names = ["script", "style"]
    case UInt8(ascii: "t"): names = ["title", "textarea"]
    case UInt8(ascii: "x"): names = ["xmp"]
    case UInt8(ascii: "i"): names = ["iframe"]
    case UInt8(ascii: "n"): names = ["noembed", "noframes"]
    case UInt8(ascii: "p"): names = ["plaintext"]
    default: return false
    }
    return names.contains {
      $0.utf8CodeUnitCount == name.count
        && bytes.matches($0, at: name.lowerBound, before: name.upperBound)
    }
  }

  private mutating func rawText(_ bytes: Span<UInt8>, _ name: Range<Int>) -> Token? {
    let start = index
    var place = start
    search: while place < end {
      defer { place += 1 }
      guard bytes[place] == UInt8(ascii: "<"), byte(bytes, place + 1) == UInt8(ascii: "/"),
        place + 2 + name.count <= end
      else { continue }
      for offset in 0..<name.count
      where bytes[place + 2 + offset] | 0x20 != bytes[name.lowerBound + offset] | 0x20 {
        continue search
      }
      let after = byte(bytes, place + 2 + name.count)
      guard after.isASCIIWhitespace || after == UInt8(ascii: "/") || after == UInt8(ascii: ">")
      else { continue }
      index = place
      return place > start ? Token(kind: .rawText, start: start, end: place) : nil
    }
    index = end
    return Token(kind: .rawText, start: start, end: end, isUnclosed: true)
  }
}
