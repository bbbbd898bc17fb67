import StetCore
import Synchronization

/// Finds and reads hunspell's dictionaries.
enum HunspellFiles {
  /// The `.dic` file that a path, or a name such as `de_DE` at the end of one, means.
  /// `nil` when there is none.
  static func words(at path: String) -> String? {
    if path.hasSuffix(".dic") { return FileSystem.exists(path) ? path : nil }
    let name = Paths.name(of: path)
    guard !FileSystem.exists(path), !name.isEmpty,
      name.utf8.allSatisfy({ $0.isASCIIAlphanumeric || $0 == 0x5F || $0 == 0x2D })
    else { return nil }
    return folders.lazy.map { Paths.join($0, name + ".dic") }.first(where: FileSystem.exists)
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

  /// The words of a `.dic` file, with the endings of the `.aff` file beside it, if there
  /// is one. Some 10 to 30 ms.
  static func source(_ path: String) throws(FileError) -> WordSource {
    let dictionary = try dictionary(path)
    return WordSource { dictionary.contains($0) }
  }

  private static func dictionary(_ path: String) throws(FileError) -> HunspellDictionary {
    let affixes = affixes(of: path)
    return HunspellDictionary(
      words: try FileSystem.read(path, limit: Project.dictionaryLimit),
      affixes: FileSystem.exists(affixes)
        ? try FileSystem.read(affixes, limit: Project.dictionaryLimit) : [])
  }

  /// The name of the medical dictionary.
  static let medicalName = "en_med_glut"

  /// The medical words of Debian's package `hunspell-en-med`, whose licence keeps them out
  /// of Stet; `nil` when it is not installed. They are read when a word is asked for.
  static var medicalWords: WordSource? {
    guard let path = words(at: medicalName) else { return nil }
    let known = Mutex<HunspellDictionary?>(nil)
    return WordSource { word in
      let medical = known.withLock { known -> HunspellDictionary? in
        // What cannot be read has no words, and is not tried again.
        known = known ?? (try? dictionary(path)) ?? HunspellDictionary(words: [], affixes: [])
        return known
      }
      return medical?.contains(word) ?? false
    }
  }
}
