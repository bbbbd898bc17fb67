public import StetCore

/// Reads Markdown.
public enum MarkdownReader: DraftReader {
  /// The draft that a text makes.
  public static func read(_ source: SourceText) -> Draft {
    Draft(source: source, format: .markdown, blocks: [])
  }
}
