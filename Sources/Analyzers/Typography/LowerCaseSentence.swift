public import StetCore
import StetLexicon

/// Finds sentences that start with a small letter.
public struct LowerCaseSentence: ParagraphAnalyzer {
  /// The rule.
  public static let rule = Rule(
    id: "lower-case-sentence",
    summary: "A sentence that starts with a small letter.",
    rationale: """
      After a full stop the next sentence starts with a capital. Abbreviations, ellipses, names \
      such as iPhone, and blocks written in small letters throughout are left alone: there the \
      style is a choice.
      """,
    scope: .paragraph,
    flagged: [
      Rule.Example(
        "Nerves pass between them. ↓in↑ some cases this leads to spasms. It passes.",
        fixed: "Nerves pass between them. In some cases this leads to spasms. It passes."),
      Rule.Example(
        "The pie is done when it is brown. ↓let↑ it cool.",
        fixed: "The pie is done when it is brown. Let it cool."),
    ],
    accepted: [
      Rule.Example("Take a pain reliever, e.g. aspirin, approx. two hours before."),
      Rule.Example("hi. i have had this for years. it never goes away."),
      Rule.Example("Wait... then press it. Use the app. iPhone users tap twice."),
      Rule.Example("Dr. van Dyke works at St. john's hospital vs. the clinic."),
    ])

  /// The analyzer's rules.
  public static let rules = [rule]

  /// Makes the analyzer.
  public init(_ settings: AnalyzerSettings) {}

  /// Reports the sentences of one block that start with a small letter.
  public func analyze(_ block: BlockView, _ findings: inout [Finding]) {
    guard block.kind != .table, startsUppercase(block) else { return }
    let tokens = block.tokens
    for index in tokens.indices where tokens[index].kind == .punctuation {
      let mark = tokens[index]
      guard mark.range.length == 1, block.byte(at: mark.range.start.utf8) == UInt8(ascii: "."),
        let before = block.token(at: index - 1), before.kind == .word, before.casing == .lower,
        before.range.length >= 2,
        let gap = block.token(at: index + 1), gap.isWhitespace,
        let word = block.token(at: index + 2), word.kind == .word, word.casing == .lower,
        word.isASCII
      else { continue }
      let wordBefore = Abbreviations.word(
        before: mark.range.start.utf8, in: block.bytes(in: block.content))
      let bytes = block.bytes(in: word.range)
      guard !Abbreviations.contains(wordBefore), Lexicon.english.contains(wordBefore),
        Lexicon.english.contains(bytes),
        // `x.  y` of a list of small letters, and words joined on by a mark.
        word.range.length >= 2 || bytes.first == UInt8(ascii: "a"),
        let next = block.token(at: index + 3), next.isWhitespace || next.kind == .punctuation,
        block.byte(at: word.range.end.utf8) != UInt8(ascii: "."),
        let first = bytes.first
      else { continue }
      let capital = String(decoding: [first.asciiUppercased], as: UTF8.self)
      let corrected = capital + String(decoding: bytes.dropFirst(), as: UTF8.self)
      findings.append(
        Finding(
          Self.rule, at: word.range, "The sentence starts with a small letter",
          suggestions: [corrected],
          fixes: [
            Fix(
              "Write “\(corrected)”",
              [TextEdit(TextRange(word.range.start.utf8, word.range.start.utf8 + 1), capital)],
              safety: .safe, isPreferred: true)
          ]))
    }
  }

  /// Whether the block's first word has a capital, or it starts with none.
  private func startsUppercase(_ block: BlockView) -> Bool {
    guard let first = block.tokens.first(where: { $0.kind == .word }) else { return false }
    return first.casing != .lower
  }
}
