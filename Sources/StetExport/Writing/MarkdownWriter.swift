import StetCore

/// Writes articles as Markdown.
struct MarkdownWriter {
  /// The document of an article.
  static func document(_ article: CleanedArticle) -> WrittenArticle {
    WrittenArticle(bytes: [], omissions: [])
  }
}
