/// The analyzers that an engine runs, and their rules.
public struct AnalyzerRegistry: Sendable {
  /// One analyzer in the registry.
  struct Entry: Sendable {
    var rules: [Rule]
    var make: @Sendable (AnalyzerSettings) -> any Analyzer
  }

  private(set) var entries: [Entry] = []
  /// Every rule, in order of ids.
  public private(set) var rules: [Rule] = Engine.rules
  private var byName: [String: Rule]

  /// A registry with the analyzers of `types`.
  public init(_ types: [any Analyzer.Type] = []) {
    byName = Dictionary(
      Engine.rules.flatMap { rule in ([rule.id] + rule.aliases).map { ($0, rule) } },
      uniquingKeysWith: { first, _ in first })
    for type in types { register(type) }
  }

  /// Adds the analyzer of a type.
  public mutating func register(_ type: any Analyzer.Type) {
    register(rules: type.rules) { type.init($0) }
  }

  /// Adds an analyzer that is made by a closure, for analyzers whose rules are
  /// known only when the program runs. Rules whose id is taken are left out.
  public mutating func register(
    rules: [Rule], make: @escaping @Sendable (AnalyzerSettings) -> any Analyzer
  ) {
    let fresh = rules.filter { byName[$0.id] == nil }
    guard !fresh.isEmpty else { return }
    entries.append(Entry(rules: fresh, make: make))
    for rule in fresh {
      for name in [rule.id] + rule.aliases where byName[name] == nil { byName[name] = rule }
    }
    self.rules = (self.rules + fresh).sorted { $0.id < $1.id }
  }

  /// The rule called `name`, now or formerly.
  public func rule(named name: String) -> Rule? { byName[name] }

  /// The rule whose id is nearest to `name`, when one is near.
  public func rule(nearestTo name: String) -> Rule? {
    EditDistance.nearest(to: name, among: byName.keys.sorted()).flatMap { byName[$0] }
  }
}

/// How far two short texts are apart.
public enum EditDistance {
  /// The candidate nearest to `word`, in insertions, deletions, substitutions
  /// and swaps of neighbours; `nil` when none is within a third of its length.
  /// The first of equally near ones.
  public static func nearest(to word: String, among candidates: [String]) -> String? {
    var best: (distance: Int, candidate: String)?
    for candidate in candidates {
      let distance = between(word, candidate)
      let limit = max(1, max(word.utf8.count, candidate.utf8.count) / 3)
      if distance <= limit && distance < best?.distance ?? .max { best = (distance, candidate) }
    }
    return best?.candidate
  }

  /// The optimal string alignment distance in UTF-8 bytes. O(n·m); texts over
  /// 256 bytes are cut to that.
  public static func between(_ first: String, _ second: String) -> Int {
    let a = Array(first.utf8.prefix(256))
    let b = Array(second.utf8.prefix(256))
    if a.isEmpty { return b.count }
    if b.isEmpty { return a.count }
    var beforeLast = [Int](repeating: 0, count: b.count + 1)
    var last = Array(0...b.count)
    var row = last
    for i in 1...a.count {
      row[0] = i
      for j in 1...b.count {
        let cost = a[i - 1] == b[j - 1] ? 0 : 1
        row[j] = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + cost)
        if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
          row[j] = min(row[j], beforeLast[j - 2] + 1)
        }
      }
      (beforeLast, last, row) = (last, row, beforeLast)
    }
    return last[b.count]
  }
}
