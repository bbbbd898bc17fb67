/// What speaks for and against two questions being the same, besides how alike their vectors are.
struct QuestionEvidence: Sendable {
  /// The numbers that weights are fitted to, in the order of ``names``.
  var values: [Double]
  /// What sets the questions apart for certain: two things, of which each names one.
  var contrast: (left: String, right: String)?
  /// What only one of the questions says, where that makes it the narrower one.
  var narrower: String?
  /// Whether each of the questions says something that the other does not.
  var saysMore = (left: false, right: false)
  /// Words of which each question has one, that may stand for each other.
  var likeWords: (left: String, right: String)?
  /// Whether both have the very same words.
  var hasSameWords = false
  /// Whether both ask the same of the same.
  var hasSameTopic = false

  /// The names of the values.
  static let names = [
    "aspects differ", "aspects differ in part", "labels differ", "labels differ in part",
    "only one denies", "sides differ", "sides differ in part", "words left on both",
    "words left on one", "same topic", "shared words",
  ]

  init(_ left: QuestionProfile, _ right: QuestionProfile) {
    let tables = QuestionTables.english
    values = []
    values.reserveCapacity(Self.names.count)
    hasSameWords = left.sortedWords == right.sortedWords
    let isLong = max(left.wordCount, right.wordCount) > Self.longest

    // What is asked.
    let common = left.aspects & right.aspects
    let areKnown = left.aspects != 0 && right.aspects != 0
    let aspectsDiffer = areKnown && common == 0
    let strong = (left.aspects | right.aspects) & ~tables.weakAspects != 0
    if aspectsDiffer, strong {
      contrast = (left.firstAsking, right.firstAsking)
    }
    values.append(aspectsDiffer ? 1 : 0)
    values.append(!aspectsDiffer && left.aspects != right.aspects ? 1 : 0)

    // Numbers and names of types.
    let onlyLeft = left.labels.subtracting(right.labels)
    let onlyRight = right.labels.subtracting(left.labels)
    let labelsDiffer = !onlyLeft.isEmpty && !onlyRight.isEmpty
    if labelsDiffer, contrast == nil {
      contrast = (onlyLeft.min() ?? "", onlyRight.min() ?? "")
    } else if let only = onlyLeft.min() ?? onlyRight.min() {
      narrower = only
    }
    values.append(labelsDiffer ? 1 : 0)
    values.append(!labelsDiffer && onlyLeft != onlyRight ? 1 : 0)
    saysMore = (!onlyLeft.isEmpty, !onlyRight.isEmpty)

    // Denial.
    let onlyOneDenies = (left.denial == nil) != (right.denial == nil)
    values.append(onlyOneDenies ? 1 : 0)
    if onlyOneDenies, left.denial != nil { saysMore.left = true }
    if onlyOneDenies, right.denial != nil { saysMore.right = true }

    // Sides.
    var sidesDiffer = 0
    var sidesDifferInPart = 0
    for group in Set(left.sides.map(\.side.group)).union(right.sides.map(\.side.group)).sorted() {
      let leftSides = left.sides.filter { $0.side.group == group }
      let rightSides = right.sides.filter { $0.side.group == group }
      let first = leftSides.first { one in !rightSides.contains { $0.side == one.side } }
      let second = rightSides.first { one in !leftSides.contains { $0.side == one.side } }
      if first != nil { saysMore.left = true }
      if second != nil { saysMore.right = true }
      if let first, let second {
        sidesDiffer += 1
        if contrast == nil { contrast = (first.shown, second.shown) }
      } else if let only = first ?? second, !tables.filler.contains(only.shown) {
        sidesDifferInPart += 1
        if narrower == nil { narrower = only.shown }
      }
    }
    values.append(Double(min(2, sidesDiffer)))
    values.append(Double(min(2, sidesDifferInPart)))

    // What is left of the topics.
    var leftOver = Self.terms(of: left.topic, without: right.topic)
    var rightOver = Self.terms(of: right.topic, without: left.topic)
    let sharedCount = left.topic.count - leftOver.count
    let whole = Double(max(1, sharedCount + leftOver.count + rightOver.count))
    Self.dropMisspellings(&leftOver, &rightOver)
    if !leftOver.isEmpty { saysMore.left = true }
    if !rightOver.isEmpty { saysMore.right = true }
    values.append(Double(min(leftOver.count, rightOver.count)) / whole)
    values.append(Double(max(leftOver.count, rightOver.count)) / whole)
    // A general word narrows a topic that is named with one word only.
    let narrowing =
      leftOver.isEmpty || rightOver.isEmpty
      ? (leftOver + rightOver).first {
        !$0.isGeneral || sharedCount < 2
      } : nil
    hasSameTopic =
      (leftOver.isEmpty || rightOver.isEmpty) && narrowing == nil
      && left.aspects == right.aspects
    values.append(hasSameTopic ? 1 : 0)
    let sharedStems = left.stems.count { right.stems.contains($0) }
    let all = Double(max(1, left.stems.count + right.stems.count - sharedStems))
    values.append(Double(sharedStems) / all)

    if contrast == nil, leftOver.isEmpty, rightOver.isEmpty,
      let swapped = Self.swappedTerms(left, right)
    {
      contrast = swapped
    }
    if let first = leftOver.first, let second = rightOver.first {
      likeWords = (first.shown, second.shown)
      let firstRare = leftOver.first(where: \.isRare)
      let secondRare = rightOver.first(where: \.isRare)
      if contrast == nil, firstRare != nil || secondRare != nil {
        contrast = ((firstRare ?? first).shown, (secondRare ?? second).shown)
      }
    } else if let narrowing, narrower == nil {
      narrower = narrowing.shown
    }
    // What asks for the same says more than what is left of the topics.
    if left.aspects == right.aspects, common != 0 {
      let number = common.trailingZeroBitCount
      if let first = left.askingWords[number], let second = right.askingWords[number],
        first != second
      {
        likeWords = (first, second)
      }
    }
    if onlyOneDenies, narrower == nil { narrower = left.denial ?? right.denial }
    // In stories of several sentences words such as these do not say what is asked.
    if isLong {
      contrast = nil
      narrower = nil
      values = values.map { _ in 0 }
    }
  }

