package import StetCore
package import StetFormats

/// What is asked of the drafts in one folder and the folders in it.
package struct Project: Sendable {
  /// The names that a configuration file may have.
  package static let configurationNames = [".stet.yml", ".stet.yaml"]
  /// The word list that needs no mention, as a path beside the configuration file.
  package static let dictionaryPath = ".stet/dictionary.txt"
  /// The folder of a project's own templates of articles, beside the configuration file.
  package static let templatesPath = ".stet/templates"
  /// The folder of what a project says sites leave behind, beside the configuration file.
  package static let chromePath = ".stet/chrome"
  /// What a project has decided about questions, beside the configuration file.
  package static let registerPath = ".stet/questions.yml"
  /// The most bytes that a word list may have: 64 MB.
  static let dictionaryLimit = 64 << 20

  /// The folder that the globs are relative to, absolute: that of the
  /// configuration file, or the current one when the file was named on the
  /// command line. `nil` without a configuration or a word list.
  package private(set) var folder: String?
  /// The configuration file, absolute; `nil` when there is none.
  package private(set) var configurationPath: String?
  /// What the configuration file asks; the defaults when there is none.
  package private(set) var configuration = Configuration()
  /// What sites leave behind in the project's drafts.
  package private(set) var site = SiteText.english
  /// A number that changes with what the project adds to it; 0 when it adds nothing.
  package private(set) var siteVersion: UInt64 = 0
  /// The words of the project's word lists.
  package private(set) var vocabulary = Vocabulary()
  /// The files that these words are from, absolute, in the order in which they are read.
  package private(set) var wordLists: [String] = []
  /// The file that new words of the project belong to, when it has one already.
  package var placeOfNewWords: String? {
    let own = folder.map { Paths.join($0, Self.dictionaryPath) }
    if let own, FileSystem.exists(own) { return own }
    return wordLists.first(where: WordList.canAdd(to:))
  }

  /// The globs of files by their kinds, in order.
  private var kinds: [(kind: String, globs: [Glob])] = []

  /// The kind of article that the configuration says a file is, by its absolute path;
  /// `nil` when it says nothing of it.
  package func kind(of path: String) -> String? {
    guard !kinds.isEmpty, let folder else { return nil }
    let parts = PathParts(path.utf8)
    let base = PathParts(folder.utf8)
    let depth = parts.starts(with: base) ? base.count : nil
    return kinds.first { kind in
      kind.globs.contains { $0.matches(parts, from: depth, isFolder: false) }
    }?.kind
  }

  /// The configuration for files of a kind.
  package func configuration(forKind kind: String?) -> Configuration {
    var configuration = configuration
    configuration.kind = kind
    return configuration
  }

  /// Which files the configuration takes.
  private(set) var selection = FileSelection()

  /// The project of drafts that have no configuration.
  package init() {}

  /// Finds and reads the project of a file or folder.
  ///
  /// The nearest folder upwards that holds `.stet.yml` or `.stet.yaml` decides.
  /// Where there is none up to the root of the file system, the nearest that
  /// holds `.stet/dictionary.txt` does, with a configuration of defaults.
  ///
  /// - Parameter path: where to start; a path that does not exist counts as a file.
  /// - Parameter explicit: a configuration file to read instead of looking for one.
  /// - Throws: everything that is wrong with the configuration and its word lists.
  package static func load(
    from path: String, explicit: String? = nil, registry: AnalyzerRegistry
  ) throws(ProjectError) -> Project {
    try ProjectLoader(registry: registry, explicitConfiguration: explicit).project(for: path)
  }

  // MARK: Reading

  /// Reads a configuration file and its word lists.
  ///
  /// - Parameter path: the file, absolute.
  /// - Parameter base: the folder that globs are relative to, absolute.
  /// - Parameter currentFolder: what paths in messages are relative to.
  init(
    configuration path: String, base: String, currentFolder: String, registry: AnalyzerRegistry
  ) throws(ProjectError) {
    let shownPath = Paths.display(path, relativeTo: currentFolder)
    let node = try Self.node(at: path, shownPath)
    let home = Paths.folder(of: path)
    let (templates, templateIssues) = Self.templates(in: home, currentFolder)
    let decoded = ConfigurationDecoder.decode(
      node, registry: registry, templates: templates.map(\.name))
    var issues = decoded.issues.map { ProjectError.Issue(path: shownPath, $0) } + templateIssues
    issues += takeChrome(in: home, currentFolder)
    let register = Self.register(in: home, currentFolder)
    issues += register.issues
    folder = base
    configurationPath = path
    configuration = decoded.configuration
    configuration.templates = templates
    configuration.register = register.register
    kinds = configuration.kinds.map { kind in
      (kind.kind, kind.globs.compactMap { try? Glob(Array($0.utf8), .configuration) })
    }
    selection = FileSelection(configuration, base: base)

    var lists: [(path: String, mark: ConfigurationNode.Mark?)] = []
    for (name, mark) in zip(configuration.dictionaries, decoded.dictionaryMarks) {
      lists.append((Paths.absolute(name, in: home), mark))
    }
    let own = Paths.join(home, Self.dictionaryPath)
    if FileSystem.exists(own) && !lists.contains(where: { $0.path == own }) {
      lists.append((own, nil))
    }
    wordLists = []
    for (list, mark) in lists {
      let (issue, path) = vocabulary.add(dictionaryAt: list, currentFolder)
      wordLists.append(path)
      guard let issue else { continue }
      // A list that cannot be read is the fault of the line that names it.
      if let mark, issue.mark == nil {
        let message = "The word list “\(issue.path)” cannot be read: \(issue.message)"
        issues.append(
          ProjectError.Issue(path: shownPath, ConfigurationIssue(at: mark, message)))
      } else {
        issues.append(issue)
      }
    }
    issues += takeOtherCheckers(in: home, currentFolder)
    if !issues.isEmpty { throw ProjectError(issues) }
  }

  /// Takes in what other checkers are told in a folder; returns what is wrong with it.
  private mutating func takeOtherCheckers(
    in folder: String, _ currentFolder: String
  ) -> [ProjectError.Issue] {
    let others = OtherCheckers(in: folder, currentFolder: currentFolder)
    vocabulary.formUnion(others.vocabulary)
    wordLists += others.files.filter { !wordLists.contains($0) }
    selection.exclude(others.excluded, base: folder)
    return others.issues
  }

  /// The templates in a folder's `.stet/templates`, in order of their files' names, and
  /// what is wrong with them.
  static func templates(
    in folder: String, _ currentFolder: String
  ) -> (templates: [ArticleTemplate], issues: [ProjectError.Issue]) {
    let place = Paths.join(folder, templatesPath)
    var templates: [ArticleTemplate] = []
    var issues: [ProjectError.Issue] = []
    var files: [String: String] = [:]
    for path in yamlFiles(in: place) {
      let shown = Paths.display(path, relativeTo: currentFolder)
      let bytes: [UInt8]
      do throws(FileError) {
        bytes = try FileSystem.read(path, limit: YAMLReader.maximumSize)
      } catch {
        issues.append(ProjectError.Issue(path: shown, message: error.reason))
        continue
      }
      do throws(ConfigurationIssue) {
        let template = try TemplateDecoder.template(bytes)
        if let other = files.updateValue(shown, forKey: template.name) {
          issues.append(
            ProjectError.Issue(
              path: shown, message: "The template “\(template.name)” stands in \(other) already"))
        } else {
          templates.append(template)
        }
      } catch {
        issues.append(ProjectError.Issue(path: shown, error))
      }
    }
    return (templates, issues)
  }

  /// The folder that the project's own files are in, absolute: that of the configuration file, or
  /// of the word list; `nil` when there is neither.
  package var home: String? { configurationPath.map(Paths.folder(of:)) ?? folder }

  /// What a folder's `.stet/questions.yml` says, and what is wrong with it.
  private static func register(
    in folder: String, _ currentFolder: String
  ) -> (register: QuestionRegister, issues: [ProjectError.Issue]) {
    let path = Paths.join(folder, registerPath)
    do throws(ProjectError) {
      let file = try RegisterFile.read(
        path, shownAs: Paths.display(path, relativeTo: currentFolder))
      return (file.register, [])
    } catch {
      return (QuestionRegister(), error.issues)
    }
  }

  /// Takes in what a folder's `.stet/chrome` says; returns what is wrong with it.
  private mutating func takeChrome(
    in folder: String, _ currentFolder: String
  ) -> [ProjectError.Issue] {
    var patterns: [UInt8] = []
    var issues: [ProjectError.Issue] = []
    for path in Self.yamlFiles(in: Paths.join(folder, Self.chromePath)) {
      let shown = Paths.display(path, relativeTo: currentFolder)
      let bytes: [UInt8]
      do throws(FileError) {
        bytes = try FileSystem.read(path, limit: YAMLReader.maximumSize)
      } catch {
        issues.append(ProjectError.Issue(path: shown, message: error.reason))
        continue
      }
      do throws(ConfigurationIssue) {
        patterns += try ChromeDecoder.patterns(bytes)
      } catch {
        issues.append(ProjectError.Issue(path: shown, error))
      }
    }
    if !patterns.isEmpty {
      site = SiteText(own: patterns)
      var hasher = ContentHasher()
      hasher.combine(patterns, patterns.indices)
      siteVersion = hasher.finish().low
    }
    return issues
  }

  /// The YAML files in a folder, in order of their names; none where there is no such
  /// folder.
  package static func yamlFiles(in folder: String) -> [String] {
    guard FileSystem.exists(folder), let entries = try? FileSystem.list(folder) else { return [] }
    return entries.filter { $0.kind == .file }.map { String(decoding: $0.name, as: UTF8.self) }
      .filter { $0.hasSuffix(".yml") || $0.hasSuffix(".yaml") }.sorted()
      .map { Paths.join(folder, $0) }
  }

  private static func node(
    at path: String, _ shownPath: String
  ) throws(ProjectError) -> ConfigurationNode? {
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try FileSystem.read(path, limit: YAMLReader.maximumSize)
    } catch {
      throw ProjectError([ProjectError.Issue(path: shownPath, message: error.reason)])
    }
    do throws(ConfigurationIssue) {
      return try YAMLReader.read(bytes)
    } catch {
      throw ProjectError([ProjectError.Issue(path: shownPath, error)])
    }
  }

  /// Takes in words that hold beside those of the project.
  mutating func take(_ words: Vocabulary) { vocabulary.formUnion(words) }

  /// Reads the words of a folder that has no configuration: its word list, and what
  /// other checkers are told; and its templates.
  init(dictionaryOf folder: String, currentFolder: String) throws(ProjectError) {
    self.folder = folder
    let list = Paths.join(folder, Self.dictionaryPath)
    var issues: [ProjectError.Issue] = []
    if FileSystem.exists(list) {
      wordLists = [list]
      if let issue = vocabulary.add(listAt: list, currentFolder) { issues.append(issue) }
    }
    issues += takeOtherCheckers(in: folder, currentFolder)
    let (templates, templateIssues) = Self.templates(in: folder, currentFolder)
    configuration.templates = templates
    issues += templateIssues + takeChrome(in: folder, currentFolder)
    let register = Self.register(in: folder, currentFolder)
    configuration.register = register.register
    issues += register.issues
    if !issues.isEmpty { throw ProjectError(issues) }
  }

  /// Whether a folder without a configuration has words or templates.
  static func hasWords(_ folder: String) -> Bool {
    FileSystem.exists(Paths.join(folder, dictionaryPath)) || OtherCheckers.isSet(in: folder)
      || FileSystem.exists(Paths.join(folder, templatesPath))
      || FileSystem.exists(Paths.join(folder, chromePath))
      || FileSystem.exists(Paths.join(folder, registerPath))
  }
}

