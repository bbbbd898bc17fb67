public import StetCore
import StetLexicon

/// Finds words that one draft spells in two ways, and words of another English than
/// the draft's.
public struct InconsistentSpelling: DraftAnalyzer {
  /// The rule.
  public static let rule = Rule(
    id: "inconsistent-spelling",
    summary: "One word in two spellings, or a word of another English than the draft’s.",
    rationale: """
      Both spellings may be right, and still a reader stumbles where one page has “colour” and \
      “color”, or “Gingko” and “Ginkgo”. With `language: en-GB` (or `en-US`, `en-CA`, `en-AU`) \
      words that are spelled otherwise there are reported; without, the English that most of the \
      draft's telling words belong to decides, and only when others stand beside them. Names, \
      and what stands in code, are left alone. Of two spellings of an unusual word the one is \
      reported that no dictionary prefers, or that the draft has less often.
      """,
    severity: .hint,
    scope: .draft,
    precedence: .low,
    flagged: [
      Rule.Example(
        "The colour fades.\n\nHer favourite ↓color↑ is grey, and her neighbour agrees."),
      Rule.Example("Cramps may be treated with ↓Gingko↑. It is made of Ginkgo leaves."),
      Rule.Example(
        "Ask Dr Kovarinsky first.\n\nThe same Dr Kovarinsky, not Dr ↓Kovarisnky↑, knows the answer."
      ),
    ],
    accepted: [
      Rule.Example("The colour fades, and the centre of the picture is grey."),
      Rule.Example("The color fades, and the center of the picture is gray."),
      Rule.Example("They organized the programme and analysed its colour."),
      Rule.Example("The Labor Department paid for the neighbour’s labour and colour print."),
      Rule.Example(
        "In the desert we had dessert. Ethanol is not ethanal; quinine is not quinidine."),
      Rule.Example("Maria met Marie, Jansen met Hansen, and the Smythes met the Smiths."),
      Rule.Example(
        "Set `color: red` to change the colour of your favourite heading.", format: .markdown),
    ],
    judgesSpelling: true)

  /// The analyzer's rules.
  public static let rules = [rule]

  private let lexicon = Lexicon.english
  private let scanner = WordScanner()
  private let vocabulary: Vocabulary
  /// The region that the project names.
  private let region: Lexicon.Regions?

  /// Makes the analyzer.
  public init(_ settings: AnalyzerSettings) {
    vocabulary = settings.vocabulary
    region = Self.region(of: settings.language)
  }

  private static func region(of language: String) -> Lexicon.Regions? {
    switch language.split(separator: "-").last?.uppercased() {
    case "US": .unitedStates
    case "GB": .britain
    case "CA": .canada
    case "AU": .australia
    default: nil
    }
  }

  /// Reports words. Linear in the draft, but for the few words that are told apart.
  public func analyze(_ draft: Draft, _ findings: inout [Finding]) {
    let words = words(of: draft)
    if words.isEmpty { return }
    reportRegions(words, &findings)
    reportTwins(words + commonTwins(of: words, in: draft), &findings)
  }

  // MARK: Words

  /// Where a word stands.
  private struct Place {
    var range: TextRange
    var isLower: Bool
    /// The word before it, with a space between; empty when there is none.
    var before: [UInt8]
  }

  /// A word of the draft of which it matters how it is spelled.
  private struct Word {
    /// In lower case, with straight apostrophes and no possessive.
    var folded: [UInt8]
    var places: [Place] = []
    /// How many of these are in lower case.
    var lowerCount = 0
    /// What the lexicon says; `nil` when it does not have the word.
    var entry: Lexicon.Entry?
  }

