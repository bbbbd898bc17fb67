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
  package var bytes: [UInt8] { sink.bytes }

  /// Gives away what has been written.
  mutating func take() -> [UInt8] { sink.take() }

  private var sink: ByteSink
  private var depth = 0
  /// Whether an element without content is written as one tag. HTML knows that for
  /// some elements only.
  private var abbreviates = true
  /// Where the content of the element opened last starts.
  private var contentStart = 0

  /// Makes a writer that has written the XML declaration.
  package init(capacity: Int = 0) {
    sink = ByteSink(capacity: capacity)
    append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
  }

  /// Makes a writer of a part of a document, whose elements start `depth` deep.
  package init(partAt depth: Int) {
    sink = ByteSink()
    self.depth = depth
  }

  /// Makes a writer of a document that readers of HTML take, too: without a
  /// declaration, and with an end tag for each start tag.
  package static func polyglot(capacity: Int = 0) -> XMLWriter {
    var writer = XMLWriter(partAt: 0)
    writer.sink = ByteSink(capacity: capacity)
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
    contentStart = sink.count
  }

  /// Closes the element that holds elements and was opened last.
  package mutating func end(_ name: StaticString) {
    depth -= 1
    if sink.count == contentStart {
      sink.removeLast(2)
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
    contentStart = sink.count
  }

  /// Closes an element that holds text.
  package mutating func endLine(_ name: StaticString) {
    if abbreviates, sink.count == contentStart {
      sink.removeLast(1)
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
    let start = sink.count
    append(">\n")
    depth += 1
    body(&self)
    depth -= 1
    if sink.count == start + 2 {
      sink.removeLast(2)
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
    let start = sink.count
    append(">")
    body(&self)
    if sink.count == start + 1 {
      sink.removeLast(1)
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

  private mutating func indent() { sink.appendSpaces(2 * depth) }

  private mutating func open(_ name: StaticString, _ attributes: [Attribute]) {
    append("<")
    append(name)
    for attribute in attributes {
      guard let value = attribute.value else { continue }
      write(attribute.name, value)
    }
  }

  private mutating func write(_ name: StaticString, _ value: String) {
    append(" ")
    append(name)
    append("=\"")
    let isSuspect = value.utf8.contains { $0 < 0x20 || $0 == 0xEF }
    escape(isSuspect ? PhraseBuilder.legal(value) : value, inAttribute: true)
    append("\"")
  }

  private mutating func close(_ name: StaticString) {
    append("</")
    append(name)
    append(">")
  }

  @inline(__always)
  private mutating func append(_ text: StaticString) {
    sink.append(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  // MARK: Text

  /// Writes text.
  package mutating func text(_ text: String) { escape(text, inAttribute: false) }

  /// Writes text in UTF-8.
  package mutating func text(_ text: ArraySlice<UInt8>) {
    text.withUnsafeBufferPointer { escape($0, inAttribute: false) }
  }

  private mutating func escape(_ text: String, inAttribute: Bool) {
    var text = text
    text.withUTF8 { escape($0, inAttribute: inAttribute) }
  }

  /// Writes runs of bytes that stand for themselves as they are.
  private mutating func escape(_ text: UnsafeBufferPointer<UInt8>, inAttribute: Bool) {
    let special = inAttribute ? Self.specialInAttributes : Self.specialInText
    var copied = 0
    for index in 0..<text.count {
      let byte = text[index]
      // All that need a reference are below the letters: one bit for each.
      guard byte < 64, special >> UInt64(byte) & 1 != 0 else { continue }
      sink.append(UnsafeBufferPointer(rebasing: text[copied..<index]))
      reference(byte)
      copied = index + 1
    }
    sink.append(UnsafeBufferPointer(rebasing: text[copied...]))
  }

  private mutating func reference(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "&"): append("&amp;")
    case UInt8(ascii: "<"): append("&lt;")
    case UInt8(ascii: ">"): append("&gt;")
    case UInt8(ascii: "\""): append("&quot;")
    case 0x0D: append("&#13;")
    case 0x0A: append("&#10;")
    default: append("&#9;")
    }
  }

  private static let specialInText: UInt64 = 1 << 0x26 | 1 << 0x3C | 1 << 0x3E | 1 << 0x0D
  private static let specialInAttributes: UInt64 =
    specialInText | 1 << 0x22 | 1 << 0x0A | 1 << 0x09
}

extension XMLWriter {
  /// Opens an element that holds text and comes from some bytes of the draft, whose
  /// place is its last attribute, `src`.
  package mutating func startLine(
    _ name: StaticString, _ attributes: [Attribute] = [], src range: Range<Int>
  ) {
    indent()
    open(name, attributes)
    append(" src=\"")
    sink.append(range.lowerBound)
    append("-")
    sink.append(range.upperBound)
    append("\">")
    contentStart = sink.count
  }
}

/// Bytes that grow at their end: what an array does, with less to do for each of many
/// short runs.
private struct ByteSink: Sendable {
  /// The bytes, and room for more.
  private var storage: [UInt8]
  /// How many bytes there are; never more than `storage` has.
  private(set) var count = 0

  init(capacity: Int = 0) { storage = [UInt8](repeating: 0, count: max(0, capacity)) }

  /// The bytes.
  var bytes: [UInt8] { Array(storage[..<count]) }

  /// Gives the bytes away.
  mutating func take() -> [UInt8] {
    var bytes: [UInt8] = []
    swap(&bytes, &storage)
    bytes.removeLast(bytes.count - count)
    count = 0
    return bytes
  }

  @inline(__always)
  mutating func append(_ text: UnsafeBufferPointer<UInt8>) {
    let length = text.count
    if storage.count - count < length { grow(by: length) }
    let place = count
    storage.withUnsafeMutableBufferPointer { target in
      // There is room for the text behind `place`, as of the line above.
      guard let target = target.baseAddress, let start = text.baseAddress else { return }
      if length < 8 {
        for index in 0..<length { target[place + index] = start[index] }
      } else {
        (target + place).update(from: start, count: length)
      }
    }
    count += length
  }

  mutating func appendSpaces(_ length: Int) {
    guard length > 0 else { return }
    if storage.count - count < length { grow(by: length) }
    for index in count..<count + length { storage[index] = 0x20 }
    count += length
  }

  /// Appends a number in decimal.
  mutating func append(_ number: Int) {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
      var rest = number.magnitude
      var place = digits.count
      repeat {
        place -= 1
        digits[place] = UInt8(truncatingIfNeeded: rest % 10) | 0x30
        rest /= 10
      } while rest > 0 && place > 0
      append(UnsafeBufferPointer(rebasing: digits[place...]))
    }
  }

  /// Takes bytes off the end again.
  mutating func removeLast(_ length: Int) { count = max(0, count - length) }

  private mutating func grow(by length: Int) {
    storage += [UInt8](repeating: 0, count: max(64, length, storage.count))
  }
}
