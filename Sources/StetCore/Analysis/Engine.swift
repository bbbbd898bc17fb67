import Synchronization

/// Runs analyzers over drafts and decides what is shown.
///
/// The engine, and nothing else, resolves overlaps, applies suppressions and
/// gives severities. It is a value: the same drafts give the same diagnostics
/// in the same order, whichever rules are selected and on however many threads
/// drafts are analyzed.
public struct Engine: Sendable {
  /// Every rule the engine can report, its own among them.
  public let registry: AnalyzerRegistry
  /// What the project asks.
  public let configuration: Configuration
  /// Whether a safe fix that could hide another finding is offered as unsafe. Whoever
  /// has all findings before any fix is applied, as an export has, needs no such care.
  package var protectsEvidence = true

  private struct Module: Sendable {
    var analyzer: AnalyzerKind
    /// Whether it must run: one of its rules reports, or may silence others.
    var isNeeded: Bool
  }

  private var modules: [Module]
  private let precedences: [String: Rule.Precedence]
  private let enabled: Set<String>
  private let spellingRules: Set<String>

  /// Makes an engine.
  public init(
    registry: AnalyzerRegistry, configuration: Configuration = Configuration(),
    vocabulary: Vocabulary = Vocabulary()
  ) {
    self.registry = registry
    self.configuration = configuration
    precedences = Dictionary(
      registry.rules.map { ($0.id, $0.precedence) }, uniquingKeysWith: { first, _ in first })
    let enabled = Set(registry.rules.filter { configuration.isEnabled($0) }.map(\.id))
    self.enabled = enabled
    spellingRules = Set(registry.rules.filter(\.judgesSpelling).map(\.id))
    let options = configuration.rules.mapValues(\.options)
    modules = registry.entries.map { entry in
      let settings = AnalyzerSettings(
        rules: entry.rules, language: configuration.language, vocabulary: vocabulary,
        options: options, templates: configuration.templates, kind: configuration.kind,
        questionEngine: configuration.questionEngine,
        defersQuestions: configuration.defersQuestions, register: configuration.register)
      // A rule that silences others does so whether or not its own findings are
      // shown: a cut word is no misspelling just because cuts are not asked for.
      let isNeeded = entry.rules.contains { rule in
        enabled.contains(rule.id) || rule.silencesOthers
      }
      return Module(analyzer: entry.make(settings).kind, isNeeded: isNeeded)
    }
  }

  /// An engine that runs only the analyzers of which some rule is in `rules`, and those
  /// that may silence others. What it finds by those rules is what this engine finds.
  package func restricted(to rules: Set<String>) -> Engine {
    var engine = self
    let lowest = rules.compactMap { precedences[$0] }.min() ?? .document
    for (index, entry) in registry.entries.enumerated() where modules.indices.contains(index) {
      engine.modules[index].isNeeded =
        modules[index].isNeeded
        && entry.rules.contains {
          rules.contains($0.id) || ($0.silencesOthers && $0.precedence > lowest)
        }
    }
    return engine
  }

  /// Whether what is found in one draft can depend on other drafts.
  public var comparesDrafts: Bool {
    modules.contains { module in
      if case .corpus = module.analyzer { module.isNeeded } else { false }
    }
  }

  /// The diagnostics of one draft, in order.
  public func diagnostics(for draft: Draft) -> [Diagnostic] {
    var cache: BlockCache?
    return diagnostics(
      of: analyze(draft, name: "", &cache, AnalysisWatch(), without: [], comparing: false), and: [])
  }

  /// Does things on several threads: calls a function with each number below a count,
  /// in any order, and returns when all calls have.
  package typealias Workers = (_ count: Int, _ body: @Sendable (Int) -> Void) -> Void

