import StetCore

/// What is wrong with an XML document, and where.
package struct XMLError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The line, from 1.
  package let line: Int
  /// The column in bytes, from 1.
  package let column: Int
  /// What is wrong, and what was expected.
  package let message: String

  /// The place and the message: `3:1: Expected …`.
  package var description: String { "\(line):\(column): \(message)" }
}

/// Reads a well-formed XML document from its start to its end, and stops at the
/// first thing that is not.
///
/// There are no entities but the five of XML itself, no document type, and nothing
/// is ever loaded. Reads each byte once.
package struct XMLPullParser: Sendable {
  /// A part of a document.
  package enum Event: Hashable, Sendable {
    case start(name: String, attributes: [Attribute])
    case end(name: String)
    /// Text; neighbouring runs are one.
    case text(String)
  }

  /// An attribute.
  package struct Attribute: Hashable, Sendable {
    /// The name, with its prefix.
    package var name: String
    /// The value, references resolved and white space as XML has it.
    package var value: String
  }

  private let bytes: [UInt8]
  private var scanner: MarkupScanner
  private var open: [Range<Int>] = []
  /// An end that follows a start that ends itself.
  private var pendingEnd: String?
  private var hasRoot = false
  /// Where the event given last starts, in bytes.
  package private(set) var place = 0
  /// How deep elements may nest.
  private let depthLimit: Int
  /// A token that has been read ahead.
  private var pending: MarkupScanner.Token?

  /// Makes a parser of a document in UTF-8, its byte order mark taken off.
  package init(_ bytes: [UInt8], depthLimit: Int = 256) {
    self.bytes = bytes
    self.depthLimit = depthLimit
    scanner = MarkupScanner(.xml, from: 0, to: bytes.count)
  }

  /// The error at a place.
  package func error(at place: Int, _ message: String) -> XMLError {
    var line = 1
    var start = 0
    for index in 0..<min(place, bytes.count) where bytes[index] == .lineFeed {
      line += 1
      start = index + 1
    }
    return XMLError(line: line, column: place - start + 1, message: message)
  }

  /// The error at the event given last.
  package func error(_ message: String) -> XMLError { error(at: place, message) }

  /// The next event; `nil` after the root element.
  package mutating func next() throws(XMLError) -> Event? {
    if let name = pendingEnd {
      pendingEnd = nil
      return .end(name: name)
    }
    var text: [UInt8]?
    while let token = take() {
      if let fault = scanner.faults.first {
        throw error(at: fault.range.lowerBound, fault.message)
      }
      switch token.kind {
      case .comment, .processingInstruction: continue
      case .doctype: throw error(at: token.start, "A document type is not read here")
      case .rawText: continue
      case .text, .cdata:
        if text == nil { place = token.start }
        if token.kind == .cdata {
          let run = bytes[token.start + 9..<max(token.start + 9, token.end - 3)]
          if open.isEmpty { throw error(at: token.start, "Text stands outside the root element") }
          text = (text ?? []) + run
        } else if open.isEmpty {
          let run = bytes[token.start..<token.end]
          if let stray = run.firstIndex(where: { !$0.isASCIIWhitespace }) {
            throw error(
              at: stray, hasRoot ? "Text stands after the root element" : "Expected an element")
          }
        } else {
          try append(token.start..<token.end, isAttribute: false, to: &text)
        }
        continue
      case .startTag, .endTag: break
      }
      if let text {
        // The tag is read again when its turn comes.
        pending = token
        return .text(String(decoding: text, as: UTF8.self))
      }
      place = token.start
      return try token.kind == .startTag ? start(token) : end(token)
    }
    if let fault = scanner.faults.first { throw error(at: fault.range.lowerBound, fault.message) }
    if let last = open.last {
      throw error(at: bytes.count, "Expected “</\(name(last))>”")
    }
    if !hasRoot { throw error(at: 0, "Expected an element") }
    return nil
  }

  private mutating func take() -> MarkupScanner.Token? {
    if let token = pending {
      pending = nil
      return token
    }
    let bytes = bytes
    return scanner.next(bytes.span)
  }

  private func name(_ range: Range<Int>) -> String {
    String(decoding: bytes[range].prefix(200), as: UTF8.self)
  }

  private mutating func start(_ token: MarkupScanner.Token) throws(XMLError) -> Event {
    if open.isEmpty && hasRoot { throw error("A document has one root element only") }
    hasRoot = true
    var attributes: [Attribute] = []
    for attribute in scanner.attributes {
      let name = name(attribute.name)
      if attributes.contains(where: { $0.name == name }) {
        throw error(at: attribute.name.lowerBound, "The attribute “\(name)” is given twice")
      }
      var value: [UInt8]? = []
      try append(attribute.value, isAttribute: true, to: &value)
      attributes.append(
        Attribute(name: name, value: String(decoding: value ?? [], as: UTF8.self)))
    }
    let name = name(token.name)
    if token.isSelfClosing {
      pendingEnd = name
    } else {
      guard open.count < depthLimit else {
        throw error("Elements nest more than \(depthLimit) deep")
      }
      open.append(token.name)
    }
    return .start(name: name, attributes: attributes)
  }

  private mutating func end(_ token: MarkupScanner.Token) throws(XMLError) -> Event {
    let name = name(token.name)
    guard let last = open.popLast() else { throw error("“</\(name)>” ends nothing") }
    guard bytes[last] == bytes[token.name] else {
      throw error("Expected “</\(self.name(last))>”, found “</\(name)>”")
    }
    return .end(name: name)
  }

  /// Appends text with its references resolved and its line ends made line feeds.
  private func append(
    _ range: Range<Int>, isAttribute: Bool, to text: inout [UInt8]?
  ) throws(XMLError) {
    var result = text ?? []
    var index = range.lowerBound
    while index < range.upperBound {
      let byte = bytes[index]
      switch byte {
      case UInt8(ascii: "&"):
        guard
          let close = bytes[index..<min(range.upperBound, index + 12)]
            .firstIndex(of: UInt8(ascii: ";")),
          let character = Self.character(of: bytes[(index + 1)..<close])
        else {
          throw error(at: index, "Expected a character reference after “&”; “&” is written “&amp;”")
        }
        result.append(contentsOf: character.utf8)
        index = close + 1
        continue
      case .carriageReturn:
        // XML 1.0, section 2.11.
        if bytes.byte(at: index + 1) != .lineFeed {
          result.append(isAttribute ? .space : .lineFeed)
        }
      case .lineFeed, .tab: result.append(isAttribute ? .space : byte)
      default: result.append(byte)
      }
      index += 1
    }
    text = result
  }

  /// The character that XML itself knows by a name or number.
  private static func character(of name: ArraySlice<UInt8>) -> String? {
    switch String(decoding: name, as: UTF8.self) {
    case "amp": return "&"
    case "lt": return "<"
    case "gt": return ">"
    case "quot": return "\""
    case "apos": return "'"
    case let text:
      guard text.first == "#" else { return nil }
      let isHex = text.dropFirst().first == "x"
      let digits = text.dropFirst(isHex ? 2 : 1)
      guard !digits.isEmpty, digits.allSatisfy({ isHex ? $0.isHexDigit : $0.isNumber }),
        let value = UInt32(digits, radix: isHex ? 16 : 10), let scalar = Unicode.Scalar(value),
        value >= 0x20 && value != 0xFFFE && value != 0xFFFF || [9, 10, 13].contains(value)
      else { return nil }
      return String(Character(scalar))
    }
  }
}
