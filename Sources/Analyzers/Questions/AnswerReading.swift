import StetCore
import StetQuestions

/// What an answer says, read for comparison.
struct AnswerReading: Sendable {
  /// “Yes” or “no” at its beginning, where nothing takes half of it back.
  struct Verdict: Sendable {
    var isYes: Bool
    var range: TextRange
  }

  private(set) var verdict: Verdict?
  private(set) var statements: [AnswerStatement] = []
  /// The statements by their keys, in order.
  private var places: [String: [Int]] = [:]
  private let question: QuestionWording

  private typealias Token = AnswerStatement.Token

  /// Of a longer answer no more statements are compared.
  private static let most = 200

  /// Reads an answer to a question. Linear.
  init(_ answer: AnswerText, to question: QuestionWording) {
    self.question = question
    for (position, part) in answer.parts.enumerated() {
      var isFirst = position == 0 && part.context == 0
      var sentences = Self.sentences(part)[...]
      if isFirst { verdict = Self.verdict(sentences) }
      while let sentence = sentences.popFirst() {
        var sentence = sentence[...]
        if isFirst, let word = sentence.first?.text, ["yes", "no"].contains(word),
          Self.isSetOff(sentence)
        {
          sentence = sentence.dropFirst(2)
        }
        if sentence.allSatisfy({ $0.kind == .mark }) { continue }
        for clause in Self.clauses(sentence) {
          guard statements.count < Self.most else { return }
          let statement = AnswerStatement(clause, context: part.context, isOpening: isFirst)
          isFirst = false
          places[statement.key(without: question.stems), default: []].append(statements.count)
          statements.append(statement)
        }
      }
    }
  }

  private static func isSetOff(_ sentence: ArraySlice<Token>) -> Bool {
    guard let next = sentence.dropFirst().first else { return true }
    return [",", ".", "!", ":", ";", "-", "–", "—"].contains(next.text)
  }

  private static func verdict(_ sentences: ArraySlice<[Token]>) -> Verdict? {
    guard let first = sentences.first, let word = first.first,
      ["yes", "no"].contains(word.text), isSetOff(first[...]), !qualifies(first[...]),
      !qualifies(sentences.dropFirst().first?.prefix(3) ?? [])
    else { return nil }
    return Verdict(isYes: word.text == "yes", range: word.range)
  }

  private static func qualifies(_ tokens: ArraySlice<Token>) -> Bool {
    tokens.contains { qualifying.contains($0.text) }
  }

  private static let qualifying: Set<String> = [
    "but", "however", "unless", "if", "only", "although", "though", "depends", "depending",
    "except", "sometimes", "usually", "when", "while", "until", "some", "most", "many", "may",
    "might", "could", "partly", "technically", "yet", "or",
  ]

  // MARK: Sentences

  private static func sentences(_ part: AnswerText.Part) -> [[Token]] {
    var sentences: [[Token]] = []
    var sentence: [Token] = []
    let tokens = tokens(part)
    for (index, token) in tokens.enumerated() {
      sentence.append(token)
      guard token.kind == .mark, [".", "!", "?", "…"].contains(token.text) else { continue }
      let next = index + 1 < tokens.count ? tokens[index + 1] : nil
      if let next {
        guard next.isSpaced, next.kind != .word || next.isCapitalized || token.text != "." else {
          continue
        }
        let end = token.range.start.utf8 - part.start
        if token.text == ".",
          Abbreviations.contains(Abbreviations.word(before: end, in: part.text[...]))
        {
          continue
        }
      }
      sentences.append(sentence)
      sentence = []
    }
    if !sentence.isEmpty { sentences.append(sentence) }
    return sentences
  }

  /// The clauses of a sentence that stand for themselves.
  private static func clauses(_ sentence: ArraySlice<Token>) -> [ArraySlice<Token>] {
    // What is said under a condition is not said without it.
    if sentence.contains(where: { conditions.contains($0.text) }) { return [sentence] }
    var clauses: [ArraySlice<Token>] = []
    var start = sentence.startIndex
    for index in sentence.indices where sentence[index].kind == .mark {
      let next = index + 1 < sentence.endIndex ? sentence[index + 1].text : ""
      guard sentence[index].text == ";" || (sentence[index].text == "," && joints.contains(next))
      else { continue }
      clauses.append(sentence[start..<index])
      start = index + 1
    }
    clauses.append(sentence[start...])
    return clauses.filter { clause in clause.contains { $0.kind != .mark } }
  }