  private func words(of draft: Draft) -> [Word] {
    var words: [Word] = []
    var indices: [[UInt8]: Int] = [:]
    for block in draft.blocks where block.kind.isProse {
      let bytes = draft.source.bytes(in: block.content)
      bytes.withUnsafeBufferPointer { buffer in
        scanner.visitTellingWords(in: buffer) { found in
          let start = bytes.startIndex + found.lowerBound
          var word = bytes[start..<bytes.startIndex + found.upperBound]
          guard word.count >= 4, word.count <= 40,
            word.allSatisfy(\.isASCIILetter) || Self.isPossessive(word)
          else { return true }
          if Self.isPossessive(word) { word.removeLast(2) }
          let range = TextRange(word.startIndex, word.endIndex)
          let folded = word.map(\.asciiLowercased)
          if let known = indices[folded] {
            if draft.hasSpan(in: range) { return true }
            note(range, word, in: bytes, &words[known])
            return true
          }
          let entry = lexicon.entry(ofFolded: folded[...])
          // Common words that everybody spells alike say nothing.
          if let entry, !entry.isVariant, entry.regions == .all, entry.commonness < 50 {
            return true
          }
          if draft.hasSpan(in: range) { return true }
          indices[folded] = words.count
          var new = Word(folded: folded, entry: entry)
          note(range, word, in: bytes, &new)
          words.append(new)
          return true
        }
      }
    }
    return words
  }

  /// - Parameter text: the block that the word stands in.
  private func note(
    _ range: TextRange, _ word: ArraySlice<UInt8>, in text: ArraySlice<UInt8>, _ known: inout Word
  ) {
    let isLower = word.first?.isASCIILowercase ?? false
    known.places.append(
      Place(
        range: range, isLower: isLower, before: isLower ? [] : Self.word(before: range, in: text)))
    if isLower { known.lowerCount += 1 }
  }

  /// The word that stands before a range, with one space between.
  private static func word(before range: TextRange, in text: ArraySlice<UInt8>) -> [UInt8] {
    let end = range.start.utf8 - 1
    guard end > text.startIndex, text.byte(at: end).isASCIIWhitespace else { return [] }
    var start = end
    while start > text.startIndex, end - start < 32, text.byte(at: start - 1).isASCIILetter {
      start -= 1
    }
    return Array(text[start..<end])
  }

  private static func isPossessive(_ word: ArraySlice<UInt8>) -> Bool {
    word.suffix(2).elementsEqual("'s".utf8) && word.dropLast(2).allSatisfy(\.isASCIILetter)
  }

  // MARK: Regions

  /// The share of the draft's telling words that must be of one region for the others to
  /// be reported.
  private static let majority = 2.0 / 3

  private func reportRegions(_ words: [Word], _ findings: inout [Finding]) {
    let regional = words.filter { word in
      guard let entry = word.entry else { return false }
      return entry.regions != .all && word.lowerCount > 0 && entry.lowerCommonness != nil
        && !entry.isVariant
    }
    var target = region
    if target == nil {
      var american = 0
      var british = 0
      for word in regional {
        let regions = word.entry?.regions ?? .all
        // A word that stands often says no more than that it is the subject.
        let weight = min(3, word.lowerCount)
        if regions.contains(.unitedStates) && !regions.contains(.britain) { american += weight }
        if regions.contains(.britain) && !regions.contains(.unitedStates) { british += weight }
      }
      guard american > 0, british > 0 else { return }
      let share = Double(max(american, british)) / Double(american + british)
      guard share >= Self.majority else { return }
      target = american > british ? .unitedStates : .britain
    }
    guard let target else { return }
    for word in regional {
      guard let entry = word.entry, !entry.regions.contains(target),
        let counterpart = counterpart(of: word.folded, entry, in: target)
      else { continue }
      let text = String(decoding: word.folded, as: UTF8.self)
      if vocabulary.lists(text) { continue }
      let why =
        region == nil
        ? "most of the draft is \(Self.name(of: target))"
        : "the project is set to \(Self.name(of: target)) English"
      // With a capital it may be part of a name: “the Lincoln Center”.
      for place in word.places where place.isLower {
        findings.append(finding(place, counterpart, "“\(text)” is “\(counterpart)” where \(why)"))
      }
    }
  }

