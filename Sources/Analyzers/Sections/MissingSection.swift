public import StetCore

/// Finds sections that an article of its kind should have and has not.
public struct MissingSection: DraftAnalyzer {
  /// The rule.
  public static let rule = Rule(
    id: "missing-section",
    summary: "An article lacks a section that articles of its kind have.",
    rationale: """
      A reader of an article about a disease looks for its causes, symptoms, diagnosis and \
      treatment, for the prognosis, for prevention, and for references. The kind of article is \
      what front matter says (`kind: rust-rfc`) or the configuration, or is inferred from the \
      headings that are there; the rule keeps silent unless they make it plain. A section that a \
      kind of article was not yet, or no more, asked for on the date that the draft gives in \
      `date:`, `Start Date:` or `Created:` is not missed. A section counts as present under any \
      of its common names; `Alternative Treatment` is not `Treatment`.
      """,
    scope: .draft,
    precedence: .document,
    options: [
      RuleOption(
        "template", .choice(["auto", "none"] + ArticleTemplate.builtIn.map(\.name)),
        default: .string("auto"),
        summary: "The kind of article; `auto` infers it, `none` turns the rule off.")
    ],
    flagged: [
      Rule.Example(
        """
        ↓Gout

        Causes
        Uric acid forms crystals in a joint.

        Signs and symptoms
        The joint is red, hot and very painful.

        Diagnosis
        A doctor looks for crystals in fluid from the joint.

        Management
        Anti-inflammatory drugs ease the pain.

        Outlook
        Attacks pass in a week or two.

        References
        A handbook of rheumatology.

        """),
      Rule.Example(
        """
        ---
        kind: readme
        ---

        # ↓Tidy↑

        ## Getting started
        Unpack it and run it.

        ## Contributing
        Send patches.

        """, format: .markdown),
    ],
    accepted: [
      Rule.Example(
        """
        ---
        kind: rust-rfc
        date: 2015-03-01
        ---

        ## Summary
        Loops get labels.

        ## Motivation
        Inner loops cannot leave outer ones.

        ## Detailed design
        A label stands before a loop.

        ## Drawbacks
        There is more to learn.

        ## Alternatives
        Do nothing.

        ## Unresolved questions
        None.

        """, format: .markdown),
      Rule.Example(
        """
        Apple pie

        Ingredients
        Six apples, flour, butter and sugar.

        Method
        Bake it for forty minutes.

        """),
      Rule.Example(
        """
        Gout

        Causes
        Uric acid forms crystals in a joint.

        Symptoms
        The joint is red, hot and very painful.

        Diagnosis
        A doctor looks for crystals in fluid from the joint.

        Treatment
        Anti-inflammatory drugs ease the pain.

        Prevention
        Drink water, and little beer.

        Prognosis
        Attacks pass in a week or two.

        Sources
        A handbook of rheumatology.

        """),
    ])

  /// The analyzer's rules.
  public static let rules = [rule]

  private let choice: String

  /// Makes the analyzer.
  public init(_ settings: AnalyzerSettings) {
    choice = settings.string("template", of: Self.rule)
  }

  /// Reports each missing section at the title, or at the first heading.
  public func analyze(_ draft: Draft, _ findings: inout [Finding]) {
    let headings = Self.headingBlocks(of: draft)
    guard let kind = Self.kind(of: draft, choice: choice, headings: headings) else { return }
    guard let place = draft.title ?? headings.first ?? draft.blocks.indices.first else { return }
    let places = SectionPlaces(in: draft, headings: headings, kind.template)
    for index in kind.missing {
      let section = kind.template.sections[index]
      let isRequired = section.need == .required
      findings.append(
        Finding(
          Self.rule, at: draft.blocks[place].content,
          "There is no section “\(section.name)”, which \(kind.template.subject) "
            + (isRequired ? "needs" : "usually has") + kind.note,
          confidence: (isRequired ? 0.9 : 0.7) * kind.confidence,
          // What encloses a section differs from one vocabulary to the next.
          fixes: draft.format == .xml || draft.format == .jsonLines
            ? []
            : [
              Fix(
                "Insert the section “\(section.name)”", [places.insertion(of: index)],
                safety: .suggestion)
            ]))
    }
  }

  /// The names of the sections that an article of the draft's kind has and the
  /// draft has not, in the order of the template.
  ///
  /// - Parameter choice: the value of the option `template`.
  package static func missingSections(of draft: Draft, template choice: String) -> [String] {
    guard let kind = kind(of: draft, choice: choice, headings: headingBlocks(of: draft)) else {
      return []
    }
    return kind.missing.map { kind.template.sections[$0].name }
  }

  /// The option `template` as a configuration has it.
  package static func choice(in configuration: Configuration) -> String {
    if case .string(let choice) = configuration.rules[rule.id]?.options["template"] {
      choice
    } else {
      "auto"
    }
  }

  /// The kind of a draft, by the name of its template, as it is declared or as the
  /// headings make it plain; `nil` when it is neither.
  ///
  /// - Parameter choice: the value of the option `template`.
  package static func kind(of draft: Draft, template choice: String) -> String? {
    kind(of: draft, choice: choice, headings: headingBlocks(of: draft))?.template.name
  }

  /// The blocks that head something, those that ask among them.
  private static func headingBlocks(of draft: Draft) -> [Int] {
    let asked = draft.blocks.indices.filter {
      draft.blocks[$0].kind == .question && draft.blocks[$0].level > 0
    }
    return draft.outline.sections.map(\.heading) + asked
  }

  /// What a draft is, and what it lacks.
  private struct Kind {
    var template: ArticleTemplate
    /// The sections that are missing, as indices into those of the template.
    var missing: [Int]
    /// How sure the kind is, 0 to 1.
    var confidence: Double
    /// What a message says of how the kind was inferred; empty for a kind that is declared.
    var note: String
  }

  /// The kind that configuration or front matter declares, or the headings make
  /// plain. A kind that front matter declares and no template knows is none.
  private static func kind(of draft: Draft, choice: String, headings: [Int]) -> Kind? {
    // A draft without headings shows no kind; its facts are not worth reading.
    guard choice != "none", choice != "auto" || !headings.isEmpty else { return nil }
    let words = headings.map { Self.words(of: $0, in: draft) }
    let declared = DeclaredFacts(of: draft)
    let named = choice == "auto" ? declared.kind : choice
    if let named, let template = ArticleTemplate.named(named) {
      let present = template.present(in: words)
      return Kind(
        template: template, missing: template.missing(present: present, date: declared.date),
        confidence: 1, note: "")
    }
    guard choice == "auto", declared.kind == nil,
      let (template, present) = ArticleTemplate.inferred(from: words)
    else { return nil }
    let percent = min(100, 70 + 10 * present.count)
    return Kind(
      template: template, missing: template.missing(present: present, date: declared.date),
      confidence: Double(percent) / 100,
      note: " (inferred from \(present.count) of its sections)")
  }

  /// The words of a heading, in lower case.
  static func words(of block: Int, in draft: Draft) -> [String] {
    ArticleTemplate.words(of: draft.source.bytes(in: draft.blocks[block].content))
  }
}
