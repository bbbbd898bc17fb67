import StetCore
import Testing

@Suite struct GlobTests {
  /// Whether a pattern matches a path below its base; a slash at the path's end
  /// means a folder.
  private func matches(
    _ pattern: String, _ path: String, _ dialect: Glob.Dialect = .configuration
  ) -> Bool {
    guard let glob = try? Glob(Array(pattern.utf8), dialect) else { return false }
    return glob.matches(
      PathParts(path.utf8), from: 0, isFolder: path.utf8.last == UInt8(ascii: "/"))
  }

  @Test(arguments: [
    // A pattern without a slash looks at names, at any depth.
    ("*.md", "a.md", true), ("*.md", "x/y/a.md", true), ("*.md", "a.mdx", false),
    ("vendor", "x/vendor/", true), ("vendor", "vendor/a.md", false),
    // One with a slash looks at the whole path.
    ("/a.md", "a.md", true), ("/a.md", "x/a.md", false), ("x/a.md", "x/a.md", true),
    ("x/a.md", "y/x/a.md", false), ("x/*.md", "x/y/a.md", false), ("x/*/a", "x/y/a", true),
    ("x/*/a", "x/a", false), ("./x/a.md", "x/a.md", true),
    // A slash at the end asks for a folder.
    ("build/", "x/build/", true), ("build/", "x/build", false), ("x/build/", "x/build/", true),
    // Two stars as a part stand for folders.
    ("**/a", "a", true), ("**/a", "x/y/a", true), ("x/**", "x/", false), ("x/**", "x/y/a", true),
    ("x/**/a", "x/a", true), ("x/**/a", "x/y/z/a", true), ("x/**/a", "xa", false),
    ("**/x/**/a*/**", "b/x/c/x/ab/d", true), ("**/x/**/a*/**", "b/x/c/x/ab", false),
    ("**", "a/b", true), ("/**", "a", true), ("x**y", "xzy", true), ("x/a**b", "x/a/b", false),
    // Characters and sets.
    ("?.md", "a.md", true), ("?.md", ".md", false), ("?.md", "é.md", true),
    ("??.md", "é.md", false),
    ("*?é", "aé", true), ("*??", "€", false),
    ("[a-c].md", "b.md", true), ("[!a-c].md", "b.md", false), ("[^a-c].md", "d.md", true),
    ("[à-ü].md", "é.md", true), ("[]a]", "]", true), ("[a-]", "-", true),
    ("[[:digit:]]x", "7x", true),
    ("[\\]]", "]", true), ("x[/]y", "x/y", false), ("x[!a]y", "x/y", false),
    // Escapes.
    ("\\*.md", "*.md", true), ("\\*.md", "a.md", false), ("\\{a\\}", "{a}", true),
    // Braces.
    ("*.{md,txt}", "a.txt", true), ("*.{md,txt}", "a.rst", false), ("{a,b/c}", "x/a", true),
    ("{a,b/c}", "b/c", true), ("{a,b/c}", "x/b/c", false), ("{a,{b,c}d}e", "cde", true),
    ("x{,.bak}", "x", true), ("x{,.bak}", "x.bak", true), ("[{]", "{", true),
  ])
  func `a pattern matches as its signs say`(pattern: String, path: String, expected: Bool) {
    #expect(matches(pattern, path) == expected)
  }

  @Test(arguments: [
    ("?.md", "é.md", false), ("??.md", "é.md", true), ("*.{md,txt}", "a.md", false),
    ("*.{md,txt}", "a.{md,txt}", true), ("a//b", "a/b", false), ("../a", "../a", true),
    ("[[:nope:]]", "n", false), ("a\\", "a\\", false), ("[", "[", false), ("[z-a]", "z", true),
  ])
  func `patterns of ignore files are read as git reads them`(
    pattern: String, path: String, expected: Bool
  ) {
    #expect(matches(pattern, path, .ignoreFile) == expected)
  }

  @Test func `a path is matched from the base on`() throws {
    let glob = try Glob(Array("docs/*.md".utf8), .configuration)
    let path = PathParts("home/me/docs/a.md".utf8)
    #expect(glob.matches(path, from: 2, isFolder: false))
    #expect(!glob.matches(path, from: 0, isFolder: false))
    #expect(!glob.matches(path, from: 4, isFolder: false))
    #expect(!glob.matches(path, from: nil, isFolder: false))
    let anywhere = try Glob(Array("**/docs/*.md".utf8), .configuration)
    #expect(anywhere.matches(path, from: nil, isFolder: false))
  }

  @Test func `parts come and go`() {
    var path = PathParts("/a//b/./c".utf8)
    #expect(path.count == 3)
    path.removeLast()
    path.append("d".utf8)
    #expect(path == PathParts("a/b/d".utf8))
    #expect(path.starts(with: PathParts("a/b".utf8)))
    #expect(!path.starts(with: PathParts("ab".utf8)))
    for _ in 0..<5 { path.removeLast() }
    #expect(path.count == 0)
  }

  @Test func `stars do not make the time explode`() {
    let name = String(repeating: "a", count: 5000)
    let stars = String(repeating: "a*", count: 1000)
    let folders = String(repeating: "a/", count: 500)
    // A matcher that goes back to every star would not end before the sun does.
    #expect(!matches(stars + "b", name))
    #expect(matches(stars, name))
    #expect(!matches(String(repeating: "**/a/", count: 100) + "b", folders))
    #expect(!matches(String(repeating: "**/*a*/", count: 100) + "b", folders))
  }

  @Test func `braces that stand for too much are refused`() {
    let many = String(repeating: "{a,b}", count: 40)
    #expect(throws: Glob.Malformed.self) { try Glob(Array(many.utf8), .configuration) }
    let deep = String(repeating: "{a,", count: 1300)
    #expect(throws: Glob.Malformed.self) { try Glob(Array(deep.utf8), .configuration) }
    let long = [UInt8](repeating: UInt8(ascii: "a"), count: 5000)
    #expect(throws: Glob.Malformed.self) { try Glob(long, .ignoreFile) }
  }
}
