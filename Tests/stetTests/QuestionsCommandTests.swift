import Foundation
import Testing

@Suite("stet questions")
struct QuestionsCommandTests {
  private func run(_ command: String, in folder: Folder) throws -> Program.Result {
    try Program.stet.shell("HOME=$PWD/home \"$STET\" questions \(command)", in: folder)
  }

  @Test func `a check keeps what many questions mean, and needs nothing that was kept`() throws {
    let topics = ["gout", "scurvy", "vertigo", "mumps"]
    let text =
      topics.map { "## How do you treat \($0)?\n\nRest.\n\n" }.joined()
      + topics.map { "## What are treatments for \($0)?\n\nHeat.\n\n" }.joined()
    let folder = try Folder(["a.md": "# Ailments\n\n" + text])
    func check(_ options: String) throws -> String {
      try Program.stet.shell("HOME=$PWD/home \"$STET\" check a.md \(options)", in: folder).output
    }
    let kept = "home/.cache/stet/index/questions.vectors"
    let first = try check("--no-cache")
    #expect(first.contains("4 warnings"))
    #expect((try? folder.read(kept)) == nil)
    #expect(try check("") == first)
    #expect(try folder.read(kept).count > 8 * 384)
    #expect(try check("") == first)
    _ = try folder.write(Array("damaged".utf8), to: kept)
    #expect(try check("") == first)
  }

  @Test func `pairs are judged, each on a line with its reason`() throws {
    let folder = try Folder([
      "pairs.tsv": """
      a\tWhat causes hiccups?\twhat causes hiccups
      b\tHow do you treat back spasm?\tWhat are treatments for back muscle spasms?
      c\tWhat causes lower back pain?\tWhat causes upper back pain?
      d\tWhat causes hiccups?\tHow do I sharpen a knife?

      """
    ])
    let result = try run("compare < pairs.tsv", in: folder)
    #expect(result.status == 0, "\(result.errors)")
    let rows = result.output.split(separator: "\n").map { $0.split(separator: "\t") }
    #expect(rows.map(\.count) == [4, 4, 4, 4])
    #expect(rows.map { $0[0] } == ["a", "b", "c", "d"])
    #expect(
      rows.map { $0[2] } == [
        "repeated-question", "duplicate-question", "related-question", "distinct",
      ])
    let likely = rows.map { Double($0[1]) ?? -1 }
    #expect(likely.allSatisfy { (0...1).contains($0) })
    #expect(likely[1] > likely[2] && likely[2] > likely[3])
  }

  @Test func `a line that is no pair is named with its number`() throws {
    let folder = try Folder(["pairs.tsv": "a\tOne?\tTwo?\n\nlost\n"])
    let result = try run("compare < pairs.tsv", in: folder)
    #expect(result.status == 2)
    #expect(result.output == "")
    #expect(
      result.errors
        == "stet: <stdin>:3: The line has one field (expected 3, with tabs between them)\n")
  }

  @Test func `the questions of drafts are grouped across files`() throws {
    let folder = try Folder([
      "a.md": "# Backs\n\n## How do you treat back spasm?\n\nRest.\n",
      "b.md": "# Muscles\n\n## What are treatments for back muscle spasms?\n\nHeat.\n",
      "c.md": "# Knives\n\n## How do I sharpen a knife?\n\nWith a stone.\n",
    ])
    let result = try run("cluster a.md b.md c.md", in: folder)
    #expect(result.status == 1, "\(result.errors)")
    #expect(
      result.output == """
        a.md:3: How do you treat back spasm?
        b.md:3: What are treatments for back muscle spasms?

        """)
  }
}

@Suite("What stet questions keeps")
struct QuestionCacheTests {
  private static let files = [
    "a.md": "# Backs\n\n## How do you treat back spasm?\n\nRest.\n",
    "b.md": "# Muscles\n\n## What are treatments for back muscle spasms?\n\nHeat.\n",
    "c.md": "# Knives\n\n## How do I sharpen a knife?\n\nWith a stone.\n",
  ]
  private static let found = """
    a.md:3: How do you treat back spasm?
    b.md:3: What are treatments for back muscle spasms?

    """

  /// A folder of drafts that have rested.
  private func drafts() throws -> Folder {
    let folder = try Folder(Self.files)
    // Drafts that were written to just now are read again, for their times are not sure.
    usleep(200_000)
    return folder
  }

  private func run(_ command: String, in folder: Folder) throws -> Program.Result {
    try Program.stet.shell(
      "XDG_CACHE_HOME=$PWD/.cache HOME=$PWD \"$STET\" questions \(command)", in: folder)
  }

