public import StetCore

/// Reads Markdown: CommonMark 0.31.2 with GFM's tables, task lists and footnotes,
/// front matter, math, and the tags of common template languages.
///
/// The blocks of the draft are the leaves of Markdown's tree. A list item's first
/// paragraph is a `.listItem`, later ones are paragraphs whose level is the
/// item's nesting. Quotes show as markup spans. A heading that ends with a
/// question mark, a bold line that does, and a line labelled `Q:` are questions,
/// and the paragraphs under them answers. Text pasted from a page is read as
/// ``PastedText`` says.
public enum MarkdownReader: DraftReader {
  /// The draft that a text makes. Linear in the length of the text.
  public static func read(_ source: SourceText) -> Draft { read(source, site: .english) }

  /// The draft that a text makes where sites say what `site` knows.
  package static func read(_ source: SourceText, site: SiteText) -> Draft {
    let bytes = source.utf8
    var parser = BlockParser(lineStarts: source.lineStarts, count: bytes.count)
    parser.parse(bytes.span)
    var builder = DraftBuilder(parser: parser, count: bytes.count)
    builder.build(bytes.span)
    var blocks = builder.blocks
    var metadata = builder.metadata
    PastedText(source, site: site).settle(&blocks, &metadata)
    return Draft(
      source: source, format: .markdown, blocks: blocks, spans: builder.spans,
      metadata: metadata, directives: builder.directives
    ).saying(builder.markup)
  }
}
