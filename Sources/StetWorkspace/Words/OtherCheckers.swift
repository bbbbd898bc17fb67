import StetCore

/// What the settings of other spelling checkers say, read as they are: `cspell.json`
/// and its kin, `typos.toml`, codespell's.
struct OtherCheckers {
  /// The words that are right, or forbidden, and patterns of what is no prose.
  private(set) var vocabulary = Vocabulary()
  /// Globs of files and folders that are not to be checked, relative to the folder.
  private(set) var excluded: [String] = []
  /// The files that say so, absolute, in the order in which they are read.
  private(set) var files: [String] = []
  /// What each file says of words, in its order.
  private(set) var entries: [String: [Vocabulary.Entry]] = [:]
  /// What is wrong with them.
  private(set) var issues: [ProjectError.Issue] = []

  private let folder: String
  private let currentFolder: String
  /// The file that is being read.
  private var path = ""

  /// How a file is written, and whose it is.
  enum Kind: Sendable {
    case cspellJSON, cspellYAML, vscode, typos, codespell, pyproject
  }

  /// The names that are looked for, in this order.
  static let names: [(name: String, kind: Kind)] = [
    ("cspell.json", .cspellJSON), (".cspell.json", .cspellJSON), ("cSpell.json", .cspellJSON),
    (".cSpell.json", .cspellJSON), ("cspell.config.json", .cspellJSON),
    (".vscode/cspell.json", .cspellJSON), ("cspell.yaml", .cspellYAML),
    ("cspell.yml", .cspellYAML), (".cspell.yaml", .cspellYAML), (".cspell.yml", .cspellYAML),
    ("cspell.config.yaml", .cspellYAML), ("cspell.config.yml", .cspellYAML),
    (".vscode/settings.json", .vscode), ("typos.toml", .typos), ("_typos.toml", .typos),
    (".typos.toml", .typos), (".codespellrc", .codespell), ("setup.cfg", .codespell),
    ("pyproject.toml", .pyproject),
  ]

  /// Reads what there is in a folder, given by its absolute path.
  init(
    in folder: String, currentFolder: String, reading names: [(name: String, kind: Kind)] = names
  ) {
    self.folder = folder
    self.currentFolder = currentFolder
    for (name, kind) in names {
      let path = Paths.join(folder, name)
      guard FileSystem.exists(path) else { continue }
      read(path, kind)
    }
  }

  /// What a file says of words, in its order; `nil` for a file that is none of these.
  static func entries(of path: String) -> [Vocabulary.Entry]? {
    guard let kind = kind(of: path) else { return nil }
    var reader = OtherCheckers(in: Paths.folder(of: path), currentFolder: "/", reading: [])
    reader.read(path, kind)
    return reader.entries[path] ?? []
  }

  /// What a file of this path is; `nil` when it is none of these.
  static func kind(of path: String) -> Kind? {
    names.first { path == $0.name || path.hasSuffix("/" + $0.name) }?.kind
  }

  /// Whether a folder has a file whose only use is to set a checker.
  static func isSet(in folder: String) -> Bool {
    names.contains { name, kind in
      switch kind {
      case .vscode, .pyproject: false
      case .codespell where name == "setup.cfg": false
      default: FileSystem.exists(Paths.join(folder, name))
      }
    }
  }

  private mutating func read(_ path: String, _ kind: Kind) {
    self.path = path
    do throws(FileError) {
      let bytes = try FileSystem.read(path, limit: YAMLReader.maximumSize)
      let words = vocabulary
      let globs = excluded
      do throws(ConfigurationIssue) {
        try parse(bytes, kind)
      } catch {
        // What is not for a checker alone is none of our business.
        if kind == .vscode || kind == .pyproject { return }
        issues.append(
          ProjectError.Issue(path: Paths.display(path, relativeTo: currentFolder), error))
        return
      }
      if vocabulary != words || excluded != globs || Self.isOwn(kind, path) { files.append(path) }
    } catch {
      issues.append(
        ProjectError.Issue(
          path: Paths.display(path, relativeTo: currentFolder), message: error.reason))
    }
  }

