/// A module that finds one or more rules' findings.
///
/// An analyzer is pure: the same input gives the same findings, in the same
/// order. It does no I/O, reads no clock, keeps no state between calls, and
/// knows nothing of suppressions, severities or other analyzers. Conform to one
/// of ``ParagraphAnalyzer``, ``DraftAnalyzer`` and ``CorpusAnalyzer``, which say
/// how much of the input it sees.
public protocol Analyzer: Sendable {
  /// The rules whose findings it reports.
  static var rules: [Rule] { get }

  /// Makes the analyzer ready for drafts under one configuration.
  init(_ settings: AnalyzerSettings)

  /// The analyzer as what it is. Given by the protocol that it conforms to: to ask the
  /// runtime would take milliseconds of each start.
  var kind: AnalyzerKind { get }
}

/// An analyzer by how much of the input it sees.
public enum AnalyzerKind: Sendable {
  case paragraph(any ParagraphAnalyzer)
  case draft(any DraftAnalyzer)
  case corpus(any CorpusAnalyzer)
}

extension ParagraphAnalyzer {
  /// One that sees paragraphs.
  public var kind: AnalyzerKind { .paragraph(self) }
}

extension DraftAnalyzer {
  /// One that sees drafts.
  public var kind: AnalyzerKind { .draft(self) }
}

extension CorpusAnalyzer {
  /// One that compares drafts.
  public var kind: AnalyzerKind { .corpus(self) }
}

/// Sees one block of prose at a time. What it reports must depend on nothing
/// but the view's contents, so that it can be kept while the block stays the same.
public protocol ParagraphAnalyzer: Analyzer {
  /// Reports what is wrong in one block. Called only for blocks whose kind
  /// ``Block/Kind/isProse``.
  func analyze(_ block: BlockView, _ findings: inout [Finding])
}

/// Sees one draft.
public protocol DraftAnalyzer: Analyzer {
  /// Reports what is wrong in a draft.
  func analyze(_ draft: Draft, _ findings: inout [Finding])
}

/// Sees all drafts together, in three steps: facts of each draft, an index that the
/// facts of all are put into, and a judgement of one draft by the index. The index
/// follows each change of a draft, so that an editor need not begin anew.
public protocol CorpusAnalyzer: Analyzer {
  /// What the judgement needs to know of one draft.
  associatedtype Facts: Equatable & Sendable
  /// What the drafts together say.
  associatedtype Index: Sendable

  /// The facts of one draft.
  func facts(of draft: Draft) -> Facts

  /// The index of no drafts.
  func makeIndex() -> Index

  /// Takes in that the facts of the draft called `name` were `old` and are `new`;
  /// `nil` where there is no such draft. What an index says must depend on the last
  /// facts of each draft only, not on the way there.
  func update(_ index: inout Index, _ name: String, from old: Facts?, to new: Facts?)

  /// Reports what is wrong in the draft called `name`, by comparing its facts with
  /// what the index holds of others. What it holds of that draft itself may be older.
  func judge(_ name: String, _ facts: Facts, in index: Index, _ findings: inout [Finding])
}

/// What the configuration says to an analyzer.
public struct AnalyzerSettings: Sendable {
  /// The language that the drafts are written in, as a BCP 47 tag: `en`, `en-GB`.
  public let language: String
  /// Words that a project accepts or forbids.
  public let vocabulary: Vocabulary
  /// The project's own templates of articles.
  package let templates: [ArticleTemplate]
  /// The kind that the drafts are of unless they say otherwise, by the name of its
  /// template.
  package let kind: String?
  /// How the meanings of questions are compared: a word of ``Configuration/questionEngines``.
  package let questionEngine: String
  /// Whether questions whose comparison takes long are left out at first.
  package let defersQuestions: Bool
  /// What editors have decided about questions.
  package let register: QuestionRegister
  private let options: [String: [String: OptionValue]]
  private let defaults: [String: [String: OptionValue]]

