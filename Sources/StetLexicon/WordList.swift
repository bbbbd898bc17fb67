import StetCore

/// A list of words in lower case that is part of the program: looked through in place,
/// as the first look into a few arrays of words would take longer than what follows.
struct WordList: Sendable {
  /// The words, spaces between them.
  private let text: StaticString
  /// Where the words stand, those of the same first letter together.
  private let entries: [Entry]
  /// Where in `entries` the words of each letter begin, and where the last ones end.
  private let starts: [Int]

  private struct Entry: Sendable {
    var start: Int
    var length: Int
  }

  /// Makes a list of a text of words in the letters `a` to `z`. Linear.
  init(_ text: StaticString) {
    self.text = text
    var found: [Entry] = []
    var counts = [Int](repeating: 0, count: 27)
    let bytes = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
    var index = 0
    while index < bytes.count {
      guard let letter = Self.letter(bytes[index]) else {
        index += 1
        continue
      }
      let start = index
      while index < bytes.count, bytes[index] != .space { index += 1 }
      found.append(Entry(start: start, length: index - start))
      counts[letter + 1] += 1
    }
    for letter in 1..<27 { counts[letter] += counts[letter - 1] }
    starts = counts
    var entries = found
    for entry in found {
      guard let letter = Self.letter(bytes[entry.start]) else { continue }
      entries[counts[letter]] = entry
      counts[letter] += 1
    }
    self.entries = entries
  }

  private static func letter(_ byte: UInt8) -> Int? {
    byte.isASCIILowercase ? Int(byte) - 97 : nil
  }

  /// Whether a word of the list stands at an index of a word.
  private func stands(_ entry: Entry, at index: Int, of word: UnsafeBufferPointer<UInt8>) -> Bool {
    guard index >= 0, entry.length <= word.count - index else { return false }
    // Entries lie in the text, as they were made of it.
    let own = UnsafeBufferPointer(start: text.utf8Start + entry.start, count: entry.length)
    for offset in 0..<entry.length where own[offset] != word[index + offset] { return false }
    return true
  }

  private func entries(beginning byte: UInt8?) -> ArraySlice<Entry> {
    guard let letter = byte.flatMap(Self.letter) else { return [] }
    return entries[starts[letter]..<starts[letter + 1]]
  }

  /// The lengths of the words of the list that stand at an index of a word.
  func lengths(at index: Int, of word: [UInt8]) -> [Int] {
    word.withUnsafeBufferPointer { bytes in
      entries(beginning: index < bytes.count ? bytes[index] : nil).compactMap { entry in
        stands(entry, at: index, of: bytes) ? entry.length : nil
      }
    }
  }

  /// Whether the list has a word.
  func contains(_ word: ArraySlice<UInt8>) -> Bool {
    word.withUnsafeBufferPointer { bytes in
      entries(beginning: bytes.first).contains { entry in
        entry.length == bytes.count && stands(entry, at: 0, of: bytes)
      }
    }
  }

  /// Whether a word ends with one of the list that has at least `length` letters, with
  /// at least `before` bytes before it.
  func hasEnding(of word: [UInt8], atLeast length: Int, after before: Int) -> Bool {
    word.withUnsafeBufferPointer { bytes in
      entries.contains { entry in
        entry.length >= length && bytes.count >= entry.length + before
          && stands(entry, at: bytes.count - entry.length, of: bytes)
      }
    }
  }
}
