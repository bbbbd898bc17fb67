/// English abbreviations that end in a full stop and do not end a sentence.
package enum Abbreviations {
  /// Whether `word`, without its last full stop, is such an abbreviation; also
  /// one letter, as in initials, and letters with points, as in `e.g` or `U.S`.
  package static func contains(_ word: ArraySlice<UInt8>) -> Bool {
    guard let first = word.first else { return false }
    if word.count == 1 { return first.isASCIILetter }
    if word.count <= 12 && word.contains(UInt8(ascii: ".")) {
      let pieces = word.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
      return pieces.allSatisfy { (1...2).contains($0.count) && $0.allSatisfy(\.isASCIILetter) }
        || pieces == [Array("Ph".utf8)[...], Array("D".utf8)[...]]
    }
    guard word.count <= 8 else { return false }
    return words.contains(String(decoding: word.map(\.asciiLowercased), as: UTF8.self))
  }

  /// The letters and points that end just before `index`.
  package static func word(before index: Int, in bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var start = min(max(index, bytes.startIndex), bytes.endIndex)
    let end = start
    while start > bytes.startIndex {
      let byte = bytes[start - 1]
      guard byte.isASCIILetter || byte == UInt8(ascii: ".") else { break }
      start -= 1
    }
    return bytes[start..<end]
  }

  private static let words: Set<String> = [
    "al", "approx", "apr", "assn", "aug", "ave", "bros", "capt", "cf", "ch", "chap", "co", "col",
    "corp", "cm", "dec", "dept", "dr", "ed", "eds", "eg", "esp", "esq", "est", "etc", "ext", "feb",
    "fig", "figs", "fri", "ft", "gen", "gov", "govt", "hr", "hrs", "ie", "inc", "incl", "jan", "jr",
    "jul", "jun", "kg", "km", "lb", "lbs", "lt", "ltd", "maj", "mar", "max", "mg", "min", "misc",
    "ml", "mm", "mon", "mr", "mrs", "ms", "mt", "no", "nos", "nov", "oct", "oz", "para", "pp", "pg",
    "prof", "pt", "ref", "refs", "rep", "rev", "sat", "sci", "sec", "sect", "sen", "sep", "sept",
    "sgt", "sp", "spp", "sq", "sr", "st", "subsp", "ste", "sun", "tel", "temp", "thu", "thur",
    "tue", "tues", "univ", "var", "viz", "vol", "vols", "vs", "wed", "yr", "yrs",
  ]
}
