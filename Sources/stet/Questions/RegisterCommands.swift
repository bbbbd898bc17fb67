import ArgumentParser
import BuiltInAnalyzers
import JSON
import StetCore
import StetReporters
import StetWorkspace

/// Which register a command reads or changes.
struct RegisterOptions: ParsableArguments {
  @Option(
    name: .customLong("register"),
    help: ArgumentHelp(
      "The register; .stet/questions.yml of the current folder's project if none is named.",
      valueName: "file"))
  var file: String?

  /// The register's path, absolute, and as it is shown; and the folder that its drafts are
  /// relative to.
  func place() throws -> (path: String, shown: String, folder: String) {
    let current = FileSystem.currentFolder
    if let file {
      let path = Paths.absolute(file, in: current)
      let folder = Paths.folder(of: path)
      let isInOwnFolder = Paths.name(of: folder) == Paths.folder(of: Project.registerPath)
      return (path, file, isInOwnFolder ? Paths.folder(of: folder) : folder)
    }
    let loader = ProjectLoader(registry: .builtIn)
    let home: String
    do throws(ProjectError) {
      home = try loader.project(for: ".").home ?? current
    } catch {
      // A register that cannot be read is told of by whoever reads it.
      let own = Project.configurationNames + [Project.registerPath]
      home =
        error.issues.contains { $0.path.hasSuffix(Project.registerPath) }
        ? Paths.home(with: own, from: current) ?? current : try Self.fail(error)
    }
    let path = Paths.join(home, Project.registerPath)
    return (path, Paths.display(path, relativeTo: current), home)
  }

  private static func fail(_ error: ProjectError) throws -> String {
    StandardOutput.complain(VisibleText.visible(lines: error.description))
    throw ExitCode(2)
  }

  /// What the register says; ends the program when something is wrong with it.
  func register() throws -> QuestionRegister {
    let place = try place()
    do throws(ProjectError) {
      return try RegisterFile.read(place.path, shownAs: place.shown).register
    } catch {
      return try Self.failReading(error)
    }
  }

  private static func failReading(_ error: ProjectError) throws -> QuestionRegister {
    _ = try fail(error)
    return QuestionRegister()
  }

  /// Changes the register; ends the program with 1 when a decision is in conflict with another,
  /// with 2 when the register cannot be read or written.
  func change<Result>(_ body: (inout QuestionRegister) throws -> Result) throws -> Result {
    let place = try place()
    do {
      return try RegisterFile.change(place.path, shownAs: place.shown, body)
    } catch let error as QuestionRegister.Conflict {
      StandardOutput.complain(VisibleText.visible(error.description))
      throw ExitCode(1)
    } catch let error as FileError {
      StandardOutput.complain(VisibleText.visible(error.description))
      throw ExitCode(2)
    } catch let error as ProjectError {
      _ = try Self.fail(error)
      throw error
    }
  }
}

/// Which drafts follow a decision.
struct FoldingOptions: ParsableArguments {
  @Option(
    name: .customLong("fold"),
    help: ArgumentHelp(
      "A draft that asks both: its answers are set under one question. Can be given again.",
      valueName: "path"))
  var drafts: [String] = []

  /// Looks whether the drafts can follow a decision before it is taken; ends the program with 2 when
  /// one cannot.
  func check(
    _ question: String, _ options: RegisterOptions,
    _ decide: (inout QuestionRegister) throws -> Void
  ) throws {
    guard !drafts.isEmpty else { return }
    var trial = try options.register()
    guard (try? decide(&trial)) != nil, let entry = trial.entry(of: QuestionKey(question)) else {
      return
    }
    if !DraftFolding.canFold(entry, in: drafts) { throw ExitCode(2) }
  }

  /// Folds what is registered with a question; ends the program with 2 when a draft cannot follow.
  func fold(_ question: String, _ options: RegisterOptions) throws {
    guard !drafts.isEmpty,
      let entry = try options.register().entry(of: QuestionKey(question))
    else { return }
    if !DraftFolding.fold(entry, in: drafts) { throw ExitCode(2) }
  }
}

extension Paths {
  /// The nearest folder upwards from one that holds any of some names.
  fileprivate static func home(with names: [String], from folder: String) -> String? {
    var folder = folder
    while true {
      if names.contains(where: { FileSystem.exists(join(folder, $0)) }) { return folder }
      let parent = Paths.folder(of: folder)
      if parent == folder || parent == "." { return nil }
      folder = parent
    }
  }
}

