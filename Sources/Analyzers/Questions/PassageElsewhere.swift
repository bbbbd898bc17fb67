public import StetCore

/// Finds a long passage that another draft has too.
public struct PassageElsewhere: CorpusAnalyzer {
  /// The rule.
  public static let rule = Rule(
    id: "passage-elsewhere",
    summary: "A long passage that another draft has too.",
    rationale: """
      A passage in two articles is mended in one of them, and the other goes on saying what was \
      wrong. Who edits either should know of the other, and may want one of them to refer to it. \
      Case, punctuation, spacing and a few changed words do not count as a difference. Quotations, \
      code, tables and licences are not compared. What very many drafts share, or most of those \
      that there are, belongs to their template; what stands under a question that both drafts ask \
      in the same words is for `question-asked-elsewhere` to report, and a preview of the text in \
      full for `full-answer-elsewhere`.
      """,
    severity: .information,
    scope: .corpus,
    options: [
      RuleOption(
        "least-words", .integer(20...10_000), default: .integer(40),
        summary: "So many words must be the same before a passage is reported."),
      RuleOption(
        "most-drafts", .integer(1...1_000_000), default: .integer(5),
        summary: "A passage that stands in more other drafts than this belongs to their template."),
    ],
    flagged: [
      Rule.Example(
        "Dahlias\n\nThey do not stand frost. ↓\(passage.dropLast())↑.\n",
        other:
          "Cannas\n\n\(passage.replacing("a hand", with: "a finger"))\n\nThey want it damper.\n"),
      Rule.Example(
        "# Dahlias\n\n## In winter\n\nIn short: ↓\(passage.dropLast())↑ *or peat*.\n",
        format: .markdown, other: "# Cellars\n\n## Sand\n\n\(passage)\n"),
    ],
    accepted: [
      Rule.Example(
        "How do you keep dahlias?\n\n\(passage)\n",
        other: "How do you keep dahlias?\n\n\(passage)\n"),
      Rule.Example(
        "# Dahlias\n\nAs the old book says:\n\n> \(passage)\n", format: .markdown,
        other: "# Cannas\n\n> \(passage)\n"),
      Rule.Example(
        "Dahlias\n\nLift the tubers on a dry day after the first frost.\n",
        other: "Cannas\n\nLift the tubers on a dry day after the first frost.\n"),
    ])

  private static let passage = """
    Lift the tubers on a dry day after the first frost has blackened the leaves, shake off the \
    loose earth, cut the stems back to the length of a hand, and let them dry for a week in an \
    airy room before you lay them in boxes of barely damp sand.
    """

  /// The analyzer's rules.
  public static let rules = [rule]

  private let leastWords: Int
  private let limit: Int

  /// Makes the analyzer.
  public init(_ settings: AnalyzerSettings) {
    leastWords = settings.integer("least-words", of: Self.rule)
    limit = settings.integer("most-drafts", of: Self.rule)
  }

  /// The words of a draft, with the runs that were chosen of them.
  public struct Facts: Equatable, Sendable {
    fileprivate let words: PassageWords

    fileprivate init(of draft: Draft) { words = PassageMemory.shared.words(of: draft) }

    private var order: [UInt32] { words.order }

    /// The hashes, each once, in order.
    fileprivate var hashes: [UInt64] {
      var hashes: [UInt64] = []
      hashes.reserveCapacity(order.count)
      for index in order {
        let hash = words.fingerprints[Int(index)].hash
        if hash != hashes.last { hashes.append(hash) }
      }
      return hashes
    }

    /// The words that begin a chosen run, in order. O(log fingerprints).
    fileprivate func places(of hash: UInt64) -> [Int] {
      let prints = words.fingerprints
      let first = order.partitionPoint { prints[Int($0)].hash >= hash }
      return order[first...].prefix(PassageElsewhere.compared).prefix {
        prints[Int($0)].hash == hash
      }
      .map { Int(prints[Int($0)].word) }
    }
  }

  /// So many places in one other draft are compared with one.
  fileprivate static let compared = 2

  /// Which drafts have which runs of words.
  public struct Index: Sendable {
    /// A draft's number, for as long as it has facts.
    fileprivate var numbers: [String: Int] = [:]
    fileprivate var drafts: [(name: String, facts: Facts)?] = []
    fileprivate var owners: [UInt64: Owners] = [:]
    /// The numbers that no draft has.
    fileprivate var free: [Int] = []

    /// How many drafts have words.
    fileprivate var count: Int { numbers.count }
  }

  /// The drafts that have a run of words: most runs only one has.
  fileprivate enum Owners: Sendable {
    case one(Int32)
    case many([Int32])

    mutating func insert(_ draft: Int32) {
      switch self {
      case .one(let other): self = .many([other, draft])
      case .many(var others):
        // So that the list is not copied.
        self = .one(draft)
        others.append(draft)
        self = .many(others)
      }
    }

    /// Takes a draft out. Returns whether one is left.
    mutating func remove(_ draft: Int32) -> Bool {
      switch self {
      case .one(let other): return other != draft
      case .many(var others):
        self = .one(draft)
        others.removeAll { $0 == draft }
        self = .many(others)
        return !others.isEmpty
      }
    }
  }

  /// The words of a draft. Linear in it, but for putting its fingerprints in order.
  public func facts(of draft: Draft) -> Facts { Facts(of: draft) }

  /// The index of no drafts.
  public func makeIndex() -> Index { Index() }

