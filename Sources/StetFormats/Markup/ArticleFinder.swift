import StetCore

/// Tells the article of a page, with its questions and answers, from the site
/// around it.
///
/// What markup says outright (`nav`, `main`, roles, microdata) comes first; then
/// the names that pages give their parts, unless one of them holds most of the
/// page; then where the text is: the smallest element that holds three quarters of
/// the words in paragraphs. Texts outside it are kept where they are questions
/// with their answers. Each step is one loop over nodes or leaves.
struct ArticleFinder {
  /// What a leaf is.
  enum Role: Hashable {
    case hidden
    case chrome
    case title
    case heading
    case text
    case question
    case answer
    case metadata(Metadata.Kind)
  }

  private(set) var roles: [Role]
  /// The facts that elements state, by leaf.
  private var tree: HTMLTree
  private let source: SourceText
  private var plain: [PlainLeaf]
  /// Whether a leaf lies in the part of the page that is the article's.
  private var isInside: [Bool]
  /// Words in paragraphs, for each node.
  private var goodWords: [Int]

  /// What matters of a leaf's text.
  private struct PlainLeaf {
    var asks = false
    var level = 0
  }

  /// Leaves with more bytes than this are no questions and no lines of the site.
  static let longestLine = 2000

  /// Finds the article. O(nodes + bytes of short leaves).
  init(_ tree: HTMLTree, _ source: SourceText) {
    self.tree = tree
    self.source = source
    roles = [Role](repeating: .text, count: tree.leaves.count)
    plain = []
    isInside = [Bool](repeating: false, count: tree.leaves.count)
    goodWords = [Int](repeating: 0, count: tree.nodes.count)
    guard !tree.leaves.isEmpty else { return }
    inherit()
    readLeaves()
    findInside()
    dropLinkLists()
    findFacts()
    findQuestions()
    trim()
    dropEmptyHeadings()
    findTitle()
  }

  private func node(_ leaf: Int) -> HTMLTree.Node { tree.nodes[tree.leaves[leaf].node] }

  private func isChrome(_ leaf: Int) -> Bool {
    roles[leaf] == .chrome || roles[leaf] == .hidden
  }

  private func has(_ leaf: Int, _ hints: HTMLHints) -> Bool {
    !node(leaf).inherited.isDisjoint(with: hints)
  }

  private func isLinked(_ leaf: Int, share: Int) -> Bool {
    let leaf = tree.leaves[leaf]
    return leaf.words > 0 && leaf.linkWords * 100 >= leaf.words * share
  }

  // MARK: What elements say

  /// Sums up words and hands hints down.
  private mutating func inherit() {
    for index in tree.nodes.indices.reversed() where tree.nodes[index].parent >= 0 {
      let node = tree.nodes[index]
      tree.nodes[node.parent].words += node.words
      tree.nodes[node.parent].linkWords += node.linkWords
    }
    let total = tree.nodes[0].words
    for index in tree.nodes.indices {
      var hints = tree.nodes[index].hints
      let node = tree.nodes[index]
      // What holds most of the page is named for a part of it: `with-sidebar`.
      let isMost = node.words * 2 > total
      switch node.element {
      case .html, .body, .main, .article: break
      default:
        if !isMost {
          if hints.contains(.namedChrome) { hints.insert(.chrome) }
          if hints.contains(.namedAside) { hints.insert(.aside) }
        }
      }
      if isMost { hints.subtract([.namedQuestion, .namedAnswer, .namedList]) }
      // No page has itself asked for consent.
      let isConsent = hints.contains(.consent) && node.words * 10 < total * 9
      if isConsent, node.element != .body { hints.insert(.chrome) }
      if isMost, !isConsent, node.element != .nav, node.element != .footer { hints.remove(.chrome) }
      tree.nodes[index].hints = hints
      let above = node.parent >= 0 ? tree.nodes[node.parent].inherited : []
      var inherited = hints.union(above).intersection(.inherited)
      // An answer's text is no part of its question's name, nor the other way round.
      if hints.contains(.answerItem) || hints.contains(.namedAnswer) {
        inherited.subtract([.questionItem, .namedQuestion])
      }
      if hints.contains(.questionItem) { inherited.subtract([.answerItem, .namedAnswer]) }
      tree.nodes[index].inherited = inherited
    }
  }

