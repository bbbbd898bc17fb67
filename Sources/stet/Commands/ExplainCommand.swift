import ArgumentParser
import BuiltInAnalyzers
import StetCore
import StetReporters

struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Tell what a rule looks for, and why.")

  @Argument(
    help: "The rule's name; “stet rules” lists them.",
    completion: .list(AnalyzerRegistry.builtIn.rules.map(\.id)))
  var rule: String

  @OptionGroup var colors: ColorOptions

  func validate() throws {
    if AnalyzerRegistry.builtIn.rule(named: rule) == nil {
      throw ValidationError(CheckOptions.unknownRule(rule))
    }
  }

  func run() {
    guard let found = AnalyzerRegistry.builtIn.rule(named: rule) else { return }
    let output = StandardOutput()
    output.write(RulePage(found, in: .builtIn).text(style: Style(colors.color)))
    output.flush()
  }
}
