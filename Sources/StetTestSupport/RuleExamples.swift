public import StetCore
import StetFormats

/// Runs the examples of a rule, each also in the surroundings that trip up
/// checkers: after wide and combining characters, with CRLF, without a final
/// newline, in chrome, suppressed, and fixed.
///
/// Every check returns what is wrong in words, so that a failing test says all.
public struct RuleExamples: Sendable {
  let rule: Rule
  let registry: AnalyzerRegistry

  /// Makes the checks of one rule; `registry` has the analyzer that reports it.
  public init(_ rule: Rule, in registry: AnalyzerRegistry) {
    self.rule = rule
    self.registry = registry
  }

  /// The faults of all examples; empty when every one holds.
  public func faults() -> [String] {
    var faults: [String] = []
    for example in rule.flagged {
      for variant in variants(of: example) {
        faults += check(variant, example)
      }
      faults += checkInChrome(example)
      faults += checkSuppressed(example)
      faults += checkFixed(example)
      faults += checkPositions(example)
    }
    for example in rule.accepted {
      for variant in variants(of: example) {
        let found = findings(in: variant.text.text, example)
        if !found.isEmpty {
          faults.append(
            "\(rule.id): must accept\(variant.name) but finds "
              + "\(found.map(\.message)):\n\(variant.text.text)")
        }
      }
    }
    return faults
  }

  // MARK: Variants

  private struct Variant {
    var name: String
    var text: MarkedText
  }

  private func variants(of example: Rule.Example) -> [Variant] {
    let marked = example.text
    var variants = [("", marked)]
    let trimmed = String(marked.reversed().drop(while: \.isNewline).reversed())
    variants.append((" without a final newline", trimmed))
    variants.append((" with CRLF", marked.replacing("\n", with: "\r\n")))
    variants.append((" with lone CR", marked.replacing("\n", with: "\r")))
    variants.append((" with a byte order mark", "\u{FEFF}" + marked))
    if rule.scope == .paragraph {
      // What stands before a block must not matter to a rule that sees only the block.
      variants.append((" after wide and combining characters", Self.before + marked))
    }
    return variants.map { Variant(name: $0.0, text: MarkedText($0.1)) }
  }

  /// A paragraph of characters that take two UTF-16 units, three UTF-8 bytes, or
  /// two scalars for one sign.
  private static let before =
    "👩‍👩‍👧 漢字 e\u{301}a\u{308} stand here first of all, and so they should.\n\n"

  // MARK: Checks

  private func engine(for example: Rule.Example) -> Engine {
    var configuration = Configuration()
    // Whether a suppression is needed only the rules that it names can tell.
    if !Engine.rules.contains(rule) { configuration.selectedRules = [rule.id] }
    configuration.rules[rule.id] = Configuration.RuleSettings(options: example.options)
    return Engine(registry: registry, configuration: configuration)
  }

  private func draft(_ text: String, _ example: Rule.Example) -> Draft {
    Draft.reading(SourceText(text), as: example.format)
  }

  private func findings(in text: String, _ example: Rule.Example) -> [Diagnostic] {
    diagnostics(in: draft(text, example), example, engine(for: example))
      .filter { $0.rule == rule.id }
  }

  private func diagnostics(
    in draft: Draft, _ example: Rule.Example, _ engine: Engine
  ) -> [Diagnostic] {
    guard let other = example.other else { return engine.diagnostics(for: draft) }
    return engine.diagnostics(for: draft, beside: self.draft(other, example))
  }

