/// What is known of the words that questions are put in: the tables of `Dictionaries/questions`.
struct QuestionTables: Sendable {
  /// A side of a contrast: the number of its group, and its own number within the group.
  struct Side: Hashable, Sendable {
    var group: Int
    var number: Int
  }

  /// What questions ask: at most 64 aspects.
  private(set) var aspects = QuestionPhrases()
  /// The names of the aspects.
  private(set) var aspectNames: [String] = []
  /// The aspects that count only where there is no other, as bits.
  private(set) var weakAspects: UInt64 = 0

  /// The sides that words name.
  private(set) var sides: [String: [Side]] = [:]
  /// The names of the groups of sides.
  private(set) var groupNames: [String] = []
  /// The groups whose sides often stand together.
  private(set) var loosely: Set<Int> = []

  private(set) var small: Set<String> = []
  private(set) var denying: Set<String> = []
  private(set) var filler: Set<String> = []
  private(set) var general: Set<String> = []

  /// Phrases that say the same as another, by their first words, the longest first: the words,
  /// and the phrase that stands for all.
  private(set) var same: [String: [(words: [String], stands: String)]] = [:]

  static let english = QuestionTables()

  private init() {
    for section in QuestionData.aspects {
      let isWeak = section.name.hasSuffix("?")
      let number = aspectNames.count
      guard number < UInt64.bitWidth else { break }
      aspectNames.append(isWeak ? String(section.name.dropLast()) : section.name)
      if isWeak { weakAspects |= 1 << UInt64(number) }
      for line in section.lines { aspects.add(line, name: number) }
    }
    for section in QuestionData.contrasts {
      let isLoose = section.name.hasSuffix("*")
      let group = groupNames.count
      groupNames.append(isLoose ? String(section.name.dropLast()) : section.name)
      if isLoose { loosely.insert(group) }
      for (number, line) in section.lines.enumerated() {
        for phrase in Self.phrases(line) {
          sides[phrase, default: []].append(Side(group: group, number: number))
        }
      }
    }
    for section in QuestionData.words {
      if section.name == "same" {
        for line in section.lines { addSame(Self.phrases(line)) }
        continue
      }
      let words = Set(section.lines.flatMap { $0.split(separator: " ").map(String.init) })
      switch section.name {
      case "small": small = words
      case "denying": denying = words
      case "filler": filler = words
      default: general = words
      }
    }
    for word in same.keys {
      same[word]?.sort { ($1.words.count, $0.stands) < ($0.words.count, $1.stands) }
    }
  }

  private mutating func addSame(_ phrases: [String]) {
    guard let stands = phrases.first else { return }
    for phrase in phrases {
      let words = phrase.split(separator: " ").map(String.init)
      if let first = words.first { same[first, default: []].append((words, stands)) }
    }
  }

  private static func phrases(_ line: Substring) -> [String] {
    line.split(separator: ",").map { phrase in
      phrase.split(whereSeparator: { $0 == " " || $0 == "-" }).joined(separator: " ")
    }
  }
}
