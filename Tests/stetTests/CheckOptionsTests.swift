import ArgumentParser
import StetTestSupport
import Testing

@testable import stet

@Suite("Reading the options of stet check")
struct CheckOptionsTests {
  /// What ArgumentParser makes of arguments; `nil` when it refuses them.
  private func parsed(_ arguments: [String]) -> CheckOptions? {
    guard let command = try? Stet.parseAsRoot(arguments) as? CheckCommand else { return nil }
    return command.options
  }

  @Test func `without ArgumentParser, the same options are read or none`() {
    let words = [
      "--stdin-filename", "--stdin-jsonl", "--select", "--ignore", "--format", "--fail-on",
      "--config", "--fix", "--unsafe-fixes", "--diff", "--color", "-q", "--quiet", "--jobs", "--",
      "-", "a.txt", "b", "repeated-word", "repeated-word,site-chrome", "nonsense", "json", "text",
      "hint", "never", "always", "2", "0", "-1", "", "--format=json", "--jobs=3", "--jobs=",
      "--select=repeated-word", "--fix=yes", "-qq", "-h", "--version", "--conf", "--color=never",
      "--stdin-filename=x=y", "--config=-", "=", "---", "é",
    ]
    var random = SeededGenerator(seed: 31)
    var read = 0
    for _ in 0..<1_500 {
      let arguments =
        ["check"]
        + (0..<Int.random(in: 0..<6, using: &random)).compactMap { _ in
          words.randomElement(using: &random)
        }
      guard let options = CheckOptions(arguments: arguments) else { continue }
      read += 1
      #expect(parsed(arguments) == options, "\(arguments)")
    }
    #expect(read > 100)
  }

  @Test(arguments: [
    ["check"], ["check", "a.txt", "b.txt"], ["check", "-"],
    ["check", "a", "--fix", "--diff", "-q"],
    ["check", "--select", "repeated-word", "--ignore=site-chrome", "--jobs", "4", "x"],
    ["check", "--stdin-jsonl", "--fail-on", "never"],
    ["check", "-", "--stdin-filename", "a.md", "--format=json", "--color", "never"],
    ["check", "--fix", "--unsafe-fixes", "--config", "c.yml", "."],
  ])
  func `ordinary command lines are read without it`(arguments: [String]) {
    let options = CheckOptions(arguments: arguments)
    #expect(options != nil)
    #expect(options == parsed(arguments))
  }

  @Test(arguments: [
    [], ["rules"], ["check", "--help"], ["check", "--nonsense"], ["check", "--jobs"],
    ["check", "--jobs", "x"], ["check", "--format", "xml"], ["check", "--diff"],
  ])
  func `what needs an answer is left to it`(arguments: [String]) {
    #expect(CheckOptions(arguments: arguments) == nil)
  }
}
