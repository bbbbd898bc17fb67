public import StetCore

/// Reads the text of one format into a draft.
///
/// Reading never fails: any text gives a draft whose blocks cover every byte. A
/// reader says what each part of a draft is, never what is wrong with it.
public protocol DraftReader: Sendable {
  /// The draft that a text makes. Linear in the length of the text.
  static func read(_ source: SourceText) -> Draft
}

extension Draft {
  /// The draft that a text makes in a format.
  public static func reading(_ source: SourceText, as format: Format) -> Draft {
    reading(source, as: format, site: .english)
  }

  /// The draft that a text makes in a format where sites say what `site` knows.
  package static func reading(
    _ source: SourceText, as format: Format, site: SiteText
  ) -> Draft {
    switch format {
    case .plainText: PlainTextReader.read(source, site: site)
    case .markdown: MarkdownReader.read(source, site: site)
    case .html: HTMLReader.read(source, site: site)
    case .xml: XMLReader.read(source)
    case .jsonLines: JSONLinesReader.read(source)
    }
  }
}

extension Draft.Format {
  /// The most bytes of a file that are read: what is made of markup takes several
  /// times its size.
  package var largestFile: Int {
    switch self {
    case .plainText, .markdown: 512 << 20
    case .html, .xml, .jsonLines: 100 << 20
    }
  }

  /// How the names of files end that Stet reads, in lower case.
  package static var fileExtensions: [String] { formats.map(\.ending) }

  private static let formats: [(ending: String, format: Draft.Format)] = [
    ("txt", .plainText), ("text", .plainText), ("md", .markdown), ("markdown", .markdown),
    ("mdown", .markdown), ("mkd", .markdown), ("mkdn", .markdown), ("mdx", .markdown),
    ("html", .html), ("htm", .html), ("xhtml", .html), ("xht", .html), ("xml", .xml),
    ("jsonl", .jsonLines), ("ndjson", .jsonLines),
  ]

  /// The format of the files whose names end in `fileExtension`, given without
  /// its dot, in any case; `nil` when Stet reads no such files.
  public init?(fileExtension: String) {
    let ending = fileExtension.lowercased()
    guard let known = Self.formats.first(where: { $0.ending == ending }) else { return nil }
    self = known.format
  }
}
