import StetCore

extension Lexicon {
  /// A word that a slip may have turned into another.
  package struct NearWord: Hashable, Sendable {
    /// The word in lower case, UTF-8.
    package var word: [UInt8]
    /// What the lexicon says of it.
    package var entry: Entry
    /// What the slips between the two cost, by ``SlipCosts``.
    package var cost: Int
    /// The cost, and what it adds that the word is rare: the lower, the likelier
    /// the word is what was meant.
    package var score: Int { cost + Self.rarity(of: entry) }

    /// What it adds to a score that a word is rare.
    package static func rarity(of entry: Entry) -> Int {
      let rarity =
        switch entry.lowerCommonness ?? entry.capitalCommonness ?? 95 {
        case ...10: 0
        case ...20: 4
        case ...35: 7
        case ...40: 9
        case ...50: 11
        case ...55: 12
        case ...60: 13
        case ...70: 15
        case ...80: 20
        default: 28
        }
      return rarity + (entry.lowerCommonness == nil ? 6 : 0) + (entry.isVariant ? 6 : 0)
    }
  }

  /// The words that slips of at most `budget` can have turned into `word`, given
  /// in lower case; best first, at most `limit`.
  ///
  /// A walk through the automaton with the budget left: some 20 µs for one slip,
  /// 300 µs for two. Words of more than 40 bytes have none.
  package func words(
    near word: ArraySlice<UInt8>, budget: Int, limit: Int = 8
  ) -> [NearWord] {
    guard !word.isEmpty, word.count <= 40 else { return [] }
    var walk = Walk(lexicon: self, word: Array(word), budget: budget)
    walk.visit(root, 0, 0)
    return walk.found.sorted {
      $0.score != $1.score ? $0.score < $1.score : $0.word.lexicographicallyPrecedes($1.word)
    }.prefix(limit).map { $0 }
  }

  /// One search through the automaton.
  private struct Walk {
    let lexicon: Lexicon
    /// What was written.
    let word: [UInt8]
    let budget: Int
    /// The groups of letters that begin at each byte of the word and may stand for others.
    let groups: [[SlipCosts.Group]]
    /// The letters on the way from the root.
    var path: [UInt8] = []
    var found: [NearWord] = []

    init(lexicon: Lexicon, word: [UInt8], budget: Int) {
      self.lexicon = lexicon
      self.word = word
      self.budget = budget
      groups = word.indices.map { index in
        SlipCosts.groups.filter { word[index...].starts(with: $0.wrong) }
      }
    }

    /// Goes on from a node, the first `index` bytes of the word accounted for at `cost`.
    mutating func visit(_ node: Node, _ index: Int, _ cost: Int) {
      let lexicon = lexicon
      let left = budget - cost
      let isInside = index < word.count
      let written = word.byte(at: index)
      if !isInside, let entry = lexicon.entry(at: node) { record(entry, cost) }
      if left < SlipCosts.least {
        guard isInside, let next = lexicon.child(of: node, reading: written) else { return }
        path.append(written)
        visit(next, index + 1, cost)
        path.removeLast()
        return
      }
      if isInside {
        let extra = SlipCosts.addition(
          of: written, after: word.byte(at: index - 1), before: word.byte(at: index + 1))
        if extra <= left { visit(node, index + 1, cost + extra) }
        for group in groups[index] where group.cost <= left { follow(group, node, index, cost) }
      }
      let before = path.last ?? 0
      let following = word.byte(at: index + 1)
      let swap = SlipCosts.swap + (index == 0 ? SlipCosts.firstLetter : 0)
      lexicon.forEachChild(of: node) { letter, next in
        path.append(letter)
        defer { path.removeLast() }
        if isInside && letter == written { return visit(next, index + 1, cost) }
        if isInside {
          let change = SlipCosts.substitution(of: letter, by: written, at: index)
          if change <= left { visit(next, index + 1, cost + change) }
          if letter == following, swap <= left,
            let swapped = lexicon.child(of: next, reading: written)
          {
            path.append(written)
            visit(swapped, index + 2, cost + swap)
            path.removeLast()
          }
        }
        let missing = SlipCosts.omission(of: letter, after: before, before: written)
        if missing <= left { visit(next, index, cost + missing) }
      }
    }

    private mutating func follow(
      _ group: SlipCosts.Group, _ node: Node, _ index: Int, _ cost: Int
    ) {
      var next = node
      for letter in group.right {
        guard let child = lexicon.child(of: next, reading: letter) else { return }
        next = child
      }
      path += group.right
      visit(next, index + group.wrong.count, cost + group.cost)
      path.removeLast(group.right.count)
    }

    private mutating func record(_ entry: Entry, _ cost: Int) {
      if let known = found.firstIndex(where: { $0.word == path }) {
        found[known].cost = min(found[known].cost, cost)
      } else {
        found.append(NearWord(word: path, entry: entry, cost: cost))
      }
    }
  }
}
