import JSON
import StetCore
import StetWorkspace

/// Finds what can be done about a place of a document.
struct CodeActions: Sendable {
  /// What an action is.
  struct Action: Sendable {
    /// What carries it out.
    enum Work: Sendable {
      /// Edits of the document; those that cost nothing to find are there.
      case edits(ActionDescriptor, [TextEdit]?)
      /// A word is added to a list.
      case addWord(String, WordLists.Name)
      /// A decision about questions is registered, and the draft follows.
      case decision(ActionDescriptor)
      /// The cleaned draft is shown.
      case export(ArticleExport.Form)
    }

    var title: String
    var kind: Kind
    /// What it settles, by index among the diagnostics of the document.
    var diagnostics: [Int]
    var isPreferred = false
    var work: Work
  }

  /// The kinds of the protocol that Stet's actions have.
  enum Kind: String, CaseIterable, Sendable {
    case quickFix = "quickfix"
    case fixAll = "source.fixAll.stet"
    case export = "source.export.stet"
    case refactor = "refactor.rewrite"

    /// Whether a client that asks for `kind` asks for this one: for the kind
    /// itself, or for one that it is a part of.
    func isPart(of kind: String) -> Bool {
      kind.isEmpty || rawValue == kind || rawValue.hasPrefix(kind + ".")
    }
  }

  /// What the client asks for.
  struct Query: Sendable {
    /// The kinds; `nil` for all.
    var only: [String]?
    /// Whether the editor asks by itself, rather than the writer.
    var isAutomatic = false
    /// The diagnostics to do something about, by index.
    var diagnostics: [Int]

    func wants(_ kind: Kind) -> Bool {
      // What the writer must want is no answer to an editor that asks by itself, and
      // what changes nothing is no answer to one that asks what is to be done.
      if kind == .export && (isAutomatic || only == nil) { return false }
      guard let only else { return kind != .fixAll && kind != .refactor || !isAutomatic }
      return only.contains(where: kind.isPart)
    }
  }

  /// The most replacements that are offered for one word.
  private static let replacementLimit = 5

  let snapshot: DocumentSnapshot
  /// The word lists that words can be added to.
  let wordLists: [WordLists.Name]
  /// Whether there is a place where decisions can be registered.
  var decides = false
  /// The place that is asked about.
  var caret: TextOffset?
  /// The texts of other drafts, by their names.
  var related: @Sendable (String) -> SourceText? = { _ in nil }
  /// The paths of other drafts from the folder of the project, by their names.
  var relative: @Sendable (String) -> String? = { _ in nil }

  /// The fixes of a diagnostic, and its suggestions as fixes.
  static func fixes(of diagnostic: Diagnostic) -> [Fix] {
    let finding = diagnostic.finding
    var fixes = finding.fixes
    // Where there are fixes, suggestions say what those do.
    if fixes.isEmpty {
      fixes = finding.suggestions.map {
        Fix("Change to “\($0)”", [TextEdit(finding.range, $0)], safety: .suggestion)
      }
    }
    var replacements = 0
    return fixes.filter { fix in
      guard fix.edits.count == 1, fix.edits[0].range == finding.range else { return true }
      replacements += 1
      return replacements <= replacementLimit
    }
  }

  /// What can be done: fixes first, then word lists, marks, and last what
  /// concerns the whole document. Linear in the diagnostics that are asked about.
  func actions(for query: Query) -> [Action] {
    let all = snapshot.analysis.diagnostics
    let asked = query.diagnostics.filter(all.indices.contains)
    var actions: [Action] = []
    if query.wants(.quickFix) {
      actions += fixes(of: asked, all)
      actions += decisions(of: asked, all)
      actions += words(of: asked, all)
      actions += marks(for: asked, all)
    }
    if query.wants(.refactor), let caret { actions += decisions(at: caret) }
    if query.wants(.fixAll), !FixApplication.select(from: all).edits.isEmpty {
      actions.append(
        Action(
          title: "Fix all safe faults", kind: .fixAll, diagnostics: [],
          work: .edits(ActionDescriptor(.fixAll, in: snapshot), nil)))
    }
    if query.wants(.export) {
      actions += ArticleExport.Form.allCases.map {
        Action(title: $0.title, kind: .export, diagnostics: [], work: .export($0))
      }
    }
    return actions
  }

  private func fixes(of asked: [Int], _ all: [Diagnostic]) -> [Action] {
    struct Change: Hashable {
      var title: String
      var edits: [TextEdit]
    }
    var actions: [Action] = []
    // Two findings may ask for the same.
    var known: [Change: Int] = [:]
    for index in asked {
      for fix in Self.fixes(of: all[index]) where !fix.edits.isEmpty {
        let isPreferred = fix.isPreferred && fix.safety == .safe
        let change = Change(title: fix.title, edits: fix.edits)
        if let same = known[change] {
          actions[same].diagnostics.append(index)
          actions[same].isPreferred = actions[same].isPreferred || isPreferred
          continue
        }
        known[change] = actions.count
        let descriptor = ActionDescriptor(
          .fix(fix.title), ActionDescriptor.Target(all[index]), in: snapshot)
        actions.append(
          Action(
            title: fix.title, kind: .quickFix, diagnostics: [index], isPreferred: isPreferred,
            work: .edits(descriptor, fix.edits)))
      }
    }
    return actions
  }

  private func words(of asked: [Int], _ all: [Diagnostic]) -> [Action] {
    var actions: [Action] = []
    var known: [String: Int] = [:]
    for index in asked {
      guard let word = WordLists.word(of: all[index], in: snapshot) else { continue }
      for list in wordLists {
        let title = list.title(adding: word)
        if let same = known[title] {
          actions[same].diagnostics.append(index)
          continue
        }
        known[title] = actions.count
        actions.append(
          Action(
            title: title, kind: .quickFix, diagnostics: [index], work: .addWord(word, list)))
      }
    }
    return actions
  }

  private func marks(for asked: [Int], _ all: [Diagnostic]) -> [Action] {
    /// What one mark silences.
    struct Reach: Hashable {
      var rule: String
      var block: Int?
    }
    var groups: [(rule: String, diagnostics: [Int])] = []
    var known: [Reach: Int] = [:]
    for index in asked {
      let rule = all[index].rule
      let block = snapshot.analysis.draft.blockIndex(containing: all[index].range.start)
      if let same = known[Reach(rule: rule, block: block)] {
        groups[same].diagnostics.append(index)
      } else {
        known[Reach(rule: rule, block: block)] = groups.count
        groups.append((rule, [index]))
      }
    }
    return groups.compactMap { group in
      guard let first = group.diagnostics.first else { return nil }
      let descriptor = ActionDescriptor(
        .suppress, ActionDescriptor.Target(all[first]), in: snapshot)
      return Action(
        title: groups.count == 1
          ? "Let it stand (stet)" : "Let it stand: \(group.rule) (stet)",
        kind: .quickFix, diagnostics: group.diagnostics, work: .edits(descriptor, nil))
    }
  }
}
