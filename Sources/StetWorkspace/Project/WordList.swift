import Glibc
package import StetCore

/// The word lists that people add words to.
package enum WordList {
  /// The list of the person who runs Stet, which holds in every project:
  /// `stet/dictionary.txt` in `$XDG_CONFIG_HOME`, or else in `~/.config`. `nil`
  /// when the environment names neither. The file need not exist.
  package static var personal: String? {
    if let folder = BaseFolders.environment("XDG_CONFIG_HOME") {
      return Paths.join(folder, "stet/dictionary.txt")
    }
    return BaseFolders.environment("HOME").map { Paths.join($0, ".config/stet/dictionary.txt") }
  }

  /// Whether a text can stand in a list as a word.
  package static func takes(_ word: String) -> Bool {
    guard let first = word.utf8.first, let last = word.utf8.last, word.utf8.count <= 256 else {
      return false
    }
    return first != UInt8(ascii: "#") && first != UInt8(ascii: "!")
      && !first.isASCIIWhitespace && !last.isASCIIWhitespace
      && !word.utf8.contains { $0.isLineBreak || $0 == 0 }
      && !word.contains(" #")
  }

  /// Whether a file has the name of another checker's settings.
  package static func isOfOtherChecker(_ path: String) -> Bool {
    OtherCheckers.kind(of: path) != nil
  }

  /// The names that the settings of other checkers may have, as globs for those who
  /// watch files.
  package static var namesOfOtherCheckers: [String] { OtherCheckers.names.map(\.name) }

  /// Whether words can be added to a file: to every list, and to those settings of other
  /// checkers that say where.
  package static func canAdd(to path: String) -> Bool {
    if HunspellFiles.words(at: path) != nil { return false }
    return OtherCheckers.kind(of: path).map(OtherCheckers.takesWords) ?? true
  }

  /// Adds a word to a list, from which what says the contrary of it is taken out, or to the settings of another checker, by the name of the
  /// file. The list, and its folder, are made when they are not
  /// there; every other byte of it stays, and it is replaced whole or not at all.
  ///
  /// - Parameter word: a text that the list ``takes(_:)``.
  /// - Parameter isForbidden: whether the list forbids the word.
  /// - Returns: whether the list has changed: not when it has the word already.
  /// - Throws: an error with the system's words; the list is untouched then.
  @discardableResult
  package static func add(
    _ word: String, to path: String, isForbidden: Bool = false
  ) throws(FileError) -> Bool {
    guard takes(word) else { throw FileError(path: path, reason: "“\(word)” is no word") }
    var bytes: [UInt8] = []
    if FileSystem.exists(path) {
      bytes = try FileSystem.read(path, limit: Project.dictionaryLimit)
    } else {
      try FileSystem.createFolder(Paths.folder(of: path))
    }
    let source = SourceText(decoding: bytes)
    switch source.encoding {
    case .utf8, .utf8WithByteOrderMark: break
    case .utf16LittleEndian, .utf16BigEndian, .singleByte:
      throw FileError(path: path, reason: "A word list must be UTF-8 for words to be added")
    }
    let known = try entries(of: path)
    if known.contains(where: { $0.word == word && $0.isForbidden == isForbidden }) { return false }
    if let kind = OtherCheckers.kind(of: path) {
      if known.contains(where: { $0.word == word }) {
        throw FileError(path: path, reason: "It says otherwise of “\(word)”; edit it")
      }
      guard canAdd(to: path),
        let changed = OtherCheckers.adding(word, isForbidden: isForbidden, to: bytes, kind),
        OtherCheckers.says(word, isForbidden: isForbidden, in: changed, path, kind)
      else { throw FileError(path: path, reason: "There is no place for a word in it") }
      try FileSystem.writeAtomically(changed, to: path)
      return true
    }
    // A list that accepts and forbids a word would forbid it.
    for entry in Vocabulary.entries(ofList: bytes).reversed()
    where entry.word == word && PersonalDictionary.entries(bytes, path) == nil {
      bytes.removeSubrange(entry.line)
    }
    let newline = Array(source.lineBreak.utf8)
    if let last = bytes.last, !last.isLineBreak { bytes += newline }
    bytes += (isForbidden ? [UInt8(ascii: "!")] : []) + Array(word.utf8) + newline
    try FileSystem.writeAtomically(bytes, to: path)
    return true
  }

  /// Whether a file is a dictionary of hunspell's that has a word as it is written.
  package static func accepts(_ word: String, inHunspell path: String) -> Bool {
    guard let words = HunspellFiles.words(at: path) else { return false }
    return (try? HunspellFiles.source(words))?.accepts(word) ?? false
  }

  /// The path of the system's medical word list, when it is there and has a word.
  package static func medicalListAccepting(_ word: String) -> String? {
    HunspellFiles.words(at: HunspellFiles.medicalName).flatMap {
      accepts(word, inHunspell: $0) ? $0 : nil
    }
  }

  /// What a list says, in its order; nothing when there is no such file.
  package static func entries(of path: String) throws(FileError) -> [Vocabulary.Entry] {
    guard FileSystem.exists(path), HunspellFiles.words(at: path) == nil else { return [] }
    if let entries = OtherCheckers.entries(of: path) { return entries }
    let bytes = try FileSystem.read(path, limit: Project.dictionaryLimit)
    if let entries = PersonalDictionary.entries(bytes, path) { return entries }
    return Vocabulary.entries(ofList: SourceText(decoding: bytes).utf8)
  }

  /// Takes the lines of a word out of a list, whether they accept or forbid it; every
  /// other byte stays.
  ///
  /// - Returns: how many lines there were.
  /// - Throws: an error with the system's words; the list is untouched then.
  package static func remove(_ word: String, from path: String) throws(FileError) -> Int {
    guard FileSystem.exists(path), HunspellFiles.words(at: path) == nil else { return 0 }
    if let entries = OtherCheckers.entries(of: path) {
      if !entries.contains(where: { $0.word == word }) { return 0 }
      throw FileError(
        path: path, reason: "Words are not removed from another program’s settings; edit them")
    }
    var bytes = try FileSystem.read(path, limit: Project.dictionaryLimit)
    guard SourceText(decoding: bytes).utf8 == bytes else {
      throw FileError(path: path, reason: "A word list must be UTF-8 for words to be removed")
    }
    let lines = Vocabulary.entries(ofList: bytes).filter { $0.word == word }.map(\.line)
    for line in lines.reversed() { bytes.removeSubrange(line) }
    if !lines.isEmpty { try FileSystem.writeAtomically(bytes, to: path) }
    return lines.count
  }
}
