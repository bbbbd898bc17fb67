import BuiltInAnalyzers
import StetCore
import StetWorkspace
import Testing

@Suite("Hunspell's dictionaries")
struct HunspellTests {
  private func dictionary(_ words: String, _ affixes: String) -> HunspellDictionary {
    HunspellDictionary(words: Array(words.utf8), affixes: Array(affixes.utf8))
  }

  private let english = """
    SET UTF-8
    PFX U Y 1
    PFX U 0 un .
    SFX S Y 3
    SFX S y ies [^aeiou]y
    SFX S 0 s [aeiou]y
    SFX S 0 s [^y]
    SFX D Y 2
    SFX D 0 d e
    SFX D 0 ed [^ey]
    """

  @Test func `endings and beginnings are put on where they may be`() {
    let words = dictionary("4\nberry/S\nday/S\nlock/UDS\nbake/D\n", english)
    for word in [
      "berry", "berries", "days", "locks", "unlock", "unlocked", "baked", "Berries", "DAYS",
    ] {
      #expect(words.contains(word), "\(word)")
    }
    for word in ["berrys", "daies", "unberry", "bakeed", "lockies", "unbake", "bERRY", "", "s"] {
      #expect(!words.contains(word), "\(word)")
    }
  }

  @Test func `an ending may take another`() {
    let words = dictionary("work/A\n", "SFX A Y 1\nSFX A 0 er/S .\nSFX S Y 1\nSFX S 0 s .\n")
    #expect(words.contains("worker") && words.contains("workers"))
    #expect(!words.contains("works"))
  }

  @Test func `flags may be pairs, numbers and rows of a table`() {
    #expect(dictionary("cat/AaBb", "FLAG long\nSFX Bb Y 1\nSFX Bb 0 s .").contains("cats"))
    #expect(dictionary("cat/7,12", "FLAG num\nSFX 12 Y 1\nSFX 12 0 s .").contains("cats"))
    #expect(dictionary("cat/2", "AF 2\nAF X\nAF S\nSFX S Y 1\nSFX S 0 s .").contains("cats"))
  }

  @Test func `compounds have parts where these may stand`() {
    let affixes = """
      COMPOUNDBEGIN b
      COMPOUNDMIDDLE m
      COMPOUNDEND e
      COMPOUNDMIN 2
      ONLYINCOMPOUND o
      COMPOUNDPERMITFLAG p
      PFX L Y 1
      PFX L K k/oep K
      SFX J Y 1
      SFX J 0 s/obmp .
      """
    let words = dictionary("Muskel/b\nKrampf/L\nArbeit/J\n", affixes)
    for word in ["Muskelkrampf", "Arbeitskrampf", "Krampf", "MUSKELKRAMPF"] {
      #expect(words.contains(word), "\(word)")
    }
    for word in ["krampf", "Krampfmuskel", "Muskelarbeit", "Arbeits", "MuskelKrampf"] {
      #expect(!words.contains(word), "\(word)")
    }
  }

  @Test func `forbidden words, halves of words and fixed capitals`() {
    let affixes = """
      FORBIDDENWORD !
      NEEDAFFIX n
      KEEPCASE k
      SFX S Y 1
      SFX S 0 s .
      """
    let words = dictionary("cat/S\ncats/!\nscissor/nS\nkWh/k\nMcKenzie\n", affixes)
    #expect(words.contains("cat") && !words.contains("cats") && !words.contains("Cats"))
    #expect(words.contains("scissors") && !words.contains("scissor"))
    #expect(words.contains("kWh") && !words.contains("KWH"))
    #expect(words.contains("MCKENZIE") && !words.contains("Mckenzie"))
  }

  @Test func `files in another encoding, with what describes words`() {
    let words = HunspellDictionary(
      words: [0x63, 0x61, 0x66, 0xE9, 0x2F, 0x53, 0x09, 0x70, 0x6F, 0x3A, 0x6E, 0x0A],
      affixes: Array("SET ISO8859-1\nICONV 1\nICONV ’ '\nSFX S Y 1\nSFX S 0 s .\n".utf8))
    #expect(words.contains("café") && words.contains("cafés") && words.contains("Cafés"))
  }

  @Test(arguments: [
    "", "\u{0}", "SFX", "SFX A", "SFX A Y 99999999999999999999", "SFX A 0 [ [", "AF\nAF 1\nAF",
    "PFX A 0 0 [^", "SFX / / / /", "FLAG long\nSFX A 0 s .", "COMPOUNDMIN -9\nCOMPOUNDFLAG x",
    "ICONV 1 2\nICONV", "SET klingon",
  ])
  func `nonsense is passed over`(affixes: String) {
    for words in ["", "\n\n", "999999999999999999999\ncat/", "/\n//\n/A", "a/A,\n\u{FFFD}/é"] {
      let read = dictionary(words, affixes)
      #expect(!read.contains("dog"))
    }
  }

  @Test func `a project names a pair of files, or what hunspell has`() throws {
    let folder = try TemporaryFolder([
      ".stet.yml": "dictionaries: [words/team.dic]\n", "words/team.dic": "1\nzubenol/S\n",
      "words/team.aff": "SFX S Y 1\nSFX S 0 s .\n",
    ])
    let words = try Project.load(from: folder / "a.txt", registry: .builtIn).vocabulary
    #expect(words.accepts("zubenol") && words.accepts("Zubenols") && !words.accepts("zubenolly"))
    let missing = try TemporaryFolder([".stet.yml": "dictionaries: [xx_YY]\n"])
    #expect {
      _ = try Project.load(from: missing / "a.txt", registry: .builtIn)
    } throws: { error in
      "\(error)".contains("hunspell has no dictionary of this name")
    }
  }
}
