import StetCore

/// What a draft's front matter and first lines say of it that templates go by.
struct DeclaredFacts {
  /// The value of `kind:` in the front matter, as written.
  private(set) var kind: String?
  /// The date in `date:`, `start date:` or `created:`, as far as it is given:
  /// `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
  private(set) var date: String?

  /// How many blocks are looked at: front matter, title and a list of facts.
  private static let blocks = 12

  /// Reads the front matter and the list of facts before a proposal's text.
  init(of draft: Draft) {
    for block in draft.blocks.prefix(Self.blocks) {
      switch block.kind {
      case .frontMatter, .metadata, .listItem, .paragraph: break
      default: continue
      }
      let lines = draft.source.bytes(in: block.range).split(whereSeparator: \.isLineBreak)
      for line in lines.prefix(40) {
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { continue }
        let key = ArticleTemplate.words(of: line[..<colon])
        let value = line[(colon + 1)...]
        if block.kind == .frontMatter, key == ["kind"], kind == nil {
          kind = Self.scalar(value)
        }
        if date == nil, key == ["date"] || key == ["start", "date"] || key == ["created"] {
          date = Self.date(in: value)
        }
      }
    }
  }

  private static func scalar(_ value: ArraySlice<UInt8>) -> String? {
    let isTrim: (UInt8) -> Bool = { $0.isASCIIWhitespace || $0 == 0x22 || $0 == 0x27 }
    let trimmed = value.drop(while: isTrim).reversed().drop(while: isTrim).reversed()
    return trimmed.isEmpty ? nil : String(decoding: trimmed, as: UTF8.self)
  }

  /// The first run of digits and hyphens that is a year, or starts with one.
  private static func date(in value: ArraySlice<UInt8>) -> String? {
    let runs = value.split { !$0.isASCIIDigit && $0 != UInt8(ascii: "-") }
    for run in runs {
      let fields = run.split(separator: UInt8(ascii: "-"))
      guard let year = fields.first(where: { $0.count == 4 }) else { continue }
      let isISO = fields.first?.count == 4
      let rest = isISO ? fields.dropFirst().prefix { $0.count == 2 }.prefix(2) : []
      return ([year] + rest).map { String(decoding: $0, as: UTF8.self) }.joined(separator: "-")
    }
    return nil
  }
}