  private func cached(_ folder: Folder) -> [String] {
    let path = folder.url.appending(path: ".cache/stet/index").path
    return ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
  }

  @Test func `a second run reads no draft and encodes nothing`() throws {
    let folder = try drafts()
    #expect(try run("cluster", in: folder).output == Self.found)
    #expect(cached(folder).count == 2)
    let before = try sizes(folder)
    #expect(try run("cluster", in: folder).output == Self.found)
    #expect(try run("find 'What are treatments for back spasm?' .", in: folder).status == 0)
    #expect(try sizes(folder) == before)
  }

  private func sizes(_ folder: Folder) throws -> [String: Int] {
    var sizes: [String: Int] = [:]
    for name in cached(folder) {
      let path = folder.url.appending(path: ".cache/stet/index/" + name).path
      sizes[name] = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
    }
    return sizes
  }

  @Test func `drafts that change, go and come are followed`() throws {
    let folder = try drafts()
    _ = try run("cluster", in: folder)
    try folder.write(Array("# Backs\n\n## How do you grow leeks?\n\nSlowly.\n".utf8), to: "a.md")
    #expect(try run("cluster", in: folder).output == "")
    try FileManager.default.moveItem(
      at: folder.url.appending(path: "b.md"), to: folder.url.appending(path: "z.md"))
    try folder.write(Array("# Leeks\n\n## How can I grow leeks?\n\nSlowly.\n".utf8), to: "d.md")
    #expect(
      try run("cluster", in: folder).output == """
        a.md:3: How do you grow leeks?
        d.md:3: How can I grow leeks?

        """)
    try FileManager.default.removeItem(at: folder.url.appending(path: "d.md"))
    try folder.write(Array(Self.files["a.md", default: ""].utf8), to: "a.md")
    #expect(
      try run("cluster", in: folder).output
        == Self.found.replacingOccurrences(of: "b.md", with: "z.md"))
  }

  @Test func `what a project says of sites is followed`() throws {
    let folder = try drafts()
    try folder.write(
      Array("Backs\n\nHow do you treat back spasm?\n\nRest, and see a doctor.\n".utf8), to: "e.txt")
    usleep(200_000)
    let before = try run("find 'How do you treat back spasm?' e.txt", in: folder).output
    try folder.write([], to: ".stet.yml")
    try folder.write(
      Array("chrome:\n  - how do you treat back spasm?\n".utf8), to: ".stet/chrome/own.yml")
    let after = try run("find 'How do you treat back spasm?' e.txt", in: folder).output
    #expect(
      try run("find --no-cache 'How do you treat back spasm?' e.txt", in: folder).output == after)
    #expect(before != after || before.isEmpty)
  }

  @Test func `nothing is kept when that is asked`() throws {
    let folder = try drafts()
    #expect(try run("cluster --no-cache", in: folder).output == Self.found)
    #expect(cached(folder) == [])
  }

  @Test func `without a place to keep things all is found the same`() throws {
    let folder = try drafts()
    try folder.write([], to: ".cache")
    let result = try run("cluster", in: folder)
    #expect(result.output == Self.found)
    #expect(result.errors == "")
  }

  @Test func `a run that is killed at any moment leaves nothing wrong`() throws {
    let folder = try drafts()
    for round in 0..<12 {
      let process = Process()
      process.executableURL = Program.stet.url
      process.arguments = ["questions", "cluster"]
      process.currentDirectoryURL = folder.url
      process.environment = ["XDG_CACHE_HOME": folder.url.path + "/.cache", "HOME": "/"]
      process.standardOutput = FileHandle.nullDevice
      process.standardError = FileHandle.nullDevice
      try process.run()
      usleep(UInt32(round * 8_000))
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      if round % 4 == 3 { #expect(try run("cluster", in: folder).output == Self.found) }
    }
    #expect(cached(folder).filter { $0.hasSuffix(".new") } == [])
  }

  @Test func `runs at once lose nothing`() async throws {
    let folder = try drafts()
    try await withThrowingTaskGroup(of: String.self) { group in
      for _ in 0..<4 { group.addTask { try run("cluster", in: folder).output } }
      for try await output in group { #expect(output == Self.found) }
    }
    #expect(try run("cluster", in: folder).output == Self.found)
  }

  @Test func `vectors of pairs and tables are kept too`() throws {
    let folder = try Folder(["q.tsv": "1\tWhat causes cramps?\n2\tHow do I prune roses?\n"])
    let first = try run("cluster --tsv < q.tsv", in: folder)
    #expect(cached(folder) == ["questions.vectors"])
    let before = try sizes(folder)
    #expect(try run("cluster --tsv < q.tsv", in: folder).output == first.output)
    #expect(try sizes(folder) == before)
  }
}
