package import StetCore
package import StetFormats

/// An article as an editor would have it: what a draft says, without what the
/// site left in it, with a record of every change.
///
/// A value in memory. Its text is kept as ranges of the draft, which
/// ``source`` holds, and as the few runs that replaced others.
package struct CleanedArticle: Sendable {
  /// The draft's text.
  package internal(set) var source: SourceText
  /// Where the article comes from.
  package var provenance: Provenance
  /// The language, as a BCP 47 tag.
  package var language: String
  /// Whether the draft itself says so.
  package var isLanguageDeclared = false
  /// The kind of article, such as `medical-condition`, when it is known.
  package var kind: String?
  /// What the draft states about itself.
  package var facts: [Metadata]
  /// The title; on a page of a question-and-answer site, the page's question.
  package var title: Phrase?
  /// What stands before the first section and the first question.
  package var lead: [Flow]
  /// Sections and groups of questions, in order.
  package var divisions: [Division]
  /// The names of the sections that an article of its kind has and this one has not.
  package var missingSections: [String]
  /// What was made of the draft.
  package var trail: EditTrail
  /// Bytes of the file that are not text in its encoding.
  package var repairs: [Repair] = []

  /// Bytes that are not text, for which U+FFFD stands.
  package struct Repair: Hashable, Sendable {
    /// Where U+FFFD stands in the text, in UTF-8 bytes.
    package var offset: Int
    /// Where the bytes stand in the file.
    package var originalOffset: Int
    /// The bytes.
    package var bytes: [UInt8]
  }

  /// Where an article comes from.
  package struct Provenance: Hashable, Sendable {
    /// The draft's name: the last part of its path.
    package var name: String
    /// Bytes of the file.
    package var byteCount: Int
    /// The SHA-256 of the file, as 64 hexadecimal digits.
    package var digest: String
    /// How the file was encoded.
    package var encoding: SourceText.Encoding
  }

  /// A run of text with the elements inside it.
  package struct Phrase: Hashable, Sendable {
    /// The bytes of the draft that it comes from.
    package var range: TextRange
    /// The text and its elements, which nest.
    package var pieces: [Piece]
    /// Whether whoever copied it cut it off.
    package var isTruncated = false
    /// Its language, as a BCP 47 tag, where that is not the article's.
    package var language: String?
  }

  /// A piece of a phrase.
  package enum Piece: Hashable, Sendable {
    /// Bytes of the draft, as they stand.
    case text(TextRange)
    /// Other text in the place of bytes of the draft.
    case replaced(TextRange, String)
    /// The start of an element.
    case start(InlineElement)
    /// The end of the element opened last.
    case end
    /// The start of a definition in brackets of the term that comes before it.
    case startDefinition(term: String)
    /// An image, which the bytes name.
    case image(TextRange, LinkTarget, alternative: String)
    /// A line break that belongs to the text.
    case lineBreak
  }

  /// What stands below one another.
  package indirect enum Flow: Hashable, Sendable {
    case paragraph(Phrase)
    /// A heading inside an answer.
    case heading(Phrase, level: Int)
    case list(List)
    case quotation([Flow])
    case code(Code)
    case table(Table)
    case figure(Figure)
  }

  /// A list.
  package struct List: Hashable, Sendable {
    /// The number of its first item; `nil` for a list without numbers.
    package var start: Int?
    /// The items.
    package var items: [Item]
  }

  /// An item of a list.
  package struct Item: Hashable, Sendable {
    /// The run-in heading that opens it, without its full stop.
    package var term: Phrase?
    /// Whether its box is ticked; `nil` when it has none.
    package var isDone: Bool?
    /// What it holds.
    package var body: [Flow]
  }

  /// Verbatim text.
  package struct Code: Hashable, Sendable {
    /// The language that the draft names.
    package var language: String?
    /// The lines, line feeds between them.
    package var text: Phrase
  }

  /// A table.
  package struct Table: Hashable, Sendable {
    /// How a column stands.
    package enum Alignment: String, Hashable, Sendable {
      case left, center, right
    }
    /// The columns' alignments; as many as the head has cells. `nil` for the usual.
    package var alignments: [Alignment?]
    /// What it shows, in words.
    package var caption: Phrase?
    /// The rows of the head, mostly one; none when it has no head.
    package var head: [[Cell]]
    /// The rows below.
    package var rows: [[Cell]]
    /// The bytes of the draft.
    package var range: TextRange
  }

  /// A cell of a table. Cells lie side by side: none reaches into another, out of the
  /// table, or from its head into the rows below.
  package struct Cell: Hashable, Sendable {
    /// Its text.
    package var text: Phrase
    /// The columns that it takes in.
    package var columns = 1
    /// The rows that it takes in.
    package var rows = 1
  }

  /// Pictures, or code, with a caption.
  package struct Figure: Hashable, Sendable {
    /// Paragraphs and code.
    package var body: [Flow]
    /// What it shows, in words.
    package var caption: Phrase
  }

  /// A section or questions.
  package indirect enum Division: Hashable, Sendable {
    case section(Section)
    case questions([Entry])
  }

  /// A heading and what stands under it.
  package struct Section: Hashable, Sendable {
    /// The id, made of the heading's words.
    package var id: String
    /// The level of the heading, from 1.
    package var level: Int
    /// The heading.
    package var heading: Phrase
    /// The text before its own sections and questions.
    package var body: [Flow]
    /// The sections and questions inside it.
    package var divisions: [Division]
  }

  /// A question and its answers.
  package struct Entry: Hashable, Sendable {
    /// The id, made of the question's words.
    package var id: String
    /// The question.
    package var question: Phrase
    /// The same question in other words.
    package var alternates: [Phrase]
    /// The answers, in order; none when nobody answered.
    package var answers: [Answer]
    /// Questions near this one, by id: twins that were not merged, or broader ones.
    package var related: [String] = []
  }

  /// An answer.
  package struct Answer: Hashable, Sendable {
    /// Whether all of it is there.
    package enum Status: String, Hashable, Sendable {
      case complete
      /// Cut off by whoever copied it.
      case truncated
    }
    /// Whether all of it is there.
    package var status: Status
    /// What it says.
    package var body: [Flow]
    /// Characters of it that the draft has.
    package var seen: Int
  }
}
