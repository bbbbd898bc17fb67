package import StetCore

/// What a draft is, by its template, and which of the sections it has.
package struct KindOfArticle: Sendable {
  /// The template of its kind.
  package let template: ArticleTemplate
  /// The sections that are there, as indices into those of the template.
  package let present: Set<Int>
  /// The sections that are missing, as indices into those of the template, in order.
  package let missing: [Int]
  /// How sure the kind is, 0 to 1; 1 for one that is declared.
  package let confidence: Double
  /// Whether the draft, the configuration or the files' names say so.
  package let isDeclared: Bool
  /// The blocks that head something, those that ask among them, in order.
  let headings: [Int]

  /// What a message says of how the kind was inferred; empty for one that is declared.
  var note: String { isDeclared ? "" : " (inferred from \(present.count) of its sections)" }

  /// The kind that front matter or the configuration declares, or that the headings
  /// make plain; `nil` when there is none. A kind that is declared and that no template
  /// knows is none.
  ///
  /// - Parameters:
  ///   - choice: the option `template`: a template's name, `auto` or `none`.
  ///   - usual: the kind of files of this name, which front matter overrules.
  package init?(
    of draft: Draft, choice: String, usual: String? = nil, templates: ArticleTemplates
  ) {
    let headings = Self.headings(of: draft)
    // A draft without headings shows no kind; its facts are not worth reading.
    guard choice != "none", choice != "auto" || usual != nil || !headings.isEmpty else {
      return nil
    }
    let words = headings.map { Self.words(of: $0, in: draft) }
    let facts = DeclaredFacts(of: draft)
    let declared = choice == "auto" ? facts.kind ?? usual : choice
    if let declared {
      guard let template = templates.named(declared) else { return nil }
      self.init(template, template.present(in: words), facts.date, headings, 1, isDeclared: true)
      return
    }
    guard
      let (template, present) = templates.inferred(
        from: words, hasWords: { Self.hasTwo(of: $0, in: draft) })
    else { return nil }
    let percent = min(100, 70 + 10 * present.count)
    self.init(
      template, present, facts.date, headings, Double(percent) / 100, isDeclared: false)
  }

  private init(
    _ template: ArticleTemplate, _ present: Set<Int>, _ date: String?, _ headings: [Int],
    _ confidence: Double, isDeclared: Bool
  ) {
    self.template = template
    self.present = present
    self.missing = template.missing(present: present, date: date)
    self.confidence = confidence
    self.isDeclared = isDeclared
    self.headings = headings
  }

  /// The kind of a draft as a configuration has it.
  package init?(of draft: Draft, in configuration: Configuration) {
    var choice = "auto"
    if case .string(let value) = configuration.rules[MissingSection.rule.id]?.options["template"] {
      choice = value
    }
    self.init(
      of: draft, choice: choice, usual: configuration.kind,
      templates: ArticleTemplates(own: configuration.templates))
  }

  /// How many bytes of an article are looked through for words of its kind.
  private static let longestText = 50_000

  /// Whether the sentences of a draft have two different ones of some words.
  private static func hasTwo(of words: [String], in draft: Draft) -> Bool {
    let wanted = Set(words.map { Array($0.utf8) })
    var found: Set<[UInt8]> = []
    var left = longestText
    for block in draft.blocks where left > 0 {
      switch block.kind {
      case .paragraph, .answer, .listItem, .title: break
      default: continue
      }
      left -= block.content.length
      for word in draft.source.bytes(in: block.content).split(whereSeparator: { !$0.isASCIILetter })
      {
        let folded = word.map(\.asciiLowercased)
        if wanted.contains(folded), found.insert(folded).inserted, found.count == 2 { return true }
      }
    }
    return false
  }

  /// The names of the sections that are missing, in the order of the template.
  package var missingNames: [String] { missing.map { template.sections[$0].name } }

  /// The blocks that head something, those that ask among them, in order.
  private static func headings(of draft: Draft) -> [Int] {
    draft.blocks.indices.filter {
      draft.blocks[$0].kind == .heading
        || (draft.blocks[$0].kind == .question && draft.blocks[$0].level > 0)
    }
  }

  /// The words of a heading, in lower case.
  static func words(of block: Int, in draft: Draft) -> [String] {
    ArticleTemplate.words(of: draft.source.bytes(in: draft.blocks[block].content))
  }
}
