import ArgumentParser
import Glibc

@main
struct Stet: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stet",
    abstract: "Reads article drafts and finds what an editor must mend.",
    discussion: """
      Drafts are plain text, Markdown, HTML, XML or JSON Lines. “stet check” reads them and changes \
      nothing; “stet check --fix” mends what can be mended without a doubt. What a rule looks \
      for, and why, is told by “stet explain RULE”.
      """,
    version: "0.1.0",
    subcommands: [
      CheckCommand.self, ExportCommand.self, ImportCommand.self, RulesCommand.self,
      ExplainCommand.self, DictionaryCommand.self, TemplateCommand.self, ChromeCommand.self,
      QuestionsCommand.self, LSPCommand.self, ValidateDocumentsCommand.self,
    ])

  /// Runs the command that the arguments name.
  ///
  /// Ends with 2, where ArgumentParser would end with 64, when the arguments are
  /// wrong: 1 says that something was found in a draft, 2 that Stet could not do
  /// what was asked.
  static func main() {
    StandardDescriptors.open()
    if let options = CheckOptions(arguments: CommandLine.arguments.dropFirst()) {
      QuestionCache.keepVectors()
      Glibc.exit(CheckAction(options: options).run())
    }
    if let options = ExportOptions(arguments: CommandLine.arguments.dropFirst()) {
      Glibc.exit(options.action.run())
    }
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch {
      let code = exitCode(for: error)
      if code == .validationFailure {
        StandardOutput.printError(fullMessage(for: error))
        Glibc.exit(2)
      }
      exit(withError: error)
    }
  }
}