  private mutating func readLeaves() {
    plain.reserveCapacity(tree.leaves.count)
    for index in tree.leaves.indices {
      let leaf = tree.leaves[index]
      let node = tree.nodes[leaf.node]
      var read = PlainLeaf()
      read.level = node.element.headingLevel
      if read.level == 0, node.hints.contains(.heading) { read.level = 2 }
      if leaf.words >= 2, leaf.words <= 60, leaf.end - leaf.start <= Self.longestLine {
        let text = PlainText.text(of: leaf.start..<leaf.end, in: source, hidden: [])
        read.asks =
          text.last == UInt8(ascii: "?") && QuestionLine.asks(text[...])
          || (text.count > 3 && text.suffix(3).elementsEqual("？".utf8))
      }
      plain.append(read)
      if node.inherited.contains(.hidden) {
        roles[index] = .hidden
      } else if node.inherited.contains(.chrome)
        || !leaf.hasText && node.inherited.contains(.header)
      {
        roles[index] = .chrome
      }
    }
  }

  // MARK: Where the article is

  private mutating func findInside() {
    for index in tree.leaves.indices where !isChrome(index) && !has(index, .aside) {
      let leaf = tree.leaves[index]
      if leaf.words >= 8, leaf.linkWords * 3 < leaf.words { goodWords[leaf.node] += leaf.words }
    }
    for index in tree.nodes.indices.reversed() where tree.nodes[index].parent >= 0 {
      goodWords[tree.nodes[index].parent] += goodWords[index]
    }
    let total = goodWords[0]
    func mark(_ node: Int) {
      for leaf in tree.nodes[node].firstLeaf..<tree.nodes[node].leafEnd { isInside[leaf] = true }
    }
    let mains = tree.nodes.indices.filter {
      tree.nodes[$0].hints.contains(.main)
        && tree.nodes[$0].inherited.isDisjoint(with: [.hidden, .chrome])
    }
    if let main = mains.max(by: { goodWords[$0] < goodWords[$1] }),
      goodWords[main] * 4 >= total, tree.nodes[main].words > 0
    {
      mark(main)
      return
    }
    let articles = tree.nodes.indices.filter {
      tree.nodes[$0].hints.contains(.article)
        && tree.nodes[$0].inherited.isDisjoint(with: [.hidden, .chrome, .aside])
    }
    var marked = 0
    for article in articles where tree.nodes[article].leafEnd > marked {
      mark(article)
      marked = tree.nodes[article].leafEnd
    }
    let covered = tree.leaves.indices.reduce(0) { sum, leaf in
      let words = tree.leaves[leaf]
      return sum
        + (isInside[leaf] && !isChrome(leaf) && words.linkWords * 3 < words.words
          && words.words >= 8 ? words.words : 0)
    }
    if covered * 2 >= total, covered > 0 { return }
    for leaf in isInside.indices { isInside[leaf] = false }
    // A part of a page is written by hand, and all of it is the article.
    let isWhole = tree.nodes.prefix(8).contains { $0.element == .body || $0.element == .head }
    mark(isWhole ? densest(of: total) : 0)
    isTrimmed = isWhole
  }

  /// Whether the article has no element of its own, so that its ends must be found.
  private var isTrimmed = false

  /// The smallest node that holds three quarters of the words in paragraphs.
  private func densest(of total: Int) -> Int {
    var node = 0
    guard total > 0 else { return node }
    descent: while true {
      var child = node + 1
      while child < tree.nodes[node].nodeEnd {
        // One paragraph may have most of an article's words; it is not the article.
        if goodWords[child] * 4 >= total * 3, !Self.isText(tree.nodes[child].element) {
          node = child
          continue descent
        }
        child = max(child + 1, tree.nodes[child].nodeEnd)
      }
      return node
    }
  }

