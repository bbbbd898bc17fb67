import StetCore
import StetTestSupport
import Testing

/// Globs, held against a slow matcher that tries everything.
@Suite struct GlobPropertyTests {
  /// Matches one part by trying every length for every star.
  private func matches(_ pattern: Substring, _ name: Substring) -> Bool {
    guard let sign = pattern.first else { return name.isEmpty }
    let rest = pattern.dropFirst()
    switch sign {
    case "*": return matches(rest, name) || (!name.isEmpty && matches(pattern, name.dropFirst()))
    case "?": return !name.isEmpty && matches(rest, name.dropFirst())
    default: return name.first == sign && matches(rest, name.dropFirst())
    }
  }

  /// Matches parts by trying every number of folders for every `**`.
  private func matches(_ pattern: ArraySlice<Substring>, _ path: ArraySlice<Substring>) -> Bool {
    guard let part = pattern.first else { return path.isEmpty }
    let rest = pattern.dropFirst()
    if part.count > 1 && part.allSatisfy({ $0 == "*" }) {
      // At the end at least one part has to be there.
      if rest.isEmpty { return !path.isEmpty }
      return matches(rest, path) || (!path.isEmpty && matches(pattern, path.dropFirst()))
    }
    guard let name = path.first else { return false }
    return matches(part, name) && matches(rest, path.dropFirst())
  }

  @Test func `a glob matches what a slow matcher matches`() throws {
    var generator = SeededGenerator(seed: 11)
    var matched = 0
    for _ in 0..<20_000 {
      let signs = (0..<Int.random(in: 1..<9, using: &generator)).map { _ in
        generator.pick(["a", "é", "*", "*", "?", "/", "**/", "/**"])
      }
      let pattern = signs.joined()
      let names = (0..<Int.random(in: 1..<5, using: &generator)).map { _ in
        (0..<Int.random(in: 1..<4, using: &generator)).map { _ in generator.pick(["a", "é", "b"]) }
          .joined()
      }
      let path = names.joined(separator: "/")
      guard let glob = try? Glob(Array(pattern.utf8), .configuration) else { continue }
      let isFolder = pattern.hasSuffix("/")
      let body = isFolder ? pattern.dropLast() : pattern[...]
      var parts = body.split(separator: "/")
      // Without a slash at its start or inside, a pattern means any depth.
      if !body.contains("/") {
        parts = ["**"] + parts.map { $0.allSatisfy { $0 == "*" } ? "*" : $0 }
      }
      let expected = matches(parts[...], path.split(separator: "/")[...])
      let found = glob.matches(PathParts(path.utf8), from: 0, isFolder: true)
      #expect(found == expected, "\(pattern) with \(path)")
      if found { matched += 1 }
    }
    #expect((1000..<19_000).contains(matched))
  }

  @Test func `no pattern and no path traps`() {
    var generator = SeededGenerator(seed: 12)
    let signs = Array("aaab**??//[[]]!^-\\{{}},,.:é ".utf8) + [0, 0xFF, 0xC3]
    var tried = 0
    for round in 0..<20_000 {
      let pattern = (0..<Int.random(in: 0..<40, using: &generator)).map { _ in
        generator.pick(signs)
      }
      let path = (0..<Int.random(in: 0..<60, using: &generator)).map { _ in
        generator.pick(signs)
      }
      guard let glob = try? Glob(pattern, round % 2 == 0 ? .configuration : .ignoreFile) else {
        continue
      }
      _ = glob.matches(PathParts(path), from: round % 3, isFolder: round % 5 == 0)
      tried += 1
    }
    #expect(tried > 1000)
  }
}
