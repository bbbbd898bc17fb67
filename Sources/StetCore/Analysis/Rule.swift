/// How much a diagnostic matters; the levels of the Language Server Protocol.
public enum Severity: String, CaseIterable, Comparable, Sendable {
  case error
  case warning
  case information
  case hint

  private var rank: Int {
    switch self {
    case .error: 3
    case .warning: 2
    case .information: 1
    case .hint: 0
    }
  }

  /// Whether `lhs` matters less than `rhs`.
  public static func < (lhs: Severity, rhs: Severity) -> Bool { lhs.rank < rhs.rank }
}

/// One kind of finding: its name, its words, and its examples, from which the
/// rule's page, its tests and `stet explain` are made.
public struct Rule: Hashable, Sendable {
  /// How much of the input a rule looks at.
  public enum Scope: String, CaseIterable, Sendable {
    /// One block at a time.
    case paragraph
    /// One draft.
    case draft
    /// All drafts together.
    case corpus
  }

  /// Which finding stays when the ranges of two rules' findings overlap: the
  /// one of higher precedence. Findings of equal precedence both stay.
  public enum Precedence: Int, CaseIterable, Comparable, Sendable {
    /// Gives way to every other finding at the same place.
    case low
    /// The ordinary case.
    case normal
    /// Knows more about a word than the rules that look at words one by one.
    case high
    /// Owns the fragment where a text was cut.
    case truncation
    /// Silences everything inside it.
    case chrome
    /// Speaks of the draft as a whole, at a place that stands for it: neither
    /// silences nor is silenced.
    case document

    /// Whether `lhs` gives way to `rhs`.
    public static func < (lhs: Precedence, rhs: Precedence) -> Bool {
      lhs.rawValue < rhs.rawValue
    }
  }

  /// A draft that shows what a rule finds, or what it leaves alone.
  ///
  /// In `text`, `↓` stands before each place that the rule must flag, and `↑`
  /// may stand after it to pin down its end.
  public struct Example: Hashable, Sendable {
    /// The draft, with its marks.
    public let text: String
    /// What the draft is after the rule's safe fixes; `nil` when it has none.
    public let fixed: String?
    /// What the draft is written in.
    public let format: Draft.Format
    /// Settings of the rule's options for this example.
    public let options: [String: OptionValue]
    /// Another draft of the same format that stands beside it, without marks; only
    /// for rules that compare drafts.
    public let other: String?

    /// Makes an example.
    public init(
      _ text: String, fixed: String? = nil, format: Draft.Format = .plainText,
      options: [String: OptionValue] = [:], other: String? = nil
    ) {
      self.text = text
      self.fixed = fixed
      self.format = format
      self.options = options
      self.other = other
    }

    /// The draft without its marks.
    package var draft: String {
      var draft = ""
      draft.unicodeScalars.append(contentsOf: text.unicodeScalars.filter { $0 != "↓" && $0 != "↑" })
      return draft
    }
  }

  /// The name by which people select, configure and suppress the rule: lower
  /// case words joined by hyphens. Never changes meaning.
  public let id: String
  /// What the rule finds, in one sentence.
  public let summary: String
  /// Why that is worth a writer's time, and how the rule decides.
  public let rationale: String
  /// How much a finding matters unless configured otherwise.
  public let defaultSeverity: Severity
  /// How much of the input the rule looks at.
  public let scope: Scope
  /// Which finding stays when two overlap.
  public let precedence: Precedence
  /// What can be set.
  public let options: [RuleOption]
  /// Drafts in which the rule must find what is marked, and nothing else.
  public let flagged: [Example]
  /// Drafts in which the rule must find nothing.
  public let accepted: [Example]
  /// The confidence from which on a finding has the rule's severity; one that is
  /// less sure is shown as information at most. 0 for rules that do not weigh.
  public let certainFrom: Double
  /// Whether the rule judges how words are spelled, so that what a draft says to
  /// spelling checkers in comments concerns it.
  public let judgesSpelling: Bool
  /// Whether the rule reports unless it is configured otherwise.
  public let enabledByDefault: Bool
  /// Names the rule had before.
  public let aliases: [String]
  /// The version of Stet that brought the rule.
  public let since: String

