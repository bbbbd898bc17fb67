package import StetCore

/// The record of what cleaning made of a draft: with the text that the article
/// keeps, it holds every byte of the draft.
package struct EditTrail: Hashable, Sendable {
  /// What was done.
  package enum Action: String, CaseIterable, Sendable {
    /// Left out of the article.
    case removed
    /// Replaced by other text.
    case changed
    /// Taken out of the text and kept as a fact about the article.
    case captured
    /// Folded into the same text elsewhere in the article.
    case merged
  }

  /// One change that an editor may want to see.
  package struct Edit: Hashable, Sendable {
    /// The bytes of the draft that it concerns.
    package var range: TextRange
    /// The rule that asked for it, or the name of what cleaning does itself.
    package var rule: String
    /// What was done.
    package var action: Action
    /// What stands in the article for the bytes; empty when nothing does.
    package var replacement: String
    /// Whether it cannot change the meaning.
    package var isSafe: Bool
    /// Where the bytes went, as an id of the article; `nil` where they went nowhere.
    package var target: String?

    /// Makes an edit.
    package init(
      _ range: TextRange, rule: String, _ action: Action, replacement: String = "",
      isSafe: Bool = true, target: String? = nil
    ) {
      self.range = range
      self.rule = rule
      self.action = action
      self.replacement = replacement
      self.isSafe = isSafe
      self.target = target
    }
  }

  /// Bytes that only laid the draft out: blank lines, bullets, marks of emphasis.
  /// What they mean shows in the article's elements.
  package struct Layout: Hashable, Sendable {
    /// The bytes of the draft.
    package var range: TextRange
    /// What stands in the article's text for them: nothing, a space, a line feed,
    /// or the character that a reference stands for.
    package var replacement: String

    /// Makes a piece of layout.
    package init(_ range: TextRange, replacement: String = "") {
      self.range = range
      self.replacement = replacement
    }
  }

  /// The changes, in the draft's order.
  package private(set) var edits: [Edit] = []
  /// What laid the draft out, in order.
  package private(set) var layout: [Layout] = []
  private var isDivided = false

  /// An empty trail.
  package init() {}

  /// Notes an edit; one of no bytes and no replacement is none.
  package mutating func add(_ edit: Edit) {
    if !edit.range.isEmpty || !edit.replacement.isEmpty { edits.append(edit) }
  }

  /// Notes layout; none of no bytes.
  package mutating func addLayout(_ range: TextRange, replacement: String = "") {
    guard !range.isEmpty else { return }
    // Neighbours are one, so that a trail does not grow with the way it was made.
    if !isDivided, let last = layout.last, last.range.end == range.start, last.replacement.isEmpty,
      replacement.isEmpty
    {
      layout[layout.count - 1].range = TextRange(start: last.range.start, end: range.end)
    } else {
      layout.append(Layout(range, replacement: replacement))
    }
    isDivided = false
  }

  /// Keeps the layout that comes apart from that before: a phrase starts or ends.
  mutating func divide() { isDivided = true }

  /// Notes layout as it is, apart from its neighbours.
  mutating func addSingleLayout(_ range: TextRange, replacement: String) {
    if !range.isEmpty { layout.append(Layout(range, replacement: replacement)) }
  }

  /// Nothing stands any more in the article for the bytes of `range`, which were
  /// noted with a replacement not long ago.
  mutating func drop(replacementAt range: TextRange) {
    if let index = layout.lastIndex(where: { $0.range == range }) {
      layout[index].replacement = ""
    } else if let index = edits.lastIndex(where: { $0.range == range }) {
      edits[index].replacement = ""
      edits[index].action = .removed
    }
  }

  /// Puts everything in the draft's order. O(n log n).
  mutating func sort() {
    edits.sort { ($0.range.start, $0.range.end) < ($1.range.start, $1.range.end) }
    layout.sort { $0.range.start < $1.range.start }
  }
}