  /// The diagnostics of one long draft, its blocks looked at by several workers at once.
  /// They are the same as without.
  package func diagnostics(for draft: Draft, by workers: Workers) -> [Diagnostic] {
    let wholes = modules.indices.filter { index in
      if case .draft = modules[index].analyzer { modules[index].isNeeded } else { false }
    }
    let parts = stride(from: 0, to: draft.blocks.count, by: Self.blocksOfPart)
    let starts = Array(parts)
    let found = Mutex([[Finding]](repeating: [], count: starts.count + wholes.count))
    workers(starts.count + wholes.count) { number in
      var findings: [Finding] = []
      // What sees the whole draft takes longest, so it comes first.
      if number < wholes.count {
        if case .draft(let analyzer) = modules[wholes[number]].analyzer {
          analyzer.analyze(draft, &findings)
        }
      } else {
        let start = starts[number - wholes.count]
        let end = min(start + Self.blocksOfPart, draft.blocks.count)
        var cache: BlockCache?
        analyzeBlocks(start..<end, of: draft, &findings, &cache, AnalysisWatch(), [])
      }
      let part = findings
      found.withLock { $0[number] = part }
    }
    let all = found.withLock { $0 }
    // In the order in which one worker finds them: those of the blocks come first.
    let findings =
      Self.findings(inEncodingOf: draft) + Self.findings(inFormatOf: draft)
      + all[wholes.count...].joined() + all[..<wholes.count].joined()
    return diagnostics(of: analysis(of: draft, name: "", findings, []), and: [])
  }

  /// How many blocks a worker takes at a time.
  private static let blocksOfPart = 256

  // MARK: Two steps, for many drafts

  /// What one draft gives before drafts are compared.
  public struct Analysis: Sendable {
    /// The draft's name, by which related places refer to it.
    public let name: String
    let findings: [Finding]
    /// What others may need to know of the draft.
    package let facts: Corpus.Facts
    let suppressions: Suppressions
  }

  /// Analyzes one draft alone. Safe to call from many threads at once.
  public func analyze(_ draft: Draft, name: String) -> Analysis {
    var cache: BlockCache?
    return analyze(draft, name: name, &cache, AnalysisWatch(), without: [])
  }

  /// Analyzes the next version of a draft: blocks that `cache` knows from the
  /// last version are not looked at again. The analysis is the same as without.
  ///
  /// - Parameters:
  ///   - watch: is told each step, for whoever waits.
  ///   - abandoned: the steps to leave out.
  public func analyze(
    _ draft: Draft, name: String, reusing cache: inout BlockCache,
    watch: AnalysisWatch = AnalysisWatch(), without abandoned: Set<AnalysisStep> = []
  ) -> Analysis {
    var kept: BlockCache? = cache
    cache = BlockCache()
    let analysis = analyze(draft, name: name, &kept, watch, without: abandoned)
    kept?.endVersion()
    if let kept { cache = kept }
    return analysis
  }

  private func analyze(
    _ draft: Draft, name: String, _ cache: inout BlockCache?, _ watch: AnalysisWatch,
    without abandoned: Set<AnalysisStep>, comparing: Bool = true
  ) -> Analysis {
    var findings = Self.findings(inEncodingOf: draft) + Self.findings(inFormatOf: draft)
    var facts: [any CorpusFacts] = []
    analyzeBlocks(draft.blocks.indices, of: draft, &findings, &cache, watch, abandoned)
    for (index, module) in modules.enumerated() where module.isNeeded {
      if case .paragraph = module.analyzer { continue }
      watch.begin(module: index, block: nil)
      let isAbandoned =
        !abandoned.isEmpty && abandoned.contains(AnalysisStep(module: index, in: draft))
      switch module.analyzer {
      case .draft(let analyzer) where !isAbandoned: analyzer.analyze(draft, &findings)
      case .corpus(let analyzer) where comparing:
        facts.append(Self.facts(analyzer, draft, isAbandoned: isAbandoned))
      case .paragraph, .draft, .corpus: break
      }
    }
    watch.end()
    return analysis(of: draft, name: name, findings, facts)
  }

