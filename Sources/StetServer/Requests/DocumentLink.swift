import JSON
import JSONRPC
import StetCore
import StetWorkspace

/// `textDocument/documentLink`: web addresses, e-mail addresses, and the targets
/// of Markdown's links, those to other files among them.
enum DocumentLink: RequestHandler {
  static let method = "textDocument/documentLink"

  static func announce(in capabilities: inout ServerCapabilities, to client: ClientCapabilities) {
    capabilities.set("documentLinkProvider", "resolveProvider", to: .bool(false))
  }

  static func answer(
    _ params: Params, in session: Session, call: Call
  ) throws(ResponseError) -> Answer {
    let uri = try params.documentURI()
    let folders = session.projects.folders.compactMap(\.path)
    return session.answer(about: uri, empty: "[]") { document in
      let resolver = LinkResolver(uri: uri, folders: folders)
      var places = PositionConverter(document.source, document.encoding)
      return .json { writer in
        writer.array { writer in
          for (range, target) in resolver.links(in: document.draft) {
            writer.object { writer in
              writer.key("range")
              writer.range(range, &places)
              writer.member("target", target)
            }
          }
        }
      }
    }
  }
}

/// Finds where the links of a draft lead.
struct LinkResolver: Sendable {
  private let path: String?
  private let folder: String?

  /// Makes a resolver for a document in a workspace of some folders.
  init(uri: String, folders: [String]) {
    path = DocumentURI.path(of: uri)
    let path = path
    folder = folders.filter { folder in
      path?.utf8.starts(with: ((folder == "/" ? "" : folder) + "/").utf8) ?? false
    }.max { $0.utf8.count < $1.utf8.count }
  }

  /// The links of a draft, in order: their texts, and the URIs they lead to.
  func links(in draft: Draft) -> [(range: TextRange, target: String)] {
    var spans = draft.spans
    for block in draft.blocks where block.kind == .linkDefinition {
      guard !draft.spans(in: block.range).contains(where: { $0.kind == .url }) else { continue }
      let lines =
        draft.source.line(
          containing: block.range.start)...draft.source.line(containing: block.content.end)
      spans += lines.compactMap {
        target(ofDefinitionIn: draft.source.contentRange(ofLine: $0), draft)
      }
    }
    return spans.sorted { $0.range.start < $1.range.start }.compactMap { link($0, in: draft) }
  }

  /// The target in a line `[label]: target "title"`; `nil` when it is no such line,
  /// or that of a footnote.
  private func target(ofDefinitionIn line: TextRange, _ draft: Draft) -> InlineSpan? {
    let bytes = draft.source.bytes(in: line)
    guard let open = bytes.firstIndex(of: UInt8(ascii: "[")),
      bytes.byte(at: open + 1) != UInt8(ascii: "^"),
      let close = bytes[open...].firstIndex(of: UInt8(ascii: "]")),
      bytes.byte(at: close + 1) == UInt8(ascii: ":"),
      let start = bytes[(close + 2)...].firstIndex(where: { !$0.isBlank })
    else { return nil }
    let isBracketed = bytes[start] == UInt8(ascii: "<")
    let rest = bytes[start...]
    let end =
      isBracketed
      ? rest.firstIndex(of: UInt8(ascii: ">")).map { $0 + 1 }
      : rest.firstIndex(where: \.isASCIIWhitespace) ?? rest.endIndex
    return end.map { InlineSpan(.url, TextRange(start, $0)) }
  }

  /// The text of a link and the URI that it leads to; `nil` for a span that is
  /// no link, or leads nowhere that an editor could go.
  func link(_ span: InlineSpan, in draft: Draft) -> (range: TextRange, target: String)? {
    var range = span.range
    switch span.kind {
    case .url, .email: break
    default: return nil
    }
    let bytes = draft.source.utf8
    if bytes.byte(at: range.start.utf8) == UInt8(ascii: "<"), range.length > 2 {
      range = TextRange(range.start.utf8 + 1, range.end.utf8 - 1)
    }
    let text = draft.source.bytes(in: range)
    guard !text.isEmpty, !text.contains(where: \.isLineBreak) else { return nil }
    if span.kind == .email {
      let address = text.starts(with: "mailto:".utf8) ? text.dropFirst(7) : text
      return (range, "mailto:" + Self.encoded(address))
    }
    if let scheme = Self.scheme(of: text) {
      guard Self.schemes.contains(scheme) else { return nil }
      return (range, Self.encoded(text))
    }
    // The name of a page between double brackets is no path.
    let before = bytes.byte(at: span.range.start.utf8 - 1)
    if before == UInt8(ascii: "["), bytes.byte(at: span.range.start.utf8 - 2) == before {
      return nil
    }
    guard draft.format == .markdown, isTarget(span, in: draft) else {
      return (range, "http://" + Self.encoded(text))
    }
    return file(Self.unescaped(text)).map { (range, $0) }
  }

