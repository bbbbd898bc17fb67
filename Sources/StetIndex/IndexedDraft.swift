package import StetWorkspace

/// What is kept of one draft.
package struct IndexedDraft: Hashable, Sendable {
  /// A question of a draft, or a title that asks.
  package struct Question: Hashable, Sendable {
    /// What a text is in its draft.
    package enum Kind: UInt8, Sendable {
      /// A question of a list of questions.
      case question
      /// A title that asks.
      case title
      /// A heading that asks, and is no question of a list.
      case heading
    }

    /// What it is.
    package var kind: Kind
    /// Its words, as they stand in the draft.
    package var text: [UInt8]
    /// The line that it begins on, from 1.
    package var line: Int
    /// Its bytes in the draft, as ``StetCore/SourceText`` counts them.
    package var range: Range<Int>

    /// Makes a question.
    package init(kind: Kind, text: [UInt8], line: Int, range: Range<Int>) {
      self.kind = kind
      self.text = text
      self.line = line
      self.range = range
    }
  }

  /// Its absolute path.
  package var path: String
  /// The state of its file before it was read.
  package var state: FileState
  /// What else its questions hang on: what its project knows of sites.
  package var reading: UInt64
  /// A hash of its bytes, the same in every run.
  package var digest: UInt64
  /// Its questions, in order.
  package var questions: [Question]
  /// Fingerprints of its passages.
  package var fingerprints: [UInt64]

  /// Makes a draft.
  package init(
    path: String, state: FileState, reading: UInt64, digest: UInt64, questions: [Question],
    fingerprints: [UInt64] = []
  ) {
    self.path = path
    self.state = state
    self.reading = reading
    self.digest = digest
    self.questions = questions
    self.fingerprints = fingerprints
  }
}

extension IndexedDraft {
  /// Bytes that each question takes besides its text: kind, line, start, end and size of the text.
  private static let questionSize = 1 + 4 + 8 + 8 + 4

  /// What says which draft a record is of; the rest follows.
  struct Stamp: Hashable, Sendable {
    var path: String
    var state: FileState
    var reading: UInt64
  }

  /// The record's head: path, state, reading and digest, then the questions, then the
  /// fingerprints.
  var encoded: [UInt8] {
    var bytes: [UInt8] = []
    bytes.appendLittle(state.size)
    bytes.appendLittle(state.modified)
    bytes.appendLittle(state.changed)
    bytes.appendLittle(state.inode)
    bytes.appendLittle(reading)
    bytes.appendLittle(UInt32(clamping: path.utf8.count))
    bytes += path.utf8
    bytes.appendLittle(digest)
    bytes.appendLittle(UInt32(clamping: questions.count))
    for question in questions {
      bytes.append(question.kind.rawValue)
      bytes.appendLittle(UInt32(clamping: question.line))
      bytes.appendLittle(UInt64(clamping: question.range.lowerBound))
      bytes.appendLittle(UInt64(clamping: question.range.upperBound))
      bytes.appendLittle(UInt32(clamping: question.text.count))
      bytes += question.text
    }
    bytes.appendLittle(UInt32(clamping: fingerprints.count))
    for fingerprint in fingerprints { bytes.appendLittle(fingerprint) }
    return bytes
  }

  /// Reads what says which draft a record is of; the cursor stands after it then.
  static func stamp(_ cursor: inout ByteCursor) -> Stamp? {
    guard let size = cursor.next(Int64.self), let modified = cursor.next(Int64.self),
      let changed = cursor.next(Int64.self), let inode = cursor.next(UInt64.self),
      let reading = cursor.next(UInt64.self), let length = cursor.nextCount(of: 1),
      let name = cursor.next(count: length),
      let path = String(validating: name, as: UTF8.self)
    else { return nil }
    return Stamp(
      path: path,
      state: FileState(size: size, modified: modified, changed: changed, inode: inode),
      reading: reading)
  }

  /// Reads a record's head; `nil` when it is none.
  init?(_ bytes: [UInt8]) {
    var cursor = ByteCursor(bytes, bytes.indices)
    guard let stamp = Self.stamp(&cursor), let digest = cursor.next(UInt64.self),
      let count = cursor.nextCount(of: Self.questionSize)
    else { return nil }
    var questions: [Question] = []
    questions.reserveCapacity(count)
    for _ in 0..<count {
      guard let kind = cursor.next(UInt8.self).flatMap(Question.Kind.init(rawValue:)),
        let line = cursor.next(UInt32.self).flatMap(Int.init(exactly:)),
        let start = cursor.next(UInt64.self).flatMap(Int.init(exactly:)),
        let end = cursor.next(UInt64.self).flatMap(Int.init(exactly:)), start <= end,
        let length = cursor.nextCount(of: 1), let text = cursor.next(count: length)
      else { return nil }
      questions.append(Question(kind: kind, text: Array(text), line: line, range: start..<end))
    }
    guard let most = cursor.nextCount(of: 8) else { return nil }
    var fingerprints: [UInt64] = []
    fingerprints.reserveCapacity(most)
    for _ in 0..<most {
      guard let fingerprint = cursor.next(UInt64.self) else { return nil }
      fingerprints.append(fingerprint)
    }
    guard cursor.rest == 0 else { return nil }
    self.init(
      path: stamp.path, state: stamp.state, reading: stamp.reading, digest: digest,
      questions: questions, fingerprints: fingerprints)
  }
}
