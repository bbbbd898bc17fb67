import ArgumentParser
import BuiltInAnalyzers
import Glibc
import StetCore
import StetFormats
import StetReporters
import StetWorkspace

struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Check drafts.",
    discussion: """
      Ends with 0 when nothing was found, with 1 when something at or above --fail-on was found, \
      and with 2 when the arguments or the configuration are wrong or a file could not be read \
      or written; all other files are checked all the same.
      """)

  @Argument(
    help: """
      Files, folders, or - for standard input; the current folder when none is given. In folders, \
      the files that .gitignore leaves out are left out.
      """,
    completion: .file())
  var paths: [String] = []

  @Option(
    help: ArgumentHelp(
      "The name of what comes on standard input, from which its format and project follow.",
      valueName: "path"))
  var stdinFilename: String?

  @Flag(
    name: .customLong("stdin-jsonl"),
    help: """
      Read records {"id":…,"text":…} from standard input, one on a line, and answer each with \
      {"id":…,"diagnostics":[…]}. Records with the same "doc" that follow one another are parts of \
      one draft; "format":"markdown" says that a text is Markdown.
      """)
  var stdinJSONLines = false

  @Option(
    help: ArgumentHelp("Only these rules, whatever is configured.", valueName: "rule,…"),
    completion: .list(AnalyzerRegistry.builtIn.rules.map(\.id)))
  var select: [String] = []

  @Option(
    help: ArgumentHelp("Not these rules.", valueName: "rule,…"),
    completion: .list(AnalyzerRegistry.builtIn.rules.map(\.id)))
  var ignore: [String] = []

  @Option(help: "What to write findings as.")
  var format: OutputFormat?

  @Option(help: "The least severity that makes Stet end with 1.")
  var failOn = FailLevel.warning

  @Option(
    help: ArgumentHelp(
      "A configuration file to use in place of every .stet.yml.", valueName: "file"),
    completion: .file(extensions: ["yml", "yaml"]))
  var config: String?

  @Flag(help: "Apply the fixes that cannot change the meaning, and report what is left.")
  var fix = false

  @Flag(help: "With --fix, apply the fixes that are only probably right too.")
  var unsafeFixes = false

  @Flag(help: "With --fix, show what would change and change nothing.")
  var diff = false

  @OptionGroup var colors: ColorOptions

  @Flag(name: .shortAndLong, help: "Leave out the sums at the end.")
  var quiet = false

  @Option(help: ArgumentHelp("How many drafts to check at once.", valueName: "n"))
  var jobs: Int?

  // MARK: Arguments

  private static let standardInput = "-"

  func validate() throws {
    if let jobs, jobs < 1 { throw ValidationError("--jobs must be at least 1") }
    if unsafeFixes && !fix { throw ValidationError("--unsafe-fixes needs --fix") }
    if diff && !fix { throw ValidationError("--diff needs --fix") }
    if diff && format == .json { throw ValidationError("--diff has no JSON form") }
    if stdinJSONLines {
      if !paths.isEmpty { throw ValidationError("--stdin-jsonl takes no paths") }
      if fix { throw ValidationError("--stdin-jsonl does not go with --fix") }
      if format == .text { throw ValidationError("--stdin-jsonl has no text form") }
    } else if stdinFilename != nil && !paths.contains(Self.standardInput) {
      throw ValidationError("--stdin-filename needs “-” among the paths")
    }
    if fix && paths.count > 1 && paths.contains(Self.standardInput) {
      throw ValidationError("With --fix, “-” must be the only path")
    }
    try Self.checkRules(select, option: "--select")
    try Self.checkRules(ignore, option: "--ignore")
  }

  private static func names(_ lists: [String]) -> [String] {
    lists.flatMap { $0.split(separator: ",") }
      .map { String($0.drop(while: \.isWhitespace).prefix { !$0.isWhitespace }) }
  }

  private static func checkRules(_ lists: [String], option: String) throws {
    guard !lists.isEmpty else { return }
    let names = names(lists)
    if names.isEmpty { throw ValidationError("\(option) needs the name of a rule") }
    for name in names where AnalyzerRegistry.builtIn.rule(named: name) == nil {
      throw unknownRule(name)
    }
  }

  /// The error for a rule that does not exist; names the nearest one that does.
  static func unknownRule(_ name: String) -> ValidationError {
    let nearest = AnalyzerRegistry.builtIn.rule(nearestTo: name)
    let hint =
      nearest.map { "did you mean “\($0.id)”?" } ?? "“stet rules” lists those that there are"
    return ValidationError("There is no rule “\(VisibleText.visible(name))”; \(hint)")
  }

  // MARK: Running

  func run() throws {
    let outcome = stdinJSONLines ? checkRecords() : checkPaths()
    if outcome.hasErrors { throw ExitCode(2) }
    if let severity = failOn.severity, outcome.tally.reaches(severity) { throw ExitCode(1) }
  }

  private func checkRecords() -> CheckRun.Outcome {
    var pool = makePool()
    guard let engine = pool.engine(for: stdinFilename ?? ".") else {
      return CheckRun.Outcome(hasErrors: true)
    }
    let run = JSONLinesRun(
      engine: pool.engines[engine], jobs: jobs ?? Parallel.processors, output: StandardOutput())
    return run.run(from: STDIN_FILENO)
  }

  private func makePool() -> EnginePool {
    EnginePool(
      loader: ProjectLoader(registry: .builtIn, explicitConfiguration: config),
      selected: Self.names(select), ignored: Self.names(ignore))
  }

  private func checkPaths() -> CheckRun.Outcome {
    var pool = makePool()
    var hasErrors = false
    var inputs: [CheckRun.Input] = []

    let readsStandardInput = paths.contains(Self.standardInput)
    if readsStandardInput {
      let name = stdinFilename ?? "<stdin>"
      do throws(FileError) {
        let bytes = try StandardInput.readAll()
        if let engine = pool.engine(for: stdinFilename ?? ".") {
          inputs.append(
            CheckRun.Input(
              path: name, engine: engine, format: Self.format(of: name), bytes: bytes))
        }
      } catch {
        StandardOutput.complain(error.description)
        hasErrors = true
      }
    }
    let files = paths.filter { $0 != Self.standardInput }
    if !files.isEmpty || !readsStandardInput {
      let found = FileDiscovery.find(files.isEmpty ? ["."] : files, using: pool.loader)
      for error in found.errors {
        StandardOutput.complain(VisibleText.visible(error.description))
        hasErrors = true
      }
      for path in found.files {
        guard let engine = pool.engine(for: path) else { continue }
        inputs.append(CheckRun.Input(path: path, engine: engine, format: Self.format(of: path)))
      }
    }

    // With the fixed draft on standard output, findings go elsewhere.
    let fixing = fixing(printing: readsStandardInput)
    let descriptor = fixing?.destination == .output ? STDERR_FILENO : STDOUT_FILENO
    let style = colors.style(for: descriptor)
    let text = TextReporter(style: style, isQuiet: quiet, isFixing: fix)
    let reporter: any Reporter = format == .json ? JSONReporter() : text
    let output = StandardOutput(
      descriptor, separator: reporter.separator, outlivesReader: fixing?.destination == .file)
    let run = CheckRun(
      engines: pool.engines, inputs: inputs, reporter: reporter, fixing: fixing,
      diff: UnifiedDiff(style: style), jobs: jobs ?? Parallel.processors)
    var outcome = run.run(to: output)
    outcome.hasErrors = outcome.hasErrors || hasErrors || pool.hasErrors
    if let document = outcome.document {
      let documents = StandardOutput()
      documents.write(document)
      documents.flush()
    }
    if diff && !quiet { StandardOutput.printError(text.diffSummary(of: outcome.tally)) }
    return outcome
  }

  private func fixing(printing isStandardInput: Bool) -> Fixing? {
    guard fix else { return nil }
    return Fixing(
      safeties: unsafeFixes ? [.safe, .unsafe] : [.safe],
      destination: diff ? .diff : isStandardInput ? .output : .file)
  }

  /// The format of a file that was asked for by name; plain text unless its
  /// name says otherwise.
  private static func format(of path: String) -> Draft.Format {
    let name = Paths.name(of: path)
    guard let dot = name.utf8.lastIndex(of: UInt8(ascii: ".")) else { return .plainText }
    return Draft.Format(fileExtension: String(name[dot...].dropFirst())) ?? .plainText
  }
}
