/// What a project asks of Stet.
public struct Configuration: Hashable, Sendable {
  /// What is asked of one rule.
  public struct RuleSettings: Hashable, Sendable {
    /// Whether the rule reports; `nil` leaves it as it is by default.
    public var isEnabled: Bool?
    /// How much its findings matter; `nil` for the rule's own severity.
    public var severity: Severity?
    /// Values of its options.
    public var options: [String: OptionValue]

    /// Makes settings.
    public init(
      isEnabled: Bool? = nil, severity: Severity? = nil, options: [String: OptionValue] = [:]
    ) {
      self.isEnabled = isEnabled
      self.severity = severity
      self.options = options
    }
  }

  /// The language of the drafts, as a BCP 47 tag.
  public var language = "en"
  /// What is asked of rules, by id.
  public var rules: [String: RuleSettings] = [:]
  /// When set, only the rules with these ids report.
  public var selectedRules: Set<String>?
  /// Globs of the files to read when a folder is given; empty for every kind of
  /// file that Stet can read.
  public var include: [String] = []
  /// Globs of files and folders to leave out.
  public var exclude: [String] = []
  /// Word lists, as paths relative to the folder of the configuration file.
  public var dictionaries: [String] = []

  /// Which files are of which kind of article; the first that matches a file counts.
  public var kinds: [KindOfFiles] = []
  /// The kind of the files that an engine is made for, by the name of its template.
  package var kind: String?
  /// The project's own templates of articles, which no key of the file holds.
  package var templates: [ArticleTemplate] = []

  /// How the meanings of questions are compared, by a word of ``questionEngines``.
  package var questionEngine = "full"
  /// The words for how questions can be compared: by the sentence encoder, or by vectors of words.
  package static let questionEngines = ["full", "static"]
  /// Whether questions whose comparison takes long are left out at first.
  package var defersQuestions = false
  /// What editors have decided about questions, which no key of the file holds.
  package var register = QuestionRegister()

  /// Files that are of one kind of article.
  public struct KindOfFiles: Hashable, Sendable {
    /// The kind, by the name of its template; `none` for files that are of none.
    public var kind: String
    /// Globs of the files.
    public var globs: [String]

    /// Says that the files that `globs` match are of a kind.
    public init(_ kind: String, _ globs: [String]) {
      self.kind = kind
      self.globs = globs
    }
  }

  /// The configuration of a project that has none.
  public init() {}

  /// Whether a rule reports. One that is off by default does so when it is selected, or
  /// when it is said how much its findings matter.
  public func isEnabled(_ rule: Rule) -> Bool {
    if let selectedRules, !selectedRules.contains(rule.id) { return false }
    let settings = rules[rule.id]
    return settings?.isEnabled
      ?? (rule.enabledByDefault || settings?.severity != nil || selectedRules != nil)
  }

  /// How much a rule's findings matter.
  public func severity(of rule: Rule) -> Severity {
    rules[rule.id]?.severity ?? rule.defaultSeverity
  }
}
