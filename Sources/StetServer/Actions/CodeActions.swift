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
      guard let only else { return kind != .fixAll || !isAutomatic }
      return only.contains(where: kind.isPart)
    }
  }

  /// The most replacements that are offered for one word.
  private static let replacementLimit = 5

  let snapshot: DocumentSnapshot
  /// The word lists that words can be added to.
  let wordLists: [WordLists.Name]

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
  /// concerns the whole document.
  func actions(for query: Query) -> [Action] {
    let all = snapshot.analysis.diagnostics
    let asked = query.diagnostics.filter(all.indices.contains)
    var actions: [Action] = []
    if query.wants(.quickFix) {
      for index in asked { addFixes(of: index, all[index], to: &actions) }
      for index in asked { addWord(of: index, all[index], to: &actions) }
      addMarks(for: asked, all, to: &actions)
    }
    if query.wants(.fixAll), !FixApplication.select(from: all).edits.isEmpty {
      actions.append(
        Action(
          title: "Fix all safe faults", kind: .fixAll, diagnostics: [],
          work: .edits(ActionDescriptor(.fixAll, in: snapshot), nil)))
    }
    return actions
  }

  private func addFixes(
    of index: Int, _ diagnostic: Diagnostic, to actions: inout [Action]
  ) {
    for fix in Self.fixes(of: diagnostic) where !fix.edits.isEmpty {
      // Two findings may ask for the same.
      let same = actions.firstIndex { action in
        guard case .edits(_, let edits?) = action.work else { return false }
        return action.title == fix.title && edits == fix.edits
      }
      let isPreferred = fix.isPreferred && fix.safety == .safe
      if let same {
        actions[same].diagnostics.append(index)
        actions[same].isPreferred = actions[same].isPreferred || isPreferred
        continue
      }
      let descriptor = ActionDescriptor(
        .fix(fix.title), ActionDescriptor.Target(diagnostic), in: snapshot)
      actions.append(
        Action(
          title: fix.title, kind: .quickFix, diagnostics: [index], isPreferred: isPreferred,
          work: .edits(descriptor, fix.edits)))
    }
  }

  // MARK: Words

  private func addWord(
    of index: Int, _ diagnostic: Diagnostic, to actions: inout [Action]
  ) {
    guard let word = WordLists.word(of: diagnostic, in: snapshot) else { return }
    for list in wordLists {
      let title = list.title(adding: word)
      if let same = actions.firstIndex(where: { $0.title == title }) {
        actions[same].diagnostics.append(index)
      } else {
        actions.append(
          Action(
            title: title, kind: .quickFix, diagnostics: [index], work: .addWord(word, list)))
      }
    }
  }

  // MARK: Marks

  private func addMarks(
    for asked: [Int], _ all: [Diagnostic], to actions: inout [Action]
  ) {
    /// The rules and blocks that one mark each would silence.
    var groups: [(rule: String, block: Int?, diagnostics: [Int])] = []
    for index in asked {
      let rule = all[index].rule
      let block = snapshot.analysis.draft.blockIndex(containing: all[index].range.start)
      if let same = groups.firstIndex(where: { $0.rule == rule && $0.block == block }) {
        groups[same].diagnostics.append(index)
      } else {
        groups.append((rule, block, [index]))
      }
    }
    for group in groups {
      guard let first = group.diagnostics.first else { continue }
      let descriptor = ActionDescriptor(
        .suppress, ActionDescriptor.Target(all[first]), in: snapshot)
      actions.append(
        Action(
          title: groups.count == 1
            ? "Let it stand (stet)" : "Let it stand: \(group.rule) (stet)",
          kind: .quickFix, diagnostics: group.diagnostics, work: .edits(descriptor, nil)))
    }
  }
}