  /// The terms of a topic that another does not have; each is in a topic once.
  private static func terms(
    of topic: [QuestionProfile.Term], without other: [QuestionProfile.Term]
  ) -> [QuestionProfile.Term] {
    // Topics are short as a rule: to look through one is faster than to make a set of it.
    if other.count <= 24 { return topic.filter { !other.contains($0) } }
    let other = Set(other)
    return topic.filter { !other.contains($0) }
  }

  /// Two things that stand in another order where their order matters: in what is compared with
  /// “than”, and in what goes from one to the other.
  private static func swappedTerms(
    _ left: QuestionProfile, _ right: QuestionProfile
  ) -> (left: String, right: String)? {
    guard left.topic.count > 1, left.isDirected, right.isDirected else { return nil }
    let order = left.topic.map(\.stem)
    for (one, other) in zip(right.topic, right.topic.dropFirst()) {
      if let first = order.firstIndex(of: one.stem), let second = order.firstIndex(of: other.stem),
        second < first
      {
        return ("\(other.shown) … \(one.shown)", "\(one.shown) … \(other.shown)")
      }
    }
    return nil
  }

  /// Takes out words of which one is the other, misspelled.
  private static func dropMisspellings(
    _ left: inout [QuestionProfile.Term], _ right: inout [QuestionProfile.Term]
  ) {
    left.removeAll { term in
      guard
        let twin = right.firstIndex(where: { QuestionWords.isMisspelling(term.shown, $0.shown) })
      else { return false }
      right.remove(at: twin)
      return true
    }
  }

  /// A question with more words than this tells a story.
  static let longest = 20
}

extension QuestionProfile {
  /// The words that ask for the first aspect.
  var firstAsking: String { askingWords.min { $0.key < $1.key }?.value ?? "" }
}