  /// Whether an element holds text, and not parts of a page.
  private static func isText(_ element: HTMLElement) -> Bool {
    switch element {
    case .p, .li, .dd, .dt, .td, .th, .blockquote, .pre, .h1, .h2, .h3, .h4, .h5, .h6: true
    default: false
    }
  }

  // MARK: What in it is not the article's

  /// Makes chrome of what lies outside, beside, or is a list of links.
  private mutating func dropLinkLists() {
    for index in tree.leaves.indices where roles[index] == .text {
      let leaf = tree.leaves[index]
      if !isInside[index] || has(index, .aside) {
        roles[index] = .chrome
      } else if has(index, .header), plain[index].level == 0, leaf.words < 8 {
        roles[index] = .chrome
      } else if has(index, .form), plain[index].level == 0, leaf.words < 4 {
        roles[index] = .chrome
      } else if isCopyright(leaf) {
        roles[index] = .chrome
      } else if plain[index].level == 0, leaf.words > 0, leaf.words <= 6,
        isLinked(index, share: 100),
        ![.li, .dt, .dd, .td, .th, .figcaption, .summary].contains(node(index).element),
        !plain[index].asks, !isAnnounced(index)
      {
        roles[index] = .chrome
      }
    }
    var dropped = 0
    for node in tree.nodes
    where [.ul, .ol, .menu, .dir, .dl].contains(node.element) && node.leafEnd - node.firstLeaf >= 3
      && node.leafEnd > dropped
    {
      let leaves = node.leafEnd - node.firstLeaf
      guard node.linkWords * 5 >= node.words * 4, node.words <= leaves * 12,
        !isAnnounced(node.firstLeaf)
      else { continue }
      for leaf in node.firstLeaf..<node.leafEnd where roles[leaf] == .text { roles[leaf] = .chrome }
      dropped = node.leafEnd
    }
  }

  /// Whether the text before a leaf ends with a colon, so that the leaf, though
  /// only a link, belongs to it.
  private func isAnnounced(_ leaf: Int) -> Bool {
    guard leaf > 0, roles[leaf - 1] == .text else { return false }
    let end = tree.leaves[leaf - 1].end
    return source.bytes(in: TextRange(end - 1, end)).first == UInt8(ascii: ":")
  }

  private func isCopyright(_ leaf: HTMLTree.Leaf) -> Bool {
    guard leaf.words <= 40 else { return false }
    let bytes = source.bytes(in: TextRange(leaf.start, min(leaf.end, leaf.start + 12)))
    return bytes.starts(with: "©".utf8) || bytes.starts(with: "&copy;".utf8)
      || bytes.starts(with: "Copyright ©".utf8)
  }

  /// Finds who wrote the text, and when.
  private mutating func findFacts() {
    for index in tree.leaves.indices where roles[index] == .text {
      let leaf = tree.leaves[index]
      guard leaf.words <= 16, plain[index].level == 0 else { continue }
      if leaf.hints.contains(.date) {
        roles[index] = .metadata(.date)
        continue
      }
      if leaf.hints.contains(.author) {
        roles[index] = .metadata(.author)
        continue
      }
      var place = leaf.node
      for _ in 0..<3 where place >= 0 {
        let hints = tree.nodes[place].hints
        if tree.nodes[place].words > 24 { break }
        if hints.contains(.date) {
          roles[index] = .metadata(.date)
          break
        }
        if hints.contains(.author) {
          roles[index] = .metadata(.author)
          break
        }
        place = tree.nodes[place].parent
      }
    }
  }

  // MARK: Questions

  private mutating func findQuestions() {
    findMarkedQuestions()
    findNestedQuestions()
    findOutsideQuestions()
    findInsideQuestions()
  }

