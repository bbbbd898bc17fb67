import ArgumentParser

@main
struct StetDev: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stet-dev", abstract: "Commands for those who work on Stet.",
    subcommands: [
      Blocks.self,
      DictionariesCommand.self,
      EncodeCommand.self,
      EvaluateCommand.self,
      GenerateCommand.self,
      PictureCommand.self,
      TimeQuestionsCommand.self,
    ])
}
