import Glibc

/// Folders that the environment names.
enum BaseFolders {
  /// A folder that the environment names by its absolute path; others do not
  /// count, as the XDG Base Directory Specification asks.
  static func environment(_ name: String) -> String? {
    guard let value = getenv(name).flatMap({ String(validatingCString: $0) }),
      value.utf8.first == UInt8(ascii: "/")
    else { return nil }
    return value
  }
}

/// The folder for what can be made again at any time.
package enum CacheFolder {
  /// Where exported articles are put for a look: `stet/previews` in
  /// `$XDG_CACHE_HOME`, or else in `~/.cache`. `nil` when the environment names
  /// neither. The folder need not exist.
  package static var previews: String? { folder("stet/previews") }

  /// Where what is known of drafts is kept: `stet/index` in the same place.
  package static var index: String? { folder("stet/index") }

  private static func folder(_ name: String) -> String? {
    if let folder = BaseFolders.environment("XDG_CACHE_HOME") {
      return Paths.join(folder, name)
    }
    return BaseFolders.environment("HOME").map { Paths.join(Paths.join($0, ".cache"), name) }
  }
}
