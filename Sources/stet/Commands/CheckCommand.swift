import ArgumentParser
import BuiltInAnalyzers
import StetCore

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

  @Flag(help: "Keep nothing between runs, and use nothing that was kept.")
  var noCache = false

  // MARK: Running

  /// The options as ArgumentParser has read them.
  var options: CheckOptions {
    CheckOptions(
      paths: paths, stdinFilename: stdinFilename, stdinJSONLines: stdinJSONLines, select: select,
      ignore: ignore, format: format, failOn: failOn, config: config, fix: fix,
      unsafeFixes: unsafeFixes, diff: diff, color: colors.color, quiet: quiet, jobs: jobs)
  }

  func validate() throws {
    if let fault = options.fault { throw ValidationError(fault) }
  }

  func run() throws {
    if !noCache { QuestionCache.keepVectors() }
    let status = CheckAction(options: options).run()
    if status != 0 { throw ExitCode(status) }
  }
}
