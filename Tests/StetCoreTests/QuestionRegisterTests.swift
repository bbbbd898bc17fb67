import StetCore
import StetTestSupport
import Testing

@Suite("The register of questions")
struct QuestionRegisterTests {
  typealias Entry = QuestionRegister.Entry

  @Test func `a question that is merged stays as an alternate`() throws {
    var register = QuestionRegister()
    let merge = try register.merge(
      "What are treatments for back muscle spasms?", into: "How do you treat back spasm?",
      draft: "spasm.txt")
    #expect(merge == .merged(primary: "How do you treat back spasm?"))
    #expect(
      register.entries == [
        Entry(
          "How do you treat back spasm?", draft: "spasm.txt",
          alternates: ["What are treatments for back muscle spasms?"])
      ])
    let key = QuestionKey("what are TREATMENTS for back muscle spasms")
    #expect(register.standing(of: key) == .alternate(register.entries[0]))
    #expect(register.areOne(key, QuestionKey("How do you treat back spasm")))
  }

  @Test func `what is merged into an alternate becomes an alternate of its primary`() throws {
    var register = QuestionRegister(
      entries: [Entry("A one?", alternates: ["A two?"])], distinctions: [])
    #expect(try register.merge("A three?", into: "a two") == .merged(primary: "A one?"))
    #expect(register.entries == [Entry("A one?", alternates: ["A three?", "A two?"])])
    #expect(try register.merge("A three?", into: "A two?") == .already(primary: "A one?"))
  }

  @Test func `groups are merged whole`() throws {
    var register = QuestionRegister(
      entries: [
        Entry("A?", draft: "a.md", alternates: ["A too?"]), Entry("B?", alternates: ["B too?"]),
      ],
      distinctions: [])
    _ = try register.merge("A too?", into: "B too?")
    #expect(
      register.entries == [Entry("B?", draft: "a.md", alternates: ["A?", "A too?", "B too?"])])
  }

  @Test func `an alternate is made the primary`() throws {
    var register = QuestionRegister(
      entries: [Entry("Old?", draft: "a.md", alternates: ["New?", "Other?"])], distinctions: [])
    try register.promote("new")
    #expect(
      register.entries == [Entry("New?", draft: "a.md", alternates: ["Old?", "Other?"])])
    #expect(throws: QuestionRegister.Conflict.primary("New?")) { try register.promote("New?") }
    #expect(throws: QuestionRegister.Conflict.unknown("Who?")) { try register.promote("Who?") }
  }

  @Test func `a question that is split off is ruled distinct from the rest`() throws {
    var register = QuestionRegister(
      entries: [Entry("A?", draft: "a.md", alternates: ["B?", "C?"])], distinctions: [])
    try register.split("A?")
    #expect(register.entries == [Entry("A?", draft: "a.md"), Entry("B?", alternates: ["C?"])])
    #expect(register.distinctions == [.init("A?", "B?")])
    // The ruling holds for all that are one with either.
    #expect(register.distinction(QuestionKey("c"), QuestionKey("a")) == .init("B?", "A?"))
    #expect(throws: QuestionRegister.Conflict.distinct(.init("A?", "B?"))) {
      try register.merge("C?", into: "A?")
    }
    try register.withdraw("A?", distinctFrom: "C?")
    #expect(try register.merge("C?", into: "A?") == .merged(primary: "A?"))
  }

  @Test func `what is one cannot be ruled distinct, nor what has no words registered`() throws {
    var register = QuestionRegister(entries: [Entry("A?", alternates: ["B?"])], distinctions: [])
    #expect(throws: QuestionRegister.Conflict.merged("A?", "B?")) {
      try register.rule("A?", distinctFrom: "B?")
    }
    #expect(throws: QuestionRegister.Conflict.sameWords("A!")) {
      try register.merge("a", into: "A!")
    }
    #expect(throws: QuestionRegister.Conflict.empty) { try register.merge("?", into: "A?") }
    #expect(register.entries == [Entry("A?", alternates: ["B?"])])
  }

  @Test func `the order of decisions leaves no trace`() throws {
    var one = QuestionRegister()
    _ = try one.merge("B?", into: "A?")
    try one.rule("D?", distinctFrom: "C?")
    try one.rule("A?", distinctFrom: "C?")
    var other = QuestionRegister()
    try other.rule("C?", distinctFrom: "A?")
    try other.rule("C?", distinctFrom: "D?")
    _ = try other.merge("B?", into: "A?")
    #expect(one == other)
  }

  @Test(arguments: 0..<500)
  func `whatever is decided, no question stands twice and none is lost`(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    let questions = (0..<12).map { "What is \($0)?" }
    var register = QuestionRegister()
    var known: Set<QuestionKey> = []
    for _ in 0..<40 {
      let one = questions.randomElement(using: &random) ?? ""
      let other = questions.randomElement(using: &random) ?? ""
      let before = register
      do throws(QuestionRegister.Conflict) {
        switch Int.random(in: 0..<6, using: &random) {
        case 0, 1:
          _ = try register.merge(one, into: other)
          #expect(register.areOne(QuestionKey(one), QuestionKey(other)))
          known.formUnion([QuestionKey(one), QuestionKey(other)])
        case 2:
          try register.promote(one)
          #expect(register.entry(of: QuestionKey(one))?.question == one)
        case 3: try register.split(one)
        case 4:
          try register.rule(one, distinctFrom: other)
          #expect(register.distinction(QuestionKey(one), QuestionKey(other)) != nil)
        default: try register.withdraw(one, distinctFrom: other)
        }
      } catch {
        // What cannot be taken in changes nothing.
        #expect(register == before)
      }
      let all = register.entries.flatMap(\.wordings).map { QuestionKey($0) }
      #expect(Set(all).count == all.count)
      #expect(Set(all) == known)
      for pair in register.distinctions {
        #expect(!register.areOne(QuestionKey(pair.left), QuestionKey(pair.right)))
      }
      #expect(
        register
          == QuestionRegister(entries: register.entries, distinctions: register.distinctions))
    }
  }
}
