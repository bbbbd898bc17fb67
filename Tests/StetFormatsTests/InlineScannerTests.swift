import StetCore
import StetFormats
import StetTestSupport
import Testing

@Suite struct InlineScannerTests {
  /// The spans of a text, each as its kind and its bytes.
  private func spans(_ text: String) -> [String] {
    let source = SourceText(text)
    return InlineScanner.technicalSpans(in: source, range: source.range).map {
      "\($0.kind.rawValue) \(source.string(in: $0.range))"
    }
  }

  @Test(arguments: [
    "see https://example.org/a_(b) now", "see (https://example.org/a_(b))",
    "https://example.org/a_(b).",
    "“https://example.org/a_(b)”", "HTTP, or https://example.org/a_(b)&amp; then",
  ])
  func `a URL ends before the punctuation of its sentence`(text: String) {
    #expect(spans(text) == ["url https://example.org/a_(b)"])
  }

  @Test(arguments: [
    ("www.example.org/x?y=1.", "url www.example.org/x?y=1"),
    ("mailto:a@example.org,", "url mailto:a@example.org"),
    ("example.com", "url example.com"),
    ("Go to bbc.co.uk/news/.", "url bbc.co.uk/news/"),
    ("youtu.be/abc", "url youtu.be/abc"),
    ("localhost at http://localhost:8080/x", "url http://localhost:8080/x"),
    ("https://de.wikipedia.org/wiki/Übung。", "url https://de.wikipedia.org/wiki/Übung"),
    ("first.last+tag@mail.example.org.", "email first.last+tag@mail.example.org"),
    ("(a@b.org)", "email a@b.org"),
    ("/usr/bin/env", "identifier /usr/bin/env"),
    ("in ~/Documents/x.", "identifier ~/Documents/x"),
    ("./configure", "identifier ./configure"),
    ("../lib", "identifier ../lib"),
    ("/etc", "identifier /etc"),
    (
      #"C:\Program Files (x86)\Foo\bar.exe, then"#,
      #"identifier C:\Program Files (x86)\Foo\bar.exe"#
    ),
    (#"from C:\x or"#, #"identifier C:\x"#),
    (#"\\server\share"#, #"identifier \\server\share"#),
    (#"HKEY_LOCAL_MACHINE\Software\Foo"#, #"identifier HKEY_LOCAL_MACHINE\Software\Foo"#),
    ("Sources/Text/Bytes.swift", "identifier Sources/Text/Bytes.swift"),
    ("@someone,", "identifier @someone"),
    ("#SwiftLang!", "identifier #SwiftLang"),
    ("camelCase", "identifier camelCase"),
    ("PascalCaseMixed", "identifier PascalCaseMixed"),
    ("snake_case", "identifier snake_case"),
    (#"snake\_case"#, #"identifier snake\_case"#),
    ("_snake_case_", "identifier snake_case"),
    ("os.path.join(a, b)", "identifier os.path.join"),
    ("foo.bar()", "identifier foo.bar()"),
    ("foo()", "identifier foo()"),
    ("std::vectorOf", "identifier vectorOf"),
    ("main.swift.", "identifier main.swift"),
    ("**main.swift**", "identifier main.swift"),
    ("my-file_2.min.js", "identifier my-file_2.min.js"),
    ("IMG_001.JPG", "identifier IMG_001.JPG"),
    ("--long-option", "identifier --long-option"),
    ("--jobs=4", "identifier --jobs=4"),
    ("1.2.3", "identifier 1.2.3"),
    ("v2.0", "identifier v2.0"),
    ("1.2.3-beta.1,", "identifier 1.2.3-beta.1"),
    ("python3, 5.x", "identifier 5.x"),
    ("#ff00aa", "identifier #ff00aa"),
    ("0x1F", "identifier 0x1F"),
    ("commit 55afceab76810abd", "identifier 55afceab76810abd"),
    ("123e4567-e89b-12d3-a456-426614174000", "identifier 123e4567-e89b-12d3-a456-426614174000"),
    ("$HOME", "identifier $HOME"),
    ("${HOME}", "identifier ${HOME}"),
    ("%PATH%", "identifier %PATH%"),
    ("10.1000/xyz123", "identifier 10.1000/xyz123"),
    ("r/askscience", "identifier r/askscience"),
    (".gitignore", "identifier .gitignore"),
  ])
  func `technical names are found whole`(text: String, span: String) {
    #expect(spans(text) == [span])
  }

  @Test(arguments: [
    "and/or", "he/she", "his/her/their", "1/2", "24/7", "and /or", "e.g.", "i.e.", "U.S.", "U.S.A.",
    "a.m.", "Ph.D.", "inflammation.The", "of pain.Then it", "help.me", "is it.so", "vitamin.C",
    "muscle(s)", "3.5", "1,000.50", "$100", "50%", "10:30", "well-known", "don't", "McArdle",
    "DeVito", "PhD", "mRNA", "pH", "DVDs", "H2O", "salts--especially sodium,--", "wait... what",
    "“quoted.”", "end.", "___", "_word_", "C#", "AT&T", "a - b", "-5", "(see)", "Note: this",
    "10.30am", "naïve.Über", "1990s", "2nd", "Q: why", "# heading", "@", "#", "/",
    "word—another", "either\\or", "A/B",
  ])
  func `prose is left alone`(text: String) {
    #expect(spans(text) == [])
  }

  @Test func `each of several names is found`() {
    #expect(
      spans("Use fooBar, a@b.org and c@d.org (or x_y/z.py) — see example.com; v1.2.")
        == [
          "identifier fooBar", "email a@b.org", "email c@d.org", "identifier x_y/z.py",
          "url example.com", "identifier v1.2",
        ])
  }

  @Test func `the range is clamped and only its bytes count`() {
    let source = SourceText("xfooBar")
    let spans = InlineScanner.technicalSpans(in: source, range: TextRange(4, 900))
    #expect(spans.isEmpty)
    #expect(InlineScanner.technicalSpans(in: source, range: TextRange(50, 900)).isEmpty)
  }

  @Test(arguments: [
    "a.", "a/", "a\\", "a-", "a_", "@a", "a@", "a@b.", "#", "/", "//", "C:\\ a", "(", "http://",
    "a:",
    "--", "$", "%a", "\\_", "é", "1.", "é/", "a::",
  ])
  func `long repetitions are scanned to their end`(piece: String) {
    let text = String(repeating: piece, count: 60_000 / piece.utf8.count)
    let source = SourceText(text)
    let spans = InlineScanner.technicalSpans(in: source, range: source.range)
    #expect(spans.allSatisfy { source.range.contains($0.range) })
  }

  @Test func `spans of any bytes are in order, apart and inside`() {
    var random = SeededGenerator(seed: 7)
    let pieces = [
      "http://", "www.", "a", "B", "_", ".", "/", "\\", "@", "b.org", "#", "-", "--", "$", "%", "(",
      ")",
      "é", "中", " ", "\n", "0", "9", ":", "\u{0}", "~", "{", "}", "C:\\", "x.py", "😀",
    ]
    for _ in 0..<5_000 {
      var text = ""
      for _ in 0..<Int.random(in: 0..<24, using: &random) {
        text += pieces.randomElement(using: &random) ?? ""
      }
      let source = SourceText(text)
      var end = 0
      for span in InlineScanner.technicalSpans(in: source, range: source.range) {
        #expect(span.range.start.utf8 >= end && !span.range.isEmpty, "\(text)")
        end = span.range.end.utf8
      }
      #expect(end <= source.count, "\(text)")
    }
  }
}
