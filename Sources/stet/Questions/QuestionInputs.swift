import StetCore
import StetEncoder
import StetIndex
import StetQuestions
import StetReporters

/// A question and where it comes from.
struct AskedQuestion: Sendable {
  /// What names it: an id, or a file and a line.
  var name: ArraySlice<UInt8>
  var text: ArraySlice<UInt8>
}

extension AskedQuestion {
  /// The questions of drafts, with their files and lines, and titles that ask.
  ///
  /// - Parameter cache: where drafts that have not changed since are kept.
  /// - Returns: the questions, and whether everything could be read.
  static func all(
    in paths: [String], _ cache: QuestionCache? = nil
  ) -> (questions: [AskedQuestion], isComplete: Bool) {
    let (drafts, isComplete) = DraftInputs.questions(paths, cache)
    let questions = drafts.flatMap { shown, draft in
      draft.questions.map { question in
        AskedQuestion(
          name: Array("\(VisibleText.visible(shown)):\(question.line)".utf8)[...],
          text: question.text[...])
      }
    }
    return (questions, isComplete)
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
  ///
  /// - Parameter cache: where vectors are kept.
  static func of(
    _ texts: [ArraySlice<UInt8>], _ engine: QuestionEngine, _ cache: QuestionCache? = nil
  ) -> QuestionCollection {
    var collection = QuestionCollection(engine)
    let entries = QuestionVectors.map(texts) { texts in
      if let cache {
        QuestionCollection.entries(of: texts, engine, keptIn: cache.vectors)
      } else {
        QuestionCollection.entries(of: texts, engine)
      }
    }
    for entry in entries { collection.append(entry) }
    return collection
  }
}

extension QuestionSearch {
  /// A search among questions, made ready on all cores.
  ///
  /// - Parameter cache: where vectors are kept.
  static func among(
    _ texts: [ArraySlice<UInt8>], _ engine: QuestionEngine, _ cache: QuestionCache?
  ) -> QuestionSearch {
    switch engine {
    case .full:
      let vectors = QuestionVectors.quantized(texts, cache)
      return QuestionSearch(texts, engine, vectors: vectors.flatMap(\.self), small: [])
    case .static:
      let small = QuestionVectors.map(texts) { $0.map { StaticVectors.english.vector(of: $0) } }
      return QuestionSearch(texts, engine, vectors: [], small: small)
    }
  }
}