  /// Whether a span is the target of a link, rather than an address in the text.
  private func isTarget(_ span: InlineSpan, in draft: Draft) -> Bool {
    if let block = draft.blockIndex(containing: span.range.start),
      draft.blocks[block].kind == .linkDefinition
    {
      return true
    }
    var index = span.range.start.utf8 - 1
    while draft.source.utf8.byte(at: index).isASCIIWhitespace { index -= 1 }
    return draft.source.utf8.byte(at: index) == UInt8(ascii: "(")
      && draft.source.utf8.byte(at: index - 1) == UInt8(ascii: "]")
  }

  /// The URI of the file that a relative target means; `nil` for a place in the
  /// same document, or when the document has no place on the disk.
  private func file(_ target: [UInt8]) -> String? {
    if target.starts(with: "//".utf8) { return "https:" + Self.encoded(target[...]) }
    let end = target.firstIndex { $0 == UInt8(ascii: "#") || $0 == UInt8(ascii: "?") }
    let fragment = target.firstIndex(of: UInt8(ascii: "#")).map { target[$0...] } ?? []
    let name = target[..<(end ?? target.endIndex)]
    guard !name.isEmpty, let path, let decoded = Self.percentDecoded(name) else { return nil }
    // On a site a slash at the start is the root of the site: here, the folder.
    let isRooted = decoded.first == UInt8(ascii: "/")
    guard let base = isRooted ? folder : Paths.folder(of: path) else { return nil }
    let relative = String(decoding: isRooted ? decoded.dropFirst() : decoded[...], as: UTF8.self)
    guard !relative.utf8.contains(0) else { return nil }
    let whole = base + "/" + relative
    return DocumentURI.file(Paths.resolvingUps(whole)) + Self.encoded(fragment)
  }

  // MARK: Parts of URIs

  /// What an editor may open without harm.
  private static let schemes: Set<String> = ["http", "https", "ftp", "mailto", "tel"]

  /// The scheme of a URI, in lower case; `nil` for a relative one.
  private static func scheme(of text: ArraySlice<UInt8>) -> String? {
    guard let colon = text.firstIndex(of: UInt8(ascii: ":")), colon > text.startIndex,
      text.first?.isASCIILetter == true,
      text[..<colon].allSatisfy({ $0.isASCIIAlphanumeric || "+-.".utf8.contains($0) })
    else { return nil }
    // `example.com:80/path` is a host with a port.
    let after = text[(colon + 1)...]
    if text[..<colon].contains(UInt8(ascii: ".")), after.first?.isASCIIDigit == true { return nil }
    return String(decoding: text[..<colon].map(\.asciiLowercased), as: UTF8.self)
  }

  /// The text with what may not stand in a URI as percent signs and digits.
  private static func encoded(_ text: ArraySlice<UInt8>) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var bytes: [UInt8] = []
    for (index, byte) in text.enumerated() {
      let isEncoded =
        byte == UInt8(ascii: "%")
        && text.dropFirst(index + 1).prefix(2).count { digit(of: $0) != nil } == 2
      if byte.isASCIIAlphanumeric || "-._~:/?#[]@!$&'()*+,;=".utf8.contains(byte) || isEncoded {
        bytes.append(byte)
      } else {
        bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 0xF)]]
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The text without the backslashes that Markdown takes before marks.
  private static func unescaped(_ text: ArraySlice<UInt8>) -> [UInt8] {
    var bytes: [UInt8] = []
    var index = text.startIndex
    while index < text.endIndex {
      if text[index] == UInt8(ascii: "\\"), text.byte(at: index + 1).isASCIIPunctuation {
        index += 1
      }
      bytes.append(text[index])
      index += 1
    }
    return bytes
  }

  /// What percent signs stand for put in; a sign without two digits stays.
  private static func percentDecoded(_ text: ArraySlice<UInt8>) -> [UInt8]? {
    var bytes: [UInt8] = []
    var index = text.startIndex
    while index < text.endIndex {
      if text[index] == UInt8(ascii: "%"), let high = digit(of: text.byte(at: index + 1)),
        let low = digit(of: text.byte(at: index + 2))
      {
        bytes.append(high << 4 | low)
        index += 3
      } else {
        bytes.append(text[index])
        index += 1
      }
    }
    return String(validating: bytes, as: UTF8.self) == nil ? nil : bytes
  }

  private static func digit(of byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x41 + 10
    case 0x61...0x66: byte - 0x61 + 10
    default: nil
    }
  }
}
