package import StetCore

/// Writes templates as the YAML that ``TemplateDecoder`` reads.
package enum TemplateWriter {
  /// The file of a template.
  ///
  /// - Parameter comments: what stands above it, a line each.
  package static func yaml(_ template: ArticleTemplate, comments: [String] = []) -> String {
    var text = comments.map { "# \($0)\n" }.joined()
    text += "name: \(scalar(template.name))\nsubject: \(scalar(template.subject))\n"
    if let articles = template.articles { text += "articles: \(articles)\n" }
    if template.order != .any { text += "order: \(template.order.rawValue)\n" }
    if let inference = template.inference {
      text += "infer: {sections: \(inference.sections), telling: \(inference.telling)"
      if inference.byName { text += ", by-name: true" }
      if !inference.words.isEmpty { text += ", words: \(list(inference.words))" }
      text += "}\n"
    } else {
      text += "infer: never\n"
    }
    text += "sections:\n"
    var group: Int?
    for section in template.sections {
      if let own = section.group {
        if own != group { text += "  - one-of:\n" }
        text += lines(of: section, indentation: "      ")
      } else {
        text += lines(of: section, indentation: "  ")
      }
      group = section.group
    }
    return text
  }

  private static func lines(
    of section: ArticleTemplate.Section, indentation: String
  ) -> String {
    var text = "\(indentation)- name: \(scalar(section.name))\n"
    func add(_ key: String, _ value: String) { text += "\(indentation)  \(key): \(value)\n" }
    add("need", section.need.rawValue)
    if let share = section.share { add("share", String(share)) }
    // The name counts by itself.
    let own = ArticleTemplate.words(of: section.name.utf8).joined(separator: " ")
    let others = section.phrases.filter { $0 != own }
    if !others.isEmpty { add("as", list(others)) }
    if !section.exceptions.isEmpty { add("not", list(section.exceptions)) }
    if section.isTelling { add("telling", "true") }
    if let since = section.since { add("since", scalar(since)) }
    if let until = section.until { add("until", scalar(until)) }
    if let parent = section.parent { add("under", scalar(parent)) }
    if section.minimumWords > 0 { add("min-words", String(section.minimumWords)) }
    return text
  }

  private static func list(_ texts: [String]) -> String {
    "[" + texts.map(scalar).joined(separator: ", ") + "]"
  }

  private static func scalar(_ text: String) -> String { YAMLText.scalar(text) }
}
