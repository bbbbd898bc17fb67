package import StetCore

/// What can be read off a question's words: what it asks, of what, and what sets it apart.
package struct QuestionProfile: Sendable {
  /// A word that counts for what a question is about.
  struct Term: Hashable, Sendable {
    /// What it is compared by.
    var stem: String
    /// How it stands in the question.
    var shown: String
    /// Whether it adds little to a topic that is named besides.
    var isGeneral: Bool
    /// Whether few texts have the word, so that another hardly says the same.
    var isRare: Bool

    static func == (left: Term, right: Term) -> Bool { left.stem == right.stem }
    func hash(into hasher: inout Hasher) { hasher.combine(stem) }
  }

  /// A side of a contrast that a question names.
  struct NamedSide: Sendable {
    var side: QuestionTables.Side
    var shown: String
  }

  /// The line without case, spacing and punctuation.
  package let key: QuestionKey
  /// How many words the question has.
  package let wordCount: Int
  /// The words, in order.
  let words: [String]
  /// The words, sorted.
  let sortedWords: [String]
  /// The stems of all words but the smallest, phrases that say the same taken as one.
  let stems: Set<String>
  /// What it is about, each word once, in order.
  let topic: [Term]
  /// The aspects that it asks for, as bits; the weak aspects only where there is no other.
  let aspects: UInt64
  /// The words that ask for each aspect, by its number.
  let askingWords: [Int: String]
  /// What it names of contrasts.
  let sides: [NamedSide]
  /// Its numbers, and the letters and numerals that tell types apart.
  let labels: Set<String>
  /// The first word that denies something.
  let denial: String?

  /// Whether it compares two things, or goes from one to the other, so that their order matters.
  var isDirected: Bool {
    if words.contains("than") || words.contains("into") { return true }
    let stems = Set(topic.map(\.shown))
    return words.indices.contains { index in
      words[index] == "to" && index > 0 && index + 1 < words.count
        && stems.contains(words[index - 1]) && stems.contains(words[index + 1])
    }
  }

  /// Reads a question. O(length).
  package init(_ text: ArraySlice<UInt8>) {
    let tables = QuestionTables.english
    let words = QuestionWords.words(of: text)
    key = QuestionKey(text)
    wordCount = words.count
    self.words = words
    sortedWords = words.sorted()
    denial = words.first(where: tables.denying.contains)

    var found: UInt64 = 0
    var asking: [Int: [Int]] = [:]
    for match in tables.aspects.matches(
      in: words, onlyAtStart: Self.asksYesOrNo(words))
    {
      found |= 1 << UInt64(match.name)
      if asking[match.name] == nil { asking[match.name] = match.places }
    }
    let strong = found & ~tables.weakAspects
    aspects = strong != 0 ? strong : found
    let kept = aspects
    asking = asking.filter { kept & 1 << UInt64($0.key) != 0 }
    askingWords = asking.mapValues { places in
      guard let first = places.first, let last = places.last else { return "" }
      return words[first...last].joined(separator: " ")
    }
    let askingPlaces = Set(asking.values.joined())

    labels = Self.labels(of: words)
    var named: [NamedSide] = []
    var stems: Set<String> = []
    var topic: [Term] = []
    var seen: Set<String> = []
    for (places, phrase) in Self.phrases(of: words, tables) {
      let shown = words[places].joined(separator: " ")
      for word in phrase.split(separator: " ") {
        for side in tables.sides[String(word)] ?? [] {
          named.append(NamedSide(side: side, shown: shown))
        }
      }
      if tables.small.contains(phrase) { continue }
      let stem = phrase.contains(" ") ? phrase : QuestionWords.stem(phrase)
      stems.insert(stem)
      if tables.filler.contains(phrase) || tables.denying.contains(phrase) { continue }
      if places.allSatisfy(askingPlaces.contains) { continue }
      if seen.insert(stem).inserted {
        topic.append(
          Term(
            stem: stem, shown: shown, isGeneral: tables.general.contains(phrase),
            isRare: places.count == 1 && QuestionWords.isRare(shown)))
      }
    }
    sides = named
    self.stems = stems
    self.topic = topic
  }

  /// Reads a question.
  package init(_ text: String) { self.init(Array(text.utf8)[...]) }

  /// The words, with phrases that say the same as another replaced by the one that stands for them.
  private static func phrases(
    of words: [String], _ tables: QuestionTables
  ) -> [(places: Range<Int>, phrase: String)] {
    var result: [(Range<Int>, String)] = []
    var index = 0
    while index < words.count {
      let match = tables.same[words[index]]?.first { words[index...].starts(with: $0.words) }
      let end = index + (match?.words.count ?? 1)
      result.append((index..<end, match?.stands ?? words[index]))
      index = end
    }
    return result
  }

  /// Whether a question is answered with yes or no, and not a request such as “can you explain”.
  private static func asksYesOrNo(_ words: [String]) -> Bool {
    guard words.count > 1, auxiliaries.contains(words[0]) else { return false }
    return !["you", "anyone", "anybody", "someone", "somebody"].contains(words[1])
  }

  private static let auxiliaries: Set<String> = [
    "is", "are", "was", "were", "am", "do", "does", "did", "can", "could", "will", "would",
    "should", "shall", "may", "might", "must", "has", "have", "had", "isnt", "arent", "cant",
    "doesnt", "dont", "wont",
  ]

  /// Numbers in digits and in words, and what follows `type`, `stage` and the like.
  private static func labels(of words: [String]) -> Set<String> {
    var labels: Set<String> = []
    for (index, word) in words.enumerated() {
      let first = word.utf8.first ?? 0
      if word.utf8.contains(where: \.isASCIIDigit) {
        labels.insert(word)
      } else if let number = numbers[word] {
        labels.insert(number)
      } else if index > 0 {
        let isLettered = lettered.contains(words[index - 1])
        if isLettered, let numeral = numerals[word] {
          labels.insert(numeral)
        } else if word.utf8.count == 1, first.isASCIILowercase,
          isLettered || !["a", "i", "s", "t", "m", "d", "x", "u", "r", "n"].contains(word)
        {
          labels.insert(word)
        }
      }
    }
    return labels
  }

  private static let numbers: [String: String] = [
    "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8",
    "nine": "9", "ten": "10", "eleven": "11", "twelve": "12",
  ]
  private static let numerals: [String: String] = [
    "i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6", "vii": "7", "viii": "8",
  ]
  /// Words after which a letter or a numeral is a name.
  private static let lettered: Set<String> = [
    "type", "stage", "grade", "phase", "class", "level", "hepatitis", "vitamin", "group",
    "influenza", "factor", "degree", "part", "chapter", "volume",
  ]
}
