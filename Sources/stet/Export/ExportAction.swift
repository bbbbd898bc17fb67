import BuiltInAnalyzers
import StetCore
import StetExport
import StetFormats
import StetReporters
import StetValidation
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
  /// How many drafts are exported at once; as many as there are processors when `nil`.
  let jobs: Int?

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
    do throws(FileError) {
      return max(status, try export(inputs, pool.engines, pool.sites))
    } catch {
      complain(error.description)
      return 2
    }
  }

  /// Exports drafts, a few for each job at once, so that no more of them are held in
  /// memory; what is written is in the order of the drafts.
  private func export(
    _ inputs: [Input], _ engines: [Engine], _ sites: [SiteText]
  ) throws(FileError) -> Int32 {
    var status: Int32 = 0
    let isCollection = vocabulary == .stet && inputs.count > 1 && isOneOutput(inputs.count)
    var validator: Validator?
    if let validation {
      do throws(SchemaError) {
        validator = try Validator(validation, vocabulary)
      } catch {
        complain(error.description)
        return 2
      }
    }
    var output = try ExportOutput(
      self, inputs.map(\.path), inputs.map(\.place), isOne: isOneOutput(inputs.count),
      isCollection: isCollection)
    // Asking for the number of processors reads a file.
    let isAlone = inputs.count == 1
    let jobs = isAlone ? 1 : self.jobs ?? Parallel.processors
    let batchSize = max(1, min(jobs, 1024)) * 4
    for start in stride(from: 0, to: inputs.count, by: batchSize) {
      let batch = inputs[start..<min(inputs.count, start + batchSize)]
      let needsDocument = !isCollection || validation != nil
      let outcomes = Parallel.map(below: batch.count, jobs: jobs) { index in
        let input = batch[batch.startIndex + index]
        var outcome = clean(
          input, engines[input.engine], sites[input.engine], isAlone: isAlone)
        if let article = outcome.article, needsDocument {
          outcome.document = vocabulary.write(article, writing)
        }
        return outcome
      }
      for (index, outcome) in zip(batch.indices, outcomes) {
        if let complaint = outcome.complaint { complain(complaint) }
        status = max(status, outcome.status)
        guard let article = outcome.article else { continue }
        let export = Export(
          path: inputs[index].path, place: inputs[index].place, article: article,
          document: outcome.document)
        if validator != nil, validator?.isValid(export, self, &status) != true { continue }
        if let complaint = try output.add(export, at: index) {
          complain(complaint)
          status = 2
        }
      }
      // The process ends next; to give back the many small pieces of an article, one by
      // one, would only take time.
      if isAlone { _ = Unmanaged.passRetained(Kept(outcomes: outcomes)) }
    }
    try output.finish()
    return status
  }

  /// What is not given back before the process ends.
  private final class Kept {
    let outcomes: [Outcome]

    init(outcomes: [Outcome]) { self.outcomes = outcomes }
  }

  /// Whether all drafts go into one file, or to standard output.
  private func isOneOutput(_ count: Int) -> Bool {
    guard let output else { return true }
    if output.hasSuffix("/") || Self.isFolder(output) { return false }
    guard count > 1 else { return true }
    let name = Paths.name(of: output)
    return vocabulary.isStreamable
      && ([vocabulary.fileExtension] + (vocabulary == .jsonld ? ["jsonl"] : [])).contains {
        name.hasSuffix("." + $0) && name.utf8.count > $0.utf8.count + 1
      }
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

  /// A draft of as many bytes, when it is the only one, is analyzed on several threads.
  private static let long = 200_000

  private func clean(
    _ input: Input, _ engine: Engine, _ site: SiteText, isAlone: Bool
  ) -> Outcome {
    do throws(FileError) {
      let bytes: [UInt8]
      if let given = input.bytes { bytes = given } else { bytes = try FileSystem.read(input.path) }
      let source = SourceText(decoding: bytes, as: input.format)
      let draft = Draft.reading(source, as: input.format, site: site)
      let cleaning = engine.forCleaning(requiresClean ? .unsafe : fixes)
      let threads = isAlone && source.count >= Self.long ? jobs ?? Parallel.processors : 1
      let diagnostics =
        threads > 1
        ? cleaning.diagnostics(for: draft) { Parallel.forEach(below: $0, jobs: threads, $1) }
        : cleaning.diagnostics(for: draft)
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

  /// What is written of articles.
  var writing: WritingOptions { WritingOptions(includesTrail: trail == .inline) }

  private static func isFolder(_ path: String) -> Bool {
    do throws(FileError) { return try FileSystem.kind(of: path) == .folder } catch { return false }
  }
}
