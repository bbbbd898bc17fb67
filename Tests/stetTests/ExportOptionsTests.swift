import ArgumentParser
import StetTestSupport
import Testing

@testable import stet

@Suite("Reading the options of stet export")
struct ExportOptionsTests {
  /// What ArgumentParser makes of arguments; `nil` when it refuses them.
  private func parsed(_ arguments: [String]) -> ExportOptions? {
    guard let command = try? Stet.parseAsRoot(arguments) as? ExportCommand else { return nil }
    return command.options
  }

  @Test func `without ArgumentParser, the same options are read or none`() {
    let words = [
      "--stdin-filename", "--to", "-o", "--output", "--apply", "--trail", "--require",
      "--validate", "--schema", "--validation-limit", "--config", "--jobs", "--", "-", "a.txt",
      "b", "jats", "stet", "nonsense", "safe", "unsafe", "none", "inline", "clean", "2", "0", "-1",
      "", "--to=tei", "--jobs=3", "--jobs=", "--apply=none", "--validate=yes", "-ob", "-o=b", "-oo",
      "-h", "--version", "--conf", "--trail=x=y", "--config=-", "=", "---", "é",
    ]
    var random = SeededGenerator(seed: 37)
    var read = 0
    for _ in 0..<1_500 {
      let arguments =
        ["export"]
        + (0..<Int.random(in: 0..<6, using: &random)).compactMap { _ in
          words.randomElement(using: &random)
        }
      guard let options = ExportOptions(arguments: arguments) else { continue }
      read += 1
      #expect(parsed(arguments) == options, "\(arguments)")
    }
    #expect(read > 100)
  }

  @Test(arguments: [
    ["export"], ["export", "a.txt", "b.txt"], ["export", "-"],
    ["export", "a", "-o", "b", "--to", "docbook", "--validate"],
    ["export", "--apply", "unsafe", "--trail=none", "--jobs", "4", "x"],
    ["export", "-", "--stdin-filename", "a.md", "--require=clean", "--config", "c.yml"],
    ["export", "x", "--schema", "a.rng", "--validation-limit", "5", "--output=y"],
  ])
  func `ordinary command lines are read without it`(arguments: [String]) {
    let options = ExportOptions(arguments: arguments)
    #expect(options != nil)
    #expect(options == parsed(arguments))
  }

  @Test(arguments: [
    [], ["check"], ["export", "--help"], ["export", "--nonsense"], ["export", "--jobs"],
    ["export", "--jobs", "0"], ["export", "--to", "pdf"], ["export", "--require", "x"],
    ["export", "--validation-limit", "0"], ["export", "-o=b"],
  ])
  func `what needs an answer is left to it`(arguments: [String]) {
    #expect(ExportOptions(arguments: arguments) == nil)
  }
}
