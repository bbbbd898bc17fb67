import StetCore

/// Which files a configuration takes when a folder is walked.
struct FileSelection: Sendable {
  private var include: [Glob] = []
  private var exclude: [Glob] = []
  private var base = PathParts()

  /// Takes every file that Stet reads.
  init() {}

  /// Takes what the globs of a configuration say, relative to the folder `base`,
  /// an absolute path. Globs that are none are left out: they have been reported.
  init(_ configuration: Configuration, base: String) {
    func globs(_ texts: [String]) -> [Glob] {
      texts.compactMap { try? Glob(Array($0.utf8), .configuration) }
    }
    include = globs(configuration.include)
    exclude = globs(configuration.exclude)
    self.base = PathParts(base.utf8)
  }

  /// Leaves out what more globs match, relative to the folder `base`, an absolute path.
  mutating func exclude(_ globs: [String], base: String) {
    exclude += globs.compactMap { try? Glob(Array($0.utf8), .configuration) }
    self.base = PathParts(base.utf8)
  }

  /// Whether a file or folder, as the parts of its absolute path, is left out.
  func excludes(_ path: PathParts, isFolder: Bool) -> Bool {
    guard !exclude.isEmpty else { return false }
    let base = path.starts(with: base) ? base.count : nil
    return exclude.contains { $0.matches(path, from: base, isFolder: isFolder) }
  }

  /// What `include` says of the files in a folder, whatever their names.
  enum Inclusion {
    /// Those that Stet reads.
    case readable
    /// Those that a glob matches by name.
    case matching
  }

  /// What `include` says of the files in a folder. A glob that matches the
  /// folder, or one that it lies in, takes what Stet reads there.
  func inclusion(inFolder path: PathParts) -> Inclusion {
    guard !include.isEmpty else { return .readable }
    guard path.starts(with: base), path.count > base.count else { return .matching }
    for count in base.count + 1...path.count {
      if include.contains(where: {
        $0.matches(path, from: base.count, count: count, isFolder: true)
      }) {
        return .readable
      }
    }
    return .matching
  }

  /// Whether the file at a path is taken.
  ///
  /// - Parameter isReadable: whether its name ends in a way that Stet knows. A
  ///   glob such as `docs/**` means only such files; `docs/*.rst` means what it says.
  func takes(_ path: PathParts, _ inclusion: Inclusion, isReadable: Bool) -> Bool {
    switch inclusion {
    case .readable where isReadable: return true
    case .readable, .matching:
      guard !include.isEmpty else { return false }
      let base = path.starts(with: base) ? base.count : nil
      return include.contains { glob in
        (isReadable || !glob.endsOpen) && glob.matches(path, from: base, isFolder: false)
      }
    }
  }
}