  /// Questions and answers that microdata or names mark.
  private mutating func findMarkedQuestions() {
    for index in tree.leaves.indices where roles[index] != .hidden {
      let inherited = node(index).inherited
      let leaf = tree.leaves[index]
      guard leaf.hasText, !(roles[index] == .chrome && inherited.contains(.chrome)) else {
        continue
      }
      let isMicrodata = inherited.contains(.questionItem) || inherited.contains(.answerItem)
      guard isMicrodata || plain[index].asks || !isChrome(index) || inherited.contains(.namedAnswer)
      else { continue }
      if inherited.contains(.questionItem), isName(index) {
        roles[index] = .question
      } else if inherited.contains(.answerItem), !isLinked(index, share: 90),
        plain[index].level == 0
      {
        // A lone number counts votes.
        let isNumber = leaf.words == 1 && source.utf8.byte(at: leaf.start).isASCIIDigit
        if isNumber {
          roles[index] = .chrome
        } else if roles[index] == .text || leaf.words >= 4 {
          roles[index] = .answer
        }
      } else if inherited.contains(.namedQuestion), plain[index].asks, roles[index] == .text {
        roles[index] = .question
      } else if inherited.contains(.namedAnswer), leaf.words >= 3, !isLinked(index, share: 60),
        !plain[index].asks, plain[index].level == 0, follows(index)
      {
        roles[index] = .answer
      }
    }
  }

  /// Whether a question or an answer stands right before a leaf.
  private func follows(_ leaf: Int) -> Bool {
    var before = leaf - 1
    while before >= 0, roles[before] == .hidden { before -= 1 }
    return before >= 0 && (roles[before] == .question || roles[before] == .answer)
  }

  /// Whether a leaf of a question's item is its name.
  private func isName(_ leaf: Int) -> Bool {
    if tree.leaves[leaf].hints.contains(.name) { return true }
    var place = tree.leaves[leaf].node
    for _ in 0..<8 where place >= 0 {
      let hints = tree.nodes[place].hints
      if hints.contains(.name) { return true }
      if hints.contains(.questionItem) { break }
      place = tree.nodes[place].parent
    }
    return plain[leaf].asks
  }

  /// Questions that an element of their own opens: `summary`, `dt`, the first line
  /// of a list item.
  private mutating func findNestedQuestions() {
    var answered = 0
    for (number, node) in tree.nodes.enumerated() {
      switch node.element {
      case .summary:
        guard let leaf = (node.firstLeaf..<node.leafEnd).first(where: { tree.leaves[$0].hasText }),
          node.parent >= 0, tree.nodes[node.parent].element == .details, isOpen(leaf),
          plain[leaf].asks || node.inherited.contains(.namedList)
        else { continue }
        let details = tree.nodes[node.parent]
        roles[leaf] = .question
        // What stands in others has been answered with them.
        answer(from: max(answered, node.leafEnd), to: details.leafEnd)
        answered = max(answered, details.leafEnd)
      case .dt:
        guard node.leafEnd > node.firstLeaf, isOpen(node.firstLeaf),
          plain[node.firstLeaf].asks
        else { continue }
        var next = node.nodeEnd
        var answers = node.leafEnd..<node.leafEnd
        while next < tree.nodes.count, tree.nodes[next].parent == node.parent,
          tree.nodes[next].element == .dd
        {
          answers = answers.lowerBound..<tree.nodes[next].leafEnd
          next = tree.nodes[next].nodeEnd
        }
        guard !answers.isEmpty else { continue }
        roles[node.firstLeaf] = .question
        answer(from: max(answered, answers.lowerBound), to: answers.upperBound)
        answered = max(answered, answers.upperBound)
      case .li:
        let leaves = node.firstLeaf..<node.leafEnd
        guard leaves.count >= 2, leaves.count <= 12, isOpen(leaves.lowerBound),
          plain[leaves.lowerBound].asks, plain[leaves.lowerBound].level == 0,
          tree.leaves[leaves.lowerBound + 1].words >= 4,
          !plain[leaves.lowerBound + 1].asks, !isLinked(leaves.lowerBound + 1, share: 60),
          tree.nodes[number].words > tree.leaves[leaves.lowerBound].words
        else { continue }
        roles[leaves.lowerBound] = .question
        answer(from: leaves.lowerBound + 1, to: leaves.upperBound)
      default: break
      }
    }
  }

