public import StetCore

/// Finds a word that stands twice in a row.
public struct RepeatedWord: ParagraphAnalyzer {
  /// The rule.
  public static let rule = Rule(
    id: "repeated-word",
    summary: "The same word twice in a row.",
    rationale: """
      A doubled word is a slip of the hand or a scar of pasting, and the eye that wrote it reads \
      over it. Words that English does double (`had had`, `that that`, `bye bye`) and words that \
      are capitalized both times, as names are, are left alone.
      """,
    scope: .paragraph,
    flagged: [
      Rule.Example("Paris in ↓the the↑ spring.", fixed: "Paris in the spring."),
      Rule.Example("It ↓was was↑ not there.", fixed: "It was not there."),
    ],
    accepted: [
      Rule.Example("He had had enough by then."),
      Rule.Example("She said that that was all."),
    ])

  /// The analyzer's rules.
  public static let rules = [rule]

  /// Makes the analyzer.
  public init(_ settings: AnalyzerSettings) {}

  /// Reports doubled words in one block.
  public func analyze(_ block: BlockView, _ findings: inout [Finding]) {
    var previous: Token?
    for token in block.tokens {
      if token.isWhitespace { continue }
      defer { previous = token.kind == .word ? token : nil }
      guard token.kind == .word, let first = previous, isDoubled(first, token, in: block) else {
        continue
      }
      // Three in a row are one finding, at the first two; the fix leaves the
      // third for the next round.
      if let last = findings.last, last.rule == Self.rule.id, last.range.end == first.range.end {
        continue
      }
      let range = TextRange(start: first.range.start, end: token.range.end)
      let word = block.string(of: first)
      findings.append(
        Finding(
          Self.rule, at: range, "“\(word)” stands twice", suggestions: [word],
          fixes: [
            Fix(
              "Remove the second “\(word)”",
              [TextEdit(TextRange(start: first.range.end, end: token.range.end), "")],
              safety: .safe, isPreferred: true)
          ]))
    }
  }

  private func isDoubled(_ first: Token, _ second: Token, in block: BlockView) -> Bool {
    guard first.range.length == second.range.length else { return false }
    if first.casing != .lower && second.casing != .lower { return false }
    let a = block.bytes(in: first.range).map(\.asciiLowercased)
    let b = block.bytes(in: second.range).map(\.asciiLowercased)
    return a == b && !Self.doubled.contains(String(decoding: a, as: UTF8.self))
  }

  /// Words that English sets twice in a row on purpose.
  private static let doubled: Set<String> = [
    "had", "that", "bye", "ha", "hush", "no", "now", "so", "there", "very", "night", "tut", "knock",
    "blah", "cha", "chop", "pom", "tsetse", "well", "yes",
  ]
}
