package import StetCore

/// Finds the project of each file of a run, and reads each configuration once.
/// Safe to use from many threads at once.
package final class ProjectLoader: Sendable {
  private let registry: AnalyzerRegistry
  private let explicitConfiguration: String?

  /// Makes a loader. With `explicitConfiguration`, a path, every file belongs
  /// to the project of that file, and no other configuration is looked for.
  package init(registry: AnalyzerRegistry, explicitConfiguration: String? = nil) {
    self.registry = registry
    self.explicitConfiguration = explicitConfiguration
  }

  /// The project that a file, or a folder, belongs to. The file need not exist.
  package func project(for path: String) throws(ProjectError) -> Project {
    Project()
  }
}
