/// Drafts that are compared with each other: what each of them says, and what they
/// say together. A value; made by ``Engine/makeCorpus()`` for the drafts of that
/// engine only.
public struct Corpus: Sendable {
  /// What others may need to know of one draft.
  package struct Facts: Sendable {
    /// One for each analyzer that compares drafts.
    let parts: [any CorpusFacts]
    /// The end of the draft's text.
    let end: TextOffset
    /// What the draft is written in.
    let format: Draft.Format
  }

  private var indexes: [any CorpusIndex]
  private var drafts: [String: Facts] = [:]

  init(_ indexes: [any CorpusIndex]) { self.indexes = indexes }

  /// The names of the drafts, in no order.
  package var names: some Collection<String> { drafts.keys }

  /// How many drafts there are.
  package var count: Int { drafts.count }

  /// Takes in that the draft called `name` is as `facts` say now; `nil` when it is
  /// gone. Returns whether that can change what is found in other drafts. Linear in
  /// the facts of that draft, as far as the analyzers keep to it.
  @discardableResult
  package mutating func update(_ name: String, to facts: Facts?) -> Bool {
    let old = drafts[name]
    drafts[name] = facts
    var isChanged = false
    for position in indexes.indices {
      let (before, after) = (old?.part(at: position), facts?.part(at: position))
      if let before, let after, before.isEqual(to: after) { continue }
      if before == nil && after == nil { continue }
      indexes[position].update(name, from: before, to: after)
      isChanged = true
    }
    return isChanged
  }

  /// What the comparison finds in a draft that the corpus holds; nothing in others.
  package func findings(in name: String) -> [Finding] {
    drafts[name].map { findings(in: name, saying: $0) } ?? []
  }

  /// What the comparison would find in a draft if it said what `facts` say.
  package func findings(in name: String, saying facts: Facts) -> [Finding] {
    var findings: [Finding] = []
    for (position, index) in indexes.enumerated() {
      guard let part = facts.part(at: position) else { continue }
      index.judge(name, part, &findings)
    }
    findings.removeAll { $0.range.end > facts.end }
    return facts.format.isAllMarkup
      ? findings.map { $0.escaped(for: facts.format) } : findings
  }
}

extension Corpus.Facts {
  fileprivate func part(at position: Int) -> (any CorpusFacts)? {
    parts.indices.contains(position) ? parts[position] : nil
  }
}

extension Engine {
  /// The diagnostics of one draft beside another, in order.
  package func diagnostics(for draft: Draft, beside other: Draft) -> [Diagnostic] {
    diagnostics(of: [analyze(draft, name: "this"), analyze(other, name: "other")]).first ?? []
  }
}

/// The facts of one analyzer about one draft, whatever their type.
protocol CorpusFacts: Sendable {
  func isEqual(to other: any CorpusFacts) -> Bool
}

/// The facts of an analyzer; `nil` where it was given up.
struct OwnFacts<A: CorpusAnalyzer>: CorpusFacts {
  var value: A.Facts?

  func isEqual(to other: any CorpusFacts) -> Bool { value == (other as? OwnFacts<A>)?.value }
}

/// The index of one analyzer, whatever its type.
protocol CorpusIndex: Sendable {
  mutating func update(_ name: String, from old: (any CorpusFacts)?, to new: (any CorpusFacts)?)
  func judge(_ name: String, _ facts: any CorpusFacts, _ findings: inout [Finding])
}

/// The index of an analyzer, with the analyzer.
struct OwnIndex<A: CorpusAnalyzer>: CorpusIndex {
  let analyzer: A
  var index: A.Index

  mutating func update(_ name: String, from old: (any CorpusFacts)?, to new: (any CorpusFacts)?) {
    let (old, new) = ((old as? OwnFacts<A>)?.value, (new as? OwnFacts<A>)?.value)
    analyzer.update(&index, name, from: old, to: new)
  }

  func judge(_ name: String, _ facts: any CorpusFacts, _ findings: inout [Finding]) {
    guard let facts = (facts as? OwnFacts<A>)?.value else { return }
    analyzer.judge(name, facts, in: index, &findings)
  }
}
