public import StetCore

/// Finds lists that were begun and not finished.
public struct AbandonedList: DraftAnalyzer {
  /// The rule.
  public static let rule = Rule(
    id: "abandoned-list",
    summary: "A list that was begun and not finished, or that has lost items.",
    rationale: """
      A list that says “there are five causes” and names three has lost two; so has one that goes \
      from 2 to 4. A last item without text was to be written, and a last item that ends with \
      “and” or a comma leads on to one that is not there, unless the sentence goes on after the \
      list. A number counts only where it stands before the colon that announces the list, and \
      says how many things follow: “two or more of these” and “step 3” promise nothing.
      """,
    scope: .draft,
    precedence: .low,
    flagged: [
      Rule.Example(
        """
        There are three ↓kinds of bees in a hive:↑

        - the queen
        - the workers

        """, format: .markdown),
      Rule.Example(
        "Do this first:\n\n1. Turn the water off.\n2. Open the tap.\n↓4. Close it again.↑\n"),
      Rule.Example("You need:\n\n- flour\n- sugar\n↓-↑\n\nBake it.\n", format: .markdown),
      Rule.Example("You need:\n\n- flour\n- ↓sugar, and↑\n\nBake it.\n", format: .markdown),
    ],
    accepted: [
      Rule.Example("There are two kinds of bees:\n\n- queens\n- workers\n", format: .markdown),
      Rule.Example("Do two or more of these:\n\n- Wait.\n", format: .markdown),
      Rule.Example("1. One.\n1. Two.\n1. Three.\n", format: .markdown),
      Rule.Example("Take\n\n- flour,\n- sugar, and\n- eggs.\n", format: .markdown),
      Rule.Example("Take\n\n- flour,\n- sugar,\n\nand mix them.\n", format: .markdown),
      Rule.Example("As seen in step 3:\n\n- It is blue.\n", format: .markdown),
    ])

  /// The analyzer's rules.
  public static let rules = [rule]

  /// Makes the analyzer.
  public init(_ settings: AnalyzerSettings) {}

  /// Reports what is wrong with each list. Linear in the blocks.
  public func analyze(_ draft: Draft, _ findings: inout [Finding]) {
    var index = 0
    while index < draft.blocks.count {
      guard draft.blocks[index].kind == .listItem else {
        index += 1
        continue
      }
      let first = index
      var items: [Int] = []
      let level = draft.blocks[first].level
      while index < draft.blocks.count, continues(index, level, in: draft) {
        if draft.blocks[index].kind == .listItem, draft.blocks[index].level == level {
          items.append(index)
        }
        index += 1
      }
      judge(items, first, next: index, in: draft, &findings)
    }
  }

  /// Whether a block stands in the list: an item, what hangs from one, or nothing.
  private func continues(_ index: Int, _ level: Int, in draft: Draft) -> Bool {
    let block = draft.blocks[index]
    switch block.kind {
    case .listItem: return block.level >= level
    case .blank, .comment, .linkDefinition: return true
    case .html: return draft.format.isAllMarkup
    default: return block.level > 0 && block.kind != .heading && block.kind != .question
    }
  }

  private func judge(
    _ items: [Int], _ first: Int, next: Int, in draft: Draft, _ findings: inout [Finding]
  ) {
    guard let last = items.last else { return }
    if let announced = announcement(before: first, in: draft), items.count < announced.count,
      !goesOn(after: next, in: draft)
    {
      let has = items.count == 1 ? "one item" : "\(items.count) items"
      findings.append(
        Finding(
          Self.rule, at: announced.place,
          "\(announced.count) things are announced, and the list has \(has)", confidence: 0.9))
    }
    reportGaps(items, in: draft, &findings)
    let block = draft.blocks[last]
    let text = draft.source.bytes(in: block.content)
    guard items.count > 1, !continuesSentence(after: next, in: draft) else { return }
    if text.isEmpty {
      // An empty item of a form has others like it.
      guard items.dropLast().allSatisfy({ !draft.blocks[$0].content.isEmpty }),
        !draft.format.isAllMarkup
      else { return }
      let marker = marker(of: block, in: draft)
      findings.append(
        Finding(
          Self.rule, at: marker, "The last item of the list has no text", confidence: 0.9))
    } else if leadsOn(text), !draft.hasSpan(in: block.content) {
      findings.append(
        Finding(
          Self.rule, at: block.content, "The last item leads on to one that is not there",
          confidence: 0.8))
    }
  }

  /// Whether more items follow before the next heading, so that the list was but
  /// interrupted.
  private func goesOn(after next: Int, in draft: Draft) -> Bool {
    for block in draft.blocks[min(next, draft.blocks.count)...] {
      switch block.kind {
      case .listItem: return true
      case .heading, .title, .question: return false
      default: continue
      }
    }
    return false
  }

