import ArgumentParser
import BuiltInAnalyzers
import Glibc
import SpellingAnalyzers
import StetCore
import StetFormats
import StetLexicon
import StetReporters
import StetWorkspace
import Synchronization

struct DictionaryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dictionary",
    abstract: "Look after the words that a project, or you, brought.",
    discussion: """
      A word list has one word on each line; # starts a comment, ! before a word forbids it. A \
      project's own is .stet/dictionary.txt beside its .stet.yml, which may name more; yours is \
      stet/dictionary.txt in $XDG_CONFIG_HOME or ~/.config.
      """,
    subcommands: [Add.self, Remove.self, List.self, Trace.self, Unknown.self])

  /// Which list.
  struct ListOptions: ParsableArguments {
    @Flag(help: "Your own list, which holds in every project.")
    var user = false

    @Option(
      help: ArgumentHelp(
        "A file or folder whose project is meant; the current folder's when left out.",
        valueName: "path"))
    var path: String?

    /// Answers with the lists that are meant, the one that is added to first; ends the
    /// program when there is none.
    func lists() throws -> [String] {
      let project = try project()
      if user {
        guard let personal = WordList.personal else {
          StandardOutput.complain("There is no home folder to keep a dictionary in")
          throw ExitCode(2)
        }
        return [personal]
      }
      let start = Paths.absolute(path ?? ".", in: FileSystem.currentFolder)
      let isFolder = (try? FileSystem.kind(of: start)) == .folder
      let folder =
        project.configurationPath.map(Paths.folder(of:)) ?? project.folder
        ?? (isFolder ? start : Paths.folder(of: start))
      let own = project.placeOfNewWords ?? Paths.join(folder, Project.dictionaryPath)
      return [own] + project.wordLists.filter { $0 != own }
    }

    func project(withPersonalWords: Bool = false) throws -> Project {
      let start = path ?? "."
      guard FileSystem.exists(start) || FileSystem.exists(Paths.folder(of: start)) else {
        StandardOutput.complain("\(VisibleText.visible(start)): There is no such file or folder")
        throw ExitCode(2)
      }
      do throws(ProjectError) {
        let loader = ProjectLoader(
          registry: .builtIn, personalDictionary: withPersonalWords ? WordList.personal : nil)
        let isFolder = (try? FileSystem.kind(of: start)) == .folder
        return try loader.project(for: isFolder ? Paths.join(start, "draft.txt") : start)
      } catch {
        StandardOutput.complain(VisibleText.visible(lines: error.description))
        throw ExitCode(2)
      }
    }
  }

  /// Runs a piece of work; a failure ends the program with 2.
  fileprivate static func run<T>(_ work: () throws(FileError) -> T) throws -> T {
    do throws(FileError) { return try work() } catch {
      StandardOutput.complain(VisibleText.visible(error.description))
      throw ExitCode(2)
    }
  }

  fileprivate static func shown(_ path: String) -> String {
    VisibleText.visible(Paths.display(path, relativeTo: FileSystem.currentFolder))
  }

  struct Add: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Add words to a list.",
      discussion: "A word in lower case holds in any case, one with capitals as it is written.")

    @Argument(help: "The words.")
    var words: [String]

    @Flag(help: "Forbid the words: they are reported though a dictionary has them.")
    var forbid = false

    @OptionGroup var list: ListOptions

    func validate() throws {
      for word in words where !WordList.takes(word) {
        throw ValidationError("“\(VisibleText.visible(word))” is no word")
      }
    }

    func run() throws {
      guard let path = try list.lists().first else { return }
      let output = StandardOutput()
      let place = shown(path)
      for word in words {
        let isNew = try DictionaryCommand.run { () throws(FileError) in
          try WordList.add(word, to: path, isForbidden: forbid)
        }
        let shown = (forbid ? "!" : "") + VisibleText.visible(word)
        output.write(isNew ? "\(place): added \(shown)\n" : "\(place): has \(shown) already\n")
      }
      output.flush()
    }
  }

  struct Remove: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Remove words from the lists.",
      discussion: "Ends with 1 when a word was in none of them.")

    @Argument(help: "The words, as they stand in the lists.")
    var words: [String]

    @OptionGroup var list: ListOptions

    func run() throws {
      let paths = try list.lists()
      let output = StandardOutput()
      var isMissing = false
      for word in words {
        var count = 0
        for path in paths {
          let removed = try DictionaryCommand.run { () throws(FileError) in
            try WordList.remove(word, from: path)
          }
          if removed > 0 {
            output.write("\(shown(path)): removed \(VisibleText.visible(word))\n")
          }
          count += removed
        }
        if count == 0 {
          StandardOutput.complain("No list has “\(VisibleText.visible(word))”")
          isMissing = true
        }
      }
      output.flush()
      if isMissing { throw ExitCode(1) }
    }
  }

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "List the words, with the places where they stand.")

    @OptionGroup var list: ListOptions

    func run() throws {
      let output = StandardOutput()
      for path in try list.lists() {
        let entries = try DictionaryCommand.run { () throws(FileError) in
          try WordList.entries(of: path)
        }
        for entry in entries {
          let mark = entry.isForbidden ? "!" : ""
          output.write(
            "\(shown(path)):\(entry.number): \(mark)\(VisibleText.visible(entry.word))\n")
        }
      }
      output.flush()
    }
  }

  struct Trace: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Tell what accepts or forbids a word, and what is found in it.",
      discussion: """
        Tells which list accepts or forbids the word, what the built-in dictionary says, and how \
        it is weighed where it stands alone: what each piece of evidence adds to the logarithm \
        of the odds that it is misspelled, and to the score of each word that may have been meant.

        Ends with 1 when the word is reported as misspelled.
        """)

    @Argument(help: "The word.")
    var word: String

    @OptionGroup var list: ListOptions

    func run() throws {
      let output = StandardOutput()
      let personal = WordList.personal.map { [$0] } ?? []
      for path in try list.lists() + (list.user ? [] : personal) {
        let entries = try DictionaryCommand.run { () throws(FileError) in
          try WordList.entries(of: path)
        }
        for entry in entries where Self.concerns(entry, word) {
          output.write(
            "\(shown(path)):\(entry.number): \(entry.isForbidden ? "forbids" : "accepts") "
              + "\(VisibleText.visible(entry.word))\n")
        }
      }
      for path in try list.project().wordLists where WordList.accepts(word, inHunspell: path) {
        output.write("\(shown(path)): accepts \(VisibleText.visible(word))\n")
      }
      if let path = WordList.medicalListAccepting(word) {
        output.write("\(shown(path)): accepts \(VisibleText.visible(word))\n")
      }
      output.write("built-in dictionary: \(Self.known(word))\n")
      let found = try diagnostics()
      for diagnostic in found {
        output.write(
          "\(diagnostic.severity)[\(diagnostic.rule)]: \(VisibleText.visible(diagnostic.message))\n"
        )
      }
      if found.isEmpty { output.write("Nothing is reported of the word by itself\n") }
      output.write(Self.judgement(of: word))
      output.flush()
      if found.contains(where: { $0.rule == "misspelling" }) { throw ExitCode(1) }
    }

    /// How the word is weighed where it stands alone: what speaks for and against its
    /// being misspelled, and the words that may have been meant. Empty when it is known.
    private static func judgement(of word: String) -> String {
      let before = "Here is the word "
      let draft = Draft.reading(SourceText(before + word + " by itself.\n"), as: .plainText)
      guard let view = draft.view(ofBlock: 0),
        let suspect = Speller().suspects(in: view).first(where: {
          $0.range.start.utf8 == before.utf8.count
        })
      else { return "" }
      func number(_ value: Double) -> String {
        let hundredths = Int((value * 100).rounded())
        let digits = String(abs(hundredths) + 1_000)
        let whole = String(abs(hundredths) / 100)
        return (hundredths < 0 ? "-" : "+") + whole + "." + digits.suffix(2)
      }
      func parts(_ names: [String], _ weights: [Double], _ values: [Double]) -> String {
        let weighed = zip(names, zip(weights, values)).map { ($0, $1.0 * $1.1) }
          .filter { abs($0.1) >= 0.005 }.sorted { abs($0.1) > abs($1.1) }
        return weighed.map { "\($0.0) \(number($0.1))" }.joined(separator: ", ")
      }
      let percent = Int((suspect.confidence * 100).rounded())
      var text = "misspelled with a confidence of \(percent) %"
      if suspect.isKnown { text += ", as it is a well-known misspelling" }
      text += ": "
      text += parts(
        SpellingEvidence.names, SpellingWeights.evidence, suspect.evidence.values)
      text += "\n"
      for candidate in suspect.candidates.prefix(5) {
        let shown = String(decoding: candidate.word, as: UTF8.self)
        text += "\(shown) \(number(candidate.score)): "
        text += parts(Candidate.names, SpellingWeights.candidate, candidate.values) + "\n"
      }
      return text
    }

    /// Whether an entry alone accepts or forbids the word.
    private static func concerns(_ entry: Vocabulary.Entry, _ word: String) -> Bool {
      var alone = Vocabulary()
      if entry.isForbidden {
        alone.forbid(entry.word)
        return alone.forbids(word)
      }
      alone.accept(entry.word)
      return alone.accepts(word)
    }

    private static func known(_ word: String) -> String {
      let folded = Array(word.lowercased().utf8)
      guard let entry = Lexicon.english.entry(ofFolded: folded[...]) else {
        return "does not have it"
      }
      var facts = ["commonness \(entry.commonness) (from 10, the most common, to 95)"]
      if entry.lowerCommonness == nil { facts.append("with capitals only") }
      if entry.regions != .all {
        let names: [(Lexicon.Regions, String)] = [
          (.unitedStates, "US"), (.britain, "GB"), (.canada, "CA"), (.australia, "AU"),
        ]
        facts.append(
          "in " + names.filter { entry.regions.contains($0.0) }.map(\.1).joined(separator: " "))
      }
      if entry.isVariant { facts.append("a variant of another spelling") }
      return "has it: " + facts.joined(separator: ", ")
    }

    /// What a check finds in the word where it stands alone.
    private func diagnostics() throws -> [Diagnostic] {
      let project = try list.project(withPersonalWords: true)
      let engine = Engine(
        registry: .builtIn, configuration: project.configuration, vocabulary: project.vocabulary)
      let before = "Here is the word "
      let source = SourceText(before + word + " by itself.\n")
      let start = before.utf8.count
      return engine.diagnostics(for: Draft.reading(source, as: .plainText)).filter {
        $0.range.start.utf8 < start + word.utf8.count && $0.range.end.utf8 > start
      }
    }
  }

  struct Unknown: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "List the words of drafts that no dictionary has.",
      discussion: """
        One word on a line, those written most often first: what a project's dictionary may \
        begin with. Nothing is judged; a misspelled word is listed like any other.
        """)

    @Argument(help: "Files, folders, or - for standard input; the current folder if none.")
    var paths: [String] = []

    @Option(
      name: .customLong("stdin-filename"),
      help: ArgumentHelp(
        "The name of what comes on standard input, from which its format and project follow.",
        valueName: "path"))
    var stdinFilename: String?

    @Flag(help: "Print how often each word is written, and a tab, before it.")
    var counts = false

    @Option(help: ArgumentHelp("How many drafts to read at once.", valueName: "n"))
    var jobs: Int?

    func validate() throws {
      if let jobs, jobs < 1 { throw ValidationError("--jobs takes a number from 1 on") }
    }

    func run() throws {
      let loader = ProjectLoader(registry: .builtIn, personalDictionary: WordList.personal)
      var complaints: Set<String> = []
      func complain(_ text: String) {
        let shown = VisibleText.visible(lines: text)
        if complaints.insert(shown).inserted { StandardOutput.complain(shown) }
      }
      var inputs: [(path: String, vocabulary: Vocabulary)] = []
      func take(_ path: String, of project: String) {
        do throws(ProjectError) {
          inputs.append((path, try loader.project(for: project).vocabulary))
        } catch {
          complain(error.description)
        }
      }
      let standardInput = CheckOptions.standardInput
      if paths.contains(standardInput) { take(standardInput, of: stdinFilename ?? ".") }
      let files = paths.filter { $0 != standardInput }
      if !files.isEmpty || paths.isEmpty {
        let found = FileDiscovery.find(files.isEmpty ? ["."] : files, using: loader)
        for error in found.errors { complain(error.description) }
        for path in found.files { take(path, of: path) }
      }
      let drafts = inputs
      let words = Mutex(UnknownWords(vocabulary: Vocabulary()))
      let failures = Mutex<[Int: String]>([:])
      Parallel.forEach(below: drafts.count, jobs: jobs ?? Parallel.processors) { index in
        do throws(FileError) {
          let path = drafts[index].path
          let isInput = path == standardInput
          let format = Draft.Format(ofFileNamed: isInput ? stdinFilename ?? path : path)
          let bytes =
            isInput
            ? try StandardInput.readAll()
            : try FileSystem.read(path, limit: format.largestFile)
          var own = UnknownWords(vocabulary: drafts[index].vocabulary)
          own.add(SourceText(decoding: bytes, as: format), as: format)
          let found = own
          words.withLock { $0.formUnion(found) }
        } catch {
          failures.withLock { $0[index] = error.description }
        }
      }
      for (_, failure) in failures.withLock({ $0 }).sorted(by: { $0.key < $1.key }) {
        complain(failure)
      }
      let output = StandardOutput()
      let sorted = words.withLock { $0.counts }.sorted {
        $0.value != $1.value
          ? $0.value > $1.value : $0.key.lexicographicallyPrecedes($1.key)
      }
      var lines: [UInt8] = []
      for (word, count) in sorted {
        if counts { lines += Array("\(count)\t".utf8) }
        lines += word + [.lineFeed]
      }
      output.write(lines)
      output.flush()
      if !complaints.isEmpty { throw ExitCode(2) }
    }
  }
}
