import StetCore

/// The sections that one kind of article has.
struct ArticleTemplate: Sendable {
  /// One section of a template.
  struct Section: Sendable {
    /// Its usual heading.
    var name: String
    /// Whether an article without it is incomplete, rather than short.
    var isRequired: Bool
    /// Words of a heading any of which shows that the section is there.
    var words: Set<String>
    /// Words that make a heading another section: `alternative` treatment.
    var exceptions: Set<String> = []
    /// Whether the section tells articles of this kind from others.
    var isTelling = false
  }

  /// The name by which configuration chooses the template.
  var name: String
  /// What such an article is about, with its article: `a medical condition`.
  var subject: String
  var sections: [Section]

  /// Every template, by name.
  static let all = [medicalCondition]

  /// Articles about diseases, disorders and symptoms, in the order that health
  /// encyclopedias and patient leaflets commonly keep.
  static let medicalCondition = ArticleTemplate(
    name: "medical-condition", subject: "a medical condition",
    sections: [
      Section(
        name: "Causes", isRequired: true,
        words: [
          "cause", "causes", "caused", "etiology", "aetiology", "pathophysiology", "pathogenesis",
        ]),
      Section(
        name: "Symptoms", isRequired: true,
        words: [
          "symptom", "symptoms", "signs", "presentation", "manifestations", "features",
        ], isTelling: true),
      Section(
        name: "Diagnosis", isRequired: true,
        words: [
          "diagnosis", "diagnoses", "diagnosed", "diagnosing", "diagnostic", "exams", "workup",
          "evaluation",
        ], isTelling: true),
      Section(
        name: "Treatment", isRequired: true,
        words: [
          "treatment", "treatments", "treated", "treating", "treat", "therapy", "therapies",
          "management", "managing",
        ],
        exceptions: ["alternative", "complementary", "natural", "home", "after"], isTelling: true),
      Section(
        name: "Prognosis", isRequired: false,
        words: ["prognosis", "outlook", "expectations", "survival"], isTelling: true),
      Section(
        name: "Prevention", isRequired: false,
        words: ["prevention", "prevent", "prevented", "preventing", "prophylaxis"]),
      Section(
        name: "References", isRequired: false,
        words: ["references", "reference", "sources", "bibliography", "citations", "resources"]),
    ])

  /// The sections of the template that one of the headings is.
  ///
  /// A heading is read word by word, in lower case, so that `Signs and
  /// symptoms`, `4. Symptoms:` and `What are the symptoms?` all are Symptoms.
  func present(in headings: [[String]]) -> Set<Int> {
    var result: Set<Int> = []
    for heading in headings {
      for (index, section) in sections.enumerated()
      where !section.words.isDisjoint(with: heading)
        && section.exceptions.isDisjoint(with: heading)
      {
        result.insert(index)
      }
    }
    return result
  }
}
