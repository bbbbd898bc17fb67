import BuiltInAnalyzers
import Glibc
import StetCore
import StetFormats
import StetReporters
import StetWorkspace

/// Does what `stet check` is asked to do.
struct CheckAction {
  /// What that is.
  let options: CheckOptions

  /// Checks, writes the output, and answers with the exit status: 0 when nothing
  /// was found that counts, 1 when something was, 2 when something went wrong.
  func run() -> Int32 {
    let outcome = options.stdinJSONLines ? checkRecords() : checkPaths()
    if outcome.hasErrors { return 2 }
    if let severity = options.failOn.severity, outcome.tally.reaches(severity) { return 1 }
    return 0
  }

  private func checkRecords() -> CheckRun.Outcome {
    var pool = makePool()
    guard let engine = pool.engine(for: options.stdinFilename ?? ".") else {
      return CheckRun.Outcome(hasErrors: true)
    }
    let run = JSONLinesRun(
      engine: pool.engines[engine], site: pool.sites[engine],
      jobs: options.jobs ?? Parallel.processors,
      output: StandardOutput())
    return run.run(from: STDIN_FILENO)
  }

  private func makePool() -> EnginePool {
    EnginePool(
      loader: ProjectLoader(
        registry: .builtIn, explicitConfiguration: options.config,
        personalDictionary: WordList.personal),
      selected: options.selectedRules, ignored: options.ignoredRules)
  }

  private func checkPaths() -> CheckRun.Outcome {
    var pool = makePool()
    var hasErrors = false
    var inputs: [CheckRun.Input] = []

    let readsStandardInput = options.readsStandardInput
    if readsStandardInput {
      let name = options.stdinFilename ?? "<stdin>"
      do throws(FileError) {
        let bytes = try StandardInput.readAll()
        if let engine = pool.engine(for: options.stdinFilename ?? ".") {
          inputs.append(
            CheckRun.Input(
              path: name, engine: engine, format: Draft.Format(ofFileNamed: name), bytes: bytes))
        }
      } catch {
        StandardOutput.complain(error.description)
        hasErrors = true
      }
    }
    let files = options.paths.filter { $0 != CheckOptions.standardInput }
    if !files.isEmpty || !readsStandardInput {
      let found = FileDiscovery.find(files.isEmpty ? ["."] : files, using: pool.loader)
      for error in found.errors {
        StandardOutput.complain(VisibleText.visible(error.description))
        hasErrors = true
      }
      for path in found.files {
        guard let engine = pool.engine(for: path) else { continue }
        inputs.append(
          CheckRun.Input(path: path, engine: engine, format: Draft.Format(ofFileNamed: path)))
      }
    }

    // With the fixed draft on standard output, findings go elsewhere.
    let fixing = fixing(printing: readsStandardInput)
    let descriptor = fixing?.destination == .output ? STDERR_FILENO : STDOUT_FILENO
    let style = Style(options.color, for: descriptor)
    let text = TextReporter(style: style, isQuiet: options.quiet, isFixing: options.fix)
    let reporter: any Reporter = options.format == .json ? JSONReporter() : text
    let output = StandardOutput(
      descriptor, separator: reporter.separator, outlivesReader: fixing?.destination == .file)
    let run = CheckRun(
      engines: pool.engines, sites: pool.sites, inputs: inputs, reporter: reporter, fixing: fixing,
      diff: UnifiedDiff(style: style), jobs: options.jobs ?? Parallel.processors)
    var outcome = run.run(to: output)
    outcome.hasErrors = outcome.hasErrors || hasErrors || pool.hasErrors
    if let document = outcome.document {
      let documents = StandardOutput()
      documents.write(document)
      documents.flush()
    }
    if options.diff && !options.quiet {
      StandardOutput.printError(text.diffSummary(of: outcome.tally))
    }
    return outcome
  }

  private func fixing(printing isStandardInput: Bool) -> Fixing? {
    guard options.fix else { return nil }
    return Fixing(
      safeties: options.unsafeFixes ? [.safe, .unsafe] : [.safe],
      destination: options.diff ? .diff : isStandardInput ? .output : .file)
  }
}

extension Draft.Format {
  /// The format of a file that was asked for by name; plain text unless its
  /// name says otherwise.
  init(ofFileNamed path: String) {
    let name = Paths.name(of: path)
    let dot = name.utf8.lastIndex(of: UInt8(ascii: "."))
    let ending = dot.map { String(name[$0...].dropFirst()) } ?? ""
    self = Draft.Format(fileExtension: ending) ?? .plainText
  }
}