extension QuestionsCommand {
  /// Prints a line for a person.
  fileprivate static func say(_ text: String) {
    let output = StandardOutput()
    output.write(VisibleText.visible(text) + "\n")
    output.flush()
  }

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "List what is registered.",
      discussion: """
        Prints each question with the draft that answers it, its alternates below it, and the \
        questions that were ruled distinct.
        """)

    @OptionGroup var options: RegisterOptions

    func run() throws {
      let register = try options.register()
      let output = StandardOutput()
      for entry in register.entries {
        output.write(VisibleText.visible(entry.question))
        if let draft = entry.draft { output.write(" (\(VisibleText.visible(draft)))") }
        output.write("\n")
        for alternate in entry.alternates {
          output.write("  also: \(VisibleText.visible(alternate))\n")
        }
      }
      for pair in register.distinctions {
        output.write(
          "distinct: \(VisibleText.visible(pair.left)) – \(VisibleText.visible(pair.right))\n")
      }
      output.flush()
    }
  }

  struct Promote: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Make an alternate the primary question.",
      discussion: "The question that was the primary becomes an alternate of it.")

    @Argument(help: "The alternate.")
    var question: String

    @OptionGroup var folding: FoldingOptions

    @OptionGroup var options: RegisterOptions

    func run() throws {
      try folding.check(question, options) { try $0.promote(question) }
      let old = try options.change { register in
        let old = register.entry(of: QuestionKey(question))?.question ?? ""
        try register.promote(question)
        return old
      }
      say("“\(old)” is an alternate of “\(QuestionRegister.line(question))” now")
      try folding.fold(question, options)
    }
  }

  struct Split: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Take a question out of those that it was merged with.",
      discussion: """
        It is ruled distinct from the rest, so that they are not reported again. When it is the \
        primary, the first of its alternates takes its place.
        """)

    @Argument(help: "The question.")
    var question: String

    @OptionGroup var options: RegisterOptions

    func run() throws {
      try options.change { try $0.split(question) }
      say("“\(QuestionRegister.line(question))” is a question of its own now")
    }
  }

  struct Distinct: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Rule that two questions are two.",
      discussion: """
        They, and those that are registered as one with either, are not reported as the same or as \
        related again.
        """)

    @Argument(help: "One question.")
    var one: String

    @Argument(help: "The other question.")
    var other: String

    @Flag(help: "Take the ruling back.")
    var undo = false

    @OptionGroup var options: RegisterOptions

    func run() throws {
      let isNew = try options.change { register in
        if undo {
          try register.withdraw(one, distinctFrom: other)
          return true
        }
        return try register.rule(one, distinctFrom: other)
      }
      say(
        undo
          ? "The ruling is taken back"
          : isNew ? "These are two questions now" : "These were ruled distinct already")
    }
  }

  struct Export: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print the register for other programs.",
      discussion: """
        As JSON: an object with “questions”, each with its question, draft and alternates, and \
        “distinct”, pairs of questions. As TSV: lines of a wording, what stands for it, its draft; \
        and lines of “!=” and the two questions of a ruling.
        """)

    enum Format: String, CaseIterable, ExpressibleByArgument { case json, tsv }

    @Option(help: "What to print: json or tsv.")
    var format = Format.json

    @OptionGroup var options: RegisterOptions

    func run() throws {
      let register = try options.register()
      let output = StandardOutput()
      switch format {
      case .json:
        let questions = register.entries.map { entry in
          JSONValue.object([
            "question": .string(entry.question),
            "draft": entry.draft.map { .string($0) } ?? .null,
            "alternates": .array(entry.alternates.map { .string($0) }),
          ])
        }
        let pairs = register.distinctions.map {
          JSONValue.array([.string($0.left), .string($0.right)])
        }
        var writer = JSONWriter()
        writer.value(.object(["questions": .array(questions), "distinct": .array(pairs)]))
        output.write(writer.take() + [.lineFeed])
      case .tsv:
        for entry in register.entries {
          for wording in entry.wordings {
            output.write("\(wording)\t\(entry.question)\t\(entry.draft ?? "")\n")
          }
        }
        for pair in register.distinctions { output.write("!=\t\(pair.left)\t\(pair.right)\n") }
      }
      output.flush()
    }
  }
}

