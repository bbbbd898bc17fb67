import Glibc
public import StetCore
import StetLexicon

/// Finds answers, and texts, that were cut off.
public struct TruncatedAnswer: DraftAnalyzer {
  /// The rule.
  public static let rule = Rule(
    id: "truncated-answer",
    summary: "An answer, or another text, that was cut off before its end.",
    rationale: """
      Sites show previews of answers, and who copies the page copies the previews. What tells a \
      cut: the text stops inside a word, after a word that must lead on (`and`, `the`, `if`), or \
      after a comma, without an end mark; and several answers of one page stop at the same \
      length, which is the limit of whoever cut them. A short informal answer without a full stop \
      is not a cut. A fitted model weighs these signs together with how the text's own sentences \
      and lines end, and with the answers beside it; what it is less sure of is shown as \
      information. The cut word belongs to this rule: it is never reported or mended as a \
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
      Rule.Example(
        """
        Does coffee dry you out?

        No. The water in the cup makes up for it, and studies found no differ↓… (more)↑

        """),
      Rule.Example(
        """
        How do you clean a brass tap?

        You need only what is in the kitchen. Take the following things↓:↑

        Does vinegar harm brass?

        Only when it stays on for hours.

        """),
      Rule.Example(
        "Herons\n\nThe nest is a platform of sticks (often used for many ↓years↑\n"),
      Rule.Example(
        "# Queues\n\nItems come out in order. To sort them by size, you can pass ↓a↑\n\n"
          + "## License\n\nMIT\n",
        format: .markdown),
    ],
    accepted: [
      Rule.Example("Is rhubarb a fruit?\n\nNo, a vegetable\n"),
      Rule.Example("Can arthritis cause spasms?\n\nIn some instances this can lead to spasms.\n"),
      Rule.Example("Where is it?\n\nSee https://example.com/where-to-find-th\n"),
      Rule.Example("What did she say?\n\nShe said “come in.”\n"),
      Rule.Example("Who knows?\n\nNobody at the shop knew what it was made of\n"),
      Rule.Example("How fast is it?\n\nAdding an item to the queue takes O(log n)\n"),
      Rule.Example("How tall is it?\n\nIt is small. It grows to a height of 30 cm\n"),
      Rule.Example("Is it safe?\n\nIt uses its own certificate. You can go on\n"),
      Rule.Example("Is it open late?\n\nYes. It is open every day until 6 p.m\n"),
      Rule.Example("Will it heal?\n\nIt went away after two weeks, so do not worry :-)\n"),
      Rule.Example("Methods\n\nThere are two ways of doing it, as follows:\n\n1. Wait\n2. See\n"),
      Rule.Example("He looked up and waited...\n\nThen he went to bed, and slept till noon.\n"),
    ],
    certainFrom: 0.95)

  /// The analyzer's rules.
  public static let rules = [rule]

  private let clusterSize: Int

  /// Makes the analyzer.
  public init(_ settings: AnalyzerSettings) {
    clusterSize = settings.integer("cluster-size", of: Self.rule)
  }

  /// Reports the cut answers of a draft, and a cut at its very end.
  public func analyze(_ draft: Draft, _ findings: inout [Finding]) {
    let judged = judgedEndings(of: draft)
    let cuts = judged.endings.filter(isReported)
    // Where a text itself does not show its cut, the lengths of all do.
    let needsLengths = cuts.contains { cut in
      cut.page != nil && !cut.signs.isMarked && cut.evidence?.logOdds ?? 0 < Self.leastAlone
    }
    for cut in cuts {
      let needsText =
        cut.page == nil ? cut.logOdds < Self.plain : needsLengths && !cut.signs.isMarked
      findings.append(
        finding(
          cut, limit: cut.signs.isAtLimit ? judged.limit : nil,
          evidence: needsText ? cut.extent : nil, in: draft))
    }
    if let fence = unclosedFence(of: draft) {
      findings.append(
        Finding(
          Self.rule, at: fence, "The text is cut off inside code: nothing closes this fence",
          confidence: 0.99))
    }
  }

  /// The last words of the texts that are reported as cut off, in order.
  func cuts(of draft: Draft) -> [TextRange] {
    judgedEndings(of: draft).endings.filter(isReported).map(\.ending.last)
  }

  // Log-odds. The figures are those of labelled texts that the models were not
  // fitted on; `Tools/endings/fit.py` prints them.

  /// From here on a text by itself is reported: 91 of 100 cuts and 4 of 1000
  /// complete texts are.
  private static let leastAlone = 1.0
  /// From here on a text of a page is reported: 98 of 100, and 1.5 of 1000.
  private static let leastOnPage = 3.2
  /// From here on it matters neither that others go on where a text stops, nor
  /// that it stands before a heading, as many texts of a draft do.
  private static let leastAnywhere = 5.0
  /// What is plain to see: more than what a finding needs to be certain.
  private static let plain = 3.5
  /// How sure signs that have names must be to speak for themselves.
  private static let strongSigns = 0.85

  /// The log-odds that a text was cut by all that is known, once its page is.
  private func weighed(_ judgement: Judgement, page: Double) -> Double {
    guard let alone = judgement.evidence?.logOdds else { return judgement.logOdds }
    if alone >= Self.leastAnywhere && judgement.ending.word.count != 1 { return max(alone, page) }
    if judgement.signs.confidence >= Self.strongSigns && alone >= 2 {
      return max(page, Self.plain)
    }
    return page
  }

  /// Whether it is sure enough that a text was cut.
  private func isReported(_ judgement: Judgement) -> Bool {
    if judgement.page != nil { return judgement.logOdds >= Self.leastOnPage }
    if judgement.ending.goesOnInMarkup { return false }
    // Before a heading, signs that have names are trusted; what is but likely is not.
    let isInner = !judgement.ending.isAnswer && !judgement.ending.isLast
    let isVague = judgement.signs.confidence < 0.7
    return judgement.logOdds >= (isInner && isVague ? Self.leastAnywhere : Self.leastAlone)
  }

  /// What is made of one ending.
  package struct Judgement {
    /// How the text ends.
    var ending: TextEnding
    /// What shows a cut.
    var signs: Signs
    /// What was weighed; `nil` where a mark says how the text ends.
    package var evidence: EndingEvidence?
    /// What the texts beside it add; `nil` for one that stands alone.
    package var page: [Double]?
    /// The log-odds that the text was cut, all told.
    package var logOdds = -Double.infinity
    /// How sure it is that the text was cut: 0 to 1.
    package var confidence: Double { 1 / (1 + exp(-logOdds)) }
    /// The whole text.
    package var extent: TextRange { ending.extent }
  }

  /// Every ending of a draft with what is made of it, and the length at which
  /// its answers were cut.
  package func judgements(of draft: Draft) -> [Judgement] { judgedEndings(of: draft).endings }

  private func judgedEndings(of draft: Draft) -> (endings: [Judgement], limit: PreviewLimit?) {
    let endings = endings(of: draft)
    let answers = endings.indices.filter { endings[$0].isAnswer }
    let lengths = answers.map { index in
      PreviewLimit.lengths(of: draft.source.bytes(in: endings[index].text))
    }
    let limit = PreviewLimit(
      of: zip(answers, lengths).map { index, lengths in
        PreviewLimit.Answer(lengths: lengths, isMarked: endings[index].state == .marked)
      },
      minimumCount: clusterSize)
    let atLimit = Set((limit?.members ?? []).map { answers[$0] })
    let isCareful = usuallyMarksEnds(draft, besides: endings)
    var result = endings.indices.map { index in
      judge(endings[index], isAtLimit: atLimit.contains(index), isCareful: isCareful, in: draft)
    }
    // An answer is judged by those beside it too.
    guard answers.count > 1 else { return (result, limit) }
    let page = PageEvidence(
      zip(answers, lengths).map { index, lengths in
        PageEvidence.Text(lengths: lengths, logOdds: result[index].evidence?.logOdds)
      })
    for (place, index) in answers.enumerated() {
      if let logOdds = page.logOdds(at: place) {
        result[index].logOdds = weighed(result[index], page: logOdds)
        result[index].page = page.values(at: place)
      }
    }
    return (result, limit)
  }

  /// What is made of an ending by itself.
  private func judge(
    _ ending: TextEnding, isAtLimit: Bool, isCareful: Bool, in draft: Draft
  ) -> Judgement {
    // How many answers stop at a length is weighed for the page as a whole.
    let alone = signs(of: ending, isAtLimit: false, isCareful: isCareful)
    let signs = isAtLimit ? signs(of: ending, isAtLimit: true, isCareful: isCareful) : alone
    var judgement = Judgement(
      ending: ending, signs: signs ?? Signs(confidence: 0), evidence: nil)
    if let signs, signs.isMarked {
      judgement.logOdds = Self.leastAnywhere
    } else if ending.state != .marked, !isLabel(ending, signs), !ending.isLinkDefinition {
      let evidence = EndingEvidence(
        draft.source.bytes(in: ending.text), signs: alone?.confidence ?? 0)
      judgement.evidence = evidence
      judgement.logOdds = evidence.logOdds
    }
    return judgement
  }

  /// Whether a few words that are no paragraph may stand as they are, as labels,
  /// headings and short items do.
  private func isLabel(_ ending: TextEnding, _ signs: Signs?) -> Bool {
    !ending.isAnswer && !ending.isParagraph && ending.words < 4 && signs?.confidence ?? 0 < 0.7
  }

  // MARK: How texts end

  /// The endings of the answers, in order, and of the stretches of text before a
  /// heading, a question, the site's text, and the end of the draft.
  private func endings(of draft: Draft) -> [TextEnding] {
    var answers: [Int: Int] = [:]
    for question in draft.outline.questions {
      if let first = question.answer.first, let last = question.answer.last {
        answers[last] = first
      }
    }
    // Texts that were put together are answers, unless they hold questions.
    let parts = wholeParts(of: draft)
    answers.merge(parts) { own, _ in own }
    var result: [TextEnding] = []
    let lastProse = draft.blocks.lastIndex { $0.kind.isProse || $0.kind == .code }
    // Where the text began that ends next, headings and questions left out.
    var start = draft.blocks.startIndex
    for index in draft.blocks.indices {
      if let first = answers[index] {
        if let ending = TextEnding(
          ofBlock: index, from: first, isAnswer: true,
          isLast: index == lastProse || parts[index] != nil, in: draft)
        {
          result.append(ending)
        }
        start = index + 1
        continue
      }
      let kind = draft.blocks[index].kind
      let isLast = index == lastProse
      guard isLast || kind == .paragraph || kind == .answer, isLast || stops(index, in: draft)
      else {
        switch kind {
        case .heading, .title, .question: start = index + 1
        default: break
        }
        continue
      }
      let first = draft.blocks[min(start, index)...index].firstIndex { $0.kind.isProse } ?? index
      if let ending = TextEnding(
        ofBlock: index, from: first, isAnswer: false, isLast: isLast, in: draft)
      {
        result.append(ending)
      }
      start = index + 1
    }
    return result
  }

  /// The last and the first block of each text that the draft was put together
  /// from, where it is an answer by itself.
  private func wholeParts(of draft: Draft) -> [Int: Int] {
    var result: [Int: Int] = [:]
    for part in draft.parts {
      guard let start = draft.blockIndex(containing: part.start),
        let end = draft.blockIndex(containing: TextOffset(part.end.utf8 - 1)), start <= end
      else { continue }
      let blocks = (start...end).filter { index in
        part.contains(draft.blocks[index].content) && draft.blocks[index].kind != .blank
      }
      let asks = blocks.contains { draft.blocks[$0].kind == .question }
      let prose = blocks.filter { draft.blocks[$0].kind.isProse || draft.blocks[$0].kind == .code }
      guard !asks, let first = prose.first, let last = prose.last else { continue }
      result[last] = first
    }
    return result
  }

  /// Whether a paragraph's text does not go on in the next block.
  private func stops(_ index: Int, in draft: Draft) -> Bool {
    let rest = draft.blocks[(index + 1)...]
    guard let next = rest.first(where: { $0.kind != .blank && $0.kind != .comment }) else {
      return true
    }
    switch next.kind {
    case .heading, .title: return true
    // A line of verse may ask, and the next one of a paragraph.
    case .question: return draft.blocks[index + 1].kind == .blank
    case .chrome, .metadata:
      if next.kind == .metadata && draft.blocks[index + 1].kind != .blank { return false }
      // A holder's name stands right before `All rights reserved`.
      if draft.blocks[index + 1].kind == .chrome,
        draft.source.bytes(in: draft.blocks[index].content).last == UInt8(ascii: ",")
      {
        return false
      }
      // An advertisement may stand in the middle of a sentence.
      guard let prose = rest.first(where: { $0.kind.isProse }) else { return true }
      let first = draft.source.utf8.byte(at: prose.content.start.utf8)
      return prose.kind != draft.blocks[index].kind || !first.isASCIILowercase
    default: return false
    }
  }

  /// An opening fence at the draft's end that nothing closes: what follows it
  /// was cut, or is prose that reads as code.
  package func unclosedFence(of draft: Draft) -> TextRange? {
    guard let index = draft.blocks.lastIndex(where: { $0.kind != .blank }) else { return nil }
    // In plain text an unclosed fence stays a line of its own.
    let place = draft.blocks[...index].lastIndex { block in
      (block.kind == .code || block.kind == .thematicBreak) && mark(of: block, in: draft) != nil
    }
    guard let place, !isUnderline(place, in: draft) else { return nil }
    let fence = draft.blocks[place]
    guard let mark = mark(of: fence, in: draft) else { return nil }
    if fence.kind == .code {
      guard fence.range == draft.blocks[index].range else { return nil }
      let lines = draft.source.bytes(in: fence.range).split(whereSeparator: \.isLineBreak)
      guard let last = lines.last(where: { !$0.allSatisfy(\.isASCIIWhitespace) }) else {
        return nil
      }
      let isFence = last.allSatisfy { $0 == mark.byte || $0.isASCIIWhitespace || $0 == 0x3E }
      if lines.count > 1 && isFence && last.count(where: { $0 == mark.byte }) >= mark.length {
        return nil
      }
    }
    return mark.range
  }

  /// Whether a line of marks stands right under text, whose heading it makes.
  private func isUnderline(_ index: Int, in draft: Draft) -> Bool {
    let bytes = draft.source.bytes(in: draft.blocks[index].content)
    return draft.blocks[index].kind == .thematicBreak && bytes.count > 3
      && bytes.allSatisfy { $0 == bytes.first } && index > 0
      && draft.blocks[index - 1].kind.isProse
  }

  /// The fence that starts a block.
  private func mark(
    of block: Block, in draft: Draft
  ) -> (byte: UInt8, length: Int, range: TextRange)? {
    let bytes = draft.source.bytes(in: block.range)
    guard let start = bytes.firstIndex(where: { !$0.isASCIIWhitespace && $0 != 0x3E }) else {
      return nil
    }
    let byte = bytes[start]
    guard byte == UInt8(ascii: "`") || byte == UInt8(ascii: "~") else { return nil }
    let length = bytes[start...].prefix { $0 == byte }.count
    return length >= 3 ? (byte, length, TextRange(start, start + length)) : nil
  }

  /// Whether the draft's longer blocks, those in question aside, mostly end in a
  /// mark, so that one without stands out.
  private func usuallyMarksEnds(_ draft: Draft, besides endings: [TextEnding]) -> Bool {
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
  struct Signs {
    var isMarked = false
    var isInsideWord = false
    var leadsOn = false
    var isOpen = false
    var announces = false
    var isInBrackets = false
    var trailsOff = false
    var isAtLimit = false
    var confidence: Double

    /// Whether the last words themselves show the cut.
    var areInWords: Bool {
      isMarked || isInsideWord || leadsOn || isOpen || announces || isInBrackets || trailsOff
    }
  }

  /// The signs of a cut; `nil` when there are none that suffice.
  private func signs(of ending: TextEnding, isAtLimit: Bool, isCareful: Bool) -> Signs? {
    let isCareful = isCareful || ending.marksSentences
    var signs = Signs(confidence: 0)
    var doubt = isCareful ? 0.7 : 1.0
    if ending.marker != nil || (ending.isFolded && ending.state != .marked && ending.words >= 6) {
      signs.isMarked = true
      doubt *= 0.1
    }
    guard ending.isAnswer || ending.words >= 6 || signs.isMarked else { return nil }
    switch ending.state {
    case .marked, .other: break
    case .colon:
      // What a list or an example was to follow; headings may hold it as well.
      if ending.words >= 4 && (ending.isAnswer || ending.isLast) {
        signs.announces = true
        doubt *= 0.3
      }
    case .open:
      if !ending.isListItem {
        signs.isOpen = true
        doubt *= 0.2
      }
    case .ellipsis where !isCareful: break
    case .word where ending.isClosed && !isAtLimit: break
    case .word, .ellipsis:
      if ending.isClosed {
        // Only the length speaks.
      } else if isFragment(ending, isAtLimit: isAtLimit, isCareful: isCareful) {
        signs.isInsideWord = true
        // Chat ends in a stray letter now and then.
        doubt *= ending.word.count > 1 ? 0.12 : isCareful ? 0.25 : 0.45
      } else if let certainty = leadsOn(ending, isCareful: isCareful) {
        signs.leadsOn = true
        doubt *= certainty
      }
      // Who quotes may let the speaker trail off.
      if ending.state == .ellipsis, ending.marksSentences, !ending.hasEllipsisInside,
        ending.last.end == ending.extent.end, !signs.areInWords
      {
        signs.trailsOff = true
        doubt *= 0.5
      }
      if let bracket = ending.openBracket, ending.state == .word,
        bracket.end < ending.last.start || bracket.end == ending.last.start
      {
        signs.isInBrackets = true
        doubt *= 0.4
      }
      if isAtLimit && ending.words >= 5 && (signs.areInWords || !isSignOff(ending)) {
        signs.isAtLimit = true
        doubt *= 0.06
      }
    }
    guard signs.areInWords || signs.isAtLimit else { return nil }
    signs.confidence = 1 - doubt
    return signs
  }

  /// What doubt remains after a last word that must lead on; `nil` when it need not.
  private func leadsOn(_ ending: TextEnding, isCareful: Bool) -> Double? {
    let word = String(decoding: ending.word.map(\.asciiLowercased), as: UTF8.self)
    guard FunctionWords.open.contains(word) else { return nil }
    // A capital begins a sentence that ends with it; elsewhere it names: vitamin A.
    if ending.isAloneInSentence { return isCareful && ending.casing != .mixed ? 0.2 : nil }
    guard ending.casing == .lower || word == "i" else { return nil }
    if ending.strandsPrepositions && Self.stranded.contains(word) { return nil }
    if ["in", "on"].contains(word), Self.phrasal.contains(ending.wordBefore) { return nil }
    if FunctionWords.strict.contains(word) { return 0.15 }
    return isCareful && !ending.isListItem && ending.words >= 6 ? 0.4 : nil
  }

  /// Words that end a sentence when their object stands earlier in it.
  private static let stranded: Set<String> = [
    "of", "for", "with", "from", "by", "at", "to", "in", "on", "into", "like", "against", "than",
  ]

  /// Words that make one thing with `in` or `on`: `it is safe to go on`.
  private static let phrasal: Set<String> = [
    "go", "goes", "going", "gone", "went", "carry", "carries", "move", "moves", "moving", "hold",
    "keep", "live", "lives", "come", "comes", "came", "log", "logs", "logged", "sign", "plug",
    "plugged", "fill", "give", "gives", "gave", "turn", "turned", "switch", "switched", "turns",
    "later", "early", "it", "them", "me", "you", "him", "us", "so", "drag", "pass", "catch", "cut",
    "check", "build", "built", "join", "stay", "get", "put", "try", "break", "set", "sets", "left",
  ]

  /// Whether the text stops inside a word.
  private func isFragment(_ ending: TextEnding, isAtLimit: Bool, isCareful: Bool) -> Bool {
    let isShortened = ending.word.count > 1 && Abbreviations.contains(ending.word)
    guard ending.casing == .lower, !ending.isUnit, !ending.isName, !isShortened || isAtLimit,
      ending.word.allSatisfy({ $0.isASCIILetter || $0 == UInt8(ascii: "'") })
    else { return false }
    if ending.word.count == 1, let letter = ending.word.first {
      // `a` is a word, and letters name vitamins, types and variables.
      return !"aix".utf8.contains(letter) && !Self.lettered.contains(ending.wordBefore)
    }
    return WordFragment.isCut(
      ending.word, suspicion: isAtLimit ? .limit : isCareful ? .careful : .none,
      hasCapitals: ending.hasCapitals)
  }

  /// Whether the text ends as people take their leave: `good luck`, `thanks`.
  private func isSignOff(_ ending: TextEnding) -> Bool {
    Self.signOffs.contains(String(decoding: ending.word.map(\.asciiLowercased), as: UTF8.self))
  }

  private static let signOffs: Set<String> = [
    "luck", "thanks", "thank", "regards", "care", "asap", "wishes", "cheers", "hope", "thx",
    "sincerely", "bye", "soon",
  ]

  /// Words that a single letter follows as a name.
  private static let lettered: Set<String> = [
    "vitamin", "hepatitis", "type", "group", "grade", "plan", "class", "option", "variable",
    "letter", "part", "section", "appendix", "influenza", "strep", "figure", "point", "model",
    "drive", "language",
  ]

  // MARK: In words

  private func finding(
    _ cut: Judgement, limit: PreviewLimit?, evidence: TextRange?, in draft: Draft
  ) -> Finding {
    let (ending, signs) = (cut.ending, cut.signs)
    let what = ending.isAnswer || isAnswering(ending, in: draft) ? "The answer" : "The text"
    let word = draft.source.string(in: ending.last)
    let fixes =
      cuttingBack(from: ending.last, in: draft) + marking(at: ending.last, in: draft)
    var message: String
    if signs.isMarked {
      return Finding(
        Self.rule, at: ending.marker ?? ending.last,
        ending.marker == nil
          ? "\(what) is cut off where the site offers to show more"
          : "\(what) is cut off at “\(draft.source.string(in: ending.marker ?? ending.last))”",
        confidence: cut.confidence, fixes: fixes)
    }
    if ending.state == .colon {
      return Finding(
        Self.rule, at: ending.last, "\(what) is cut off after a colon: nothing follows it",
        confidence: cut.confidence, fixes: fixes, evidence: evidence)
    }
    if ending.state == .ellipsis && !signs.isInsideWord && !signs.leadsOn && !signs.isAtLimit {
      return Finding(
        Self.rule, at: ending.last,
        ending.marksSentences
          ? "\(what) trails off in an ellipsis, while its other sentences end in marks"
          : "\(what) trails off in an ellipsis, where no sentence ends",
        confidence: cut.confidence, fixes: fixes, evidence: evidence)
    }
    if signs.isInsideWord {
      message = "\(what) is cut off inside a word (“\(word)”)"
    } else if signs.isOpen {
      message = "\(what) is cut off after a mark that leads on"
    } else if signs.isInBrackets && !signs.isAtLimit && !signs.leadsOn {
      message = "\(what) is cut off inside brackets, after “\(word)”"
    } else if signs.leadsOn || signs.isAtLimit {
      message = "\(what) is cut off after “\(word)”"
    } else {
      message = "\(what) seems to be cut off after “\(word)”, where sentences seldom end"
    }
    if ending.state != .ellipsis { message += ", without an end mark" }
    if let limit {
      let lengths =
        limit.shortest == limit.longest
        ? "\(limit.longest)" : "\(limit.shortest) to \(limit.longest)"
      message += "; \(limit.members.count) answers here stop at \(lengths) \(limit.unit)"
    }
    return Finding(
      Self.rule, at: ending.last, message, confidence: cut.confidence, fixes: fixes,
      evidence: evidence)
  }

  /// The fix that writes into the draft that the text was cut off: an editor has seen it,
  /// and the export keeps it.
  private func marking(at last: TextRange, in draft: Draft) -> [Fix] {
    let syntax: SuppressionMarks.Syntax
    switch draft.format {
    case .plainText: syntax = .brackets
    case .markdown, .html, .xml: syntax = .html
    case .jsonLines: return []
    }
    let mark = "\(Self.rule.id): \(SuppressionMarks.truncated)"
    guard
      let edits = SuppressionMarks.candidates(for: mark, at: last, in: draft, syntax).first
    else { return [] }
    return [Fix("Mark as truncated", edits, safety: .suggestion)]
  }

  /// The fix that leaves the full sentences before a cut; none where there are none, or
  /// where marks of the format would be torn apart.
  private func cuttingBack(from last: TextRange, in draft: Draft) -> [Fix] {
    guard let index = draft.blockIndex(containing: last.start),
      let view = draft.view(ofBlock: index)
    else { return [] }
    let sentences = view.sentences
    guard let cut = sentences.lastIndex(where: { $0.start <= last.start }), cut > 0 else {
      return []
    }
    let removed = TextRange(start: sentences[cut - 1].end, end: draft.blocks[index].content.end)
    let tearsMarks = view.tokens.contains {
      $0.kind == .span && ($0.span == .markup || $0.span == .tag) && $0.range.overlaps(removed)
    }
    if removed.isEmpty || tearsMarks { return [] }
    return [
      Fix(
        "Cut back to the last full sentence", [TextEdit(removed, "")], safety: .unsafe,
        isPreferred: false)
    ]
  }

  /// Whether the text is one of several answers under a question.
  private func isAnswering(_ ending: TextEnding, in draft: Draft) -> Bool {
    draft.blockIndex(containing: ending.last.start).map { draft.blocks[$0].kind == .answer }
      ?? false
  }
}
