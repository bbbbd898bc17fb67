import ArgumentParser
import StetEncoder
import StetQuestions

/// Measures the judge of questions.
struct EvaluateQuestionsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "questions",
    abstract: "Print what is seen of pairs of questions.",
    discussion: """
      With --evidence reads lines of an id and two questions, with tabs between them, and prints, \
      after a line of names, what weights are fitted to.
      """)

  @Flag(help: "Print the evidence of pairs on standard input.")
  var evidence = false

  func run() throws {
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
