import StetCore

/// Tells lines that ask a question, or are labelled as one.
package enum QuestionLine {
  /// Whether a line asks one question and does nothing else: `What causes
  /// spasms?`, also `How do you treat spasms` where the mark is missing.
  package static func asks(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard bytes.count >= 6, bytes.count <= 300, let last = bytes.last else { return false }
    guard let first = bytes.first, !first.isASCIILowercase else { return false }
    if last == UInt8(ascii: "?") { return isOneSentence(bytes.dropLast()) && !isQuoted(bytes) }
    // Without its mark a question must look like one from its first words on.
    guard bytes.count <= 120, last.isASCIIAlphanumeric || last >= 0x80,
      isOneSentence(bytes)
    else { return false }
    return beginsAsQuestion(bytes)
  }

  /// Whether a line that starts with a small letter asks one question: it begins
  /// as questions do, with their mark or without.
  static func asksInSmallLetters(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard bytes.count >= 6, bytes.count <= 120, let last = bytes.last,
      let first = bytes.first, first.isASCIILowercase
    else { return false }
    let isMarked = last == UInt8(ascii: "?")
    guard isMarked || last.isASCIIAlphanumeric || last >= 0x80 else { return false }
    let text = isMarked ? bytes.dropLast() : bytes
    guard isOneSentence(text), !text.contains(UInt8(ascii: ",")) else { return false }
    let words = text.split(maxSplits: 1, whereSeparator: \.isASCIIWhitespace)
    guard let word = words.first, words.count == 2 else { return false }
    let begins = String(decoding: word, as: UTF8.self)
    return isMarked
      ? askers.contains(begins) || verbs.contains(begins) : beginsAsQuestion(bytes)
  }

  /// The label at the start of a line that makes it a question (`Q:`,
  /// `Question 3.`) or an answer (`A:`); the range takes in the space after it.
  static func label(of bytes: ArraySlice<UInt8>) -> (isQuestion: Bool, range: Range<Int>)? {
    var index = bytes.startIndex
    while index < bytes.endIndex, bytes[index].isASCIILetter { index += 1 }
    let word = String(decoding: bytes[bytes.startIndex..<index], as: UTF8.self)
    let isQuestion: Bool
    switch word {
    case "Q", "Question", "QUESTION", "Ques": isQuestion = true
    case "A", "Answer", "ANSWER", "Ans": isQuestion = false
    default: return nil
    }
    if bytes.byte(at: index) == .space && bytes.byte(at: index + 1).isASCIIDigit && word.count > 1 {
      index += 1
    }
    while index < bytes.endIndex, bytes[index].isASCIIDigit { index += 1 }
    let mark = bytes.byte(at: index)
    guard mark == UInt8(ascii: ":") || mark == UInt8(ascii: ".") || mark == UInt8(ascii: ")"),
      // `A. Smith` is a name.
      mark == UInt8(ascii: ":") || isQuestion
    else { return nil }
    index += 1
    let gap = index
    while index < bytes.endIndex, bytes[index].isBlank { index += 1 }
    guard index > gap || index == bytes.endIndex else { return nil }
    return (isQuestion, bytes.startIndex..<index)
  }

  private static func isQuoted(_ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.first == UInt8(ascii: "\"") && bytes.dropFirst().contains(UInt8(ascii: "\""))
  }

  /// Whether no sentence ends before the end of the line.
  private static func isOneSentence(_ bytes: ArraySlice<UInt8>) -> Bool {
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let byte = bytes[index]
      let isMark =
        byte == UInt8(ascii: ".") || byte == UInt8(ascii: "!") || byte == UInt8(ascii: "?")
      if isMark && bytes.byte(at: index + 1) == .space {
        var next = index + 1
        while bytes.byte(at: next) == .space { next += 1 }
        let word = Abbreviations.word(before: index, in: bytes)
        let isAbbreviation = byte == UInt8(ascii: ".") && Abbreviations.contains(word)
        if bytes.byte(at: next).isASCIIUppercase && !isAbbreviation { return false }
        if byte != UInt8(ascii: ".") { return false }
      }
      index += 1
    }
    return true
  }

  private static func beginsAsQuestion(_ bytes: ArraySlice<UInt8>) -> Bool {
    let words = bytes.split(maxSplits: 2, whereSeparator: \.isASCIIWhitespace).prefix(3).map {
      String(decoding: $0.map(\.asciiLowercased), as: UTF8.self)
    }
    guard words.count == 3 else { return false }
    if askers.contains(words[0]) { return verbs.contains(words[1]) }
    return verbs.contains(words[0]) && subjects.contains(words[1])
  }

  private static let askers: Set<String> = [
    "what", "why", "how", "when", "where", "who", "which", "whose", "whom",
  ]
  private static let verbs: Set<String> = [
    "is", "are", "was", "were", "do", "does", "did", "can", "could", "should", "would", "will",
    "has", "have", "had", "may", "might", "must", "am", "isn't", "aren't", "don't", "doesn't",
    "can't", "won't", "causes", "cause", "makes", "happens", "helps", "many", "much", "long",
    "often", "far", "kind", "kinds", "type", "types",
  ]
  private static let subjects: Set<String> = [
    "i", "you", "we", "they", "he", "she", "it", "my", "your", "our", "their", "the", "a", "an",
    "there", "this", "that", "these", "those", "anyone", "anybody", "someone", "people",
  ]
}