extension Vocabulary {
  /// Takes in a dictionary by its path, or by the name that hunspell knows it by, such
  /// as `de_DE`; returns what is wrong with it, and where it is.
  mutating func add(
    dictionaryAt path: String, _ currentFolder: String
  ) -> (issue: ProjectError.Issue?, path: String) {
    guard let found = HunspellFiles.words(at: path) else {
      if FileSystem.exists(path) || Paths.name(of: path).contains(".") {
        return (add(listAt: path, currentFolder), path)
      }
      let message = "There is no such file, and hunspell has no dictionary of this name"
      return (
        ProjectError.Issue(
          path: Paths.display(path, relativeTo: currentFolder), message: message), path
      )
    }
    do throws(FileError) {
      accept(try HunspellFiles.source(found))
      return (nil, found)
    } catch {
      return (
        ProjectError.Issue(
          path: Paths.display(found, relativeTo: currentFolder), message: error.reason), found
      )
    }
  }

  /// Takes in the words of a file; returns what is wrong with it.
  mutating func add(
    listAt path: String, _ currentFolder: String
  ) -> ProjectError.Issue? {
    let shownPath = Paths.display(path, relativeTo: currentFolder)
    do throws(FileError) {
      let bytes = try FileSystem.read(path, limit: Project.dictionaryLimit)
      let source = SourceText(decoding: bytes)
      if let repair = source.repairs.first {
        let place = source.position(of: repair.offset, in: .utf32)
        let mark = ConfigurationNode.Mark(line: place.line, column: place.column)
        return ProjectError.Issue(
          path: shownPath, ConfigurationIssue(at: mark, "These bytes are no text"))
      }
      guard let entries = PersonalDictionary.entries(bytes, path) else {
        add(list: source.utf8)
        return nil
      }
      for entry in entries {
        if entry.isForbidden { forbid(entry.word) } else { accept(entry.word) }
      }
      return nil
    } catch {
      return ProjectError.Issue(path: shownPath, message: error.reason)
    }
  }
}

