/// A replacement of some bytes of a draft.
public struct TextEdit: Hashable, Sendable {
  /// The bytes to replace; empty to insert.
  public let range: TextRange
  /// What to put there.
  public let replacement: String

  /// Makes an edit.
  public init(_ range: TextRange, _ replacement: String) {
    self.range = range
    self.replacement = replacement
  }
}

/// A change that would settle a finding.
public struct Fix: Hashable, Sendable {
  /// Whether a fix may be applied without asking.
  public enum Safety: String, CaseIterable, Sendable {
    /// Cannot change the meaning; applied by `--fix` and on saving.
    case safe
    /// Probably right; applied when a person asks for it.
    case unsafe
    /// One of several that a person must choose from.
    case suggestion
  }

  /// What the fix does, as an instruction: `Insert a full stop`.
  public let title: String
  /// The edits, disjoint and in order.
  public let edits: [TextEdit]
  /// Whether it may be applied without asking.
  public let safety: Safety
  /// Whether an editor should offer it first. At most one of a finding's fixes.
  public let isPreferred: Bool

  /// Makes a fix. Edits are put in order.
  public init(_ title: String, _ edits: [TextEdit], safety: Safety, isPreferred: Bool = false) {
    self.title = title
    self.edits = edits.sorted {
      ($0.range.start, $0.range.end) < ($1.range.start, $1.range.end)
    }
    self.safety = safety
    self.isPreferred = isPreferred
  }
}

/// Another place that explains a finding, such as where a question was asked first.
public struct RelatedPlace: Hashable, Sendable {
  /// The draft, as the caller named it; `nil` for the draft of the finding.
  public let draft: String?
  /// The place.
  public let range: TextRange
  /// What is there.
  public let message: String

  /// Makes a place.
  public init(draft: String? = nil, _ range: TextRange, _ message: String) {
    self.draft = draft
    self.range = range
    self.message = message
  }
}

/// What an analyzer reports: a place, and what is wrong there. How severe that
/// is, and whether it is shown, is the engine's to say.
public struct Finding: Hashable, Sendable {
  /// How an editor may show the place.
  public enum Tag: String, CaseIterable, Sendable {
    /// Text that the article does not need; shown faded.
    case unnecessary
  }

  /// The rule.
  public let rule: String
  /// The place.
  public private(set) var range: TextRange
  /// What is wrong, in one sentence without a full stop.
  public let message: String
  /// How sure the analyzer is, 0 to 1; `nil` where the rule does not weigh.
  public let confidence: Double?
  /// Other places that explain the finding.
  public private(set) var related: [RelatedPlace]
  /// Replacements for exactly the bytes of `range`, best first.
  public let suggestions: [String]
  /// Changes that would settle the finding.
  public private(set) var fixes: [Fix]
  /// How an editor may show the place.
  public let tags: [Tag]
  /// The bytes in which findings of lower precedence are dropped; `range`
  /// unless said otherwise.
  public private(set) var claim: TextRange
  /// The bytes that show the fault where they are more than `range`. A safe fix
  /// of another finding inside them could hide this one, so it is offered as
  /// unsafe as long as this one stands.
  public private(set) var evidence: TextRange?

  /// Makes a finding.
  public init(
    _ rule: Rule,
    at range: TextRange,
    _ message: String,
    confidence: Double? = nil,
    related: [RelatedPlace] = [],
    suggestions: [String] = [],
    fixes: [Fix] = [],
    tags: [Tag] = [],
    claim: TextRange? = nil,
    evidence: TextRange? = nil
  ) {
    self.rule = rule.id
    self.range = range
    self.message = message
    self.confidence = confidence
    self.related = related
    self.suggestions = suggestions
    self.fixes = fixes
    self.tags = tags
    self.claim = claim ?? range
    self.evidence = evidence
  }

  /// The finding with its safe fixes made unsafe.
  func withoutSafeFixes() -> Finding {
    var copy = self
    copy.fixes = fixes.map { fix in
      fix.safety == .safe
        ? Fix(fix.title, fix.edits, safety: .unsafe, isPreferred: fix.isPreferred) : fix
    }
    return copy
  }

  /// The finding with what its fixes insert written as the format of the draft
  /// wants text: with references for `&` and `<` in HTML and XML, and escapes in JSON.
  /// What begins with a tag is markup already.
  func escaped(for format: Draft.Format) -> Finding {
    func escape(_ text: String) -> String {
      switch format {
      case .plainText, .markdown: return text
      case .html, .xml:
        guard text.utf8.contains(where: { $0 == UInt8(ascii: "&") || $0 == UInt8(ascii: "<") }),
          text.first(where: { !$0.isWhitespace }) != "<"
        else { return text }
        return text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
      case .jsonLines:
        guard text.utf8.contains(where: { $0 < 0x20 || $0 == UInt8(ascii: "\"") }) else {
          return text
        }
        return text.replacing("\"", with: "\\\"").replacing("\r\n", with: "\\n")
          .replacing("\n", with: "\\n").replacing("\r", with: "\\n")
          .replacing("\t", with: "\\t")
      }
    }
    if fixes.allSatisfy({ $0.edits.allSatisfy { escape($0.replacement) == $0.replacement } }) {
      return self
    }
    var copy = self
    copy.fixes = fixes.map { fix in
      Fix(
        fix.title, fix.edits.map { TextEdit($0.range, escape($0.replacement)) },
        safety: fix.safety, isPreferred: fix.isPreferred)
    }
    return copy
  }

  /// The finding of the same bytes `delta` bytes further on.
  func shifted(by delta: Int) -> Finding {
    if delta == 0 { return self }
    var copy = self
    copy.range = range.shifted(by: delta)
    copy.related = related.map { place in
      place.draft == nil
        ? RelatedPlace(place.range.shifted(by: delta), place.message) : place
    }
    copy.fixes = fixes.map { fix in
      Fix(
        fix.title, fix.edits.map { TextEdit($0.range.shifted(by: delta), $0.replacement) },
        safety: fix.safety, isPreferred: fix.isPreferred)
    }
    copy.claim = claim.shifted(by: delta)
    copy.evidence = evidence?.shifted(by: delta)
    return copy
  }
}

/// A finding as it is shown, with the severity that the configuration gives it.
public struct Diagnostic: Hashable, Sendable {
  /// What was found.
  public let finding: Finding
  /// How much it matters.
  public let severity: Severity

  /// The rule's id.
  public var rule: String { finding.rule }
  /// The place.
  public var range: TextRange { finding.range }
  /// What is wrong.
  public var message: String { finding.message }

  /// Makes a diagnostic.
  public init(_ finding: Finding, severity: Severity) {
    self.finding = finding
    self.severity = severity
  }
}
