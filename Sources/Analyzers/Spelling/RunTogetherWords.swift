public import StetCore
import StetLexicon

/// Words, and sentences, that have lost the space between them.
public enum RunTogetherWords {
  /// The rule.
  public static let rule = Rule(
    id: "run-together-words",
    summary: "Two words or two sentences without a space between them.",
    rationale: """
      Text that is copied from a page loses spaces where lines or list items met: `injuryan` was \
      `injury an`, and `inflammation.The` was two sentences. A word is split only when the lexicon \
      has no such word, one part is a small word such as `the` or `an`, the other is common, and \
      no slip explains the word better. Two common words set as one are left alone, as names and \
      technical terms are made that way. Addresses, file names and code are left alone too.
      """,
    scope: .paragraph,
    precedence: .high,
    flagged: [
      Rule.Example("Possible causes: recent acute ↓injuryan↑ injury over 6 months old."),
      Rule.Example("Most of ↓thepatients↑ recover within a week."),
      Rule.Example(
        "It happens ↓alot↑ at night.", fixed: "It happens a lot at night."),
      Rule.Example("At the end ↓ofthe↑ day it eases.", fixed: "At the end of the day it eases."),
      Rule.Example("We spoke of the pain ↓andthe↑ swelling."),
      Rule.Example(
        "Rest reduces ↓inflammation.The↑ pain eases soon after.",
        fixed: "Rest reduces inflammation. The pain eases soon after."),
      Rule.Example(
        "Does it still ↓hurt?Then↑ see a doctor.", fixed: "Does it still hurt? Then see a doctor."),
      Rule.Example("See how it ↓goes.If↑ it stays, call."),
    ],
    accepted: [
      Rule.Example("A healthcare website with a database, a hashtag and a smartphone."),
      Rule.Example("The groupname and the hostname of the fileserver must match."),
      Rule.Example("See www.example.com, readme.The.txt, Foo.Bar and e.g.The like."),
      Rule.Example("The patients were seen at St.Mary’s by Dr.Miller at 10 a.m.The end."),
      Rule.Example("Call string.Format(value) or math.Max in the code."),
      Rule.Example("The Californian, the librarian and the vegetarian met."),
      Rule.Example("It contains albumin, dopamin, pectin, keratan and titan."),
      Rule.Example("Theopolis and Andthen are names, and so is OfThe."),
      Rule.Example("We use Node.js, ASP.Net and socket.IO here."),
    ],
    judgesSpelling: true)

  // MARK: Words

  /// The finding for an unknown word that is better explained as two words than
  /// by the slips that `suspect` says; `nil` when it is not.
  static func finding(
    _ unknown: Speller.UnknownWord, _ suspect: Speller.Suspect?, by speller: Speller,
    in block: BlockView
  ) -> Finding? {
    let word = unknown.folded
    let casing = unknown.token.casing
    if let suspect, suspect.isKnown {
      guard let correction = suspect.suggestions.first, correction.contains(" ") else { return nil }
      return finding(unknown, correction, safety: .safe, confidence: 0.98, in: block)
    }
    guard casing == .lower || (casing == .capitalized && unknown.startsSentence),
      !unknown.isForbidden, let cut = cut(of: word)
    else { return nil }
    // A small slip in one word explains it better.
    if let suspect, suspect.confidence >= 0.5, suspect.evidence.cost <= 9 { return nil }
    if let formation = speller.facts(of: word).formation, formation != .compound {
      return nil
    }
    var first = String(decoding: word[..<cut], as: UTF8.self)
    if casing == .capitalized { first = first.prefix(1).uppercased() + first.dropFirst() }
    let second = String(decoding: word[cut...], as: UTF8.self)
    return finding(unknown, "\(first) \(second)", safety: .unsafe, confidence: 0.85, in: block)
  }

  /// Longer words, in UTF-8 bytes, are not tried: they are no two words of English.
  private static let longestWord = 40

  /// Where a word may be cut in two: the place that leaves the most common word
  /// beside a small one.
  private static func cut(of word: [UInt8]) -> Int? {
    guard word.count >= 5, word.count <= longestWord else { return nil }
    var best: (cut: Int, commonness: Int)?
    for cut in 2..<word.count - 1 {
      let left = word[..<cut]
      let right = word[cut...]
      let commonness: Int
      if small.contains(left) && trailing.contains(right) {
        commonness = 10
      } else if leading.contains(left) && right.count >= 5 {
        commonness = Self.commonness(of: right)
      } else if trailing.contains(right) && left.count >= 5 {
        commonness = Self.commonness(of: left)
      } else {
        continue
      }
      if commonness <= 20 && commonness < best?.commonness ?? .max { best = (cut, commonness) }
    }
    return best?.cut
  }

