import BuiltInAnalyzers
import QuestionsAnalyzers
import StetCore
import StetFormats
import StetReporters
import StetWorkspace

/// Sets the answers of questions that are registered as one under one question, in a draft.
enum DraftFolding {
  /// What became of a draft.
  enum Outcome {
    /// So many questions were folded into another.
    case folded(Int)
    /// It asks none of the questions, or one only.
    case unchanged
    /// Answers do not move in drafts of this format, or in this one.
    case refused
  }

  /// Folds the questions of an entry in the draft at a path, which is replaced whole or not at all.
  ///
  /// The first asking stays; it takes the primary's wording where a later one has that. No answer is
  /// lost.
  ///
  /// - Parameter isTrial: whether the draft is only looked at.
  static func fold(
    _ entry: QuestionRegister.Entry, inDraftAt path: String, isTrial: Bool = false
  ) throws(FileError) -> Outcome {
    let format = Draft.Format(ofFileNamed: path)
    var bytes = try FileSystem.read(path, limit: format.largestFile)
    let site = (try? ProjectLoader(registry: .builtIn).project(for: path))?.site ?? .english
    let keys = Set(entry.wordings.map { QuestionKey($0) })
    let primary = QuestionKey(entry.question)
    var count = 0
    while true {
      let source = SourceText(decoding: bytes, as: format)
      let draft = Draft.reading(source, as: format, site: site)
      func key(_ question: Outline.Question) -> QuestionKey? {
        question.askings.first.map { draft.questionKey(ofBlock: $0) }
      }
      let questions = draft.outline.questions.filter { key($0).map(keys.contains) ?? false }
      guard let first = questions.first, let twin = questions.dropFirst().first else { break }
      let wording =
        key(twin) == primary && key(first) != primary
        ? twin.askings.first.map { source.string(in: draft.wordingRange(ofBlock: $0)) } : nil
      guard
        let edits = QuestionMerging.edits(
          merging: twin, into: first, in: draft, rewording: wording)
      else { return .refused }
      let changed = FixApplication.apply(FixApplication.fileEdits(edits, of: source), to: bytes)
      // Each round takes a question away; one that does not would not end.
      guard changed != bytes, count < 10_000,
        QuestionMerging.isFaithful(
          Draft.reading(SourceText(decoding: changed, as: format), as: format, site: site),
          to: draft)
      else { return .refused }
      bytes = changed
      count += 1
    }
    guard count > 0 else { return .unchanged }
    if isTrial { return .folded(count) }
    try FileSystem.writeAtomically(bytes, to: path)
    return .folded(count)
  }

  /// Says which of some drafts cannot follow. Returns whether all can.
  static func canFold(_ entry: QuestionRegister.Entry, in paths: [String]) -> Bool {
    var isPossible = true
    for path in paths {
      let shown = VisibleText.visible(path)
      do throws(FileError) {
        if case .refused = try fold(entry, inDraftAt: path, isTrial: true) {
          StandardOutput.complain("\(shown): The answers cannot be moved here; edit the draft")
          isPossible = false
        }
      } catch {
        StandardOutput.complain(VisibleText.visible(error.description))
        isPossible = false
      }
    }
    return isPossible
  }

  /// Folds an entry in drafts, and says what became of them. Returns whether all went well.
  static func fold(_ entry: QuestionRegister.Entry, in paths: [String]) -> Bool {
    var isComplete = true
    let output = StandardOutput()
    for path in paths {
      let shown = VisibleText.visible(path)
      do throws(FileError) {
        switch try fold(entry, inDraftAt: path) {
        case .folded(let count):
          output.write("\(shown): \(count) \(count == 1 ? "question" : "questions") folded\n")
        case .unchanged: output.write("\(shown): nothing to fold\n")
        case .refused:
          StandardOutput.complain("\(shown): The answers cannot be moved here; edit the draft")
          isComplete = false
        }
      } catch {
        StandardOutput.complain(VisibleText.visible(error.description))
        isComplete = false
      }
    }
    output.flush()
    return isComplete
  }
}
