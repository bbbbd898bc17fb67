import StetCore
import StetWorkspace
import Testing

@Suite struct ConfigurationDecoderTests {
  private func decode(_ text: String) throws -> ConfigurationDecoder.Result {
    ConfigurationDecoder.decode(
      try YAMLReader.read(Array(text.utf8)), registry: Nothing.registry)
  }

  private func issues(_ text: String) throws -> [String] {
    try decode(text).issues.map(\.description)
  }

  @Test func `a whole file is taken`() throws {
    let result = try decode(
      """
      language: en-US
      rules:
        misspelling: off
        truncated-answer:
          severity: error
          same-length: 5
          lists: no
          ends: ["...", "…"]
          style: strict
          label: 42
      include: ["**/*.md"]
      exclude: ["vendor/**", "*.draft.md"]
      dictionaries: [words.txt, more.txt]
      """)
    #expect(result.issues == [])
    let configuration = result.configuration
    #expect(configuration.language == "en-US")
    #expect(configuration.include == ["**/*.md"])
    #expect(configuration.exclude == ["vendor/**", "*.draft.md"])
    #expect(configuration.dictionaries == ["words.txt", "more.txt"])
    #expect(result.dictionaryMarks.map(\.column) == [15, 26])
    #expect(configuration.rules["misspelling"] == .init(isEnabled: false))
    #expect(
      configuration.rules["truncated-answer"]
        == .init(
          isEnabled: true, severity: .error,
          options: [
            "same-length": .integer(5), "lists": .boolean(false), "ends": .strings(["...", "…"]),
            "style": .string("strict"), "label": .string("42"),
          ]))
  }

  @Test(
    arguments: [
      ("off", false, nil), ("on", true, nil), ("false", false, nil), ("true", true, nil),
      ("OFF", false, nil), ("\"off\"", false, nil), ("error", true, Severity.error),
      ("hint", true, .hint), ("information", true, .information), ("warning", true, .warning),
    ] as [(String, Bool, Severity?)])
  func `a level is a word, short or under its key`(
    word: String, isEnabled: Bool, severity: Severity?
  ) throws {
    let expected = Configuration.RuleSettings(isEnabled: isEnabled, severity: severity)
    for text in ["rules: {misspelling: \(word)}", "rules: {misspelling: {severity: \(word)}}"] {
      let result = try decode(text)
      #expect(result.issues == [])
      #expect(result.configuration.rules["misspelling"] == expected)
    }
  }

  @Test func `an empty file, and keys without values, ask for nothing`() throws {
    for text in ["", "~", "{}", "rules:\ninclude:\nlanguage:\n", "rules: {misspelling: }"] {
      let result = try decode(text)
      #expect(result.issues == [])
      var configuration = result.configuration
      configuration.rules = [:]
      #expect(configuration == Configuration())
    }
  }

  @Test func `a former name counts as the rule's`() throws {
    let result = try decode("rules: {cut-answer: off}")
    #expect(result.configuration.rules.keys.sorted() == ["truncated-answer"])
  }

  @Test func `every issue is named at once, in order of places`() throws {
    let text = """
      langage: en
      language: fr
      rules:
        mispelling: off
        misspelling: warn
        truncated-answer:
          same-length: 99
          lists: "no"
          ends: x
          style: stricter
          same-lenght: 3
      include: "*.md"
      exclude: [a, {b: c}]
      """
    #expect(
      try issues(text) == [
        "1:1: Unknown key “langage” (expected one of language, rules, include, exclude, "
          + "dictionaries, kinds, questions; did you mean “language”?)",
        "2:11: “fr” does not fit “language” (expected one of en, en-US, en-GB, en-CA, en-AU)",
        "4:3: Unknown rule “mispelling” (did you mean “misspelling”?)",
        "5:16: “warn” is no level for “misspelling” (expected one of off, on, error, warning, "
          + "information, hint; did you mean “warning”?)",
        "7:18: “99” is out of range for “same-length” (expected a whole number from 2 to 20)",
        "8:12: “no” does not fit “lists” (expected true or false)",
        "9:11: “x” does not fit “ends” (expected a list of texts)",
        "10:12: “stricter” does not fit “style” (expected one of loose, strict; did you mean "
          + "“strict”?)",
        "11:5: The rule “truncated-answer” has no option “same-lenght” (expected one of severity, "
          + "same-length, lists, ends, style, label; did you mean “same-length”?)",
        "12:10: “*.md” does not fit “include” (expected a list of globs)",
        "13:14: A mapping does not fit in “exclude” (expected a text)",
      ])
  }

  @Test func `what is wrong is left out and the rest is taken`() throws {
    let result = try decode(
      "language: fr\nrules: {nope: off, misspelling: off}\nexclude: [a, []]\n")
    #expect(result.issues.count == 3)
    #expect(result.configuration.language == "en")
    #expect(result.configuration.rules.keys.sorted() == ["misspelling"])
    #expect(result.configuration.exclude == ["a"])
  }

  @Test func `a key that comes twice is an issue and the first one stands`() throws {
    let result = try decode(
      """
      language: en-GB
      language: fr
      rules:
        cut-answer: off
        truncated-answer: {severity: error, severity: hint, nope: 1}
      """)
    #expect(
      result.issues.map(\.description) == [
        "2:1: “language” is set twice; first in line 1",
        "2:11: “fr” does not fit “language” (expected one of en, en-US, en-GB, en-CA, en-AU)",
        "5:3: “truncated-answer” is set twice; first in line 4",
        "5:39: “severity” is set twice; first in line 5",
        "5:55: The rule “truncated-answer” has no option “nope” (expected one of severity, "
          + "same-length, lists, ends, style, label)",
      ])
    #expect(result.configuration.language == "en-GB")
    #expect(result.configuration.rules["truncated-answer"] == .init(isEnabled: false))
  }

  @Test func `a rule at the top of the file is told where it belongs`() throws {
    #expect(
      try issues("misspelling: off")
        == ["1:1: Unknown key “misspelling” (expected it under “rules”)"])
  }

  @Test func `the shapes of the file and its parts are checked`() throws {
    #expect(
      try issues("- a")
        == ["1:1: A list cannot stand here (expected keys and values, such as “language: en-GB”)"])
    #expect(
      try issues("exclude: [~]")
        == ["1:11: An empty value does not fit in “exclude” (expected a text)"])
    #expect(
      try issues("rules: off")
        == [
          "1:8: “off” cannot stand here (expected rules and their settings, such as "
            + "“misspelling: off”)"
        ])
    #expect(try issues("rules: {misspelling: [off]}").count == 1)
    #expect(try issues("rules: {misspelling: {severity: [off]}}").count == 1)
    #expect(try issues("? [a]\n: b") == ["1:3: A list cannot be a key (expected a name)"])
    #expect(try issues("language: [en]").count == 1)
    #expect(try issues("language: en-us").first?.hasSuffix("did you mean “en-US”?)") == true)
  }

  @Test func `numbers are whole, decimal and without quotation marks`() throws {
    func option(_ text: String) throws -> (OptionValue?, String?) {
      let result = try decode("rules: {truncated-answer: {same-length: \(text)}}")
      return (
        result.configuration.rules["truncated-answer"]?.options["same-length"],
        result.issues.first?.message
      )
    }
    #expect(try option("+4") == (.integer(4), nil))
    for text in ["4.0", "0x4", "\"4\"", "four", "-", "[4]"] {
      #expect(try option(text).1?.hasSuffix("does not fit “same-length”") == true)
    }
    for text in ["1", "21", "-3", "99999999999999999999", "-99999999999999999999"] {
      #expect(try option(text).1?.hasSuffix("is out of range for “same-length”") == true)
    }
  }

  @Test func `a text that is no glob is named with its fault`() throws {
    #expect(
      try issues("include: ['a[', '{b', '', '!x', '../y', 'a}', 'ok']") == [
        "1:11: “a[” is not a glob: a “[” is never closed",
        "1:17: “{b” is not a glob: a “{” is never closed",
        "1:23: “” is not a glob: it is empty",
        "1:27: “!x” is not a glob: “!” has no meaning here; “\\!” begins a name",
        "1:33: “../y” is not a glob: “..” leads out of the project",
        "1:41: “a}” is not a glob: a “}” closes nothing",
      ])
  }

  @Test func `a file of nothing but errors is judged to its end`() throws {
    let text = (0..<20_000).map { "key-number-\($0): x\n" }.joined()
    let node = try YAMLReader.read(Array(text.utf8))
    #expect(
      ConfigurationDecoder.decode(node, registry: Nothing.registry).issues.count == 20_000)
  }

  @Test func `a long or unprintable value is shown short`() throws {
    let issue = try issues("language: \"\(String(repeating: "x", count: 90))\\e\"").first ?? ""
    #expect(issue.contains("“\(String(repeating: "x", count: 40))…”"))
    #expect(try issues("language: \"a\\e[31m\"").first?.contains("\u{1B}") == false)
  }
}
