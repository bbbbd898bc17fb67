import ArgumentParser
import StetCore
import StetFormats
import StetReporters
import StetWorkspace

struct ChromeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "chrome",
    abstract: "Look after what is known of the lines that web sites leave in drafts.",
    discussion: """
      A project's own patterns are the YAML files in .stet/chrome beside its .stet.yml; \
      docs/chrome.md explains them.
      """,
    subcommands: [Learn.self, Check.self])

  struct Learn: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Propose patterns from drafts of one site.",
      discussion: """
        Prints the lines that stand in many of the drafts, numbers and dates aside, and that are \
        no headings, questions or known already, as a file for .stet/chrome. Read it before \
        use: a line that every article of a series has may belong to the articles.
        """)

    @Argument(help: "Files and folders of drafts.")
    var paths: [String]

    @Option(
      help: ArgumentHelp("In how many drafts a line must stand at least.", valueName: "n"))
    var least = 3

    @Option(
      help: ArgumentHelp("In what share of them it must stand at least.", valueName: "percent"))
    var share = 10

    @Option(
      name: .shortAndLong,
      help: ArgumentHelp("The file to write, instead of standard output.", valueName: "file"))
    var output: String?

    func validate() throws {
      guard least >= 2 else { throw ValidationError("--least takes a number from 2 on") }
      guard (0...100).contains(share) else {
        throw ValidationError("--share takes a number from 0 to 100")
      }
    }

    func run() throws {
      let (facts, isComplete) = DraftInputs.map(paths) { _, draft in
        SiteTextLearner.facts(of: draft)
      }
      var learner = SiteTextLearner()
      for draft in facts { learner.add(draft) }
      let lines = learner.proposals(least: least, share: Double(share) / 100)
      guard !lines.isEmpty else {
        StandardOutput.complain("The \(facts.count) drafts share no line that is not known")
        if !isComplete { throw ExitCode(2) }
        return
      }
      var text = "# Learned from \(facts.count) drafts: strike what belongs to the articles.\n"
      // One word is chrome only next to what surely is.
      for (key, part) in [
        ("chrome", lines.filter { $0.words > 1 }), ("dialog", lines.filter { $0.words <= 1 }),
      ] where !part.isEmpty {
        text += "\(key):\n"
        for line in part {
          text += "  - '\(line.pattern.replacing("'", with: "''"))'  # in \(line.drafts) drafts\n"
        }
      }
      if let output {
        do throws(FileError) {
          try FileSystem.createFolder(Paths.folder(of: output))
          try FileSystem.writeAtomically(Array(text.utf8), to: output)
        } catch {
          StandardOutput.complain(VisibleText.visible(error.description))
          throw ExitCode(2)
        }
      } else {
        let out = StandardOutput()
        out.write(Array(text.utf8))
        out.flush()
      }
      if !isComplete { throw ExitCode(2) }
    }
  }

  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Say what is wrong with files of patterns.",
      discussion: "Ends with 2 when something is.")

    @Argument(help: "Files of patterns.")
    var files: [String]

    func run() throws {
      var isWrong = false
      for file in files {
        do throws(FileError) {
          let bytes = try FileSystem.read(file, limit: YAMLReader.maximumSize)
          do throws(ConfigurationIssue) { _ = try ChromeDecoder.patterns(bytes) } catch {
            StandardOutput.complain(VisibleText.visible("\(file):\(error)"))
            isWrong = true
          }
        } catch {
          StandardOutput.complain(VisibleText.visible(error.description))
          isWrong = true
        }
      }
      if isWrong { throw ExitCode(2) }
    }
  }
}