  private mutating func parse(_ bytes: [UInt8], _ kind: Kind) throws(ConfigurationIssue) {
    switch kind {
    case .cspellJSON: readCSpell(try Self.json(bytes), prefix: "")
    case .cspellYAML: readCSpell(try YAMLReader.read(bytes), prefix: "")
    case .vscode: readCSpell(try Self.json(bytes), prefix: "cSpell.")
    case .typos: readTypos(try TOMLReader.read(bytes))
    case .pyproject:
      let tools = try TOMLReader.read(bytes)["tool"]
      if let typos = tools?["typos"] { readTypos(typos) }
      if let codespell = tools?["codespell"] { readCodespell(codespell) }
    case .codespell: readCodespell(Self.sections(bytes)["codespell"])
    }
  }

  /// Whether a file of these bytes would say so of a word.
  static func says(
    _ word: String, isForbidden: Bool, in bytes: [UInt8], _ path: String, _ kind: Kind
  ) -> Bool {
    var reader = OtherCheckers(in: Paths.folder(of: path), currentFolder: "/", reading: [])
    reader.path = path
    do throws(ConfigurationIssue) { try reader.parse(bytes, kind) } catch { return false }
    return reader.entries[path]?.contains { $0.word == word && $0.isForbidden == isForbidden }
      ?? false
  }

  private static func isOwn(_ kind: Kind, _ path: String) -> Bool {
    switch kind {
    case .vscode, .pyproject: false
    case .codespell: Paths.name(of: path) != "setup.cfg"
    default: true
    }
  }

  // MARK: cspell

  private mutating func readCSpell(_ node: ConfigurationNode?, prefix: String) {
    guard let node else { return }
    for key in ["words", "ignoreWords", "userWords"] {
      for word in node[prefix + key]?.values ?? [] { addCSpell(word) }
    }
    for word in node[prefix + "flagWords"]?.values ?? [] {
      flag(word.string ?? "", at: word.mark)
    }
    for glob in node[prefix + "ignorePaths"]?.strings ?? [] { exclude(glob) }
    for pattern in node[prefix + "ignoreRegExpList"]?.strings ?? [] { ignoreCSpell(pattern) }
    let used = Set(node[prefix + "dictionaries"]?.strings ?? [])
    for definition in node[prefix + "dictionaryDefinitions"]?.values ?? [] {
      guard let name = definition["name"]?.string, used.contains(name),
        let path = definition["path"]?.string
      else { continue }
      addList(path)
    }
  }

  /// A word of cspell's: `!word` forbids it, `*` and `+` say how it is set together.
  private mutating func addCSpell(_ node: ConfigurationNode) {
    guard let text = node.string else { return }
    if text.hasPrefix("!") { return flag(String(text.dropFirst()), at: node.mark) }
    accept(text.filter { $0 != "*" && $0 != "+" && $0 != "~" }, at: node.mark)
  }

  /// A forbidden word, perhaps with what is meant: `hte`, `hte->the`, `hte:the`.
  private mutating func flag(_ text: String, at mark: ConfigurationNode.Mark) {
    if let arrow = text.firstRange(of: "->") ?? text.firstRange(of: ":") {
      let word = text[..<arrow.lowerBound].filter { !$0.isWhitespace }
      let meant = text[arrow.upperBound...].split(separator: ",").first.map(String.init) ?? ""
      forbid(String(word), for: meant.filter { !$0.isWhitespace }, at: mark)
    } else {
      forbid(text, for: nil, at: mark)
    }
  }

  private mutating func accept(_ word: String, at mark: ConfigurationNode.Mark) {
    if word.isEmpty { return }
    vocabulary.accept(word)
    entries[path, default: []].append(
      Vocabulary.Entry(word: word, isForbidden: false, line: 0..<0, number: mark.line + 1))
  }

  private mutating func forbid(
    _ word: String, for meant: String?, at mark: ConfigurationNode.Mark
  ) {
    if word.isEmpty { return }
    if let meant, !meant.isEmpty {
      vocabulary.forbid(word, for: meant)
    } else {
      vocabulary.forbid(word)
    }
    entries[path, default: []].append(
      Vocabulary.Entry(word: word, isForbidden: true, line: 0..<0, number: mark.line + 1))
  }