  /// The analysis of a draft in which all findings have been made.
  private func analysis(
    of draft: Draft, name: String, _ findings: [Finding], _ facts: [any CorpusFacts]
  ) -> Analysis {
    var findings = findings
    // An analyzer of several rules must not report outside the text: a range is
    // the one thing that every reader of a diagnostic relies on.
    findings.removeAll { $0.range.end > draft.source.range.end || precedences[$0.rule] == nil }
    let comments = CheckerComments(in: draft)
    if !comments.isEmpty {
      findings.removeAll {
        spellingRules.contains($0.rule) && comments.accept($0.range, in: draft)
      }
    }
    if draft.format.isAllMarkup { findings = findings.map { $0.escaped(for: draft.format) } }
    return Analysis(
      name: name, findings: findings,
      facts: Corpus.Facts(parts: facts, end: draft.source.range.end, format: draft.format),
      suppressions: Suppressions(in: draft, registry: registry))
  }

  private func analyzeBlocks(
    _ indices: Range<Int>, of draft: Draft, _ findings: inout [Finding], _ cache: inout BlockCache?,
    _ watch: AnalysisWatch, _ abandoned: Set<AnalysisStep>
  ) {
    let analyzers = modules.enumerated().compactMap { index, module in
      if case .paragraph(let analyzer) = module.analyzer, module.isNeeded {
        (index, analyzer)
      } else {
        nil as (Int, any ParagraphAnalyzer)?
      }
    }
    if analyzers.isEmpty { return }
    for index in indices where draft.blocks[index].kind.isProse {
      let block = draft.blocks[index]
      let start = block.content.start.utf8
      var key: BlockKey?
      if cache != nil || !abandoned.isEmpty {
        let own = BlockKey(block, spans: draft.spans(in: block.content), in: draft)
        key = own
        if let known = cache?.findings(for: own) {
          for finding in known { findings.append(finding.shifted(by: start)) }
          continue
        }
      }
      let view = BlockView(draft: draft, index: index)
      let first = findings.count
      for (module, analyzer) in analyzers {
        if let key, abandoned.contains(AnalysisStep(module: module, block: key)) { continue }
        watch.begin(module: module, block: index)
        analyzer.analyze(view, &findings)
      }
      if let key, cache != nil {
        cache?.store(findings[first...].map { $0.shifted(by: -start) }, for: key)
      }
    }
  }

  /// What others may need to know of a draft, without analyzing it.
  package func facts(of draft: Draft) -> Corpus.Facts {
    Corpus.Facts(
      parts: modules.compactMap { module in
        guard module.isNeeded, case .corpus(let analyzer) = module.analyzer else { return nil }
        return Self.facts(analyzer, draft, isAbandoned: false)
      }, end: draft.source.range.end, format: draft.format)
  }

  private static func facts<A: CorpusAnalyzer>(
    _ analyzer: A, _ draft: Draft, isAbandoned: Bool
  ) -> any CorpusFacts {
    OwnFacts<A>(value: isAbandoned ? nil : analyzer.facts(of: draft))
  }

  // MARK: Drafts that are compared

  /// The corpus of no drafts.
  public func makeCorpus() -> Corpus {
    Corpus(
      modules.compactMap { module in
        guard module.isNeeded, case .corpus(let analyzer) = module.analyzer else { return nil }
        return Self.index(analyzer)
      })
  }

  private static func index<A: CorpusAnalyzer>(_ analyzer: A) -> any CorpusIndex {
    OwnIndex(analyzer: analyzer, index: analyzer.makeIndex())
  }

  /// The diagnostics of every draft, each list in order; the lists stand as the
  /// analyses do.
  public func diagnostics(of analyses: [Analysis]) -> [[Diagnostic]] {
    var corpus = makeCorpus()
    for analysis in analyses { corpus.update(analysis.name, to: analysis.facts) }
    return analyses.map { diagnostics(of: $0, in: corpus) }
  }

  /// The diagnostics of one draft among others, in order. `corpus` is one of this
  /// engine's that holds the draft.
  public func diagnostics(of analysis: Analysis, in corpus: Corpus) -> [Diagnostic] {
    diagnostics(of: analysis, and: corpus.findings(in: analysis.name))
  }

  /// The diagnostics of one draft, in order, with what a comparison found in it.
  package func diagnostics(of analysis: Analysis, and compared: [Finding]) -> [Diagnostic] {
    let known = compared.filter { precedences[$0.rule] != nil }
    return resolve(
      known.isEmpty ? analysis.findings : analysis.findings + known, analysis.suppressions)
  }

