import StetCore

/// Finds and reads hunspell's dictionaries.
enum HunspellFiles {
  /// The `.dic` file that a path, or a name such as `de_DE` at the end of one, means:
  /// one with an `.aff` file beside it. `nil` when there is none.
  static func words(at path: String) -> String? {
    if path.hasSuffix(".dic") { return isPair(path) ? path : nil }
    let name = Paths.name(of: path)
    guard !FileSystem.exists(path), !name.isEmpty,
      name.utf8.allSatisfy({ $0.isASCIIAlphanumeric || $0 == 0x5F || $0 == 0x2D })
    else { return nil }
    return folders.lazy.map { Paths.join($0, name + ".dic") }.first(where: isPair)
  }

  private static func isPair(_ path: String) -> Bool {
    FileSystem.exists(path) && FileSystem.exists(affixes(of: path))
  }

  private static func affixes(of words: String) -> String { words.dropLast(3) + "aff" }

  /// Where hunspell looks for dictionaries.
  private static var folders: [String] {
    let own = BaseFolders.environment("DICPATH")?.split(separator: ":").map(String.init) ?? []
    return own + [
      "/usr/share/hunspell", "/usr/share/myspell", "/usr/share/myspell/dicts",
      "/usr/local/share/hunspell", "/Library/Spelling", "/opt/homebrew/share/hunspell",
    ]
  }

  /// The words of a `.dic` file. Some 10 to 30 ms.
  static func source(_ path: String) throws(FileError) -> WordSource {
    let dictionary = HunspellDictionary(
      words: try FileSystem.read(path, limit: Project.dictionaryLimit),
      affixes: try FileSystem.read(affixes(of: path), limit: Project.dictionaryLimit))
    return WordSource { dictionary.contains($0) }
  }
}
