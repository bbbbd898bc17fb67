import StetCore
import StetFormats

/// The language of code in HTML and XML, as its tags name it.
enum CodeLanguage {
  /// The language of a block of code; `nil` when no tag names one.
  static func named(by block: Block, in draft: Draft) -> String? {
    for span in draft.spans(in: block.content).prefix(4) where span.kind == .tag {
      if let name = name(InlineTag(draft.source.bytes(in: span.range))) { return name }
    }
    // The tag of the element that the code fills.
    let frame = draft.source.bytes(
      in: TextRange(start: block.range.start, end: block.content.start))
    guard let start = frame.lastIndex(of: UInt8(ascii: "<")),
      let end = frame[start...].firstIndex(of: UInt8(ascii: ">"))
    else { return nil }
    return name(InlineTag(frame[start...end]))
  }

  private static func name(_ tag: InlineTag) -> String? {
    guard !tag.isEnd else { return nil }
    var name: String?
    for attribute in ["class", "outputclass"] {
      for word in (tag.attribute(attribute) ?? "").split(separator: " ") {
        for prefix in ["language-", "lang-", "highlight-source-"] where word.hasPrefix(prefix) {
          name = name ?? String(word.dropFirst(prefix.count))
        }
      }
    }
    name = name ?? tag.attribute("data-lang") ?? tag.attribute("language")
    // GitHub names the language of a program so.
    if name == nil, tag.name == "pre" { name = tag.attribute("lang") }
    let legal = PhraseBuilder.legal(name ?? "").filter { !$0.isWhitespace }
    return legal.isEmpty ? nil : legal
  }
}
