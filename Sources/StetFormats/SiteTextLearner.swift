package import StetCore

/// Finds lines that a site left in many drafts and that ``SiteText`` does not know.
///
/// A line that stands in many drafts word for word, numbers and dates aside, and is no
/// heading, question or code, is the site's or the series'. How often it stands next to
/// what is known to be the site's, or at either end of a draft, tells which.
package struct SiteTextLearner: Sendable {
  /// What is known of a line.
  package struct Line: Hashable, Sendable {
    /// The line as a pattern.
    package var pattern: String
    /// The drafts that it stands in.
    package var drafts = 0
    /// In how many of them it stands next to what is the site's, or in the first or last
    /// tenth of the draft.
    package var edges = 0
    /// Whether it reads as a sentence: six words or more, and a mark that ends one.
    package var isSentence: Bool
    /// How many words it has.
    package var words: Int
  }

  /// The lines of one draft by their patterns.
  package struct Facts: Sendable {
    fileprivate var lines: [String: Line] = [:]
  }

  private var lines: [String: Line] = [:]
  /// How many drafts have been taken in.
  package private(set) var drafts = 0

  /// Longer lines, in UTF-8 bytes, are not looked at: nobody reads a pattern of a
  /// paragraph.
  private static let longestLine = 160

  /// Makes a learner that has seen nothing.
  package init() {}

  /// The lines of a draft. Linear in its length.
  package static func facts(of draft: Draft) -> Facts {
    var facts = Facts()
    let shown = draft.blocks.indices.filter { draft.blocks[$0].kind != .blank }
    for (place, index) in shown.enumerated() {
      let block = draft.blocks[index]
      switch block.kind {
      case .paragraph, .answer, .listItem: break
      default: continue
      }
      let neighbours = [place - 1, place + 1].compactMap { place in
        shown.indices.contains(place) ? draft.blocks[shown[place]].kind : nil
      }
      let isAtEdge =
        neighbours.contains { $0 == .chrome || $0 == .metadata }
        || place * 10 < shown.count || (shown.count - 1 - place) * 10 < shown.count
      for range in lines(of: block, in: draft.source) {
        guard let line = line(range, in: draft.source, isAtEdge: isAtEdge) else { continue }
        if facts.lines[line.pattern] == nil { facts.lines[line.pattern] = line }
      }
    }
    return facts
  }

  private static func lines(of block: Block, in source: SourceText) -> [TextRange] {
    var ranges: [TextRange] = []
    var start = block.content.start.utf8
    let end = block.content.end.utf8
    while start < end {
      var next = start
      while next < end, !source.utf8.byte(at: next).isLineBreak { next += 1 }
      if next > start && next - start <= longestLine { ranges.append(TextRange(start, next)) }
      start = next + 1
    }
    return ranges
  }

  private static func line(
    _ range: TextRange, in source: SourceText, isAtEdge: Bool
  ) -> Line? {
    let bytes = source.bytes(in: range)
    guard let (pattern, words) = SiteText.generalized(Array(bytes)), words > 0 else { return nil }
    let last = bytes.last { !$0.isASCIIWhitespace }
    let endsSentence = last.map { ".!?".utf8.contains($0) } ?? false
    return Line(
      pattern: pattern, drafts: 1, edges: isAtEdge ? 1 : 0,
      isSentence: endsSentence && words >= 6, words: words)
  }

  /// Takes in a draft. Linear in its lines.
  package mutating func add(_ facts: Facts) {
    drafts += 1
    for (pattern, line) in facts.lines {
      lines[
        pattern,
        default: Line(
          pattern: pattern, isSentence: line.isSentence, words: line.words)
      ].drafts += 1
      lines[pattern]?.edges += line.edges
    }
  }

  /// What is likely the site's, most frequent first: lines of at least `least` drafts
  /// and of `share` of all, of which most stand where sites leave things; sentences only
  /// when nearly all do.
  package func proposals(least: Int, share: Double) -> [Line] {
    lines.values.filter { line in
      line.drafts >= least && Double(line.drafts) >= share * Double(drafts)
        && Double(line.edges) >= (line.isSentence ? 0.9 : 0.5) * Double(line.drafts)
    }.sorted { ($1.drafts, $0.pattern) < ($0.drafts, $1.pattern) }
  }
}

extension SiteText {
  /// A line as a pattern that matches it and others that differ in numbers and dates
  /// only, with its number of words; `nil` for a line that no pattern can stand for.
  static func generalized(_ bytes: [UInt8]) -> (pattern: String, words: Int)? {
    let atoms = SiteLine(bytes, from: 0).atoms
    var words: [String] = []
    var count = 0
    var index = 0
    while index < atoms.count {
      let rest = atoms[index...]
      let atom = atoms[index]
      let ago = DateWords.ago(rest)
      let date = ago > 0 ? 0 : DateWords.date(rest)
      if ago > 0 || date > 0 {
        words.append(ago > 0 ? "{ago}" : "{date}")
        index += max(ago, date)
        continue
      }
      if atom.isNumber {
        words.append("{n}")
      } else {
        let text = String(decoding: atom.text, as: UTF8.self)
        // A word in brackets would be one that may be missing.
        words.append(text)
        if atom.text.count > 1 || atom.text.first?.isASCIILetter == true { count += 1 }
      }
      index += 1
    }
    while let last = words.last, [".", "!", ":"].contains(last) { words.removeLast() }
    let pattern = words.joined(separator: " ")
    do throws(Malformed) {
      return (String(decoding: try Self.pattern(Array(pattern.utf8)), as: UTF8.self), count)
    } catch {
      return nil
    }
  }
}
