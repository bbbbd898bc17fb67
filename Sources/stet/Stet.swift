import ArgumentParser

@main
struct Stet: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stet", abstract: "Reads article drafts and finds what an editor must mend.")
  func run() {}
}
