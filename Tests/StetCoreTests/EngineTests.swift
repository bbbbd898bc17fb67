import StetCore
import StetFormats
import StetTestSupport
import Testing

/// Reports every word `fault`, and `part` at low precedence.
private struct WordFinder: ParagraphAnalyzer {
  static let fault = Rule(
    id: "fault", summary: "Finds a word.", rationale: "For tests.", scope: .paragraph, flagged: [])
  static let part = Rule(
    id: "part", summary: "Finds a word.", rationale: "For tests.", severity: .hint,
    scope: .paragraph, precedence: .low, flagged: [], aliases: ["piece"])
  static let rules = [fault, part]

  init(_ settings: AnalyzerSettings) {}

  func analyze(_ block: BlockView, _ findings: inout [Finding]) {
    for token in block.tokens where token.kind == .word {
      switch block.string(of: token) {
      case "fault": findings.append(Finding(Self.fault, at: token.range, "A fault"))
      case "part": findings.append(Finding(Self.part, at: token.range, "A part"))
      default: break
      }
    }
  }
}

/// Claims each block that starts with `Ad:`.
private struct Silencer: DraftAnalyzer {
  static let rule = Rule(
    id: "silencer", summary: "Silences blocks.", rationale: "For tests.", scope: .draft,
    precedence: .chrome, flagged: [])
  static let rules = [rule]

  init(_ settings: AnalyzerSettings) {}

  func analyze(_ draft: Draft, _ findings: inout [Finding]) {
    for index in draft.blocks.indices where draft.text(ofBlock: index).hasPrefix("Ad:") {
      findings.append(Finding(Self.rule, at: draft.blocks[index].content, "An ad"))
    }
  }
}

/// Reports drafts that are the same as an earlier one.
private struct SameDraft: CorpusAnalyzer {
  static let rule = Rule(
    id: "same-draft", summary: "Finds copies.", rationale: "For tests.", scope: .corpus,
    flagged: [])
  static let rules = [rule]

  init(_ settings: AnalyzerSettings) {}

  func facts(of draft: Draft) -> [UInt8] { draft.source.utf8 }

  func makeIndex() -> [String: [UInt8]] { [:] }

  func update(
    _ index: inout [String: [UInt8]], _ name: String, from old: [UInt8]?, to new: [UInt8]?
  ) {
    index[name] = new
  }

  func judge(
    _ name: String, _ facts: [UInt8], in index: [String: [UInt8]], _ findings: inout [Finding]
  ) {
    guard let first = index.filter({ $0.value == facts }).keys.min(), first != name else { return }
    findings.append(
      Finding(
        Self.rule, at: TextRange(0, facts.count), "A copy",
        related: [RelatedPlace(draft: first, TextRange(0, 0), "the first")]))
  }
}

@Suite struct EngineTests {
  static let registry = AnalyzerRegistry([WordFinder.self, Silencer.self, SameDraft.self])

  private func found(
    _ text: String, as format: Draft.Format = .plainText,
    _ configure: (inout Configuration) -> Void = { _ in }
  ) -> [String] {
    var configuration = Configuration()
    configure(&configuration)
    let engine = Engine(registry: Self.registry, configuration: configuration)
    return engine.diagnostics(for: Draft.reading(SourceText(text), as: format)).map {
      "\($0.range.start.utf8) \($0.rule)"
    }
  }

  // MARK: Selection and severity

  @Test func `diagnostics stand in the order of the text`() {
    #expect(found("A part and a fault here.") == ["2 part", "13 fault"])
  }