  /// Whether nothing says that a leaf is the site's own.
  private func isOpen(_ leaf: Int) -> Bool {
    roles[leaf] != .hidden && !node(leaf).inherited.contains(.chrome)
  }

  private mutating func answer(from start: Int, to end: Int) {
    for leaf in start..<max(start, end)
    where isOpen(leaf) && roles[leaf] != .question && plain[leaf].level == 0 {
      if roles[leaf] == .chrome, isLinked(leaf, share: 100) { continue }
      roles[leaf] = .answer
    }
  }

  /// Questions outside the article, such as related ones, that their answers
  /// follow in the same element. One alone may be the site's own: `Need help?`.
  private mutating func findOutsideQuestions() {
    var pairs: [(question: Int, end: Int)] = []
    for index in tree.leaves.indices
    where (roles[index] == .chrome || roles[index] == .question) && isOpen(index)
      && plain[index].asks
    {
      guard
        let next = (index + 1..<min(index + 4, tree.leaves.count)).first(where: {
          roles[$0] != .hidden && tree.leaves[$0].hasText
        }), isOpen(next), roles[next] == .chrome || roles[next] == .text, isAnswer(next)
      else { continue }
      var place = tree.leaves[index].node
      for _ in 0..<4 where place > 0 {
        if tree.nodes[place].leafEnd > next {
          var end = next
          while end < tree.nodes[place].leafEnd, isOpen(end), !plain[end].asks,
            plain[end].level == 0, isAnswer(end) || end == next
          {
            end += 1
          }
          pairs.append((index, end))
          break
        }
        place = tree.nodes[place].parent
      }
    }
    guard
      pairs.count >= 2 || pairs.contains(where: { has($0.question, [.namedList, .namedQuestion]) })
    else { return }
    for (question, end) in pairs {
      roles[question] = .question
      answer(from: question + 1, to: end)
    }
  }

  private func isAnswer(_ leaf: Int) -> Bool {
    tree.leaves[leaf].words >= 5 && !isLinked(leaf, share: 50) && !plain[leaf].asks
      && plain[leaf].level == 0
  }

  /// Questions of the article: headings that ask, and lines that stand alone.
  private mutating func findInsideQuestions() {
    let asking = tree.leaves.indices.filter { index in
      guard roles[index] == .text, plain[index].asks, plain[index].level == 0 else { return false }
      let element = node(index).element
      return element != .li && element != .td && element != .th && element != .figcaption
        && element != .dd && node(index).nesting == 0 && !node(index).isQuoted
    }
    let hasHeadings = tree.leaves.indices.contains { roles[$0] == .text && plain[$0].level > 1 }
    if asking.count >= 2 || (asking.count == 1 && !hasHeadings) {
      for index in asking { roles[index] = .question }
    }
    let firstTitle = tree.leaves.indices.first { plain[$0].level == 1 && !isChrome($0) }
    /// The level of the question that is answered; `nil` when none is.
    var answering: Int?
    var questionEnd = tree.leaves.count
    for index in tree.leaves.indices {
      if index >= questionEnd { answering = nil }
      switch roles[index] {
      case .question:
        answering = plain[index].level
        questionEnd = isInside[index] ? tree.leaves.count : index
      case .text where plain[index].level > 0:
        if plain[index].asks,
          plain[index].level > 1 || answering != nil || (firstTitle ?? index) < index
        {
          roles[index] = .question
          answering = plain[index].level
          questionEnd = tree.leaves.count
        } else {
          roles[index] = .heading
          if let level = answering, level == 0 || plain[index].level <= level { answering = nil }
        }
      case .text where answering != nil: roles[index] = .answer
      default: break
      }
    }
  }

