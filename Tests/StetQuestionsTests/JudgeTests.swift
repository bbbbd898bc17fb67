import StetEncoder
import StetQuestions
import Testing

/// The policy by its examples: would the same answer serve both, and could either be the title?
@Suite struct JudgeTests {
  let judge = QuestionJudge(.full)

  @Test(arguments: [
    ("What causes cramps?", "what causes  cramps"),
    ("Why don’t cats swim?", "Why dont cats swim?"),
  ])
  func theSameLineIsRepeated(_ left: String, _ right: String) {
    let judgement = judge.judge(left, right)
    #expect(judgement.verdict == .repeated)
    #expect(judgement.probability == 1)
  }

  @Test(arguments: [
    // Other words.
    ("What are treatments for back muscle spasms?", "How do you treat back spasm?"),
    ("What are the complications of measles?", "What problems can measles lead to?"),
    ("How do doctors diagnose asthma?", "How is asthma diagnosed?"),
    // Another order.
    ("What is the capital of France?", "The capital of France is what?"),
    // Filler and degree.
    ("What really causes cramps?", "What causes cramps?"),
    ("What is the best way to clean a carpet?", "How do you clean a carpet?"),
    // Spelling.
    ("What are the symptoms of anemia?", "What are the signs of anaemia?"),
  ])
  func oneQuestionInOtherWordsIsADuplicate(_ left: String, _ right: String) {
    #expect(judge.judge(left, right).verdict == .duplicate, "\(left) / \(right)")
  }

  @Test(arguments: [
    // Broader and narrower.
    ("What causes spasm?", "What causes muscle spasms?"),
    ("What causes back spasms?", "What can cause back spasms with vomiting?"),
    // Another part of the body.
    ("What causes mid back spasms?", "What causes lower back muscle spasms?"),
    ("What causes upper back pain?", "What causes lower back pain?"),
    ("What causes chest spasms?", "What causes head spasms?"),
    // Another order where the order matters.
    ("Is dark roast stronger than light roast?", "Is light roast stronger than dark roast?"),
    ("How do I convert miles to kilometers?", "How do I convert kilometers to miles?"),
    // Opposites, and what is asked.
    ("How do I encrypt a file?", "How do I decrypt a file?"),
    ("Can diabetes be cured?", "Can diabetes be prevented?"),
    ("How much does insurance cost?", "How much insurance do I need?"),
    // Another audience.
    ("Can dogs eat chocolate?", "Can cats eat chocolate?"),
    ("How is asthma treated in adults?", "How is asthma treated in children?"),
    // Another time.
    ("What should I eat before a run?", "What should I eat after a run?"),
    // Another number or type.
    ("What are the symptoms of type 1 diabetes?", "What are the symptoms of type 2 diabetes?"),
    ("How do I install Windows 10?", "How do I install Windows 11?"),
    // Denial.
    ("What should I wear to an interview?", "What should I not wear to an interview?"),
    // Opposites.
    ("How do I gain weight?", "How do I lose weight?"),
    // What is asked.
    ("What causes back spasms?", "How do you treat back spasms?"),
    ("How do vaccines work?", "Why do vaccines work?"),
    // A rare word that the other does not have.
    ("What are the side effects of ibuprofen?", "What are the side effects of metoprolol?"),
  ])
  func whatAnAnswerDependsOnIsNeverMerged(_ left: String, _ right: String) {
    for engine in QuestionEngine.allCases {
      let judgement = QuestionJudge(engine).judge(left, right)
      #expect(!judgement.verdict.isSame, "\(left) / \(right): \(judgement.reason)")
    }
  }

  @Test(arguments: [
    ("What causes mid back pain?", "What causes lower back pain?", "differs: mid / lower"),
    ("What causes spasm?", "What causes muscle spasms?", "only one says “muscle”"),
    ("How do I treat gout?", "What are treatments for gout?", "“treat” ~ “treatments”"),
    (
      "What is the capital of France?", "The capital of France is what?",
      "same words in another order"
    ),
  ])
  func theReasonIsToldInWords(_ left: String, _ right: String, _ reason: String) {
    #expect(judge.judge(left, right).reason == reason)
  }

  @Test func bothWaysAreTheSame() {
    let questions = [
      "What causes mid back spasms?", "How do you treat back spasm?", "Is it inherited?", "", "??",
      "What causes spasm?", "What are treatments for back muscle spasms?", "C++ or C#?",
    ]
    for left in questions {
      for right in questions {
        let there = judge.judge(left, right)
        let back = judge.judge(right, left)
        #expect(there.verdict == back.verdict)
        #expect(there.probability == back.probability)
      }
    }
  }

  @Test func anyBytesCanBeJudged() {
    let profile = QuestionProfile([0xFF, 0x27, 0xC3, 0x28, 0xE2, 0x80][...])
    let empty = QuestionProfile("")
    for likeness in [-1.0, 0, 1] {
      let judgement = judge.judge(profile, empty, likeness: likeness)
      #expect((0...1).contains(judgement.probability))
      #expect(judge.judge(empty, empty, likeness: likeness).verdict != .repeated)
    }
  }
}
