import StetCore
import StetExport
import StetReporters
import StetWorkspace

/// A cleaned draft, for a writer to look at or to take away.
struct ArticleExport: Sendable {
  /// What is made of the draft.
  enum Form: CaseIterable, Sendable {
    /// The article.
    case article
    /// What cleaning changes, as `diff -u` shows it.
    case changes

    /// What the writer chooses.
    var title: String {
      switch self {
      case .article: "Export cleaned article"
      case .changes: "Show what cleaning changes"
      }
    }

  }

  /// Where the file is put.
  enum Place: Sendable {
    /// A file.
    case named(String)
    /// A folder, in which each document has a file for each form.
    case folder(String)
  }

  private let snapshot: DocumentSnapshot
  private let form: Form
  private let vocabulary: ArticleVocabulary

  /// Makes an export of one state of a document; an article is written in `vocabulary`.
  init(
    of snapshot: DocumentSnapshot, as form: Form, in vocabulary: ArticleVocabulary = .stet
  ) {
    self.snapshot = snapshot
    self.form = form
    self.vocabulary = vocabulary
  }

  /// Writes the file, and answers with its path.
  func write(to place: Place) throws(FileError) -> String {
    let path: String
    switch place {
    case .named(let file): path = file
    case .folder(let folder):
      try FileSystem.createFolder(folder, isPrivate: true)
      path = Paths.join(folder, previewName)
    }
    try FileSystem.writeAtomically(bytes, to: path)
    if case .folder(let folder) = place { Self.tidy(folder, after: path) }
    return path
  }

  /// For how many seconds a preview is kept after the last one was written, and how many
  /// are kept at most.
  private static let longestKept = 86_400
  private static let mostKept = 100

  /// Removes old previews from their folder. What cannot be removed stays.
  private static func tidy(_ folder: String, after path: String) {
    guard let now = FileSystem.modificationTime(of: path),
      let entries = try? FileSystem.list(folder)
    else { return }
    let endings = Set(ArticleVocabulary.allCases.map(\.fileExtension) + ["diff"])
    var old: [(path: String, time: Int)] = []
    for entry in entries where entry.kind == .file {
      guard let name = String(validating: entry.name, as: UTF8.self), !name.hasPrefix("."),
        let dot = name.lastIndex(of: "."), endings.contains(String(name[name.index(after: dot)...]))
      else { continue }
      let other = Paths.join(folder, name)
      guard other != path, let time = FileSystem.modificationTime(of: other) else { continue }
      old.append((other, time))
    }
    old.sort { ($0.time, $0.path) > ($1.time, $1.path) }
    for (index, file) in old.enumerated()
    where index + 1 >= mostKept || file.time < now - longestKept {
      FileSystem.remove(file.path)
    }
  }

  /// The contents of the file.
  var bytes: [UInt8] {
    let draft = snapshot.analysis.draft
    let engine = snapshot.engine.engine.forCleaning(.safe)
    var cache = BlockCache()
    let analysis = snapshot.engine.guardian.analyze(
      draft, name: snapshot.analysis.name, reusing: &cache, with: engine)
    let article = CleanedArticle(
      cleaning: draft, diagnostics: engine.diagnostics(of: analysis, and: []),
      options: CleaningOptions(for: draft, in: engine, name: name, file: nil))
    switch form {
    case .article: return vocabulary.write(article).bytes
    case .changes:
      var changes = Changes()
      let edits = article.trail.editsOfDraft(draft.source)
      changes.apply(edits)
      return UnifiedDiff(style: .plain).render(
        path: name, old: draft.source.utf8, new: FixApplication.apply(edits, to: draft.source.utf8),
        changes)
    }
  }

  /// Several vocabularies are XML, and each has its own file.
  private var ending: String {
    switch (form, vocabulary) {
    case (.changes, _): "diff"
    case (.article, .jats), (.article, .docbook), (.article, .tei):
      vocabulary.rawValue + "." + vocabulary.fileExtension
    case (.article, _): vocabulary.fileExtension
    }
  }

  private var name: String { Paths.name(of: DocumentURI.path(of: snapshot.uri) ?? snapshot.uri) }

  /// The same for the same document, and for no other one.
  private var previewName: String {
    let stem = name.lastIndex(of: ".").map { $0 == name.startIndex ? name[...] : name[..<$0] }
    var shown = ""
    for scalar in (stem ?? name[...]).unicodeScalars.prefix(60) {
      let isPlain = scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
      shown.unicodeScalars.append(isPlain || scalar == "-" || scalar == "_" ? scalar : "-")
    }
    var hasher = ContentHasher()
    let uri = Array(snapshot.uri.utf8)
    hasher.combine(uri, uri.indices)
    return shown + "-" + String(hasher.finish().low, radix: 36) + "." + ending
  }
}
