/// What evidence weighs, as `Tools/questions/fit.py` fits it.
struct QuestionWeights: Sendable {
  /// Added to the logarithm of the odds whatever the evidence.
  var constant = 0.0
  /// What the likeness of the vectors weighs, from -1 to 1.
  var likeness = 0.0
  /// What the values of ``QuestionEvidence`` weigh, in their order.
  var evidence: [Double] = []
  /// From this probability on two questions are the same.
  var duplicate = 0.9
  /// From this probability on they are related.
  var related = 0.5

  /// The weights for the vectors of the sentence encoder.
  static let full = QuestionWeights(named: "full")
  /// The weights for the static vectors.
  static let small = QuestionWeights(named: "static")

  private init(named name: String) {
    var numbers: [Substring: Double] = [:]
    for section in QuestionData.weights where section.name == name {
      for line in section.lines {
        let parts = line.split(separator: "=")
        guard parts.count == 2, let label = parts.first, let text = parts.last,
          let number = Double(text.filter { $0 != " " })
        else { continue }
        numbers[label.trimmed] = number
      }
    }
    constant = numbers["constant"] ?? 0
    likeness = numbers["likeness"] ?? 0
    evidence = QuestionEvidence.names.map { numbers[$0[...]] ?? 0 }
    duplicate = numbers["duplicate from"] ?? 0.9
    related = numbers["related from"] ?? 0.5
  }
}

extension Substring {
  /// The text without the spaces at its ends.
  fileprivate var trimmed: Substring {
    var result = self
    while result.last == " " { result.removeLast() }
    while result.first == " " { result.removeFirst() }
    return result
  }
}
