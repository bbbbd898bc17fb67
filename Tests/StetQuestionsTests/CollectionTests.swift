import StetQuestions
import Testing

@Suite struct CollectionTests {
  static func collection(
    _ questions: [String], _ engine: QuestionEngine = .full
  ) -> QuestionCollection {
    var collection = QuestionCollection(engine)
    for entry in QuestionCollection.entries(of: questions.map { Array($0.utf8)[...] }, engine) {
      collection.append(entry)
    }
    return collection
  }

  static func groups(_ questions: [String], _ engine: QuestionEngine = .full) -> [[Int]] {
    let collection = collection(questions, engine)
    let blocks = QuestionBlocks(collection)
    var pairs: [QuestionClusters.Pair] = []
    for left in questions.indices {
      for right in blocks.candidates(for: left, in: collection) {
        if let judgement = collection.judgement(left, right) {
          pairs.append(QuestionClusters.Pair(left, right, judgement))
        }
      }
    }
    return QuestionClusters.groups(of: pairs, in: collection)
  }

  @Test func theNearestQuestionsComeFirst() throws {
    let collection = Self.collection([
      "How do I prune roses?", "How do you treat back spasm?", "What causes back spasms?",
    ])
    let entry = try #require(
      QuestionCollection.entries(
        of: [Array("What are treatments for back spasms?".utf8)[...]], .full
      ).first)
    let matches = collection.matches(for: entry, limit: 2)
    #expect(matches.map(\.index) == [1, 2])
    #expect(matches.map(\.judgement.verdict.isSame) == [true, false])
    #expect(collection.matches(for: entry, limit: 10).count <= 3)
  }

  @Test(arguments: QuestionEngine.allCases)
  func repeatedQuestionsAreGrouped(_ engine: QuestionEngine) {
    let questions = [
      "What causes cramps?", "How do I prune roses?", "what causes cramps", "What causes Cramps",
    ]
    #expect(Self.groups(questions, engine) == [[0, 2, 3]])
  }

  /// Each of these is close to the next, but not to the one after.
  @Test func chainsDoNotJoinDifferentQuestions() {
    let groups = Self.groups([
      "What causes spasm?", "What causes muscle spasms?", "What causes back muscle spasms?",
      "What causes lower back muscle spasms?", "What causes mid back spasms?",
    ])
    #expect(groups.isEmpty)
  }

  @Test func nothingIsFoundInNothing() {
    let collection = QuestionCollection(.static)
    #expect(collection.candidates(for: 0).isEmpty)
    #expect(collection.judgement(0, 1) == nil)
    #expect(QuestionClusters.groups(of: [], in: collection).isEmpty)
  }
}