  /// The rules of the analyzer that takes a step, for messages.
  package func rules(of module: Int) -> [String] {
    registry.entries.indices.contains(module) ? registry.entries[module].rules.map(\.id) : []
  }

  // MARK: What is shown

  private func resolve(_ findings: [Finding], _ suppressions: Suppressions) -> [Diagnostic] {
    var suppressions = suppressions
    var shown = suppressions.unsuppressed(
      keepingEvidence(withoutSilenced(findings)).filter { enabled.contains($0.rule) })
    for finding in suppressions.findings(enabled: enabled, allRules: registry.rules)
    where enabled.contains(finding.rule) {
      shown.append(finding)
    }
    shown.sort(by: Self.stands(_:before:))
    return shown.indices.compactMap { index in
      // What two analyzers report alike is one finding.
      if index > 0 && shown[index] == shown[index - 1] { return nil }
      guard let rule = registry.rule(named: shown[index].rule) else {
        return Diagnostic(shown[index], severity: .warning)
      }
      let severity = configuration.severity(of: rule)
      let isCertain = shown[index].confidence.map { $0 >= rule.certainFrom } ?? true
      return Diagnostic(shown[index], severity: isCertain ? severity : min(severity, .information))
    }
  }

  /// Whether `first` stands before `second` in the order of diagnostics.
  private static func stands(_ first: Finding, before second: Finding) -> Bool {
    if first.range.start != second.range.start { return first.range.start < second.range.start }
    if first.range.end != second.range.end { return first.range.end < second.range.end }
    return (first.rule, first.message) < (second.rule, second.message)
  }

  /// The findings that no finding of higher precedence claims the place of.
  /// O(n log n).
  private func withoutSilenced(_ findings: [Finding]) -> [Finding] {
    // What is claimed, by the rank of the precedence.
    var claims = Rule.Precedence.allCases.map { _ in [TextRange]() }
    for finding in findings where !finding.claim.isEmpty {
      let precedence = precedences[finding.rule] ?? .normal
      if precedence > .low && precedence < .document {
        claims[precedence.rawValue].append(finding.claim)
      }
    }
    let merged = claims.map { DisjointRanges($0) }
    return findings.filter { finding in
      let own = precedences[finding.rule] ?? .normal
      return !merged[(own.rawValue + 1)...].contains { $0.overlaps(finding.range) }
    }
  }

  /// The findings, without safe fixes where those would hide another finding.
  private func keepingEvidence(_ findings: [Finding]) -> [Finding] {
    guard protectsEvidence else { return findings }
    let evidence = DisjointRanges(findings.compactMap(\.evidence))
    if evidence.isEmpty { return findings }
    return findings.map { finding in
      let touches = finding.fixes.contains { fix in
        fix.safety == .safe
          && fix.edits.contains { edit in
            // An insertion touches what it stands inside of.
            evidence.overlaps(edit.range.isEmpty ? edit.range.extended(by: 1) : edit.range)
          }
      }
      return touches && finding.evidence == nil ? finding.withoutSafeFixes() : finding
    }
  }
}

// MARK: The engine's own rules

extension Engine {
  /// The rules that the engine itself reports.
  package static let rules = [
    invalidEncoding, malformedXML, malformedJSON, invalidSuppression, unusedSuppression,
  ]

  static let invalidEncoding = Rule(
    id: "invalid-encoding",
    summary: "Bytes that are not text in the file's encoding.",
    rationale: """
      Bytes that are not valid UTF-8 (or UTF-16, in a file that starts with its byte order \
      mark) usually come from a page saved in another encoding, or from a character that was cut \
      in two. Stet reads on with U+FFFD in their place and leaves the bytes in the file alone.
      """,
    scope: .draft,
    flagged: [])

