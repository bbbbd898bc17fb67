import ArgumentParser
import StetExport

extension ArticleVocabulary: ExpressibleByArgument {}

extension CleaningOptions.Fixes: ExpressibleByArgument {}

struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write cleaned articles as XML, JSON-LD or Markdown.",
    discussion: """
      Takes out what the site left in a draft, folds questions asked twice, applies the fixes that \
      cannot change the meaning, and writes the article with a record of every change. The draft \
      stays as it is.

      Ends with 0 when every draft was exported, with 1 when --require clean or --validate held \
      one back, and with 2 when something went wrong.
      """)

  @Argument(
    help: "Files, folders, or - for standard input; the current folder when none is given.",
    completion: .file())
  var paths: [String] = []

  @Option(
    help: ArgumentHelp(
      "The name of what comes on standard input, from which its format and project follow.",
      valueName: "path"))
  var stdinFilename: String?

  @Option(help: "What to write.")
  var to = ArticleVocabulary.stet

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      """
      The file to write, or a folder for several drafts, in which their tree is kept; standard \
      output when left out. No draft is ever replaced.
      """, valueName: "file"),
    completion: .file())
  var output: String?

  @Option(help: "Which fixes to apply.")
  var apply = CleaningOptions.Fixes.safe

  @Option(
    help: ArgumentHelp(
      """
      Where the record of changes goes: inline, none, or a file, in which it is JSON, one line \
      for each draft. Only --to stet has a place for it inline.
      """, valueName: "none|inline|file"))
  var trail = "inline"

  @Option(
    help: ArgumentHelp(
      "Hold drafts back in which errors are found (“clean”).", valueName: "clean"))
  var require: String?

  @Flag(
    name: .customLong("validate"),
    help: """
      Write only documents that are valid by the schema of what is written: Stet's own, or the \
      one that is installed. Nothing is fetched.
      """)
  var isValidated = false

  @Option(
    help: ArgumentHelp(
      "The schema to validate by: RELAX NG, XML Schema or a document type.",
      valueName: "rng|xsd|dtd"),
    completion: .file(extensions: ["rng", "xsd", "dtd"]))
  var schema: String?

  @Option(
    help: ArgumentHelp("How long validating one document may take.", valueName: "seconds"))
  var validationLimit = 30

  @Option(
    help: ArgumentHelp(
      "A configuration file to use in place of every .stet.yml.", valueName: "file"),
    completion: .file(extensions: ["yml", "yaml"]))
  var config: String?

  @Option(help: ArgumentHelp("How many drafts to export at once.", valueName: "n"))
  var jobs: Int?

  /// What is asked for.
  var options: ExportOptions {
    ExportOptions(
      paths: paths, stdinFilename: stdinFilename, vocabulary: to, output: output, fixes: apply,
      trail: trail, require: require, isValidated: isValidated, schema: schema,
      validationLimit: validationLimit, config: config, jobs: jobs)
  }

  func validate() throws {
    if let fault = options.fault { throw ValidationError(fault) }
  }

  func run() throws {
    let status = options.action.run()
    if status != 0 { throw ExitCode(status) }
  }
}
