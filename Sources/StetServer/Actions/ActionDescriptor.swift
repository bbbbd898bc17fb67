import JSON
import JSONRPC
import StetCore

/// What an action does, in a form that goes to the client and comes back: with
/// `codeAction/resolve`, or as the argument of a command.
struct ActionDescriptor: Hashable, Sendable {
  /// What is done.
  enum Deed: Hashable, Sendable {
    /// The fix of that title is applied.
    case fix(String)
    /// The diagnostic is suppressed.
    case suppress
    /// All safe fixes of the document are applied.
    case fixAll
    /// A decision about questions is registered, and the draft follows.
    case decide(QuestionDecision)
  }

  /// The diagnostic that something is done about.
  struct Target: Hashable, Sendable {
    var rule: String
    /// Its place, in bytes.
    var range: Range<Int>
    var message: String

    init(_ diagnostic: Diagnostic) {
      rule = diagnostic.rule
      range = diagnostic.range.utf8
      message = diagnostic.message
    }

    fileprivate init(_ params: Params) throws(ResponseError) {
      rule = try params.member("rule").string()
      let start = try params.member("start").integer()
      range = start..<max(start, try params.member("end").integer())
      message = try params.member("message").string()
    }

    fileprivate func matches(_ diagnostic: Diagnostic) -> Bool { self == Target(diagnostic) }
  }

  var uri: String
  /// The state of the document that the action is for.
  var revision: Int
  var deed: Deed
  /// What it is done about; `nil` when all safe fixes are applied.
  var target: Target?

  /// An action on a document.
  init(_ deed: Deed, _ target: Target? = nil, in snapshot: DocumentSnapshot) {
    uri = snapshot.uri
    revision = snapshot.revision
    self.deed = deed
    self.target = target
  }

  /// Reads what ``json`` wrote.
  init(_ params: Params) throws(ResponseError) {
    uri = try params.member("uri").string()
    revision = try params.member("revision").integer()
    let action = try params.member("action")
    switch try action.string() {
    case "fix":
      deed = .fix(try params.member("title").string())
      target = try Target(params)
    case "suppress":
      deed = .suppress
      target = try Target(params)
    case "fixAll": deed = .fixAll
    case "decide": deed = .decide(try QuestionDecision(params))
    default: throw action.mismatch(expected: "“fix”, “suppress”, “fixAll” or “decide”")
    }
  }

  /// The descriptor as the client keeps it.
  var json: JSONValue {
    var object: JSONObject = ["uri": .string(uri), "revision": .integer(revision)]
    func add(_ name: String, _ value: JSONValue) {
      object.members.append(JSONObject.Member(name: name, value: value))
    }
    switch deed {
    case .fix(let title):
      add("action", .string("fix"))
      add("title", .string(title))
    case .suppress: add("action", .string("suppress"))
    case .fixAll: add("action", .string("fixAll"))
    case .decide(let decision):
      add("action", .string("decide"))
      for (name, value) in decision.members { add(name, value) }
    }
    if let target, !isDecision {
      add("rule", .string(target.rule))
      add("start", .integer(target.range.lowerBound))
      add("end", .integer(target.range.upperBound))
      add("message", .string(target.message))
    }
    return .object(object)
  }

  /// The decision, if it is one.
  var decision: QuestionDecision? { if case .decide(let decision) = deed { decision } else { nil } }

  private var isDecision: Bool { decision != nil }

  /// The edits that the action makes in the document.
  ///
  /// - Throws: ``ResponseError/Code/contentModified`` when the document is no
  ///   longer in the state that the action is for.
  func edits(
    in snapshot: DocumentSnapshot, isCancelled: () -> Bool = { false }
  ) throws(ResponseError) -> [TextEdit] {
    guard snapshot.revision == revision else { throw Self.isStale }
    switch deed {
    case .fixAll: return FixRounds.edits(of: snapshot, isCancelled: isCancelled)
    case .decide(let decision): return decision.edits(of: snapshot.analysis.draft)
    case .fix, .suppress: break
    }
    guard let target,
      let diagnostic = snapshot.analysis.diagnostics.first(where: target.matches)
    else { throw Self.isStale }
    switch deed {
    case .fixAll, .decide: return []
    case .fix(let title):
      guard let fix = CodeActions.fixes(of: diagnostic).first(where: { $0.title == title }) else {
        throw Self.isStale
      }
      return fix.edits
    case .suppress:
      guard let edits = LetItStand.edits(for: diagnostic, in: snapshot) else {
        throw ResponseError(.requestFailed, "No suppression mark works at this place")
      }
      return edits
    }
  }

  private static let isStale = ResponseError(
    .contentModified, "The document has changed since the action was offered")
}
