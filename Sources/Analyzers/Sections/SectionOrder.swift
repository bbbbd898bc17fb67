package import StetCore

/// Sections that stand where articles of their kind have others.
package enum SectionOrder {
  /// The rule.
  package static let rule = Rule(
    id: "section-order",
    summary: "A section stands where articles of its kind do not have it.",
    rationale: """
      Whoever reads many articles of one kind finds things by their place. Where a template says \
      that order counts (`order: relative`), its sections must keep it, whatever stands between \
      them; with `order: strict` no other section of their level may stand between them. A \
      section that the template puts `under` another is looked for there. Of several sections \
      the fewest are reported that would have to move. Keeps silent unless the kind of the draft \
      is plain, as `missing-section` does.
      """,
    severity: .information,
    scope: .draft,
    precedence: .document,
    flagged: [
      Rule.Example(
        """
        ---
        kind: scientific-article
        ---

        # Abstract

        Labels help.

        # ↓Discussion↑

        They may help elsewhere.

        # Introduction

        Loops are nested.

        # Methods

        We timed readers.

        # Results

        They were faster.

        # References

        None.

        """, format: .markdown)
    ],
    accepted: [
      Rule.Example(
        """
        ---
        kind: readme
        ---

        # Tidy

        ## License

        Free for all.

        ## Usage

        Run it.

        ## Installation

        Unpack it.

        ## Contributing

        Send patches.

        """, format: .markdown)
    ])

  /// A section of the template at its place in a draft.
  private struct Place {
    /// The index in the template.
    var section: Int
    /// The section of the outline.
    var outline: Int
  }

  /// Reports each section that stands out of order. O(n log n) in the headings.
  package static func analyze(
    _ draft: Draft, _ kind: KindOfArticle, _ findings: inout [Finding]
  ) {
    let places = places(in: draft, kind.template)
    reportParents(places, in: draft, kind, &findings)
    guard kind.template.order != .any else { return }
    let kept = longestIncreasingRun(of: places.map(\.section))
    for index in places.indices where !kept.contains(index) {
      // The nearest that keeps its place and that this one should follow, or precede.
      let own = places[index].section
      let before = kept.sorted().last { places[$0].section < own }
      let after = kept.sorted().first { places[$0].section > own }
      let isLate = before.map { $0 > index } ?? false
      guard let other = isLate ? before : after ?? before else { continue }
      findings.append(finding(places[index], places[other], isBehind: isLate, in: draft, kind))
    }
    if kind.template.order == .strict { reportStrangers(places, in: draft, kind, &findings) }
  }

  /// The sections of the template, in the order of the draft, each where it stands first.
  private static func places(in draft: Draft, _ template: ArticleTemplate) -> [Place] {
    var seen: Set<Int> = []
    var places: [Place] = []
    for (index, section) in draft.outline.sections.enumerated() {
      let words = KindOfArticle.words(of: section.heading, in: draft)
      let text = ArticleTemplate.text(of: words)
      let own = template.sections.indices.filter { template.sections[$0].matches(text) }
      // A heading that may be several sections is none for sure, unless it has the name.
      guard
        let found = own.count == 1
          ? own.first
          : own.first(where: { template.sections[$0].matches(text, byName: true) }),
        seen.insert(found).inserted
      else { continue }
      places.append(Place(section: found, outline: index))
    }
    return places
  }

  private static func reportParents(
    _ places: [Place], in draft: Draft, _ kind: KindOfArticle, _ findings: inout [Finding]
  ) {
    let sections = draft.outline.sections
    for place in places {
      let section = kind.template.sections[place.section]
      guard let parent = section.parent,
        let holder = places.first(where: { kind.template.sections[$0.section].name == parent })
      else { continue }
      var enclosing = sections[place.outline].parent
      while let index = enclosing, index != holder.outline { enclosing = sections[index].parent }
      guard enclosing == nil else { continue }
      findings.append(
        Finding(
          rule, at: draft.blocks[sections[place.outline].heading].content,
          "“\(section.name)” belongs under “\(parent)” in \(kind.template.subject)" + kind.note,
          confidence: kind.confidence,
          related: [
            RelatedPlace(
              draft.blocks[sections[holder.outline].heading].content, "The section “\(parent)”")
          ]))
    }
  }

  private static func finding(
    _ place: Place, _ other: Place, isBehind: Bool, in draft: Draft, _ kind: KindOfArticle
  ) -> Finding {
    let sections = draft.outline.sections
    let name = kind.template.sections[place.section].name
    let otherName = kind.template.sections[other.section].name
    let related = RelatedPlace(
      draft.blocks[sections[other.outline].heading].content, "The section “\(otherName)”")
    let move = move(of: place.outline, past: other.outline, isBehind: isBehind, in: draft)
    return Finding(
      rule, at: draft.blocks[sections[place.outline].heading].content,
      "“\(name)” comes \(isBehind ? "after" : "before") “\(otherName)” in "
        + kind.template.subject + kind.note,
      confidence: kind.confidence, related: [related],
      fixes: move.map {
        [
          Fix(
            "Move the section \(isBehind ? "behind" : "before") “\(otherName)”", $0,
            safety: .suggestion)
        ]
      } ?? [])
  }

  /// The edits that move a section with all that stands under it; `nil` where markup
  /// encloses sections, or one of the two holds the other.
  private static func move(
    of section: Int, past other: Int, isBehind: Bool, in draft: Draft
  ) -> [TextEdit]? {
    guard draft.format == .markdown || draft.format == .plainText else { return nil }
    let sections = draft.outline.sections
    guard sections[section].level == sections[other].level else { return nil }
    func extent(_ index: Int) -> TextRange? {
      let own = sections[index]
      guard draft.blocks.indices.contains(own.heading),
        let last = own.body.isEmpty ? own.heading : own.body.last,
        draft.blocks.indices.contains(last)
      else { return nil }
      return TextRange(
        start: draft.blocks[own.heading].range.start, end: draft.blocks[last].range.end)
    }
    guard let moved = extent(section), let goal = extent(other), !moved.overlaps(goal) else {
      return nil
    }
    let newline = draft.source.lineBreak
    var text = draft.source.string(in: moved)
    while let last = text.last, last.isNewline { text.removeLast() }
    let place = isBehind ? goal.end : goal.start
    let isClosed = place > .zero && draft.source.utf8.byte(at: place.utf8 - 1).isLineBreak
    let isLast = place.utf8 == draft.source.count
    let head = isBehind && !isClosed ? newline + newline : isLast ? newline : ""
    return [
      TextEdit(moved, ""),
      TextEdit(
        TextRange(start: place, end: place), head + text + newline + (isLast ? "" : newline)),
    ]
  }

  /// Reports sections that the template does not know between those that it knows.
  private static func reportStrangers(
    _ places: [Place], in draft: Draft, _ kind: KindOfArticle, _ findings: inout [Finding]
  ) {
    guard let first = places.first, let last = places.last else { return }
    let sections = draft.outline.sections
    let known = Set(places.map(\.outline))
    let level = places.map { sections[$0.outline].level }.min() ?? 2
    for index in first.outline...max(first.outline, last.outline)
    where !known.contains(index) && sections[index].level == level {
      let heading = sections[index].heading
      let words = ArticleTemplate.text(of: KindOfArticle.words(of: heading, in: draft))
      if kind.template.sections.contains(where: { $0.matches(words) }) { continue }
      findings.append(
        Finding(
          rule, at: draft.blocks[heading].content,
          "\(kind.template.subject.capitalizedFirst) has no section of this name between its own"
            + kind.note,
          confidence: kind.confidence))
    }
  }

  /// The positions of a longest run of increasing numbers, by patience sorting.
  /// O(n log n).
  private static func longestIncreasingRun(of numbers: [Int]) -> Set<Int> {
    var tails: [Int] = []
    var previous = [Int?](repeating: nil, count: numbers.count)
    for (index, number) in numbers.enumerated() {
      let place = tails.partitioningIndex { numbers[$0] >= number }
      previous[index] = place > 0 ? tails[place - 1] : nil
      if place < tails.count { tails[place] = index } else { tails.append(index) }
    }
    var run: Set<Int> = []
    var next = tails.last
    while let index = next {
      run.insert(index)
      next = previous[index]
    }
    return run
  }
}

extension [Int] {
  /// The first position for whose element a condition holds that holds for all after it.
  fileprivate func partitioningIndex(where belongsBehind: (Int) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = low + (high - low) / 2
      if belongsBehind(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

extension String {
  /// The text with its first letter in upper case.
  var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