  @Test func `rules can be turned off and given another severity`() {
    #expect(
      found("A part and a fault.") { $0.rules["part"] = .init(isEnabled: false) } == ["13 fault"])
    #expect(found("A part and a fault.") { $0.selectedRules = ["part"] } == ["2 part"])
    var configuration = Configuration()
    configuration.rules["part"] = .init(severity: .error)
    let engine = Engine(registry: Self.registry, configuration: configuration)
    let draft = Draft.reading(SourceText("A part."), as: .plainText)
    #expect(engine.diagnostics(for: draft).map(\.severity) == [.error])
  }

  // MARK: Precedence

  @Test func `what a finding of higher precedence claims, others do not report`() {
    #expect(found("Ad: a fault.\n\nA fault.") == ["0 silencer", "16 fault"])
  }

  @Test func `a rule silences others whether or not it is shown`() {
    #expect(found("Ad: a fault.\n\nA fault.") { $0.selectedRules = ["fault"] } == ["16 fault"])
    #expect(
      found("Ad: a fault.\n\nA fault.") { $0.rules["silencer"] = .init(isEnabled: false) }
        == ["16 fault"])
    #expect(
      found("[stet-file silencer]\n\nAd: a fault.\n") == [])
  }

  // MARK: Suppression

  @Test(arguments: [
    ("[stet fault]\n\nA fault.\n\nA fault.\n", "the next block", ["26 fault"]),
    ("[stet]\nA fault, a part.\n\nA fault.\n", "every rule in the next block", ["27 fault"]),
    ("[stet off fault]\nA fault.\n\nA fault.\n", "to the end", []),
    ("[stet off fault]\nA fault.\n[stet on fault]\nA fault.\n", "off to on", ["44 fault"]),
    (
      "[stet off fault, part]\nA fault.\n[stet on part]\nA part and a fault.\n", "two, one",
      ["49 part"]
    ),
    ("[stet off]\nA fault.\n[stet on]\nA fault.\n", "everything, off to on", ["32 fault"]),
    ("A fault.\n\n[stet-file fault]\n", "the whole draft", []),
    ("[stet piece]\nA part.\n", "a rule by its former name", []),
    ("[stet fault: as in the source]\nA fault.\n", "with a reason", []),
  ])
  func `a mark suppresses what it says`(text: String, what: String, expected: [String]) {
    let all = found(text).filter { !$0.hasSuffix("unused-suppression") }
    #expect(all == expected, "\(what)")
  }

  @Test func `comments of Markdown are marks, alone or inside a paragraph`() {
    let text = "<!-- stet fault -->\n\nA fault.\n\nA fault <!-- stet fault --> here.\n\nA fault.\n"
    #expect(found(text, as: .markdown) == ["68 fault"])
  }

  @Test func `a mark that nothing needs is reported`() {
    #expect(found("[stet fault]\nAll well.\n") == ["0 unused-suppression"])
    #expect(found("[stet off fault]\nAll well.\n[stet on fault]\n") == ["0 unused-suppression"])
    #expect(found("[stet fault, part]\nA fault.\n") == ["0 unused-suppression"])
    // Whether it is needed, only the rule itself can tell.
    #expect(
      found("[stet fault]\nAll well.\n") { $0.rules["fault"] = .init(isEnabled: false) } == [])
    #expect(found("[stet-file unused-suppression]\n[stet fault]\nAll well.\n") == [])
  }

  @Test func `a mark that cannot be followed is reported`() {
    #expect(found("[stet falt]\nA fault.\n") == ["0 invalid-suppression", "14 fault"])
    #expect(found("[stet on fault]\nWell.\n") == ["0 invalid-suppression"])
    #expect(found("[stetson]\n\nWell, a hat.\n") == [])
  }

  @Test func `the last of a mark's rules that is not needed is taken out`() {
    let engine = Engine(registry: Self.registry)
    let text = "[stet fault, part: quoted]\nA fault.\n"
    let diagnostics = engine.diagnostics(for: .reading(SourceText(text), as: .plainText))
    let selection = FixApplication.select(from: diagnostics)
    let fixed = FixApplication.apply(selection.edits, to: Array(text.utf8))
    #expect(String(decoding: fixed, as: UTF8.self) == "[stet fault: quoted]\nA fault.\n")
  }

  @Test func `any number of marks suppress what each of them says`() {
    var random = SeededGenerator(seed: 21)
    for _ in 0..<300 {
      var text = ""
      var expected: [Int] = []
      var isOff = (fault: false, all: false)
      var isNext = false
      let isFile = Int.random(in: 0..<20, using: &random) == 0
      if isFile { text += "[stet-file fault]\n\n" }
      for _ in 0..<Int.random(in: 1...25, using: &random) {
        switch Int.random(in: 0..<8, using: &random) {
        case 0:
          text += "[stet off fault]\n\n"
          isOff.fault = true
        case 1:
          text += "[stet on fault]\n\n"
          isOff.fault = false
        case 2:
          text += "[stet off]\n\n"
          isOff.all = true
        case 3:
          text += "[stet on]\n\n"
          isOff = (false, false)
        case 4:
          text += Bool.random(using: &random) ? "[stet fault]\n\n" : "[stet]\n\n"
          isNext = true
        default:
          if !isFile && !isOff.fault && !isOff.all && !isNext {
            expected.append(text.utf8.count + 2)
          }
          isNext = false
          text += "A fault.\n\n"
        }
      }
      #expect(
        found(text).filter { $0.hasSuffix(" fault") } == expected.map { "\($0) fault" }, "\(text)")
    }
  }

  // MARK: Corpus

  @Test func `drafts are compared by name, whatever their order`() {
    let engine = Engine(registry: Self.registry)
    #expect(engine.comparesDrafts)
    let names = ["b", "a", "c"]
    let texts = ["Same.", "Same.", "Other."]
    let analyses = zip(names, texts).map { name, text in
      engine.analyze(.reading(SourceText(text), as: .plainText), name: name)
    }
    let diagnostics = engine.diagnostics(of: analyses)
    #expect(diagnostics.map { $0.map(\.rule) } == [["same-draft"], [], []])
    #expect(diagnostics[0].first?.finding.related.map(\.draft) == ["a"])
  }

  // MARK: Encoding

  @Test func `bytes that are no text are reported with their place in the file`() {
    let source = SourceText(decoding: Array("abc ".utf8) + [0xFF, 0xFE] + Array(" def".utf8))
    let engine = Engine(registry: AnalyzerRegistry())
    let diagnostics = engine.diagnostics(for: .reading(source, as: .plainText))
    #expect(diagnostics.map(\.message) == ["2 bytes are not valid UTF-8, at byte 4"])
  }
}
