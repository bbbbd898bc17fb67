import SpellingAnalyzers
import StetCore
import StetFormats
import StetLexicon

/// The words of drafts that no dictionary has, with how often each is written.
///
/// Plain text is gone through as it lies: no block, token or span is made but for
/// the few runs that hold an unknown word.
struct UnknownWords {
  /// How often each word is written, as it is written, without a possessive `'s`.
  private(set) var counts: [[UInt8]: Int] = [:]

  private let lexicon = Lexicon.english
  private let scanner = WordScanner()
  private let vocabulary: Vocabulary
  private let speller: Speller

  /// Makes an empty collection.
  ///
  /// - Parameter vocabulary: the words that the project knows.
  init(vocabulary: Vocabulary) {
    self.vocabulary = vocabulary
    speller = Speller(vocabulary: vocabulary)
  }

  /// Takes in a draft. O(n).
  mutating func add(_ source: SourceText, as format: Draft.Format) {
    if format == .plainText && vocabulary.ignoredPatterns.isEmpty { return addPlain(source) }
    // Elsewhere tags and character references may stand inside of words.
    let draft = Draft.reading(source, as: format)
    let comments = CheckerComments(in: draft)
    for index in draft.blocks.indices where draft.blocks[index].kind.isProse {
      guard let view = draft.view(ofBlock: index) else { continue }
      for word in speller.unknownWords(in: view)
      where !word.isForbidden && !comments.accept(word.token.range, in: draft) {
        note(source.bytes(in: word.token.range))
      }
    }
  }

  /// Takes in what another collection has.
  mutating func formUnion(_ other: UnknownWords) {
    counts.merge(other.counts, uniquingKeysWith: +)
  }

  private mutating func addPlain(_ source: SourceText) {
    let bytes = source.utf8
    // The run of bytes without white space that was last looked at, and its spans.
    var run = TextRange(0, 0)
    var spans = DisjointRanges([])
    bytes.withUnsafeBufferPointer { buffer in
      scanner.visitUnknownWords(in: buffer) { found in
        for word in Self.words(in: bytes[found]) {
          if word.count < 2 || lexicon.isKnown(word) || isForbidden(word) { continue }
          let place = TextRange(word.startIndex, word.endIndex)
          if place.end > run.end {
            run = Self.run(around: found, in: buffer)
            spans = DisjointRanges(
              InlineScanner.technicalSpans(in: source, range: run).map(\.range))
          }
          if !spans.overlaps(place) { note(word) }
        }
        return true
      }
    }
  }

  private func isForbidden(_ word: ArraySlice<UInt8>) -> Bool {
    !vocabulary.forbidsNothing && vocabulary.forbids(String(decoding: word, as: UTF8.self))
  }

  private mutating func note(_ word: ArraySlice<UInt8>) {
    var word = word
    for possessive in [Array("'s".utf8), Array("’s".utf8)]
    where word.count > possessive.count && word.suffix(possessive.count).elementsEqual(possessive) {
      word.removeLast(possessive.count)
    }
    if !vocabulary.isEmpty, vocabulary.accepts(String(decoding: word, as: UTF8.self)) { return }
    counts[Array(word), default: 0] += 1
  }

  /// The words in bytes that are letters of ASCII and characters beyond it, which need
  /// not be letters: `one—two`.
  private static func words(in bytes: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
    guard bytes.contains(where: { $0 >= 0x80 }) else { return [bytes] }
    var words: [ArraySlice<UInt8>] = []
    var start = bytes.startIndex
    var index = start
    while index < bytes.endIndex {
      let (scalar, length) = bytes.scalar(at: index)
      let isApostrophe = scalar == "'" || scalar == "\u{2019}"
      let next = index + max(1, length)
      let isLetter =
        scalar.isWordScalar
        || isApostrophe && index > start && next < bytes.endIndex
          && bytes.scalar(at: next).scalar.isWordScalar
      if !isLetter {
        if start < index { words.append(bytes[start..<index]) }
        start = next
      }
      index = next
    }
    if start < bytes.endIndex { words.append(bytes[start...]) }
    return words.filter { word in !word.contains { $0.isASCIIDigit || $0 == UInt8(ascii: "_") } }
  }

  /// The run of bytes without white space around a range.
  private static func run(around range: Range<Int>, in bytes: UnsafeBufferPointer<UInt8>)
    -> TextRange
  {
    var start = range.lowerBound
    while start > 0, !bytes[start - 1].isASCIIWhitespace { start -= 1 }
    var end = range.upperBound
    while end < bytes.count, !bytes[end].isASCIIWhitespace { end += 1 }
    return TextRange(start, end)
  }
}
