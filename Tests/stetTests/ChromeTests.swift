import Foundation
import Testing

@testable import stet_dev

@Suite("What sites leave behind")
struct ChromeTests {
  @Test func `in labelled drafts nearly all of it is found, and next to nothing else`() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Evaluation/chrome").path
    var (found, all, taken) = (0, 0, [Substring]())
    for name in try EvaluateChromeCommand.names(in: folder) {
      let score = try EvaluateChromeCommand.score("\(folder)/\(name)") { text, isTaken in
        if isTaken { taken.append(text) }
      }
      found += score.site.found + score.facts.found
      all += score.site.of + score.facts.of
    }
    #expect(all > 300)
    #expect(found * 100 >= all * 90, "\(found) of \(all)")
    // A heading that quotes what sites ask.
    #expect(taken == ["Was this helpful?"])
  }

  private func run(_ command: String, in folder: Folder) throws -> Program.Result {
    try Program.stet.shell("HOME=$PWD/home \"$STET\" \(command)", in: folder)
  }

  @Test func `patterns that were learned from drafts hold in the project`() throws {
    let folder = try Folder([".stet.yml": ""])
    for number in 1...6 {
      let text = """
        Zubenol Weekly number \(number)

        How plants drink \(String(repeating: "x", count: number))

        Water rises in the stem of plant number \(number), because the leaves lose it to the air.

        Brought to you by the Zubenol crew
        """
      try folder.write(Array(text.utf8), to: "old/\(number).txt")
    }
    let learned = try run("chrome learn old -o .stet/chrome/site.yml", in: folder)
    #expect(learned.status == 0, "\(learned.errors)")
    let yaml = try folder.text(".stet/chrome/site.yml")
    #expect(yaml.contains("  - 'brought to you by the zubenol crew'  # in 6 drafts\n"))
    #expect(try run("chrome check .stet/chrome/site.yml", in: folder).status == 0)
    let check = try run("check --select site-chrome old/3.txt", in: folder)
    #expect(check.output.contains("“Brought to you by the Zubenol crew” belongs to the web site"))
    #expect(!check.output.contains("How plants drink"))
    // What the project knows already is not proposed again.
    let again = try run("chrome learn old", in: folder)
    #expect(!again.output.contains("brought to you"), "\(again.output)")
  }

  @Test func `a project can say that a line is prose after all`() throws {
    let folder = try Folder([
      ".stet/chrome/ours.yml": "prose:\n  - was this helpful?\n",
      "a.txt": "Write down what you did.\n\nWas this helpful?\n\nAsk a friend.\n",
    ])
    #expect(try run("check --select site-chrome a.txt", in: folder).status == 0)
    try folder.write(Array("chrome: [\"{any} more\"]\n".utf8), to: ".stet/chrome/ours.yml")
    let wrong = try run("check a.txt", in: folder)
    #expect(wrong.status == 2)
    #expect(
      wrong.errors.contains(
        ".stet/chrome/ours.yml:1:10: “{any} more” is not a pattern: it must begin with a word"))
  }
}
