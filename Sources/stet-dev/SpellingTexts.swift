import Foundation
import StetCore
import StetFormats
import StetLexicon

/// A text and the misspellings in it.
struct SpellingText {
  /// A misspelling, and what was meant.
  struct Mistake: Decodable {
    /// UTF-8 bytes from the start of the text.
    var offset: Int
    var length: Int
    /// What was meant, in any case.
    var right: [String]
    /// `nonword` for what a checker of words can find.
    var kind = "nonword"
  }

  var name: String
  /// The text as it should be; `nil` when there is none to count false alarms in.
  var clean: [UInt8]?
  /// The text with the mistakes.
  var seeded: [UInt8]
  /// The mistakes, in order.
  var mistakes: [Mistake]
}

/// Where labelled texts are from.
enum SpellingTexts {
  /// The texts `seeded_*.txt` of a folder, with `seeded_*.gold.jsonl` and `clean_*.txt`.
  static func texts(in folder: URL) throws -> [SpellingText] {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    return try names.filter { $0.hasPrefix("seeded_") && $0.hasSuffix(".txt") }.map { name in
      let stem = String(name.dropLast(4))
      let gold = folder.appending(path: stem + ".gold.jsonl")
      let clean = folder.appending(path: "clean_" + stem.dropFirst(7) + ".txt")
      let mistakes = try String(contentsOf: gold, encoding: .utf8).split(separator: "\n")
        .map { try JSONDecoder().decode(SpellingText.Mistake.self, from: Data($0.utf8)) }
      return SpellingText(
        name: String(stem.dropFirst(7)), clean: [UInt8](try Data(contentsOf: clean)),
        seeded: [UInt8](try Data(contentsOf: folder.appending(path: name))),
        mistakes: mistakes.filter { $0.kind == "nonword" })
    }
  }

  /// The repository's own.
  static func own() throws -> [SpellingText] {
    let files = FileManager.default
    func text(_ paths: [String]) throws -> [UInt8] {
      try paths.flatMap { [UInt8](try Data(contentsOf: URL(filePath: $0))) + [0x0A, 0x0A] }
    }
    let drafts = try files.contentsOfDirectory(atPath: "Tests/Drafts").sorted()
      .filter { $0.contains("clean") && !$0.hasSuffix(".expected") }
      .map { "Tests/Drafts/" + $0 }
    let rules = try files.contentsOfDirectory(atPath: "docs").sorted()
      .filter { $0.hasSuffix(".md") }.map { "docs/" + $0 }
    let learners = try String(contentsOfFile: "Evaluation/spelling/learners.txt", encoding: .utf8)
    return [
      seeded("drafts", prose(try text(drafts))),
      seeded(
        "documentation",
        prose(
          try text(["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"] + rules))),
      marked("learners", learners),
    ]
  }

  /// The running text of Markdown, without what is code, a table or an address.
  private static func prose(_ bytes: [UInt8]) -> [UInt8] {
    let draft = Draft.reading(SourceText(decoding: bytes), as: .markdown)
    var prose: [UInt8] = []
    for block in draft.blocks where block.kind.isProse && block.kind != .table {
      var index = block.content.start
      for span in draft.spans(in: block.content) + [] {
        prose += draft.source.bytes(in: TextRange(start: index, end: max(index, span.range.start)))
        index = max(index, span.range.end)
      }
      prose += draft.source.bytes(in: TextRange(start: index, end: max(index, block.content.end)))
      prose += [0x0A, 0x0A]
    }
    return prose
  }

  // MARK: Marks

  /// A text in which `{wrong|right}` marks the mistakes.
  private static func marked(_ name: String, _ text: String) -> SpellingText {
    var clean: [UInt8] = []
    var seeded: [UInt8] = []
    var mistakes: [SpellingText.Mistake] = []
    var rest = text[...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      let before = Array(rest[..<open].utf8)
      let parts = rest[rest.index(after: open)..<close].split(separator: "|").map(String.init)
      let right = parts.last?.split(separator: "/").map(String.init) ?? []
      clean += before + Array((right.first ?? "").utf8)
      seeded += before
      let wrong = Array((parts.first ?? "").utf8)
      mistakes.append(
        SpellingText.Mistake(offset: seeded.count, length: wrong.count, right: right))
      seeded += wrong
      rest = rest[rest.index(after: close)...]
    }
    clean += Array(rest.utf8)
    seeded += Array(rest.utf8)
    return SpellingText(name: name, clean: clean, seeded: seeded, mistakes: mistakes)
  }

  // MARK: Slips

  /// A text with a slip in every hundredth word, always the same ones.
  private static func seeded(_ name: String, _ clean: [UInt8]) -> SpellingText {
    var random = SplitMix(state: 20_261_128)
    var seeded: [UInt8] = []
    var mistakes: [SpellingText.Mistake] = []
    var index = 0
    var words = 0
    while index < clean.count {
      let start = index
      while index < clean.count, clean[index].isASCIILetter { index += 1 }
      if index == start {
        seeded.append(clean[index])
        index += 1
        continue
      }
      let word = Array(clean[start..<index])
      words += 1
      // Where the turn comes to a word that is too short, the next one takes it.
      if words >= 100, word.count >= 5, word.allSatisfy(\.isASCIILowercase),
        let wrong = slip(word, &random)
      {
        mistakes.append(
          SpellingText.Mistake(
            offset: seeded.count, length: wrong.count,
            right: [String(decoding: word, as: UTF8.self)]))
        seeded += wrong
        words = 0
      } else {
        seeded += word
      }
    }
    return SpellingText(name: name, clean: clean, seeded: seeded, mistakes: mistakes)
  }

  /// A word with a slip that makes no other word; `nil` when none was found.
  private static func slip(_ word: [UInt8], _ random: inout SplitMix) -> [UInt8]? {
    let rows = ["qwertyuiop", "asdfghjkl", "zxcvbnm"].map { Array($0.utf8) }
    let vowels = Array("aeiou".utf8)
    for _ in 0..<20 {
      var wrong = word
      // Hardly anybody slips in the first letter.
      let place = 1 + random.below(word.count - 1)
      switch random.below(6) {
      case 0: wrong.remove(at: place)
      case 1: wrong.insert(word[place], at: place)
      case 2 where place + 1 < word.count: wrong.swapAt(place, place + 1)
      case 3, 4:
        guard vowels.contains(word[place]) else { continue }
        wrong[place] = vowels[random.below(vowels.count)]
      default:
        guard let row = rows.first(where: { $0.contains(word[place]) }),
          let column = row.firstIndex(of: word[place])
        else { continue }
        let beside = column + (random.below(2) == 0 ? -1 : 1)
        guard row.indices.contains(beside) else { continue }
        wrong[place] = row[beside]
      }
      if wrong != word, Lexicon.english.entry(ofFolded: wrong[...]) == nil { return wrong }
    }
    return nil
  }

  /// The generator of random numbers of Steele, Lea and Flood (2014).
  private struct SplitMix {
    var state: UInt64

    mutating func below(_ limit: Int) -> Int {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return Int(truncatingIfNeeded: (z ^ (z >> 31)) >> 1) % max(1, limit)
    }
  }
}
