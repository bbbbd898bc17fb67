public import StetCore

/// Finds an answer that contradicts the answer of another draft to the same question.
public struct ConflictingAnswerElsewhere: CorpusAnalyzer {
  /// The rule.
  public static let rule = Rule(
    id: "conflicting-answer-elsewhere",
    summary: "An answer that contradicts another draft’s answer to the same question.",
    rationale: """
      Two articles that answer one question and contradict each other cannot both be right, and \
      readers find either. Answers are compared as by `conflicting-answers`, where both drafts ask \
      the question in the same words, or the project’s `.stet/questions.yml` says that the \
      questions are one. A question that means something only where it stands, such as “How does \
      it work?”, is not compared; nor is one that very many drafts ask, for it comes from their \
      template and is asked of other things in each.
      """,
    severity: .information,
    scope: .corpus,
    options: [
      RuleOption(
        "most-drafts", .integer(1...1_000_000), default: .integer(12),
        summary: "A question that more other drafts than this ask belongs to their template.")
    ],
    flagged: [
      Rule.Example(
        "How long do you boil an egg?\n\nAn egg is hard after ↓10 minutes↑ in boiling water.\n",
        other: "Eggs\n\nHow long do you boil an egg?\n\nIn boiling water an egg is hard after 6 "
          + "minutes.\n"),
      Rule.Example(
        "# Grapes\n\n## Can dogs eat grapes?\n\n↓No↑. They damage the kidneys.\n",
        format: .markdown,
        other: "# Dogs\n\n## Can dogs eat grapes?\n\nYes, a few of them do no harm.\n"),
    ],
    accepted: [
      Rule.Example(
        "How long do you boil an egg?\n\nAn egg is soft after 4 minutes in boiling water.\n",
        other: "Eggs\n\nHow long do you boil an egg?\n\nAn egg is hard after 10 minutes in "
          + "boiling water.\n"),
      Rule.Example(
        "Does it work?\n\nYes, it does.\n", other: "Pumps\n\nDoes it work?\n\nNo, it does not.\n"),
    ])

  /// The analyzer's rules.
  public static let rules = [rule]

  private let limit: Int
  private let register: QuestionRegister

  /// Makes the analyzer.
  public init(_ settings: AnalyzerSettings) {
    limit = settings.integer("most-drafts", of: Self.rule)
    register = settings.register
  }

  /// A question of a draft with its answers.
  public struct Answered: Equatable, Sendable {
    let key: QuestionKey
    let wording: [UInt8]
    let answers: [AnswerText]
  }

  /// The answers of drafts by their questions, in order of drafts.
  public struct Index: Sendable {
    fileprivate var places: [QuestionKey: [(draft: String, answered: Answered)]] = [:]
  }

  /// The questions of a draft that others may ask, each once, with their answers. Linear.
  public func facts(of draft: Draft) -> [Answered] {
    var seen: Set<QuestionKey> = []
    return draft.answered.compactMap { question in
      guard let asking = question.askings.first else { return nil }
      let wording = draft.questionText(ofBlock: asking)
      let key = QuestionKey(wording[...])
      guard key.standsAlone, seen.insert(key).inserted else { return nil }
      let answers = AnswerText.answers(to: question, in: draft)
      return answers.isEmpty ? nil : Answered(key: key, wording: wording, answers: answers)
    }
  }

  /// The index of no drafts.
  public func makeIndex() -> Index { Index() }

  /// Takes the answers of one draft out, and in. O(questions of the draft · log drafts), but for
  /// moving what stands behind them.
  public func update(
    _ index: inout Index, _ name: String, from old: [Answered]?, to new: [Answered]?
  ) {
    for answered in old ?? [] {
      index.places[answered.key]?.removeAll { $0.draft == name }
      if index.places[answered.key]?.isEmpty == true { index.places[answered.key] = nil }
    }
    for answered in new ?? [] {
      let place = index.places[answered.key]?.partitionPoint { $0.draft >= name } ?? 0
      index.places[answered.key, default: []].insert((name, answered), at: place)
    }
  }

  /// Reports what the draft says against others, with the first of them.
  public func judge(
    _ name: String, _ facts: [Answered], in index: Index, _ findings: inout [Finding]
  ) {
    for answered in facts {
      let wordings = (register.entry(of: answered.key)?.wordings ?? []).map { QuestionKey($0) }
      let keys = Set(wordings + [answered.key]).sorted()
      let others = keys.flatMap { key in
        (index.places[key] ?? []).filter { $0.draft != name }
      }
      guard (1...limit).contains(others.count) else { continue }
      let readings = answered.readings
      for other in others {
        let otherReadings = other.answered.readings
        let found = readings.flatMap { own in
          otherReadings.flatMap {
            own.conflicts(with: $0, isSameLine: other.answered.key == answered.key)
          }
        }
        if found.isEmpty { continue }
        findings += found.map { conflict in
          let said = other.answered.words(at: conflict.other)
          return Finding(
            Self.rule, at: conflict.own,
            "Says “\(answered.words(at: conflict.own))” where another draft’s answer to the same "
              + "question says “\(said)”",
            related: [
              RelatedPlace(draft: other.draft, conflict.other, "“\(said)” is said here")
            ])
        }
        break
      }
    }
  }
}

extension ConflictingAnswerElsewhere.Answered {
  /// The answers, read.
  fileprivate var readings: [AnswerReading] {
    let question = QuestionWording(wording)
    return answers.map { AnswerReading($0, to: question) }
  }

  /// The words of an answer at a place of the draft, on one line.
  fileprivate func words(at range: TextRange) -> String {
    for part in answers.joined() {
      let start = range.start.utf8 - part.start
      let end = range.end.utf8 - part.start
      guard start >= 0, start <= end, end <= part.text.count else { continue }
      return ConflictingAnswers.shown(part.text[start..<end])
    }
    return ""
  }
}

extension [AnswerText] {
  /// The parts of all answers.
  fileprivate func joined() -> [AnswerText.Part] { flatMap(\.parts) }
}
