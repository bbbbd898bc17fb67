import StetCore
import StetExport
import StetReporters
import StetWorkspace

/// A cleaned draft, for a writer to look at or to take away.
struct ArticleExport: Sendable {
  /// What is made of the draft.
  enum Form: CaseIterable, Sendable {
    /// The article, as XML.
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

    fileprivate var fileExtension: String { self == .article ? "xml" : "diff" }
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

  /// Makes an export of one state of a document.
  init(of snapshot: DocumentSnapshot, as form: Form) {
    self.snapshot = snapshot
    self.form = form
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
    return path
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
    case .article: return StetXML.document(article, WritingOptions())
    case .changes:
      var changes = Changes()
      let edits = article.trail.editsOfDraft(draft.source)
      changes.apply(edits)
      return UnifiedDiff(style: .plain).render(
        path: name, old: draft.source.utf8, new: FixApplication.apply(edits, to: draft.source.utf8),
        changes)
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
    return shown + "-" + String(hasher.finish().low, radix: 36) + "." + form.fileExtension
  }
}
