public import StetCore
import StetLexicon

/// Finds answers, and texts, that were cut off.
public struct TruncatedAnswer: DraftAnalyzer {
  /// The rule.
  public static let rule = Rule(
    id: "truncated-answer",
    summary: "An answer that was cut off before its end.",
    rationale: """
      Sites show previews of answers, and who copies the page copies the previews. What tells a \
      cut: the text stops inside a word, after a word that must lead on (`and`, `the`, `if`), or \
      after a comma, without an end mark; and several answers of one page stop at the same \
      length, which is the limit of whoever cut them. A short informal answer without a full stop \
      is not a cut. The cut word belongs to this rule: it is never reported or mended as a \
      misspelling. Nothing can restore the text but its source.
      """,
    scope: .draft,
    precedence: .truncation,
    options: [
      RuleOption(
        "cluster-size", .integer(2...1000), default: .integer(3),
        summary: """
          How many answers must stop at one length before the length itself counts as a sign.
          """)
    ],
    flagged: [
      Rule.Example(
        """
        How do you ease back pain?

        Hang by your hands from an overhead bar, high enough to dangle without your feet ↓tou↑

        """),
      Rule.Example(
        """
        Do fibroids hurt?

        They can, and after about a minute it goes away. I do not know for sure ↓if↑

        """),
      Rule.Example(
        "## Is rhubarb a fruit?\n\nIn the kitchen it is treated as one, but botanists call it ↓a↑\n",
        format: .markdown),
    ],
    accepted: [
      Rule.Example("Is rhubarb a fruit?\n\nNo, a vegetable\n"),
      Rule.Example("Can arthritis cause spasms?\n\nIn some instances this can lead to spasms.\n"),
      Rule.Example("Where is it?\n\nSee https://example.com/where-to-find-th\n"),
      Rule.Example("What did she say?\n\nShe said “come in.”\n"),
    ])

  /// The analyzer's rules.
  public static let rules = [rule]

  private let clusterSize: Int

  /// Makes the analyzer.
  public init(_ settings: AnalyzerSettings) {
    clusterSize = settings.integer("cluster-size", of: Self.rule)
  }

  /// Reports the cut answers of a draft, and a cut at its very end.
  public func analyze(_ draft: Draft, _ findings: inout [Finding]) {
    let endings = endings(of: draft)
    let limit = PreviewLimit(
      of: endings.filter(\.isAnswer).map { ending in
        PreviewLimit.Answer(
          lengths: PreviewLimit.lengths(of: draft.source.bytes(in: ending.extent)),
          isMarked: ending.state == .marked)
      },
      minimumCount: clusterSize)
    let isCareful = usuallyMarksEnds(draft, besides: endings)
    var answer = 0
    var cuts: [(ending: Ending, signs: Signs)] = []
    for ending in endings {
      var isAtLimit = false
      if ending.isAnswer {
        isAtLimit = limit?.members.contains(answer) ?? false
        answer += 1
      }
      if let signs = signs(of: ending, isAtLimit: isAtLimit, isCareful: isCareful) {
        cuts.append((ending, signs))
      }
    }
    // Where only the length shows a cut, the lengths of all are the evidence.
    let needsLengths = cuts.contains { $0.signs.isAtLimit && !$0.signs.areInWords }
    for (ending, signs) in cuts {
      findings.append(
        finding(ending, signs, limit: signs.isAtLimit ? limit : nil, needsLengths: needsLengths))
    }
  }

  // MARK: How texts end

  /// How an answer, or the whole draft, ends.
  private struct Ending {
    enum State { case marked, open, word, other }
    var isAnswer: Bool
    /// The whole answer, for its length.
    var extent: TextRange
    /// The last word or mark.
    var last: TextRange
    var state: State
    /// The last word's bytes, when the text ends in one.
    var word: ArraySlice<UInt8>
    var casing: Token.Casing
    /// The word before the last one, in lower case.
    var wordBefore: String
    var isListItem: Bool
    var words: Int
  }

