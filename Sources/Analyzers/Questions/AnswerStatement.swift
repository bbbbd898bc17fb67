import StetCore
import StetQuestions

/// A sentence of an answer, or a clause of one, as it is held against those of another answer.
struct AnswerStatement: Sendable {
  /// A word or a mark.
  struct Token: Sendable {
    enum Kind: Sendable {
      case word
      case number
      case mark
    }

    var kind: Kind
    /// In lower case, with straight apostrophes.
    var text: String
    var range: TextRange
    /// Whether it is written with a capital.
    var isCapitalized = false
    /// Whether white space stands before it.
    var isSpaced = false
  }

  /// What denies the statement.
  struct Denial: Sendable {
    /// The words that deny, and what they deny.
    var range: TextRange
    /// The stem of what is denied.
    var stem: String
    /// The word “never”, where it says so.
    var never: TextRange?
  }

  /// What it says, as stems, each once; numbers, denials, and words that say little left out.
  private(set) var content: Set<String> = []
  /// Where each stem stands first, with the verb before it.
  private(set) var places: [String: TextRange] = [:]
  private(set) var quantities: [AnswerQuantity] = []
  private(set) var denials: [Denial] = []
  /// Where it says “always”.
  private(set) var always: TextRange?
  /// Whether it is the first thing that the answer says.
  private(set) var isOpening = false
  /// What it stands under within the answer.
  let context: UInt64
  /// Whether it says what others think, asks, or has marks that are not understood.
  private(set) var isReported = false
  /// Whether a denial of it would not say the contrary: `not all`, `not only`, `may not`.
  private(set) var isHedged = false

  /// What is compared first: all but what the question says already.
  func key(without question: Set<String>) -> String {
    (content.subtracting(question).sorted() + quantities.map { "#" + $0.kind }).joined(
      separator: " ")
  }

  /// How many of its words say something.
  var weight: Int { content.subtracting(Self.modals.values).count }

  // MARK: Reading

  init(_ tokens: ArraySlice<Token>, context: UInt64, isOpening: Bool) {
    self.context = context
    self.isOpening = isOpening
    var reader = Reader(tokens: Array(tokens))
    reader.read()
    content = reader.content
    places = reader.places
    quantities = reader.quantities
    denials = reader.denials
    always = reader.always
    isReported = reader.isReported
    isHedged = reader.isHedged
  }

  /// Goes over the tokens of a statement.
  private struct Reader {
    let tokens: [Token]
    var content: Set<String> = []
    var places: [String: TextRange] = [:]
    var quantities: [AnswerQuantity] = []
    var denials: [Denial] = []
    var always: TextRange?
    var isReported = false
    var isHedged = false
    private var index = 0

    init(tokens: [Token]) { self.tokens = tokens }

    private func token(at index: Int) -> Token? {
      tokens.indices.contains(index) ? tokens[index] : nil
    }

    private func text(at index: Int) -> String { token(at: index)?.text ?? "" }

    mutating func read() {
      while let token = token(at: index) {
        switch token.kind {
        case .number: readNumber(token)
        case .mark: readMark(token)
        case .word: readWord(token)
        }
      }
    }

    private mutating func readMark(_ token: Token) {
      let isMoney =
        ["$", "€", "£"].contains(token.text) && self.token(at: index + 1)?.kind == .number
      index += 1
      if isMoney, let number = self.token(at: index) { readNumber(number, after: token) }
      if ["?", "\"", "“", "”", "‘", "«", "»", "=", "/", "<", ">", "*", "^"].contains(token.text) {
        isReported = true
      }
    }

