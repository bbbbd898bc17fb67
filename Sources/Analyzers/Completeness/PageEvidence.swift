import StetCore
import StetLexicon

/// What the other texts of a page add to the evidence of one.
///
/// Whoever cut a page cut every longer text at one length. So a text that was
/// cut has others of its length beside it, and none that is longer; one that
/// ends where others go on was not cut.
package struct PageEvidence: Sendable {
  /// What is known of one text of the page.
  package struct Text: Sendable {
    /// Its length in each of ``PreviewLimit``'s units.
    package var lengths: [Int]
    /// The log-odds that it was cut, by what it shows itself; `nil` for one that
    /// ends in a mark.
    package var logOdds: Double?

    /// Makes a text.
    package init(lengths: [Int], logOdds: Double?) {
      self.lengths = lengths
      self.logOdds = logOdds
    }
  }

  /// The names of ``values(at:)``, in their order.
  package static let names = [
    "alone", "same-length", "near-length", "much-longer", "longer", "likeliest-near", "mean-near",
    "from-fives", "from-tens", "marked",
  ]

  private let texts: [Text]
  /// By unit, the texts without a mark, by their lengths.
  private var groups: [[Int: Group]] = []
  /// By unit, the lengths of all texts, rising.
  private var sorted: [[Int]] = []
  private let markedCount: Int

  /// The texts without a mark that have one length.
  private struct Group {
    var count = 0
    var sum = 0.0
    /// The highest log-odds, and the next.
    var first = -Double.infinity
    var second = -Double.infinity

    mutating func add(_ value: Double) {
      count += 1
      sum += value
      if value > first {
        (first, second) = (value, first)
      } else {
        second = max(second, value)
      }
    }
  }

  /// Reads a page. O(n log n) in its texts.
  package init(_ texts: [Text]) {
    self.texts = texts
    markedCount = texts.count { $0.logOdds == nil }
    for unit in PreviewLimit.units.indices {
      var groups: [Int: Group] = [:]
      for text in texts {
        guard let logOdds = text.logOdds else { continue }
        groups[Self.length(of: text, unit), default: Group()].add(logOdds)
      }
      self.groups.append(groups)
      sorted.append(texts.map { Self.length(of: $0, unit) }.sorted())
    }
  }

  private static func length(of text: Text, _ unit: Int) -> Int {
    text.lengths.indices.contains(unit) ? text.lengths[unit] : 0
  }

  /// The log-odds that a text of the page was cut; `nil` for one that ends in a
  /// mark. O(log n).
  package func logOdds(at index: Int) -> Double? {
    values(at: index).map { EndingModel.english.logOdds(of: $0, by: .page) }
  }

  /// The evidence on a text as numbers, in the order of ``names``; `nil` for one
  /// that ends in a mark. O(log n).
  package func values(at index: Int) -> [Double]? {
    guard texts.indices.contains(index), let logOdds = texts[index].logOdds else { return nil }
    let lengths = groups.indices.map { Self.length(of: texts[index], $0) }
    func others(within distance: Int, _ unit: Int) -> Int {
      (-distance...distance).reduce(-1) { $0 + (groups[unit][lengths[unit] + $1]?.count ?? 0) }
    }
    func longer(by distance: Int, _ unit: Int) -> Int {
      count(in: sorted[unit], above: lengths[unit] + distance)
    }
    // In characters, as a reader would count.
    var near = Group()
    for step in -2...2 {
      guard var group = groups[1][lengths[1] + step] else { continue }
      if step == 0 {
        group.count -= 1
        group.sum -= logOdds
        if group.first == logOdds { group.first = group.second }
      }
      near.count += group.count
      near.sum += group.sum
      near.first = max(near.first, group.first)
    }
    let units = groups.indices
    func rest(_ modulus: Int) -> Int {
      lengths.map { min($0 % modulus, ($0 + 1) % modulus) }.min() ?? 0
    }
    return [
      logOdds,
      Double(units.map { others(within: 1, $0) }.max() ?? 0),
      Double(units.map { others(within: 2, $0) }.max() ?? 0),
      Double(units.map { longer(by: 10, $0) }.min() ?? 0),
      Double(units.map { longer(by: 2, $0) }.min() ?? 0),
      near.count > 0 ? near.first : -9,
      near.count > 0 ? near.sum / Double(near.count) : -9,
      Double(rest(5)), Double(rest(10)),
      Double(markedCount) / Double(max(1, texts.count - 1)),
    ]
  }

  private func count(in lengths: [Int], above limit: Int) -> Int {
    var low = 0
    var high = lengths.count
    while low < high {
      let middle = (low + high) / 2
      if lengths[middle] <= limit { low = middle + 1 } else { high = middle }
    }
    return lengths.count - low
  }
}