  // MARK: Numbers

  /// Reports a number that is more than one above the one before it, in a list that
  /// counts from 1.
  private func reportGaps(_ items: [Int], in draft: Draft, _ findings: inout [Finding]) {
    let numbers = items.map { number(of: draft.blocks[$0], in: draft) }
    guard numbers.first == 1, numbers.count > 2, numbers[1] == 2 else { return }
    for (place, item) in items.enumerated().dropFirst(2) {
      guard let before = numbers[place - 1], let own = numbers[place] else { return }
      guard own > before + 1, own <= before + 3 else {
        if own == before + 1 { continue }
        return
      }
      let block = draft.blocks[item]
      let lost =
        own == before + 2 ? "item \(before + 1) is" : "items \(before + 1) to \(own - 1) are"
      findings.append(
        Finding(
          Self.rule,
          at: TextRange(start: marker(of: block, in: draft).start, end: block.content.end),
          "The list goes from \(before) to \(own): \(lost) missing", confidence: 0.9))
    }
  }

  /// The bytes of an item's bullet or number.
  private func marker(of block: Block, in draft: Draft) -> TextRange {
    var start = block.range.start.utf8
    while start < block.content.start.utf8, draft.source.utf8.byte(at: start).isASCIIWhitespace {
      start += 1
    }
    var end = max(start, block.content.start.utf8)
    while end > start, draft.source.utf8.byte(at: end - 1).isASCIIWhitespace { end -= 1 }
    return TextRange(start, end)
  }

  private func number(of block: Block, in draft: Draft) -> Int? {
    let digits = draft.source.bytes(in: marker(of: block, in: draft)).prefix(while: \.isASCIIDigit)
    guard (1...3).contains(digits.count) else { return nil }
    return Int(String(decoding: digits, as: UTF8.self))
  }

  // MARK: Announcements

  private static let numbers = [
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12,
  ]
  /// Words before or after a number with which it does not say how many follow.
  private static let spoilers: Set<String> = [
    "or", "than", "least", "most", "first", "last", "next", "other", "to", "step", "steps",
    "chapter", "page", "part", "version", "section", "figure", "table", "item", "line", "day",
    "days", "hours", "minutes", "weeks", "months", "years", "times", "percent", "every", "about",
    "of", "between", "python", "level", "phase", "option", "these", "any", "-",
  ]

  /// How many things the text right before a list announces, and where.
  private func announcement(
    before first: Int, in draft: Draft
  ) -> (count: Int, place: TextRange)? {
    guard
      let index = draft.blocks[..<first].lastIndex(where: { $0.kind != .blank }),
      draft.blocks[index].kind == .paragraph || draft.blocks[index].kind == .answer,
      draft.source.bytes(in: draft.blocks[index].content).last == UInt8(ascii: ":"),
      let view = draft.view(ofBlock: index)
    else { return nil }
    let words = view.tokens.filter { $0.kind == .word || $0.kind == .number }
    for place in words.indices.suffix(9).reversed() {
      let text = view.string(of: words[place]).lowercased()
      guard let count = Self.numbers[text] else { continue }
      let before = place > 0 ? view.string(of: words[place - 1]).lowercased() : ""
      let after = place + 1 < words.count ? view.string(of: words[place + 1]).lowercased() : ""
      if Self.spoilers.contains(before) || Self.spoilers.contains(after) || after.isEmpty {
        return nil
      }
      let rest = draft.source.bytes(
        in: TextRange(start: words[place].range.end, end: draft.blocks[index].content.end))
      // A mark between the number and the colon ends what is counted.
      guard !rest.dropLast().contains(where: { ".,;:!?()".utf8.contains($0) }) else { return nil }
      let start = place + 1 < words.count ? words[place + 1].range.start : words[place].range.start
      return (count, TextRange(start: start, end: draft.blocks[index].content.end))
    }
    return nil
  }

  // MARK: Ends

  private func leadsOn(_ text: ArraySlice<UInt8>) -> Bool {
    guard let last = text.last else { return false }
    if last == UInt8(ascii: ",") { return true }
    let word = text.reversed().prefix { $0.isASCIILetter }.reversed()
    let isWhole =
      text.count > word.count
      && text[text.index(text.endIndex, offsetBy: -word.count - 1)].isASCIIWhitespace
    return isWhole && (word.elementsEqual("and".utf8) || word.elementsEqual("or".utf8))
  }

  /// Whether what follows a list goes on with its sentence: it begins with a small
  /// letter, or is no text at all.
  private func continuesSentence(after next: Int, in draft: Draft) -> Bool {
    guard next < draft.blocks.count else { return false }
    let block = draft.blocks[next]
    guard block.kind.isProse else { return block.kind == .code || block.kind == .html }
    return draft.source.utf8.byte(at: block.content.start.utf8).isASCIILowercase
  }
}
