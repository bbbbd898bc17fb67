extension SourceText {
  /// Whether what is a site's says no more than that an answer follows: “Answer”, “Best
  /// Answer”, “Answer 1”. Linear in its bytes.
  package func isAnswerLabel(_ range: TextRange) -> Bool {
    let words = bytes(in: range).split { !$0.isASCIILetter && $0 < 0x80 }
    guard words.count <= 2, let last = words.last else { return false }
    return last.elementsEqual("answer".utf8) { $0.asciiLowercased == $1 }
  }
}
