import JSON
import JSONRPC
import QuestionsAnalyzers
import StetCore
import StetFormats
import StetWorkspace

/// What an editor decides about two questions: it is registered, and where both stand in one draft,
/// the draft follows.
struct QuestionDecision: Hashable, Sendable {
  /// What is decided.
  enum Deed: String, Sendable {
    /// They are one, under the wording of the other one, or of what that is an alternate of.
    case merge
    /// They are one, under the wording that the question is an alternate of.
    case adopt
    /// They are one, under the wording of the question.
    case promote
    /// They are two.
    case distinct
    /// The question is no longer one with those that it is registered with.
    case split
    /// They are one as by `merge`, and the draft refers to where the other is asked.
    case refer
  }

  var deed: Deed
  /// The question that the caret is on.
  var question: String
  /// The other one; empty for `split`.
  var other: String
  /// The draft that asks the other one, where that is another: a path relative to the project.
  var draft: String?
  /// Whether the question's answer is set above that of the other one.
  var isAhead = false

  /// Reads what ``members`` wrote.
  init(_ params: Params) throws(ResponseError) {
    let name = try params.member("decision")
    guard let deed = Deed(rawValue: try name.string()) else {
      throw name.mismatch(expected: "“merge”, “adopt”, “promote”, “distinct”, “split” or “refer”")
    }
    self.deed = deed
    question = try params.member("question").string()
    other = try params.member("other").string()
    draft = try params.optional("draft")?.string()
    isAhead = try params.optional("ahead")?.bool() ?? false
  }

  init(
    _ deed: Deed, _ question: String, _ other: String = "", draft: String? = nil,
    ahead isAhead: Bool = false
  ) {
    self.isAhead = isAhead
    self.deed = deed
    self.question = question
    self.other = other
    self.draft = draft
  }

  /// The decision as members of an object.
  var members: [(String, JSONValue)] {
    var members: [(String, JSONValue)] = [
      ("decision", .string(deed.rawValue)), ("question", .string(question)),
      ("other", .string(other)),
    ]
    if let draft { members.append(("draft", .string(draft))) }
    if isAhead { members.append(("ahead", .bool(true))) }
    return members
  }

  /// Takes the decision in.
  ///
  /// - Parameter own: the draft that asks the question.
  func apply(
    to register: inout QuestionRegister, askedIn own: String?
  ) throws(QuestionRegister.Conflict) {
    switch deed {
    case .merge, .refer: _ = try register.merge(question, into: other, draft: draft ?? own)
    case .adopt: _ = try register.merge(other, into: question)
    case .promote:
      let merge = try register.merge(other, into: question, draft: own)
      if QuestionKey(merge.primary) != QuestionKey(question) { try register.promote(question) }
    case .distinct: try register.rule(question, distinctFrom: other)
    case .split: try register.split(question)
    }
  }

  /// What the draft becomes: where both questions stand in it, the later one's answer is set under
  /// the earlier one. Nothing where the decision leaves the draft as it is.
  func edits(of draft: Draft) -> [TextEdit] {
    let questions = draft.outline.questions
    func place(of text: String) -> Int? {
      let key = QuestionKey(text)
      return questions.firstIndex { question in
        question.askings.first.map { draft.questionKey(ofBlock: $0) } == key
      }
    }
    guard let own = place(of: question) else { return [] }
    switch deed {
    case .distinct, .split: return []
    case .refer: return reference(after: questions[own], in: draft).map { [$0] } ?? []
    case .merge, .adopt, .promote:
      guard let first = place(of: other), first < own else { return [] }
      return QuestionMerging.edits(
        merging: questions[own], into: questions[first], in: draft,
        rewording: deed == .promote ? question : nil, ahead: isAhead
      ).flatMap { edits in
        // The register alone changes where the answers would not stay what they are.
        var source = SourceText("")
        source.replace(TextRange(0, 0), with: FixApplication.apply(edits, to: draft.source.utf8))
        let after = Draft.reading(source, as: draft.format)
        return QuestionMerging.isFaithful(after, to: Draft.reading(draft.source, as: draft.format))
          ? edits : nil
      } ?? []
    }
  }

