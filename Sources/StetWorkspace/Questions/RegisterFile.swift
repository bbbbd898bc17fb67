package import StetCore

/// The file of a register, `.stet/questions.yml`: what it says, and the comments in it.
///
/// It is written in one way: each question on a line of its own, in order, so that two people's
/// decisions seldom meet in one line. Comments stay with the question, draft or ruling that they
/// stand above or beside.
package struct RegisterFile: Sendable {
  /// The most bytes that a register may have: 64 MB.
  package static let limit = 64 << 20
  private static let mostNodes = 8_000_000

  /// What the file says.
  package let register: QuestionRegister
  private var comments = Comments()
  private var lineBreak = "\n"
  private var hasByteOrderMark = false

  /// The file of a register that nobody has written yet.
  package init() { register = QuestionRegister() }

  /// Reads a file's bytes. O(n log n).
  ///
  /// - Throws: the first thing that is wrong, with its place and what should stand there.
  package init(_ bytes: [UInt8]) throws(ConfigurationIssue) {
    guard let root = try YAMLReader.read(bytes, size: Self.limit, nodes: Self.mostNodes) else {
      register = QuestionRegister()
      comments.head = RegisterComments.lines(of: bytes).compactMap(\.comment)
      return
    }
    let decoder = try RegisterDecoder(root)
    register = QuestionRegister(entries: decoder.entries, distinctions: decoder.distinctions)
    let source = SourceText(decoding: bytes)
    lineBreak = source.lineBreak
    hasByteOrderMark = source.encoding == .utf8WithByteOrderMark
    comments = RegisterComments.find(in: source.utf8, decoder.places)
  }

  /// The file of another register, with the comments of this one. What is said is read again, so
  /// that nothing is ever written that cannot be read: `nil` then.
  package func bytes(of register: QuestionRegister) -> [UInt8]? {
    var text = ""
    func add(_ line: String) { text += line + lineBreak }
    func add(_ line: String, _ note: RegisterComments.Note?, indentation: String) {
      for comment in note?.above ?? [] { add(indentation + comment) }
      add(indentation + line + (note?.beside.map { " " + $0 } ?? ""))
    }
    comments.head.forEach(add)
    if !register.entries.isEmpty || comments.notes[.questions] != nil {
      add("questions:", comments.notes[.questions], indentation: "")
    }
    for entry in register.entries {
      let keys = entry.wordings.map { QuestionKey($0) }
      let draftNote = comments.note(keys.map { .draft($0) })
      let alternatesNote = comments.note(keys.map { .alternates($0) })
      var own = comments.note(keys.prefix(1).map { .question($0) })
      // What stood beside a line that is there no longer goes above the question.
      if entry.draft == nil { own = draftNote.all(above: own) }
      if entry.alternates.isEmpty { own = alternatesNote.all(above: own) }
      add("- question: \(Self.scalar(entry.question))", own, indentation: "  ")
      if let draft = entry.draft {
        add("draft: \(Self.scalar(draft))", draftNote, indentation: "    ")
      }
      if entry.alternates.isEmpty { continue }
      add("alternates:", alternatesNote, indentation: "    ")
      for alternate in entry.alternates {
        add(
          "- \(Self.scalar(alternate))", comments.notes[.question(QuestionKey(alternate))],
          indentation: "      ")
      }
    }
    if !register.distinctions.isEmpty || comments.notes[.distinct] != nil {
      add("distinct:", comments.notes[.distinct], indentation: "")
    }
    for pair in register.distinctions {
      add(
        "- [\(YAMLText.quoted(pair.left)), \(YAMLText.quoted(pair.right))]",
        comments.notes[.distinction(QuestionKey(pair.left), QuestionKey(pair.right))],
        indentation: "  ")
    }
    comments.foot.forEach(add)
    let bytes = (hasByteOrderMark ? [0xEF, 0xBB, 0xBF] : []) + Array(text.utf8)
    guard let again = try? RegisterFile(bytes), again.register == register else { return nil }
    return bytes
  }

  private static func scalar(_ text: String) -> String { YAMLText.scalar(text, plain: "?,;!%+=$") }

  fileprivate typealias Comments = RegisterComments
}

// MARK: On the disk

extension RegisterFile {
  /// Reads the register at a path; one of nothing when there is no such file.
  ///
  /// - Throws: what is wrong with it.
  package static func read(
    _ path: String, shownAs shown: String
  ) throws(ProjectError) -> RegisterFile {
    guard FileSystem.exists(path) else { return RegisterFile() }
    let bytes: [UInt8]
    do throws(FileError) { bytes = try FileSystem.read(path, limit: limit) } catch {
      throw ProjectError([ProjectError.Issue(path: shown, message: error.reason)])
    }
    do throws(ConfigurationIssue) { return try RegisterFile(bytes) } catch {
      throw ProjectError([ProjectError.Issue(path: shown, error)])
    }
  }

  /// Changes the register at a path: locked against other processes that do the same, written whole
  /// or not at all, and not written when nothing changes. The file and its folder are made when
  /// they are not there.
  ///
  /// - Returns: what `body` returns.
  /// - Throws: what `body` throws, what is wrong with the file, or why it cannot be written.
  @discardableResult
  package static func change<Result>(
    _ path: String, shownAs shown: String, _ body: (inout QuestionRegister) throws -> Result
  ) throws -> Result {
    let folder = Paths.folder(of: path)
    // A refused decision leaves nothing behind.
    if !FileSystem.exists(path) {
      var trial = QuestionRegister()
      let result = try body(&trial)
      if trial.isEmpty { return result }
      try FileSystem.createFolder(folder)
    }
    return try FileSystem.withLock(onFolder: folder) {
      let file = try read(path, shownAs: shown)
      var register = file.register
      let result = try body(&register)
      if register == file.register { return result }
      guard let bytes = file.bytes(of: register) else {
        throw FileError(path: shown, reason: "The register cannot be written")
      }
      try FileSystem.writeAtomically(bytes, to: path)
      return result
    }
  }
}
