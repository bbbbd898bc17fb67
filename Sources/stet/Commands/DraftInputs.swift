import BuiltInAnalyzers
import StetCore
import StetFormats
import StetReporters
import StetWorkspace
import Synchronization

/// Reads the drafts that a command is given, on all cores.
enum DraftInputs {
  /// What `read` makes of each draft under `paths`, in the order in which they are
  /// found; complaints go to standard error.
  ///
  /// - Returns: what was made, and whether everything could be read.
  static func map<T: Sendable>(
    _ paths: [String], jobs: Int = Parallel.processors,
    _ read: @Sendable (_ path: String, _ draft: Draft) -> T
  ) -> (results: [T], isComplete: Bool) {
    let loader = ProjectLoader(registry: .builtIn)
    let found = FileDiscovery.find(paths.isEmpty ? ["."] : paths, using: loader)
    var complaints = found.errors.map(\.description)
    let files = found.files
    let outcomes = Parallel.map(below: files.count, jobs: jobs) { index -> Result<T, FileError> in
      do throws(FileError) {
        let format = Draft.Format(ofFileNamed: files[index])
        let bytes = try FileSystem.read(files[index], limit: format.largestFile)
        let source = SourceText(decoding: bytes, as: format)
        // What is wrong with a configuration is told by `stet check`.
        let site = (try? loader.project(for: files[index]))?.site ?? .english
        return .success(read(files[index], Draft.reading(source, as: format, site: site)))
      } catch {
        return .failure(error)
      }
    }
    var results: [T] = []
    for outcome in outcomes {
      switch outcome {
      case .success(let result): results.append(result)
      case .failure(let error): complaints.append(error.description)
      }
    }
    for complaint in complaints { StandardOutput.complain(VisibleText.visible(lines: complaint)) }
    return (results, complaints.isEmpty)
  }
}
