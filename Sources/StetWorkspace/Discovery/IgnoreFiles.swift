package import StetCore

/// The rules of one file in the syntax of `.gitignore`.
package struct IgnoreRules: Sendable {
  private struct Rule: Sendable {
    var glob: Glob
    /// Whether it takes back what a rule before it said.
    var isNegated: Bool
  }

  private var rules: [Rule] = []

  /// Reads the lines of a file. Never fails: a line that git would match with
  /// nothing is left out.
  package init(_ bytes: [UInt8]) {
    var rest = bytes[...]
    if rest.starts(with: [0xEF, 0xBB, 0xBF]) { rest = rest.dropFirst(3) }
    for line in rest.split(separator: UInt8(ascii: "\n")) {
      var text = line
      if text.first == UInt8(ascii: "#") { continue }
      if text.last == UInt8(ascii: "\r") { text.removeLast() }
      text = Self.withoutTrailingSpaces(text)
      let isNegated = text.first == UInt8(ascii: "!")
      if isNegated { text.removeFirst() }
      guard let glob = try? Glob(Array(text), .ignoreFile) else { continue }
      rules.append(Rule(glob: glob, isNegated: isNegated))
    }
  }

  /// Whether there is no rule.
  package var isEmpty: Bool { rules.isEmpty }

  /// Spaces at the end of a line count only behind a backslash.
  private static func withoutTrailingSpaces(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var end = line.startIndex
    var index = line.startIndex
    while index < line.endIndex {
      if line[index] == UInt8(ascii: "\\") {
        index = min(index + 2, line.endIndex)
        end = index
      } else {
        index += 1
        if line[index - 1] != .space { end = index }
      }
    }
    return line[..<end]
  }

  /// Whether a path is ignored, by the last rule that matches it; `nil` when
  /// none does. `base` is how many of its parts lead to the rules' folder.
  package func decision(_ path: PathParts, from base: Int, isFolder: Bool) -> Bool? {
    for rule in rules.reversed() {
      if rule.glob.matches(path, from: base, isFolder: isFolder) { return !rule.isNegated }
    }
    return nil
  }
}

/// The ignore files that count in one folder, with those of the folders above.
///
/// In each folder `.gitignore` and `.stetignore` count. The deeper file decides,
/// and in one file the last rule; whatever `.stetignore` files say counts before
/// all that is git's. `.git/info/exclude` counts last. The rules of git end at
/// the folder of the repository: what is above it, or around a repository in
/// another, has no say. A file in an ignored folder is never looked at, so no
/// rule can bring it back.
///
/// The settings of the person who runs Stet (`core.excludesFile`) have no say
/// either: a draft is checked for everybody or for nobody.
final class IgnoreLevel: Sendable {
  private let parent: IgnoreLevel?
  /// How many parts the folder's absolute path has.
  private let depth: Int
  private let isRepository: Bool
  private let stetRules: IgnoreRules?
  private let gitRules: IgnoreRules?
  private let repositoryRules: IgnoreRules?

  private init(
    _ parent: IgnoreLevel?, _ depth: Int, isRepository: Bool, stetRules: IgnoreRules?,
    gitRules: IgnoreRules?, repositoryRules: IgnoreRules?
  ) {
    self.parent = parent
    self.depth = depth
    self.isRepository = isRepository
    self.stetRules = stetRules
    self.gitRules = gitRules
    self.repositoryRules = repositoryRules
  }

  /// Whether a path, which lies in the level's folder, is ignored.
  func ignores(_ path: PathParts, isFolder: Bool) -> Bool {
    var level: IgnoreLevel? = self
    while let current = level {
      if let rules = current.stetRules,
        let decision = rules.decision(path, from: current.depth, isFolder: isFolder)
      {
        return decision
      }
      level = current.parent
    }
    level = self
    while let current = level {
      if let rules = current.gitRules,
        let decision = rules.decision(path, from: current.depth, isFolder: isFolder)
      {
        return decision
      }
      if current.isRepository {
        return current.repositoryRules?.decision(path, from: current.depth, isFolder: isFolder)
          ?? false
      }
      level = current.parent
    }
    return false
  }

  // MARK: Finding the files