  private func endings(of draft: Draft) -> [Ending] {
    var result: [Ending] = []
    var last: Int?
    for question in draft.outline.questions {
      guard let first = question.answer.first, let end = question.answer.last else { continue }
      last = end
      if let ending = ending(ofBlock: end, from: first, isAnswer: true, in: draft) {
        result.append(ending)
      }
    }
    // A draft that is one text, or whose article comes last, can be cut too.
    if let end = draft.blocks.lastIndex(where: { $0.kind.isProse }), end != last,
      draft.blocks[end].kind == .paragraph || draft.blocks[end].kind == .answer,
      let ending = ending(ofBlock: end, from: end, isAnswer: false, in: draft)
    {
      result.append(ending)
    }
    return result
  }

  private func ending(
    ofBlock index: Int, from first: Int, isAnswer: Bool, in draft: Draft
  ) -> Ending? {
    let block = draft.blocks[index]
    switch block.kind {
    case .answer, .paragraph, .listItem: break
    default: return nil
    }
    guard let view = draft.view(ofBlock: index) else { return nil }
    var tokens = view.tokens[...]
    while let token = tokens.last,
      token.isWhitespace || token.span == .markup || token.span == .tag || token.span == .comment
        || closes(token, in: view)
    {
      tokens = tokens.dropLast()
    }
    guard let token = tokens.last else { return nil }
    var ending = Ending(
      isAnswer: isAnswer,
      extent: TextRange(
        start: draft.blocks[first].content.start, end: block.content.end),
      last: token.range, state: .other, word: [], casing: token.casing, wordBefore: "",
      isListItem: block.kind == .listItem, words: tokens.count { $0.kind == .word })
    switch token.kind {
    case .word:
      ending.state = .word
      ending.word = view.bytes(in: token.range)
      if let before = tokens.dropLast().last(where: { !$0.isWhitespace }), before.kind == .word {
        ending.wordBefore = view.string(of: before).lowercased()
      }
    case .punctuation:
      let mark = view.bytes(in: token.range)
      if mark.count == 1, let byte = mark.first {
        if ".!?".utf8.contains(byte) {
          ending.state = .marked
        } else if ",(-[".utf8.contains(byte) {
          ending.state = .open
        }
      } else if ["…", "。", "！", "？", "؟", "।"].contains(view.string(of: token)) {
        ending.state = .marked
      }
    case .number, .alphanumeric, .span, .space, .lineBreak:
      break
    }
    return ending
  }

  /// Whether a token closes a quotation or brackets, so that the end mark
  /// stands before it.
  private func closes(_ token: Token, in view: BlockView) -> Bool {
    guard token.kind == .punctuation else { return false }
    return ["\"", "'", "”", "’", "»", ")", "]", "*", "_"].contains(view.string(of: token))
  }

  /// Whether the draft's longer blocks, those in question aside, mostly end in a
  /// mark, so that one without stands out.
  private func usuallyMarksEnds(_ draft: Draft, besides endings: [Ending]) -> Bool {
    var marked = 0
    var unmarked = 0
    let judged = Set(endings.filter { $0.state != .marked }.map(\.extent.end))
    for block in draft.blocks where block.kind == .paragraph || block.kind == .answer {
      let bytes = draft.source.bytes(in: block.content)
      guard bytes.count >= 60, !judged.contains(block.content.end) else { continue }
      let last = bytes.last { !"\"')]*_".utf8.contains($0) && $0 < 0x80 } ?? 0
      if ".!?:".utf8.contains(last) { marked += 1 } else { unmarked += 1 }
    }
    return marked >= 2 && marked >= unmarked
  }

  // MARK: What the ending shows

  /// What shows that a text was cut.
  private struct Signs {
    var isInsideWord = false
    var leadsOn = false
    var isOpen = false
    var isAtLimit = false
    var confidence: Double

