import ArgumentParser
import Foundation
import StetLexicon
import StetLexiconCompiler

/// Compiles `Dictionaries/` into the data that the program embeds.
struct DictionariesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dictionaries",
    abstract: "Compile the lists in Dictionaries/ into en.lexicon and en.endings.")

  @Option(help: "The folder of the word lists.")
  var folder = "Dictionaries"

  @Flag(help: "Change nothing; fail if a file is not what the lists compile to.")
  var check = false

  @Option(help: "Renew the lists in en/scowl from this folder of SCOWL's files first.")
  var importScowl: String?

  @Option(
    help: ArgumentHelp(
      "Renew the lists in en/frequencies from this folder of symspellpy's files first.",
      valueName: "folder"))
  var importFrequencies: String?

  func run() throws {
    let folder = URL(filePath: folder, directoryHint: .isDirectory)
    if let importFrequencies {
      let target = folder.appending(path: "en/frequencies")
      try FileManager.default.createDirectory(at: target, withIntermediateDirectories: true)
      for (name, text) in try FrequencyImport.lists(from: URL(filePath: importFrequencies)) {
        try Data(text.utf8).write(to: target.appending(path: name))
      }
    }
    if let importScowl {
      let lists = try ScowlImport.lists(from: URL(filePath: importScowl))
      let target = folder.appending(path: "en/scowl")
      try FileManager.default.createDirectory(at: target, withIntermediateDirectories: true)
      for (name, text) in lists.sorted(by: { $0.key < $1.key }) {
        try Data(text.utf8).write(to: target.appending(path: name))
      }
    }
    let sources = try WordLists.sources(in: folder)
    let compiled = try LexiconCompiler(sources).compile()
    try write(compiled, to: folder.appending(path: "en.lexicon"))
    let model = try EndingModelCompiler(WordLists.endings(in: folder)).compile()
    try write(model, to: folder.appending(path: "en.endings"))
  }

  private func write(_ compiled: [UInt8], to file: URL) throws {
    if check {
      guard let present = try? Data(contentsOf: file), present.elementsEqual(compiled) else {
        print("\(file.relativePath) is stale; run: swift run -c release stet-dev dictionaries")
        throw ExitCode.failure
      }
    } else {
      try Data(compiled).write(to: file)
    }
    print("\(file.relativePath): \(compiled.count) bytes")
  }
}

/// Finds the word lists of a language.
enum WordLists {
  /// The readable form of the model of endings: every `.txt` in `endings`, in
  /// order of names, as one.
  static func endings(in folder: URL) throws -> [UInt8] {
    let root = folder.appending(path: "endings")
    return try FileManager.default.contentsOfDirectory(atPath: root.path)
      .filter { $0.hasSuffix(".txt") }.sorted()
      .flatMap { [UInt8](try Data(contentsOf: root.appending(path: $0))) }
  }

  /// Every `.txt` in `en` and its folders, in order of paths.
  static func sources(in folder: URL) throws -> [LexiconCompiler.Source] {
    let root = folder.appending(path: "en")
    let names = try FileManager.default.subpathsOfDirectory(atPath: root.path)
      .filter { $0.hasSuffix(".txt") }.sorted()
    return try names.map { name in
      LexiconCompiler.Source(
        name: name, bytes: [UInt8](try Data(contentsOf: root.appending(path: name))))
    }
  }
}

/// Reads SCOWL's files as Debian's package `scowl` installs them.
enum ScowlImport {
  private struct Spelling {
    var commonness: Int
    var regions: Set<String> = []
    var isVariant = true
  }

  /// The lists, by the names of their files: one for each class.
  ///
  /// Possessives are left out, as the lexicon knows them by rule, and so are the
  /// variants that SCOWL itself calls doubtful (`variant_3`), its jargon
  /// (`special-hacker`), and names that its last class has in lower case.
  static func lists(from folder: URL) throws -> [String: String] {
    var spellings: [String: Spelling] = [:]
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() {
      let parts = name.split(separator: ".")
      guard parts.count == 2, let last = parts.last, let commonness = Int(last) else { continue }
      let category = parts[0]
      guard !category.hasPrefix("variant_3"), !category.hasPrefix("special-hacker") else {
        continue
      }
      let isVariant = category.contains("variant_")
      let regions: [String] =
        category.hasPrefix("american-")
        ? ["US"]
        : category.hasPrefix("british")
          ? ["GB"]
          : category.hasPrefix("canadian")
            ? ["CA"] : category.hasPrefix("australian") ? ["AU"] : ["US", "GB", "CA", "AU"]
      for word in try words(of: folder.appending(path: name)) where !word.hasSuffix("'s") {
        var spelling = spellings[word] ?? Spelling(commonness: commonness)
        spelling.commonness = min(spelling.commonness, commonness)
        if !isVariant {
          spelling.regions.formUnion(regions)
          spelling.isVariant = false
        }
        spellings[word] = spelling
      }
    }
    // Class 95 has many names in lower case: “london”.
    for (word, spelling) in spellings where spelling.commonness == 95 && word == word.lowercased() {
      let name = word.prefix(1).uppercased() + word.dropFirst()
      if name != word, let known = spellings[name], known.commonness < 95 { spellings[word] = nil }
    }
    var lists: [Int: [String]] = [:]
    for (word, spelling) in spellings {
      let order = ["US", "GB", "CA", "AU"].filter(spelling.regions.contains)
      let note =
        spelling.isVariant
        ? "\tvariant" : order.count == 4 ? "" : "\t" + order.joined(separator: " ")
      lists[spelling.commonness, default: []].append(word + note)
    }
    return Dictionary(
      uniqueKeysWithValues: lists.map { commonness, lines in
        let sorted = lines.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        return (
          "\(commonness).txt",
          "# class: \(commonness)\n# From SCOWL; see SOURCES.md.\n"
            + sorted.joined(separator: "\n") + "\n"
        )
      })
  }

  private static func words(of file: URL) throws -> [String] {
    let data = try Data(contentsOf: file)
    // Most files are in Latin-1, some in UTF-8.
    let text = String(data: data, encoding: .utf8) ?? String(data: data, encoding: .isoLatin1) ?? ""
    return text.split(separator: "\n").map(String.init)
  }
}
