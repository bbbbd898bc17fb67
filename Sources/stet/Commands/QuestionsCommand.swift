import ArgumentParser
import StetCore
import StetEncoder
import StetQuestions
import StetWorkspace

struct QuestionsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "questions",
    abstract: "Find questions that are asked twice, and register what is decided about them.",
    discussion: """
      A project's decisions are in .stet/questions.yml beside its .stet.yml: which questions are \
      one, under which wording, and which are not. docs/questions.md explains the file.
      """,
    subcommands: [
      Find.self, Cluster.self, Compare.self, List.self, Merge.self, Promote.self, Split.self,
      Distinct.self, Check.self, Stats.self, Export.self,
    ])

  /// How meanings are compared.
  struct EngineOptions: ParsableArguments {
    @Option(help: "How meanings are compared: full, or static, which is faster and less exact.")
    var engine = QuestionEngine.full

    /// The engine; the static one, with a word about it, when the other is not there.
    var available: QuestionEngine {
      guard engine == .full, !SentenceEncoder.english.isAvailable else { return engine }
      StandardOutput.complain("The sentence encoder is not built in; the static engine is used")
      return .static
    }
  }

  struct Compare: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Judge pairs of questions.",
      discussion: """
        Reads lines of an id and two questions, with tabs between them, from standard input. \
        Prints for each its id, how likely they are the same question, from 0 to 1, what they are \
        to each other, and why. They are repeated-question, the same words; duplicate-question, \
        the same question in other words; related-question, where one is broader, or they differ \
        in one thing that an answer depends on; or distinct.
        """)

    @OptionGroup var options: EngineOptions

    func run() throws {
      let rows = try QuestionsCommand.rows(fields: 3)
      let judge = QuestionJudge(options.available)
      let texts = rows.flatMap { [$0[1], $0[2]] }
      let likeness = QuestionVectors.likeness(ofPairs: texts, judge.engine)
      let results = Parallel.map(below: rows.count, jobs: Parallel.processors) { index in
        judge.judge(
          QuestionProfile(rows[index][1]), QuestionProfile(rows[index][2]),
          likeness: likeness[index])
      }
      let output = StandardOutput()
      for (row, judgement) in zip(rows, results) {
        var line = Array(row[0])
        line += Array(
          "\t\(judgement.probability)\t\(judgement.verdict.rawValue)\t\(judgement.reason)\n".utf8)
        output.write(line)
      }
      output.flush()
    }
  }

  /// The fields of the lines of standard input; ends the program when a line has not as many.
  static func rows(fields: Int) throws -> [[ArraySlice<UInt8>]] {
    let bytes: [UInt8]
    do throws(FileError) { bytes = try StandardInput.readAll() } catch {
      StandardOutput.complain(error.description)
      throw ExitCode(2)
    }
    var rows: [[ArraySlice<UInt8>]] = []
    let lines = bytes[...].split(separator: .lineFeed, omittingEmptySubsequences: false)
    for (number, line) in lines.enumerated() {
      let line = line.last == .carriageReturn ? line.dropLast() : line
      if line.isEmpty { continue }
      let row = line.split(separator: .tab, omittingEmptySubsequences: false)
      guard row.count == fields else {
        StandardOutput.complain(
          "<stdin>:\(number + 1): The line has \(row.count == 1 ? "one field" : "\(row.count) fields") "
            + "(expected \(fields), with tabs between them)")
        throw ExitCode(2)
      }
      rows.append(row)
    }
    return rows
  }
}

extension QuestionEngine: ExpressibleByArgument {}
