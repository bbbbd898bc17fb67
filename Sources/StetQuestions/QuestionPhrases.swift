/// Phrases that are looked for in the words of a question.
struct QuestionPhrases: Sendable {
  /// A part of a phrase.
  private enum Part: Sendable {
    case words(Set<String>)
    case gap, end
  }

  private struct Phrase: Sendable {
    var name: Int
    var isAtStart: Bool
    var parts: [Part]
  }

  /// What was found: the phrase's name, and the places of its words.
  struct Match {
    var name: Int
    var places: [Int]
  }

  /// The phrases by their first words.
  private var phrases: [String: [Phrase]] = [:]

  /// Adds a phrase, as `Dictionaries/questions/aspects.txt` describes them.
  mutating func add(_ text: Substring, name: Int) {
    var phrase = Phrase(name: name, isAtStart: false, parts: [])
    for part in text.split(separator: " ") {
      switch part {
      case "^": phrase.isAtStart = true
      case "$": phrase.parts.append(.end)
      case "...": phrase.parts.append(.gap)
      default: phrase.parts.append(.words(Set(part.split(separator: "|").map(String.init))))
      }
    }
    guard case .words(let first)? = phrase.parts.first else { return }
    for word in first { phrases[word, default: []].append(phrase) }
  }

  /// The phrases that `words` hold.
  ///
  /// - Parameter isBound: whether only those count that must stand at the start.
  func matches(in words: [String], onlyAtStart isBound: Bool) -> [Match] {
    var matches: [Match] = []
    for (start, word) in (isBound ? words.prefix(1) : words[...]).enumerated() {
      for phrase in phrases[word] ?? []
      where phrase.isAtStart ? start == 0 : !isBound {
        if let places = Self.match(phrase.parts, words, from: start) {
          matches.append(Match(name: phrase.name, places: places))
        }
      }
    }
    return matches
  }

  /// The places of the words of a phrase that begins at `start`. After a gap the first place at
  /// which the next word stands is taken.
  private static func match(_ parts: [Part], _ words: [String], from start: Int) -> [Int]? {
    var places: [Int] = []
    var index = start
    var isFree = false
    for part in parts {
      switch part {
      case .gap: isFree = true
      case .end:
        guard index == words.count || isFree else { return nil }
      case .words(let wanted):
        while index < words.count, isFree, !wanted.contains(words[index]) { index += 1 }
        guard index < words.count, wanted.contains(words[index]) else { return nil }
        places.append(index)
        index += 1
        isFree = false
      }
    }
    return places
  }
}
