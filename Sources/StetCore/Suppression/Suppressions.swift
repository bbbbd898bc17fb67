/// The suppression marks of one draft and what they have suppressed.
///
/// A mark is a comment of Markdown or HTML, or in plain text the same between
/// square brackets on a line of its own:
///
/// - `stet off RULE …` to `stet on RULE …`: the text between; to the end of the
///   draft when there is no `on`.
/// - `stet RULE …`: the next block, or the block that the comment stands inside.
/// - `stet-file RULE …`: the whole draft.
///
/// Rules are separated by spaces or commas; no rule means every rule. After a
/// colon the mark may say why.
struct Suppressions: Sendable {
  /// One rule, or all, in one stretch of the draft.
  private struct Entry: Sendable {
    /// The rule's id; `nil` for every rule.
    var rule: String?
    var range: TextRange
    var directive: Int
    var isUsed = false
  }

  /// One mark as it was written.
  private struct Mark: Sendable {
    var directive: Directive
    /// What stands before its rules: `stet off`.
    var verb: String
    /// The rules as they were written, and their ids; empty for every rule.
    var rules: [(name: String, id: String)]
    /// The text after the rules, from the colon on.
    var reason: String
    /// The line or the bytes to take out when the mark is not needed.
    var removal: TextRange
  }

  private var entries: [Entry] = []
  private var marks: [Mark] = []
  private var problems: [Finding] = []
  /// Where each rule is suppressed: disjoint ranges, in order.
  private var covered: [String?: [TextRange]] = [:]

  /// Reads the marks of a draft. O(n log n) in its directives.
  init(in draft: Draft, registry: AnalyzerRegistry) {
    /// Marks that have opened a stretch, by rule; `nil` for every rule.
    var open: [String?: [(start: TextOffset, mark: Int)]] = [:]
    /// The last block that a mark for one block was found to mean.
    var target = 0
    for directive in draft.directives {
      guard Command.mayBegin(draft.source.bytes(in: directive.content)),
        let command = Command(draft.source.string(in: directive.content))
      else { continue }
      var rules: [(name: String, id: String)] = []
      for name in command.rules {
        if let rule = registry.rule(named: name) {
          rules.append((name, rule.id))
        } else {
          let hint = registry.rule(nearestTo: name).map { "; the nearest is “\($0.id)”" } ?? ""
          problems.append(
            Finding(
              Engine.invalidSuppression, at: directive.range,
              "There is no rule “\(name)”\(hint)",
              fixes: Self.renaming(
                name, to: registry.rule(nearestTo: name)?.id, in: directive, draft)
            ))
        }
      }
      // A mark that names only unknown rules must not come to mean every rule.
      if rules.isEmpty && !command.rules.isEmpty { continue }
      let index = marks.count
      marks.append(
        Mark(
          directive: directive, verb: command.verb, rules: rules, reason: command.reason,
          removal: Self.removal(of: directive, in: draft)))
      let ids: [String?] = rules.isEmpty ? [nil] : rules.map(\.id)
      switch command.kind {
      case .off:
        for id in ids { open[id, default: []].append((directive.range.end, index)) }
      case .on:
        for id in ids {
          let closed = id == nil ? open : open.filter { $0.key == id }
          if id == nil { open = [:] } else { open[id] = nil }
          if closed.isEmpty {
            problems.append(
              Finding(
                Engine.invalidSuppression, at: directive.range,
                "“stet on” ends nothing: no “stet off” before it"
                  + (id.map { " names “\($0)”" } ?? "")))
          }
          close(closed, at: directive.range.start)
        }
      case .block:
        var range = TextRange(0, 0)
        if !directive.isOwnBlock {
          target = directive.block
        } else {
          target = Self.block(from: max(target, directive.block + 1), in: draft)
        }
        if draft.blocks.indices.contains(target) { range = draft.blocks[target].range }
        for id in ids { entries.append(Entry(rule: id, range: range, directive: index)) }
      case .file:
        for id in ids {
          entries.append(Entry(rule: id, range: draft.source.range, directive: index))
        }
      }
    }
    if marks.isEmpty { return }
    close(open, at: draft.source.range.end)
    covered = Dictionary(grouping: entries.filter { !$0.range.isEmpty }, by: \.rule)
      .mapValues { DisjointRanges($0.map(\.range)).ranges }
  }

