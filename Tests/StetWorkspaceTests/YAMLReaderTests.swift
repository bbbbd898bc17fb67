import StetCore
import StetTestSupport
import StetWorkspace
import Testing

@Suite struct YAMLReaderTests {
  /// The value of a text in a short form: texts in quotation marks when quoted.
  private func read(_ text: String) throws -> String {
    try YAMLReader.read(Array(text.utf8)).map(short) ?? "nothing"
  }

  private func short(_ node: ConfigurationNode) -> String {
    switch node.content {
    case .null: "null"
    case .scalar(let text, let isQuoted): isQuoted ? "'\(text)'" : text
    case .sequence(let items): "[" + items.map(short).joined(separator: ", ") + "]"
    case .mapping(let entries):
      "{" + entries.map { short($0.key) + ": " + short($0.value) }.joined(separator: ", ") + "}"
    }
  }

  private func issue(_ text: String) -> String { issue(Array(text.utf8)) }

  private func issue(_ bytes: [UInt8]) -> String {
    do throws(ConfigurationIssue) {
      _ = try YAMLReader.read(bytes)
      return "none"
    } catch {
      return error.description
    }
  }

  @Test func `blocks, flows and scalars of all styles are read`() throws {
    let text = """
      language: en-GB
      rules:
        misspelling: off
        other: {severity: "error", n: 3}
      include: ['a: b', c, ~, "", null]
      text: |
        two
        lines
      empty:
      """
    #expect(
      try read(text)
        == "{language: en-GB, rules: {misspelling: off, other: {severity: 'error', n: 3}}, "
        + "include: ['a: b', c, null, '', null], text: 'two\nlines\n', empty: null}")
  }

  @Test func `a file without a value has none`() throws {
    #expect(try read("") == "nothing")
    #expect(try read("# only a comment\n") == "nothing")
    #expect(try read("---\n...\n") == "null")
  }

  @Test func `marks count lines and Unicode scalars from 0`() throws {
    let node = try #require(try YAMLReader.read(Array("a: b\nç😀: [x, y]\n".utf8)))
    guard case .mapping(let entries) = node.content else {
      Issue.record("no mapping")
      return
    }
    #expect(entries[1].key.mark == .init(line: 1, column: 0))
    #expect(entries[1].value.mark == .init(line: 1, column: 4))
  }

  @Test func `a byte order mark is no part of the first line`() throws {
    let bytes: [UInt8] = [0xEF, 0xBB, 0xBF] + Array("key: value".utf8)
    let node = try #require(try YAMLReader.read(bytes))
    #expect(short(node) == "{key: value}")
    #expect(node.mark == .start)
    #expect(issue([0xEF, 0xBB, 0xBF] + Array("a: [".utf8)).hasPrefix("1:5: "))
  }

  @Test func `UTF-16 with a byte order mark is read`() throws {
    let bytes: [UInt8] =
      [0xFF, 0xFE] + "a: ü".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    #expect(try YAMLReader.read(bytes).map(short) == "{a: ü}")
  }

  @Test func `an error of syntax names its line and column`() {
    #expect(issue("a: b\nc: d: e\n").hasPrefix("2:5: This is not YAML: mapping values are not"))
    #expect(issue("a:\n  - b\n c\n").hasPrefix("3:2: This is not YAML: "))
    #expect(issue("a: \"b").hasPrefix("1:6: This is not YAML: "))
    #expect(
      issue("a:\n\tb: c\n")
        == "2:1: This is not YAML: a tab stands in the indentation (expected spaces)")
    #expect(issue("a: b\nc: \u{1}\n").hasPrefix("2:4: This is not YAML: control characters"))
    #expect(issue(Array("a: b\nc: ".utf8) + [0xFF]) == "2:4: These bytes are no text")
  }

  @Test func `an alias stands for its anchor, at its own place`() throws {
    #expect(try read("a: &x [1, 2]\nb: *x\n") == "{a: [1, 2], b: [1, 2]}")
    #expect(issue("a: *x\n") == "1:4: The alias “*x” names no anchor before it")
    #expect(issue("&x [*x]\n") == "1:5: The alias “*x” names no anchor before it")
  }

  @Test func `aliases that multiply are refused`() {
    var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1...9 {
      let item = "*a\(level - 1), "
      text += "a\(level): &a\(level) [\(String(repeating: item, count: 10))]\n"
    }
    #expect(issue(text).contains("more than 100000 values, counting what aliases repeat"))
  }

  @Test func `values that lie too deep are refused, by themselves and through aliases`() throws {
    func nested(_ depth: Int, _ inner: String = "") -> String {
      String(repeating: "[", count: depth) + inner + String(repeating: "]", count: depth)
    }
    #expect(try read(nested(64)).count == 128)
    #expect(issue(nested(65)) == "1:65: More than 64 levels lie in one another here")
    #expect(issue("- &a \(nested(40, "x"))\n- \(nested(30, "*a"))\n").contains("64 levels"))
    #expect(issue("- &a \(nested(40, "x"))\n- \(nested(20, "*a"))\n") == "none")
  }

  @Test func `a second document and unknown tags are refused`() {
    #expect(
      issue("a: b\n---\nc: d\n")
        == "2:1: A second document begins here (expected one document in the file)")
    #expect(issue("a: !!binary x\n").contains("has no meaning here"))
    #expect(issue("a: !own x\n") == "1:4: The tag “!own” has no meaning here")
    #expect(issue("a: !!set {x}\n").contains("has no meaning here"))
  }

  @Test func `a tag of the core schema says whether a scalar is a text`() throws {
    #expect(try read("[!!str off, !!bool 'off', ! off]") == "['off', off, 'off']")
  }

  @Test func `a file over 1 MB is refused`() {
    let bytes = [UInt8](repeating: UInt8(ascii: "#"), count: 1 << 20)
    #expect(issue(bytes) == "none")
    #expect(issue(bytes + [0x23]) == "1:1: The file is larger than 1 MB, the most that is read")
  }

  @Test(arguments: [
    "[", "{", "- ", "? ", "a: ", "{a: ", "a: &a b\n", "- *a\n", "\"", "'", "!", "&a ", "!!str ",
    "|\n",
    "a", "a: b\n", "- a\n", "#", "\n", " ", "---\n", "%", "a: [\n", "[a, ", "{a, ", ">\n ", "\t",
    "é", "\\", "- - ", "? a\n", "a,",
  ])
  func `a megabyte of anything is read or refused`(piece: String) {
    let count = YAMLReader.maximumSize / piece.utf8.count
    let bytes = Array(String(repeating: piece, count: count).utf8)
    do {
      _ = try YAMLReader.read(bytes)
    } catch {
      #expect(!error.description.isEmpty)
    }
  }

  @Test func `no bytes trap`() {
    var generator = SeededGenerator(seed: 7)
    let pieces: [[UInt8]] = [
      "a", ": ", "- ", "\n", "  ", "[", "]", "{", "}", ", ", "&x ", "*x", "|", ">", "\"", "'", "#",
      "!", "!!str ", "---\n", "...\n", "%YAML 1.2\n", "? ", "\t", "ü", "\u{85}", "\u{2028}", "~",
      "<<", "\r", "\\", "@",
    ].map { Array($0.utf8) }
    for _ in 0..<4000 {
      var bytes: [UInt8] = []
      for _ in 0..<Int.random(in: 0..<40, using: &generator) {
        if Int.random(in: 0..<12, using: &generator) == 0 {
          bytes.append(UInt8.random(in: .min ... .max, using: &generator))
        } else {
          bytes += generator.pick(pieces)
        }
      }
      guard let node = try? YAMLReader.read(bytes) else { continue }
      _ = ConfigurationDecoder.decode(node, registry: Nothing.registry)
    }
  }
}
