/// What a configuration file may hold. The decoder, the JSON Schema and the
/// documentation are all made from it.
package struct ConfigurationSchema: Sendable {
  /// What values a key takes.
  package enum Kind: Hashable, Sendable {
    /// One of a few words.
    case choice([String])
    /// A list of ``Glob`` patterns.
    case globs
    /// A list of paths of files.
    case paths
    /// Lists of globs by kinds of articles.
    case kinds
    /// How questions are compared.
    case questions
    /// Settings by rule.
    case rules

    /// What the key takes, in words.
    package var expectation: String {
      switch self {
      case .choice(let words): "one of " + words.joined(separator: ", ")
      case .globs: "a list of globs"
      case .paths: "a list of paths"
      case .kinds: "kinds of articles, and lists of globs of their files"
      case .questions:
        "“engine”, and one of " + Configuration.questionEngines.joined(separator: ", ")
      case .rules: "rules and their settings"
      }
    }
  }

  /// A key at the top of the file.
  package struct Key: Sendable {
    /// The name.
    package let name: String
    /// What it sets, in one sentence.
    package let summary: String
    /// What values it takes.
    package let kind: Kind
    /// An example of a value, in YAML, on one line.
    package let example: String
    /// Puts a value that `kind` allows into a configuration.
    let store: @Sendable (OptionValue, inout Configuration) -> Void
    /// The value in a configuration; `nil` for rules and kinds.
    let load: @Sendable (Configuration) -> OptionValue?

    /// The value unless configured; `nil` for rules and kinds.
    package var defaultValue: OptionValue? { load(Configuration()) }
  }

  /// The keys at the top of the file, in the order in which they are explained.
  package static let keys: [Key] = [
    Key(
      name: "language",
      summary: "The English that the drafts are written in; en accepts every kind.",
      kind: .choice(["en", "en-US", "en-GB", "en-CA", "en-AU"]),
      example: "en-GB",
      store: { if case .string(let word) = $0 { $1.language = word } },
      load: { .string($0.language) }),
    Key(
      name: "rules",
      summary: "What is asked of each rule, by its id: a level, or a level and its options.",
      kind: .rules,
      example: "{ misspelling: off, truncated-answer: error }",
      store: { _, _ in },
      load: { _ in nil }),
    Key(
      name: "include",
      summary:
        "Globs of the files to read when a folder is given; without them, every file whose "
        + "ending Stet knows.",
      kind: .globs,
      example: "[\"articles/**/*.md\"]",
      store: { if case .strings(let list) = $0 { $1.include = list } },
      load: { .strings($0.include) }),
    Key(
      name: "exclude",
      summary: "Globs of the files and folders to leave out when a folder is given.",
      kind: .globs,
      example: "[\"vendor/**\", \"*.draft.md\"]",
      store: { if case .strings(let list) = $0 { $1.exclude = list } },
      load: { .strings($0.exclude) }),
    Key(
      name: "dictionaries",
      summary:
        "Word lists, as paths from the folder of the configuration file: one word on each line, "
        + "“!” before a word forbids it, “#” starts a comment; or dictionaries of hunspell, by "
        + "path or, as de_DE, by name.",
      kind: .paths,
      example: "[words.txt]",
      store: { if case .strings(let list) = $0 { $1.dictionaries = list } },
      load: { .strings($0.dictionaries) }),
    Key(
      name: "kinds",
      summary:
        "Which files are of which kind of article, by the name of its template; none for files "
        + "of no kind. The first kind with a glob that matches a file counts.",
      kind: .kinds,
      example: "{ rust-rfc: [\"text/*.md\"], readme: [README.md] }",
      store: { _, _ in },
      load: { _ in nil }),
    Key(
      name: "questions",
      summary:
        "How the meanings of questions are compared: by the sentence encoder (engine: full), or by "
        + "vectors of words (engine: static), which is some hundred times faster and finds less.",
      kind: .questions,
      example: "{ engine: static }",
      store: { _, _ in },
      load: { _ in nil }),
  ]

  /// The key of a rule's settings that takes a level.
  package static let levelKey = "severity"
  /// What `levelKey` sets, in one sentence.
  package static let levelSummary = "Whether the rule reports, and how much its findings matter."

  /// What a rule can be set to.
  package enum Level: Hashable, Sendable {
    case off
    /// Reports, with the severity that it has by itself.
    case on
    case severity(Severity)
  }

  /// The words for levels, in the order in which they are explained. `true` and
  /// `false`, and the other words of YAML 1.1 for them, count as `on` and `off`.
  package static let levels: [(word: String, level: Level)] =
    [("off", .off), ("on", .on)]
    + [Severity.error, .warning, .information, .hint].map { ($0.rawValue, .severity($0)) }

  /// What a level is, in words.
  static var levelExpectation: String {
    "one of " + levels.map(\.word).joined(separator: ", ")
  }

  /// Words that people coming from other tools write for levels.
  static let foreignLevels = [
    "disable": "off", "disabled": "off", "none": "off", "ignore": "off", "enable": "on",
    "enabled": "on", "err": "error", "warn": "warning", "info": "information", "note": "hint",
    "suggestion": "hint",
  ]
}
