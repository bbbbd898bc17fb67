import StetCore

/// What the model of endings is fitted on: the places of complete texts at which
/// sentences end, and places at which a text could have been cut.
package enum EndingSamples {
  /// Calls `body` for places of a complete text with whether it would be a cut,
  /// and its features.
  ///
  /// Every end of a sentence is taken, and a fixed choice of other places, inside
  /// words and between them. In a text that begins no sentence with a capital
  /// (`joinsSentences`), each end mark ends one. O(n).
  package static func samples(
    of text: ArraySlice<UInt8>, joinsSentences: Bool,
    _ body: (_ isCut: Bool, _ features: [UInt64]) -> Void
  ) {
    let sentences = SentenceEnd(text)
    let tokens = sentences.all
    var state: UInt64 = 0x9E37_79B9_7F4A_7C15 &+ UInt64(text.count)
    /// The next of numbers that look random, the same each time (xorshift).
    func next(below limit: Int) -> Int {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return Int(truncatingIfNeeded: (state >> 11) % UInt64(max(1, limit)))
    }
    for (index, token) in tokens.enumerated() where token.canEnd {
      if endsSentence(index, tokens, text, joinsSentences: joinsSentences) {
        let isInitial = token.kind == .word && token.range.count == 1 && index + 1 < tokens.count
        if !isInitial { body(false, sentences.features(at: index)) }
        continue
      }
      if next(below: 100) < 70 { body(true, sentences.features(at: index)) }
      let length = token.range.count
      if token.kind == .word, length > 1, next(below: 8) < length {
        body(true, sentences.features(at: index, cutTo: 1 + next(below: length - 1)))
      }
    }
  }

  private static func endsSentence(
    _ index: Int, _ tokens: [EndingToken], _ text: ArraySlice<UInt8>, joinsSentences: Bool
  ) -> Bool {
    guard index + 1 < tokens.count else { return true }
    let mark = tokens[index + 1]
    guard mark.kind == .mark, ".!?".utf8.contains(text[mark.range.lowerBound]) else {
      return false
    }
    guard !joinsSentences, index + 2 < tokens.count else { return true }
    let after = text[tokens[index + 2].range.lowerBound]
    return after.isASCIIUppercase || "\")*_".utf8.contains(after) || after == 0xE2
  }
}