  /// What a folder holds that bears on ignoring.
  struct Contents: OptionSet {
    let rawValue: Int
    static let repository = Contents(rawValue: 1)
    static let gitRules = Contents(rawValue: 2)
    static let stetRules = Contents(rawValue: 4)
    static let all: Contents = [.repository, .gitRules, .stetRules]

    init(rawValue: Int) { self.rawValue = rawValue }

    /// What a name in a folder stands for; nothing for most names.
    init(name: [UInt8]) {
      if name.elementsEqual(".git".utf8) {
        self = .repository
      } else if name.elementsEqual(".gitignore".utf8) {
        self = .gitRules
      } else if name.elementsEqual(".stetignore".utf8) {
        self = .stetRules
      } else {
        self = []
      }
    }
  }

  /// The level of a folder in that of the folder above; `parent` itself when the
  /// folder adds nothing.
  ///
  /// - Parameter folder: an absolute path of `depth` parts.
  /// - Parameter contents: what may be there.
  static func level(
    of folder: String, depth: Int, in parent: IgnoreLevel?, contents: Contents,
    errors: inout [FileError]
  ) -> IgnoreLevel? {
    let git = Paths.join(folder, ".git")
    let isRepository = contents.contains(.repository) && FileSystem.exists(git)
    func rules(_ path: String) -> IgnoreRules? {
      guard FileSystem.exists(path) else { return nil }
      do throws(FileError) {
        guard try FileSystem.kind(of: path) != .folder else { return nil }
        let rules = IgnoreRules(try FileSystem.read(path, limit: 16 << 20))
        return rules.isEmpty ? nil : rules
      } catch {
        errors.append(error)
        return nil
      }
    }
    let gitRules = contents.contains(.gitRules) ? rules(Paths.join(folder, ".gitignore")) : nil
    let stetRules = contents.contains(.stetRules) ? rules(Paths.join(folder, ".stetignore")) : nil
    let repositoryRules =
      isRepository ? commonFolder(ofRepository: git).flatMap { rules($0 + "/info/exclude") } : nil
    guard isRepository || gitRules != nil || stetRules != nil else { return parent }
    return IgnoreLevel(
      parent, depth, isRepository: isRepository, stetRules: stetRules, gitRules: gitRules,
      repositoryRules: repositoryRules)
  }

  /// The level of the folder above `folder`, an absolute path.
  ///
  /// Counts from the root of the repository that `folder` lies in, and for
  /// `.stetignore` from the folder of the project where that is further up;
  /// nothing where there is neither.
  static func levelAbove(
    _ folder: String, project: String?, errors: inout [FileError]
  ) -> IgnoreLevel? {
    var above: [String] = []
    var repository: String?
    var current = folder
    if FileSystem.exists(Paths.join(folder, ".git")) { repository = folder }
    while current != "/" {
      current = Paths.folder(of: current)
      above.append(current)
      if repository == nil && FileSystem.exists(Paths.join(current, ".git")) {
        repository = current
      }
    }
    var level: IgnoreLevel?
    var isInProject = false
    var isInRepository = false
    for folder in above.reversed() {
      if folder == project { isInProject = true }
      if folder == repository { isInRepository = true }
      var contents: Contents = []
      if isInRepository { contents = .all }
      if isInProject { contents.formUnion(repository == nil ? .all : .stetRules) }
      if contents.isEmpty { continue }
      level = Self.level(
        of: folder, depth: PathParts(folder.utf8).count, in: level, contents: contents,
        errors: &errors)
    }
    return level
  }

  /// The folder that holds `info/exclude`. In a linked working tree `.git` is a
  /// file that names the folder of the tree, which names that of the repository.
  private static func commonFolder(ofRepository git: String) -> String? {
    guard let kind = try? FileSystem.kind(of: git) else { return nil }
    if kind == .folder { return git }
    guard let line = firstLine(of: git), line.hasPrefix("gitdir: ") else { return nil }
    let folder = Paths.join(Paths.folder(of: git), String(line.dropFirst("gitdir: ".count)))
    guard let common = firstLine(of: folder + "/commondir") else { return folder }
    return Paths.join(folder, common)
  }

  private static func firstLine(of path: String) -> String? {
    guard let bytes = try? FileSystem.read(path, limit: 1 << 16) else { return nil }
    return String(decoding: bytes.prefix { !$0.isLineBreak }, as: UTF8.self)
  }
}