  private static let conditions: Set<String> = [
    "if", "when", "unless", "until", "once", "in", "for", "during", "after", "before", "with",
    "without", "where", "as", "since", "except", "depending", "depends", "among",
  ]
  private static let joints: Set<String> = [
    "and", "but", "so", "which", "because", "while", "whereas", "although", "though",
  ]

  // MARK: Tokens

  private static func tokens(_ part: AnswerText.Part) -> [Token] {
    let bytes = part.text
    var tokens: [Token] = []
    var index = 0
    var isSpaced = false
    func range(_ start: Int, _ end: Int) -> TextRange {
      TextRange(part.start + start, part.start + end)
    }
    while index < bytes.count {
      let byte = bytes[index]
      let start = index
      if byte.isASCIIWhitespace {
        isSpaced = true
        index += 1
        continue
      }
      if byte.isASCIIDigit {
        while bytes.byte(at: index).isASCIIDigit
          || ([UInt8(ascii: "."), UInt8(ascii: ",")].contains(bytes.byte(at: index))
            && bytes.byte(at: index + 1).isASCIIDigit)
        {
          index += 1
        }
        let letters = index + wordLength(bytes, at: index)
        let suffix = text(bytes[index..<letters])
        if suffix.isEmpty || AnswerQuantity.units[suffix] != nil {
          tokens.append(
            Token(
              kind: .number, text: text(bytes[start..<index]), range: range(start, index),
              isSpaced: isSpaced))
        } else {
          index = letters
          tokens.append(
            Token(
              kind: .word, text: text(bytes[start..<index]), range: range(start, index),
              isSpaced: isSpaced))
        }
      } else if wordLength(bytes, at: index) > 0 {
        index += wordLength(bytes, at: index)
        let scalar = bytes.scalar(at: start).scalar
        tokens.append(
          Token(
            kind: .word, text: text(bytes[start..<index]), range: range(start, index),
            isCapitalized: scalar.properties.isUppercase, isSpaced: isSpaced))
      } else {
        index += max(1, byte < 0x80 ? 1 : bytes.scalar(at: index).length)
        // The sign and the letter after it are one unit.
        if bytes[start] == 0xC2, bytes.byte(at: start + 1) == 0xB0,
          ["c", "f"].contains(text(bytes[index..<index + wordLength(bytes, at: index)]))
        {
          index += 1
        }
        index = min(index, bytes.count)
        tokens.append(
          Token(
            kind: .mark, text: text(bytes[start..<index]), range: range(start, index),
            isSpaced: isSpaced))
      }
      isSpaced = false
    }
    return tokens
  }

  /// The bytes of the word that begins at a place; 0 where none does.
  private static func wordLength(_ bytes: [UInt8], at start: Int) -> Int {
    var index = start
    while index < bytes.count {
      let byte = bytes[index]
      if byte.isASCIIAlphanumeric {
        index += 1
      } else if byte >= 0x80 {
        let (scalar, length) = bytes.scalar(at: index)
        let joins =
          scalar == "\u{2019}" && index > start && bytes.byte(at: index + length).isASCIILetter
        guard joins || scalar.isWordScalar || scalar.properties.numericType != nil else { break }
        index += length
      } else if byte == UInt8(ascii: "'"), index > start, bytes.byte(at: index + 1).isASCIILetter {
        index += 1
      } else {
        break
      }
    }
    return min(index, bytes.count) - start
  }

  private static func text(_ bytes: ArraySlice<UInt8>) -> String {
    String(decoding: bytes, as: UTF8.self).lowercased().replacing("\u{2019}", with: "'")
  }
}

/// A contradiction between two answers.
struct AnswerConflict: Sendable {
  /// What the one says.
  var own: TextRange
  /// What the other says.
  var other: TextRange
}

