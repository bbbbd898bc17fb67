import StetCore
import StetFormats
import StetQuestions
import StetReporters
import StetWorkspace

/// A question and where it comes from.
struct AskedQuestion: Sendable {
  /// What names it: an id, or a file and a line.
  var name: ArraySlice<UInt8>
  var text: ArraySlice<UInt8>
}

extension AskedQuestion {
  /// The questions of drafts, with their files and lines, and titles that ask.
  ///
  /// - Returns: the questions, and whether everything could be read.
  static func all(in paths: [String]) -> (questions: [AskedQuestion], isComplete: Bool) {
    let (drafts, isComplete) = DraftInputs.map(paths) { path, draft in
      draft.questionBlocks.map { block in
        let range = draft.wordingRange(ofBlock: block)
        let line = draft.source.line(containing: range.start) + 1
        return AskedQuestion(
          name: Array("\(VisibleText.visible(path)):\(line)".utf8)[...],
          text: Array(draft.source.bytes(in: range))[...])
      }
    }
    return (drafts.flatMap(\.self), isComplete)
  }
}

extension Draft {
  /// The blocks that ask questions, a title that asks one among them, in order.
  var questionBlocks: [Int] {
    let blocks = outline.questions.flatMap(\.askings)
    guard let title, !blocks.contains(title),
      source.bytes(in: wordingRange(ofBlock: title)).last == UInt8(ascii: "?")
    else { return blocks }
    return [title] + blocks
  }
}

extension QuestionCollection {
  /// A collection of questions, made ready on all cores.
  static func of(_ texts: [ArraySlice<UInt8>], _ engine: QuestionEngine) -> QuestionCollection {
    var collection = QuestionCollection(engine)
    let entries = QuestionVectors.map(texts) { QuestionCollection.entries(of: $0, engine) }
    for entry in entries { collection.append(entry) }
    return collection
  }
}
