public import StetCore

/// Finds brackets that nothing opens or closes.
public struct UnbalancedBrackets: DraftAnalyzer {
  /// The rule.
  public static let rule = Rule(
    id: "unbalanced-brackets",
    summary: "A bracket that nothing opens, or nothing closes.",
    rationale: """
      A lost bracket leaves a reader searching for the end of an aside, and is often all that is \
      left of words that were lost with it. Numbers of lists such as `a)`, faces such as `:-)`, \
      intervals such as `[0, 1)`, and code are left alone, as are brackets that a later paragraph \
      closes. What is cut off is for `truncated-answer` to say.
      """,
    severity: .information,
    scope: .draft,
    precedence: .low,
    flagged: [
      Rule.Example("Rest it ↓(↑or ice it, then walk. It will heal in a week."),
      Rule.Example("Rest it, or ice it↓)↑, then walk."),
      Rule.Example("The dose [see table 2 is low in summer.".replacing("[", with: "↓[↑")),
    ],
    accepted: [
      Rule.Example("Rest it (or ice it [for an hour]), then walk."),
      Rule.Example("There are two ways: a) rest, and b) ice."),
      Rule.Example("1) Rest.\n2) Ice.\n"),
      Rule.Example("It went away :) and came back :-( in May ;)."),
      Rule.Example("Take x from [0, 1) or (0, 1]."),
      Rule.Example("(This aside goes on.\n\nIt ends here.)\n"),
      Rule.Example("Write `foo(` to call it.", format: .markdown),
    ])

  /// The analyzer's rules.
  public static let rules = [rule]

  /// Makes the analyzer.
  public init(_ settings: AnalyzerSettings) {}

  private struct Bracket {
    var range: TextRange
    var mark: UInt8
    var block: Int

    var opens: Bool { mark == UInt8(ascii: "(") || mark == UInt8(ascii: "[") }
    func matches(_ other: Bracket) -> Bool {
      mark == UInt8(ascii: "(")
        ? other.mark == UInt8(ascii: ")") : other.mark == UInt8(ascii: "]")
    }
  }

  /// Paragraphs that a bracket may be closed after.
  private static let reach = 5

  /// Reports the brackets of a draft. Linear.
  public func analyze(_ draft: Draft, _ findings: inout [Finding]) {
    var lost: [Bracket] = []
    for index in draft.blocks.indices {
      let block = draft.blocks[index]
      guard block.kind.isProse, block.kind != .table else { continue }
      let bytes = draft.source.bytes(in: block.content)
      guard bytes.contains(where: { "()[]".utf8.contains($0) }),
        let view = draft.view(ofBlock: index)
      else { continue }
      lost += unbalanced(in: view, index)
    }
    for (place, bracket) in lost.enumerated() {
      // An aside of several paragraphs.
      let isClosedLater =
        bracket.opens
        && lost[(place + 1)...].prefix(Self.reach).contains {
          !$0.opens && bracket.matches($0) && $0.block - bracket.block <= 2 * Self.reach
        }
      let isOpenedBefore =
        !bracket.opens
        && lost[..<place].suffix(Self.reach).contains {
          $0.opens && $0.matches(bracket) && bracket.block - $0.block <= 2 * Self.reach
        }
      if isClosedLater || isOpenedBefore { continue }
      let text = draft.source.string(in: bracket.range)
      findings.append(
        Finding(
          Self.rule, at: bracket.range,
          bracket.opens ? "Nothing closes this “\(text)”" : "Nothing opens this “\(text)”"))
    }
  }

  private func unbalanced(in block: BlockView, _ blockIndex: Int) -> [Bracket] {
    var open: [Bracket] = []
    var lost: [Bracket] = []
    for (index, token) in block.tokens.enumerated()
    where token.kind == .punctuation && token.range.length == 1 {
      let mark = block.byte(at: token.range.start.utf8)
      guard "()[]".utf8.contains(mark), !isOther(index, mark, in: block) else { continue }
      let bracket = Bracket(range: token.range, mark: mark, block: blockIndex)
      if bracket.opens {
        open.append(bracket)
      } else if let last = open.last, last.matches(bracket) {
        open.removeLast()
      } else if let last = open.last, isInterval(last, bracket, in: block) {
        open.removeLast()
      } else if isEnumerator(index, in: block) {
        continue
      } else {
        lost.append(bracket)
      }
    }
    // The end of a text that was cut has lost more than a bracket.
    let endsInMark =
      block.tokens.last { !$0.isWhitespace }.map {
        $0.kind == .punctuation && ".!?:;)]\"'”’".contains(block.string(of: $0))
      } ?? false
    return lost + (endsInMark ? open : [])
  }

  /// Whether a mark is part of a face: `:)`, `;-(`, `:]`.
  private func isOther(_ index: Int, _ mark: UInt8, in block: BlockView) -> Bool {
    guard let before = block.token(at: index - 1), before.kind == .punctuation else {
      return false
    }
    let eyes = ":;=8"
    let first = block.string(of: before)
    if eyes.contains(first) {
      // “as follows:)” is none: a face stands by itself.
      return block.token(at: index - 2)?.isWhitespace ?? true || mark == UInt8(ascii: ")")
    }
    guard
      first == "-" || first == "'" || first == "^" || first == "o" || first == ")" || first == "(",
      let eye = block.token(at: index - 2), eye.kind == .punctuation
    else { return false }
    return eyes.contains(block.string(of: eye))
  }

  /// Whether two brackets enclose two numbers: `[0, 1)`.
  private func isInterval(_ first: Bracket, _ second: Bracket, in block: BlockView) -> Bool {
    let inner = block.string(in: TextRange(start: first.range.end, end: second.range.start))
    return inner.utf8.count <= 24 && inner.contains(",")
  }

  /// Whether a closing bracket stands behind the number or letter of a list: `a)`, `12)`,
  /// `iv)`.
  private func isEnumerator(_ index: Int, in block: BlockView) -> Bool {
    guard block.byte(at: block.tokens[index].range.start.utf8) == UInt8(ascii: ")"),
      let before = block.token(at: index - 1), before.range.length <= 4,
      before.kind == .number || before.kind == .alphanumeric
        || before.kind == .word
          && (before.range.length == 1
            || block.bytes(in: before.range).allSatisfy { "ivxIVX".utf8.contains($0) })
    else { return false }
    return block.token(at: index - 2).map { $0.isWhitespace || $0.kind == .span } ?? true
  }
}