  /// A pattern of JavaScript's, `/…/flags`, or one without marks. Names of patterns
  /// that cspell defines are passed over: Stet knows addresses and code without them.
  private mutating func ignoreCSpell(_ text: String) {
    guard text.hasPrefix("/"), let end = text.lastIndex(of: "/"), end > text.startIndex else {
      if text.contains(where: { !$0.isLetter && !$0.isNumber && $0 != "-" }) { ignore(text) }
      return
    }
    let flags = text[text.index(after: end)...].filter { "imsx".contains($0) }
    let body = text[text.index(after: text.startIndex)..<end]
    ignore(flags.isEmpty ? String(body) : "(?\(flags))\(body)")
  }

  private mutating func ignore(_ pattern: String) {
    if let pattern = IgnoredPattern(pattern) { vocabulary.ignore(pattern) }
  }

  // MARK: typos

  private mutating func readTypos(_ node: ConfigurationNode) {
    let base = node["default"]
    for table in ["extend-words", "extend-identifiers"] {
      for (word, value) in base?[table]?.pairs ?? [] {
        guard let meant = value.string else { continue }
        if meant == word {
          accept(word, at: value.mark)
        } else {
          forbid(word, for: meant, at: value.mark)
        }
      }
    }
    for pattern in base?["extend-ignore-re"]?.strings ?? [] { ignore(pattern) }
    // These match whole words and identifiers.
    for key in ["extend-ignore-words-re", "extend-ignore-identifiers-re"] {
      for pattern in base?[key]?.strings ?? [] {
        ignore("\\b(?:\(pattern.trimming(prefix: "^").trimming(suffix: "$")))\\b")
      }
    }
    for glob in node["files"]?["extend-exclude"]?.strings ?? [] { exclude(glob) }
  }

  // MARK: codespell

  private mutating func readCodespell(_ node: ConfigurationNode?) {
    func list(_ key: String) -> [String] {
      (node?[key]?.strings ?? []).flatMap { $0.split(separator: ",") }
        .map { $0.filter { !$0.isWhitespace } }.filter { !$0.isEmpty }
    }
    let mark = node?["ignore-words-list"]?.mark ?? .start
    for word in list("ignore-words-list") { accept(word, at: mark) }
    for path in list("ignore-words") { addList(path) }
    for glob in list("skip") { exclude(glob) }
    for pattern in node?["ignore-regex"]?.strings ?? [] { ignore(pattern) }
  }

  private mutating func addList(_ path: String) {
    let absolute = Paths.absolute(path, in: folder)
    // A list that is packed, or not there, is that checker's business.
    guard FileSystem.exists(absolute), !path.hasSuffix(".gz"), !path.hasSuffix(".trie") else {
      return
    }
    if let issue = vocabulary.add(listAt: absolute, currentFolder) {
      issues.append(issue)
    } else {
      files.append(absolute)
    }
  }

  private mutating func exclude(_ glob: String) {
    var glob = glob
    if glob.hasPrefix("./") { glob.removeFirst(2) }
    // One that Stet's own configuration does not take is left out.
    if (try? Glob(Array(glob.utf8), .configuration)) != nil { excluded.append(glob) }
  }

  // MARK: Text

  /// The value of JSON, which YAML without its comments is, too.
  private static func json(_ bytes: [UInt8]) throws(ConfigurationIssue) -> ConfigurationNode? {
    do throws(ConfigurationIssue) {
      return try YAMLReader.read(withoutComments(bytes))
    } catch {
      throw ConfigurationIssue(
        at: ConfigurationNode.Mark(line: error.line, column: error.column),
        error.message.replacing("YAML", with: "JSON"), expected: error.expected,
        nearest: error.nearest)
    }
  }

