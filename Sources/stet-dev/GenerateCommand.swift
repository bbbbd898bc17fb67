import ArgumentParser
import BuiltInAnalyzers
import Glibc
import StetCore
import StetReporters
import StetWorkspace

/// Writes the files that are made from the code.
struct GenerateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "generate",
    abstract: "Write the pages and schemas that are made from the code.",
    discussion: "Pages of rules that are no more are removed.")

  @Flag(help: "Write nothing; name what is not up to date, and end with 1 if anything is.")
  var check = false

  @Option(help: ArgumentHelp("The folder of the repository.", valueName: "folder"))
  var root = "."

  func run() throws {
    let files = try GeneratedFiles.all(in: root)
    var stale: [String] = []
    for file in files {
      let path = Paths.join(root, file.path)
      let current: [UInt8]?
      do throws(FileError) { current = try FileSystem.read(path) } catch { current = nil }
      guard current != file.contents else { continue }
      stale.append(file.path)
      if !check {
        Self.makeFolders(of: file.path, in: root)
        do throws(FileError) {
          try FileSystem.writeAtomically(file.contents, to: path)
        } catch {
          throw ValidationError(error.description)
        }
      }
    }
    for path in leftovers(beside: files) {
      stale.append(path)
      if !check { unlink(Paths.join(root, path)) }
    }
    for path in stale { print(check ? "not up to date: \(path)" : "written: \(path)") }
    if check && !stale.isEmpty {
      print("To renew them: \(GeneratedFiles.command)")
      throw ExitCode(1)
    }
  }

  /// Pages of rules that are no more.
  private func leftovers(beside files: [GeneratedFiles.File]) -> [String] {
    let folder = GeneratedFiles.rulesFolder
    let entries: [FileSystem.Entry]
    do throws(FileError) { entries = try FileSystem.list(Paths.join(root, folder)) } catch {
      return []
    }
    let known = Set(files.map(\.path))
    return entries.filter { $0.kind == .file }
      .map { Paths.join(folder, String(decoding: $0.name, as: UTF8.self)) }
      .filter { $0.utf8.suffix(3).elementsEqual(".md".utf8) && !known.contains($0) }
      .sorted()
  }

  /// Makes the folders on the way to a file in `root`.
  private static func makeFolders(of path: String, in root: String) {
    var folder = root
    for part in Paths.folder(of: path).split(separator: "/") {
      folder = Paths.join(folder, String(part))
      mkdir(folder, 0o777)
    }
  }
}
