public import StetCore
import StetLexicon

/// Words with a space inside.
public enum SplitWord {
  /// The rule.
  public static let rule = Rule(
    id: "split-word",
    summary: "A word with a space inside.",
    rationale: """
      Text that is copied from a printed page keeps the places where words were divided at the \
      end of a line: `treat ment`, `occasi onally`. Two words are joined when one of them is no \
      word by itself and both together are a common one, or when the second is an ending, as in \
      `care fully`, and the two are not written side by side otherwise. Prefixes such as `pre` \
      and `anti` are a matter of style and are left alone.
      """,
    scope: .paragraph,
    precedence: .high,
    flagged: [
      Rule.Example("The ↓treat ment↑ takes six weeks."),
      Rule.Example("It ↓occasi onally↑ hurts at night."),
      Rule.Example("Read the leaflet ↓care fully↑ before use."),
      Rule.Example("↓Infor mation↑ for patients is on page two."),
      Rule.Example("The *↓symp toms↑* ease after a day or two."),
    ],
    accepted: [
      Rule.Example("I could not care less, and she took care of a pre operative case."),
      Rule.Example("We were able to use the web site, and every one of us did so at any time."),
      Rule.Example("The de novo synthesis of ATP takes place in vitro and in vivo."),
      Rule.Example(
        "The pain fully resolved, and her faith fully returned. Use fully charged cells."),
      Rule.Example("She is fully aware of it, and they are not fully healed."),
      Rule.Example("Type `ls more` or cd foo bar to get on."),
    ],
    judgesSpelling: true)

  /// So common both together must be.
  private static let rarestClass = 50
  /// So often both together must be written, on the scale of the lexicon's frequencies.
  private static let leastFrequency = 40
  /// The fewest letters of both together, and of one.
  private static let shortest = 7
  private static let shortestPart = 3

  /// Endings that are words as well, or that the lexicon has as such.
  private static let endings = Set(
    "fully ment ments ness tion tions sion sions ity ous ance ence ally".utf8.split(
      separator: UInt8(ascii: " ")
    )
    .map { Array($0)[...] })
  private static let longestEnding = 5

  /// The finding for an unknown word that is a part of the word that it and the one
  /// before or behind it make; `nil` when there is none.
  static func finding(
    _ unknown: Speller.UnknownWord, in block: BlockView
  ) -> Finding? {
    guard unknown.token.casing != .upper, unknown.token.casing != .mixed, !unknown.isForbidden,
      unknown.range == unknown.token.range
    else { return nil }
    // The end of a word is never capitalized.
    if unknown.token.casing == .lower,
      let found = join(unknown.index - 2, unknown.index, in: block)
    {
      return found
    }
    return join(unknown.index, unknown.index + 2, in: block)
  }

  /// The finding for an ending at a token that belongs to the word before it; `nil` when
  /// it is none.
  static func ending(at index: Int, in block: BlockView) -> Finding? {
    let token = block.tokens[index]
    guard token.kind == .word, token.casing == .lower, token.range.length >= shortestPart,
      token.range.length <= longestEnding, mayBeEnding(token, in: block),
      endings.contains(block.bytes(in: token.range)),
      let first = block.token(at: index - 2), first.kind == .word,
      first.casing == .lower || first.casing == .capitalized
    else { return nil }
    let word = block.bytes(in: first.range).map(\.asciiLowercased)
    let ending = block.bytes(in: token.range)
    let lexicon = Lexicon.english
    // “The pain fully resolved”: what follows is what “fully” goes with.
    guard !ending.elementsEqual("fully".utf8) || isFollowedByNewPhrase(index, in: block) else {
      return nil
    }
    // “They fully agree”: the two are written so.
    guard lexicon.frequency(of: word[...], before: ending) == 0,
      lexicon.frequency(of: (word + ending)[...]) >= leastFrequency
    else { return nil }
    return join(index - 2, index, in: block)
  }

  /// Whether the text ends behind a word, or goes on with a mark or a word that begins
  /// another phrase.
  private static func isFollowedByNewPhrase(_ index: Int, in block: BlockView) -> Bool {
    guard let space = block.token(at: index + 1), space.isWhitespace,
      let next = block.token(at: index + 2), next.kind == .word
    else { return true }
    return beginners.contains(block.bytes(in: next.range).map(\.asciiLowercased)[...])
  }

  private static let beginners = Set(
    """
    a about after and are as at because before but by during for from had has have if in into is \
    it of on or since so than that the then this through to under until was were when where which \
    while who will with without
    """.utf8.split(separator: UInt8(ascii: " ")).map { Array($0)[...] })

  /// Whether a word's last letters are those of some ending: hardly any word's are.
  private static func mayBeEnding(_ token: Token, in block: BlockView) -> Bool {
    let end = token.range.end.utf8
    switch (block.byte(at: end - 2), block.byte(at: end - 1)) {
    case (UInt8(ascii: "l"), UInt8(ascii: "y")), (UInt8(ascii: "n"), UInt8(ascii: "t")),
      (UInt8(ascii: "t"), UInt8(ascii: "s")), (UInt8(ascii: "s"), UInt8(ascii: "s")),
      (UInt8(ascii: "o"), UInt8(ascii: "n")), (UInt8(ascii: "n"), UInt8(ascii: "s")),
      (UInt8(ascii: "t"), UInt8(ascii: "y")), (UInt8(ascii: "u"), UInt8(ascii: "s")),
      (UInt8(ascii: "c"), UInt8(ascii: "e")):
      return true
    default: return false
    }
  }

  /// The finding for two words that make one; `nil` when they do not.
  private static func join(_ first: Int, _ second: Int, in block: BlockView) -> Finding? {
    guard let left = block.token(at: first), let right = block.token(at: second),
      let between = block.token(at: first + 1), between.kind == .space,
      between.range.length == 1, left.kind == .word, right.kind == .word,
      left.isASCII, right.isASCII, right.casing == .lower,
      left.casing == .lower || left.casing == .capitalized,
      left.range.length >= shortestPart, right.range.length >= shortestPart
    else { return nil }
    let start = block.bytes(in: left.range)
    let end = block.bytes(in: right.range)
    let word = start.map(\.asciiLowercased) + end
    let lexicon = Lexicon.english
    guard word.count >= shortest, word.allSatisfy(\.isASCIILetter),
      !WordElements.isPrefix(start.map(\.asciiLowercased)[...]),
      let entry = lexicon.entry(ofFolded: word[...]), !entry.isVariant,
      entry.lowerCommonness ?? .max <= rarestClass,
      lexicon.frequency(of: word[...]) >= leastFrequency
    else { return nil }
    let range = TextRange(start: left.range.start, end: right.range.end)
    let joined = String(decoding: start + end, as: UTF8.self)
    return Finding(
      rule, at: range, "“\(block.string(in: range))” is one word: “\(joined)”",
      confidence: 0.9, suggestions: [joined],
      fixes: [
        Fix("Change to “\(joined)”", [TextEdit(range, joined)], safety: .unsafe, isPreferred: true)
      ])
  }
}
