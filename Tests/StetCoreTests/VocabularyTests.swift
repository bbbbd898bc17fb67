import StetCore
import Testing

@Suite struct VocabularyTests {
  private func vocabulary(_ list: String) -> Vocabulary {
    var vocabulary = Vocabulary()
    vocabulary.add(list: list)
    return vocabulary
  }

  @Test func `a list has a word on each line, with comments and forbidden words`() {
    let words = vocabulary("# heading\r\n  stet \n\n!  utilize # say use\nC#\rnaïve\n!\n#\n")
    for word in ["stet", "C#", "naïve"] { #expect(words.accepts(word)) }
    #expect(words.forbids("Utilize"))
    for word in ["heading", "#", "", "!", "use", "utilize"] { #expect(!words.accepts(word)) }
  }

  @Test func `a word in lower case is accepted in any casing, others as written or in capitals`() {
    let words = vocabulary("fascia\nGitHub\nIBM\n")
    for word in ["fascia", "Fascia", "FASCIA", "GitHub", "GITHUB", "IBM"] {
      #expect(words.accepts(word))
    }
    for word in ["github", "Github", "ibm", "Ibm"] { #expect(!words.accepts(word)) }
  }

  @Test func `a forbidden word is not accepted, whichever list it stands in`() {
    var words = vocabulary("utilize\n")
    words.formUnion(vocabulary("!Utilize\nMixedCase\n"))
    #expect(!words.accepts("utilize"))
    #expect(words.accepts("MIXEDCASE"))
  }

  @Test func `an empty list leaves the vocabulary empty`() {
    #expect(vocabulary("\n# nothing\n").isEmpty)
  }

  @Test func `accepted words are found by how they begin, forbidden ones are not`() {
    let words = vocabulary("fascia\nFasciola\nfasces\n!fascicle\nfascicle\nother\n")
    #expect(words.acceptedWords(beginningWith: "FASCI") == ["Fasciola", "fascia"])
  }
}
