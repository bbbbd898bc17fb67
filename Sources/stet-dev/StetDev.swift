import ArgumentParser

@main
struct StetDev: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stet-dev", abstract: "Commands for those who work on Stet.",
    subcommands: [DictionariesCommand.self, EvaluateCommand.self])
}
