import QuestionsAnalyzers
import StetCore
import StetFormats
import StetTestSupport
import Testing

@Suite("Answers that contradict each other")
struct ConflictingAnswersTests {
  private let engine = Engine(registry: AnalyzerRegistry([ConflictingAnswers.self]))

  /// What is said against each other in two answers to one question, the later first.
  private func conflict(
    _ first: String, _ second: String, _ question: String = "How do you take the tablets?"
  ) -> [String] {
    let draft = Draft.reading(
      SourceText(
        "# Page\n\n## \(question)\n\n\(first)\n\n## Why?\n\nSo.\n\n## \(question)\n\n\(second)\n"),
      as: .markdown)
    return engine.diagnostics(for: draft).flatMap { found in
      [found.range].map { draft.source.string(in: $0) }
        + found.finding.related.map { draft.source.string(in: $0.range) }
    }
  }

  @Test(arguments: [
    ("Take 400 mg.", "Take 800 mg.", "800 mg", "400 mg"),
    ("Take 400mg of it after a meal.", "Take 0.8 g of it after a meal.", "0.8 g", "400mg"),
    ("They work after two weeks.", "They work after 6 weeks.", "6 weeks", "two weeks"),
    (
      "They work after 2–3 weeks.", "They work after five to six weeks.", "five to six weeks",
      "2–3 weeks"
    ),
    ("Take **3 tablets** a day.", "Take 5 tablets a day.", "5 tablets", "3 tablets"),
    ("A packet costs $20.", "A packet costs $35.", "$35", "$20"),
    ("Store them at 20 °C in the dark.", "Store them at 5 °C in the dark.", "5 °C", "20 °C"),
  ])
  func `amounts of the same contradict each other`(
    first: String, second: String, later: String, earlier: String
  ) {
    #expect(conflict(first, second) == [later, earlier])
  }

  @Test(arguments: [
    ("Take 1 g of it after a meal.", "Take 1000 mg of it after a meal."),
    ("They work after 14 days.", "They work after two weeks."),
    ("They work after 4 weeks.", "They work after a month."),
    ("They work after at least 2 weeks.", "They work after 6 weeks."),
    ("They work after 2 to 6 weeks.", "They work after 4 weeks."),
    ("They work after about 5 weeks.", "They work after 6 weeks."),
    ("Children take 5 ml after a meal.", "Adults take 10 ml after a meal."),
    ("Take 400 mg in the morning.", "Take 800 mg in the evening."),
    ("Take 400 mg. Then take 800 mg.", "Take 800 mg. Then take 400 mg."),
    ("If you are ill, take 400 mg of it.", "Take 800 mg of it."),
    (
      "Some doctors say you should take 400 mg of it.",
      "Some doctors say you should take 800 mg of it."
    ),
    ("Type 1 tablets are white and round.", "Type 2 tablets are white and round."),
    ("They came to the market in 2001.", "They came to the market in 2005."),
    ("For children:\n\n- Take 5 ml twice daily.", "For adults:\n\n- Take 10 ml twice daily."),
    ("> Take 400 mg after a meal.", "> Take 800 mg after a meal."),
  ])
  func `amounts of something else do not`(first: String, second: String) {
    #expect(conflict(first, second) == [])
    #expect(conflict(second, first) == [])
  }

  @Test(arguments: [
    ("It is safe.", "It is not safe.", "is not safe", "is safe"),
    (
      "You should take them with milk.", "You shouldn’t take them with milk.", "shouldn’t take",
      "should take"
    ),
    ("It is unsafe to take them twice.", "It is safe to take them twice.", "is safe", "is unsafe"),
    ("Always take the tablets with milk.", "Never take the tablets with milk.", "Never", "Always"),
    (
      "Do not crush the tablets before a meal.", "Crush the tablets before a meal.", "Crush",
      "Do not crush"
    ),
  ])
  func `a denial contradicts what it denies`(
    first: String, second: String, later: String, earlier: String
  ) {
    #expect(conflict(first, second) == [later, earlier])
  }

