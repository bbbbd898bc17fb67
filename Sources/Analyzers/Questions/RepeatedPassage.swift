public import StetCore

/// Finds a long passage that a draft has in two places.
public struct RepeatedPassage: DraftAnalyzer {
  /// The rule.
  public static let rule = Rule(
    id: "repeated-passage",
    summary: "A long passage that stands in the draft already.",
    rationale: """
      Text that was pasted twice, under two questions or in two sections, is read twice and mended \
      once. Case, punctuation, spacing and a few changed words do not count as a difference; the \
      message says how many words are the same. Quotations, code, tables and licences may be \
      repeated: what is marked as somebody else’s words is cited where it is needed. Nor is a \
      passage reported that stands in more places than `most-copies`, for it is part of the page’s \
      template; that stands under a question or heading which `repeated-question` or \
      `duplicate-section` reports already; or that ends where `truncated-answer` finds a cut.
      """,
    scope: .draft,
    options: [
      RuleOption(
        "least-words", .integer(20...10_000), default: .integer(40),
        summary: "So many words must be the same before a passage is reported."),
      RuleOption(
        "most-copies", .integer(1...10_000), default: .integer(5),
        summary: "A passage that stands in more places than this besides belongs to a template."),
    ],
    flagged: [
      Rule.Example(
        """
        # Cellars

        ## Storing dahlias

        \(passage)

        ## Storing cannas

        ↓\(passage.replacing("a hand", with: "a finger").replacing(" – ", with: " ").dropLast())↑. Cannas \
        need it a little damper.

        """, format: .markdown),
      Rule.Example(
        """
        How do you keep potatoes?

        Sort out what is damaged. \(passage)

        How do you keep carrots?

        They dry out sooner. ↓\(passage.replacing("Lift", with: "lift").dropLast())↑

        """),
    ],
    accepted: [
      Rule.Example(
        "# Cellars\n\n## Dahlias\n\n> \(passage)\n\n## Cannas\n\n> \(passage)\n",
        format: .markdown),
      Rule.Example(
        """
        How do you keep potatoes?

        Keep them in a box of sand in a cool and airy room, where they get no light.

        How do you keep carrots?

        Keep them in a box of sand in a cool and airy room, where they get no frost.

        """),
      Rule.Example(
        "# Software\n\n## One\n\n\(licence)\n\n## Two\n\n\(licence)\n", format: .markdown),
    ])

  private static let passage = """
    Lift the tubers on a dry day after the first frost has blackened the leaves – shake off the \
    loose earth, cut the stems back to the length of a hand, and let them dry for a week in an \
    airy room before you lay them in boxes of barely damp sand.
    """

  private static let licence = """
    Permission is hereby granted, free of charge, to any person obtaining a copy of this software \
    and associated documentation files, to deal in the software without restriction, including \
    without limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, \
    and to sell copies of it.
    """

  /// The analyzer's rules.
  public static let rules = [rule]

  private let leastWords: Int
  private let mostCopies: Int

  /// Makes the analyzer.
  public init(_ settings: AnalyzerSettings) {
    leastWords = settings.integer("least-words", of: Self.rule)
    mostCopies = settings.integer("most-copies", of: Self.rule)
  }

  /// Reports each passage that stands further up already. Linear in the draft.
  public func analyze(_ draft: Draft, _ findings: inout [Finding]) {
    // The shortest text in which so many words stand twice.
    guard draft.source.range.length > 4 * leastWords else { return }
    let words = PassageMemory.shared.words(of: draft)
    for match in matches(in: words) {
      if let finding = finding(match, words) { findings.append(finding) }
    }
  }

  /// Where a chosen run of words stands.
  fileprivate struct Places {
    var first: UInt32
    /// The last one before the place that is looked at.
    var latest: UInt32
    var count: Int
  }

  private func matches(in words: PassageWords) -> [PassageMatch] {
    // In most drafts no run of words is chosen twice.
    guard words.hasTwins else { return [] }
    var places: [UInt64: Places] = [:]
    places.reserveCapacity(words.fingerprints.count)
    for fingerprint in words.fingerprints {
      places[
        fingerprint.hash,
        default: Places(first: fingerprint.word, latest: fingerprint.word, count: 0)
      ].count += 1
    }
    var matches: [PassageMatch] = []
    var template = TemplateWords()
    for fingerprint in words.fingerprints
    where places[fingerprint.hash].map({ $0.count - 1 > mostCopies }) ?? false {
      template.add(Int(fingerprint.word))
    }
    /// Before this word all passages are known.
    var known = 0
    for fingerprint in words.fingerprints {
      guard let twins = places[fingerprint.hash], twins.count > 1 else { continue }
      places[fingerprint.hash]?.latest = fingerprint.word
      let word = Int(fingerprint.word)
      guard word >= known, fingerprint.word > twins.first, twins.count - 1 <= mostCopies else {
        continue
      }
      let earlier =
        twins.latest == twins.first ? [twins.first] : [twins.first, twins.latest]
      let found = earlier.compactMap {
        PassageMatch(
          words, word, in: known..<words.count, words, Int($0), isWithinOne: true)
      }
      guard let best = found.max(by: { $0.words < $1.words }), best.words >= leastWords else {
        continue
      }
      known = best.own.upperBound
      if best.words - template.count(in: best.own) >= leastWords { matches.append(best) }
    }
    return matches
  }

  private func finding(_ match: PassageMatch, _ words: PassageWords) -> Finding? {
    // Whoever reports the question or the heading has said that the text is there twice.
    if let topic = words.topic(at: match.own.lowerBound), topic.hash != 0,
      let other = words.topic(at: match.other.lowerBound), other.word != topic.word,
      other.hash == topic.hash
    {
      return nil
    }
    // A preview is the copy that can go, even where it stands first.
    let isPreview = match.swapped.isCut(words, words)
    let shown = isPreview ? match.swapped : match
    let range = shown.range(in: words, isCut: isPreview || match.isCut(words, words))
    if words.isLicence(shown.own) { return nil }
    return Finding(
      Self.rule, at: range,
      "\(shown.phrase) stand \(isPreview ? "again further down" : "in the draft already")",
      related: [
        RelatedPlace(
          words.range(of: shown.other), isPreview ? "They stand here too" : "They stand here first")
      ])
  }
}
