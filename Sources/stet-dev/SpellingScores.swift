import Foundation
import StetCore
import StetFormats

/// Scores checkers on labelled texts.
enum SpellingScores {
  /// A word that a checker reports.
  struct Report {
    var range: Range<Int>
    /// Whether it is reported as a mistake, and not merely as unknown.
    var isError = true
    var suggestions: [String] = []
    /// Whether the checker would put the first suggestion in by itself.
    var isSafe = false
  }

  /// A checker by its name.
  struct Checker: Sendable {
    var name: String
    /// What it reports in a text, in any order; `nil` when it is not installed.
    var check: @Sendable ([UInt8]) throws -> [Report]?
  }

  /// Stet and the checkers that are installed.
  static let checkers = [
    Checker(name: "Stet", check: stet),
    Checker(
      name: "aspell",
      check: { try list($0, "aspell", ["list", "--lang=en_US"], ["-a", "--lang=en_US"]) }),
    Checker(
      name: "hunspell",
      check: { try list($0, "hunspell", ["-d", "en_US", "-l"], ["-d", "en_US", "-a"]) }),
    Checker(name: "typos", check: typos),
  ]

  /// Prints the table of each checker on each text.
  static func print(_ texts: [SpellingText]) throws {
    Swift.print(
      "| text | checker | words | false alarms per 10k, with information | recall %, with information | precision % | F0.5 % | top 1 % | top 5 % | safe fixes right |"
    )
    Swift.print("|---|---|---|---|---|---|---|---|---|---|")
    for text in texts {
      let words = words(in: text.clean ?? text.seeded)
      for checker in checkers {
        guard let seeded = try checker.check(text.seeded) else { continue }
        let score = Score(seeded, text.mistakes)
        let clean = try text.clean.flatMap(checker.check).map { Score($0, []) }
        func rate(_ count: Int) -> String {
          String(format: "%.1f", 1e4 * Double(count) / Double(max(1, words)))
        }
        func percent(_ part: Int, _ whole: Int) -> String {
          String(format: "%.1f", 100 * Double(part) / Double(max(1, whole)))
        }
        let count = text.mistakes.count
        let precision = Double(score.hits) / Double(max(1, score.hits + score.falseAlarms))
        let recall = Double(score.hits) / Double(max(1, count))
        let f = precision + recall > 0 ? 1.25 * precision * recall / (0.25 * precision + recall) : 0
        let alarms = clean ?? score
        Swift.print(
          "| \(text.name) | \(checker.name) | \(words) "
            + "| \(rate(alarms.falseAlarms)), \(rate(alarms.falseAlarmsOfAll)) "
            + "| \(percent(score.hits, count)), \(percent(score.hitsOfAll, count)) "
            + "| \(percent(score.hits, score.hits + score.falseAlarms)) "
            + "| \(String(format: "%.1f", 100 * f)) "
            + "| \(percent(score.first, count)) | \(percent(score.firstFive, count)) "
            + "| \(score.safe > 0 ? "\(score.safeRight) of \(score.safe)" : "") |")
      }
    }
  }

  private static func words(in bytes: [UInt8]) -> Int {
    let draft = Draft.reading(SourceText(decoding: bytes), as: .plainText)
    return draft.blocks.indices.reduce(0) { sum, index in
      sum + (draft.view(ofBlock: index)?.tokens.count { $0.kind == .word } ?? 0)
    }
  }

  private struct Score {
    /// Misspelled words found as such, and found at all.
    var hits = 0
    var hitsOfAll = 0
    /// Words reported as misspelled, and reported at all, that are not.
    var falseAlarms = 0
    var falseAlarmsOfAll = 0
    var first = 0
    var firstFive = 0
    var safe = 0
    var safeRight = 0

