import Foundation
import SpellingAnalyzers
import StetCore
import StetFormats
import StetTestSupport
import Testing

@Suite struct SpellingTests {
  static let registry = AnalyzerRegistry([RepeatedWord.self, SpellingAnalyzer.self])

  @Test(arguments: RepeatedWord.rules + SpellingAnalyzer.rules)
  func `every example of the rule holds`(rule: Rule) {
    #expect(RuleExamples(rule, in: Self.registry).faults() == [])
  }

  private func diagnostics(_ text: String, _ vocabulary: Vocabulary = Vocabulary()) -> [Diagnostic]
  {
    Engine(registry: Self.registry, vocabulary: vocabulary)
      .diagnostics(for: Draft.reading(SourceText(text), as: .plainText))
  }

  // MARK: Misspellings

  @Test func `the seed has two misspelled words and two run together`() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let text = try String(
      contentsOf: root.appending(path: "seeds/000_55afceab76810abd.txt"), encoding: .utf8)
    let draft = Draft.reading(SourceText(text), as: .plainText)
    let found = Engine(registry: Self.registry).diagnostics(for: draft)
      .filter { $0.rule != RepeatedWord.rule.id }
      .map {
        "\($0.rule): \(draft.source.string(in: $0.range)) → \($0.finding.suggestions.first ?? "")"
      }
    #expect(
      found == [
        "misspelling: Interuption → Interruption", "misspelling: occassionaly → occasionally",
        "run-together-words: injuryan → injury an",
      ])
  }

  @Test func `a finding says what was probably meant, and how sure that is`() {
    let found = diagnostics("The goverment’s advice.").first?.finding
    #expect(found?.message == "“goverment” is misspelled, did you mean “government”?")
    #expect(found?.suggestions == ["government"])
    #expect(found?.range == TextRange(4, 13))
    #expect(found?.confidence ?? 0 > 0.9)
    #expect(found?.fixes.map(\.safety) == [.safe])
  }

  @Test func `the fix that is not sure is not safe`() {
    let found = diagnostics("We measured the vibratoin and the contane of the tank.").map(\.finding)
    #expect(found.first?.suggestions.first == "vibration")
    #expect(found.allSatisfy { $0.suggestions.count <= 5 })
    for finding in found {
      #expect(finding.fixes.dropFirst().allSatisfy { $0.safety == .suggestion })
      #expect(finding.fixes.filter(\.isPreferred).count == 1)
    }
  }

  @Test func `the apostrophe of the text is kept`() {
    #expect(diagnostics("It does’nt matter.").first?.finding.suggestions.first == "doesn’t")
    #expect(diagnostics("It does'nt matter.").first?.finding.suggestions.first == "doesn't")
  }

  @Test func `words of the project's dictionary are right`() {
    var vocabulary = Vocabulary()
    vocabulary.accept("interuption")
    #expect(diagnostics("An interuption. Interuption. INTERUPTION's end.", vocabulary).isEmpty)
    #expect(diagnostics("An interuption, and an interupton.", vocabulary).count == 1)
  }

  @Test func `words that the project forbids are reported`() {
    var vocabulary = Vocabulary()
    vocabulary.forbid("whilst")
    vocabulary.forbid("xqzjk")
    let found = diagnostics("Whilst it hurts, rest; xqzjk.", vocabulary)
    #expect(
      found.map(\.message) == [
        "The project’s dictionary forbids “Whilst”",
        "The project’s dictionary forbids “xqzjk”",
      ])
  }

  @Test(arguments: [
    "Les symptômes apparaissent généralement après quelques heures de marche prolongée.",
    "Los calambres musculares aparecen con frecuencia durante el ejercicio prolongado.",
    "asdf qwer zxcv uiop hjkl bnmx tyui ghjk",
    "ΑΒΓ αβγ 漢字 кириллица ไทย עברית",
  ])
  func `text in no English is left alone`(text: String) {
    #expect(diagnostics(text).isEmpty)
  }

  @Test func `short words and cut fragments are left alone`() {
    #expect(diagnostics("It can hang without your feet tou").isEmpty)
    #expect(diagnostics("do n s tra mu c o").isEmpty)
  }

  @Test func `any text may be read, and every finding lies in it`() {
    var state: UInt64 = 42
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    let pieces = [
      "teh", "The", "the", " ", " ", " ", ".", "'", "’", "s", "-", "\n", "é", "\u{301}", "\u{AD}",
      "İ",
      "ﬁ", "ofthe", "pain", "A", "5", "_", "\u{0}", "👍🏽", "injuryan", "ﷺ", "ß", "NASA", "/", "“",
      "”",
    ]
    for _ in 0..<300 {
      let text = (0..<next(40)).map { _ in pieces[next(pieces.count)] }.joined()
      for diagnostic in diagnostics(text) {
        #expect(diagnostic.range.end.utf8 <= text.utf8.count)
        #expect(!diagnostic.range.isEmpty)
      }
    }
  }

  // MARK: Repeated words

  /// The ranges of repeated words in one paragraph.
  private func repeated(
    _ text: String, kind: Block.Kind = .paragraph, spans: [InlineSpan] = []
  ) -> [Finding] {
    let draft = Draft(
      source: SourceText(text), format: .plainText,
      blocks: [Block(kind: kind, range: TextRange(0, text.utf8.count))], spans: spans)
    return Engine(registry: AnalyzerRegistry([RepeatedWord.self])).diagnostics(for: draft)
      .map(\.finding)
  }

  @Test func `a word repeated where a line ends is found`() {
    let found = repeated("The rest of the\nthe central nervous system.")
    #expect(found.map(\.range) == [TextRange(12, 19)])
    #expect(found.first?.fixes.first?.edits == [TextEdit(TextRange(15, 19), "")])
  }

  @Test func `lines that begin alike are no repetition`() {
    #expect(repeated("rest\nrest more\nsleep\nsleep well").isEmpty)
    #expect(repeated("the rest of the\nthe system", kind: .table).isEmpty)
  }

  @Test func `a word repeated over a mark of emphasis is found but not fixed`() {
    let found = repeated(
      "In the *the* spring.",
      spans: [InlineSpan(.markup, TextRange(7, 8)), InlineSpan(.markup, TextRange(11, 12))])
    #expect(found.map(\.range) == [TextRange(3, 11)])
    #expect(found.first?.fixes.isEmpty == true)
  }

  @Test func `code between two words keeps them apart`() {
    let found = repeated("the `x` the", spans: [InlineSpan(.code, TextRange(4, 7))])
    #expect(found.isEmpty)
  }

  @Test func `a text full of mistakes is English, and German is not`() {
    let learner = """
      I have recived your leter and I was hapy becouse the restaurent is near the musuem, and \
      my freind beleives that we shoud vizit it tommorow.
      """
    #expect(
      diagnostics(learner).map { $0.finding.suggestions.first } == [
        "received", "letter", "happy", "because", "restaurant", "museum", "friend", "believes",
        "should", "visit", "tomorrow",
      ])
    let german = """
      Die Behandlung der Muskelkrämpfe richtet sich nach der Ursache des Krampfes, und der Arzt \
      hat in der Praxis die Wahl zwischen mehreren Verfahren.
      """
    #expect(diagnostics(german).isEmpty)
  }

  @Test func `a word is judged alike however often it stands`() {
    let once = diagnostics("The doctr said so.").map(\.message)
    let often = diagnostics(
      Array(repeating: "The doctr said so.", count: 3).joined(separator: "\n\n"))
    #expect(often.map(\.message) == once + once + once)
  }

  @Test func `words near words with accents are judged`() {
    #expect(diagnostics("An eclair and a souffle, a cliche of her fiancee.").count <= 4)
    for word in ["éclair", "soufflé", "naïveté", "café", "façade", "Ångström", "Zoë", "piñata"] {
      var plain = word.lowercased()
      for (accent, letter) in [
        "é": "e", "ï": "i", "ç": "c", "å": "a", "ö": "o", "ë": "e", "ñ": "n",
      ] {
        plain = plain.replacing(accent, with: letter)
      }
      for index in plain.indices {
        var slip = plain
        slip.remove(at: index)
        _ = diagnostics("An \(slip) and an \(plain)x and an \(word)x.")
        _ = diagnostics("An \(slip.replacing("e", with: "é")) here.")
      }
    }
  }

  @Test func `a forbidden word is reported in any text`() {
    var vocabulary = Vocabulary()
    vocabulary.forbid("badword")
    let german = "Die Behandlung badword dauert sechs Wochen und hilft den Patienten nicht immer."
    #expect(diagnostics(german, vocabulary).map(\.message).count == 1)
  }

  @Test func `a drop cap belongs to its word`() {
    let draft = Draft.reading(
      SourceText("**T**reatment helps, and *teh* patient agrees.\n"), as: .markdown)
    let found = Engine(registry: Self.registry).diagnostics(for: draft)
    #expect(found.map { draft.source.string(in: $0.range) } == ["teh"])
  }
}
