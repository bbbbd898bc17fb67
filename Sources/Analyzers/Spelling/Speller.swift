import Glibc
package import StetCore
package import StetLexicon

/// Judges words by the lexicon, the words that a project brings, and what
/// stands around them in one block.
package struct Speller: Sendable {
  /// A word that is probably misspelled.
  package struct Suspect: Sendable {
    /// The word's token.
    package var token: Token
    /// The bytes to replace: the word without its possessive.
    package var range: TextRange
    /// What was probably meant, best first, in the casing of the word.
    package var suggestions: [String]
    /// The words that were weighed, best first.
    package var candidates: [Candidate] = []
    /// What speaks for and against it.
    package var evidence: SpellingEvidence
    /// Whether the word is on the list of known misspellings.
    package var isKnown: Bool
    /// Whether the project forbids the word.
    package var isForbidden: Bool
    /// How sure it is that the word is misspelled, 0 to 1.
    package var confidence: Double
    /// How sure it is that the first suggestion is what was meant, 0 to 1.
    package var certainty: Double
  }

  private let lexicon: Lexicon
  private let vocabulary: Vocabulary
  private let memo = WordMemo()
  private let scanner: WordScanner

  /// Makes a speller.
  package init(lexicon: Lexicon = .english, vocabulary: Vocabulary = Vocabulary()) {
    self.lexicon = lexicon
    scanner = WordScanner(lexicon: lexicon)
    self.vocabulary = vocabulary
  }

  /// The suspects of a block, however weak, in order.
  package func suspects(in block: BlockView) -> [Suspect] {
    unknownWords(in: block).compactMap { suspect($0, in: block, isThorough: true) }
  }

  // MARK: A block's words

  /// A word that the lexicon does not have, or only among its rarest, or that a
  /// project forbids.
  package struct UnknownWord: Sendable {
    /// The word's token, and its place among the block's tokens.
    package var token: Token
    package var index: Int
    /// The bytes of the word without its possessive.
    package var range: TextRange
    /// The word without its possessive, in lower case with straight apostrophes.
    package var folded: [UInt8]
    /// Whether a sentence may begin with it.
    package var startsSentence: Bool
    /// Whether the project forbids it.
    package var isForbidden: Bool
  }

  /// The unknown words of a block, in order; none when the block seems to be in
  /// another language, or in no language at all. Linear in the block when it has
  /// no unknown words.
  package func unknownWords(in block: BlockView) -> [UnknownWord] {
    if vocabulary.forbidsNothing, !scanner.hasUnknownWord(in: block.bytes(in: block.content)) {
      return []
    }
    var indices: [Int] = []
    var known = 0
    var unknown = 0
    for (index, token) in block.tokens.enumerated() where token.kind == .word {
      let word = block.bytes(in: token.range)
      if vocabulary.forbidsNothing && lexicon.isCommon(word) {
        known += 1
        continue
      }
      let match = lexicon.match(word)
      if token.range.length >= 3 {
        if match != nil { known += 1 } else { unknown += 1 }
      }
      let isKnown = match.map { $0.isAsWritten && $0.commonness < 95 } ?? false
      if isKnown && (vocabulary.forbidsNothing || !vocabulary.forbids(block.string(of: token))) {
        continue
      }
      indices.append(index)
    }
    let isForeign = unknown >= 5 && unknown * 5 > known * 2 && !isEnglish(block)
    // A forbidden word is reported wherever it stands.
    if isForeign {
      indices.removeAll { !vocabulary.forbids(block.string(of: block.tokens[$0])) }
    }
    if indices.isEmpty { return [] }
    let ignored = ignoredRanges(in: block)
    return indices.compactMap { index in
      ignored.overlaps(block.tokens[index].range) ? nil : unknownWord(at: index, in: block)
    }
  }

  /// Whether a block with many unknown words is English all the same: no other language
  /// has so many of its small words.
  private func isEnglish(_ block: BlockView) -> Bool {
    var words = 0
    var small = 0
    for token in block.tokens where token.kind == .word {
      words += 1
      if token.range.length <= 5,
        Self.smallWords.contains(Self.folded(block.bytes(in: token.range)))
      {
        small += 1
      }
    }
    return small * 10 >= words
  }

  private static let smallWords = Set(
    "the and of that with my they this from have which you are she were would there their"
      .utf8.split(separator: UInt8(ascii: " ")).map { Array($0) })

  /// What the project's patterns match in a block.
  private func ignoredRanges(in block: BlockView) -> DisjointRanges {
    if vocabulary.ignoredPatterns.isEmpty { return DisjointRanges([]) }
    let text = block.string(in: block.content)
    let start = block.content.start.utf8
    return DisjointRanges(
      vocabulary.ignoredPatterns.flatMap { pattern in
        pattern.ranges(in: text).map { TextRange(start + $0.lowerBound, start + $0.upperBound) }
      })
  }

  private func unknownWord(at index: Int, in block: BlockView) -> UnknownWord? {
    let token = block.tokens[index]
    var word = Self.folded(block.bytes(in: token.range))
    var range = token.range
    if word.count > 3, word.suffix(2).elementsEqual("'s".utf8),
      lexicon.corrections(ofMisspelling: word[...]).isEmpty
    {
      word.removeLast(2)
      let mark = block.byte(at: range.end.utf8 - 2) == UInt8(ascii: "'") ? 2 : 4
      range = TextRange(range.start.utf8, range.end.utf8 - mark)
    }
    guard word.count >= 2, !isPartOfLongerThing(index, in: block) else { return nil }
    let text = block.string(in: range)
    let isForbidden = vocabulary.forbids(text)
    if !isForbidden, vocabulary.accepts(text) || vocabulary.accepts(block.string(of: token)) {
      return nil
    }
    return UnknownWord(
      token: token, index: index, range: range, folded: word,
      startsSentence: startsSentence(index, in: block), isForbidden: isForbidden)
  }

  /// What is known of a word by itself.
  package typealias Facts = WordMemo.Facts

  private static func folded(_ word: ArraySlice<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(word.count)
    var index = word.startIndex
    while index < word.endIndex {
      let byte = word[index]
      if byte == 0xE2, word.byte(at: index + 1) == 0x80, word.byte(at: index + 2) == 0x99 {
        result.append(UInt8(ascii: "'"))
        index += 3
      } else {
        result.append(byte.asciiLowercased)
        index += 1
      }
    }
    return result
  }

  // MARK: One word

  /// What an unknown word is suspected to be; `nil` when nothing speaks for a slip.
  /// Some 5 to 200 µs. When it `isThorough`, words that are taken for names are
  /// judged too.
  package func suspect(
    _ unknown: UnknownWord, in block: BlockView, isThorough: Bool = false
  ) -> Suspect? {
    let token = unknown.token
    let word = unknown.folded
    let text = block.string(in: unknown.range)
    var evidence = SpellingEvidence()
    evidence.length = word.count
    evidence.isForeign = !token.isASCII && word.contains { $0 >= 0x80 }
    evidence.isCapitalizedInside = token.casing == .capitalized && !unknown.startsSentence
    evidence.isCapitalizedAtStart = token.casing == .capitalized && unknown.startsSentence
    evidence.isUpper = token.casing == .upper
    evidence.isMixed = token.casing == .mixed

    let corrections = lexicon.corrections(ofMisspelling: word[...])
    let isKnown = !corrections.isEmpty && token.casing != .mixed
    if isKnown && !isThorough {
      return Suspect(
        token: token, range: unknown.range,
        suggestions: corrections.map { cased($0, like: token, text) }, evidence: evidence,
        isKnown: true, isForbidden: unknown.isForbidden,
        confidence: evidence.isCapitalizedInside ? 0.95 : 0.99,
        certainty: corrections.count == 1 ? 0.98 : 0.7)
    }
    if unknown.isForbidden {
      let meant = vocabulary.replacement(for: text).map { cased($0, like: token, text) }
      // What is near a word that is none may have been meant; what is near a right word
      // that a project does not want is another form of it, or nothing to do with it.
      let isWord = lexicon.match(word[...]) != nil
      let near =
        isWord || meant != nil
        ? []
        : candidates(for: unknown, facts(of: word), in: block).map {
          cased(restored($0), like: token, text)
        }
      return Suspect(
        token: token, range: unknown.range,
        suggestions: meant.map { [$0] }
          ?? Array(near.filter { !vocabulary.forbids($0) }.prefix(Self.suggestionLimit)),
        evidence: evidence, isKnown: false, isForbidden: true, confidence: 1,
        certainty: meant == nil ? 0 : 1)
    }
    let match = lexicon.match(word[...])
    evidence.isRareWord = match?.entry.lowerCommonness == 95
    evidence.isName = match != nil && match?.entry.lowerCommonness == nil
    if !isThorough {
      guard word.count >= (token.casing == .upper ? 7 : 3), !evidence.isForeign,
        token.casing != .mixed
      else { return nil }
    }
    // A capitalized word that is a name, though of the rarest, is a name.
    if let match, token.casing != .lower, match.isAsWritten || evidence.isName { return nil }
    let original = lexicon.match(block.bytes(in: token.range))
    if token.casing != .lower, original?.isAsWritten ?? false { return nil }

    if !isThorough, isLatinName(unknown, in: block) { return nil }
    evidence.isQuoted = isQuoted(unknown.index, in: block)
    let neighbours = neighbours(of: unknown.index, in: block)
    evidence.unknownNeighbours = neighbours.unknown
    evidence.isBesideName = token.casing != .lower && neighbours.capitalized > 0
    let facts = facts(of: word, isThorough: isThorough)
    if facts.formation == .inflected && !isThorough { return nil }
    let candidates = candidates(for: unknown, facts, in: block)
    if let best = candidates.first {
      evidence.hasCandidate = true
      evidence.score = best.score
      evidence.certainty = Self.certainty(of: candidates)
      evidence.cost = best.cost
      evidence.frequency = best.frequency
      evidence.changesFirstLetter = best.word.first != word.first
      let shared = zip(best.word, word).prefix { $0 == $1 }.count
      evidence.changesOnlyEnding = shared >= min(best.word.count, word.count) - 1
      evidence.hasTwin = best.isInBlock
    }
    for other in block.tokens[reach(of: unknown.index, in: block)]
    where evidence.repetitions < SpellingEvidence.mostRepetitions && other.kind == .word
      && other.range != token.range && other.range.length == token.range.length
    {
      if Self.isFolded(block.bytes(in: other.range), to: word, orLonger: true) {
        evidence.repetitions += 1
      }
    }
    evidence.formation = facts.formation
    let confidence = SpellingWeights.confidence(evidence)
    return Suspect(
      token: token, range: unknown.range,
      suggestions: isKnown
        ? corrections
        : candidates.prefix(Self.suggestionLimit).map { cased(restored($0), like: token, text) },
      candidates: candidates, evidence: evidence, isKnown: isKnown, isForbidden: false,
      confidence: isKnown ? 0.99 : confidence, certainty: confidence * evidence.certainty)
  }

  /// How likely the first candidate is what was meant, if one of them is.
  private static func certainty(of candidates: [Candidate]) -> Double {
    guard let best = candidates.first else { return 0 }
    return 1 / candidates.reduce(0) { $0 + exp($1.score - best.score) }
  }

  /// The score of a word that explains what was written so well that no more is
  /// looked for.
  private static let goodScore = 17

  /// So many tokens on either side are looked through for the correct spelling: no
  /// paragraph is longer, and what is no paragraph must not cost the square of its
  /// length.
  private static let reach = 1_000

  /// The tokens that are looked through for what speaks for or against a word.
  private func reach(of index: Int, in block: BlockView) -> Range<Int> {
    max(0, index - Self.reach)..<min(block.tokens.count, index + Self.reach)
  }

  /// How many words are suggested at most.
  private static let suggestionLimit = 5

  /// How many words are weighed from each search.
  private static let candidateLimit = 20

  /// What is known of a word by itself. Two slips are looked for only when one does
  /// not explain the word well. When it `isThorough`, all that is weighed is told.
  package func facts(of word: [UInt8], isThorough: Bool = false) -> Facts {
    if isThorough { return findFacts(of: word, isThorough: true) }
    return memo.facts(of: word) { findFacts(of: word, isThorough: false) }
  }

  private func findFacts(of word: [UInt8], isThorough: Bool) -> Facts {
    let formation = lexicon.formation(of: word[...])
    // Nothing is asked of what is merely the form of a known word.
    if formation == .inflected && !isThorough {
      return Facts(candidates: [], formation: formation)
    }
    var near = lexicon.words(near: word[...], budget: 13, limit: Self.candidateLimit)
    let isExplained = near.first { $0.word != word }.map { $0.score <= Self.goodScore } ?? false
    let further = lexicon.words(
      near: word[...], budget: isExplained || word.count <= 4 ? 20 : 26,
      limit: Self.candidateLimit, amongFrequent: true)
    near += further.filter { word in !near.contains { $0.word == word.word } }
    near.removeAll { $0.word == word }
    let written = Candidate.Written(word)
    var candidates = near.map { Candidate($0, for: written) }
    candidates.sort(by: Self.isBetter)
    // Those that no surroundings bring near the best one say nothing.
    if let best = candidates.first, !isThorough {
      let telling = candidates.prefix { $0.score >= best.score - Candidate.placeGain }.count
      candidates.removeLast(max(0, candidates.count - max(telling, Self.suggestionLimit)))
      for index in candidates.indices { candidates[index].values = [] }
    }
    return Facts(candidates: candidates, formation: formation)
  }

  private static func isBetter(_ first: Candidate, than second: Candidate) -> Bool {
    first.score != second.score
      ? first.score > second.score : first.word.lexicographicallyPrecedes(second.word)
  }

  /// The words that may have been meant, best first, where the word stands.
  private func candidates(
    for unknown: UnknownWord, _ facts: Facts, in block: BlockView
  ) -> [Candidate] {
    var candidates = facts.candidates
    guard !candidates.isEmpty else { return [] }
    let before = Candidate.Neighbour(neighbour(of: unknown.index, -1, in: block), lexicon)
    let after = Candidate.Neighbour(neighbour(of: unknown.index, 1, in: block), lexicon)
    var lengths: UInt64 = 0
    for candidate in candidates { lengths |= 1 << UInt64(min(63, candidate.word.count)) }
    var present = Set<Int>()
    let tokens = block.tokens
    for index in reach(of: unknown.index, in: block) where tokens[index].kind == .word {
      let length = tokens[index].range.length
      guard length < 64, lengths & 1 << UInt64(length) != 0 else { continue }
      let bytes = block.bytes(in: tokens[index].range)
      for (place, candidate) in candidates.enumerated()
      where candidate.word.count == length && Self.isFolded(bytes, to: candidate.word) {
        present.insert(place)
      }
    }
    for index in candidates.indices {
      candidates[index].place(
        between: before, and: after, isInBlock: present.contains(index), lexicon)
    }
    candidates.sort(by: Self.isBetter)
    return candidates
  }

  /// Whether a written word is another one in lower case, or begins with it.
  private static func isFolded(
    _ written: ArraySlice<UInt8>, to word: [UInt8], orLonger: Bool = false
  ) -> Bool {
    guard let first = written.first, first.asciiLowercased == word.first else { return false }
    let folded = written.contains { $0 >= 0x80 } ? folded(written)[...] : written
    guard orLonger ? folded.count >= word.count : folded.count == word.count else { return false }
    return zip(folded, word).allSatisfy { $0.asciiLowercased == $1 }
  }

  /// The word beside another in lower case, when there is only white space between;
  /// empty when there is none.
  private func neighbour(of index: Int, _ step: Int, in block: BlockView) -> ArraySlice<UInt8> {
    guard block.token(at: index + step)?.isWhitespace ?? false,
      let token = block.token(at: index + 2 * step), token.kind == .word
    else { return [] }
    return Self.folded(block.bytes(in: token.range))[...]
  }

  /// The candidate as the lexicon writes it: `Wednesday` for `wednesday`.
  private func restored(_ near: Candidate) -> String {
    let text = String(decoding: near.word, as: UTF8.self)
    if near.entry.lowerCommonness != nil { return text }
    if near.entry.casings.contains(.capitalized) {
      return text.prefix(1).uppercased() + text.dropFirst()
    }
    if near.entry.casings.contains(.mixed),
      let mixed = lexicon.mixedSpellings(of: near.word[...]).first
    {
      return String(decoding: mixed, as: UTF8.self)
    }
    return text.uppercased()
  }

  /// The correction with the capitals and the apostrophes of what was written.
  private func cased(_ correction: String, like token: Token, _ text: String) -> String {
    var result = correction
    switch token.casing {
    case .upper: result = result.uppercased()
    case .capitalized: result = result.prefix(1).uppercased() + result.dropFirst()
    case .lower, .mixed: break
    }
    return text.contains("\u{2019}") ? result.replacingApostrophes() : result
  }

  // MARK: Surroundings

  /// Whether the word is joined to something that is not prose: `foo_bar`,
  /// `a/b`, `x.y`, `@name`, `#tag`, `-flag`.
  private func isPartOfLongerThing(_ index: Int, in block: BlockView) -> Bool {
    for step in [-1, 1] {
      guard let beside = block.token(at: index + step) else { continue }
      switch beside.kind {
      case .alphanumeric, .number: return true
      case .span where beside.span == .tag || beside.span == .entity:
        if goesOn(from: index, step, in: block) { return true }
      case .span where beside.span == .markup:
        // A drop cap: `**T**reatment`.
        if let beyond = block.token(at: index + 2 * step),
          beyond.kind == .word || beyond.kind == .alphanumeric
        {
          return true
        }
      case .span: if beside.span != .markup && beside.span != .entity { return true }
      case .punctuation:
        let mark = block.byte(at: beside.range.start.utf8)
        let beyond = block.token(at: index + 2 * step)
        switch mark {
        case UInt8(ascii: "@"), UInt8(ascii: "#"), UInt8(ascii: "_"), UInt8(ascii: "\\"),
          UInt8(ascii: "="), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "$"),
          UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "~"), UInt8(ascii: "|"),
          UInt8(ascii: "+"), UInt8(ascii: "&"), UInt8(ascii: "%"), UInt8(ascii: "`"):
          return true
        case UInt8(ascii: "."), UInt8(ascii: ":"), UInt8(ascii: "'"):
          // Within a name or a path; a sentence's own mark has a space after it.
          if let beyond,
            beyond.kind == .word || beyond.kind == .alphanumeric
              || beyond.kind == .number
          {
            return true
          }
          if step == -1 && mark != UInt8(ascii: "'") && beyond?.isWhitespace ?? true { return true }
        case UInt8(ascii: "/"):
          return true
        case UInt8(ascii: "-"):
          if step == -1 && beyond?.isWhitespace ?? true { return true }
        default: break
        }
      default: break
      }
    }
    return false
  }

  /// Whether the word goes on past the tags and character references beside it:
  /// `<b>in</b>jury`, `caf&eacute;`, `don&rsquo;t`.
  private func goesOn(from index: Int, _ step: Int, in block: BlockView) -> Bool {
    var place = index + step
    while let token = block.token(at: place), token.kind == .span {
      let bytes = block.bytes(in: token.range)
      switch token.span {
      case .tag:
        if MarkupMarks.separates(bytes) { return false }
      case .entity:
        if MarkupMarks.isLetter(bytes) { return true }
        guard MarkupMarks.isApostrophe(bytes) else { return false }
      default: return false
      }
      place += step
    }
    guard let beyond = block.token(at: place) else { return false }
    switch beyond.kind {
    case .word, .alphanumeric, .number: return true
    default: return false
    }
  }

  private func startsSentence(_ index: Int, in block: BlockView) -> Bool {
    var before = index - 1
    while let token = block.token(at: before) {
      switch token.kind {
      case .space: before -= 1
      case .lineBreak: return block.format == .plainText || before == 0
      case .punctuation:
        let mark = block.byte(at: token.range.start.utf8)
        switch mark {
        case UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"), UInt8(ascii: "*"),
          UInt8(ascii: "-"), 0xE2:
          return true
        // What a colon introduces is as often a name.
        case UInt8(ascii: ":"), UInt8(ascii: ";"), UInt8(ascii: ","):
          return false
        default: before -= 1
        }
      case .span where token.span == .markup || token.span == .label || token.span == .tag:
        before -= 1
      default: return false
      }
    }
    return true
  }

  /// Whether the word stands alone in quotation marks, brackets or emphasis, or
  /// is joined to another by a hyphen: often an element of words, or a name.
  private func isQuoted(_ index: Int, in block: BlockView) -> Bool {
    for step in [-1, 1] {
      if let beside = block.token(at: index + step), beside.kind == .punctuation,
        block.byte(at: beside.range.start.utf8) == UInt8(ascii: "-")
      {
        return true
      }
    }
    func isMark(_ index: Int, opening: Bool) -> Bool {
      guard let token = block.token(at: index) else { return false }
      if token.kind == .span { return token.span == .markup }
      guard token.kind == .punctuation else { return false }
      let text = block.string(of: token)
      return opening
        ? ["\"", "“", "‘", "'", "(", "«", "*", "_"].contains(text)
        : ["\"", "”", "’", "'", ")", "»", "*", "_"].contains(text)
    }
    return isMark(index - 1, opening: true) && isMark(index + 1, opening: false)
  }

  /// Whether a word in lower case is probably the second part of a Latin name:
  /// `Ginkgo biloba`, `myotonia congenita`.
  private func isLatinName(_ unknown: UnknownWord, in block: BlockView) -> Bool {
    guard unknown.token.casing == .lower, unknown.folded.count >= 5,
      Self.latinEndings.contains(where: { unknown.folded.suffix($0.count).elementsEqual($0) })
    else { return false }
    let before = neighbour(of: unknown.index, -1, in: block)
    guard before.count >= 4, let token = block.token(at: unknown.index - 2) else { return false }
    // “The biloba” is none, and neither is “most biloba”.
    let commonness = lexicon.entry(ofFolded: before)?.lowerCommonness ?? 95
    if token.casing == .capitalized { return commonness > 35 }
    return commonness > 50
      && Self.latinEndings.contains { before.suffix($0.count).elementsEqual($0) }
  }

  private static let latinEndings = ["a", "ae", "us", "um", "is", "i", "ensis", "oides", "ans"]
    .map { Array($0.utf8) }

  /// How many of the words next to this one are unknown, capitalized words apart,
  /// and how many are capitalized where no sentence begins.
  private func neighbours(
    of index: Int, in block: BlockView
  ) -> (unknown: Int, capitalized: Int) {
    var unknown = 0
    var capitalized = 0
    for step in [-1, 1] {
      var beside = index + step
      while let token = block.token(at: beside), token.isWhitespace { beside += step }
      guard let token = block.token(at: beside), token.kind == .word else { continue }
      if token.casing != .lower && !startsSentence(beside, in: block) { capitalized += 1 }
      if token.range.length >= 3,
        lexicon.match(block.bytes(in: token.range)).map({ $0.commonness >= 95 }) ?? true
      {
        unknown += 1
      }
    }
    return (unknown, capitalized)
  }
}

extension String {
  /// The text with curly apostrophes for straight ones.
  fileprivate func replacingApostrophes() -> String {
    String(map { $0 == "'" ? "\u{2019}" : $0 })
  }
}
