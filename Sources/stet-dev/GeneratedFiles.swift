import BuiltInAnalyzers
import StetCore
import StetReporters
import StetWorkspace

/// The files of the repository that are made from the code.
///
/// A new one needs a line in ``all``; `stet-dev generate` writes it, and the
/// tests see to it that it is up to date.
enum GeneratedFiles {
  /// A file and what must be in it.
  struct File {
    /// The path in the repository.
    var path: String
    var contents: [UInt8]
  }

  /// What renews them, to be run in the folder of the repository.
  static let command = "swift run stet-dev generate"

  /// Where the pages of the rules are.
  static let rulesFolder = "docs/rules"

  /// Every file; some are made from others in the repository at `root`.
  static func all(in root: String) throws -> [File] {
    rulePages + [ruleIndex, configurationSchema] + (try templates(in: root).map { [$0] } ?? [])
      + (try chrome(in: root).map { [$0] } ?? [])
  }

  /// The source of the templates; `nil` in a folder that has none.
  private static func templates(in root: String) throws -> File? {
    guard FileSystem.exists(Paths.join(root, TemplateSource.folder)) else { return nil }
    let source = TemplateSource.source(of: try TemplateSource.templates(in: root))
    return File(path: TemplateSource.path, contents: Array(source.utf8))
  }

  /// What web sites leave behind, as the program has it inside; `nil` in a folder that
  /// has none.
  private static func chrome(in root: String) throws -> File? {
    let folder = Paths.join(root, "Dictionaries/chrome")
    guard FileSystem.exists(folder) else { return nil }
    var text = Array("# Made from Dictionaries/chrome by `\(command)`.\n".utf8)
    for path in Project.yamlFiles(in: folder) {
      let bytes = try FileSystem.read(path)
      do throws(ConfigurationIssue) {
        text += try ChromeDecoder.patterns(bytes)
      } catch {
        throw TemplateSource.Failure(description: "\(path):\(error)")
      }
    }
    return File(path: "Dictionaries/en.chrome", contents: text)
  }

  private static var rulePages: [File] {
    AnalyzerRegistry.builtIn.rules.map { rule in
      page("\(rule.id).md", RulePage(rule, in: .builtIn).markdown())
    }
  }

  private static var ruleIndex: File {
    var text = """
      # Rules

      | Rule | Severity | Looks at | Fixes | What it finds |
      | --- | --- | --- | --- | --- |

      """
    for rule in AnalyzerRegistry.builtIn.rules {
      text += "| [\(rule.id)](\(rule.id).md) | \(rule.defaultLevel) "
      text += "| \(rule.scope.shortName) | \(rule.isFixable ? "yes" : "") | \(rule.summary) |\n"
    }
    return page("README.md", text)
  }

  private static var configurationSchema: File {
    let schema = ConfigurationSchema.jsonSchema(registry: .builtIn)
    return File(path: "docs/configuration.schema.json", contents: Array(schema.utf8))
  }

  private static func page(_ name: String, _ text: String) -> File {
    let note = "<!-- Made from the code by `\(command)`; changes here would be lost. -->\n\n"
    return File(path: "\(rulesFolder)/\(name)", contents: Array((note + text).utf8))
  }
}
