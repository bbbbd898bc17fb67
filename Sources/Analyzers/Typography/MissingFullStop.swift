public import StetCore
import StetLexicon

/// Finds places where a sentence begins although none has ended.
public struct MissingFullStop: ParagraphAnalyzer {
  /// The rule.
  public static let rule = Rule(
    id: "missing-full-stop",
    summary: "A new sentence begins without a full stop before it.",
    rationale: """
      A capital in mid-sentence on a word that no name begins with (`The`, `Some`, `Coming`) \
      shows that the mark between two sentences was lost, or that a line break was. The words \
      around it must be ordinary ones in lower case, so that titles and names stay untouched.
      """,
    scope: .paragraph,
    flagged: [
      Rule.Example(
        "The pain is often ↓debilitating Coming↑ on quickly, it may last for minutes."),
      Rule.Example("It causes chronic ↓pain Some↑ conditions make it worse."),
      Rule.Example("Preheat the ↓oven Then↑ grease the tin."),
    ],
    accepted: [
      Rule.Example(
        "The wind is in the willow tree\nAnd all the birds have gone\n"
          + "The river rolls along the lea\nBut we go rolling on.\n"),
      Rule.Example("He read The Old Man and the Sea in one night."),
      Rule.Example("We met in The Hague, at the Some Like It Hot bar."),
      Rule.Example("The drug Coming was sold for years by the Then brothers."),
      Rule.Example("Treatment And Care Of The Sick In Their Homes"),
    ])

  /// The analyzer's rules.
  public static let rules = [rule]

  /// Makes the analyzer.
  public init(_ settings: AnalyzerSettings) {}

  /// Reports the lost marks of one block.
  public func analyze(_ block: BlockView, _ findings: inout [Finding]) {
    switch block.kind {
    case .paragraph, .answer, .listItem: break
    default: return
    }
    let tokens = block.tokens
    guard tokens.count >= 9, !isTitleCase(tokens) else { return }
    let isVerse = startsLinesWithCapitals(tokens)
    for index in tokens.indices.dropFirst(2) {
      let word = tokens[index]
      guard word.kind == .word, word.casing == .capitalized, word.isASCII,
        let gap = block.token(at: index - 1), gap.isWhitespace,
        !(isVerse && gap.kind == .lineBreak),
        let before = block.token(at: index - 2), before.kind == .word, before.casing == .lower,
        before.range.length >= 3,
        let gapAfter = block.token(at: index + 1), gapAfter.isWhitespace,
        let after = block.token(at: index + 2), after.kind == .word, after.casing == .lower,
        beginsSentence(word, in: block), endsSentence(before, in: block)
      else { continue }
      let (last, first) = (block.string(of: before), block.string(of: word))
      findings.append(
        Finding(
          Self.rule, at: TextRange(start: before.range.start, end: word.range.end),
          "A full stop is missing between “\(last)” and “\(first)”", confidence: 0.85,
          suggestions: ["\(last). \(first)"],
          fixes: [
            Fix(
              "Insert a full stop",
              [TextEdit(TextRange(start: before.range.end, end: before.range.end), ".")],
              safety: .unsafe, isPreferred: true)
          ]))
    }
  }

  /// Whether at least as many lines start with a capital as do not, as in verse
  /// and in lists, where the capital shows no sentence.
  private func startsLinesWithCapitals(_ tokens: [Token]) -> Bool {
    var capitals = 0
    var others = 0
    for (lineBreak, first) in zip(tokens, tokens.dropFirst()) where lineBreak.kind == .lineBreak {
      if first.kind == .word && first.casing != .lower { capitals += 1 } else { others += 1 }
    }
    return capitals >= others
  }

  private func isTitleCase(_ tokens: [Token]) -> Bool {
    var words = 0
    var capitalized = 0
    for token in tokens where token.kind == .word {
      words += 1
      if token.casing != .lower { capitalized += 1 }
    }
    return capitalized * 3 > words
  }

  private func beginsSentence(_ word: Token, in block: BlockView) -> Bool {
    let lower = block.bytes(in: word.range).map(\.asciiLowercased)
    let text = String(decoding: lower, as: UTF8.self)
    if Self.beginnings.contains(text) { return true }
    // A participle of a common verb: `Coming`, `Taking`; names in -ing
    // (`Boeing`, `Beijing`) are no common words.
    guard text.hasSuffix("ing"), text.utf8.count >= 6 else { return false }
    return Lexicon.english.commonness(of: lower[...]).map { $0 <= 35 } ?? false
  }

  /// Whether a sentence may end with the word: an ordinary one, not one that
  /// leads on (`the`, `called`, `named`).
  private func endsSentence(_ word: Token, in block: BlockView) -> Bool {
    let bytes = block.bytes(in: word.range)
    let text = String(decoding: bytes, as: UTF8.self)
    return !FunctionWords.open.contains(text) && !Self.leads.contains(text)
      && Lexicon.english.contains(bytes)
  }

  /// Words that begin sentences and not names.
  private static let beginnings: Set<String> = [
    "the", "this", "these", "those", "that", "there", "it", "its", "he", "she", "they", "we", "you",
    "some", "many", "most", "several", "if", "when", "while", "although", "though", "because",
    "since", "after", "before", "during", "however", "therefore", "then", "also", "in", "with",
    "without", "what", "why", "how", "where", "each",
    "every", "once", "another", "other", "others", "both", "either", "such", "and", "but", "or",
    "so", "your", "my", "their", "our", "his", "her", "people", "patients", "symptoms", "treatment",
    "make", "take", "use", "try", "avoid", "add", "do", "don't", "never", "always", "usually",
    "sometimes", "often", "according", "unfortunately", "instead", "additionally", "finally",
  ]

  /// Words that a title or a quotation often follows without a mark.
  private static let leads: Set<String> = [
    "called", "see", "named", "titled", "entitled", "book", "novel", "film", "movie", "song",
    "album",
    "magazine", "newspaper", "work", "text", "treatise", "poem", "story", "play", "essay", "read",
    "wrote", "written", "watched", "saw", "says", "said", "asks",
    "asked", "button", "click", "press", "select", "choose", "option", "menu", "tab", "section",
    "chapter", "step", "series", "show", "episode", "article", "paper", "project", "company",
    "group", "band", "team", "game", "drug", "brand", "product", "tribe", "god", "goddess",
  ]
}
