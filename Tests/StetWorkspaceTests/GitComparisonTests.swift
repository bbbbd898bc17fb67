import Foundation
import StetCore
import StetTestSupport
import StetWorkspace
import Testing

/// The ignore rules, held against git itself.
@Suite(.enabled(if: Git.isInstalled, "git is not installed"))
struct GitComparisonTests {
  @Test(arguments: 0..<6 as Range<UInt64>)
  func `what git leaves untracked and not ignored is what is found`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let folder = try TemporaryFolder()
    try Git.run(["init", "-q"], in: folder)
    let names = [
      "a", "b", "ab", "abc", "foo", "x y", "é", "a[b]", "a*", "B", "a-b", "#a", "!a", "a\\b",
    ]
    var folders = [""]
    for _ in 0..<12 {
      folders.append(generator.pick(folders) + generator.pick(names) + "/")
    }
    for _ in 0..<60 {
      // A name may be a folder already, or a file where a folder was to be.
      let path = generator.pick(folders) + generator.pick(names) + generator.pick([".md", ".txt"])
      try folder.write("", to: path)
    }
    for _ in 0..<40 {
      var files: [String] = [".git/info/exclude", ".gitignore"]
      for _ in 0..<3 { files.append(generator.pick(folders) + ".gitignore") }
      for file in files {
        let lines = (0..<Int.random(in: 0..<4, using: &generator)).map { _ in
          pattern(&generator, names)
        }
        try folder.write(lines.joined(separator: generator.pick(["\n", "\r\n"])), to: file)
      }
      let listed = try Git.run(
        ["ls-files", "-z", "--others", "--exclude-standard"], in: folder)
      let expected = listed.split(separator: "\0").map(String.init).filter {
        $0.hasSuffix(".md") || $0.hasSuffix(".txt")
      }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
      let found = FileDiscovery.find(
        [folder.path], using: ProjectLoader(registry: Nothing.registry))
      let paths = found.files.map { Paths.display($0, relativeTo: folder.path) }
      if paths != expected {
        let rules = try files.map {
          "\($0):\n\(try String(contentsOfFile: folder / $0, encoding: .utf8))"
        }
        Issue.record(
          """
          only here: \(Set(paths).subtracting(expected).sorted())
          only git: \(Set(expected).subtracting(paths).sorted())
          \(rules.joined(separator: "\n"))
          """)
        return
      }
    }
  }

  private func pattern(_ generator: inout SeededGenerator, _ names: [String]) -> String {
    func piece(_ generator: inout SeededGenerator) -> String {
      switch Int.random(in: 0..<12, using: &generator) {
      case 0...3: generator.pick(names)
      case 4: generator.pick(names) + generator.pick([".md", ".txt", ".*"])
      case 5: "*" + generator.pick(["", ".md", ".txt", "b*", "b.?d", "***"])
      case 6: "**"
      case 7: generator.pick(["?", "??", "a?", "a??", "?.md", "*?"])
      case 8:
        generator.pick(["[ab]", "[!ab]", "[^a]", "[a-c]", "[]a]", "[[:alpha:]]", "[a", "[b-a]*"])
          + generator.pick(["", ".md", "*"])
      case 9: generator.pick(["\\#a*", "\\a", "a\\*", "a\\[b\\]*", "a\\\\b*", "x\\", "a[[]b]*"])
      case 10: generator.pick(["", " ", "a ", "x y*", "é*", "[[:", "[a-", "[!", "[\\]]", "a[/]b"])
      default: "*"
      }
    }
    var text = generator.pick(["", "", "", "!", "#", "/", "!/"])
    let count = generator.pick([1, 1, 1, 2, 2, 3])
    text += (0..<count).map { _ in piece(&generator) }.joined(separator: "/")
    return text + generator.pick(["", "", "", "/", " ", "  ", "\\ ", "/**", "//"])
  }
}

private enum Git {
  static let path = ["/usr/bin/git", "/usr/local/bin/git", "/bin/git"].first {
    FileManager.default.isExecutableFile(atPath: $0)
  }

  static var isInstalled: Bool { path != nil }

  @discardableResult
  static func run(_ arguments: [String], in folder: TemporaryFolder) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path ?? "")
    // Without the settings of whoever runs the tests.
    process.environment = [
      "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1", "HOME": folder.path,
      "XDG_CONFIG_HOME": folder.path, "LC_ALL": "C",
    ]
    process.arguments = ["-C", folder.path] + arguments
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    return String(decoding: data, as: UTF8.self)
  }
}
