import StetExport
import StetWorkspace

/// Where exported articles go, each as soon as it is there. A file takes its place when
/// all of it is written.
struct ExportOutput {
  private let action: ExportAction
  /// The files of articles, by draft; `nil` when all go to one place.
  private let files: [String]?
  private let isCollection: Bool
  private let one: AtomicFile?
  private let standard = StandardOutput()
  private let trail: AtomicFile?
  /// The files of drafts, without links.
  private let drafts: Set<String>
  /// The draft whose article each file holds.
  private var written: [String: String] = [:]
  private var ids = Identifiers()

  /// Opens what is written to.
  ///
  /// - Parameters:
  ///   - paths: those of the drafts.
  ///   - places: their paths below the folders that were named.
  ///   - isOne: whether all articles go to one file or to standard output.
  ///   - isCollection: whether they are members of one document.
  init(
    _ action: ExportAction, _ paths: [String], _ places: [String], isOne: Bool, isCollection: Bool
  ) throws(FileError) {
    self.action = action
    self.isCollection = isCollection
    drafts = Set(paths.compactMap { FileSystem.realPath($0) })
    if case .file(let path) = action.trail {
      try FileSystem.createFolder(Paths.folder(of: path))
      trail = try AtomicFile(path)
    } else {
      trail = nil
    }
    guard let output = action.output else {
      files = nil
      one = nil
      if isCollection { standard.write(StetXML.collectionHeader) }
      return
    }
    if isOne, paths.count > 1 {
      files = nil
      if let real = FileSystem.realPath(output), drafts.contains(real) {
        throw FileError(path: output, reason: "Not written, as that would replace a draft")
      }
      try FileSystem.createFolder(Paths.folder(of: output))
      let file = try AtomicFile(output)
      one = file
      if isCollection { try file.write(StetXML.collectionHeader) }
      return
    }
    one = nil
    files =
      isOne
      ? places.map { _ in output }
      : ExportNames.names(of: places, as: action.vocabulary).map { Paths.join(output, $0) }
  }

  /// Writes the article of a draft; why not, when it is not written.
  mutating func add(_ export: ExportAction.Export, at index: Int) throws(FileError) -> String? {
    if let files, files.indices.contains(index) {
      let file = files[index]
      if let other = written[file] {
        return "\(export.path): Not exported, as \(file) holds the article of \(other)"
      }
      if let real = FileSystem.realPath(file), drafts.contains(real) {
        return "\(export.path): Not exported, as that would replace the draft \(file)"
      }
      written[file] = export.path
      try FileSystem.createFolder(Paths.folder(of: file))
      try FileSystem.writeAtomically(export.document.bytes, to: file)
    } else {
      var bytes = export.document.bytes
      if isCollection {
        bytes = StetXML.member(
          export.article, prefix: ids.id("a", export.place) + ".", action.writing)
      }
      if let one { try one.write(bytes) } else { standard.write(bytes) }
    }
    try trail?.write(
      TrailJSON.line(
        export.article, name: export.place, omissions: export.document.omissions))
    return nil
  }

  /// Ends what is written.
  func finish() throws(FileError) {
    if isCollection {
      if let one {
        try one.write(StetXML.collectionFooter)
      } else {
        standard.write(StetXML.collectionFooter)
      }
    }
    try one?.commit()
    try trail?.commit()
    standard.flush()
  }
}
