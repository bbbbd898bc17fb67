/// Writes XML straight into bytes, in one fixed layout.
///
/// Elements that hold elements have each of them on a line of its own, indented
/// by two spaces; those that hold text stand on one line, so that no white space
/// is added to it. Attributes come in the order in which they are given; characters
/// that XML 1.0 cannot hold are left out of them. Text must be free of these; a carriage return is written as
/// a reference, as a reader would make a line feed of it otherwise.
package struct XMLWriter: Sendable {
  /// An attribute.
  package typealias Attribute = (name: StaticString, value: String?)

  /// What has been written.
  package private(set) var bytes: [UInt8] = []
  private var depth = 0
  /// Whether an element without content is written as one tag. HTML knows that for
  /// some elements only.
  private var abbreviates = true
  /// Where the content of the element opened last starts.
  private var contentStart = 0

  /// Makes a writer that has written the XML declaration.
  package init(capacity: Int = 0) {
    bytes.reserveCapacity(capacity)
    append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
  }

  /// Makes a writer of a part of a document, whose elements start `depth` deep.
  package init(partAt depth: Int) { self.depth = depth }

  /// Makes a writer of a document that readers of HTML take, too: without a
  /// declaration, and with an end tag for each start tag.
  package static func polyglot(capacity: Int = 0) -> XMLWriter {
    var writer = XMLWriter(partAt: 0)
    writer.bytes.reserveCapacity(capacity)
    writer.abbreviates = false
    return writer
  }

  // MARK: Elements

  /// Opens an element that holds elements; ``end(_:)`` closes it.
  package mutating func start(_ name: StaticString, _ attributes: [Attribute] = []) {
    indent()
    open(name, attributes)
    append(">\n")
    depth += 1
    contentStart = bytes.count
  }

  /// Closes the element that holds elements and was opened last.
  package mutating func end(_ name: StaticString) {
    depth -= 1
    if bytes.count == contentStart {
      bytes.removeLast(2)
      if abbreviates { append("/") } else { append("></"); append(name) }
      append(">\n")
    } else {
      indent()
      close(name)
      append("\n")
    }
  }

  /// Opens an element that holds text, on a line of its own; ``endLine(_:)`` closes
  /// it.
  package mutating func startLine(_ name: StaticString, _ attributes: [Attribute] = []) {
    indent()
    open(name, attributes)
    append(">")
    contentStart = bytes.count
  }

  /// Closes an element that holds text.
  package mutating func endLine(_ name: StaticString) {
    if abbreviates, bytes.count == contentStart {
      bytes.removeLast()
      append("/>\n")
    } else {
      close(name)
      append("\n")
    }
  }

  /// Writes an element that holds elements; one that `body` writes nothing into
  /// is written as empty. Attributes without a value are left out.
  package mutating func element(
    _ name: StaticString, _ attributes: [Attribute] = [], _ body: (inout XMLWriter) -> Void
  ) {
    indent()
    open(name, attributes)
    let start = bytes.count
    append(">\n")
    depth += 1
    body(&self)
    depth -= 1
    if bytes.count == start + 2 {
      bytes.removeLast(2)
      append("/>\n")
    } else {
      indent()
      close(name)
      append("\n")
    }
  }

  /// Writes an element that holds text; `body` writes it with ``text(_:)`` and the
  /// like.
  package mutating func line(
    _ name: StaticString, _ attributes: [Attribute] = [], _ body: (inout XMLWriter) -> Void
  ) {
    indent()
    open(name, attributes)
    let start = bytes.count
    append(">")
    body(&self)
    if bytes.count == start + 1 {
      bytes.removeLast()
      append("/>\n")
    } else {
      close(name)
      append("\n")
    }
  }

  /// Writes an element without content on a line of its own.
  package mutating func empty(_ name: StaticString, _ attributes: [Attribute] = []) {
    indent()
    open(name, attributes)
    append("/>\n")
  }

  /// Opens an element inside text.
  package mutating func startInline(_ name: StaticString, _ attributes: [Attribute] = []) {
    open(name, attributes)
    append(">")
  }

  /// Closes an element inside text.
  package mutating func endInline(_ name: StaticString) { close(name) }

  /// Writes an element without content inside text.
  package mutating func emptyInline(_ name: StaticString, _ attributes: [Attribute] = []) {
    open(name, attributes)
    append("/>")
  }

  /// Writes bytes that are XML already, such as a document type.
  package mutating func raw(_ text: StaticString) { append(text) }

  private mutating func indent() {
    for _ in 0..<depth { append("  ") }
  }

  private mutating func open(_ name: StaticString, _ attributes: [Attribute]) {
    append("<")
    append(name)
    for attribute in attributes {
      guard let value = attribute.value else { continue }
      append(" ")
      append(attribute.name)
      append("=\"")
      let isSuspect = value.utf8.contains { $0 < 0x20 || $0 == 0xEF }
      escape((isSuspect ? PhraseBuilder.legal(value) : value).utf8, inAttribute: true)
      append("\"")
    }
  }

  private mutating func close(_ name: StaticString) {
    append("</")
    append(name)
    append(">")
  }

  private mutating func append(_ text: StaticString) {
    bytes.append(
      contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  // MARK: Text

  /// Writes text.
  package mutating func text(_ text: String) { escape(text.utf8, inAttribute: false) }

  /// Writes text in UTF-8.
  package mutating func text(_ text: ArraySlice<UInt8>) {
    text.withUnsafeBufferPointer { source in
      var copied = 0
      for index in source.indices where Self.needsEscape[Int(source[index])] {
        bytes.append(contentsOf: source[copied..<index])
        reference(source[index], inAttribute: false)
        copied = index + 1
      }
      bytes.append(contentsOf: source[copied...])
    }
  }

  private mutating func escape(_ text: String.UTF8View, inAttribute: Bool) {
    for byte in text {
      if byte < 0x40
        && (Self.needsEscape[Int(byte)]
          || (inAttribute && byte <= 0x22 && byte != 0x20
            && byte != 0x21))
      {
        reference(byte, inAttribute: inAttribute)
      } else {
        bytes.append(byte)
      }
    }
  }

  private mutating func reference(_ byte: UInt8, inAttribute: Bool) {
    switch byte {
    case UInt8(ascii: "&"): append("&amp;")
    case UInt8(ascii: "<"): append("&lt;")
    case UInt8(ascii: ">"): append("&gt;")
    case UInt8(ascii: "\""): append("&quot;")
    case 0x0D: append("&#13;")
    case 0x0A: append("&#10;")
    case 0x09: append("&#9;")
    default: bytes.append(byte)
    }
  }

  private static let needsEscape: [Bool] = (0..<256).map {
    [0x26, 0x3C, 0x3E, 0x0D].contains($0)
  }
}