  @Test(arguments: [
    ("All tablets are sold in pharmacies.", "Not all tablets are sold in pharmacies."),
    ("They may cause a rash on the skin.", "They may not cause a rash on the skin."),
    ("Tablets are sold in pharmacies.", "Tablets are not only sold in pharmacies."),
    ("It is a myth that they are safe for dogs.", "It is a myth that they are not safe for dogs."),
    ("They are safe for dogs and cats.", "They are not safe for dogs."),
    ("They do no harm if you eat.", "They do harm."),
    ("They have an effect on sleep, unless taken early.", "They do not have an effect on sleep."),
  ])
  func `what leaves both true does not`(first: String, second: String) {
    #expect(conflict(first, second) == [])
    #expect(conflict(second, first) == [])
  }

  @Test func `yes and no are held against each other where they are answers`() {
    let question = "Are the tablets safe?"
    #expect(conflict("Yes, they are.", "No.", question) == ["No", "Yes"])
    #expect(conflict("Yes, but not for dogs.", "No.", question) == [])
    #expect(conflict("Yes.", "No, unless a doctor says so.", question) == [])
    #expect(conflict("Yes.", "No pharmacy sells them.", question) == [])
    #expect(conflict("Yes.", "No.", "Are the tablets safe or not?") == [])
    #expect(conflict("Yes.", "No.", "What should you know?") == [])
  }

  @Test func `answers under one line are told apart by their labels`() {
    let text = """
      How long do the tablets keep?

      Best Answer

      The tablets keep for 2 years in the dark.

      Verified Answer

      The tablets keep for 5 years in the dark.

      """
    let draft = Draft.reading(SourceText(text), as: .plainText)
    let found = engine.diagnostics(for: draft)
    #expect(found.map { draft.source.string(in: $0.range) } == ["5 years"])
    #expect(
      found.first?.message
        == "Says “5 years” where the answer to the same question says “2 years”")
  }

  @Test func `questions in other words are one where they are judged so`() {
    let draft = Draft.reading(
      SourceText(
        """
        # Hiccups

        ## How can I get rid of hiccups?

        You should hold your breath for 10 seconds.

        ## What is the way to get rid of hiccups?

        You should hold your breath for 60 seconds.

        ## What causes hiccups?

        You should hold your breath for 90 seconds.

        """), as: .markdown)
    #expect(
      engine.diagnostics(for: draft).map { draft.source.string(in: $0.range) } == ["60 seconds"])
  }

  @Test func `what only one of two wordings says need not be in both answers`() {
    let draft = Draft.reading(
      SourceText(
        """
        # Pain

        ## How much ibuprofen can an adult take?

        Adults can take 400 mg of ibuprofen every six hours.

        ## What amount of ibuprofen may an adult take?

        An adult can take 800 mg of ibuprofen every 6 hours.

        """), as: .markdown)
    #expect(engine.diagnostics(for: draft).map { draft.source.string(in: $0.range) } == ["800 mg"])
  }

  @Test(arguments: 1...60)
  func `nothing traps`(seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    let pieces = [
      "Yes", "No", ", ", ". ", "not ", "never ", "always ", "5", "1,000", "1,5",
      "99999999999999999999",
      " mg", "°", "°C", " ", "-", "–", " to ", " or ", "take ", "safe ", "unsafe ", "isn't ", "n't",
      "’", "“", "two weeks ", "$", "\n", "\n\n", "- ", "> ", "é", "½", ";", ":", "and ", "\0", "**",
    ]
    for format in Draft.Format.allCases {
      let text = (0..<6).map { _ in
        "Is it safe?\n\n"
          + (0..<30).map { _ in pieces.randomElement(using: &random) ?? "" }.joined() + "\n\n"
      }.joined()
      var bytes = Array(text.utf8)
      for _ in 0..<3 {
        bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(
          in: 0...255, using: &random)
      }
      let draft = Draft.reading(SourceText(decoding: bytes), as: format)
      for found in engine.diagnostics(for: draft) {
        #expect(found.range.end <= draft.source.range.end)
        let places = found.finding.related.map(\.range)
        #expect(places.allSatisfy { $0.end <= draft.source.range.end })
      }
    }
  }
}
