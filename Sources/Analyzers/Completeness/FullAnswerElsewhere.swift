public import StetCore

/// Finds, for a text that was cut off, another that begins alike and goes on.
public struct FullAnswerElsewhere: CorpusAnalyzer {
  /// The rule.
  public static let rule = Rule(
    id: "full-answer-elsewhere",
    summary: "A text that was cut off stands in full in another draft.",
    rationale: """
      What one page shows as a preview another shows in full. Where a text that \
      `truncated-answer` reports and a paragraph of another draft, or of this one, begin with the \
      same words and go on alike up to the cut, the rest can be taken from there. Case and spacing \
      do not count as a difference; the fix takes the words as they stand there, and an editor \
      decides.
      """,
    severity: .information,
    scope: .corpus,
    precedence: .truncation,
    flagged: [
      Rule.Example(
        """
        How do you ease back pain?

        Hang by your hands from an overhead bar, high enough to dangle without your feet ↓tou↑

        """,
        other: """
          Back pain

          Hang by your hands from an overhead bar, high enough to dangle without your feet \
          touching the ground, for half a minute.

          """)
    ],
    accepted: [
      Rule.Example(
        """
        How do you ease back pain?

        Hang by your hands from an overhead bar, high enough to dangle without your feet tou

        """,
        other: """
          Back pain

          Hang by your hands from an overhead bar, and let go when it hurts.

          """)
    ])

  /// The analyzer's rules.
  public static let rules = [rule]

  private let cuts: TruncatedAnswer

  /// Makes the analyzer.
  public init(_ settings: AnalyzerSettings) { cuts = TruncatedAnswer(settings) }

  /// A paragraph of a draft.
  public struct Paragraph: Equatable, Sendable {
    let key: UInt64
    let range: TextRange
    let text: String
    /// The last word of a paragraph that was cut off; `nil` for one that was not.
    let cut: TextRange?
  }

  /// The paragraphs of drafts by how they begin, in order of drafts and places.
  public struct Index: Sendable {
    fileprivate var places: [UInt64: [(draft: String, paragraph: Paragraph)]] = [:]
  }

  /// So many words at the beginning must be the same before texts are compared.
  private static let commonWords = 8
  /// Longer paragraphs, in UTF-8 bytes, are left alone: nobody previews them.
  private static let longest = 20_000

  /// The paragraphs of a draft that are long enough to be told apart. Linear.
  public func facts(of draft: Draft) -> [Paragraph] {
    var last: [Int: TextRange] = [:]
    for range in cuts.cuts(of: draft) {
      if let block = draft.blockIndex(containing: range.start) { last[block] = range }
    }
    return draft.blocks.indices.compactMap { index in
      let block = draft.blocks[index]
      switch block.kind {
      case .paragraph, .answer, .listItem: break
      default: return nil
      }
      guard block.content.length <= Self.longest else { return nil }
      let bytes = draft.source.bytes(in: block.content)
      guard let key = Self.key(bytes) else { return nil }
      return Paragraph(
        key: key, range: block.content, text: draft.source.string(in: block.content),
        cut: last[index])
    }
  }

  /// A hash (FNV-1a) of the first words in lower case; `nil` where there are not enough.
  private static func key(_ bytes: ArraySlice<UInt8>) -> UInt64? {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    var words = 0
    var isInWord = false
    for byte in bytes {
      if byte.isASCIIWhitespace {
        if isInWord {
          words += 1
          if words == commonWords { return hash }
        }
        isInWord = false
        continue
      }
      if !isInWord { hash = (hash ^ 0x20) &* 0x100_0000_01B3 }
      isInWord = true
      hash = (hash ^ UInt64(byte.asciiLowercased)) &* 0x100_0000_01B3
    }
    return nil
  }

  /// The index of no drafts.
  public func makeIndex() -> Index { Index() }

  /// Takes the paragraphs of one draft out, and in. Linear in them, but for those that
  /// begin alike in many drafts.
  public func update(
    _ index: inout Index, _ name: String, from old: [Paragraph]?, to new: [Paragraph]?
  ) {
    for key in Set((old ?? []).map(\.key)) {
      index.places[key]?.removeAll { $0.draft == name }
      if index.places[key]?.isEmpty == true { index.places[key] = nil }
    }
    for paragraph in new ?? [] {
      let places = index.places[paragraph.key] ?? []
      let place = places.firstIndex { $0.draft > name } ?? places.endIndex
      index.places[paragraph.key, default: []].insert((name, paragraph), at: place)
    }
  }

  /// Reports each cut paragraph that another goes on from, with the longest such.
  public func judge(
    _ name: String, _ facts: [Paragraph], in index: Index, _ findings: inout [Finding]
  ) {
    for paragraph in facts {
      guard let cut = paragraph.cut else { continue }
      let own = facts.filter { $0.key == paragraph.key }.map { (draft: name, paragraph: $0) }
      let others = (index.places[paragraph.key] ?? []).filter { $0.draft != name } + own
      let known = Self.kept(of: paragraph, upTo: cut)
      var best: (draft: String, paragraph: Paragraph, rest: Substring)?
      for other in others.prefix(Self.compared)
      where other.draft != name || other.paragraph.range != paragraph.range {
        guard let rest = Self.rest(of: other.paragraph.text, after: known),
          rest.utf8.count > cut.length + Self.leastRest,
          rest.utf8.count > best?.rest.utf8.count ?? 0
        else { continue }
        best = (other.draft, other.paragraph, rest)
      }
      guard let best else { continue }
      let isHere = best.draft == name
      findings.append(
        Finding(
          Self.rule, at: cut,
          isHere
            ? "This text stands in full elsewhere in this draft"
            : "Another draft has this text in full",
          related: [
            RelatedPlace(
              draft: isHere ? nil : best.draft, best.paragraph.range, "It goes on here")
          ],
          fixes: [
            Fix(
              "Find the full answer: take the rest from there",
              [
                TextEdit(TextRange(start: cut.start, end: paragraph.range.end), String(best.rest))
              ], safety: .suggestion)
          ]))
    }
  }

  /// So many paragraphs that begin alike are compared.
  private static let compared = 100
  /// So many bytes more than the cut word must follow, or there is nothing to gain.
  private static let leastRest = 8

  /// What is left of a cut paragraph before its last word.
  private static func kept(of paragraph: Paragraph, upTo cut: TextRange) -> Substring {
    let length = max(0, cut.start.utf8 - paragraph.range.start.utf8)
    let end = paragraph.text.utf8.index(
      paragraph.text.startIndex, offsetBy: length, limitedBy: paragraph.text.endIndex)
    return paragraph.text[..<(end ?? paragraph.text.endIndex)]
  }

  /// What follows in `text` after words that are those of `beginning`, whatever their
  /// case and spacing; `nil` where the words differ.
  private static func rest(of text: String, after beginning: Substring) -> Substring? {
    var index = text.utf8.startIndex
    let end = text.utf8.endIndex
    func skip() {
      while index < end, text.utf8[index].isASCIIWhitespace {
        index = text.utf8.index(after: index)
      }
    }
    for word in beginning.utf8.split(whereSeparator: \.isASCIIWhitespace) {
      skip()
      for byte in word {
        guard index < end, text.utf8[index].asciiLowercased == byte.asciiLowercased else {
          return nil
        }
        index = text.utf8.index(after: index)
      }
      guard index == end || text.utf8[index].isASCIIWhitespace else { return nil }
    }
    skip()
    return text[index...]
  }
}
