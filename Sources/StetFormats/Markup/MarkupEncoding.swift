public import StetCore

extension SourceText {
  /// Makes a text from the bytes of a file of a format, which may say how it is
  /// encoded: HTML in a `meta` element, XML in its declaration. A byte order mark
  /// overrules both. HTML that says nothing and is not valid UTF-8 is windows-1252.
  /// O(n); never fails.
  public init(decoding bytes: [UInt8], as format: Draft.Format) {
    switch format {
    case .plainText, .markdown, .jsonLines:
      self.init(decoding: bytes)
    case .html, .xml:
      let label = MarkupEncoding.label(in: bytes.span, format)
      if let label, let encoding = SingleByteEncoding(label: label) {
        self.init(decoding: bytes, as: encoding)
        return
      }
      let text = SourceText(decoding: bytes)
      if format == .html, label == nil, text.encoding == .utf8, !text.repairs.isEmpty {
        self.init(decoding: bytes, as: .windows1252)
      } else {
        self = text
      }
    }
  }
}

/// Finds what a file of markup says of its encoding.
enum MarkupEncoding {
  /// Bytes at the start of a file in which a `meta` element is looked for; browsers
  /// look in 1024 (HTML Standard, section 13.2.3.2), saved pages put more before it.
  private static let prescan = 4096

  /// The label that the file gives; `nil` when it gives none.
  static func label(in bytes: Span<UInt8>, _ format: Draft.Format) -> String? {
    let end = min(bytes.count, prescan)
    var scanner = MarkupScanner(.html, from: 0, to: end)
    while let token = scanner.next(bytes) {
      switch token.kind {
      case .processingInstruction where token.start == 0:
        if let label = declared(bytes, token) { return label }
      case .startTag where format == .html:
        guard HTMLElement(bytes, token.name) == .meta else { continue }
        if let label = meta(bytes, scanner.attributes) { return label }
      case .startTag: return nil
      default: break
      }
    }
    return nil
  }

  /// What is wrong when a file names an encoding that Stet does not read.
  static func fault(in source: SourceText, _ format: Draft.Format) -> Draft.Fault? {
    guard let first = source.repairs.first,
      let label = label(in: source.utf8.span, format), SingleByteEncoding(label: label) == nil,
      !["utf-8", "utf8", "unicode-1-1-utf-8", "utf-16", "utf-16le", "utf-16be"]
        .contains(label.lowercased())
    else { return nil }
    let known = SingleByteEncoding.allCases.map(\.rawValue).joined(separator: ", ")
    return Draft.Fault(
      .encoding, at: TextRange(first.offset.utf8, first.offset.utf8 + 3),
      "The encoding “\(label.prefix(40))” is not one that Stet reads (UTF-8, UTF-16, \(known)); "
        + "save the file as UTF-8")
  }

  /// The encoding of `<?xml version="1.0" encoding="…"?>`.
  private static func declared(_ bytes: Span<UInt8>, _ token: MarkupScanner.Token) -> String? {
    guard bytes.matches("<?xml", at: token.start, before: token.end) else { return nil }
    return value(after: "encoding", bytes, token.start + 5..<token.end)
  }

  private static func meta(
    _ bytes: Span<UInt8>, _ attributes: [MarkupScanner.Attribute]
  ) -> String? {
    for attribute in attributes {
      if bytes.matches("charset", at: attribute.name.lowerBound, before: attribute.name.upperBound)
      {
        return string(bytes, attribute.value)
      }
      // `<meta http-equiv="Content-Type" content="text/html; charset=…">`.
      if bytes.matches("content", at: attribute.name.lowerBound, before: attribute.name.upperBound),
        let label = value(after: "charset", bytes, attribute.value)
      {
        return label
      }
    }
    return nil
  }

  /// The value that follows a name and an equals sign.
  private static func value(
    after name: StaticString, _ bytes: Span<UInt8>, _ range: Range<Int>
  ) -> String? {
    var index = range.lowerBound
    while index < range.upperBound {
      guard bytes.matches(name, at: index, before: range.upperBound) else {
        index += 1
        continue
      }
      index += name.utf8CodeUnitCount
      while index < range.upperBound, bytes[index].isASCIIWhitespace { index += 1 }
      guard index < range.upperBound, bytes[index] == UInt8(ascii: "=") else { continue }
      index += 1
      while index < range.upperBound, bytes[index].isASCIIWhitespace || isQuote(bytes[index]) {
        index += 1
      }
      let start = index
      while index < range.upperBound, !bytes[index].isASCIIWhitespace, !isQuote(bytes[index]),
        bytes[index] != UInt8(ascii: ";"), bytes[index] != UInt8(ascii: "?")
      {
        index += 1
      }
      return start < index ? string(bytes, start..<index) : nil
    }
    return nil
  }

  private static func isQuote(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'")
  }

  private static func string(_ bytes: Span<UInt8>, _ range: Range<Int>) -> String? {
    var text: [UInt8] = []
    for index in range where !bytes[index].isASCIIWhitespace { text.append(bytes[index]) }
    return text.isEmpty ? nil : String(decoding: text, as: UTF8.self)
  }
}