    private mutating func readWord(_ token: Token) {
      let word = token.text
      if let number = AnswerQuantity.numbers[word], isCounting(index) {
        readNumber(token, value: number)
        return
      }
      index += 1
      if AnswerStatement.reporting.contains(word) { isReported = true }
      if AnswerStatement.hedges.contains(word) { isHedged = true }
      if word == "always" {
        always = token.range
        return
      }
      if let base = AnswerStatement.denied(word) {
        if base.isEmpty {
          deny(token, verb: nil)
        } else {
          if let modal = AnswerStatement.modals[base] { add(modal, token.range) }
          deny(token, verb: token)
        }
        return
      }
      if let base = AnswerStatement.opposites[word] {
        let stem = QuestionWords.stem(base)
        content.insert(stem)
        denials.append(
          Denial(range: withVerb(before: index - 1, token.range), stem: stem, never: nil))
        return
      }
      if let modal = AnswerStatement.modals[word] {
        add(modal, token.range)
        return
      }
      if AnswerStatement.small.contains(word) { return }
      add(QuestionWords.stem(word), withVerb(before: index - 1, token.range))
    }

    private mutating func add(_ stem: String, _ range: TextRange) {
      content.insert(stem)
      if places[stem] == nil { places[stem] = range }
    }

    /// A range, with the verb that stands right before its first token.
    private func withVerb(before place: Int, _ range: TextRange) -> TextRange {
      guard let verb = token(at: place - 1), AnswerStatement.verbs.contains(verb.text) else {
        return range
      }
      return TextRange(start: verb.range.start, end: range.end)
    }

    /// Takes in that a word denies what follows it.
    private mutating func deny(_ token: Token, verb: Token?) {
      let next = text(at: index)
      if AnswerStatement.scopes.contains(next)
        || ["or", "why", "if", "whether", "and", "but"].contains(text(at: index - 2))
      {
        isHedged = true
      }
      var range = token.range
      if verb == nil { range = withVerb(before: index - 1, range) }
      var stem = ""
      var place = index
      while let word = self.token(at: place), place < index + 4 {
        guard word.kind == .word else { break }
        place += 1
        if AnswerStatement.small.contains(word.text) { continue }
        range = TextRange(start: range.start, end: word.range.end)
        stem = QuestionWords.stem(AnswerStatement.opposites[word.text] ?? word.text)
        break
      }
      denials.append(
        Denial(range: range, stem: stem, never: token.text == "never" ? token.range : nil))
    }

    /// Whether a number in words counts what follows it.
    private func isCounting(_ index: Int) -> Bool {
      if ["-", "–", "to", "or"].contains(text(at: index + 1)) {
        return token(at: index + 2)?.kind == .number
          || AnswerQuantity.numbers[text(at: index + 2)] != nil
      }
      return self.unit(at: index + 1) != nil
    }

    /// The unit at a place, and the tokens that it is written with.
    private func unit(at index: Int) -> (kind: String, name: String, factor: Double, length: Int)? {
      var index = index
      var length = 0
      if text(at: index) == "-", token(at: index + 1)?.isSpaced == false {
        index += 1
        length += 1
      }
      let word = text(at: index)
      guard let unit = AnswerQuantity.units[word], !["$", "€", "£"].contains(word) else {
        return nil
      }
      length += 1
      if unit.kind == "temperature" {
        switch text(at: index + 1) {
        case "c", "celsius", "centigrade": return ("celsius", "celsius", 1, length + 1)
        case "f", "fahrenheit": return ("fahrenheit", "fahrenheit", 1, length + 1)
        default: break
        }
      }
      return (unit.kind, unit.name, unit.factor, length)
    }

    private func value(at index: Int) -> Double? {
      guard let token = token(at: index) else { return nil }
      switch token.kind {
      case .number: return AnswerStatement.value(of: token.text)
      case .word: return AnswerQuantity.numbers[token.text]
      case .mark: return nil
      }
    }

