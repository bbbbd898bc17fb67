import StetCore
import StetLexicon

/// Cuts questions into words, and words down to their stems.
package enum QuestionWords {
  /// Words of a question that are read: the rest of a longer text says little that is compared.
  static let limit = 400

  /// The words of a text in lower case: letters and digits, the marks of `C++` and `C#`, and
  /// numbers with their decimal points. An apostrophe joins.
  package static func words(of text: ArraySlice<UInt8>) -> [String] {
    var words: [String] = []
    var word: [UInt8] = []
    func finish() {
      if !word.isEmpty { words.append(String(decoding: word, as: UTF8.self)) }
      word.removeAll(keepingCapacity: true)
    }
    var index = text.startIndex
    while index < text.endIndex, words.count < limit {
      let byte = text[index]
      if byte < 0x80 {
        let isPoint =
          byte == UInt8(ascii: ".") && word.last?.isASCIIDigit == true
          && text.byte(at: index + 1).isASCIIDigit
        if byte.isASCIIAlphanumeric || isPoint {
          word.append(byte.asciiLowercased)
        } else if (byte == UInt8(ascii: "+") || byte == UInt8(ascii: "#")) && !word.isEmpty {
          word.append(byte)
        } else if byte != UInt8(ascii: "'") {
          finish()
        }
        index += 1
        continue
      }
      let (scalar, length) = text.scalar(at: index)
      index += length
      if scalar == "\u{2019}" || scalar == "\u{2018}" { continue }
      if scalar.properties.isAlphabetic || scalar.properties.numericType != nil
        || scalar.properties.generalCategory == .nonspacingMark
      {
        word.append(contentsOf: scalar.properties.lowercaseMapping.utf8)
      } else {
        finish()
      }
    }
    finish()
    return words
  }

  /// What is left of a word without the endings of its forms: `treat` of `treatments`. Stems are
  /// for comparing, not for showing.
  package static func stem(_ word: String) -> String {
    var bytes = Array(word.utf8)
    guard bytes.count > 3, bytes.allSatisfy(\.isASCIILowercase) else { return word }
    func ends(_ ending: StaticString, leaving least: Int) -> Bool {
      let count = ending.utf8CodeUnitCount
      guard bytes.count >= count + least else { return false }
      return ending.withUTF8Buffer { bytes.suffix(count).elementsEqual($0) }
    }
    if ends("ies", leaving: 2) {
      bytes.removeLast(2)
      bytes[bytes.count - 1] = UInt8(ascii: "y")
    } else if ends("sses", leaving: 1) || ends("xes", leaving: 1) || ends("ches", leaving: 1)
      || ends("shes", leaving: 1)
    {
      bytes.removeLast(2)
    } else if ends("s", leaving: 3), !ends("ss", leaving: 1), !ends("us", leaving: 1),
      !ends("is", leaving: 1)
    {
      bytes.removeLast()
    }
    if ends("ments", leaving: 4) { bytes.removeLast(5) }
    if ends("ment", leaving: 4) { bytes.removeLast(4) }
    if ends("ly", leaving: 4) { bytes.removeLast(2) }
    let isVerb = ends("ing", leaving: 3) || ends("ed", leaving: 3)
    if isVerb {
      let stem = bytes.dropLast(ends("ing", leaving: 3) ? 3 : 2)
      if stem.contains(where: { "aeiouy".utf8.contains($0) }) {
        bytes = Array(stem)
        if let last = bytes.last, bytes.count > 3, bytes.dropLast().last == last,
          !"lsz".utf8.contains(last)
        {
          bytes.removeLast()
        }
      }
    }
    if bytes.count > 3, bytes.last == UInt8(ascii: "e") { bytes.removeLast() }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Whether a word is none that many texts have: a name, a term of a trade, or misspelled.
  static func isRare(_ word: String) -> Bool {
    let bytes = Array(word.utf8)
    guard bytes.count > 3 else { return false }
    return Lexicon.english.commonness(of: bytes[...]).map { $0 >= rareFrom } ?? true
  }

  /// From this class of commonness on, words are rare.
  private static let rareFrom = 55

  /// Whether one of two words is likely the other, misspelled: it is no word, the other is, and one
  /// letter was left out, added, changed, or swapped with the next.
  static func isMisspelling(_ left: String, _ right: String) -> Bool {
    let lengths = (left.utf8.count, right.utf8.count)
    guard min(lengths.0, lengths.1) >= 5, abs(lengths.0 - lengths.1) <= 1 else { return false }
    let first = Array(left.utf8)
    let second = Array(right.utf8)
    let start = zip(first, second).prefix { $0 == $1 }.count
    let end = zip(first[start...].reversed(), second[start...].reversed())
      .prefix { $0 == $1 }.count
    let firstRest = first.count - start - end
    let secondRest = second.count - start - end
    let isSwapped =
      firstRest == 2 && secondRest == 2 && first[start] == second[start + 1]
      && first[start + 1] == second[start]
    guard isSwapped || max(firstRest, secondRest) == 1 else { return false }
    return Lexicon.english.isKnown(first[...]) != Lexicon.english.isKnown(second[...])
  }
}