  private static func name(of region: Lexicon.Regions) -> String {
    switch region {
    case .unitedStates: "American"
    case .britain: "British"
    case .canada: "Canadian"
    default: "Australian"
    }
  }

  /// How a region spells a word that is spelled so in others only; `nil` when that is
  /// not plain.
  private func counterpart(
    of word: [UInt8], _ entry: Lexicon.Entry, in region: Lexicon.Regions
  ) -> String? {
    let near = lexicon.words(near: word[...], budget: 20, limit: 20)
    let best = near.filter { other in
      other.word != word && other.word.first == word.first && !other.entry.isVariant
        && other.entry.lowerCommonness != nil && other.entry.regions.contains(region)
        && !other.entry.regions.isSuperset(of: entry.regions)
        && abs(other.entry.commonness - entry.commonness) <= 30
        && Self.endsAlike(word, other.word)
    }.min { ($0.cost, $0.score) < ($1.cost, $1.score) }
    return best.map { String(decoding: $0.word, as: UTF8.self) }
  }

  /// Whether two spellings can be one form of one word: `dependant` is not `dependents`.
  /// Two letters change places only in `centre`.
  private static func endsAlike(_ first: [UInt8], _ second: [UInt8]) -> Bool {
    func ends(_ one: StaticString, _ other: StaticString) -> Bool {
      one.withUTF8Buffer { one in
        other.withUTF8Buffer { other in
          first.suffix(one.count).elementsEqual(one)
            && second.suffix(other.count).elementsEqual(other)
            || first.suffix(other.count).elementsEqual(other)
              && second.suffix(one.count).elementsEqual(one)
        }
      }
    }
    if ends("re", "er") || ends("ogue", "og") || ends("amme", "am") { return true }
    let shape = SlipShape(from: first, to: second)
    return first.last == second.last && shape.counts[SlipShape.Kind.swapped.rawValue] == 0
  }

  // MARK: Twins

