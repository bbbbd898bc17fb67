import ArgumentParser
import BuiltInAnalyzers
import StetCore
import StetReporters

struct RulesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules",
    abstract: "List the rules.")

  @Option(help: "What to write the list as.")
  var format = OutputFormat.text

  @OptionGroup var colors: ColorOptions

  func run() {
    let list = RuleList(AnalyzerRegistry.builtIn.rules)
    let output = StandardOutput()
    switch format {
    case .text: output.write(list.table(style: Style(colors.color)))
    case .json: output.write(list.json())
    }
    output.flush()
  }
}