  /// A line under a question that says where it is answered. Its own answer stays.
  private func reference(after question: Outline.Question, in draft: Draft) -> TextEdit? {
    guard !draft.format.isAllMarkup, let asking = question.askings.last, let path = self.draft
    else {
      return nil
    }
    let end = draft.blocks[asking].range.end
    let newline = draft.source.lineBreak
    let isClosed = draft.source.bytes(in: draft.blocks[asking].range).last?.isLineBreak ?? false
    let target = path.contains(" ") ? "<\(path)>" : path
    let words =
      draft.format == .markdown ? "See [\(other)](\(target))." : "See “\(other)” in \(path)."
    return TextEdit(
      TextRange(start: end, end: end), (isClosed ? "" : newline) + newline + words + newline)
  }
}

/// A change of a project's register, for a client to make.
struct RegisterChange: Sendable {
  let uri: String
  let path: String
  /// The version, where the client has the register open.
  let version: Int?
  /// Whether the file is there.
  let exists: Bool
  let source: SourceText
  /// Empty when nothing changes.
  let edits: [TextEdit]
}

extension Session {
  /// The path of the register of a document's project; `nil` where there is no folder for one.
  func registerPath(for uri: String) -> String? {
    let path = documents[uri]?.path ?? DocumentURI.path(of: uri)
    return projects.registerPath(for: path, projects.engine(for: path).project)
  }

  /// What a decision makes of the register, as the client has it or as it is on the disk.
  ///
  /// - Throws: why it cannot be taken in.
  func registerChange(
    _ decision: QuestionDecision, for uri: String
  ) throws(ResponseError) -> RegisterChange {
    guard let path = registerPath(for: uri) else {
      throw ResponseError(.requestFailed, "There is no folder to keep a register in")
    }
    let own = DocumentURI.file(path)
    let open = documents.values.first { $0.path == path }
    let exists = FileSystem.exists(path)
    var bytes = open?.source.utf8 ?? []
    let home = Paths.folder(of: Paths.folder(of: path))
    do {
      if open == nil, exists { bytes = try FileSystem.read(path, limit: RegisterFile.limit) }
      let file = try RegisterFile(bytes)
      var register = file.register
      let asked = documents[uri]?.path ?? DocumentURI.path(of: uri)
      try decision.apply(
        to: &register, askedIn: asked.map { Paths.display($0, relativeTo: home) })
      let source = SourceText(decoding: bytes)
      guard register != file.register else {
        return RegisterChange(
          uri: open?.uri ?? own, path: path, version: open?.version, exists: exists,
          source: source, edits: [])
      }
      guard let changed = file.bytes(of: register) else {
        throw ResponseError(.requestFailed, "The register cannot be written")
      }
      return RegisterChange(
        uri: open?.uri ?? own, path: path, version: open?.version, exists: exists, source: source,
        edits: Self.difference(of: source.utf8, and: SourceText(decoding: changed).utf8))
    } catch let error as ResponseError {
      throw error
    } catch let error as QuestionRegister.Conflict {
      throw ResponseError(.requestFailed, error.description)
    } catch let error as ConfigurationIssue {
      throw ResponseError(.requestFailed, "\(path):\(error.description)")
    } catch {
      throw ResponseError(.requestFailed, "\(error)")
    }
  }

  /// One edit of whole lines that makes one text of another.
  private static func difference(of old: [UInt8], and new: [UInt8]) -> [TextEdit] {
    func lines(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
      bytes.split(separator: .lineFeed, omittingEmptySubsequences: false)
    }
    let (before, after) = (lines(old), lines(new))
    var start = 0
    while start < min(before.count, after.count), before[start] == after[start] { start += 1 }
    var end = 0
    while end < min(before.count, after.count) - start,
      before[before.count - 1 - end] == after[after.count - 1 - end]
    {
      end += 1
    }
    func place(_ line: Int, _ lines: [ArraySlice<UInt8>], _ bytes: [UInt8]) -> Int {
      lines.indices.contains(line) ? lines[line].startIndex : bytes.count
    }
    let range = TextRange(
      place(start, before, old), place(before.count - end, before, old))
    let replacement = new[
      place(
        start, after, new)..<max(
          place(start, after, new), place(after.count - end, after, new))]
    return [TextEdit(range, String(decoding: replacement, as: UTF8.self))]
  }
}

