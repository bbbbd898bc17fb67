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
    /// How often the word is written; see ``Lexicon/frequency(of:)``.
    package var frequency: Int
    /// The cost, and what it adds that the word is rare: the lower, the likelier
    /// the word is what was meant.
    package var score: Int { cost + Self.rarity(of: entry, frequency: frequency) }

    /// What it adds to a score that a word is rare.
    package static func rarity(of entry: Entry, frequency: Int) -> Int {
      var rarity: Int
      if frequency > 0 {
        rarity = max(0, 170 - frequency) / 7
      } else {
        switch entry.commonness {
        case ...35: rarity = 14
        case ...60: rarity = 19
        case ...70: rarity = 22
        case ...80: rarity = 24
        default: rarity = 30
        }
      }
      if entry.lowerCommonness ?? 95 >= 95, frequency > 0 { rarity += 6 }
      return rarity + (entry.isVariant ? 6 : 0)
    }
  }

  /// The words that slips of at most `budget` can have turned into `word`, given
  /// in lower case; best first, at most `limit`.
  ///
  /// A walk through the automaton with the budget left: some 10 µs for one slip,
  /// 90 µs for two; a quarter of that among the frequent words only. Words of more
  /// than 40 bytes have none.
  package func words(
    near word: ArraySlice<UInt8>, budget: Int, limit: Int = 8, amongFrequent: Bool = false
  ) -> [NearWord] {
    guard !word.isEmpty, word.count <= 40 else { return [] }
    let bytes = Array(word)
    return bytes.withUnsafeBufferPointer { bytes in
      let automaton = amongFrequent ? frequentWords : automaton
      var walk = Walk(automaton: automaton, word: bytes, budget: budget)
      walk.visit(automaton.root, 0, 0, 0)
      return walk.found.compactMap { found in
        entry(code: found.code).map {
          NearWord(
            word: found.word, entry: $0, cost: found.cost,
            frequency: frequency(of: found.word[...]))
        }
      }
    }.sorted {
      $0.score != $1.score ? $0.score < $1.score : $0.word.lexicographicallyPrecedes($1.word)
    }.prefix(limit).map { $0 }
  }

  /// One search through the automaton.
  private struct Walk {
    let automaton: Automaton
    /// What was written.
    let word: UnsafeBufferPointer<UInt8>
    let budget: Int
    /// The groups of letters that begin at each byte of the word and may stand
    /// for others.
    let groups: [[SlipCosts.Group]]
    /// What it costs, for each byte of the word, that it is one too many.
    let additions: [Int]
    /// What it costs, for each byte of the word, that it stands for each of `a`…`z`.
    let changes: [UInt8]
    /// The letters on the way from the root.
    var path: [UInt8] = []
    var found: [(word: [UInt8], code: Int, cost: Int)] = []

    init(automaton: Automaton, word: UnsafeBufferPointer<UInt8>, budget: Int) {
      self.automaton = automaton
      self.word = word
      self.budget = budget
      groups = word.indices.map { index in
        SlipCosts.groups(beginning: word[index]).filter { word[index...].starts(with: $0.wrong) }
      }
      additions = word.indices.map { index in
        SlipCosts.addition(
          of: word[index], after: index > 0 ? word[index - 1] : 0,
          before: index + 1 < word.count ? word[index + 1] : 0)
      }
      changes = word.indices.flatMap { index in
        (UInt8(ascii: "a")...UInt8(ascii: "z")).map {
          UInt8(clamping: SlipCosts.substitution(of: $0, by: word[index], at: index))
        }
      }
      path.reserveCapacity(64)
    }

    @inline(__always)
    private func change(to letter: UInt8, at index: Int) -> Int {
      let column = Int(letter) - 97
      guard column >= 0, column < 26 else { return SlipCosts.otherLetter }
      return Int(changes[index * 26 + column])
    }

    /// The byte at an index; 0 outside the word.
    @inline(__always)
    private func byte(at index: Int) -> UInt8 {
      index >= 0 && index < word.count ? word[index] : 0
    }

    /// Goes on from a node, with `before` the last letter on the way to it and
    /// the first `index` bytes of the word accounted for at `cost`.
    mutating func visit(_ node: Automaton.Node, _ before: UInt8, _ index: Int, _ cost: Int) {
      let automaton = automaton
      let left = budget - cost
      if left < SlipCosts.least { return finish(node, index, cost) }
      let isInside = index < word.count
      let written = byte(at: index)
      if isInside {
        let extra = additions[index]
        if extra <= left { visit(node, before, index + 1, cost + extra) }
        if !groups[index].isEmpty {
          for group in groups[index] where group.cost <= left { follow(group, node, index, cost) }
        }
      } else if let code = automaton.code(at: node) {
        record(code, cost)
      }
      let following = byte(at: index + 1)
      let swap = SlipCosts.swap + (index == 0 ? SlipCosts.firstLetter : 0)
      let move = SlipCosts.move + (index == 0 ? SlipCosts.firstLetter : 0)
      automaton.forEachChild(of: node) { letter, next in
        path.append(letter)
        if isInside && letter == written {
          visit(next, letter, index + 1, cost)
        } else {
          if isInside {
            let change = change(to: letter, at: index)
            if change <= left { visit(next, letter, index + 1, cost + change) }
            if letter == following, swap <= left,
              let swapped = automaton.child(of: next, reading: written)
            {
              path.append(written)
              visit(swapped, written, index + 2, cost + swap)
              path.removeLast()
            }
            if move <= left { followMove(letter, next, index, cost + move) }
          }
          let missing = SlipCosts.omission(of: letter, after: before, before: written)
          if missing <= left { visit(next, letter, index, cost + missing) }
        }
        path.removeLast()
      }
    }

    /// Goes on to the end of the word without another slip.
    private mutating func finish(_ node: Automaton.Node, _ index: Int, _ cost: Int) {
      var node = node
      for byte in word[index...] {
        guard let next = automaton.child(of: node, reading: byte) else { return }
        node = next
      }
      guard let code = automaton.code(at: node) else { return }
      let length = path.count
      path += word[index...]
      record(code, cost)
      path.removeLast(path.count - length)
    }

    /// Goes on where one letter has moved over the two after it, or the two before
    /// it: `things`, `thigsn`.
    private mutating func followMove(
      _ letter: UInt8, _ node: Automaton.Node, _ index: Int, _ cost: Int
    ) {
      guard index + 2 < word.count else { return }
      let right: (UInt8, UInt8)
      if letter == word[index + 2] {
        right = (word[index], word[index + 1])
      } else if letter == word[index + 1] {
        right = (word[index + 2], word[index])
      } else {
        return
      }
      guard let second = automaton.child(of: node, reading: right.0),
        let third = automaton.child(of: second, reading: right.1)
      else { return }
      path.append(right.0)
      path.append(right.1)
      visit(third, right.1, index + 3, cost)
      path.removeLast(2)
    }

    private mutating func follow(
      _ group: SlipCosts.Group, _ node: Automaton.Node, _ index: Int, _ cost: Int
    ) {
      var next = node
      for letter in group.right {
        guard let child = automaton.child(of: next, reading: letter) else { return }
        next = child
      }
      path += group.right
      visit(next, path.last ?? 0, index + group.wrong.count, cost + group.cost)
      path.removeLast(group.right.count)
    }

    private mutating func record(_ code: Int, _ cost: Int) {
      if let known = found.firstIndex(where: { $0.word == path }) {
        found[known].cost = min(found[known].cost, cost)
      } else {
        found.append((path, code, cost))
      }
    }
  }
}
