import ArgumentParser
import StetCore
import StetQuestions
import StetReporters

extension QuestionsCommand {
  struct Cluster: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Group the questions of drafts that are the same.",
      discussion: """
        Prints each group of questions that ask the same, in the same words or in others, with the \
        places where they are asked. Ends with 1 when there is a group.

        With --tsv, reads lines of an id and a question, with a tab between them, from standard \
        input instead, and prints each pair that was found: the two ids, how likely they are the \
        same question, and what they are to each other.
        """)

    @Argument(help: "Files and folders of drafts; the current folder if none.")
    var paths: [String] = []

    @OptionGroup var options: EngineOptions

    @OptionGroup var caching: CacheOptions

    @Flag(help: "Read questions from standard input, and print pairs of ids.")
    var tsv = false

    @Flag(help: "With --tsv, print related questions too.")
    var related = false

    func validate() throws {
      guard paths.isEmpty || !tsv else { throw ValidationError("--tsv takes no drafts") }
    }

    func run() throws {
      try tsv ? printPairs() : printGroups()
    }

    private func printGroups() throws {
      let cache = caching.cache
      let (questions, isComplete) = AskedQuestion.all(in: paths, cache)
      let collection = QuestionCollection.of(questions.map(\.text), options.available, cache)
      let pairs = Self.pairs(of: collection, withRelated: false)
      let groups = QuestionClusters.groups(of: pairs, in: collection)
      let output = StandardOutput()
      for (number, group) in groups.enumerated() {
        if number > 0 { output.write("\n") }
        for index in group {
          output.write(
            "\(String(decoding: questions[index].name, as: UTF8.self)): "
              + "\(VisibleText.visible(String(decoding: questions[index].text, as: UTF8.self)))\n")
        }
      }
      output.flush()
      if !isComplete { throw ExitCode(2) }
      if !groups.isEmpty { throw ExitCode(1) }
    }

    private func printPairs() throws {
      let rows = try QuestionsCommand.rows(fields: 2)
      let collection = QuestionCollection.of(
        rows.map { $0[1] }, options.available, caching.cache)
      let output = StandardOutput()
      for pair in Self.pairs(of: collection, withRelated: related) {
        output.write(
          rows[pair.left][0] + Array("\t".utf8) + rows[pair.right][0]
            + Array("\t\(pair.judgement.probability)\t\(pair.judgement.verdict.rawValue)\n".utf8))
      }
      output.flush()
    }

    /// The pairs of questions that are the same, or related, in order.
    private static func pairs(
      of collection: QuestionCollection, withRelated related: Bool
    ) -> [QuestionClusters.Pair] {
      let blocks = QuestionBlocks(collection)
      return Parallel.map(below: collection.count, jobs: Parallel.processors) { left in
        blocks.candidates(for: left, in: collection, related: related).compactMap { right in
          guard let judgement = collection.judgement(left, right),
            judgement.verdict.isSame || related && judgement.verdict == .related
          else { return nil }
          return QuestionClusters.Pair(left, right, judgement)
        }
      }.flatMap(\.self)
    }
  }
}