  /// Ends stretches of the text.
  private mutating func close(
    _ open: [String?: [(start: TextOffset, mark: Int)]], at end: TextOffset
  ) {
    for (rule, items) in open {
      for item in items {
        entries.append(
          Entry(rule: rule, range: TextRange(start: item.start, end: end), directive: item.mark))
      }
    }
  }

  /// The findings that no mark suppresses; remembers which marks were needed.
  /// O(n log n) in findings and marks together.
  mutating func unsuppressed(_ findings: [Finding]) -> [Finding] {
    guard !entries.isEmpty else { return findings }
    var places: [String?: Places] = [:]
    for finding in findings {
      places[finding.rule, default: Places()].add(finding)
      places[nil, default: Places()].add(finding)
    }
    for key in Array(places.keys) { places[key]?.sort() }
    for index in entries.indices {
      let entry = entries[index]
      entries[index].isUsed = places[entry.rule]?.contains(oneIn: entry.range) ?? false
    }
    return findings.filter { finding in
      !isCovered(finding, nil) && !isCovered(finding, finding.rule)
    }
  }

  /// Where findings start.
  private struct Places {
    private var all: [TextOffset] = []
    /// Of findings of no length, which a range may also end with.
    private var empty: [TextOffset] = []

    mutating func add(_ finding: Finding) {
      all.append(finding.range.start)
      if finding.range.isEmpty { empty.append(finding.range.start) }
    }

    mutating func sort() {
      all.sort()
      empty.sort()
    }

    /// Whether a range covers one of the findings. O(log n), after ``sort()``.
    func contains(oneIn range: TextRange) -> Bool {
      guard !range.isEmpty else { return false }
      return Self.first(in: all, from: range.start).map { $0 < range.end } ?? false
        || Self.first(in: empty, from: range.end) == range.end
    }

    private static func first(in places: [TextOffset], from start: TextOffset) -> TextOffset? {
      var low = 0
      var high = places.count
      while low < high {
        let middle = (low + high) / 2
        if places[middle] < start { low = middle + 1 } else { high = middle }
      }
      return low < places.count ? places[low] : nil
    }
  }

