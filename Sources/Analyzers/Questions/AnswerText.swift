import StetCore

/// An answer as it is compared with another answer to the same question.
struct AnswerText: Equatable, Sendable {
  /// A paragraph or an item of a list.
  struct Part: Equatable, Sendable {
    /// Its text in UTF-8, with spaces where the draft has no prose, so that places stay what they
    /// are.
    let text: [UInt8]
    /// Where the text begins in the draft.
    let start: Int
    /// What the part stands under within the answer, as `For children:`; 0 for nothing.
    let context: UInt64
  }

  /// The parts, in order.
  private(set) var parts: [Part] = []

  /// Longer answers are compared only so far, in bytes.
  private static let longest = 20_000

  /// The answers that stand under a question: more than one where the site's labels set them apart.
  static func answers(to question: Outline.Question, in draft: Draft) -> [AnswerText] {
    var answers: [AnswerText] = []
    var answer = AnswerText()
    var context = Context()
    var length = 0
    var before = min(question.askings.last ?? 0, question.answer.first ?? 0)
    for index in question.answer where draft.blocks.indices.contains(index) {
      let block = draft.blocks[index]
      for between in before..<max(before, index) where draft.blocks[between].kind == .heading {
        context.enter(heading: draft.questionKey(ofBlock: between).fingerprint)
      }
      if hasLabel(before..<index, in: draft) {
        if !answer.parts.isEmpty { answers.append(answer) }
        answer = AnswerText()
        context = Context()
      }
      before = index
      switch block.kind {
      case .paragraph, .answer, .listItem: break
      default: continue
      }
      guard !block.isQuoted, length + block.content.length <= longest else { continue }
      length += block.content.length
      let text = prose(of: block, in: draft)
      answer.parts.append(
        Part(text: text, start: block.content.start.utf8, context: context.enter(block, text)))
    }
    if !answer.parts.isEmpty { answers.append(answer) }
    return answers
  }

  /// Whether several answers may stand under a question, each with a label of the site.
  static func mayBeSeveral(_ question: Outline.Question, in draft: Draft) -> Bool {
    zip(question.answer, question.answer.dropFirst()).contains { hasLabel($0..<$1, in: draft) }
  }

  /// Whether a label stands between two blocks, or begins the second.
  private static func hasLabel(_ blocks: Range<Int>, in draft: Draft) -> Bool {
    let isOwnLine = draft.blocks[blocks].contains {
      $0.kind == .chrome && draft.source.isAnswerLabel($0.content)
    }
    if isOwnLine { return true }
    guard draft.blocks.indices.contains(blocks.upperBound) else { return false }
    return draft.spans(in: draft.blocks[blocks.upperBound].range).prefix(2).contains {
      $0.kind == .chrome && draft.source.isAnswerLabel($0.range)
    }
  }

  private static func prose(of block: Block, in draft: Draft) -> [UInt8] {
    var text = Array(draft.source.bytes(in: block.content))
    let start = block.content.start.utf8
    for span in draft.spans(in: block.content) {
      switch span.kind {
      case .code, .email, .identifier, .math: continue
      case .markup, .tag, .comment, .entity, .label, .url, .chrome, .metadata: break
      }
      for index in span.range.utf8 where text.indices.contains(index - start) {
        text[index - start] = .space
      }
    }
    return text
  }
}

extension Draft {
  /// The questions that have an answer, in order; the title among them where it asks one and text
  /// stands right under it.
  var answered: [Outline.Question] {
    let questions = outline.questions.filter { !$0.askings.isEmpty && !$0.answer.isEmpty }
    guard let title, !outline.lead.isEmpty, outline.lead.allSatisfy({ $0 > title }),
      source.bytes(in: wordingRange(ofBlock: title)).last == UInt8(ascii: "?")
    else { return questions }
    return [Outline.Question(askings: [title], answer: outline.lead)] + questions
  }
}

/// What the parts of an answer stand under.
private struct Context {
  private var heading: UInt64 = 0
  /// The line that introduces what follows it.
  private var introduction: UInt64 = 0
  /// The items that hold the next one, by their nesting.
  private var items: [(level: Int, hash: UInt64)] = []

  mutating func enter(heading hash: UInt64) {
    heading = hash
    introduction = 0
    items = []
  }

  /// Goes on to a part. Returns what it stands under.
  mutating func enter(_ block: Block, _ text: [UInt8]) -> UInt64 {
    let own = QuestionKey(text[...]).fingerprint
    let introduces = text.last { !$0.isASCIIWhitespace } == UInt8(ascii: ":")
    let context: UInt64
    if block.kind == .listItem {
      items.removeAll { $0.level >= block.level }
      context = combined
      items.append((block.level, own))
    } else {
      items = []
      context = combined
      introduction = introduces ? own : 0
    }
    return context
  }

  private var combined: UInt64 {
    items.reduce(heading &* 31 &+ introduction) { $0 &* 31 &+ $1.hash }
  }
}