  /// Makes settings for the analyzer of `rules`; `options` by rule and name.
  /// Values that an option does not take are left out.
  public init(
    rules: [Rule], language: String = "en", vocabulary: Vocabulary = Vocabulary(),
    options: [String: [String: OptionValue]] = [:]
  ) {
    self.init(
      rules: rules, language: language, vocabulary: vocabulary, options: options, templates: [],
      kind: nil)
  }

  /// Makes settings with what a project says of kinds of articles.
  package init(
    rules: [Rule], language: String, vocabulary: Vocabulary,
    options: [String: [String: OptionValue]], templates: [ArticleTemplate], kind: String?,
    questionEngine: String = "full", defersQuestions: Bool = false,
    register: QuestionRegister = QuestionRegister()
  ) {
    self.questionEngine = questionEngine
    self.defersQuestions = defersQuestions
    self.register = register
    self.language = language
    self.vocabulary = vocabulary
    self.templates = templates
    self.kind = kind
    var defaults: [String: [String: OptionValue]] = [:]
    var accepted: [String: [String: OptionValue]] = [:]
    for rule in rules {
      for option in rule.options {
        defaults[rule.id, default: [:]][option.name] = option.defaultValue
        if let value = options[rule.id]?[option.name], option.accepts(value) {
          accepted[rule.id, default: [:]][option.name] = value
        }
      }
    }
    self.defaults = defaults
    self.options = accepted
  }

  private func value(_ name: String, of rule: Rule) -> OptionValue? {
    options[rule.id]?[name] ?? defaults[rule.id]?[name]
  }

  /// A boolean option of a rule; `false` if it has none of that name and kind.
  public func boolean(_ name: String, of rule: Rule) -> Bool {
    if case .boolean(let value) = value(name, of: rule) { value } else { false }
  }

  /// A whole number option of a rule; 0 if it has none of that name and kind.
  public func integer(_ name: String, of rule: Rule) -> Int {
    if case .integer(let value) = value(name, of: rule) { value } else { 0 }
  }

  /// A text or choice option of a rule; empty if it has none of that name and kind.
  public func string(_ name: String, of rule: Rule) -> String {
    if case .string(let value) = value(name, of: rule) { value } else { "" }
  }

  /// A list option of a rule; empty if it has none of that name and kind.
  public func strings(_ name: String, of rule: Rule) -> [String] {
    if case .strings(let value) = value(name, of: rule) { value } else { [] }
  }
}

/// Words that people bring: those a project accepts, and those it forbids.
public struct Vocabulary: Hashable, Sendable {
  private var accepted: Set<String> = []
  private var forbidden: Set<String> = []
  /// The accepted words that have capitals, in capitals throughout.
  private var capitals: Set<String> = []
  /// Words that no list can hold.
  private var sources: [WordSource] = []
  /// What is meant where a forbidden word stands, by the word in lower case.
  private var replacements: [String: String] = [:]
  /// What is no prose wherever it stands.
  package private(set) var ignoredPatterns: [IgnoredPattern] = []

  /// An empty vocabulary.
  public init() {}

  /// Whether it has no word.
  public var isEmpty: Bool { accepted.isEmpty && forbidden.isEmpty && sources.isEmpty }

  /// Whether it forbids no word.
  package var forbidsNothing: Bool { forbidden.isEmpty }

  /// Accepts a word: a word in lower case in any casing, one with capitals only
  /// as written, or in capitals throughout.
  public mutating func accept(_ word: String) {
    accepted.insert(word)
    if word != word.lowercased() { capitals.insert(word.uppercased()) }
  }

  /// Forbids a word, in any casing; a forbidden word is never accepted.
  public mutating func forbid(_ word: String) { forbidden.insert(word.lowercased()) }

  /// Forbids a word and says what is meant instead.
  package mutating func forbid(_ word: String, for replacement: String) {
    forbid(word)
    replacements[word.lowercased()] = replacement
  }

  /// What is meant where a forbidden word stands; `nil` when nobody has said so.
  package func replacement(for word: String) -> String? { replacements[word.lowercased()] }

  /// Accepts the words of a source.
  package mutating func accept(_ source: WordSource) { sources.append(source) }