  private static func commonness(of word: ArraySlice<UInt8>) -> Int {
    Lexicon.english.entry(ofFolded: word)?.lowerCommonness ?? .max
  }

  /// Small words that no other words begin with, as they do with `in` and `for`.
  private static let leading = words(
    """
    the and of to with that this from was were are is have has had your you my their his which \
    when what there these those they because
    """)

  /// Small words that no other words end with, as they do with `is` and `or`.
  private static let trailing = words(
    """
    an the and of it for with that this from was were are not but can may will your you their his \
    she they have has had which when
    """)

  /// Small words that stand before other small words.
  private static let small = words(
    "of to in on at by for from with and that is was as but or if when where what into about")

  private static func words(_ text: String) -> Set<ArraySlice<UInt8>> {
    Set(text.utf8.split(separator: UInt8(ascii: " ")).map { Array($0)[...] })
  }

  private static func finding(
    _ unknown: Speller.UnknownWord, _ replacement: String, safety: Fix.Safety, confidence: Double,
    in block: BlockView
  ) -> Finding {
    let text = block.string(in: unknown.range)
    return Finding(
      Self.rule, at: unknown.range, "“\(text)” has run together, did you mean “\(replacement)”?",
      confidence: confidence, suggestions: [replacement],
      fixes: [
        Fix(
          "Change to “\(replacement)”", [TextEdit(unknown.range, replacement)], safety: safety,
          isPreferred: true)
      ])
  }

  // MARK: Sentences

  /// The finding for the end of one sentence and the start of the next that are
  /// joined at the token `index`; `nil` when it joins none.
  static func joinedSentences(at index: Int, in block: BlockView) -> Finding? {
    let mark = block.tokens[index]
    guard mark.kind == .punctuation, mark.range.length == 1 else { return nil }
    let byte = block.byte(at: mark.range.start.utf8)
    guard byte == UInt8(ascii: ".") || byte == UInt8(ascii: "?") || byte == UInt8(ascii: "!"),
      let last = block.token(at: index - 1), last.kind == .word, last.casing == .lower,
      let first = block.token(at: index + 1), first.kind == .word, first.casing == .capitalized,
      last.range.length >= 3, isCommon(last, in: block), isCommon(first, in: block)
    else { return nil }
    // Before the last word a space, after the first one a space or a mark of
    // its sentence: otherwise it is a name with points, or code.
    guard block.token(at: index - 2)?.isWhitespace ?? false,
      let next = block.token(at: index + 2),
      next.isWhitespace || block.byte(at: next.range.start.utf8) == UInt8(ascii: ",")
    else { return nil }
    let opens = Self.openers.contains(
      block.bytes(in: first.range).map(\.asciiLowercased)[...])
    // Without a word that opens sentences, it may be a member of something in code.
    let hasCode = block.spans.contains { $0.kind == .code }
    guard opens || (!hasCode && last.range.length >= 4 && first.range.length >= 4) else {
      return nil
    }
    let range = TextRange(start: last.range.start, end: first.range.end)
    let before = block.string(in: TextRange(start: last.range.start, end: mark.range.end))
    let place = TextRange(start: mark.range.end, end: mark.range.end)
    let replacement = "\(before) \(block.string(of: first))"
    return Finding(
      Self.rule, at: range, "A space is missing before “\(block.string(of: first))”",
      confidence: opens ? 0.97 : 0.85, suggestions: [replacement],
      fixes: [
        Fix(
          "Insert a space", [TextEdit(place, " ")],
          safety: opens && first.range.length >= 3 ? .safe : .unsafe, isPreferred: true)
      ])
  }

  private static func isCommon(_ token: Token, in block: BlockView) -> Bool {
    commonness(of: block.bytes(in: token.range).map(\.asciiLowercased)[...]) <= 35
  }

  /// Words that often begin sentences, and are no names of anything in code.
  private static let openers = words(
    """
    the this that these those it he she they we you there here a an in on at if when while after \
    before since because although however but and so then also as for from to with without some \
    most many few all each every both another other such one two what why how who which where can \
    could do does did is are was were has have will would should may might not no your my our his \
    her their its once now usually often sometimes please try
    """)
}
