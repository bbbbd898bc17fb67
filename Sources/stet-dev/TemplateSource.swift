import SectionsAnalyzers
import StetCore
import StetWorkspace

/// The built-in templates as Swift source, so that a start parses none.
enum TemplateSource {
  /// Where the templates are written, in the repository.
  static let folder = "Dictionaries/templates"
  /// Where their source goes.
  static let path = "Sources/Analyzers/Sections/BuiltInTemplates.swift"

  /// A file that is no template.
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  /// The templates in `root`, in order of their files' names.
  static func templates(in root: String) throws -> [ArticleTemplate] {
    let folder = Paths.join(root, folder)
    let names = try FileSystem.list(folder).filter { $0.kind == .file }
      .map { String(decoding: $0.name, as: UTF8.self) }
      .filter { $0.hasSuffix(".yml") }.sorted()
    return try names.map { name in
      let bytes = try FileSystem.read(Paths.join(folder, name))
      do throws(ConfigurationIssue) {
        return try TemplateDecoder.template(bytes)
      } catch {
        throw Failure(description: "\(Self.folder)/\(name):\(error)")
      }
    }
  }

  /// The source of `templates`.
  static func source(of templates: [ArticleTemplate]) -> String {
    var text = """
      // Made from \(folder) by `\(GeneratedFiles.command)`; changes here would be lost.
      // swift-format-ignore-file

      package import StetCore

      extension ArticleTemplate {
        /// Every built-in template; made when the first draft with headings wants one.
        package static let builtIn: [ArticleTemplate] = [

      """
    for template in templates {
      let inference =
        template.inference.map {
          "Inference(sections: \($0.sections), telling: \($0.telling), byName: \($0.byName)"
            + ($0.words.isEmpty ? "" : ", words: \(list($0.words))") + ")"
        } ?? "nil"
      text += "    ArticleTemplate(\n      \(quoted(template.name)), \(quoted(template.subject)), "
      text += "inference: \(inference)"
      if template.order != .any { text += ", order: .\(template.order.rawValue)" }
      if let articles = template.articles { text += ", articles: \(articles)" }
      text += ",\n      [\n"
      for section in template.sections {
        text += "        Section(\(quoted(section.name)), .\(section.need.rawValue), "
        text += list(section.phrases)
        if !section.exceptions.isEmpty { text += ", except: \(list(section.exceptions))" }
        if section.isTelling { text += ", isTelling: true" }
        if let since = section.since { text += ", since: \(quoted(since))" }
        if let until = section.until { text += ", until: \(quoted(until))" }
        if let parent = section.parent { text += ", parent: \(quoted(parent))" }
        if section.minimumWords > 0 { text += ", minimumWords: \(section.minimumWords)" }
        if let group = section.group { text += ", group: \(group)" }
        if let share = section.share { text += ", share: \(share)" }
        text += "),\n"
      }
      text += "      ]),\n"
    }
    return text + "  ]\n}\n"
  }

  private static func list(_ texts: [String]) -> String {
    "[" + texts.map(quoted).joined(separator: ", ") + "]"
  }

  private static func quoted(_ text: String) -> String { String(reflecting: text) }
}
