import StetCore

/// The questions and answers that a page states in JSON-LD (schema.org's `FAQPage`
/// and `QAPage`), besides or instead of its text.
struct LinkedData {
  /// A question, and its answer, as strings of the page's JSON.
  struct Question {
    /// What tells it from others.
    var key: QuestionKey
    /// The strings, without their quotation marks.
    var name: Range<Int>
    var answers: [Range<Int>]
  }

  private(set) var questions: [Question] = []
  private var keys: Set<QuestionKey> = []
  private var answerStarts: Set<[UInt8]> = []

  /// How many bytes of an answer tell it from other texts.
  private static let startLength = 32

  /// Reads the scripts. Linear in their length.
  init(_ scripts: [TextRange], _ source: SourceText) {
    let whole = source.utf8
    let bytes = whole.span
    for script in scripts { read(script.utf8, bytes) }
    for question in questions {
      keys.insert(question.key)
      for answer in question.answers {
        answerStarts.insert(Self.start(Self.plain(JSONText.unescaped(bytes, answer))))
      }
    }
  }

  /// Whether one of the questions has this wording.
  func asks(_ text: [UInt8]) -> Bool { keys.contains(QuestionKey(text[...])) }

  /// Whether one of the answers begins like this.
  func answers(_ text: [UInt8]) -> Bool { answerStarts.contains(Self.start(text)) }

  private static func start(_ text: [UInt8]) -> [UInt8] { Array(text.prefix(startLength)) }

  private static func plain(_ text: [UInt8]) -> [UInt8] {
    let source = SourceText(decoding: text)
    return PlainText.text(of: 0..<source.count, in: source, hidden: [])
  }

  /// An object that is open.
  private struct Frame {
    var isQuestion = false
    /// Whether it, or the array in it, is the answer of the question around it.
    var isAnswer = false
    var name: Range<Int>?
    var text: Range<Int>?
    var answers: [Range<Int>] = []
  }

  private mutating func read(_ script: Range<Int>, _ bytes: Span<UInt8>) {
    var tokens = JSONTokens(from: script.lowerBound, to: script.upperBound)
    var frames: [Frame] = []
    var member: Range<Int>?
    func isNamed(_ text: StaticString) -> Bool {
      guard let member else { return false }
      return text.utf8CodeUnitCount == member.count
        && bytes.matches(text, at: member.lowerBound, before: member.upperBound)
    }
    while let token = tokens.next(bytes) {
      switch token {
      case .startObject, .startArray:
        var frame = Frame()
        frame.isAnswer =
          isNamed("acceptedanswer") || isNamed("suggestedanswer")
          || (member == nil && (frames.last?.isAnswer ?? false))
        frames.append(frame)
        member = nil
      case .name(let name): member = name
      case .string(let text):
        guard !frames.isEmpty else { break }
        let last = frames.count - 1
        if isNamed("@type") {
          if bytes.matches("question", at: text.lowerBound, before: text.upperBound) {
            frames[last].isQuestion = true
          }
        } else if isNamed("name") {
          frames[last].name = text
        } else if isNamed("text") {
          frames[last].text = text
        }
        member = nil
      case .scalar: member = nil
      case .endObject, .endArray:
        guard let frame = frames.popLast() else { break }
        member = nil
        if frame.isAnswer, !frames.isEmpty {
          let last = frames.count - 1
          if let text = frame.text { frames[last].answers.append(text) }
          // What answers in answers add up to has a limit.
          frames[last].answers += frame.answers.prefix(200)
        } else if frame.isQuestion, let name = frame.name ?? frame.text {
          let text = Self.plain(JSONText.unescaped(bytes, name))
          questions.append(
            Question(key: QuestionKey(text[...]), name: name, answers: frame.answers))
        }
      }
    }
  }
}
