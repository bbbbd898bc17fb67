public import StetCore

/// Finds text that stands in for text that was to follow.
public struct PlaceholderText: ParagraphAnalyzer {
  /// The rule.
  public static let rule = Rule(
    id: "placeholder-text",
    summary: "Text that stands in for text that is still to be written.",
    rationale: """
      “TODO: describe the side effects”, “[insert date here]”, “TBD” and the Latin of a template \
      are notes of a writer to himself; in a published article they are a gap with a label. \
      Looks for marks that stand as a note does: alone, in brackets, or with a colon. An article \
      that speaks of a TODO list, or of “lorem ipsum”, is left alone, and so are headings.
      """,
    scope: .paragraph,
    flagged: [
      Rule.Example("The dose is low.\n\n↓TODO: describe the side effects.↑\n"),
      Rule.Example("The dose is low. ↓TBD:↑ the side effects.\n"),
      Rule.Example("- Nausea\n- ↓TBD↑\n", format: .markdown),
      Rule.Example("It was founded in ↓[TODO check the year]↑ by two sisters.\n"),
      Rule.Example("Write to us before ↓[insert date here]↑ at the latest.\n"),
      Rule.Example("## Treatment\n\n↓To be written.↑\n", format: .markdown),
      Rule.Example("## Team\n\n↓Your text goes here↑\n", format: .markdown),
      Rule.Example("↓Lorem ipsum dolor sit amet, consectetur adipiscing elit.↑\n"),
    ],
    accepted: [
      Rule.Example(
        "Keep a TODO list: it helps. The TODO app is free, and TODO comments are not.\n"),
      Rule.Example("Printers have used “lorem ipsum” since the sixteenth century.\n"),
      Rule.Example("Run `TODO: x` and read on; the venue (TBD in May) was found in June.\n"),
      Rule.Example("## TODO\n\nWe plan two things.\n", format: .markdown),
      Rule.Example("Insert the disc [2] here, and your text goes here on the left.\n"),
      Rule.Example("More is to be written about this. The film is coming soon to a screen.\n"),
    ])

  /// The analyzer's rules.
  public static let rules = [rule]

  /// Makes the analyzer.
  public init(_ settings: AnalyzerSettings) {}

  /// Reports the placeholders of one block. Linear in its tokens.
  public func analyze(_ block: BlockView, _ findings: inout [Finding]) {
    switch block.kind {
    case .paragraph, .listItem, .answer, .metadata: break
    default: return
    }
    let tokens = block.tokens
    if let whole = wholeBlock(block) {
      findings.append(Finding(Self.rule, at: whole, "This is still to be written"))
      return
    }
    var index = 0
    while index < tokens.count {
      if let end = note(at: index, in: block) {
        findings.append(
          Finding(
            Self.rule,
            at: TextRange(start: tokens[index].range.start, end: tokens[end].range.end),
            "This is a note about text that is still to be written"))
        index = end
      }
      index += 1
    }
  }

  // MARK: Whole blocks

  /// The range of a block that is nothing but a placeholder.
  private func wholeBlock(_ block: BlockView) -> TextRange? {
    let words = block.tokens.lazy.filter { $0.kind == .word }
    guard let first = words.first, let last = block.tokens.last(where: { !$0.isWhitespace }) else {
      return nil
    }
    let opening: [[UInt8]] = Array(words.prefix(Self.longestPhrase + 1)).map {
      folded($0, in: block)
    }
    let start = block.tokens.first { !$0.isWhitespace } ?? first
    let all = TextRange(start: start.range.start, end: last.range.end)
    if opening.starts(with: Self.latin) { return all }
    let isPlain = block.tokens.allSatisfy { token in
      switch token.kind {
      case .number, .alphanumeric: false
      case .span: token.span == .markup
      default: true
      }
    }
    if isPlain && Self.phrases.contains(opening) { return all }
    if opening.count == 1, isPlain, first.casing == .upper, Self.marks.contains(opening[0]) {
      return all
    }
    // “TODO: …” as a block of its own is a note to its end.
    guard first.range.start == start.range.start, first.casing == .upper,
      Self.marks.contains(opening[0]),
      let place = block.tokens.firstIndex(where: { $0.range.start == first.range.start }),
      isColon(place + 1, in: block)
    else { return nil }
    return all
  }

  // MARK: Notes in a block

  /// The last token of the note that begins at a token; `nil` when none does.
  private func note(at index: Int, in block: BlockView) -> Int? {
    let tokens = block.tokens
    if isMark(index, in: block) {
      // After the end of a sentence, with a colon.
      guard isColon(index + 1, in: block), startsSentence(index, in: block) else { return nil }
      return index + 1
    }
    guard tokens[index].kind == .punctuation,
      block.byte(at: tokens[index].range.start.utf8) == UInt8(ascii: "["),
      let first = block.token(at: index + 1), first.kind == .word,
      isMark(index + 1, in: block) || folded(first, in: block).elementsEqual("insert".utf8)
    else { return nil }
    for place in (index + 2)..<min(tokens.count, index + Self.longestNote)
    where tokens[place].kind == .punctuation
      && block.byte(at: tokens[place].range.start.utf8) == UInt8(ascii: "]")
    {
      // “[insert]” alone is a key or a label.
      return isMark(index + 1, in: block) || place > index + 2 ? place : nil
    }
    return nil
  }

  private static let longestNote = 40

  private func isMark(_ index: Int, in block: BlockView) -> Bool {
    guard let token = block.token(at: index), token.kind == .word, token.casing == .upper else {
      return false
    }
    return Self.marks.contains(folded(token, in: block))
  }

  private func isColon(_ index: Int, in block: BlockView) -> Bool {
    guard let token = block.token(at: index), token.kind == .punctuation else { return false }
    return block.byte(at: token.range.start.utf8) == UInt8(ascii: ":")
  }

  private func startsSentence(_ index: Int, in block: BlockView) -> Bool {
    for token in block.tokens[..<index].suffix(2).reversed() {
      switch token.kind {
      case .lineBreak: return true
      case .space: continue
      case .punctuation:
        return ".!?([".utf8.contains(block.byte(at: token.range.start.utf8))
      default: return false
      }
    }
    return true
  }

  private func folded(_ token: Token, in block: BlockView) -> [UInt8] {
    block.bytes(in: token.range).map(\.asciiLowercased)
  }

  private static let marks: Set<[UInt8]> = Set(
    ["todo", "fixme", "tbd", "tbc", "tba", "tk", "tktk", "xxx"].map { Array($0.utf8) })

  private static let latin = ["lorem", "ipsum", "dolor"].map { Array($0.utf8) }

  /// What a block says that is a placeholder and nothing else, in lower case.
  private static let phrases: Set<[[UInt8]]> = Set(
    [
      "to be written", "to be completed", "to be added", "to be determined", "to be done",
      "to be filled in", "under construction", "work in progress", "coming soon",
      "text goes here", "your text here", "your text goes here", "content goes here",
      "insert text here", "add text here", "add your text here", "enter text here",
      "description goes here", "placeholder text", "text to follow", "more to follow",
      "details to follow", "add the description here", "add description here", "title goes here",
      "tk tk",
    ].map { $0.split(separator: " ").map { Array($0.utf8) } })

  private static let longestPhrase = phrases.lazy.map(\.count).max() ?? 0
}
