import StetCore
import StetFormats

/// Finds the drafts that paths on the command line mean.
package enum FileDiscovery {
  /// The files that `paths` mean, in order of their bytes, each once, and what
  /// could not be read.
  package static func find(
    _ paths: [String], using loader: ProjectLoader
  ) -> (files: [String], errors: [FileError]) {
    var files: [String] = []
    var errors: [FileError] = []
    var folders: [String] = []
    for path in paths {
      do throws(FileError) {
        if try FileSystem.kind(of: path) == .folder {
          folders.append(path)
        } else {
          files.append(path)
        }
      } catch { errors.append(error) }
    }
    while let folder = folders.popLast() {
      do throws(FileError) {
        for entry in try FileSystem.list(folder) where entry.name.first != UInt8(ascii: ".") {
          let name = String(decoding: entry.name, as: UTF8.self)
          let path = Paths.join(folder, name)
          let ending = name.utf8.lastIndex(of: UInt8(ascii: ".")).map { name[$0...].dropFirst() }
          switch entry.kind {
          case .folder: folders.append(path)
          case .file where Draft.Format(fileExtension: String(ending ?? "")) != nil:
            files.append(path)
          default: break
          }
        }
      } catch { errors.append(error) }
    }
    return (files.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }, errors)
  }
}
