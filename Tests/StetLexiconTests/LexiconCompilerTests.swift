import StetLexicon
import StetLexiconCompiler
import Testing

@Suite struct LexiconCompilerTests {
  private func source(_ text: String) -> LexiconCompiler.Source {
    LexiconCompiler.Source(name: "list.txt", bytes: Array(text.utf8))
  }

  private func lexicon(_ texts: String...) throws -> Lexicon {
    Lexicon(compiled: try LexiconCompiler(texts.map(source)).compile())
  }

  private func bytes(_ text: String) -> ArraySlice<UInt8> { Array(text.utf8)[...] }

  @Test func `the words of the lists are in the lexicon, and no others`() throws {
    let words = ["a", "an", "ant", "ants", "antenna", "pants", "o'clock", "café"]
    let lexicon = try lexicon("# class: 20\n" + words.joined(separator: "\n") + "\n")
    for word in words {
      #expect(lexicon.commonness(of: bytes(word)) == 20, "\(word)")
    }
    for word in ["", "n", "anten", "antennas", "pant", "cafés", "o'clocks", "antsants"] {
      #expect(!lexicon.contains(bytes(word)), "\(word)")
    }
  }

  @Test func `random words are found, and their neighbours only when they are words`() throws {
    var generator = SystemRandomNumberGenerator.seeded(7)
    var words: Set<String> = []
    for _ in 0..<500 {
      let length = Int.random(in: 1...20, using: &generator)
      words.insert(
        String((0..<length).compactMap { _ in "abcé'".randomElement(using: &generator) }))
    }
    // An ending `'s` is a possessive, which is looked up without it.
    let lexicon = try lexicon("# class: 50\n" + words.sorted().joined(separator: "\n"))
    for word in words {
      #expect(lexicon.entry(ofFolded: bytes(word)) != nil, "\(word)")
      let other = word + "b"
      #expect((lexicon.entry(ofFolded: bytes(other)) != nil) == words.contains(other), "\(other)")
    }
  }

  @Test func `casing, class and region of a word are kept`() throws {
    let lexicon = try lexicon(
      "# class: 10\ncolor\tUS\nmay\n",
      "# class: 35\nMay\nNASA\nMcGill\ncolour\tGB CA AU\nhue\tvariant\n")
    #expect(lexicon.match(bytes("color"))?.entry.regions == .unitedStates)
    #expect(lexicon.match(bytes("hue"))?.entry.isVariant == true)
    #expect(lexicon.commonness(of: bytes("May")) == 10)
    #expect(lexicon.commonness(of: bytes("may")) == 10)
    #expect(lexicon.match(bytes("nasa"))?.isAsWritten == false)
    #expect(lexicon.match(bytes("Nasa"))?.isAsWritten == false)
    #expect(lexicon.contains(bytes("NASA's")))
    #expect(lexicon.contains(bytes("McGill")))
    #expect(!lexicon.contains(bytes("Mcgill")))
    #expect(lexicon.contains(bytes("MCGILL")))
  }

  @Test func `misspellings have their corrections, and are no words`() throws {
    let lexicon = try lexicon(
      "# class: 95\nteh\n", "# misspellings\nteh -> the\nhieght -> height, eight\n")
    #expect(lexicon.corrections(ofMisspelling: bytes("teh")) == ["the"])
    #expect(lexicon.corrections(ofMisspelling: bytes("hieght")) == ["height", "eight"])
    #expect(lexicon.corrections(ofMisspelling: bytes("te")) == [])
    #expect(!lexicon.contains(bytes("teh")))
  }

  @Test func `words to leave out are left out`() throws {
    let lexicon = try lexicon("# class: 10\nfouth\nfourth\n", "# remove\nfouth\n")
    #expect(!lexicon.contains(bytes("fouth")))
    #expect(lexicon.contains(bytes("fourth")))
  }

  @Test func `the same lists give the same bytes`() throws {
    let list = source("# class: 40\none\ntwo\nthree\nTwo\n")
    #expect(try LexiconCompiler([list]).compile() == LexiconCompiler([list]).compile())
    #expect(
      LexiconCompiler.checksum(of: [list])
        != LexiconCompiler.checksum(of: [source("# class: 41\n")]))
  }

  @Test(arguments: [
    ("word\n", "list.txt:1: the list does not say what it is"),
    ("# class: many\n", "list.txt:1: a class is a number from 1 to 99"),
    ("# class: 10\nword\tXX\n", "list.txt:2: unknown region in “word\tXX”"),
    ("# misspellings\nteh the\n", "list.txt:2: a misspelling is written “wrong -> right”"),
    ("# misspellings\na -> b\na -> c\n", "list.txt:3: “a” stands twice"),
  ])
  func `a fault in a list is named with its line`(text: String, message: String) {
    #expect {
      _ = try LexiconCompiler([source(text)])
    } throws: { error in
      "\(error)" == message
    }
  }

  @Test func `no lists make an empty lexicon`() throws {
    let lexicon = try lexicon()
    #expect(!lexicon.contains(bytes("a")))
    #expect(!lexicon.hasWord(beginningWith: bytes(""), minimumLength: 0))
    #expect(lexicon.words(near: bytes("a"), budget: 20) == [])
    #expect(!Lexicon(compiled: Array("placeholder".utf8)).contains(bytes("a")))
  }
}

extension SystemRandomNumberGenerator {
  /// A generator that gives the same numbers in every run.
  fileprivate static func seeded(_ seed: UInt64) -> SplitMix64 { SplitMix64(state: seed) }
}

private struct SplitMix64: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
