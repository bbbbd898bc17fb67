package import StetCore

/// Sections that an article of its kind should have and has not.
package enum MissingSection {
  /// The rule.
  package static let rule = Rule(
    id: "missing-section",
    summary: "An article lacks a section that articles of its kind have.",
    rationale: """
      A reader of an article about a disease looks for its causes, symptoms, diagnosis and \
      treatment, for the prognosis, for prevention, and for references. The kind of article is \
      what front matter says (`kind: rust-rfc`) or the configuration, or is inferred from the \
      headings that are there; the rule keeps silent unless they make it plain. A section that a \
      kind of article was not yet, or no more, asked for on the date that the draft gives in \
      `date:`, `Start Date:` or `Created:` is not missed. A section counts as present under any \
      of its common names; `Alternative Treatment` is not `Treatment`. Of a group of sections that \
      stand for each other, one will do.

      The templates are YAML files. A project's own, `.stet/templates/*.yml` beside its \
      `.stet.yml`, come before the built-in ones and replace those of the same name; \
      `stet template learn` makes one from articles, `stet template show` prints one to start \
      from, `kinds:` in `.stet.yml` says which files are of which kind.
      """,
    scope: .draft,
    precedence: .document,
    options: [
      RuleOption(
        "template", .articleKind(["auto", "none"] + ArticleTemplate.builtIn.map(\.name)),
        default: .string("auto"),
        summary:
          "The kind of article, by the name of its template; `auto` infers it, `none` turns the "
          + "rule off.")
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
}
