import StetQuestions
import Testing

@Suite struct JudgeTests {
  @Test func sameWordsAreRepeated() {
    let judgement = QuestionJudge(.static).judge("What causes cramps?", "what causes  cramps")
    #expect(judgement.verdict == .repeated)
    #expect(judgement.probability == 1)
  }
}
