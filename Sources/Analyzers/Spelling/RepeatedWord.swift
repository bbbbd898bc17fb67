public import StetCore

/// Finds a word that stands twice in a row.
public struct RepeatedWord: ParagraphAnalyzer {
  /// The rule.
  public static let rule = Rule(
    id: "repeated-word",
    summary: "The same word twice in a row.",
    rationale: """
      A doubled word is a slip of the hand or a scar of pasting, and the eye that wrote it reads \
      over it, above all where a line ends between the two. Words that English does double (`had \
      had`, `that that`, `very very`, `bye bye`), numbers, words with a mark between them, and \
      words that are capitalized both times, as names are, are left alone. Where the doubling can \
      be right (`log in in July`), the fix is not applied without asking.
      """,
    scope: .paragraph,
    flagged: [
      Rule.Example("Paris in ↓the the↑ spring.", fixed: "Paris in the spring."),
      Rule.Example("It ↓was was↑ not there.", fixed: "It was not there."),
      Rule.Example(
        "↓The the↑ pain eases after a while.", fixed: "The pain eases after a while."),
      Rule.Example(
        "Relaxation of ↓a a↑ muscle requires energy.",
        fixed: "Relaxation of a muscle requires energy."),
      Rule.Example("↓I I↑ think it is a cramp.", fixed: "I think it is a cramp."),
      Rule.Example(
        "Calcium ions ↓don’t don't↑ return quickly.", fixed: "Calcium ions don’t return quickly."),
      Rule.Example(
        "He said that he ↓would would would↑ come.", fixed: "He said that he would come."),
      Rule.Example("It hurts ↓when  when↑ I walk.", fixed: "It hurts when I walk."),
      Rule.Example("The trouble ↓is is↑ the cold."),
      Rule.Example("You can log ↓in in↑ a minute."),
      Rule.Example("↓THE THE↑ PAIN", fixed: "THE PAIN"),
      Rule.Example(
        "Sie schlief an ↓der der↑ Wand.", fixed: "Sie schlief an der Wand."),
    ],
    accepted: [
      Rule.Example("He had had enough by then."),
      Rule.Example("She said that that was all."),
      Rule.Example("It was a very very long night, and no no no was the answer."),
      Rule.Example("They heard Duran Duran play in Pago Pago, near Walla Walla."),
      Rule.Example("That is what it is. Is it not?"),
      Rule.Example("What is it? It is a cramp, a cramp of the calf; the, the word."),
      Rule.Example("In 2019 2019 people called 555 555 and 10 10 times."),
      Rule.Example("Press A, A, B or “no” “no”; choose a/a or b-b."),
      Rule.Example("We met in the The Hague office of the The Times."),
      Rule.Example("She gave her her book."),
      Rule.Example("The plug-in in the wall, and a check-up up there; over over-ripe fruit."),
      Rule.Example("Rest\nRest more\nSleep\nSleep well"),
      Rule.Example("The ha ha of the bye bye and the chop chop of the tut tut."),
    ])

  /// The analyzer's rules.
  public static let rules = [rule]

  /// Makes the analyzer.
  public init(_ settings: AnalyzerSettings) {}

  /// Reports doubled words in one block.
  public func analyze(_ block: BlockView, _ findings: inout [Finding]) {
    let tokens = block.tokens
    var index = 0
    while index < tokens.count {
      guard tokens[index].kind == .word, let second = next(after: index, in: block),
        isDoubled(tokens[index], tokens[second.index], in: block),
        !isPartOfCompound(tokens[index], tokens[second.index], in: block),
        !second.isAcrossLines || standsInRunningText(index, in: block)
      else {
        index += 1
        continue
      }
      // All of a row are one finding.
      var last = second.index
      var isPlain = second.isPlain
      while let more = next(after: last, in: block),
        isDoubled(tokens[last], tokens[more.index], in: block)
      {
        last = more.index
        isPlain = isPlain && more.isPlain
      }
      report(index, tokens[last], isPlain: isPlain, in: block, &findings)
      index = last
    }
  }

  private func report(
    _ index: Int, _ last: Token, isPlain: Bool, in block: BlockView,
    _ findings: inout [Finding]
  ) {
    let first = block.tokens[index]
    let word = block.string(of: first)
    var fixes: [Fix] = []
    // With emphasis between the words, taking one out would break its marks.
    if isPlain {
      let isSure =
        !Self.sometimesDoubled.contains(folded(first, in: block))
        && !endsClause(index, in: block)
      fixes = [
        Fix(
          "Remove the second “\(word)”",
          [TextEdit(TextRange(start: first.range.end, end: last.range.end), "")],
          safety: isSure ? .safe : .unsafe, isPreferred: true)
      ]
    }
    findings.append(
      Finding(
        Self.rule, at: TextRange(start: first.range.start, end: last.range.end),
        "“\(word)” stands twice", suggestions: isPlain ? [word] : [], fixes: fixes))
  }

