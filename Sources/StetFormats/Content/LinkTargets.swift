import StetCore

/// Where a link leads, and the title it has.
package struct LinkTarget: Hashable, Sendable {
  /// The address, with escapes and character references resolved.
  package var address: String
  /// The title, when the link has one.
  package var title: String?

  /// Makes a target.
  package init(address: String, title: String? = nil) {
    self.address = address
    self.title = title
  }
}

/// The targets that a Markdown draft defines apart from its links:
/// `[label]: target "title"`.
struct LinkTargets: Sendable {
  private var targets: [[UInt8]: LinkTarget] = [:]

  /// Reads the definitions of a draft. Linear in their length.
  init(_ draft: Draft) {
    for block in draft.blocks where block.kind == .linkDefinition {
      // The text of the lines without the marks of quotes before them.
      var text: [UInt8] = []
      var isLineStart = true
      for byte in draft.source.bytes(in: block.content) {
        if isLineStart, byte.isBlank || byte == UInt8(ascii: ">") { continue }
        isLineStart = byte.isLineBreak
        text.append(byte)
      }
      text.append(.lineFeed)
      var offset = 0
      while offset < text.count, text[offset] == UInt8(ascii: "["),
        let found = LinkDefinitions.definition(text.span, at: offset)
      {
        let key = LinkLabels.key(
          text.span, from: found.label.lowerBound, to: found.label.upperBound)
        // Of two definitions of one label the first counts.
        if targets[key] == nil {
          targets[key] = LinkTarget(
            address: Self.address(text[found.target]),
            title: found.title.map { Self.title(text[$0]) })
        }
        offset = found.end
      }
    }
  }

  /// The target of the label between two places of `bytes`.
  func target(_ bytes: Span<UInt8>, label: Range<Int>) -> LinkTarget? {
    targets[LinkLabels.key(bytes, from: label.lowerBound, to: label.upperBound)]
  }

  /// The address that a target's bytes stand for: without `<` and `>`.
  static func address(_ bytes: ArraySlice<UInt8>) -> String {
    var bytes = bytes
    if bytes.first == UInt8(ascii: "<"), bytes.last == UInt8(ascii: ">") {
      bytes = bytes.dropFirst().dropLast()
    }
    return plain(bytes)
  }

  /// The title that a title's bytes, marks included, stand for.
  static func title(_ bytes: ArraySlice<UInt8>) -> String {
    plain(bytes.dropFirst().dropLast())
  }

  /// The text with character references resolved.
  static func resolvingReferences(_ bytes: ArraySlice<UInt8>) -> String {
    plain(bytes, hasEscapes: false)
  }

  /// The text with backslash escapes, unless told otherwise, and character
  /// references resolved.
  static func plain(_ bytes: ArraySlice<UInt8>, hasEscapes: Bool = true) -> String {
    var result: [UInt8] = []
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let byte = bytes[index]
      if hasEscapes, byte == UInt8(ascii: "\\"), bytes.byte(at: index + 1).isASCIIPunctuation {
        result.append(bytes[index + 1])
        index += 2
        continue
      }
      if byte == UInt8(ascii: "&") {
        let end = bytes[index...].prefix(34).firstIndex(of: UInt8(ascii: ";"))
        if let end, let text = CharacterReferences.text(of: bytes[index...end]) {
          result.append(contentsOf: text.utf8)
          index = end + 1
          continue
        }
      }
      result.append(byte)
      index += 1
    }
    return String(decoding: result, as: UTF8.self)
  }
}
