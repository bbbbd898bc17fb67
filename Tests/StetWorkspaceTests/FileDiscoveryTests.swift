import Foundation
import StetCore
import StetWorkspace
import Testing

@Suite struct FileDiscoveryTests {
  /// What is found, relative to the folder.
  private func find(_ folder: TemporaryFolder, _ paths: [String] = [""]) -> [String] {
    let result = FileDiscovery.find(
      paths.map { $0.isEmpty ? folder.path : folder / $0 },
      using: ProjectLoader(registry: Nothing.registry))
    #expect(result.errors == [])
    return result.files.map { Paths.display($0, relativeTo: folder.path) }
  }

  // MARK: Files and folders

  @Test func `a folder gives the files that Stet reads, in order of bytes`() throws {
    let folder = try TemporaryFolder([
      "b.md": "", "a/z.txt": "", "a.md": "", "a/é.TXT": "", "a/b/c.markdown": "", "x.png": "",
      "README": "", ".md": "", "md": "", "B.md": "", "a-.md": "", "x.md/y.html": "",
    ])
    #expect(
      find(folder) == [
        "B.md", "a-.md", "a.md", "a/b/c.markdown", "a/z.txt", "a/é.TXT", "b.md",
        "x.md/y.html",
      ])
  }

  @Test func `XML and records are taken when they look like articles`() throws {
    let folder = try TemporaryFolder([
      "ours.xml": "<article xmlns=\"urn:stet:article:1\"><title>Cramps</title></article>",
      "docbook.xml": "<?xml version='1.0'?><book xmlns='http://docbook.org/ns/docbook'/>",
      "dita.xml": "<!DOCTYPE task PUBLIC '-//OASIS//DTD DITA Task//EN' 'task.dtd'><task/>",
      "pom.xml": "<project><name>x</name></project>", "empty.xml": "", "no.xml": "question",
      "qa.jsonl": "{\"id\": 1, \"question\": \"Is it safe?\", \"answer\": \"Yes.\"}\n",
      "log.jsonl": "{\"level\": \"info\", \"message\": \"started\"}\n", "broken.jsonl": "{",
      "list.jsonl": "[\"question\"]\n",
    ])
    #expect(find(folder) == ["dita.xml", "docbook.xml", "ours.xml", "qa.jsonl"])
    #expect(find(folder, ["pom.xml", "log.jsonl"]) == ["log.jsonl", "pom.xml"])
  }

  @Test func `a file that is named is taken, whatever it is called`() throws {
    let folder = try TemporaryFolder([
      ".stet.yml": "exclude: ['*']", ".gitignore": "*", "x.png": "", ".hidden": "", "d/a.md": "",
    ])
    #expect(find(folder, ["x.png", ".hidden"]) == [".hidden", "x.png"])
    #expect(find(folder) == [])
  }

  @Test func `hidden files and folders are passed over unless named`() throws {
    let folder = try TemporaryFolder([".a.md": "", ".d/b.md": "", "c.md": "", ".d/.e/f.md": ""])
    #expect(find(folder) == ["c.md"])
    #expect(find(folder, [".d"]) == [".d/b.md"])
  }

  @Test func `a file comes once, however often it is named`() throws {
    let folder = try TemporaryFolder(["d/a.md": "", "b.md": ""])
    #expect(find(folder, ["", "d", "d/a.md", "d/../d/a.md", "./b.md"]) == ["b.md", "d/a.md"])
  }

  @Test func `links to files are followed and links to folders are not`() throws {
    let folder = try TemporaryFolder(["d/a.md": "", "e/x": ""])
    try folder.link("a-link.md", to: "d/a.md")
    try folder.link("only.md", to: "e/x")
    try folder.link("second.md", to: "e/x")
    try folder.link("nowhere.md", to: "none")
    try folder.link("circle", to: ".")
    try folder.link("folder.md", to: "d")
    #expect(find(folder) == ["d/a.md", "only.md"])
    #expect(find(folder, ["circle/d"]) == ["circle/d/a.md"])
    #expect(find(folder, ["a-link.md"]) == ["a-link.md"])
  }

  @Test func `an ignore file that cannot be read is an error and the rest goes on`() throws {
    let folder = try TemporaryFolder(["a.md": "", ".gitignore": ""])
    truncate(folder / ".gitignore", 17 << 20)
    let result = FileDiscovery.find(
      [folder.path], using: ProjectLoader(registry: Nothing.registry))
    #expect(result.files == [folder / "a.md"])
    #expect(
      result.errors.map(\.description)
        == ["\(folder / ".gitignore"): Larger than 16 MB, the most that is read"])
  }

  @Test func `paths come out as they came in, without needless parts`() throws {
    let folder = try TemporaryFolder(["a.md": "", "d/b.md": ""])
    let loader = ProjectLoader(registry: Nothing.registry)
    let found = FileDiscovery.find([folder / "./a.md", folder / "d/../d//", ""], using: loader)
    #expect(found.files == [folder / "a.md", folder / "d/../d/b.md"])
    #expect(found.errors.map(\.description) == ["“”: No such file or directory"])
  }

  @Test func `what is missing is an error and the rest goes on`() throws {
    let folder = try TemporaryFolder(["a.md": ""])
    let result = FileDiscovery.find(
      [folder / "none.md", folder / "a.md", folder / "none.md", folder / "gone"],
      using: ProjectLoader(registry: Nothing.registry))
    #expect(result.files == [folder / "a.md"])
    #expect(
      result.errors.map(\.description) == [
        "\(folder / "gone"): No such file or directory",
        "\(folder / "none.md"): No such file or directory",
      ])
  }

  @Test func `a folder too deep to be opened is an error and the rest goes on`() throws {
    let folder = try TemporaryFolder(["a.md": ""])
    // Deeper than any path may be long, so that even root cannot name it.
    let name = String(repeating: "x", count: 250)
    var descriptors = [open(folder.path, O_RDONLY | O_DIRECTORY)]
    for _ in 0..<20 {
      guard let last = descriptors.last, mkdirat(last, name, 0o700) == 0 else { break }
      descriptors.append(openat(last, name, O_RDONLY | O_DIRECTORY))
    }
    let result = FileDiscovery.find(
      [folder.path], using: ProjectLoader(registry: Nothing.registry))
    #expect(result.files == [folder / "a.md"])
    #expect(result.errors.map(\.reason) == ["File name too long"])
    for _ in 0..<20 {
      close(descriptors.removeLast())
      if let last = descriptors.last { unlinkat(last, name, AT_REMOVEDIR) }
    }
    descriptors.forEach { close($0) }
  }

  @Test(.enabled(if: geteuid() != 0, "root may read everything"))
  func `a folder that must not be read is an error and the rest goes on`() throws {
    let folder = try TemporaryFolder(["a.md": "", "d/b.md": ""])
    chmod(folder / "d", 0)
    defer { chmod(folder / "d", 0o700) }
    let result = FileDiscovery.find(
      [folder.path], using: ProjectLoader(registry: Nothing.registry))
    #expect(result.files == [folder / "a.md"])
    #expect(result.errors.map(\.description) == ["\(folder / "d"): Permission denied"])
  }

  @Test func `a name that is not UTF-8 is an error`() throws {
    let folder = try TemporaryFolder(["a.md": ""])
    let descriptor = open(folder.path, O_RDONLY | O_DIRECTORY)
    let name: [CChar] = [0x62, -1, 0x2E, 0x6D, 0x64, 0]
    close(openat(descriptor, name, O_CREAT | O_WRONLY, 0o600))
    close(descriptor)
    let result = FileDiscovery.find(
      [folder.path], using: ProjectLoader(registry: Nothing.registry))
    #expect(result.files == [folder / "a.md"])
    #expect(
      result.errors.map(\.description) == [
        "\(folder / "b\u{FFFD}.md"): The name is not valid UTF-8"
      ])
  }

  // MARK: Include and exclude

  @Test func `include says which files of a folder are read`() throws {
    let files = [
      "a.md": "", "a.rst": "", "docs/b.rst": "", "docs/c.txt": "", "docs/c.png": "", "d/e.md": "",
    ]
    for (include, expected) in [
      ("['**/*.rst']", ["a.rst", "docs/b.rst"]),
      ("['*.{md,rst}']", ["a.md", "a.rst", "d/e.md", "docs/b.rst"]),
      ("[/*.md]", ["a.md"]),
      ("[docs]", ["docs/c.txt"]),
      ("['docs/**']", ["docs/c.txt"]),
      ("['docs/*', 'd/']", ["d/e.md", "docs/c.txt"]),
    ] {
      let folder = try TemporaryFolder(files)
      try folder.write("include: \(include)", to: ".stet.yml")
      #expect(find(folder) == expected, "include: \(include)")
      #expect(find(folder, ["docs"]) == expected.filter { $0.hasPrefix("docs/") })
    }
  }

  @Test func `exclude leaves files and folders out`() throws {
    let folder = try TemporaryFolder([
      ".stet.yml": "exclude: ['vendor/**', '*.draft.md', build, 'x/y/']",
      "a.md": "", "a.draft.md": "", "vendor/b.md": "", "lib/vendor/c.md": "", "lib/build/d.md": "",
      "x/y/e.md": "", "z/x/y/f.md": "",
    ])
    #expect(find(folder) == ["a.md", "lib/vendor/c.md", "z/x/y/f.md"])
  }

  @Test func `the nearest configuration decides`() throws {
    let folder = try TemporaryFolder([
      ".stet.yml": "exclude: ['*.txt']", "a.txt": "", "a.md": "",
      "d/.stet.yaml": "exclude: [/a.md]", "d/a.txt": "", "d/a.md": "", "d/e/a.md": "",
    ])
    #expect(find(folder) == ["a.md", "d/a.txt", "d/e/a.md"])
    #expect(find(folder, ["d/e"]) == ["d/e/a.md"])
  }

  @Test func `files are found where a configuration is wrong, and the error is kept`() throws {
    let folder = try TemporaryFolder(["a.md": "", "d/.stet.yml": "nope: 1", "d/b.md": ""])
    let loader = ProjectLoader(registry: Nothing.registry)
    let result = FileDiscovery.find([folder.path], using: loader)
    #expect(result.files.count == 2)
    #expect(loader.errors.count == 1)
    #expect(loader.errors.first?.description.hasPrefix("\(folder / "d/.stet.yml"):1:1: ") == true)
    #expect(throws: ProjectError.self) { try loader.project(for: folder / "d/b.md") }
    #expect(loader.errors.count == 1)
  }

  // MARK: Ignore files

  @Test func `ignore files count at each level, and the deeper one decides`() throws {
    let folder = try TemporaryFolder([
      ".gitignore": "*.txt\nbuild/\n", "a.txt": "", "a.md": "", "build/b.md": "",
      "d/.gitignore": "!keep.txt\n/c.md\n", "d/keep.txt": "", "d/c.md": "", "d/e/c.md": "",
      "d/build": "",
    ])
    #expect(find(folder) == ["a.md", "d/e/c.md", "d/keep.txt"])
  }

  @Test func `a file in an ignored folder cannot be brought back`() throws {
    let folder = try TemporaryFolder([
      ".gitignore": "d/\n!d/a.md\n", "d/.gitignore": "!a.md\n", "d/a.md": "", "b.md": "",
    ])
    #expect(find(folder) == ["b.md"])
  }

  @Test func `stetignore has the syntax of gitignore and comes before it`() throws {
    let folder = try TemporaryFolder([
      ".gitignore": "*.md\n", ".stetignore": "!draft*.md\n/d\n", "draft.md": "", "a.md": "",
      "d/draft.md": "", "e/draft2.md": "", "e/.gitignore": "draft2.md\n",
    ])
    #expect(find(folder) == ["draft.md", "e/draft2.md"])
  }

  @Test func `rules above the folder count from the root of the repository on`() throws {
    let folder = try TemporaryFolder([
      ".gitignore": "*\n", "r/.git/HEAD": "", "r/.git/info/exclude": "secret.md\n",
      "r/.gitignore": "/d/a.md\nb.md\n", "r/d/a.md": "", "r/d/e/b.md": "", "r/d/e/c.md": "",
      "r/d/secret.md": "", "r/d/e/.gitignore": "!b.md\n",
    ])
    #expect(find(folder, ["r/d"]) == ["r/d/e/b.md", "r/d/e/c.md"])
    #expect(find(folder, ["r"]) == ["r/d/e/b.md", "r/d/e/c.md"])
  }

  @Test func `a repository in another has its own rules`() throws {
    let folder = try TemporaryFolder([
      ".git/HEAD": "", ".gitignore": "a.md\n", "a.md": "", "sub/.git/HEAD": "", "sub/a.md": "",
      "sub/.gitignore": "b.md\n", "sub/b.md": "",
    ])
    #expect(find(folder) == ["sub/a.md"])
  }

  @Test func `a linked working tree has the exclusions of its repository`() throws {
    let folder = try TemporaryFolder([
      "main/.git/info/exclude": "a.md\n", "main/.git/worktrees/w/commondir": "../..\n",
      "tree/a.md": "", "tree/b.md": "",
    ])
    try folder.write("gitdir: \(folder / "main/.git/worktrees/w")\n", to: "tree/.git")
    #expect(find(folder, ["tree"]) == ["tree/b.md"])
  }

  @Test func `stetignore counts from the folder of the project on`() throws {
    let folder = try TemporaryFolder([
      ".stet.yml": "", ".stetignore": "a.md\n", "d/a.md": "", "d/b.md": "",
    ])
    #expect(find(folder, ["d"]) == ["d/b.md"])
  }

  @Test func `an ignored folder that is named is walked`() throws {
    let folder = try TemporaryFolder([".gitignore": "d/\n", "d/a.md": ""])
    #expect(find(folder, ["d"]) == ["d/a.md"])
  }

  @Test func `lines of ignore files are read as git reads them`() throws {
    let names = ["a.md", "#b.md", "c .md", "d.md ", "!e.md", "f.md", "g.md"]
    let folder = try TemporaryFolder(
      Dictionary(uniqueKeysWithValues: names.map { ($0, "") }))
    let rules = "\u{FEFF}a.md\r\n# g.md\n\\#b.md\nc .md  \nd.md\\ \n\\!e.md\nf.md"
    try folder.write("include: ['*']\n", to: ".stet.yml")
    try folder.write(rules, to: ".gitignore")
    #expect(find(folder) == ["g.md"])
  }

  // MARK: Size

  @Test func `ten thousand files are found`() throws {
    let folder = try TemporaryFolder([".gitignore": "*.log\nnode_modules/\n/build\n"])
    for group in 0..<100 {
      try FileManager.default.createDirectory(
        atPath: folder / "g\(group)", withIntermediateDirectories: true)
      for file in 0..<100 {
        close(open(folder / "g\(group)/file-\(file).md", O_CREAT | O_WRONLY, 0o600))
      }
    }
    #expect(find(folder).count == 10_000)
  }
}
