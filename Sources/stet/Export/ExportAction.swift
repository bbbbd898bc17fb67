import BuiltInAnalyzers
import StetCore
import StetExport
import StetFormats
import StetReporters
import StetWorkspace
import Synchronization

/// Does what `stet export` is asked to do.
struct ExportAction: Sendable {
  /// Where the record of changes goes.
  enum Trail: Hashable, Sendable {
    case none
    case inline
    case file(String)

    /// Reads the value of `--trail`.
    init(_ value: String) {
      switch value {
      case "none": self = .none
      case "inline": self = .inline
      default: self = .file(value)
      }
    }
  }

  let paths: [String]
  let stdinFilename: String?
  let vocabulary: ArticleVocabulary
  let output: String?
  let fixes: CleaningOptions.Fixes
  let trail: Trail
  let requiresClean: Bool
  var validation: Validation?
  let config: String?
  let jobs: Int

  /// A draft to export.
  private struct Input: Sendable {
    var path: String
    /// The path below the folder that was named; the name of a file named itself.
    var place: String
    var engine: Int
    var format: Draft.Format
    var bytes: [UInt8]?
  }

  /// What came of one draft.
  private struct Outcome: Sendable {
    var article: CleanedArticle?
    var document = WrittenArticle()
    var complaint: String?
    var status: Int32 = 0
  }

  /// An article that is to be written.
  struct Export: Sendable {
    /// The path of its draft.
    var path: String
    /// The path of its draft below the folder that was named.
    var place: String
    var article: CleanedArticle
    /// The document; empty for a member of a collection.
    var document: WrittenArticle
  }

  /// Exports, and answers with the exit status.
  func run() -> Int32 {
    var pool = EnginePool(
      loader: ProjectLoader(
        registry: .builtIn, explicitConfiguration: config, personalDictionary: WordList.personal),
      selected: [], ignored: [])
    var status: Int32 = 0
    let inputs = inputs(&pool, &status)
    if inputs.count > 1, output == nil, !vocabulary.isStreamable {
      StandardOutput.complain(
        "Several drafts make several \(vocabulary.title) documents; name a folder for them with -o"
      )
      return 2
    }
    if pool.hasErrors { status = 2 }
    guard !inputs.isEmpty else {
      if status == 0 {
        StandardOutput.complain("There is no draft to export")
        status = 2
      }
      return status
    }
    let engines = pool.engines
    let sites = pool.sites
    let isCollection = inputs.count > 1 && output == nil && vocabulary == .stet
    let outcomes = Parallel.map(below: inputs.count, jobs: jobs) { index in
      let engine = inputs[index].engine
      var outcome = clean(inputs[index], engines[engine], sites[engine])
      if let article = outcome.article, !isCollection || validation != nil {
        outcome.document = vocabulary.write(article, writing)
      }
      return outcome
    }
    for outcome in outcomes {
      if let complaint = outcome.complaint {
        StandardOutput.complain(VisibleText.visible(complaint))
      }
      status = max(status, outcome.status)
    }
    var articles = zip(inputs, outcomes).compactMap { input, outcome in
      outcome.article.map {
        Export(path: input.path, place: input.place, article: $0, document: outcome.document)
      }
    }
    if let validation { articles = valid(articles, validation, &status) }
    return max(status, write(articles, isSeveral: inputs.count > 1))
  }

  // MARK: Drafts

  private func inputs(_ pool: inout EnginePool, _ status: inout Int32) -> [Input] {
    var inputs: [Input] = []
    if paths.contains(CheckOptions.standardInput) {
      let name = stdinFilename ?? "<stdin>"
      do throws(FileError) {
        let bytes = try StandardInput.readAll()
        if let engine = pool.engine(for: stdinFilename ?? ".") {
          inputs.append(
            Input(
              path: name, place: Paths.name(of: name), engine: engine,
              format: Draft.Format(ofFileNamed: name), bytes: bytes))
        }
      } catch {
        StandardOutput.complain(error.description)
        status = 2
      }
    }
    let files = paths.filter { $0 != CheckOptions.standardInput }
    guard !files.isEmpty || inputs.isEmpty else { return inputs }
    let named = files.isEmpty ? ["."] : files
    let found = FileDiscovery.find(named, using: pool.loader)
    for error in found.errors {
      StandardOutput.complain(VisibleText.visible(error.description))
      status = 2
    }
    for path in found.files {
      guard let engine = pool.engine(for: path) else { continue }
      inputs.append(
        Input(
          path: path, place: Self.place(of: path, below: named), engine: engine,
          format: Draft.Format(ofFileNamed: path)))
    }
    return inputs
  }