extension QuestionsCommand {
  struct Merge: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Register that two questions are one.",
      discussion: """
        The first becomes an alternate of the second, or of the question that the second is an \
        alternate of; so do the first's own alternates. Nothing is deleted: every wording stays in \
        the register. Ends with 1, and changes nothing, when they were ruled distinct.
        """)

    @Argument(help: "The question that becomes an alternate.")
    var question: String

    @Argument(help: "The question that it is merged into.")
    var target: String

    @Option(
      help: ArgumentHelp("The draft that answers the question.", valueName: "path"))
    var draft: String?

    @OptionGroup var folding: FoldingOptions

    @OptionGroup var options: RegisterOptions

    func run() throws {
      let folder = try options.place().folder
      let owner = draft.map {
        Paths.display(Paths.absolute($0, in: FileSystem.currentFolder), relativeTo: folder)
      }
      try folding.check(question, options) { _ = try $0.merge(question, into: target) }
      let merge = try options.change { register in
        let merge = try register.merge(question, into: target, draft: owner)
        if let owner { try register.assign(owner, to: merge.primary) }
        return merge
      }
      switch merge {
      case .already(let primary): say("Both are registered as “\(primary)” already")
      case .merged(let primary):
        say("“\(QuestionRegister.line(question))” is an alternate of “\(primary)” now")
      }
      try folding.fold(question, options)
    }
  }

  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Compare the register with the drafts.",
      discussion: """
        Says which drafts are not there that the register names, which do not ask what they are \
        said to answer, and which ask an alternate that another draft answers, or that the same \
        draft asks besides. Ends with 1 when there is something to say.
        """)

    @Argument(help: "Files and folders of drafts; the project's folder if none.")
    var paths: [String] = []

    @OptionGroup var options: RegisterOptions

    func run() throws {
      let place = try options.place()
      let register = try options.register()
      let current = FileSystem.currentFolder
      let (drafts, isComplete) = RegisteredAsking.all(
        in: paths.isEmpty ? [Paths.display(place.folder, relativeTo: current)] : paths, register,
        folder: place.folder)
      var complaints: [String] = []
      for entry in register.entries {
        guard let draft = entry.draft else { continue }
        let path = Paths.join(place.folder, draft)
        let shown = Paths.display(path, relativeTo: current)
        if !FileSystem.exists(path) {
          complaints.append(
            "\(place.shown): There is no draft “\(draft)”, which is to answer “\(entry.question)”")
        } else if let read = drafts.first(where: { $0.relative == draft }),
          !read.askings.contains(where: { $0.entry == entry })
        {
          complaints.append("\(shown): This draft does not ask “\(entry.question)”")
        }
      }
      for draft in drafts {
        var first: [String: RegisteredAsking] = [:]
        for asking in draft.askings {
          let entry = asking.entry
          if let owner = entry.draft, owner != draft.relative {
            complaints.append(
              "\(draft.path):\(asking.line): “\(owner)” answers this question, as "
                + "“\(entry.question)”")
          } else if let earlier = first[entry.question] {
            complaints.append(
              "\(draft.path):\(asking.line): This is one question with “\(earlier.text)” in line "
                + "\(earlier.line)")
          } else {
            first[entry.question] = asking
          }
        }
      }
      let output = StandardOutput()
      for complaint in complaints { output.write(VisibleText.visible(complaint) + "\n") }
      output.flush()
      if !isComplete { throw ExitCode(2) }
      if !complaints.isEmpty { throw ExitCode(1) }
    }
  }

  struct Stats: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Count what is registered, and how much of what drafts ask.")

    @Argument(help: "Files and folders of drafts; the project's folder if none.")
    var paths: [String] = []

    @OptionGroup var options: RegisterOptions

    func run() throws {
      let place = try options.place()
      let register = try options.register()
      let (drafts, isComplete) = RegisteredAsking.all(
        in: paths.isEmpty
          ? [Paths.display(place.folder, relativeTo: FileSystem.currentFolder)] : paths, register,
        folder: place.folder)
      let alternates = register.entries.reduce(0) { $0 + $1.alternates.count }
      let askings = drafts.flatMap(\.askings)
      let counts: [(String, Int)] = [
        ("questions registered", register.entries.count),
        ("alternates of them", alternates),
        ("rulings that two are distinct", register.distinctions.count),
        ("drafts", drafts.count),
        ("questions they ask", drafts.reduce(0) { $0 + $1.count }),
        ("of these registered", askings.count),
        ("of these alternates", askings.count { !$0.isPrimary }),
      ]
      let width = counts.map { String($0.1).count }.max() ?? 0
      let output = StandardOutput()
      for (name, count) in counts {
        let number = String(count)
        output.write(String(repeating: " ", count: width - number.count) + "\(number) \(name)\n")
      }
      output.flush()
      if !isComplete { throw ExitCode(2) }
    }
  }
}

/// A question of a draft that is registered.
struct RegisteredAsking: Sendable {
  /// The question as the draft has it.
  var text: String
  /// Its line, from 1.
  var line: Int
  /// What it is registered in.
  var entry: QuestionRegister.Entry
  /// Whether it is the primary question there.
  var isPrimary: Bool

  /// A draft's questions.
  struct Draft: Sendable {
    /// The path, as it was found.
    var path: String
    /// The path relative to the register's folder.
    var relative: String
    /// How many questions it asks.
    var count: Int
    /// Those that are registered, each once.
    var askings: [RegisteredAsking]
  }

  /// The questions of drafts, each line of a draft once.
  ///
  /// - Returns: the drafts, and whether everything could be read.
  static func all(
    in paths: [String], _ register: QuestionRegister, folder: String
  ) -> (drafts: [Draft], isComplete: Bool) {
    let current = FileSystem.currentFolder
    let (drafts, isComplete) = DraftInputs.map(paths) { path, draft in
      var seen: Set<QuestionKey> = []
      var askings: [RegisteredAsking] = []
      for block in draft.questionBlocks {
        let key = draft.questionKey(ofBlock: block)
        guard seen.insert(key).inserted, let entry = register.entry(of: key) else { continue }
        let range = draft.wordingRange(ofBlock: block)
        askings.append(
          RegisteredAsking(
            text: draft.source.string(in: range),
            line: draft.source.line(containing: range.start) + 1, entry: entry,
            isPrimary: QuestionKey(entry.question) == key))
      }
      return Draft(
        path: path,
        relative: Paths.display(Paths.absolute(path, in: current), relativeTo: folder),
        count: seen.count, askings: askings)
    }
    return (drafts, isComplete)
  }
}