  /// JSON without the comments that many programs allow in it. Linear.
  static func withoutComments(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var index = 0
    var isInString = false
    while index < bytes.count {
      let byte = bytes[index]
      if isInString {
        result.append(byte)
        if byte == UInt8(ascii: "\\"), index + 1 < bytes.count {
          result.append(bytes[index + 1])
          index += 1
        } else if byte == UInt8(ascii: "\"") {
          isInString = false
        }
        index += 1
      } else if byte == UInt8(ascii: "/"), bytes.byte(at: index + 1) == UInt8(ascii: "/") {
        while index < bytes.count, !bytes[index].isLineBreak { index += 1 }
      } else if byte == UInt8(ascii: "/"), bytes.byte(at: index + 1) == UInt8(ascii: "*") {
        index += 2
        while index < bytes.count,
          !(bytes[index] == UInt8(ascii: "*") && bytes.byte(at: index + 1) == UInt8(ascii: "/"))
        {
          if bytes[index].isLineBreak { result.append(bytes[index]) }
          index += 1
        }
        index = min(bytes.count, index + 2)
      } else {
        if byte == UInt8(ascii: "\"") { isInString = true }
        result.append(byte == .tab ? .space : byte)
        index += 1
      }
    }
    return result
  }

  /// The sections of an INI file, each a mapping of texts. A line that begins with
  /// white space goes on with the value before it.
  private static func sections(_ bytes: [UInt8]) -> [String: ConfigurationNode] {
    var sections: [String: [(key: String, value: String, line: Int)]] = [:]
    var section = ""
    let source = SourceText(decoding: bytes)
    for line in source.lineStarts.indices {
      let text = source.string(in: source.contentRange(ofLine: line))
      let trimmed = text.trimmingSpaces()
      if trimmed.isEmpty || trimmed.hasPrefix("#") || trimmed.hasPrefix(";") { continue }
      if trimmed.hasPrefix("["), trimmed.hasSuffix("]") {
        section = String(trimmed.dropFirst().dropLast())
      } else if text.first?.isWhitespace ?? false, var own = sections[section], !own.isEmpty {
        own[own.count - 1].value += "," + trimmed
        sections[section] = own
      } else if let mark = trimmed.firstIndex(where: { $0 == "=" || $0 == ":" }) {
        let key = String(trimmed[..<mark]).trimmingSpaces()
        let value = String(trimmed[trimmed.index(after: mark)...]).trimmingSpaces()
        sections[section, default: []].append((key, value, line))
      }
    }
    return sections.mapValues { pairs in
      ConfigurationNode(
        .mapping(
          pairs.map { pair in
            let mark = ConfigurationNode.Mark(line: pair.line, column: 0)
            return ConfigurationNode.Entry(
              key: ConfigurationNode(.scalar(pair.key, isQuoted: true), at: mark),
              value: ConfigurationNode(.scalar(pair.value, isQuoted: true), at: mark))
          }), at: .start)
    }
  }
}

extension ConfigurationNode {
  /// The value of a key; `nil` when this is no mapping or has no such key.
  fileprivate subscript(key: String) -> ConfigurationNode? {
    pairs.last { $0.key == key }?.value
  }

  /// The keys that are texts, and their values; none when this is no mapping.
  fileprivate var pairs: [(key: String, value: ConfigurationNode)] {
    guard case .mapping(let entries) = content else { return [] }
    return entries.compactMap { entry in entry.key.string.map { ($0, entry.value) } }
  }

  fileprivate var values: [ConfigurationNode] {
    if case .sequence(let values) = content { values } else { [] }
  }

  fileprivate var string: String? {
    if case .scalar(let text, _) = content { text } else { nil }
  }

  /// A list's texts, or the one text.
  fileprivate var strings: [String] {
    string.map { [$0] } ?? values.compactMap(\.string)
  }
}

extension String {
  fileprivate func trimmingSpaces() -> String {
    var text = self[...]
    while text.first?.isWhitespace ?? false { text.removeFirst() }
    while text.last?.isWhitespace ?? false { text.removeLast() }
    return String(text)
  }

  fileprivate func trimming(prefix: String) -> String {
    hasPrefix(prefix) ? String(dropFirst(prefix.count)) : self
  }

  fileprivate func trimming(suffix: String) -> String {
    hasSuffix(suffix) ? String(dropLast(suffix.count)) : self
  }
}
