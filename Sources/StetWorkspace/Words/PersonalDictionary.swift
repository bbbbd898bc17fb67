import StetCore

/// Personal dictionaries of hunspell and aspell.
enum PersonalDictionary {
  /// What such a dictionary says, in its order; `nil` when a file is none.
  ///
  /// hunspell's are known by their names, `.hunspell_en_US`: `word`, `word/model` to take
  /// the endings of a model, `*word` to forbid. aspell's begin with `personal_ws-1.1`.
  static func entries(_ bytes: [UInt8], _ path: String) -> [Vocabulary.Entry]? {
    let isAspell = bytes.starts(with: "personal_ws-1.".utf8)
    guard isAspell || Paths.name(of: path).hasPrefix(".hunspell_") else { return nil }
    let source = SourceText(decoding: bytes)
    return source.lineStarts.indices.dropFirst(isAspell ? 1 : 0).compactMap {
      line -> Vocabulary.Entry? in
      let range = source.contentRange(ofLine: line)
      var word = source.bytes(in: range)
      while word.last?.isASCIIWhitespace ?? false { word.removeLast() }
      let isForbidden = !isAspell && word.first == UInt8(ascii: "*")
      if isForbidden { word.removeFirst() }
      if !isAspell, let slash = word.firstIndex(of: UInt8(ascii: "/")) { word = word[..<slash] }
      if word.isEmpty { return nil }
      return Vocabulary.Entry(
        word: String(decoding: word, as: UTF8.self), isForbidden: isForbidden,
        line: range.start.utf8..<range.end.utf8, number: line + 1)
    }
  }

  /// The personal dictionaries that hunspell and aspell keep for English, in the home
  /// folder, of those that there are.
  static var found: [String] {
    guard let home = BaseFolders.environment("HOME") else { return [] }
    let names = [
      ".hunspell_default", ".hunspell_en_US", ".hunspell_en_GB", ".hunspell_en_CA",
      ".hunspell_en_AU", ".aspell.en.pws", ".aspell.en_US.pws", ".aspell.en_GB.pws",
    ]
    return names.map { Paths.join(home, $0) }.filter(FileSystem.exists)
  }
}
