/// A run of whole lines with one role: what the block parser makes of a text.
///
/// Leaves lie side by side and cover all lines. What holds them, quotes and list
/// items, shows only in their fields.
struct Leaf {
  enum Kind {
    case frontMatter
    case paragraph
    /// A heading with `#` marks.
    case numberSignHeading
    /// A heading with a line under it.
    case underlinedHeading
    case fencedCode
    case indentedCode
    case math
    case html
    case table
    case thematicBreak
    case linkDefinition
    /// A bullet or number with nothing after it.
    case emptyItem
    case blank
  }

  var kind: Kind
  /// The first line.
  var firstLine: Int
  /// The line after the last one.
  var endLine: Int
  /// The first line with text; later than `firstLine` when an item's bullet
  /// stands alone in a line before its text.
  var textLine: Int
  /// The text, in bytes, with neither indent nor marks.
  var content: Range<Int>
  /// For a heading its level, for HTML the kind of its start, from 1 to 7.
  var level = 0
  /// List items around it.
  var nesting = 0
  /// Whether it is the first paragraph of a list item.
  var startsItem = false
  /// How many items begin with it, inside one another, and their numbers: of the
  /// innermost, then of those around it, outermost first; -1 for a bullet.
  var openedItems = 0
  var itemNumber = -1
  var outerNumbers: [Int] = []
  /// Whether it stands in a block quote, so that its lines may start with `>`.
  var isQuoted: Bool { !quotations.isEmpty }
  /// How many list items stand around each quotation that it is in, outermost first.
  var quotations: [Int] = []
}
