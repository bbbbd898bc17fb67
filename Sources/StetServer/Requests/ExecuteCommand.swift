import JSON
import JSONRPC
import StetCore
import StetExport
import StetWorkspace

/// `workspace/executeCommand`: what actions do that are more than edits, and the
/// way to edits for clients that know only commands.
///
/// - `stet.fixAll`, with a document: a URI, or an object with `uri` and perhaps
///   `version`, applies all safe fixes.
/// - `stet.applyFix`, with the data of an action, applies it.
/// - `stet.addToDictionary`, with an object of `uri`, `word`, and `dictionary`,
///   which is `project` unless it is `user`, adds a word to a list.
/// - `stet.exportArticle`, with a document as above, and perhaps `to`, a URI, writes
///   the cleaned article to that file, or else to one that is made for it, and has the
///   client show it unless `show` is `false`. `vocabulary` says what is written
///   (`docbook`, `markdown` …); else the setting `export.to` does, and else it is
///   Stet's own XML. `stet.showChanges` does so with
///   the difference of the draft and its cleaned state. The result of both is an
///   object with the `uri` of the file.
enum ExecuteCommand: RequestHandler {
  static let method = "workspace/executeCommand"

  /// The commands.
  enum Name: String, CaseIterable, Sendable {
    case fixAll = "stet.fixAll"
    case applyFix = "stet.applyFix"
    case addToDictionary = "stet.addToDictionary"
    case exportArticle = "stet.exportArticle"
    case showChanges = "stet.showChanges"

    fileprivate var appliesEdits: Bool { self == .fixAll || self == .applyFix }
  }

  static func announce(in capabilities: inout ServerCapabilities, to client: ClientCapabilities) {
    for name in Name.allCases where client.appliesEdits || !name.appliesEdits {
      capabilities.append(.string(name.rawValue), to: "executeCommandProvider", "commands")
    }
  }

  static func answer(
    _ params: Params, in session: Session, call: Call
  ) throws(ResponseError) -> Answer {
    let command = try params.member("command")
    guard let name = Name(rawValue: try command.string()) else {
      throw ResponseError(
        .invalidParams, "There is no command “\(try command.string())”")
    }
    guard let argument = try params.optional("arguments")?.array().first else {
      throw ResponseError(.invalidParams, "“\(name.rawValue)” needs an argument")
    }
    if name.appliesEdits && !session.client.appliesEdits {
      throw ResponseError(.requestFailed, "The client takes no edits")
    }
    switch name {
    case .fixAll: try fixAll(argument, session, call)
    case .applyFix:
      let descriptor = try ActionDescriptor(argument)
      guard let snapshot = session.snapshot(of: descriptor.uri) else {
        throw ResponseError(.contentModified, "\(descriptor.uri) is no longer open")
      }
      if descriptor.decision != nil {
        try session.apply(deciding: descriptor, in: snapshot)
        return .null
      }
      let edits = try descriptor.edits(in: snapshot, isCancelled: { call.isCancelled })
      let title =
        if case .fix(let title) = descriptor.deed { title } else { "Stet" }
      session.apply(edits, to: snapshot, label: title)
    case .addToDictionary: try addWord(argument, session)
    case .exportArticle: return try export(argument, as: .article, session)
    case .showChanges: return try export(argument, as: .changes, session)
    }
    return .null
  }

  private static func fixAll(
    _ argument: Params, _ session: Session, _ call: Call
  ) throws(ResponseError) {
    let snapshot = try snapshot(argument, session)
    let edits = FixRounds.edits(of: snapshot, isCancelled: { call.isCancelled })
    session.apply(edits, to: snapshot, label: "Fix all safe faults")
  }

  /// The state of the document that an argument names.
  private static func snapshot(
    _ argument: Params, _ session: Session
  ) throws(ResponseError) -> DocumentSnapshot {
    let isURI = argument.value.string != nil
    let uri = try isURI ? argument.string() : argument.member("uri").string()
    let version = try isURI ? nil : argument.optional("version")?.integer()
    guard let snapshot = session.snapshot(of: uri) else {
      throw ResponseError(.requestFailed, "\(uri) is not open, and there is no such file")
    }
    if let version, let current = snapshot.version, version != current {
      throw ResponseError(
        .contentModified, "\(uri) is at version \(current), not \(version)")
    }
    return snapshot
  }

