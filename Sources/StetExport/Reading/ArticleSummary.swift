/// Says in one line what an article holds.
package enum ArticleSummary {
  /// `name: “Title”, 7 sections, 12 questions, 11 answers cut off, 29 changes`, and a
  /// line feed.
  package static func line(_ article: CleanedArticle) -> String {
    var sections = 0
    var questions = 0
    var cuts = 0
    func count(_ divisions: [CleanedArticle.Division]) {
      for division in divisions {
        switch division {
        case .section(let section):
          sections += 1
          count(section.divisions)
        case .questions(let entries):
          questions += entries.count
          for entry in entries { cuts += entry.answers.count { $0.status == .truncated } }
        }
      }
    }
    count(article.divisions)
    var parts: [String] = []
    if let title = article.title {
      parts.append("“\(ArticleText.plain(title, article.source))”")
    }
    parts.append(sections == 1 ? "1 section" : "\(sections) sections")
    parts.append(questions == 1 ? "1 question" : "\(questions) questions")
    if cuts > 0 { parts.append(cuts == 1 ? "1 answer cut off" : "\(cuts) answers cut off") }
    let changes = article.trail.edits.count
    parts.append(changes == 1 ? "1 change" : "\(changes) changes")
    let name = article.provenance.name
    return (name.isEmpty ? "" : name + ": ") + parts.joined(separator: ", ") + "\n"
  }
}