extension AnswerReading {
  /// What an answer says against another answer of the same question, at most once for each of its
  /// statements. Linear in the statements.
  ///
  /// - Parameter isSameLine: whether both answer a question in the same words.
  func conflicts(with other: AnswerReading, isSameLine: Bool) -> [AnswerConflict] {
    if isSameLine, question.wantsVerdict, let own = verdict, let otherVerdict = other.verdict,
      own.isYes != otherVerdict.isYes
    {
      // All else that is said against each other follows from it.
      return [AnswerConflict(own: own.range, other: otherVerdict.range)]
    }
    var asked = question
    var (own, others) = (places, other.places)
    if !isSameLine, question.stems != other.question.stems {
      // What either question says may be left unsaid in its answer.
      asked.stems.formUnion(other.question.stems)
      own = places(without: asked.stems)
      others = other.places(without: asked.stems)
    }
    var conflicts: [(place: Int, conflict: AnswerConflict)] = []
    for (key, own) in own {
      guard let same = others[key], own.count * same.count <= Self.compared else { continue }
      for index in own {
        let statement = statements[index]
        let found = same.compactMap { statement.conflict(with: other.statements[$0], asked) }
        // Where one of several agrees, they speak of several things; and so does an answer that says
        // it both ways.
        guard let first = found.first, found.count == same.count,
          !own.contains(where: {
            $0 != index && statement.conflict(with: statements[$0], asked) != nil
          })
        else { continue }
        conflicts.append((index, first))
      }
    }
    return conflicts.sorted { $0.place < $1.place }.map(\.conflict)
  }

  /// The statements by their keys, some words left out of these. Linear in the statements.
  private func places(without stems: Set<String>) -> [String: [Int]] {
    Dictionary(grouping: statements.indices) { statements[$0].key(without: stems) }
  }

  /// So many pairs of statements that say the same but for numbers and denials are compared.
  private static let compared = 16
}

/// What a question's words say of how answers to it are compared.
struct QuestionWording: Sendable {
  /// The stems of its words.
  var stems: Set<String>
  /// Whether yes and no are answers to it.
  let wantsVerdict: Bool
  /// Whether a number is.
  let wantsNumber: Bool

  init(_ text: [UInt8]) {
    let words = QuestionWords.words(of: text[...])
    stems = Set(words.map { QuestionWords.stem($0) })
    wantsVerdict =
      Self.verbs.contains(words.first ?? "") && !words.contains("or")
      && words.dropFirst().first != "you"
    wantsNumber =
      words.first == "how"
      && [
        "much", "many", "long", "often", "far", "old", "hot", "warm", "big", "deep", "high", "soon",
      ].contains(words.dropFirst().first ?? "")
  }

  private static let verbs: Set<String> = [
    "is", "are", "was", "were", "am", "do", "does", "did", "can", "could", "will", "would",
    "should", "shall", "may", "must", "has", "have", "had",
  ]
}

extension AnswerStatement {
  /// How two statements that share a key contradict each other; `nil` where they do not.
  fileprivate func conflict(with other: AnswerStatement, _ question: QuestionWording)
    -> AnswerConflict?
  {
    guard context == other.context, !isReported, !other.isReported else { return nil }
    // What only one of them says must be what was asked, and only one of them may say more.
    let more = content.subtracting(other.content)
    let less = other.content.subtracting(content)
    guard more.isEmpty || less.isEmpty, more.union(less).isSubset(of: question.stems) else {
      return nil
    }
    let areOpenings = isOpening && other.isOpening
    let shared = min(weight, other.weight)
    guard shared >= 3 || (areOpenings && (shared >= 1 || question.wantsNumber)) else { return nil }
    guard quantities.count == other.quantities.count else { return nil }
    let pairs = Array(zip(quantities, other.quantities))
    let apart = pairs.filter { !$0.agrees(with: $1) }
    if let (own, otherQuantity) = apart.first {
      // A mere number may be that of a page or a date, unless the question asks for one.
      guard own.kind != "number" || (areOpenings && question.wantsNumber) else { return nil }
      guard apart.count == 1, own.contradicts(otherQuantity), denials.count == other.denials.count,
        (always == nil) == (other.always == nil)
      else { return nil }
      return AnswerConflict(own: own.range, other: otherQuantity.range)
    }
    return denial(of: other)
  }

  private func denial(of other: AnswerStatement) -> AnswerConflict? {
    if denials.isEmpty, let always, other.denials.count == 1,
      let never = other.denials.first?.never, other.always == nil
    {
      return AnswerConflict(own: always, other: never)
    }
    if other.denials.isEmpty, let always = other.always, denials.count == 1,
      let never = denials.first?.never, self.always == nil
    {
      return AnswerConflict(own: never, other: always)
    }
    guard denials.count + other.denials.count == 1, !isHedged, !other.isHedged,
      always == nil, other.always == nil
    else { return nil }
    if let denial = denials.first, let place = other.places[denial.stem] {
      return AnswerConflict(own: denial.range, other: place)
    }
    if let denial = other.denials.first, let place = places[denial.stem] {
      return AnswerConflict(own: place, other: denial.range)
    }
    return nil
  }
}