  static let malformedXML = Rule(
    id: "malformed-xml",
    summary: "XML that is not well-formed.",
    rationale: """
      A program that reads XML stops at the first tag that is not closed, bare “&” or “<”, or \
      value without its quotation marks. Stet reads on, so that the rest can be checked, and says \
      what it expected. Entities that a document type declares are not resolved, for what they \
      stand for may be anything; those of an internal subset are reported.
      """,
    severity: .error,
    scope: .draft,
    flagged: [
      Rule.Example("<p>Rest & ice.</p>\n".replacing("&", with: "↓&↑"), format: .xml),
      Rule.Example("<a><p>Rest it.↓</a>↑\n", format: .xml),
      Rule.Example("<p class=↓note↑>Rest it.</p>\n", format: .xml),
    ],
    accepted: [
      Rule.Example("<p class=\"note\">Rest &amp; <b>ice</b> it.</p>\n", format: .xml)
    ])

  static let malformedJSON = Rule(
    id: "malformed-json",
    summary: "A line of records that is no JSON object.",
    rationale: """
      Each line of a file of records holds one JSON object. A line that is cut off, or written as \
      another format has it, is lost to whoever reads the file.
      """,
    severity: .error,
    scope: .draft,
    flagged: [
      Rule.Example(
        "{\"question\": \"Is it safe?\"↓;↑ \"answer\": \"It is.\"}\n", format: .jsonLines)
    ],
    accepted: [
      Rule.Example("{\"question\": \"Is it safe?\", \"answer\": \"It is.\"}\n", format: .jsonLines)
    ])

  static let invalidSuppression = Rule(
    id: "invalid-suppression",
    summary: "A suppression mark that Stet cannot follow.",
    rationale: """
      A mark that names no rule of Stet's, or that ends a suppression which was never begun, \
      does nothing; the writer who put it there believes otherwise.
      """,
    scope: .draft,
    flagged: [
      Rule.Example("↓[stet off invalid-encodin]↑\n\nSome text stands here."),
      Rule.Example("↓<!-- stet on invalid-encoding -->↑\n\nSome text.\n", format: .markdown),
    ])

  static let unusedSuppression = Rule(
    id: "unused-suppression",
    summary: "A suppression mark with nothing to suppress.",
    rationale: """
      When the text that a mark excused has been mended, the mark stays behind and would hide \
      the next fault at that place.
      """,
    scope: .draft,
    flagged: [
      Rule.Example(
        "Some text.\n\n↓[stet off invalid-encoding]↑\n\nMore text.\n",
        fixed: "Some text.\n\nMore text.\n"),
      Rule.Example(
        "↓<!-- stet invalid-encoding -->↑\nSome text.\n", fixed: "Some text.\n", format: .markdown),
    ])

  /// Reports where a draft does not keep the rules of its format.
  private static func findings(inFormatOf draft: Draft) -> [Finding] {
    draft.faults.map { fault in
      let rule =
        switch fault.kind {
        case .encoding: invalidEncoding
        case .xml: malformedXML
        case .json: malformedJSON
        }
      return Finding(rule, at: fault.range, fault.message)
    }
  }

  /// Reports the repairs that decoding made, neighbouring ones as one.
  private static func findings(inEncodingOf draft: Draft) -> [Finding] {
    var runs: [(range: TextRange, count: Int)] = []
    for repair in draft.source.repairs {
      let range = TextRange(repair.offset.utf8, repair.offset.utf8 + 3)
      if let last = runs.last, last.range.end == range.start {
        runs[runs.count - 1] = (
          TextRange(start: last.range.start, end: range.end), last.count + repair.originalLength
        )
      } else {
        runs.append((range, repair.originalLength))
      }
    }
    // A binary file has such runs by the thousand; the first few say it all.
    let limit = 20
    return runs.prefix(limit).enumerated().map { index, run in
      let encoding =
        switch draft.source.encoding {
        case .utf8, .utf8WithByteOrderMark: "UTF-8"
        case .utf16LittleEndian, .utf16BigEndian: "UTF-16"
        case .singleByte(let table): table.rawValue
        }
      let bytes = run.count == 1 ? "1 byte is" : "\(run.count) bytes are"
      let more =
        index == limit - 1 && runs.count > limit
        ? "; and so in \(runs.count - limit) more places" : ""
      return Finding(
        invalidEncoding, at: run.range,
        "\(bytes) not valid \(encoding), at byte \(draft.source.originalOffset(of: run.range.start))"
          + more)
    }
  }
}
