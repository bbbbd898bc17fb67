/// A run of a draft's bytes with one role.
///
/// The blocks of a draft lie side by side: every byte is in exactly one.
public struct Block: Hashable, Sendable {
  /// What a block is for.
  public enum Kind: String, CaseIterable, Sendable {
    /// The draft's title; in a question-and-answer page, the page's question.
    case title
    /// A heading of a section.
    case heading
    /// Running text.
    case paragraph
    /// One item of a bulleted or numbered list.
    case listItem = "list-item"
    /// A question that an entry asks; also a heading that asks one.
    case question
    /// Running text that answers a question.
    case answer
    /// Text that belongs to the web site and not to the article.
    case chrome
    /// Facts about the article rather than its text: votes, author, date.
    case metadata
    /// Code or other verbatim text.
    case code
    /// A table; its cells are prose.
    case table
    /// Markup between paragraphs: raw HTML, tags, the names and braces of JSON.
    case html
    /// A comment, or a suppression mark of Stet's.
    case comment
    /// Front matter before a Markdown draft.
    case frontMatter = "front-matter"
    /// A line that divides.
    case thematicBreak = "thematic-break"
    /// Markdown's definitions of link targets.
    case linkDefinition = "link-definition"
    /// Blank lines.
    case blank

    /// Whether blocks of this kind hold sentences or phrases of the article,
    /// which analyzers of prose should read.
    public var isProse: Bool {
      switch self {
      case .title, .heading, .paragraph, .listItem, .question, .answer, .table: true
      case .chrome, .metadata, .code, .html, .comment, .frontMatter, .thematicBreak,
        .linkDefinition, .blank:
        false
      }
    }
  }

  /// The role.
  public var kind: Kind
  /// All bytes of the block, its line breaks and markers included.
  public var range: TextRange
  /// The text of the block: without what stands around it, such as its indent,
  /// its bullet or `#` marks, and the line break after it. Inside `range`.
  public var content: TextRange
  /// For a heading, or a question or title that is one, its level, 1 to 6, or 0
  /// when the draft shows none; for a list item, and for what else stands in one,
  /// its nesting, from 1; else 0.
  public var level: Int
  /// Whether the block stands in a quotation that the format marks.
  public var isQuoted = false
  /// How many list items stand around each quotation that the block is in, outermost
  /// first, where the reader knows: `[1]` for a quotation inside an item.
  package var quotations: [Int] = []
  /// Which list items begin with the block, where its kind does not tell.
  package var opening = Opening.byKind
  /// For a list item whose bytes do not tell, whether its list numbers its items.
  public var isNumbered = false
  /// For a list item, whether it is a term that what follows in the item defines.
  package var isTerm = false
  /// For chrome, whether the markup says so (navigation, forms, what stands around
  /// the article) and not the words.
  public var isMarkedUp = false

  /// The list items that begin with a block.
  package enum Opening: Hashable, Sendable {
    /// A `.listItem` begins one, other blocks none.
    case byKind
    /// None.
    case none
    /// Items inside one another, outermost first; the last is at the block's `level`.
    /// Of each its number, -1 for a bullet.
    case items([Int])
  }

  /// Makes a block. `content` is clamped into `range`.
  public init(kind: Kind, range: TextRange, content: TextRange? = nil, level: Int = 0) {
    self.kind = kind
    self.range = range
    let content = content ?? range
    let start = min(max(content.start, range.start), range.end)
    let end = min(max(content.end, start), range.end)
    self.content = TextRange(start: start, end: end)
    self.level = level
  }
}

/// A run inside a block that is not prose.
public struct InlineSpan: Hashable, Sendable {
  /// Why it is not prose.
  public enum Kind: String, CaseIterable, Sendable {
    /// Marks of the format: emphasis, link brackets, bullets of later lines.
    case markup
    /// Inline code.
    case code
    /// A URL or a link target.
    case url
    /// An e-mail address.
    case email
    /// A file path, host name, handle, hashtag or the like.
    case identifier
    /// A formula.
    case math
    /// A tag of HTML or XML.
    case tag
    /// A comment inside a paragraph.
    case comment
    /// A character reference, such as `&amp;`.
    case entity
    /// A label of a question or an answer that belongs to the article: `Q:`, `A:`.
    case label
    /// Text of the web site inside a block of the article.
    case chrome
    /// Facts about the article inside one of its blocks.
    case metadata
  }

  /// What a mark of the format does to the text beside it.
  public enum Role: UInt8, Sendable {
    case emphasisStart
    case emphasisEnd
    case strongStart
    case strongEnd
    case deletionStart
    case deletionEnd
    /// The bracket before the text of a link.
    case linkStart
    /// What follows the text of a link: with a target, or with the label of one.
    case linkEnd
    case imageStart
    case imageEnd
    /// What says that the next character is text.
    case escape
    /// What makes the line break after it one of the text.
    case lineBreak
  }

  /// Why it is not prose.
  public var kind: Kind
  /// What it does, for a mark whose bytes do not tell.
  public var role: Role?
  /// Its bytes, inside one block.
  public var range: TextRange

  /// Makes a span.
  public init(_ kind: Kind, _ range: TextRange, role: Role? = nil) {
    self.kind = kind
    self.range = range
    self.role = role
  }
}

/// A fact about an article that a draft states outside its prose.
public struct Metadata: Hashable, Sendable {
  /// What the fact is about.
  public enum Kind: String, CaseIterable, Sendable {
    /// How many readers found the article helpful.
    case helpfulCount = "helpful-count"
    case voteCount = "vote-count"
    case viewCount = "view-count"
    case answerCount = "answer-count"
    case commentCount = "comment-count"
    case title
    case author
    case date
    case source
    case topic
  }

  /// What the fact is about.
  public var kind: Kind
  /// The number or the text as the draft has it, without what stands around it.
  public var value: String
  /// Where the draft states it.
  public var range: TextRange

  /// Makes a fact.
  public init(_ kind: Kind, value: String, range: TextRange) {
    self.kind = kind
    self.value = value
    self.range = range
  }
}

/// A comment that may hold a suppression mark.
public struct Directive: Hashable, Sendable {
  /// The whole comment, brackets included.
  public var range: TextRange
  /// What stands between its brackets, trimmed: `stet off misspelling`.
  public var content: TextRange
  /// The block that holds it.
  public var block: Int
  /// Whether the comment is a block of its own, so that a mark for one block
  /// means the next one; otherwise it means the block it stands in.
  public var isOwnBlock: Bool

  /// Makes a directive.
  public init(range: TextRange, content: TextRange, block: Int, isOwnBlock: Bool) {
    self.range = range
    self.content = content
    self.block = block
    self.isOwnBlock = isOwnBlock
  }
}
