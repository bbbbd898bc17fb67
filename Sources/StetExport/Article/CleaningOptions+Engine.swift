import SectionsAnalyzers
package import StetCore

extension CleaningOptions {
  /// Options for a draft as an engine's configuration would have it cleaned, with
  /// what the engine knows of its kind.
  ///
  /// - Parameter name: the draft's name: the last part of its path.
  /// - Parameter file: the file's own bytes; `nil` for a text that is in no file.
  package init(for draft: Draft, in engine: Engine, name: String, file: [UInt8]?) {
    self.init()
    self.name = name
    self.file = file
    language = engine.configuration.language
    register = engine.configuration.register
    let known = KindOfArticle(of: draft, in: engine.configuration)
    kind = known?.template.name
    missingSections = known?.missingNames ?? []
  }
}

extension Engine {
  /// The engine by whose diagnostics drafts are cleaned: it looks for what was cut off
  /// and for what the fixes settle, and as all findings are known before the first fix
  /// is made, no evidence needs protection.
  package func forCleaning(_ fixes: CleaningOptions.Fixes) -> Engine {
    var wanted: Set<String> = ["truncated-answer"]
    switch fixes {
    case .none: break
    case .safe: wanted.formUnion(registry.rules.filter(\.isFixable).map(\.id))
    case .unsafe: wanted.formUnion(registry.rules.map(\.id))
    }
    var engine = restricted(to: wanted)
    engine.protectsEvidence = false
    return engine
  }
}
