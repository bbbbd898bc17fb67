import StetCore
import StetLexicon

/// What the last words of a text show of whether a sentence may end after them.
///
/// The features are names of what stands last: the word, the pairs and triples
/// of words and of their classes, the letters it ends in, how common it and the
/// words that begin with it are, and what the sentence has had so far. Each is
/// hashed, and the fitted model knows what each weighs.
struct SentenceEnd {
  private let bytes: ArraySlice<UInt8>
  private let tokens: [EndingToken]
  private let model: EndingModel

  /// Reads a text, or its end; O(n).
  init(_ bytes: ArraySlice<UInt8>, model: EndingModel = .english) {
    self.bytes = bytes
    self.model = model
    tokens = EndingToken.tokens(of: bytes)
  }

  /// The text's tokens, white space left out.
  var all: [EndingToken] { tokens }

  /// The index of the last token that a text may end with; `nil` when there is none.
  var last: Int? { tokens.lastIndex(where: \.canEnd) }

  /// The log-odds that the text was cut after a token against its ending there.
  func logOdds(at index: Int) -> Double {
    logOdds(ofFeatures: features(at: index))
  }

  /// The same by features that ``features(at:cutTo:)`` has found.
  func logOdds(ofFeatures features: [UInt64]) -> Double {
    model.logOdds(ofFeatures: features)
  }

  // MARK: Features

  /// The hashes of the features of the text up to a token, of which only `length`
  /// bytes are taken where it is given, as if it had been cut there.
  func features(at index: Int, cutTo length: Int? = nil) -> [UInt64] {
    guard tokens.indices.contains(index) else { return [] }
    var token = tokens[index]
    if let length, length < token.range.count {
      token.range = token.range.lowerBound..<(token.range.lowerBound + length)
      if token.casing == .upper && length == 1 { token.casing = .capitalized }
    }
    // The last five words and their classes, the last one first.
    var words: [[UInt8]] = []
    var classes: [[UInt8]] = []
    for step in 0..<5 {
      let place = index - step
      let key = step == 0 ? key(of: token) : place >= 0 ? self.key(of: tokens[place]) : [1]
      words.append(key)
      classes.append(wordClass(of: key))
    }
    var features = Features()
    features.add(1, words[0])
    features.add(2, words[1], words[0])
    features.add(3, words[2], words[1], words[0])
    features.add(4, words[1])
    features.add(5, words[2])
    features.add(6, words[2], words[1])
    features.add(7, words[2], words[0])
    features.add(8, classes[0])
    features.add(9, classes[1], classes[0])
    features.add(10, classes[2], classes[1], classes[0])
    features.add(11, classes[3], classes[2], classes[1], classes[0])
    features.add(12, classes[1], words[0])
    features.add(13, words[1], classes[0])
    features.add(14, classes[3], classes[2], classes[1])
    features.add(15, [token.kind.rawValue, token.casing.rawValue])
    if token.kind == .word { addWord(words[0], to: &features) }
    addSentence(before: index, words[0], classes[0], to: &features)
    return features.hashes
  }

  /// Hashes named features.
  private struct Features {
    var hashes: [UInt64] = []

    /// Adds the feature that a template makes of words. FNV-1a, mixed so that the
    /// low bits depend on all of it.
    mutating func add(_ template: UInt8, _ parts: [UInt8]...) {
      var hash: UInt64 = 0xCBF2_9CE4_8422_2325
      func take(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
      take(template)
      for part in parts {
        for byte in part { take(byte) }
        take(0x20)
      }
      hash ^= hash >> 32
      hash = hash &* 0x9E37_79B9_7F4A_7C15
      hashes.append(hash ^ (hash >> 29))
    }
  }

  /// What the last word shows by itself.
  private func addWord(_ word: [UInt8], to features: inout Features) {
    for length in 2...4 where word.count > length {
      features.add(20 + UInt8(length), Array(word.suffix(length)))
    }
    let rarity = UInt8(Lexicon.english.entry(ofFolded: word[...])?.lowerCommonness ?? 100)
    let longer = UInt8(
      Lexicon.english.lowestClass(ofWordsBeginningWith: word[...]) ?? 100)
    let length = UInt8(min(word.count, 12))
    features.add(30, [length])
    features.add(31, [rarity])
    features.add(32, [rarity, longer])
    features.add(33, [min(length, 6), rarity])
  }

  /// What the sentence has had before its last word.
  private func addSentence(
    before index: Int, _ last: [UInt8], _ lastClass: [UInt8], to features: inout Features
  ) {
    var words: [[UInt8]] = []
    var place = index - 1
    while place >= 0, words.count < 60, !endsSentence(tokens[place]) {
      words.append(key(of: tokens[place]))
      place -= 1
    }
    let count = words.count + 1
    let bucket = UInt8(count <= 6 ? count : 6 + min(count, 30) / 3)
    let first = words.last ?? last
    let firstClass = wordClass(of: first)
    let auxiliaries = UInt8(min(3, words.count { ClosedClass.auxiliaries.contains($0) }))
    let kind = Array(lastClass.prefix(2))
    features.add(40, [bucket])
    features.add(41, [bucket], kind)
    features.add(42, [auxiliaries])
    features.add(43, firstClass)
    features.add(
      44, firstClass, [words.contains([UInt8(ascii: ",")]) ? 1 : 0, min(auxiliaries, 2)])
    // Counted from the end: the distance of the last word that joins clauses.
    for joint in ClosedClass.joints {
      guard let distance = words.lastIndex(of: joint) else { continue }
      features.add(45, joint)
      features.add(46, joint, [UInt8(min(distance + 1, 8))])
    }
    var length: UInt8 = 0
    var hasVerb = false
    for word in words {
      if ClosedClass.breaks.contains(word) { break }
      if length < 8 { length += 1 }
      if ClosedClass.auxiliaries.contains(word)
        || wordClass(of: word).first == UInt8(ascii: "V")
      {
        hasVerb = true
      }
    }
    features.add(47, [length, hasVerb ? 1 : 0], kind)
  }

  private func endsSentence(_ token: EndingToken) -> Bool {
    guard token.kind == .mark else { return false }
    let byte = bytes[token.range.lowerBound]
    return byte == UInt8(ascii: ".") || byte == UInt8(ascii: "!") || byte == UInt8(ascii: "?")
  }

  // MARK: Words and classes

  /// What stands for a token: a word in lower case with straight apostrophes, a
  /// mark, or one control character for all numbers, all code, all addresses.
  private func key(of token: EndingToken) -> [UInt8] {
    switch token.kind {
    case .number: return [2]
    case .code: return [3]
    case .url: return [4]
    case .mark: return Array(bytes[token.range])
    case .word: break
    }
    var key: [UInt8] = []
    key.reserveCapacity(token.range.count)
    var index = token.range.lowerBound
    while index < token.range.upperBound {
      if bytes[index] == 0xE2, bytes.scalar(at: index).scalar == "\u{2019}" {
        key.append(UInt8(ascii: "'"))
        index += 3
      } else {
        key.append(bytes[index].asciiLowercased)
        index += 1
      }
    }
    return key
  }

  /// The class of a word: itself where it is one of the few that bind others, a
  /// fitted class where it is common, else one by its ending.
  private func wordClass(of key: [UInt8]) -> [UInt8] {
    guard let first = key.first, first.isASCIILetter || first >= 0x80 else { return key }
    if ClosedClass.words.contains(key) { return key }
    if let known = model.wordClass(of: key) { return Array(known.utf8) }
    return ClosedClass.byEnding(key)
  }
}