  /// Whether the rule has safe fixes. Its examples tell: whatever a rule fixes
  /// it must show there.
  package var isFixable: Bool { flagged.contains { $0.fixed != nil } }

  /// Whether its findings may silence those of other rules.
  var silencesOthers: Bool { precedence > .normal && precedence < .document }

  /// The level that the rule has unless it is configured otherwise: its severity, or
  /// `off`.
  package var defaultLevel: String { enabledByDefault ? defaultSeverity.rawValue : "off" }

  /// Makes a rule.
  public init(
    id: String,
    summary: String,
    rationale: String,
    severity: Severity = .warning,
    scope: Scope,
    precedence: Precedence = .normal,
    options: [RuleOption] = [],
    flagged: [Example],
    accepted: [Example] = [],
    certainFrom: Double = 0,
    judgesSpelling: Bool = false,
    enabledByDefault: Bool = true,
    aliases: [String] = [],
    since: String = "0.1"
  ) {
    self.id = id
    self.summary = summary
    self.rationale = rationale
    self.defaultSeverity = severity
    self.scope = scope
    self.precedence = precedence
    self.options = options
    self.flagged = flagged
    self.accepted = accepted
    self.certainFrom = certainFrom
    self.judgesSpelling = judgesSpelling
    self.enabledByDefault = enabledByDefault
    self.aliases = aliases
    self.since = since
  }
}

/// A setting of a rule.
public struct RuleOption: Hashable, Sendable {
  /// What values a setting takes.
  public enum Kind: Hashable, Sendable {
    case boolean
    /// A whole number in a range.
    case integer(ClosedRange<Int>)
    /// One of a few words.
    case choice([String])
    /// The name of a template: one of a few words, or of a project's own templates.
    case articleKind([String])
    case string
    case strings
  }

  /// The name in the configuration file: lower case words joined by hyphens.
  public let name: String
  /// What it sets, in one sentence.
  public let summary: String
  /// What values it takes.
  public let kind: Kind
  /// Its value unless configured; of the kind that `kind` says.
  public let defaultValue: OptionValue

  /// Makes an option.
  public init(_ name: String, _ kind: Kind, default defaultValue: OptionValue, summary: String) {
    self.name = name
    self.summary = summary
    self.kind = kind
    self.defaultValue = defaultValue
  }

  /// Whether the option takes `value`.
  public func accepts(_ value: OptionValue) -> Bool {
    switch (kind, value) {
    case (.boolean, .boolean), (.string, .string), (.strings, .strings): true
    // Which templates a project has, only its configuration's reader knows.
    case (.articleKind, .string): true
    case (.integer(let range), .integer(let number)): range.contains(number)
    case (.choice(let words), .string(let word)): words.contains(word)
    default: false
    }
  }

  /// What the option takes, in words, for messages and pages.
  public var expectation: String {
    switch kind {
    case .boolean: "true or false"
    case .integer(let range) where range.upperBound == Int.max:
      "a whole number of at least \(range.lowerBound)"
    case .integer(let range): "a whole number from \(range.lowerBound) to \(range.upperBound)"
    case .choice(let words): "one of " + words.joined(separator: ", ")
    case .articleKind(let words):
      "one of " + words.joined(separator: ", ") + ", or a template of the project's own"
    case .string: "a text"
    case .strings: "a list of texts"
    }
  }
}

/// The value of a rule's option.
public enum OptionValue: Hashable, Sendable {
  case boolean(Bool)
  case integer(Int)
  case string(String)
  case strings([String])
}

extension Rule: CustomStringConvertible {
  /// The rule's id.
  public var description: String { id }
}
