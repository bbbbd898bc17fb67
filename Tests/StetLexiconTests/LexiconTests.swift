import Foundation
import StetLexicon
import StetLexiconCompiler
import Testing

private func bytes(_ text: String) -> ArraySlice<UInt8> { Array(text.utf8)[...] }

@Suite struct LexiconTests {
  let lexicon = Lexicon.english

  @Test(arguments: [
    "the", "The", "THE", "water", "interruption", "occasionally", "Paris", "PARIS", "colour",
    "color", "organise", "organize", "don't", "don’t", "o'clock", "dog's", "dog’s", "I", "I'm",
    "NASA", "McGill", "naïve", "nai\u{308}ve", "café", "CAFÉ", "phosphofructokinase", "Ginkgo",
    "Ginkgo's",
  ])
  func `words are known as they are written`(word: String) {
    #expect(lexicon.commonness(of: bytes(word)) != nil)
  }

  @Test(arguments: [
    "", "'", "'s", "interuption", "occassionaly", "london", "pARIS", "mcgill", "tHe", "injuryan",
    "zzzz", "the ", "th\u{0}", "\u{0}", "\u{301}", "日本", "dogs's'",
    "pneumonoultramicroscopicsilicovolcanoconiosispneumonoultramicroscopic",
  ])
  func `what is no word is not known`(word: String) {
    #expect(lexicon.commonness(of: bytes(word)) == nil)
  }

  @Test func `the commoner the word the lower its class`() {
    #expect(lexicon.commonness(of: bytes("the")) == 10)
    #expect(lexicon.commonness(of: bytes("The")) == 10)
    #expect(lexicon.commonness(of: bytes("interruption")) == 20)
    #expect(lexicon.commonness(of: bytes("sarcomere")) == 60)
    #expect(lexicon.commonness(of: bytes("sarcomer")) == nil)
  }

  @Test func `a word in the wrong casing is found but is not as written`() {
    let london = lexicon.match(bytes("london"))
    #expect(london?.isAsWritten == false)
    #expect(london?.entry.casings == .capitalized)
    #expect(lexicon.match(bytes("London"))?.isAsWritten == true)
    #expect(lexicon.mixedSpellings(of: bytes("mcgill")) == [Array("McGill".utf8)])
  }

  @Test func `spellings of one region are told apart`() {
    #expect(lexicon.match(bytes("color"))?.entry.regions == .unitedStates)
    #expect(lexicon.match(bytes("colour"))?.entry.regions == [.britain, .canada, .australia])
    #expect(lexicon.match(bytes("water"))?.entry.regions == .all)
  }

  @Test func `beginnings of words are known`() {
    #expect(lexicon.hasWord(beginningWith: bytes("tou"), minimumLength: 4))
    #expect(lexicon.hasWord(beginningWith: bytes("Certai"), minimumLength: 7))
    #expect(lexicon.hasWord(beginningWith: bytes(""), minimumLength: 1))
    #expect(!lexicon.hasWord(beginningWith: bytes("qzx"), minimumLength: 1))
    #expect(!lexicon.hasWord(beginningWith: bytes("water"), minimumLength: 60))
  }

  @Test func `the compiled lexicon is made of the lists that stand beside it`() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Dictionaries")
    let names = try FileManager.default.subpathsOfDirectory(
      atPath: folder.appending(path: "en").path
    ).filter { $0.hasSuffix(".txt") }.sorted()
    let sources = try names.map { name in
      LexiconCompiler.Source(
        name: name,
        bytes: [UInt8](try Data(contentsOf: folder.appending(path: "en/\(name)"))))
    }
    #expect(
      lexicon.sourceChecksum == LexiconCompiler.checksum(of: sources),
      "run: swift run -c release stet-dev dictionaries")
  }

  // MARK: Completions

  @Test func `completions are words that begin so, the commonest first`() {
    let found = lexicon.completions(of: bytes("PEO"), limit: 5)
    #expect(found.first?.word == "people")
    #expect(found.allSatisfy { $0.word.lowercased().hasPrefix("peo") })
    #expect(found.map(\.commonness) == found.map(\.commonness).sorted())
  }

  @Test func `completions keep the capitals that a word mostly has`() {
    #expect(lexicon.completions(of: bytes("londo"), limit: 9).contains { $0.word == "London" })
    #expect(
      lexicon.completions(of: bytes("mcdon"), limit: 9).map(\.word) == ["McDonald", "McDonnell"])
    #expect(lexicon.completions(of: bytes("ipho"), limit: 9).map(\.word) == ["iPhone"])
  }

  @Test(arguments: ["zzzq", "日本", "\u{0}", "con duct"])
  func `where no word begins so there are no completions`(prefix: String) {
    #expect(lexicon.completions(of: bytes(prefix), limit: 9).isEmpty)
  }

  @Test func `no more completions come than are asked for`() {
    #expect(lexicon.completions(of: bytes("con"), limit: 7).count == 7)
    #expect(lexicon.completions(of: bytes("con"), limit: -1).isEmpty)
  }
}
