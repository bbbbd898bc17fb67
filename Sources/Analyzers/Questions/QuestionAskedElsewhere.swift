public import StetCore
import StetEncoder
import StetQuestions

/// Finds a question that another draft asks, in the same words or in others.
public struct QuestionAskedElsewhere: CorpusAnalyzer {
  /// The rule.
  public static let rule = Rule(
    id: "question-asked-elsewhere",
    summary: "A question that another draft asks, in the same words or in others.",
    rationale: """
      Two articles that answer one question drift apart: one is kept up to date, the other is \
      found by readers. Who edits either should know of the other, and may want one of them to \
      refer to it. Questions are compared as by duplicate-question: other words do not count as a \
      difference when they ask the same. A question that means something only where it stands, such \
      as “How does it work?”, is not compared; nor is one that very many drafts ask, for it comes \
      from their template. Where the project’s `.stet/questions.yml` says which draft answers a \
      question, the others are told; what it rules to be distinct is not reported.
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
        "↓When should roses be pruned?↑\n\nIn late winter.\n",
        other: "Roses\n\nwhen should roses be pruned\n\nBefore the buds open.\n"),
      Rule.Example(
        "# Roses\n\n## ↓When should roses be pruned?↑\n\nIn late winter.\n", format: .markdown,
        other: "# Pruning\n\n## When should *roses* be pruned?\n\nBefore the buds open.\n"),
      Rule.Example(
        "# Backs\n\n## ↓How do you treat back spasm?↑\n\nWith rest.\n", format: .markdown,
        other: "# Aches\n\n## What are treatments for back muscle spasms?\n\nHeat helps.\n"),
    ],
    accepted: [
      Rule.Example(
        "When should roses be pruned?\n\nIn late winter.\n",
        other: "When should lilacs be pruned?\n\nAfter they have flowered.\n"),
      Rule.Example(
        "How does it work?\n\nA pump lifts the water.\n",
        other: "How does it work?\n\nThe sun heats the pipe.\n"),
    ])

  /// The analyzer's rules.
  public static let rules = [rule]

  private let limit: Int
  private let comparison: QuestionComparison
  private let register: QuestionRegister

  /// Makes the analyzer.
  public init(_ settings: AnalyzerSettings) {
    limit = settings.integer("most-drafts", of: Self.rule)
    comparison = QuestionComparison(
      engine: settings.questionEngine, defers: settings.defersQuestions)
    register = settings.register
  }

  /// One question of a draft.
  public struct Asking: Equatable, Sendable {
    let question: QuestionComparison.Question
    let range: TextRange
  }

  /// Where drafts ask questions: of each question the drafts, by name, in order, and
  /// the place in each of them.
  public struct Index: Sendable {
    fileprivate var places: [QuestionKey: [(draft: String, range: TextRange)]] = [:]
    /// The questions, each once, some places free.
    fileprivate var questions: [QuestionComparison.Question?] = []
    /// Their vectors; zero where a place is free.
    fileprivate var vectors: [StaticVector] = []
    private var slots: [QuestionKey: Int] = [:]
    private var free: [Int] = []

    fileprivate mutating func insert(_ question: QuestionComparison.Question) {
      let slot = free.popLast() ?? questions.count
      if slot == questions.count {
        questions.append(question)
        vectors.append(question.vector)
      } else {
        questions[slot] = question
        vectors[slot] = question.vector
      }
      slots[question.key] = slot
    }

    fileprivate mutating func remove(_ key: QuestionKey) {
      guard let slot = slots.removeValue(forKey: key), questions.indices.contains(slot) else {
        return
      }
      questions[slot] = nil
      vectors[slot] = StaticVector(numbers: SIMD64())
      free.append(slot)
    }
  }

  /// The questions of a draft, each once, and its title where that asks one.
  public func facts(of draft: Draft) -> [Asking] {
    var askings: [Asking] = []
    var seen: Set<QuestionKey> = []
    for block in draft.firstAskings {
      let text = draft.questionText(ofBlock: block)
      let key = QuestionKey(text[...])
      guard key.standsAlone, seen.insert(key).inserted else { continue }
      askings.append(
        Asking(
          question: QuestionComparison.Question(text), range: draft.wordingRange(ofBlock: block)))
    }
    return askings
  }

  /// The index of no drafts.
  public func makeIndex() -> Index { Index() }

  /// Takes the places of one draft out, and in. O(questions of the draft · log drafts).
  public func update(
    _ index: inout Index, _ name: String, from old: [Asking]?, to new: [Asking]?
  ) {
    for asking in old ?? [] {
      let key = asking.question.key
      guard let place = index.places[key]?.place(of: name), place.isFound else { continue }
      index.places[key]?.remove(at: place.index)
      guard index.places[key]?.isEmpty == true else { continue }
      index.places[key] = nil
      index.remove(key)
    }
    for asking in new ?? [] {
      let key = asking.question.key
      if index.places[key] == nil { index.insert(asking.question) }
      let place = index.places[key]?.place(of: name).index ?? 0
      index.places[key, default: []].insert((name, asking.range), at: place)
    }
  }

  /// Reports the questions that other drafts ask too, with the first few places.
  public func judge(
    _ name: String, _ facts: [Asking], in index: Index, _ findings: inout [Finding]
  ) {
    let own = Set(facts.map(\.question.key))
    var pairs: [(QuestionComparison.Question, QuestionComparison.Question)] = []
    var counts: [Int] = []
    for asking in facts {
      let before = pairs.count
      for slot in comparison.candidates(for: asking.question, among: index.vectors) {
        guard let other = index.questions[slot], !own.contains(other.key),
          !register.areOne(asking.question.key, other.key),
          register.distinction(asking.question.key, other.key) == nil
        else { continue }
        pairs.append((asking.question, other))
      }
      counts.append(pairs.count - before)
    }
    let judgements = comparison.judgements(of: pairs, related: false)
    var next = 0
    for (asking, count) in zip(facts, counts) {
      let range = next..<next + count
      next += count
      var reworded: [QuestionComparison.Question] = []
      for place in range where judgements[place]?.verdict.isSame == true {
        reworded.append(pairs[place].1)
      }
      if let finding = finding(asking, reworded, own, name, index) { findings.append(finding) }
    }
  }

  private func finding(
    _ asking: Asking, _ reworded: [QuestionComparison.Question], _ own: Set<QuestionKey>,
    _ name: String, _ index: Index
  ) -> Finding? {
    let entry = register.entry(of: asking.question.key)
    let registered = (entry?.wordings ?? []).map { QuestionKey($0) }.filter { !own.contains($0) }
    let sameWords = index.places(of: asking.question.key, but: name)
    var others = sameWords
    let keys = Set(reworded.map(\.key) + registered).subtracting([asking.question.key])
    for key in keys.sorted() { others += index.places(of: key, but: name) }
    let drafts = Set(others.map(\.draft))
    if let entry, let owner = entry.draft, !name.isPath(endingIn: owner) {
      let isPrimary = QuestionKey(entry.question) == asking.question.key
      return Finding(
        Self.rule, at: asking.range,
        "“\(owner)” answers this question" + (isPrimary ? "" : ", as “\(entry.question)”"),
        related: Self.related(others.filter { $0.draft.isPath(endingIn: owner) }))
    }
    guard (1...limit).contains(drafts.count) else { return nil }
    let wordings = reworded.map(\.string).sorted()
    let message =
      drafts.count == 1
      ? sameWords.isEmpty
        ? "Another draft asks this question in other words"
          + (wordings.first.map { ": “\($0)”" } ?? "")
        : "Another draft asks this question too"
      : sameWords.count == others.count
        ? "\(drafts.count) other drafts ask this question too"
        : "\(drafts.count) other drafts ask this question, in these words or in others"
    return Finding(Self.rule, at: asking.range, message, related: Self.related(others))
  }

  private static func related(_ places: [(draft: String, range: TextRange)]) -> [RelatedPlace] {
    places.prefix(shown).map { RelatedPlace(draft: $0.draft, $0.range, "asked here too") }
  }

  /// So many other places are named.
  private static let shown = 5
}

extension QuestionAskedElsewhere.Index {
  fileprivate func places(
    of key: QuestionKey, but name: String
  ) -> [(draft: String, range: TextRange)] {
    (places[key] ?? []).filter { $0.draft != name }
  }
}

extension String {
  /// Whether a path, of which the last parts are known, can be this one.
  fileprivate func isPath(endingIn other: String) -> Bool {
    self == other || hasSuffix("/" + other)
  }
}

extension [(draft: String, range: TextRange)] {
  /// Where a draft stands, or would stand, among drafts in order. O(log n).
  fileprivate func place(of draft: String) -> (index: Int, isFound: Bool) {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if self[middle].draft < draft { low = middle + 1 } else { high = middle }
    }
    return (low, low < count && self[low].draft == draft)
  }
}