  /// Whether marks that name `rule`, or every rule, cover a finding. O(log marks).
  private func isCovered(_ finding: Finding, _ rule: String?) -> Bool {
    guard let ranges = covered[rule] else { return false }
    var low = 0
    var high = ranges.count
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].end < finding.range.start { low = middle + 1 } else { high = middle }
    }
    guard low < ranges.count else { return false }
    if ranges[low].end == finding.range.start && finding.range.isEmpty { return true }
    // One range may end where the finding starts and the next begin there: those
    // are one, as ranges that touch have been joined.
    return ranges[low].contains(finding.range.start)
  }

  /// What is wrong with the marks themselves, once the findings have been
  /// through ``unsuppressed(_:)``. Marks of rules that do not report are not
  /// judged. O(n log n) in the marks.
  mutating func findings(enabled: Set<String>, allRules: [Rule]) -> [Finding] {
    let allAreEnabled = allRules.allSatisfy { enabled.contains($0.id) }
    var result: [Finding] = []
    for problem in problems where !isExcused(problem) { result.append(problem) }
    let entriesOfMarks = Dictionary(grouping: entries, by: \.directive)
    for (index, mark) in marks.enumerated() {
      // A mark that closes a stretch has no entries of its own.
      guard let own = entriesOfMarks[index] else { continue }
      let unused = own.filter { entry in
        guard !entry.isUsed else { return false }
        guard let rule = entry.rule else { return allAreEnabled }
        return enabled.contains(rule) && rule != Engine.unusedSuppression.id
          && rule != Engine.invalidSuppression.id
      }
      guard !unused.isEmpty else { continue }
      let names = mark.rules.filter { rule in unused.contains { $0.rule == rule.id } }.map(\.name)
      let kept = mark.rules.map(\.name).filter { !names.contains($0) }
      let fix: Fix
      if kept.isEmpty {
        fix = Fix(
          "Remove the suppression", [TextEdit(mark.removal, "")], safety: .safe, isPreferred: true)
      } else {
        let text = "\(mark.verb) \(kept.joined(separator: " "))\(mark.reason)"
        fix = Fix(
          "Remove \(names.joined(separator: ", ")) from the suppression",
          [TextEdit(mark.directive.content, text)], safety: .safe, isPreferred: true)
      }
      let what =
        names.isEmpty ? "Nothing here" : "No " + names.map { "“\($0)”" }.joined(separator: ", no ")
      let finding = Finding(
        Engine.unusedSuppression, at: mark.directive.range,
        names.isEmpty ? "\(what) needs suppressing" : "\(what) here to suppress", fixes: [fix],
        tags: [.unnecessary])
      if !isExcused(finding) { result.append(finding) }
    }
    return result
  }

  /// Whether a mark that names the finding's rule covers it. Such marks are the
  /// way to keep marks that are needed only at times.
  private func isExcused(_ finding: Finding) -> Bool { isCovered(finding, finding.rule) }

  // MARK: Reading a mark

  /// The words of a mark.
  private struct Command {
    enum Kind { case off, on, block, file }
    var kind: Kind
    var verb: String
    var rules: [String]
    var reason: String

    /// Whether the inside of a comment can be a mark of Stet's: its first word says
    /// so. Most comments are none, and cost no more than this.
    static func mayBegin(_ content: ArraySlice<UInt8>) -> Bool {
      let word = content.drop { $0 <= 0x20 || $0 == UInt8(ascii: ",") }
      guard let first = word.first, first < 0x80 else { return true }
      return word.starts(with: "stet".utf8)
    }

    /// Reads the inside of a comment; `nil` when it is no mark of Stet's.
    init?(_ content: String) {
      let colon = content.firstIndex(of: ":") ?? content.endIndex
      reason = String(content[colon...])
      var words = content[..<colon].split { $0.isWhitespace || $0 == "," }.map(String.init)
      guard let first = words.first else { return nil }
      words.removeFirst()
      switch first {
      case "stet-file":
        (kind, verb) = (.file, "stet-file")
      case "stet":
        switch words.first {
        case "off": (kind, verb) = (.off, "stet off")
        case "on": (kind, verb) = (.on, "stet on")
        default: (kind, verb) = (.block, "stet")
        }
        if kind != .block { words.removeFirst() }
      default:
        return nil
      }
      rules = words
    }
  }

  /// The first block from `index` on that a mark can mean; the number of blocks
  /// when there is none.
  private static func block(from index: Int, in draft: Draft) -> Int {
    var index = index
    while draft.blocks.indices.contains(index) {
      let kind = draft.blocks[index].kind
      let isBetween = kind == .html && draft.format.isAllMarkup
      if kind != .blank && kind != .comment && !isBetween { return index }
      index += 1
    }
    return draft.blocks.count
  }

  /// What to take out to remove a mark: the comment, and when nothing else
  /// stands in its block, the block.
  private static func removal(of directive: Directive, in draft: Draft) -> TextRange {
    guard directive.isOwnBlock, draft.blocks.indices.contains(directive.block) else {
      return directive.range
    }
    let block = draft.blocks[directive.block].range
    let before = draft.source.bytes(in: TextRange(start: block.start, end: directive.range.start))
    let after = draft.source.bytes(in: TextRange(start: directive.range.end, end: block.end))
    let isAlone = before.allSatisfy(\.isASCIIWhitespace) && after.allSatisfy(\.isASCIIWhitespace)
    return isAlone ? draft.removalRange(ofBlock: directive.block) : directive.range
  }

  private static func renaming(
    _ name: String, to id: String?, in directive: Directive, _ draft: Draft
  ) -> [Fix] {
    guard let id else { return [] }
    let content = Array(draft.source.bytes(in: directive.content))
    let wanted = Array(name.utf8)
    var index = 0
    while index + wanted.count <= content.count {
      if content[index..<index + wanted.count].elementsEqual(wanted),
        index == 0 || content[index - 1].isASCIIWhitespace
          || content[index - 1] == UInt8(ascii: ",")
      {
        let start = directive.content.start.utf8 + index
        return [
          Fix(
            "Change to “\(id)”", [TextEdit(TextRange(start, start + wanted.count), id)],
            safety: .unsafe, isPreferred: true)
        ]
      }
      index += 1
    }
    return []
  }
}
