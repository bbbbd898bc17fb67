import ArgumentParser
import StetCore
import StetQuestions
import StetReporters

extension QuestionsCommand {
  struct Find: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Find the questions that are nearest to one.",
      discussion: """
        Prints the questions of drafts that ask the same as a text, or something close to it: \
        where they are asked, how likely they are the same question, what they are to it, and why. \
        What the register says of each stands with it. Ends with 1 when none is the same.

        With --tsv, reads lines from standard input instead: C, an id and a question to be found; \
        then Q, an id and a question to be looked for, with tabs between them. Prints for each Q \
        up to ten lines of its id, the id of a question that was found, and how alike \
        their meanings are, from -1 to 1; the nearest first.
        """)

    @Argument(help: "The question, then files and folders of drafts; the current folder if none.")
    var arguments: [String] = []

    @OptionGroup var options: EngineOptions

    @OptionGroup var caching: CacheOptions

    @OptionGroup var registering: RegisterOptions

    @Option(help: ArgumentHelp("How many questions to print at most.", valueName: "n"))
    var limit = 10

    @Flag(help: "Read questions from standard input, and print ids.")
    var tsv = false

    func validate() throws {
      guard (1...10_000).contains(limit) else {
        throw ValidationError("--limit takes a number from 1 to 10000")
      }
      guard arguments.isEmpty == tsv else {
        throw ValidationError(
          tsv ? "--tsv takes no question and no drafts" : "Say which question to find")
      }
    }

    func run() throws {
      try tsv ? findRows() : findInDrafts()
    }

    private func findInDrafts() throws {
      let engine = options.available
      let cache = caching.cache
      let (questions, isComplete) = AskedQuestion.all(in: Array(arguments.dropFirst()), cache)
      let search = QuestionSearch.among(questions.map(\.text), engine, cache)
      let wanted = Array((arguments.first ?? "").utf8)
      let output = StandardOutput()
      let register = try registering.register()
      var isFound = false
      if let entry = register.entry(of: QuestionKey(wanted[...])) {
        isFound = true
        output.write(
          "\(VisibleText.visible(arguments.first ?? ""))\n"
            + "  \(Self.standing(QuestionKey(wanted[...]), entry))\n")
      }
      for match in search.matches(for: wanted[...], limit: limit)
      where match.judgement.verdict != .distinct {
        isFound = isFound || match.judgement.verdict.isSame
        let question = questions[match.index]
        output.write(
          "\(String(decoding: question.name, as: UTF8.self)): "
            + "\(VisibleText.visible(String(decoding: question.text, as: UTF8.self)))\n"
            + "  \(match.judgement.verdict.rawValue) \(match.judgement.probability): "
            + "\(VisibleText.visible(match.judgement.reason))\n")
        if let entry = register.entry(of: QuestionKey(question.text)) {
          output.write("  \(Self.standing(QuestionKey(question.text), entry))\n")
        }
      }
      output.flush()
      if !isComplete { throw ExitCode(2) }
      if !isFound { throw ExitCode(1) }
    }

    /// What the register says of a question.
    private static func standing(_ key: QuestionKey, _ entry: QuestionRegister.Entry) -> String {
      let draft = entry.draft.map { ", answered in \($0)" } ?? ""
      let text =
        QuestionKey(entry.question) == key
        ? "registered" : "registered as an alternate of “\(entry.question)”"
      return VisibleText.visible(text + draft)
    }

    private func findRows() throws {
      let engine = options.available
      let rows = try QuestionsCommand.rows(fields: 3)
      let known = rows.filter { $0[0].elementsEqual("C".utf8) }
      let wanted = rows.filter { $0[0].elementsEqual("Q".utf8) }
      let cache = caching.cache
      let search = QuestionSearch.among(known.map { $0[2] }, engine, cache)
      let vectors =
        engine == .full ? QuestionVectors.quantized(wanted.map { $0[2] }, cache) : []
      let found = Parallel.map(below: wanted.count, jobs: Parallel.processors) { index in
        search.matches(
          for: wanted[index][2], vector: vectors.indices.contains(index) ? vectors[index] : nil,
          limit: limit)
      }
      let output = StandardOutput()
      for (row, matches) in zip(wanted, found) {
        for match in matches {
          output.write(
            row[1] + Array("\t".utf8) + known[match.index][1]
              + Array("\t\(match.likeness)\n".utf8))
        }
      }
      output.flush()
    }
  }
}
