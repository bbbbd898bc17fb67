import StetCore

/// Tells lines that a writer broke on purpose, such as those of a list without
/// bullets or of a poem, from those that only wrap.
enum LineWrapping {
  /// Nobody wraps prose at fewer characters.
  private static let narrowest = 40

  /// Whether most lines of a run end although the next word would have fitted, as
  /// far as the longest line shows how much fits. Linear.
  static func isDeliberate(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
    let end = min(range.upperBound, bytes.count)
    var lines: [(width: Int, firstWord: Int)] = []
    var start = range.lowerBound
    while start < end {
      var stop = start
      while stop < end, !bytes[stop].isLineBreak { stop += 1 }
      lines.append(measure(bytes, start, stop))
      while stop < end, bytes[stop].isLineBreak { stop += 1 }
      start = stop
    }
    guard lines.count > 1 else { return false }
    let widest = lines.reduce(narrowest) { max($0, $1.width) }
    var deliberate = 0
    for index in 1..<lines.count
    where lines[index - 1].width + 1 + lines[index].firstWord <= widest {
      deliberate += 1
    }
    return deliberate * 2 >= lines.count - 1
  }

  /// Characters of a line without the blanks around it, and of its first word.
  private static func measure(
    _ bytes: [UInt8], _ start: Int, _ end: Int
  ) -> (width: Int, firstWord: Int) {
    var first = start
    var last = end
    while first < last, bytes[first].isBlank { first += 1 }
    while last > first, bytes[last - 1].isBlank { last -= 1 }
    var width = 0
    var word: Int?
    for byte in bytes[first..<last] {
      if byte.isBlank, word == nil { word = width }
      if byte & 0xC0 != 0x80 { width += 1 }
    }
    return (width, word ?? width)
  }
}
