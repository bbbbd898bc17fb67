/// The article that a draft's blocks make: title, lead, sections, questions.
public struct Outline: Sendable {
  /// A heading and what stands under it.
  public struct Section: Hashable, Sendable {
    /// The block that is the heading.
    public var heading: Int
    /// The level, from 1; a heading that shows no level counts as 2, under the title.
    public var level: Int
    /// The blocks after the heading up to the next heading of the same or a
    /// higher level, subsections included.
    public var body: Range<Int>
    /// The section that holds this one, as an index into ``Outline/sections``.
    public var parent: Int?
  }

  /// A question and what answers it.
  public struct Question: Hashable, Sendable {
    /// The blocks that ask it: more than one when the same line stands twice in
    /// a row.
    public var askings: [Int]
    /// The blocks that answer it, blank ones, chrome and metadata left out.
    public var answer: [Int]

    /// Makes a question of its blocks.
    package init(askings: [Int], answer: [Int]) {
      self.askings = askings
      self.answer = answer
    }
  }

  /// The title's block.
  public let title: Int?
  /// The blocks of prose before the first section and the first question, the
  /// title not among them.
  public let lead: [Int]
  /// The sections, in order of their headings.
  public let sections: [Section]
  /// The questions, in order.
  public let questions: [Question]

  /// `isAllMarkup` says that `.html` blocks hold nothing to read.
  init(blocks: [Block], source: SourceText, isAllMarkup: Bool = false) {
    var sections: [Section] = []
    var open: [Int] = []
    func close(toLevel level: Int, at block: Int) {
      while let last = open.last, sections[last].level >= level {
        sections[last].body = sections[last].body.lowerBound..<block
        open.removeLast()
      }
    }
    var title: Int?
    var lead: [Int] = []
    var leadIsOpen = true
    var questions: [Question] = []
    // The level of the question that is being answered; nil when none is.
    var answering: Int?
    for (index, block) in blocks.enumerated() {
      switch block.kind {
      case .title:
        if title == nil { title = index }
        answering = nil
      case .heading:
        let level = block.level == 0 ? 2 : block.level
        close(toLevel: level, at: index)
        sections.append(
          Section(
            heading: index, level: level, body: index + 1..<blocks.count, parent: open.last))
        open.append(sections.count - 1)
        leadIsOpen = false
        // A heading below a question that is itself a heading is part of its answer.
        if let question = answering, question == 0 || level <= question { answering = nil }
      case .question:
        leadIsOpen = false
        if block.level > 0 {
          close(toLevel: block.level, at: index)
        } else {
          // Related questions stand after the article, not inside its last section.
          close(toLevel: 1, at: index)
        }
        if answering != nil, let last = questions.last, last.answer.isEmpty,
          let asking = last.askings.last,
          Self.sameLine(blocks[asking], block, in: source)
        {
          questions[questions.count - 1].askings.append(index)
        } else {
          questions.append(Question(askings: [index], answer: []))
        }
        answering = block.level
      case .html where isAllMarkup: break
      case .paragraph, .answer, .listItem, .code, .table, .html:
        if answering != nil, let last = questions.indices.last {
          questions[last].answer.append(index)
        } else if leadIsOpen {
          lead.append(index)
        }
      case .chrome, .metadata, .comment, .frontMatter, .thematicBreak, .linkDefinition, .blank:
        break
      }
    }
    close(toLevel: 0, at: blocks.count)
    self.title = title
    self.lead = lead
    self.sections = sections
    self.questions = questions
  }

  private static func sameLine(_ first: Block, _ second: Block, in source: SourceText) -> Bool {
    QuestionKey(source.bytes(in: first.content)) == QuestionKey(source.bytes(in: second.content))
  }
}

extension QuestionKey: Comparable {
  /// Whether one key stands before another, by their bytes.
  public static func < (left: QuestionKey, right: QuestionKey) -> Bool {
    left.bytes.lexicographicallyPrecedes(right.bytes)
  }
}

/// A question line with what cannot matter taken out: case, spacing, and the
/// marks around and after it. Two lines with equal keys ask in the same words.
public struct QuestionKey: Hashable, Sendable {
  fileprivate let bytes: [UInt8]

  /// The key of a line in UTF-8. O(n).
  public init(_ line: ArraySlice<UInt8>) {
    var result: [UInt8] = []
    result.reserveCapacity(line.count)
    var pendingSpace = false
    for byte in line {
      if byte.isASCIIWhitespace
        || (byte.isASCIIPunctuation && byte != UInt8(ascii: "+")
          && byte != UInt8(ascii: "#"))
      {
        // An apostrophe joins: "don't" and "dont" are written for one another.
        if byte != UInt8(ascii: "'") { pendingSpace = true }
      } else {
        if pendingSpace && !result.isEmpty { result.append(.space) }
        pendingSpace = false
        result.append(byte.asciiLowercased)
      }
    }
    bytes = result
  }

  /// The key of a line. O(n).
  package init(_ line: String) { self.init(Array(line.utf8)[...]) }

  /// Whether nothing is left of the line.
  public var isEmpty: Bool { bytes.isEmpty }

  /// A hash (FNV-1a) that is the same in every run. O(n).
  package var fingerprint: UInt64 {
    bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }

  /// Whether the question can be understood without the text around it: it has
  /// three words, and one of them says what it is about. O(n).
  package var standsAlone: Bool {
    let words = bytes.split(separator: .space)
    guard words.count >= 3 else { return false }
    return words.contains { word in
      word.count > 3 && !Self.words.contains(String(decoding: word, as: UTF8.self))
    }
  }

  /// Words of four letters or more that say nothing of what a question is about.
  private static let words: Set<String> = [
    "about", "after", "again", "also", "another", "anyone", "anything", "before", "best", "change",
    "come", "could", "different", "does", "done", "doing", "dont", "each", "else", "ever",
    "every", "expect", "find", "first", "from", "getting", "give", "goes", "going", "good",
    "happen", "happens", "have", "having", "help", "here", "into", "keep", "kind", "kinds", "know",
    "learn", "like", "long", "look", "made", "make", "many", "mean", "means", "more", "most",
    "much", "need", "needed", "next", "often", "once", "only", "other", "others", "should",
    "someone", "something", "start", "started", "such", "take", "tell", "than", "that", "their",
    "them", "then", "there", "these", "they", "thing", "things", "think", "this", "those", "type",
    "types", "used", "using", "very", "want", "well", "were", "what", "when", "where", "which",
    "while", "whom", "whose", "will", "with", "without", "work", "works", "would", "your",
  ]
}