  /// The path of a file below the folder, of those named, that holds it.
  static func place(of path: String, below named: [String]) -> String {
    for folder in named {
      var prefix = folder
      while prefix.count > 1, prefix.hasSuffix("/") { prefix.removeLast() }
      if prefix == "." && !path.hasPrefix("/") {
        return path.hasPrefix("./") ? String(path.dropFirst(2)) : path
      }
      if path.hasPrefix(prefix + "/") { return String(path.dropFirst(prefix.utf8.count + 1)) }
    }
    return Paths.name(of: path)
  }

  private func clean(_ input: Input, _ engine: Engine, _ site: SiteText) -> Outcome {
    do throws(FileError) {
      let bytes: [UInt8]
      if let given = input.bytes { bytes = given } else { bytes = try FileSystem.read(input.path) }
      let source = SourceText(decoding: bytes, as: input.format)
      let draft = Draft.reading(source, as: input.format, site: site)
      let diagnostics = engine.forCleaning(requiresClean ? .unsafe : fixes)
        .diagnostics(for: draft)
      if requiresClean, let error = diagnostics.first(where: { $0.severity == .error }) {
        return Outcome(
          complaint: "\(input.path): Not exported, as it has errors: \(error.finding.message)",
          status: 1)
      }
      var options = CleaningOptions(
        for: draft, in: engine, name: Paths.name(of: input.path), file: bytes)
      options.fixes = fixes
      let article = CleanedArticle(cleaning: draft, diagnostics: diagnostics, options: options)
      assert(Conservation.fault(in: article) == nil)
      return Outcome(article: article)
    } catch {
      return Outcome(complaint: error.description, status: 2)
    }
  }

  // MARK: Output

  private func write(_ articles: [Export], isSeveral: Bool) -> Int32 {
    do throws(FileError) {
      if case .file(let path) = trail {
        var lines: [UInt8] = []
        for export in articles {
          lines += TrailJSON.line(
            export.article, name: export.place, omissions: export.document.omissions)
        }
        try FileSystem.createFolder(Paths.folder(of: path))
        try FileSystem.writeAtomically(lines, to: path)
      }
      guard let output else {
        let out = StandardOutput()
        if isSeveral, vocabulary == .stet {
          out.write(StetXML.collectionHeader)
          var ids = Identifiers()
          for export in articles {
            let prefix = ids.id("a", export.place) + "."
            out.write(StetXML.member(export.article, prefix: prefix, writing))
          }
          out.write(StetXML.collectionFooter)
        } else {
          for export in articles { out.write(export.document.bytes) }
        }
        out.flush()
        return 0
      }
      let isFolder = isSeveral || output.hasSuffix("/") || Self.isFolder(output)
      return try write(
        articles,
        to: isFolder
          ? ExportNames.names(of: articles.map(\.place), as: vocabulary)
            .map { Paths.join(output, $0) }
          : articles.map { _ in output })
    } catch {
      StandardOutput.complain(VisibleText.visible(error.description))
      return 2
    }
  }

  /// Writes each article to its file, unless that is another's or a draft.
  private func write(_ articles: [Export], to files: [String]) throws(FileError) -> Int32 {
    var status: Int32 = 0
    let drafts = Set(articles.compactMap { FileSystem.realPath($0.path) })
    var written: [String: String] = [:]
    for (export, file) in zip(articles, files) {
      if let other = written.updateValue(export.path, forKey: file) {
        written[file] = other
        complain("\(export.path): Not exported, as \(file) holds the article of \(other)")
        status = 2
        continue
      }
      if let real = FileSystem.realPath(file), drafts.contains(real) {
        complain("\(export.path): Not exported, as that would replace the draft \(file)")
        status = 2
        continue
      }
      try FileSystem.createFolder(Paths.folder(of: file))
      try FileSystem.writeAtomically(export.document.bytes, to: file)
    }
    return status
  }

  private var writing: WritingOptions { WritingOptions(includesTrail: trail == .inline) }

  private static func isFolder(_ path: String) -> Bool {
    do throws(FileError) { return try FileSystem.kind(of: path) == .folder } catch { return false }
  }
}
