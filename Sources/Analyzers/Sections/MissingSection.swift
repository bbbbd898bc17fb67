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
      inferred from the headings that are there, and the rule keeps silent unless they make it \
      plain. A section counts as present under any of its common names; `Alternative Treatment` \
      is not `Treatment`.
      """,
    scope: .draft,
    precedence: .document,
    options: [
      RuleOption(
        "template", .choice(["auto", "none"] + ArticleTemplate.all.map(\.name)),
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

        """)
    ],
    accepted: [
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
    let headings = draft.outline.sections.map(\.heading)
    let asked = draft.blocks.indices.filter {
      draft.blocks[$0].kind == .question && draft.blocks[$0].level > 0
    }
    let words = Self.headings(of: draft)
    guard let (template, present) = Self.template(choice, for: words) else { return }
    guard let place = draft.title ?? headings.first ?? draft.blocks.indices.first else { return }
    let found = present.count
    let places = SectionPlaces(in: draft, headings: headings + asked, template)
    for (index, section) in template.sections.enumerated() where !present.contains(index) {
      let wanted = section.isRequired ? "needs" : "usually has"
      findings.append(
        Finding(
          Self.rule, at: draft.blocks[place].content,
          "There is no section “\(section.name)”, which an article about \(template.subject) "
            + wanted,
          confidence: (section.isRequired ? 0.9 : 0.7) * min(1, 0.7 + 0.1 * Double(found)),
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
    guard let (template, present) = template(choice, for: headings(of: draft)) else { return [] }
    return template.sections.indices.filter { !present.contains($0) }
      .map { template.sections[$0].name }
  }

  /// The words of each heading, those that ask among them.
  private static func headings(of draft: Draft) -> [[String]] {
    let asked = draft.blocks.indices.filter {
      draft.blocks[$0].kind == .question && draft.blocks[$0].level > 0
    }
    return (draft.outline.sections.map(\.heading) + asked).map { words(of: $0, in: draft) }
  }

  /// The template that is configured, or that the headings make plain: at least
  /// three of its sections are there, two of them telling.
  private static func template(
    _ choice: String, for headings: [[String]]
  ) -> (ArticleTemplate, Set<Int>)? {
    switch choice {
    case "none": return nil
    case "auto":
      for template in ArticleTemplate.all {
        let present = template.present(in: headings)
        let telling = present.filter { template.sections[$0].isTelling }
        if present.count >= 3 && telling.count >= 2 { return (template, present) }
      }
      return nil
    default:
      return ArticleTemplate.all.first { $0.name == choice }.map {
        ($0, $0.present(in: headings))
      }
    }
  }

  /// The words of a heading, in lower case.
  static func words(of block: Int, in draft: Draft) -> [String] {
    draft.source.bytes(in: draft.blocks[block].content)
      .split { !$0.isASCIILetter && $0 < 0x80 }
      .map { String(decoding: $0.map(\.asciiLowercased), as: UTF8.self) }
  }
}
