/// Cuts a stream of bytes into messages, each behind a header block that says
/// how many bytes it has, as in the Language Server Protocol's base protocol.
///
/// Bytes may come in any portions. Header names count in any case, further
/// headers are passed over, and lines may end with a bare line feed. After a
/// header block that does not say how long its message is, the framer reports
/// that once and looks for the next `Content-Length:` in the stream, so that no
/// input makes it wait for what will not come.
package struct MessageFramer: Sendable {
  /// What came off the stream.
  package enum Frame: Hashable, Sendable {
    /// The bytes of one message.
    case message([UInt8])
    /// Why bytes were passed over.
    case broken(String)
  }

  /// The most bytes that a message may have unless told otherwise: 256 MB.
  package static let defaultLimit = 256 << 20
  /// The most bytes that a header block may have: 16 kB.
  static let headerLimit = 16 << 10

  private static let lengthName = Array("content-length".utf8)
  private static let typeName = Array("content-type".utf8)

  private let limit: Int
  private var buffer: [UInt8] = []
  /// The bytes of `buffer` before this one are done with.
  private var start = 0
  /// Where the search for the end of the header block goes on.
  private var scanned = 0
  /// The message whose header block has been read.
  private var pending: (length: Int, charset: String?)?
  /// Whether the next message is still to be found.
  private var isLost = false

  /// Makes a framer.
  ///
  /// - Parameter limit: the most bytes that a message may have; a longer one is
  ///   reported and searched for the next header like any broken one.
  package init(limit: Int = MessageFramer.defaultLimit) { self.limit = max(1, limit) }

  /// Whether the stream could end here without cutting a message.
  package var isBetweenMessages: Bool {
    pending == nil && buffer[start...].allSatisfy { $0 == 0x0D || $0 == 0x0A }
  }

  /// Takes in bytes of the stream.
  package mutating func append(_ bytes: some Collection<UInt8>) {
    if start > 0 && start == buffer.count {
      buffer.removeAll(keepingCapacity: buffer.capacity <= 1 << 20)
      (start, scanned) = (0, 0)
    } else if start > 1 << 16 && start > buffer.count / 2 {
      buffer.removeFirst(start)
      scanned -= start
      start = 0
    }
    buffer.append(contentsOf: bytes)
  }

  /// The next message, or report, that the bytes so far hold; `nil` when more
  /// bytes are needed. Linear, over all calls, in the bytes of the stream.
  package mutating func next() -> Frame? {
    while true {
      if isLost && !findHeader() { return nil }
      if let pending {
        guard buffer.count - start >= pending.length else { return nil }
        let body = Array(buffer[start..<start + pending.length])
        advance(to: start + pending.length)
        self.pending = nil
        if let charset = pending.charset {
          return .broken("The charset “\(charset)” is not supported; messages are UTF-8")
        }
        return .message(body)
      }
      switch readHeader() {
      case .incomplete: return nil
      case .read: continue
      case .broken(let reason): return .broken(reason)
      }
    }
  }

  /// Puts a message that was no JSON back for a second look, when another
  /// message may begin inside of it: then its header said too many bytes, and the
  /// stream goes on from that place. Bytes before it are dropped.
  package mutating func reconsider(_ body: [UInt8]) {
    guard pending == nil,
      let place = Self.lengthHeader(in: body[...]) ?? Self.lengthHeaderStart(atEndOf: body)
    else { return }
    buffer.replaceSubrange(..<start, with: body[place...])
    (start, scanned) = (0, 0)
    isLost = false
  }

  // MARK: Headers

  private enum HeaderOutcome {
    case incomplete
    case read
    case broken(String)
  }

  private mutating func advance(to index: Int) {
    start = index
    scanned = index
  }

  /// Reads one header block, when it is whole.
  private mutating func readHeader() -> HeaderOutcome {
    // Line breaks between messages are nobody's; some clients send them.
    while start < buffer.count && (buffer[start] == 0x0D || buffer[start] == 0x0A) {
      advance(to: start + 1)
    }
    guard let end = headerEnd() else {
      if buffer.count - start > Self.headerLimit {
        // Never the same place again.
        advance(to: buffer.count - Self.headerLimit / 2)
        isLost = true
        return .broken("A header of more than \(Self.headerLimit) bytes")
      }
      return .incomplete
    }
    var length: Int?
    var charset: String?
    var problem: String?
    var lineStart = start
    while lineStart < end {
      let lineEnd = buffer[lineStart..<end].firstIndex(of: 0x0A) ?? end
      let line = Self.trimmed(buffer[lineStart..<lineEnd])
      if line.isEmpty {
        lineStart = lineEnd + 1
        continue
      }
      let colon = line.firstIndex(of: UInt8(ascii: ":"))
      let name = colon.map { Self.trimmed(line[..<$0]) } ?? []
      guard let colon, !name.isEmpty, name.allSatisfy(Self.isNameByte) else {
        // Not a header: rest of a message whose length was wrong. The next
        // message's header may stand on the same line.
        advance(to: lineStart)
        isLost = true
        return .broken("A line that is no header where one was expected")
      }
      let value = Self.trimmed(line[(colon + 1)...])
      if Self.equal(name, Self.lengthName) {
        length = Self.number(value)
        problem = length == nil ? "Content-Length is not a number of bytes" : nil
      } else if Self.equal(name, Self.typeName) {
        charset = Self.foreignCharset(in: value)
      }
      lineStart = lineEnd + 1
    }
    guard let length else {
      // What stands before the next message's header may look like the start of
      // a header's name, or like a whole header that runs into it.
      let first = problem == nil ? start : start + 1
      advance(to: Self.lengthHeader(in: buffer[first..<end]) ?? end)
      isLost = true
      return .broken(problem ?? "A header without Content-Length")
    }
    advance(to: end)
    guard length <= limit else {
      isLost = true
      return .broken("A message of \(length) bytes; at most \(limit) are allowed")
    }
    pending = (length, charset)
    return .read
  }

  /// The index after the blank line that ends the header block; looks at each
  /// byte once over all calls.
  private mutating func headerEnd() -> Int? {
    var index = max(scanned, start)
    while index < buffer.count {
      if buffer[index] == 0x0A {
        var before = index
        if before > start && buffer[before - 1] == 0x0D { before -= 1 }
        if before > start && buffer[before - 1] == 0x0A { return index + 1 }
      }
      index += 1
    }
    scanned = index
    return nil
  }

  /// Looks for `Content-Length:` anywhere; false when it has not come yet. Bytes
  /// in which it cannot begin any more are dropped.
  private mutating func findHeader() -> Bool {
    if let place = Self.lengthHeader(in: buffer[start...]) {
      advance(to: place)
      isLost = false
      return true
    }
    advance(to: max(start, buffer.count - Self.lengthName.count - 16))
    return false
  }

  /// Where `content-length`, blanks and a colon stand, in any case.
  private static func lengthHeader(in bytes: ArraySlice<UInt8>) -> Int? {
    var index = bytes.startIndex
    while let found = bytes[index...].firstIndex(where: { $0 | 0x20 == UInt8(ascii: "c") }) {
      let end = found + lengthName.count
      guard end <= bytes.endIndex else { return nil }
      if equal(bytes[found..<end], lengthName),
        bytes[end...].first(where: { $0 != 0x20 && $0 != 0x09 }) == UInt8(ascii: ":")
      {
        return found
      }
      index = found + 1
    }
    return nil
  }

  /// Where a `content-length` begins that the end of the bytes cuts.
  private static func lengthHeaderStart(atEndOf bytes: [UInt8]) -> Int? {
    (max(0, bytes.count - lengthName.count)..<bytes.count).first {
      equal(bytes[$0...], Array(lengthName.prefix(bytes.count - $0)))
    }
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
    }
  }

  private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var bytes = bytes
    while let first = bytes.first, first == 0x20 || first == 0x09 { bytes.removeFirst() }
    while let last = bytes.last, last == 0x20 || last == 0x09 || last == 0x0D {
      bytes.removeLast()
    }
    return bytes
  }

  /// Whether the bytes are `name`, given in lower case.
  private static func equal(_ bytes: ArraySlice<UInt8>, _ name: [UInt8]) -> Bool {
    bytes.elementsEqual(name) { byte, expected in
      (byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte) == expected
    }
  }

  /// A number of digits and nothing else; `nil` for any other.
  private static func number(_ bytes: ArraySlice<UInt8>) -> Int? {
    guard !bytes.isEmpty, bytes.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
    return Int(String(decoding: bytes, as: UTF8.self))
  }

  /// The charset of a content type, unless it is UTF-8 (`utf8` too, as the
  /// protocol's first version wrote it) or left out.
  private static func foreignCharset(in value: ArraySlice<UInt8>) -> String? {
    for part in value.split(separator: UInt8(ascii: ";")).dropFirst() {
      guard let equals = part.firstIndex(of: UInt8(ascii: "=")),
        equal(trimmed(part[..<equals]), Array("charset".utf8))
      else { continue }
      let quotes: (UInt8) -> Bool = { $0 == UInt8(ascii: "\"") }
      let name = trimmed(part[(equals + 1)...]).filter { !quotes($0) }
      let text = String(decoding: name.prefix(40), as: UTF8.self)
      return ["utf-8", "utf8"].contains(text.lowercased()) ? nil : text
    }
    return nil
  }
}
