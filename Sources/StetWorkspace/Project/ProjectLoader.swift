package import StetCore
import Synchronization

/// Finds the project of each file of a run, and reads each configuration once.
/// Safe to use from many threads at once.
package final class ProjectLoader: Sendable {
  private typealias Outcome = Result<Project, ProjectError>

  private struct State {
    /// What was found for folders, by absolute path.
    var folders: [String: Outcome] = [:]
    /// The project of the configuration named on the command line.
    var explicit: Outcome?
    /// The words of the person's own list; `nil` before it has been read.
    var personal: Result<Vocabulary, ProjectError>?
    /// What was wrong, each configuration once.
    var errors: [ProjectError] = []

    mutating func keep(_ outcome: Outcome) {
      if case .failure(let error) = outcome { errors.append(error) }
    }
  }

  /// The folder that relative paths start from, absolute.
  package let currentFolder: String
  private let registry: AnalyzerRegistry
  private let explicitConfiguration: String?
  private let personalDictionary: String?
  private let state = Mutex(State())

  /// Makes a loader for the rules of `registry`.
  ///
  /// - Parameter explicitConfiguration: the path of a configuration file that
  ///   every file belongs to; no other is looked for then. Its globs are
  ///   relative to the current folder, its word lists to its own.
  /// - Parameter personalDictionary: the path of a word list that holds in every
  ///   project, if there is such a file.
  package init(
    registry: AnalyzerRegistry, explicitConfiguration: String? = nil,
    personalDictionary: String? = nil
  ) {
    self.registry = registry
    self.explicitConfiguration = explicitConfiguration
    self.personalDictionary = personalDictionary
    currentFolder = FileSystem.currentFolder
  }

  /// The project that a file, or a folder, belongs to. The file need not exist.
  ///
  /// - Throws: everything that is wrong with the project's configuration; again
  ///   for each file that belongs to it.
  package func project(for path: String) throws(ProjectError) -> Project {
    if explicitConfiguration != nil { return try project(inFolder: currentFolder) }
    let absolute = resolve(path)
    if let known = state.withLock({ $0.folders[absolute] }) { return try known.get() }
    let isFolder = (try? FileSystem.kind(of: absolute)) == .folder
    return try project(inFolder: isFolder ? absolute : Paths.folder(of: absolute))
  }

  /// The absolute path of a path, as ``Project/kind(of:)`` wants it.
  package func absolute(_ path: String) -> String { resolve(path) }

  /// What has been wrong with configurations so far, each once, in order of
  /// what it says.
  package var errors: [ProjectError] {
    state.withLock { $0.errors }.sorted {
      $0.description.utf8.lexicographicallyPrecedes($1.description.utf8)
    }
  }

  /// The project of the files in a folder, given by its absolute path.
  func project(inFolder folder: String) throws(ProjectError) -> Project {
    let outcome = state.withLock { state in
      if let explicitConfiguration {
        if let known = state.explicit { return known }
        let path = Paths.absolute(explicitConfiguration, in: currentFolder)
        let outcome = withPersonalWords(read(path, base: currentFolder), &state)
        state.keep(outcome)
        state.explicit = outcome
        return outcome
      }
      // Upwards to what is known, then down again, each folder inheriting.
      var unknown: [String] = []
      var inherited: Outcome?
      var folder = folder
      while true {
        inherited = state.folders[folder]
        if inherited != nil { break }
        unknown.append(folder)
        let parent = Paths.folder(of: folder)
        if parent == folder || parent == "." { break }
        folder = parent
      }
      var outcome = inherited ?? withPersonalWords(.success(Project()), &state)
      for folder in unknown.reversed() {
        if let found = own(folder, inherited: outcome) {
          let own = withPersonalWords(found, &state)
          state.keep(own)
          outcome = own
        }
        state.folders[folder] = outcome
      }
      return outcome
    }
    return try outcome.get()
  }

  /// What a folder says itself; `nil` when it says nothing that counts.
  private func own(_ folder: String, inherited: Outcome) -> Outcome? {
    let found = Project.configurationNames.map { Paths.join(folder, $0) }
      .filter(FileSystem.isListed)
    if found.count > 1 {
      let path = Paths.display(found[0], relativeTo: currentFolder)
      let names = Project.configurationNames.joined(separator: " and ")
      return .failure(
        ProjectError([
          ProjectError.Issue(path: path, message: "\(names) are both here; keep one of them")
        ]))
    }
    if let path = found.first { return read(path, base: folder) }
    // Words alone make a project only where no configuration reaches.
    if case .success(let project) = inherited, project.configurationPath == nil,
      Project.hasWords(folder)
    {
      do throws(ProjectError) {
        return .success(try Project(dictionaryOf: folder, currentFolder: currentFolder))
      } catch {
        return .failure(error)
      }
    }
    return nil
  }

  /// What was found, with the words of the person's own list.
  private func withPersonalWords(_ outcome: Outcome, _ state: inout State) -> Outcome {
    guard let path = personalDictionary else { return outcome }
    if state.personal == nil {
      var words = Vocabulary()
      if let medical = HunspellFiles.medicalWords { words.accept(medical) }
      var issues: [ProjectError.Issue] = []
      for path in [path].filter(FileSystem.exists) + PersonalDictionary.found {
        if let issue = words.add(listAt: path, currentFolder) { issues.append(issue) }
      }
      state.personal = issues.isEmpty ? .success(words) : .failure(ProjectError(issues))
      if case .failure(let error) = state.personal { state.errors.append(error) }
    }
    guard case .success(var project) = outcome, let personal = state.personal else {
      return outcome
    }
    return personal.map { words in
      project.take(words)
      return project
    }
  }

  private func read(_ path: String, base: String) -> Outcome {
    do throws(ProjectError) {
      return .success(
        try Project(
          configuration: path, base: base, currentFolder: currentFolder, registry: registry))
    } catch {
      return .failure(error)
    }
  }

  /// The absolute path of a path. Only one with `..` asks the file system: what
  /// that leads to depends on links. Other links are left as they are, so that
  /// a linked file belongs where it is linked.
  func resolve(_ path: String) -> String {
    let absolute = Paths.absolute(path, in: currentFolder)
    guard absolute.utf8.split(separator: UInt8(ascii: "/")).contains(where: Self.isUp) else {
      return absolute
    }
    let folder = Paths.folder(of: absolute)
    if Self.isUp(Paths.name(of: absolute).utf8) {
      return FileSystem.realPath(absolute) ?? Paths.resolvingUps(absolute)
    }
    return Paths.join(
      FileSystem.realPath(folder) ?? Paths.resolvingUps(folder), Paths.name(of: absolute))
  }

  private static func isUp(_ part: some Sequence<UInt8>) -> Bool {
    part.elementsEqual([0x2E, 0x2E])
  }
}
