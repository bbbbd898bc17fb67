public import StetCore
import StetQuestions

/// Finds an answer that contradicts another answer to the same question.
public struct ConflictingAnswers: DraftAnalyzer {
  /// The rule.
  public static let rule = Rule(
    id: "conflicting-answers",
    summary: "An answer that contradicts an earlier answer to the same question.",
    rationale: """
      Where a page answers a question twice and the answers contradict each other, a reader who \
      finds one of them is misled, and does not know it. Answers are compared that stand under a \
      question asked again in the same words, under one that `duplicate-question` or the project’s \
      register says is the same, or under one line but each with the site’s label “Answer”. A \
      contradiction is reported where two sentences say the same of the same and differ in an \
      amount, in a denial, in “always” and “never”, or where one answer to a yes-or-no question \
      begins with “yes” and the other with “no”. Amounts that leave room (“at least”, “up to”), \
      that overlap, or that are the same in other units do not contradict each other; nor do \
      sentences of which one has a condition, a group of people or a reservation that the other has \
      not, or that say what others think.
      """,
    scope: .draft,
    flagged: [
      Rule.Example(
        """
        How much ibuprofen can an adult take?

        Adults can take 400 mg of ibuprofen every six hours.

        Can ibuprofen be taken for a cold?

        It eases the headache, but not the cold.

        How much ibuprofen can an adult take

        An adult can take ↓800 mg↑ of ibuprofen every 6 hours.

        """),
      Rule.Example(
        """
        # Kitchen

        ## Is it safe to eat raw cookie dough?

        It is safe to eat raw cookie dough.

        ## Is it safe to eat raw cookie dough?

        Raw cookie dough ↓is not safe↑ to eat, because the flour may hold germs.

        """, format: .markdown),
      Rule.Example(
        """
        Can dogs eat grapes?

        Yes, a few of them do no harm.

        Where do grapes grow?

        Wherever summers are long.

        Can dogs eat grapes?

        ↓No↑, they damage the kidneys.

        """),
      Rule.Example(
        """
        How do you water a cactus?

        Always water a cactus from above.

        Where does a cactus come from?

        From America.

        How do you water a cactus?

        ↓Never↑ water a cactus from above.

        """),
    ],
    accepted: [
      Rule.Example(
        """
        How long does a sprain take to heal?

        A mild sprain of the ankle heals in 2 weeks.

        How do you cool a sprain?

        With ice in a towel.

        How long does a sprain take to heal?

        A severe sprain of the ankle heals in 6 weeks.

        """),
      Rule.Example(
        """
        How long should dough rest?

        The dough should rest for at least 2 hours in the fridge.

        What is gluten?

        The protein of wheat.

        How long should dough rest?

        The dough should rest for 120 minutes in the fridge. Some let the dough rest for 12 hours.

        """),
      Rule.Example(
        """
        Can dogs eat grapes?

        Yes, a few of them do no harm.

        Can cats eat grapes?

        No, they damage the kidneys.

        """),
      Rule.Example(
        """
        How much syrup should you give?

        Children:

        Give 5 ml of the syrup twice a day.

        What is in the syrup?

        Thyme.

        How much syrup should you give?

        Adults:

        Give 15 ml of the syrup twice a day.

        """),
    ])

  /// The analyzer's rules.
  public static let rules = [rule]

  private let comparison: QuestionComparison
  private let register: QuestionRegister

  /// Makes the analyzer.
  public init(_ settings: AnalyzerSettings) {
    comparison = QuestionComparison(
      engine: settings.questionEngine, defers: settings.defersQuestions)
    register = settings.register
  }

  /// Questions of one draft beyond this are compared only with so many before them.
  private static let window = 2_000
  /// An answer is compared with so many earlier ones to the same question.
  private static let most = 20

  /// A question with its answers.
  private struct Entry {
    let question: QuestionComparison.Question
    let place: Outline.Question
    var answers: [AnswerReading]?
  }

  /// Reports what later answers say against earlier ones. O(questions²), some nanoseconds for each
  /// pair; linear in the answers that are compared.
  public func analyze(_ draft: Draft, _ findings: inout [Finding]) {
    var entries: [Entry] = draft.answered.compactMap { place in
      guard let asking = place.askings.first else { return nil }
      let question = QuestionComparison.Question(draft.questionText(ofBlock: asking))
      return question.key.isEmpty ? nil : Entry(question: question, place: place)
    }
    var first: [QuestionKey: [Int]] = [:]
    for later in entries.indices {
      let key = entries[later].question.key
      read(&entries[later], draft, always: AnswerText.mayBeSeveral(entries[later].place, in: draft))
      reportWithin(entries[later], &findings)
      let twins = first[key] ?? []
      first[key, default: []].append(later)
      var others: [(place: Int, isSameLine: Bool)] = twins.prefix(Self.most).map { ($0, true) }
      for earlier in max(0, later - Self.window)..<later
      where entries[earlier].question.key != key {
        let (one, other) = (entries[earlier].question, entries[later].question)
        guard
          register.areOne(one.key, other.key)
            || (comparison.mayBeSame(one, other)
              && register.distinction(one.key, other.key) == nil)
        else { continue }
        others.append((earlier, false))
      }
      for (earlier, isSameLine) in others.prefix(Self.most) {
        read(&entries[earlier], draft, always: true)
        read(&entries[later], draft, always: true)
        let found = conflicts(entries[later], entries[earlier], isSameLine: isSameLine)
        guard !found.isEmpty, isSameLine || areSame(entries[earlier], entries[later]) else {
          continue
        }
        findings += found.map { Self.finding($0, draft) }
        break
      }
    }

    func reportWithin(_ entry: Entry, _ findings: inout [Finding]) {
      guard let answers = entry.answers, answers.count > 1 else { return }
      for later in answers.indices.dropFirst() {
        for earlier in answers[..<later].prefix(Self.most) {
          let found = answers[later].conflicts(with: earlier, isSameLine: true)
          findings += found.map { Self.finding($0, draft) }
          if !found.isEmpty { break }
        }
      }
    }
  }

  private func read(_ entry: inout Entry, _ draft: Draft, always isWanted: Bool) {
    guard isWanted, entry.answers == nil else { return }
    let wording = QuestionWording(entry.question.text)
    entry.answers = AnswerText.answers(to: entry.place, in: draft).map {
      AnswerReading($0, to: wording)
    }
  }

  private func conflicts(_ later: Entry, _ earlier: Entry, isSameLine: Bool) -> [AnswerConflict] {
    for answer in later.answers ?? [] {
      for other in earlier.answers ?? [] {
        let found = answer.conflicts(with: other, isSameLine: isSameLine)
        if !found.isEmpty { return found }
      }
    }
    return []
  }

  private func areSame(_ one: Entry, _ other: Entry) -> Bool {
    if register.areOne(one.question.key, other.question.key) { return true }
    return comparison.judgements(of: [(one.question, other.question)]).first.flatMap(\.self)?
      .verdict
      .isSame ?? false
  }

  private static func finding(_ conflict: AnswerConflict, _ draft: Draft) -> Finding {
    let other = shown(draft.source.bytes(in: conflict.other))
    return Finding(
      rule, at: conflict.own,
      "Says “\(shown(draft.source.bytes(in: conflict.own)))” where the answer to the same question "
        + "says “\(other)”",
      related: [RelatedPlace(conflict.other, "“\(other)” is said here")])
  }

  /// Words of a draft on one line.
  static func shown(_ bytes: ArraySlice<UInt8>) -> String {
    QuestionRegister.line(String(decoding: bytes, as: UTF8.self))
  }
}