/// Everything that is wrong with a project's configuration and word lists.
package struct ProjectError: Error, Hashable, Sendable, CustomStringConvertible {
  /// One thing that is wrong.
  package struct Issue: Hashable, Sendable, CustomStringConvertible {
    /// The file, relative to the current folder when inside it.
    package let path: String
    /// Where in the file; `nil` when it is the file as a whole.
    package let mark: ConfigurationNode.Mark?
    /// What is wrong, as a sentence without a full stop.
    package let message: String
    private let text: String

    init(path: String, message: String) {
      self.path = path
      self.mark = nil
      self.message = message
      self.text = message
    }

    init(path: String, _ issue: ConfigurationIssue) {
      self.path = path
      self.mark = ConfigurationNode.Mark(line: issue.line, column: issue.column)
      self.message = issue.message
      self.text = issue.description
    }

    /// One line: `path:line:column: message (expected …; did you mean “…”?)`,
    /// with line and column from 1.
    package var description: String { mark == nil ? "\(path): \(text)" : "\(path):\(text)" }
  }

  /// What is wrong, in order of files and places; at least one.
  package let issues: [Issue]

  init(_ issues: [Issue]) { self.issues = issues }

  /// The issues, one on each line.
  package var description: String { issues.map(\.description).joined(separator: "\n") }
}