  private func reportTwins(_ words: [Word], _ findings: inout [Finding]) {
    let unusual = words.filter { word in
      word.folded.count >= 5 && !vocabulary.lists(String(decoding: word.folded, as: UTF8.self))
    }
    // One finding for a word is enough.
    var reported = Set(findings.filter { $0.rule == Self.rule.id }.map(\.range))
    let alike = Dictionary(grouping: unusual, by: { Self.skeleton(of: $0.folded) })
    for (_, group) in alike.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) })
    where group.count > 1 && group.count <= 20 {
      for index in group.indices {
        for other in group.indices where other > index {
          guard let (wrong, right) = judge(group[index], group[other]) else { continue }
          let meant = String(decoding: right.folded, as: UTF8.self)
          for place in wrong.places where reported.insert(place.range).inserted {
            findings.append(
              finding(place, meant, "The draft spells this “\(Self.shown(meant, right))” as well"))
          }
        }
      }
    }
  }

  /// The common words of the draft that variants among `words` may be the variants of:
  /// nothing else asks where common words stand.
  private func commonTwins(of words: [Word], in draft: Draft) -> [Word] {
    var sought: [[UInt8]: Word] = [:]
    let known = Set(words.map(\.folded))
    for word in words where word.entry?.isVariant ?? false {
      for near in lexicon.words(near: word.folded[...], budget: 12, limit: 10)
      where !near.entry.isVariant && !known.contains(near.word) {
        sought[near.word] = Word(folded: near.word, entry: near.entry)
      }
    }
    if sought.isEmpty { return [] }
    // Hardly any word is as long, and begins and ends, as one that is sought.
    func key(_ length: Int, _ first: UInt8, _ last: UInt8) -> Int {
      (length & 31) << 10 | Int(first & 31) << 5 | Int(last & 31)
    }
    var mayBeSought = [Bool](repeating: false, count: 1 << 15)
    for word in sought.keys {
      mayBeSought[key(word.count, word.first ?? 0, word.last ?? 0)] = true
    }
    for block in draft.blocks where block.kind.isProse {
      let bytes = draft.source.bytes(in: block.content)
      bytes.withUnsafeBufferPointer { buffer in
        scanner.visitAllWords(in: buffer) { found in
          let start = bytes.startIndex + found.lowerBound
          let word = bytes[start..<bytes.startIndex + found.upperBound]
          guard let first = word.first, let last = word.last,
            mayBeSought[key(word.count, first, last)]
          else { return true }
          let folded = word.map(\.asciiLowercased)
          if sought[folded] == nil { return true }
          let range = TextRange(word.startIndex, word.endIndex)
          if draft.hasSpan(in: range) { return true }
          if var known = sought[folded] {
            note(range, word, in: bytes, &known)
            sought[folded] = known
          }
          return true
        }
      }
    }
    return sought.values.filter { !$0.places.isEmpty }
      .sorted { $0.folded.lexicographicallyPrecedes($1.folded) }
  }

  /// The word as most of the draft writes it: with a capital, or without.
  private static func shown(_ text: String, _ word: Word) -> String {
    word.lowerCount * 2 < word.places.count
      ? text.prefix(1).uppercased() + text.dropFirst() : text
  }

  /// A word's consonants, sorted, doubled ones once: the same for twins.
  private static func skeleton(of word: [UInt8]) -> [UInt8] {
    var letters: [UInt8] = []
    for byte in word where !"aeiouy'".utf8.contains(byte) && letters.last != byte {
      letters.append(byte)
    }
    return letters.sorted()
  }

  /// Which of two words is to be reported for the other; `nil` for two words that only
  /// look alike.
  private func judge(_ first: Word, _ second: Word) -> (wrong: Word, right: Word)? {
    func isPreferred(_ word: Word) -> Bool { word.entry.map { !$0.isVariant } ?? false }
    if isPreferred(first) && isPreferred(second) { return nil }
    let wrong: Word
    let right: Word
    if first.entry != nil && second.entry != nil {
      let (preferred, other) = isPreferred(first) ? (first, second) : (second, first)
      // A variant that the draft is used to is not what stands out.
      let isUsual = other.places.count > preferred.places.count
      (wrong, right) = isUsual ? (preferred, other) : (other, preferred)
    } else {
      // Two people may have nearly one name: it is one only where one word leads to both.
      (wrong, right) = first.places.count >= second.places.count ? (second, first) : (first, second)
      let before = Set(right.places.map(\.before))
      guard right.places.count > wrong.places.count,
        wrong.places.allSatisfy({ !$0.before.isEmpty && before.contains($0.before) })
      else { return nil }
    }
    let shape = SlipShape(from: right.folded, to: wrong.folded)
    guard shape.count == 1, !shape.isInFirst, !shape.isInLast,
      let kind = SlipShape.Kind.allCases.first(where: { shape.counts[$0.rawValue] > 0 })
    else { return nil }
    switch kind {
    case .swapped, .moved, .singled, .doubled: return (wrong, right)
    case .vowel, .omittedSilent, .omittedVowel, .addedVowel, .group:
      // A vowel may make another name, or another substance.
      return wrong.folded.count >= 7 && wrong.entry != nil && right.entry != nil
        ? (wrong, right) : nil
    default: return nil
    }
  }

  private func finding(
    _ place: Place, _ meant: String, _ message: String
  ) -> Finding {
    let text = place.isLower ? meant : meant.prefix(1).uppercased() + meant.dropFirst()
    return Finding(
      Self.rule, at: place.range, message, suggestions: [text],
      fixes: [
        Fix(
          "Change to “\(text)”", [TextEdit(place.range, text)], safety: .suggestion,
          isPreferred: true)
      ])
  }
}