  /// Takes what a pattern matches for no prose.
  package mutating func ignore(_ pattern: IgnoredPattern) { ignoredPatterns.append(pattern) }

  /// Takes in the words of a list: one on each line, `#` at the start of a line
  /// or after white space starts a comment, `!` before a word forbids it.
  public mutating func add(list: String) { add(list: Array(list.utf8)) }

  /// Takes in the words of a list in UTF-8. Linear in its length.
  package mutating func add(list: [UInt8]) {
    for entry in Self.entries(ofList: list) {
      if entry.isForbidden { forbid(entry.word) } else { accept(entry.word) }
    }
  }

  /// What a list says of one word.
  package struct Entry: Hashable, Sendable {
    /// The word, as it stands there.
    package let word: String
    /// Whether it is forbidden.
    package let isForbidden: Bool
    /// The bytes of its line, with the break that ends it.
    package let line: Range<Int>
    /// The number of its line, from 1.
    package let number: Int

    /// Makes an entry.
    package init(word: String, isForbidden: Bool, line: Range<Int>, number: Int) {
      self.word = word
      self.isForbidden = isForbidden
      self.line = line
      self.number = number
    }
  }

  /// What a list in UTF-8 says, in its order. Linear in its length.
  package static func entries(ofList list: [UInt8]) -> [Entry] {
    var entries: [Entry] = []
    var number = 0
    var next = 0
    while next < list.count {
      let start = next
      number += 1
      while next < list.count, !list[next].isLineBreak { next += 1 }
      let line = list[start..<next]
      let isPair = list.byte(at: next) == .carriageReturn && list.byte(at: next + 1) == .lineFeed
      next = min(list.count, next + (isPair ? 2 : 1))
      var end = line.endIndex
      for index in line.indices where line[index] == UInt8(ascii: "#") {
        if index == line.startIndex || line[index - 1].isASCIIWhitespace {
          end = index
          break
        }
      }
      var word = Self.trimmed(line[..<end])
      let isForbidden = word.first == UInt8(ascii: "!")
      if isForbidden { word = Self.trimmed(word.dropFirst()) }
      if word.isEmpty { continue }
      entries.append(
        Entry(
          word: String(decoding: word, as: UTF8.self), isForbidden: isForbidden,
          line: start..<next, number: number))
    }
    return entries
  }

  private static func trimmed(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var line = line
    while line.first?.isASCIIWhitespace == true { line.removeFirst() }
    while line.last?.isASCIIWhitespace == true { line.removeLast() }
    return line
  }

  /// Takes in the words of another vocabulary.
  public mutating func formUnion(_ other: Vocabulary) {
    accepted.formUnion(other.accepted)
    forbidden.formUnion(other.forbidden)
    capitals.formUnion(other.capitals)
    sources += other.sources
    replacements.merge(other.replacements) { own, _ in own }
    ignoredPatterns += other.ignoredPatterns
  }

  /// Whether a list, and not merely a dictionary of another language, has `word` as it is
  /// written.
  package func lists(_ word: String) -> Bool {
    accepted.contains(word) || accepted.contains(word.lowercased()) || capitals.contains(word)
  }

  /// Whether the vocabulary accepts `word` as written.
  public func accepts(_ word: String) -> Bool {
    if accepted.isEmpty && sources.isEmpty { return false }
    if forbids(word) { return false }
    if accepted.contains(word) { return true }
    let lower = word.lowercased()
    if accepted.contains(lower) || capitals.contains(word) { return true }
    return sources.contains { $0.accepts(word) }
  }

  /// The accepted words that begin with `prefix`, in any casing, in order. O(words).
  package func acceptedWords(beginningWith prefix: String) -> [String] {
    let prefix = prefix.lowercased()
    return accepted.filter { $0.lowercased().hasPrefix(prefix) && !forbids($0) }.sorted()
  }

  /// Whether the vocabulary forbids `word`.
  public func forbids(_ word: String) -> Bool {
    !forbidden.isEmpty && forbidden.contains(word.lowercased())
  }
}