    /// Whether the last words themselves show the cut.
    var areInWords: Bool { isInsideWord || leadsOn || isOpen }
  }

  /// The signs of a cut; `nil` when there are none that suffice.
  private func signs(of ending: Ending, isAtLimit: Bool, isCareful: Bool) -> Signs? {
    guard ending.state == .word || ending.state == .open else { return nil }
    guard ending.isAnswer || ending.words >= 6 else { return nil }
    var signs = Signs(confidence: 0)
    var doubt = isCareful ? 0.7 : 1.0
    if ending.state == .open && !ending.isListItem {
      signs.isOpen = true
      doubt *= 0.2
    } else if isFragment(ending, isAtLimit: isAtLimit) {
      signs.isInsideWord = true
      doubt *= ending.word.count == 1 ? 0.25 : 0.12
    } else {
      let word = String(decoding: ending.word.map(\.asciiLowercased), as: UTF8.self)
      if ending.casing == .lower || ending.word.count == 1 {
        if FunctionWords.strict.contains(word) {
          signs.leadsOn = true
          doubt *= 0.15
        } else if FunctionWords.open.contains(word) && isCareful && !ending.isListItem {
          signs.leadsOn = true
          doubt *= 0.4
        }
      }
    }
    if isAtLimit && ending.words >= 5 {
      signs.isAtLimit = true
      doubt *= 0.06
    }
    guard signs.areInWords || signs.isAtLimit else { return nil }
    signs.confidence = 1 - doubt
    return signs
  }

  /// Whether the text stops inside a word: at something that is no word but
  /// begins one; or, at the limit where answers are cut, is so rare a word that
  /// it is more likely the start of another.
  private func isFragment(_ ending: Ending, isAtLimit: Bool) -> Bool {
    guard ending.state == .word, ending.casing == .lower,
      ending.word.allSatisfy({ $0.isASCIILetter || $0 == UInt8(ascii: "'") })
    else { return false }
    if ending.word.count == 1, let letter = ending.word.first {
      // `a` is a word, and letters name vitamins, types and variables.
      return !"aix".utf8.contains(letter) && !Self.lettered.contains(ending.wordBefore)
    }
    let lexicon = Lexicon.english
    let isWord = lexicon.commonness(of: ending.word).map { $0 < (isAtLimit ? 60 : 95) } ?? false
    return !isWord
      && lexicon.hasWord(beginningWith: ending.word, minimumLength: ending.word.count + 1)
  }

  /// Words that a single letter follows as a name.
  private static let lettered: Set<String> = [
    "vitamin", "hepatitis", "type", "group", "grade", "plan", "class", "option", "variable",
    "letter", "part", "section", "appendix", "influenza", "strep", "figure", "point", "model",
    "drive", "language",
  ]

  // MARK: In words

  private func finding(
    _ ending: Ending, _ signs: Signs, limit: PreviewLimit?, needsLengths: Bool
  ) -> Finding {
    let what = ending.isAnswer ? "The answer" : "The text"
    let word = String(decoding: ending.word, as: UTF8.self)
    var message: String
    if signs.isInsideWord {
      message = "\(what) is cut off inside a word (“\(word)”)"
    } else if signs.leadsOn {
      message = "\(what) is cut off after “\(word)”"
    } else if signs.isOpen {
      message = "\(what) is cut off after a mark that leads on"
    } else {
      message = "\(what) is cut off after “\(word)”"
    }
    message += ", without an end mark"
    if let limit {
      let lengths =
        limit.shortest == limit.longest
        ? "\(limit.longest)" : "\(limit.shortest) to \(limit.longest)"
      message += "; \(limit.members.count) answers here stop at \(lengths) \(limit.unit)"
    }
    return Finding(
      Self.rule, at: ending.last, message, confidence: signs.confidence,
      evidence: limit != nil && needsLengths ? ending.extent : nil)
  }
}
