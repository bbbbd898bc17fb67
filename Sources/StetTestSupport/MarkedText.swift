/// A text with places marked in it: `↓` stands before a place, `↑` after it.
public struct MarkedText: Sendable {
  /// A marked place.
  public struct Mark: Hashable, Sendable {
    /// Where it starts, in the text without marks.
    public var start: Int
    /// Where it ends, when the text says.
    public var end: Int?
  }

  /// The text without its marks.
  public var text: String
  /// The marked places, in order.
  public var marks: [Mark]

  /// Takes the marks out of a text. An `↑` belongs to the last `↓` before it
  /// that has no end yet.
  public init(_ marked: String) {
    var bytes: [UInt8] = []
    var marks: [Mark] = []
    for scalar in marked.unicodeScalars {
      switch scalar {
      case "↓": marks.append(Mark(start: bytes.count))
      case "↑":
        if let last = marks.lastIndex(where: { $0.end == nil }) { marks[last].end = bytes.count }
      default: bytes.append(contentsOf: String(scalar).utf8)
      }
    }
    text = String(decoding: bytes, as: UTF8.self)
    self.marks = marks
  }
}
