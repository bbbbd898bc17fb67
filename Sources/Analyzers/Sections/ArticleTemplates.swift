package import StetCore

/// The templates that hold in a project: those that Stet brings, and the project's own.
package struct ArticleTemplates: Sendable {
  /// Every template, the project's own first.
  package let all: [ArticleTemplate]
  /// How many of them are the project's own.
  private let ownCount: Int

  /// The built-in templates, but for those that `own` replaces by name, and `own`.
  package init(own: [ArticleTemplate] = []) {
    ownCount = own.count
    let names = Set(own.map(\.name))
    all = own + ArticleTemplate.builtIn.filter { !names.contains($0.name) }
  }

  /// The template called `name`; `nil` when there is none.
  package func named(_ name: String) -> ArticleTemplate? { all.first { $0.name == name } }

  /// The template that headings make plain, with its sections that are
  /// there. `nil` when none is plain, or two are equally so.
  ///
  /// - Parameter hasWords: whether the article's text has two of some words in lower case.
  package func inferred(
    from headings: [[String]], hasWords: ([String]) -> Bool = { _ in true }
  ) -> (template: ArticleTemplate, present: Set<Int>)? {
    guard headings.count >= 3 else { return nil }
    let texts = Set(headings.map(ArticleTemplate.text(of:)))
    var best: (template: ArticleTemplate, present: Set<Int>, telling: Int)?
    var isTied = false
    for (index, template) in all.enumerated() {
      // What a project says itself needs no comparison with what Stet brings.
      if index == ownCount, best != nil, !isTied { break }
      guard let inference = template.inference else { continue }
      let present = template.present(inTexts: texts)
      let telling = present.count { index in
        let section = template.sections[index]
        return section.isTelling
          && (!inference.byName || texts.contains { section.matches($0, byName: true) })
      }
      guard present.count >= inference.sections, telling >= inference.telling,
        inference.words.isEmpty || hasWords(inference.words)
      else { continue }
      if let known = best, telling <= known.telling {
        isTied = isTied || telling == known.telling
        continue
      }
      best = (template, present, telling)
      isTied = false
    }
    guard let best, !isTied else { return nil }
    return (best.template, best.present)
  }
}