  /// Takes the runs of one draft out, and in, where they are not the same. Linear in the draft, but
  /// for runs that very many drafts have.
  public func update(_ index: inout Index, _ name: String, from old: Facts?, to new: Facts?) {
    let number: Int
    if let known = index.numbers[name] {
      number = known
    } else {
      guard new != nil else { return }
      number = index.free.popLast() ?? index.drafts.count
    }
    guard let owner = Int32(exactly: number) else { return }
    let before = (index.numbers[name] != nil ? old : nil)?.hashes ?? []
    let after = new?.hashes ?? []
    var (gone, come) = (before[...], after[...])
    while true {
      if let first = gone.first, come.first.map({ first < $0 }) ?? true {
        gone.removeFirst()
        if index.owners[first]?.remove(owner) == false { index.owners[first] = nil }
      } else if let first = come.first, gone.first.map({ first < $0 }) ?? true {
        come.removeFirst()
        if index.owners[first]?.insert(owner) == nil { index.owners[first] = .one(owner) }
      } else if gone.isEmpty {
        break
      } else {
        gone.removeFirst()
        come.removeFirst()
      }
    }
    index.numbers[name] = new == nil ? nil : number
    if new == nil { index.free.append(number) }
    if number == index.drafts.count { index.drafts.append(nil) }
    index.drafts[number] = new.map { (name, $0) }
  }

  /// Reports the passages that other drafts have too.
  public func judge(
    _ name: String, _ facts: Facts, in index: Index, _ findings: inout [Finding]
  ) {
    let own = index.numbers[name]
    let others = index.count - (own == nil ? 0 : 1)
    if others == 0 { return }
    var matches: [(draft: Int, match: PassageMatch)] = []
    var known: [Int: Int] = [:]
    var template = TemplateWords()
    for fingerprint in facts.words.fingerprints {
      guard case .many(let owners)? = index.owners[fingerprint.hash].map(Self.shared(own)) else {
        continue
      }
      let word = Int(fingerprint.word)
      if isTemplate(owners.count, of: others) {
        template.add(word)
        continue
      }
      for draft in owners {
        let draft = Int(draft)
        let start = known[draft] ?? 0
        guard word >= start, index.drafts.indices.contains(draft),
          let other = index.drafts[draft]
        else { continue }
        let found = other.facts.places(of: fingerprint.hash).compactMap {
          PassageMatch(facts.words, word, in: start..<facts.words.count, other.facts.words, $0)
        }
        guard let best = found.max(by: { $0.words < $1.words }), best.words >= leastWords else {
          continue
        }
        known[draft] = best.own.upperBound
        matches.append((draft, best))
      }
    }
    if matches.isEmpty { return }
    matches.removeAll {
      !isWorthReporting($0.match, facts, index.drafts[$0.draft]?.facts, template)
    }
    report(matches, facts, index, of: others, &findings)
  }

  /// The drafts but for one; `one` where none is left.
  private static func shared(_ own: Int?) -> (Owners) -> Owners {
    { owners in
      switch owners {
      case .one(let other): Int(other) == own ? owners : .many([other])
      case .many(let others): .many(others.filter { Int($0) != own })
      }
    }
  }

  /// Whether what so many of the other drafts have belongs to their template.
  private func isTemplate(_ count: Int, of others: Int) -> Bool {
    count > limit || (others >= Self.fewest && count * 2 > others)
  }

  /// Of fewer other drafts, half are too few to have a template.
  private static let fewest = 5

  private func isWorthReporting(
    _ match: PassageMatch, _ facts: Facts, _ other: Facts?, _ template: TemplateWords
  ) -> Bool {
    guard let other else { return false }
    guard match.words - template.count(in: match.own) >= leastWords else { return false }
    // The question is reported.
    if let topic = facts.words.topic(at: match.own.lowerBound), topic.isQuestion,
      other.words.topic(at: match.other.lowerBound)?.hash == topic.hash
    {
      return false
    }
    // What goes on here was cut off there, where it is reported.
    if match.swapped.isCut(other.words, facts.words) { return false }
    return !facts.words.isLicence(match.own)
  }

  /// Reports matches, those of the same words in several drafts as one.
  private func report(
    _ matches: [(draft: Int, match: PassageMatch)], _ facts: Facts, _ index: Index,
    of others: Int, _ findings: inout [Finding]
  ) {
    let named = matches.compactMap { draft, match in
      index.drafts[draft].map { (name: $0.name, words: $0.facts.words, match: match) }
    }
    .sorted {
      ($0.match.own.lowerBound, -$0.match.own.count, $0.name)
        < ($1.match.own.lowerBound, -$1.match.own.count, $1.name)
    }
    var groups: [[(name: String, words: PassageWords, match: PassageMatch)]] = []
    for match in named {
      if let longest = groups.last?.first?.match.own,
        longest.clamped(to: match.match.own).count * 2 > match.match.own.count
      {
        groups[groups.count - 1].append(match)
      } else {
        groups.append([match])
      }
    }
    for group in groups {
      guard let longest = group.first else { continue }
      let drafts = Set(group.map(\.name))
      guard !isTemplate(drafts.count, of: others) else { continue }
      findings.append(
        Finding(
          Self.rule,
          at: longest.match.range(
            in: facts.words, isCut: longest.match.isCut(facts.words, longest.words)),
          drafts.count == 1
            ? "\(longest.match.phrase) stand in another draft too"
            : "\(longest.match.phrase) stand in \(drafts.count) other drafts too",
          related: group.prefix(Self.shown).map {
            RelatedPlace(draft: $0.name, $0.words.range(of: $0.match.other), "They stand here too")
          }))
    }
  }

  /// So many other places are named.
  private static let shown = 5
}
