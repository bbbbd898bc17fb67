import CData

/// The embedded tables, as lines in sections.
enum QuestionData {
  /// A part of a table: its name in brackets, and its lines.
  struct Section {
    var name: String
    var lines: [Substring]
  }

  static let aspects = sections(stet_question_aspects, stet_question_aspects_size)
  static let contrasts = sections(stet_question_contrasts, stet_question_contrasts_size)
  static let words = sections(stet_question_words, stet_question_words_size)
  static let weights = sections(stet_question_weights, stet_question_weights_size)

  /// Reads a table. Empty lines, and lines that begin with `#`, say nothing; what stands before
  /// the first name in brackets is in a section without a name.
  private static func sections(_ start: UnsafePointer<UInt8>, _ count: Int) -> [Section] {
    let text = String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    var sections: [Section] = []
    var current = Section(name: "", lines: [])
    for line in text.split(separator: "\n") where !line.hasPrefix("#") {
      if line.hasPrefix("["), line.hasSuffix("]") {
        if !current.lines.isEmpty { sections.append(current) }
        current = Section(name: String(line.dropFirst().dropLast()), lines: [])
      } else {
        current.lines.append(line)
      }
    }
    if !current.lines.isEmpty { sections.append(current) }
    return sections
  }
}
