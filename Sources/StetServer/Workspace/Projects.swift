package import StetCore
import StetExport
package import StetWorkspace

/// The engine of one project's drafts.
package struct ProjectEngine: Sendable {
  /// Tells engines apart; one that is made anew, after a change of the
  /// configuration, has another number.
  package let id: Int
  /// The engine.
  package let engine: Engine
  /// The project.
  package let project: Project
  /// The words of the project's lists, and of those that the settings name.
  package let vocabulary: Vocabulary
  /// What keeps the engine's analyzers from holding up the session.
  let guardian: AnalysisGuard
}

/// Finds the project of each document, and keeps its engine.
package struct Projects: Sendable {
  /// What is wrong with a configuration, told once.
  struct Problem: Hashable, Sendable {
    /// The file, absolute; `nil` for the editor's settings.
    var path: String?
    /// The line and column, from 0, the column in Unicode scalars.
    var position: Position
    var message: String
    /// The file and what is wrong, as one line.
    var line: String
  }

  /// What tells one engine from another.
  private struct Key: Hashable {
    var configuration: String?
    var folder: String?
    /// The workspace folder whose settings hold.
    var settings: String?
    /// The kind of the files.
    var kind: String?
  }

  private let registry: AnalyzerRegistry
  private let personalDictionary: String?
  let guardian: AnalysisGuard
  private var loader: ProjectLoader
  private var engines: [Key: ProjectEngine] = [:]
  private var keys: [String: ProjectEngine] = [:]
  /// The last engine that a folder had while its configuration was right.
  private var lastGood: [String: ProjectEngine] = [:]
  private var lastID = 0
  /// Counts how often what was read has been forgotten. In one generation a file
  /// always has the same engine.
  private(set) var generation = 0

  /// The workspace folders.
  package private(set) var folders: [WorkspaceFolder] = []
  private var settings = Settings()
  private var folderSettings: [String: Settings] = [:]
  /// What has been found wrong and not been told yet.
  private(set) var newProblems: [Problem] = []
  /// All that is wrong.
  private(set) var problems: Set<Problem> = []
  /// The state of the files that the engines were made of, by path.
  private var watched: [String: FileState] = [:]

  init(
    registry: AnalyzerRegistry, personalDictionary: String? = nil,
    guardian: AnalysisGuard = AnalysisGuard()
  ) {
    self.registry = registry
    self.guardian = guardian
    self.personalDictionary = personalDictionary
    loader = ProjectLoader(registry: registry, personalDictionary: personalDictionary)
  }

  /// The loader that found the projects.
  package var currentLoader: ProjectLoader { loader }

  // MARK: Changes

  /// Sets the folders of the workspace.
  mutating func setFolders(_ folders: [WorkspaceFolder]) {
    self.folders = folders
    reload()
  }

  /// Sets the settings of the editor: for all, and for workspace folders by URI.
  /// Returns what is wrong with them, and whether they differ from those before.
  mutating func setSettings(
    _ all: Settings, folders: [String: Settings] = [:]
  ) -> (problems: [String], isChanged: Bool) {
    let isChanged = all != settings || folders != folderSettings
    settings = all
    folderSettings = folders
    if isChanged { reload() }
    var problems: [String] = []
    for problem in all.problems + folders.values.flatMap(\.problems)
    where !problems.contains(problem) {
      problems.append(problem)
    }
    return (problems, isChanged)
  }

  /// Forgets what was read: configurations and word lists are read again when
  /// they are asked for.
  mutating func reload() {
    loader = ProjectLoader(registry: registry, personalDictionary: personalDictionary)
    generation += 1
    engines = [:]
    lastGood.merge(keys) { $1 }
    keys = [:]
    problems = []
    newProblems = []
    watched = [:]
  }

  /// Hands over what has been found wrong since the last call.
  mutating func takeProblems() -> [Problem] {
    defer { newProblems = [] }
    return newProblems
  }

  // MARK: Files that matter

  /// Whether a configuration file or word list that engines were made of has
  /// come, gone or changed. A few calls to the system for each folder.
  func filesHaveChanged() -> Bool {
    watched.contains { path, state in FileState(path) != state }
  }

  /// Whether a file, by its absolute path, can change what projects ask.
  func concerns(_ path: String) -> Bool {
    Project.configurationNames.contains(Paths.name(of: path)) || watched[path] != nil
      || WordList.isOfOtherChecker(path)
      || Paths.name(of: Paths.folder(of: path)) == Paths.folder(of: Project.dictionaryPath)
      || Paths.folder(of: path).hasSuffix("/" + Project.templatesPath)
      || Paths.folder(of: path).hasSuffix("/" + Project.chromePath)
  }

  private mutating func watch(_ path: String) {
    if watched[path] == nil { watched[path] = FileState(path) }
  }

  private mutating func watch(filesOf folder: String, _ project: Project?) {
    if let personalDictionary { watch(personalDictionary) }
    var folder = folder
    while true {
      for name in Project.configurationNames + [
        Project.dictionaryPath, Project.registerPath, Project.templatesPath, Project.chromePath,
      ] {
        watch(Paths.join(folder, name))
      }
      let parent = Paths.folder(of: folder)
      if parent == folder || parent == "." { break }
      folder = parent
    }
    // The settings of other checkers count where the project is.
    for list in project?.wordLists ?? [] { watch(list) }
    if let home = project?.configurationPath.map(Paths.folder(of:)) ?? project?.folder {
      for place in [Project.templatesPath, Project.chromePath] {
        for file in Project.yamlFiles(in: Paths.join(home, place)) { watch(file) }
      }
    }
    guard let project, let path = project.configurationPath else { return }
    for list in project.configuration.dictionaries {
      watch(Paths.absolute(list, in: Paths.folder(of: path)))
    }
  }

  // MARK: Settings and word lists

  /// Whether safe faults are fixed when the document of a file is saved.
  func fixesOnSave(_ path: String?) -> Bool {
    let own = path.flatMap(folder(of:)).flatMap { folderSettings[$0.uri] }
    return own?.fixesOnSave ?? settings.fixesOnSave ?? false
  }

  /// What the cleaned article of a file is written in.
  func exportVocabulary(for path: String?) -> ArticleVocabulary {
    let own = path.flatMap(folder(of:)).flatMap { folderSettings[$0.uri] }
    return own?.exportVocabulary ?? settings.exportVocabulary ?? .stet
  }

  /// Where words of the project are added for the document of a file: to the list that
  /// it has, be it another checker's; else beside the
  /// project's configuration or word list, else in the workspace folder, else
  /// beside the file. `nil` where there is no such folder.
  func dictionaryPath(for path: String?, _ project: Project) -> String? {
    if let known = project.placeOfNewWords { return known }
    let folder =
      project.configurationPath.map(Paths.folder(of:)) ?? project.folder
      ?? path.flatMap(folder(of:))?.path ?? path.map(Paths.folder(of:))
      ?? folders.first?.path
    guard let folder, FileSystem.exists(folder) else { return nil }
    return Paths.join(folder, Project.dictionaryPath)
  }

  /// Where decisions about questions are registered for the document of a file: beside the
  /// project's configuration or word list, else in the workspace folder. `nil` where there is no
  /// such folder.
  func registerPath(for path: String?, _ project: Project) -> String? {
    let folder = project.home ?? path.flatMap(folder(of:))?.path ?? folders.first?.path
    guard let folder, FileSystem.exists(folder) else { return nil }
    return Paths.join(folder, Project.registerPath)
  }

  /// Whether the settings ask for hints in the documents of a folder.
  func showsInlayHints(for path: String?) -> Bool {
    let owner = path.flatMap(folder(of:)) ?? folders.first
    return (owner.flatMap { folderSettings[$0.uri] } ?? settings).showsInlayHints
  }

  // MARK: Engines

  /// The workspace folder that holds a path; the innermost of several.
  private func folder(of path: String) -> WorkspaceFolder? {
    folders.filter { folder in
      guard let base = folder.path else { return false }
      let prefix = base.utf8.last == UInt8(ascii: "/") ? base : base + "/"
      return path == base || path.utf8.starts(with: prefix.utf8)
    }.max { ($0.path ?? "").utf8.count < ($1.path ?? "").utf8.count }
  }

  /// The engine for the document of a file; without a file, for one that belongs
  /// to the first workspace folder. Where the configuration is wrong, the last
  /// one that was right counts, or none.
  package mutating func engine(for path: String?) -> ProjectEngine {
    let place = path.map(Paths.folder(of:)) ?? folders.first?.path ?? "/"
    if let known = keys[place], known.project.configuration.kinds.isEmpty { return known }
    let owner = path.flatMap(folder(of:)) ?? folders.first
    let engine: ProjectEngine
    do throws(ProjectError) {
      let project = try loader.project(for: path ?? place)
      watch(filesOf: place, project)
      engine = self.engine(
        of: project, kind: path.flatMap { project.kind(of: loader.absolute($0)) }, owner: owner)
    } catch {
      watch(filesOf: place, nil)
      note(error)
      engine = lastGood[place] ?? self.engine(of: Project(), kind: nil, owner: owner)
    }
    keys[place] = engine
    return engine
  }

  private mutating func engine(
    of project: Project, kind: String?, owner: WorkspaceFolder?
  ) -> ProjectEngine {
    let ownSettings = owner.flatMap { folderSettings[$0.uri] }
    let settings = ownSettings ?? settings
    // Word lists are looked for in the folder, whoever names them.
    let dependsOnFolder = ownSettings != nil || !settings.dictionaries.isEmpty
    let key = Key(
      configuration: project.configurationPath, folder: project.folder,
      settings: dependsOnFolder ? owner?.uri : nil, kind: kind)
    if let known = engines[key] { return known }
    var vocabulary = project.vocabulary
    for list in settings.dictionaries {
      let path = Paths.absolute(list, in: owner?.path ?? loader.currentFolder)
      watch(path)
      do throws(FileError) {
        vocabulary.add(list: SourceText(decoding: try FileSystem.read(path)).utf8)
      } catch {
        note(
          Problem(
            path: nil, position: Position(line: 0, column: 0),
            message: "The word list cannot be read: \(error)",
            line: "The word list cannot be read: \(error)"))
      }
    }
    lastID += 1
    var configuration = settings.applied(to: project.configuration(forKind: kind))
    configuration.defersQuestions = true
    let engine = ProjectEngine(
      id: lastID,
      engine: Engine(
        registry: registry, configuration: configuration, vocabulary: vocabulary),
      project: project, vocabulary: vocabulary, guardian: guardian)
    engines[key] = engine
    return engine
  }

  private mutating func note(_ error: ProjectError) {
    for issue in error.issues {
      note(
        Problem(
          path: Paths.absolute(issue.path, in: loader.currentFolder),
          position: Position(line: issue.mark?.line ?? 0, column: issue.mark?.column ?? 0),
          message: issue.message, line: issue.description))
    }
  }

  private mutating func note(_ problem: Problem) {
    if problems.insert(problem).inserted { newProblems.append(problem) }
  }
}
