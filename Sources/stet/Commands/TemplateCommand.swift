import ArgumentParser
import BuiltInAnalyzers
import SectionsAnalyzers
import StetCore
import StetReporters
import StetWorkspace

struct TemplateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "template",
    abstract: "Look after the templates that say which sections articles have.",
    discussion: """
      A template is a YAML file. A project's own are in .stet/templates beside its .stet.yml; \
      one with the name of a built-in template replaces it. docs/templates.md explains them.
      """,
    subcommands: [List.self, Show.self, Check.self, Learn.self])

  /// The project of the current folder; ends the program when something is wrong with it.
  fileprivate static func project(of path: String) throws -> Project {
    do throws(ProjectError) {
      return try ProjectLoader(registry: .builtIn).project(for: path)
    } catch {
      StandardOutput.complain(VisibleText.visible(lines: error.description))
      throw ExitCode(2)
    }
  }

  fileprivate static func write(_ text: String) {
    let output = StandardOutput()
    output.write(Array(text.utf8))
    output.flush()
  }

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "List the templates that hold here.")

    func run() throws {
      let own = try TemplateCommand.project(of: ".").configuration.templates
      let all = ArticleTemplates(own: own).all
      let width = all.map(\.name.count).max() ?? 0
      var text = ""
      for template in all.sorted(by: { $0.name < $1.name }) {
        let gap = String(repeating: " ", count: width - template.name.count + 2)
        let isOwn = own.contains { $0.name == template.name }
        let kind = template.inference == nil ? "declared only" : "inferred from headings"
        text += "\(template.name)\(gap)\(template.subject): \(template.sections.count) sections, "
        text += "\(kind)\(isOwn ? ", the project's own" : "")\n"
      }
      TemplateCommand.write(VisibleText.visible(lines: text) + (text.isEmpty ? "" : "\n"))
    }
  }

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print a template, for a project to begin its own with.")

    @Argument(help: "The template's name.")
    var name: String

    func run() throws {
      let all = ArticleTemplates(
        own: try TemplateCommand.project(of: ".").configuration.templates)
      guard let template = all.named(name) else {
        let near = EditDistance.nearest(to: name, among: all.all.map(\.name))
        StandardOutput.complain(
          VisibleText.visible(
            "There is no template “\(name)”" + (near.map { "; did you mean “\($0)”?" } ?? "")))
        throw ExitCode(2)
      }
      TemplateCommand.write(TemplateWriter.yaml(template))
    }
  }

  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Say what is wrong with files of templates.",
      discussion: "Ends with 2 when something is.")

    @Argument(help: "Files; those of the project when left out.")
    var files: [String] = []

    func run() throws {
      var files = files
      if files.isEmpty {
        let project = try TemplateCommand.project(of: ".")
        let home = project.configurationPath.map(Paths.folder(of:)) ?? project.folder ?? "."
        files = Project.yamlFiles(in: Paths.join(home, Project.templatesPath))
          .map { Paths.display($0, relativeTo: FileSystem.currentFolder) }
        if files.isEmpty {
          StandardOutput.complain("There is no template in \(Project.templatesPath)")
          throw ExitCode(2)
        }
      }
      var isWrong = false
      var text = ""
      for file in files {
        do throws(FileError) {
          let bytes = try FileSystem.read(file, limit: YAMLReader.maximumSize)
          do throws(ConfigurationIssue) {
            let template = try TemplateDecoder.template(bytes)
            text +=
              VisibleText.visible(
                "\(file): “\(template.name)”, \(template.sections.count) sections") + "\n"
          } catch {
            StandardOutput.complain(VisibleText.visible("\(file):\(error)"))
            isWrong = true
          }
        } catch {
          StandardOutput.complain(VisibleText.visible(error.description))
          isWrong = true
        }
      }
      TemplateCommand.write(text)
      if isWrong { throw ExitCode(2) }
    }
  }

  struct Learn: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Write a template from articles that share one.",
      discussion: """
        Counts which sections the articles have, in what order, under which other names and \
        since when, and prints the template with each section's share. Articles should be of \
        one kind; a section that 80 % of them have is required, one that 50 % have \
        recommended. Read it before use: names that stand for one another are guessed from \
        where they stand.
        """)

    @Argument(help: "Files and folders of articles.")
    var paths: [String]

    @Option(help: "The template's name.")
    var name = "article"

    @Option(help: ArgumentHelp("What such an article is: “a recipe”.", valueName: "text"))
    var subject: String?

    @Option(
      help: ArgumentHelp(
        "The share of articles that makes a section required.", valueName: "percent"))
    var required = 80

    @Option(
      help: ArgumentHelp(
        "The share of articles that makes a section recommended.", valueName: "percent"))
    var recommended = 50

    @Option(
      name: .shortAndLong,
      help: ArgumentHelp("The file to write, instead of standard output.", valueName: "file"))
    var output: String?

    func validate() throws {
      guard (1...100).contains(required), (1...100).contains(recommended),
        recommended <= required
      else {
        throw ValidationError(
          "--required and --recommended take numbers from 1 to 100, the second not above the "
            + "first")
      }
      guard !name.isEmpty else { throw ValidationError("--name takes a name") }
    }

    func run() throws {
      let (articles, isComplete) = DraftInputs.map(paths) { _, draft in
        TemplateLearner.Article(draft)
      }
      var limits = TemplateLearner.Limits()
      limits.required = Double(required) / 100
      limits.recommended = Double(recommended) / 100
      limits.optional = min(limits.optional, limits.recommended)
      let told = articles.filter { !$0.headings.isEmpty }
      guard
        let template = TemplateLearner(told, limits: limits).template(
          named: name, subject: subject ?? "an article of the kind “\(name)”")
      else {
        StandardOutput.complain(
          "The \(articles.count) drafts share no section, so no template can be learned of them")
        throw ExitCode(2)
      }
      let yaml = TemplateWriter.yaml(
        template,
        comments: [
          "Learned from \(told.count) articles; `share` says how many of a hundred have a section."
        ])
      if let output {
        do throws(FileError) {
          try FileSystem.createFolder(Paths.folder(of: output))
          try FileSystem.writeAtomically(Array(yaml.utf8), to: output)
        } catch {
          StandardOutput.complain(VisibleText.visible(error.description))
          throw ExitCode(2)
        }
      } else {
        TemplateCommand.write(yaml)
      }
      if !isComplete { throw ExitCode(2) }
    }
  }
}
