import BuiltInAnalyzers
import StetCore
import StetFormats
import StetReporters
import StetWorkspace

/// The engines of a run, one for each project whose drafts are checked.
struct EnginePool {
  /// Finds the projects.
  let loader: ProjectLoader
  /// The engines made so far.
  private(set) var engines: [Engine] = []
  /// What sites leave behind in the drafts of each engine.
  private(set) var sites: [SiteText] = []
  /// Whether some project's configuration is wrong; its drafts have no engine.
  private(set) var hasErrors = false

  private let selected: Set<String>
  private let ignored: Set<String>
  /// The engine of a folder's drafts; `nil` where the configuration is wrong.
  private var byFolder: [String: Int?] = [:]
  /// The engine of a project, by what tells it from others.
  private var byProject: [String: Int] = [:]
  private var complaints: Set<String> = []

  /// Makes a pool. `selected` and `ignored` are names of rules that override
  /// every project's configuration.
  init(loader: ProjectLoader, selected: [String], ignored: [String]) {
    self.loader = loader
    self.selected = Set(selected.compactMap { AnalyzerRegistry.builtIn.rule(named: $0)?.id })
    self.ignored = Set(ignored.compactMap { AnalyzerRegistry.builtIn.rule(named: $0)?.id })
  }

  /// The index of the engine for a draft. What is wrong with its project's
  /// configuration is said once, and then there is none.
  mutating func engine(for path: String) -> Int? {
    let folder = Paths.folder(of: path)
    if let known = byFolder[folder] { return known }
    let engine: Int?
    do throws(ProjectError) {
      let project = try loader.project(for: path)
      let kind = project.kind(of: loader.absolute(path))
      engine = index(of: project, kind: kind)
      // Where kinds go by files, each file is asked about.
      if !project.configuration.kinds.isEmpty { return engine }
    } catch {
      engine = nil
      hasErrors = true
      if complaints.insert(error.description).inserted {
        StandardOutput.complain(VisibleText.visible(lines: error.description))
      }
    }
    byFolder[folder] = engine
    return engine
  }

  private mutating func index(of project: Project, kind: String?) -> Int {
    // A folder with a word list and no configuration is a project too.
    let source = [project.configurationPath, project.folder, kind]
      .map { $0.map { "=" + $0 } ?? "" }.joined(separator: "\0")
    if let known = byProject[source] { return known }
    var configuration = project.configuration(forKind: kind)
    if !selected.isEmpty {
      configuration.selectedRules = selected
      for rule in selected { configuration.rules[rule, default: .init()].isEnabled = true }
    }
    for rule in ignored { configuration.rules[rule, default: .init()].isEnabled = false }
    engines.append(
      Engine(
        registry: .builtIn, configuration: configuration, vocabulary: project.vocabulary))
    sites.append(project.site)
    byProject[source] = engines.count - 1
    return engines.count - 1
  }
}
