import JSON
import JSONRPC
import StetCore
import StetFormats
import StetWorkspace

extension Session {
  /// Takes in what `initialize` says of the workspace.
  func begin(folders: [WorkspaceFolder], options: JSONValue?) {
    projects.setFolders(folders)
    let settings = options.map { Settings($0, registry: environment.registry) } ?? Settings()
    initialSettings = settings
    settingsProblems = projects.setSettings(settings).problems
  }

  /// Asks the client for what it offers, once it takes requests.
  func start() {
    for problem in settingsProblems { show(.warning, "The settings of Stet: \(problem)") }
    settingsProblems = []
    if client.watchesFiles { registerWatchers() }
    if client.answersConfiguration { fetchSettings() }
  }

  private func registerWatchers() {
    let globs =
      Project.configurationNames.map { "**/\($0)" } + ["**/.stet/**"]
      + WordList.namesOfOtherCheckers.map { "**/\($0)" }
      + Draft.Format.fileExtensions.map { "**/*.\($0)" }
    request(
      "client/registerCapability",
      .object([
        "registrations": .array([
          .object([
            "id": .string("stet-watched-files"),
            "method": .string("workspace/didChangeWatchedFiles"),
            "registerOptions": .object([
              "watchers": .array(globs.map { .object(["globPattern": .string($0)]) })
            ]),
          ])
        ])
      ])
    ) { session, result in
      if case .failure(let error) = result {
        session.log(.info, "The client does not watch files: \(error.message)")
      }
    }
  }

  // MARK: Settings

  /// Asks for the settings: those of all, then those of each folder. A client
  /// that refuses keeps those it gave at first.
  func fetchSettings() {
    let folders = projects.folders.map(\.uri)
    var items: [JSONValue] = [.object(["section": .string(Settings.section)])]
    for uri in folders {
      items.append(.object(["scopeUri": .string(uri), "section": .string(Settings.section)]))
    }
    request("workspace/configuration", .object(["items": .array(items)])) { session, result in
      guard case .success(let answer) = result, let values = answer.array, !values.isEmpty else {
        if case .failure(let error) = result {
          session.log(.info, "The client gives no settings: \(error.message)")
        }
        return
      }
      let registry = session.environment.registry
      let all =
        values[0].isNull ? session.initialSettings : Settings(values[0], registry: registry)
      var own: [String: Settings] = [:]
      for (uri, value) in zip(folders, values.dropFirst()) where !value.isNull {
        own[uri] = Settings(value, registry: registry)
      }
      session.apply(all, own)
    }
  }

  /// Takes in settings, and has documents looked at again when they differ.
  func apply(_ settings: Settings, _ folders: [String: Settings] = [:]) {
    let (problems, isChanged) = projects.setSettings(settings, folders: folders)
    guard isChanged else { return }
    for problem in problems { show(.warning, "The settings of Stet: \(problem)") }
    refreshDiagnostics()
    if client.flag("workspace", "inlayHint", "refreshSupport") {
      request("workspace/inlayHint/refresh", nil)
    }
  }

  // MARK: Files

  /// Reads configurations and word lists again, and has documents looked at anew.
  func reloadProjects() {
    projects.reload()
    refreshDiagnostics()
  }

  func saved(_ uri: String) {
    if documents[uri] == nil { log(.warning, "\(uri) was saved, but is not open") }
    if projects.filesHaveChanged() { reloadProjects() }
    if !client.watchesFiles { draftsMayHaveChanged() }
  }

  /// Drafts are looked for on the disk after so many ticks where the client does not
  /// tell of them.
  private static let ticksBetweenScans = 5

  /// Looks whether files that matter have changed; to be called about once in a
  /// second. A client that watches files tells sooner, but not of word lists that
  /// stand elsewhere, and not every client does.
  package func tick() {
    guard phase == .running, !documents.isEmpty else { return }
    if projects.filesHaveChanged() { reloadProjects() }
    ticks += 1
    if !client.watchesFiles && ticks >= Self.ticksBetweenScans {
      ticks = 0
      draftsMayHaveChanged()
    }
  }

  /// Tells what is wrong with configurations and has not been told yet.
  func reportProblems() {
    let problems = projects.takeProblems()
    guard !problems.isEmpty else { return }
    for problem in problems { show(.error, problem.line) }
    publishProblems()
  }

  /// Publishes what is wrong with configurations as diagnostics of their files,
  /// also for clients that ask for diagnostics: nobody asks for those of a file
  /// that is no draft.
  func publishProblems() {
    var byPath: [String: [Projects.Problem]] = [:]
    for problem in projects.problems {
      if let path = problem.path { byPath[path, default: []].append(problem) }
    }
    for path in faultyConfigurations.subtracting(byPath.keys).sorted() {
      publish(Self.noDiagnostics, of: DocumentURI.file(path), version: nil)
    }
    for (path, problems) in byPath.sorted(by: { $0.key < $1.key }) {
      publish(problemDiagnostics(problems, path), of: DocumentURI.file(path), version: nil)
    }
    faultyConfigurations = Set(byPath.keys)
  }

  private func problemDiagnostics(_ problems: [Projects.Problem], _ path: String) -> [UInt8] {
    let source = SourceText(decoding: (try? FileSystem.read(path, limit: 1 << 20)) ?? [])
    var places = PositionConverter(source, client.positionEncoding)
    var writer = JSONWriter()
    writer.array { writer in
      let inOrder = problems.sorted { ($0.position, $0.message) < ($1.position, $1.message) }
      for problem in inOrder {
        // The place is known, its end is not: the rest of its line.
        let start = source.offset(of: problem.position, in: .utf32)
        let end = source.contentRange(ofLine: problem.position.line).end
        writer.object { writer in
          writer.key("range")
          writer.range(TextRange(start: start, end: end), &places)
          writer.member("severity", Severity.error.protocolValue)
          writer.member("source", "stet")
          writer.member("message", problem.message)
        }
      }
    }
    return writer.take()
  }
}