    /// Takes in a number and what belongs to it.
    private mutating func readNumber(
      _ token: Token, after sign: Token? = nil, value: Double? = nil
    ) {
      let first = index
      let before = sign == nil ? first - 1 : first - 2
      index += 1
      guard let low = value ?? AnswerStatement.value(of: token.text) else {
        isReported = true
        return
      }
      var high = low
      var end = token.range.end
      var own = unit(at: index)
      if let own { index += own.length }
      let isLabel =
        text(at: before) == "#" || AnswerStatement.labelled.contains(text(at: before))
        || (own == nil && before > 0 && self.token(at: before)?.isCapitalized == true)
      if isLabel {
        content.insert(token.text)
        return
      }
      // Another number that bounds it, or is the other choice.
      let joint = text(at: index)
      if ["-", "–", "—", "to", "or", "and"].contains(joint) {
        let isMoney = ["$", "€", "£"].contains(text(at: index + 1))
        let next = index + (isMoney ? 2 : 1)
        let isJoined = joint != "and" || text(at: before) == "between"
        if isJoined, let other = self.value(at: next) {
          high = other
          end = self.token(at: next)?.range.end ?? end
          index = next + 1
          let last = unit(at: index)
          if let last { index += last.length }
          if let own, let last, own.name != last.name { isReported = true }
          own = own ?? last
        }
      }
      var kind = "number"
      var name = ""
      var factor = 1.0
      if let sign, let unit = AnswerQuantity.units[sign.text] {
        (kind, name, factor) = unit
      } else if let own {
        (kind, name, factor) = (own.kind, own.name, own.factor)
        end = self.token(at: index - 1)?.range.end ?? end
      } else if let next = self.token(at: index), next.kind == .word,
        next.text.utf8.count > 2, next.text.utf8.last == UInt8(ascii: "s"),
        !AnswerStatement.small.contains(next.text)
      {
        // What is counted stays a word of the sentence besides.
        kind = "count " + QuestionWords.stem(next.text)
        name = kind
        end = next.range.end
      } else if (1900...2099).contains(low), low == high {
        content.insert(token.text)
        return
      }
      quantities.append(
        AnswerQuantity(
          low: min(low, high) * factor, high: max(low, high) * factor, kind: kind, unit: name,
          bound: bound(before: before, after: index),
          range: TextRange(start: sign?.range.start ?? token.range.start, end: end)))
    }

    private func bound(before place: Int, after next: Int) -> AnswerQuantity.Bound {
      let before = (max(0, place - 2)..<max(0, place + 1)).map { text(at: $0) }
      if before.contains(where: AnswerStatement.limits.contains)
        || (next...next + 2).contains(where: { AnswerStatement.limits.contains(text(at: $0)) })
      {
        return .open
      }
      let last = before.last ?? ""
      return ["about", "around", "approximately", "roughly", "circa", "~", "some"].contains(last)
        || (text(at: next) == "or" && text(at: next + 1) == "so") ? .about : .exact
    }
  }

  /// A number in digits; `nil` where it may be anything.
  private static func value(of text: String) -> Double? {
    let groups = text.split(separator: ",", omittingEmptySubsequences: false)
    guard text.utf8.count <= 15,
      groups.dropFirst().allSatisfy({ $0.prefix { $0 != "." }.count == 3 })
    else { return nil }
    return Double(groups.joined())
  }

  /// What a word denies: the verb that it holds, nothing for a mere denial; `nil` for other words.
  private static func denied(_ word: String) -> String? {
    switch word {
    case "not", "never", "no": return ""
    case "cannot", "can't", "cant": return "can"
    case "won't": return "will"
    case "dont": return "do"
    default: return word.hasSuffix("n't") ? String(word.dropLast(3)) : nil
    }
  }

  static let modals: [String: String] = [
    "can": "can", "could": "can", "may": "may", "might": "may", "should": "should",
    "must": "should", "shall": "should", "ought": "should",
  ]

  private static let verbs: Set<String> = [
    "is", "are", "was", "were", "be", "has", "have", "do", "does", "did", "will", "would", "can",
    "could", "should", "must", "may", "might",
  ]