  private static func export(
    _ argument: Params, as form: ArticleExport.Form, _ session: Session
  ) throws(ResponseError) -> Answer {
    let export = ArticleExport(
      of: try snapshot(argument, session), as: form, in: try vocabulary(argument, session))
    var place: ArticleExport.Place?
    if argument.value.string == nil, let to = try argument.optional("to") {
      guard let path = DocumentURI.path(of: try to.string()) else {
        throw to.mismatch(expected: "the URI of a file")
      }
      place = .named(path)
    } else {
      place = session.environment.previews.map { .folder($0) }
    }
    var shows = true
    if argument.value.string == nil, let show = try argument.optional("show") {
      shows = try show.bool()
    }
    guard let place else {
      throw ResponseError(.requestFailed, "There is no folder for previews; name a file in “to”")
    }
    return .laterAnd { [shows] _ in
      do throws(FileError) {
        let path = try export.write(to: place)
        let uri = DocumentURI.file(path)
        var writer = JSONWriter()
        writer.value(.object(["uri": .string(uri)]))
        return .success((writer.take(), { if shows { $0.showDocument(uri, path) } }))
      } catch {
        return .failure(ResponseError(.requestFailed, error.description))
      }
    }
  }

  /// What an article is written in.
  private static func vocabulary(
    _ argument: Params, _ session: Session
  ) throws(ResponseError) -> ArticleVocabulary {
    guard argument.value.string == nil, let name = try argument.optional("vocabulary") else {
      let uri = argument.value.string ?? argument.value["uri"]?.string
      return session.projects.exportVocabulary(for: uri.flatMap(DocumentURI.path(of:)))
    }
    guard let known = ArticleVocabulary(rawValue: try name.string()) else {
      throw name.mismatch(expected: Settings.vocabularies)
    }
    return known
  }

  private static func addWord(_ argument: Params, _ session: Session) throws(ResponseError) {
    let uri = try argument.member("uri").string()
    let word = try argument.member("word")
    guard WordList.takes(try word.string()) else {
      throw word.mismatch(expected: "a word")
    }
    var list = WordLists.Name.project
    if let name = try argument.optional("dictionary") {
      guard let known = WordLists.Name(rawValue: try name.string()) else {
        throw name.mismatch(expected: "“project” or “user”")
      }
      list = known
    }
    try session.add(try word.string(), to: list, for: uri)
  }
}

extension Session {
  /// Has the client show a file, or else tell where it is.
  fileprivate func showDocument(_ uri: String, _ path: String) {
    guard client.flag("window", "showDocument", "support") else {
      show(.info, "Written: \(path)")
      return
    }
    request(
      "window/showDocument", .object(["uri": .string(uri), "takeFocus": .bool(true)])
    ) { session, result in
      if case .success(let answer) = result, answer["success"]?.bool == true { return }
      session.show(.info, "Written: \(path)")
    }
  }

  /// The `WorkspaceEdit` of a decision about questions.
  func edit(
    deciding descriptor: ActionDescriptor, in snapshot: DocumentSnapshot
  ) throws(ResponseError) -> JSONValue {
    guard let decision = descriptor.decision else { return .null }
    let edits = try descriptor.edits(in: snapshot)
    let change = try registerChange(decision, for: snapshot.uri)
    // Editors that make a file do not always make its folder.
    if !change.exists { try? FileSystem.createFolder(Paths.folder(of: change.path)) }
    return EditEncoder.workspaceEdit(
      changing: (change.uri, change.version, change.exists, change.source, change.edits),
      and: edits, of: (snapshot.uri, snapshot.version, snapshot.source), for: client)
  }

  /// Asks the client to make the edits of a decision about questions. The file of the register is
  /// made first for a client that makes none.
  fileprivate func apply(
    deciding descriptor: ActionDescriptor, in snapshot: DocumentSnapshot
  ) throws(ResponseError) {
    let edit = try edit(deciding: descriptor, in: snapshot)
    if !client.createsFiles, let path = registerPath(for: snapshot.uri), !FileSystem.exists(path) {
      do throws(FileError) {
        try FileSystem.createFolder(Paths.folder(of: path))
        try FileSystem.writeAtomically([], to: path)
      } catch {
        throw ResponseError(.requestFailed, error.description)
      }
    }
    apply(edit, label: "Register a decision about questions")
  }

  /// Asks the client to make edits; nothing is asked when there are none.
  func apply(_ edits: [TextEdit], to snapshot: DocumentSnapshot, label: String) {
    guard !edits.isEmpty else { return }
    apply(
      EditEncoder(snapshot.source, client.positionEncoding)
        .workspaceEdit(edits, of: snapshot.uri, version: snapshot.version, for: client),
      label: label)
  }

  private func apply(_ edit: JSONValue, label: String) {
    request(
      "workspace/applyEdit", .object(["label": .string(label), "edit": edit])
    ) { session, result in
      switch result {
      case .success(let answer):
        guard answer["applied"]?.bool == false else { return }
        let reason = answer["failureReason"]?.string.map { ": \($0)" } ?? ""
        session.log(.warning, "The client did not make the edits\(reason)")
      case .failure(let error):
        session.log(.warning, "The client did not make the edits: \(error.message)")
      }
    }
  }
}
