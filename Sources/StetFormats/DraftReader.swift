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
    switch format {
    case .plainText: PlainTextReader.read(source)
    case .markdown: MarkdownReader.read(source)
    }
  }
}

extension Draft.Format {
  /// The format of the files whose names end in `fileExtension`, given without
  /// its dot, in any case; `nil` when Stet reads no such files.
  public init?(fileExtension: String) {
    switch fileExtension.lowercased() {
    case "txt", "text": self = .plainText
    case "md", "markdown", "mdown", "mkd", "mkdn", "mdx": self = .markdown
    default: return nil
    }
  }
}
