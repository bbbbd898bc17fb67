import StetCore

/// Finds the menus, bars and columns of a site among short lines.
///
/// Where a whole page was copied, a site's lines stand together: some say what only
/// sites say, some are words of a menu, some could be anything. A run of short lines in
/// which enough is known is the site's, and what stands between two known lines with it,
/// unless its words are those of the article.
struct SiteRuns {
  /// What the lines that say something are by their words, blank ones left out.
  let roles: [SiteText.Role?]
  /// Whether a line may be part of a menu: short, and neither a sentence, a question, a
  /// list item nor a known heading.
  let isShort: (Int) -> Bool
  /// Whether an unknown line may be the article's: it is long, or most of its words occur
  /// in the article's sentences.
  let isOfArticle: (Int) -> Bool

  /// So many unknown lines in a row are taken for the site's between known ones.
  private static let widestGap = 3

  /// Makes chrome of the lines of such runs. Linear in the lines.
  func settle(_ settled: inout [SiteText.Role?]) {
    var start = 0
    while start < roles.count {
      guard settled[start].isSite || roles[start] != nil || isShort(start) else {
        start += 1
        continue
      }
      var end = start
      while end < roles.count, settled[end].isSite || roles[end] != nil || isShort(end) {
        end += 1
      }
      settle(start..<end, &settled)
      start = end
    }
  }

  /// Whether a line's words say something of it. `Yes` and `No` may be answers.
  private func isKnown(_ index: Int, _ settled: [SiteText.Role?]) -> Bool {
    settled[index].isSite || (roles[index] != nil && roles[index] != .reply)
  }

  private func settle(_ run: Range<Int>, _ settled: inout [SiteText.Role?]) {
    let sure = run.count { settled[$0].isSite }
    let known = run.count { isKnown($0, settled) }
    let isSite =
      (sure >= 1 && known >= 3 && known * 2 >= run.count)
      || (sure >= 2 && known >= 4 && known * 5 >= run.count * 2)
      || (known >= 6 && known * 10 >= run.count * 6)
    guard isSite else { return }
    var places = run.filter { isKnown($0, settled) }
    // A word of a menu right before a sentence is its heading.
    if let last = places.last, last == run.upperBound - 1, run.upperBound < roles.count,
      roles[last] == .menu
    {
      places.removeLast()
    }
    for place in places where !settled[place].isSite {
      settled[place] = .chrome
    }
    // Before the first known line stands what may be the title.
    var last: Int?
    for place in places + (run.upperBound == roles.count ? [roles.count] : []) {
      if let before = last, place - before - 1 <= Self.widestGap {
        for index in before + 1..<place where roles[index] == nil && !isOfArticle(index) {
          settled[index] = .chrome
        }
      }
      last = place
    }
  }
}

extension SiteText.Role? {
  /// Whether a line is surely the site's.
  fileprivate var isSite: Bool {
    switch self {
    case .chrome, .metadata: true
    case .dialog, .menu, .reply, .label, .prose, nil: false
    }
  }
}

extension PlainTextAssembly {
  /// Settles runs of short lines; `present` are the lines that say something, `roles`
  /// what they are by their words.
  func settleRuns(
    _ present: [Int], _ roles: [SiteText.Role?], _ settled: inout [SiteText.Role?]
  ) {
    guard roles.count(where: { $0 != nil }) >= 3 else { return }
    // Made when the first line asks.
    var words: Set<UInt64>?
    let runs = SiteRuns(
      roles: roles,
      isShort: { self.mayBeMenu(self.lines[present[$0]]) },
      isOfArticle: { position in
        let known = words ?? self.wordsOfArticle()
        words = known
        let line = self.source.bytes(in: self.lines[present[position]].content)
        let own = Self.words(line)
        if !Self.looksLikeLabel(line) { return true }
        return !own.isEmpty && own.count(where: known.contains) * 2 >= own.count
      })
    runs.settle(&settled)
  }

  private func mayBeMenu(_ line: PlainTextLine) -> Bool {
    guard line.width <= 48, line.kind == .bare || line.kind == .text else { return false }
    let bytes = source.bytes(in: line.content)
    guard let last = bytes.last, !".?!:;,".utf8.contains(last) else { return false }
    return bytes.count { $0 == .space } <= 5 && !KnownHeadings.contains(bytes)
  }

  /// Whether a line can be a name or a title in a menu: up to four words, or a number and
  /// more, that begin with capitals, small ones such as `in` aside; never a clause.
  private static func looksLikeLabel(_ line: ArraySlice<UInt8>) -> Bool {
    let words = line.split(separator: .space)
    if words.count > 4 && line.first?.isASCIIDigit != true { return false }
    for word in words.dropLast() {
      if let last = word.last, ".,;:".utf8.contains(last) { return false }
    }
    if words.count == 1 { return true }
    return words.allSatisfy { word in
      guard let first = word.first(where: { $0.isASCIILetter }) else { return true }
      return first.isASCIIUppercase || word.count <= 3
    }
  }

  /// The words of the lines that are sentences.
  private func wordsOfArticle() -> Set<UInt64> {
    var words: Set<UInt64> = []
    for line in lines where line.width >= 40 {
      switch line.kind {
      case .text, .item: words.formUnion(Self.words(source.bytes(in: line.content)))
      default: break
      }
    }
    return words
  }

  /// The words of four letters and more by their first five, so that endings do not
  /// count.
  private static func words(_ bytes: ArraySlice<UInt8>) -> [UInt64] {
    bytes.split { !$0.isASCIIAlphanumeric && $0 < 0x80 }.filter { $0.count > 3 }
      .map { SiteText.hash($0.prefix(5)) }
  }
}
