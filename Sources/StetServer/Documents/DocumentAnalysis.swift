package import StetCore
import StetFormats
import StetWorkspace

/// What was found in one state of a document: the draft that its text makes, and
/// the diagnostics. The one place where the server has a text analyzed.
package struct DocumentAnalysis: Sendable {
  /// The text, read.
  package let draft: Draft
  /// The diagnostics, in order.
  package private(set) var diagnostics: [Diagnostic]
  /// The engine that found them, by ``ProjectEngine/id``.
  package let engine: Int
  /// What was found by comparing the draft with others.
  private(set) var comparison: [Finding] = []
  private let own: Engine.Analysis
  private let cache: BlockCache

  /// The name of the draft among others.
  var name: String { own.name }
  /// What others may need to know of the draft.
  var facts: Corpus.Facts { own.facts }

  /// Analyzes a text.
  ///
  /// - Parameter name: what other drafts call it.
  /// - Parameter previous: what was found in an earlier state; blocks that are
  ///   still the same are not analyzed again. The result does not depend on it.
  init(
    of source: SourceText, as format: Draft.Format, with engine: ProjectEngine, name: String,
    after previous: DocumentAnalysis? = nil
  ) {
    var cache = BlockCache()
    if let previous, previous.engine == engine.id { cache = previous.cache }
    draft = Draft.reading(source, as: format, site: engine.project.site)
    own = engine.guardian.analyze(
      draft, name: name, reusing: &cache, with: engine.engine)
    diagnostics = engine.engine.diagnostics(of: own, and: [])
    self.engine = engine.id
    self.cache = cache
  }

  /// The analysis with what a comparison found, in place of what one found before.
  func compared(_ findings: [Finding], with engine: ProjectEngine) -> DocumentAnalysis {
    guard findings != comparison else { return self }
    var copy = self
    copy.comparison = findings
    copy.diagnostics = engine.engine.diagnostics(of: own, and: findings)
    return copy
  }
}
