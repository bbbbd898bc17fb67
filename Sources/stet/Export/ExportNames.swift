import StetExport
import StetWorkspace

/// Names of exported files.
enum ExportNames {
  /// A name for each draft: its own with another ending. Drafts whose names differ
  /// in their endings only keep these, so that `a.txt` and `a.md` become `a.txt.xml`
  /// and `a.md.xml`. Drafts with the same name get the same.
  static func names(of places: [String], as vocabulary: ArticleVocabulary = .stet) -> [String] {
    let ending = "." + vocabulary.fileExtension
    let short = places.map { renamed($0, ending) }
    var drafts: [String: Set<String>] = [:]
    for (place, name) in zip(places, short) { drafts[name, default: []].insert(place) }
    return zip(places, short).map { place, name in
      drafts[name]?.count == 1 ? name : place + ending
    }
  }

  private static func renamed(_ place: String, _ ending: String) -> String {
    let name = Paths.name(of: place)
    let stem = name.lastIndex(of: ".").map { $0 == name.startIndex ? name : String(name[..<$0]) }
    return place.dropLast(name.count) + (stem ?? name) + ending
  }
}