  // MARK: Ends

  /// Leaves out what stands before the first and after the last paragraph of an
  /// article that no element marks.
  private mutating func trim() {
    guard isTrimmed else { return }
    func isGood(_ leaf: Int) -> Bool {
      guard isInside[leaf], !isChrome(leaf) else { return false }
      switch roles[leaf] {
      case .question, .answer: return true
      default: break
      }
      let words = tree.leaves[leaf]
      return words.words >= 8 && words.linkWords * 3 < words.words
    }
    guard let first = tree.leaves.indices.first(where: isGood),
      let last = tree.leaves.indices.last(where: isGood)
    else { return }
    var start = first
    // The title, or the headings right above.
    if let title = tree.leaves[..<first].indices.last(where: {
      plain[$0].level == 1 && isInside[$0] && !isChrome($0)
    }) {
      start = title
    } else {
      while start > 0, plain[start - 1].level > 0 || roles[start - 1] == .hidden { start -= 1 }
    }
    var end = last + 1
    // Short texts that follow in the same element.
    var holder = node(last).parent
    climb: while holder > 0 {
      switch tree.nodes[holder].element {
      case .ul, .ol, .li, .dl, .dd, .dt, .table, .tbody, .thead, .tr:
        holder = tree.nodes[holder].parent
      default: break climb
      }
    }
    let isPage = holder <= 0 || tree.nodes[holder].element == .body
    let holderEnd = holder > 0 ? tree.nodes[holder].leafEnd : tree.leaves.count
    func goesOn(_ leaf: Int) -> Bool {
      guard leaf < holderEnd, roles[leaf] != .chrome, !isLinked(leaf, share: 50) else {
        return false
      }
      return !isPage || plain[leaf].level > 0 || Self.isText(node(leaf).element)
    }
    while goesOn(end) {
      // A heading counts when text stands under it.
      var next = end
      while next < holderEnd, plain[next].level > 0 { next += 1 }
      guard next == end || goesOn(next) else { break }
      end = next + (next == end ? 1 : 0)
    }
    // A list goes on to its end, and a cell to the end of its table.
    var place = tree.leaves[last].node
    while place > 0 {
      let node = tree.nodes[place]
      if [.ul, .ol, .dl, .table].contains(node.element) { end = max(end, node.leafEnd) }
      place = node.parent
    }
    for leaf in tree.leaves.indices where leaf < start || leaf >= end {
      switch roles[leaf] {
      case .question, .answer, .hidden, .metadata: break
      default: roles[leaf] = .chrome
      }
    }
  }

  /// Makes chrome of headings over nothing but chrome: `Related links`.
  private mutating func dropEmptyHeadings() {
    /// The levels of the headings after a place that are kept and stand over text.
    var hasText = false
    var hasChrome = false
    var openLevels: [Int] = []
    for index in tree.leaves.indices.reversed() {
      switch roles[index] {
      case .heading:
        let level = plain[index].level
        let holdsSection = openLevels.contains { $0 > level }
        if !hasText, hasChrome, !holdsSection, level > 1 {
          roles[index] = .chrome
          continue
        }
        openLevels.removeAll { $0 >= level }
        openLevels.append(level)
        hasText = false
        hasChrome = false
      case .question where plain[index].level > 0:
        openLevels.removeAll { $0 >= plain[index].level }
        openLevels.append(plain[index].level)
        hasText = false
        hasChrome = false
      case .text, .answer, .question: hasText = true
      case .chrome: hasChrome = true
      case .hidden, .title, .metadata: break
      }
    }
  }

  // MARK: Title

