package import StetCore

/// Sets the answers of one question under another of the same draft.
package enum QuestionMerging {
  /// Whether a draft is as it must be after a question of it was merged: one question less, and as
  /// many headings and texts. Markup that is not closed can swallow what follows. O(blocks).
  package static func isFaithful(_ after: Draft, to before: Draft) -> Bool {
    let texts: Set<Block.Kind> = [.paragraph, .answer, .listItem, .code, .table, .html]
    return after.outline.questions.count + 1 == before.outline.questions.count
      && count([.heading, .title], after) == count([.heading, .title], before)
      && count(texts, after) == count(texts, before)
  }

  private static func count(_ kinds: Set<Block.Kind>, _ draft: Draft) -> Int {
    draft.blocks.count { kinds.contains($0.kind) }
  }

  /// The edits that take a question's lines out and set its answer under that of an earlier one.
  /// Both answers stay, one after the other; which of them is right is the writer's to say.
  ///
  /// - Parameter wording: what the earlier question's lines are to say instead.
  /// - Parameter isAhead: whether the answer is set above the earlier question's own.
  /// - Returns: disjoint edits; `nil` where the answers do not move without what is around them.
  package static func edits(
    merging question: Outline.Question, into first: Outline.Question, in draft: Draft,
    rewording wording: String? = nil, ahead isAhead: Bool = false
  ) -> [TextEdit]? {
    // Markup around the answers does not move with them.
    guard !draft.format.isAllMarkup, let asking = question.askings.first,
      let lastAsking = question.askings.last, let firstLast = first.askings.last,
      let target = first.answer.last ?? first.askings.last, target < asking
    else { return nil }
    var edits: [TextEdit] = []
    if let wording {
      edits = first.askings.map { TextEdit(draft.wordingRange(ofBlock: $0), wording) }
    }
    let blocks = draft.blocks
    guard let lastAnswer = question.answer.last, lastAnswer > lastAsking else {
      // Nothing stands under it: its lines go, with the gap after them.
      var end = blocks[lastAsking].range.end
      if blocks.indices.contains(lastAsking + 1), blocks[lastAsking + 1].kind == .blank {
        end = blocks[lastAsking + 1].range.end
      }
      return edits + [TextEdit(TextRange(start: blocks[asking].range.start, end: end), "")]
    }
    // What the site set between a question and its answer moves with the answer.
    let firstMoved =
      blocks[(lastAsking + 1)...lastAnswer].firstIndex { $0.kind != .blank } ?? lastAnswer
    let isFirst = isAhead && !first.answer.isEmpty
    if !isFirst, target >= firstLast,
      blocks[(target + 1)..<asking].allSatisfy({ $0.kind == .blank })
    {
      // The answers are neighbours already.
      let lines = TextRange(
        start: blocks[asking].range.start, end: blocks[firstMoved].range.start)
      // Two answers that met would be one paragraph, or worse.
      let isApart = asking > 0 && blocks[asking - 1].kind == .blank
      return edits + [TextEdit(lines, isApart ? "" : draft.source.lineBreak)]
    }
    let newline = draft.source.lineBreak
    var moved = draft.source.string(
      in: TextRange(start: blocks[firstMoved].range.start, end: blocks[lastAnswer].range.end))
    var start = blocks[asking].range.start
    var end = blocks[lastAnswer].range.end
    let isClosed = moved.utf8.last?.isLineBreak ?? false
    if !isClosed { moved += newline }
    if blocks.indices.contains(lastAnswer + 1) {
      // One of the two gaps, not both.
      if blocks[lastAnswer + 1].kind == .blank, blocks[asking - 1].kind == .blank {
        end = blocks[lastAnswer + 1].range.end
      }
    } else if blocks[asking - 1].kind == .blank {
      start = blocks[asking - 1].range.start
    }
    if isFirst {
      let next = first.answer.first { $0 > firstLast } ?? target
      let place = blocks[next].range.start
      guard place < start else { return nil }
      return edits + [
        TextEdit(TextRange(start: place, end: place), moved + newline),
        TextEdit(TextRange(start: start, end: end), ""),
      ]
    }
    let place = blocks[target].range.end
    // Two edits that meet would leave their order to the editor.
    guard place < start else { return nil }
    if blocks.indices.contains(target + 1), blocks[target + 1].kind != .blank { moved += newline }
    return edits + [
      TextEdit(TextRange(start: place, end: place), newline + moved),
      TextEdit(TextRange(start: start, end: end), ""),
    ]
  }
}
