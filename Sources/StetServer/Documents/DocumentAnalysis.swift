package import StetCore
import StetFormats

/// What was found in one state of a document: the draft that its text makes, and
/// the diagnostics. The one place where the server has a text analyzed.
package struct DocumentAnalysis: Sendable {
  /// The text, read.
  package let draft: Draft
  /// The diagnostics, in order.
  package let diagnostics: [Diagnostic]
  /// The engine that found them, by ``ProjectEngine/id``.
  package let engine: Int
  private let cache: BlockCache

  /// Analyzes a text.
  ///
  /// - Parameter previous: what was found in an earlier state; blocks that are
  ///   still the same are not analyzed again. The result does not depend on it.
  init(
    of source: SourceText, as format: Draft.Format, with engine: ProjectEngine, name: String,
    after previous: DocumentAnalysis? = nil
  ) {
    var cache = BlockCache()
    if let previous, previous.engine == engine.id { cache = previous.cache }
    draft = Draft.reading(source, as: format)
    let analysis = engine.engine.analyze(draft, name: name, reusing: &cache)
    diagnostics = engine.engine.diagnostics(of: [analysis]).first ?? []
    self.engine = engine.id
    self.cache = cache
  }
}