  /// So many tokens a clause that is a subject may have; of longer ones nobody
  /// would know the end without a comma.
  private static let longestSubject = 80

  /// Whether the verb at `index` may end a clause that is the subject of the next
  /// one, as in “what it is is a cramp”.
  private func endsClause(_ index: Int, in block: BlockView) -> Bool {
    let tokens = block.tokens
    guard Self.verbs.contains(folded(tokens[index], in: block)) else { return false }
    for token in tokens[..<index].suffix(Self.longestSubject).reversed() {
      if token.kind == .punctuation { return false }
      if token.kind == .word, Self.openers.contains(folded(token, in: block)) { return true }
    }
    return false
  }

  /// The word that follows, with nothing but white space and marks of emphasis
  /// between.
  private func next(
    after index: Int, in block: BlockView
  ) -> (index: Int, isPlain: Bool, isAcrossLines: Bool)? {
    var isPlain = true
    var isAcrossLines = false
    var hasSpace = false
    var place = index + 1
    while let token = block.token(at: place) {
      switch token.kind {
      case .space: hasSpace = true
      case .lineBreak:
        guard block.kind != .table else { return nil }
        hasSpace = true
        isAcrossLines = true
      case .span:
        guard token.span == .markup,
          block.bytes(in: token.range).allSatisfy({ $0 == 0x2A || $0 == 0x5F || $0 == 0x7E })
        else { return nil }
        isPlain = false
      case .word: return hasSpace ? (place, isPlain, isAcrossLines) : nil
      case .number, .alphanumeric, .punctuation: return nil
      }
      place += 1
    }
    return nil
  }

  /// Whether the first word ends a compound, or the second begins one: `plug-in in`.
  private func isPartOfCompound(_ first: Token, _ second: Token, in block: BlockView) -> Bool {
    let hyphen = UInt8(ascii: "-")
    return block.byte(at: first.range.start.utf8 - 1) == hyphen
      || block.byte(at: second.range.end.utf8) == hyphen
  }

  /// Whether another word stands before this one in its line, so that the lines
  /// are not entries of a list.
  private func standsInRunningText(_ index: Int, in block: BlockView) -> Bool {
    var words = 0
    for token in block.tokens[..<index].reversed() {
      if token.kind == .lineBreak { break }
      if token.kind == .word { words += 1 }
      if words == 2 { return true }
    }
    return false
  }

  private func isDoubled(_ first: Token, _ second: Token, in block: BlockView) -> Bool {
    // Hardly any two neighbours are as long and begin alike.
    if first.isASCII && second.isASCII {
      guard first.range.length == second.range.length,
        block.byte(at: first.range.start.utf8) | 0x20
          == block.byte(at: second.range.start.utf8) | 0x20
      else { return false }
    }
    let word = folded(first, in: block)
    guard word == folded(second, in: block), !Self.oftenDoubled.contains(word) else { return false }
    switch (first.casing, second.casing) {
    case (.lower, .lower), (.capitalized, .lower): return true
    // “I” is a capital wherever it stands; other capitals are names, letters or grades.
    case (.capitalized, .capitalized): return word.elementsEqual("i".utf8)
    case (.upper, .upper): return Self.small.contains(word)
    default: return false
    }
  }

  /// The word in lower case, with straight apostrophes.
  private func folded(_ token: Token, in block: BlockView) -> [UInt8] {
    let bytes = block.bytes(in: token.range)
    if token.isASCII { return bytes.map(\.asciiLowercased) }
    return Array(
      block.string(of: token).lowercased().map { $0 == "\u{2019}" ? "'" : $0 }
        .reduce(into: "") { $0.append($1) }.utf8)
  }

  /// Words that English sets twice in a row on purpose.
  private static let oftenDoubled = words(
    """
    had that bye ha hush no now so there very night tut knock blah cha chop pom tsetse well yes \
    her many much far long more never ever really too again go hear boo choo woof tick quack wink \
    beep hey ho hi ah oh uh um mm er la na da ta dum poo pee goody aye ding dong clap tap rah yum \
    yada etc win please come big old little high dear wild pretty extra super mega double one two
    """)

  /// Words that can stand twice where one ends a phrase and the other begins one.
  private static let sometimesDoubled = words(
    "in on it up out off over down by to you him them what who do did does be this who where")

  private static let verbs = words("is was are were")

  /// Words that open a clause, or a noun that a clause explains.
  private static let openers = words(
    "what all where who how why which that thing trouble problem point question reason fact")

  /// Words that no name in capitals is made of.
  private static let small = words("the and of to a in is for with was are it this that or be by")

  private static func words(_ text: String) -> Set<[UInt8]> {
    Set(text.utf8.split(separator: UInt8(ascii: " ")).map { Array($0) })
  }
}
