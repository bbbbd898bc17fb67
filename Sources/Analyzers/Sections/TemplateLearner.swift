package import StetCore

/// Makes a template of the articles that share one: which sections they have, in how
/// many of them, in what order, under what other names, and since when.
///
/// What counts is stated in ``Limits``; nothing is fitted.
package struct TemplateLearner: Sendable {
  /// A heading of an article.
  package struct Heading: Hashable, Sendable {
    /// Its level, from 1.
    package var level: Int
    /// Its words as they are written.
    package var text: String

    /// Makes a heading.
    package init(level: Int, text: String) {
      self.level = level
      self.text = text
    }
  }

  /// An article, as far as a template goes.
  package struct Article: Hashable, Sendable {
    /// Its headings, in order.
    package var headings: [Heading]
    /// Its date, `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, when it has one.
    package var date: String?

    /// Makes an article.
    package init(headings: [Heading], date: String? = nil) {
      self.headings = headings
      self.date = date
    }

    /// The headings and the date of a draft.
    package init(_ draft: Draft) {
      headings = draft.outline.sections.map {
        Heading(level: $0.level, text: draft.text(ofBlock: $0.heading))
      }
      date = DeclaredFacts(of: draft).date
    }
  }

  /// The shares of articles, 0 to 1, from which on something is taken for a rule.
  package struct Limits: Hashable, Sendable {
    /// A section is required.
    package var required = 0.8
    /// It is recommended.
    package var recommended = 0.5
    /// It is known.
    package var optional = 0.2
    /// A heading is looked at as another name of a section.
    package var synonym = 0.01
    /// Articles keep an order, or have a section under another.
    package var order = 0.95

    /// The usual limits.
    package init() {}
  }

  private let articles: [[Int]]
  private let levels: [[Int]]
  private let dates: [String?]
  private let limits: Limits
  /// The distinct headings: the words in lower case, and how they are mostly written.
  private let names: [(key: String, shown: String)]
  /// How many articles have each of them.
  private let counts: [Int]

  /// Reads articles. Linear in their headings.
  package init(_ articles: [Article], limits: Limits = Limits()) {
    var ids: [String: Int] = [:]
    var shown: [[String: Int]] = []
    var sequences: [[Int]] = []
    var levels: [[Int]] = []
    var counts: [Int] = []
    for article in articles {
      var sequence: [Int] = []
      var ownLevels: [Int] = []
      for heading in article.headings {
        let key = ArticleTemplate.words(of: heading.text.utf8).joined(separator: " ")
        if key.isEmpty { continue }
        let id: Int
        if let known = ids[key] {
          id = known
        } else {
          id = shown.count
          ids[key] = id
          shown.append([:])
          counts.append(0)
        }
        shown[id][Self.tidied(heading.text), default: 0] += 1
        if !sequence.contains(id) {
          counts[id] += 1
          sequence.append(id)
          ownLevels.append(heading.level)
        }
      }
      sequences.append(sequence)
      levels.append(ownLevels)
    }
    self.articles = sequences
    self.levels = levels
    self.counts = counts
    dates = articles.map(\.date)
    self.limits = limits
    var names = [(key: String, shown: String)](repeating: ("", ""), count: shown.count)
    for (key, id) in ids {
      let best = shown[id].max { ($0.value, $1.key) < ($1.value, $0.key) }
      names[id] = (key, best?.key ?? key)
    }
    self.names = names
  }

  /// A heading without a number before it and a colon after it.
  private static func tidied(_ text: String) -> String {
    var text = text[...]
    while let first = text.first, !first.isLetter { text = text.dropFirst() }
    while let last = text.last, last == ":" || last.isWhitespace { text = text.dropLast() }
    return text.isEmpty ? "?" : String(text)
  }

  /// The template; `nil` when the articles share no section.
  ///
  /// - Parameters:
  ///   - name: the template's name.
  ///   - subject: what such an article is, with its article.
  package func template(named name: String, subject: String) -> ArticleTemplate? {
    let total = articles.count
    guard total > 0 else { return nil }
    let known = names.indices.filter {
      counts[$0] > 1 && Double(counts[$0]) >= limits.optional * Double(total)
    }
    var sections = candidates(known)
    guard !sections.isEmpty else { return nil }
    for index in sections.indices { measure(&sections[index]) }
    sections.removeAll { Double($0.share ?? 0) < limits.optional * 100 }
    guard !sections.isEmpty else { return nil }
    sections = inOrder(sections)
    findParents(&sections)
    for index in sections.indices {
      sections[index].isTelling =
        sections[index].need != .optional && !Self.general.contains(sections[index].phrases[0])
    }
    let telling = sections.count { $0.isTelling }
    let wanted = sections.count { $0.need != .optional }
    let canInfer = wanted >= 3 && telling >= 2
    return ArticleTemplate(
      name, subject,
      inference: canInfer
        ? .init(sections: max(3, (wanted * 3 + 4) / 5), telling: min(3, telling)) : nil,
      order: keepsOrder(sections) ? .relative : .any, articles: total, sections)
  }

  /// Headings that articles of many kinds have.
  private static let general: Set<String> = [
    "abstract", "acknowledgements", "acknowledgments", "background", "conclusion", "conclusions",
    "description", "details", "discussion", "example", "examples", "external links",
    "further reading", "introduction", "motivation", "notes", "overview", "purpose", "references",
    "related work", "resources", "see also", "sources", "summary",
  ]

  // MARK: Names

  /// A section for each frequent heading, with its other names; of headings that are
  /// names of one section, the most frequent names it.
  private func candidates(_ known: [Int]) -> [ArticleTemplate.Section] {
    let slots = slots(known)
    var owner: [Int: Int] = [:]
    let byCount = known.sorted { (counts[$1], $0) < (counts[$0], $1) }
    for (place, name) in byCount.enumerated() {
      owner[name] = byCount[..<place].first {
        owner[$0] == nil && isOtherName(name, of: $0, slots)
      }
    }
    let heads = byCount.filter { owner[$0] == nil }
    let rare = names.indices.filter {
      !known.contains($0) && counts[$0] >= 2
        && Double(counts[$0]) >= limits.synonym * Double(articles.count)
    }
    for name in rare where !heads.contains(where: { holds(name, $0) }) {
      // The nearest slot decides between several.
      owner[name] = heads.filter { isOtherName(name, of: $0, slots) }
        .max { Self.cosine(slots[name], slots[$0]) < Self.cosine(slots[name], slots[$1]) }
    }
    return heads.map { head in
      let others = owner.filter { $0.value == head }.map { names[$0.key].key }.sorted()
      return ArticleTemplate.Section(
        names[head].shown, .optional, [names[head].key] + others.filter { !$0.isEmpty },
        except: exceptions(head, heads))
    }
  }

  /// Whether a heading holds the words of another.
  private func holds(_ long: Int, _ short: Int) -> Bool {
    long != short && (" " + names[long].key + " ").contains(" " + names[short].key + " ")
  }

  /// Words that make a heading another section than `head`, though it holds its words:
  /// those of headings that stand beside it in the same articles.
  private func exceptions(_ head: Int, _ heads: [Int]) -> [String] {
    let own = Set(names[head].key.split(separator: " "))
    var words: Set<String> = []
    for other in names.indices where counts[other] > 1 && holds(other, head) {
      let together = articles.count { $0.contains(other) && $0.contains(head) }
      guard heads.contains(other) || together * 2 > counts[other] else { continue }
      for word in names[other].key.split(separator: " ")
      where !own.contains(word) && word.utf8.count > 3 {
        words.insert(String(word))
        break
      }
    }
    return words.sorted()
  }

  /// What stands before and after each heading, as shares.
  private func slots(_ known: [Int]) -> [[Int: Double]] {
    let frequent = Set(known)
    var slots = [[Int: Double]](repeating: [:], count: names.count)
    for sequence in articles {
      for (place, name) in sequence.enumerated() {
        let before = sequence[..<place].last { frequent.contains($0) } ?? -1
        let after = sequence[(place + 1)...].first { frequent.contains($0) } ?? -1
        // Neighbours before and after are counted apart.
        slots[name][before &* 2, default: 0] += 1
        slots[name][after &* 2 &+ 1, default: 0] += 1
      }
    }
    return slots
  }

  private static func cosine(_ first: [Int: Double], _ second: [Int: Double]) -> Double {
    var product = 0.0
    for (key, value) in first { product += value * (second[key] ?? 0) }
    let squares = [first, second].map { $0.values.reduce(0) { $0 + $1 * $1 } }
    let length = (squares[0] * squares[1]).squareRoot()
    return length > 0 ? product / length : 0
  }

  /// Whether a heading is another name of a more frequent one: written nearly alike; or
  /// in the same place between the same neighbours, and (nearly) never beside it.
  private func isOtherName(_ name: Int, of head: Int, _ slots: [[Int: Double]]) -> Bool {
    guard name != head else { return false }
    let together = Double(articles.count { $0.contains(name) && $0.contains(head) })
    let rarer = Double(counts[name])
    let (key, other) = (names[name].key, names[head].key)
    if Self.stem(key) == Self.stem(other) { return together <= 0.2 * rarer }
    if holds(name, head) || holds(head, name) { return together <= 0.1 * rarer }
    let expected = rarer * Double(counts[head]) / Double(articles.count)
    guard rarer >= 3, expected >= 1.5, together <= 0.15 * expected else { return false }
    return Self.cosine(slots[name], slots[head]) >= 0.6
  }

  /// The words without endings of the plural, in order of the alphabet.
  private static func stem(_ key: String) -> [String] {
    key.split(separator: " ").map { word in
      word.utf8.count > 3 && word.hasSuffix("s") ? String(word.dropLast()) : String(word)
    }.sorted()
  }

  // MARK: Shares

  /// Whether an article, by its number, has a section.
  private func has(_ article: Int, _ section: ArticleTemplate.Section) -> Bool {
    articles[article].contains { section.matches(" " + names[$0].key + " ") }
  }

  /// Finds the life span of a section, its share in it, and the need that follows.
  private func measure(_ section: inout ArticleTemplate.Section) {
    let present = articles.indices.map { has($0, section) }
    findLifeSpan(&section, present)
    let judged = articles.indices.filter { section.applies(on: dates[$0]) }
    let count = judged.count { present[$0] }
    let share = Double(count) / Double(max(1, judged.count))
    section.share = Int((share * 100).rounded())
    section.need =
      share >= limits.required
      ? .required : share >= limits.recommended ? .recommended : .optional
  }

  /// A section that hardly an article had before some date, and most have since, was
  /// brought by a new template then; and the other way round.
  private func findLifeSpan(_ section: inout ArticleTemplate.Section, _ present: [Bool]) {
    let dated = articles.indices.compactMap { index in dates[index].map { ($0, present[index]) } }
      .sorted { $0.0 < $1.0 }
    let least = max(10, dated.count / 20)
    guard dated.count >= 3 * least else { return }
    let all = dated.count { $0.1 }
    var before = 0
    var best: (gain: Double, place: Int, first: Double, second: Double)?
    for place in dated.indices {
      if place >= least, dated.count - place >= least, dated[place].0 != dated[place - 1].0 {
        let first = Double(before) / Double(place)
        let second = Double(all - before) / Double(dated.count - place)
        // Weighed by how many articles the shorter side has, or an odd end would win.
        let gain =
          abs(second - first)
          * (Double(min(place, dated.count - place)) / Double(dated.count))
          .squareRoot()
        if gain > best?.gain ?? 0 { best = (gain, place, first, second) }
      }
      if dated[place].1 { before += 1 }
    }
    guard let best else { return }
    let date = String(dated[best.place].0.prefix(7))
    if best.first <= 0.2 && best.second >= limits.recommended {
      section.since = date
    } else if best.second <= 0.1 && best.first >= limits.recommended {
      section.until = date
    }
  }

  // MARK: Order

  /// The place of a section among the headings of an article.
  private func place(of section: ArticleTemplate.Section, in article: Int) -> Int? {
    articles[article].firstIndex { names[$0].key == section.phrases[0] }
      ?? articles[article].firstIndex { section.matches(" " + names[$0].key + " ") }
  }

  /// The sections by their mean place in the articles that have them.
  private func inOrder(_ sections: [ArticleTemplate.Section]) -> [ArticleTemplate.Section] {
    var sums = [(sum: Double, count: Double)](repeating: (0, 0), count: sections.count)
    for article in articles.indices {
      let found = sections.indices.compactMap { index in
        place(of: sections[index], in: article).map { (index, $0) }
      }.sorted { $0.1 < $1.1 }
      for (rank, (index, _)) in found.enumerated() where found.count > 1 {
        sums[index].sum += Double(rank) / Double(found.count - 1)
        sums[index].count += 1
      }
    }
    return sections.indices.sorted { first, second in
      let (a, b) = (sums[first], sums[second])
      let (x, y) = (a.sum / max(1, a.count), b.sum / max(1, b.count))
      return x == y ? first < second : x < y
    }.map { sections[$0] }
  }

  /// Whether nearly every article has the sections in this order.
  private func keepsOrder(_ sections: [ArticleTemplate.Section]) -> Bool {
    let wanted = sections.filter { $0.need != .optional }
    guard wanted.count > 1 else { return false }
    let kept = articles.indices.count { article in
      let places = wanted.compactMap { place(of: $0, in: article) }
      return zip(places, places.dropFirst()).allSatisfy { $0 <= $1 }
    }
    return Double(kept) >= limits.order * Double(articles.count)
  }

  /// Notes under which section others nearly always stand.
  private func findParents(_ sections: inout [ArticleTemplate.Section]) {
    for index in sections.indices {
      var held: [Int: Int] = [:]
      var seen = 0
      for article in articles.indices {
        guard let place = place(of: sections[index], in: article) else { continue }
        seen += 1
        let level = levels[article][place]
        guard
          let above = levels[article][..<place].lastIndex(where: { $0 < level }),
          let parent = sections.firstIndex(where: {
            $0.matches(" " + names[articles[article][above]].key + " ")
          }), parent != index
        else { continue }
        held[parent, default: 0] += 1
      }
      guard seen > 2,
        let (parent, count) = held.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }),
        Double(count) >= limits.order * Double(seen), sections[parent].parent == nil
      else { continue }
      sections[index].parent = sections[parent].name
    }
  }
}