extension CodeActions {
  /// The decisions that can be taken about the questions of diagnostics.
  func decisions(of asked: [Int], _ all: [Diagnostic]) -> [Action] {
    guard decides else { return [] }
    let draft = snapshot.analysis.draft
    let register = snapshot.engine.project.configuration.register
    var actions: [Action] = []
    for index in asked {
      let finding = all[index].finding
      guard Self.decided.contains(finding.rule),
        let block = draft.blockIndex(
          containing: finding.range.start), let place = finding.related.first
      else { continue }
      let question = draft.question(ofBlock: block)
      var other = ""
      if let name = place.draft {
        other = related(name).map { QuestionRegister.line($0.string(in: place.range)) } ?? ""
      } else if let earlier = draft.blockIndex(containing: place.range.start) {
        other = draft.question(ofBlock: earlier)
      }
      if question.isEmpty || other.isEmpty { continue }
      let path = place.draft.flatMap(relative)
      func add(_ title: String, _ deed: QuestionDecision.Deed, ahead isAhead: Bool = false) {
        let decision = QuestionDecision(deed, question, other, draft: path, ahead: isAhead)
        let descriptor = ActionDescriptor(
          .decide(decision), ActionDescriptor.Target(all[index]), in: snapshot)
        actions.append(
          Action(
            title: title, kind: .quickFix, diagnostics: [index], work: .decision(descriptor)))
      }
      let isRelated = finding.rule == "related-question"
      let own = register.standing(of: QuestionKey(question))
      let others = register.standing(of: QuestionKey(other))
      let areOne = register.areOne(QuestionKey(question), QuestionKey(other))
      let shownPath = path.map { " (\($0))" } ?? ""
      if !isRelated {
        if case .alternate(let entry) = own, !areOne {
          add("Merge “\(other)” into “\(entry.question)”, of which this is an alternate", .adopt)
        } else {
          if case .alternate(let entry) = others, !areOne {
            add("Merge into “\(entry.question)”, of which “\(other)” is an alternate", .merge)
          } else {
            let title = "Merge into “\(other)”\(shownPath)"
            // A complete answer is worth more than one that was cut off.
            if path == nil, isCut(other, all), !isCut(question, all) {
              add(title + ", with this answer first", .merge, ahead: true)
            }
            add(title, .merge)
          }
          if path != nil { add("Merge into “\(other)”\(shownPath), and refer to it here", .refer) }
          add("Make “\(question)” the primary question and merge", .promote)
        }
      }
      if !areOne { add("Keep both: these are two questions", .distinct) }
    }
    return actions
  }

  /// Whether the answer of a question was cut off.
  private func isCut(_ question: String, _ all: [Diagnostic]) -> Bool {
    let draft = snapshot.analysis.draft
    let key = QuestionKey(question)
    guard
      let own = draft.outline.questions.first(where: { own in
        own.askings.first.map { draft.questionKey(ofBlock: $0) } == key
      }), let first = own.answer.first, let last = own.answer.last
    else { return false }
    let range = TextRange(
      start: draft.blocks[first].range.start, end: draft.blocks[last].range.end)
    return all.contains { $0.rule == "truncated-answer" && $0.range.overlaps(range) }
  }

  private static let decided: Set<String> = [
    "duplicate-question", "related-question", "question-asked-elsewhere",
  ]

  /// What can be decided about a registered question that the caret is on.
  func decisions(at offset: TextOffset) -> [Action] {
    let draft = snapshot.analysis.draft
    guard decides, let block = draft.blockIndex(containing: offset),
      block == draft.title || draft.blocks[block].kind == .question
    else { return [] }
    let question = draft.question(ofBlock: block)
    let register = snapshot.engine.project.configuration.register
    let standing = register.standing(of: QuestionKey(question))
    guard let entry = standing.entry, !entry.alternates.isEmpty else { return [] }
    func action(_ title: String, _ decision: QuestionDecision) -> Action {
      Action(
        title: title, kind: .refactor, diagnostics: [],
        work: .decision(ActionDescriptor(.decide(decision), in: snapshot)))
    }
    var actions: [Action] = []
    if case .alternate = standing {
      actions.append(
        action(
          "Make this the primary question instead of “\(entry.question)”",
          QuestionDecision(.promote, question, entry.question)))
    }
    let rest = entry.wordings.first { QuestionKey($0) != QuestionKey(question) } ?? ""
    actions.append(
      action("Split this question off from “\(rest)”", QuestionDecision(.split, question)))
    return actions
  }
}

extension Draft {
  /// The question that a block asks, on one line.
  fileprivate func question(ofBlock block: Int) -> String {
    QuestionRegister.line(String(decoding: questionText(ofBlock: block), as: UTF8.self))
  }
}
