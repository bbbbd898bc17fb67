public import StetCore

/// Finds a question that another draft asks in the same words.
public struct QuestionAskedElsewhere: CorpusAnalyzer {
  /// The rule.
  public static let rule = Rule(
    id: "question-asked-elsewhere",
    summary: "A question that another draft asks in the same words.",
    rationale: """
      Two articles that answer one question drift apart: one is kept up to date, the other is \
      found by readers. Who edits either should know of the other, and may want one of them to \
      refer to it. Case, spacing and punctuation do not count as a difference. A question that \
      means something only where it stands, such as “How does it work?”, is not compared; nor is \
      one that very many drafts ask, for it comes from their template.
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

  /// Makes the analyzer.
  public init(_ settings: AnalyzerSettings) {
    limit = settings.integer("most-drafts", of: Self.rule)
  }

  /// One question of a draft.
  public struct Asking: Equatable, Sendable {
    let key: QuestionKey
    let range: TextRange
  }

  /// Where drafts ask questions: of each question the drafts, by name, in order, and
  /// the place in each of them.
  public struct Index: Sendable {
    fileprivate var places: [QuestionKey: [(draft: String, range: TextRange)]] = [:]
  }

  /// The questions of a draft, each once, and its title where that asks one.
  public func facts(of draft: Draft) -> [Asking] {
    var askings: [Asking] = []
    var seen: Set<QuestionKey> = []
    func add(_ block: Int) {
      let key = draft.questionKey(ofBlock: block)
      guard key.standsAlone, seen.insert(key).inserted else { return }
      askings.append(Asking(key: key, range: draft.wordingRange(ofBlock: block)))
    }
    if let title = draft.title,
      draft.source.bytes(in: draft.wordingRange(ofBlock: title)).last == UInt8(ascii: "?")
    {
      add(title)
    }
    for question in draft.outline.questions {
      if let asking = question.askings.first { add(asking) }
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
      guard let place = index.places[asking.key]?.place(of: name), place.isFound else { continue }
      index.places[asking.key]?.remove(at: place.index)
      if index.places[asking.key]?.isEmpty == true { index.places[asking.key] = nil }
    }
    for asking in new ?? [] {
      let place = index.places[asking.key]?.place(of: name).index ?? 0
      index.places[asking.key, default: []].insert((name, asking.range), at: place)
    }
  }

  /// Reports the questions that other drafts ask too, with the first few places.
  public func judge(
    _ name: String, _ facts: [Asking], in index: Index, _ findings: inout [Finding]
  ) {
    for asking in facts {
      let places = index.places[asking.key] ?? []
      let others = places.lazy.filter { $0.draft != name }.prefix(limit + 1)
      guard let count = Optional(others.count), (1...limit).contains(count) else { continue }
      findings.append(
        Finding(
          Self.rule, at: asking.range,
          count == 1
            ? "Another draft asks this question too"
            : "\(count) other drafts ask this question too",
          related: others.prefix(Self.shown).map {
            RelatedPlace(draft: $0.draft, $0.range, "asked here too")
          }))
    }
  }

  /// So many other places are named.
  private static let shown = 5
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