  private func check(_ variant: Variant, _ example: Rule.Example) -> [String] {
    let found = findings(in: variant.text.text, example)
    // A byte order mark is set aside before offsets are counted.
    let shift = variant.text.text.utf8.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    let expected = variant.text.marks.map { mark in
      MarkedText.Mark(start: mark.start - shift, end: mark.end.map { $0 - shift })
    }
    let matches =
      found.count == expected.count
      && zip(found, expected).allSatisfy { diagnostic, mark in
        diagnostic.range.start.utf8 == mark.start
          && mark.end.map { diagnostic.range.end.utf8 == $0 } ?? true
      }
    if matches { return [] }
    return [
      "\(rule.id): expected\(variant.name) \(expected.map { "\($0.start)-\($0.end ?? -1)" }), found "
        + "\(found.map { "\($0.range.start.utf8)-\($0.range.end.utf8) \($0.message)" }) in:\n"
        + variant.text.text
    ]
  }

  /// The same blocks, all of them chrome: only rules about chrome may speak.
  private func checkInChrome(_ example: Rule.Example) -> [String] {
    guard rule.precedence < .chrome, rule.scope == .paragraph else { return [] }
    let draft = draft(MarkedText(example.text).text, example)
    let blocks = draft.blocks.map { block in
      Block(
        kind: block.kind == .blank ? .blank : .chrome, range: block.range, content: block.content)
    }
    let chrome = Draft(source: draft.source, format: draft.format, blocks: blocks)
    let found = engine(for: example).diagnostics(for: chrome)
    return found.isEmpty ? [] : ["\(rule.id): speaks in chrome: \(found.map(\.message))"]
  }

  private func checkSuppressed(_ example: Rule.Example) -> [String] {
    guard !Engine.rules.contains(rule) else { return [] }
    let (open, close): (String, String)
    switch example.format {
    case .plainText: (open, close) = ("[", "]")
    case .markdown, .html, .xml: (open, close) = ("<!-- ", " -->")
    // JSON has no comments.
    case .jsonLines: return []
    }
    let text = MarkedText(example.text).text
    var configuration = Configuration()
    configuration.selectedRules = [rule.id, "unused-suppression", "invalid-suppression"]
    configuration.rules[rule.id] = Configuration.RuleSettings(options: example.options)
    let engine = Engine(registry: registry, configuration: configuration)
    var faults: [String] = []
    // At the end, where it cannot change how the text before it is read.
    let suppressed = text + "\n\n\(open)stet-file \(rule.id)\(close)\n"
    let found = diagnostics(in: draft(suppressed, example), example, engine)
    if !found.isEmpty {
      faults.append(
        "\(rule.id): suppressed for the file, still says \(found.map(\.message)) in:\n\(suppressed)"
      )
    }
    return faults
  }

  private func checkFixed(_ example: Rule.Example) -> [String] {
    var text = MarkedText(example.text).text
    let original = text
    var rounds = 0
    while rounds < 10 {
      let selection = FixApplication.select(from: findings(in: text, example))
      if selection.edits.isEmpty { break }
      text = String(
        decoding: FixApplication.apply(selection.edits, to: Array(text.utf8)), as: UTF8.self)
      rounds += 1
    }
    var faults: [String] = []
    if rounds == 10 { faults.append("\(rule.id): safe fixes do not converge in:\n\(original)") }
    let expected = example.fixed ?? original
    if text != expected {
      faults.append("\(rule.id): fixed to:\n\(text)\nbut must become:\n\(expected)")
    }
    return faults
  }

  /// The diagnostics' positions lead back to the marked bytes in every encoding.
  private func checkPositions(_ example: Rule.Example) -> [String] {
    var faults: [String] = []
    let source = SourceText(MarkedText(example.text).text)
    for diagnostic in findings(in: MarkedText(example.text).text, example) {
      for encoding in PositionEncoding.allCases {
        for offset in [diagnostic.range.start, diagnostic.range.end] {
          let position = source.position(of: offset, in: encoding)
          let back = source.offset(of: position, in: encoding)
          // An end after a line break has no position of its own on that line.
          let isInBreak = source.position(of: offset, in: .utf8) != position && back != offset
          if back != offset && !isInBreak && encoding != .utf8 {
            faults.append("\(rule.id): \(offset.utf8) becomes \(back.utf8) in \(encoding.rawValue)")
          }
        }
      }
    }
    return faults
  }
}
