public import StetCore

/// Finds typewriter quotation marks and apostrophes in prose.
public struct StraightQuotes: ParagraphAnalyzer {
  /// The rule.
  public static let rule = Rule(
    id: "straight-quotes",
    summary: "A typewriter’s quotation mark or apostrophe.",
    rationale: """
      Printed text has “these” marks and ’ for the apostrophe; typewriters had one key for both. \
      Many teams let their publishing system put the right ones in, so this rule is off unless it \
      is turned on. Inches, feet, minutes and seconds are left alone, as is code. Quotation marks \
      are mended where they come in pairs in their paragraph.
      """,
    severity: .information,
    scope: .paragraph,
    precedence: .low,
    flagged: [
      Rule.Example("She said ↓\"↑come in↓\"↑.", fixed: "She said “come in”."),
      Rule.Example("It doesn↓'↑t hurt.", fixed: "It doesn’t hurt."),
      Rule.Example(
        "(↓\"↑Yes,↓\"↑ he said, ↓\"↑it is.↓\"↑)", fixed: "(“Yes,” he said, “it is.”)"),
      Rule.Example("They grew up in the ↓'↑90s.", fixed: "They grew up in the ’90s."),
      Rule.Example("The word ↓'↑ice↓'↑ is short.", fixed: "The word ‘ice’ is short."),
      Rule.Example("He said ↓\"↑come in."),
    ],
    accepted: [
      Rule.Example("She said “come in”, and it doesn’t hurt."),
      Rule.Example("A 6' man with a 12\" ruler, at 51° 30' 26\" north."),
      Rule.Example("Run `echo \"it's\"` in the shell.", format: .markdown),
    ],
    enabledByDefault: false)

  /// The analyzer's rules.
  public static let rules = [rule]

  /// Makes the analyzer.
  public init(_ settings: AnalyzerSettings) {}

  private struct Mark {
    var range: TextRange
    var isDouble: Bool
    /// Whether what stands before it ends a word or a sentence.
    var follows: Bool
    /// Whether a word begins behind it.
    var leads: Bool
    var isApostrophe: Bool
  }

  /// Reports the marks of one block. Linear.
  public func analyze(_ block: BlockView, _ findings: inout [Finding]) {
    let marks = marks(in: block)
    if marks.isEmpty { return }
    let doubles = replacements(for: marks.filter(\.isDouble), "“", "”")
    let singles = replacements(for: marks.filter { !$0.isDouble && !$0.isApostrophe }, "‘", "’")
    for mark in marks {
      let replacement =
        mark.isApostrophe ? "’" : (mark.isDouble ? doubles : singles)[mark.range]
      let fixes = replacement.map {
        [Fix("Change to \($0)", [TextEdit(mark.range, $0)], safety: .safe, isPreferred: true)]
      }
      findings.append(
        Finding(
          Self.rule, at: mark.range,
          mark.isApostrophe
            ? "This is a typewriter’s apostrophe" : "This is a typewriter’s quotation mark",
          suggestions: replacement.map { [$0] } ?? [], fixes: fixes ?? []))
    }
  }

  private func marks(in block: BlockView) -> [Mark] {
    var marks: [Mark] = []
    for (index, token) in block.tokens.enumerated() {
      if token.kind == .word {
        // An apostrophe between letters is part of the word.
        for offset in token.range.start.utf8..<token.range.end.utf8
        where block.byte(at: offset) == UInt8(ascii: "'") {
          marks.append(
            Mark(
              range: TextRange(offset, offset + 1), isDouble: false, follows: true, leads: true,
              isApostrophe: true))
        }
        continue
      }
      guard token.kind == .punctuation, token.range.length == 1 else { continue }
      let byte = block.byte(at: token.range.start.utf8)
      guard byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") else { continue }
      let before = block.token(at: index - 1)
      let after = block.token(at: index + 1)
      // Behind a number it is inches, feet, minutes or seconds.
      if before?.kind == .number { continue }
      let isEmphasis = { (token: Token?) in token?.kind == .span && token?.span == .markup }
      let follows =
        before.map { token in
          switch token.kind {
          case .word, .number, .alphanumeric: true
          case .punctuation: !"([{-/—–".contains(block.string(of: token))
          case .span: !isEmphasis(token)
          case .space, .lineBreak: false
          }
        } ?? false
      let leads =
        after.map { token in
          token.kind == .word || token.kind == .number || token.kind == .alphanumeric
            || token.kind == .span
        } ?? false
      // `’90s`, and the possessive of a plural: `the patients’ rights`.
      let isDecade =
        byte == UInt8(ascii: "'") && !follows && after?.kind == .alphanumeric
        && after.map { block.byte(at: $0.range.start.utf8).isASCIIDigit } ?? false
      marks.append(
        Mark(
          range: token.range, isDouble: byte == UInt8(ascii: "\""), follows: follows,
          leads: leads, isApostrophe: isDecade))
    }
    return marks
  }

  /// The marks that are meant, by the places of those that come in pairs, the first
  /// before a word and the second behind one; none when they do not.
  private func replacements(
    for marks: [Mark], _ opening: String, _ closing: String
  ) -> [TextRange: String] {
    guard marks.count.isMultiple(of: 2) else { return [:] }
    var result: [TextRange: String] = [:]
    for (index, mark) in marks.enumerated() {
      let opens = index.isMultiple(of: 2)
      if opens ? mark.follows : !mark.follows { return [:] }
      if opens && !mark.leads { return [:] }
      result[mark.range] = opens ? opening : closing
    }
    return result
  }
}