    init(_ reports: [Report], _ mistakes: [SpellingText.Mistake]) {
      var hit: Set<Int> = []
      for report in reports.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
        guard
          let mistake = mistakes.first(where: {
            $0.offset < report.range.upperBound && report.range.lowerBound < $0.offset + $0.length
          })
        else {
          falseAlarmsOfAll += 1
          if report.isError { falseAlarms += 1 }
          continue
        }
        guard hit.insert(mistake.offset).inserted else { continue }
        hitsOfAll += 1
        if report.isError { hits += 1 }
        func plain(_ word: String) -> String { word.lowercased().replacing("’", with: "'") }
        let right = mistake.right.map(plain)
        let suggestions = report.suggestions.prefix(5).map(plain)
        let isFirst = suggestions.first.map(right.contains) ?? false
        if isFirst { first += 1 }
        if suggestions.contains(where: right.contains) { firstFive += 1 }
        if report.isSafe {
          safe += 1
          if isFirst { safeRight += 1 }
        }
      }
    }
  }

  // MARK: Checkers

  private static func stet(_ bytes: [UInt8]) -> [Report]? {
    let draft = Draft.reading(SourceText(decoding: bytes), as: .plainText)
    return EvaluateSpellingCommand.engine.diagnostics(for: draft).map { diagnostic in
      Report(
        range: diagnostic.range.start.utf8..<diagnostic.range.end.utf8,
        isError: diagnostic.severity >= .warning, suggestions: diagnostic.finding.suggestions,
        isSafe: diagnostic.finding.fixes.contains { $0.safety == .safe })
    }
  }

  /// A checker that lists the words it does not know, and answers with suggestions as
  /// ispell did.
  private static func list(
    _ bytes: [UInt8], _ program: String, _ listing: [String], _ asking: [String]
  ) throws -> [Report]? {
    guard let listed = try run(program, listing, bytes) else { return nil }
    let unknown = Set(listed.split(separator: "\n").map(String.init))
    var suggestions: [String: [String]] = [:]
    let questions = unknown.sorted()
    let answers = try run(program, asking, Array(questions.map { "^" + $0 + "\n" }.joined().utf8))
    for line in answers?.split(separator: "\n") ?? [] where line.hasPrefix("& ") {
      let halves = line.split(separator: ":", maxSplits: 1)
      let word = halves.first?.split(separator: " ").dropFirst().first.map(String.init) ?? ""
      suggestions[word] = halves.last?.split(separator: ",").map {
        $0.trimmingCharacters(in: .whitespaces)
      }
    }
    // Where these words stand: as whole words.
    var reports: [Report] = []
    var index = 0
    func isLetter(_ index: Int) -> Bool {
      bytes[index].isASCIILetter || bytes[index] >= 0x80
        || bytes[index] == UInt8(ascii: "'") && index + 1 < bytes.count
          && bytes[index + 1].isASCIILetter
    }
    while index < bytes.count {
      let start = index
      while index < bytes.count, isLetter(index) { index += 1 }
      let word = String(decoding: bytes[start..<index], as: UTF8.self)
      if unknown.contains(word) {
        reports.append(Report(range: start..<index, suggestions: suggestions[word] ?? []))
      }
      if index == start { index += 1 }
    }
    return reports
  }

  private static func typos(_ bytes: [UInt8]) throws -> [Report]? {
    let folder = URL(filePath: NSTemporaryDirectory()).appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "text.txt")
    try Data(bytes).write(to: file)
    guard let output = try run("typos", ["--format", "json", "--isolated", file.path], []) else {
      return nil
    }
    let lines = [0] + bytes.indices.filter { bytes[$0] == 0x0A }.map { $0 + 1 }
    return output.split(separator: "\n").compactMap { line -> Report? in
      guard
        let object = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any],
        object["type"] as? String == "typo", let number = object["line_num"] as? Int,
        let offset = object["byte_offset"] as? Int, let typo = object["typo"] as? String,
        lines.indices.contains(number - 1)
      else { return nil }
      let start = lines[number - 1] + offset
      return Report(
        range: start..<start + typo.utf8.count,
        suggestions: object["corrections"] as? [String] ?? [])
    }
  }

  /// What a program prints for an input; `nil` when it is not installed.
  private static func run(
    _ program: String, _ arguments: [String], _ input: [UInt8]
  ) throws -> String? {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments =
      ["-c", "command -v \"$0\" >/dev/null || exit 127; exec \"$0\" \"$@\"", program] + arguments
    let inputFile = URL(filePath: NSTemporaryDirectory()).appending(path: UUID().uuidString)
    try Data(input).write(to: inputFile)
    defer { try? FileManager.default.removeItem(at: inputFile) }
    process.standardInput = try FileHandle(forReadingFrom: inputFile)
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return process.terminationStatus == 127 ? nil : String(decoding: output, as: UTF8.self)
  }
}
