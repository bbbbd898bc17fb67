/// What editors have decided about questions: which are one, under which wording, and which are not.
///
/// A question stands in it once, as the primary of a group or as an alternate of one. Questions are
/// compared by their ``QuestionKey``. Groups, their alternates and rulings are kept in the order of
/// their keys, so that the same decisions make the same register whatever the order they came in.
package struct QuestionRegister: Hashable, Sendable {
  /// Questions that are one.
  package struct Entry: Hashable, Sendable {
    /// The wording that stands for all of them.
    package fileprivate(set) var question: String
    /// The draft that answers it, as a path relative to the project's folder.
    package fileprivate(set) var draft: String?
    /// Other wordings, in order.
    package fileprivate(set) var alternates: [String]

    /// All wordings, the primary first.
    package var wordings: [String] { [question] + alternates }

    /// Makes an entry.
    package init(_ question: String, draft: String? = nil, alternates: [String] = []) {
      self.question = QuestionRegister.line(question)
      self.draft = draft
      self.alternates = alternates.map(QuestionRegister.line)
    }
  }

  /// Two questions that were ruled to be two.
  package struct Distinction: Hashable, Sendable {
    /// The one whose key stands first.
    package let left: String
    /// The other one.
    package let right: String

    /// Makes a ruling; the order of the questions does not count.
    package init(_ one: String, _ other: String) {
      let (one, other) = (QuestionRegister.line(one), QuestionRegister.line(other))
      (left, right) = QuestionKey(other) < QuestionKey(one) ? (other, one) : (one, other)
    }

    fileprivate var keys: Pair { Pair(QuestionKey(left), QuestionKey(right)) }
  }

  /// What a register says of a question.
  package enum Standing: Hashable, Sendable {
    /// Nothing.
    case unknown
    /// It stands for the others of its entry.
    case primary(Entry)
    /// It is another wording of the entry's question.
    case alternate(Entry)

    /// The entry that has the question.
    package var entry: Entry? {
      switch self {
      case .unknown: nil
      case .primary(let entry), .alternate(let entry): entry
      }
    }
  }

  /// What keeps a decision from being taken in.
  package enum Conflict: Error, Hashable, Sendable, CustomStringConvertible {
    /// Nothing is left of a text when spaces and punctuation are taken out.
    case empty
    /// Both are the same words.
    case sameWords(String)
    /// Two questions were ruled distinct, so that those that stand with them cannot be one.
    case distinct(Distinction)
    /// The two stand in one entry.
    case merged(String, String)
    /// No entry has the question.
    case unknown(String)
    /// It stands for its entry already.
    case primary(String)
    /// It stands alone.
    case alone(String)
    /// There is no such ruling.
    case noDistinction(String, String)

    /// One sentence without a full stop.
    package var description: String {
      switch self {
      case .empty: "A question without a word cannot be registered"
      case .sameWords(let question): "Both are the same words: “\(question)”"
      case .distinct(let pair):
        "“\(pair.left)” and “\(pair.right)” were ruled distinct; take that back first"
      case .merged(let one, let other):
        "“\(one)” and “\(other)” are registered as one question; split one of them off first"
      case .unknown(let question): "“\(question)” is not registered"
      case .primary(let question): "“\(question)” is a primary question already"
      case .alone(let question): "“\(question)” has no alternates to be split from"
      case .noDistinction(let one, let other):
        "“\(one)” and “\(other)” were not ruled distinct"
      }
    }
  }

  /// Two keys, in order.
  fileprivate struct Pair: Hashable, Sendable {
    let left: QuestionKey
    let right: QuestionKey

    init(_ one: QuestionKey, _ other: QuestionKey) {
      (left, right) = other < one ? (other, one) : (one, other)
    }
  }

  /// The groups, in order of the keys of their primaries.
  package private(set) var entries: [Entry] = []
  /// The rulings, in order of their keys.
  package private(set) var distinctions: [Distinction] = []

  /// The place in `entries` of each question.
  private var places: [QuestionKey: Int] = [:]
  private var rulings: Set<Pair> = []
  /// The questions that each question was ruled distinct from.
  private var ruled: [QuestionKey: [QuestionKey]] = [:]

  /// A register of nothing.
  package init() {}

  /// Whether it says nothing.
  package var isEmpty: Bool { entries.isEmpty && distinctions.isEmpty }

  /// A question on one line, without space around it.
  package static func line(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  // MARK: Reading

  /// The entry that has a question. O(1).
  package func entry(of key: QuestionKey) -> Entry? {
    guard let place = places[key], entries.indices.contains(place) else { return nil }
    return entries[place]
  }

  /// What is said of a question. O(1).
  package func standing(of key: QuestionKey) -> Standing {
    guard let entry = entry(of: key) else { return .unknown }
    return QuestionKey(entry.question) == key ? .primary(entry) : .alternate(entry)
  }

  /// Whether two questions stand in one entry. O(1).
  package func areOne(_ one: QuestionKey, _ other: QuestionKey) -> Bool {
    guard let place = places[one] else { return false }
    return place == places[other]
  }

  /// The ruling that two questions, or two that are one with them, are distinct. O(wordings of the
  /// entry of `one` · rulings about them).
  package func distinction(_ one: QuestionKey, _ other: QuestionKey) -> Distinction? {
    guard !rulings.isEmpty else { return nil }
    let left = keys(with: one)
    let right = Set(keys(with: other))
    for key in left {
      for ruled in ruled[key] ?? [] where right.contains(ruled) {
        let pair = Pair(key, ruled)
        return distinctions.first { $0.keys == pair }
      }
    }
    return nil
  }

  /// The keys of a question and of those that stand in one entry with it.
  private func keys(with key: QuestionKey) -> [QuestionKey] {
    entry(of: key)?.wordings.map { QuestionKey($0) } ?? [key]
  }

  /// A register of entries and rulings that agree with each other: no question stands twice, and
  /// none is one with another that it was ruled distinct from. O(n log n).
  package init(entries: [Entry], distinctions: [Distinction]) {
    self.entries = entries
    self.distinctions = distinctions
    settle()
  }

  // MARK: Decisions

  /// What came of a merge.
  package enum Merge: Hashable, Sendable {
    /// The questions were one already.
    case already(primary: String)
    /// They are one now.
    case merged(primary: String)

    /// The wording that stands for the questions.
    package var primary: String {
      switch self {
      case .already(let primary), .merged(let primary): primary
      }
    }
  }

  /// Makes a question, and all that are one with it, alternates of what `target` stands for: of
  /// `target` itself, or of the primary that it is an alternate of.
  ///
  /// - Parameter draft: the draft that answers `target`, where the register names none.
  package mutating func merge(
    _ question: String, into target: String, draft: String? = nil
  ) throws(Conflict) -> Merge {
    let (key, targetKey) = try keys(question, target)
    if let ruling = distinction(key, targetKey) { throw .distinct(ruling) }
    if areOne(key, targetKey), let place = places[key], entries.indices.contains(place) {
      entries[place].draft = entries[place].draft ?? draft
      return .already(primary: entries[place].question)
    }
    var joined = entry(of: targetKey) ?? Entry(target)
    let own = entry(of: key) ?? Entry(question)
    joined.draft = joined.draft ?? draft ?? own.draft
    joined.alternates += own.wordings
    remove(places[key], places[targetKey])
    entries.append(joined)
    settle()
    return .merged(primary: joined.question)
  }

  /// Makes an alternate the primary of its entry; the primary becomes an alternate.
  package mutating func promote(_ question: String) throws(Conflict) {
    let key = QuestionKey(question)
    switch standing(of: key) {
    case .unknown: throw .unknown(Self.line(question))
    case .primary(let entry): throw .primary(entry.question)
    case .alternate(var entry):
      let wording = entry.alternates.first { QuestionKey($0) == key } ?? Self.line(question)
      entry.alternates.removeAll { QuestionKey($0) == key }
      entry.alternates.append(entry.question)
      entry.question = wording
      remove(places[key], nil)
      entries.append(entry)
      settle()
    }
  }

  /// Takes a question out of its entry, and rules that it is distinct from the rest. When it is the
  /// primary, the first of its alternates takes its place.
  package mutating func split(_ question: String) throws(Conflict) {
    let key = QuestionKey(question)
    guard var rest = entry(of: key) else { throw .unknown(Self.line(question)) }
    guard !rest.alternates.isEmpty else { throw .alone(rest.question) }
    var own = Entry(question)
    if QuestionKey(rest.question) == key {
      own = Entry(rest.question, draft: rest.draft)
      rest = Entry(rest.alternates[0], alternates: Array(rest.alternates.dropFirst()))
    } else {
      own.question = rest.alternates.first { QuestionKey($0) == key } ?? own.question
      rest.alternates.removeAll { QuestionKey($0) == key }
    }
    remove(places[key], nil)
    entries += [own, rest]
    distinctions.append(Distinction(own.question, rest.question))
    settle()
  }

  /// Rules that two questions are two, with those that are one with either. Returns whether that
  /// is new.
  @discardableResult
  package mutating func rule(
    _ one: String, distinctFrom other: String
  ) throws(Conflict) -> Bool {
    let (key, otherKey) = try keys(one, other)
    if areOne(key, otherKey) { throw .merged(Self.line(one), Self.line(other)) }
    if rulings.contains(Pair(key, otherKey)) { return false }
    distinctions.append(Distinction(one, other))
    settle()
    return true
  }

  /// Takes the rulings back that two questions, or two that are one with them, are distinct.
  package mutating func withdraw(
    _ one: String, distinctFrom other: String
  ) throws(Conflict) {
    let (key, otherKey) = try keys(one, other)
    let left = Set(keys(with: key))
    let right = Set(keys(with: otherKey))
    let count = distinctions.count
    distinctions.removeAll { ruling in
      let pair = ruling.keys
      return left.contains(pair.left) && right.contains(pair.right)
        || left.contains(pair.right) && right.contains(pair.left)
    }
    if distinctions.count == count { throw .noDistinction(Self.line(one), Self.line(other)) }
    settle()
  }

  /// Says which draft answers a question, which is registered when it is not.
  package mutating func assign(_ draft: String?, to question: String) throws(Conflict) {
    let key = QuestionKey(question)
    if key.isEmpty { throw .empty }
    if let place = places[key], entries.indices.contains(place) {
      entries[place].draft = draft
    } else {
      entries.append(Entry(question, draft: draft))
      settle()
    }
  }

  private func keys(
    _ one: String, _ other: String
  ) throws(Conflict) -> (QuestionKey, QuestionKey) {
    let keys = (QuestionKey(one), QuestionKey(other))
    if keys.0.isEmpty || keys.1.isEmpty { throw .empty }
    if keys.0 == keys.1 { throw .sameWords(Self.line(other)) }
    return keys
  }

  private mutating func remove(_ one: Int?, _ other: Int?) {
    let gone = Set([one, other].compactMap(\.self))
    entries = entries.enumerated().filter { !gone.contains($0.offset) }.map(\.element)
  }

  /// Puts everything in order and finds the places again. O(n log n).
  private mutating func settle() {
    func inOrder<Element>(_ elements: [Element], _ text: (Element) -> String) -> [Element] {
      elements.map { (QuestionKey(text($0)), $0) }.sorted { $0.0 < $1.0 }.map(\.1)
    }
    entries = inOrder(entries, \.question).map { entry in
      var entry = entry
      entry.alternates = inOrder(entry.alternates, \.self)
      return entry
    }
    places = [:]
    for (place, entry) in entries.enumerated() {
      for wording in entry.wordings { places[QuestionKey(wording)] = place }
    }
    let pairs = distinctions.map { ($0.keys, $0) }.sorted {
      ($0.0.left, $0.0.right) < ($1.0.left, $1.0.right)
    }
    distinctions = []
    rulings = []
    ruled = [:]
    for (pair, ruling) in pairs where rulings.insert(pair).inserted {
      distinctions.append(ruling)
      ruled[pair.left, default: []].append(pair.right)
      ruled[pair.right, default: []].append(pair.left)
    }
  }
}
