import ArgumentParser
import StetEncoder
import StetQuestions
import StetWorkspace

/// Measures the judge of questions.
struct EvaluateQuestionsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "questions",
    abstract: "Print how well pairs of questions are judged.",
    discussion: """
      Judges the labelled pairs of a file: lines of an id, two questions and the verdict that is \
      right, with tabs between them. Where more than one verdict will do, `|` stands between them.

      With --evidence reads lines of an id and two questions, with tabs between them, from \
      standard input, and prints, after a line of names, what weights are fitted to.
      """)

  @Argument(help: "The labelled pairs.")
  var file = "Evaluation/questions/contrasts.tsv"

  @Option(help: "How meanings are compared: full or static.")
  var engine = "full"

  @Flag(help: "Print each pair that is judged wrongly.")
  var errors = false

  @Flag(help: "Print the evidence of pairs on standard input.")
  var evidence = false

  func run() throws {
    if evidence { return try printEvidence() }
    guard let engine = QuestionEngine(rawValue: engine) else {
      throw ValidationError("--engine takes full or static")
    }
    let pairs = try Self.pairs(in: file)
    let judge = QuestionJudge(engine)
    var right: [String: Int] = [:]
    var all: [String: Int] = [:]
    var merged = 0
    var mergedWrongly = 0
    for pair in pairs {
      let judgement = judge.judge(pair.left, pair.right)
      let label = pair.verdicts.map(\.rawValue).joined(separator: " or ")
      all[label, default: 0] += 1
      if judgement.verdict.isSame {
        merged += 1
        if !pair.verdicts.contains(where: \.isSame) { mergedWrongly += 1 }
      }
      if pair.verdicts.contains(judgement.verdict) {
        right[label, default: 0] += 1
      } else if errors {
        print(
          "\(pair.id): \(judgement.verdict.rawValue) \(judgement.probability), "
            + "\(judgement.reason): \(pair.left) / \(pair.right)")
      }
    }
    print("| expected | judged so | of |")
    print("|---|---|---|")
    for label in all.keys.sorted() {
      print("| \(label) | \(right[label] ?? 0) | \(all[label] ?? 0) |")
    }
    print()
    print("\(mergedWrongly) of the \(merged) pairs that are judged the same are not.")
  }

  /// A labelled pair.
  struct Pair {
    var id: String
    var left: String
    var right: String
    /// The verdicts that are right.
    var verdicts: [QuestionVerdict]
  }

  /// The pairs of a file.
  static func pairs(in file: String) throws -> [Pair] {
    let text = String(decoding: try FileSystem.read(file), as: UTF8.self)
    return try text.split(separator: "\n").map { line in
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      guard fields.count == 4 else { throw ValidationError("A line does not have four fields.") }
      let verdicts = fields[3].split(separator: "|").compactMap {
        QuestionVerdict(rawValue: String($0))
      }
      return Pair(id: fields[0], left: fields[1], right: fields[2], verdicts: verdicts)
    }
  }

  private func printEvidence() throws {
    print((["id", "full", "static"] + QuestionJudge.evidenceNames).joined(separator: "\t"))
    while let line = readLine() {
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      guard fields.count == 3 else { throw ValidationError("A line does not have three fields.") }
      let full = SentenceEncoder.english.encode(
        [Array(fields[1].utf8)[...], Array(fields[2].utf8)[...]])
      let small = [fields[1], fields[2]].map { StaticVectors.english.vector(of: $0) }
      let values =
        [Double(full[0].similarity(to: full[1])), Double(small[0].similarity(to: small[1]))]
        + QuestionJudge.evidence(QuestionProfile(fields[1]), QuestionProfile(fields[2]))
      print("\(fields[0])\t" + values.map { "\($0)" }.joined(separator: "\t"))
    }
  }
}
