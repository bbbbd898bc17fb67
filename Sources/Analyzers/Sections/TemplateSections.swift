public import StetCore

/// Compares a draft's sections with the template of its kind.
public struct TemplateSections: DraftAnalyzer {
  /// The analyzer's rules.
  public static let rules = [MissingSection.rule, SectionOrder.rule, EmptySection.rule]

  private let choice: String
  private let usual: String?
  private let templates: ArticleTemplates

  /// Makes the analyzer.
  public init(_ settings: AnalyzerSettings) {
    choice = settings.string("template", of: MissingSection.rule)
    usual = settings.kind
    templates = ArticleTemplates(own: settings.templates)
  }

  /// Reports sections that are missing, out of place or empty.
  public func analyze(_ draft: Draft, _ findings: inout [Finding]) {
    let kind = KindOfArticle(of: draft, choice: choice, usual: usual, templates: templates)
    EmptySection.analyze(draft, kind, &findings)
    guard let kind else { return }
    reportMissing(in: draft, kind, &findings)
    SectionOrder.analyze(draft, kind, &findings)
  }

  /// Reports each missing section at the title, or at the first heading.
  private func reportMissing(
    in draft: Draft, _ kind: KindOfArticle, _ findings: inout [Finding]
  ) {
    guard !kind.missing.isEmpty,
      let place = draft.title ?? draft.outline.sections.first?.heading ?? kind.headings.first
        ?? draft.blocks.indices.first
    else { return }
    let places = SectionPlaces(in: draft, headings: kind.headings, kind.template)
    for index in kind.missing {
      let section = kind.template.sections[index]
      let isRequired = section.need == .required
      findings.append(
        Finding(
          MissingSection.rule, at: draft.blocks[place].content,
          Self.message(index, kind),
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

  private static func message(_ index: Int, _ kind: KindOfArticle) -> String {
    let section = kind.template.sections[index]
    let names = kind.template.alternatives(to: index).map { "“\($0)”" }
    let head = "There is no section \(names.joined(separator: " or ")), which "
    if let share = section.share, let articles = kind.template.articles, names.count == 1 {
      return head + "\(share) % of the \(articles) articles like this have" + kind.note
    }
    let isRequired = section.need == .required
    return head + "\(kind.template.subject) \(isRequired ? "needs" : "usually has")" + kind.note
  }
}
