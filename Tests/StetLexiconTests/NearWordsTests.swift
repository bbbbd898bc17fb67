import StetLexicon
import Testing

private func bytes(_ text: String) -> ArraySlice<UInt8> { Array(text.utf8)[...] }

@Suite struct NearWordsTests {
  private func nearest(_ word: String, budget: Int = 13) -> String? {
    Lexicon.english.words(near: bytes(word), budget: budget).first
      .map { String(decoding: $0.word, as: UTF8.self) }
  }

  @Test(arguments: [
    ("interuption", "interruption"), ("watter", "water"), ("wataer", "water"),
    ("watre", "water"), ("recieve", "receive"), ("mussle", "muscle"), ("fysical", "physical"),
    ("infecsion", "infection"), ("dependant", "dependent"), ("skool", "school"),
    ("definate", "definite"), ("contratc", "contract"),
  ])
  func `the word that was meant is the nearest`(wrong: String, right: String) {
    let words = Lexicon.english.words(near: bytes(wrong), budget: 14)
      .filter { $0.word != Array(wrong.utf8) }
    #expect(words.first.map { String(decoding: $0.word, as: UTF8.self) } == right)
  }

  @Test func `two slips need a larger budget`() {
    #expect(nearest("occassionaly", budget: 9) == nil)
    #expect(nearest("occassionaly", budget: 13) == "occasionally")
    #expect(nearest("qxzqxzqxz", budget: 20) == nil)
  }

  @Test func `a word is at no cost from itself`() {
    let found = Lexicon.english.words(near: bytes("muscle"), budget: 0)
    #expect(found.map(\.cost) == [0])
    #expect(found.first?.word == Array("muscle".utf8))
  }

  @Test func `candidates come best first and once each`() {
    let found = Lexicon.english.words(near: bytes("thier"), budget: 20, limit: 100)
    #expect(zip(found, found.dropFirst()).allSatisfy { $0.score <= $1.score })
    #expect(Set(found.map(\.word)).count == found.count)
    #expect(found.allSatisfy { $0.cost <= 20 })
  }

  @Test(arguments: [[], [0], [0xFF, 0xC3], Array("é".utf8), Array(repeating: 0x61, count: 500)])
  func `any bytes may be asked for`(word: [UInt8]) {
    #expect(Lexicon.english.words(near: word[...], budget: 9).count <= 8)
  }
}

@Suite struct WordFormationTests {
  @Test(arguments: [
    ("attaches", WordFormation.inflected), ("overcaffeinated", .prefixed),
    ("neuromyotonia", .technical), ("myophosphorylase", .technical),
    ("cardiomyocyte", .technical), ("snaillike", .suffixed), ("groupname", .compound),
  ])
  func `words are made from others`(word: String, formation: WordFormation) {
    #expect(Lexicon.english.formation(of: bytes(word)) == formation)
  }

  @Test(arguments: [
    "interuption", "occassionaly", "recieve", "wierd", "studys", "occured", "a", "",
    "begining", "injuryan", "zzzzzzzz",
  ])
  func `slips are not made from others`(word: String) {
    #expect(Lexicon.english.formation(of: bytes(word)) == nil)
  }

  @Test func `accents come off`() {
    #expect(
      Accents.removed(from: "naïve façade œuvre straße e\u{301}") == "naive facade oeuvre strasse e"
    )
  }
}