  /// The first heading of level 1, in the article or above it; where there is none,
  /// a heading that the page's title begins with.
  private mutating func findTitle() {
    var wanted: [UInt8] = []
    if let title = tree.title {
      wanted = PlainText.text(of: title.utf8, in: source, hidden: [])
    }
    func isWanted(_ leaf: Int) -> Bool {
      let leaf = tree.leaves[leaf]
      guard leaf.end - leaf.start <= Self.longestLine, !wanted.isEmpty else { return false }
      let text = PlainText.text(of: leaf.start..<leaf.end, in: source, hidden: [])
      return !text.isEmpty && wanted.starts(with: text)
    }
    let isOnly = tree.leaves.indices.count { plain[$0].level == 1 && isOpen($0) } == 1
    let first =
      tree.leaves.indices.first {
        !isChrome($0) && (roles[$0] == .text || roles[$0] == .answer)
      } ?? tree.leaves.count
    if let title = tree.leaves.indices.first(where: {
      plain[$0].level == 1 && !isChrome($0)
    }) {
      roles[title] = .title
    } else if let title = tree.leaves[..<first].indices.last(where: {
      plain[$0].level == 1 && roles[$0] == .chrome && !isLinked($0, share: 100)
        && (isWanted($0) || wanted.isEmpty || isOnly)
    }) {
      roles[title] = .title
    } else if let title = tree.leaves[..<first].indices.suffix(4).last(where: {
      roles[$0] == .chrome && isOpen($0) && tree.leaves[$0].words >= 2 && isWanted($0)
    }) {
      roles[title] = .title
    } else if let title = tree.leaves.indices.first(where: {
      plain[$0].level > 0 && !isChrome($0)
    }), isWanted(title) {
      roles[title] = .title
    }
  }
}

/// The words of a run of markup, as a reader of the page sees them.
enum PlainText {
  /// The text without tags and comments, with single spaces, and the commonest
  /// character references resolved. Linear in the run.
  static func text(
    of range: Range<Int>, in source: SourceText, hidden: [(range: TextRange, kind: InlineSpan.Kind)]
  ) -> [UInt8] {
    let whole = source.utf8
    let bytes = whole.span
    var text: [UInt8] = []
    var scanner = MarkupScanner(.html, from: range.lowerBound, to: range.upperBound)
    var pendingSpace = false
    func add(_ byte: UInt8) {
      if pendingSpace, !text.isEmpty { text.append(.space) }
      pendingSpace = false
      text.append(byte)
    }
    while let token = scanner.next(bytes) {
      guard token.kind == .text || token.kind == .rawText else {
        if token.kind == .startTag, HTMLElement(bytes, token.name) == .br { pendingSpace = true }
        continue
      }
      var index = token.start
      while index < token.end {
        let byte = bytes[index]
        if byte.isASCIIWhitespace || (byte == 0xC2 && bytes.byte(at: index + 1) == 0xA0) {
          pendingSpace = true
          index += byte == 0xC2 ? 2 : 1
          continue
        }
        if byte == UInt8(ascii: "&"),
          let end = MarkupText.referenceEnd(bytes, at: index, before: token.end)
        {
          let reference = index..<end
          index = end
          if MarkupText.isSpace(bytes, reference) {
            pendingSpace = true
          } else {
            for byte in MarkupText.common(bytes, reference) { add(byte) }
          }
          continue
        }
        add(byte)
        index += 1
      }
    }
    return text
  }
}

extension MarkupText {
  /// What one of the commonest references stands for; for others a letter.
  static func common(_ bytes: Span<UInt8>, _ reference: Range<Int>) -> [UInt8] {
    let names: [(StaticString, String)] = [
      ("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"),
      ("&#39;", "'"), ("&rsquo;", "’"), ("&lsquo;", "‘"), ("&ldquo;", "“"), ("&rdquo;", "”"),
      ("&hellip;", "…"), ("&ndash;", "–"), ("&mdash;", "—"), ("&#x27;", "'"), ("&#8217;", "’"),
    ]
    for (name, text) in names
    where name.utf8CodeUnitCount == reference.count
      && bytes.matches(name, at: reference.lowerBound, before: reference.upperBound)
    {
      return Array(text.utf8)
    }
    return [UInt8(ascii: "x")]
  }
}