  /// Words that say little by themselves.
  private static let small: Set<String> = [
    "a", "an", "the", "this", "that", "these", "those", "it", "its", "it's", "they", "them", "he",
    "she", "we", "i", "you", "your", "yours", "my", "our", "their", "his", "her", "there", "is",
    "are", "was", "were", "be", "been", "being", "am", "has", "have", "had", "having", "do", "does",
    "did", "done", "will", "would", "of", "to", "in", "on", "at", "for", "by", "from", "as", "and",
    "also", "then", "so", "really", "very", "quite", "actually", "simply", "please", "perfectly",
    "completely", "totally", "definitely", "certainly", "absolutely", "about", "around",
    "approximately", "roughly", "well", "indeed", "yes", "with", "which", "who", "per", "each",
    "every", "need", "needs", "you're", "they're", "that's", "any",
  ]

  /// Words of which the one is the denial of the other.
  private static let opposites: [String: String] = [
    "unsafe": "safe", "impossible": "possible", "illegal": "legal", "unnecessary": "necessary",
    "unhealthy": "healthy", "untrue": "true", "false": "true", "ineffective": "effective",
    "incurable": "curable", "unlawful": "lawful", "inedible": "edible", "intolerable": "tolerable",
    "irreversible": "reversible", "noncontagious": "contagious", "nontoxic": "toxic",
  ]

  /// Words of those who say what others think.
  private static let reporting: Set<String> = [
    "myth", "myths", "believe", "believes", "believed", "belief", "think", "thinks", "thought",
    "say", "says", "said", "saying", "claim", "claims", "claimed", "according", "whether",
    "suppose", "supposed", "wrong", "incorrect", "wrongly", "mistakenly", "misconception", "used",
    "formerly", "previously", "example", "eg", "instance", "suggest", "suggests", "argue", "argues",
    "others", "another", "depends", "depending", "first", "second", "former", "latter", "sometimes",
    "otherwise", "instead",
  ]

  /// Words next to which a denial may leave the contrary true.
  private static let hedges: Set<String> = [
    "may", "might", "could", "often", "some", "many", "most", "few", "usually", "generally",
    "typically", "normally", "probably", "likely", "unlikely", "perhaps", "maybe", "almost",
    "everyone", "everybody", "all", "every", "each", "any", "anyone", "too", "enough", "only",
    "just", "yet", "still", "until", "unless", "necessarily", "but", "than", "more", "less", "both",
    "either", "neither", "nor", "none", "nobody", "nothing", "hardly", "rarely", "seldom",
    "however", "though", "although", "except", "sure", "certain", "longer", "same", "already",
    "always", "ever", "again", "long", "much", "if", "when", "while",
  ]

  /// Words that take a part of what stands after `not` out of the denial.
  private static let scopes: Set<String> = [
    "only", "just", "necessarily", "always", "all", "every", "everyone", "sure", "certain", "too",
    "enough", "yet", "really", "very", "entirely", "exactly", "quite", "so", "as", "merely", "to",
  ]

  /// Words that leave a number open on one side.
  private static let limits: Set<String> = [
    "least", "most", "up", "more", "less", "fewer", "over", "under", "above", "below", "minimum",
    "maximum", "max", "min", "within", "almost", "nearly", "exceed", "exceeds", "exceeding", "than",
    "longer", "another", "extra", "additional",
    "initial", "initially", "start", "increase", "from", "plus",
    "several", "even", "only", "may", "might", "could", "sometimes", "often", "usually",
    "eg", "example", "like", "say",
  ]

  /// Words after which a number is a name.
  private static let labelled: Set<String> = [
    "type", "stage", "grade", "phase", "class", "level", "version", "chapter", "page", "section",
    "step", "figure", "table", "number", "no", "option", "part", "vitamin", "group", "factor",
    "rule",
    "question", "answer", "day", "week", "month", "year", "age", "aged",
  ]
}
