/// What a draft's comments tell spelling checkers, in the words of cspell:
///
/// - `cspell:ignore WORD …`, `cspell:words WORD …`: these words are right.
/// - `cspell:disable` to `cspell:enable`: the text between, or to the end.
/// - `cspell:disable-line`, `cspell:disable-next-line`: one line.
///
/// `cSpell`, `spell-checker` and `spellchecker` may stand for `cspell`.
package struct CheckerComments: Sendable {
  /// The words, in lower case.
  private var words: Set<String> = []
  /// Where nothing is to be checked.
  private let ranges: DisjointRanges

  /// Reads the comments of a draft. O(n log n) in them.
  package init(in draft: Draft) {
    var ranges: [TextRange] = []
    var start: TextOffset?
    for directive in draft.directives {
      guard let command = Self.command(draft.source.string(in: directive.content)) else { continue }
      let line = draft.source.line(containing: directive.range.start)
      switch command.name {
      case "ignore", "ignoreword", "ignorewords", "word", "words":
        for word in command.arguments {
          words.insert(word.lowercased())
          // A word with hyphens is judged part by part.
          for part in word.lowercased().split(separator: "-") { words.insert(String(part)) }
        }
      case "disable": start = start ?? directive.range.start
      case "enable":
        if let open = start { ranges.append(TextRange(start: open, end: directive.range.end)) }
        start = nil
      case "disableline": ranges.append(draft.source.contentRange(ofLine: line))
      case "disablenextline", "disablenext":
        ranges.append(draft.source.contentRange(ofLine: line + 1))
      default: break
      }
    }
    if let start { ranges.append(TextRange(start: start, end: draft.source.range.end)) }
    self.ranges = DisjointRanges(ranges)
  }

  /// Whether there is nothing that could silence a finding.
  var isEmpty: Bool { words.isEmpty && ranges.isEmpty }

  /// Whether the comments take a place for right. O(log comments).
  package func accept(_ range: TextRange, in draft: Draft) -> Bool {
    words.contains(draft.source.string(in: range).lowercased())
      || ranges.overlaps(range)
  }

  private static let names = ["cspell", "spell-checker", "spellchecker", "spell"]

  /// The command of a comment, in lower case without hyphens, and what follows it.
  private static func command(_ content: String) -> (name: String, arguments: [String])? {
    let lower = content.lowercased()
    for name in names {
      guard lower.hasPrefix(name) else { continue }
      var rest = content.dropFirst(name.count).drop { $0 == " " }
      guard rest.first == ":" else { return nil }
      rest = rest.dropFirst().drop { $0 == ":" || $0 == " " }
      let parts = rest.split { $0.isWhitespace || $0 == "," }
      guard let first = parts.first else { return nil }
      let command = first.lowercased().filter { $0.isLetter }
      return (command, parts.dropFirst().map(String.init))
    }
    return nil
  }
}
