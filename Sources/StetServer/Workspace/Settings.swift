package import JSON
package import StetCore
import StetExport

/// What an editor's own settings ask, in the shape of a configuration file. They
/// go before what configuration files say, key by key and rule by rule.
package struct Settings: Hashable, Sendable {
  /// The member of an editor's settings that is Stet's.
  static let section = "stet"
  private static let inlayHints = "inlayHints"
  /// The vocabularies of articles, in words.
  static let vocabularies =
    "one of " + ArticleVocabulary.allCases.map(\.rawValue).joined(separator: ", ")

  private var configuration = Configuration()
  private var keys: Set<String> = []
  /// Whether safe faults are fixed on saving, where the settings say so. No
  /// configuration file has this: it is the editor's alone.
  private(set) var fixesOnSave: Bool?
  /// Whether hints may stand between the words of a draft: `inlayHints`, which no
  /// configuration file has.
  package private(set) var showsInlayHints = false
  /// What *Export cleaned article* writes: `export.to`, which no configuration file has.
  private(set) var exportVocabulary: ArticleVocabulary?
  /// What is wrong with them, each as a sentence without a full stop.
  package private(set) var problems: [String] = []

  /// Settings that ask for nothing.
  package init() {}

  /// Reads settings: an object as it would stand in a configuration file, or one
  /// that holds it under `stet`. What is wrong is left out, and listed.
  package init(_ json: JSONValue, registry: AnalyzerRegistry) {
    guard var object = (json[Self.section] ?? json).object else {
      if !json.isNull { problems = ["Settings must be an object, not \(json.kindDescription)"] }
      return
    }
    let fixOnSave = object["fixOnSave"]
    object.members.removeAll { $0.name == "fixOnSave" }
    let export = object["export"]
    object.members.removeAll { $0.name == "export" }
    let hints = object[Self.inlayHints]
    object.members.removeAll { $0.name == Self.inlayHints }
    let result = ConfigurationDecoder.decode(Self.node(.object(object)), registry: registry)
    configuration = result.configuration
    keys = Set(object.members.map(\.name))
    fixesOnSave = fixOnSave?.bool
    problems = result.issues.map { issue in
      let hints = [
        issue.expected.map { "expected \($0)" }, issue.nearest.map { "did you mean “\($0)”?" },
      ].compactMap(\.self)
      return issue.message + (hints.isEmpty ? "" : " (\(hints.joined(separator: "; ")))")
    }
    if let fixOnSave, fixOnSave.bool == nil, !fixOnSave.isNull {
      problems.append("“fixOnSave” must be true or false, not \(fixOnSave.kindDescription)")
    }
    switch export.map({ $0["to"] ?? $0 }) {
    case nil, .null?: break
    case let to?:
      exportVocabulary = to.string.flatMap(ArticleVocabulary.init(rawValue:))
      if exportVocabulary == nil {
        problems.append("“export.to” must be \(Self.vocabularies)")
      }
    }
    switch hints {
    case nil, .null?: break
    case .bool(let value)?: showsInlayHints = value
    case let other?:
      problems.append("“\(Self.inlayHints)” must be true or false, not \(other.kindDescription)")
    }
  }

  /// JSON as the decoder of configuration files takes it. Its depth is bounded
  /// by that of JSON.
  private static func node(_ json: JSONValue) -> ConfigurationNode {
    let content: ConfigurationNode.Content =
      switch json {
      case .null: .null
      case .bool(let value): .scalar(value ? "true" : "false", isQuoted: false)
      case .number(let number):
        .scalar(number.integer.map(String.init) ?? number.text, isQuoted: false)
      case .string(let text): .scalar(text, isQuoted: true)
      case .array(let elements): .sequence(elements.map(node))
      case .object(let object):
        .mapping(
          object.members.map {
            ConfigurationNode.Entry(key: node(.string($0.name)), value: node($0.value))
          })
      }
    return ConfigurationNode(content, at: .start)
  }

  /// A project's configuration with these settings before it.
  func applied(to base: Configuration) -> Configuration {
    var result = base
    if keys.contains("language") { result.language = configuration.language }
    if keys.contains("include") { result.include = configuration.include }
    if keys.contains("exclude") { result.exclude = configuration.exclude }
    for (rule, own) in configuration.rules {
      var settings = result.rules[rule] ?? Configuration.RuleSettings()
      if let isEnabled = own.isEnabled { settings.isEnabled = isEnabled }
      if let severity = own.severity { settings.severity = severity }
      settings.options.merge(own.options) { $1 }
      result.rules[rule] = settings
    }
    return result
  }

  /// The word lists that the settings name.
  var dictionaries: [String] { configuration.dictionaries }
}
