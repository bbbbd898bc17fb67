package import StetCore

/// What an article can be written as.
package enum ArticleVocabulary: String, CaseIterable, Sendable {
  case stet, jats, docbook, dita, tei, xhtml, jsonld, markdown

  /// The ending of a file in the vocabulary, without a full stop.
  package var fileExtension: String {
    switch self {
    case .stet, .jats, .docbook, .tei: "xml"
    case .dita: "dita"
    case .xhtml: "xhtml"
    case .jsonld: "jsonld"
    case .markdown: "md"
    }
  }

  /// What people call it.
  package var title: String {
    switch self {
    case .stet: "Stet article"
    case .jats: "JATS"
    case .docbook: "DocBook"
    case .dita: "DITA"
    case .tei: "TEI"
    case .xhtml: "XHTML"
    case .jsonld: "JSON-LD"
    case .markdown: "Markdown"
    }
  }

  /// Whether a document in it is XML.
  package var isXML: Bool { self != .jsonld && self != .markdown }

  /// Whether several documents can follow one another in one stream.
  package var isStreamable: Bool { self == .stet || self == .jsonld }

  /// The document of an article, and what it could not hold.
  package func write(
    _ article: CleanedArticle, _ options: WritingOptions = WritingOptions()
  ) -> WrittenArticle {
    switch self {
    case .stet: WrittenArticle(bytes: StetXML.document(article, options), omissions: [])
    case .jats: JATSWriter.document(article)
    case .docbook: DocBookWriter.document(article)
    case .dita: DITAWriter.document(article)
    case .tei: TEIWriter.document(article)
    case .xhtml: XHTMLWriter.document(article)
    case .jsonld: JSONLDWriter.document(article)
    case .markdown: MarkdownWriter.document(article)
    }
  }
}

/// A document, and what it does not hold of its article.
package struct WrittenArticle: Hashable, Sendable {
  /// The document.
  package var bytes: [UInt8]
  /// What the vocabulary could not hold, in order.
  package var omissions: [Omission]

  /// Makes a document.
  package init(bytes: [UInt8] = [], omissions: [Omission] = []) {
    self.bytes = bytes
    self.omissions = omissions
  }
}

/// Something of an article that a vocabulary could not hold.
package struct Omission: Hashable, Sendable {
  /// Kinds of what is left out.
  package enum Kind: String, CaseIterable, Sendable {
    /// A link inside a link; its text is there.
    case nestedLink = "nested-link"
    /// A link where none may stand; its text is there.
    case link
    /// An element inside code; its text is there.
    case markupInCode = "markup-in-code"
    /// An image where none may stand; the text for those who do not see it is there.
    case image
    /// A quotation inside a quotation; its text is there.
    case nestedQuotation = "nested-quotation"
    /// The address of a link that would run a program.
    case scriptAddress = "script-address"
    /// That an answer, or a paragraph, was cut off.
    case status
    /// Where the ids of related questions would stand.
    case related
    /// That a heading runs into the text of a list's item.
    case term
    /// What an abbreviation stands for.
    case abbreviation
    /// How a formula is laid out; its text is there.
    case formula
    /// That a line is the caption of a table or a figure.
    case caption
    /// That a cell of a table takes in several columns or rows, or heads several rows.
    case span
    /// What holds more than the vocabulary lets it.
    case structure
  }

  /// What was left out.
  package var kind: Kind
  /// The bytes of the draft that it concerns.
  package var range: TextRange
  /// What it said; empty when that stands in the document.
  package var value: String
}

extension Omission {
  /// Notes that something was left out.
  init(_ kind: Kind, _ range: TextRange, _ value: String = "") {
    self.init(kind: kind, range: range, value: value)
  }
}
